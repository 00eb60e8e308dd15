package when

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

// at returns a moment in London written as "2026-11-22T12:00".
func at(t testing.TB, text string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02T15:04", text, London())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// session reads a session in the notation of testdata/next.txt.
func session(t testing.TB, text string) service.Session {
	t.Helper()
	var s service.Session
	for _, word := range strings.Fields(text) {
		key, value, has := strings.Cut(word, "=")
		first, second, _ := strings.Cut(word, "-")
		switch {
		case has:
			setField(t, &s, key, value)
		case slices.Contains([]string{"once", "daily", "weekly", "monthly"}, word):
			s.Freq = service.Frequency(word)
		case strings.Contains(word, ":"):
			s.From, s.To = service.Clock(first), service.Clock(second)
		default:
			for _, day := range strings.Split(word, ",") {
				s.Days = append(s.Days, dayCoded(t, day))
			}
		}
	}
	return s
}

func dayCoded(t testing.TB, code string) service.Day {
	t.Helper()
	number, name := code[:len(code)-2], code[len(code)-2:]
	for _, d := range service.Weekdays() {
		if service.DayCode(d) == name {
			n, err := strconv.Atoi("0" + strings.TrimPrefix(number, "-"))
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(number, "-") {
				n = -n
			}
			return service.Day{Nth: n, Day: d}
		}
	}
	t.Fatalf("no day %q", code)
	return service.Day{}
}

func setField(t testing.TB, s *service.Session, key, value string) {
	t.Helper()
	number := func(v string) int {
		n, err := strconv.Atoi(v)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	switch key {
	case "md":
		for _, v := range strings.Split(value, ",") {
			s.MonthDays = append(s.MonthDays, number(v))
		}
	case "every":
		s.Interval = number(value)
	case "start":
		s.Start = service.Date(value)
	case "valid":
		first, last, _ := strings.Cut(value, ":")
		s.ValidFrom, s.ValidTo = service.Date(first), service.Date(last)
	case "count":
		s.Count = number(value)
	case "except":
		for _, v := range strings.Split(value, ",") {
			s.Except = append(s.Except, service.Date(v))
		}
	default:
		t.Fatalf("no field %q", key)
	}
}

// show writes occurrences in the notation of testdata/next.txt.
func show(occurrences []Occurrence) string {
	stamp := func(m time.Time, layout string) string {
		_, offset := m.Zone()
		return m.Format(layout) + "+" + strconv.Itoa(offset/3600)
	}
	var all []string
	for _, o := range occurrences {
		switch {
		case o.AllDay:
			all = append(all, o.Start.Format("Mon 2006-01-02"))
		case o.End.IsZero():
			all = append(all, stamp(o.Start, "Mon 2006-01-02 15:04"))
		default:
			all = append(all, stamp(o.Start, "Mon 2006-01-02 15:04")+" to "+stamp(o.End, "15:04"))
		}
	}
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, "; ")
}

func TestNextFive(t *testing.T) {
	file, err := os.Open("testdata/next.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		fields := strings.Split(lines.Text(), " | ")
		if len(fields) != 3 {
			t.Fatalf("row %q has %d fields", lines.Text(), len(fields))
		}
		rows++
		got := show(Next([]service.Session{session(t, fields[1])}, at(t, fields[0]), 5))
		want := strings.ReplaceAll(fields[2], " 00:00+0 to 00:00+0", "") // A whole day.
		if got != want {
			t.Errorf("%s at %s:\n got %s\nwant %s", fields[1], fields[0], got, want)
		}
	}
	if rows < 200 {
		t.Errorf("only %d schedules in the table, want at least 200", rows)
	}
}

func TestNextOfSeveralSessions(t *testing.T) {
	now := at(t, "2026-11-22T12:00")
	sessions := []service.Session{
		session(t, "WE 10:00-12:00"),
		session(t, "MO 10:00-12:00"),
		session(t, "MO 10:00-12:00"),
		session(t, "weekly every=2 TU 10:00-12:00"),           // Which week is not said.
		session(t, "weekly 1TU 10:00-12:00"),                  // Contradicts itself.
		{Words: "Ring to ask"},                                // Says no day.
		session(t, "TU 10:00-12:00 valid=:2026-11-20"),        // Has ended.
		session(t, "once start=2026-11-25 09:00-"),            //
		session(t, "monthly every=12 md=30 start=2026-02-01"), // 30 February.
	}
	var got []string
	for _, o := range Next(sessions, now, 4) {
		got = append(got, fmt.Sprintf("%d %s", o.Session, show([]Occurrence{o})))
	}
	want := []string{
		"1 Mon 2026-11-23 10:00+0 to 12:00+0", "7 Wed 2026-11-25 09:00+0",
		"0 Wed 2026-11-25 10:00+0 to 12:00+0", "1 Mon 2026-11-30 10:00+0 to 12:00+0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	for _, n := range []int{0, -1} {
		if got := Next(sessions, now, n); len(got) != 0 {
			t.Errorf("asked for %d, got %v", n, got)
		}
	}
}

func TestNextTakesNowOfAnyZone(t *testing.T) {
	s := []service.Session{session(t, "daily 09:00-10:00")}
	now := at(t, "2026-07-01T09:30")
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("east", 12*3600), time.FixedZone("west", -11*3600)} {
		if got := show(Next(s, now.In(zone), 1)); got != "Wed 2026-07-01 09:00+1 to 10:00+1" {
			t.Errorf("in %v: %s", zone, got)
		}
	}
}

