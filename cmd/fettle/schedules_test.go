package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
	"fettle/sync/oruk"
)

// moments are when the next sessions are asked for: around both clock changes,
// over New Year, and in the middle of a day.
func moments(t *testing.T) []time.Time {
	t.Helper()
	var all []time.Time
	for _, text := range []string{"2026-10-22T13:00", "2026-12-29T23:30", "2027-03-26T09:15", "2027-07-31T00:00", "2028-02-28T10:45"} {
		now, err := time.ParseInLocation("2006-01-02T15:04", text, when.London())
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, now)
	}
	return all
}

// TestNextFiveOfEveryFixture decodes every page of every real or official feed
// and holds the next five sessions of each service, from its schedules or else
// from its description, against a plain walk from day to day.
func TestNextFiveOfEveryFixture(t *testing.T) {
	dir := fixtures(t)
	stated, read, five := 0, 0, 0
	for _, pattern := range []string{"v1-real/*.json", "v3-real/*.json", "v3-mocks/*/*.json", "v3-examples/*.json", "hsds3-examples/*.json"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files for %s: %v", pattern, err)
		}
		for _, file := range files {
			for _, s := range servicesOf(t, file) {
				stated += len(s.Sessions)
				sessions := s.Sessions
				if len(sessions) == 0 {
					sessions = when.FromProse(s.Timing + "\n\n" + s.Description)
					read += len(sessions)
				}
				for _, now := range moments(t) {
					got, want := spoken(when.Next(sessions, now, 5)), plainNextFive(t, sessions, now)
					if !slices.Equal(got, want) {
						t.Errorf("%s, %s at %v: %+v\n got %q\nwant %q", file, s.Name, now, sessions, got, want)
					}
					if len(want) == 5 {
						five++
					}
				}
			}
		}
	}
	if stated < 70 || read < 250 || five < 500 {
		t.Errorf("only %d stated sessions, %d read from descriptions and %d fives", stated, read, five)
	}
}

// servicesOf returns the services of a saved page; none when it is no feed.
func servicesOf(t *testing.T, file string) []service.Service {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page, err := oruk.DecodePage(body)
	var notAFeed *oruk.NotAFeedError
	if errors.As(err, &notAFeed) {
		return nil
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var all []service.Service
	for _, row := range page.Rows {
		s, _, err := oruk.DecodeService(row.Raw, oruk.Source{Feed: "real"})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, s)
	}
	return all
}

// spoken writes occurrences as start and end.
func spoken(occurrences []when.Occurrence) []string {
	var all []string
	for _, o := range occurrences {
		all = append(all, span(o.Start, o.End))
	}
	return all
}

// span writes a stretch of time; an end that is not stated is left out.
func span(start, end time.Time) string {
	text := start.In(when.London()).Format(time.RFC3339)
	if end.IsZero() {
		return text
	}
	return text + " " + end.In(when.London()).Format(time.RFC3339)
}

// plainNextFive walks from the day before now and gathers what is not over.
func plainNextFive(t *testing.T, sessions []service.Session, now time.Time) []string {
	t.Helper()
	var all []string
	y, m, d := now.Date()
	for i := -1; i < 800 && len(all) < 5; i++ {
		day := time.Date(y, m, d+i, 0, 0, 0, 0, when.London())
		var today []string
		for _, s := range sessions {
			if !plainlyOn(t, s, day) {
				continue
			}
			if text, over := plainSpan(s, day, now); !over && !slices.Contains(today, text) {
				today = append(today, text)
			}
		}
		slices.Sort(today)
		all = append(all, today...)
	}
	return all[:min(len(all), 5)]
}

// plainlyOn says whether a session of the kinds that the fixtures have is on a
// day. One that leaves out weeks without a date to count from is never known.
func plainlyOn(t *testing.T, s service.Session, day time.Time) bool {
	t.Helper()
	if s.Start != "" || s.Count > 0 || len(s.MonthDays) > 0 {
		t.Fatalf("the walk from day to day does not know how to read %+v", s)
	}
	today := service.DateOf(day)
	if s.Interval > 1 || s.ValidFrom != "" && today < s.ValidFrom || s.ValidTo != "" && today > s.ValidTo || slices.Contains(s.Except, today) {
		return false
	}
	if s.Freq == service.Daily && len(s.Days) == 0 {
		return true
	}
	week := (day.Day()-1)/7 + 1
	fromEnd := (time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()-day.Day())/7 + 1
	return slices.ContainsFunc(s.Days, func(d service.Day) bool {
		return d.Day == day.Weekday() && (d.Nth == 0 || d.Nth == week || d.Nth == -fromEnd)
	})
}

