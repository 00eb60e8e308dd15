package typed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// Oldest is the highest age that is read, in years.
const Oldest = 120

var (
	number     = pattern.Later(`^\d{1,3}$`)
	decade     = pattern.Later(`^[1-9]0['’]?s$`)
	twoFigures = pattern.Later(`^[1-9]\d$`)
	ageInOne   = pattern.Later(`^(\d{1,3})(?:yo|y/o|yrs?|y|years?|-?years?-?old)$`)
	oldInOne   = pattern.Later(`^(?:yo|y/o|years?-?old|yrs?-?old)$`)
	yearsWord  = pattern.Later(`^(?:years?|yrs?|y)$`)
	oldWord    = pattern.Later(`^olds?$`)
)

// ages reads the first age: "72yo", "72-year-old", "aged 72", "72 years old",
// "18 months old", else a bare "72" between words. None are "over 60s", which is
// what services call themselves, and numbers that count something else.
//
// An age behind "son", "daughter" or another word for a child goes before all
// others, which are left out then: who asks for a child says the parent's age too.
func (r *reader) ages() {
	for i := range r.tokens {
		if years, n := r.childAt(i); n > 0 {
			r.take(i, n, Part{Pane: service.PaneAge, Years: years})
			r.otherAges(years)
			return
		}
	}
	for _, read := range [...]func(int) (years, n int){r.ageAt, r.decadeAt, r.bareAge} {
		for i := range r.tokens {
			switch years, n := read(i); {
			case n == 0:
			case years > Oldest:
				r.drop(i, n)
				r.noted(fmt.Sprintf("An age is a number of years, 0 to %d.", Oldest))
			default:
				r.take(i, n, Part{Pane: service.PaneAge, Years: years})
				return
			}
		}
	}
}

// oldestChild is the highest age, in years, that is read as a child's.
const oldestChild = 17

// childAt reads the age that stands behind a word for a child: "son 7", "daughter
// of 4", "her boy, 9 years old".
func (r *reader) childAt(i int) (years, n int) {
	before := i - 1
	switch r.text(before) {
	case "is", "of", "aged", "who", "thats", "that's":
		before--
	}
	switch r.plain(before) {
	case "son", "daughter", "boy", "girl", "child", "kid", "lad", "grandson", "granddaughter", "grandchild", "toddler", "nephew", "niece":
	default:
		return 0, 0
	}
	if years, n = r.ageAt(i); n == 0 && number().MatchString(r.text(i)) && (!r.counts(i) || r.text(i+1) == "and") {
		years, _ = strconv.Atoi(r.text(i))
		n = 1
	}
	if years > oldestChild {
		return 0, 0
	}
	return years, n
}

// otherAges drops the ages that stand beside a child's, and says so.
func (r *reader) otherAges(child int) {
	for i := range r.tokens {
		for _, read := range [...]func(int) (years, n int){r.ageAt, r.decadeAt, r.bareAge} {
			if _, n := read(i); n > 0 {
				r.noted(fmt.Sprintf("“%s” was left out: what is looked for is for the child, age %d.", r.typed(i, n), child))
				r.drop(i, n)
			}
		}
	}
}

// decadeAt reads "in her 70s", "late 60s" or "70s" as an age of those years, unless
// it is what services call themselves or music.
func (r *reader) decadeAt(i int) (years, n int) {
	for _, said := range [...]string{"in", "his/her/their/my/the", "early/mid/late"} {
		if slices.Contains(strings.Split(said, "/"), r.text(i+n)) {
			n++
		}
	}
	if !decade().MatchString(r.text(i + n)) {
		return 0, 0
	}
	years, _ = strconv.Atoi(r.text(i + n)[:2])
	switch r.text(i + n - 1) {
	case "early":
		years += 2
	case "late":
		years += 8
	default:
		years += 5
	}
	switch r.text(i + n - 1) {
	case "over", "under", "for", "plus":
		return 0, 0
	}
	switch r.text(i + n + 1) {
	case "music", "night", "nights", "disco", "songs", "party", "club", "lunch", "group", "and", "plus", "hits", "film", "films":
		return 0, 0
	}
	return years, n + 1
}

// bareAge reads two figures among words as an age, unless what stands beside
// them counts them.
func (r *reader) bareAge(i int) (years, n int) {
	if len(r.tokens) < 2 || !twoFigures().MatchString(r.text(i)) || r.counts(i) {
		return 0, 0
	}
	years, err := strconv.Atoi(r.text(i))
	switch {
	case err != nil:
		return 0, 0
	case yearsWord().MatchString(r.text(i + 1)):
		return years, 2
	}
	return years, 1
}

