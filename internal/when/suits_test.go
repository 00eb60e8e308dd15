package when

import (
	"math/rand/v2"
	"testing"
	"time"

	"fettle/internal/service"
)

const noon = "2026-11-22T12:00" // A Sunday.

// windows reads one written time as at Sunday noon.
func windows(t testing.TB, text string) []service.Window {
	t.Helper()
	w, err := ParseWindows(text, at(t, noon))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestMeets(t *testing.T) {
	for _, c := range []struct {
		session, window string
		want            service.Answer
	}{
		// The overlap must last 30 minutes.
		{"MO 10:00-12:00", "mon-morning", service.Yes},
		{"MO 10:00-12:00", "mon", service.Yes},
		{"MO 10:00-12:00", "tue-morning", service.No},
		{"MO 10:00-12:00", "mon-afternoon", service.No},
		{"MO 10:00-12:30", "mon-afternoon", service.Yes},
		{"MO 10:00-12:29", "mon-afternoon", service.No},
		{"MO 05:00-06:30", "mon-morning", service.Yes},
		{"MO 05:00-06:29", "mon-morning", service.No},
		{"MO 16:31-18:00", "mon-afternoon", service.No},
		{"MO 16:30-18:00", "mon-afternoon", service.Yes},
		{"MO 09:00-17:00", "mon 12:00-12:30", service.Yes},
		// Or the whole length of whichever is shorter.
		{"MO 11:40-12:00", "mon-morning", service.Yes},
		{"MO 11:45-12:05", "mon-morning", service.No},
		{"MO 09:00-17:00", "mon 12:00-12:10", service.Yes},
		{"MO 12:05-17:00", "mon 12:00-12:10", service.No},
		// Without an end: 30 minutes at least, until midnight at most.
		{"MO 10:00-", "mon-morning", service.Yes},
		{"MO 11:30-", "mon-morning", service.Yes},
		{"MO 11:31-", "mon-morning", service.No},
		{"MO 11:31-", "mon-afternoon", service.NotStated},
		{"MO 10:00-", "mon-evening", service.NotStated},
		{"MO 18:00-", "mon-morning", service.No},
		{"MO 10:00-", "tue", service.No},
		{"MO 23:45-", "mon", service.No},
		// Without times.
		{"MO", "mon", service.Yes},
		{"MO", "mon-morning", service.NotStated},
		{"MO", "tue", service.No},
		{"MO 00:00-00:00", "mon-morning", service.NotStated},
		{"MO 00:00-24:00", "mon-morning", service.Yes},
		{"MO -17:00", "mon-morning", service.NotStated},
		{"MO 10:00-10:00", "mon-morning", service.Yes},
		// Past midnight.
		{"FR 22:00-02:00", "fri-evening", service.Yes},
		{"FR 22:00-02:00", "sat 00:00-02:00", service.Yes},
		{"FR 22:00-02:00", "sat 01:30-03:00", service.Yes},
		{"FR 22:00-02:00", "sat 01:31-03:00", service.No},
		{"FR 22:00-02:00", "sat-morning", service.No},
		{"FR 22:00-02:00", "fri 00:00-02:00", service.No},
		{"SU 20:00-08:00", "mon-morning", service.Yes},
		{"SA 23:50-00:10", "sat", service.No},
		// Weeks left out do not change the weekday.
		{"weekly every=2 MO 10:00-12:00", "mon-morning", service.Yes},
		{"weekly every=2 MO 10:00-12:00", "tue-morning", service.No},
		{"1MO 10:00-12:00", "mon-morning", service.Yes},
		{"-1FR 10:00-12:00", "mon-morning", service.No},
		{"md=15 10:00-12:00", "mon-morning", service.NotStated},
		{"md=15 10:00-12:00", "mon-evening", service.No},
		{"daily 10:00-12:00", "sun-morning", service.Yes},
		{"daily every=2 start=2026-11-01 10:00-12:00", "sun-morning", service.Yes},
		{"daily every=7 start=2026-11-24 10:00-12:00", "tue-morning", service.Yes},
		{"daily every=7 start=2026-11-24 10:00-12:00", "wed-morning", service.No},
		{"daily every=7 10:00-12:00", "wed-morning", service.NotStated},
		{"once start=2026-11-24 10:00-12:00", "tue-morning", service.Yes},
		{"once start=2026-11-24 10:00-12:00", "wed-morning", service.No},
		// One day is asked about as it really is.
		{"TU 10:00-12:00", "2026-11-24", service.Yes},
		{"TU 10:00-12:00", "2026-11-25", service.No},
		{"TU 10:00-12:00", "2026-11-24 evening", service.No},
		{"TU", "2026-11-24", service.Yes},
		{"TU", "2026-11-24 morning", service.NotStated},
		{"TU 10:00-12:00 except=2026-11-24", "2026-11-24", service.No},
		{"TU 10:00-12:00 valid=:2026-11-23", "2026-11-24", service.No},
		{"TU 10:00-12:00 valid=2026-11-25:", "2026-11-24", service.No},
		{"weekly every=2 TU 10:00-12:00 start=2026-11-10", "2026-11-24", service.Yes},
		{"weekly every=2 TU 10:00-12:00 start=2026-11-17", "2026-11-24", service.No},
		{"weekly every=2 TU 10:00-12:00", "2026-11-24", service.NotStated},
		{"weekly every=2 TU 10:00-12:00", "2026-11-25", service.No},
		{"weekly every=2 TU 10:00-12:00", "2026-11-24 evening", service.No},
		{"weekly every=2 TU 10:00-12:00 valid=:2026-11-20", "2026-11-24", service.No},
		{"weekly every=2 TU 10:00-12:00 except=2026-11-24", "2026-11-24", service.No},
		{"monthly every=2 4TU 10:00-12:00", "2026-11-24", service.NotStated},
		{"monthly every=2 1TU 10:00-12:00", "2026-11-24", service.No},
		{"monthly every=2 md=24 10:00-12:00", "2026-11-24", service.NotStated},
		{"monthly every=2 md=25 10:00-12:00", "2026-11-24", service.No},
		{"-1TU 10:00-12:00", "2026-11-24", service.Yes},
		{"1TU 10:00-12:00", "2026-11-24", service.No},
		{"md=24 10:00-12:00", "2026-11-24", service.Yes},
		{"md=-1 22:00-02:00", "2026-12-01 00:00-01:00", service.Yes},
		{"FR 22:00-02:00 except=2026-11-27", "2026-11-28 00:00-02:00", service.No},
		{"FR 22:00-02:00 valid=:2026-11-27", "2026-11-28 00:00-02:00", service.Yes},
		{"once start=2026-11-24 10:00-12:00", "2026-11-24 morning", service.Yes},
		{"once start=2026-11-24 10:00-12:00", "2026-12-01 morning", service.No},
		{"weekly TU 10:00-12:00 start=2026-11-10 count=2", "2026-11-24", service.No},
		{"weekly TU 10:00-12:00 start=2026-11-10 count=3", "2026-11-24", service.Yes},
		{"daily every=7 10:00-12:00", "2026-11-24", service.NotStated},
		// What can't be read is not stated.
		{"", "mon", service.NotStated},
		{"10:00-12:00", "mon-morning", service.NotStated},
		{"weekly 1MO 10:00-12:00", "mon-morning", service.NotStated},
		{"MO 10:00-02:00", "mon-morning", service.NotStated},
		{"MO 25:00-26:00", "tue", service.NotStated},
	} {
		got := meets(session(t, c.session), windows(t, c.window)[0])
		if got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.session, c.window, got, c.want)
		}
	}
}

