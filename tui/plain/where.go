package plain

import (
	"fmt"
	"strconv"
	"strings"

	"fettle/internal/service"
	"fettle/tui/question"
)

// where is the step at which a place is typed, and the miles around it chosen.
func where() *menu {
	m := &menu{
		kind: "where", title: "Where",
		says: "Type a postcode, its first part, or a town. A number chooses the miles. x takes filters away. b goes back.",
		lead: func(d *dialogue) {
			if d.question.Place() == nil {
				d.say("No place is chosen yet.")
			} else {
				d.say("%s", strings.TrimPrefix(chosenIn(d.question, []service.Pane{service.PaneWhere}), ". "))
			}
		},
		choices: func(d *dialogue) []choice {
			if d.question.Place() == nil {
				return nil
			}
			var list []choice
			for _, o := range d.found.result.Facets[service.PaneWhere] {
				miles, err := strconv.ParseFloat(o.ID, 64)
				if err != nil || miles <= 0 {
					continue
				}
				said := within(miles) + ": " + counts(o.Fits, o.MayFit) + "."
				if miles == d.question.Within() {
					said += " Chosen."
				}
				list = append(list, choice{said, func(d *dialogue) { d.setMiles(miles) }})
			}
			return list
		},
	}
	m.typed = func(d *dialogue, text string) bool {
		if d.setPlace(text) {
			m.sayChoices(d)
		}
		return true
	}
	return m
}

func within(miles float64) string {
	if miles == 1 {
		return "Within 1 mile"
	}
	return fmt.Sprintf("Within %g miles", miles)
}

// setMiles asks for services within so many miles of the place.
func (d *dialogue) setMiles(miles float64) {
	d.choose(within(miles), within(miles), func(q *question.Question) { q.SetWithin(miles) })
}

// setPlace asks for services near the place of a text. It reports false when
// there is none, which it says, and when the person has to choose among several.
func (d *dialogue) setPlace(text string) bool {
	found, err := d.deps.Locate(text)
	switch {
	case err != nil:
		d.trouble(err)
		return false
	case len(found) == 0:
		d.say("No place is called \"%s\". Try a postcode or the nearest town.", text)
		return false
	case len(found) > 1:
		d.enter(places(text, found, func(d *dialogue, n service.Near) {
			d.takePlace(n)
			if m, ok := d.here().(*menu); ok && m.kind == "where" {
				m.sayChoices(d)
			}
		}, func(d *dialogue, text string) { d.setPlace(text) }))
		return false
	}
	d.takePlace(found[0])
	return true
}

func (d *dialogue) takePlace(n service.Near) {
	d.choose("Near "+n.Name, "asking for places near "+n.Name, func(q *question.Question) { q.SetPlace(n) })
}

// places is the menu of several places of one name. Take takes one of them, and
// other takes another text instead.
func places(text string, found []service.Near, take func(*dialogue, service.Near), other func(d *dialogue, text string)) *menu {
	return &menu{
		kind: "places", title: "Which place", says: "A number takes that place. b goes back.",
		lead: func(d *dialogue) { d.say("There are several places for \"%s\":", text) },
		choices: func(*dialogue) []choice {
			list := make([]choice, 0, len(found))
			for _, n := range found {
				list = append(list, choice{n.Name + ".", func(d *dialogue) {
					d.leave()
					take(d, n)
				}})
			}
			return list
		},
		typed: func(d *dialogue, text string) bool {
			d.leave()
			other(d, text)
			return true
		},
	}
}