// counts reports whether what stands beside a number makes it something else than
// an age.
func (r *reader) counts(i int) bool {
	switch r.text(i - 1) {
	case "is", "im", "i'm", "shes", "she's", "hes", "he's", "am": // "he is 78 and lives in Preston"
		return number().MatchString(r.text(i + 2))
	case "room":
		switch r.text(i - 2) {
		case "his", "her", "their", "my": // "won't come out of her room 17"
			return false
		}
	}
	if yearsWord().MatchString(r.text(i+1)) && i+2 == len(r.tokens) {
		return r.text(i-1) == "of" || r.text(i-1) == "for" || r.text(i-1) == "last"
	}
	switch r.text(i - 1) {
	case "over", "under", "above", "below", "to", "than", "up", "no", "number", "group", "room", "unit", "flat", "bus", "route", "stage",
		"key", "step", "level", "section", "top", "within", "and", "at", "from", "until", "by", "after", "before", "type", "covid":
		return true
	}
	switch r.text(i + 1) {
	case "plus", "and", "to", "or", "step", "steps", "hour", "hours", "hr", "hrs", "minute", "minutes", "min", "mins", "day", "days", "week",
		"weeks", "month", "months", "mile", "miles", "mi", "am", "pm", "per", "percent", "pounds", "people", "years", "year", "yrs", "yr",
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return true
	}
	return false
}

// ageAt returns the age that is written from a token on, and in how many tokens;
// none is 0 tokens.
func (r *reader) ageAt(i int) (years, n int) {
	first, second, third := r.text(i), r.text(i+1), r.text(i+2)
	if m := ageInOne().FindStringSubmatch(first); m != nil {
		years, _ = strconv.Atoi(m[1])
		if oldWord().MatchString(second) {
			return years, 2
		}
		return years, 1
	}
	if (first == "aged" || first == "age") && number().MatchString(second) && third != "to" && third != "and" && third != "plus" {
		years, _ = strconv.Atoi(second)
		return years, 2
	}
	if !number().MatchString(first) {
		return 0, 0
	}
	years, _ = strconv.Atoi(first)
	switch {
	case oldInOne().MatchString(second):
		return years, 2
	case yearsWord().MatchString(second) && oldWord().MatchString(third):
		return years, 3
	case (second == "months" || second == "month") && oldWord().MatchString(third):
		return years / 12, 3
	}
	return 0, 0
}

// costs reads that it should be free, or cheap. "Free" straight before a time,
// as in "free on Tuesday mornings", is when somebody has time, and no cost.
func (r *reader) costs() {
	for i := range r.tokens {
		option, n := "", 1
		switch text := r.text(i); text {
		case "free":
			if r.readAsTime(i + 1) {
				r.tokens[i].part = dropped
			} else if !r.freeOf(i) {
				option = service.CostFree
			}
		case "cheap":
			option = service.CostLow
		case "no", "low":
			if next := r.text(i + 1); next == "cost" || next == "charge" {
				n = 2
				option = service.CostFree
				if text == "low" {
					option = service.CostLow
				}
			}
		}
		if option == "" || r.chosen(option) {
			continue
		}
		if r.text(i-1) == "for" && option == service.CostFree {
			i, n = i-1, n+1
		}
		r.take(i, n, Part{Pane: service.PaneCost, Option: option})
	}
}

// readAsTime reports whether a token was read as a time.
func (r *reader) readAsTime(i int) bool {
	if i >= len(r.tokens) {
		return false
	}
	part := r.tokens[i].part
	return part >= 0 && part < len(r.parts) && r.parts[part].Pane == service.PaneWhen
}

func (r *reader) chosen(option string) bool {
	return slices.ContainsFunc(r.parts, func(p Part) bool { return p.Option == option })
}

// freeOf reports whether "free" is part of a name for something else: free of
// gluten, a free school meal, feel free.
func (r *reader) freeOf(i int) bool {
	switch before := r.text(i - 1); before {
	case "gluten", "sugar", "smoke", "drug", "alcohol", "dairy", "tobacco", "debt", "pain", "stress", "violence", "feel", "set",
		"barrier", "step", "nut", "crime", "abuse":
		return true
	}
	switch after := r.text(i + 1); after {
	case "school", "from", "of", "time", "will", "church", "range", "bus", "prescriptions", "prescription":
		return true
	}
	return false
}

// miles reads a distance that ends at a token from one on: "within 3 miles of",
// "3 miles from", and how many tokens it takes.
func (r *reader) miles(i int) (miles float64, n int) {
	within := false
	if r.text(i) == "within" {
		within, n = true, 1
	}
	text := r.text(i + n)
	compact := strings.TrimSuffix(strings.TrimSuffix(text, "miles"), "mile")
	if miles, n = distance(text, compact, r.text(i+n+1), n); miles == 0 {
		return 0, 0
	}
	switch r.text(i + n) {
	case "of", "from", "around", "near":
		return miles, n + 1
	}
	if !within {
		return 0, 0
	}
	return miles, n
}

// distance reads "3 miles" or "3miles", and says after how many tokens.
func distance(text, compact, next string, n int) (miles float64, after int) {
	switch next {
	case "miles", "mile", "mi":
		if miles, err := strconv.ParseFloat(text, 64); err == nil && miles > 0 && miles <= 100 {
			return miles, n + 2
		}
	}
	if compact != text {
		if miles, err := strconv.ParseFloat(compact, 64); err == nil && miles > 0 && miles <= 100 {
			return miles, n + 1
		}
	}
	return 0, 0
}
