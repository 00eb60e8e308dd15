package index

import (
	"math/bits"
	"strings"

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
	most := make([]organisationCount, 0, 4*mostOrganisations)
	least := int32(0) // of so many or fewer, no more are taken
	unstated := 0
	for number, have := range counts {
		all, fits := have[0]+have[1], have[0]
		switch t.left {
		case fitting: // those that may fit were counted, and the others
			all = int32(c.organisationTotal[number]) - have[1]
			fits = all - have[0]
		case maybe: // those that fit, and the others
			all = int32(c.organisationTotal[number]) - have[1]
		}
		switch {
		case number == 0 && !statedOnly:
			unstated = int(all)
			continue
		case number == 0, all <= least:
			continue
		}
		if most = append(most, organisationCount{number, fits, all}); len(most) == cap(most) {
			most, least = withMost(most)
		}
	}
	most, _ = withMost(most)
	return c.organisationOptions(most, unstated)
}

// organisationOptions writes counts as options, which those that state no
// organisation may fit. The names share one text.
func (c *columns) organisationOptions(counts []organisationCount, unstated int) []service.Option {
	var names []byte
	for _, o := range counts {
		names = append(names, c.organisationDict.bytes(o.number)...)
	}
	rest := string(names)
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
	var with [most + 1]int
	for _, o := range all {
		with[min(o.all, most)]++
	}
	spare := mostOrganisations // how many of those with the least are taken
	for least = most; spare > with[least]; least-- {
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
