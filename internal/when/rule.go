package when

import (
	"fmt"
	"slices"
	"time"

	"fettle/internal/service"
)

// rule is a session read once: checked, with its times in minutes and its days
// as midnights in UTC.
type rule struct {
	freq     service.Frequency
	interval int
	// weekdays are the days of a daily or weekly rule, by time.Weekday.
	weekdays [7]bool
	// nth are the days of a monthly rule: the first Monday.
	nth []service.Day
	// monthDays are the dates of a monthly rule, negative from the end.
	monthDays []int
	// from and to are minutes after midnight, or unstated; a rule without from
	// has no to. A to after wholeDay is on the next day.
	from, to int
	// start is what intervals and counts are reckoned from; first and last
	// bound the rule, both included. Zero is not stated.
	start, first, last time.Time
	count              int
	except             []time.Time
}

// limits beyond which a number of a feed is a slip and no rule.
const (
	maxInterval = 120
	// noDateBefore and noDateAfter bound the years that mean a date: feeds write
	// 1970-01-01 and 9999-12-31 for "none".
	noDateBefore = 1971
	noDateAfter  = 2100
	// longestNight is the longest time in minutes over midnight that is believed.
	longestNight = 16 * hour
)

// read checks a session and returns its rule, or says why it can't be reckoned
// with. It does not look at whether the rule has ended.
func read(s service.Session) (r rule, why string) {
	r = rule{freq: s.Freq, interval: max(s.Interval, 1), count: s.Count}
	if s.Interval < 0 || s.Interval > maxInterval || s.Count < 0 {
		return r, "its repeat is not a sensible number"
	}
	if why := r.readTimes(s); why != "" {
		return r, why
	}
	if why := r.readDates(s); why != "" {
		return r, why
	}
	if r.freq == "" {
		r.freq = impliedFrequency(s)
	}
	switch r.freq {
	case service.Once:
		why = r.readOnce(s)
	case service.Daily, service.Weekly:
		why = r.readWeekdays(s)
	case service.Monthly:
		why = r.readMonthly(s)
	case "":
		why = "it does not say on which day"
	default:
		why = fmt.Sprintf("%q is not a way to repeat", s.Freq)
	}
	if why == "" && r.count > 0 && r.start.IsZero() {
		why = "it says how many times but not from when"
	}
	return r, why
}

// impliedFrequency returns the frequency that a session's other fields speak
// of when it states none; "" when they do not.
func impliedFrequency(s service.Session) service.Frequency {
	numbered := slices.ContainsFunc(s.Days, func(d service.Day) bool { return d.Nth != 0 })
	switch {
	case numbered || len(s.Days) == 0 && len(s.MonthDays) > 0:
		return service.Monthly
	case len(s.Days) > 0:
		return service.Weekly
	}
	return ""
}

func (r *rule) readTimes(s service.Session) string {
	r.from, r.to = unstated, unstated
	from, okFrom := s.From.Minutes()
	to, okTo := s.To.Minutes()
	switch {
	case s.From != "" && !okFrom || s.To != "" && !okTo || okFrom && from == wholeDay:
		return "its times are not times of day"
	case !okFrom, okTo && from == to && from == 0:
		// Feeds write 00:00 to 00:00 for times they do not know, and an end
		// alone does not say when to come.
		return ""
	case !okTo, from == to:
		r.from = from
		return ""
	case to < from:
		to += wholeDay
		if to > wholeDay && (from < 12*hour || to-from > longestNight) {
			return "it would end long after midnight"
		}
	}
	r.from, r.to = from, to
	return ""
}

func (r *rule) readDates(s service.Session) string {
	for _, field := range []struct {
		date service.Date
		into *time.Time
	}{{s.Start, &r.start}, {s.ValidFrom, &r.first}, {s.ValidTo, &r.last}} {
		if field.date == "" {
			continue
		}
		day, ok := field.date.Time(time.UTC)
		if !ok {
			return fmt.Sprintf("%q is not a date", field.date)
		}
		if day.Year() >= noDateBefore && day.Year() <= noDateAfter {
			*field.into = day
		}
	}
	for _, d := range s.Except {
		if day, ok := d.Time(time.UTC); ok {
			r.except = append(r.except, day)
		}
	}
	latest := r.start
	if r.first.After(latest) {
		latest = r.first
	}
	if !r.last.IsZero() && latest.After(r.last) {
		return "it would end before it begins"
	}
	return ""
}

