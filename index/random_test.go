package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

// The present moment of every test here: a Tuesday morning.
func testNow() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, when.London()) }

// The made-up words are their own stems, so that a plain loop finds them too.
var testWords = []string{"bolt", "crag", "fern", "gorse", "heath", "knoll", "marsh", "peat", "ridge", "tarn", "support"}

func some[T any](r *rand.Rand, from []T, most int) []T {
	var out []T
	for range r.IntN(most + 1) {
		out = append(out, from[r.IntN(len(from))])
	}
	return out
}

func randomService(r *rand.Rand, number int) service.Service {
	feeds := []string{"east", "west", "made-up"}
	s := service.Service{ID: fmt.Sprintf("%s/%04d", feeds[r.IntN(len(feeds))], number)}
	s.Name = strings.Join(append(some(r, testWords, 3), fmt.Sprintf("group%d", r.IntN(40))), " ")
	s.Organisation.Name = strings.Join(some(r, testWords, 2), " ")
	s.Description = strings.Join(some(r, testWords, 8), " ")
	if r.IntN(2) == 0 {
		low, high := float64(r.IntN(80)), float64(20+r.IntN(80))
		if r.IntN(3) > 0 {
			s.Age.Min = &low
		}
		if r.IntN(3) > 0 {
			s.Age.Max = &high
		}
		s.Age.Recommended = r.IntN(6) == 0
		s.Found.OfChildren = r.IntN(4) == 0
	}
	if r.IntN(4) == 0 {
		high := float64(10 + r.IntN(60))
		s.Found.Age = service.Age{Max: &high, Recommended: true, Words: "under that", Origin: service.OriginName}
	}
	for range r.IntN(3) {
		l := service.Location{Kind: []service.LocationKind{"", service.Physical, service.Postal, service.Virtual}[r.IntN(4)]}
		if r.IntN(4) > 0 {
			l.Point, l.Level = &service.Point{Lat: 53.5 + r.Float64()*0.6, Lon: -3 + r.Float64()*0.8}, service.LevelPoint
		}
		l.Codes = [][]string{nil, {"E07000121", "E10000017"}, {"E06000064"}}[r.IntN(3)]
		s.Locations = append(s.Locations, l)
	}
	s.How = slices.Compact(some(r, service.Hows(), 2))
	s.Cost.Free = []service.Answer{service.Yes, service.No, service.NotStated}[r.IntN(3)]
	for _, n := range some(r, need.Needs()[:6], 3) {
		if !slices.ContainsFunc(s.Found.Needs, func(f service.NeedFound) bool { return f.ID == n.ID }) {
			s.Found.Needs = append(s.Found.Needs, service.NeedFound{ID: n.ID, Weight: r.Float64()})
		}
	}
	for _, id := range some(r, []string{"carer", "veteran", "women-only", "men-only"}, 2) {
		if !hasCircumstance(&s, id) {
			s.Found.Circumstances = append(s.Found.Circumstances, service.NeedFound{ID: id, Weight: 1})
		}
	}
	for _, id := range some(r, []string{"carer", "veteran", "women-only", "men-only", "suicide-loss", "small-children", "young-carers"}, 2) {
		if r.IntN(3) == 0 {
			s.Found.OnlyFor = append(s.Found.OnlyFor, service.NeedFound{ID: id, Weight: 1})
		}
	}
	s.Access = slices.Compact(some(r, service.Accesses(), 2))
	s.Languages = slices.Compact(some(r, []string{"Polish", "Urdu", "Welsh"}, 2))
	s.Accessibility = some(r, []string{"Hearing loop", "Car park", "Step-free", "Tea"}, 2)
	if r.IntN(2) == 0 {
		s.Terms = []service.Term{{Vocabulary: "esdServiceTypes", ID: "1", Name: []string{"Lunch clubs", "Libraries"}[r.IntN(2)]}}
	}
	if s.Cost.Free == service.No && r.IntN(2) == 0 {
		pounds := float64(1 + r.IntN(9))
		s.Cost.Options = []service.CostOption{{Pounds: &pounds}}
	}
	for range r.IntN(3) {
		s.Sessions = append(s.Sessions, randomSession(r))
	}
	for range r.IntN(3) {
		s.Areas = append(s.Areas, []service.Area{{Name: "Lancaster"}, {Name: "Kendal"}, {Name: "England"}}[r.IntN(3)])
	}
	if r.IntN(2) == 0 {
		s.Assured.On = service.DateOf(testNow().AddDate(0, 0, -r.IntN(900)))
	}
	if r.IntN(8) == 0 {
		s.Status = service.StatusTemporarilyClosed
	}
	s.Raw = []byte(fmt.Sprintf(`{"id":%d}`, number))
	return s
}