// plainSpan returns a session on a day, and whether it is over.
func plainSpan(s service.Session, day, now time.Time) (text string, over bool) {
	y, m, d := day.Date()
	from, timed := s.From.Minutes()
	to, ends := s.To.Minutes()
	if !timed {
		return span(day, time.Time{}), !time.Date(y, m, d+1, 0, 0, 0, 0, when.London()).After(now)
	}
	start := time.Date(y, m, d, 0, from, 0, 0, when.London())
	if !ends {
		return span(start, time.Time{}), !start.Add(30 * time.Minute).After(now)
	}
	if to <= from {
		to += 24 * 60
	}
	end := time.Date(y, m, d, 0, to, 0, 0, when.London())
	return span(start, end), !end.After(now)
}

// TestShowGivesTheNextFive brings in a real page and asks for every service with
// a schedule by the command; the next five are worked out from the page itself.
func TestShowGivesTheNextFive(t *testing.T) {
	file := filepath.Join(fixtures(t), "v1-real", "bucks-outpost-2023-03-services-page1.json")
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Content []struct {
			ID        json.Number `json:"id"`
			Schedules []struct {
				Weekday string `json:"weekday"`
				Opens   string `json:"opens_at"`
				Closes  string `json:"closes_at"`
			} `json:"regular_schedules"`
		} `json:"content"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &page); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	// One page of 118 is not the whole feed, and the exit code says so.
	if code, _, talk := fettle(t, "sync", "--from", file, "--name", "bucks", "--data", data); code != exitSomeFeeds {
		t.Fatalf("sync: %d, %s", code, talk)
	}
	now := moments(t)[0] // Three days before the clocks go back.
	asked := 0
	for _, row := range page.Content {
		var want []string
		for i := 0; i < 60 && len(want) < 5; i++ {
			day := now.AddDate(0, 0, i)
			var today []string
			for _, s := range row.Schedules {
				if !strings.EqualFold(s.Weekday, day.Weekday().String()) {
					continue
				}
				start, end := clockOf(t, day, s.Opens), clockOf(t, day, s.Closes)
				if text := span(start, end); end.After(now) && !slices.Contains(today, text) {
					today = append(today, text)
				}
			}
			slices.Sort(today)
			want = append(want, today...)
		}
		if len(want) == 0 {
			continue
		}
		asked++
		if got := shownNext(t, data, "bucks/"+row.ID.String(), now); !slices.Equal(got, want[:min(len(want), 5)]) {
			t.Errorf("service %s: %+v\n got %q\nwant %q", row.ID, row.Schedules, got, want)
		}
	}
	if asked < 10 {
		t.Errorf("only %d services have a schedule", asked)
	}
}

// clockOf returns the moment of a time such as "09:30" on a day.
func clockOf(t *testing.T, day time.Time, text string) time.Time {
	t.Helper()
	at, err := time.Parse("15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(day.Year(), day.Month(), day.Day(), at.Hour(), at.Minute(), 0, 0, when.London())
}

// shownNext returns the next sessions that 'fettle show --json' gives.
func shownNext(t *testing.T, data, id string, now time.Time) []string {
	t.Helper()
	code, out, talk := fettle(t, "show", id, "--json", "--data", data, "--now", now.Format(time.RFC3339))
	if code != exitDone {
		t.Fatalf("show %s: %d, %s", id, code, talk)
	}
	var shown struct {
		Next []struct {
			Start time.Time  `json:"start"`
			End   *time.Time `json:"end"`
			From  string     `json:"from"`
		} `json:"next_sessions"`
	}
	if err := json.Unmarshal([]byte(out), &shown); err != nil {
		t.Fatal(fmt.Errorf("show %s: %w", id, err))
	}
	var all []string
	for _, n := range shown.Next {
		end := time.Time{}
		if n.End != nil {
			end = *n.End
		}
		if n.From != "record" {
			t.Errorf("%s: a session from %q", id, n.From)
		}
		all = append(all, span(n.Start, end))
	}
	return all
}
