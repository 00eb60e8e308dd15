package oruk

import (
	"reflect"
	"slices"
	"time"

	"fettle/internal/clean"
	"fettle/internal/service"
)

const (
	// maxSessions is how many sessions of one service are kept.
	maxSessions = 400
	// maxExcept is how many days one closure may last to be kept as single days.
	maxExcept = 31
	// maxExcepts is how many closed days one session may have.
	maxExcepts = 200
	// maxClosures is how many closures of one service are looked at.
	maxClosures = 200
)

// scheduleKeys are the keys, folded, under which schedules stand.
func scheduleKeys() []string { return []string{"regularschedules", "regularschedule", "schedules"} }

// sessions reads every schedule of a service: its own, those of its locations
// and those of the links between them.
func (r *reader) sessions(o object, places []place) []service.Session {
	var all []service.Session
	for i, p := range places {
		for _, node := range p.nodes {
			if len(all) < maxSessions {
				all = append(all, r.schedules(node, i+1, places)...)
			}
		}
	}
	all = append(all, r.schedules(o, 0, places)...)
	all = mergeDays(withoutRepeats(all[:min(len(all), maxSessions)]))
	closures := r.closures(o, 0)
	for i, p := range places {
		for _, node := range p.nodes {
			closures = append(closures, r.closures(node, i+1)...)
		}
	}
	closures = distinct(closures[:min(len(closures), maxClosures)])
	for i := range all {
		all[i].Except = exceptions(&all[i], closures)
	}
	return all
}

// schedules reads the schedules that stand in one object of the record.
func (r *reader) schedules(o object, location int, places []place) []service.Session {
	var all []service.Session
	for _, row := range r.objects(o, scheduleKeys()...) {
		s, ok := r.session(row)
		if !ok {
			continue
		}
		s.Location = location
		if location == 0 {
			s.Location = r.scheduledAt(row, places)
		}
		all = append(all, s)
	}
	return all
}

// scheduledAt returns the location that a schedule of the service names, as an
// index plus one; 0 when it names none.
func (r *reader) scheduledAt(row object, places []place) int {
	var ids []string
	for _, k := range []string{"serviceatlocationid", "locationid", "serviceatlocation", "location"} {
		if m, ok := asObject(row[k]); ok {
			ids = append(ids, scalarID(m["id"]), scalarID(m["locationid"]))
		} else {
			ids = append(ids, scalarID(row[k]))
		}
	}
	for i, p := range places {
		if slices.ContainsFunc(ids, func(id string) bool { return id != "" && slices.Contains(p.ids, id) }) {
			return i + 1
		}
	}
	return 0
}

// session reads one schedule; false when it says nothing. A rule that
// contradicts itself keeps its words and times and no days.
func (r *reader) session(o object) (service.Session, bool) {
	s := service.Session{Words: clean.Line(joinSentences(r.line(o, maxWords, "description"), r.line(o, maxWords, "notes")), maxWords)}
	s.From, s.To = r.times(o)
	s.Start = r.date(o, "dtstart", "startdate")
	s.ValidFrom = r.date(o, "validfrom")
	s.ValidTo = earlier(r.date(o, "validto"), r.date(o, "until"))
	ok := r.rule(o, &s) && (s.ValidFrom == "" || s.ValidTo == "" || s.ValidFrom <= s.ValidTo)
	if !ok {
		r.count(fixSchedule)
		s = service.Session{Words: s.Words, From: s.From, To: s.To}
	}
	said := s.Words != "" || s.From != "" || s.To != "" || len(s.Days) > 0 || len(s.MonthDays) > 0 || s.Freq == service.Daily || s.Freq == service.Once
	return s, said
}

// rule reads how a schedule repeats, and reports whether that makes sense.
func (r *reader) rule(o object, s *service.Session) bool {
	freq, interval, ok := frequency(r.line(o, 40, "freq", "frequency"))
	if !ok {
		return false
	}
	if n, stated := r.whole(o, "interval"); stated && n > 0 {
		if n > 366 {
			return false
		}
		interval = max(interval, n)
	}
	if interval > 1 {
		s.Interval = interval
	}
	if n, stated := r.whole(o, "count"); stated && n > 0 && n <= 10000 {
		s.Count = n
	}
	days, okDays := parseDays(r.raw(o, "byday"))
	if len(days) == 0 {
		var okName bool
		days, okName = parseDays(r.raw(o, "weekday", "dayofweek", "day", "days"))
		okDays = okDays && okName
	}
	monthDays, okMonth := parseMonthDays(r.raw(o, "bymonthday"))
	s.Days, s.MonthDays = days, monthDays
	numbered := slices.ContainsFunc(days, func(d service.Day) bool { return d.Nth != 0 })
	switch {
	case !okDays || !okMonth:
		return false
	case freq == "" && (numbered || len(monthDays) > 0):
		freq = service.Monthly
	case freq == "" && len(days) > 0:
		freq = service.Weekly
	case freq == service.Daily && len(days) > 0 && interval <= 1: // Daily on those days only.
		freq = service.Weekly
	}
	s.Freq = freq
	return completeRule(s, numbered)
}

