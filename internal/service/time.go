package service

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a day as "2006-01-02" without a zone; "" is not stated.
type Date string

// DateOf returns the day of a moment in that moment's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate reads a day written as "2006-01-02" and refuses anything else.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is not a day written like 2026-09-02: %w", s, err)
	}
	return Date(s), nil
}

// Time returns midnight at the start of the day in that zone, and false when
// the day is not stated or is none.
func (d Date) Time(zone *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	return t, err == nil
}

// DaysBefore returns how many whole days before the other day this one is, in
// the range of a time.Duration (about 292 years), and
// false when either is not stated.
func (d Date) DaysBefore(other Date) (int, bool) {
	a, okA := d.Time(time.UTC)
	b, okB := other.Time(time.UTC)
	if !okA || !okB {
		return 0, false
	}
	return int(b.Sub(a) / (24 * time.Hour)), true
}

// Clock is a time of day as "15:04" in local time, "24:00" for the end of the
// day; "" is not stated.
type Clock string

// ClockAt returns the time of day that many minutes after midnight, 0 to 1440.
func ClockAt(minutes int) Clock {
	return Clock(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
}

// Minutes returns the minutes after midnight, 0 to 1440, and false when the
// time is not stated or is none.
func (c Clock) Minutes() (int, bool) {
	if len(c) != 5 || c[2] != ':' {
		return 0, false
	}
	hours, errH := strconv.ParseUint(string(c[:2]), 10, 8)
	minutes, errM := strconv.ParseUint(string(c[3:]), 10, 8)
	total := int(hours*60 + minutes)
	if errH != nil || errM != nil || minutes > 59 || total > 24*60 {
		return 0, false
	}
	return total, true
}

// Frequency is how often a session's rule repeats; "" is not stated.
type Frequency string

// The frequencies.
const (
	Once    Frequency = "once"
	Daily   Frequency = "daily"
	Weekly  Frequency = "weekly"
	Monthly Frequency = "monthly"
)

// Session is one rule of when a service happens or is open, in local time of
// the United Kingdom. Several days with the same times are one session.
type Session struct {
	// Freq is how often it repeats. "" with days reads as weekly.
	Freq Frequency `json:"freq,omitempty"`
	// Interval is 2 for every second week or month; 0 and 1 are every one.
	Interval int `json:"interval,omitempty"`
	// Days are the weekdays; with Monthly each may say which one of the month.
	Days []Day `json:"days,omitempty"`
	// MonthDays are days of the month for Monthly, negative from the end.
	MonthDays []int `json:"month_days,omitempty"`
	// From is when it begins; "" is not stated.
	From Clock `json:"from,omitempty"`
	// To is when it ends; before From it ends on the next day; "" is not stated,
	// and so is one equal to From.
	To Clock `json:"to,omitempty"`
	// Start is the day that the rule counts from (dtstart).
	Start Date `json:"start,omitempty"`
	// ValidFrom is the first day on which the rule holds.
	ValidFrom Date `json:"valid_from,omitempty"`
	// ValidTo is the last day on which the rule holds (valid_to or until).
	ValidTo Date `json:"valid_to,omitempty"`
	// Count is how many times it happens from Start on; 0 is without end.
	Count int `json:"count,omitempty"`
	// Except are days on which it does not happen.
	Except []Date `json:"except,omitempty"`
	// Words is what the publisher says of it: "Term time only".
	Words string `json:"words,omitempty"`
	// Location is the index in the service's Locations plus one; 0 is not stated.
	Location int `json:"location,omitempty"`
	// From "description" marks a session that was read out of prose.
	Origin Origin `json:"origin,omitempty"`
	// Sentence is the prose a session was read out of, as evidence.
	Sentence string `json:"sentence,omitempty"`
}

// Origin says what a fact was read from; "" is the record's own field.
type Origin string

// What a fact can have been read out of besides its own field.
const (
	OriginName        Origin = "name"
	OriginEligibility Origin = "eligibility"
	OriginDescription Origin = "description"
)

// Day is a weekday, or one of the month: the first Monday is {1, time.Monday},
// the last Friday {-1, time.Friday}; Nth 0 is every one.
type Day struct {
	Nth int          `json:"nth,omitempty"`
	Day time.Weekday `json:"day"`
}

// DayCode returns the two letters of a weekday as iCalendar and Open Referral
// write them: "MO".
func DayCode(d time.Weekday) string {
	return [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[(int(d)%7+7)%7]
}

// Weekdays returns the days of the week from Monday to Sunday.
func Weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}
