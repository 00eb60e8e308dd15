package index

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/internal/when"
)

// Whatever the engine lists, the explanation says the same of, service by
// service; and what is to be given up brings exactly what is said.
func TestExplanationsAndConcessionsAgreeWithTheAnswer(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 17))
	records := randomRecords(r, 120)
	lib := testLibrary(t, records.records)
	for range 120 {
		q := randomQuery(t, r)
		q.Facets = false
		got, err := lib.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		fit := map[string]service.Fit{}
		for _, h := range got.Hits {
			fit[h.Service.ID] = h.Fit
		}
		for i := range records.records {
			id := records.records[i].ID
			want := service.Fails
			if f, listed := fit[id]; listed {
				want = f
			}
			said, reasons, err := lib.Explain(t.Context(), q, id)
			if err != nil || said != want {
				t.Fatalf("%s is %s in the answer and %s in the explanation (%v): %+v", id, want, said, err, reasons)
			}
			for _, reason := range reasons {
				if reason.Fact == "" && reason.Pane != service.PaneWhen {
					t.Fatalf("%s: no fact for %s", id, reason.Pane)
				}
			}
		}
		relaxed, err := lib.Relax(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range relaxed {
			more, err := lib.Search(t.Context(), c.Query)
			if err != nil {
				t.Fatal(err)
			}
			if more.Fits-got.Fits != c.Fits || more.Total-got.Total != c.Listed || c.Fits <= 0 && c.Listed <= 0 {
				t.Fatalf("%q brings %d and %d, not %d and %d", c.Gain, more.Fits-got.Fits, more.Total-got.Total, c.Fits, c.Listed)
			}
		}
	}
}

