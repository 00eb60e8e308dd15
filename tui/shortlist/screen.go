// Package shortlist is the screen of the services that a person has marked.
//
// It shows the list that it is given. It must not keep or change one: every
// change is on disk before it is shown here.
package shortlist

import (
	"strconv"
	"time"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// mostNoteLines is how many lines a note or a change takes on the list.
const mostNoteLines = 4

// Item is one service on the list.
type Item struct {
	// ID is the service's id.
	ID string
	// Name is the service's name when it was marked.
	Name string
	// Note is what the worker wrote for the person; "" is nothing.
	Note string
	// Private is what the worker wrote for themselves; it is never given out.
	Private string
	// Changes are what the service says otherwise than when it was marked:
	// "when: Tuesdays, was Mondays".
	Changes []string
}

// About is what there is to know of a list beside its services.
type About struct {
	// ID names the list.
	ID string
	// Label is what it is called; "" is the list of whoever is helped now.
	Label string
	// Services is how many are on it, -1 when that is not known.
	Services int
	// Used is when it was last used, Goes when it goes if it is not used before;
	// a zero Goes is a list that stays.
	Used, Goes time.Time
	// Locked says that it is written under a passphrase, Shut that the passphrase
	// was not given yet.
	Locked, Shut bool
}

// Entry is an item with its record.
type Entry struct {
	Item
	// Service is the record; nil when it is not in the library any more.
	Service *service.Service
}

// Screen is the state of the screen. The zero Screen is an empty list.
type Screen struct {
	about   About
	entries []Entry
	picker  widget.Picker
	// top is the first line on the screen of all lines of the list.
	top, height int
	// line is the item of each line of the list as it was painted last.
	line []int
}

// Set shows a list; the item under the keys keeps them where it can.
func (s *Screen) Set(about About, entries []Entry) {
	s.about = about
	held := ""
	if e := s.Selected(); e != nil {
		held = e.ID
	}
	s.entries = entries
	for i := range entries {
		if entries[i].ID == held {
			s.picker.Set(i)
		}
	}
	s.picker.Settle(len(entries), s.page())
}

// About returns what there is to know of the list.
func (s *Screen) About() About { return s.about }

// Len returns how many items there are.
func (s *Screen) Len() int { return len(s.entries) }

// At returns the number of the item under the keys, from 0.
func (s *Screen) At() int { return s.picker.At() }

// Marked returns the ids on the list.
func (s *Screen) Marked() map[string]bool {
	ids := make(map[string]bool, len(s.entries))
	for i := range s.entries {
		ids[s.entries[i].ID] = true
	}
	return ids
}

// Selected returns the item under the keys, nil when the list is empty.
func (s *Screen) Selected() *Entry {
	if at := s.picker.At(); at < len(s.entries) {
		return &s.entries[at]
	}
	return nil
}

// Move moves the keys.
func (s *Screen) Move(m widget.Move) { s.picker.Move(m, len(s.entries), s.page()) }

// Pick puts the keys on the item at a line of the list as it was painted last,
// and reports whether they were on it before.
func (s *Screen) Pick(y int) (again bool) {
	if y += s.top; y < 0 || y >= len(s.line) || s.line[y] >= len(s.entries) {
		return false
	}
	again = s.line[y] == s.picker.At()
	s.picker.Set(s.line[y])
	return again
}

func (s *Screen) page() int { return max(s.height/2, 1) }

// Head paints the line above the list: what it is called, how long it is, and
// when it goes.
func (s *Screen) Head(w int, title string, now time.Time, t *theme.Theme) string {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " "+title+" ").Put(t.Bar, " Shortlist")
	if s.about.Label != "" {
		l.Put(t.Key, " "+s.about.Label)
	}
	l.Put(t.Bar, ": "+words.Count(len(s.entries), "service", "services"))
	if s.about.Locked {
		l.Put(t.Bar, ", locked")
	}
	if len(s.entries) > 0 {
		goes, deleted := Goes(s.about, now), ", then deleted"
		if !s.about.Goes.IsZero() && l.Room() > paint.Width(goes+deleted)+2 {
			goes += deleted
		}
		if l.Room() > paint.Width(goes)+2 {
			l.Gap(l.Room()-paint.Width(goes)-1).Put(t.Bar, goes)
		}
	}
	return l.String()
}

