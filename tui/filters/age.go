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

func (a *age) title() string           { return "Age" }
func (a *age) field() *widget.Field    { return &a.text }
func (a *age) fieldHint() string       { return "type years" }
func (a *age) several() bool           { return false }
func (a *age) want() int               { return 1 + max(len(a.list.items), 1) }
func (a *age) sort(*question.Question) {}
func (a *age) move(m widget.Move)      { a.list.move(m) }
func (a *age) spaces() bool            { return false }

func (a *age) point(_, y, _, h int, _ bool) bool {
	if !a.list.pick(y, h) {
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

// typed asks for the age as soon as it is a number that can be one. Anything
// else asks for none: half of a postcode is nobody's age.
func (a *age) typed(q *question.Question) Effect {
	text := strings.TrimSpace(a.text.Value())
	years, err := strconv.Atoi(text)
	if err != nil || years < 0 || years > oldest || onlyDigits(text) != text {
		q.ClearPane(service.PaneAge)
		if text == "" {
			return Effect{}
		}
		return Effect{Say: "An age is a number of years, 0 to 120."}
	}
	q.SetAge(years, "Age "+strconv.Itoa(years))
	return Effect{}
}

func (a *age) choose(q *question.Question, _ bool) Effect {
	if a.text.Value() != "" {
		effect := a.typed(q)
		a.text.Set("")
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
	if len(a.list.items) == 0 {
		return append(dst, paint.NewLine(w, t.Base).Put(t.Dim, " Type an age in years").String())
	}
	return a.list.lines(dst, w, h, focused, func(it item) bool { return q.Has(it.pane, it.id) }, t)
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
