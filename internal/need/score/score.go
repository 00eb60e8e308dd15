// Package score measures how well the rules of package need find the needs of
// services that somebody has read and labelled.
//
// It compares what was found with the labels and counts; it must not read
// feeds, and it must not know how needs are found.
package score

import (
	"slices"

	"fettle/internal/need"
	"fettle/internal/service"
)

// Counts is how often something was wanted and given.
type Counts struct {
	// Wanted is how often a label must have it, and Found how often of those
	// it was given.
	Wanted, Found int
	// Given is how often it was given, and Right how often of those a label
	// must or may have it.
	Given, Right int
}

// Recall returns the share of the wanted that was found; 1 when none was wanted.
func (c Counts) Recall() float64 { return ratio(c.Found, c.Wanted) }

// Precision returns the share of the given that is right; 1 when none was given.
func (c Counts) Precision() float64 { return ratio(c.Right, c.Given) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func (c *Counts) add(wanted, given, right bool) {
	if wanted {
		c.Wanted++
	}
	if given {
		c.Given++
	}
	if wanted && given {
		c.Found++
	}
	if given && right {
		c.Right++
	}
}

// Gap is a need or a circumstance that was missed, or given wrongly.
type Gap struct {
	// Service is the service's id and Name its name.
	Service, Name string
	// ID is the need or the circumstance.
	ID string
	// Wrong marks one that was given wrongly; the others were missed.
	Wrong bool
	// Words are those it was wrongly given from.
	Words []string
}

// Half is the outcome for one half of the labels.
type Half struct {
	// Labels is how many labelled services there are.
	Labels int
	// Needs and Circumstances count over all of them.
	Needs, Circumstances Counts
	// ByNeed and ByCircumstance count by id.
	ByNeed, ByCircumstance map[string]*Counts
	// Gaps are the needs and circumstances missed or wrong, in the order of
	// the labels.
	Gaps []Gap
}

// Report is the outcome for a feed.
type Report struct {
	// Services is how many services there are in all, WithNeed how many of
	// them were given a need.
	Services, WithNeed int
	// Without are the names of those without a need.
	Without []string
	// Seen is the half that rules may be written by, HeldOut the other.
	Seen, HeldOut Half
	// Lost are the ids of labels whose service is not there.
	Lost []string
}

// Covered returns the share of the services that were given a need.
func (r Report) Covered() float64 { return ratio(r.WithNeed, r.Services) }

// Of finds the needs of all services and compares those that have a label. The
// id of a service is compared from its slash on.
func Of(rules *need.Rules, services []service.Service, labels []Label) Report {
	report := Report{Services: len(services), Seen: newHalf(), HeldOut: newHalf()}
	byID := map[string]*service.Service{}
	found := map[string]service.Found{}
	for i := range services {
		s := &services[i]
		id := bare(s.ID)
		f := rules.Find(s)
		if byID[id] == nil {
			byID[id], found[id] = s, f
		}
		if len(f.Needs) > 0 {
			report.WithNeed++
		} else {
			report.Without = append(report.Without, s.Name)
		}
	}
	for _, label := range labels {
		s := byID[label.ID]
		switch {
		case s == nil:
			report.Lost = append(report.Lost, label.ID)
		case label.HeldOut:
			report.HeldOut.compare(s, found[label.ID], label)
		default:
			report.Seen.compare(s, found[label.ID], label)
		}
	}
	return report
}

func newHalf() Half {
	h := Half{ByNeed: map[string]*Counts{}, ByCircumstance: map[string]*Counts{}}
	for _, n := range need.Needs() {
		h.ByNeed[n.ID] = &Counts{}
	}
	for _, c := range need.Circumstances() {
		h.ByCircumstance[c.ID] = &Counts{}
	}
	return h
}

// compare counts one labelled service.
func (h *Half) compare(s *service.Service, found service.Found, label Label) {
	h.Labels++
	h.compareList(s, found.Needs, label.Needs, label.MayNeeds, &h.Needs, h.ByNeed)
	// What the publisher states itself is not for the rules to answer for.
	may := slices.Clone(label.MayCircumstances)
	for _, c := range found.Circumstances {
		if len(c.Evidence) > 0 && slices.Contains([]string{"audience", "term", "age"}, c.Evidence[0].Where) {
			may = append(may, c.ID)
		}
	}
	h.compareList(s, found.Circumstances, label.Circumstances, may, &h.Circumstances, h.ByCircumstance)
}

func (h *Half) compareList(s *service.Service, found []service.NeedFound, must, may []string, all *Counts, by map[string]*Counts) {
	for id, counts := range by {
		i := slices.IndexFunc(found, func(f service.NeedFound) bool { return f.ID == id })
		wanted, given := slices.Contains(must, id), i >= 0
		right := wanted || slices.Contains(may, id)
		counts.add(wanted, given, right)
		all.add(wanted, given, right)
	}
	for _, id := range must {
		if !slices.ContainsFunc(found, func(f service.NeedFound) bool { return f.ID == id }) {
			h.Gaps = append(h.Gaps, Gap{Service: bare(s.ID), Name: s.Name, ID: id})
		}
	}
	for _, f := range found {
		if slices.Contains(must, f.ID) || slices.Contains(may, f.ID) {
			continue
		}
		gap := Gap{Service: bare(s.ID), Name: s.Name, ID: f.ID, Wrong: true}
		for _, e := range f.Evidence {
			gap.Words = append(gap.Words, e.Words)
		}
		h.Gaps = append(h.Gaps, gap)
	}
}