// Goes says how long a list stays when it is not used: "kept until 22 Dec".
func Goes(a About, now time.Time) string {
	if a.Goes.IsZero() {
		return "kept for good"
	}
	at := a.Goes.In(now.Location())
	if at.Sub(now) < 48*time.Hour {
		return "kept until " + at.Format("Mon 15:04")
	}
	return "kept until " + at.Format("2 Jan")
}

// Lines paints the list in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, focused bool, t *theme.Theme) []string {
	return s.lines(dst, w, h, focused, t, nil)
}

// lines paints the list, with a note of the item under the keys being written
// when there is one.
func (s *Screen) lines(dst []string, w, h int, focused bool, t *theme.Theme, n *Notes) []string {
	s.height = h
	start := len(dst)
	if len(s.entries) == 0 {
		for _, text := range s.nothing() {
			for _, part := range paint.Wrap(text, w-2) {
				dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put("", part).String())
			}
		}
	}
	s.picker.Settle(len(s.entries), s.page())
	var all []string
	first, last := 0, 0
	s.line = s.line[:0]
	for i := range s.entries {
		if i == s.picker.At() {
			first = len(all)
			all = s.entry(all, i, w, focused, t, n)
			last = len(all)
		} else {
			all = s.entry(all, i, w, focused, t, nil)
		}
		for len(s.line) < len(all) {
			s.line = append(s.line, i)
		}
	}
	if n != nil {
		last = n.line + 1
	}
	s.top = max(min(s.top, first, len(all)-h), min(last-h, first), 0)
	if n != nil {
		n.line -= s.top
	}
	dst = append(dst, all[s.top:min(s.top+h, len(all))]...)
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}

// nothing says why there is nothing on the list.
func (s *Screen) nothing() []string {
	if s.about.Shut {
		return []string{"This list is locked: L shows the lists, Enter there asks for its passphrase."}
	}
	return []string{"Nothing is marked yet.", "Esc goes back to the services; s marks one."}
}

// entry paints one item: number, name and telephone, who runs it, then the
// notes and what has changed.
func (s *Screen) entry(dst []string, i, w int, focused bool, t *theme.Theme, n *Notes) []string {
	e := &s.entries[i]
	base, strong, dim, warn, pointer := t.Base, t.Strong, t.Dim, t.Warn, " "
	if i == s.picker.At() {
		base, strong, dim, warn = t.Resting, "", "", ""
		if focused {
			base, pointer = t.Selected, ">"
		}
	}
	name, phone, under := e.Name, "", ""
	if e.Service != nil {
		name, under = e.Service.Name, e.Service.Organisation.Name
		if len(e.Service.Phones) > 0 {
			phone = words.Phone(e.Service.Phones[0])
		}
	}
	first := paint.NewLine(w, base).Put("", pointer).CellRight(dim, strconv.Itoa(i+1), 2).Gap(2)
	if w < 44 {
		first.Put(strong, name)
		if phone != "" {
			under = phone + "  " + under
		}
	} else {
		first.Cell(strong, name, first.Room()-paint.Width(paint.Clean(phone))-2).Gap(1).Put(strong, phone)
	}
	dst = append(dst, first.String())
	more := func(style paint.Style, text string) {
		const indent = 5
		for k, part := range paint.Wrap(text, w-indent-1) {
			if k < mostNoteLines {
				dst = append(dst, paint.NewLine(w, base).Gap(indent).Put(style, part).String())
			}
		}
	}
	if under != "" {
		dst = append(dst, paint.NewLine(w, base).Gap(5).Put(dim, under).String())
	}
	for _, change := range e.Changes {
		more(warn, "Changed: "+change)
	}
	if n != nil {
		return n.paint(dst, w, base, t)
	}
	if e.Note != "" {
		more("", "Note for the person: "+e.Note)
	}
	if e.Private != "" {
		more(dim, "For you only: "+e.Private)
	}
	return dst
}
