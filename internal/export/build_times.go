package export

import (
	"regexp"
	"strings"
	"time"

	"fettle/internal/service"
)

// saysFree matches words that say no more than that it is free.
var saysFree = regexp.MustCompile(`(?i)^(?:it is |this is )?(?:a )?(?:free|no)(?: of charge| service| to attend| charge| cost)?[.!]?$`)

// nextBefore begins the line that gives the next dates.
const nextBefore = "Next: "

// when returns the sessions in words and the next dates, and notes the events
// of the entry.
func (b builder) when(e *Entry) []Line {
	s := e.Service
	live, past := b.live(s.Sessions)
	e.Events = b.events(live)
	lines := b.sessionLines(s, live)
	if timing := oneLine(s.Timing); timing != "" && (len(lines) == 0 || !b.Easier) {
		lines = append(lines, plainLines("They say: "+cut(timing, maxFact))...)
	}
	if b.Times.Cautions != nil && len(lines) > 0 {
		for _, caution := range b.Times.Cautions(s) {
			lines = append(lines, plainLines(cut(oneLine(caution), maxFact)+".")...)
		}
	}
	switch {
	case len(lines) > 0:
	case past:
		return plainLines("The times that they gave have passed. Ask them.")
	default:
		return plainLines(unstated)
	}
	if b.Times.Next == nil {
		return lines
	}
	var next []string
	for _, o := range b.Times.Next(live, b.Now, nextTimes) {
		next = append(next, b.occurrenceWords(o))
	}
	if b.Easier && len(next) > 1 {
		next = next[:1]
	}
	if len(next) > 0 {
		lines = append(lines, plainLines(nextBefore+strings.Join(next, "; ")+".")...)
	}
	return lines
}

// live returns the sessions that are not known to have ended, and whether there
// were others.
func (b builder) live(sessions []service.Session) (live []service.Session, others bool) {
	for _, s := range sessions {
		if b.Times.Live == nil || b.Times.Live(s, b.Now) {
			live = append(live, s)
			continue
		}
		others = true
	}
	return live, others
}

// maxCounted is the highest count of times that is followed to its end.
const maxCounted = 500

// events returns the sessions that are still to come, each with its first time.
func (b builder) events(live []service.Session) []Event {
	var events []Event
	if b.Times.Next == nil {
		return nil
	}
	for _, s := range live {
		n := 1
		if s.Count > 0 {
			n = min(s.Count, maxCounted)
		}
		times := b.Times.Next([]service.Session{s}, b.Now, n)
		if len(times) == 0 {
			continue
		}
		event := Event{Session: s, First: times[0]}
		if s.Count > 0 {
			event.Last = times[len(times)-1].Start
		}
		events = append(events, event)
	}
	return events
}

// sessionLines says each session: the rule, what the publisher adds, and where
// if there is more than one place. The same line is said once.
func (b builder) sessionLines(s *service.Service, sessions []service.Session) []Line {
	var lines []Line
	said := make(map[string]bool)
	for _, one := range sessions {
		words := ""
		if b.Times.Words != nil {
			words = oneLine(b.Times.Words(one))
		}
		if own := oneLine(one.Words); own != "" && !strings.Contains(words, own) {
			if words != "" {
				own = " (" + own + ")"
			}
			words += own
		}
		if i := one.Location - 1; words != "" && i >= 0 && i < len(s.Locations) && len(s.Locations) > 1 {
			if place := oneLine(s.Locations[i].Name); place != "" && !s.Locations[i].Masked {
				words += ", at " + place
			}
		}
		if words == "" || said[words] {
			continue
		}
		if len(lines) == maxSessions {
			return append(lines, plainLines("And at other times: ask them.")...)
		}
		said[words] = true
		lines = append(lines, plainLines(cut(words, maxFact))...)
	}
	return lines
}

// occurrenceWords returns a time as "Tuesday 24 November, 10:30am to midday",
// with the year when it is another one than that of the document.
func (b builder) occurrenceWords(o Occurrence) string {
	layout := "Monday 2 January"
	if o.Start.Year() != b.Now.In(o.Start.Location()).Year() {
		layout += " 2006"
	}
	words := o.Start.Format(layout)
	if o.AllDay {
		return words
	}
	words += ", " + clockWords(o.Start)
	if !o.End.IsZero() {
		words += " to " + clockWords(o.End)
	}
	return words
}

// clockWords returns a time of day as "10am", "10:30am", "midday" or "midnight"
// (GOV.UK style guide, "Times").
func clockWords(t time.Time) string {
	switch {
	case t.Minute() != 0:
		return t.Format("3:04pm")
	case t.Hour() == 0:
		return "midnight"
	case t.Hour() == 12:
		return "midday"
	}
	return t.Format("3pm")
}

// dayWords returns a day as "2 September 2026", and false when it is not stated.
func dayWords(d service.Date) (string, bool) {
	t, ok := d.Time(time.UTC)
	if !ok {
		return "", false
	}
	return longDay(t), true
}

// cost returns what it costs.
func (b builder) cost(s *service.Service) []Line {
	var lines []Line
	if s.Cost.Free == service.Yes {
		lines = plainLines("Free.")
	}
	for _, o := range s.Cost.Options {
		if o.Pounds == nil || *o.Pounds == 0 && s.Cost.Free == service.Yes {
			continue
		}
		words := "free"
		if *o.Pounds != 0 {
			words = service.Pounds(*o.Pounds)
		}
		if per := oneLine(o.Per); per != "" {
			words += " " + per
		}
		if name := oneLine(o.Name); name != "" {
			words = name + ": " + words
		}
		lines = append(lines, plainLines(cut(words, maxFact))...)
	}
	if words := oneLine(s.Cost.Words); words != "" && (len(lines) == 0 || !b.Easier && !saysFree.MatchString(words)) {
		lines = append(lines, plainLines("They say: "+cut(words, maxFact))...)
	}
	switch {
	case len(lines) > 0:
		return lines
	case s.Cost.Free == service.No:
		return plainLines("There is a charge. Ask them how much.")
	}
	return plainLines(unstated)
}

// who returns whom it is for: ages, then conditions, then audiences.
func (b builder) who(s *service.Service) []Line {
	var lines []Line
	age := s.Ages()
	ages := age.Phrase()
	if ages != "" {
		ages = strings.ToUpper(ages[:1]) + ages[1:]
	}
	if ages != "" && age.Recommended {
		ages += " (a guide, not a rule)"
	}
	if own := oneLine(s.Age.Words); ages == "" {
		ages = cut(own, maxFact)
	}
	lines = append(lines, plainLines(ages, cut(oneLine(s.Eligibility), maxFact))...)
	if len(s.Audience) > 0 {
		lines = append(lines, plainLines("For: "+cut(oneLine(strings.Join(s.Audience, ", ")), maxFact))...)
	}
	if len(s.Languages) > 0 {
		lines = append(lines, plainLines("Languages: "+cut(oneLine(strings.Join(s.Languages, ", ")), maxFact))...)
	}
	if len(lines) == 0 {
		return plainLines(unstated)
	}
	return lines
}
