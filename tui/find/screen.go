// Package find is the screen on which services are found: the search box, the
// chips of what is chosen, the filter panes and the list.
//
// It keeps the question and shows the answer that it is given. It must not ask
// the library itself.
package find

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/tui/filters"
	"fettle/tui/light"
	"fettle/tui/question"
	"fettle/tui/results"
	"fettle/tui/widget"
)

// Focus is the part of the screen that has the keys.
type Focus int

// The parts that can have the keys.
const (
	Search Focus = iota
	Filters
	List
)

// mostWords is the longest text that can be typed into the search box.
const mostWords = 200

// Answer is what the library answered, made ready for the screen.
type Answer struct {
	// Rows are the first services in order.
	Rows []results.Row
	// Result has the counts and the facets; its hits are not looked at.
	Result service.Result
	// Reading is what was read from the words that were typed.
	Reading typed.Reading
	// Danger are the lines to show first, when the words mean danger.
	Danger []string
	// Lit are the words to light up; nil is none.
	Lit *light.Words
}

// Screen is the state of the screen.
type Screen struct {
	// List is the services found.
	List results.List

	question *question.Question
	filters  *filters.Filters
	search   widget.Field
	focus    Focus
	before   Focus // what had the keys before the panes
	chip     int
	offers   []service.Relaxation
	offer    int
	answer   Answer
	answered bool
	waiting  bool
	held     int
	// noted are lines about what was left out when the words were taken over, shown
	// as long as the words are notedWith.
	noted     []string
	notedWith string
}

// New returns the screen with an empty question and the keys in the search box;
// needs and meant are those of filters.New.
func New(needs []service.Option, meant func(words string) []string) *Screen {
	return &Screen{question: &question.Question{}, filters: filters.New(needs, meant), search: widget.NewField(mostWords)}
}

// Question returns the question as it stands; callers must not change it.
func (s *Screen) Question() *question.Question { return s.question }

// shown returns the question with what the words in the search box were read as.
func (s *Screen) shown() *question.Question {
	if len(s.answer.Reading.Parts) == 0 || s.question.Words == "" {
		return s.question
	}
	q := s.question.Clone()
	q.Take(&s.answer.Reading)
	return q
}

// Filtered reports whether the answer has filters, chosen or typed.
func (s *Screen) Filtered() bool {
	return len(s.question.Chips()) > 0 || len(s.answer.Reading.Parts) > 0 && s.question.Words != ""
}

// takeTyped makes filters of what was read from the words in the search box, once
// the answer to these words is there. A place that is not known yet stays in the
// words, so that it is said that there is none of that name.
func (s *Screen) takeTyped() {
	read := &s.answer.Reading
	if len(read.Parts) == 0 || read.Pending != "" || read.Line != s.question.Words {
		return
	}
	q := s.question.Clone()
	q.Take(read)
	s.noted, s.notedWith = read.Notes, q.Words
	s.answer.Reading = typed.Reading{}
	s.Restore(q)
}

// Restore puts a question back, words and filters.
func (s *Screen) Restore(q *question.Question) {
	s.question = q.Clone()
	s.search.Set(q.Words)
	s.settleChip()
}

// Clear empties the question and gives the keys to the search box.
func (s *Screen) Clear() {
	s.Restore(&question.Question{})
	s.List.Top()
	s.Focus(Search)
}

// Focused returns the part that has the keys.
func (s *Screen) Focused() Focus { return s.focus }

// Focus gives the keys to a part.
func (s *Screen) Focus(f Focus) {
	if s.focus == Filters && f != Filters {
		s.filters.Leave()
	}
	if f != Search {
		s.takeTyped()
	}
	if f == Filters && s.focus != Filters {
		s.filters.Enter(s.filters.At(), s.question)
	}
	s.turn(f)
}

// turn notes where the keys come from when they go to the panes.
func (s *Screen) turn(to Focus) {
	if to == Filters && s.focus != Filters {
		s.before = s.focus
	}
	s.focus = to
}

// Before returns the part that had the keys before the panes had them.
func (s *Screen) Before() Focus { return s.before }

// OpenPane gives the keys to a pane by its number from 0.
func (s *Screen) OpenPane(n int) {
	s.takeTyped()
	s.turn(Filters)
	s.filters.Enter(n, s.question)
}

// PickOption does what a click at a cell of the panes, w cells wide, asks for: it
// gives the keys to the pane there and chooses the option, or takes it back.
func (s *Screen) PickOption(x, y, w int) filters.Effect {
	s.takeTyped()
	s.turn(Filters)
	if s.filters.Pick(x, y, w, s.question) {
		return s.Choose(false)
	}
	return filters.Effect{}
}

// Pane returns the number of the open pane from 0.
func (s *Screen) Pane() int { return s.filters.At() }

// StepPane goes to the next pane or the one before; it reports false when there
// is none on that side, and what follows from leaving the one before.
func (s *Screen) StepPane(by int) (bool, filters.Effect) {
	moved, effect := s.filters.Step(by, s.question)
	s.settleChip()
	return moved, effect
}

// FirstPane and LastPane give the keys to the outermost panes.
func (s *Screen) FirstPane() { s.OpenPane(filters.Need) }

// LastPane gives the keys to the last pane.
func (s *Screen) LastPane() { s.OpenPane(filters.More) }

// Type gives a key that is no action to the text that has the keys.
func (s *Screen) Type(k tea.KeyPressMsg) filters.Effect {
	switch s.focus {
	case Search:
		if s.search.Type(k) {
			s.reword()
		}
	case Filters:
		effect := s.filters.Type(k, s.question)
		s.settleChip()
		return effect
	case List:
	}
	return filters.Effect{}
}

