package index

import (
	"cmp"
	"slices"
	"strings"

	"fettle/internal/service"
)

// organisationNumbers returns the numbers of the organisations by their names in
// small letters.
func (c *columns) organisationNumbers() map[string]uint32 {
	out := make(map[string]uint32, len(c.organisationDict))
	for n, name := range c.organisationDict {
		out[strings.ToLower(name)] = uint32(n)
	}
	return out
}

// organisationFilter is met by the documents of any of the organisations.
func (g *generation) organisationFilter(chosen []string) filter {
	c := g.columns
	f := filter{service.PaneOrganisation, newSet(c.n), newSet(c.n)}
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
const mostOrganisations = 1000

// countOrganisations counts the organisations that have anything in a base, by
// the alphabet.
func (g *generation) countOrganisations(b base, statedOnly bool) []service.Option {
	c := g.columns
	fits, may := make([]int32, len(c.organisationDict)), make([]int32, len(c.organisationDict))
	b.fits.each(func(doc int) { fits[c.organisations[doc]]++ })
	unstated := 0
	if !statedOnly {
		b.may.each(func(doc int) { may[c.organisations[doc]]++ })
		unstated = int(fits[0] + may[0])
	}
	var numbers []int
	for n := 1; n < len(fits); n++ {
		if fits[n]+may[n] > 0 {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) > mostOrganisations {
		slices.SortFunc(numbers, func(x, y int) int { return cmp.Or(cmp.Compare(fits[y]+may[y], fits[x]+may[x]), cmp.Compare(x, y)) })
		numbers = numbers[:mostOrganisations]
	}
	out := make([]service.Option, 0, len(numbers))
	for _, n := range numbers {
		name := c.organisationDict[n]
		out = append(out, service.Option{ID: name, Label: name, Fits: int(fits[n]), MayFit: int(may[n]) + unstated})
	}
	slices.SortFunc(out, func(x, y service.Option) int {
		return cmp.Or(strings.Compare(sortName(x.Label), sortName(y.Label)), strings.Compare(x.ID, y.ID))
	})
	return out
}