// completeRule fills in the day that a rule takes from its start, as RFC 5545
// has it, and refuses rules whose parts contradict each other.
func completeRule(s *service.Session, numbered bool) bool {
	start, hasStart := s.Start.Time(time.UTC)
	bare := len(s.Days) == 0 && len(s.MonthDays) == 0
	switch s.Freq {
	case service.Weekly:
		if numbered || len(s.MonthDays) > 0 {
			return false
		}
		if bare && hasStart {
			s.Days = []service.Day{{Day: start.Weekday()}}
		}
		if len(s.Days) == 0 {
			s.Freq, s.Interval = "", 0 // Some day of the week, which one is not stated.
		}
	case service.Monthly:
		if len(s.Days) > 0 && len(s.MonthDays) > 0 {
			return false
		}
		if bare && hasStart {
			s.MonthDays = []int{start.Day()}
		} else if bare {
			s.Freq, s.Interval = "", 0
		}
	case service.Daily, service.Once:
		if !bare {
			return false
		}
		return s.Freq == service.Daily || hasStart
	default:
		if hasStart {
			s.Freq = service.Once
		}
	}
	return true
}

// times reads when a session begins and ends. From midnight to midnight stands
// for times that nobody filled in; an end at the beginning for none.
func (r *reader) times(o object) (from, to service.Clock) {
	from, to = r.clock(o, "opensat", "openat", "opens", "starttime"), r.clock(o, "closesat", "closeat", "closes", "endtime")
	if from == "24:00" {
		from = "00:00"
	}
	switch {
	case from == "00:00" && (to == "00:00" || to == ""), from == "" && to == "00:00":
		return "", ""
	case from == to:
		return from, ""
	}
	return from, to
}

// clock reads a time of day from the first of the keys that states one.
func (r *reader) clock(o object, keys ...string) service.Clock {
	for _, k := range keys {
		v := o[k]
		if !isStated(v) {
			continue
		}
		if c, ok := parseClock(r.text(v)); ok {
			return c
		}
		r.count(fixSchedule)
	}
	return ""
}

// mergeDays joins sessions that differ in nothing but their weekdays, since
// feeds write one row for each day.
func mergeDays(all []service.Session) []service.Session {
	var merged []service.Session
	for _, s := range all {
		at := -1
		if s.Freq == service.Weekly && s.Count == 0 {
			at = slices.IndexFunc(merged, func(m service.Session) bool {
				m.Days, m.Except = s.Days, s.Except
				return reflect.DeepEqual(m, s)
			})
		}
		if at < 0 {
			merged = append(merged, s)
			continue
		}
		merged[at].Days = inWeek(append(slices.Clone(merged[at].Days), s.Days...))
	}
	return merged
}

// withoutRepeats drops sessions that are there already. One that names no
// location repeats the same one at a location, which stands before it.
func withoutRepeats(all []service.Session) []service.Session {
	var kept []service.Session
	for _, s := range all {
		repeats := func(k service.Session) bool {
			if s.Location == 0 {
				k.Location = 0
			}
			return reflect.DeepEqual(k, s)
		}
		if !slices.ContainsFunc(kept, repeats) {
			kept = append(kept, s)
		}
	}
	return kept
}

// inWeek sorts days from Monday to Sunday and drops repeats.
func inWeek(days []service.Day) []service.Day {
	slices.SortStableFunc(days, func(a, b service.Day) int {
		return (int(a.Day)+6)%7 - (int(b.Day)+6)%7
	})
	return slices.Compact(days)
}

// closure is a stretch of days on which a place, or the whole service, is closed.
type closure struct {
	first    time.Time
	days     int
	location int // As in service.Session.
}

// closures reads the days on which holiday schedules say "closed".
func (r *reader) closures(o object, location int) []closure {
	var all []closure
	for _, h := range r.objects(o, "holidayschedules", "holidayschedule", "holidayschedulecollection") {
		from, to := r.date(h, "startdate", "validfrom"), r.date(h, "enddate", "validto")
		if r.answer(h, "closed") != service.Yes || from == "" {
			continue
		}
		if to == "" {
			to = from
		}
		length, _ := from.DaysBefore(to)
		if length < 0 || length >= maxExcept {
			r.count(fixSchedule)
			continue
		}
		first, _ := from.Time(time.UTC)
		all = append(all, closure{first: first, days: length + 1, location: location})
	}
	return all
}

// exceptions returns the days on which a session does not happen.
func exceptions(s *service.Session, closures []closure) []service.Date {
	if s.Freq == "" {
		return nil
	}
	var days []service.Date
	for _, c := range closures {
		if c.location != 0 && c.location != s.Location {
			continue
		}
		for n := range c.days {
			days = append(days, service.DateOf(c.first.AddDate(0, 0, n)))
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	return days[:min(len(days), maxExcepts)]
}

func earlier(a, b service.Date) service.Date {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// timing returns what the record says of times in words of its own.
func (r *reader) timing(o object) string {
	return r.prose(o, maxAccount, "scheduledescription", "openingtimes")
}
