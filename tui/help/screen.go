// Package help is the screen that says what can be done, and does it.
//
// It lists the actions that it is given, narrowed by what is typed. It must not
// know what any of them does.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Entry is one action as it is listed.
type Entry struct {
	// ID is the action's id.
	ID string
	// Keys are the keys in words: "Enter".
	Keys string
	// Title says what it does: "Mark for the shortlist".
	Title string
	// Hint is a sentence more.
	Hint string
	// Off says why it can't be done now; "" when it can.
	Off string
	// Elsewhere says that it is done on other parts of the screen.
	Elsewhere bool

	// heading is set for a line that only names what is under it.
	heading bool
}

// Screen is the state of the screen.
type Screen struct {
	all, shown []Entry
	text       widget.Field
	picker     widget.Picker
	height     int
}

// New returns an empty help screen.
func New() *Screen { return &Screen{text: widget.NewField(40)} }

// Open lists actions: what can be done here, then what can't be done just now,
// then what is done elsewhere.
func (s *Screen) Open(entries []Entry) {
	s.all = s.all[:0]
	group := func(heading string, in func(Entry) bool) {
		first := true
		for _, e := range entries {
			if !in(e) {
				continue
			}
			if first && heading != "" {
				s.all = append(s.all, Entry{Title: heading, heading: true})
			}
			first = false
			s.all = append(s.all, e)
		}
	}
	group("", func(e Entry) bool { return !e.Elsewhere && e.Off == "" })
	group("Not now", func(e Entry) bool { return !e.Elsewhere && e.Off != "" })
	group("Elsewhere", func(e Entry) bool { return e.Elsewhere })
	s.text.Set("")
	s.picker.Set(0)
	s.narrow()
}

// Type gives the text a key.
func (s *Screen) Type(k tea.KeyPressMsg) {
	if s.text.Type(k) {
		s.picker.Set(0)
		s.narrow()
	}
}

// Paste gives the text what was pasted.
func (s *Screen) Paste(text string) {
	s.text.Paste(text)
	s.narrow()
}

// Typing is true: letters are always text here.
func (s *Screen) Typing() bool { return true }

// Takes reports whether a key is text. The question mark closes the help, Home
// and End move in the list.
func (s *Screen) Takes(k tea.KeyPressMsg) bool {
	return k.Text != "?" && k.Code != tea.KeyHome && k.Code != tea.KeyEnd && s.text.Takes(k)
}

// Clear empties the text and reports whether there was any.
func (s *Screen) Clear() bool {
	had := s.text.Value() != ""
	s.text.Set("")
	s.narrow()
	return had
}

// Move moves the keys, over headings.
func (s *Screen) Move(m widget.Move) {
	s.picker.Move(m, len(s.shown), s.height)
	by := widget.Down
	if m == widget.Up || m == widget.PageUp {
		by = widget.Up
	}
	for s.onHeading() && s.picker.Move(by, len(s.shown), s.height) {
	}
	s.skip()
}

// Click puts the keys on the action at a line.
func (s *Screen) Click(_, y int) (there, again bool) {
	if row := s.picker.Top() + y; y >= 0 && row < len(s.shown) && s.shown[row].heading {
		return false, false
	}
	return s.picker.Click(y, s.height, len(s.shown))
}

func (s *Screen) onHeading() bool {
	return s.picker.At() < len(s.shown) && s.shown[s.picker.At()].heading
}

// skip moves the keys from a heading to what is under it.
func (s *Screen) skip() {
	for s.onHeading() && s.picker.At() < len(s.shown)-1 {
		s.picker.Set(s.picker.At() + 1)
	}
}

// Selected returns the action under the keys, nil when none is listed.
func (s *Screen) Selected() *Entry {
	if at := s.picker.At(); at < len(s.shown) {
		return &s.shown[at]
	}
	return nil
}

// narrow keeps the actions that have every word typed, those with all of them
// in the title first.
func (s *Screen) narrow() {
	typed := strings.Fields(strings.ToLower(s.text.Value()))
	s.shown = s.shown[:0]
	var others []Entry
	for _, e := range s.all {
		switch {
		case e.heading && len(typed) > 0: // what was typed orders the list
		case e.heading:
			s.shown = append(s.shown, e)
		case hasAll(e.Title, typed):
			s.shown = append(s.shown, e)
		case hasAll(e.Title+" "+e.Hint+" "+e.Keys, typed):
			others = append(others, e)
		}
	}
	s.shown = append(s.shown, others...)
	s.skip()
}

func hasAll(text string, typed []string) bool {
	text = strings.ToLower(text)
	for _, word := range typed {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// Head paints the line above the list and returns the cell of its cursor.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	label := " What can I do here? "
	if w < 46 {
		label = " Help "
	}
	l := paint.NewLine(w, t.Bar).Put(t.Key, label).Put(t.Bar, " type to narrow: ")
	before := w - l.Room()
	text, at := s.text.Show(l.Room() - 1)
	return l.Put(t.Bar, text).String(), min(before+at, w-1)
}

// Lines paints the actions and, below them, a sentence on the one under the
// keys, in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	foot := s.foot(w, h, t)
	s.height = max(h-len(foot), 1)
	s.picker.Settle(len(s.shown), s.height)
	if len(s.shown) == 0 {
		dst = append(dst, paint.NewLine(w, t.Base).Put(t.Dim, " Nothing is called that. Esc empties the text.").String())
	}
	for i := s.picker.Top(); i < min(s.picker.Top()+s.height, len(s.shown)); i++ {
		dst = append(dst, s.entry(&s.shown[i], i == s.picker.At(), w, t))
	}
	for len(dst)-start < h-len(foot) {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return append(dst, foot...)[:start+h]
}

// foot paints the sentence on the action under the keys.
func (s *Screen) foot(w, h int, t *theme.Theme) []string {
	e := s.Selected()
	if e == nil || e.heading || h < 6 {
		return nil
	}
	foot := []string{paint.Blank(w, t.Base)}
	text, style := e.Hint, paint.Style("")
	switch {
	case e.Elsewhere:
		text, style = e.Off, t.Dim
	case e.Off != "":
		text, style = "Not now: "+e.Off, t.Warn
	}
	parts := paint.Wrap(text, w-2)
	for _, part := range parts[:min(len(parts), 2)] {
		foot = append(foot, paint.NewLine(w, t.Base).Gap(1).Put(style, part).String())
	}
	for len(foot) < 3 {
		foot = append(foot, paint.Blank(w, t.Base))
	}
	return foot
}

func (s *Screen) entry(e *Entry, here bool, w int, t *theme.Theme) string {
	if e.heading {
		return paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, e.Title).String()
	}
	base, key, title, pointer := t.Base, t.Key, paint.Style(""), " "
	if e.Off != "" {
		key, title = t.Dim, t.Dim
	}
	if here {
		base, key, title, pointer = t.Selected, "", "", ">"
	}
	l := paint.NewLine(w, base).Put("", pointer).Cell(key, e.Keys, min(18, w/3)).Gap(1).Put(title, e.Title)
	return l.String()
}
