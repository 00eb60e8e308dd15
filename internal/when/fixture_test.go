package when

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

// weekdayRow is a schedule as the Buckinghamshire feed writes it.
type weekdayRow struct {
	Weekday  string `json:"weekday"`
	OpensAt  string `json:"opens_at"`
	ClosesAt string `json:"closes_at"`
}

// TestNextOfRealSchedules gives the next five of every schedule of a real feed,
// around the clock change of autumn, and compares with the plain loop.
func TestNextOfRealSchedules(t *testing.T) {
	raw, err := os.ReadFile(fixture(t, "v1-real/bucks-outpost-2023-03-services-page1.json"))
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Content []struct {
			Schedules []weekdayRow `json:"regular_schedules"`
		} `json:"content"`
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(raw), "\ufeff")), &page); err != nil {
		t.Fatal(err)
	}
	now := at(t, "2026-10-22T13:00")
	checked := 0
	for _, row := range page.Content {
		for _, schedule := range row.Schedules {
			day, ok := weekdayNamed(strings.ToLower(schedule.Weekday))
			if !ok {
				t.Fatalf("no day in %+v", schedule)
			}
			s := service.Session{
				Freq: service.Weekly, Days: []service.Day{{Day: day}},
				From: service.Clock(schedule.OpensAt), To: service.Clock(schedule.ClosesAt),
			}
			checked++
			got, want := Next([]service.Session{s}, now, 5), plainNext(s, now, dayOf(now))
			if show(got) != show(want) || len(got) != 5 {
				t.Errorf("%+v:\n got %s\nwant %s", schedule, show(got), show(want))
			}
			if Words(s) == "" {
				t.Errorf("%+v has no words", schedule)
			}
		}
	}
	if checked != 57 {
		t.Errorf("checked %d schedules, want 57", checked)
	}
}

// TestOfficialSampleScheduleIsNotTrusted holds that the schedule of the official
// examples, which names weekdays beside days of the month and ended in 2005,
// brings no session.
func TestOfficialSampleScheduleIsNotTrusted(t *testing.T) {
	raw, err := os.ReadFile(fixture(t, "v3-examples/service_full.json"))
	if err != nil {
		t.Fatal(err)
	}
	var sample struct {
		Schedules []struct {
			ValidFrom string `json:"valid_from"`
			ValidTo   string `json:"valid_to"`
			Start     string `json:"dtstart"`
			OpensAt   string `json:"opens_at"`
			ClosesAt  string `json:"closes_at"`
		} `json:"schedules"`
	}
	if err := json.Unmarshal(raw, &sample); err != nil {
		t.Fatal(err)
	}
	if len(sample.Schedules) == 0 {
		t.Fatal("the sample has no schedule")
	}
	for _, row := range sample.Schedules {
		s := service.Session{
			Freq: service.Weekly, Interval: 1, Days: []service.Day{{Day: time.Thursday}, {Day: time.Friday}},
			ValidFrom: service.Date(row.ValidFrom), ValidTo: service.Date(row.ValidTo), Start: service.Date(row.Start),
			From: service.Clock(row.OpensAt[:5]), To: service.Clock(row.ClosesAt[:5]),
		}
		if ok, why := trusted(s, at(t, noon)); ok || !strings.Contains(why, "ended") && !strings.Contains(why, "before it begins") {
			t.Errorf("%+v is trusted (%q)", s, why)
		}
		if got := Suits([]service.Session{s}, windows(t, "thu-morning"), at(t, noon)); got != service.NotStated {
			t.Errorf("%+v suits Thursday morning: %q", s, got)
		}
		if got := Next([]service.Session{s}, at(t, noon), 5); len(got) > 0 {
			t.Errorf("%+v is next %s", s, show(got))
		}
	}
}
