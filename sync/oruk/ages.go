package oruk

import (
	"strings"

	"fettle/internal/clean"
	"fettle/internal/pattern"
	"fettle/internal/service"
)

const (
	// noLimit is the age from which a maximum means that there is none: feeds
	// write 100, 104, 120 and 999.
	noLimit = 100
	// oldest is the highest age that a minimum can have.
	oldest = 120
)

// saysAge matches words about ages.
var saysAge = pattern.Later(`(?i)\b(?:age[ds]?|years?|yrs?|over|under)\b.*\d|\d.*\b(?:years?|yrs?|months?|and over|plus)\b|\d\s*(?:-|–|to)\s*\d|\d\+`)

// recommendsAge matches words that make the ages a recommendation and no limit:
// "Recommended for people of 65 and over", "Suggested age 8 to 12".
var recommendsAge = pattern.Later(`(?i)\b(?:recommend(?:ed|s)?|suggested|suitable|ideal(?:ly)?|best suited|aimed mainly)\b[^.;\n]{0,40}\b(?:age[ds]?|people|those|anyone|children|adults|over|under|from|of)\b[^.;\n]{0,20}\d`)

// age reads who a service is for by age: bounds on the record itself (version
// 3), rows of eligibility (version 1), or bands (Outpost), in this order. It
// returns what is said of eligibility in words too.
func (r *reader) age(o object) (age service.Age, eligibility string) {
	age = r.bounds(o)
	rows := r.objects(o, "eligibilitys", "eligibilities", "eligibility")
	if !age.Stated() {
		age = r.rowAges(rows)
	}
	if !age.Stated() {
		age = r.bands(o)
	}
	eligibility = r.prose(o, maxAccount, "eligibilitydescription")
	if eligibility == "" {
		eligibility = r.rowWords(rows)
	}
	if words := clean.Line(eligibility, 0); strings.EqualFold(strings.Trim(words, ". "), age.Phrase()) {
		eligibility = "" // it says no more than the ages do
	} else if len(words) <= maxName && saysAge().MatchString(words) {
		age.Words = words
		age.Recommended = age.Stated() && recommendsAge().MatchString(words)
	}
	return age, eligibility
}

// rowAges joins rows of eligibility: whoever fits one of them may come. A row
// that is open at one end makes that end open; a row without ages says nothing.
func (r *reader) rowAges(rows []object) service.Age {
	var all service.Age
	stated := false
	for _, row := range rows {
		one := r.bounds(row)
		switch {
		case !one.Stated():
			continue
		case !stated:
			all, stated = one, true
			continue
		}
		if all.Min != nil && (one.Min == nil || *one.Min < *all.Min) {
			all.Min = one.Min
		}
		if all.Max != nil && (one.Max == nil || *one.Max > *all.Max) {
			all.Max = one.Max
		}
	}
	if stated && !all.Stated() { // One row open below, another above: everybody.
		all.Min = new(float64)
	}
	return all
}

// rowWords returns what the rows of eligibility say in words.
func (r *reader) rowWords(rows []object) string {
	var words []string
	for _, row := range rows {
		words = append(words, r.line(row, maxWords, "eligibility", "name", "description"))
	}
	return clean.Line(joinDistinct(words, "; "), maxAccount)
}

// bounds reads the lowest and highest age of an object.
func (r *reader) bounds(o object) service.Age {
	low, hasLow := r.number(o, "minimumage", "minage")
	high, hasHigh := r.number(o, "maximumage", "maxage")
	if hasLow && (low < 0 || low > oldest) {
		r.countUnless(low == -1, fixAge)
		hasLow = false
	}
	if hasHigh && high < 0 {
		r.countUnless(high == -1, fixAge)
		hasHigh = false
	}
	if hasHigh && high == 0 { // Nobody is at most 0: an unset field.
		r.countUnless(low == 0, fixAge)
		hasHigh = false
	}
	endless := hasHigh && high >= noLimit
	if endless {
		hasHigh = false
	}
	if hasLow && hasHigh && low > high {
		r.count(fixAge)
		low, high = high, low
	}
	if hasLow && low == 0 && !hasHigh && !endless {
		hasLow = false // 0 by itself is what forms leave in the field.
	}
	var age service.Age
	if hasLow {
		age.Min = &low
	}
	if hasHigh {
		age.Max = &high
	}
	return age
}

func (r *reader) countUnless(known bool, kind string) {
	if !known {
		r.count(kind)
	}
}

// bands reads the age bands that Outpost keeps for childcare.
func (r *reader) bands(o object) service.Age {
	bands := []struct {
		key       string
		low, high float64
	}{
		{"agebandunder2", 0, 1}, {"ageband2", 2, 2}, {"ageband34", 3, 4}, {"ageband57", 5, 7}, {"ageband8plus", 8, noLimit},
		{"agebandall", 0, noLimit},
	}
	low, high := -1.0, 0.0
	for _, b := range bands {
		if r.answer(o, b.key) != service.Yes {
			continue
		}
		if low < 0 || b.low < low {
			low = b.low
		}
		high = max(high, b.high)
	}
	var age service.Age
	if low >= 0 {
		age.Min = &low
		if high < noLimit {
			age.Max = &high
		}
	}
	return age
}
