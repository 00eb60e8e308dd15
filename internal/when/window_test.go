package when

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

// showWindows writes windows as "mon 06:00-12:00" or "2026-11-24 tue 00:00-24:00".
func showWindows(windows []service.Window) string {
	var all []string
	for _, w := range windows {
		text := fmt.Sprintf("%s %s-%s", shortDay(w.Day), service.ClockAt(w.From), service.ClockAt(w.To))
		if w.On != "" {
			text = string(w.On) + " " + text
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

func TestParseWindows(t *testing.T) {
	const sunday = "2026-11-22 sun 00:00-24:00"
	for text, want := range map[string]string{
		"mon": "mon 00:00-24:00", "Monday": "mon 00:00-24:00", "MONDAYS": "mon 00:00-24:00", " tues ": "tue 00:00-24:00",
		"weds": "wed 00:00-24:00", "thurs": "thu 00:00-24:00", "every friday": "fri 00:00-24:00", "sat all day": "sat 00:00-24:00",
		"mon-morning": "mon 06:00-12:00", "Mon Morning": "mon 06:00-12:00", "monday mornings": "mon 06:00-12:00",
		"tue_afternoon": "tue 12:00-17:00", "sun-evening": "sun 17:00-23:00",
		"tue 10:00-14:00": "tue 10:00-14:00", "tue 10-2pm": "tue 10:00-14:00", "tue 10am-2pm": "tue 10:00-14:00",
		"tue 10am to 2pm": "tue 10:00-14:00", "tue from 10 until 2": "tue 10:00-14:00", "tue, 10.30-11.45": "tue 10:30-11:45",
		"tue 7-9pm": "tue 19:00-21:00", "tue 9–5": "tue 09:00-17:00", "tue 2-4": "tue 14:00-16:00", "tue 02:00-04:00": "tue 02:00-04:00",
		"tue 10-noon": "tue 10:00-12:00", "tue 10 - 12 noon": "tue 10:00-12:00", "tue midday-3": "tue 12:00-15:00", "tue 7pm-9": "tue 19:00-21:00",
		"tue 7-midnight": "tue 19:00-24:00", "tue 11-1": "tue 11:00-13:00", "tue 0900-1730": "tue 09:00-17:30", "tue 9 a.m.-1 p.m.": "tue 09:00-13:00",
		"tue 12-2pm": "tue 12:00-14:00", "tue 10-12pm": "tue 10:00-12:00", "tue 12am-6am": "tue 00:00-06:00", "tue 8-10": "tue 08:00-10:00",
		"tue 8-8": "tue 08:00-20:00", "tue 00:00-12:30": "tue 00:00-12:30", "tue 20:00-24:00": "tue 20:00-24:00", "tue-10:00-14:00": "tue 10:00-14:00", "tue 9-17:30": "tue 09:00-17:30", "tue 6-20:00": "tue 18:00-20:00",
		"tue after 6pm": "tue 18:00-24:00", "tue before noon": "tue 00:00-12:00",
		"tue before midnight": "tue 00:00-24:00",
		"fri 22:00-02:00":     "fri 22:00-24:00, sat 00:00-02:00", "sun 11pm-1am": "sun 23:00-24:00, mon 00:00-01:00",
		"2026-11-30 22:00-02:00": "2026-11-30 mon 22:00-24:00, 2026-12-01 tue 00:00-02:00",
		"weekend":                "sat 00:00-24:00, sun 00:00-24:00", "weekends morning": "sat 06:00-12:00, sun 06:00-12:00",
		"weekday evening": "mon 17:00-23:00, tue 17:00-23:00, wed 17:00-23:00, thu 17:00-23:00, fri 17:00-23:00",
		"mon-wed":         "mon 00:00-24:00, tue 00:00-24:00, wed 00:00-24:00", "fri to mon 9-5": "fri 09:00-17:00, sat 09:00-17:00, sun 09:00-17:00, mon 09:00-17:00",
		"today": sunday, "today evening": "2026-11-22 sun 17:00-23:00", "tomorrow": "2026-11-23 mon 00:00-24:00", "tomorrow-morning": "2026-11-23 mon 06:00-12:00",
		"this week": sunday, "2026-11-24": "2026-11-24 tue 00:00-24:00", "2026-11-24 morning": "2026-11-24 tue 06:00-12:00", "2026-11-24-09:30-11:00": "2026-11-24 tue 09:30-11:00",
		"now": "2026-11-22 sun 12:00-12:30", "NOW": "2026-11-22 sun 12:00-12:30",
	} {
		got, err := ParseWindows(text, at(t, noon))
		if err != nil || showWindows(got) != want {
			t.Errorf("%q: %s, %v, want %s", text, showWindows(got), err, want)
		}
	}
	for text, want := range map[string]int{
		"morning": 7, "evenings": 7, "any day": 7, "daily 10-12": 7, "weekdays": 5, "next week": 7, "next week evening": 7,
		"10:00-14:00": 7, "after 6pm": 7, "all day": 7, "mon-sun": 7, "any weekend": 2,
	} {
		if got, err := ParseWindows(text, at(t, noon)); err != nil || len(got) != want {
			t.Errorf("%q: %s, %v, want %d windows", text, showWindows(got), err, want)
		}
	}
}

func TestParseWindowsOfTheWeek(t *testing.T) {
	for now, want := range map[string]struct {
		count       int
		first, last service.Date
	}{
		"2026-11-23T09:00": {7, "2026-11-23", "2026-11-29"},
		"2026-11-26T09:00": {4, "2026-11-26", "2026-11-29"},
		"2026-11-29T09:00": {1, "2026-11-29", "2026-11-29"},
	} {
		got, err := ParseWindows("this week", at(t, now))
		if err != nil || len(got) != want.count || got[0].On != want.first || got[len(got)-1].On != want.last {
			t.Errorf("this week on %s: %s, %v", now, showWindows(got), err)
		}
		next, err := ParseWindows("next week", at(t, now))
		if err != nil || len(next) != 7 || next[0].On != "2026-11-30" || next[6].On != "2026-12-06" {
			t.Errorf("next week on %s: %s, %v", now, showWindows(next), err)
		}
	}
}

func TestParseWindowsNow(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-24T23:30": "2026-11-24 tue 23:30-24:00",
		"2026-11-24T23:50": "2026-11-24 tue 23:50-24:00, 2026-11-25 wed 00:00-00:20",
		"2026-07-01T00:10": "2026-07-01 wed 00:10-00:40",
	} {
		// Whatever zone the moment comes in.
		got, err := ParseWindows("now", at(t, now).In(time.FixedZone("far", 9*3600)))
		if err != nil || showWindows(got) != want || got[0].ID != "now" {
			t.Errorf("now at %s: %s, %v, want %s", now, showWindows(got), err, want)
		}
	}
}

func TestParseWindowsRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "blah", "mon blah", "tue 10", "tue 10:00", "tue 10:00-", "tue 25:00-26:00", "tue 10:00-10:00", "tue 10:75-12:00",
		"2026-02-30", "2026-13-01", "24/11/2026", "now morning", "mon tue", "mon-mon-mon", "tue 24:00-25:00", "before", "after", "after noonish",
		"tue before 00:00x", "10", "monday monday", strings.Repeat("mon ", 1000), "\x00", "\xff\xfe", "mon\u202e",
	} {
		got, err := ParseWindows(text, at(t, noon))
		if err == nil {
			t.Errorf("%q was read as %s", text, showWindows(got))
			continue
		}
		if strings.Contains(err.Error(), "\n") || len(err.Error()) > 400 || !strings.Contains(err.Error(), "mon-morning") {
			t.Errorf("%q: error %q", text, err)
		}
	}
}

