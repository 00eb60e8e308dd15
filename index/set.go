package index

import "math/bits"

// set is a set of document numbers, one bit each. All sets of one library
// have the same length, so they combine word by word.
type set []uint64

func newSet(n int) set { return make(set, setWords(n)) }

// setWords is how many words of bits a set of n documents takes.
func setWords(n int) int { return (n + 63) / 64 }

func (s set) add(doc int) { s[doc>>6] |= 1 << (doc & 63) }

// put adds a number or takes it out.
func (s set) put(doc int, in bool) {
	if in {
		s.add(doc)
		return
	}
	s[doc>>6] &^= 1 << (doc & 63)
}

func (s set) has(doc int) bool { return s[doc>>6]&(1<<(doc&63)) != 0 }

func (s set) clone() set { return append(set(nil), s...) }

// and keeps what is in both.
func (s set) and(o set) {
	o = o[:len(s)]
	for i := range s {
		s[i] &= o[i]
	}
}

// or adds what is in the other.
func (s set) or(o set) set {
	o = o[:len(s)]
	for i := range s {
		s[i] |= o[i]
	}
	return s
}

// without takes out what is in the other.
func (s set) without(o set) set {
	o = o[:len(s)]
	for i := range s {
		s[i] &^= o[i]
	}
	return s
}

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// any reports whether there is any number in it.
func (s set) any() bool {
	for _, w := range s {
		if w != 0 {
			return true
		}
	}
	return false
}

// span returns between which words of bits all numbers are.
func (s set) span() span {
	first, last := 0, len(s)
	for first < last && s[first] == 0 {
		first++
	}
	for last > first && s[last-1] == 0 {
		last--
	}
	return span{first, last}
}

// span is a run of the words of bits of a set.
type span struct{ first, last int }

// of returns that run of a set.
func (r span) of(s set) set { return s[r.first:r.last] }

// countAnd returns how many numbers are in both, without making a third set.
func (s set) countAnd(o set) int {
	n := 0
	o = o[:len(s)]
	for i, w := range s {
		n += bits.OnesCount64(w & o[i])
	}
	return n
}

// countBoth returns how many numbers of a set each of two others has.
func (s set) countBoth(one, other set) (inOne, inOther int) {
	one, other = one[:len(s)], other[:len(s)]
	for i, w := range s {
		inOne += bits.OnesCount64(w & one[i])
		inOther += bits.OnesCount64(w & other[i])
	}
	return inOne, inOther
}

// each calls f with every number in rising order.
func (s set) each(f func(doc int)) {
	for i, w := range s {
		for w != 0 {
			f(i<<6 + bits.TrailingZeros64(w))
			w &= w - 1
		}
	}
}

// arena lends the sets and lists that one question needs, so that a question
// makes none of its own. It is used by one question at a time.
type arena struct {
	n    int
	sets []set
	used int
	// apart has the squared distance of documents, points what brings them points.
	apart  []float64
	points []uint16
	pairs  [][2]int32
}

func newArena(n int) *arena { return &arena{n: n} }

// newSet lends an empty set.
func (a *arena) newSet() set {
	if a.used == len(a.sets) {
		a.sets = append(a.sets, newSet(a.n))
		a.used++
		return a.sets[a.used-1]
	}
	s := a.sets[a.used]
	a.used++
	clear(s)
	return s
}

// copyOf lends a copy of a set.
func (a *arena) copyOf(s set) set {
	if a.used == len(a.sets) {
		a.sets = append(a.sets, make(set, len(s)))
	}
	out := a.sets[a.used]
	a.used++
	copy(out, s)
	return out
}

// distances lends a list of a number for each document, which holds anything.
func (a *arena) distances() []float64 {
	if a.apart == nil {
		a.apart = make([]float64, a.n)
	}
	return a.apart
}

// noPoints lends a list of a number for each document, all 0.
func (a *arena) noPoints() []uint16 {
	if a.points == nil {
		a.points = make([]uint16, a.n)
		return a.points
	}
	clear(a.points)
	return a.points
}

// noPairs lends a list of pairs of counts, all 0.
func (a *arena) noPairs(n int) [][2]int32 {
	if a.pairs == nil {
		a.pairs = make([][2]int32, n)
		return a.pairs
	}
	clear(a.pairs)
	return a.pairs
}

// asker answers one question: a generation with the sets that are lent to it.
type asker struct {
	*generation
	*arena
	words *words
	// reach says how far documents are when a place is asked for.
	reach reach
	// others are for people alone of whom the question says nothing, once it is
	// ordered.
	others set
	// countingBeside is whether another goroutine counts for the question.
	countingBeside bool
	// found is where the words stand, once they are looked up.
	found *asked
}

// ask begins a question; done ends it. What it was lent must not be used after.
func (g *generation) ask() *asker {
	a, ok := g.arenas.Get().(*arena)
	if !ok {
		a = newArena(g.columns.n)
	}
	return g.askIn(a)
}

func (g *generation) askIn(a *arena) *asker {
	w := *g.words
	w.arena = a
	return &asker{generation: g, arena: a, words: &w}
}

func (a *asker) done() {
	arena := a.arena
	arena.used = 0
	a.arenas.Put(arena)
}

// eachBetween calls f with every number from one on and below another, in rising
// order.
func (s set) eachBetween(from, to int, f func(doc int)) {
	for i := from >> 6; i<<6 < to; i++ {
		w := s[i]
		if i == from>>6 {
			w &= ^uint64(0) << (from & 63)
		}
		for ; w != 0; w &= w - 1 {
			doc := i<<6 + bits.TrailingZeros64(w)
			if doc >= to {
				return
			}
			f(doc)
		}
	}
}