// Paste gives a pasted text to the text that has the keys, and to the search
// box when none has.
func (s *Screen) Paste(text string) filters.Effect {
	if s.focus == Filters {
		effect := s.filters.Paste(text, s.question)
		s.settleChip()
		return effect
	}
	s.Focus(Search)
	s.search.Paste(text)
	s.reword()
	return filters.Effect{}
}

// AddWord puts a word behind those in the search box.
func (s *Screen) AddWord(word string) {
	s.search.Set(strings.TrimSpace(s.search.Value() + " " + word))
	s.reword()
}

// Edits reports whether a key with Alt edits the text that has the keys.
func (s *Screen) Edits(k tea.KeyPressMsg) bool {
	switch s.focus {
	case Search:
		return s.search.Edits(k)
	case Filters:
		return s.filters.Edits(k)
	case List:
	}
	return false
}

// Choose chooses what has the keys in the open pane.
func (s *Screen) Choose(space bool) filters.Effect {
	effect := s.filters.Choose(s.question, space)
	s.settleChip()
	return effect
}

// Move moves the keys in the list or the open pane; Up on the first row of the
// list goes to the search box.
func (s *Screen) Move(m widget.Move) {
	switch s.focus {
	case Search:
	case Filters:
		s.filters.Move(m)
	case List:
		switch {
		case s.List.Len() == 0 && m == widget.Up && s.offer > 0:
			s.offer--
		case s.List.Len() == 0 && m == widget.Down && s.offer < len(s.offers)-1:
			s.offer++
		case m == widget.Up && s.List.At() == 0:
			s.Focus(Search)
		default:
			s.List.Move(m)
		}
	}
}

// Offering reports whether there are suggestions in the place of services.
func (s *Screen) Offering() bool { return s.List.Len() == 0 && len(s.offers) > 0 }

// MoveChip picks the chip before or after the picked one.
func (s *Screen) MoveChip(by int) {
	s.chip += by
	s.settleChip()
}

// RemoveChip takes back the picked filter and returns its label.
func (s *Screen) RemoveChip() string {
	chips := s.question.Chips()
	if s.chip >= len(chips) {
		return ""
	}
	label := chips[s.chip].Label
	s.question.Remove(s.chip)
	s.settleChip()
	return label
}

// ClearChips takes back every filter.
func (s *Screen) ClearChips() {
	s.question.ClearChips()
	s.settleChip()
}

// ClearText empties the text that has the keys and reports whether there was any.
func (s *Screen) ClearText() bool {
	switch s.focus {
	case Search:
		had := s.search.Value() != ""
		s.search.Set("")
		s.reword()
		return had
	case Filters:
		return s.filters.Clear(s.question)
	case List:
	}
	return false
}

// SetSort sets the order.
func (s *Screen) SetSort(sort service.Sort) { s.question.Sort = sort }

// Places and Windows hand over what was looked up for the panes.
func (s *Screen) Places(text string, near []service.Near, err error) filters.Effect {
	effect := s.filters.Places(text, near, err, s.question)
	s.settleChip()
	return effect
}

// Windows hands over the times found for a text.
func (s *Screen) Windows(text string, windows []service.Window, err error) filters.Effect {
	effect := s.filters.Windows(text, windows, err, s.question)
	s.settleChip()
	return effect
}

// Show shows an answer.
func (s *Screen) Show(a Answer) {
	s.answer, s.answered, s.waiting = a, true, false
	s.Suggest(nil)
	s.List.Set(a.Rows, a.Result.Total, s.Filtered(), a.Lit)
	s.filters.Count(a.Result.Facets)
	if s.focus != Search {
		s.takeTyped()
	}
}

// Worth reports whether there is anything to do on the list: a service to read,
// a filter to take away or something to give up.
func (s *Screen) Worth() bool {
	return s.List.Len() > 0 || s.Filtered() || len(s.offers) > 0
}

// Lit returns the words to light up; nil is none.
func (s *Screen) Lit() *light.Words { return s.answer.Lit }

// Suggest takes what could be given up, the smallest thing first.
func (s *Screen) Suggest(offers []service.Relaxation) { s.offers, s.offer = offers, 0 }

// Offer returns the suggestion that is picked, nil when there is none.
func (s *Screen) Offer() *service.Relaxation {
	if s.offer < len(s.offers) {
		return &s.offers[s.offer]
	}
	return nil
}

// NextOffer picks the next suggestion, after the last the first.
func (s *Screen) NextOffer() {
	s.offer = (s.offer + 1) % max(len(s.offers), 1)
}

// TakeOffer gives up what the picked suggestion says.
func (s *Screen) TakeOffer() {
	if offer := s.Offer(); offer != nil {
		s.takeTyped()
		q := s.question.Clone()
		q.Give(offer.Query)
		s.Suggest(nil)
		s.Restore(q)
	}
}

// Wait says that an answer is taking long.
func (s *Screen) Wait(waiting bool) { s.waiting = waiting }

// reword takes the words from the search box.
func (s *Screen) reword() { s.question.Words = s.search.Value() }

// settleChip keeps a chip picked: the newest when one was added.
func (s *Screen) settleChip() {
	n := len(s.question.Chips())
	if n > s.held {
		s.chip = n - 1
	}
	s.held = n
	s.chip = max(min(s.chip, n-1), 0)
}
