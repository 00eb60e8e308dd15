package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/service"
)

// zone is the time zone of every session, and zoneLines its rules as they have
// been since 1996.
const zone = "Europe/London"

func zoneLines() []string {
	return []string{
		"BEGIN:VTIMEZONE", "TZID:" + zone,
		"BEGIN:DAYLIGHT", "DTSTART:19960331T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
		"TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST", "END:DAYLIGHT",
		"BEGIN:STANDARD", "DTSTART:19961027T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
		"TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT", "END:STANDARD",
		"END:VTIMEZONE",
	}
}

const (
	localForm = "20060102T150405"
	utcForm   = "20060102T150405Z"
	dayForm   = "20060102"
)

// ICS returns the sessions of the document as a calendar (RFC 5545): an event
// for each session that can be reckoned with, from its next time on, in the time
// of London. It holds no alarms, which would speak on a shared telephone.
func ICS(d Document) ([]byte, error) {
	var f folded
	for _, line := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//list//EN", "CALSCALE:GREGORIAN"} {
		f.line(line)
	}
	for _, line := range zoneLines() {
		f.line(line)
	}
	for _, e := range d.Entries {
		for _, event := range e.Events {
			if err := f.event(d, e, event); err != nil {
				return nil, err
			}
		}
	}
	f.line("END:VCALENDAR")
	return []byte(f.String()), nil
}

// event writes one session.
func (f *folded) event(d Document, e Entry, event Event) error {
	uid, err := eventID(e.ID, event.Session)
	if err != nil {
		return err
	}
	f.line("BEGIN:VEVENT")
	f.line("UID:" + uid)
	f.line("DTSTAMP:" + d.Made.UTC().Format(utcForm))
	first := event.First
	if first.AllDay {
		f.line("DTSTART;VALUE=DATE:" + first.Start.Format(dayForm))
	} else {
		f.line("DTSTART;TZID=" + zone + ":" + first.Start.Format(localForm))
		if !first.End.IsZero() {
			f.line("DTEND;TZID=" + zone + ":" + first.End.Format(localForm))
		}
	}
	if rule := repeatRule(event); rule != "" {
		f.line("RRULE:" + rule)
		f.exceptions(event)
	}
	summary := e.Heading
	if d.Discreet {
		summary = "Appointment idea"
	}
	f.property("SUMMARY", summary)
	f.property("LOCATION", eventPlace(e.Service, event.Session))
	f.property("DESCRIPTION", eventWords(d, e))
	f.line("END:VEVENT")
	return nil
}

// eventID returns an id that is the same each time for the same session, so that
// a later export changes the event and does not double it.
func eventID(id string, s service.Session) (string, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("name the event: %w", err)
	}
	sum := sha256.Sum256(append([]byte(id+"\n"), data...))
	return hex.EncodeToString(sum[:16]), nil
}

// repeatRule returns the rule by which an event repeats; "" when it does not.
func repeatRule(event Event) string {
	s := event.Session
	var parts []string
	switch s.Freq {
	case service.Once:
		return ""
	case service.Daily:
		parts = append(parts, "FREQ=DAILY")
	case service.Monthly:
		parts = append(parts, "FREQ=MONTHLY")
	case service.Weekly, "":
		if len(s.Days) == 0 {
			return ""
		}
		parts = append(parts, "FREQ=WEEKLY")
	default:
		return ""
	}
	if s.Interval > 1 {
		parts = append(parts, "INTERVAL="+strconv.Itoa(s.Interval))
	}
	var days, monthDays []string
	for _, day := range s.Days {
		code := service.DayCode(day.Day)
		if day.Nth != 0 && s.Freq == service.Monthly {
			code = strconv.Itoa(day.Nth) + code
		}
		days = append(days, code)
	}
	for _, n := range s.MonthDays {
		monthDays = append(monthDays, strconv.Itoa(n))
	}
	if len(days) > 0 {
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	if len(monthDays) > 0 && s.Freq == service.Monthly {
		parts = append(parts, "BYMONTHDAY="+strings.Join(monthDays, ","))
	}
	if until := lastMoment(event); until != "" {
		parts = append(parts, "UNTIL="+until)
	}
	return strings.Join(parts, ";")
}

// lastMoment returns the end of the rule as RFC 5545 wants it: in UTC beside a
// start with a time zone, as a day beside a start that is a day.
func lastMoment(event Event) string {
	last, found := event.Last, !event.Last.IsZero()
	if day, ok := event.Session.ValidTo.Time(event.First.Start.Location()); ok {
		if end := day.Add(24*time.Hour - time.Second); !found || end.Before(last) {
			last, found = end, true
		}
	}
	switch {
	case !found:
		return ""
	case event.First.AllDay:
		return last.Format(dayForm)
	}
	return last.UTC().Format(utcForm)
}

// exceptions writes the days on which it does not happen, from the first time on.
func (f *folded) exceptions(event Event) {
	first := event.First.Start
	days := slices.Clone(event.Session.Except)
	slices.Sort(days)
	for _, except := range slices.Compact(days) {
		day, ok := except.Time(first.Location())
		switch {
		case !ok || except < service.DateOf(first):
		case event.First.AllDay:
			f.line("EXDATE;VALUE=DATE:" + day.Format(dayForm))
		default:
			f.line("EXDATE;TZID=" + zone + ":" + day.Format(dayForm) + first.Format("T150405"))
		}
	}
}

// eventPlace returns where a session is: its own place, else the only one.
func eventPlace(s *service.Service, one service.Session) string {
	if s == nil {
		return ""
	}
	if i := one.Location - 1; i >= 0 && i < len(s.Locations) && s.Locations[i].Visited() {
		return addressWords(&s.Locations[i], askThem(s))
	}
	if len(s.Locations) == 1 && s.Locations[0].Visited() {
		return addressWords(&s.Locations[0], askThem(s))
	}
	return ""
}

// eventWords returns what an event says besides when and where.
func eventWords(d Document, e Entry) string {
	var lines []string
	for _, line := range []string{e.Note, e.said(KindContact), d.Correct} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	for _, l := range d.Emergency {
		lines = append(lines, l.Words())
	}
	return strings.Join(append(slices.Clone(e.Warnings), lines...), "\n")
}
