package when

import (
	"testing"
	"time"

	"fettle/internal/service"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"TU 10:30-12:00":                        "Tuesdays, 10:30am to midday",
		"MO,WE 10:00-11:00":                     "Mondays and Wednesdays, 10am to 11am",
		"WE,MO,FR 10:00-11:00":                  "Mondays, Wednesdays and Fridays, 10am to 11am",
		"MO,TU,WE,TH,FR 09:00-17:00":            "Monday to Friday, 9am to 5pm",
		"FR,SA,SU 12:00-14:15":                  "Friday to Sunday, midday to 2:15pm",
		"SA,SU 09:00-":                          "Saturdays and Sundays, 9am",
		"MO,TU,WE,TH,FR,SA,SU 09:00-17:00":      "Every day, 9am to 5pm",
		"daily 20:00-08:00":                     "Every day, 8pm to 8am",
		"daily SA,SU 10:00-11:00":               "Saturdays and Sundays, 10am to 11am",
		"daily every=2 10:00-11:00":             "Every second day, 10am to 11am",
		"FR 22:00-00:00":                        "Fridays, 10pm to midnight",
		"FR 00:00-06:00":                        "Fridays, midnight to 6am",
		"FR 00:00-24:00":                        "Fridays, all day",
		"FR 00:00-23:59":                        "Fridays, all day",
		"FR":                                    "Fridays",
		"weekly every=2 TH 18:00-":              "Every second Thursday, 6pm",
		"weekly every=3 TH 18:00-":              "Every third Thursday, 6pm",
		"weekly every=4 TH 18:00-":              "Every fourth Thursday, 6pm",
		"weekly every=6 TH 18:00-":              "Every 6 weeks on Thursdays, 6pm",
		"weekly every=2 MO,TH 18:00-":           "Every second week on Mondays and Thursdays, 6pm",
		"1MO 14:00-16:00":                       "First Monday of the month, 2pm to 4pm",
		"-1FR 14:00-16:00":                      "Last Friday of the month, 2pm to 4pm",
		"-2FR 14:00-16:00":                      "Second last Friday of the month, 2pm to 4pm",
		"1MO,3MO 14:00-16:00":                   "First and third Monday of the month, 2pm to 4pm",
		"1MO,-1FR":                              "First Monday and last Friday of the month",
		"monthly MO 14:00-16:00":                "Mondays, 2pm to 4pm",
		"monthly every=2 MO 14:00-16:00":        "Mondays in every second month, 2pm to 4pm",
		"monthly every=2 1MO start=2026-01-01":  "First Monday of every second month",
		"monthly every=3 -1TU start=2026-01-01": "Last Tuesday of every third month",
		"monthly every=6 1MO start=2026-01-01":  "First Monday of every 6 months",
		"md=15 10:00-":                          "The 15th of the month, 10am",
		"md=1,22,31":                            "The 1st, 22nd and 31st of the month",
		"md=-1":                                 "The last day of the month",
		"md=-3":                                 "The 3rd last day of the month",
		"md=11,12,13":                           "The 11th, 12th and 13th of the month",
		"once start=2026-11-24 10:00-12:00":     "Tuesday 24 November 2026, 10am to midday",
		"weekly start=2026-11-24 10:00-12:00":   "Tuesdays, 10am to midday",
		"TU 10:30-12:00 valid=:2020-01-01":      "Tuesdays, 10:30am to midday",
		"daily every=7 start=2026-11-24 10:00-": "Every 7 days, 10am",
		"monthly start=2026-01-31 10:00-11:00":  "The 31st of the month, 10am to 11am",
		"MO,1TU 10:00-11:00":                    "Every Monday and first Tuesday of the month, 10am to 11am",
		"MO 00:00-00:00":                        "Mondays",
		"weekly every=2 TH 00:05-00:35":         "Every second Thursday, 12:05am to 12:35am",
	} {
		if got := Words(session(t, text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for _, s := range []service.Session{{}, {Freq: service.Weekly, Days: []service.Day{{Nth: 1, Day: time.Monday}}}} {
		if got := Words(s); got != "" {
			t.Errorf("%+v: %q", s, got)
		}
		s.Words = "Ring to ask"
		if got := Words(s); got != "Ring to ask" {
			t.Errorf("%+v: %q", s, got)
		}
	}
}

func TestWordsNext(t *testing.T) {
	for _, c := range []struct{ session, now, want string }{
		{"TU 10:30-12:00", "2026-11-22T12:00", "Tue 24 Nov, 10:30am, in 2 days"},
		{"TU 10:30-12:00", "2026-11-23T23:59", "tomorrow, 10:30am"},
		{"TU 10:30-12:00", "2026-11-24T10:29", "today, 10:30am"},
		{"TU 10:30-12:00", "2026-11-24T10:30", "on now until midday"},
		{"TU 14:00-", "2026-11-24T09:00", "today, 2pm"},
		{"TU 14:00-", "2026-11-24T14:10", "on now, began 2pm"},
		{"TU", "2026-11-24T14:10", "today"},
		{"TU", "2026-11-23T14:10", "tomorrow"},
		{"TU", "2026-11-22T14:10", "Tue 24 Nov, in 2 days"},
		{"TU 00:00-24:00", "2026-11-24T14:10", "today, all day"},
		{"TU 00:00-24:00", "2026-11-22T14:10", "Tue 24 Nov, all day, in 2 days"},
		{"FR 22:00-02:00", "2026-11-27T23:00", "on now until 2am tomorrow"},
		{"FR 22:00-02:00", "2026-11-28T01:00", "on now until 2am"},
		{"FR 22:00-00:00", "2026-11-27T23:00", "on now until midnight"},
		{"FR 22:00-02:00", "2026-11-28T03:00", "Fri 4 Dec, 10pm, in 6 days"},
		{"once start=2026-12-05 09:00-", "2026-11-22T12:00", "Sat 5 Dec, 9am, in 13 days"},
		{"once start=2026-12-06 09:00-", "2026-11-22T12:00", "Sun 6 Dec, 9am, in 2 weeks"},
		{"once start=2026-12-10 09:00-", "2026-11-22T12:00", "Thu 10 Dec, 9am, in 18 days"},
		{"once start=2026-12-13 09:00-", "2026-11-22T12:00", "Sun 13 Dec, 9am, in 3 weeks"},
		{"once start=2026-12-26 09:00-", "2026-11-22T12:00", "Sat 26 Dec, 9am, in 5 weeks"},
		{"once start=2027-01-20 09:00-", "2026-11-22T12:00", "Wed 20 Jan 2027, 9am, in 8 weeks"},
		{"once start=2027-01-21 09:00-", "2026-11-22T12:00", "Thu 21 Jan 2027, 9am, in 2 months"},
		{"once start=2027-06-22 12:00-", "2026-11-22T12:00", "Tue 22 Jun 2027, midday, in 7 months"},
		{"once start=2029-06-22 12:00-", "2026-11-22T12:00", "Fri 22 Jun 2029, midday, in 2 years"},
		// Days are days of the calendar, also when one of them has 23 hours.
		{"SU 10:00-11:00", "2026-03-28T23:30", "tomorrow, 10am"},
		{"MO 09:00-10:00", "2026-03-28T12:00", "Mon 30 Mar, 9am, in 2 days"},
	} {
		next := Next([]service.Session{session(t, c.session)}, at(t, c.now), 1)
		if len(next) != 1 {
			t.Fatalf("%s at %s: no next", c.session, c.now)
		}
		if got := WordsNext(next[0], at(t, c.now)); got != c.want {
			t.Errorf("%s at %s: %q, want %q", c.session, c.now, got, c.want)
		}
	}
}

func TestWordsNextOfWhatIsOver(t *testing.T) {
	o := Next([]service.Session{session(t, "TU 10:30-12:00")}, at(t, "2026-11-22T12:00"), 1)[0]
	if got, want := WordsNext(o, at(t, "2026-11-25T12:00")), "over since Tue 24 Nov 2026"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	o = Next([]service.Session{session(t, "TU")}, at(t, "2026-11-22T12:00"), 1)[0]
	if got, want := WordsNext(o, at(t, "2026-11-26T12:00")), "Tue 24 Nov, 2 days ago"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
