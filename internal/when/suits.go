package when

import (
	"time"

	"fettle/internal/service"
)

// Suits says whether any of a service's sessions suits any of the windows: Yes
// when one does, No when every one is known not to, else NotStated. Sessions
// that have ended are left out; when none is left, nothing is stated. Without
// windows nothing is asked and the answer is Yes.
func Suits(sessions []service.Session, windows []service.Window, now time.Time) service.Answer {
	if len(windows) == 0 {
		return service.Yes
	}
	var t tally
	for _, s := range sessions {
		r, why := read(s)
		if why != "" {
			t.add(service.NotStated)
			continue
		}
		if !r.live(now) {
			continue
		}
		for _, w := range windows {
			if t.add(r.meets(w)); t.yes {
				return service.Yes
			}
		}
	}
	return t.answer()
}

// tally sums up answers to "does any of these".
type tally struct{ yes, unstated, no bool }

func (t *tally) add(a service.Answer) {
	switch a {
	case service.Yes:
		t.yes = true
	case service.No:
		t.no = true
	default:
		t.unstated = true
	}
}

func (t *tally) answer() service.Answer {
	switch {
	case t.yes:
		return service.Yes
	case t.unstated || !t.no:
		return service.NotStated
	}
	return service.No
}

// Cells answers Suits for every cell of WeekCells at once: bit i of yes is set
// when cell i is met, bit i of unstated when it is not stated, neither when no
// session is in it.
func Cells(sessions []service.Session, now time.Time) (yes, unstated uint32) {
	var tallies [cellCount]tally
	for _, s := range sessions {
		r, why := read(s)
		if why == "" && !r.live(now) {
			continue
		}
		for i := range tallies {
			answer := service.NotStated
			if why == "" {
				answer = r.meets(cell(i))
			}
			tallies[i].add(answer)
		}
	}
	for i := range tallies {
		switch tallies[i].answer() {
		case service.Yes:
			yes |= 1 << i
		case service.NotStated:
			unstated |= 1 << i
		case service.No:
		}
	}
	return yes, unstated
}

// meets says whether the rule's session overlaps a window by 30 minutes, or by the whole
// of the session or of the window when that is shorter.
//
// A weekly window is answered from the rule's days alone: a fortnightly or
// monthly session is in it on its weekday, a session on a date of every month
// may be. Whether the rule has ended is asked of Live. A window of one day is
// answered by what really happens on that day.
//
// A session with a day but no time is in a whole-day window and may be in any
// other; one without an end is taken to last at least 30 minutes, at most until
// midnight.
func (r *rule) meets(w service.Window) service.Answer {
	var on time.Time
	dated := w.On != ""
	if dated {
		var ok bool
		if on, ok = w.On.Time(time.UTC); !ok {
			return service.NotStated
		}
		w.Day = on.Weekday()
	}
	var t tally
	// The window's own day, and the night before that reaches into it.
	for back := range 2 {
		if back == 1 && !r.overnight() {
			break
		}
		day := time.Weekday((int(w.Day) + 7 - back) % 7)
		answer := r.overlaps(w, back*wholeDay)
		if answer == service.No {
			continue
		}
		if sure, may := r.onWeekday(day); !may {
			continue
		} else if !sure && !dated {
			answer = service.NotStated
		}
		if dated {
			answer = r.onDay(on.AddDate(0, 0, -back), answer)
		}
		t.add(answer)
	}
	t.no = true
	return t.answer()
}

// onWeekday says whether the rule's pattern has that weekday for sure, or may.
func (r *rule) onWeekday(day time.Weekday) (sure, may bool) {
	if r.freq == service.Monthly && len(r.monthDays) > 0 {
		return false, true
	}
	if r.freq == service.Daily && r.interval%7 == 0 && r.adrift() {
		return false, r.weekdays[day]
	}
	return r.weekdays[day], r.weekdays[day]
}

// onDay returns the answer if the rule happens on the day, No if it does not,
// and NotStated if that can't be known.
func (r *rule) onDay(day time.Time, answer service.Answer) service.Answer {
	if !r.adrift() {
		if r.happensOn(day) {
			return answer
		}
		return service.No
	}
	outside := day.Before(r.first) || !r.last.IsZero() && day.After(r.last)
	if outside || !r.holds(day, day, day) || !r.dateOfMonth(day) {
		return service.No
	}
	return service.NotStated
}

// dateOfMonth reports whether a monthly rule may be on that day by its place in
// the month; other rules always may.
func (r *rule) dateOfMonth(day time.Time) bool {
	if r.freq != service.Monthly {
		return true
	}
	every := *r
	every.interval, every.count = 1, 0
	return every.happensOn(day)
}

// overlaps says whether the rule's times, moved back by so many minutes, are
// enough in the window.
func (r *rule) overlaps(w service.Window, back int) service.Answer {
	if r.from == unstated {
		if w.From == 0 && w.To == wholeDay {
			return service.Yes
		}
		return service.NotStated
	}
	from, to := r.from-back, r.to-back
	if r.to != unstated {
		if inside(from, to, w) {
			return service.Yes
		}
		return service.No
	}
	shortest, longest := from+enough, max(from+enough, wholeDay)
	switch {
	case inside(from, shortest, w):
		return service.Yes
	case inside(from, longest, w):
		return service.NotStated
	}
	return service.No
}

// inside reports whether enough of the minutes from and to is in the window.
func inside(from, to int, w service.Window) bool {
	needed := min(enough, to-from, w.To-w.From)
	return min(to, w.To)-max(from, w.From) >= needed
}
