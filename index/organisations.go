package index

import (
	"math/bits"
	"strings"
	"unsafe"

	"fettle/internal/service"
)

// organisationNames returns the names of the organisations by their numbers.
func (c *columns) organisationNames() []string { return c.organisationDict.all() }

// organisationNumbers returns the numbers of the organisations by their names in
// small letters.
func organisationNumbers(names []string) map[string]uint32 {
	out := make(map[string]uint32, len(names))
	for n, name := range names {
		out[strings.ToLower(name)] = uint32(n)
	}
	return out
}

// organisationFilter is met by the documents of any of the organisations.
func (g *asker) organisationFilter(chosen []string) filter {
	c := g.columns
	f := filter{service.PaneOrganisation, g.newSet(), g.newSet()}
	wanted := map[uint32]bool{}
	for _, name := range chosen {
		if n := g.organisations()[strings.ToLower(name)]; n > 0 {
			wanted[n] = true
		}
	}
	c.live.each(func(doc int) {
		switch n := c.organisations[doc]; {
		case n == 0:
			f.unstated.add(doc)
		case wanted[n]:
			f.yes.add(doc)
		}
	})
	return f
}

// mostOrganisations is how many organisations are counted at most: those with
// the most services in the answer.
const mostOrganisations = 250

// organisationCount is how many services of one organisation are in an answer.
type organisationCount struct {
	number    int
	fits, all int32
}

// countOrganisations counts the organisations that have anything in an answer, by
// the alphabet, which is the order of their numbers.
func (g *asker) countOrganisations(t *thirds, statedOnly bool) []service.Option {
	c := g.columns
	counts := g.noPairs(len(c.organisationTotal))
	first, second := t.counted()
	countNumbers(t.sets[first], c.organisations, counts, 0)
	countNumbers(t.sets[second], c.organisations, counts, 1)
	// Of the others one knows what there is of all: without those that were counted,
	// that is what is listed.
	listed := func(number int, have [2]int32) int32 {
		if t.left == others {
			return have[0] + have[1]
		}
		return int32(c.organisationTotal[number]) - have[1]
	}
	most := make([]organisationCount, 0, 4*mostOrganisations)
	least := int32(0) // of so many or fewer, no more are taken
	for number, have := range counts {
		all := listed(number, have)
		if all <= least || number == 0 {
			continue
		}
		fits := have[0]
		if t.left == fitting { // those that may fit were counted, and the others
			fits = all - have[0]
		}
		if most = append(most, organisationCount{number, fits, all}); len(most) == cap(most) {
			most, least = withMost(most)
		}
	}
	unstated := 0
	if !statedOnly && len(counts) > 0 {
		unstated = int(listed(0, counts[0]))
	}
	most, _ = withMost(most)
	return c.organisationOptions(most, unstated)
}

// organisationOptions writes counts as options, which those that state no
// organisation may fit. The names share one text.
func (c *columns) organisationOptions(counts []organisationCount, unstated int) []service.Option {
	size := 0
	for _, o := range counts {
		size += len(c.organisationDict.bytes(o.number))
	}
	names := make([]byte, 0, size)
	for _, o := range counts {
		names = append(names, c.organisationDict.bytes(o.number)...)
	}
	rest := unsafe.String(unsafe.SliceData(names), size)
	out := make([]service.Option, len(counts))
	for i, o := range counts {
		name := rest[:len(c.organisationDict.bytes(o.number))]
		rest = rest[len(name):]
		out[i] = service.Option{ID: name, Label: name, Fits: int(o.fits), MayFit: int(o.all-o.fits) + unstated}
	}
	return out
}

// countNumbers counts how often each number stands with a document of a set.
func countNumbers(s set, numbers []uint32, into [][2]int32, which int) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			into[numbers[i<<6+bits.TrailingZeros64(w)]][which]++
		}
	}
}

// withMost keeps, in their order, the mostOrganisations that have the most
// services, of equals the first, and returns how many the last of those has; 0
// when they are fewer.
func withMost(all []organisationCount) (kept []organisationCount, least int32) {
	if len(all) <= mostOrganisations {
		return all, 0
	}
	const most = 4096 // more services than this are as good as this many
	largest := int32(0)
	for _, o := range all {
		largest = max(largest, o.all)
	}
	with := make([]int32, min(largest, most)+1)
	for _, o := range all {
		with[min(o.all, most)]++
	}
	spare := int32(mostOrganisations) // how many of those with the least are taken
	for least = min(largest, most); spare > with[least]; least-- {
		spare -= with[least]
	}
	kept = all[:0]
	for _, o := range all {
		switch have := min(o.all, most); {
		case have < least:
			continue
		case have == least:
			if spare == 0 {
				continue
			}
			spare--
		}
		kept = append(kept, o)
	}
	return kept, least
}