func TestWeekCells(t *testing.T) {
	cells := WeekCells()
	if len(cells) != 21 || cells[0].ID != "mon-morning" || cells[4].ID != "tue-afternoon" || cells[20].ID != "sun-evening" {
		t.Fatalf("cells are %v", cells)
	}
	for _, c := range cells {
		got, err := ParseWindows(c.ID, at(t, noon))
		if err != nil || len(got) != 1 || got[0] != c {
			t.Errorf("%s reads as %v, %v", c.ID, got, err)
		}
	}
}

// FuzzParseWindows proves that whatever is typed brings sound windows, or an
// error, and that a window's ID means the window.
func FuzzParseWindows(f *testing.F) {
	for _, text := range []string{"mon", "tue 10-2pm", "fri 22:00-02:00", "2026-11-24 morning", "now", "this week", "mon-fri 9–5", "sun 12am-12pm", "after 6", "before midnight", "tue 10-0", "12am-1201"} {
		f.Add(text)
	}
	now := time.Date(2026, 11, 22, 23, 45, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseWindows(text, now)
		if (err == nil) != (len(got) > 0) {
			t.Fatalf("%q: %v, %v", text, got, err)
		}
		for _, w := range got {
			if w.From < 0 || w.From >= w.To || w.To > wholeDay || w.Day < 0 || w.Day > 6 {
				t.Errorf("%q: %+v", text, w)
			}
			if on, ok := w.On.Time(time.UTC); ok != (w.On != "") || ok && on.Weekday() != w.Day {
				t.Errorf("%q: %+v is not on its weekday", text, w)
			}
			if w.ID == "now" {
				continue
			}
			again, err := ParseWindows(w.ID, now)
			if err != nil || len(again) != 1 || again[0] != w {
				t.Errorf("%q: %q means %+v, %v, not %+v", text, w.ID, again, err, w)
			}
		}
	})
}
