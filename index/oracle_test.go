package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/when"
)

// oracle answers a question by a plain loop over the records, written from the
// rules and from nothing of the engine.
type oracle struct {
	records []service.Service
	// suits remembers which windows suit a record and which areas cover the
	// places asked for, which is slow to work out.
	suits map[string]service.Answer
	towns *place.TownPoints
	// counts remembers how many records have a word.
	counts map[string]int
}

func randomRecords(r *rand.Rand, n int) oracle {
	o := oracle{records: make([]service.Service, n), suits: map[string]service.Answer{}, towns: place.NewTownPoints(), counts: map[string]int{}}
	for i := range o.records {
		o.records[i] = randomService(r, i)
	}
	return o
}

func (o oracle) whenByRule(s *service.Service, q service.Query) service.Answer {
	key := s.ID
	for _, w := range q.When {
		key += " " + w.ID + string(w.On)
	}
	answer, known := o.suits[key]
	if !known {
		answer = when.Suits(s.Sessions, q.When, q.Now)
		o.suits[key] = answer
	}
	return answer
}

func (o oracle) answers(s *service.Service, q service.Query) map[service.Pane]service.Answer {
	out := map[service.Pane]service.Answer{}
	if q.Age != nil {
		out[service.PaneAge] = ageByRule(s, *q.Age)
	}
	if q.Near != nil {
		out[service.PaneWhere] = o.whereByRule(s, q)
	}
	if q.In != nil {
		out[service.PaneArea] = o.areaByRule(s, *q.In)
	}
	if len(q.When) > 0 {
		out[service.PaneWhen] = o.whenByRule(s, q)
	}
	if len(q.Choices) > 0 {
		o.answerChoices(s, q, out)
	}
	if q.CheckedWithin > 0 {
		days, stated := s.Assured.On.DaysBefore(service.DateOf(q.Now))
		switch {
		case !stated:
			out[service.PaneChecked] = service.NotStated
		case days <= q.CheckedWithin:
			out[service.PaneChecked] = service.Yes
		default:
			out[service.PaneChecked] = service.No
		}
	}
	return out
}

// ageByRule answers whether somebody of an age may come: by the ages of the
// record, else by those that its words say.
func ageByRule(s *service.Service, years int) service.Answer {
	a := s.Age
	if a.Min == nil && a.Max == nil {
		a = s.Found.Age
	}
	n := float64(years)
	switch {
	case a.Min == nil && a.Max == nil:
		return service.NotStated
	case (a.Min == nil || n >= *a.Min) && (a.Max == nil || n <= *a.Max):
		return service.Yes
	case a.Recommended, s.Found.OfChildren && years > 15 && years < 61:
		return service.NotStated
	}
	return service.No
}

func (o oracle) answerChoices(s *service.Service, q service.Query, out map[service.Pane]service.Answer) {
	has := map[service.Pane][]string{service.PaneFeed: {s.Feed()}}
	if s.Organisation.Name != "" {
		has[service.PaneOrganisation] = []string{s.Organisation.Name}
	}
	for _, n := range s.Found.Needs {
		has[service.PaneNeed] = append(has[service.PaneNeed], n.ID)
	}
	for _, h := range s.How {
		has[service.PaneHow] = append(has[service.PaneHow], string(h))
	}
	switch {
	case s.Cost.Free == service.Yes:
		has[service.PaneCost] = []string{"free"}
	case s.Cost.Free == service.No && len(s.Cost.Options) == 1 && *s.Cost.Options[0].Pounds <= 5:
		has[service.PaneCost] = []string{"priced", "low"}
	case s.Cost.Free == service.No:
		has[service.PaneCost] = []string{"priced"}
	}
	o.moreOptions(s, has)
	for pane, chosen := range q.Choices {
		out[pane] = answerByRule(pane, chosen, has[pane])
	}
}

func answerByRule(pane service.Pane, chosen, has []string) service.Answer {
	met := 0
	for _, id := range slices.Compact(slices.Sorted(slices.Values(chosen))) {
		if slices.Contains(has, strings.ToLower(id)) {
			met++
		}
	}
	switch {
	case pane == service.PaneAccessible && met < len(slices.Compact(slices.Sorted(slices.Values(chosen)))):
		return service.NotStated
	case met > 0:
		return service.Yes
	case len(has) == 0:
		return service.NotStated
	}
	return service.No
}

