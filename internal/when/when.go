// Package when answers questions about the times of a service: when it next
// happens, whether it suits the hours somebody has, and how to say so in words.
//
// Reach first for Suits (does a service fit these windows), Next (its next
// occurrences), Words (a rule in plain English) and ParseWindows (what a person
// typed). FromProse reads sessions out of a description.
//
// Everything is reckoned in Europe/London. A rule is days first and times of
// the day second, so that a clock change never moves a session. The package
// must not read the machine's clock (every question brings its own now), and it
// must not guess: what a rule does not say is answered with "not stated".
package when

import (
	"sync"
	"time"
	_ "time/tzdata" // Windows has no zone files of its own.
)

// Lengths in minutes that the rules of this package speak of.
const (
	hour     = 60
	wholeDay = 24 * hour
	// enough is how long a session and a window must overlap, unless one of
	// them is shorter.
	enough = 30
)

// unstated marks a time of day, in minutes, that is not stated.
const unstated = -1

var london = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return zone
})

// London returns the time zone that all sessions are in; it is never nil.
func London() *time.Location { return london() }

// dayOf returns the London day of a moment, as midnight UTC. Days are kept in
// UTC because every day there has 24 hours.
func dayOf(t time.Time) time.Time {
	y, m, d := t.In(London()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// moment returns the London moment at that many minutes of a day. A time that
// the spring clock change leaves out is read with the offset before the change
// (01:30 is shown as 02:30), and of a time that the autumn change repeats the
// first is meant, as RFC 5545, section 3.3.5, has it.
func moment(day time.Time, minutes int) time.Time {
	y, m, d := day.Date()
	t := time.Date(y, m, d, minutes/hour, minutes%hour, 0, 0, London())
	wanted := time.Date(y, m, d, minutes/hour, minutes%hour, 0, 0, time.UTC)
	if wall(t).Before(wanted) {
		return t.Add(wanted.Sub(wall(t)))
	}
	if earlier := t.Add(-time.Hour); wall(earlier).Equal(wanted) {
		return earlier
	}
	return t
}

// wall returns what the clock on the wall shows at a moment, as if it were UTC.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
