package index

import (
	"math"
	"math/rand/v2"
	"testing"

	"fettle/internal/service"
)

// The filter that answers for 64 documents at a time answers for each as the rule
// for one does.
func TestAgesAreFilteredByTheRule(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	end := func() int16 {
		if r.IntN(3) == 0 {
			return ageOpen
		}
		return []int16{-1, 0, 1, 17, 18, 40, 1000, int16(r.IntN(100))}[r.IntN(8)]
	}
	for _, n := range []int{0, 1, 63, 64, 65, 2000, countedBeside + 1} {
		c := &columns{n: n, live: newSet(n)}
		for doc := range n {
			c.ageMin, c.ageMax, c.flags = append(c.ageMin, end()), append(c.ageMax, end()), append(c.flags, uint8(r.IntN(256)))
			if r.IntN(10) > 0 {
				c.live.add(doc)
			}
		}
		for _, years := range []int{-1, 0, 1, 2, 16, 17, 18, 19, 39, 40, 41, 70, 99, 120, 999, 1000, 5000, 40_000, -40_000, math.MaxInt, math.MinInt} {
			f := c.ageFilter(years)
			for doc := range n {
				want := service.Answer("dead")
				if c.live.has(doc) {
					want = c.accepts(doc, years)
				}
				if f.yes.has(doc) != (want == service.Yes) || f.unstated.has(doc) != (want == service.NotStated) {
					t.Fatalf("document %d of %d, age %d, from %d to %d, flags %b: want %q", doc, n, years, c.ageMin[doc], c.ageMax[doc], c.flags[doc], want)
				}
			}
		}
	}
}

func BenchmarkAgeFilter(b *testing.B) {
	n := 200_000
	c := &columns{n: n, live: newSet(n), ageMin: make([]int16, n), ageMax: make([]int16, n), flags: make([]uint8, n)}
	for i := range c.live {
		c.live[i] = ^uint64(0)
	}
	for b.Loop() {
		c.ageFilter(40)
	}
}
