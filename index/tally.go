package index

import (
	"math/bits"

	"fettle/internal/service"
)

// Sets with fewer than one document in this many are walked, all else is
// counted by bits.
const smallPart = 64

// tally counts the fixed options over a set of documents. Options that many
// documents have are counted by the bits of their sets, the others by walking
// the options of each document; of a set and what it leaves out, the smaller
// one is counted. With a pane, only the options of that pane are counted; the
// others may be left at 0.
func (g *asker) tally(s set, pane service.Pane) []int32 {
	c := g.columns
	n := s.count()
	into := make([]int32, len(c.total))
	if 2*n > g.size {
		g.tallyInto(into, g.copyOf(c.live).without(s), g.size-n, pane)
		for term := range into {
			into[term] = int32(c.total[term]) - into[term]
		}
		return into
	}
	g.tallyInto(into, s, n, pane)
	return into
}

func (g *asker) tallyInto(into []int32, s set, n int, pane service.Pane) {
	c := g.columns
	if n*smallPart < g.size {
		walk(s, c.termStart, c.terms, into)
		return
	}
	for _, term := range c.denseOptions {
		if pane == "" || c.dict[term].Pane == pane {
			into[term] = int32(s.countAnd(c.dense[term]))
		}
	}
	if pane == "" {
		walk(s, c.sparseStart, c.sparse, into)
		return
	}
	for _, term := range g.terms[pane] {
		if c.dense[term] != nil {
			continue
		}
		found := int32(0)
		for _, doc := range c.docs[c.docStart[term]:c.docStart[term+1]] {
			found += int32(s[doc>>6] >> (doc & 63) & 1)
		}
		into[term] = found
	}
}

// walk counts the numbers that each document of a set has in a list.
func walk(s set, starts, list []uint32, into []int32) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			doc := i<<6 + bits.TrailingZeros64(w)
			for _, term := range list[starts[doc]:starts[doc+1]] {
				into[term]++
			}
		}
	}
}
