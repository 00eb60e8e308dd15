package service

import (
	"math"
	"strconv"
)

// oldest is the highest age, in years, from which on an upper end says nothing.
const oldest = 99

// Years says the ages that are stated, as what follows "ages": "50 and over",
// "5 to 11", "18", "up to 17"; "all" is from 0 to 99 or more. "" is not stated.
func (a Age) Years() string {
	if !a.Stated() {
		return ""
	}
	low, high := a.Min != nil && *a.Min > 0, a.Max != nil && *a.Max < oldest
	number := func(n *float64) string {
		if months := math.Round(*n * 12); *n != math.Floor(*n) && *n < 2 {
			return strconv.FormatFloat(months, 'f', -1, 64) + " months"
		}
		return strconv.FormatFloat(*n, 'f', -1, 64)
	}
	switch {
	case low && high && *a.Min == *a.Max:
		return number(a.Min)
	case low && high:
		return number(a.Min) + " to " + number(a.Max)
	case low:
		return number(a.Min) + " and over"
	case high:
		return "up to " + number(a.Max)
	}
	return "all"
}

// Phrase says the same in a sentence: "ages 50 and over", "age 18", "all ages";
// "" is not stated. That they are only recommended is not in it.
func (a Age) Phrase() string {
	years := a.Years()
	switch {
	case years == "":
		return ""
	case years == "all":
		return "all ages"
	case a.Min != nil && a.Max != nil && *a.Min == *a.Max:
		return "age " + years
	}
	return "ages " + years
}

// Worth says ages that are no limit, and why they are none: "ages 60 and over by
// its name", "recommended for ages 65 and over", "ages up to 4, the children's".
func (a Age) Worth() string {
	switch {
	case a.OfChildren:
		return a.Phrase() + ", the children's"
	case a.Origin != "":
		return a.Phrase() + " by its " + string(a.Origin)
	case a.Recommended:
		return "recommended for " + a.Phrase()
	}
	return a.Phrase()
}

// Pounds says an amount of money: "£3", "£2.50".
func Pounds(amount float64) string {
	if amount == float64(int64(amount)) {
		return "£" + strconv.FormatInt(int64(amount), 10)
	}
	return "£" + strconv.FormatFloat(amount, 'f', 2, 64)
}
