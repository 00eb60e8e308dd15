package plain

import (
	"fmt"

	"fettle/tui/words"
)

const (
	// menuPage is how many choices are read out at a time.
	menuPage = 10
	// menuRest is how many at the end are read with those before.
	menuRest = 2
)

// menu is a step of numbered choices, made anew each time they are needed, as
// their counts change with every choice.
type menu struct {
	// kind names the menu for what was said of it already.
	kind string
	// title says where one is.
	title string
	// lead is said before the choices; nil is nothing.
	lead func(d *dialogue)
	// choices are what can be chosen.
	choices func(d *dialogue) []choice
	// says is what can be typed.
	says string
	// typed takes a text; nil takes none.
	typed func(d *dialogue, text string) bool
	// first is the number of the first choice read out, from 0.
	first int
	// list is the choices as they were read out last, which numbers mean.
	list []choice
}

// choice is one numbered choice.
type choice struct {
	said string
	do   func(d *dialogue)
}

func (m *menu) name(*dialogue) string { return m.title }

func (m *menu) hint(*dialogue) string { return m.says }

func (m *menu) say(d *dialogue) {
	if m.lead != nil && m.first == 0 {
		m.lead(d)
	}
	m.sayChoices(d)
}

// sayChoices reads the choices out.
func (m *menu) sayChoices(d *dialogue) {
	m.list = m.choices(d)
	if m.first >= len(m.list) {
		m.first = 0
	}
	last := m.first + menuPage
	if last+menuRest >= len(m.list) {
		last = len(m.list)
	}
	for i := m.first; i < last; i++ {
		d.say("%d. %s", i+1, m.list[i].said)
	}
	if rest := len(m.list) - last; rest > 0 {
		d.say("m reads %s more.", words.Number(rest))
	}
}

func (m *menu) number(d *dialogue, n int) {
	switch {
	case len(m.list) == 0:
		d.say("Nothing here can be chosen by number.")
	case n < 1 || n > len(m.list):
		d.say("There is no number %d here: they go from 1 to %d.", n, len(m.list))
	default:
		m.list[n-1].do(d)
	}
}

func (m *menu) text(d *dialogue, text string) bool { return m.typed != nil && m.typed(d, text) }

func (m *menu) page(d *dialogue, by int) {
	to := m.first + by*menuPage
	if to >= 0 && (by < 0 || to+menuRest < len(m.list)) {
		m.first = to
		m.say(d)
		return
	}
	d.say("There are no more choices on that side.")
}

// counts says what an option would bring: "12 fit, 30 may fit".
func counts(fits, may int) string {
	if fits+may == 0 {
		return "none"
	}
	fit := "fit"
	if fits == 1 {
		fit = "fits"
	}
	said := fmt.Sprintf("%s %s", words.Number(fits), fit)
	if may > 0 {
		said += fmt.Sprintf(", %s may fit", words.Number(may))
	}
	return said
}