func (r *rule) readOnce(s service.Session) string {
	if r.start.IsZero() && !r.first.IsZero() && r.first.Equal(r.last) {
		r.start = r.first
	}
	switch {
	case r.start.IsZero():
		return "it happens once but does not say on which day"
	case len(s.MonthDays) > 0 && !slices.Contains(s.MonthDays, r.start.Day()):
		return "its date and its day of the month differ"
	case len(s.Days) > 0 && !slices.ContainsFunc(s.Days, func(d service.Day) bool { return d.Day == r.start.Weekday() }):
		return "its date and its weekday differ"
	}
	r.interval, r.count = 1, 0
	r.weekdays[r.start.Weekday()] = true
	return ""
}

// readWeekdays reads the days of a daily or weekly rule. A weekly rule without
// days is on the weekday it starts on (RFC 5545, section 3.3.10).
func (r *rule) readWeekdays(s service.Session) string {
	if len(s.MonthDays) > 0 {
		return "it repeats by the week and names days of the month"
	}
	for _, d := range s.Days {
		if d.Nth != 0 || d.Day < time.Sunday || d.Day > time.Saturday {
			return "it repeats by the week and names weeks of the month"
		}
		r.weekdays[d.Day] = true
	}
	named := len(s.Days) > 0
	switch {
	case r.freq == service.Weekly && !named && r.start.IsZero():
		return "it does not say on which day"
	case r.freq == service.Weekly && !named:
		r.weekdays[r.start.Weekday()] = true
	case r.freq == service.Daily && r.interval%7 == 0 && !r.start.IsZero():
		// Every seventh day is one weekday.
		if named && !r.weekdays[r.start.Weekday()] {
			return "its date and its weekday differ"
		}
		r.weekdays = [7]bool{}
		r.weekdays[r.start.Weekday()] = true
	case r.freq == service.Daily && !named:
		r.weekdays = [7]bool{true, true, true, true, true, true, true}
	}
	return ""
}

// readMonthly reads the days of a monthly rule. Without any it is on the day of
// the month it starts on (RFC 5545, section 3.3.10).
func (r *rule) readMonthly(s service.Session) string {
	switch {
	case len(s.Days) > 0 && len(s.MonthDays) > 0:
		return "it names both weekdays and days of the month"
	case len(s.Days) == 0 && len(s.MonthDays) == 0 && r.start.IsZero():
		return "it does not say on which day"
	}
	for _, d := range s.Days {
		if d.Nth < -5 || d.Nth > 5 || d.Day < time.Sunday || d.Day > time.Saturday {
			return "it names a week that no month has"
		}
		r.weekdays[d.Day] = true
	}
	for _, n := range s.MonthDays {
		if n == 0 || n < -31 || n > 31 {
			return "it names a day that no month has"
		}
	}
	r.nth, r.monthDays = s.Days, s.MonthDays
	if len(s.Days) == 0 && len(s.MonthDays) == 0 {
		r.monthDays = []int{r.start.Day()}
	}
	if !r.start.IsZero() && !possibleMonths(r.monthDays, r.interval, r.start.Month()) {
		return "it names a day that its months do not have"
	}
	return ""
}

// possibleMonths reports whether any of the days of the month is ever met when
// only every so-many-th month counts from the first.
func possibleMonths(days []int, interval int, first time.Month) bool {
	if len(days) == 0 {
		return true
	}
	for step := range 12 {
		month := (int(first)-1+step*interval)%12 + 1
		// In 2024, a leap year, every month has its full length.
		length := time.Date(2024, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		for _, d := range days {
			if max(d, -d) <= length {
				return true
			}
		}
	}
	return false
}

// adrift reports whether the rule leaves out weeks, days or months without
// saying which one it counts from.
func (r *rule) adrift() bool { return r.interval > 1 && r.start.IsZero() }

// overnight reports whether the rule ends on the day after it begins.
func (r *rule) overnight() bool { return r.to > wholeDay }

// allDay reports whether the rule states no time or the whole day.
func (r *rule) allDay() bool {
	return r.from == unstated || r.from == 0 && r.to >= wholeDay-1
}
