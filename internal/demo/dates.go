package demo

import (
	"bytes"
	"fmt"
	"time"

	"fettle/internal/service"
)

// daysPerWeek is how many days a week has.
const daysPerWeek = 7

// farthest is how many weeks the dates can be moved: about a hundred years.
const farthest = 5200

// dateLength is the length of "2006-01-02".
const dateLength = len(time.DateOnly)

// weeksSince returns how many whole weeks lie between two days, counted down, so that
// a day less than a week before the first is one week back.
func weeksSince(first, today service.Date) (int, error) {
	if _, err := service.ParseDate(string(today)); err != nil {
		return 0, fmt.Errorf("load the demonstration data: %w", err)
	}
	days, ok := first.DaysBefore(today)
	if !ok {
		return 0, fmt.Errorf("load the demonstration data: %q is not a day", first)
	}
	weeks := days / daysPerWeek
	if days%daysPerWeek < 0 {
		weeks--
	}
	if weeks < -farthest || weeks > farthest {
		return 0, fmt.Errorf("load the demonstration data: %s is more than a hundred years from %s, so its dates can't follow", today, first)
	}
	return weeks, nil
}

// dateField reports whether the values of a field are dates or date-times, in either
// version of Open Referral UK or in the extensions that the feeds use.
func dateField(name []byte) bool {
	switch string(name) {
	case "assured_date", "last_modified", "valid_from", "valid_to", "dtstart",
		"date_assured", "date_created", "date_modified":
		return true
	default:
		return false
	}
}

// moved returns a copy of compact JSON in which the day of every date field is moved by
// so many weeks. A date has the same length wherever it is moved to, so nothing else
// shifts. The characters `":"` stand between a name and a string, or at the end of a
// string that ends in an escaped mark and a colon; what is before the latter ends in a
// backslash, and so is no name of a date field.
func moved(body []byte, weeks int) ([]byte, error) {
	out := bytes.Clone(body)
	between := []byte(`":"`)
	for at := 0; ; {
		i := bytes.Index(out[at:], between)
		if i < 0 {
			return out, nil
		}
		end, value := at+i, at+i+len(between)
		at = value
		start := bytes.LastIndexByte(out[:end], '"') + 1
		if !dateField(out[start:end]) || len(out) < value+dateLength || out[value] == '"' {
			continue
		}
		day := out[value : value+dateLength]
		t, err := time.Parse(time.DateOnly, string(day))
		if err != nil {
			return nil, fmt.Errorf("the field %s holds no date: %w", out[start:end], err)
		}
		t = t.AddDate(0, 0, weeks*daysPerWeek)
		if t.Year() < 0 || t.Year() > 9999 {
			return nil, fmt.Errorf("%s moved by %d weeks leaves the years 0 to 9999", day, weeks)
		}
		copy(day, t.Format(time.DateOnly))
	}
}
