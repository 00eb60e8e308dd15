package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fettle/internal/place"
	"fettle/internal/service"
)

// areaByRule answers in for one record, for the plain loop.
func (o oracle) areaByRule(s *service.Service, want service.Area) service.Answer {
	var said []service.Answer
	for _, l := range s.Locations {
		if l.Kind == "" || l.Kind == service.Physical {
			said = append(said, o.remembered(fmt.Sprint("lies", l.Codes, want.Code), func() service.Answer { return place.LiesIn(l.Codes, want) }))
		}
	}
	remote := slices.ContainsFunc(s.How, func(h service.How) bool { return h != service.AtVenue })
	if len(s.Areas) == 0 && remote {
		said = append(said, service.NotStated)
	}
	for _, a := range s.Areas {
		said = append(said, o.remembered("reaches "+a.Name+want.Code, func() service.Answer { return place.ReadServed(a, o.towns).Reaches(want) }))
	}
	switch {
	case slices.Contains(said, service.Yes):
		return service.Yes
	case len(said) == 0 || slices.Contains(said, service.NotStated):
		return service.NotStated
	}
	return service.No
}

func (o oracle) remembered(key string, answer func() service.Answer) service.Answer {
	if _, known := o.suits[key]; !known {
		o.suits[key] = answer()
	}
	return o.suits[key]
}

func TestAreas(t *testing.T) {
	visited := func(id, name string, codes ...string) service.Service {
		return service.Service{ID: id, Name: name, How: []service.How{service.AtVenue}, Locations: []service.Location{{Codes: codes}}}
	}
	serving := func(id, name string, areas ...string) service.Service {
		s := service.Service{ID: id, Name: name, How: []service.How{service.ByPhone}}
		for _, a := range areas {
			s.Areas = append(s.Areas, service.Area{Name: a})
		}
		return s
	}
	two := visited("f/6", "two places", "E07000123")
	two.Locations = append(two.Locations, service.Location{}, service.Location{Kind: service.Postal, Codes: []string{"E07000121"}})
	lib := testLibrary(t, []service.Service{
		visited("f/1", "in lancaster", "E07000121", "E10000017"), visited("f/2", "in preston", "E07000123", "E10000017"), visited("f/3", "who knows"),
		serving("f/4", "serves the county", "Lancashire"), serving("f/5", "serves the lakes", "South Lakeland"), two,
		serving("f/7", "serves anybody"), serving("f/8", "serves the bay", "Morecambe Bay", "Preston"),
	})
	for want, is := range map[string]string{
		"E07000121": "f/1 f/4 ? f/7 f/8 f/6 f/3", "E10000017": "f/1 f/2 f/4 f/8 f/6 ? f/7 f/3", "E06000064": "f/5 ? f/7 f/8 f/6 f/3",
	} {
		result, err := lib.Search(t.Context(), service.Query{In: &service.Area{Code: want}, Sort: service.SortName, Facets: true, Now: testNow()})
		if err != nil {
			t.Fatal(err)
		}
		got := listed(result)
		if slices.Sort(got); fmt.Sprint(got) != fmt.Sprint(sorted(is)) {
			t.Errorf("in %s: %v, want %s", want, got, is)
		}
		fit, reasons, err := lib.Explain(t.Context(), service.Query{In: &service.Area{Code: want, Name: place.AreaName(want)}, Now: testNow()}, "f/2")
		if err != nil || len(reasons) != 1 || reasons[0].Pane != service.PaneArea || reasons[0].Fact != "is in Preston" {
			t.Errorf("explained as %s %+v, %v", fit, reasons, err)
		}
	}
	more, err := lib.Relax(t.Context(), service.Query{In: &service.Area{Code: "E06000064"}, Now: testNow()})
	if err != nil || len(more) != 1 || more[0].Gain != "7 more in other areas" {
		t.Errorf("relaxed to %+v, %v", more, err)
	}
}

func listed(r service.Result) []string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.Service.ID+map[service.Fit]string{service.MayFit: "?"}[h.Fit])
	}
	return out
}

// sorted reads ids of which those after a question mark may fit.
func sorted(ids string) []string {
	var out []string
	mark := ""
	for _, id := range strings.Fields(ids) {
		if id == "?" {
			mark = "?"
			continue
		}
		out = append(out, id+mark)
	}
	slices.Sort(out)
	return out
}
