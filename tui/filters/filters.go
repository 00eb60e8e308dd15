// Package filters is the panes in which a person narrows the question: need,
// age, where, when and more, each with the counts that its options would bring.
//
// A pane changes the question that it is given and nothing else. What it needs
// looked up, a place or a time in words, it says in an Effect; it must not look
// anything up itself.
package filters

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Effect is what a pane asks for after a key; the zero Effect is nothing.
type Effect struct {
	// Locate is a place as typed, to be looked up and given to Places.
	Locate string
	// Windows is a time as typed, to be looked up and given to Windows.
	Windows string
	// Say is a plain sentence for the person.
	Say string
	// Next says that the pane has what it asked for, so the keys go to the next.
	Next bool
}

// The panes, in the order in which they stand.
const (
	Need = iota
	Age
	Where
	When
	More
	paneCount
)

// pane is one group of filters.
type pane interface {
	// title is the name of the pane.
	title() string
	// sort puts what is chosen on top; it is called when the pane is entered.
	sort(q *question.Question)
	// count takes the counts of an answer.
	count(facets map[service.Pane][]service.Option)
	// want is how many lines the pane would fill, its title included.
	want() int
	// lines paints the pane below its title.
	lines(dst []string, w, h int, focused bool, q *question.Question, t *theme.Theme) []string
	// field is the pane's text field, and fieldHint what stands in it while it is
	// empty.
	field() *widget.Field
	fieldHint() string
	// several reports whether several options may be chosen, any of which will do.
	several() bool
	// typed is called after the text changed.
	typed(q *question.Question) Effect
	// move moves the keys among the options.
	move(m widget.Move)
	// choose chooses what has the keys; space says that Space was pressed.
	choose(q *question.Question, space bool) Effect
	// point puts the keys on the option at a cell of what lines painted and reports
	// whether there is one.
	point(x, y, w, h int, focused bool) bool
	// spaces reports whether Space is a letter just now.
	spaces() bool
}

// Filters is all panes; one of them is open.
type Filters struct {
	panes   [paneCount]pane
	age     *age
	where   *where
	when    *when
	at      int
	entered bool
	// painted is how many lines each pane filled when they were painted last.
	painted [paneCount]int
}

// New returns the panes, with the needs there are, counts not known yet. Meant
// returns the needs that plain words mean, "skint" money; nil knows none.
func New(needs []service.Option, meant func(words string) []string) *Filters {
	f := &Filters{age: newAge(), where: newWhere(), when: newWhen()}
	f.panes = [paneCount]pane{newNeed(needs, meant), f.age, f.where, f.when, newMore()}
	return f
}

// Count takes the counts of an answer.
func (f *Filters) Count(facets map[service.Pane][]service.Option) {
	for _, p := range f.panes {
		p.count(facets)
	}
}

// At returns the open pane.
func (f *Filters) At() int { return f.at }

// Enter opens a pane and gives it the keys.
func (f *Filters) Enter(at int, q *question.Question) {
	f.open(at)
	f.panes[f.at].sort(q)
}

func (f *Filters) open(at int) {
	f.Leave()
	f.at = max(min(at, paneCount-1), 0)
	f.entered = true
}

// Pick gives the keys to what stands at a cell of the panes, w cells wide, as they
// were painted last, and reports whether that is an option. The pane keeps its
// order, so that nothing moves from under the mouse.
func (f *Filters) Pick(x, y, w int, q *question.Question) bool {
	for i, n := range f.painted {
		if y >= n {
			y -= n
			continue
		}
		focused := f.entered && i == f.at
		if y > 0 && f.panes[i].point(x, y-1, w, n-1, focused) {
			if !focused {
				f.open(i)
			}
			return true
		}
		f.Enter(i, q)
		return false
	}
	return false
}

// Leave takes the keys away; half-typed text goes.
func (f *Filters) Leave() {
	f.entered = false
	f.panes[f.at].field().Set("")
	f.panes[f.at].typed(&question.Question{})
	f.where.ask("")
}

// Step opens the next pane, or the one before for a negative step; it reports
// false, and opens none, when there is none on that side. What was typed as an age
// is taken first.
func (f *Filters) Step(by int, q *question.Question) (bool, Effect) {
	effect := Effect{}
	if f.at == Age {
		effect = f.age.leave(q)
	}
	at := f.at + by
	if at < 0 || at >= paneCount {
		return false, effect
	}
	f.Enter(at, q)
	return true, effect
}

// Type gives the open pane a key that is no action.
func (f *Filters) Type(k tea.KeyPressMsg, q *question.Question) Effect {
	p := f.panes[f.at]
	if at, ok := f.numbered(k); ok {
		f.Enter(at, q)
		return Effect{}
	}
	if k.Text != "" && f.refused() { // what can't be used makes room for the next
		p.field().Set("")
	}
	if !p.field().Type(k) {
		return Effect{}
	}
	return p.typed(q)
}

// numbered returns the pane of a number that is typed where no text begins with
// one: a need and a place have letters first.
func (f *Filters) numbered(k tea.KeyPressMsg) (at int, ok bool) {
	if f.at != Need && f.at != Where || f.panes[f.at].field().Value() != "" && !f.refused() {
		return 0, false
	}
	n, err := strconv.Atoi(k.Text)
	return n - 1, err == nil && n >= 1 && n <= paneCount
}

