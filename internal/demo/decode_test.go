package demo_test

import (
	"testing"

	"fettle/internal/demo"
	"fettle/internal/service"
	"fettle/sync/oruk" //nolint:depguard // Only the test: made-up feeds must decode as real ones do.
)

// TestFeedsDecode reads both feeds with the decoder that real feeds go through: no row
// is refused, and what the tables state arrives.
func TestFeedsDecode(t *testing.T) {
	feeds, err := demo.Feeds("2027-03-30")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, feed := range feeds {
		page, err := oruk.DecodePage(feed.Body)
		if err != nil {
			t.Fatalf("%s: %v", feed.Name, err)
		}
		want := map[string]string{"demo-lancashire": oruk.Version3, "demo-cumbria": oruk.Version1}[feed.Name]
		if page.Envelope.Standard != want || page.Envelope.Total != len(page.Rows) || len(page.Rejected) > 0 {
			t.Errorf("%s: %+v, %d rows, rejected %v", feed.Name, page.Envelope, len(page.Rows), page.Rejected)
		}
		for _, row := range page.Rows {
			s, repairs, err := oruk.DecodeService(row.Raw, oruk.Source{Feed: feed.Name, Standard: page.Envelope.Standard})
			if err != nil {
				t.Errorf("%s: %v", row.ID, err)
				continue
			}
			for kind := range repairs {
				if kind != "html" && kind != "mojibake" {
					t.Errorf("%s: the decoder had to mend %q", s.Name, kind)
				}
			}
			tally(t, count, &s)
		}
	}
	for fact, least := range map[string]int{
		"venue": 300, "home": 20, "phone": 30, "online": 8,
		"drop-in": 100, "self-referral": 100, "professional-referral": 30, "appointment": 30, "membership": 10, "assessment": 8,
		"free": 150, "priced": 80, "ages": 200, "sessions": 250, "masked": 2, "terms": 150, "audience": 80, "alert": 4,
		"accessibility": 150, "contacts": 100, "council": 40, "provider": 60, "NHS": 20,
	} {
		if count[fact] < least {
			t.Errorf("%s: %d services after decoding, want at least %d", fact, count[fact], least)
		}
	}
}

// tally counts what a decoded service states, and refuses sessions without day or time
// and telephone numbers that can't be dialled.
func tally(t *testing.T, count map[string]int, s *service.Service) {
	t.Helper()
	for _, how := range s.How {
		count[string(how)]++
	}
	for _, access := range s.Access {
		count[string(access)]++
	}
	count[s.Assured.By]++
	accessibility := len(s.Accessibility) > 0
	for _, l := range s.Locations {
		accessibility = accessibility || len(l.Accessibility) > 0
		if l.Masked {
			count["masked"]++
		}
	}
	for fact, stated := range map[string]bool{
		"free": s.Cost.Free == service.Yes, "priced": s.Cost.Free == service.No, "ages": s.Age.Stated(), "sessions": len(s.Sessions) > 0,
		"terms": len(s.Terms) > 0, "audience": len(s.Audience) > 0, "alert": s.Alert != "", "accessibility": accessibility,
		"contacts": len(s.Contacts) > 0,
	} {
		if stated {
			count[fact]++
		}
	}
	for _, x := range s.Sessions {
		if len(x.Days) == 0 || x.From == "" || x.To == "" || x.Interval > 1 && x.Start == "" {
			t.Errorf("%s: session %+v", s.Name, x)
		}
	}
	for _, p := range s.Phones {
		if p.Dial == "" {
			t.Errorf("%s: the number %q can't be dialled", s.Name, p.Number)
		}
	}
}
