package index

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"fettle/internal/service"
)

// TestMostOrganisations asks a library with more organisations than are counted,
// by a filter that fits few, that may fit most or that leaves most out, and
// compares the options with a plain count.
func TestMostOrganisations(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	records := make([]service.Service, 3000)
	for i := range records {
		s := service.Service{ID: fmt.Sprintf("a/%04d", i), Name: "Group", Cost: service.Cost{Free: []service.Answer{service.Yes, service.No, service.NotStated}[i%7%3]}}
		if i%100 > 0 {
			s.Organisation.Name = fmt.Sprintf("Trust %04d", min(r.IntN(1500), r.IntN(1500)))
		}
		if r.IntN(10) == 0 {
			s.Languages = []string{"welsh"}
		}
		if i%5 > 0 {
			s.How = []service.How{service.ByPhone}
		}
		records[i] = s
	}
	lib := testLibrary(t, records)
	for name, q := range map[string]service.Query{
		"free":         service.Query{}.Choose(service.PaneCost, service.CostFree),
		"priced":       service.Query{}.Choose(service.PaneCost, service.CostPriced),
		"Welsh":        service.Query{}.Choose(service.PaneLanguage, "welsh"),
		"by phone":     service.Query{}.Choose(service.PaneHow, string(service.ByPhone)),
		"stated alone": service.Query{StatedOnly: true}.Choose(service.PaneLanguage, "welsh"),
		"everything":   {},
	} {
		q.Now, q.Facets = testNow(), true
		got, err := lib.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if want := plainOrganisations(got.Hits, q.StatedOnly); !slices.Equal(got.Facets[service.PaneOrganisation], want) {
			t.Errorf("%s: the organisations are\n%v\nwant\n%v", name, got.Facets[service.PaneOrganisation], want)
		}
	}
}

// plainOrganisations counts the organisations of an answer one by one.
func plainOrganisations(hits []service.Hit, statedOnly bool) []service.Option {
	unstated := 0
	counts := map[string]*service.Option{}
	for _, h := range hits {
		name := h.Service.Organisation.Name
		switch {
		case name == "":
			unstated++
			continue
		case counts[name] == nil:
			counts[name] = &service.Option{ID: name, Label: name}
		}
		if h.Fit == service.Fits {
			counts[name].Fits++
		} else {
			counts[name].MayFit++
		}
	}
	var all []service.Option
	for _, o := range counts {
		all = append(all, *o)
	}
	slices.SortFunc(all, func(x, y service.Option) int {
		return cmp.Or(cmp.Compare(y.Fits+y.MayFit, x.Fits+x.MayFit), cmp.Compare(x.ID, y.ID))
	})
	all = all[:min(len(all), mostOrganisations)]
	slices.SortFunc(all, func(x, y service.Option) int { return cmp.Compare(x.ID, y.ID) })
	for i := range all {
		if !statedOnly {
			all[i].MayFit += unstated
		}
	}
	return all
}