// plainDays is the oracle: it walks the calendar a day at a time and asks of
// each day whether the rule is on it. It knows nothing of the code under test.
func plainDays(s service.Session, from, to time.Time) []time.Time {
	var days []time.Time
	start, hasStart := s.Start.Time(time.UTC)
	day := from
	if s.Count > 0 {
		day = start
	}
	count := 0
	for ; !day.After(to); day = day.AddDate(0, 0, 1) {
		if hasStart && day.Before(start) || !plainlyOn(s, start, day) {
			continue
		}
		if count++; s.Count > 0 && count > s.Count {
			break
		}
		date := service.DateOf(day)
		if day.Before(from) || s.ValidFrom > date || s.ValidTo != "" && s.ValidTo < date || slices.Contains(s.Except, date) {
			continue
		}
		days = append(days, day)
	}
	return days
}

func plainlyOn(s service.Session, start, day time.Time) bool {
	every := max(s.Interval, 1)
	monday := func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }
	between := func(a, b time.Time) int { return int(b.Sub(a).Hours() / 24) }
	lastDay := day.AddDate(0, 1, -day.Day()).Day()
	named := func(d service.Day) bool {
		fromFront, fromBack := (day.Day()-1)/7+1, -((lastDay-day.Day())/7 + 1)
		return d.Day == day.Weekday() && (d.Nth == 0 || d.Nth == fromFront || d.Nth == fromBack)
	}
	switch s.Freq {
	case service.Daily:
		if every > 1 && between(start, day)%every != 0 {
			return false
		}
		return len(s.Days) == 0 || slices.ContainsFunc(s.Days, named)
	case service.Weekly:
		if every > 1 && between(monday(start), monday(day))/7%every != 0 {
			return false
		}
		return slices.ContainsFunc(s.Days, named)
	case service.Monthly:
		months := (day.Year()-start.Year())*12 + int(day.Month()) - int(start.Month())
		if every > 1 && months%every != 0 {
			return false
		}
		if len(s.Days) > 0 {
			return slices.ContainsFunc(s.Days, named)
		}
		return slices.Contains(s.MonthDays, day.Day()) || slices.Contains(s.MonthDays, day.Day()-lastDay-1)
	case service.Once:
	}
	return day.Equal(start)
}

