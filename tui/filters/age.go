package filters

import (
	"strconv"
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// oldest is the highest age that can be asked for, in years.
const oldest = 120

// age is the pane of the person's age: a number typed, or a band chosen.
type age struct {
	text widget.Field
	list options
}

func newAge() *age { return &age{text: widget.NewField(3)} }

func (a *age) title() string        { return "Age" }
func (a *age) field() *widget.Field { return &a.text }
func (a *age) fieldHint() string    { return "type years" }
func (a *age) several() bool        { return false }
func (a *age) want() int {
	n := 1 + max(len(a.list.items), 1)
	if a.text.Value() != "" {
		n++
	}
	return n
}
func (a *age) sort(*question.Question) {}
func (a *age) move(m widget.Move)      { a.list.move(m) }
func (a *age) spaces() bool            { return false }

func (a *age) point(_, y, _, h int, focused bool) bool {
	if a.text.Value() != "" && focused {
		y, h = y-1, h-1
	}
	if y < 0 || !a.list.pick(y, h) {
		return false
	}
	a.text.Set("") // the option is meant, not the number
	return true
}

func (a *age) count(facets map[service.Pane][]service.Option) {
	if from := facets[service.PaneAge]; len(from) > 0 {
		a.list.set(itemsOf(service.PaneAge, from))
	}
}

// noAge says what an age is.
const noAge = "An age is a number of years, 0 to 120."

// years returns the age that is typed, false when it can be none.
func (a *age) years() (int, bool) {
	text := strings.TrimSpace(a.text.Value())
	years, err := strconv.Atoi(text)
	return years, err == nil && years >= 0 && years <= oldest && onlyDigits(text) == text
}

// typed asks for nothing yet: the number may be that of a pane, pressed where it is
// text. Enter asks for it, and so does going on to the next pane when it can be
// nothing but an age.
func (a *age) typed(*question.Question) Effect {
	if _, ok := a.years(); !ok && a.text.Value() != "" {
		return Effect{Say: noAge}
	}
	return Effect{}
}

// take asks for the age that is typed and empties the text.
func (a *age) take(q *question.Question) Effect {
	years, ok := a.years()
	a.text.Set("")
	if !ok {
		return Effect{Say: noAge}
	}
	q.SetAge(years, "Age "+strconv.Itoa(years))
	return Effect{}
}

// leave is done when the keys go on to another pane.
func (a *age) leave(q *question.Question) Effect {
	text := strings.TrimSpace(a.text.Value())
	switch {
	case text == "":
		return Effect{}
	case len(text) > 1:
		return a.take(q)
	}
	return Effect{Say: "Age " + text + " was not taken: Enter takes an age of one figure, as it may be the number of a part."}
}

func (a *age) choose(q *question.Question, _ bool) Effect {
	if a.text.Value() != "" {
		effect := a.take(q)
		effect.Next = effect.Say == "" // the number is asked for, so the keys go on
		return effect
	}
	it := a.list.selected()
	if it == nil {
		return Effect{Say: "Type an age in years."}
	}
	if q.Has(service.PaneAge, it.id) {
		q.ClearPane(service.PaneAge)
		return Effect{}
	}
	years, err := strconv.Atoi(it.id)
	if err != nil {
		return Effect{Say: "Type an age in years instead."}
	}
	q.SetAge(years, "Age "+it.label)
	return Effect{}
}

func (a *age) lines(dst []string, w, h int, focused bool, q *question.Question, t *theme.Theme) []string {
	if a.text.Value() != "" && focused && h > 1 {
		text, style := " An age is 0 to 120 years", t.Warn
		if years, ok := a.years(); ok {
			text, style = " Enter takes age "+strconv.Itoa(years), t.Strong
		}
		dst = append(dst, paint.NewLine(w, t.Base).Put(style, text).String())
		h--
	}
	if len(a.list.items) == 0 {
		return append(dst, paint.NewLine(w, t.Base).Put(t.Dim, " Type an age in years").String())
	}
	return a.list.lines(dst, w, h, focused && a.text.Value() == "", func(it item) bool { return q.Has(it.pane, it.id) }, t)
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
