package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/typed"
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
func (fakeWords) Cautions(*service.Service) []string        { return nil }

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

// fakeList is a shortlist in memory with undo.
type fakeList struct {
	items         []Item
	before, after [][]Item
	names         map[string]string
	fail          error
	about         About
	others        []About
	passphrase    string
	expired       int
}

func (l *fakeList) Items() []Item { return slices.Clone(l.items) }

func (l *fakeList) change(items []Item) error {
	if l.fail != nil {
		return l.fail
	}
	l.before = append(l.before, l.items)
	l.after = nil
	l.items = items
	return nil
}

func (l *fakeList) Add(id string) error {
	return l.change(append(slices.Clone(l.items), Item{ID: id, Name: l.names[id]}))
}

func (l *fakeList) Remove(id string) error {
	return l.change(slices.DeleteFunc(slices.Clone(l.items), func(i Item) bool { return i.ID == id }))
}

func (l *fakeList) Move(from, to int) error {
	items := slices.Clone(l.items)
	items[from], items[to] = items[to], items[from]
	return l.change(items)
}

func (l *fakeList) Fresh() error { return l.change(nil) }

func (l *fakeList) Undo() (string, error) {
	if len(l.before) == 0 {
		return "", nil
	}
	l.after = append(l.after, l.items)
	l.items = l.before[len(l.before)-1]
	l.before = l.before[:len(l.before)-1]
	return "the last change", nil
}

func (l *fakeList) Redo() (string, error) {
	if len(l.after) == 0 {
		return "", nil
	}
	l.before = append(l.before, l.items)
	l.items = l.after[len(l.after)-1]
	l.after = l.after[:len(l.after)-1]
	return "the last change", nil
}

func (l *fakeList) noted(id string, set func(*Item)) error {
	items := slices.Clone(l.items)
	for i := range items {
		if items[i].ID == id {
			set(&items[i])
		}
	}
	return l.change(items)
}

func (l *fakeList) Note(id, text string) error { return l.noted(id, func(i *Item) { i.Note = text }) }

func (l *fakeList) Private(id, text string) error {
	return l.noted(id, func(i *Item) { i.Private = text })
}

func (l *fakeList) About() About {
	about := l.about
	about.Services = len(l.items)
	if about.Used.IsZero() {
		about.Used = fakeNow()
	}
	if about.Label == "" {
		about.Goes = about.Used.Add(24 * time.Hour)
	}
	return about
}

func (l *fakeList) All() []About { return append([]About{l.About()}, l.others...) }

func (l *fakeList) Use(id string) error {
	for i, o := range l.others {
		if o.ID == id {
			l.others[i], l.about = l.About(), o
			l.items, l.before, l.after = nil, nil, nil
			if !o.Shut {
				l.items = []Item{{ID: "example/001", Name: "Walk and Talk"}}
			}
			return l.fail
		}
	}
	return l.fail
}

func (l *fakeList) Begin(name string) error {
	l.others = append(l.others, l.About())
	l.about, l.items, l.before = About{ID: "new", Label: name, Goes: fakeNow().AddDate(0, 0, 30)}, nil, nil
	return l.fail
}

func (l *fakeList) Delete(id string) error {
	l.others = slices.DeleteFunc(l.others, func(a About) bool { return a.ID == id })
	if l.about.ID == id {
		l.about, l.items = About{}, nil
	}
	return l.fail
}

func (l *fakeList) Rename(name string) error { l.about.Label = name; return l.fail }

func (l *fakeList) Keep(keep bool) error {
	l.about.Goes = fakeNow().AddDate(0, 0, 30)
	if keep {
		l.about.Goes = time.Time{}
	}
	return l.fail
}

func (l *fakeList) Unlock(_, passphrase string) error {
	if passphrase != l.passphrase {
		return errors.New("that is not the passphrase of this list")
	}
	l.about.Shut, l.items = false, []Item{{ID: "example/001", Name: "Walk and Talk"}}
	return nil
}

func (l *fakeList) Lock(passphrase string) error {
	l.passphrase, l.about.Locked = passphrase, true
	return l.fail
}

func (l *fakeList) RemoveLock() error { l.about.Locked = false; return l.fail }

func (l *fakeList) Expire() (int, error) { return l.expired, nil }

// fakeLibrary answers questions with plain loops.
type fakeLibrary struct {
	all []service.Service
}

func (f *fakeLibrary) service(id string) (service.Service, error) {
	for i := range f.all {
		if f.all[i].ID == id {
			return f.all[i], nil
		}
	}
	return service.Service{}, errors.New("no such service")
}

