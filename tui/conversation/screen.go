package conversation

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/conversation"
	"fettle/internal/service"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Finder is what the screen shows of the finder behind it.
type Finder interface {
	// Chips says what is asked so far, each thing in a few words.
	Chips() []string
	// Found says how many services are left.
	Found() string
	// Held says what is asked already of what a question asks for; "" is nothing.
	Held(conversation.Ask) string
	// Services paints the first of them in exactly h lines of w cells.
	Services(dst []string, w, h int, t *theme.Theme) []string
}

// Kind is what a choice does.
type Kind int

// The kinds of choices.
const (
	// Answer is an answer of the file.
	Answer Kind = iota
	// Place is one of the places that were found for what was typed.
	Place
	// Skip goes on without an answer.
	Skip
	// Back goes to the question before.
	Back
	// See leaves the conversation for the services.
	See
	// Before goes on from what was asked before the conversation began.
	Before
)

// Choice is one thing that can be chosen.
type Choice struct {
	Kind Kind
	// At is the number of the answer or the place from 0.
	At int
}

// Count is how many services an answer would leave.
type Count struct{ Fits, MayFit int }

// step is one question that was answered or skipped.
type step struct {
	// said is the answer in words; "" is skipped.
	said string
	// changes says that the answer was to change something.
	changes       bool
	before, after *question.Question
}

// Screen is the state of the screen.
type Screen struct {
	walk   *conversation.Walk
	finder Finder
	steps  []step
	// before says what was asked before and was put aside; "" is nothing.
	before string
	text   widget.Field
	// moved is set when the keys were moved among the choices since the last letter.
	moved bool
	// asked is what was typed last, places what was found for it.
	asked   string
	places  []service.Near
	trouble string
	picker  widget.Picker
	counts  []Count
	number  int
	height  int
	// first is the line of the first choice that is seen, width how wide the choices
	// are, as painted last.
	first, width int
	// cursorX and cursorY are the cell of the text cursor, -1 for none.
	cursorX, cursorY int
}

// mostTyped is the longest answer that can be typed.
const mostTyped = 80

// New returns the screen at the first question.
func New(c *conversation.Conversation, f Finder) *Screen {
	return &Screen{walk: conversation.NewWalk(c), finder: f, text: widget.NewField(mostTyped), cursorX: -1}
}

// PutAside says what was asked before the conversation began, so that it can go on
// from that; "" takes the offer away.
func (s *Screen) PutAside(said string) {
	s.before = said
	s.picker = widget.Picker{}
}

// held says what is asked already of what the question asks for.
func (s *Screen) held() string {
	if q := s.Question(); q != nil && q.Ask != conversation.AskNothing && s.finder != nil {
		return s.finder.Held(q.Ask)
	}
	return ""
}

// Title returns what the conversation is called.
func (s *Screen) Title() string { return s.walk.Of().Title }

// Question returns the question that is asked now, nil after the last.
func (s *Screen) Question() *conversation.Question { return s.walk.Question() }

// First reports whether no question was asked before.
func (s *Screen) First() bool { return len(s.steps) == 0 }

// Number names the question as it is asked this time: counts of another number
// are late.
func (s *Screen) Number() int { return s.number }

// Asked returns how many questions have been asked, the present one included.
func (s *Screen) Asked() int { return s.walk.Number() }

// choices returns everything that can be chosen now, in order.
func (s *Screen) choices() []Choice {
	q := s.Question()
	all := make([]Choice, 0, 12)
	for i := range s.places {
		all = append(all, Choice{Place, i})
	}
	if q != nil {
		for i := range q.Answers {
			all = append(all, Choice{Answer, i})
		}
		all = append(all, Choice{Kind: Skip})
		if s.before != "" && len(s.steps) == 0 {
			all = append(all, Choice{Kind: Before})
		}
	} else {
		all = append(all, Choice{Kind: See})
	}
	if len(s.steps) > 0 {
		all = append(all, Choice{Kind: Back})
	}
	if q != nil {
		all = append(all, Choice{Kind: See})
	}
	return all
}

// Selected returns the choice that has the keys.
func (s *Screen) Selected() Choice {
	all := s.choices()
	return all[min(s.picker.At(), len(all)-1)]
}

// chose reports whether a choice is meant although something is typed: one of the
// places for it, or one that the keys were moved to.
func (s *Screen) chose() bool { return s.moved || s.Selected().Kind == Place }

// Writes reports whether Enter takes what is typed.
func (s *Screen) Writes() bool { return s.Text() != "" && !s.chose() }

// Numbered returns the answer of a number from 1, or the place where there are
// several, and reports false when there is none.
func (s *Screen) Numbered(n int) (Choice, bool) {
	q := s.Question()
	if len(s.places) > 0 {
		return Choice{Place, n - 1}, n >= 1 && n <= len(s.places)
	}
	if q == nil || n < 1 || n > len(q.Answers) {
		return Choice{}, false
	}
	return Choice{Answer, n - 1}, true
}

// Answer takes an answer of the file and changes the question asked.
func (s *Screen) Answer(at int, asked *question.Question) {
	q := s.Question()
	if q == nil || at < 0 || at >= len(q.Answers) {
		return
	}
	before := asked.Clone()
	said := q.Answers[at].Text
	changes := s.walk.Answer(at)
	Apply(asked, changes)
	s.went(step{said, len(changes) > 0, before, asked.Clone()})
}