func randomSession(r *rand.Rand) service.Session {
	s := service.Session{Freq: service.Weekly}
	for _, d := range some(r, service.Weekdays(), 2) {
		s.Days = append(s.Days, service.Day{Day: d})
	}
	if r.IntN(5) > 0 {
		from := r.IntN(22 * 4)
		s.From = service.ClockAt(from * 15)
		if r.IntN(5) > 0 {
			s.To = service.ClockAt(min(from+1+r.IntN(12), 95) * 15)
		}
	}
	if r.IntN(6) == 0 {
		s.ValidTo = service.DateOf(testNow().AddDate(0, 0, r.IntN(60)-30))
	}
	if r.IntN(10) == 0 {
		s = service.Session{Words: "Ring for times"}
	}
	return s
}

func randomQuery(t *testing.T, r *rand.Rand) service.Query {
	q := service.Query{Now: testNow(), Facets: true}
	if r.IntN(2) == 0 {
		q.Words = strings.Join(some(r, testWords, 2), " ")
		if r.IntN(3) == 0 {
			q.Words = strings.TrimSpace(q.Words + fmt.Sprintf(" %s group%d", []string{"nowhere", `"bolt"`, "please"}[r.IntN(3)], r.IntN(40)))
			q.Wording = []service.Wording{service.AllWords, service.TellingWords, service.SomeWords}[r.IntN(3)]
		}
	}
	if r.IntN(3) == 0 {
		age := r.IntN(100)
		q.Age = &age
	}
	if r.IntN(2) == 0 {
		q.Near = &service.Near{Point: service.Point{Lat: 53.5 + r.Float64()*0.6, Lon: -3 + r.Float64()*0.8}, Areas: []service.Area{{Name: "Lancaster", Code: "E07000121"}}}
		q.Within = []float64{0, 1, 3, 10, 20}[r.IntN(5)]
		q.Near.Level = []service.Level{"", service.LevelUnit, service.LevelSector, service.LevelDistrict}[r.IntN(4)]
	}
	if r.IntN(5) == 0 {
		q.In = &service.Area{Code: []string{"E07000121", "E10000017", "E06000064", "E12000002"}[r.IntN(4)]}
	}
	for range r.IntN(3) {
		text := []string{"mon", "tue-morning", "wed 10:00-14:00", "now", "weekend", "evening", "2026-11-26", "fri-afternoon"}[r.IntN(8)]
		windows, err := when.ParseWindows(text, q.Now)
		if err != nil {
			t.Fatal(err)
		}
		q.When = append(q.When, windows...)
	}
	if r.IntN(3) == 0 {
		q = q.Choose(service.PaneNeed, need.Needs()[r.IntN(6)].ID, need.Needs()[r.IntN(8)].ID)
	}
	if r.IntN(3) == 0 {
		q = q.Choose(service.PaneHow, string(service.Hows()[r.IntN(4)]))
	}
	if r.IntN(3) == 0 {
		q = q.Choose(service.PaneCost, []string{service.CostFree, service.CostLow, service.CostPriced}[r.IntN(3)])
	}
	if r.IntN(3) == 0 {
		pane := []service.Pane{service.PaneCircumstance, service.PaneFor, service.PaneAccess, service.PaneLanguage, service.PaneAccessible, service.PaneType}[r.IntN(6)]
		q = q.Choose(pane, some(r, map[service.Pane][]string{
			service.PaneCircumstance: {"carer", "veteran"}, service.PaneFor: {"women", "men", "mixed"},
			service.PaneAccess: {"drop-in", "appointment"}, service.PaneLanguage: {"Polish", "welsh"},
			service.PaneAccessible: {"hearing-loop", "parking", "step-free"}, service.PaneType: {"lunch clubs"},
		}[pane], 2)...)
	}
	if r.IntN(6) == 0 {
		q.CheckedWithin = []int{30, 90, 400}[r.IntN(3)]
	}
	if r.IntN(6) == 0 {
		q = q.Choose(service.PaneFeed, "east", "nowhere")
	}
	if r.IntN(8) == 0 {
		q = q.Choose(service.PaneOrganisation, testWords[r.IntN(3)], strings.ToUpper(testWords[3+r.IntN(7)]))
	}
	q.StatedOnly = r.IntN(4) == 0
	q.Sort = service.Sorts()[r.IntN(len(service.Sorts()))]
	return q
}
