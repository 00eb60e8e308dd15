package index

import (
	"fmt"
	"slices"
	"strings"
	stdsync "sync"
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

// filterCache keeps the filters that take a look at every document, as long as
// they are asked for: who narrows a question down asks for the same ones again
// and again.
type filterCache struct {
	mu    stdsync.Mutex // guards what follows
	known map[string]filter
	// covering has, for places, whether each area covers them.
	covering map[string][]service.Answer
}

// mostKnownBytes is how much memory the kept filters take at most.
const mostKnownBytes = 16 << 20

// remembered returns a filter that was worked out before, or works it out.
func (g *generation) remembered(key string, make func() filter) filter {
	g.known.mu.Lock()
	f, ok := g.known.known[key]
	g.known.mu.Unlock()
	if ok {
		return f
	}
	f = make()
	g.known.mu.Lock()
	defer g.known.mu.Unlock()
	if g.known.known == nil || len(g.known.known)*len(f.yes)*16 > mostKnownBytes {
		g.known.known = map[string]filter{}
	}
	g.known.known[key] = f
	return f
}

// filters returns the filters that a question chooses, one a pane.
func (g *asker) filters(q service.Query) ([]filter, error) {
	var out []filter
	if q.Age != nil {
		out = append(out, g.remembered(fmt.Sprint("age ", *q.Age), func() filter { return g.columns.ageFilter(*q.Age) }))
	}
	if q.Near != nil {
		out = append(out, g.whereFilter(*q.Near, q.Radius()))
	}
	if q.In != nil {
		out = append(out, g.remembered("in "+q.In.Code+" "+q.In.Name+q.In.Extent, func() filter { return g.columns.areaFilter(*q.In, g.served()) }))
	}
	if len(q.When) > 0 {
		f, err := g.whenFilter(q.When, q.Now)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if q.CheckedWithin > 0 {
		f, err := g.checkedFilter(q.CheckedWithin, q.Now)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if chosen := q.Choices[service.PaneOrganisation]; len(chosen) > 0 {
		out = append(out, g.organisationFilter(chosen))
	}
	for i, p := range g.fixed {
		if chosen := q.Choices[p.pane]; len(chosen) > 0 {
			out = append(out, g.choiceFilter(p.pane, g.columns.stated[i], chosen))
		}
	}
	return out, nil
}

// beyondAges is beyond all ages that are kept, which clampAge ends at 1,000.
const beyondAges = 10_000

// ageFilter is met by the documents that accept an age. It answers as accepts
// does, 64 documents at a time and without deciding anything on the way, as this is
// asked of all of them whenever somebody's age is another one.
func (c *columns) ageFilter(years int) filter {
	f := filter{service.PaneAge, newSet(c.n), newSet(c.n)}
	softly := uint8(flagRecommended)
	if years >= service.LeastParent && years <= service.MostParent {
		softly |= flagOfChildren
	}
	const highest = 1 << 63
	age := int64(max(-beyondAges, min(years, beyondAges))) + 1
	words := func(from, to int) {
		for i := from >> 6; i<<6 < to; i++ {
			first, live := i<<6, c.live[i]
			lows := c.ageMin[first:min(c.n, first+64)]
			highs, flags := c.ageMax[first:][:len(lows)], c.flags[first:][:len(lows)]
			var yes, silent, soft uint64 // whose highest bits are those of the last document so far
			for k, low := range lows {
				high := highs[k]
				// Below an open end is nothing, and one less than an open end is above all.
				within := (int64(low) - age) & (age - 3 - int64(high-1)) // negative where the age is
				stated := int64(low^ageOpen) | int64(high^ageOpen)
				yes = yes>>1 | uint64(within)&highest
				silent = silent>>1 | uint64(^-stated&^stated)&highest
				soft = soft>>1 | uint64(-int64(flags[k]&softly))&highest
			}
			rest := 64 - len(lows)
			yes, silent, soft = yes>>rest, silent>>rest, soft>>rest
			f.yes[i] = yes &^ silent & live
			f.unstated[i] = (silent | soft&^yes) & live
		}
	}
	inHalves(c.n, words)
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

// checkedFilter is met by the documents checked at most so many days ago.
func (g *asker) checkedFilter(days int, now time.Time) (filter, error) {
	t, err := g.today(now)
	if err != nil {
		return filter{}, err
	}
	for i, limit := range checkedLimits() {
		if limit == days {
			return filter{service.PaneChecked, t.checked[i], t.undated}, nil
		}
	}
	f := filter{service.PaneChecked, g.newSet(), t.undated}
	date := dayNumber(t.date)
	g.columns.live.each(func(doc int) {
		if g.columns.checkedWithin(doc, date, days) == service.Yes {
			f.yes.add(doc)
		}
	})
	return f, nil
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
func (g *asker) choiceFilter(pane service.Pane, stated set, chosen []string) filter {
	c := g.columns
	f := filter{pane, g.newSet(), g.copyOf(c.live).without(stated)}
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
		f.unstated = g.copyOf(c.live)
		if len(wanted) == len(ids) {
			f.yes = g.copyOf(c.live)
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
func (g *asker) having(term uint32) set {
	if dense := g.columns.dense[term]; dense != nil {
		return dense
	}
	out := g.newSet()
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
func (g *asker) whenFilter(windows []service.Window, now time.Time) (filter, error) {
	if cells, ok := cellsOf(windows); ok {
		t, err := g.today(now)
		if err != nil {
			return filter{}, err
		}
		f := filter{service.PaneWhen, g.newSet(), g.newSet()}
		for _, cell := range cells {
			f.yes.or(t.week[cell])
			f.unstated.or(t.weekUnstated[cell])
		}
		f.unstated.without(f.yes)
		return f, nil
	}
	times, err := g.times()
	if err != nil {
		return filter{}, err
	}
	return g.remembered(fmt.Sprint("when ", now.Unix()/60, windows), func() filter {
		return g.columns.timesFilter(times, windows, now)
	}), nil
}

// timesFilter is met by the documents with a session in any of the windows.
func (c *columns) timesFilter(times []service.Session, windows []service.Window, now time.Time) filter {
	f := filter{service.PaneWhen, newSet(c.n), newSet(c.n)}
	answers := make([]sessionAnswer, len(times))
	for i, s := range times {
		answers[i] = answerOf(s, windows, now)
	}
	inHalves(c.n, func(from, to int) {
		c.live.eachBetween(from, to, func(doc int) {
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
	})
	return f
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