// TestMeetsMinuteByMinute compares with counting the minutes of the week.
func TestMeetsMinuteByMinute(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	yes := 0
	for range 4000 {
		from := r.IntN(1440)
		length := 1 + r.IntN(8*60)
		if r.IntN(3) == 0 {
			length = 1 + r.IntN(40)
		}
		if from+length > 1440 && from < 720 {
			continue
		}
		day := time.Weekday(r.IntN(7))
		s := service.Session{
			Freq: service.Weekly, Days: []service.Day{{Day: day}},
			From: service.ClockAt(from), To: service.ClockAt((from + length) % 1440),
		}
		if (from+length)%1440 == 0 && from == 0 {
			continue
		}
		a, b := r.IntN(1441), r.IntN(1441)
		if a == b {
			continue
		}
		// Mostly near the session, or a random window would hardly ever touch it.
		w := service.Window{Day: time.Weekday((int(day) + r.IntN(2)) % 7), From: min(a, b), To: max(a, b)}
		shared := 0
		for m := from; m < from+length; m++ {
			onDay := time.Weekday((int(day) + m/1440) % 7)
			if onDay == w.Day && m%1440 >= w.From && m%1440 < w.To {
				shared++
			}
		}
		want := service.No
		if shared >= min(30, length, w.To-w.From) {
			want = service.Yes
			yes++
		}
		if got := meets(s, w); got != want {
			t.Fatalf("%+v in %+v shares %d minutes: %q, want %q", s, w, shared, got, want)
		}
	}
	if yes < 300 {
		t.Errorf("only %d met: the test proves little", yes)
	}
}

