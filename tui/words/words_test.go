package words_test

import (
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/tui/words"
)

func ptr[T any](v T) *T { return &v }

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -12: "-12"} {
		same(t, "the number", words.Number(n), want)
	}
	same(t, "one", words.Count(1, "service", "services"), "1 service")
	same(t, "none", words.Count(0, "service", "services"), "0 services")
	same(t, "some", words.Found(service.Result{Total: 41, Fits: 18, MayFit: 23}, true), "41 services: 18 fit, 23 may fit")
	same(t, "one of two", words.Found(service.Result{Total: 2, Fits: 1, MayFit: 1}, true), "2 services: 1 fits, 1 may fit")
	same(t, "some for others", words.Found(service.Result{Total: 9, Fits: 8, MayFit: 1, ForOthers: 3}, true), "9 services: 5 fit, 4 may fit")
	same(t, "all", words.Found(service.Result{Total: 41, Fits: 41}, false), "41 services")
	same(t, "a list", words.List([]string{"age", "times", "cost"}), "age, times and cost")
	same(t, "no list", words.List(nil), "")
}

func TestMiles(t *testing.T) {
	t.Parallel()
	for miles, want := range map[float64]string{0: "here", 0.04: "here", 0.3: "0.3 miles", 0.96: "1 mile", 1: "1 mile", 1.24: "1.2 miles", 3: "3 miles", 9.94: "9.9 miles", 9.96: "10 miles", 23.4: "23 miles"} {
		same(t, "the distance", words.Miles(&miles), want)
	}
	same(t, "no distance", words.Miles(nil), "")
}

func TestCost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cost service.Cost
		want string
	}{
		{service.Cost{}, ""},
		{service.Cost{Free: service.Yes}, "Free"},
		{service.Cost{Free: service.No}, "Has a cost"},
		{service.Cost{Words: "Ask us"}, "Ask us"},
		{service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: ptr(3.5)}, {Name: "Ask"}}}, "£3.50"},
		{service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: ptr(5.0)}, {Pounds: ptr(2.0)}}}, "from £2"},
		{service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: ptr(5.0)}, {Pounds: ptr(0.0)}}}, "free for some"},
	} {
		same(t, "the cost", words.Cost(c.cost), c.want)
	}
	same(t, "an option", words.CostOption(service.CostOption{Name: "Members", Pounds: ptr(2.0), Per: "per session"}), "Members £2 per session")
	same(t, "a free option", words.CostOption(service.CostOption{Name: "Carers", Pounds: ptr(0.0)}), "Carers free")
	same(t, "an empty option", words.CostOption(service.CostOption{}), "")
}

func TestAges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		age  service.Age
		want string
	}{
		{service.Age{}, ""},
		{service.Age{Min: ptr(50.0)}, "50 and over"},
		{service.Age{Max: ptr(17.5)}, "Up to 17.5"},
		{service.Age{Min: ptr(5.0), Max: ptr(11.0), Recommended: true}, "5 to 11 (recommended)"},
		{service.Age{Max: ptr(4.0), OfChildren: true}, "Up to 4 (the children)"},
		{service.Age{Min: ptr(60.0), Recommended: true, Origin: service.OriginName}, "60 and over (by its name)"},
		{service.Age{Min: ptr(0.0)}, "All ages"},
		{service.Age{Min: ptr(0.0), Max: ptr(150.0)}, "All ages"},
		{service.Age{Min: ptr(0.0), Max: ptr(4.0)}, "Up to 4"},
	} {
		same(t, "the ages", words.Ages(c.age), c.want)
	}
}