// randomSession returns a session that can be reckoned with, around a day.
func randomSession(r *rand.Rand, around time.Time) service.Session {
	date := func(spread int) service.Date {
		return service.DateOf(around.AddDate(0, 0, r.IntN(2*spread)-spread))
	}
	freqs := []service.Frequency{service.Daily, service.Weekly, service.Weekly, service.Monthly, service.Monthly}
	s := service.Session{Freq: freqs[r.IntN(len(freqs))]}
	if r.IntN(2) == 0 {
		s.Start = date(500)
	}
	if s.Start != "" && r.IntN(2) == 0 {
		s.Interval = 1 + r.IntN(5)
	}
	if s.Start != "" && r.IntN(3) == 0 {
		s.Count = 1 + r.IntN(40)
	}
	for range 1 + r.IntN(3) {
		switch {
		case s.Freq == service.Monthly && len(s.Days) == 0 && (r.IntN(2) == 0 || len(s.MonthDays) > 0):
			s.MonthDays = append(s.MonthDays, []int{1, 2, 15, 28, 29, 30, 31, -1, -2, -29, -31}[r.IntN(11)])
		case s.Freq == service.Monthly:
			s.Days = append(s.Days, service.Day{Nth: r.IntN(11) - 5, Day: time.Weekday(r.IntN(7))})
		case s.Freq == service.Weekly || r.IntN(3) == 0:
			s.Days = append(s.Days, service.Day{Day: time.Weekday(r.IntN(7))})
		}
	}
	if r.IntN(4) == 0 {
		s.ValidFrom = date(60)
	}
	if r.IntN(4) == 0 {
		s.ValidTo = date(400)
	}
	for range r.IntN(3) {
		s.Except = append(s.Except, date(30))
	}
	if r.IntN(5) > 0 {
		s.From = service.ClockAt(r.IntN(24 * 60))
		if r.IntN(4) > 0 {
			s.To = service.ClockAt(r.IntN(24*60 + 1))
		}
	}
	return s
}

