package place

import (
	"cmp"
	"slices"
	"strings"

	"fettle/internal/service"
)

// How near to a service a place counts as one of this library's parts of the
// country, how far a town of the addresses may lie from one of the built-in
// list to be the same, and how many answers and suggestions are given.
const (
	servedMiles     = 10.0
	sameTownMiles   = 5.0
	mostNames       = 10
	mostSuggestions = 3
)

// nameSearch finds places by name in the built-in list and in the addresses.
type nameSearch struct {
	names     *nameList
	gazetteer *Gazetteer
}

// candidate is a place that a name may mean.
type candidate struct {
	near       service.Near
	name       placeName
	population int
	// attested says that addresses name the town, served that services are near.
	attested, served bool
}

// find returns the places that a text names, likeliest first.
func (s nameSearch) find(text string) []service.Near {
	if found := s.named(foldName(text), nil); len(found) > 0 {
		return titles(found)
	}
	parts := strings.Split(text, ",")
	if len(parts) > 1 {
		return titles(s.named(foldName(parts[0]), foldAll(parts[1:])))
	}
	words := strings.Fields(foldName(text))
	for n := len(words) - 1; n > 0; n-- {
		found := s.named(strings.Join(words[:n], " "), []string{strings.Join(words[n:], " ")})
		if len(found) > 0 {
			return titles(found)
		}
	}
	return nil
}

// foldAll returns the folded forms of texts, without empty ones.
func foldAll(texts []string) []string {
	folds := make([]string, 0, len(texts))
	for _, t := range texts {
		if fold := foldName(t); fold != "" {
			folds = append(folds, fold)
		}
	}
	return folds
}

// named returns the places that go by a folded name and lie within all the
// areas named, likeliest first: those that addresses name, those near services,
// then the larger ones.
func (s nameSearch) named(fold string, areas []string) []candidate {
	var found []candidate
	for _, p := range s.names.find(fold) {
		if !slices.ContainsFunc(areas, func(a string) bool { return !p.within(a) }) {
			found = append(found, candidate{
				near: p.near(), name: p, population: p.population, served: s.gazetteer.servesNear(p.point, servedMiles),
			})
		}
	}
	if t, ok := s.gazetteer.town(fold); ok {
		found = s.addTown(found, t, areas)
	}
	slices.SortStableFunc(found, likelier)
	return found[:min(len(found), mostNames)]
}

// likelier orders places by how likely they are meant: those that addresses
// name, those near services, then the larger ones.
func likelier(a, b candidate) int {
	return cmp.Or(truthFirst(a.attested, b.attested), truthFirst(a.served, b.served),
		cmp.Compare(b.population, a.population), cmp.Compare(a.near.Name, b.near.Name), cmp.Compare(a.near.Lat, b.near.Lat))
}

// truthFirst orders true before false.
func truthFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// addTown adds a town that addresses name, or marks the place of the built-in
// list that it is.
func (s nameSearch) addTown(found []candidate, t town, areas []string) []candidate {
	nearest, gap := -1, sameTownMiles
	for i, c := range found {
		if miles := c.near.Miles(t.spot.point()); miles <= gap {
			nearest, gap = i, miles
		}
	}
	if nearest >= 0 {
		found[nearest].attested = true
		return found
	}
	if slices.ContainsFunc(areas, func(a string) bool { return a != foldName(t.county) }) {
		return found
	}
	return append(found, candidate{near: t.near(), attested: true, served: true})
}

// near returns a town of the addresses as a place. With few addresses its
// middle is less sure.
func (t town) near() service.Near {
	miles := max(1.5, float64(t.spread)/100)
	if t.units < enoughForGroup {
		miles = max(3, miles)
	}
	near := nearAt(t.spot, t.name, service.LevelTown, miles)
	if t.county != "" && t.county != t.name {
		near.Name += ", " + t.county
		near.Areas = []service.Area{{Name: t.county}}
	}
	return near
}

// titles returns the places, with their district in the name where two would
// read alike. Of several, one that would stand alone has its country.
func titles(found []candidate) []service.Near {
	count := make(map[string]int)
	for _, c := range found {
		count[c.near.Name]++
	}
	nears := make([]service.Near, len(found))
	for i, c := range found {
		nears[i] = c.near
		if district := c.name.districtLabel(); count[c.near.Name] > 1 && district != "" {
			nears[i].Name = c.name.name + ", " + district + ", " + c.name.county.name
		}
		if country := c.name.county.country; len(found) > 1 && country != "" && !strings.Contains(nears[i].Name, ",") {
			nears[i].Name += ", " + country
		}
	}
	return nears
}

// notFound returns the error for a text that names nothing, with the names that
// come nearest to it.
func (s nameSearch) notFound(text string) *NotFoundError {
	name, _, qualified := strings.Cut(text, ",")
	fold := foldName(name)
	e := &NotFoundError{Text: quoted(text), Problem: "no place of that name is known; try a postcode, or the nearest town"}
	if code := areaCode(text); code != "" {
		e.Problem = AreaName(code) + " is a whole council's area; name a town or a postcode in it"
		return e
	}
	if qualified {
		for _, near := range titles(s.named(fold, nil)) {
			e.Suggestions = append(e.Suggestions, near.Name)
		}
	}
	if len(e.Suggestions) == 0 {
		e.Suggestions = s.suggestions(fold)
	}
	e.Suggestions = e.Suggestions[:min(len(e.Suggestions), mostSuggestions)]
	return e
}

// suggestion is a place whose name is so many slips away from what was typed.
type suggestion struct {
	candidate
	slips int
}

// suggestions returns the names of the places whose names are nearest to a
// folded text: begun by it, or a few slips away.
func (s nameSearch) suggestions(fold string) []string {
	var all []suggestion
	for known, slips := range s.nearFolds(fold) {
		for _, c := range s.named(known, nil) {
			all = append(all, suggestion{c, slips})
		}
	}
	slices.SortFunc(all, func(a, b suggestion) int {
		return cmp.Or(cmp.Compare(a.slips, b.slips), truthFirst(a.served, b.served),
			cmp.Compare(b.population, a.population), cmp.Compare(a.near.Name, b.near.Name))
	})
	var names []string
	for _, s := range all {
		if !slices.Contains(names, s.near.Name) {
			names = append(names, s.near.Name)
		}
	}
	return names
}

// nearFolds returns the folded names that a text begins, or comes near to, with
// how many slips are between them. Short names must be nearer.
func (s nameSearch) nearFolds(fold string) map[string]int {
	allowed := 2
	if len(fold) < 5 {
		allowed = 1
	}
	near := make(map[string]int)
	if len(fold) < 3 {
		return near
	}
	consider := func(known string) {
		if strings.HasPrefix(known, fold) {
			near[known] = 0
		} else if slips := slipsBetween(fold, known, allowed); slips <= allowed {
			near[known] = slips
		}
	}
	for known := range s.names.byFold {
		consider(known)
	}
	for _, t := range s.gazetteer.towns {
		consider(t.fold)
	}
	return near
}

// slipsBetween returns how many letters must be added, left out, changed or
// swapped with their neighbour to turn a into b, and most+1 when it is more
// than most.
func slipsBetween(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		if slices.Min(row) > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], most+1)
}
