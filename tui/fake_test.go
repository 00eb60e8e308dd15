package tui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/tui/madeup"
)

// fakeNow is the moment at which all tests happen: a Sunday.
func fakeNow() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func ptr[T any](v T) *T { return &v }

// fakeServices are made-up services with the gaps that real ones have.
func fakeServices() []service.Service {
	clubs := []struct{ name, org, need, town, day string }{
		{"Tuesday Lunch Club", "Rosewood Neighbours", "company", "Blackburn", "tue"},
		{"Walk and Talk", "Fellside Strollers", "active", "Kendal", "wed"},
		{"Memory Cafe", "Rosewood Neighbours", "memory", "Lancaster", "thu"},
		{"Debt and Benefits Advice", "Fair Deal Advice Example", "money", "Preston", "mon"},
		{"Community Garden Mornings", "Green Patch Example", "nature", "Blackburn", "sat"},
		{"Bereavement Listening Line", "Evenlight Example", "bereavement", "", ""},
		{"Young Makers", "The Shed Example", "young-people", "Barrow-in-Furness", "fri"},
		{"Carers' Coffee", "Carers Together Example", "carers", "Morecambe", "tue"},
	}
	var all []service.Service
	for round := range 10 {
		for i, c := range clubs {
			all = append(all, fakeService(len(all), round, i, c.name, c.org, c.need, c.town, c.day))
		}
	}
	return all
}

func fakeService(n, round, i int, name, org, need, town, day string) service.Service {
	if round > 0 {
		name = fmt.Sprintf("%s %d", name, round+1)
	}
	s := service.Service{
		ID: fmt.Sprintf("example/%03d", n), Name: name, Organisation: service.Organisation{Name: org},
		Summary:     "A friendly group for anybody who would like company.",
		Description: "We meet every week. Tea, cake & *good* company_ <b>for all</b>.\n\nWhat to bring:\n- a coat\n- a friend\n\n## Getting here\nThe hall is by the <church>. Ring us first: 1. before noon; 2. after tea.",
		How:         []service.How{service.AtVenue}, Email: "hello@example.org", URL: "https://example.org/" + strconv.Itoa(n),
		Phones:  []service.Phone{{Number: fmt.Sprintf("01632 960 %03d", n), Label: "Office hours"}},
		Assured: service.Assurance{On: service.DateOf(fakeNow().AddDate(0, 0, -n*9)), By: "charity"},
		Source:  service.Provenance{Feed: "example", URL: "https://example.org/feed"},
		Found:   service.Found{Needs: []service.NeedFound{{ID: need}}},
	}
	if n%3 != 0 {
		s.Age = service.Age{Min: ptr(float64(18 + round*5))}
	}
	switch n % 4 {
	case 0:
		s.Cost.Free = service.Yes
	case 1:
		s.Cost = service.Cost{Free: service.No, Options: []service.CostOption{{Name: "Each", Pounds: ptr(3.5), Per: "per session"}}}
	}
	if day != "" && n%5 != 4 {
		for _, d := range service.Weekdays() {
			if shortDayOf(d) == day {
				s.Sessions = []service.Session{{Freq: service.Weekly, Days: []service.Day{{Day: d}}, From: "10:30", To: "12:00"}}
			}
		}
	}
	if town == "" {
		s.How = []service.How{service.ByPhone}
		s.Status = service.StatusActive
	} else {
		s.Locations = []service.Location{{Name: "Example Hall", Address: service.Address{Street: strconv.Itoa(n+1) + " Made Up Street", Town: town, Postcode: "BB2 7AA"},
			Point: &service.Point{Lat: 53.7 + float64(n)/500, Lon: -2.5}}}
	}
	if i == 6 && round == 0 {
		s.Alert = "No meeting in August"
		s.Phones = nil
	}
	return s
}

func shortDayOf(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }

// fakeWords says sessions in the simplest way.
type fakeWords struct{}

func (fakeWords) Session(s service.Session) string {
	if len(s.Days) == 0 {
		return s.Words
	}
	return s.Days[0].Day.String() + "s " + string(s.From) + " to " + string(s.To)
}

func (fakeWords) Status(*service.Service, time.Time) string { return "" }

func (fakeWords) Cautions(*service.Service) []string { return nil }

func (fakeWords) Next(s *service.Service, now time.Time, n int) []string {
	var out []string
	for d := now; len(s.Sessions) > 0 && len(out) < n; d = d.AddDate(0, 0, 1) {
		if d.Weekday() == s.Sessions[0].Days[0].Day {
			days := int(d.Sub(now).Hours() / 24)
			out = append(out, fmt.Sprintf("%s, 10:30am, in %d days", d.Format("Mon 2 Jan"), days))
		}
	}
	return out
}

// fakeSearches keeps saved searches in memory.
type fakeSearches struct {
	all               []savedsearch.Search
	failList, failAdd error
}

