package index

import (
	"slices"
	"testing"

	"fettle/internal/service"
)

// TestPhrasesOfTheSameMeaningAreKept asks twice for a word that a phrase means
// the same as, so that the second answer is that which was kept, and again in a
// library that was updated in between.
func TestPhrasesOfTheSameMeaningAreKept(t *testing.T) {
	dir := t.TempDir()
	records := []service.Service{
		{ID: "a/both", Name: "Lune Trust", Description: "For children, that is for young people."},
		{ID: "a/faint", Name: "Crag Club", Description: "All young people are welcome."},
		{ID: "a/apart", Name: "Bolt Club", Description: "Young at heart, people of any age."},
		{ID: "a/named", Name: "Young people of Lune", Description: "A group."},
		{ID: "a/word", Name: "Children of Lune", Description: "A group."},
	}
	put(t, dir, records...)
	lib, err := Open(dir, Options{Synonyms: func(words string) []string {
		if words == "children" {
			return []string{"young people"}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	ask := func() []string {
		found, err := lib.Search(t.Context(), service.Query{Words: "children", Now: testNow()})
		if err != nil || !slices.Equal(found.Alike, []string{"young people"}) {
			t.Fatalf("looked for %q too: %v", found.Alike, err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, h.Service.ID)
		}
		return ids
	}
	want := []string{"a/word", "a/named", "a/both", "a/faint"}
	for range 2 {
		if got := ask(); !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
	}
	put(t, dir, append(records, service.Service{ID: "a/new", Name: "Young people of Crag"})...)
	if _, err := lib.Refresh(); err != nil {
		t.Fatal(err)
	}
	if got := ask(); len(got) != 5 || !slices.Contains(got, "a/new") {
		t.Errorf("after an update, found %q", got)
	}
}
