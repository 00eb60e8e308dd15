package detail_test

import (
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/tui/detail"
)

func TestAServiceIsReadOutInLabelledLines(t *testing.T) {
	t.Parallel()
	s := service.Service{
		ID: "a/1", Name: "Club", Organisation: service.Organisation{Name: "Org"}, Summary: "Short.",
		Phones:   []service.Phone{{Number: "01632 960 001", Label: "Day"}},
		Contacts: []service.Contact{{Name: "Jo", Title: "Lead", Phones: []service.Phone{{Number: "07700 900 001"}}}},
		Email:    "a@example.org", Sessions: []service.Session{{Words: "Mondays"}, {Words: "Fridays"}},
		Cost: service.Cost{Free: service.Yes}, Source: service.Provenance{Feed: "a"},
	}
	sub := subject(&s)
	sub.Hit = &service.Hit{Service: &s, Fit: service.MayFit, Unstated: []service.Pane{service.PaneAge}, Nearest: -1}
	sub.Why = &detail.Why{Fit: service.MayFit, Reasons: []service.Reason{
		{Pane: service.PaneCost, Answer: service.Yes, Fact: "free", Source: "record"},
		{Pane: service.PaneAge, Fact: "ages are not stated", Source: "record"},
	}}
	want := `Club.
Org.
May fit: age not stated.
Why: free.
Phone: 01632 960 001, Day
Phone: 07700 900 001, Jo, Lead
E-mail: a@example.org
Times: Mondays; Fridays
Where: not stated
Ages: not stated
Cost: Free
To join: not stated
The publisher says: Short.
How sure is this?
Checked: not stated
Source: a
Reference: a/1`
	if got := strings.Join(detail.Spoken(sub), "\n"); got != want {
		t.Errorf("read out is\n%s\nwant\n%s", got, want)
	}
	sub.Explain = true
	want = `Club.
May fit: age not stated.
Why: each thing that was asked.
Age: not stated
Cost: yes. Free (from the record)`
	if got := strings.Join(detail.Spoken(sub), "\n"); got != want {
		t.Errorf("the reasons read out are\n%s\nwant\n%s", got, want)
	}
}

func TestTheAccountIsReadOutInParagraphs(t *testing.T) {
	t.Parallel()
	s := service.Service{Description: "Tea & cake.\n\n## What to bring\n- a coat\n- \n\n \x1b[2Jend"}
	if got := strings.Join(detail.Account(&s), "|"); got != "Tea & cake.|What to bring|a coat|[2Jend" {
		t.Errorf("the account is %q", got)
	}
}
