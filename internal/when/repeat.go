package when

import (
	"iter"
	"time"

	"github.com/teambition/rrule-go"

	"fettle/internal/service"
)

// horizonYears is how far ahead occurrences are looked for.
const horizonYears = 10

// days yields the days on which the rule happens, from that day on and in
// order, at most horizonYears ahead. An adrift rule yields none. Days are midnights in
// UTC, so that the library's arithmetic never meets a clock change.
func (r *rule) days(from time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		if r.adrift() {
			return
		}
		horizon := from.AddDate(horizonYears, 0, 0)
		if !r.last.IsZero() && r.last.Before(horizon) {
			horizon = r.last
		}
		earliest := latest(from, latest(r.start, r.first))
		if r.freq == service.Once {
			if r.holds(r.start, earliest, horizon) {
				yield(r.start)
			}
			return
		}
		if r.everyWeek() {
			for day := earliest; !day.After(horizon); day = day.AddDate(0, 0, 1) {
				if r.weekdays[day.Weekday()] && r.holds(day, earliest, horizon) && !yield(day) {
					return
				}
			}
			return
		}
		recurring, err := rrule.NewRRule(r.options(earliest))
		if err != nil {
			return
		}
		next := recurring.Iterator()
		for day, ok := next(); ok && !day.After(horizon); day, ok = next() {
			if r.holds(day, earliest, horizon) && !yield(day) {
				return
			}
		}
	}
}

// everyWeek reports whether every week of the rule is like the others, as most are,
// so that its days are found without reckoning.
func (r *rule) everyWeek() bool {
	return (r.freq == service.Weekly || r.freq == service.Daily) && r.interval == 1 && r.count == 0
}

// holds reports whether a day of the rule's pattern counts.
func (r *rule) holds(day, earliest, horizon time.Time) bool {
	if day.Before(earliest) || day.After(horizon) {
		return false
	}
	for _, d := range r.except {
		if d.Equal(day) {
			return false
		}
	}
	return true
}

// options returns the rule in the library's terms. Its start is moved as near
// to earliest as the interval allows, so that old rules cost no more than new
// ones; a rule with a count is counted from its own start.
func (r *rule) options(earliest time.Time) rrule.ROption {
	o := rrule.ROption{Interval: r.interval, Count: r.count, Dtstart: r.anchor(earliest), Wkst: rrule.MO}
	switch r.freq {
	case service.Monthly:
		o.Freq = rrule.MONTHLY
		o.Bymonthday = r.monthDays
		o.Byweekday = nthDays(r.nth)
	case service.Weekly:
		o.Freq = rrule.WEEKLY
		o.Byweekday = r.everyDays()
	default:
		o.Freq = rrule.DAILY
		o.Byweekday = r.everyDays()
	}
	return o
}

// anchor returns a day from which the library may reckon instead of the start:
// one that is whole intervals away from it and not after earliest.
func (r *rule) anchor(earliest time.Time) time.Time {
	switch {
	case r.count > 0:
		return r.start
	case r.freq == service.Monthly:
		first := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
		if r.interval == 1 {
			return first(earliest)
		}
		months := (earliest.Year()-r.start.Year())*12 + int(earliest.Month()-r.start.Month())
		return first(r.start).AddDate(0, months/r.interval*r.interval, 0)
	case r.interval == 1:
		return earliest
	}
	step := r.interval
	if r.freq == service.Weekly {
		step *= 7
	}
	days := int(earliest.Sub(r.start) / (24 * time.Hour))
	return r.start.AddDate(0, 0, days/step*step)
}

// everyDays returns the rule's weekdays in the library's terms.
func (r *rule) everyDays() []rrule.Weekday {
	var days []rrule.Weekday
	for _, d := range service.Weekdays() {
		if r.weekdays[d] {
			days = append(days, libraryDay(d))
		}
	}
	return days
}

// nthDays returns days of the month in the library's terms. The library takes a
// day with a number and one without as both needed, so every plain one is
// written out as the first to the fifth.
func nthDays(days []service.Day) []rrule.Weekday {
	var out []rrule.Weekday
	for _, d := range days {
		day := libraryDay(d.Day)
		if d.Nth != 0 {
			out = append(out, day.Nth(d.Nth))
			continue
		}
		for n := 1; n <= 5; n++ {
			out = append(out, day.Nth(n))
		}
	}
	return out
}

func libraryDay(d time.Weekday) rrule.Weekday {
	return [...]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}[d]
}

// happensOn reports whether the rule has an occurrence that begins on the day.
func (r *rule) happensOn(day time.Time) bool {
	for d := range r.days(day) {
		return d.Equal(day)
	}
	return false
}

// latest returns the later of two days.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
