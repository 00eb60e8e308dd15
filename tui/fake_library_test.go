package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/service"
)

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
	q.Words, r.Readings = f.telling(q, r.Readings)
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

// telling leaves out the words that no service has, unless all are asked for.
func (f *fakeLibrary) telling(q service.Query, read []service.Reading) (string, []service.Reading) {
	if q.Wording == service.AllWords {
		return q.Words, read
	}
	var kept []string
	for word := range strings.FieldsSeq(q.Words) {
		has := func(s service.Service) bool {
			return strings.Contains(strings.ToLower(s.Name+" "+s.Organisation.Name+" "+s.Description), strings.Trim(strings.ToLower(word), `"`))
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
