// Package lists is the screen of the shortlists that are kept: to open one, to
// begin, name, keep, lock and remove one.
//
// It shows the lists that it is given and collects names and passphrases. It
// must not keep or change a list, and a passphrase stays in it no longer than
// until it is handed out.
package lists

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/shortlist"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// Asking is what the screen asks for.
type Asking int

// What can be asked for: nothing, the name of a new list, another name for the
// open one, the passphrase of a locked list, a new passphrase, the same again,
// and whether a list may be removed for good.
const (
	Nothing Asking = iota
	NewName
	OtherName
	Passphrase
	NewPassphrase
	SamePassphrase
	Removal
)

// maxText is the longest name or passphrase that can be typed, in characters.
const maxText = 100

// Screen is the state of the screen.
type Screen struct {
	lists  []shortlist.About
	open   string
	now    time.Time
	picker widget.Picker
	height int

	asking Asking
	text   widget.Field
	// first is a new passphrase as it was typed first, doubt is why a name was
	// questioned.
	first, doubt string
}

// New returns the screen without a list.
func New() *Screen { return &Screen{text: widget.NewField(maxText)} }

// Set shows lists; the keys stay on theirs where they can, and are on the open one
// at first.
func (s *Screen) Set(lists []shortlist.About, open string, now time.Time) {
	held := open
	if l := s.Selected(); l != nil {
		held = l.ID
	}
	s.lists, s.open, s.now = lists, open, now
	for i := range lists {
		if lists[i].ID == held {
			s.picker.Set(i)
		}
	}
	s.picker.Settle(len(lists), s.height)
}

// Selected returns the list under the keys, nil when there is none.
func (s *Screen) Selected() *shortlist.About {
	if at := s.picker.At(); at < len(s.lists) {
		return &s.lists[at]
	}
	return nil
}

// Open reports whether the list under the keys is the open one.
func (s *Screen) Open() bool { l := s.Selected(); return l != nil && l.ID == s.open }

// Ask asks for something, with a text to begin with.
func (s *Screen) Ask(what Asking, text string) {
	if what != SamePassphrase {
		s.first = ""
	}
	s.asking, s.doubt = what, ""
	s.text.Set(text)
}

// Asking returns what is asked for.
func (s *Screen) Asking() Asking { return s.asking }

// Doubt says why the name that is typed is questioned; the same name is taken
// when it comes again.
func (s *Screen) Doubt(why string) { s.doubt = why + "\x00" + s.Text() }

// Doubted reports whether the name that is typed was questioned already.
func (s *Screen) Doubted() bool {
	_, name, ok := strings.Cut(s.doubt, "\x00")
	return ok && name == s.Text()
}

// Text returns what is typed, as a name without spaces around it.
func (s *Screen) Text() string {
	if s.secret() {
		return s.text.Value()
	}
	return strings.TrimSpace(s.text.Value())
}

// First keeps a new passphrase until it is typed again.
func (s *Screen) First() string { return s.first }

// Again asks for a new passphrase a second time.
func (s *Screen) Again() {
	s.first = s.text.Value()
	s.Ask(SamePassphrase, "")
}

func (s *Screen) secret() bool {
	return s.asking == Passphrase || s.asking == NewPassphrase || s.asking == SamePassphrase
}

// Typing reports whether letters are text.
func (s *Screen) Typing() bool { return s.asking != Nothing && s.asking != Removal }

// Takes reports whether a key is text.
func (s *Screen) Takes(k tea.KeyPressMsg) bool { return s.Typing() && s.text.Takes(k) }

// Type gives the text a key.
func (s *Screen) Type(k tea.KeyPressMsg) { s.text.Type(k) }

// Paste gives the text what was pasted.
func (s *Screen) Paste(text string) { s.text.Paste(text) }

// Clear stops asking and reports whether anything was asked for.
func (s *Screen) Clear() bool {
	asked := s.asking != Nothing
	s.Ask(Nothing, "")
	return asked
}

