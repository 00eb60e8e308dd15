package plain

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/tui/question"
	"fettle/tui/words"
)

// oldest is the highest age that can be asked for, in years.
const oldest = 120

// dayKind is the kind of the menu of one day, which is behind that of the days.
const dayKind = "day"

// filterKinds are the kinds of the steps that choose in one filter.
func filterKinds() []string { return []string{"options", kindOf(age()), "where", "when"} }

// filters is the menu of all filters.
func filters() *menu {
	return &menu{
		kind: "filters", title: "Filters",
		says: "A number opens that filter. x takes filters away. b goes to the services.",
		choices: func(d *dialogue) []choice {
			list := make([]choice, 0, 5)
			for _, f := range []struct {
				label string
				panes []service.Pane
				open  func() step
			}{
				{"Need", []service.Pane{service.PaneNeed}, func() step { return options(service.PaneNeed) }},
				{"Age", []service.Pane{service.PaneAge}, age},
				{"Where", []service.Pane{service.PaneWhere}, func() step { return where() }},
				{"When", []service.Pane{service.PaneWhen}, func() step { return week() }},
				{"More: cost, way of attending and the rest", more(), func() step { return rest() }},
			} {
				list = append(list, choice{f.label + chosenIn(d.question, f.panes), func(d *dialogue) { d.enter(f.open()) }})
			}
			return list
		},
	}
}

// more returns the panes that have no entry of their own among the filters; ""
// is that of what is stated.
func more() []service.Pane {
	return []service.Pane{
		service.PaneCost, service.PaneHow, service.PaneAccess, service.PaneFor, service.PaneCircumstance, service.PaneAccessible,
		service.PaneLanguage, service.PaneChecked, service.PaneType, service.PaneOrganisation, service.PaneFeed, "",
	}
}

// chosenIn says what is chosen in panes: ": Age 72".
func chosenIn(q *question.Question, panes []service.Pane) string {
	var labels []string
	for _, c := range q.Chips() {
		if slices.Contains(panes, c.Pane) {
			labels = append(labels, c.Label)
		}
	}
	if len(labels) == 0 {
		return "."
	}
	return ". Chosen: " + words.List(labels) + "."
}

// rest is the menu of the filters that are asked for less often.
func rest() *menu {
	return &menu{
		kind: "rest", title: "More filters", says: "A number opens that filter. b goes back.",
		choices: func(d *dialogue) []choice {
			var list []choice
			for _, p := range more() {
				switch {
				case p == "":
					list = append(list, choice{"Leave out what only may fit" + chosenIn(d.question, []service.Pane{p}), func(d *dialogue) {
						said, title := "What only may fit is left out", "leaving out what only may fit"
						if d.question.Has("", question.Stated) {
							said, title = "What only may fit is listed again", "listing what only may fit"
						}
						d.choose(said, title, (*question.Question).ToggleStated)
					}})
				case len(d.found.result.Facets[p]) > 0:
					list = append(list, choice{paneTitle(p) + chosenIn(d.question, []service.Pane{p}), func(d *dialogue) { d.enter(options(p)) }})
				}
			}
			return list
		},
	}
}

func paneTitle(p service.Pane) string {
	name := words.PaneName(p)
	return strings.ToUpper(name[:1]) + name[1:]
}

// options is the menu of the options of a pane, of those that have every word
// that was typed.
func options(p service.Pane) *menu {
	narrow := ""
	matching := func(d *dialogue, text string) []service.Option {
		return slices.DeleteFunc(slices.Clone(d.found.result.Facets[p]), func(o service.Option) bool { return !matches(o.Label, text) })
	}
	m := &menu{kind: "options", title: paneTitle(p), says: "Numbers choose, or take back; any one of several chosen will do. Words shorten the list. b goes back."}
	m.choices = func(d *dialogue) []choice {
		var list []choice
		for _, o := range matching(d, narrow) {
			said, on := o.Label+": "+counts(o.Fits, o.MayFit)+".", d.question.Has(p, o.ID)
			switch {
			case on:
				said += " Chosen."
			case o.Fits+o.MayFit == 0: // it can still be chosen by its name
				continue
			}
			list = append(list, choice{said, func(d *dialogue) { d.toggle(p, o) }})
		}
		return list
	}
	m.lead = func(d *dialogue) {
		if narrow != "" {
			d.say("With \"%s\":", narrow)
		}
		if n := len(matching(d, narrow)) - len(m.choices(d)); n > 0 {
			d.say("%s left out, as nothing would be found.", words.Count(n, "choice is", "choices are"))
		}
	}
	m.typed = func(d *dialogue, text string) bool {
		switch found := matching(d, text); len(found) {
		case 0:
			d.say("Nothing here is called \"%s\". /%s searches for it.", text, text)
		case 1:
			if d.question.Has(p, found[0].ID) {
				d.say("%s is chosen already.", found[0].Label)
			} else {
				d.toggle(p, found[0])
			}
		default:
			narrow, m.first = text, 0
			m.say(d)
		}
		return true
	}
	return m
}

// matches reports whether a label has every word of a text.
func matches(label, text string) bool {
	label = strings.ToLower(label)
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if !strings.Contains(label, word) {
			return false
		}
	}
	return true
}

