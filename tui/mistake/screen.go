// Package mistake is the screen on which a person says what is wrong in a record,
// and the letter to its publisher that comes of it.
//
// The letter names the record, the fact and what it says now, and nothing of the
// one who writes or of anybody who is being helped. The package must not send
// anything.
package mistake

import (
	"net/url"
	"strings"

	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Screen is the state of the screen.
type Screen struct {
	service   service.Service
	publisher string
	choices   []detail.Fact
	picker    widget.Picker
	height    int
}

// New returns the screen for a whole record with its facts; publisher is who
// publishes its feed, "" when that is not known.
func New(s service.Service, publisher string, facts []detail.Fact) *Screen {
	screen := &Screen{service: s, publisher: publisher}
	for _, f := range facts {
		switch f.Label {
		case "Phone", "E-mail", "Web", "Times", "Where", "Ages", "Cost", "To join", "Who for":
			screen.choices = append(screen.choices, f)
		}
	}
	screen.choices = append(screen.choices, detail.Fact{Label: "It has closed, or does not run now"}, detail.Fact{Label: "Something else"})
	return screen
}

// Choices returns what may be wrong, in order.
func (s *Screen) Choices() []detail.Fact { return s.choices }

// Pick chooses what is wrong by its number from 0.
func (s *Screen) Pick(at int) { s.picker.Set(at) }

// Head paints the line above.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put(t.Key, " What is wrong? ").Put(t.Bar, " A letter to the publisher opens.").String(), -1
}

// Move moves the keys.
func (s *Screen) Move(m widget.Move) { s.picker.Move(m, len(s.choices), s.height) }

// Click puts the keys on the fact at a line.
func (s *Screen) Click(_, y int) (there, again bool) {
	return s.picker.Click(y-1, s.height, len(s.choices))
}

// Lines paints the facts that may be wrong in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put(t.Strong, s.service.Name).String())
	s.height = max(h-1, 1)
	s.picker.Settle(len(s.choices), s.height)
	for i := s.picker.Top(); i < min(s.picker.Top()+s.height, len(s.choices)); i++ {
		base, label, pointer := t.Base, t.Dim, " "
		if i == s.picker.At() {
			base, label, pointer = t.Selected, "", ">"
		}
		l := paint.NewLine(w, base).Put("", pointer)
		if text := s.choices[i].Text; text != "" {
			l.Cell(label, s.choices[i].Label, min(10, w/3)).Gap(1).Put("", text)
		} else {
			l.Put("", s.choices[i].Label)
		}
		dst = append(dst, l.String())
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}

// Letter returns the letter about what is under the keys, and to whom it goes: ""
// when the record has no address.
func (s *Screen) Letter() (to, subject, body string) {
	v := &s.service
	to = v.Organisation.Email
	if to == "" {
		to = v.Email
	}
	wrong := s.choices[min(s.picker.At(), len(s.choices)-1)]
	lines := []string{"Hello,", "", "the record of " + v.Name + " seems to have a mistake.", "", "What is wrong: " + wrong.Label}
	if wrong.Text != "" {
		lines = append(lines, "The record says: "+wrong.Text)
	}
	lines = append(lines, "It should say: ", "", "Service: "+strings.Trim(v.Name+", "+v.Organisation.Name, ", "), "Reference: "+v.ID)
	source := v.Feed()
	if s.publisher != "" {
		source += ", published by " + s.publisher
	}
	lines = append(lines, "Directory: "+source, "", "If the record is not yours to change, please pass this on to those who keep it.", "", "Thank you.")
	return to, "A mistake in the record of " + v.Name, strings.Join(lines, "\n")
}

// Link returns the letter as a mailto: address (RFC 6068).
func (s *Screen) Link() string {
	to, subject, body := s.Letter()
	escape := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	return "mailto:" + strings.ReplaceAll(escape(to), "%40", "@") + "?subject=" + escape(subject) +
		"&body=" + strings.ReplaceAll(escape(body), "%0A", "%0D%0A")
}
