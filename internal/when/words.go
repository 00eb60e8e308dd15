package when

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/service"
)

// Words says a session in plain English: "Tuesdays, 10:30am to midday", "First
// Monday of the month, 2pm to 4pm", "Every second Thursday, 6pm". Times are
// written as GOV.UK writes them. A rule that can't be read is given in the
// publisher's own words; "" when there are none. Whether it has ended is not
// looked at: ask Trusted.
func Words(s service.Session) string {
	r, why := read(s)
	if why != "" {
		return s.Words
	}
	days := r.dayWords()
	if times := r.timeWords(); times != "" {
		return days + ", " + times
	}
	return days
}

// timeWords returns the rule's times; "" when none is stated.
func (r *rule) timeWords() string {
	switch {
	case r.from == unstated:
		return ""
	case r.allDay():
		return "all day"
	case r.to == unstated:
		return clockWords(r.from)
	}
	return clockWords(r.from) + " to " + clockWords(r.to%wholeDay)
}

// clockWords returns a time of day as it is said: "10am", "10:30am", "midday",
// "midnight" (GOV.UK style guide, "Times").
func clockWords(minutes int) string {
	minutes %= wholeDay
	switch minutes {
	case 0:
		return "midnight"
	case 12 * hour:
		return "midday"
	}
	mark := "am"
	if minutes >= 12*hour {
		mark = "pm"
	}
	h := (minutes/hour+11)%12 + 1
	if m := minutes % hour; m > 0 {
		return fmt.Sprintf("%d:%02d%s", h, m, mark)
	}
	return strconv.Itoa(h) + mark
}

// dayWords returns the rule's days: "Mondays and Wednesdays".
func (r *rule) dayWords() string {
	switch r.freq {
	case service.Once:
		return r.start.Weekday().String() + " " + fullDate(r.start)
	case service.Monthly:
		if onlyPlain(r.nth) && len(r.nth) > 0 {
			return r.weeklyWords(1) + r.everyMonths(" in ")
		}
		return r.monthlyWords()
	case service.Daily:
		if r.interval > 1 {
			return everyOther(r.interval, "day")
		}
	case service.Weekly:
	}
	return r.weeklyWords(r.interval)
}

func onlyPlain(days []service.Day) bool {
	return !slices.ContainsFunc(days, func(d service.Day) bool { return d.Nth != 0 })
}

// everyOther returns "Every second Thursday" or "Every 5 weeks".
func everyOther(interval int, thing string) string {
	switch interval {
	case 2:
		return "Every second " + thing
	case 3:
		return "Every third " + thing
	case 4:
		return "Every fourth " + thing
	}
	return fmt.Sprintf("Every %d %ss", interval, thing)
}

func (r *rule) weeklyWords(interval int) string {
	var days []time.Weekday
	for _, d := range service.Weekdays() {
		if r.weekdays[d] {
			days = append(days, d)
		}
	}
	switch {
	case interval > 4:
		return everyOther(interval, "week") + " on " + joined(dayNames(days, "s"))
	case interval > 1 && len(days) == 1:
		return everyOther(interval, days[0].String())
	case interval > 1:
		return everyOther(interval, "week") + " on " + joined(dayNames(days, "s"))
	case len(days) == 7:
		return "Every day"
	case len(days) > 2 && int(days[len(days)-1]+6)%7-int(days[0]+6)%7 == len(days)-1:
		return days[0].String() + " to " + days[len(days)-1].String()
	}
	return joined(dayNames(days, "s"))
}

func dayNames(days []time.Weekday, ending string) []string {
	names := make([]string, 0, len(days))
	for _, d := range days {
		names = append(names, d.String()+ending)
	}
	return names
}

