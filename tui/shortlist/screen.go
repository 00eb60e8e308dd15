// Package shortlist is the screen of the services that a person has marked.
//
// It shows the list that it is given. It must not keep or change one: every
// change is on disk before it is shown here.
package shortlist

import (
	"strconv"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// Item is one service on the list.
type Item struct {
	// ID is the service's id.
	ID string
	// Name is the service's name when it was marked.
	Name string
	// Note is what the worker wrote about the service; "" is nothing.
	Note string
}

// Entry is an item with its record.
type Entry struct {
	Item
	// Service is the record; nil when it is not in the library any more.
	Service *service.Service
}

// Screen is the state of the screen. The zero Screen is an empty list.
type Screen struct {
	entries []Entry
	picker  widget.Picker
	height  int
}

// Set shows a list; the item under the keys keeps them where it can.
func (s *Screen) Set(entries []Entry) {
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

// Len returns how many items there are.
func (s *Screen) Len() int { return len(s.entries) }

// At returns the number of the item under the keys, from 0.
func (s *Screen) At() int { return s.picker.At() }

// Has reports whether a service is on the list.
func (s *Screen) Has(id string) bool {
	for i := range s.entries {
		if s.entries[i].ID == id {
			return true
		}
	}
	return false
}

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

func (s *Screen) page() int { return max(s.height/2, 1) }

// Head paints the line above the list.
func (s *Screen) Head(w int, title string, t *theme.Theme) string {
	return paint.NewLine(w, t.Bar).Put(t.Key, " "+title+" ").
		Put(t.Bar, " Shortlist: "+words.Count(len(s.entries), "service", "services")).String()
}

// Lines paints the list in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, focused bool, t *theme.Theme) []string {
	s.height = h
	start := len(dst)
	if len(s.entries) == 0 {
		for _, text := range []string{"Nothing is marked yet.", "Esc goes back to the services; s marks one."} {
			for _, part := range paint.Wrap(text, w-2) {
				dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put("", part).String())
			}
		}
	}
	s.picker.Settle(len(s.entries), s.page())
	for i := s.picker.Top(); i < min(s.picker.Top()+s.page(), len(s.entries)); i++ {
		dst = s.entry(dst, i, w, h, focused, t)
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}

// entry paints one item: number, name and telephone, then who runs it.
func (s *Screen) entry(dst []string, i, w, h int, focused bool, t *theme.Theme) []string {
	e := &s.entries[i]
	base, strong, dim, warn, pointer := t.Base, t.Strong, t.Dim, t.Warn, " "
	if i == s.picker.At() {
		base, strong, dim, warn = t.Resting, "", "", ""
		if focused {
			base, pointer = t.Selected, ">"
		}
	}
	phone, under := "", ""
	name := e.Name
	if e.Service == nil {
		under = "No longer in your data"
	} else {
		name, under, warn = e.Service.Name, e.Service.Organisation.Name, dim
		if len(e.Service.Phones) > 0 {
			phone = words.Phone(e.Service.Phones[0])
		}
	}
	if e.Note != "" {
		under += ". Note: " + e.Note
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
	if h > 1 {
		dst = append(dst, paint.NewLine(w, base).Gap(5).Put(warn, under).String())
	}
	return dst
}
