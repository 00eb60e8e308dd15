package index

import (
	"math/bits"

	"fettle/internal/service"
)

// thirds parts the documents in use by an answer: those that fit, those that may
// fit and all others. What is counted of two of them is known of the third as
// well, as it is known of all, so the largest is never counted.
type thirds struct {
	sets  [3]set
	sizes [3]int
	left  int // the one that is not counted
}

// The places in thirds.
const (
	fitting = iota
	maybe
	others
)

func (g *asker) thirds(b base) *thirds {
	t := &thirds{sets: [3]set{b.fits, b.may, g.newSet()}}
	rest, fits, mays := t.sets[others], b.fits[:len(g.columns.live)], b.may[:len(g.columns.live)]
	for i, w := range g.columns.live {
		rest[i] = w &^ (fits[i] | mays[i])
	}
	for i, s := range t.sets {
		if t.sizes[i] = s.count(); t.sizes[i] > t.sizes[t.left] {
			t.left = i
		}
	}
	return t
}

// counted returns the places of the two that are counted.
func (t *thirds) counted() (first, second int) {
	switch t.left {
	case fitting:
		return maybe, others
	case maybe:
		return fitting, others
	}
	return fitting, maybe
}

// answered is how many documents fit or may fit.
func (t *thirds) answered() int { return t.sizes[fitting] + t.sizes[maybe] }

// tally is how many documents of each third have each fixed option, by the
// numbers of the options. Options that many documents have are counted by the
// bits of their sets, the others by walking the options of each document, and
// all of them so where a third has few documents.
type tally struct {
	*thirds
	of [3][]int32
}

// Thirds with fewer than one document in this many are walked, all else is
// counted by bits.
const smallPart = 64

func (g *asker) newTally(t *thirds) *tally {
	out := &tally{thirds: t}
	n := len(g.columns.total) + 1 // one more for noOption
	all := make([]int32, 3*n)
	for i := range out.of {
		out.of[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return out
}

// isSmall reports whether a third is walked.
func (t *tally) isSmall(third, size int) bool { return t.sizes[third]*smallPart < size }

// byBits counts those of some options that have sets.
func (g *asker) byBits(t *tally, options []uint32) {
	first, second := t.counted()
	firstToo, secondToo := !t.isSmall(first, g.size), !t.isSmall(second, g.size)
	for _, term := range options {
		where := g.columns.spans[term]
		having := where.of(g.columns.dense[term])
		switch {
		case firstToo && secondToo:
			one, other := having.countBoth(where.of(t.sets[first]), where.of(t.sets[second]))
			t.of[first][term], t.of[second][term] = int32(one), int32(other)
		case firstToo:
			t.of[first][term] = int32(having.countAnd(where.of(t.sets[first])))
		case secondToo:
			t.of[second][term] = int32(having.countAnd(where.of(t.sets[second])))
		}
	}
}

// byWalking counts what byBits leaves of one third.
func (g *asker) byWalking(t *tally, third int) {
	c := g.columns
	if t.isSmall(third, g.size) {
		walk(t.sets[third], nil, c.termStart, c.terms, t.of[third])
		return
	}
	walkSlots(t.sets[third], c.slots, t.of[third])
	walk(t.sets[third], c.crowded, c.sparseStart, c.sparse, t.of[third])
}

// ofPane counts the options of one pane; the others may be left at 0.
func (g *asker) ofPane(t *tally, pane service.Pane) {
	c := g.columns
	first, second := t.counted()
	g.byBits(t, g.terms[pane])
	for _, third := range [2]int{first, second} {
		if t.isSmall(third, g.size) {
			g.byWalking(t, third)
			continue
		}
		s, of := t.sets[third], t.of[third]
		for _, term := range g.terms[pane] {
			if c.dense[term] != nil {
				continue
			}
			found := int32(0)
			for _, doc := range c.docs[c.docStart[term]:c.docStart[term+1]] {
				found += int32(s[doc>>6] >> (doc & 63) & 1)
			}
			of[term] = found
		}
	}
	g.settle(t)
}

// settle works out the third that was not counted.
func (g *asker) settle(t *tally) {
	first, second := t.counted()
	one, other, left := t.of[first], t.of[second], t.of[t.left]
	for term, total := range g.columns.total {
		left[term] = int32(total) - one[term] - other[term]
	}
}

// walk counts the numbers that each document of a set has in a list; with
// another set, only those that are in both.
func walk(s, within set, starts []uint32, list []uint16, into []int32) {
	for i, w := range s {
		if within != nil {
			w &= within[i]
		}
		for ; w != 0; w &= w - 1 {
			doc := i<<6 + bits.TrailingZeros64(w)
			for _, term := range list[starts[doc]:starts[doc+1]] {
				into[term]++
			}
		}
	}
}

// walkSlots counts the options in the slots of each document of a set. All have
// the same number of slots, so that nothing has to be decided on the way.
func walkSlots(s set, slots []uint16, into []int32) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			at := slotsOfEach * (i<<6 + bits.TrailingZeros64(w))
			pair := slots[at : at+slotsOfEach : at+slotsOfEach]
			into[pair[0]]++
			into[pair[1]]++
		}
	}
}