func TestSuits(t *testing.T) {
	for _, c := range []struct {
		name, window string
		sessions     []string
		want         service.Answer
	}{
		{"no session at all", "mon", nil, service.NotStated},
		{"one of two meets", "mon-morning", []string{"TU 10:00-12:00", "MO 10:00-12:00"}, service.Yes},
		{"none meets", "mon-morning", []string{"TU 10:00-12:00", "WE 10:00-12:00"}, service.No},
		{"one is not stated", "mon-morning", []string{"TU 10:00-12:00", "MO"}, service.NotStated},
		{"one meets beside one not stated", "mon-morning", []string{"MO", "MO 10:00-12:00"}, service.Yes},
		{"one contradicts itself", "mon-morning", []string{"TU 10:00-12:00", "weekly 1MO"}, service.NotStated},
		{"the only one has ended", "mon-morning", []string{"MO 10:00-12:00 valid=:2026-11-20"}, service.NotStated},
		{"the only one was on a day that is past", "tue", []string{"once start=2026-11-17 10:00-12:00"}, service.NotStated},
		{"one has ended, the other is elsewhere", "mon-morning", []string{"MO 10:00-12:00 valid=:2026-11-20", "TU 10:00-12:00"}, service.No},
		{"it is still to begin", "mon-morning", []string{"MO 10:00-12:00 valid=2027-01-01:"}, service.Yes},
		{"it ends before its next day", "mon-morning", []string{"MO 10:00-12:00 valid=2026-11-01:2026-11-22"}, service.NotStated},
		{"any day's morning", "morning", []string{"TH 10:00-12:00"}, service.Yes},
		{"any day's evening", "evening", []string{"TH 10:00-12:00"}, service.No},
		{"the weekend", "weekend", []string{"SU 10:00-12:00"}, service.Yes},
		{"weekdays", "weekdays", []string{"SU 10:00-12:00"}, service.No},
		{"now, on since eleven", "now", []string{"SU 11:00-13:00"}, service.Yes},
		{"now, nearly over", "now", []string{"SU 11:00-12:20"}, service.No},
		{"now, another day", "now", []string{"MO 11:00-13:00"}, service.No},
		{"now, no times", "now", []string{"SU"}, service.NotStated},
		{"now, soon", "now", []string{"SU 12:15-13:00"}, service.No},
		{"this week is only Sunday", "this week", []string{"MO 11:00-13:00"}, service.No},
		{"next week", "next week", []string{"weekly every=2 TU 10:00-12:00 start=2026-11-24"}, service.Yes},
		{"next week is the other week", "next week", []string{"weekly every=2 TU 10:00-12:00 start=2026-11-17"}, service.No},
	} {
		var sessions []service.Session
		for _, s := range c.sessions {
			sessions = append(sessions, session(t, s))
		}
		if got := Suits(sessions, windows(t, c.window), at(t, noon)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := Suits(nil, nil, at(t, noon)); got != service.Yes {
		t.Errorf("nothing asked: %q", got)
	}
}

func TestSuitsKeepsPairs(t *testing.T) {
	// Monday morning or Thursday evening is neither Monday evening nor Thursday morning.
	asked := append(windows(t, "mon-morning"), windows(t, "thu-evening")...)
	for text, want := range map[string]service.Answer{
		"MO 10:00-12:00": service.Yes, "TH 18:00-20:00": service.Yes,
		"MO 18:00-20:00": service.No, "TH 10:00-12:00": service.No,
	} {
		if got := Suits([]service.Session{session(t, text)}, asked, at(t, noon)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestCellsAgreeWithSuits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	now := at(t, noon)
	answers := map[service.Answer]int{}
	for range 1500 {
		var sessions []service.Session
		for range r.IntN(4) {
			s := randomSession(r, dayOf(now))
			if r.IntN(10) == 0 {
				s = service.Session{Words: "Ring to ask"}
			}
			sessions = append(sessions, s)
		}
		yes, unstated := Cells(sessions, now)
		for i, w := range WeekCells() {
			got := service.No
			switch {
			case yes>>i&1 == 1:
				got = service.Yes
			case unstated>>i&1 == 1:
				got = service.NotStated
			}
			want := Suits(sessions, []service.Window{w}, now)
			answers[want]++
			if got != want {
				t.Fatalf("%s of %+v: %q, want %q", w.ID, sessions, got, want)
			}
		}
		if yes&unstated != 0 || (yes|unstated)>>21 != 0 {
			t.Fatalf("cells %b and %b", yes, unstated)
		}
	}
	for _, a := range []service.Answer{service.Yes, service.No, service.NotStated} {
		if answers[a] < 500 {
			t.Errorf("%q came up only %d times", a, answers[a])
		}
	}
}

// TestDatedWindowsAgreeWithNext holds that a service suits a whole coming day
// when, and only when, one of its next occurrences is on it.
func TestDatedWindowsAgreeWithNext(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 4))
	now := moment(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), 0)
	for range 1500 {
		s := randomSession(r, dayOf(now))
		s.From, s.To = "10:00", "12:00"
		if _, why := read(s); why != "" {
			continue
		}
		day := dayOf(now).AddDate(0, 0, r.IntN(20))
		w := service.Window{Day: day.Weekday(), To: wholeDay, On: service.DateOf(day)}
		want := service.No
		for _, o := range Next([]service.Session{s}, now, 30) {
			if dayOf(o.Start).Equal(day) {
				want = service.Yes
			}
		}
		if got := meets(s, w); got != want {
			t.Fatalf("%+v on %s: %q, want %q", s, w.On, got, want)
		}
	}
}

func TestTrusted(t *testing.T) {
	for _, c := range []struct{ session, why string }{
		{"MO 10:00-12:00", ""},
		{"MO", ""},
		{"weekly every=2 MO 10:00-12:00", ""},
		{"MO 10:00-12:00 valid=2027-01-01:", ""},
		{"MO 10:00-12:00 valid=0001-01-01:9999-12-31", ""},
		{"weekly start=2026-11-24 10:00-12:00", ""},
		{"once valid=2026-11-24:2026-11-24 10:00-12:00", ""},
		{"MO 22:00-02:00", ""},
		{"MO 13:00-05:00", ""},
		{"MO 09:00-00:00", ""},
		{"MO 10:00-12:00 valid=:2024-03-03", "it has ended"},
		{"MO 10:00-12:00 valid=2025-01-06:2025-01-06", "it has ended"},
		{"weekly every=2 MO 10:00-12:00 valid=:2026-11-21", "it has ended"},
		{"once start=2026-11-21", "it has ended"},
		{"weekly MO start=2026-01-05 count=3", "it has ended"},
		{"", "it does not say on which day"},
		{"10:00-12:00", "it does not say on which day"},
		{"start=2026-11-24 10:00-12:00", "it does not say on which day"},
		{"weekly 10:00-12:00", "it does not say on which day"},
		{"monthly 10:00-12:00", "it does not say on which day"},
		{"once 10:00-12:00", "it happens once but does not say on which day"},
		{"once MO start=2026-11-24", "its date and its weekday differ"},
		{"once md=23 start=2026-11-24", "its date and its day of the month differ"},
		{"daily every=7 MO start=2026-11-24", "its date and its weekday differ"},
		{"weekly 1MO 10:00-12:00", "it repeats by the week and names weeks of the month"},
		{"weekly md=15 10:00-12:00", "it repeats by the week and names days of the month"},
		{"monthly 1MO md=15", "it names both weekdays and days of the month"},
		{"monthly 6MO", "it names a week that no month has"},
		{"monthly md=32", "it names a day that no month has"},
		{"monthly every=12 md=31 start=2026-04-01", "it names a day that its months do not have"},
		{"MO every=-2", "its repeat is not a sensible number"},
		{"MO every=1000", "its repeat is not a sensible number"},
		{"MO count=5", "it says how many times but not from when"},
		{"MO 10:00-12:00 valid=2027-01-05:2026-12-01", "it would end before it begins"},
		{"MO 10:00-12:00 start=2027-01-05 valid=:2026-12-01", "it would end before it begins"},
		{"MO start=24/11/2026", `"24/11/2026" is not a date`},
		{"MO 10:00-25:00", "its times are not times of day"},
		{"MO 24:00-", "its times are not times of day"},
		{"MO 10:00-02:00", "it would end long after midnight"},
		{"MO 13:00-12:00", "it would end long after midnight"},
	} {
		ok, why := trusted(session(t, c.session), at(t, noon))
		if ok != (c.why == "") || why != c.why {
			t.Errorf("%q: %v because %q, want %q", c.session, ok, why, c.why)
		}
	}
	if ok, why := trusted(service.Session{Freq: "yearly"}, at(t, noon)); ok || why != `"yearly" is not a way to repeat` {
		t.Errorf("yearly: %v because %q", ok, why)
	}
}

func BenchmarkCells(b *testing.B) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s := []service.Session{session(b, "TU 10:00-12:00"), session(b, "monthly -1FR 10:00-12:00")}
	for b.Loop() {
		Cells(s, now)
	}
}

func BenchmarkSuitsDated(b *testing.B) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s := []service.Session{session(b, "TU 10:00-12:00"), session(b, "SU 11:00-13:00")}
	w, err := ParseWindows("now", now)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Suits(s, w, now)
	}
}