// monthlyWords returns "First and third Monday of the month" or "The 15th of
// the month".
func (r *rule) monthlyWords() string {
	var said []string
	for _, n := range r.monthDays {
		said = append(said, monthDayWords(n))
	}
	// Days of one weekday are said together: "first and third Monday".
	for _, weekday := range service.Weekdays() {
		var which []string
		for _, d := range r.nth {
			switch {
			case d.Day != weekday:
			case d.Nth == 0:
				which = append(which, "every")
			default:
				which = append(which, nthWords(d.Nth))
			}
		}
		if len(which) > 0 {
			said = append(said, joined(which)+" "+weekday.String())
		}
	}
	text := joined(said) + " of " + r.everyMonths("")
	if len(r.monthDays) > 0 {
		text = "the " + text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// everyMonths returns "the month", or "every second month" when the rule leaves
// months out. With a lead it returns nothing for every month.
func (r *rule) everyMonths(lead string) string {
	switch {
	case r.interval > 1:
		return lead + lower(everyOther(r.interval, "month"))
	case lead != "":
		return ""
	}
	return "the month"
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// nthWords returns which one of the month: "first", "last", "second last".
func nthWords(n int) string {
	names := [...]string{"", "first", "second", "third", "fourth", "fifth"}
	switch {
	case n == -1:
		return "last"
	case n < 0:
		return names[-n] + " last"
	}
	return names[n]
}

// monthDayWords returns a day of the month: "15th", "last day", "2nd last day".
func monthDayWords(n int) string {
	switch {
	case n == -1:
		return "last day"
	case n < 0:
		return ordinal(-n) + " last day"
	}
	return ordinal(n)
}

// ordinal returns a number as it is said in order: "1st", "22nd", "13th".
func ordinal(n int) string {
	ending := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}

// joined returns things as a list: "a, b and c".
func joined(things []string) string {
	if len(things) < 2 {
		return strings.Join(things, "")
	}
	last := len(things) - 1
	return strings.Join(things[:last], ", ") + " and " + things[last]
}

// fullDate returns a day as "24 November 2026".
func fullDate(day time.Time) string { return day.Format("2 January 2006") }

// WordsNext says when an occurrence is, as seen from now: "Tue 24 Nov, 10:30am,
// in 2 days", "today, 2pm", "tomorrow, 9am", "on now until midday". The year is
// said when it is another one.
func WordsNext(o Occurrence, now time.Time) string {
	today, day := dayOf(now), dayOf(o.Start)
	away := int(day.Sub(today) / (24 * time.Hour))
	if !o.AllDay && !o.Start.After(now) {
		return o.wordsOnNow(now)
	}
	if o.AllDay && away < 0 && !o.over(now) {
		away = 0
	}
	times := ""
	switch {
	case !o.AllDay:
		times = ", " + clockWords(clockOn(o.Start))
	case !o.End.IsZero():
		times = ", all day"
	}
	switch away {
	case 0:
		return "today" + times
	case 1:
		return "tomorrow" + times
	}
	layout := "Mon 2 Jan"
	if day.Year() != today.Year() {
		layout += " 2006"
	}
	return day.Format(layout) + times + ", " + awayWords(away)
}

// wordsOnNow says an occurrence that has begun.
func (o Occurrence) wordsOnNow(now time.Time) string {
	if o.over(now) {
		return "over since " + dayOf(o.Start).Format("Mon 2 Jan 2006")
	}
	if o.End.IsZero() {
		return "on now, began " + clockWords(clockOn(o.Start))
	}
	until := "on now until " + clockWords(clockOn(o.End))
	if end := clockOn(o.End); end > 0 && dayOf(o.End).After(dayOf(now)) {
		until += " tomorrow"
	}
	return until
}

// clockOn returns the London time of day of a moment in minutes.
func clockOn(t time.Time) int {
	t = t.In(London())
	return t.Hour()*hour + t.Minute()
}

// awayWords says how far off something is that is so many days away. Up to a
// month, weeks are only said when they are whole.
func awayWords(days int) string {
	switch {
	case days < 0:
		return counted(-days, "day") + " ago"
	case days < 14, days < 31 && days%7 != 0:
		return "in " + counted(days, "day")
	case days < 60:
		return "in " + counted((days+3)/7, "week")
	case days < 730:
		return "in " + counted((days*12+365/2)/365, "month")
	}
	return "in " + counted(days/365, "year")
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