func (f *fakeLibrary) search(ctx context.Context, q service.Query) (service.Result, error) {
	if err := ctx.Err(); err != nil {
		return service.Result{}, err
	}
	var r service.Result
	var may []service.Hit
	if rest, ok := strings.CutPrefix(q.Words, "klub"); ok {
		q.Words = "club" + rest
		r.Readings = []service.Reading{{Typed: "klub", As: "club"}}
	}
	for i := range f.all {
		h := fakeHit(&f.all[i], &q)
		switch h.Fit {
		case service.Fits:
			r.Fits++
			r.Hits = append(r.Hits, h)
		case service.MayFit:
			r.MayFit++
			may = append(may, h)
		case service.Fails:
		}
	}
	r.Hits = append(r.Hits, may...)
	r.Total = len(r.Hits)
	r.Hits = r.Hits[min(q.Offset, r.Total):]
	if q.Limit > 0 {
		r.Hits = r.Hits[:min(q.Limit, len(r.Hits))]
	}
	if q.Facets {
		r.Facets = f.facets(q)
	}
	return r, nil
}

func fakeHit(s *service.Service, q *service.Query) service.Hit {
	row := *s // as a library answers: without what only the whole record has
	row.Description, row.Summary, row.Eligibility, row.Timing, row.AccessNote = "", "", "", "", ""
	row.Contacts, row.Areas, row.Terms, row.Accessibility, row.Audience = nil, nil, nil, nil, nil
	h := service.Hit{Service: &row, Fit: service.Fits, Nearest: len(s.Locations) - 1}
	no := func(p service.Pane, a service.Answer) {
		switch {
		case a == service.No:
			h.Fit = service.Fails
		case a == service.NotStated && h.Fit != service.Fails:
			h.Fit = service.MayFit
			h.Unstated = append(h.Unstated, p)
		}
	}
	yes := map[bool]service.Answer{true: service.Yes, false: service.No}
	for word := range strings.FieldsSeq(strings.ToLower(strings.ReplaceAll(q.Words, `"`, ""))) {
		no("", yes[strings.Contains(strings.ToLower(s.Name+" "+s.Organisation.Name+" "+s.Description), word)])
	}
	if q.Age != nil {
		no(service.PaneAge, s.Age.Accepts(*q.Age))
	}
	if q.Near != nil && len(s.Locations) > 0 {
		miles := s.Locations[0].Point.Miles(q.Near.Point)
		h.Miles = &miles
		no(service.PaneWhere, yes[miles <= q.Radius()])
	}
	if len(q.When) > 0 {
		answer := service.NotStated
		if len(s.Sessions) > 0 {
			answer = yes[slices.ContainsFunc(q.When, func(w service.Window) bool { return w.Day == s.Sessions[0].Days[0].Day && w.From < 720 })]
		}
		no(service.PaneWhen, answer)
	}
	if needs := q.Choices[service.PaneNeed]; len(needs) > 0 {
		no(service.PaneNeed, yes[slices.Contains(needs, s.Found.Needs[0].ID)])
	}
	if slices.Contains(q.Choices[service.PaneCost], service.CostFree) {
		no(service.PaneCost, s.Cost.Free)
	}
	if hows := q.Choices[service.PaneHow]; len(hows) > 0 {
		no(service.PaneHow, yes[slices.Contains(hows, string(s.How[0]))])
	}
	if q.StatedOnly && h.Fit == service.MayFit {
		h.Fit = service.Fails
	}
	return h
}

// explain gives the filters of the fake search in its words.
func (f *fakeLibrary) explain(_ context.Context, q service.Query, id string) (service.Fit, []service.Reason, error) {
	s, err := f.service(id)
	if err != nil {
		return "", nil, err
	}
	var reasons []service.Reason
	add := func(p service.Pane, fact, source string, only service.Query) {
		answer := map[service.Fit]service.Answer{service.Fits: service.Yes, service.MayFit: service.NotStated, service.Fails: service.No}
		reasons = append(reasons, service.Reason{Pane: p, Answer: answer[fakeHit(&s, &only).Fit], Fact: fact, Source: source})
	}
	if q.Words != "" {
		add(service.PaneWords, "\""+strings.ReplaceAll(q.Words, `"`, "")+"\" is in the name", "name", service.Query{Words: q.Words})
	}
	if q.Age != nil {
		fact := "ages are not stated"
		if s.Age.Min != nil {
			fact = fmt.Sprintf("ages %g and over", *s.Age.Min)
		}
		add(service.PaneAge, fact, "record", service.Query{Age: q.Age})
	}
	if needs := q.Choices[service.PaneNeed]; len(needs) > 0 {
		add(service.PaneNeed, "the summary says \""+s.Found.Needs[0].ID+"\"", "summary", service.Query{Choices: q.Choices})
	}
	return fakeHit(&s, &q).Fit, reasons, nil
}

