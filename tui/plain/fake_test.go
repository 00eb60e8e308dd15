package plain

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fettle/internal/conversation"
	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/tui"
)

// fakeNow is the moment at which all tests happen: a Monday.
func fakeNow() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

// fakeLibrary answers questions about a few made-up services with plain loops.
type fakeLibrary struct {
	all []service.Service
	// fail is what the next searches answer; nil is a real answer.
	fail error
}

func fakeServices() []service.Service {
	var all []service.Service
	add := func(name, org, town, need, day string, youngest float64, free service.Answer) {
		n := len(all)
		s := service.Service{
			ID: fmt.Sprintf("example/%02d", n), Name: name, Organisation: service.Organisation{Name: org}, Email: "hello@example.org",
			Description: "We meet every week. Tea, cake & company.\n\n## What to bring\n- a coat\n- a friend", How: []service.How{service.AtVenue},
			Phones:  []service.Phone{{Number: fmt.Sprintf("01632 960 %03d", n)}},
			Assured: service.Assurance{On: service.DateOf(fakeNow().AddDate(0, 0, -20)), By: "charity"}, Cost: service.Cost{Free: free},
			Locations: []service.Location{{Name: "Example Hall", Address: service.Address{Town: town}, Point: &service.Point{Lat: 54 + float64(n)/60, Lon: -2.5}}},
			Source:    service.Provenance{Feed: "example"}, Found: service.Found{Needs: []service.NeedFound{{ID: need}}},
		}
		if youngest > 0 {
			s.Age.Min = &youngest
		}
		if day != "" {
			s.Sessions = []service.Session{{Words: day + "s, 10:30am", Days: []service.Day{{Day: map[string]time.Weekday{"Tuesday": time.Tuesday, "Friday": time.Friday}[day]}}}}
		}
		all = append(all, s)
	}
	add("Lunch Club", "Rosewood Neighbours", "Settle", "company", "Tuesday", 55, service.Yes)
	add("Walk and Talk", "Fellside Strollers", "Kendal", "active", "Friday", 18, service.Yes)
	add("Memory Cafe", "Rosewood Neighbours", "Lancaster", "memory", "Tuesday", 0, service.NotStated)
	add("Debt Advice", "Fair Deal Example", "Preston", "money", "", 18, service.Yes)
	add("Garden Mornings", "Green Patch Example", "Settle", "active", "Friday", 0, service.No)
	add("Knitting Club", "Evenlight Example", "Settle", "company", "Tuesday", 60, service.No)
	add("Young Makers Club", "The Shed Example", "Barrow", "active", "", 11, service.NotStated)
	return all
}

func (f *fakeLibrary) service(id string) (service.Service, error) {
	for _, s := range f.all {
		if s.ID == id {
			return s, nil
		}
	}
	return service.Service{}, errors.New("this service is no longer in your data")
}

func (f *fakeLibrary) search(ctx context.Context, q service.Query) (service.Result, error) {
	if err := errors.Join(ctx.Err(), f.fail); err != nil {
		return service.Result{}, err
	}
	var r service.Result
	var may []service.Hit
	q.Words, r.Readings = f.telling(q, r.Readings)
	for i := range f.all {
		switch h := fakeHit(&f.all[i], &q); h.Fit {
		case service.Fits:
			r.Hits = append(r.Hits, h)
		case service.MayFit:
			may = append(may, h)
		case service.Fails:
		}
	}
	r.Fits, r.MayFit = len(r.Hits), len(may)
	r.Hits = append(r.Hits, may...)
	r.Total = len(r.Hits)
	r.Hits = r.Hits[min(q.Offset, r.Total):]
	r.Hits = r.Hits[:min(3, len(r.Hits))] // a small page, so that more has to be fetched
	if q.Facets {
		r.Facets = f.facets(q)
	}
	return r, nil
}

// telling leaves out the words that no service has, unless all are asked for.
func (f *fakeLibrary) telling(q service.Query, read []service.Reading) (string, []service.Reading) {
	if q.Wording == service.AllWords {
		return q.Words, read
	}
	var kept []string
	for word := range strings.FieldsSeq(q.Words) {
		has := func(s service.Service) bool {
			return strings.Contains(strings.ToLower(s.Name+" "+s.Organisation.Name), strings.Trim(strings.ToLower(word), `"`))
		}
		if slices.ContainsFunc(f.all, has) {
			kept = append(kept, word)
			continue
		}
		read = append(read, service.Reading{Typed: word})
	}
	if len(kept) == 0 {
		return q.Words, nil
	}
	return strings.Join(kept, " "), read
}

