package main

import (
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// situation is what somebody asks a link worker for, in the terms of the tables.
type situation struct {
	name string
	// town and miles say where; "" is anywhere.
	town  string
	miles float64
	// needs and who are met by any of them; none is any.
	needs, who []string
	// age is fitted by the ages that a record states, or by none stated; 0 is any.
	age float64
	// day and part ask for a session: "TU" and "morning", "evening" or "".
	day, part string
	// how asks for a way of attending.
	how string
	// least is how many services a careful worker could name.
	least int
}

// situations are of the kind that link workers, early-help officers and carers'
// workers meet.
func situations() []situation {
	return []situation{
		{name: "72, lonely, small pension, free on Tuesday mornings, has a dog", town: "Bamber Bridge", miles: 5, needs: []string{"company"}, age: 72, day: "TU", part: "morning", least: 5},
		{name: "widower of 78 who does not leave the house", town: "Morecambe", miles: 5, needs: []string{"bereavement", "company"}, who: []string{"bereaved", "men", "alone"}, age: 78, least: 5},
		{name: "new mother with low mood", town: "Burnley", miles: 5, needs: []string{"babies"}, who: []string{"parent"}, age: 29, least: 4},
		{name: "cares for a husband with dementia", town: "Kendal", miles: 8, needs: []string{"carers", "memory"}, who: []string{"carer", "dementia"}, age: 74, least: 4},
		{name: "17, not in education or work", town: "Blackpool", miles: 5, needs: []string{"work", "young-people"}, who: []string{"young"}, age: 17, least: 3},
		{name: "family short of fuel and food", town: "Nelson", miles: 5, needs: []string{"food", "energy"}, least: 5},
		{name: "refugee who wants to learn English", town: "Preston", miles: 5, needs: []string{"learning", "migration"}, who: []string{"refugee"}, age: 34, least: 4},
		{name: "man of 50 in debt after redundancy", town: "Chorley", miles: 5, needs: []string{"money", "work"}, age: 50, least: 5},
		{name: "wheelchair user who wants to swim", town: "Lancaster", miles: 5, needs: []string{"active", "health"}, who: []string{"wheelchair"}, age: 40, least: 3},
		{name: "young carer of 12", town: "Accrington", miles: 5, needs: []string{"carers"}, who: []string{"young"}, age: 12, least: 3},
		{name: "veteran who drinks too much", town: "Barrow-in-Furness", miles: 5, needs: []string{"addiction", "armed-forces"}, who: []string{"veteran"}, age: 55, least: 4},
		{name: "deaf woman of 70", town: "Ormskirk", miles: 5, needs: []string{"senses"}, who: []string{"deaf"}, age: 70, least: 4},
		{name: "autistic teenager, evenings", town: "Leyland", miles: 5, needs: []string{"neurodiversity", "young-people"}, who: []string{"autistic"}, age: 15, part: "evening", least: 3},
		{name: "afraid of her partner, may only telephone", needs: []string{"abuse"}, how: "phone", least: 4},
		{name: "bereaved by suicide", needs: []string{"bereavement"}, who: []string{"bereaved"}, age: 45, town: "Preston", miles: 30, least: 5},
		{name: "LGBTQ+ and 15", needs: []string{"lgbtq"}, age: 15, least: 3},
		{name: "gambling", needs: []string{"addiction"}, town: "Preston", miles: 20, age: 30, least: 4},
		{name: "father with a toddler at weekends", needs: []string{"family", "babies"}, who: []string{"men", "parent"}, day: "SA", part: "morning", least: 3},
		{name: "wants to learn to use a tablet", town: "Garstang", miles: 5, needs: []string{"digital"}, age: 68, least: 3},
		{name: "no way to get to the hospital", town: "Grange-over-Sands", miles: 8, needs: []string{"transport"}, age: 81, least: 3},
		{name: "gardening for low mood", town: "Blackburn", miles: 5, needs: []string{"nature"}, age: 39, least: 3},
		{name: "new to the area with a toddler", town: "Clitheroe", miles: 5, needs: []string{"babies"}, age: 2, least: 3},
		{name: "rough sleeper with a dog", town: "Preston", miles: 5, needs: []string{"housing", "food"}, least: 3},
		{name: "thinking of suicide tonight", needs: []string{"crisis"}, part: "evening", least: 4},
		{name: "hard of hearing and lonely", town: "Lancaster", miles: 5, needs: []string{"senses"}, who: []string{"deaf"}, age: 80, least: 2},
	}
}

func TestSituationsHaveAnswers(t *testing.T) {
	tables, records := made(t)
	for _, s := range situations() {
		var names []string
		for _, r := range records {
			if s.meets(tables, r) {
				names = append(names, r.Name)
			}
		}
		if len(names) < s.least {
			t.Errorf("%s: %d services fit, want %d: %s", s.name, len(names), s.least, strings.Join(names, "; "))
		}
	}
}

// meets reports whether a record is one that a careful worker could name.
func (s situation) meets(t *tables, r *record) bool {
	if len(s.needs) > 0 && !overlap(s.needs, r.Needs) || len(s.who) > 0 && !overlap(s.who, r.Who) {
		return false
	}
	if s.age > 0 && (r.ages.min != nil && s.age < *r.ages.min || r.ages.max != nil && s.age > *r.ages.max) {
		return false
	}
	if s.how != "" && !slices.Contains(r.How, s.how) {
		return false
	}
	return s.near(t, r) && s.timely(r)
}

func (s situation) near(t *tables, r *record) bool {
	if s.town == "" {
		return true
	}
	home := t.towns[s.town]
	centre := service.Point{Lat: home.At[0], Lon: home.At[1]}
	for _, place := range r.sites {
		if centre.Miles(service.Point{Lat: place.town.At[0], Lon: place.town.At[1]}) <= s.miles {
			return true
		}
	}
	return len(r.sites) == 0 && (r.town.District == home.District || len(r.Area) > 0)
}

func (s situation) timely(r *record) bool {
	if s.day == "" && s.part == "" {
		return true
	}
	return slices.ContainsFunc(r.sessions, func(x session) bool {
		if s.day != "" && !slices.ContainsFunc(x.days, func(day string) bool { return strings.HasSuffix(day, s.day) }) {
			return false
		}
		switch s.part {
		case "morning":
			return x.from < "12:00"
		case "evening":
			return x.to > "17:30" || x.to < x.from
		default:
			return true
		}
	})
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
