package index

import (
	"unsafe"

	"fettle/internal/service"
)

// rowMemory is where the parts of rows lie, those of each kind side by side. Fifty
// rows of one list are given up as one, so they need not be a thousand things that
// are made and given up one by one.
type rowMemory struct {
	texts     slab[byte]
	services  slab[service.Service]
	sessions  slab[service.Session]
	days      slab[service.Day]
	wholes    slab[int]
	dates     slab[service.Date]
	locations slab[service.Location]
	points    slab[service.Point]
	hows      slab[service.How]
	accesses  slab[service.Access]
	strings   slab[string]
	costs     slab[service.CostOption]
	reals     slab[float64]
	phones    slab[service.Phone]
	needs     slab[service.NeedFound]
}

// slab hands out lists that lie side by side. The zero slab is an empty one.
type slab[T any] struct {
	free []T
	last int // how many the last piece of memory had room for
	due  int // how many are still to come at least; 0 and less is not known
}

// expect says how many things will be taken, so that there is memory for no more.
func (s *slab[T]) expect(n int) { s.due = n }

// slabBytes is how many bytes of memory a slab takes at most before they are asked
// for.
const slabBytes = 16 << 10

// take returns a list of n things, all of them zero, which nothing else uses.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		// Where it is not known how many are to come, the first piece is no larger
		// than what is asked for, as it may be all.
		var one T
		most := 2 * s.last
		if s.due > 0 {
			most = s.due
		}
		s.last = max(n, min(most, slabBytes/int(unsafe.Sizeof(one))))
		s.free = make([]T, s.last)
	}
	s.due -= n
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// one returns where a thing may be put.
func (s *slab[T]) one(of T) *T {
	to := &s.take(1)[0]
	*to = of
	return to
}
