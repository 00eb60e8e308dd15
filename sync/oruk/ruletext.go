package oruk

import (
	"strconv"
	"strings"
	"time"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// frequency reads how often a rule repeats: the names of RFC 5545 and the short
// and long words that servers write. It returns false for what no session can
// say, such as every year or every hour.
func frequency(s string) (freq service.Frequency, interval int, ok bool) {
	s = strings.ToLower(s)
	switch {
	case s == "":
		return "", 1, true
	case strings.HasPrefix(s, "fortnight"), strings.HasPrefix(s, "biweek"), strings.HasPrefix(s, "bi-week"):
		return service.Weekly, 2, true
	case strings.HasPrefix(s, "week"):
		return service.Weekly, 1, true
	case strings.HasPrefix(s, "month"):
		return service.Monthly, 1, true
	case strings.HasPrefix(s, "dai"), strings.HasPrefix(s, "day"):
		return service.Daily, 1, true
	case strings.HasPrefix(s, "once"), strings.HasPrefix(s, "one-off"), strings.HasPrefix(s, "one off"), s == "never", s == "none":
		return "", 1, true
	}
	return "", 0, false
}

var (
	// dayPart is one day of a rule: "MO", "1MO", "-1FR", "2nd Tuesday", "Mondays".
	dayPart = pattern.Later(`^(?:([+-]?\d{1,2})(?:st|nd|rd|th)?|(first|second|third|fourth|last)\s)?\s*([a-z]{2,10})\.?$`)
	// dayRange is days from one to another: "MO-FR", "Monday to Friday".
	dayRange = pattern.Later(`^([a-z]{2,10})\s*(?:-|–|to)\s*([a-z]{2,10})$`)
	// dayBreak parts several days.
	dayBreak = pattern.Later(`\s*(?:[,;/&|]|\band\b)\s*`)
)

// parseDays reads the days of a rule: two letters each with an optional signed
// number before them, or names of days in English. It returns false when any
// part of the text is no day.
func parseDays(s string) ([]service.Day, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return nil, true
	}
	if len(s) > 200 {
		return nil, false
	}
	var days []service.Day
	for _, part := range dayBreak().Split(s, -1) {
		part = strings.TrimSpace(strings.TrimPrefix(part, "every "))
		switch part {
		case "":
			continue
		case "weekdays", "weekday":
			part = "mo-fr"
		case "weekend", "weekends":
			part = "sa-su"
		case "daily", "day", "all", "every day", "everyday":
			part = "mo-su"
		}
		if found := dayRange().FindStringSubmatch(part); found != nil {
			first, ok1 := weekday(found[1])
			last, ok2 := weekday(found[2])
			if !ok1 || !ok2 {
				return nil, false
			}
			for d := first; ; d = (d + 1) % 7 {
				days = append(days, service.Day{Day: d})
				if d == last {
					break
				}
			}
			continue
		}
		day, ok := parseDay(part)
		if !ok {
			return nil, false
		}
		days = append(days, day)
	}
	return inWeek(days), true
}

func parseDay(part string) (service.Day, bool) {
	found := dayPart().FindStringSubmatch(part)
	if found == nil {
		return service.Day{}, false
	}
	d, ok := weekday(found[3])
	if !ok {
		return service.Day{}, false
	}
	nth := 0
	switch found[1] + found[2] {
	case "":
	case "first":
		nth = 1
	case "second":
		nth = 2
	case "third":
		nth = 3
	case "fourth":
		nth = 4
	case "last":
		nth = -1
	default:
		n, err := strconv.Atoi(found[1])
		if err != nil || n < -5 || n > 5 {
			return service.Day{}, false
		}
		nth = n
	}
	return service.Day{Nth: nth, Day: d}, true
}

// weekday reads a day by its two letters or any longer beginning of its name.
func weekday(s string) (time.Weekday, bool) {
	s = strings.TrimSuffix(s, "s")
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if len(s) >= 2 && (strings.HasPrefix(name, s) || strings.HasPrefix(s, "thur") && d == time.Thursday || strings.HasPrefix(s, "tue") && d == time.Tuesday) {
			return d, true
		}
	}
	return 0, false
}

// parseMonthDays reads days of the month, negative ones from its end. It
// returns false when any of them is none.
func parseMonthDays(s string) ([]int, bool) {
	var all []int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		n, err := strconv.Atoi(part)
		if err != nil || n == 0 || n < -31 || n > 31 {
			return nil, false
		}
		all = append(all, n)
	}
	return distinct(all), true
}

// clockText is a time of day: "10:00", "10:00:00.000+01:00", "9.30am", "7pm", "0930".
var clockText = pattern.Later(`^(\d{1,2})(?:[:.h]?(\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(?:z|[+-]\d{2}:?\d{2})?$`)

// parseClock reads a time of day. A zone behind a bare time is left out, since
// schedules are kept in local time; the clock of a whole moment is moved to it.
func parseClock(s string) (service.Clock, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "noon", "midday", "12 noon":
		return "12:00", true
	case "midnight":
		return "24:00", true
	}
	if len(s) > 11 && strings.ContainsRune(s, '-') {
		if t, ok := parseMoment(strings.ToUpper(s)); ok {
			return service.ClockAt(t.Hour()*60 + t.Minute()), true
		}
	}
	found := clockText().FindStringSubmatch(s)
	if found == nil || found[2] == "" && found[3] == "" {
		return "", false // A bare number is no time.
	}
	hours, _ := strconv.Atoi(found[1])
	minutes := 0
	if found[2] != "" {
		minutes, _ = strconv.Atoi(found[2])
	}
	if half := found[3]; half != "" {
		if hours < 1 || hours > 12 {
			return "", false
		}
		hours %= 12
		if half[0] == 'p' {
			hours += 12
		}
	}
	if minutes > 59 || hours*60+minutes > 24*60 {
		return "", false
	}
	return service.ClockAt(hours*60 + minutes), true
}