func (f *fakeSearches) List() ([]savedsearch.Search, error) {
	return slices.Clone(f.all), f.failList
}

func (f *fakeSearches) Add(s savedsearch.Search) error {
	if f.failAdd != nil {
		return f.failAdd
	}
	if slices.ContainsFunc(f.all, func(had savedsearch.Search) bool { return had.Name == s.Name }) {
		return fmt.Errorf("there is a saved search called %q already", s.Name)
	}
	f.all = append(f.all, s)
	return nil
}

func (f *fakeSearches) Remove(name string) (savedsearch.Search, error) {
	at := slices.IndexFunc(f.all, func(s savedsearch.Search) bool { return s.Name == name })
	if at < 0 {
		return savedsearch.Search{}, errors.New("there is none such")
	}
	gone := f.all[at]
	f.all = slices.Delete(f.all, at, at+1)
	return gone, nil
}

// fakeLocate knows two places.
func fakeLocate(text string) ([]service.Near, error) {
	switch strings.ToLower(text) {
	case "bb2":
		return []service.Near{{Point: service.Point{Lat: 53.74, Lon: -2.5}, Name: "BB2"}}, nil
	case "newton":
		return []service.Near{{Point: service.Point{Lat: 53.74, Lon: -2.5}, Name: "Newton, Lancashire", Level: service.LevelTown}, {Point: service.Point{Lat: 54, Lon: -2.5}, Name: "Newton, Cumbria"}}, nil
	}
	return nil, fmt.Errorf("no place is called %q: try a postcode or a town", text)
}

// fakeTowns knows one of them.
func fakeTowns(text string) []service.Near {
	if near, err := fakeLocate(text); err == nil && near[0].Level == service.LevelTown {
		return near
	}
	return nil
}

// fakeWindows knows Tuesdays.
func fakeWindows(text string, _ time.Time) ([]service.Window, error) {
	switch text {
	case "tue morning":
		return []service.Window{{ID: "tue-morning", Day: time.Tuesday, From: 360, To: 720}}, nil
	case "tue":
		return []service.Window{{ID: "tue", Day: time.Tuesday, To: 1440}}, nil
	}
	return nil, fmt.Errorf("%q is not a time that can be read: try \"tue morning\"", text)
}

// fakeDeps returns what the finder needs, on a made-up library.
func fakeDeps(lib *madeup.Library, list *madeup.Shortlist) Deps {
	list.Library, list.Now = lib, fakeNow()
	return Deps{
		Search: lib.Search, Explain: lib.Explain, Relax: lib.Relax, Service: lib.Service, Words: fakeWords{}, Shortlist: list, MaxNote: 2000, Now: fakeNow, Needs: fakeNeeds(), Demo: true,
		Talks: fakeTalks(), Updates: newFakeUpdates(lib),
		Contents: func() service.Contents {
			return service.Contents{Services: len(lib.All), Feeds: []service.FeedContents{{Name: "example", Publisher: "Example Council", Services: len(lib.All),
				Synced: fakeNow().AddDate(0, 0, -2)}}}
		},
		Locate: fakeLocate,
		Read: func(line string, typing bool, now time.Time) typed.Reading {
			return typed.Read(line, typing, now, typed.Lookup{Place: fakeLocate, Town: fakeTowns, Time: fakeWindows})
		},
		Windows: fakeWindows,
		Danger: func(words string) []string {
			if strings.Contains(words, "10") {
				return []string{"In danger: 999.", "In crisis: NHS 111, option 2.", "To talk: Samaritans 116 123."}
			}
			return nil
		},
		Giving: &madeup.Giving{List: list},
		Question: func(name string) string {
			if strings.HasPrefix(name, "Mrs ") {
				return "it looks like a person’s name"
			}
			return ""
		},
		Searches: &fakeSearches{},
		Open:     func(string) error { return nil },
		Map: func(s *service.Service, _ int) string {
			if len(s.Locations) == 0 {
				return ""
			}
			return "https://map.example.org/" + s.ID
		},
		Copy: func(string) (string, error) { return "Copied how to reach it.", nil },
	}
}

func fakeNeeds() []service.Option {
	return []service.Option{{ID: "company", Label: "Company and loneliness"}, {ID: "active", Label: "Being active"},
		{ID: "memory", Label: "Memory loss and dementia"}, {ID: "money", Label: "Money, benefits and debt"},
		{ID: "nature", Label: "Nature, gardening and animals"}, {ID: "bereavement", Label: "Loss and bereavement"},
		{ID: "young-people", Label: "Children's and young people's activities"}, {ID: "carers", Label: "Caring for someone"}}
}

func fakeLibrary(all []service.Service) *madeup.Library {
	return &madeup.Library{All: all, Needs: fakeNeeds()}
}
