package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fettle/internal/service"
)

// session is one rule of the tables: on which days, from when to when.
type session struct {
	// every is 2 for a fortnight, else 1.
	every int
	// days are as Open Referral writes them: "TU", or "1MO" and "-1FR" of a month.
	days []string
	// from and to are "15:04".
	from, to string
	// start, since and until are days; "" is not stated.
	start, since, until service.Date
	// note is what is said beside it: "term time only".
	note string
}

// readSession reads a rule such as
//
//	TU,TH 10:00-12:00
//	1MO 19:00-20:30 (not in August)
//	fortnightly WE 13:00-15:00 from 2026-09-09
//	FR 10:00-11:00 since 2026-09-04 until 2026-12-18
func readSession(text string) (session, error) {
	s := session{every: 1}
	if body, note, found := strings.Cut(text, " ("); found {
		text, s.note = body, strings.TrimSuffix(note, ")")
	}
	words := strings.Fields(text)
	if len(words) > 0 && words[0] == "fortnightly" {
		s.every, words = 2, words[1:]
	}
	if len(words) < 2 || len(words)%2 != 0 {
		return s, fmt.Errorf("session %q is not days, times and pairs of words", text)
	}
	s.days = strings.Split(words[0], ",")
	var found bool
	if s.from, s.to, found = strings.Cut(words[1], "-"); !found {
		return s, fmt.Errorf("session %q has no times", text)
	}
	for i := 2; i < len(words); i += 2 {
		day, err := service.ParseDate(words[i+1])
		if err != nil {
			return s, fmt.Errorf("session %q: %w", text, err)
		}
		switch words[i] {
		case "from":
			s.start = day
		case "since":
			s.since = day
		case "until":
			s.until = day
		default:
			return s, fmt.Errorf("session %q has an unknown word %q", text, words[i])
		}
	}
	return s, s.check(text)
}

// check refuses days and times that are none, and a fortnight without its start.
func (s session) check(text string) error {
	for _, day := range s.days {
		if weekday(day) == "" {
			return fmt.Errorf("session %q has an unknown day %q", text, day)
		}
	}
	for _, clock := range []string{s.from, s.to} {
		if _, ok := service.Clock(clock).Minutes(); !ok {
			return fmt.Errorf("session %q has an unknown time %q", text, clock)
		}
	}
	if s.every > 1 && s.start == "" {
		return fmt.Errorf("session %q is every second week from no day", text)
	}
	if start, ok := s.start.Time(time.UTC); ok && !slices.Contains(s.days, service.DayCode(start.Weekday())) {
		return fmt.Errorf("session %q starts on a %s", text, start.Weekday())
	}
	return nil
}

// freq returns WEEKLY or MONTHLY.
func (s session) freq() string {
	if len(s.days[0]) > 2 {
		return "MONTHLY"
	}
	return "WEEKLY"
}

// sentence returns the note as a sentence, or "".
func (s session) sentence() string {
	if s.note == "" {
		return ""
	}
	return strings.ToUpper(s.note[:1]) + s.note[1:] + "."
}

// prose says the rule in words, as a person would in a description; the words choose
// among several ways.
func (s session) prose(words ...string) string {
	day := s.dayWords()
	from, to := spoken(s.from), spoken(s.to)
	note := ""
	if s.note != "" {
		note = ", " + s.note
	}
	switch pick(4, words...) {
	case 0:
		return fmt.Sprintf("%s, %s to %s%s.", day, from, to, note)
	case 1:
		return fmt.Sprintf("%s from %s until %s%s.", day, from, to, note)
	case 2:
		return fmt.Sprintf("When: %s %s-%s%s", day, from, to, note)
	default:
		return fmt.Sprintf("%s %s–%s%s.", day, s.from, s.to, note)
	}
}

// dayWords returns "Every Tuesday", "Tuesdays and Thursdays", "Every second Monday" or
// "First Monday of the month".
func (s session) dayWords() string {
	names := make([]string, len(s.days))
	for i, day := range s.days {
		names[i] = weekday(day)
		if ordinal := nth(day); ordinal != "" {
			names[i] = ordinal + " " + names[i]
		} else if len(s.days) > 1 {
			names[i] += "s"
		}
	}
	list := names[0]
	if n := len(names); n > 1 {
		list = strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	switch {
	case s.freq() == "MONTHLY":
		return strings.ToUpper(list[:1]) + list[1:] + " of the month"
	case s.every == 2:
		return "Every other " + list
	case slices.Equal(s.days, []string{"MO", "TU", "WE", "TH", "FR"}):
		return "Monday to Friday"
	case len(s.days) > 1:
		return list
	default:
		return "Every " + list
	}
}

// weekday returns the name of the day in "TU" or "-1TU", or "" when it is none.
func weekday(day string) string {
	for _, d := range service.Weekdays() {
		if strings.HasSuffix(day, service.DayCode(d)) {
			return d.String()
		}
	}
	return ""
}

// nth returns "first", "last" and so on for "1MO", "-1MO", or "" for "MO".
func nth(day string) string {
	switch day[:len(day)-2] {
	case "1":
		return "first"
	case "2":
		return "second"
	case "3":
		return "third"
	case "4":
		return "fourth"
	case "-1":
		return "last"
	default:
		return ""
	}
}

// spoken returns "10:30" as "10.30am" and "12:00" as "12 noon".
func spoken(clock string) string {
	t, err := time.Parse("15:04", clock)
	switch {
	case err != nil:
		return clock
	case clock == "12:00":
		return "12 noon"
	case t.Minute() == 0:
		return t.Format("3pm")
	default:
		return t.Format("3.04pm")
	}
}
