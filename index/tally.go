package index

import "fettle/internal/service"

// tally counts the fixed options over sets of documents. Options that many
// documents have are counted by the bits of their sets, the others by walking
// the options of each document; of a set and what it leaves out, the smaller
// one is counted.
type tally struct {
	c    *columns
	live set
	// total is how many documents have each option.
	total []int32
	// dense has the documents of each option that many have, nil for others.
	dense []set
	// sparse has the other options of each document, as terms has all.
	sparseStart, sparse []uint32
	size                int
}

// Options that at least one document in this many has are dense.
const densePart = 32

// Sets with fewer than one document in this many are walked, all else is
// counted by bits.
const smallPart = 64

func newTally(c *columns) *tally {
	t := &tally{c: c, live: c.live, total: make([]int32, len(c.dict)), dense: make([]set, len(c.dict)), size: c.live.count()}
	for _, term := range c.terms {
		t.total[term]++
	}
	for term, total := range t.total {
		if int(total)*densePart >= max(t.size, 1) {
			t.dense[term] = newSet(c.n)
		}
	}
	t.sparseStart = make([]uint32, 1, c.n+1)
	for doc := range c.n {
		for _, term := range c.terms[c.termStart[doc]:c.termStart[doc+1]] {
			if dense := t.dense[term]; dense != nil {
				dense.add(doc)
			} else {
				t.sparse = append(t.sparse, term)
			}
		}
		t.sparseStart = append(t.sparseStart, uint32(len(t.sparse)))
	}
	return t
}

// count returns how many documents of a set have each option. With a pane, only
// the options of that pane are counted; the others may be left at 0.
func (t *tally) count(s set, pane service.Pane) []int32 {
	n := s.count()
	if 2*n > t.size {
		left := t.count(t.live.clone().without(s), pane)
		for term := range left {
			left[term] = t.total[term] - left[term]
		}
		return left
	}
	into := make([]int32, len(t.total))
	if n*smallPart < t.size {
		s.each(func(doc int) {
			for _, term := range t.c.terms[t.c.termStart[doc]:t.c.termStart[doc+1]] {
				into[term]++
			}
		})
		return into
	}
	for term, dense := range t.dense {
		if dense != nil && (pane == "" || t.c.dict[term].Pane == pane) {
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
