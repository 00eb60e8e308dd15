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

// countOrganisations counts the organisations that have anything in a base, by
// the alphabet, which is the order of their numbers.
func (g *asker) countOrganisations(b base, statedOnly bool) []service.Option {
	names := g.columns.organisationDict
	fits, may := g.counters(0, names.len()), g.counters(1, names.len())
	countNumbers(b.fits, g.columns.organisations, fits)
	unstated := 0
	if !statedOnly {
		countNumbers(b.may, g.columns.organisations, may)
		unstated = int(fits[0] + may[0])
	}
	least, spare := fewest(fits, may)
	out := make([]service.Option, 0, mostOrganisations)
	for n := 1; n < len(fits); n++ {
		switch all := fits[n] + may[n]; {
		case all < least || all == 0:
			continue
		case all == least:
			if spare == 0 {
				continue
			}
			spare--
		}
		name := names.at(n)
		out = append(out, service.Option{ID: name, Label: name, Fits: int(fits[n]), MayFit: int(may[n]) + unstated})
	}
	return out
}

// countNumbers counts how often each number stands with a document of a set.
func countNumbers(s set, numbers []uint32, into []int32) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			into[numbers[i<<6+bits.TrailingZeros64(w)]]++
		}
	}
}

// fewest returns how many services an organisation must have to be among those
// that are counted, and how many of those that have just so many are.
func fewest(fits, may []int32) (least int32, spare int) {
	const most = 4096 // more services than this are as good as this many
	var with [most + 1]int32
	for n := 1; n < len(fits); n++ {
		with[min(fits[n]+may[n], most)]++
	}
	spare = mostOrganisations
	for least = most; least > 1 && spare > int(with[least]); least-- {
		spare -= int(with[least])
	}
	return least, spare
}
