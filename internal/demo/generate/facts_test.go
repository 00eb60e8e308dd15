package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadSession(t *testing.T) {
	tests := []struct {
		text string
		want session
	}{
		{"TU 10:00-12:00", session{every: 1, days: []string{"TU"}, from: "10:00", to: "12:00"}},
		{"1MO,3MO 19:00-20:30 (not in August)", session{every: 1, days: []string{"1MO", "3MO"}, from: "19:00", to: "20:30", note: "not in August"}},
		{"fortnightly WE 13:00-15:00 from 2026-09-09", session{every: 2, days: []string{"WE"}, from: "13:00", to: "15:00", start: "2026-09-09"}},
		{"FR 18:00-02:00 since 2026-09-04 until 2026-12-18", session{every: 1, days: []string{"FR"}, from: "18:00", to: "02:00", since: "2026-09-04", until: "2026-12-18"}},
	}
	for _, tt := range tests {
		got, err := readSession(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(session{})); diff != "" {
			t.Errorf("%s: %s", tt.text, diff)
		}
	}
	for _, text := range []string{
		"", "TU", "XX 10:00-12:00", "TU 10:00", "TU 25:00-26:00", "TU 10:00-12:00 until", "TU 10:00-12:00 until 2026-02-30",
		"TU 10:00-12:00 after 2026-02-03", "fortnightly TU 10:00-12:00", "fortnightly TU 10:00-12:00 from 2026-09-09",
	} {
		if s, err := readSession(text); err == nil {
			t.Errorf("%q was read as %+v", text, s)
		}
	}
}

func TestSessionInWords(t *testing.T) {
	tests := map[string]string{
		"TU 10:30-12:00": "Every Tuesday", "MO,WE 10:00-11:00": "Mondays and Wednesdays",
		"MO,TU,WE,TH,FR 09:00-17:00": "Monday to Friday", "1MO 10:00-11:00": "First Monday of the month",
		"2TU,-1TU 10:00-11:00": "Second Tuesday and last Tuesday of the month", "fortnightly WE 13:00-15:00 from 2026-09-09": "Every other Wednesday",
	}
	for text, want := range tests {
		s, err := readSession(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.dayWords(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for clock, want := range map[string]string{"10:30": "10.30am", "12:00": "12 noon", "14:00": "2pm", "00:30": "12.30am", "23:59": "11.59pm"} {
		if got := spoken(clock); got != want {
			t.Errorf("%s is spoken %q, want %q", clock, got, want)
		}
	}
	s, err := readSession("TU 10:30-12:00 (term time only)")
	if err != nil {
		t.Fatal(err)
	}
	ways := map[string]bool{}
	for _, key := range strings.Split("abcdefghijklmnopqrst", "") {
		ways[s.prose(key)] = true
	}
	for _, want := range []string{
		"Every Tuesday, 10.30am to 12 noon, term time only.", "Every Tuesday from 10.30am until 12 noon, term time only.",
		"When: Every Tuesday 10.30am-12 noon, term time only", "Every Tuesday 10:30–12:00, term time only.",
	} {
		if !ways[want] {
			t.Errorf("never said %q", want)
		}
	}
}

func TestReadAges(t *testing.T) {
	tests := map[string]string{
		"": "", "60-": "Ages 60 and over", "11-18": "Ages 11 to 18", "-25": "Up to 25", "rec 65-": "Recommended for people of 65 and over",
	}
	for text, want := range tests {
		a, err := readAges(text)
		if err != nil || a.words() != want {
			t.Errorf("%q: %q, error %v; want %q", text, a.words(), err, want)
		}
	}
	for _, text := range []string{"60", "old-", "1-2-3"} {
		if _, err := readAges(text); err == nil {
			t.Errorf("%q was read as ages", text)
		}
	}
}

func TestReadCost(t *testing.T) {
	tests := []struct {
		text string
		want cost
	}{
		{"", cost{}},
		{"Donations welcome", cost{words: "Donations welcome"}},
		{"50p per cup", cost{prices: []price{{pounds: 0.5, per: "per cup"}}}},
		{"£5.50 per meal; £4 per meal = Members", cost{prices: []price{{pounds: 5.5, per: "per meal"}, {name: "Members", pounds: 4, per: "per meal"}}}},
		{"£8 per return; free = Carers", cost{prices: []price{{pounds: 8, per: "per return"}, {name: "Carers"}}}},
		{"£12 per job; materials extra", cost{prices: []price{{pounds: 12, per: "per job"}}, words: "materials extra"}},
	}
	for _, tt := range tests {
		got, err := readCost(tt.text, "key")
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(cost{}, price{})); diff != "" {
			t.Errorf("%s: %s", tt.text, diff)
		}
	}
	if _, err := readCost("£two", "key"); err == nil {
		t.Error("£two was read as a price")
	}
	free := map[string]bool{}
	for _, key := range strings.Split("abcdefghijklmnopqrst", "") {
		c, err := readCost("free", key)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.prices {
			if p.pounds != 0 {
				t.Errorf("free is %v", p)
			}
		}
		free[c.words] = true
	}
	if !free["Free"] || !free["Free of charge"] || !free["No charge"] || !free[""] {
		t.Errorf("free is said only as %v", free)
	}
}

func TestMangled(t *testing.T) {
	if got, want := mangled("£5 – it’s a café"), "Â£5 â€“ itâ€™s a cafÃ©"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
