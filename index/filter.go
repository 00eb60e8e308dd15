package index

import (
	"math"
	"strings"
	"time"

	"fettle/internal/place"
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
	case day == 0:
		return service.NotStated
	case int(today-day) <= days:
		return service.Yes
	}
	return service.No
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
	enough := 1
	if neverFails(pane) {
		enough, f.unstated = len(ids), c.live.clone()
	}
	c.live.each(func(doc int) {
		met := 0
		for _, t := range c.terms[c.termStart[doc]:c.termStart[doc+1]] {
			if wanted[t] {
				met++
			}
		}
		if met >= enough {
			f.yes.add(doc)
		}
	})
	f.unstated.without(f.yes)
	return f
}

// fold brings an option as somebody typed it into the form that the library
// has: the options that services bring are kept in small letters.
func fold(pane service.Pane, id string) string {
	switch pane {
	case service.PaneLanguage, service.PaneType, service.PaneOrganisation:
		return strings.ToLower(id)
	default:
		return id
	}
}

func (g *generation) whereFilter(near service.Near, radius float64) filter {
	f := filter{service.PaneWhere, newSet(g.columns.n), newSet(g.columns.n)}
	covers := g.areasCovering(near)
	g.columns.live.each(func(doc int) {
		f.put(doc, g.columns.within(doc, near.Point, radius, covers))
	})
	return f
}

// within answers whether a document is within the miles of a point. With a
// place of its own, the nearest decides. Without one, a service attended at
// home, by phone or online is near whatever its areas cover, and near
// everything when it states none. Without either it is not stated.
func (c *columns) within(doc int, from service.Point, radius float64, covers []service.Answer) service.Answer {
	if c.pointStart[doc] < c.pointStart[doc+1] {
		if c.anyWithin(doc, from, radius) {
			return service.Yes
		}
		return service.No
	}
	if c.flags[doc]&flagRemote == 0 {
		return service.NotStated
	}
	areas := c.areas[c.areaStart[doc]:c.areaStart[doc+1]]
	if len(areas) == 0 {
		return service.Yes
	}
	answer := service.No
	for _, a := range areas {
		switch covers[a] {
		case service.Yes:
			return service.Yes
		case service.NotStated:
			answer = service.NotStated
		case service.No:
		}
	}
	return answer
}

// anyWithin reports whether a point of the document is within the miles. The
// difference of latitude alone leaves out most of those that are not.
func (c *columns) anyWithin(doc int, from service.Point, radius float64) bool {
	slack := radius / milesPerDegree
	for i := c.pointStart[doc]; i < c.pointStart[doc+1]; i++ {
		if math.Abs(c.lat[i]-from.Lat) <= slack && from.Miles(service.Point{Lat: c.lat[i], Lon: c.lon[i]}) <= radius {
			return true
		}
	}
	return false
}

// milesPerDegree is a little under the miles in a degree of latitude.
const milesPerDegree = 69.0

// areasCovering answers for each area of the library whether it holds a place.
func (g *generation) areasCovering(near service.Near) []service.Answer {
	out := make([]service.Answer, len(g.columns.areaDict))
	for i, a := range g.columns.areaDict {
		out[i] = place.Covers(a, near)
	}
	return out
}

// whenFilter is met by the documents with a session in any of the windows.
// Windows that are cells of the week, or whole days of it, are read from the
// cells; others ask the sessions.
func (g *generation) whenFilter(windows []service.Window, now time.Time) (filter, error) {
	f := filter{service.PaneWhen, newSet(g.columns.n), newSet(g.columns.n)}
	c := g.columns
	if mask, ok := cellMask(windows); ok {
		yes, unstated, err := g.cells(now)
		if err != nil {
			return f, err
		}
		c.live.each(func(doc int) {
			switch {
			case yes[doc]&mask != 0:
				f.yes.add(doc)
			case unstated[doc]&mask != 0:
				f.unstated.add(doc)
			}
		})
		return f, nil
	}
	sessions, err := g.sessions()
	if err != nil {
		return f, err
	}
	c.live.each(func(doc int) {
		if c.flags[doc]&flagSessions == 0 {
			f.unstated.add(doc)
			return
		}
		f.put(doc, when.Suits(sessions[doc], windows, now))
	})
	return f, nil
}

// cellMask returns the cells that the windows are, and false when one of them
// is not a cell of the week.
func cellMask(windows []service.Window) (mask uint32, ok bool) {
	cells := when.WeekCells()
	for _, w := range windows {
		bit := -1
		for i, cell := range cells {
			if w.On == "" && w.Day == cell.Day && w.From == cell.From && w.To == cell.To {
				bit = i
			}
		}
		if bit < 0 {
			return 0, false
		}
		mask |= 1 << bit
	}
	return mask, true
}
