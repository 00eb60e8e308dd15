package demo

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

func TestMoved(t *testing.T) {
	tests := []struct {
		name  string
		body  string
		weeks int
		want  string
	}{
		{"a date", `{"assured_date":"2026-10-23"}`, 1, `{"assured_date":"2026-10-30"}`},
		{"a date-time keeps its clock and zone", `{"last_modified":"2026-10-24T23:30:15.654Z"}`, 1, `{"last_modified":"2026-10-31T23:30:15.654Z"}`},
		{"over the end of summer time", `{"dtstart":"2026-10-19T09:00:00"}`, 1, `{"dtstart":"2026-10-26T09:00:00"}`},
		{"over the start of summer time", `{"dtstart":"2026-03-23T01:30:00"}`, 1, `{"dtstart":"2026-03-30T01:30:00"}`},
		{"onto a leap day", `{"valid_to":"2028-02-22"}`, 1, `{"valid_to":"2028-02-29"}`},
		{"over a leap day", `{"valid_to":"2028-02-28"}`, 1, `{"valid_to":"2028-03-06"}`},
		{"over no leap day", `{"valid_to":"2027-02-28"}`, 1, `{"valid_to":"2027-03-07"}`},
		{"over new year, back", `{"valid_from":"2027-01-04"}`, -1, `{"valid_from":"2026-12-28"}`},
		{"no weeks", `{"valid_from":"2027-01-04"}`, 0, `{"valid_from":"2027-01-04"}`},
		{"an empty date", `{"valid_from":"","valid_to":"2026-11-02"}`, 1, `{"valid_from":"","valid_to":"2026-11-09"}`},
		{"null", `{"valid_from":null,"valid_to":"2026-11-02"}`, 1, `{"valid_from":null,"valid_to":"2026-11-09"}`},
		{"a date elsewhere stays", `{"description":"2026-11-02","name":"2026-11-02"}`, 1, `{"description":"2026-11-02","name":"2026-11-02"}`},
		{"a date in text stays", `{"description":"see \"valid_to\":\"2026-11-02\" here"}`, 1, `{"description":"see \"valid_to\":\"2026-11-02\" here"}`},
		{"text that ends like a name", `{"description":"\"valid_to\":","fees":"2026-11-02"}`, 1, `{"description":"\"valid_to\":","fees":"2026-11-02"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := []byte(tt.body)
			got, err := moved(body, tt.weeks)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if string(body) != tt.body {
				t.Errorf("the body itself was changed to %s", body)
			}
			if back, err := moved(got, -tt.weeks); err != nil || !bytes.Equal(back, body) {
				t.Errorf("moved back it is %s (%v)", back, err)
			}
		})
	}
}

func TestMovedRefusesWhatIsNoDate(t *testing.T) {
	for _, body := range []string{
		`{"valid_to":"next Tuesday"}`, `{"valid_to":"2026-02-30"}`, `{"dtstart":"02/11/2026 10:00:00"}`,
	} {
		if _, err := moved([]byte(body), 1); err == nil || !strings.Contains(err.Error(), "holds no date") {
			t.Errorf("%s: error %v", body, err)
		}
	}
	if _, err := moved([]byte(`{"valid_to":"9999-12-30"}`), 1); err == nil {
		t.Error("a year of five digits was written")
	}
}

func TestWeeksSince(t *testing.T) {
	tests := []struct {
		today service.Date
		want  int
	}{
		{"2026-11-02", 0}, {"2026-11-08", 0}, {"2026-11-09", 1}, {"2026-11-22", 2},
		{"2026-11-01", -1}, {"2026-10-26", -1}, {"2026-10-25", -2},
		{"2028-02-29", 69}, {"2027-03-29", 21},
	}
	for _, tt := range tests {
		got, err := weeksSince(ReferenceDay, tt.today)
		if err != nil || got != tt.want {
			t.Errorf("%s: %d weeks, error %v; want %d", tt.today, got, err, tt.want)
		}
	}
}

func TestFeedsRefuseWhatIsNoDay(t *testing.T) {
	for _, today := range []service.Date{"", "today", "2026-2-3", "2026-02-30", "9999-12-31", "0001-01-01", "2127-01-01"} {
		if _, err := Feeds(today); err == nil {
			t.Errorf("%q was taken as a day", today)
		}
	}
}

// TestFeedsMoveOnlyDates compares moved feeds with the embedded ones through the
// standard decoder: every date field has moved, and nothing else has changed.
func TestFeedsMoveOnlyDates(t *testing.T) {
	before := make([]any, 2)
	decode(t, lancashire, &before[0])
	decode(t, cumbria, &before[1])
	for _, today := range []service.Date{"2026-11-22", "2028-02-29", "2025-12-31"} {
		feeds, err := Feeds(today)
		if err != nil {
			t.Fatal(err)
		}
		weeks, err := weeksSince(ReferenceDay, today)
		if err != nil {
			t.Fatal(err)
		}
		for i, feed := range feeds {
			var after any
			decode(t, feed.Body, &after)
			if dates := compare(t, before[i], after, "", weeks); dates < 350 {
				t.Errorf("%s on %s: only %d dates", feed.Name, today, dates)
			}
		}
	}
}

func TestFeedsAreRepeatable(t *testing.T) {
	first, err := Feeds("2027-05-05")
	if err != nil {
		t.Fatal(err)
	}
	second, err := Feeds("2027-05-05")
	if err != nil {
		t.Fatal(err)
	}
	for i := range first {
		if !bytes.Equal(first[i].Body, second[i].Body) {
			t.Errorf("%s differs between two calls", first[i].Name)
		}
	}
	second[0].Body[0] = 'x'
	third, err := Feeds(ReferenceDay)
	if err != nil || third[0].Body[0] != '{' {
		t.Errorf("a change of a body reached the next call (%v)", err)
	}
	if version := Version(); len(version) != 24 || strings.Trim(version, "0123456789abcdef") != "" {
		t.Errorf("version %q", version)
	}
}

// compare walks two decoded values side by side and returns how many dates it met.
func compare(t *testing.T, before, after any, field string, weeks int) int {
	t.Helper()
	dates := 0
	switch b := before.(type) {
	case map[string]any:
		a, ok := after.(map[string]any)
		if !ok || len(a) != len(b) {
			t.Fatalf("an object became %v", after)
		}
		for name := range b {
			dates += compare(t, b[name], a[name], name, weeks)
		}
	case []any:
		a, ok := after.([]any)
		if !ok || len(a) != len(b) {
			t.Fatalf("a list became %v", after)
		}
		for i := range b {
			dates += compare(t, b[i], a[i], "", weeks)
		}
	case string:
		want := b
		if looksLikeDate(b) {
			dates++
			day, err := time.Parse(time.DateOnly, b[:10])
			if err != nil {
				t.Fatalf("%s: %v", field, err)
			}
			want = day.AddDate(0, 0, 7*weeks).Format(time.DateOnly) + b[10:]
		}
		if after != want {
			t.Fatalf("%s: %q became %v, want %q", field, b, after, want)
		}
	default:
		if before != after {
			t.Fatalf("%s: %v became %v", field, before, after)
		}
	}
	return dates
}

// looksLikeDate reports by the look of the value, not by a list of fields, whether it
// is a date: any field that holds one must be among those that are moved.
func looksLikeDate(value string) bool {
	if len(value) < 10 {
		return false
	}
	_, err := time.Parse(time.DateOnly, value[:10])
	return err == nil
}

func decode(t *testing.T, body []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatal(err)
	}
}

func FuzzMoved(f *testing.F) {
	f.Add([]byte(`{"valid_to":"2026-11-02","x":["\"valid_to\":\"2026-11-02\""]}`), 3)
	f.Add([]byte(`{"dtstart":"2026-11-02T10:00:00Z"}`), -52)
	f.Fuzz(func(t *testing.T, body []byte, weeks int) {
		weeks %= 1000
		got, err := moved(body, weeks)
		if err != nil {
			return
		}
		if len(got) != len(body) {
			t.Fatalf("%d bytes became %d", len(body), len(got))
		}
		if json.Valid(body) != json.Valid(got) {
			t.Fatalf("%q became %q", body, got)
		}
		back, err := moved(got, -weeks)
		if err != nil || !slices.Equal(back, body) {
			t.Fatalf("%q moved there and back is %q (%v)", body, back, err)
		}
	})
}

func BenchmarkFeeds(b *testing.B) {
	for b.Loop() {
		if _, err := Feeds("2027-03-29"); err != nil {
			b.Fatal(err)
		}
	}
}