// refused reports whether what is typed was found to be of no use: a place that there
// is not, or a number of three figures that is no age.
func (f *Filters) refused() bool {
	switch f.at {
	case Where:
		return f.where.refused
	case Age:
		_, ok := f.age.years()
		return !ok && len(f.age.text.Value()) > 2
	}
	return false
}

// Edits reports whether the key edits the open pane's text.
func (f *Filters) Edits(k tea.KeyPressMsg) bool { return f.panes[f.at].field().Edits(k) }

// Paste gives the open pane a text.
func (f *Filters) Paste(text string, q *question.Question) Effect {
	f.panes[f.at].field().Paste(text)
	return f.panes[f.at].typed(q)
}

// Move moves the keys in the open pane.
func (f *Filters) Move(m widget.Move) {
	p := f.panes[f.at]
	if p.field().Value() != "" {
		switch m {
		case widget.Left:
			p.field().Left()
			return
		case widget.Right:
			p.field().Right()
			return
		case widget.Up, widget.Down, widget.PageUp, widget.PageDown, widget.Home, widget.End:
		}
	}
	p.move(m)
}

// Choose chooses what has the keys. Space says that it was the space bar, which
// is a letter in the middle of a place or a time.
func (f *Filters) Choose(q *question.Question, space bool) Effect {
	p := f.panes[f.at]
	if space && p.spaces() {
		return f.Type(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, q)
	}
	return p.choose(q, space)
}

// Clear empties the text of the open pane and reports whether there was any.
func (f *Filters) Clear(q *question.Question) bool {
	p := f.panes[f.at]
	had := p.field().Value() != ""
	p.field().Set("")
	if had {
		// Emptying the text must not take back what is chosen.
		p.typed(q.Clone())
	}
	return had
}

// Places takes the places found for a text as typed; err is why there are none.
func (f *Filters) Places(text string, near []service.Near, err error, q *question.Question) Effect {
	return f.where.found(text, near, err, q)
}

// Windows takes the times found for a text as typed; err is why there are none.
func (f *Filters) Windows(text string, windows []service.Window, err error, q *question.Question) Effect {
	return f.when.found(text, windows, err, q)
}

// Lines paints the panes in exactly h lines of w cells, the open one largest,
// and returns where the cursor of the open pane's text is, -1 when it has none.
func (f *Filters) Lines(dst []string, w, h int, q *question.Question, t *theme.Theme) (lines []string, cursorX, cursorY int) {
	start := len(dst)
	cursorX, cursorY = -1, -1
	var wants [paneCount]layout.Want
	for i, p := range f.panes {
		wants[i] = layout.Want{Lines: p.want(), Whole: i == When}
	}
	f.painted = [paneCount]int{}
	for i, n := range layout.Share(h, wants[:], f.at) {
		if n == 0 {
			continue
		}
		p := f.panes[i]
		focused := f.entered && i == f.at
		y := len(dst) - start
		line, x := f.heading(i, w, focused, q, t)
		dst = append(dst, line)
		if focused {
			cursorX, cursorY = x, y
		}
		if n > 1 {
			dst = p.lines(dst, w, n-1, focused, q, t)
		}
		f.painted[i] = len(dst) - start - y
	}
	if len(dst)-start < h {
		blank := paint.Blank(w, t.Base)
		for len(dst)-start < h {
			dst = append(dst, blank)
		}
	}
	return dst[:start+h], cursorX, cursorY
}

// heading paints the first line of a pane: its number and name, and behind it
// what is typed into it, or what is chosen in it.
func (f *Filters) heading(i, w int, focused bool, q *question.Question, t *theme.Theme) (line string, cursor int) {
	p := f.panes[i]
	l := paint.NewLine(w, t.Base)
	name := strconv.Itoa(i+1) + " " + p.title()
	if !focused {
		l.Put(t.Heading, name)
		switch n := chosen(q, i); {
		case n > 1 && p.several():
			l.Put(t.Chip, " any of "+strconv.Itoa(n)+" ")
		case n > 0:
			l.Put(t.Chip, " "+strconv.Itoa(n)+" chosen ")
		}
		return l.String(), -1
	}
	l.Put(t.Here, ">"+name+" ").Gap(1)
	before := w - l.Room()
	text, at := p.field().Show(l.Room() - 1)
	if text == "" {
		return l.Put(t.Dim, p.fieldHint()).String(), before
	}
	return l.Put(t.Strong, text).String(), min(before+at, w-1)
}

// chosen counts what is chosen in a pane.
func chosen(q *question.Question, pane int) int {
	n := 0
	for _, c := range q.Chips() {
		if paneOf(c.Pane) == pane {
			n++
		}
	}
	return n
}

// paneOf returns the pane that shows a filter.
func paneOf(p service.Pane) int {
	switch p {
	case service.PaneNeed:
		return Need
	case service.PaneAge:
		return Age
	case service.PaneWhere, service.PaneArea:
		return Where
	case service.PaneWhen:
		return When
	default:
		return More
	}
}