func fakeHit(s *service.Service, q *service.Query) service.Hit {
	h := service.Hit{Service: s, Fit: service.Fits, Nearest: 0}
	judge := func(p service.Pane, a service.Answer) {
		switch {
		case a == service.No:
			h.Fit = service.Fails
		case a == service.NotStated && h.Fit != service.Fails:
			h.Fit = service.MayFit
			h.Unstated = append(h.Unstated, p)
		}
	}
	yes := map[bool]service.Answer{true: service.Yes, false: service.No}
	for word := range strings.FieldsSeq(strings.ToLower(q.Words)) {
		judge(service.PaneWords, yes[strings.Contains(strings.ToLower(s.Name+" "+s.Organisation.Name), word)])
	}
	if q.Age != nil {
		judge(service.PaneAge, s.Age.Accepts(*q.Age))
	}
	if q.Near != nil {
		miles := s.Locations[0].Point.Miles(q.Near.Point)
		h.Miles = &miles
		judge(service.PaneWhere, yes[miles <= q.Radius()])
	}
	if len(q.When) > 0 {
		answer := service.NotStated
		if len(s.Sessions) > 0 {
			answer = yes[slices.ContainsFunc(q.When, func(w service.Window) bool { return w.Day == s.Sessions[0].Days[0].Day && w.From < 720 })]
		}
		judge(service.PaneWhen, answer)
	}
	if needs := q.Choices[service.PaneNeed]; len(needs) > 0 {
		judge(service.PaneNeed, yes[slices.Contains(needs, s.Found.Needs[0].ID)])
	}
	if slices.Contains(q.Choices[service.PaneCost], service.CostFree) {
		judge(service.PaneCost, s.Cost.Free)
	}
	if q.StatedOnly && h.Fit == service.MayFit {
		h.Fit = service.Fails
	}
	return h
}

func (f *fakeLibrary) facets(q service.Query) map[service.Pane][]service.Option {
	count := func(label, id string, q service.Query) service.Option {
		o := service.Option{ID: id, Label: label}
		for i := range f.all {
			switch fakeHit(&f.all[i], &q).Fit {
			case service.Fits:
				o.Fits++
			case service.MayFit:
				o.MayFit++
			case service.Fails:
			}
		}
		return o
	}
	facets := make(map[service.Pane][]service.Option)
	for _, n := range fakeNeeds() {
		facets[service.PaneNeed] = append(facets[service.PaneNeed], count(n.Label, n.ID, q.Choose(service.PaneNeed, n.ID)))
	}
	for _, band := range [][2]string{{"13", "11 to 15 (as 13)"}, {"72", "65 to 79 (as 72)"}} {
		years, _ := strconv.Atoi(band[0])
		with := q
		with.Age = &years
		facets[service.PaneAge] = append(facets[service.PaneAge], count(band[1], band[0], with))
	}
	if q.Near != nil {
		for _, miles := range []string{"1", "5", "20"} {
			with := q
			with.Within, _ = strconv.ParseFloat(miles, 64)
			facets[service.PaneWhere] = append(facets[service.PaneWhere], count("Within "+miles+" miles", miles, with))
		}
	}
	for _, d := range service.Weekdays() {
		for part, name := range []string{"morning", "afternoon", "evening"} {
			with := q
			with.When = []service.Window{{Day: d, From: []int{360, 720, 1020}[part]}}
			facets[service.PaneWhen] = append(facets[service.PaneWhen], count("", strings.ToLower(d.String()[:3])+"-"+name, with))
		}
	}
	facets[service.PaneCost] = []service.Option{count("Free", "free", q.Choose(service.PaneCost, "free"))}
	facets[service.PaneChecked] = []service.Option{count("In the last 3 months", "90", q)}
	return facets
}

func fakeNeeds() []service.Option {
	return []service.Option{
		{ID: "company", Label: "Company and loneliness"}, {ID: "active", Label: "Being active"}, {ID: "memory", Label: "Memory loss and dementia"},
		{ID: "money", Label: "Money, benefits and debt"}, {ID: "housing", Label: "A place to live"},
	}
}

func (f *fakeLibrary) explain(_ context.Context, q service.Query, id string) (service.Fit, []service.Reason, error) {
	s, err := f.service(id)
	if err != nil {
		return "", nil, err
	}
	var reasons []service.Reason
	if q.Words != "" {
		reasons = append(reasons, service.Reason{Pane: service.PaneWords, Answer: service.Yes, Fact: "\"" + q.Words + "\" is in the name"})
	}
	if q.Age != nil {
		fact := "ages are not stated"
		if s.Age.Min != nil {
			fact = fmt.Sprintf("ages %g and over", *s.Age.Min)
		}
		reasons = append(reasons, service.Reason{Pane: service.PaneAge, Answer: s.Age.Accepts(*q.Age), Fact: fact, Source: "record"})
	}
	return fakeHit(&s, &q).Fit, reasons, nil
}

