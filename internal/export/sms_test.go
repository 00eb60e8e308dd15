package export

import (
	"strings"
	"testing"
)

func TestCountSMS(t *testing.T) {
	for _, tc := range []struct {
		text string
		want SMSCount
	}{
		{"", SMSCount{0, 0, true}},
		{"Ring 999", SMSCount{8, 1, true}},
		{strings.Repeat("a", 160), SMSCount{160, 1, true}},
		{strings.Repeat("a", 161), SMSCount{161, 2, true}},
		{strings.Repeat("a", 306), SMSCount{306, 2, true}},
		{strings.Repeat("a", 307), SMSCount{307, 3, true}},
		{"£3 é", SMSCount{4, 1, true}},
		{"€[]", SMSCount{6, 1, true}},
		{strings.Repeat("€", 81), SMSCount{162, 2, true}},
		{"it’s", SMSCount{4, 1, false}},
		{"Llŷn", SMSCount{4, 1, false}},
		{"👩", SMSCount{2, 1, false}},
		{strings.Repeat("ŷ", 70), SMSCount{70, 1, false}},
		{strings.Repeat("ŷ", 71), SMSCount{71, 2, false}},
		{strings.Repeat("ŷ", 135), SMSCount{135, 3, false}},
	} {
		if got := CountSMS(tc.text); got != tc.want {
			t.Errorf("%.20q: %+v, want %+v", tc.text, got, tc.want)
		}
	}
	if n := len([]rune(gsmLetters)); n != 127 {
		t.Errorf("the basic table has %d characters, want 127 and the escape", n)
	}
}

func TestMessagesAreShortAndSafeOnALockedScreen(t *testing.T) {
	d := samples()[2].document(t, variants()["normal"])
	text, err := SMS(d)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	if first != smsOpening || !strings.HasSuffix(string(text), "In danger now? Call 999.") {
		t.Errorf("the message is\n%s", text)
	}
	if count := CountSMS(string(text)); !count.Plain || count.Texts > 3 {
		t.Errorf("three services cost %+v:\n%s", count, text)
	}
	contacts, err := SMS(samples()[2].document(t, variants()["contacts"]))
	if err != nil {
		t.Fatal(err)
	}
	if count := CountSMS(string(contacts)); count.Texts > 2 {
		t.Errorf("the names and numbers of three services cost %+v:\n%s", count, contacts)
	}
}
