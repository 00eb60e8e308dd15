package index

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// checkHits compares every hit with the plain loop, and the order with itself.
func checkHits(t *testing.T, records oracle, q service.Query, got service.Result) {
	t.Helper()
	byID := map[string]*service.Service{}
	for i := range records.records {
		byID[records.records[i].ID] = &records.records[i]
	}
	seen := map[string]bool{}
	mayFrom := slices.IndexFunc(got.Hits, func(h service.Hit) bool { return h.Fit == service.MayFit })
	last, before := -1.0, 0
	for i, h := range got.Hits {
		want := byID[h.Service.ID]
		if seen[h.Service.ID] || want == nil || records.fit(want, q) != h.Fit {
			t.Fatalf("hit %d %s is %s; the plain loop says otherwise", i, h.Service.ID, h.Fit)
		}
		seen[h.Service.ID] = true
		if q.Sort != service.SortBest {
			if mayFrom >= 0 && (h.Fit == service.MayFit) != (i >= mayFrom) {
				t.Fatalf("hit %d: services that fit do not come before those that may", i)
			}
		} else if class := records.class(want, h.Fit, q); class < before {
			t.Fatalf("hit %d %s is of class %d, after one of %d", i, h.Service.ID, class, before)
		} else {
			before = class
		}
		for pane, answer := range records.answers(want, q) {
			if (answer == service.NotStated) != slices.Contains(h.Unstated, pane) {
				t.Fatalf("hit %s: unstated %v, but %s is %q", h.Service.ID, h.Unstated, pane, answer)
			}
		}
		if i == mayFrom {
			last = -1
		}
		if q.Sort == service.SortNear && q.Near != nil && h.Miles != nil {
			if *h.Miles < last {
				t.Fatalf("hit %d is %g miles away, after one of %g", i, *h.Miles, last)
			}
			last = *h.Miles
		}
	}
}

// class returns in which part of the best order a service is: what fits, what may
// fit, and the same of what is for others; in each by its purpose or by a mention,
// and in that first what has most of a sentence.
func (o oracle) class(s *service.Service, fit service.Fit, q service.Query) int {
	class := 0
	words, _, some := o.kept(q)
	inProse, elsewhere := 0, 0
	asked := len(words)
	vague := slices.ContainsFunc(words, func(w string) bool { return w != "support" }) // "support" hardly counts then
	for _, w := range words {
		switch {
		case vague && w == "support":
			asked--
		case strings.Contains(" "+s.Name+" "+s.Organisation.Name+" ", " "+strings.Trim(w, `"`)+" "):
			elsewhere++
		case hasWord(s, w):
			inProse++
		}
	}
	isMention := len(words) > 0 && (elsewhere == 0 || !some && inProse*2 >= asked)
	chosen := q.Choices[service.PaneNeed]
	most := 0.0 // of all chosen needs together, in half points as the page has them
	for _, n := range s.Found.Needs {
		if slices.Contains(chosen, n.ID) {
			most += math.Round(16 * math.Max(1, math.Floor(n.Weight*255)) / 256)
		}
	}
	if o.isLast(s, q) {
		class += 4
	}
	if fit == service.MayFit {
		class += 2
	}
	if isMention || len(chosen) > 0 && most < 8 {
		class++
	}
	lacking := 0 // of a sentence, how much of the words it has not
	if some {
		lacking = 100
		for _, w := range words {
			if hasWord(s, w) {
				lacking -= o.tells(w)
			}
		}
	}
	return 1000*class + lacking
}

// isLast reports whether a service is for others alone, where anything is asked.
func (o oracle) isLast(s *service.Service, q service.Query) bool {
	words, _, _ := o.kept(q)
	return o.isForOthers(s, q) && len(words)+len(o.answers(s, q)) > 0
}

func (o oracle) isForOthers(s *service.Service, q service.Query) bool {
	for _, n := range s.Found.OnlyFor {
		switch {
		case slices.Contains(q.Choices[service.PaneCircumstance], n.ID),
			n.ID == "women-only" && slices.Contains(q.Choices[service.PaneFor], "women"),
			n.ID == "men-only" && slices.Contains(q.Choices[service.PaneFor], "men"),
			n.ID == "young-carers" && q.Age != nil && *q.Age < 26 && slices.Contains(q.Choices[service.PaneCircumstance], "carer"),
			n.ID == "small-children" && q.Age != nil && *q.Age < 12:
			return false
		}
	}
	return len(s.Found.OnlyFor) > 0
}
