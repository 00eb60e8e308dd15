// Package madeup is a library, a shortlist and a way to give it out that tests of
// the finder use in place of those on a disk, whichever form the finder has. The
// program must not use it, only tests.
package madeup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/service"
)

// Library answers questions about services with plain loops.
type Library struct {
	All []service.Service
	// Needs are those that it offers, in their order.
	Needs []service.Option
	// Page is how many rows it answers at the most; 0 is as many as were asked for.
	Page int
	// Fail is what searches answer; nil is a real answer.
	Fail error
}

// Service returns a whole service by its id.
func (l *Library) Service(id string) (service.Service, error) {
	for i := range l.All {
		if l.All[i].ID == id {
			return l.All[i], nil
		}
	}
	return service.Service{}, errors.New("this service is no longer in your data")
}

// Search answers a question. It takes "klub" for a mistyped "club".
func (l *Library) Search(ctx context.Context, q service.Query) (service.Result, error) {
	if err := errors.Join(ctx.Err(), l.Fail); err != nil {
		return service.Result{}, err
	}
	var r service.Result
	var may []service.Hit
	if rest, ok := strings.CutPrefix(q.Words, "klub"); ok {
		q.Words = "club" + rest
		r.Readings = []service.Reading{{Typed: "klub", As: "club"}}
	}
	q.Words, r.Readings = l.telling(q, r.Readings)
	for i := range l.All {
		h := hit(&l.All[i], &q)
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
	for _, most := range []int{q.Limit, l.Page} {
		if most > 0 {
			r.Hits = r.Hits[:min(most, len(r.Hits))]
		}
	}
	if q.Facets {
		r.Facets = l.Facets(q)
	}
	return r, nil
}

// telling leaves out the words that no service has, unless all are asked for.
func (l *Library) telling(q service.Query, read []service.Reading) (string, []service.Reading) {
	if q.Wording == service.AllWords {
		return q.Words, read
	}
	var kept []string
	for word := range strings.FieldsSeq(q.Words) {
		has := func(s service.Service) bool {
			return strings.Contains(strings.ToLower(s.Name+" "+s.Organisation.Name+" "+s.Description), strings.Trim(strings.ToLower(word), `"`))
		}
		if slices.ContainsFunc(l.All, has) {
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

// hit judges a service as a library does, and gives it as a row.
func hit(s *service.Service, q *service.Query) service.Hit {
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

// Explain gives the filters of the search in its words.
func (l *Library) Explain(_ context.Context, q service.Query, id string) (service.Fit, []service.Reason, error) {
	s, err := l.Service(id)
	if err != nil {
		return "", nil, err
	}
	var reasons []service.Reason
	add := func(p service.Pane, fact, source string, only service.Query) {
		answer := map[service.Fit]service.Answer{service.Fits: service.Yes, service.MayFit: service.NotStated, service.Fails: service.No}
		reasons = append(reasons, service.Reason{Pane: p, Answer: answer[hit(&s, &only).Fit], Fact: fact, Source: source})
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
	return hit(&s, &q).Fit, reasons, nil
}

// Relax tries the question without each of its parts.
func (l *Library) Relax(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
	before, err := l.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []service.Relaxation
	try := func(words string, without service.Query) {
		if r, err := l.Search(ctx, without); err == nil && r.Total > before.Total {
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
	if len(q.Choices[service.PaneCost]) > 0 {
		try("that cost something", q.Choose(service.PaneCost))
	}
	if at := strings.LastIndex(q.Words, " "); at > 0 {
		without := q
		without.Words = q.Words[:at]
		try("without the word \""+strings.Trim(q.Words[at+1:], `"`)+"\"", without)
	}
	return out, nil
}

// Facets counts every option.
func (l *Library) Facets(q service.Query) map[service.Pane][]service.Option {
	count := func(label, id string, q service.Query) service.Option {
		o := service.Option{ID: id, Label: label}
		for i := range l.All {
			switch hit(&l.All[i], &q).Fit {
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
	for _, n := range l.Needs {
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
			facets[service.PaneWhen] = append(facets[service.PaneWhen], count("", strings.ToLower(d.String()[:3])+"-"+name, with))
		}
	}
	facets[service.PaneCost] = []service.Option{count("Free", "free", q.Choose(service.PaneCost, "free")), count("Has a price", "priced", q)}
	for _, h := range service.Hows() {
		facets[service.PaneHow] = append(facets[service.PaneHow], count(string(h), string(h), q.Choose(service.PaneHow, string(h))))
	}
	facets[service.PaneFeed] = []service.Option{count("example", "example", q)}
	facets[service.PaneChecked] = []service.Option{count("In the last 3 months", "90", q)}
	return facets
}
