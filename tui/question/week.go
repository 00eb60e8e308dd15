package question

import (
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/tui/words"
)

// DayPart is one part of a day as the search counts it. From and To are minutes
// after midnight.
type DayPart struct {
	// ID is the part in a window's id: "morning". Label says it, Short in less room.
	ID, Label, Short string
	From, To         int
}

// DayParts returns the parts of a day: morning from 06:00 to 12:00, afternoon to
// 17:00, evening to 23:00.
func DayParts() [3]DayPart {
	return [3]DayPart{
		{"morning", "Morning", "Morn.", 6 * 60, 12 * 60},
		{"afternoon", "Afternoon", "Aft.", 12 * 60, 17 * 60},
		{"evening", "Evening", "Eve.", 17 * 60, 23 * 60},
	}
}

// Window returns a part of a weekday as a stretch of the week, with the id that
// its counts have: "mon-morning".
func (p DayPart) Window(d time.Weekday) service.Window {
	return service.Window{ID: strings.ToLower(d.String()[:3]) + "-" + p.ID, Day: d, From: p.From, To: p.To}
}

// WindowLabel says a stretch of the week: "Tue morning", "Sat 10:00 to 14:00".
func WindowLabel(w service.Window) string {
	day := w.Day.String()[:3]
	if w.On != "" {
		day += " " + words.Day(w.On)
	}
	for _, p := range DayParts() {
		if w.From == p.From && w.To == p.To {
			return day + " " + p.ID
		}
	}
	if w.From == 0 && w.To == 24*60 {
		return day
	}
	return day + " " + string(service.ClockAt(w.From)) + " to " + string(service.ClockAt(w.To))
}