func TestTimeGone(t *testing.T) {
	t.Parallel()
	const today = service.Date("2026-11-22")
	for day, want := range map[service.Date]string{
		"2026-11-22": "today", "2026-11-21": "yesterday", "2026-11-09": "13 days ago", "2026-11-08": "2 weeks ago", "2026-09-25": "8 weeks ago",
		"2026-09-20": "2 months ago", "2025-11-22": "12 months ago", "2024-11-20": "2 years ago", "2026-12-01": "on 1 Dec 2026", "": "", "soon": "",
	} {
		same(t, string(day), words.DaysAgo(day, today), want)
	}
	now := time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)
	same(t, "the data's age", words.DataAge(now.Add(-2*time.Hour), now), "Data from yesterday")
	same(t, "no data", words.DataAge(time.Time{}, now), "No data yet")
	same(t, "a day", words.Day("2026-09-02"), "2 Sep 2026")
	same(t, "no day", words.Day("never"), "never")
	same(t, "checked", words.Checked(&service.Service{Assured: service.Assurance{On: "2026-11-01"}, Changed: "2026-11-20"}, today), "checked 3 weeks ago")
	same(t, "changed", words.Checked(&service.Service{Changed: "2026-11-20"}, today), "changed 2 days ago")
	same(t, "neither", words.Checked(&service.Service{}, today), "check not stated")
}

func TestEveryChoiceHasWords(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	say := func(id, said string) {
		if said == "" || said == id || seen[said] != "" {
			t.Errorf("%s is said as %q, as is %q", id, said, seen[said])
		}
		seen[said] = id
	}
	for _, h := range service.Hows() {
		say(string(h), words.How(h))
	}
	for _, a := range service.Accesses() {
		say(string(a), words.Access(a))
	}
	for _, s := range service.Sorts() {
		say(string(s), words.Sort(s))
	}
	for _, p := range []service.Pane{service.PaneNeed, service.PaneCircumstance, service.PaneFor, service.PaneAge, service.PaneWhere, service.PaneWhen, service.PaneCost,
		service.PaneHow, service.PaneAccess, service.PaneLanguage, service.PaneAccessible, service.PaneType, service.PaneOrganisation, service.PaneFeed, service.PaneChecked} {
		said := words.PaneName(p)
		if said == "" || seen[said] != "" {
			t.Errorf("the pane %s is said as %q, as is %q", p, said, seen[said])
		}
		seen[said] = string(p)
	}
	same(t, "what is left out", words.Unstated([]service.Pane{service.PaneAge, service.PaneWhere, service.PaneWhen}, service.Age{}), "age, place and times not stated")
	same(t, "nothing left out", words.Unstated(nil, service.Age{}), "")
	soft := service.Age{Min: ptr(60.0), Recommended: true, Origin: service.OriginName}
	same(t, "ages that are no limit", words.Unstated([]service.Pane{service.PaneAge}, soft), "ages 60 and over by its name")
	same(t, "more than those", words.Unstated([]service.Pane{service.PaneAge, service.PaneWhere}, soft), "ages 60 and over by its name; place not stated")
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	l := service.Location{Name: "Town Hall", Address: service.Address{Street: "1 High St", Town: "Lancaster", Postcode: "LA1 1AA"}}
	same(t, "a place", words.Place(&l), "Town Hall, 1 High St, Lancaster LA1 1AA")
	l.Masked = true
	same(t, "a withheld place", words.Place(&l), "Lancaster LA1, address withheld by the publisher")
	same(t, "no place", words.Place(&service.Location{}), "")
}

func TestContact(t *testing.T) {
	t.Parallel()
	s := service.Service{
		Name: "Lunch\nClub", Phones: []service.Phone{{Number: "01632 960 123", Extension: "4", Label: "Office"}}, Email: "a@example.org",
		Contacts:  []service.Contact{{Name: "Jo", Title: "Lead", Email: "jo@example.org", Phones: []service.Phone{{Number: "07700 900 123"}}}},
		Locations: []service.Location{{Kind: service.Postal, Name: "PO Box"}, {Name: "Hall"}, {Masked: true, Name: "Secret", Address: service.Address{Street: "9 Hidden Rd", Town: "Leyland", Postcode: "PR25 1AA"}}},
	}
	same(t, "the contact", words.Contact(&s), "Lunch Club\n01632 960 123 ext 4 (Office)\na@example.org\nJo, Lead: 07700 900 123\nJo, Lead: jo@example.org\nHall\nLeyland PR25, address withheld by the publisher")
	same(t, "nothing known", words.Contact(&service.Service{}), "")
}

func TestSentencesHaveACapitalAndAnEnd(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "  ": "", "it is here": "It is here.", "is it?": "Is it?", "done. ": "Done.", "élan": "Élan.", "2 days": "2 days.", "Stop!": "Stop!",
	} {
		if got := words.Sentence(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
}
