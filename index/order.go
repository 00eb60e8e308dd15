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

// ranked is one document of the answer with what it is ordered by: first key,
// then best, both rising.
type ranked struct {
	doc    int
	mayFit bool
	key    uint64
	best   uint64
}

func (r ranked) compare(o ranked) int {
	return cmp.Or(cmp.Compare(r.key, o.key), cmp.Compare(r.best, o.best))
}

// rank returns the documents of an answer in order, the first most of them; 0
// is all. Services that fit always come before those that may fit; then the
// chosen order decides, and at the end the name, so that the order is always
// the same.
//
// What each order looks at, and in which turn, is said in docs/order.md, which
// the program prints: the two are changed together.
func (g *generation) rank(ctx context.Context, b base, words asked, filters []filter, q service.Query, most int) ([]ranked, error) {
	t, err := g.today(q.Now)
	if err != nil {
		return nil, err
	}
	o := ordering{crisis: g.crisis(q), g: g, today: t, q: q, words: words, filters: filters, needs: g.wanted(q.Choices[service.PaneNeed])}
	if q.Sort == service.SortSoonest {
		times, err := g.times()
		if err != nil {
			return nil, err
		}
		o.next = make([]uint64, len(times))
		for i, s := range times {
			o.next[i] = next(s, q.Now)
		}
	}
	fits, may := b.fits.count(), b.may.count()
	if most <= 0 || most > fits+may {
		most = fits + may
	}
	out := o.first(b.fits, fits, most, false)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return append(out, o.first(b.may, may, most-len(out), true)...), nil
}

// ordering orders the documents of one question.
type ordering struct {
	g       *generation
	today   *today
	q       service.Query
	words   asked
	filters []filter
	needs   []set    // of the chosen needs
	crisis  set      // services for people in crisis when there is danger, else nil
	next    []uint64 // when each session is next, for the order by that
}

// first returns the first documents of a set in order.
func (o *ordering) first(s set, count, most int, mayFit bool) []ranked {
	most = min(most, count)
	if most == 0 {
		return nil
	}
	if o.byStanding() && !mayFit && count*16 > len(o.today.order) {
		return o.standing(s, most)
	}
	keep := make([]ranked, 0, min(count, 4*most))
	limit := ranked{key: math.MaxUint64, best: math.MaxUint64}
	s.each(func(doc int) {
		r := o.ranked(doc, mayFit)
		if r.compare(limit) >= 0 {
			return
		}
		if keep = append(keep, r); len(keep) == 4*most {
			slices.SortFunc(keep, ranked.compare)
			keep = keep[:most]
			limit = keep[most-1]
		}
	})
	slices.SortFunc(keep, ranked.compare)
	return keep[:most]
}

// byStanding reports whether the order of services that fit is the same for
// every question of this kind: nothing brings points or has a distance.
func (o *ordering) byStanding() bool {
	return (o.q.Sort == service.SortBest || o.q.Sort == "") && len(o.words.wanted) == 0 && len(o.needs) == 0 && o.crisis == nil && o.q.Near == nil
}

// standing walks all documents in the order of their standing until enough of
// a set are found.
func (o *ordering) standing(s set, most int) []ranked {
	out := make([]ranked, 0, most)
	for _, doc := range o.today.order {
		if s.has(int(doc)) {
			if out = append(out, ranked{doc: int(doc)}); len(out) == most {
				break
			}
		}
	}
	return out
}

// ranked works out what one document is ordered by.
func (o *ordering) ranked(doc int, mayFit bool) ranked {
	c := o.g.columns
	unstated, points := 0, 0
	if mayFit {
		for _, f := range o.filters {
			if !f.yes.has(doc) {
				unstated++
			}
		}
	}
	for _, w := range o.words.wanted {
		points += w.points(doc)
	}
	if len(o.needs) > 0 {
		points += o.needPoints(doc)
	}
	if o.crisis != nil && o.crisis.has(doc) {
		points += crisisPoints
	}
	miles := noMiles
	if o.q.Near != nil {
		miles, _ = c.nearest(doc, o.q.Near.Point)
	}
	name := uint64(c.nameRank[doc])
	r := ranked{doc: doc, mayFit: mayFit}
	r.best = uint64(min(unstated, 15))<<60 | uint64(1023-min(points, 1023))<<50 | uint64(math.Min(miles*2, 4095))<<38 |
		uint64(o.today.standing[doc])<<28 | name
	switch o.q.Sort {
	case service.SortNear:
		r.key = math.Float64bits(miles)
	case service.SortName:
		r.key = name
	case service.SortChecked:
		fresh := c.checked[doc]
		if fresh == 0 {
			fresh = c.changed[doc]
		}
		r.key = uint64(math.MaxInt32 - int64(fresh))
	case service.SortSoonest:
		r.key = never
		for _, number := range c.sessions[c.sessionStart[doc]:c.sessionStart[doc+1]] {
			r.key = min(r.key, o.next[number])
		}
	case service.SortBest, "":
	}
	return r
}

// crisisPoints put services for people in crisis above whatever words and needs
// bring when the words mean danger.
const crisisPoints = 512

// crisis returns the services for which help in a crisis is what they are first
// of all for, nil when the question is not one of danger.
func (g *generation) crisis(q service.Query) set {
	if !q.Danger {
		return nil
	}
	out := newSet(g.columns.n)
	for doc, flags := range g.columns.flags {
		if flags&flagCrisis != 0 {
			out.add(doc)
		}
	}
	return out
}

// within returns the documents that the words allow. In danger, help in a
// crisis is among them whatever the words are.
func (g *generation) within(words asked, q service.Query) set {
	in := words.allowed(g.columns.live.clone())
	if crisis := g.crisis(q); crisis != nil {
		in.or(crisis)
	}
	return in
}

// crisisNeed is the need of people in crisis.
const crisisNeed = "crisis"

// needPoints are what the chosen needs bring a document: twice 8 for a stated
// purpose, less for a mention.
func (o *ordering) needPoints(doc int) int {
	c := o.g.columns
	points := 0
	for i := c.termStart[doc]; i < c.termStart[doc+1]; i++ {
		key := c.dict[c.terms[i]]
		if key.Pane == service.PaneNeed && slices.Contains(o.q.Choices[service.PaneNeed], key.ID) {
			points += (int(c.strength[i]) + 8) / 16
		}
	}
	return points
}

// wanted returns the documents of each chosen need.
func (g *generation) wanted(needs []string) []set {
	var out []set
	for _, t := range g.terms[service.PaneNeed] {
		if slices.Contains(needs, g.columns.dict[t].ID) {
			out = append(out, g.having(t))
		}
	}
	return out
}

// never is later than every moment.
const never = math.MaxUint64 >> 1

// next is when a session happens next, in Unix seconds; never when that is not
// known.
func next(s service.Session, now time.Time) uint64 {
	if found := when.Next([]service.Session{s}, now, 1); len(found) > 0 {
		return uint64(max(0, found[0].Start.Unix()))
	}
	return never
}