// Move moves the keys.
func (s *Screen) Move(m widget.Move) {
	if s.asking == Nothing {
		s.picker.Move(m, len(s.lists), s.height)
	}
}

// Click puts the keys on the list at a line.
func (s *Screen) Click(_, y int) (there, again bool) {
	if s.asking != Nothing {
		return false, false
	}
	return s.picker.Click(y, s.height, len(s.lists))
}

// Head paints the line above the lists, with what is typed.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " Shortlists ")
	label := [...]string{" those that are kept on this computer", " Name of the new list: ", " New name of this list: ", " Passphrase: ",
		" New passphrase: ", " The same again: ", " Remove it for good?"}[s.asking]
	l.Put(t.Bar, label)
	if !s.Typing() {
		return l.String(), -1
	}
	before := w - l.Room()
	text, at := s.text.Show(max(l.Room()-1, 1))
	if s.secret() {
		text = strings.Repeat("*", len([]rune(text)))
	}
	return l.Put(t.Bar, text).String(), min(before+at, w-1)
}

// Lines paints the lists and, below them, what to know of what is asked for.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	foot := s.foot(w, h)
	s.height = max(h-len(foot), 1)
	s.picker.Settle(len(s.lists), s.height)
	if len(s.lists) == 0 {
		dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put("", "No list is kept yet: mark a service with s, or begin one here.").String())
	}
	for i := s.picker.Top(); i < min(s.picker.Top()+s.height, len(s.lists)); i++ {
		dst = append(dst, s.row(&s.lists[i], i == s.picker.At(), w, t))
	}
	for len(dst)-start < h-len(foot) {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	for _, text := range foot {
		style := paint.Style("")
		if s.doubt != "" {
			style = t.Warn
		}
		dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put(style, text).String())
	}
	return dst[:start+h]
}

// foot says what to know before something is typed or removed.
func (s *Screen) foot(w, h int) []string {
	text := ""
	switch s.asking {
	case Nothing:
		if len(s.lists) > 0 {
			text = "What is not used goes by itself when its time is up, so that nothing of a person stays on this computer for longer than it helps. Using a list keeps it longer; a list with a name can be kept for good."
		}
	case NewName, OtherName:
		text = "Name it after what is on it, such as \"debt, Preston\". No name, age or address of a person belongs in it. Enter takes it, Esc does not."
		if why, _, _ := strings.Cut(s.doubt, "\x00"); why != "" {
			text = "Is this about a person? " + strings.ToUpper(why[:1]) + why[1:] + ". Change it, or press Enter again to take it all the same."
		}
	case Passphrase:
		text = "The list opens with it until another list is opened."
	case NewPassphrase, SamePassphrase:
		text = "At least 12 characters: three words picked by chance are good. Nobody can find it again. The list's name stays readable, and so does what is exported."
	case Removal:
		text = "The list, its notes and its history go for good. Enter removes it, Esc does not."
	}
	lines := paint.Wrap(text, max(w-2, 1))
	return lines[:min(len(lines), max(h-3, 0))]
}

// row paints one list.
func (s *Screen) row(a *shortlist.About, here bool, w int, t *theme.Theme) string {
	base, strong, dim, pointer := t.Base, t.Strong, t.Dim, " "
	if here {
		base, strong, dim, pointer = t.Selected, "", "", ">"
	}
	name := a.Label
	if name == "" {
		name = "(no name)"
	}
	l := paint.NewLine(w, base).Put("", pointer).Cell(strong, name, max(w/3, 12)).Gap(1)
	said := make([]string, 0, 4)
	switch {
	case a.Shut:
		said = append(said, "locked")
	case a.Locked:
		said = append(said, words.Count(a.Services, "service", "services")+", locked on disk")
	default:
		said = append(said, words.Count(a.Services, "service", "services"))
	}
	if a.ID == s.open {
		said = append(said, "open")
	}
	said = append(said, "used "+words.DaysAgo(service.DateOf(a.Used.In(s.now.Location())), service.DateOf(s.now)), shortlist.Goes(*a, s.now))
	return l.Put(dim, strings.Join(said, ", ")).String()
}
