package when

import (
	"strconv"
	"strings"

	"fettle/internal/pattern"
)

// half says which half of the day a written time names.
type half int

const (
	noHalf half = iota
	morningHalf
	afternoonHalf
	// fullClock marks a time that needs no half: 14:00, 09:30, midday.
	fullClock
)

// written is a time of day as somebody wrote it: minutes as they stand, so that
// 2 and 2pm both have 120, and the half of the day that was written with it.
type written struct {
	minutes int
	half    half
	// colon says that the minutes were written out, as the 24-hour clock does.
	colon bool
}

// clockPattern matches one written time of day. Group 1 is a word, 2 and 3 are
// hours and minutes, 4 is the half, 5 and 6 four figures without a mark.
const clockPattern = `(?:(?:12(?:[.:]00)?[ ]?)?(noon|midday|midnight)|(\d{1,2})(?:[.:]([0-5]\d))?(?:[ ]?([ap]\.?m\b\.?))?|([01]\d|2[0-3])([0-5]\d))`

var clockAlone = pattern.Later(`^` + clockPattern + `$`)

// readClock reads one time of day in lower case: "10", "10am", "10.30 a.m.",
// "14:00", "1400", "noon".
func readClock(text string) (written, bool) {
	groups := clockAlone().FindStringSubmatch(text)
	if groups == nil {
		return written{}, false
	}
	return clockOf(groups[1:])
}

// clockOf turns the six groups of clockPattern into a time.
func clockOf(groups []string) (written, bool) {
	word, hours, minutes, mark := groups[0], groups[1], groups[2], groups[3]
	switch word {
	case "noon", "midday":
		return written{minutes: 12 * hour, half: fullClock}, true
	case "midnight":
		return written{minutes: wholeDay, half: fullClock}, true
	}
	if groups[4] != "" {
		hours, minutes = groups[4], groups[5]
	}
	h, err := strconv.Atoi(hours)
	if err != nil || h > 24 {
		return written{}, false
	}
	m, err := strconv.Atoi("0" + minutes)
	if err != nil || h == 24 && m > 0 {
		return written{}, false
	}
	w := written{minutes: h*hour + m, colon: minutes != ""}
	switch {
	case mark != "" && (h == 0 || h > 12):
		// "14:00pm" and "00:30am" say it twice.
		w.half = fullClock
	case mark != "":
		w.half = morningHalf
		if mark[0] == 'p' {
			w.half = afternoonHalf
		}
	case h == 0 || h > 12 || groups[4] != "" || strings.HasPrefix(hours, "0"):
		w.half = fullClock
	}
	return w, true
}

// in returns the minutes after midnight if the time is in that half.
func (w written) in(h half) int {
	switch {
	case w.half == fullClock:
		return w.minutes
	case h == morningHalf:
		return w.minutes % (12 * hour)
	}
	return w.minutes%(12*hour) + 12*hour
}

// other returns the other half of the day.
func (h half) other() half {
	if h == morningHalf {
		return afternoonHalf
	}
	return morningHalf
}

// alone returns the minutes after midnight of a single time. Without a half,
// one to six are taken as the afternoon; sure is false for other hours before noon.
func (w written) alone() (minutes int, sure bool) {
	switch {
	case w.half == fullClock:
		return w.minutes % wholeDay, true
	case w.half != noHalf:
		return w.in(w.half), true
	case w.minutes >= 12*hour:
		return w.minutes, true
	case w.minutes < 7*hour:
		return w.minutes + 12*hour, w.minutes < 6*hour
	}
	return w.minutes, false
}

// between returns the minutes after midnight of two times that belong together,
// "10-2pm", "7-9pm", "9 to 5". An end after wholeDay is on the next day. Sure is
// false when neither says its half and both halves would do, as in "7-9".
func between(a, b written) (from, to int, sure bool) {
	sure = true
	switch {
	case a.half == noHalf && b.half == noHalf:
		from, sure = a.alone()
		to = after(from, b)
		// A stretch that passes noon (8 to 4, 9 to 12) can't be an evening, and
		// nothing public begins at nine to twelve at night without saying so.
		sure = sure || to >= 12*hour || from >= 9*hour
		return from, to, sure
	case a.half == noHalf && b.half == fullClock:
		from, to = a.minutes, b.minutes
		evening := from < 7*hour || to >= 18*hour
		// 10:00 to 24:00 is on the 24-hour clock throughout; 7 to midnight is not.
		if bothColons := a.colon && b.colon; evening && !bothColons && from+12*hour < to {
			from += 12 * hour
		}
	case a.half == noHalf:
		from, to = a.in(b.half), b.in(b.half)
		if from >= to {
			from = a.in(b.half.other())
		}
	default:
		from, _ = a.alone()
		to = after(from, b)
	}
	if to <= from {
		to += wholeDay
	}
	return from, to, sure
}

// after returns the end of a stretch that begins at from: the first time after
// it that is written like that.
func after(from int, b written) int {
	if b.half == morningHalf || b.half == afternoonHalf || b.half == fullClock {
		return b.in(b.half)
	}
	to := b.minutes % (12 * hour)
	for to <= from {
		to += 12 * hour
	}
	return to
}
