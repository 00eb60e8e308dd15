package export

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

func TestWaysInDoNotContradictEachOther(t *testing.T) {
	for _, tc := range []struct {
		ways []service.Access
		want string
	}{
		{nil, ""},
		{[]service.Access{service.DropIn}, "You can just turn up."},
		{[]service.Access{service.DropIn, service.Appointment}, "You can just turn up, or book first."},
		{[]service.Access{service.ProfessionalReferral}, "Someone such as your GP has to refer you. Ask them to."},
		{[]service.Access{service.ProfessionalReferral, service.SelfReferral}, "You can get in touch with them yourself, or someone such as your GP can refer you."},
		{[]service.Access{service.ProfessionalReferral, service.DropIn}, "You can just turn up. Someone such as your GP can refer you too."},
		{[]service.Access{service.DropIn, service.Membership}, "You can just turn up. They have members too. Ask how to join."},
		{[]service.Access{service.Appointment, service.Membership, service.Assessment},
			"You need to book before you go. It is for members. Ask how to join. They will first ask you about what you need."},
	} {
		if got := strings.Join(wayIn(tc.ways), " "); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.ways, got, tc.want)
		}
	}
}

// factOf returns the lines of a part of the only entry of a document.
func factOf(t *testing.T, s *service.Service, o Options, kind Kind) string {
	t.Helper()
	d := sample{"", []*service.Service{s}, ""}.document(t, o)
	return d.Entries[0].said(kind)
}

func TestNobodyIsToldToRingWhereThereIsNoNumber(t *testing.T) {
	o := variants()["normal"]
	written := full(1)
	written.Phones, written.Contacts, written.Locations[0].Masked = nil, nil, true
	if d := (sample{"", []*service.Service{written}, ""}).document(t, o); d.Correct != "Correct on 22 November 2026. Get in touch before you go." {
		t.Errorf("closed with %q", d.Correct)
	}
	for _, said := range []string{factOf(t, written, o, KindWhere), factOf(t, written, o, KindNext), factOf(t, written, o, KindContact)} {
		if strings.Contains(strings.ToLower(said), "ring") {
			t.Errorf("without a number: %q", said)
		}
	}
	online := &service.Service{ID: "demo/9", Name: "Chat", How: []service.How{service.IsOnline}, URL: "https://chat.example.org"}
	if d := (sample{"", []*service.Service{online}, ""}).document(t, o); d.Correct != "Correct on 22 November 2026. Check before you count on it." {
		t.Errorf("closed with %q", d.Correct)
	}
	if said := factOf(t, full(1), o, KindNext); !strings.Contains(said, "before you go, to check that it is on.") {
		t.Errorf("where people turn up: %q", said)
	}
}

func TestAccessIsToldWhereItIsStated(t *testing.T) {
	o := variants()["normal"]
	s := full(1)
	if got := factOf(t, s, o, KindAccess); got != "Accessible toilet.\nStep-free entrance; Hearing loop." {
		t.Errorf("got %q", got)
	}
	other := s.Locations[0]
	other.Name, other.Accessibility = "The New Library", []string{"Parking", "Accessible toilet."}
	s.Locations = append(s.Locations, other)
	if got := factOf(t, s, o, KindAccess); got != "Accessible toilet.\nThe Old Library: Step-free entrance; Hearing loop.\nThe New Library: Parking." {
		t.Errorf("of two places: %q", got)
	}
	if got := factOf(t, &service.Service{ID: "demo/0", Name: "x"}, o, KindAccess); got != "" {
		t.Errorf("where nothing is stated: %q", got)
	}
}

func TestCautionsStandWithTheTimes(t *testing.T) {
	for _, variant := range []string{"normal", "easier"} {
		if got := factOf(t, full(1), variants()[variant], KindWhen); !strings.Contains(got, "Term time: may not run in school holidays.") {
			t.Errorf("%s: %q", variant, got)
		}
	}
}

// TestPricesOfASensitiveServiceDoNotNameIt checks a discreet document, which
// must not say in its prices what its name would.
func TestPricesOfASensitiveServiceDoNotNameIt(t *testing.T) {
	s := counselling()
	s.Cost = service.Cost{Options: []service.CostOption{{Name: "Counselling session", Pounds: number(5)}}, Words: "Ask about counselling bursaries"}
	if got := factOf(t, s, variants()["discreet"], KindCost); got != "£5" {
		t.Errorf("the cost says %q", got)
	}
}

func TestReadEmergency(t *testing.T) {
	lines, checked, err := ReadEmergency("numbers.txt", []byte("\ufeff# ours\r\nchecked 2026-11-01\r\n\r\nNeed to talk, day or night? | 116 123\nUrgent medical help? | 111\n"))
	want := []Emergency{{"Need to talk, day or night?", "116 123"}, {"Urgent medical help?", "111"}}
	if diff := cmp.Diff(want, lines); err != nil || checked != "2026-11-01" || diff != "" {
		t.Fatalf("%q, %v\n%s", checked, err, diff)
	}
	for text, says := range map[string]string{
		"Samaritans | 116 123":                                     "when the numbers were last checked",
		"checked soon\nx | 111":                                    "line 1: the day",
		"checked 2026-11-01\nSamaritans 116123":                    "line 2: a line is written like",
		"checked 2026-11-01\nx | javascript:1":                     "line 2",
		"checked 2026-11-01\n" + strings.Repeat("x | 111\n", 7):    "line 8: there are more than 6",
		"checked 2026-11-01\n" + strings.Repeat("x", 200) + "|111": "more than 120 letters",
	} {
		if _, _, err := ReadEmergency("numbers.txt", []byte(text)); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "numbers.txt") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if lines, _, err := ReadEmergency("numbers.txt", nil); err != nil || len(lines) > 0 {
		t.Errorf("an empty file: %v, %v", lines, err)
	}
}

func TestWhatWasSaidIsNotSaidAgain(t *testing.T) {
	o := variants()["normal"]
	s := full(1)
	s.Cost = service.Cost{Free: service.Yes, Words: "Free of charge"}
	if got := factOf(t, s, o, KindCost); got != "Free." {
		t.Errorf("the cost says %q", got)
	}
	s.Cost.Words = "Free, but bring a cup"
	if got := factOf(t, s, o, KindCost); got != "Free.\nThey say: Free, but bring a cup" {
		t.Errorf("the cost says %q", got)
	}
	s.Summary, s.Description = "A hot meal.", "A hot meal.\n\nAnd a chat."
	d := sample{"", []*service.Service{s}, ""}.document(t, o)
	if own := d.Entries[0].Own; len(own) != 1 || own[0].Text != "And a chat." {
		t.Errorf("their own words: %v", own)
	}
}
