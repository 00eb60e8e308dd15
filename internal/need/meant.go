package need

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// leastMeant is how many letters of a plain word are read before it is finished.
const leastMeant = 4

// Meant returns the ids of the needs that plain words mean, in the order of the
// list: those that a service of that name would have, or one that is called by
// words that mean the same. Of a word from four letters on, the beginning is
// enough: "skin" means what "skint" does.
func (r *Rules) Meant(words string) []string {
	asked := stemsOf(words)
	if asked == "" {
		return nil
	}
	names := append([]string{words}, r.synonyms.of(asked)...)
	if len(names) == 1 && len(asked) >= leastMeant {
		for key, same := range r.synonyms.both {
			if strings.HasPrefix(key, asked) {
				names = append(append(names, key), same...)
			}
		}
	}
	meant := map[string]bool{}
	for _, name := range names {
		for _, found := range r.Find(&service.Service{Name: name}).Needs {
			meant[found.ID] = found.Weight >= threshold || meant[found.ID]
		}
	}
	var out []string
	for _, n := range Needs() {
		if meant[n.ID] {
			out = append(out, n.ID)
		}
	}
	return slices.Clip(out)
}
