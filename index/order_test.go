package index

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

func TestDaysAhead(t *testing.T) {
	tuesday := func(hour int) time.Time { return time.Date(2026, 11, 24, hour, 30, 0, 0, when.London()) }
	mask := func(ids ...string) (m uint32) {
		for i, c := range when.WeekCells() {
			for _, id := range ids {
				if c.ID == id {
					m |= 1 << i
				}
			}
		}
		return m
	}
	for _, test := range []struct {
		now  time.Time
		week uint32
		want uint16
	}{
		{tuesday(9), mask("tue-morning"), 0},
		{tuesday(3), mask("tue-morning"), 0},
		{tuesday(13), mask("tue-morning"), 7}, // the next one is a week away
		{tuesday(13), mask("tue-evening"), 0},
		{tuesday(9), mask("wed-evening"), 1},
		{tuesday(9), mask("mon-morning"), 6},
		{tuesday(23), mask("wed-morning"), 1},
		{tuesday(23), mask("tue-evening"), 7},
		{time.Date(2026, 11, 29, 23, 30, 0, 0, when.London()), mask("mon-morning"), 1},
		{tuesday(9), mask("mon-morning", "thu-afternoon"), 2},
		{tuesday(9), 0, 7},
	} {
		day, cell := cellOf(test.now)
		if got := daysAhead(day, cell)[cellsAhead(test.week, cell%cellsOfWeek)] >> 6; got != test.want {
			t.Errorf("%s, week %b: %d days, want %d", test.now.Format("Mon 15:04"), test.week, got, test.want)
		}
	}
}

