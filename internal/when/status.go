package when

import (
	"time"

	"fettle/internal/service"
)

// opensFrom is how long in minutes something lasts that is rather open than
// happening.
const opensFrom = 4 * hour

// Status says in a few words how things stand at that moment: "on now until
// midday", "opens tomorrow, 9am", "next session Tue 24 Nov, 10:30am, in 2 days". A
// bank holiday is said with it, for most things are off then. It is "" when
// nothing is known to come.
func Status(sessions []service.Session, now time.Time) string {
	next := Next(sessions, now, 1)
	if len(next) == 0 {
		return ""
	}
	o := next[0]
	said := WordsNext(o, now)
	switch begun := !o.Start.After(now); {
	case begun && !o.AllDay:
		said = o.wordsOnNow(now)
	case begun && !o.End.IsZero():
		said = "open all day today"
	case begun:
		said = "on today, time not stated"
	case !o.End.IsZero() && o.End.Sub(o.Start) >= opensFrom*time.Minute:
		said = "opens " + said
	default:
		said = "next session " + said
	}
	if where := holidayOn(dayOf(o.Start)); where != "" {
		said += "; " + where + ": check first"
	}
	return said
}

// holidayOn says that a day is a bank holiday, and where when it is one only in
// a part of the kingdom; "" of any other day.
func holidayOn(day time.Time) string {
	var nations []string
	for _, n := range [...]struct {
		nation Nation
		names  []string
	}{{EnglandAndWales, []string{"England", "Wales"}}, {Scotland, []string{"Scotland"}}, {NorthernIreland, []string{"Northern Ireland"}}} {
		for _, h := range BankHolidays(day.Year(), n.nation) {
			if h.Date == service.DateOf(day) {
				nations = append(nations, n.names...)
				break
			}
		}
	}
	switch len(nations) {
	case 0:
		return ""
	case 4:
		return "a bank holiday"
	}
	return "a bank holiday in " + joined(nations)
}
