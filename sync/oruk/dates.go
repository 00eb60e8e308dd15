package oruk

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// The years that a date of a record can be of. Dates outside them stand for
// "never" or "always" in the systems that write them.
const (
	firstYear = 1900
	lastYear  = 2200
)

// dateLayouts are the ways in which feeds write dates, those without a zone
// being times in the United Kingdom.
func dateLayouts() []string {
	return []string{
		"2006-01-02", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04",
		"2006-01-02T15:04Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00",
		"2006-01-02 15:04:05 UTC", "2006-01-02 15:04", "20060102", "2006/01/02", "02/01/2006 15:04:05", "02/01/2006 15:04", "02/01/2006",
		"2/1/2006", "02-01-2006", "02.01.2006", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "Mon, 02 Jan 2006 15:04:05 MST",
		"Mon, 02 Jan 2006 15:04:05 Z0700",
	}
}

var hasZone = pattern.Later(`(?:Z|[+-]\d\d:?\d\d|UTC|GMT)$`)

// parseMoment reads a date or date-time and returns the wall clock of the United
// Kingdom then, in UTC.
func parseMoment(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 40 {
		return time.Time{}, false
	}
	if epoch, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13 || len(s) == 12) {
		if len(s) > 10 {
			return wallClock(time.UnixMilli(epoch)), true
		}
		return wallClock(time.Unix(epoch, 0)), true
	}
	for _, layout := range dateLayouts() {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if hasZone().MatchString(s) && len(s) > 10 {
			t = wallClock(t)
		}
		return t.UTC(), true
	}
	return time.Time{}, false
}

// wallClock returns what clocks in the United Kingdom show at a moment, as a
// time in UTC. Summer time runs from the last Sunday of March to the last
// Sunday of October, both at 01:00 UTC (Summer Time Order 2002).
func wallClock(t time.Time) time.Time {
	t = t.UTC()
	if !t.Before(lastSunday(t.Year(), time.March)) && t.Before(lastSunday(t.Year(), time.October)) {
		return t.Add(time.Hour)
	}
	return t
}

// lastSunday returns 01:00 UTC on the last Sunday of a month of 31 days.
func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}

// date returns the day of the first of the keys that states one. What states
// something and is no date is counted.
func (r *reader) date(o object, keys ...string) service.Date {
	for _, k := range keys {
		v := o[k]
		if !isStated(v) {
			continue
		}
		if n, ok := v.(json.Number); ok {
			v = n.String()
		}
		s, _ := v.(string)
		if t, ok := parseMoment(s); ok && t.Year() >= firstYear && t.Year() <= lastYear {
			return service.DateOf(t)
		}
		r.count(fixDate)
	}
	return ""
}