// Each service differs from the one before it in the one thing that decides.
func TestBestMatchLooksAtOneThingAfterTheOther(t *testing.T) {
	sessions := func(d time.Weekday) []service.Session {
		return []service.Session{{Freq: service.Weekly, Days: []service.Day{{Day: d}}, From: "10:00", To: "12:00"}}
	}
	at := func(lat float64) []service.Location {
		return []service.Location{{Point: &service.Point{Lat: lat, Lon: -2.7}}}
	}
	checked := func(daysAgo int) service.Assurance {
		return service.Assurance{On: service.DateOf(testNow().AddDate(0, 0, -daysAgo))}
	}
	free := service.Cost{Free: service.Yes}
	lib := testLibrary(t, []service.Service{
		{ID: "f/1-name", Name: "Lantern club", Locations: at(53.71), Cost: free},
		{ID: "f/2-near", Name: "Club", Description: "Lantern.", Locations: at(53.70), Cost: free},
		{ID: "f/3-soon", Name: "Club", Description: "Lantern.", Locations: at(53.72), Cost: free, Sessions: sessions(time.Wednesday)},
		{ID: "f/4-later", Name: "Club", Description: "Lantern.", Locations: at(53.72), Cost: free, Sessions: sessions(time.Friday)},
		{ID: "f/5-fresh", Name: "Club", Description: "Lantern.", Locations: at(53.72), Cost: free, Assured: checked(10)},
		{ID: "f/6-year", Name: "Club", Description: "Lantern.", Locations: at(53.72), Cost: free, Assured: checked(200)},
		{ID: "f/7-complete", Name: "Club", Description: "Lantern.", Locations: at(53.72), Cost: free, Email: "a@example.org"},
		{ID: "f/8-name-a", Name: "A club", Description: "Lantern.", Locations: at(53.72), Cost: free},
		{ID: "f/9-name-b", Name: "B club", Description: "Lantern.", Locations: at(53.72), Cost: free},
		{ID: "f/10-closed", Name: "A club", Description: "Lantern.", Locations: at(53.72), Cost: free, Status: service.StatusInactive},
		{ID: "f/11-may", Name: "Club", Description: "Lantern.", Locations: at(53.70)},
	})
	q := service.Query{Words: "lantern", Near: &service.Near{Point: service.Point{Lat: 53.70, Lon: -2.7}}, Now: testNow()}.Choose(service.PaneCost, service.CostFree)
	want := "f/1-name\nf/2-near\nf/3-soon\nf/4-later\nf/5-fresh\nf/6-year\nf/7-complete\nf/8-name-a\nf/9-name-b\nf/10-closed\nf/11-may\n"
	if got := order(t, lib, q); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What fits comes before what leaves a filter open, and in each of them what is
// for what was asked before what only mentions it; and last what is for people in
// one circumstance that was not named.
func TestThePurposeComesBeforeAMention(t *testing.T) {
	adult := 18.0
	found := func(id string, weight float64) []service.NeedFound {
		return []service.NeedFound{{ID: id, Weight: weight, Evidence: []service.Evidence{{Where: "name", Words: id}}}}
	}
	lib := testLibrary(t, []service.Service{
		{ID: "f/1-purpose", Name: "Loss group", Age: service.Age{Min: &adult}, Found: service.Found{Needs: found("bereavement", 1)}},
		{ID: "f/2-may", Name: "Grief cafe", Found: service.Found{Needs: found("bereavement", 1)}},
		{ID: "f/3-mention", Name: "Allotment", Age: service.Age{Min: &adult}, Found: service.Found{Needs: found("bereavement", 0.3)}},
		{ID: "f/4-mention-may", Name: "Brass band", Found: service.Found{Needs: found("bereavement", 0.3)}},
		{ID: "f/5-others", Name: "After suicide", Age: service.Age{Min: &adult}, Found: service.Found{Needs: found("bereavement", 1), OnlyFor: found("suicide-loss", 1)}},
		{ID: "f/6-others-may", Name: "Little feet", Found: service.Found{Needs: found("bereavement", 1), OnlyFor: found("baby-loss", 1)}},
	})
	age := 78
	q := service.Query{Age: &age, Now: testNow()}.Choose(service.PaneNeed, "bereavement")
	want := "f/1-purpose\nf/3-mention\nf/2-may\nf/4-mention-may\nf/5-others\nf/6-others-may\n"
	if got := order(t, lib, q); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	q.Limit = 5 // the page is full before what is for others is looked at
	if got := order(t, lib, q); got != strings.TrimSuffix(want, "f/6-others-may\n") {
		t.Errorf("the first five:\n%s", got)
	}
	result, err := lib.Search(t.Context(), q)
	if err != nil || len(result.Hits[3].OnlyFor) > 0 || strings.Join(result.Hits[4].OnlyFor, ";") != "Bereaved by suicide" {
		t.Errorf("%+v, %v", result.Hits, err)
	}
	fit, reasons, err := lib.Explain(t.Context(), q, "f/5-others")
	last := reasons[len(reasons)-1]
	if err != nil || fit != service.Fits || last.Pane != service.PaneCircumstance || last.Answer != service.NotStated || !strings.Contains(last.Fact, "Bereaved by suicide") {
		t.Errorf("%s, %+v, %v", fit, reasons, err)
	}
}

// What is stated of the person puts nothing behind others: a circumstance, for
// whom it asks, and whatever the words and needs name.
func TestWhatIsStatedIsNotForOthers(t *testing.T) {
	only := func(id string) service.Found {
		return service.Found{OnlyFor: []service.NeedFound{{ID: id, Weight: 1}}, Circumstances: []service.NeedFound{{ID: id, Weight: 1}}}
	}
	dir := t.TempDir()
	put(t, dir,
		service.Service{ID: "f/carers", Name: "A club", Found: only("carer")},
		service.Service{ID: "f/women", Name: "B club", Found: only("women-only")},
		service.Service{ID: "f/anybody", Name: "C club"},
	)
	lib, err := Open(dir, Options{Stated: func(words string, chosen []string) []string {
		if words == "club break" || slices.Contains(chosen, "carers") {
			return []string{"carer"}
		}
		return chosen
	}})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for _, test := range []struct {
		query service.Query
		want  string
	}{
		{service.Query{}, "f/carers f/women f/anybody"}, // nothing is asked
		{service.Query{Words: "club"}, "f/anybody f/carers f/women"},
		{service.Query{}.Choose(service.PaneFeed, "f"), "f/anybody f/carers f/women"},
		{service.Query{}.Choose(service.PaneFor, service.ForWomen), "f/women f/anybody f/carers"},
		{service.Query{}.Choose(service.PaneCircumstance, "carer"), "f/carers f/anybody"},
		{service.Query{Words: "club", Danger: true}, "f/carers f/women f/anybody"},
	} {
		test.query.Now = testNow()
		if got := strings.Join(strings.Fields(order(t, lib, test.query)), " "); got != test.want {
			t.Errorf("%+v: %s, want %s", test.query, got, test.want)
		}
	}
}

// In danger, help in a crisis comes before all else, also where the record leaves
// a filter open.
func TestHelpInACrisisComesFirst(t *testing.T) {
	adult := 18.0
	lib := testLibrary(t, []service.Service{
		{ID: "f/1-crisis", Name: "The listeners", Found: service.Found{Needs: []service.NeedFound{{ID: "crisis", Weight: 1}}}},
		{ID: "f/2-fits", Name: "Hopeless gardeners", Age: service.Age{Min: &adult}},
		{ID: "f/3-may", Name: "Hopeless cooks"},
	})
	age := 50
	q := service.Query{Words: "hopeless", Age: &age, Danger: true, Now: testNow()}
	for _, q.Limit = range []int{0, 2} {
		if got := strings.Join(strings.Fields(order(t, lib, q)), " "); !strings.HasPrefix(got, "f/1-crisis f/2-fits") {
			t.Errorf("the first %d: %s", q.Limit, got)
		}
	}
}

// Where all else is the same, what is for people of the age comes first and what
// is for people of another comes last.
func TestTheOwnAgeGroupComesFirst(t *testing.T) {
	about := func(ids ...string) (f service.Found) {
		for _, id := range ids {
			f.Circumstances = append(f.Circumstances, service.NeedFound{ID: id, Weight: 1})
		}
		return f
	}
	ninety := 90.0
	lib := testLibrary(t, []service.Service{
		{ID: "f/all", Name: "A"}, {ID: "f/both", Name: "B", Found: about("young-person", "older-person")},
		{ID: "f/old", Name: "C", Found: about("older-person")}, {ID: "f/young", Name: "D", Found: about("young-person")},
		{ID: "f/soft", Name: "Aa", Found: service.Found{Age: service.Age{Min: &ninety, Recommended: true, Origin: service.OriginName}}},
	})
	for age, want := range map[int]string{
		17: "f/young f/all f/both f/soft f/old", 40: "f/all f/both f/soft f/old f/young", 78: "f/old f/all f/both f/soft f/young",
	} {
		if got := strings.Join(strings.Fields(order(t, lib, service.Query{Age: &age, Now: testNow()})), " "); got != want {
			t.Errorf("at %d: %s, want %s", age, got, want)
		}
	}
}

func TestInDangerCrisisHelpComesFirst(t *testing.T) {
	needs := func(ids ...string) (f service.Found) {
		for _, id := range ids {
			f.Needs = append(f.Needs, service.NeedFound{ID: id, Weight: 1})
		}
		return f
	}
	lib := testLibrary(t, []service.Service{
		{ID: "f/after", Name: "After Suicide", Found: needs("bereavement", "crisis")},
		{ID: "f/line", Name: "The Lantern Line", Description: "Somebody to talk to.", Found: needs("crisis")},
		{ID: "f/other", Name: "Lunch", Found: needs("food")},
	})
	q := service.Query{Words: "suicide", Now: testNow(), Facets: true}
	if got := order(t, lib, q); got != "f/after\n" {
		t.Errorf("without danger: %s", got)
	}
	q.Danger = true
	if got := order(t, lib, q); got != "f/line\nf/after\n" {
		t.Errorf("in danger: %s", got)
	}
	for id, want := range map[string]service.Fit{"f/line": service.Fits, "f/after": service.Fits, "f/other": service.Fails} {
		if fit, reasons, err := lib.Explain(t.Context(), q, id); err != nil || fit != want {
			t.Errorf("%s: %s, %v, %v", id, fit, reasons, err)
		}
	}
}

// What a service is for comes before what it mentions, also when it is found by what
// a need is called, and by one of many boxes that were ticked.
func TestANeedThatIsMentionedIsAMention(t *testing.T) {
	about := func(weight float64) service.Found {
		return service.Found{Needs: []service.NeedFound{{ID: "memory", Weight: weight}}}
	}
	lib := testLibrary(t, []service.Service{
		{ID: "f/1-named", Name: "Dementia lunch"},
		{ID: "f/2-purpose", Name: "B", Found: about(1)},
		{ID: "f/3-few", Name: "C", Audience: []string{"Dementia", "Carers"}},
		{ID: "f/4-mention", Name: "A", Found: about(0.6)},
		{ID: "f/5-ticked", Name: "B", Audience: []string{"Dementia", "Carers", "Parents", "Students"}},
	})
	if got, want := order(t, lib, service.Query{Words: "dementia", Now: testNow()}), "f/1-named\nf/2-purpose\nf/3-few\nf/4-mention\nf/5-ticked\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A word that says only that something is a service counts little beside another,
// and as any other when it stands alone.
func TestVagueWordsHardlyCount(t *testing.T) {
	lib := testLibrary(t, []service.Service{
		{ID: "f/1-debt", Name: "Debt desk", Description: "Help with letters."},
		{ID: "f/2-help", Name: "Help at home", Description: "Repairs, shopping, debt."},
		{ID: "f/3-both", Name: "Help with debt"},
	})
	for words, want := range map[string]string{
		"debt help":   "f/1-debt f/3-both f/2-help",
		"help":        "f/2-help f/3-both f/1-debt",
		`debt "help"`: "f/3-both f/1-debt f/2-help",
	} {
		if got := strings.Join(strings.Fields(order(t, lib, service.Query{Words: words, Now: testNow()})), " "); got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
		if words == "debt help" {
			first := order(t, lib, service.Query{Words: words, Now: testNow(), Limit: 1})
			if !strings.HasPrefix(want, strings.TrimSpace(first)) {
				t.Errorf("%s: %s alone, want the first of %s", words, first, want)
			}
		}
	}
	for words, want := range map[string]bool{"letters": false, "debt help": false, "letters help": true} {
		if got, err := lib.Search(t.Context(), service.Query{Words: words, Now: testNow()}); err != nil || got.OnlyMentioned != want {
			t.Errorf("%s is only mentioned: %v, %v", words, got.OnlyMentioned, err)
		}
	}
}

// A record that leaves nothing to go on comes after the others, however soon it is,
// and before what is closed.
func TestWhatLeavesNothingToGoOnComesLater(t *testing.T) {
	today := []service.Session{{Freq: service.Weekly, Days: []service.Day{{Day: testNow().Weekday()}}, From: "18:00", To: "20:00"}}
	lib := testLibrary(t, []service.Service{
		{ID: "f/1-mail", Name: "C", Email: "a@example.org"}, {ID: "f/2-page", Name: "D", URL: "https://example.org"},
		{ID: "f/3-place", Name: "E", Locations: []service.Location{{Address: service.Address{Town: "Nelson"}}}},
		{ID: "f/4-bare", Name: "A", Sessions: today}, {ID: "f/5-closed", Name: "B", Email: "b@example.org", Status: service.StatusInactive},
	})
	if got, want := strings.Fields(order(t, lib, service.Query{Now: testNow()})), "f/1-mail f/2-page f/3-place f/4-bare f/5-closed"; !slices.Equal(slices.Sorted(slices.Values(got[:3])), strings.Fields(want)[:3]) || strings.Join(got[3:], " ") != "f/4-bare f/5-closed" {
		t.Errorf("%v, want %s", got, want)
	}
}