// Typed takes a typed answer, which change makes to the question asked.
func (s *Screen) Typed(said string, asked *question.Question, change func(*question.Question)) {
	before := asked.Clone()
	change(asked)
	s.walk.Pass()
	s.went(step{said, true, before, asked.Clone()})
}

// Skip goes on without an answer.
func (s *Screen) Skip(asked *question.Question) {
	if s.Question() != nil {
		s.walk.Pass()
		s.went(step{"", false, asked.Clone(), asked.Clone()})
	}
}

// Back goes to the question before and takes back what its answer changed; it
// reports false when there is none.
func (s *Screen) Back(asked *question.Question) bool {
	last := len(s.steps) - 1
	if last < 0 || !s.walk.Back() {
		return false
	}
	asked.Revert(s.steps[last].before, s.steps[last].after)
	s.steps = s.steps[:last]
	s.enter()
	return true
}

func (s *Screen) went(st step) {
	s.steps = append(s.steps, st)
	s.enter()
}

// enter makes the screen ready for another question.
func (s *Screen) enter() {
	s.number++
	s.text.Set("")
	s.asked, s.trouble, s.places, s.counts, s.moved = "", "", nil, nil, false
	s.picker = widget.Picker{}
}

// Count takes how many services each answer would leave, when the question is
// still the same.
func (s *Screen) Count(number int, counts []Count) {
	if number == s.number {
		s.counts = counts
	}
}

// Ask remembers what is being looked up and returns it.
func (s *Screen) Ask() string {
	s.asked = strings.TrimSpace(s.text.Value())
	s.trouble, s.places = "", nil
	return s.asked
}

// Awaits reports whether a text is what is being looked up.
func (s *Screen) Awaits(text string) bool { return text == s.asked && text != "" }

// Trouble says why what was typed can't be used.
func (s *Screen) Trouble(text string) { s.trouble = text }

// Offer offers several places to choose from.
func (s *Screen) Offer(places []service.Near) {
	s.places = places
	s.picker.Set(0)
}

// PlaceAt returns the place of a choice.
func (s *Screen) PlaceAt(at int) service.Near { return s.places[at] }

// Typing reports whether letters are text.
func (s *Screen) Typing() bool {
	q := s.Question()
	return q != nil && q.Ask != conversation.AskNothing
}

// Takes reports whether a key is text. The question mark opens the help; while
// nothing is typed, and when what is typed can't be used, the keys that go back and
// on do that. Where there are several places, a number chooses one.
func (s *Screen) Takes(k tea.KeyPressMsg) bool {
	switch {
	case !s.Typing() || k.Text == "?" || k.Code == tea.KeyHome || k.Code == tea.KeyEnd:
		return false
	case (s.text.Value() == "" || s.trouble != "") && (k.Code == tea.KeyLeft || k.Code == tea.KeyRight):
		return false
	case s.text.Value() == "" && (k.Code == tea.KeyBackspace || k.Code == tea.KeyDelete):
		return false
	case len(s.places) > 0 && len(k.Text) == 1 && k.Text[0] >= '1' && k.Text[0] <= '9':
		return false
	}
	return s.text.Takes(k)
}

// Type gives the text a key. A letter after a text that can't be used begins
// another.
func (s *Screen) Type(k tea.KeyPressMsg) {
	if s.trouble != "" && k.Text != "" {
		s.text.Set("")
	}
	if s.text.Type(k) {
		s.reworded()
	}
}

// Paste gives the text what was pasted.
func (s *Screen) Paste(text string) {
	s.text.Paste(text)
	s.reworded()
}

// Clear empties the text and reports whether there was any.
func (s *Screen) Clear() bool {
	had := s.text.Value() != ""
	s.text.Set("")
	s.reworded()
	return had
}

func (s *Screen) reworded() {
	s.asked, s.trouble, s.places, s.moved = "", "", nil, false
	s.picker.Set(0)
}

// Text returns what is typed, without blanks around it.
func (s *Screen) Text() string { return strings.TrimSpace(s.text.Value()) }

// Move moves the keys among the choices.
func (s *Screen) Move(m widget.Move) {
	s.moved = s.picker.Move(m, len(s.choices()), s.height) || s.moved
}

// Click puts the keys on the choice at a cell.
func (s *Screen) Click(x, y int) (there, again bool) {
	if x >= s.width {
		return false, false
	}
	there, again = s.picker.Click(y-s.first, s.height, len(s.choices()))
	s.moved = s.moved || there
	return there, again
}

// Cursor returns the cell of the text cursor in the lines painted last.
func (s *Screen) Cursor() (x, y int) { return s.cursorX, s.cursorY }

// label says a choice in words, with the key that chooses it.
func (s *Screen) label(c Choice) string {
	q := s.Question()
	switch c.Kind {
	case Answer:
		if c.At < 9 && !s.Typing() {
			return strconv.Itoa(c.At+1) + " " + q.Answers[c.At].Text
		}
		return "- " + q.Answers[c.At].Text
	case Place:
		return strconv.Itoa(c.At+1) + " " + s.places[c.At].Name
	case Skip:
		if held := s.held(); held != "" {
			return "- Keep " + held
		}
		return "- Skip, or don't know"
	case Before:
		return "- Go on from what was asked before: " + s.before
	case Back:
		return "- Back to the question before"
	case See:
		return "- See the services"
	}
	return ""
}
