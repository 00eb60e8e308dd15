// Package searches is the screen of the questions that were asked in this session
// and of those that are saved under a name.
//
// [Screen] shows the questions that it is given and takes a name for one.
// [Recent] remembers those of the session, and [Save], [Remove] and [BringBack]
// change those of a [Store]. The package must not ask any.
package searches

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// mostName is the longest name that can be typed, in characters.
const mostName = 60

// Entry is one question.
type Entry struct {
	// Name is the name that it is saved under, "" for a recent one.
	Name string
	// Said says in words what it asks for.
	Said string
	// Number tells the recent ones apart, from 0.
	Number int

	heading bool
}

// Screen is the state of the screen.
type Screen struct {
	entries []Entry
	picker  widget.Picker
	height  int
	naming  bool
	said    string
	name    widget.Field
}

// New returns an empty screen.
func New() *Screen { return &Screen{name: widget.NewField(mostName)} }

// Set shows the saved and the recent questions; the keys stay where they were.
func (s *Screen) Set(saved, recent []Entry) {
	s.entries = s.entries[:0]
	for _, group := range []struct {
		heading string
		of      []Entry
	}{{"Saved", saved}, {"Recent, gone when you leave", recent}} {
		if len(group.of) > 0 {
			s.entries = append(s.entries, Entry{Said: group.heading, heading: true})
			s.entries = append(s.entries, group.of...)
		}
	}
	s.picker.Settle(len(s.entries), s.height)
	s.skip()
}

// Selected returns the question under the keys, nil when there is none.
func (s *Screen) Selected() *Entry {
	if at := s.picker.At(); at < len(s.entries) && !s.entries[at].heading {
		return &s.entries[at]
	}
	return nil
}

// Ask asks for a name for a question that is said in words.
func (s *Screen) Ask(said string) {
	s.naming, s.said = true, said
	s.name.Set("")
}

// Naming reports whether a name is asked for.
func (s *Screen) Naming() bool { return s.naming }

// Name returns the name that is typed.
func (s *Screen) Name() string { return strings.TrimSpace(s.name.Value()) }

// Typing reports whether letters are text.
func (s *Screen) Typing() bool { return s.naming }

// Takes reports whether a key is text.
func (s *Screen) Takes(k tea.KeyPressMsg) bool { return s.naming && s.name.Takes(k) }

// Type gives the name a key.
func (s *Screen) Type(k tea.KeyPressMsg) { s.name.Type(k) }

// Paste gives the name what was pasted.
func (s *Screen) Paste(text string) { s.name.Paste(text) }

// Clear stops asking for a name and reports whether one was asked for.
func (s *Screen) Clear() bool {
	was := s.naming
	s.naming = false
	return was
}

// Move moves the keys, over headings.
func (s *Screen) Move(m widget.Move) {
	s.picker.Move(m, len(s.entries), s.height)
	by := widget.Down
	if m == widget.Up || m == widget.PageUp {
		by = widget.Up
	}
	for s.onHeading() && s.picker.Move(by, len(s.entries), s.height) {
	}
	s.skip()
}

// Click puts the keys on the question at a line.
func (s *Screen) Click(_, y int) (there, again bool) {
	row := s.picker.Top() + y
	if s.naming || y >= 0 && row < len(s.entries) && s.entries[row].heading {
		return false, false
	}
	return s.picker.Click(y, s.height, len(s.entries))
}

func (s *Screen) onHeading() bool {
	return s.picker.At() < len(s.entries) && s.entries[s.picker.At()].heading
}

// skip moves the keys from a heading to what is under it.
func (s *Screen) skip() {
	for s.onHeading() && s.picker.At() < len(s.entries)-1 {
		s.picker.Set(s.picker.At() + 1)
	}
}

// nameLabel stands before the name that is asked for.
const nameLabel = " Name it: "

// Head paints the line above, with the name while one is asked for.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	if !s.naming {
		return paint.NewLine(w, t.Bar).Put(t.Key, " Searches ").Put(t.Bar, " saved ones and those of today").String(), -1
	}
	l := paint.NewLine(w, t.Bar).Put(t.Here, nameLabel).Gap(1)
	before := w - l.Room()
	text, at := s.name.Show(l.Room() - 1)
	return l.Put(t.Bar, text).String(), min(before+at, w-1)
}

// Lines paints the questions in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	put := func(style paint.Style, text string) {
		for _, part := range paint.Wrap(text, w-2) {
			if len(dst)-start < h {
				dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put(style, part).String())
			}
		}
	}
	switch {
	case s.naming:
		put(t.Strong, s.said)
		put(t.Dim, "What belongs to one person is left out: the age, the end of a postcode, single days.")
	case len(s.entries) == 0:
		put(t.Dim, "Nothing is saved yet, and nothing was asked in this session.")
	default:
		s.height = h
		s.picker.Settle(len(s.entries), h)
		for i := s.picker.Top(); i < min(s.picker.Top()+h, len(s.entries)); i++ {
			dst = append(dst, s.entry(&s.entries[i], i == s.picker.At(), w, t))
		}
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}

func (s *Screen) entry(e *Entry, here bool, w int, t *theme.Theme) string {
	if e.heading {
		return paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, e.Said).String()
	}
	base, name, said, pointer := t.Base, t.Strong, t.Dim, " "
	if here {
		base, name, said, pointer = t.Selected, "", "", ">"
	}
	l := paint.NewLine(w, base).Put("", pointer).Gap(1)
	if e.Name == "" {
		return l.Put(paint.Style(""), e.Said).String()
	}
	return l.Cell(name, e.Name, min(30, w/3)).Gap(2).Put(said, e.Said).String()
}
