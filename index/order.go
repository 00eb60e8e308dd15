package index

import (
	"cmp"
	"context"
	"math"
	"math/bits"
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
// is all. Services that fit come before those that may fit, and then the chosen
// order decides; only when the best come first, help in a crisis comes before both
// when there is danger, and what is for others alone after both. At the end it is
// the name, so that the order is always the same.
//
// What each order looks at, and in which turn, is said in docs/order.md, which
// the program prints: the two are changed together.
func (g *asker) rank(ctx context.Context, b base, words asked, filters []filter, q service.Query, most int) ([]ranked, error) {
	o, err := g.ordering(words, filters, q)
	if err != nil {
		return nil, err
	}
	fits, may := b.fits.count(), b.may.count()
	if most <= 0 || most > fits+may {
		most = fits + may
	}
	out := o.first(b.fits, fits, most, false)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !o.best() {
		return append(out, o.first(b.may, may, most-len(out), true)...), nil
	}
	if len(out) == most && o.crisis == nil && (most == 0 || out[most-1].best < forOthers) {
		return out, nil
	}
	out = append(out, o.first(b.may, may, most, true)...)
	slices.SortFunc(out, ranked.compare)
	return out[:most], nil
}

// ordering makes ready what orders the documents of a question.
func (g *asker) ordering(words asked, filters []filter, q service.Query) (*ordering, error) {
	t, err := g.today(q.Now)
	if err != nil {
		return nil, err
	}
	o := &ordering{g: g, today: t, q: q, words: words, filters: filters, needs: g.needPoints(q.Choices[service.PaneNeed]), ages: g.ageGroup(q)}
	stated := ^uint64(0)
	if len(filters) > 0 || len(words.wanted) > 0 {
		stated = g.statedOf(words, q)
	}
	g.others = g.othersOf(stated)
	o.others = g.others
	o.crisis, o.abuse = g.crisis(words, q), g.meansAbuse(words, q)
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
	return o, nil
}

// ordering orders the documents of one question.
type ordering struct {
	g       *asker
	today   *today
	rank    []uint32 // today.rank, once documents are looked at
	q       service.Query
	words   asked
	filters []filter
	needs   []uint16 // what the chosen needs bring each document; nil is nothing
	others  set      // what is only for people of whom the question says nothing
	ages    ageGroup
	crisis  set      // services for people in crisis when there is danger, else nil
	abuse   bool     // the danger is that somebody is hurt by another
	next    []uint64 // when each session is next, for the order by that
}

// best reports whether the best come first.
func (o *ordering) best() bool { return o.q.Sort == service.SortBest || o.q.Sort == "" }

// pick looks at every document of a set and returns the first of them in order. Of
// many it looks at each half on a processor of its own, unless there is counting
// beside.
func (o *ordering) pick(s set, count, most int, mayFit bool) []ranked {
	o.rank = o.today.rank()
	if count < countedBeside || o.g.countingBeside {
		return o.pickOf(s, 0, len(s)<<6, count, most, mayFit)
	}
	var first, second []ranked
	inHalves(len(s)<<6, func(from, to int) {
		found := o.pickOf(s, from, to, count, most, mayFit)
		if from == 0 {
			first = found
		} else {
			second = found
		}
	})
	both := slices.Concat(first, second)
	slices.SortFunc(both, ranked.compare)
	return both[:most]
}

// pickOf is pick of the documents from one on and below another, which are at the
// ends of words of bits.
func (o *ordering) pickOf(s set, from, to, count, most int, mayFit bool) []ranked {
	keep := make([]ranked, 0, min(count, to-from, 4*most))
	limit := ranked{key: math.MaxUint64, best: math.MaxUint64}
	for i := from >> 6; i<<6 < to; i++ {
		for w := s[i]; w != 0; w &= w - 1 {
			r := ranked{doc: i<<6 + bits.TrailingZeros64(w), mayFit: mayFit}
			if r.key = o.key(r.doc); r.key > limit.key {
				continue
			}
			if r.best = o.bestOf(r.doc, mayFit); r.key == limit.key && r.best >= limit.best {
				continue
			}
			if keep = append(keep, r); len(keep) == 4*most {
				slices.SortFunc(keep, ranked.compare)
				keep = keep[:most]
				limit = keep[most-1]
			}
		}
	}
	slices.SortFunc(keep, ranked.compare)
	return keep[:min(most, len(keep))]
}

// key returns what the chosen order looks at of one document.
func (o *ordering) key(doc int) uint64 {
	c := o.g.columns
	switch o.q.Sort {
	case service.SortNear:
		return math.Float64bits(o.squared(doc))
	case service.SortName:
		return uint64(c.nameRank[doc])
	case service.SortChecked:
		fresh := c.checked[doc]
		if fresh == 0 {
			fresh = c.changed[doc]
		}
		return uint64(math.MaxInt32 - int64(fresh))
	case service.SortSoonest:
		soonest := uint64(never)
		for _, number := range c.sessions[c.sessionStart[doc]:c.sessionStart[doc+1]] {
			soonest = min(soonest, o.next[number])
		}
		return soonest
	case service.SortBest, "":
	}
	return 0
}

// squared returns the squared distance of a document's nearest place; +Inf when
// none is near enough to matter.
func (o *ordering) squared(doc int) float64 {
	if o.g.reach.asked && o.g.reach.met.has(doc) {
		return o.g.reach.apart[doc]
	}
	return math.Inf(1)
}

// What decides first between documents: that they are for people in one
// circumstance that was not named, that they may fit, and that they only mention
// what was asked for.
const (
	forOthers   = uint64(1) << 63
	mayOnly     = uint64(1) << 62
	mentionOnly = uint64(1) << 61
)

// bestOf returns, in one number, what decides between documents that the chosen order has at one
// place, and of all when the best come first.
func (o *ordering) bestOf(doc int, mayFit bool) uint64 {
	unstated, first := 0, uint64(0)
	if mayFit {
		first = mayOnly
		for i := range o.filters {
			if !o.filters[i].yes.has(doc) {
				unstated++
			}
		}
	}
	isMention, points := o.pointsOf(doc)
	if isMention {
		first |= mentionOnly
	}
	lacking := mostSum - o.words.sum(doc)
	if o.crisis != nil && o.crisis.has(doc) {
		first, lacking, unstated = 0, 0, 0
	}
	if o.others.has(doc) {
		first |= forOthers
	}
	miles := uint64(mostMiles)
	if squared := o.squared(doc); !math.IsInf(squared, 1) {
		miles = uint64(math.Min(milesOf(squared)*2, mostMiles))
	}
	return first | uint64(lacking)<<56 | uint64(min(unstated, 15))<<52 |
		uint64(mostPoints-min(points, mostPoints))<<42 | o.ages.of(doc)<<40 | miles<<28 | uint64(o.rank[doc])
}

// pointsOf returns whether a document only mentions what was asked for, and what
// words and needs bring it.
func (o *ordering) pointsOf(doc int) (isMention bool, points int) {
	inProse, elsewhere := 0, 0
	for i := range o.words.wanted {
		worth := o.words.wanted[i].points(doc)
		switch {
		case o.words.wanted[i].weak:
			points += min(worth, weightText)
		case worth >= weightLike:
			elsewhere++
			points += worth
		case worth > 0:
			inProse++
			points += worth
		}
	}
	isMention = inProse > 0 && inProse >= elsewhere
	if o.words.most > 0 { // some of the words are enough
		isMention = elsewhere == 0
	}
	if o.needs != nil {
		isMention = isMention || o.needs[doc] < leastPurpose
		points += int(o.needs[doc])
	}
	if o.crisis != nil && o.crisis.has(doc) {
		if points += crisisPoints; o.abuse && o.g.columns.flags[doc]&flagAbuse != 0 {
			points += abusePoints
		}
	}
	return isMention, points
}

// onlyMentioned reports whether no service of an answer is for what several words
// ask, so that all only mention it.
func (g *asker) onlyMentioned(b base, words asked, q service.Query) bool {
	o := &ordering{g: g, q: q, words: words}
	if !o.best() || len(words.wanted) < 2 {
		return false
	}
	o.needs = g.needPoints(q.Choices[service.PaneNeed])
	others := g.othersOf(g.statedOf(words, q))
	for i := range b.fits {
		for w := (b.fits[i] | b.may[i]) &^ others[i]; w != 0; w &= w - 1 {
			if isMention, _ := o.pointsOf(i<<6 + bits.TrailingZeros64(w)); !isMention {
				return false
			}
		}
	}
	return true
}

// leastPurpose are the points of a need from which on it is what a service is
// for, and not only mentioned.
const leastPurpose = 8

// mostPoints are the most points, and mostMiles the most half miles, by which the
// best are ordered.
const (
	mostPoints = 1023
	mostMiles  = 4095
)

// crisisPoints put services for people in crisis above whatever words and needs
// bring when the words mean danger; abusePoints put help against abuse above
// these when they mean that somebody is hurt.
const (
	crisisPoints = 512
	abusePoints  = 256
)

// crisis returns the services for which help in a crisis is what they are first
// of all for, and help against abuse when that is the danger; nil when the
// question is not one of danger.
func (g *asker) crisis(words asked, q service.Query) set {
	if !q.Danger {
		return nil
	}
	wanted := uint8(flagCrisis)
	if g.meansAbuse(words, q) {
		wanted |= flagAbuse
	}
	out := g.newSet()
	for doc, flags := range g.columns.flags {
		if flags&wanted != 0 {
			out.add(doc)
		}
	}
	return out
}

// meansAbuse reports whether the words of a question say that somebody is hurt
// by another.
func (g *asker) meansAbuse(words asked, q service.Query) bool {
	return q.Danger && g.stated != nil && slices.Contains(g.stated(words.said(), nil), "experienced-abuse")
}

// within returns the documents that the words allow. In danger, help in a
// crisis is among them whatever the words are.
func (g *asker) within(words asked, q service.Query) set {
	in := words.allowed(g.copyOf(g.columns.live))
	if crisis := g.crisis(words, q); crisis != nil {
		in.or(crisis)
	}
	return in
}

// crisisNeed is the need of people in crisis, and abuseNeed that of people whom
// others hurt.
const (
	crisisNeed = "crisis"
	abuseNeed  = "abuse"
)

// needPoints returns what the chosen needs bring each document, twice 8 for a
// stated purpose and less for a mention; nil when none is chosen.
func (g *asker) needPoints(needs []string) []uint16 {
	if len(needs) == 0 {
		return nil
	}
	c := g.columns
	points := g.noPoints()
	for _, term := range g.terms[service.PaneNeed] {
		if !slices.Contains(needs, c.dict[term].ID) {
			continue
		}
		for i := c.docStart[term]; i < c.docStart[term+1]; i++ {
			points[c.docs[i]] += (uint16(c.docStrength[i]) + 8) / 16
		}
	}
	return points
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
