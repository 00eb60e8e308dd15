package index

import (
	"math/bits"
	"slices"
	stdsync "sync"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

const cellsOfWeek = 21

// today is what holds of every document on one day and part of it.
type today struct {
	date service.Date
	cell int
	// yes and unstated are the cells of the week of each document.
	yes, unstated []uint32
	// week and weekUnstated have the documents of each cell.
	week, weekUnstated []set
	// checked has the documents of each option of freshness, and undated those
	// that do not say when they were checked.
	checked []set
	undated set
	// order has all documents in use by their standing, then by name, and rank
	// returns at which place of it each of them is.
	order []uint32
	rank  func() []uint32

	once stdsync.Once
	// everything is what asker.everything returns, and troubled why it can't.
	everything map[service.Pane][]service.Option
	troubled   error
}

// today returns what holds at a moment. It is worked out once for each part of
// a day; only documents whose sessions depend on the day are asked again.
func (g *generation) today(now time.Time) (*today, error) {
	now = now.In(when.London())
	date := service.DateOf(now)
	day, cell := cellOf(now)
	g.mu.Lock()
	defer g.mu.Unlock()
	if t := g.day; t != nil && t.date == date && t.cell == cell {
		return t, nil
	}
	t := &today{date: date, cell: cell}
	if before := g.day; before != nil && before.date == date {
		t.yes, t.unstated, t.week, t.weekUnstated, t.checked, t.undated = before.yes, before.unstated, before.week, before.weekUnstated, before.checked, before.undated
		g.fillOrder(t, day)
	} else {
		var checks stdsync.WaitGroup // beside the order, in which they have no part
		checks.Go(func() { g.fillChecked(t) })
		err := g.fillWeek(t, now)
		if err == nil {
			g.fillOrder(t, day)
		}
		if checks.Wait(); err != nil {
			return nil, err
		}
	}
	g.day = t
	return t, nil
}

// fillWeek works out the cells of the week on a day.
func (g *generation) fillWeek(t *today, now time.Time) error {
	c := g.columns
	t.yes, t.unstated, t.week, t.weekUnstated = c.whenYes, c.whenUnstated, c.week, c.weekUnstated
	if dayNumber(t.date) == c.builtOn {
		return nil
	}
	return g.moveWeek(t, now)
}

// fillChecked works out how long ago records were checked on a day.
func (g *generation) fillChecked(t *today) {
	c := g.columns
	date := dayNumber(t.date)
	t.undated = newSet(c.n)
	limits := checkedLimits()
	for range limits {
		t.checked = append(t.checked, newSet(c.n))
	}
	for i, rest := range c.live {
		undated := rest
		var within [len(limits)]uint64
		for ; rest != 0; rest &= rest - 1 {
			doc, one := i<<6+bits.TrailingZeros64(rest), rest&-rest
			if !c.isDated(doc, date) {
				continue
			}
			undated &^= one
			days := int(date - c.checked[doc])
			for k := len(limits) - 1; k >= 0 && days <= limits[k]; k-- {
				within[k] |= one
			}
		}
		t.undated[i] = undated
		for k, w := range within {
			t.checked[k][i] = w
		}
	}
}

// moveWeek brings the cells of the week from the day on which the library was
// built to another: those of the documents whose sessions depend on the day.
func (g *generation) moveWeek(t *today, now time.Time) error {
	c := g.columns
	times, err := g.times()
	if err != nil {
		return err
	}
	cells := make([]sessionCells, len(times))
	for i, s := range times {
		if dependsOnDay(s) {
			cells[i] = cellsOfSession(s, now)
			continue
		}
		cells[i].yes, cells[i].unstated = when.Cells([]service.Session{s}, now)
	}
	t.yes, t.unstated = slices.Clone(c.whenYes), slices.Clone(c.whenUnstated)
	t.week, t.weekUnstated = make([]set, cellsOfWeek), make([]set, cellsOfWeek)
	for i := range cellsOfWeek {
		t.week[i], t.weekUnstated[i] = c.week[i].clone(), c.weekUnstated[i].clone()
	}
	for doc, flags := range c.flags {
		if flags&flagDated == 0 {
			continue
		}
		var all weekTally
		for _, number := range c.sessions[c.sessionStart[doc]:c.sessionStart[doc+1]] {
			all.add(cells[number])
		}
		t.yes[doc], t.unstated[doc] = all.answer()
		for i := range cellsOfWeek {
			t.week[i].put(doc, t.yes[doc]>>i&1 == 1)
			t.weekUnstated[i].put(doc, t.unstated[doc]>>i&1 == 1)
		}
	}
	share(t.weekUnstated)
	return nil
}

// mostStanding is above every standing: closed, bare, 8 days, 3 ages, 16 facts.
const mostStanding = 2 * 2 * 8 * 4 * 16

// fillOrder sorts all documents by their standing: those of one standing stay
// in the order of their names.
func (g *generation) fillOrder(t *today, day int) {
	c := g.columns
	all := make([]uint16, c.n)
	var starts, beside [mostStanding + 1]uint32
	half := c.n / 2 &^ 63
	var second stdsync.WaitGroup
	second.Go(func() { g.fillStandings(t, day, all, half, c.n, &beside) })
	g.fillStandings(t, day, all, 0, half, &starts)
	second.Wait()
	for i := range mostStanding {
		starts[i+1] += starts[i] + beside[i+1]
	}
	t.order = make([]uint32, starts[mostStanding])
	for _, doc := range c.byName {
		at := &starts[all[doc]]
		t.order[*at] = doc
		*at++
	}
	t.rank = stdsync.OnceValue(func() []uint32 {
		rank := make([]uint32, c.n)
		for i, doc := range t.order {
			rank[doc] = uint32(i)
		}
		return rank
	})
}

// fillStandings works out the standing of some documents, and adds how many have
// each to the place after it. The standing is the part of the best order that no
// question changes: closed, bare, how soon, how fresh, how complete. Lower is earlier.
func (g *generation) fillStandings(t *today, day int, all []uint16, from, to int, with *[mostStanding + 1]uint32) {
	c, date := g.columns, dayNumber(t.date)
	until := daysAhead(day, t.cell)
	at := t.cell % cellsOfWeek
	c.live.eachBetween(from, to, func(doc int) {
		fresh := c.checked[doc]
		if fresh == 0 {
			fresh = c.changed[doc]
		}
		standing := until[cellsAhead(t.yes[doc], at)] | uint16(staleness(fresh, date))<<4 | uint16(15-min(c.complete[doc]&^bareRecord, 15))
		if c.complete[doc]&bareRecord != 0 {
			standing |= 1 << 9
		}
		if c.flags[doc]&flagClosed != 0 {
			standing |= 1 << 10
		}
		all[doc] = standing
		with[standing+1]++
	})
}

// cellOf returns the day of a moment, counted from Monday, and the cell of the
// week that it is in or comes before, counted from Monday morning. Late in the
// evening that is the cell of the next morning.
func cellOf(now time.Time) (day, cell int) {
	now = now.In(when.London())
	part := 0
	switch hour := now.Hour(); {
	case hour >= 23:
		part = 3
	case hour >= 17:
		part = 2
	case hour >= 12:
		part = 1
	}
	day = (int(now.Weekday()) + 6) % 7
	return day, day*3 + part
}

// cellsAhead returns how many cells after one of the week the first session is,
// cellsOfWeek when there is none.
func cellsAhead(week uint32, cell int) int {
	// The cells from this one on, then those of the next week before it.
	turned := week>>cell | week<<(cellsOfWeek-cell)
	return bits.TrailingZeros32(turned | 1<<cellsOfWeek)
}

// daysAhead returns by cellsAhead how many days after a day a session is, 7 when
// there is none sooner, as a part of a standing.
func daysAhead(day, cell int) (until [32]uint16) {
	for ahead := range until {
		until[ahead] = 7 << 6
		if ahead < cellsOfWeek {
			until[ahead] = uint16(min((cell+ahead)/3-day, 7)) << 6
		}
	}
	return until
}

// staleness is 0 for a record checked or changed within 92 days of today, 1
// within a year, 2 for an older one and one that does not say.
func staleness(day, today int32) int {
	switch {
	case day == 0 || today-day > 365:
		return 2
	case today-day > 92:
		return 1
	}
	return 0
}
