package place

import (
	"maps"
	"slices"
	"strings"

	"fettle/internal/service"
)

// shortestStart is how many letters of a name are needed to complete it.
const shortestStart = 2

// Complete returns at most that many places whose names begin with a text,
// likeliest first, with the places that the text already names before them. It
// is for somebody who is still typing: a text that begins no name is no error.
func (f *Finder) Complete(text string, most int) ([]service.Near, error) {
	found, locateErr := f.Locate(text)
	fold := foldName(text)
	if len(fold) < shortestStart || strings.ContainsAny(fold, "0123456789") {
		return found, locateErr
	}
	names, err := f.names()
	if err != nil {
		return nil, err
	}
	search := nameSearch{names, f.gazetteer}
	for _, near := range titles(search.beginning(fold, most)) {
		if len(found) < most && !slices.ContainsFunc(found, func(n service.Near) bool { return n.Name == near.Name }) {
			found = append(found, near)
		}
	}
	if len(found) == 0 {
		return nil, locateErr
	}
	return found, nil
}

// beginning returns the places whose folded names begin with a text, likeliest
// first.
func (s nameSearch) beginning(fold string, most int) []candidate {
	starts := make(map[string]bool)
	for name := range s.names.byFold {
		if strings.HasPrefix(name, fold) {
			starts[name] = true
		}
	}
	at, _ := slices.BinarySearchFunc(s.gazetteer.towns, fold, func(t town, fold string) int { return strings.Compare(t.fold, fold) })
	for ; at < len(s.gazetteer.towns) && strings.HasPrefix(s.gazetteer.towns[at].fold, fold); at++ {
		starts[s.gazetteer.towns[at].fold] = true
	}
	var found []candidate
	for _, name := range slices.Sorted(maps.Keys(starts)) {
		found = append(found, s.named(name, nil)...)
	}
	slices.SortStableFunc(found, likelier)
	return found[:min(len(found), most)]
}
