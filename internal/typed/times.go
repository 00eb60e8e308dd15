package typed

import (
	"slices"
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// mostTimeWords is how many words a time may have.
const mostTimeWords = 6

var (
	weekday   = pattern.Later(`^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?$`)
	compound  = pattern.Later(`^([a-z]+)[-–/]([a-z]+)$`)
	isoDay    = pattern.Later(`^\d{4}-\d{2}-\d{2}$`)
	clockTime = pattern.Later(`^\d{1,2}(?:[:.]\d{2})?(?:am|pm)$|^\d{1,2}:\d{2}$`)
	clockSpan = pattern.Later(`^\d{1,2}(?:[:.]\d{2})?(?:am|pm)?[-–]\d{1,2}(?:[:.]\d{2})?(?:am|pm)$|^\d{1,2}:\d{2}[-–]\d{1,2}:\d{2}$`)
)

// times reads every time: days with or without their part or clock times, the
// weekend, today, this week, after six. A part of the day by itself is none:
// coffee mornings are what services call themselves.
func (r *reader) times() {
	for i := range r.tokens {
		lead := 0
		if r.timeLead(i) && !r.startsOpen(i) {
			lead = 1
		}
		if !r.startsTime(i+lead) && !r.startsOpen(i) {
			continue
		}
		for n := min(mostTimeWords, len(r.tokens)-i-lead); n > 0; n-- {
			if !r.free(i, lead+n) {
				continue
			}
			if windows := r.windows(i+lead, n); len(windows) > 0 {
				if r.sinceOrUntil(i - 1) {
					r.drop(i-1, lead+n+1)
					break
				}
				r.take(i, lead+n, Part{Pane: service.PaneWhen, Windows: windows})
				break
			}
		}
	}
}

// sinceOrUntil reports whether a token makes of the time after it one at which
// something ends or began, and none for a service: "skint till Friday".
func (r *reader) sinceOrUntil(i int) bool {
	switch r.text(i) {
	case "until", "till", "til", "since", "by", "last":
		return true
	}
	return false
}

// timeLead reports whether a token only says that a time follows.
func (r *reader) timeLead(i int) bool {
	switch r.text(i) {
	case "on", "every", "this", "next", "coming", "open", "at", "from", "any":
		return true
	}
	return false
}

// startsOpen reports whether a lead is itself a part of the time: "this week",
// "open now".
func (r *reader) startsOpen(i int) bool {
	first, second := r.text(i), r.text(i+1)
	switch first {
	case "open", "on":
		return second == "now"
	case "this", "next":
		return second == "week"
	case "every", "any":
		return second == "weekend" || second == "weekday"
	}
	return false
}

// startsTime reports whether a time may begin at a token.
func (r *reader) startsTime(i int) bool {
	text := r.text(i)
	switch text {
	case "":
		return false
	case "today", "tomorrow", "tonight", "weekend", "weekends", "weekday", "weekdays":
		return true
	case "this", "next":
		return r.text(i+1) == "week"
	case "after", "before":
		return clockTime().MatchString(r.text(i + 1))
	case "in":
		return r.text(i+1) == "the" && dayPart(r.text(i+2)) != ""
	case "right":
		return r.text(i+1) == "now"
	}
	if clockTime().MatchString(text) {
		next := r.text(i + 1)
		return (next == "to" || next == "until" || next == "till" || next == "-") && clockTime().MatchString(r.text(i+2))
	}
	first := text
	if m := compound().FindStringSubmatch(text); m != nil {
		first = m[1]
	}
	return weekday().MatchString(first) || isoDay().MatchString(text) || clockSpan().MatchString(text)
}

// dayPart returns the part of the day that a word stands for, "" for none.
func dayPart(word string) string {
	switch word {
	case "am", "morning", "mornings":
		return "morning"
	case "pm", "afternoon", "afternoons":
		return "afternoon"
	case "eve", "evening", "evenings", "night", "nights":
		return "evening"
	}
	return ""
}

// windows reads tokens as one time.
func (r *reader) windows(from, n int) []service.Window {
	text := r.span(from, n)
	switch text {
	case "open now", "on now", "right now":
		return r.timed("now")
	case "tonight":
		return r.timed("today evening")
	}
	if strings.HasPrefix(text, "in the ") && n == 3 {
		return r.timed(dayPart(r.tokens[from+2].text))
	}
	words := strings.Fields(text)
	if m := compound().FindStringSubmatch(words[0]); m != nil {
		switch {
		case dayPart(m[2]) != "": // tue-am
			words = append([]string{m[1], m[2]}, words[1:]...)
		case strings.Contains(words[0], "/") && n == 1: // mon/tue
			return append(r.timed(m[1]), r.timed(m[2])...)
		}
	}
	switch last := len(words) - 1; {
	case last == 0:
	case dayPart(words[last]) != "":
		words[last] = dayPart(words[last])
	case clockTime().MatchString(words[last]) && (weekday().MatchString(words[last-1]) || words[last-1] == "at"):
		// "tue at 2pm" suits somebody who is free from then on.
		day := strings.TrimSuffix(strings.Join(words[:last], " "), " at")
		words = []string{day, "after", words[last]}
	}
	return r.timed(strings.Join(words, " "))
}

// timed returns the windows of a time, none when it is no time. Windows that a
// part before has are left out.
func (r *reader) timed(text string) []service.Window {
	windows, err := r.look.Time(text, r.now)
	if err != nil {
		return nil
	}
	return slices.Clone(windows)
}
