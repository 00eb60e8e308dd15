package index

import (
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// The reasons for words quote what the record says, and say where.
func TestReasonsQuoteTheRecord(t *testing.T) {
	dir := t.TempDir()
	put(t, dir,
		service.Service{
			ID: "f/1", Name: "Coffee Mornings for all", Description: "We meet at the library.\n\nCounselling can be arranged, and there's a memory café.",
			Found: service.Found{Needs: []service.NeedFound{{ID: "company"}}}, Organisation: service.Organisation{Name: "Lune Friends"}, Terms: []service.Term{{Name: "Lunch clubs"}},
			Locations: []service.Location{{Name: "Scout hut", Address: service.Address{Town: "Bamber Bridge"}}},
		},
	)
	lib, err := Open(dir, Options{Synonyms: func(words string) []string {
		return map[string][]string{"lonely": {"befriending", "memory morning", "coffee morning"}, "dinner": {"lunch club"}, "isolated": {"loneliness"}}[strings.Trim(words, ",")]
	}})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for _, tt := range []struct {
		words        string
		typing       bool
		fact, source string
	}{
		{words: "coffee", fact: "“Coffee” is in the name", source: "name"},
		{words: "lune", fact: "“Lune” is in the organisation “Lune Friends”", source: "organisation"},
		{words: "bridge", fact: "“Bridge” is in the place “Bamber Bridge”", source: "place"},
		{words: `"bamber bridge"`, fact: "“Bamber Bridge” is in the place", source: "place"},
		{words: "cafe", fact: "“café” is in the description", source: "description"},
		{words: "counsel", fact: "“Counselling” is in the description", source: "description"},
		{words: "couns", typing: true, fact: "“Counselling” is in the description", source: "description"},
		{words: "lonely", fact: "“Coffee Mornings” is in the name: “lonely” asks for that too", source: "name"},
		{words: "lonely,", fact: "“Coffee Mornings” is in the name: “lonely” asks for that too", source: "name"},
		{words: "dinner", fact: "“Lunch clubs” is in the term: “dinner” asks for that too", source: "term"},
		{words: "isolated", fact: "“loneliness” is in the need “Company and loneliness”: “isolated” asks for that too", source: "need"},
		{words: "libray", fact: "the description says “library”, which “libray” was taken for", source: "description"},
		{words: "zebra", fact: "does not say “zebra”", source: "record"},
	} {
		q := service.Query{Words: tt.words, Typing: tt.typing, Now: testNow()}
		_, reasons, err := lib.Explain(t.Context(), q, "f/1")
		if err != nil || len(reasons) != 1 || reasons[0].Fact != tt.fact || reasons[0].Source != tt.source {
			t.Errorf("%s: %+v, %v", tt.words, reasons, err)
		}
	}
	found, err := lib.Search(t.Context(), service.Query{Words: "lonely dinner coffee", Now: testNow()})
	if want := []string{"befriending", "coffee morning", "lunch club", "memory morning"}; err != nil || !slices.Equal(found.Alike, want) {
		t.Errorf("looked for %q too, want %q, %v", found.Alike, want, err)
	}
}