func TestNextAgainstPlainLoop(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	checked, empty := 0, 0
	for range 6000 {
		around := time.Date(2026+r.IntN(3), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
		s := randomSession(r, around)
		if _, why := read(s); why != "" {
			continue
		}
		checked++
		now := moment(around, r.IntN(24*60))
		got := Next([]service.Session{s}, now, 5)
		want := plainNext(s, now, around)
		if len(want) == 0 {
			empty++
		}
		if show(got) != show(want) {
			t.Fatalf("%+v at %v:\n got %s\nwant %s", s, now, show(got), show(want))
		}
		ended := (s.ValidTo != "" || s.Count > 0) && len(want) == 0
		if Live(s, now) == ended {
			t.Fatalf("%+v at %v: live is %v with next %s", s, now, !ended, show(want))
		}
	}
	if checked < 3000 || empty > checked/2 {
		t.Errorf("only %d sessions checked, %d of them empty", checked, empty)
	}
}

// plainNext turns the oracle's days into occurrences that are not over.
func plainNext(s service.Session, now, day time.Time) []Occurrence {
	var all []Occurrence
	from, timed := s.From.Minutes()
	to, ends := s.To.Minutes()
	if timed && ends && from == 0 && to == 0 {
		timed = false
	}
	ends = ends && timed && from != to
	for _, d := range plainDays(s, day.AddDate(0, 0, -1), day.AddDate(10, 0, -2)) {
		o := Occurrence{Start: moment(d, from), AllDay: !timed}
		done := o.Start.Add(30 * time.Minute)
		switch {
		case !timed:
			o.Start = moment(d, 0)
			done = moment(d.AddDate(0, 0, 1), 0)
		case ends && to > from && to < 1440:
			o.End = moment(d, to)
		case ends && to == 1440:
			o.End = moment(d.AddDate(0, 0, 1), 0)
		case ends:
			o.End = moment(d.AddDate(0, 0, 1), to)
		}
		if !o.End.IsZero() {
			done = o.End
		}
		if from == 0 && ends && to >= 1439 {
			o.AllDay, o.End = true, moment(d.AddDate(0, 0, 1), 0)
			done = o.End
		}
		if done.After(now) {
			if all = append(all, o); len(all) == 5 {
				break
			}
		}
	}
	return all
}

func TestMomentAroundClockChanges(t *testing.T) {
	for _, c := range []struct{ day, clock, want string }{
		{"2026-03-29", "00:59", "2026-03-29T00:59:00Z"},
		{"2026-03-29", "01:00", "2026-03-29T02:00:00+01:00"},
		{"2026-03-29", "01:30", "2026-03-29T02:30:00+01:00"},
		{"2026-03-29", "02:00", "2026-03-29T02:00:00+01:00"},
		{"2026-10-25", "00:59", "2026-10-25T00:59:00+01:00"},
		{"2026-10-25", "01:30", "2026-10-25T01:30:00+01:00"},
		{"2026-10-25", "02:00", "2026-10-25T02:00:00Z"},
		{"2026-10-25", "24:00", "2026-10-26T00:00:00Z"},
	} {
		day, _ := service.Date(c.day).Time(time.UTC)
		minutes, _ := service.Clock(c.clock).Minutes()
		if got := moment(day, minutes).Format(time.RFC3339); got != c.want {
			t.Errorf("%s %s is %s, want %s", c.day, c.clock, got, c.want)
		}
	}
}

// FuzzNext proves that no session, however odd, stops the reckoning or brings
// an occurrence that is over.
func FuzzNext(f *testing.F) {
	f.Add("weekly", 2, 1, 0, 31, "10:00", "12:00", "2026-01-01", "", "", 0)
	f.Add("monthly", 12, 0, 5, 30, "23:00", "01:00", "2026-02-01", "", "2030-01-01", 7)
	f.Add("monthly", 12, 0, 0, 31, "", "", "2026-02-01", "", "", 1<<40)
	f.Add("daily", 7, 3, 0, 0, "00:00", "24:00", "1971-01-01", "0001-01-01", "9999-12-31", 99999)
	f.Add("once", 0, 0, 0, 0, "24:00", "", "2100-12-31", "", "", 0)
	f.Add("", -1, 9, -9, 99, "9:00", "x", "soon", "", "", -1)
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, freq string, interval, day, nth, monthDay int, from, to, start, validFrom, validTo string, count int) {
		s := service.Session{
			Freq: service.Frequency(freq), Interval: interval, From: service.Clock(from), To: service.Clock(to),
			Start: service.Date(start), ValidFrom: service.Date(validFrom), ValidTo: service.Date(validTo), Count: count,
		}
		if nth != 0 || day != 0 {
			s.Days = []service.Day{{Nth: nth, Day: time.Weekday(day)}}
		}
		if monthDay != 0 {
			s.MonthDays = []int{monthDay}
		}
		began := time.Now()
		got := Next([]service.Session{s}, now, 5)
		for i, o := range got {
			if o.over(now) || i > 0 && o.Start.Before(got[i-1].Start) {
				t.Errorf("%+v: occurrence %d of %s", s, i, show(got))
			}
			if WordsNext(o, now) == "" {
				t.Errorf("%+v: no words for %s", s, show(got))
			}
		}
		ok, why := trusted(s, now)
		if ok != (why == "") || !ok && len(got) > 0 {
			t.Errorf("%+v: trusted is %v because %q with next %s", s, ok, why, show(got))
		}
		Words(s)
		if yes, unstated := Cells([]service.Session{s}, now); yes&unstated != 0 {
			t.Errorf("%+v: cells %b and %b", s, yes, unstated)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%+v took %v", s, took)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, text := range []string{"TU 10:00-12:00", "weekly every=2 TU 10:00-12:00 start=2020-01-07", "monthly -1FR 10:00-12:00"} {
		s := []service.Session{session(b, text)}
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				Next(s, now, 1)
			}
		})
	}
}
