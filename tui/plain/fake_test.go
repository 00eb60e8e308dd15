package plain

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fettle/internal/conversation"
	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/tui"
	"fettle/tui/madeup"
)

// fakeNow is the moment at which all tests happen: a Monday.
func fakeNow() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

// fakeServices are a few made-up services.
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

func fakeNeeds() []service.Option {
	return []service.Option{
		{ID: "company", Label: "Company and loneliness"}, {ID: "active", Label: "Being active"}, {ID: "memory", Label: "Memory loss and dementia"},
		{ID: "money", Label: "Money, benefits and debt"}, {ID: "housing", Label: "A place to live"},
	}
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
func fake(t testing.TB, change ...func(*tui.Deps, *madeup.Library, *madeup.Shortlist)) tui.Deps {
	t.Helper()
	lib := &madeup.Library{All: fakeServices(), Needs: fakeNeeds(), Page: 3} // a small page, so that more has to be fetched
	list := &madeup.Shortlist{Library: lib, Now: fakeNow()}
	list.Open.Facts.Used = fakeNow().Add(-2 * time.Hour)
	settle := service.Near{Point: service.Point{Lat: 54, Lon: -2.5}, Name: "Settle"}
	d := tui.Deps{
		Search: lib.Search, Explain: lib.Explain, Relax: lib.Relax, Service: lib.Service, Words: fakeWords{}, Shortlist: list, Now: fakeNow, Needs: fakeNeeds(),
		Contents: func() service.Contents {
			return service.Contents{Services: len(lib.All), Feeds: []service.FeedContents{
				{Name: "example", Publisher: "Example Council", Services: len(lib.All), Synced: fakeNow().AddDate(0, 0, -2)}}}
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
		Giving:  &madeup.Giving{List: list},
		MaxNote: 60, Searches: savedsearch.Store{Path: filepath.Join(t.TempDir(), "searches.json")},
		Open: func(string) error { return nil },
		Copy: func(string) (string, error) { return "Copied how to reach it.", nil },
	}
	for _, c := range change {
		c(&d, lib, list)
	}
	return d
}
