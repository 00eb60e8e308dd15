package when

import (
	"fmt"
	"strings"
	"time"

	"fettle/internal/clean"
	"fettle/internal/pattern"
	"fettle/internal/service"
)

// part is a named part of a day in minutes.
type part struct {
	name     string
	from, to int
}

// parts returns the three parts of a day in their order.
func parts() [3]part {
	return [3]part{
		{"morning", 6 * hour, 12 * hour},
		{"afternoon", 12 * hour, 17 * hour},
		{"evening", 17 * hour, 23 * hour},
	}
}

// WeekCells returns the 21 windows of a week from "mon-morning" to
// "sun-evening": Monday first, in each day morning (06:00 to 12:00), afternoon
// (12:00 to 17:00) and evening (17:00 to 23:00).
func WeekCells() []service.Window {
	cells := make([]service.Window, cellCount)
	for i := range cells {
		cells[i] = cell(i)
		cells[i].ID = shortDay(cells[i].Day) + "-" + parts()[i%3].name
	}
	return cells
}

// cellCount is the number of cells of a week: seven days by three parts.
const cellCount = 21

// cell returns the i-th cell of the week without its ID.
func cell(i int) service.Window {
	p := parts()[i%3]
	return service.Window{Day: time.Weekday((i/3 + 1) % 7), From: p.from, To: p.to}
}

// shortDay returns a weekday in three letters: "mon".
func shortDay(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }

// ParseWindows reads one time as a person writes it and returns the windows it
// means: "mon", "mon-morning", "tue 10:00-14:00", "tue 10-2pm", "mon to fri",
// "weekend", "weekdays", "morning" (of any day), "after 6pm", "today",
// "tomorrow morning", "2026-11-24", "this week" (from today to Sunday), "next
// week" and "now" (the half hour from now on). A stretch past midnight comes as
// two windows. The ID of each window means that window again. The error is one
// plain sentence.
func ParseWindows(text string, now time.Time) ([]service.Window, error) {
	words := tidy(text)
	if words == "now" {
		return nowWindows(now), nil
	}
	days, rest, found := cutDays(words, now)
	p, ok := cutPart(rest)
	if !ok || !found && strings.Trim(rest, "- ") == "" {
		return nil, fmt.Errorf("%q is not a time that can be looked for: write a day (mon), part of one (mon-morning), "+
			"times (tue 10:00-14:00), weekend, weekday, today, tomorrow, this week, now or a date (2026-11-24)", clean.Short(text))
	}
	var windows []service.Window
	for _, d := range days {
		windows = append(windows, d.windows(p)...)
	}
	return windows, nil
}

var (
	dashes = pattern.Later(`\s*(?:[-‐‑‒–—−]|\b(?:to|until|till|through)\b)\s*`)
	blanks = pattern.Later(`[\s,_]+`)
)

// tidy brings typed text to lower case, single blanks and plain dashes.
func tidy(text string) string {
	text = strings.ToLower(strings.ToValidUTF8(text, ""))
	return strings.TrimSpace(blanks().ReplaceAllString(dashes().ReplaceAllString(text, "-"), " "))
}

// slot is a weekday, every week or on one date (then On is stated).
type slot struct {
	day time.Weekday
	on  time.Time
}

func (s slot) next() slot {
	n := slot{day: (s.day + 1) % 7}
	if !s.on.IsZero() {
		n.on = s.on.AddDate(0, 0, 1)
	}
	return n
}

// windows returns that part of the slot's day; what lies after midnight is on
// the next day.
func (s slot) windows(p part) []service.Window {
	if p.to > wholeDay {
		first := s.windows(part{from: p.from, to: wholeDay})
		return append(first, s.next().windows(part{to: p.to - wholeDay})...)
	}
	w := service.Window{ID: shortDay(s.day), Day: s.day, From: p.from, To: p.to}
	if !s.on.IsZero() {
		w.On = service.DateOf(s.on)
		w.ID = string(w.On)
	}
	switch {
	case p.name != "":
		w.ID += "-" + p.name
	case p.from != 0 || p.to != wholeDay:
		w.ID += fmt.Sprintf("-%s-%s", service.ClockAt(p.from), service.ClockAt(p.to))
	}
	return []service.Window{w}
}

// nowWindows returns the half hour from now on, in two windows around midnight.
func nowWindows(now time.Time) []service.Window {
	day := dayOf(now)
	from := int(wall(now.In(London())).Sub(day) / time.Minute)
	windows := slot{day.Weekday(), day}.windows(part{from: from, to: from + enough})
	for i := range windows {
		windows[i].ID = "now"
	}
	return windows
}

var (
	isoDate  = pattern.Later(`^(\d{4}-\d{2}-\d{2})(?:[ -]|$)`)
	dayRange = pattern.Later(`^([a-z]+)-([a-z]+)(?:[ -]|$)`)
	dayWord  = pattern.Later(`^((?:this|next|any|every) [a-z]+|[a-z]+)(?:[ -]|$)`)
)

