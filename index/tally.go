package index

import "fettle/internal/service"

// tally counts the fixed options over sets of documents. Options that many
// documents have are counted by the bits of their sets, the others by walking
// the options of each document; of a set and what it leaves out, the smaller
// one is counted.
type tally struct {
	*columns
	size int // how many documents are in use
}

// Sets with fewer than one document in this many are walked, all else is
// counted by bits.
const smallPart = 64

func newTally(c *columns) *tally { return &tally{c, c.live.count()} }

// count returns how many documents of a set have each option. With a pane, only
// the options of that pane are counted; the others may be left at 0.
func (t *tally) count(s set, pane service.Pane) []int32 {
	n := s.count()
	if 2*n > t.size {
		left := t.count(t.live.clone().without(s), pane)
		for term := range left {
			left[term] = int32(t.total[term]) - left[term]
		}
		return left
	}
	into := make([]int32, len(t.total))
	if n*smallPart < t.size {
		s.each(func(doc int) {
			for _, term := range t.terms[t.termStart[doc]:t.termStart[doc+1]] {
				into[term]++
			}
		})
		return into
	}
	for term, dense := range t.dense {
		if dense != nil && (pane == "" || t.dict[term].Pane == pane) {
			into[term] = int32(s.countAnd(dense))
		}
	}
	s.each(func(doc int) {
		for _, term := range t.sparse[t.sparseStart[doc]:t.sparseStart[doc+1]] {
			into[term]++
		}
	})
	return into
}
