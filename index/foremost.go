package index

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// What comes first of all that fits can mostly be told without a look at every
// document: by sets of those that are equal in all that counts more than their
// standing, which the day has in order.

// othersOf returns the documents that are only for people in a circumstance, or
// with a cause, that a question does not state. The set is not the caller's.
func (g *asker) othersOf(stated uint64) set {
	if stated == ^uint64(0) { // as when nothing is asked
		return g.newSet()
	}
	return g.remembered(fmt.Sprint("others ", stated), func() filter {
		f := filter{yes: newSet(g.columns.n)}
		for i, doc := range g.columns.onlyFor {
			if isForOthers(g.columns.onlyForBits[i], stated) {
				f.yes.add(int(doc))
			}
		}
		return f
	}).yes
}

// first returns the first documents of a set in order.
func (o *ordering) first(s set, count, most int, mayFit bool) []ranked {
	if most = min(most, count); most == 0 {
		return nil
	}
	used := o.g.used
	defer func() { o.g.used = used }()
	if !o.best() {
		return o.pick(s, count, most, mayFit)
	}
	in := o.g.copyOf(s).without(o.others) // which come last
	n := in.count()
	if n < most {
		return o.pick(s, count, most, mayFit)
	}
	if mayFit {
		return o.pick(in, n, most, mayFit)
	}
	tiers, equal := o.tiers(in, most)
	if !equal || o.q.Near != nil {
		in = tiers[0]
		for _, tier := range tiers[1:] {
			in.or(tier)
		}
		return o.pick(in, in.count(), most, mayFit)
	}
	out := make([]ranked, 0, most)
	for _, tier := range tiers {
		out = append(out, o.byStanding(tier, most-len(out))...)
	}
	return out
}

// tiers parts documents that fit, and are not for others, by the points that words
// and needs bring, as far as these can be told by sets: the first tiers, with enough
// documents together. It reports whether all of one tier have equally many.
func (o *ordering) tiers(in set, most int) (tiers []set, equal bool) {
	switch words, needs := o.words.wanted, o.needs != nil; {
	case o.crisis != nil, o.words.most > 0, len(words) > 0 && needs:
		return []set{in}, false
	case len(words) == 1:
		return o.byPlace(in, most), true
	case len(words) > 0:
		// Nothing brings more points than all words in the name, or of a weak one as
		// many as it brings at most.
		named := o.g.copyOf(in)
		for _, w := range words {
			if !w.weak {
				named.and(w.name)
				continue
			}
			for i := range named {
				named[i] &= w.name[i] | w.more[i] | w.like[i] | w.text[i]
			}
		}
		if named.count() < most {
			return []set{in}, false
		}
		return []set{named}, true
	case needs:
		in, equal = o.neediest(in, most)
		return []set{in}, equal
	}
	return []set{in}, true
}

// byPlace parts documents by the best place where the one word stands, as
// standing.points does.
func (o *ordering) byPlace(in set, most int) (tiers []set) {
	word, enough := o.words.wanted[0], 0
	for _, place := range [...]set{word.name, word.more, word.like, word.text, word.faint} {
		tier := o.g.copyOf(in)
		tier.and(place)
		in.without(tier)
		tiers = append(tiers, tier)
		if enough += tier.count(); enough >= most {
			break
		}
	}
	return tiers
}

// neediest narrows documents down to those that the chosen needs bring most, as
// long as these are enough, and reports whether they all are brought equally much.
func (o *ordering) neediest(in set, most int) (set, bool) {
	var with [mostPoints + 1]int
	in.each(func(doc int) { with[min(o.needs[doc], mostPoints)]++ })
	enough, least := 0, mostPoints+1
	for enough < most && least > leastPurpose { // those with fewer only mention it
		least--
		enough += with[least]
	}
	if enough < most {
		return in, false
	}
	out := o.g.newSet()
	in.each(func(doc int) {
		if int(o.needs[doc]) >= least {
			out.add(doc)
		}
	})
	return out, enough == with[least]
}

// byStanding returns the first of documents that only their age group, if an age
// is asked for, and their standing tell apart.
func (o *ordering) byStanding(in set, most int) []ranked {
	if o.ages.first == nil || most == 0 {
		return o.standing(in, most)
	}
	out := make([]ranked, 0, most)
	middle, last := o.g.copyOf(in), o.g.copyOf(in)
	middle.without(o.ages.first).without(o.ages.last)
	last.and(o.ages.last)
	in.and(o.ages.first)
	for _, group := range [...]set{in, middle, last} {
		out = append(out, o.standing(group, most-len(out))...)
	}
	return out
}

// standing returns the first of a set in the order of their standing: it walks all
// documents in that order until enough of the set are found, or looks at those of the
// set alone where they are so few that this is less to look at.
func (o *ordering) standing(s set, most int) []ranked {
	count := s.count()
	if most = min(most, count); most == 0 {
		return nil
	}
	out := make([]ranked, 0, most)
	if count*count <= most*len(o.today.order) {
		for _, place := range lowest(s, count, o.today.rank(), most) {
			out = append(out, ranked{doc: int(o.today.order[place])})
		}
		return out
	}
	for _, doc := range o.today.order {
		if s.has(int(doc)) {
			if out = append(out, ranked{doc: int(doc)}); len(out) == most {
				break
			}
		}
	}
	return out
}

// lowest returns the lowest of the numbers that the documents of a set have, rising;
// count is how many there are, which is no fewer than are wanted.
func lowest(s set, count int, numbers []uint32, most int) []uint32 {
	keep := make([]uint32, 0, min(count, 4*most))
	limit := uint32(math.MaxUint32)
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			n := numbers[i<<6+bits.TrailingZeros64(w)]
			if n >= limit {
				continue
			}
			if keep = append(keep, n); len(keep) == 4*most {
				slices.Sort(keep)
				keep = keep[:most]
				limit = keep[most-1]
			}
		}
	}
	slices.Sort(keep)
	return keep[:most]
}
