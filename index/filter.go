package index

import (
	"slices"
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

// filter is one chosen pane as two sets: the documents that meet it and those
// that do not say. All others fail it.
type filter struct {
	pane          service.Pane
	yes, unstated set
}

// filters returns the filters that a question chooses, one a pane.
func (g *generation) filters(q service.Query) ([]filter, error) {
	var out []filter
	if q.Age != nil {
		out = append(out, g.ageFilter(*q.Age))
	}
	if q.Near != nil {
		out = append(out, g.whereFilter(*q.Near, q.Radius()))
	}
	if q.In != nil {
		out = append(out, g.columns.areaFilter(*q.In, g.served()))
	}
	if len(q.When) > 0 {
		f, err := g.whenFilter(q.When, q.Now)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if q.CheckedWithin > 0 {
		out = append(out, g.checkedFilter(q.CheckedWithin, q.Now))
	}
	if chosen := q.Choices[service.PaneOrganisation]; len(chosen) > 0 {
		out = append(out, g.organisationFilter(chosen))
	}
	for _, p := range g.fixed {
		if chosen := q.Choices[p.pane]; len(chosen) > 0 {
			out = append(out, g.choiceFilter(p.pane, chosen))
		}
	}
	return out, nil
}

func (g *generation) ageFilter(years int) filter {
	f := filter{service.PaneAge, newSet(g.columns.n), newSet(g.columns.n)}
	g.columns.live.each(func(doc int) { f.put(doc, g.columns.accepts(doc, years)) })
	return f
}

func (f filter) put(doc int, a service.Answer) {
	switch a {
	case service.Yes:
		f.yes.add(doc)
	case service.NotStated:
		f.unstated.add(doc)
	case service.No:
	}
}

func (g *generation) checkedFilter(days int, now time.Time) filter {
	f := filter{service.PaneChecked, newSet(g.columns.n), newSet(g.columns.n)}
	today := dayNumber(service.DateOf(now.In(when.London())))
	g.columns.live.each(func(doc int) { f.put(doc, g.columns.checkedWithin(doc, today, days)) })
	return f
}

// checkedWithin answers whether a record was checked at most that many days
// before today.
func (c *columns) checkedWithin(doc int, today int32, days int) service.Answer {
	switch day := c.checked[doc]; {
	case !c.isDated(doc, today):
		return service.NotStated
	case int(today-day) <= days:
		return service.Yes
	}
	return service.No
}

// isDated reports whether a record says when it was checked. A day to come is a
// slip of somebody's pen and says nothing.
func (c *columns) isDated(doc int, today int32) bool {
	return c.checked[doc] != 0 && c.checked[doc] <= today+1
}

// choiceFilter is met by the documents that have any of the chosen options, or
// all of them in a pane that never fails. An option that nobody has is met by
// none.
func (g *generation) choiceFilter(pane service.Pane, chosen []string) filter {
	c := g.columns
	f := filter{pane, newSet(c.n), c.live.clone().without(g.statedIn[pane])}
	wanted := map[uint32]bool{}
	ids := map[string]bool{}
	for _, id := range chosen {
		ids[fold(pane, id)] = true
	}
	for _, number := range g.terms[pane] {
		if ids[c.dict[number].ID] {
			wanted[number] = true
		}
	}
	switch {
	case neverFails(pane):
		f.unstated = c.live.clone()
		if len(wanted) == len(ids) {
			f.yes = c.live.clone()
			for term := range wanted {
				f.yes.and(g.having(term))
			}
		}
	default:
		for term := range wanted {
			f.yes.or(g.having(term))
		}
	}
	f.unstated.without(f.yes)
	return f
}

// having returns the documents that have an option. The set is not the caller's.
func (g *generation) having(term uint32) set {
	if dense := g.columns.dense[term]; dense != nil {
		return dense
	}
	out := newSet(g.columns.n)
	for _, doc := range g.columns.docs[g.columns.docStart[term]:g.columns.docStart[term+1]] {
		out.add(int(doc))
	}
	return out
}

// fold brings an option as somebody typed it into the form that the library
// has: the options that services bring are kept in small letters.
func fold(pane service.Pane, id string) string {
	switch pane {
	case service.PaneLanguage, service.PaneType:
		return strings.ToLower(id)
	default:
		return id
	}
}

// whenFilter is met by the documents with a session in any of the windows.
// Windows that are cells of the week are read from those; others ask the
// sessions.
func (g *generation) whenFilter(windows []service.Window, now time.Time) (filter, error) {
	f := filter{service.PaneWhen, newSet(g.columns.n), newSet(g.columns.n)}
	c := g.columns
	if cells, ok := cellsOf(windows); ok {
		t, err := g.today(now)
		if err != nil {
			return f, err
		}
		for _, cell := range cells {
			f.yes.or(t.week[cell])
			f.unstated.or(t.weekUnstated[cell])
		}
		f.unstated.without(f.yes)
		return f, nil
	}
	times, err := g.times()
	if err != nil {
		return f, err
	}
	answers := make([]sessionAnswer, len(times))
	for i, s := range times {
		answers[i] = answerOf(s, windows, now)
	}
	c.live.each(func(doc int) {
		all := sessionOver
		for _, number := range c.sessions[c.sessionStart[doc]:c.sessionStart[doc+1]] {
			all = max(all, answers[number])
		}
		switch all {
		case sessionSuits:
			f.yes.add(doc)
		case sessionUnstated, sessionOver:
			f.unstated.add(doc)
		case sessionMisses:
		}
	})
	return f, nil
}

// cellsOf returns the cells of the week that the windows are, and false when
// one of them is not a cell.
func cellsOf(windows []service.Window) (out []int, ok bool) {
	cells := when.WeekCells()
	for _, w := range windows {
		i := slices.IndexFunc(cells, func(cell service.Window) bool {
			return w.On == "" && w.Day == cell.Day && w.From == cell.From && w.To == cell.To
		})
		if i < 0 {
			return nil, false
		}
		out = append(out, i)
	}
	return out, true
}