// relax tries the question without the age and without the cost.
func (f *fakeLibrary) relax(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
	before, err := f.search(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []service.Relaxation
	try := func(words string, without service.Query) {
		if r, err := f.search(ctx, without); err == nil && r.Total > before.Total {
			out = append(out, service.Relaxation{Gain: fmt.Sprintf("%d more %s", r.Total-before.Total, words), Query: without})
		}
	}
	if q.Age != nil {
		without := q
		without.Age = nil
		try("for other ages", without)
	}
	if len(q.Choices[service.PaneCost]) > 0 {
		try("that cost something", q.Choose(service.PaneCost))
	}
	return out, nil
}

// fakeWords says sessions in the simplest way.
type fakeWords struct{}

func (fakeWords) Cautions(*service.Service) []string        { return nil }
func (fakeWords) Status(*service.Service, time.Time) string { return "" }

func (fakeWords) Session(s service.Session) string { return s.Words }

func (fakeWords) Next(s *service.Service, _ time.Time, _ int) []string {
	if len(s.Sessions) == 0 {
		return nil
	}
	return []string{"Tue 24 Nov, 10:30am"}
}

// fakeTalks is a conversation of three questions and a persona.
func fakeTalks() tui.Talks {
	company := conversation.Change{Pane: service.PaneNeed, ID: "company", Label: "Company and loneliness"}
	active := conversation.Change{Pane: service.PaneNeed, ID: "active", Label: "Being active"}
	return tui.Talks{Faults: []string{"broken.txt, line 3: there is no need \"compny\""}, Sets: conversation.Sets{
		Conversations: []*conversation.Conversation{{Title: "A first conversation", About: "For a first call.", Questions: []conversation.Question{
			{Text: "What would help most?", Hint: "in their words", Next: 1, Answers: []conversation.Answer{
				{Text: "To do more", Changes: []conversation.Change{active}, Next: 1}, {Text: "Some company", Changes: []conversation.Change{company}, Next: 1}}},
			{Text: "Where do they live?", Ask: conversation.AskPlace, Next: 2},
			{Text: "How old are they?", Ask: conversation.AskAge, Next: conversation.End},
		}}},
		Personas: []conversation.Persona{{Name: "Older person living alone", About: "Sees few people.", Changes: []conversation.Change{company}}},
	}}
}

// fakeCards are two situation cards, the second of which has a place that nobody
// knows.
func fakeCards() []conversation.Card {
	company := conversation.Change{Pane: service.PaneNeed, ID: "company", Label: "Company and loneliness"}
	return []conversation.Card{
		{Title: "Mr A, 78, lost his wife in spring", Story: []string{"He eats alone.", "He used to dance."}, Hint: "Somebody to eat with.", Place: "settle",
			Changes: []conversation.Change{company}, Picks: []string{"Lunch Club", "Knitting Club"}, Why: "Both are near."},
		{Title: "Ms B has no car", Story: []string{"She lives far out."}, Hint: "Ask where.", Place: "nowhere", Picks: []string{"Walk and Talk"}, Why: "It is on the way."},
	}
}

// fake returns what the finder needs, on a made-up library.
func fake(t testing.TB, change ...func(*tui.Deps, *fakeLibrary, *fakeList)) tui.Deps {
	t.Helper()
	lib := &fakeLibrary{all: fakeServices()}
	list := &fakeList{lib: lib}
	list.about.Used = fakeNow().Add(-2 * time.Hour)
	settle := service.Near{Point: service.Point{Lat: 54, Lon: -2.5}, Name: "Settle"}
	d := tui.Deps{
		Search: lib.search, Explain: lib.explain, Relax: lib.relax, Service: lib.service, Words: fakeWords{}, Shortlist: list, Now: fakeNow, Needs: fakeNeeds(),
		Contents: func() service.Contents {
			return service.Contents{Services: len(lib.all), Feeds: []service.FeedContents{
				{Name: "example", Publisher: "Example Council", Services: len(lib.all), Synced: fakeNow().AddDate(0, 0, -2)}}}
		},
		Locate: func(text string) ([]service.Near, error) {
			switch strings.ToLower(text) {
			case "settle":
				return []service.Near{settle}, nil
			case "newton":
				return []service.Near{{Point: settle.Point, Name: "Newton, Lancashire"}, {Point: service.Point{Lat: 50, Lon: -2.5}, Name: "Newton, Cumbria"}}, nil
			}
			return nil, fmt.Errorf("no place is called %q: try a postcode or a town", text)
		},
		Windows: func(text string, _ time.Time) ([]service.Window, error) {
			if text == "tue morning" {
				return []service.Window{{ID: "tue-morning", Day: time.Tuesday, From: 360, To: 720}}, nil
			}
			return nil, fmt.Errorf("%q is not a time that can be read: try \"tue morning\"", text)
		},
		Danger: func(words string) []string {
			if strings.Contains(words, "hurt") {
				return []string{"In danger: 999.", "To talk: Samaritans 116 123."}
			}
			return nil
		},
		Question: func(name string) string {
			if strings.Contains(name, "Smith") {
				return "that looks like the name of a person: a topic is safer"
			}
			return ""
		},
		Talks:   fakeTalks(),
		Giving:  &fakeGiving{list: list},
		MaxNote: 60, Searches: savedsearch.Store{Path: filepath.Join(t.TempDir(), "searches.json")},
		Open: func(string) error { return nil },
		Copy: func(string) (string, error) { return "Copied how to reach it.", nil },
	}
	for _, c := range change {
		c(&d, lib, list)
	}
	return d
}
