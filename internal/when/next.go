package when

import (
	"cmp"
	"slices"
	"time"

	"fettle/internal/service"
)

// Occurrence is one time that a session happens.
type Occurrence struct {
	// Start is when it begins, in Europe/London; midnight when only the day is known.
	Start time.Time
	// End is when it ends; zero is not stated.
	End time.Time
	// AllDay marks a whole day: the session states no times (End is zero) or
	// that it lasts from midnight to midnight.
	AllDay bool
	// Session is the index of the session in the list that was asked about.
	Session int
}

// over reports whether the occurrence is past at that moment. One without a
// stated end is taken to last half an hour, a day without times until midnight.
func (o Occurrence) over(now time.Time) bool {
	end := o.End
	switch {
	case end.IsZero() && o.AllDay:
		end = moment(dayOf(o.Start).AddDate(0, 0, 1), 0)
	case end.IsZero():
		end = o.Start.Add(enough * time.Minute)
	}
	return !end.After(now)
}

// occurrence returns what the rule brings on a day of its days.
func (r *rule) occurrence(day time.Time, session int) Occurrence {
	o := Occurrence{Start: moment(day, max(r.from, 0)), AllDay: r.allDay(), Session: session}
	switch {
	case r.to == unstated:
	case o.AllDay:
		o.End = moment(day.AddDate(0, 0, 1), 0)
	default:
		o.End = moment(day.AddDate(0, 0, r.to/wholeDay), r.to%wholeDay)
	}
	return o
}

// upcoming returns at most n occurrences of the rule that are not over.
func (r *rule) upcoming(now time.Time, n, session int) []Occurrence {
	var found []Occurrence
	if n <= 0 {
		return nil
	}
	// What began yesterday may still be on.
	for day := range r.days(dayOf(now).AddDate(0, 0, -1)) {
		o := r.occurrence(day, session)
		if o.over(now) {
			continue
		}
		if found = append(found, o); len(found) == n {
			break
		}
	}
	return found
}

// Next returns the next n occurrences of all sessions in order of time, those
// that are on now included, at most ten years ahead. Sessions that can't be
// trusted, and those that leave out weeks without saying which, bring none.
// The same time twice is returned once.
func Next(sessions []service.Session, now time.Time, n int) []Occurrence {
	var all []Occurrence
	for i, s := range sessions {
		if r, why := read(s); why == "" {
			all = append(all, r.upcoming(now, n, i)...)
		}
	}
	slices.SortStableFunc(all, func(a, b Occurrence) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Session, b.Session))
	})
	all = slices.CompactFunc(all, func(a, b Occurrence) bool {
		return a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.AllDay == b.AllDay
	})
	return all[:min(len(all), max(n, 0))]
}

// Live reports whether a session is still to happen, or is on, at that moment.
// One whose rule can't be read is not known to have ended and counts as live.
func Live(s service.Session, now time.Time) bool {
	r, why := read(s)
	return why != "" || r.live(now)
}

func (r *rule) live(now time.Time) bool {
	endless := r.last.IsZero() && r.count == 0 && r.freq != service.Once
	switch {
	case endless:
		return true
	case r.adrift():
		return r.last.IsZero() || !r.last.Before(dayOf(now))
	}
	return len(r.upcoming(now, 1, 0)) > 0
}
