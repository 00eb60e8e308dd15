// Package firstrun asks three questions when the finder is opened for the first
// time: the place, where services come from, and the colours. Each can be
// skipped, and Esc skips them all.
//
// Run is a program of its own, before the finder. It returns what was chosen;
// it must not write, fetch or set anything itself.
package firstrun

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// Feed is one feed that is known and can be chosen.
type Feed struct {
	// Key names it, Label says what it is: "Bristol City Council".
	Key, Label string
	// Services is about how many services it has.
	Services int
}

// Choice is what was chosen; what was skipped is empty.
type Choice struct {
	// Place is where the person works, as a place is called: "Settle".
	Place string
	// Feeds are the keys of the feeds chosen.
	Feeds []string
	// Source is an address or a file that was typed.
	Source string
	// Theme is the name of the colours.
	Theme string
	// Left says that Fettle itself was left, so nothing is to be opened.
	Left bool
}

// step is one of the questions.
type step int

const (
	askPlace step = iota
	askFeeds
	askColours
	stepCount
)

// screen is the state of the three questions.
type screen struct {
	feeds   []Feed
	choice  Choice
	step    step
	text    widget.Field
	asked   string
	places  []service.Near
	trouble string
	picker  widget.Picker
	height  int
	// cursorX and cursorY are the cell of the text cursor, -1 for none.
	cursorX, cursorY int
}

// mostTyped is the longest text that can be typed: an address may be long.
const mostTyped = 400

func newScreen(feeds []Feed) *screen {
	return &screen{feeds: feeds, text: widget.NewField(mostTyped), cursorX: -1, cursorY: -1}
}

// rows returns what can be chosen at the step.
func (s *screen) rows() []string {
	switch s.step {
	case askPlace:
		rows := make([]string, 0, len(s.places))
		for _, p := range s.places {
			rows = append(rows, p.Name)
		}
		return rows
	case askFeeds:
		rows := append(make([]string, 0, 1+len(s.feeds)), "Look around with made-up services first")
		for _, f := range s.feeds {
			rows = append(rows, f.Label)
		}
		return rows
	case askColours:
		return []string{"As the terminal has them", "Light", "Dark", "High contrast"}
	case stepCount:
	}
	return nil
}

// themes are the names of the colours, in the order of their rows.
func themes() []string { return theme.Names() }

// typing reports whether letters are text at the step.
func (s *screen) typing() bool { return s.step == askPlace || s.step == askFeeds }

// typed is what is typed, without blanks around it.
func (s *screen) typed() string { return strings.TrimSpace(s.text.Value()) }

// move moves the keys among the rows.
func (s *screen) move(m widget.Move) {
	s.picker.Move(m, len(s.rows()), s.height)
	if s.step == askColours {
		s.choice.Theme = themes()[s.picker.At()]
	}
}

// key gives the text a key.
func (s *screen) key(k tea.KeyPressMsg) {
	if s.typing() && s.text.Type(k) {
		s.asked, s.places, s.trouble = "", nil, ""
	}
}

// feed returns the feed with the keys, nil when there is none; the first row is
// that of the demonstration.
func (s *screen) feed() *Feed {
	if at := s.picker.At() - 1; s.step == askFeeds && at >= 0 && at < len(s.feeds) {
		return &s.feeds[at]
	}
	return nil
}

// toggle chooses the feed with the keys, or takes it back.
func (s *screen) toggle() {
	if f := s.feed(); f != nil {
		key := f.Key
		if i := slices.Index(s.choice.Feeds, key); i >= 0 {
			s.choice.Feeds = slices.Delete(s.choice.Feeds, i, i+1)
			return
		}
		s.choice.Feeds = append(s.choice.Feeds, key)
	}
}

// enter takes what is typed or chosen. It returns a place to be looked up, "" for
// none; done is set after the last question.
func (s *screen) enter() (locate string, done bool) {
	switch s.step {
	case askPlace:
		if len(s.places) > 0 {
			s.choice.Place = s.places[s.picker.At()].Name
			return "", s.next()
		}
		if s.typed() != "" {
			s.asked, s.trouble = s.typed(), ""
			return s.asked, false
		}
		s.choice.Place = ""
	case askFeeds:
		s.choice.Source = s.typed()
		if s.choice.Source == "" && len(s.choice.Feeds) == 0 {
			s.toggle() // the only one that can be meant
		}
	case askColours:
		s.choice.Theme = themes()[s.picker.At()]
	case stepCount:
	}
	return "", s.next()
}

// found takes the places that were looked up for a text as typed.
func (s *screen) found(text string, near []service.Near, err error) {
	if text != s.asked || s.step != askPlace {
		return
	}
	s.asked = ""
	switch {
	case err != nil:
		s.trouble = words.Sentence(err.Error())
	case len(near) == 0:
		s.trouble = "No place is called that. Try the next town, or the first half of a postcode."
	case len(near) == 1:
		s.choice.Place = near[0].Name
		s.next()
	default:
		s.trouble = "There are several: choose one."
		s.places = near
		s.picker.Set(0)
	}
}

// skip goes on without an answer, and reports whether that was the last question.
func (s *screen) skip() (done bool) {
	switch s.step {
	case askPlace:
		s.choice.Place = ""
	case askFeeds:
		s.choice.Feeds, s.choice.Source = nil, ""
	case askColours:
		s.choice.Theme = ""
	case stepCount:
	}
	return s.next()
}

func (s *screen) next() (done bool) {
	if s.step+1 == stepCount {
		return true
	}
	s.open(s.step + 1)
	return false
}

// back goes to the question before; at the first there is none.
func (s *screen) back() {
	if s.step > 0 {
		s.open(s.step - 1)
	}
}

// open asks a question, with what was answered to it before.
func (s *screen) open(to step) {
	s.step = to
	s.asked, s.places, s.trouble = "", nil, ""
	s.picker = widget.Picker{}
	s.text.Set("")
	switch to {
	case askPlace:
		s.text.Set(s.choice.Place)
	case askFeeds:
		s.text.Set(s.choice.Source)
	case askColours:
		s.picker.Set(max(slices.Index(themes(), s.choice.Theme), 0))
	case stepCount:
	}
}
