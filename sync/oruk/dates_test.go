package oruk

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fettle/internal/service"
)

// The same moment in each of the ways in which feeds write it is read as the same.
func TestMomentsInEveryForm(t *testing.T) {
	at := time.Date(2026, 7, 1, 11, 5, 0, 0, time.UTC)
	for _, layout := range dateLayouts() {
		want := at
		if !strings.Contains(layout, "15") {
			want = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
		}
		text := at.Format(layout)
		if hasZone().MatchString(text) && len(text) > 10 {
			want = want.Add(time.Hour) // summer time
		}
		if got, ok := parseMoment(text); !ok || !got.Equal(want) {
			t.Errorf("%q is read as %v, %t", text, got, ok)
		}
	}
}

// FuzzMoment reads anything as a date and as a time of day, without a record
// around it: what is read is what it says when it is written plainly and read again.
func FuzzMoment(f *testing.F) {
	for _, layout := range dateLayouts() {
		f.Add(time.Date(2026, 7, 1, 11, 5, 0, 0, time.UTC).Format(layout))
	}
	for _, seed := range []string{"1756814400000", "-1", "0001-01-01", "30.2.2026", "9.30pm", "24:00", "12 noon", "12am", "midnight", "2026-07-01T25:00:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := parseClock(text); ok {
			minutes, sound := c.Minutes()
			if !sound || minutes < 0 || minutes > 24*60 {
				t.Errorf("%q is read as the time %q", text, c)
			}
			if again, ok := parseClock(string(c)); !ok || again != c {
				t.Errorf("%q is read as %q, which is read as %q, %t", text, c, again, ok)
			}
		}
		at, ok := parseMoment(text)
		if !ok {
			return
		}
		if at.Location() != time.UTC || !utf8.ValidString(at.String()) {
			t.Errorf("%q is read as %v, which is not in UTC", text, at)
		}
		if year := at.Year(); year < firstYear || year > lastYear {
			return // date leaves it out
		}
		if day, err := time.Parse(time.DateOnly, string(service.DateOf(at))); err != nil || day.Day() != at.Day() || day.YearDay() != at.YearDay() {
			t.Errorf("%q is read as %v, of the day %v, %v", text, at, day, err)
		}
		if again, ok := parseMoment(at.Format("2006-01-02T15:04:05")); !ok || !again.Equal(at.Truncate(time.Second)) {
			t.Errorf("%q is read as %v, and that as %v, %t", text, at, again, ok)
		}
	})
}