// relax tries the question without each of its parts.
func (f *fakeLibrary) relax(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
	before, err := f.search(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []service.Relaxation
	try := func(words string, without service.Query) {
		if r, err := f.search(ctx, without); err == nil && r.Total > before.Total {
			out = append(out, service.Relaxation{Gain: fmt.Sprintf("%d more %s", r.Total-before.Total, words), Query: without, Listed: r.Total - before.Total})
		}
	}
	if q.StatedOnly {
		without := q
		without.StatedOnly = false
		try("if what is not stated may be asked", without)
	}
	if len(q.Choices[service.PaneNeed]) > 0 {
		try("for other needs", q.Choose(service.PaneNeed))
	}
	if q.Age != nil {
		without := q
		without.Age = nil
		try("for other ages", without)
	}
	if at := strings.LastIndex(q.Words, " "); at > 0 {
		without := q
		without.Words = q.Words[:at]
		try("without the word \""+strings.Trim(q.Words[at+1:], `"`)+"\"", without)
	}
	return out, nil
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
	for _, band := range [][2]string{{"8", "5 to 11"}, {"21", "18 to 24"}, {"35", "25 to 49"}, {"57", "50 to 64"}, {"72", "65 to 79"}, {"85", "80 and over"}} {
		years, _ := strconv.Atoi(band[0])
		with := q
		with.Age = &years
		facets[service.PaneAge] = append(facets[service.PaneAge], count(band[1], band[0], with))
	}
	if q.Near != nil {
		for _, miles := range []string{"1", "2", "5", "10", "20"} {
			with := q
			with.Within, _ = strconv.ParseFloat(miles, 64)
			facets[service.PaneWhere] = append(facets[service.PaneWhere], count("Within "+miles+" miles", miles, with))
		}
	}
	for _, d := range service.Weekdays() {
		for part, name := range []string{"morning", "afternoon", "evening"} {
			with := q
			with.When = []service.Window{{Day: d, From: []int{360, 720, 1020}[part], To: []int{720, 1020, 1380}[part]}}
			facets[service.PaneWhen] = append(facets[service.PaneWhen], count("", shortDayOf(d)+"-"+name, with))
		}
	}
	facets[service.PaneCost] = []service.Option{count("Free", "free", q.Choose(service.PaneCost, "free")), count("Has a price", "priced", q)}
	for _, h := range service.Hows() {
		facets[service.PaneHow] = append(facets[service.PaneHow], count(string(h), string(h), q.Choose(service.PaneHow, string(h))))
	}
	facets[service.PaneFeed] = []service.Option{count("example", "example", q)}
	return facets
}

func fakeNeeds() []service.Option {
	return []service.Option{{ID: "company", Label: "Company and loneliness"}, {ID: "active", Label: "Being active"},
		{ID: "memory", Label: "Memory loss and dementia"}, {ID: "money", Label: "Money, benefits and debt"},
		{ID: "nature", Label: "Nature, gardening and animals"}, {ID: "bereavement", Label: "Loss and bereavement"},
		{ID: "young-people", Label: "Children's and young people's activities"}, {ID: "carers", Label: "Caring for someone"}}
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
func fakeDeps(lib *fakeLibrary, list *fakeList) Deps {
	list.names = make(map[string]string, len(lib.all))
	for i := range lib.all {
		list.names[lib.all[i].ID] = lib.all[i].Name
	}
	return Deps{
		Search: lib.search, Explain: lib.explain, Relax: lib.relax, Service: lib.service, Words: fakeWords{}, Shortlist: list, MaxNote: 2000, Now: fakeNow, Needs: fakeNeeds(), Demo: true,
		Talks: fakeTalks(), Updates: newFakeUpdates(lib),
		Contents: func() service.Contents {
			return service.Contents{Services: len(lib.all), Feeds: []service.FeedContents{{Name: "example", Publisher: "Example Council", Services: len(lib.all),
				Synced: fakeNow().AddDate(0, 0, -2)}}}
		},
		Locate: fakeLocate,
		Read: func(line string, typing bool, now time.Time) typed.Reading {
			return typed.Read(line, typing, now, typed.Lookup{Place: fakeLocate, Time: fakeWindows})
		},
		Windows: fakeWindows,
		Danger: func(words string) []string {
			if strings.Contains(words, "10") {
				return []string{"In danger: 999.", "In crisis: NHS 111, option 2.", "To talk: Samaritans 116 123."}
			}
			return nil
		},
		Giving: &fakeGiving{list: list},
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
