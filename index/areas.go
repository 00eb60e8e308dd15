package index

import (
	"cmp"
	"slices"
	"strings"

	"fettle/internal/place"
	"fettle/internal/service"
)

// areaFilter answers in for every document: with a place in the area, or an area
// served that has to do with it, it is met. What has neither place nor area, or
// one of which it can't be told, is not stated, and so is what needs no travelling
// and does not say which areas it serves.
func (c *columns) areaFilter(want service.Area, served []place.Served) filter {
	f := filter{service.PaneArea, newSet(c.n), newSet(c.n)}
	lies := make([]service.Answer, c.heldDict.len())
	for i := range lies {
		lies[i] = place.LiesIn(strings.Fields(c.heldDict.at(i)), want)
	}
	serves := make([]service.Answer, len(c.areaDict))
	for i, area := range served {
		serves[i] = area.Reaches(want)
	}
	c.live.each(func(doc int) {
		held, areas := c.held[c.heldStart[doc]:c.heldStart[doc+1]], c.areas[c.areaStart[doc]:c.areaStart[doc+1]]
		answer := service.No
		if len(areas) == 0 && (len(held) == 0 || c.flags[doc]&flagRemote != 0) {
			answer = service.NotStated
		}
		f.put(doc, anyOf(anyOf(answer, lies, held), serves, areas))
	})
	return f
}

// anyOf is yes when one of the numbered answers is, not stated when one of them
// or the answer so far is not, else no.
func anyOf(sofar service.Answer, answers []service.Answer, numbers []uint32) service.Answer {
	for _, n := range numbers {
		switch {
		case answers[n] == service.Yes || sofar == service.Yes:
			return service.Yes
		case answers[n] == service.NotStated:
			sofar = service.NotStated
		}
	}
	return sofar
}

// mostAreas is how many areas the area pane counts at most.
const mostAreas = 24

// servedAreas returns the areas of areaDict made ready for questions.
func (c *columns) servedAreas(towns *place.TownPoints) []place.Served {
	out := make([]place.Served, len(c.areaDict))
	for i, area := range c.areaDict {
		out[i] = place.ReadServed(area, towns)
	}
	return out
}

// commonCouncils returns the codes of the councils that most documents lie in or
// serve, in the order of their names.
func (c *columns) commonCouncils() []string {
	count := map[string]int{}
	held := make([][]string, c.heldDict.len())
	for i := range held {
		held[i] = slices.DeleteFunc(strings.Fields(c.heldDict.at(i)), func(code string) bool { return place.KindOf(code) != place.KindDistrict })
	}
	for _, n := range c.held {
		for _, code := range held[n] {
			count[code]++
		}
	}
	serving := make([][]string, len(c.areaDict))
	for i, area := range c.areaDict {
		serving[i] = slices.DeleteFunc(place.CodesOf(area), func(code string) bool { return place.AreaName(code) == "" })
	}
	for _, n := range c.areas {
		for _, code := range serving[n] {
			count[code]++
		}
	}
	codes := make([]string, 0, len(count))
	for code := range count {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(x, y string) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	codes = codes[:min(len(codes), mostAreas)]
	slices.SortFunc(codes, func(x, y string) int {
		return cmp.Or(cmp.Compare(place.AreaName(x), place.AreaName(y)), cmp.Compare(x, y))
	})
	return codes
}

func (g *asker) countAreas(b base, statedOnly bool) []service.Option {
	c := g.columns
	out := make([]service.Option, c.areaOptions.len())
	for i := range out {
		code := c.areaOptions.at(i)
		out[i] = service.Option{ID: code, Label: place.AreaName(code)}
	}
	countSets(out, b, c.inArea, c.areaUnstated, statedOnly)
	return out
}

// areaFact says where a service is and what it serves: what has to do with the
// area that was asked for, or else all that is stated.
func areaFact(s *service.Service, want service.Area, towns *place.TownPoints) string {
	var met, others []string
	for i := range s.Locations {
		l := &s.Locations[i]
		name := councilOf(l.Codes)
		if !l.Visited() || name == "" {
			continue
		}
		if place.LiesIn(l.Codes, want) == service.Yes {
			met = addOnce(met, "is in "+name)
		}
		others = addOnce(others, "is in "+name)
	}
	for _, a := range s.Areas {
		name := a.Name
		if name == "" {
			name = a.Code
		}
		if place.ReadServed(a, towns).Reaches(want) == service.Yes {
			met = addOnce(met, "serves "+name)
		}
		others = addOnce(others, "serves "+name)
	}
	switch {
	case len(met) > 0:
		return strings.Join(met, ", ")
	case len(others) > 0:
		return strings.Join(others, ", ")
	case slices.ContainsFunc(s.How, service.How.Remote):
		return "no need to travel, and no area is stated"
	}
	return "in which area it is is not stated"
}

// councilOf returns the name of the council among codes, or the code of the
// first area when its name is not known; "" when there are none.
func councilOf(codes []string) string {
	for _, code := range codes {
		if name := place.AreaName(code); name != "" {
			return name
		}
	}
	return strings.Join(codes[:min(len(codes), 1)], "")
}

// addOnce adds a text that is not there yet.
func addOnce(to []string, text string) []string {
	if slices.Contains(to, text) {
		return to
	}
	return append(to, text)
}