func TestReasonsReadWell(t *testing.T) {
	fifty := 50.0
	s := service.Service{
		ID: "f/1", Name: "Bamber Coffee Morning", Age: service.Age{Min: &fifty}, How: []service.How{service.AtVenue},
		Cost:      service.Cost{Free: service.Yes},
		Sessions:  []service.Session{{Freq: service.Weekly, Days: []service.Day{{Day: 2}}, From: "10:00", To: "12:00"}},
		Locations: []service.Location{{Point: &service.Point{Lat: 53.72, Lon: -2.66}}},
		Found:     service.Found{Needs: []service.NeedFound{{ID: "company", Weight: 1, Evidence: []service.Evidence{{Where: "name", Words: "Coffee Morning"}}}}},
	}
	lib := testLibrary(t, []service.Service{s})
	windows, err := when.ParseWindows("mon-morning", testNow())
	if err != nil {
		t.Fatal(err)
	}
	age := 40
	q := service.Query{Words: "coffee dogs", Age: &age, Near: &service.Near{Point: service.Point{Lat: 53.73, Lon: -2.66}}, When: windows, Now: testNow()}
	q = q.Choose(service.PaneNeed, "company").Choose(service.PaneCost, "free").Choose(service.PaneLanguage, "Polish")
	fit, reasons, err := lib.Explain(t.Context(), q, "f/1")
	if err != nil || fit != service.Fails {
		t.Fatalf("%s, %v", fit, err)
	}
	var said []string
	for _, r := range reasons {
		answer := string(r.Answer)
		if answer == "" {
			answer = "not stated"
		}
		said = append(said, answer+": "+r.Fact)
	}
	want := strings.Join([]string{
		"yes: “Coffee” is in the name",
		"no: does not say “dogs”",
		"no: ages 50 and over",
		"yes: it is 0.7 miles as the crow flies, about 20 min walk",
		"no: " + when.Words(s.Sessions[0]),
		"yes: Company and loneliness: the name says “Coffee Morning”",
		"yes: Free",
		"not stated: not stated",
	}, "\n")
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestWhyWhatIsFartherThanAskedForFits asks around a place of which only the middle
// is known.
func TestWhyWhatIsFartherThanAskedForFits(t *testing.T) {
	lib := testLibrary(t, []service.Service{{ID: "f/1", Name: "Club", Locations: []service.Location{{Point: &service.Point{Lat: 53.82, Lon: -2.5}}}}})
	near := service.Near{Name: "BB2", Level: service.LevelDistrict, Point: service.Point{Lat: 53.73, Lon: -2.5}}
	for within, want := range map[float64]string{
		7: "it is about 6 miles as the crow flies",
		5: "it is about 6 miles as the crow flies from the middle of BB2, and nearer to some of it",
		2: "it is about 6 miles as the crow flies",
	} {
		fit, reasons, err := lib.Explain(t.Context(), service.Query{Near: &near, Within: within, Now: testNow()}, "f/1")
		if err != nil || len(reasons) != 1 || reasons[0].Fact != want || (fit == service.Fits) != (within > 2) {
			t.Errorf("within %g: %s, %+v (%v), want %q", within, fit, reasons, err, want)
		}
	}
}

// TestAgesThatAreNoLimitAreExplained asks for a parent's age where the ages are the
// children's, and for one outside what the name says.
func TestAgesThatAreNoLimitAreExplained(t *testing.T) {
	four, sixty := 4.0, 60.0
	lib := testLibrary(t, []service.Service{
		{ID: "f/tots", Name: "Tots", Age: service.Age{Max: &four}, Found: service.Found{OfChildren: true}},
		{ID: "f/club", Name: "Over 60s", Found: service.Found{Age: service.Age{Min: &sixty, Recommended: true, Origin: service.OriginName, Words: "Over 60s"}}},
	})
	for _, c := range []struct {
		id   string
		age  int
		fit  service.Fit
		fact string
	}{
		{"f/tots", 3, service.Fits, "ages up to 4"},
		{"f/tots", 28, service.MayFit, "ages up to 4: the ages are the children's"},
		{"f/tots", 10, service.Fails, "ages up to 4"},
		{"f/club", 28, service.MayFit, "ages 60 and over, the name says “Over 60s”"},
		{"f/club", 72, service.Fits, "ages 60 and over, the name says “Over 60s”"},
	} {
		q := service.Query{Age: &c.age, Now: testNow()}
		fit, reasons, err := lib.Explain(t.Context(), q, c.id)
		if err != nil || fit != c.fit || len(reasons) == 0 || reasons[0].Fact != c.fact {
			t.Errorf("%s at %d: %s %+v, %v; want %s %q", c.id, c.age, fit, reasons, err, c.fit, c.fact)
		}
		if result, err := lib.Search(t.Context(), q); err != nil || strings.Contains(order(t, lib, q), c.id) != (c.fit != service.Fails) {
			t.Errorf("%s at %d: listed %+v, %v", c.id, c.age, result.Hits, err)
		}
	}
}

// TestWordsThatSayNothingAreNotOfferedToBeLeftOut asks for words of which each
// alone keeps a service away.
func TestWordsThatSayNothingAreNotOfferedToBeLeftOut(t *testing.T) {
	lib := testLibrary(t, []service.Service{{ID: "f/1", Name: "Lunch"}, {ID: "f/2", Name: "Lunch zumba"}, {ID: "f/3", Name: "Art lunch"}})
	offered := func(words string, typing bool) string {
		t.Helper()
		more, err := lib.Relax(t.Context(), service.Query{Words: words, Typing: typing, Wording: service.AllWords, Now: testNow()})
		if err != nil {
			t.Fatal(err)
		}
		var gains []string
		for _, r := range more {
			gains = append(gains, r.Gain)
		}
		return strings.Join(gains, "; ")
	}
	for words, want := range map[string]string{
		"lunch zumba":     "2 more without the word “zumba”",
		"lunch a":         "",
		"lunch looking":   "",
		`lunch "looking"`: "3 more without the word “looking”",
	} {
		if got := offered(words, true); got != want {
			t.Errorf("%s: offered is %q, want %q", words, got, want)
		}
	}
}