func (o oracle) moreOptions(s *service.Service, has map[service.Pane][]string) {
	women, men := false, false
	for _, n := range s.Found.Circumstances {
		has[service.PaneCircumstance] = append(has[service.PaneCircumstance], n.ID)
		women, men = women || n.ID == "women-only", men || n.ID == "men-only"
	}
	switch {
	case women && men:
		has[service.PaneFor] = []string{"women", "men", "mixed"}
	case women:
		has[service.PaneFor] = []string{"women"}
	case men:
		has[service.PaneFor] = []string{"men"}
	}
	for _, a := range s.Access {
		has[service.PaneAccess] = append(has[service.PaneAccess], string(a))
	}
	for _, l := range s.Languages {
		has[service.PaneLanguage] = append(has[service.PaneLanguage], strings.ToLower(l))
	}
	for _, a := range s.Accessibility {
		id := map[string]string{"Hearing loop": "hearing-loop", "Car park": "parking", "Step-free": "step-free"}[a]
		if id != "" {
			has[service.PaneAccessible] = append(has[service.PaneAccessible], id)
		}
	}
	for _, t := range s.Terms {
		has[service.PaneType] = append(has[service.PaneType], strings.ToLower(t.Name))
	}
}

func (o oracle) whereByRule(s *service.Service, q service.Query) service.Answer {
	radius := q.Within
	if radius == 0 {
		radius = 5
	}
	placed := false
	far := len(s.How) > 0 && !slices.Contains(s.How, service.AtVenue) && !slices.Contains(s.How, service.AtHome)
	for _, l := range s.Locations {
		if !far && (l.Kind == "" || l.Kind == service.Physical) && l.Point != nil {
			placed = true
			if q.Near.Miles(*l.Point) <= radius+q.Near.Slack() {
				return service.Yes
			}
		}
	}
	if placed {
		return service.No
	}
	if !slices.ContainsFunc(s.How, func(h service.How) bool { return h != service.AtVenue }) {
		return service.NotStated
	}
	if len(s.Areas) == 0 {
		return service.Yes
	}
	answer := service.No
	for _, a := range s.Areas {
		key := "covers " + a.Name
		covers, known := o.suits[key]
		if !known { // every place asked for is in the same area
			covers = place.Covers(a, *q.Near)
			o.suits[key] = covers
		}
		switch covers {
		case service.Yes:
			return service.Yes
		case service.NotStated:
			answer = service.NotStated
		case service.No:
		}
	}
	return answer
}

func (o oracle) fit(s *service.Service, q service.Query) service.Fit {
	if !o.worded(s, q) {
		return service.Fails
	}
	fit := service.Fits
	for _, a := range o.answers(s, q) {
		switch {
		case a == service.No, a == service.NotStated && q.StatedOnly:
			return service.Fails
		case a == service.NotStated:
			fit = service.MayFit
		}
	}
	return fit
}

// tells says how much a word tells: nothing of those that no record has or that
// only make a sentence, little where more than one in twenty records has it.
func (o oracle) tells(word string) int {
	n, known := o.counts[word]
	if !known {
		for i := range o.records {
			if hasWord(&o.records[i], word) {
				n++
			}
		}
		o.counts[word] = n
	}
	switch {
	case n == 0 || word == "please" || word == "support":
		return 0
	case n*20 > len(o.records):
		return 1
	}
	return 2
}

func hasWord(s *service.Service, word string) bool {
	return strings.Contains(" "+s.Name+" "+s.Organisation.Name+" "+s.Description+" ", " "+strings.Trim(word, `"`)+" ")
}

// kept returns the words that the wording of a question asks for, how much those
// tell of which any will do, and whether some are enough.
func (o oracle) kept(q service.Query) (kept []string, most int, some bool) {
	asked := strings.Fields(q.Words)
	free := 0
	for _, w := range asked {
		if quoted := w[0] == '"'; quoted || o.tells(w) > 0 {
			kept = append(kept, w)
			if !quoted {
				most, free = max(most, o.tells(w)), free+1
			}
		}
	}
	fillers := !slices.ContainsFunc(asked, func(w string) bool { return w != "please" })
	if some = q.Wording == service.SomeWords && free > 1; q.Wording == service.AllWords || len(kept) == 0 && !fillers {
		kept = asked
	}
	return kept, most, some
}

// worded reports whether a record has the words of a question as its wording asks.
func (o oracle) worded(s *service.Service, q service.Query) bool {
	kept, most, some := o.kept(q)
	any := false
	for _, w := range kept {
		has := hasWord(s, w)
		if !has && (!some || w[0] == '"') {
			return false
		}
		any = any || has && w[0] != '"' && o.tells(w) == most
	}
	return !some || any
}

func (o oracle) count(q service.Query) (fits, may int) {
	for i := range o.records {
		switch o.fit(&o.records[i], q) {
		case service.Fits:
			fits++
		case service.MayFit:
			may++
		case service.Fails:
		}
	}
	return fits, may
}

