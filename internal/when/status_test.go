package when

import (
	"testing"

	"fettle/internal/service"
)

func TestStatus(t *testing.T) {
	for _, c := range []struct{ now, sessions, want string }{
		{"2026-11-22T10:00", "TU 10:30-12:00", "next session Tue 24 Nov, 10:30am, in 2 days"},
		{"2026-11-23T10:00", "TU 10:30-12:00", "next session tomorrow, 10:30am"},
		{"2026-11-24T10:29", "TU 10:30-12:00", "next session today, 10:30am"},
		{"2026-11-24T10:30", "TU 10:30-12:00", "on now until midday"},
		{"2026-11-24T12:00", "TU 10:30-12:00", "next session Tue 1 Dec, 10:30am, in 7 days"},
		{"2026-11-24T10:40", "TU 10:30", "on now, began 10:30am"},
		{"2026-11-22T10:00", "MO,TU,WE,TH,FR 09:00-17:00", "opens tomorrow, 9am"},
		{"2026-11-23T07:00", "MO,TU,WE,TH,FR 09:00-13:00", "opens today, 9am"},
		{"2026-11-23T16:59", "MO,TU,WE,TH,FR 09:00-17:00", "on now until 5pm"},
		{"2026-11-27T17:00", "MO,TU,WE,TH,FR 09:00-17:00", "opens Mon 30 Nov, 9am, in 3 days; a bank holiday in Scotland: check first"},
		{"2026-11-24T00:30", "MO 22:00-02:00", "on now until 2am"},
		{"2026-11-23T23:00", "MO 22:00-02:00", "on now until 2am tomorrow"},
		{"2026-11-23T10:00", "TU", "next session tomorrow"},
		{"2026-11-24T10:00", "TU", "on today, time not stated"},
		{"2026-11-24T10:00", "TU 00:00-24:00", "open all day today"},
		{"2026-11-23T10:00", "TU 00:00-24:00", "opens tomorrow, all day"},
		{"2026-12-24T18:00", "FR 10:00-11:00", "next session tomorrow, 10am; a bank holiday: check first"},
		{"2026-12-28T09:00", "MO 08:00-17:00", "on now until 5pm; a bank holiday: check first"}, // for Boxing Day, a Saturday
		{"2027-07-11T09:00", "MO 10:00-11:00", "next session tomorrow, 10am; a bank holiday in Northern Ireland: check first"},
		{"2027-03-28T09:00", "MO 10:00-11:00", "next session tomorrow, 10am; a bank holiday in England, Wales and Northern Ireland: check first"},
	} {
		if got := Status([]service.Session{session(t, c.sessions)}, at(t, c.now)); got != c.want {
			t.Errorf("%s at %s: %q, want %q", c.sessions, c.now, got, c.want)
		}
	}
	two := []service.Session{session(t, "TH 18:00-20:00"), session(t, "MO 10:00-12:00")}
	if got := Status(two, at(t, "2026-11-22T10:00")); got != "next session tomorrow, 10am" {
		t.Errorf("of two sessions: %q", got)
	}
	for name, sessions := range map[string][]service.Session{
		"no sessions":      nil,
		"one that is over": {{Freq: service.Once, Start: "2020-01-01", From: "10:00"}},
		"no day":           {{From: "10:00", To: "12:00"}},
	} {
		if got := Status(sessions, at(t, "2026-11-22T10:00")); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