// toggle chooses an option of a pane, or takes it back.
func (d *dialogue) toggle(p service.Pane, o service.Option) {
	label, title, said := o.Label, "choosing "+o.Label, "Chosen: "
	if d.question.Has(p, o.ID) {
		title, said = "taking back "+o.Label, "Taken back: "
	}
	if p == service.PaneChecked {
		days, err := strconv.Atoi(o.ID)
		if err != nil || days < 1 {
			d.say("That number of days can't be used.")
			return
		}
		label = "Checked " + strings.ToLower(o.Label[:1]) + o.Label[1:]
		d.choose(said+label, title, func(q *question.Question) { q.SetChecked(days, label) })
		return
	}
	d.choose(said+label, title, func(q *question.Question) { q.Toggle(p, o.ID, label) })
}

// choose changes the question, says what was done and what it brings: at the
// services by reading them out, elsewhere by their count. It reports whether
// anything is different.
func (d *dialogue) choose(said, title string, change func(*question.Question)) bool {
	changed, answered := d.change(title, change)
	switch {
	case changed:
		d.outcome(said)
	case answered:
		d.say("That is how it is already.")
	}
	return changed
}

// outcome says what was done and what the question brings now.
func (d *dialogue) outcome(said string) {
	said = words.Sentence(said)
	if d.at() == atServices {
		d.say("%s", said)
		d.read()
		return
	}
	d.say("%s", strings.TrimSpace(said+" "+d.found.short(d)))
}

// age is the step at which an age is typed.
func age() step {
	return &ageStep{menu{
		kind: "age", title: "Age in years", says: "Type the age in years. x takes filters away. b goes back.",
		choices: func(*dialogue) []choice { return nil },
		lead: func(d *dialogue) {
			for _, o := range d.found.result.Facets[service.PaneAge] {
				d.say("%s: %s.", o.Label, counts(o.Fits, o.MayFit))
			}
		},
	}}
}

// ageStep is a menu whose numbers are years.
type ageStep struct{ menu }

func (*ageStep) number(d *dialogue, years int) {
	if d.setAge(years) {
		d.leave()
	}
}

// setAge asks for an age in years; it says so when that is none.
func (d *dialogue) setAge(years int) bool {
	if years > oldest {
		d.say("An age is a number of years, 0 to %d.", oldest)
		return false
	}
	label := "Age " + strconv.Itoa(years)
	d.choose(label, "asking for "+label, func(q *question.Question) { q.SetAge(years, label) })
	return true
}

// week is the menu of the days, with the parts of each.
func week() *menu {
	return &menu{
		kind: "when", title: "When",
		says: "A number opens that day. Or type a time, such as: tue morning, weekend, mon 10 to 12. b goes back.",
		lead: func(d *dialogue) {
			if chosen := chosenIn(d.question, []service.Pane{service.PaneWhen}); chosen != "." {
				d.say("%s", strings.TrimPrefix(chosen, ". "))
			}
		},
		choices: func(d *dialogue) []choice {
			list := make([]choice, 0, 7)
			for _, day := range service.Weekdays() {
				var parts []string
				for _, p := range question.DayParts() {
					if o := d.cell(p.Window(day).ID); o.Fits+o.MayFit > 0 {
						parts = append(parts, p.ID+" "+counts(o.Fits, o.MayFit))
					}
				}
				if len(parts) == 0 {
					parts = []string{"none"}
				}
				list = append(list, choice{day.String() + ": " + strings.Join(parts, "; ") + ".", func(d *dialogue) { d.enter(oneDay(day)) }})
			}
			return list
		},
		typed: (*dialogue).setTimes,
	}
}

// cell returns the counts of a part of a day.
func (d *dialogue) cell(id string) service.Option {
	for _, o := range d.found.result.Facets[service.PaneWhen] {
		if o.ID == id {
			return o
		}
	}
	return service.Option{ID: id}
}

// oneDay is the menu of the parts of a day.
func oneDay(day time.Weekday) *menu {
	return &menu{
		kind: dayKind, title: "Parts of " + day.String(), says: "Numbers choose, or take back. b goes back.",
		choices: func(d *dialogue) []choice {
			list := make([]choice, 0, 3)
			for _, p := range question.DayParts() {
				w := p.Window(day)
				o := d.cell(w.ID)
				text := p.Label + ": " + counts(o.Fits, o.MayFit) + "."
				if d.question.Has(service.PaneWhen, w.ID) {
					text += " Chosen."
				}
				list = append(list, choice{text, func(d *dialogue) { d.toggleWindow(w) }})
			}
			return list
		},
		typed: (*dialogue).setTimes,
	}
}

// toggleWindow chooses a stretch of the week, or takes it back.
func (d *dialogue) toggleWindow(w service.Window) {
	label := question.WindowLabel(w)
	said, title := "Chosen: ", "choosing "
	if d.question.Has(service.PaneWhen, w.ID) {
		said, title = "Taken back: ", "taking back "
	}
	d.choose(said+label, title+label, func(q *question.Question) { q.ToggleWindow(w, label) })
}

// setTimes asks for a time in words; it says so when that is none.
func (d *dialogue) setTimes(text string) bool {
	if _, err := d.deps.Windows(text, d.deps.Now()); err != nil {
		d.trouble(err)
		return true
	}
	return d.asTimes(text)
}

// asTimes asks for a time in words, and reports false when it is none.
func (d *dialogue) asTimes(text string) bool {
	windows, err := d.deps.Windows(text, d.deps.Now())
	if err != nil || len(windows) == 0 {
		return false
	}
	d.choose("Chosen: "+text, "choosing "+text, func(q *question.Question) {
		for _, w := range windows {
			if !q.Has(service.PaneWhen, w.ID) {
				q.ToggleWindow(w, question.WindowLabel(w))
			}
		}
	})
	return true
}
