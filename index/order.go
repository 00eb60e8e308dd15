package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

// ranked is one document of the answer with what it is ordered by.
type ranked struct {
	doc    int
	mayFit bool
	// unstated is how many of the chosen filters the record does not answer.
	unstated int
	// points are what the words and needs found bring.
	points int
	// miles is the distance of the nearest place; +Inf without one.
	miles float64
	// next is when it happens next, in Unix seconds; the largest when not known.
	next int64
	// soon is how many days there are until the next weekday on which it
	// happens; 7 when that is not stated.
	soon uint8
	// fresh is the day of the last check, or of the last change without one.
	fresh int32
	// complete counts the facts that are stated.
	complete uint8
	name     uint32
}

// rank puts the documents of an answer in order. Services that fit always come
// before those that may fit; then the chosen order decides, and at the end the
// name, so that the order is always the same.
//
// What each order looks at, and in which turn, is said in docs/order.md, which
// the program prints: the two are changed together.
func (g *generation) rank(ctx context.Context, b base, words asked, filters []filter, q service.Query) ([]ranked, error) {
	all := make([]ranked, 0, b.fits.count()+b.may.count())
	needs := g.wanted(q.Choices[service.PaneNeed])
	c := g.columns
	week, _, err := g.cells(q.Now)
	if err != nil {
		return nil, err
	}
	day, cell := cellOf(q.Now)
	b.countEach(func(doc int, fits bool) {
		r := ranked{doc: doc, mayFit: !fits, miles: noMiles, next: math.MaxInt64, soon: daysUntil(week[doc], day, cell), complete: c.complete[doc], name: c.nameRank[doc]}
		for _, f := range filters {
			if !f.yes.has(doc) {
				r.unstated++
			}
		}
		for _, w := range words.wanted {
			r.points += w.points(doc)
		}
		for i := c.termStart[doc]; len(needs) > 0 && i < c.termStart[doc+1]; i++ {
			if needs[c.terms[i]] {
				r.points += (int(c.strength[i]) + 16) / 32
			}
		}
		if r.fresh = c.checked[doc]; r.fresh == 0 {
			r.fresh = c.changed[doc]
		}
		if q.Near != nil {
			r.miles, _ = c.nearest(doc, q.Near.Point)
		}
		all = append(all, r)
	})
	if q.Sort == service.SortSoonest {
		if err := g.addNext(ctx, all, q.Now); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, g.comparing(q))
	return all, nil
}

func (g *generation) wanted(needs []string) map[uint32]bool {
	out := map[uint32]bool{}
	for _, t := range g.terms[service.PaneNeed] {
		if slices.Contains(needs, g.columns.dict[t].ID) {
			out[t] = true
		}
	}
	return out
}

// comparing returns the comparison of the chosen order.
func (g *generation) comparing(q service.Query) func(a, b ranked) int {
	today := dayNumber(service.DateOf(q.Now))
	best := func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(a.unstated, b.unstated),
			cmp.Compare(b.points, a.points),
			cmp.Compare(halfMiles(a.miles), halfMiles(b.miles)),
			cmp.Compare(g.columns.flags[a.doc]&flagClosed, g.columns.flags[b.doc]&flagClosed),
			cmp.Compare(a.soon, b.soon),
			cmp.Compare(staleness(a.fresh, today), staleness(b.fresh, today)),
			cmp.Compare(b.complete, a.complete),
		)
	}
	by := best
	switch q.Sort {
	case service.SortNear:
		by = func(a, b ranked) int { return cmp.Or(cmp.Compare(a.miles, b.miles), best(a, b)) }
	case service.SortName:
		by = func(_, _ ranked) int { return 0 }
	case service.SortChecked:
		by = func(a, b ranked) int { return cmp.Or(cmp.Compare(b.fresh, a.fresh), best(a, b)) }
	case service.SortSoonest:
		by = func(a, b ranked) int { return cmp.Or(cmp.Compare(a.next, b.next), best(a, b)) }
	case service.SortBest, "":
	}
	return func(a, b ranked) int {
		if a.mayFit != b.mayFit {
			if a.mayFit {
				return 1
			}
			return -1
		}
		return cmp.Or(by(a, b), cmp.Compare(a.name, b.name))
	}
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

// daysUntil returns how many days after a day the first session from a cell on
// is, 7 when there is none sooner.
func daysUntil(week uint32, day, cell int) uint8 {
	const cells = 21
	for c := cell; c < cell+cells; c++ {
		if week&(1<<(c%cells)) != 0 {
			return uint8(min(c/3-day, 7))
		}
	}
	return 7
}

// halfMiles is a distance in whole steps of half a mile.
func halfMiles(miles float64) float64 { return math.Floor(miles * 2) }

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

// addNext works out when each document happens next.
func (g *generation) addNext(ctx context.Context, all []ranked, now time.Time) error {
	sessions, err := g.sessions()
	if err != nil {
		return err
	}
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if next := when.Next(sessions[all[i].doc], now, 1); len(next) > 0 {
			all[i].next = next[0].Start.Unix()
		}
	}
	return nil
}