// cutDays takes the days off the front of tidy text. Without any it returns
// every day of the week, the text as it was, and false.
func cutDays(text string, now time.Time) (days []slot, rest string, found bool) {
	if m := isoDate().FindStringSubmatch(text); m != nil {
		if day, ok := service.Date(m[1]).Time(time.UTC); ok {
			return []slot{{day.Weekday(), day}}, text[len(m[0]):], true
		}
	}
	if m := dayRange().FindStringSubmatch(text); m != nil {
		first, okFirst := weekdayNamed(m[1])
		last, okLast := weekdayNamed(m[2])
		if okFirst && okLast {
			for s := (slot{day: first}); ; s = s.next() {
				days = append(days, s)
				if s.day == last {
					return days, text[len(m[0]):], true
				}
			}
		}
	}
	if m := dayWord().FindStringSubmatch(text); m != nil {
		if days := namedDays(m[1], now); days != nil {
			return days, text[len(m[0]):], true
		}
	}
	return weekly(service.Weekdays()...), text, false
}

// namedDays returns the days that a word or two stand for; nil when they are none.
func namedDays(name string, now time.Time) []slot {
	today := slot{dayOf(now).Weekday(), dayOf(now)}
	// The week ends on Sunday.
	left := (7-int(today.day))%7 + 1
	switch name {
	case "today":
		return []slot{today}
	case "tomorrow":
		return []slot{today.next()}
	case "this week":
		return run(today, left)
	case "next week":
		monday := today.on.AddDate(0, 0, left)
		return run(slot{monday.Weekday(), monday}, 7)
	case "weekend", "weekends", "any weekend", "every weekend":
		return weekly(time.Saturday, time.Sunday)
	case "weekday", "weekdays", "any weekday", "every weekday":
		return weekly(service.Weekdays()[:5]...)
	case "any day", "every day", "daily":
		return weekly(service.Weekdays()...)
	}
	if day, ok := weekdayNamed(strings.TrimPrefix(name, "every ")); ok {
		return weekly(day)
	}
	return nil
}

// run returns that many dates from a first one on.
func run(s slot, n int) []slot {
	days := make([]slot, 0, n)
	for range n {
		days = append(days, s)
		s = s.next()
	}
	return days
}

func weekly(days ...time.Weekday) []slot {
	slots := make([]slot, 0, len(days))
	for _, d := range days {
		slots = append(slots, slot{day: d})
	}
	return slots
}

// weekdayNamed reads the name of a weekday in lower case: "mon", "tues",
// "weds", "thursdays".
func weekdayNamed(name string) (time.Weekday, bool) {
	name = strings.TrimSuffix(name, "s")
	switch name {
	case "mon", "monday":
		return time.Monday, true
	case "tue", "tuesday":
		return time.Tuesday, true
	case "wed", "wedne", "wednesday":
		return time.Wednesday, true
	case "thu", "thur", "thursday":
		return time.Thursday, true
	case "fri", "friday":
		return time.Friday, true
	case "sat", "saturday":
		return time.Saturday, true
	case "sun", "sunday":
		return time.Sunday, true
	}
	return 0, false
}

// cutPart reads the part of the day that is left of tidy text; nothing is the
// whole day. It is false when the text is no part.
func cutPart(text string) (part, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "-"))
	switch text {
	case "":
		return part{to: wholeDay}, true
	case "all day":
		return part{to: wholeDay}, true
	}
	for _, p := range parts() {
		if text == p.name || text == p.name+"s" {
			return p, true
		}
	}
	if start, ok := strings.CutPrefix(text, "after "); ok {
		return openPart(start, func(m int) part { return part{from: m, to: wholeDay} })
	}
	if end, ok := strings.CutPrefix(text, "before "); ok {
		return openPart(end, func(m int) part { return part{to: m} })
	}
	first, second, ok := strings.Cut(strings.TrimPrefix(text, "from "), "-")
	a, okA := readClock(first)
	b, okB := readClock(second)
	if !ok || !okA || !okB {
		return part{}, false
	}
	from, to, _ := between(a, b)
	// Two times in the form 10:00 are on the 24-hour clock.
	exactFrom, exactA := service.Clock(first).Minutes()
	exactTo, exactB := service.Clock(second).Minutes()
	if exactA && exactB {
		from, to = exactFrom, exactTo
		if to < from {
			to += wholeDay
		}
	}
	return part{from: from, to: to}, from < wholeDay && to > from && to < from+wholeDay
}

// openPart reads one time and makes a part of it, which must not be empty.
func openPart(text string, shape func(minutes int) part) (part, bool) {
	w, ok := readClock(text)
	if !ok {
		return part{}, false
	}
	minutes, _ := w.alone()
	p := shape(minutes)
	if p.to == 0 {
		p.to = wholeDay // Before midnight.
	}
	return p, p.from < p.to
}