// bases answers every filter of a question for every record that its words allow.
func (o oracle) bases(q service.Query) map[int]map[service.Pane]service.Answer {
	out := map[int]map[service.Pane]service.Answer{}
	for i := range o.records {
		if o.fit(&o.records[i], service.Query{Words: q.Words, Wording: q.Wording}) == service.Fits {
			out[i] = o.answers(&o.records[i], q)
		}
	}
	return out
}

// countWith counts with one option as the only choice of its pane.
func (o oracle) countWith(bases map[int]map[service.Pane]service.Answer, alone service.Query, pane service.Pane, statedOnly bool) (fits, may int) {
	for i, base := range bases {
		answer := o.answers(&o.records[i], alone)[pane]
		failed, unstated := answer == service.No, answer == service.NotStated
		for p, a := range base {
			if p != pane {
				failed = failed || a == service.No
				unstated = unstated || a == service.NotStated
			}
		}
		switch {
		case failed, unstated && statedOnly:
		case unstated:
			may++
		default:
			fits++
		}
	}
	return fits, may
}

// only returns the question with one option as the only choice of its pane.
func only(t *testing.T, q service.Query, pane service.Pane, id string) service.Query {
	switch pane {
	case service.PaneAge:
		var age int
		if _, err := fmt.Sscan(id, &age); err != nil {
			t.Fatal(err)
		}
		q.Age = &age
	case service.PaneWhere:
		if _, err := fmt.Sscan(id, &q.Within); err != nil {
			t.Fatal(err)
		}
	case service.PaneArea:
		q.In = &service.Area{Code: id}
	case service.PaneWhen:
		windows, err := when.ParseWindows(id, q.Now)
		if err != nil {
			t.Fatal(err)
		}
		q.When = windows
	case service.PaneChecked:
		if _, err := fmt.Sscan(id, &q.CheckedWithin); err != nil {
			t.Fatal(err)
		}
	default:
		q = q.Choose(pane, id)
	}
	return q
}

func TestSearchAgreesWithAPlainLoop(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	records := randomRecords(r, 250)
	lib := testLibrary(t, records.records)
	questions := 2400
	if testing.Short() {
		questions = 60
	}
	for n := range questions {
		q := randomQuery(t, r)
		q.Facets = n%20 == 0 // counting by a plain loop is slow
		got, err := lib.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		fits, may := records.count(q)
		if got.Fits != fits || got.MayFit != may || got.Total != fits+may || len(got.Hits) != got.Total {
			t.Fatalf("question %d %+v: %d fit, %d may, %d hits; the plain loop has %d and %d", n, q, got.Fits, got.MayFit, len(got.Hits), fits, may)
		}
		checkHits(t, records, q, got)
		others := 0
		for i := range records.records {
			if s := &records.records[i]; records.fit(s, q) == service.Fits && records.isLast(s, q) {
				others++
			}
		}
		shown := 0
		for _, h := range got.Hits {
			if h.Fit == service.Fits && len(h.OnlyFor) > 0 {
				shown++
			}
		}
		if got.ForOthers != others || shown != others {
			t.Fatalf("question %d %+v: %d are for others, %d say so; the plain loop has %d", n, q, got.ForOthers, shown, others)
		}
		bases := records.bases(q)
		for pane, options := range got.Facets {
			for _, option := range options {
				alone := only(t, service.Query{Now: q.Now, Near: q.Near}, pane, option.ID)
				if f, m := records.countWith(bases, alone, pane, q.StatedOnly); f != option.Fits || m != option.MayFit {
					t.Fatalf("question %d %+v: %s %s counts %d and %d; the plain loop %d and %d", n, q, pane, option.ID, option.Fits, option.MayFit, f, m)
				}
			}
		}
	}
}

func TestAnswersRepeat(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	records := randomRecords(r, 200).records
	one, two := testLibrary(t, records), testLibrary(t, records)
	for range 60 {
		q := randomQuery(t, r)
		q.Facets = false
		if a, b := order(t, one, q), order(t, two, q); a != b {
			t.Fatalf("the order differs between two libraries of the same records for %+v:\n%s\n%s", q, a, b)
		}
		q.Limit = 7
		first := order(t, one, q)
		q.Offset, q.Limit = 7, 0
		rest := order(t, one, q)
		q.Offset = 0
		if whole := order(t, one, q); first+rest != whole {
			t.Fatalf("pages do not add up:\n%s + %s\n%s", first, rest, whole)
		}
	}
}

func order(t *testing.T, lib *Library, q service.Query) string {
	t.Helper()
	result, err := lib.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, h := range result.Hits {
		b.WriteString(h.Service.ID + "\n")
	}
	return b.String()
}

func testLibrary(t *testing.T, records []service.Service) *Library {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, records...)
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	return lib
}

func put(t *testing.T, dir string, records ...service.Service) {
	t.Helper()
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		for _, s := range records {
			d.Put(s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
