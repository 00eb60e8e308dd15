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
func (s set) and(o set) set {
	for i := range s {
		s[i] &= o[i]
	}
	return s
}

// or adds what is in the other.
func (s set) or(o set) set {
	for i := range s {
		s[i] |= o[i]
	}
	return s
}

// without takes out what is in the other.
func (s set) without(o set) set {
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

// countAnd returns how many numbers are in both, without making a third set.
func (s set) countAnd(o set) int {
	n := 0
	for i, w := range s {
		n += bits.OnesCount64(w & o[i])
	}
	return n
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
