package compare_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
	"fettle/tui/compare"
	"fettle/tui/detail"
)

func TestWhatDiffersIsSpokenFirst(t *testing.T) {
	t.Parallel()
	left := compare.Side{Name: "Club", Fit: "fits", Facts: []detail.Fact{{Label: "Phone", Text: "1"}, {Label: "Cost", Text: "Free"}, {Label: "Web", Text: "a.example.org"}}}
	right := compare.Side{Name: "Walk", Fit: "may fit", Facts: []detail.Fact{{Label: "Phone", Text: "2"}, {Label: "Cost", Text: "Free"}, {Label: "Ages", Text: "50 and over"}}}
	want := []string{
		"First: Club.", "Second: Walk.",
		"Fit, first: fits", "Fit, second: may fit", "Phone, first: 1", "Phone, second: 2",
		"Web, first: a.example.org", "Web, second: not stated", "Ages, first: not stated", "Ages, second: 50 and over",
		"The same for both:", "Cost: Free",
	}
	if diff := cmp.Diff(want, compare.Spoken(left, right)); diff != "" {
		t.Errorf("spoken is (-want +got)\n%s", diff)
	}
}

// A service is compared by its facts and how it stands, and not by its id, which
// always differs.
func TestAServiceIsComparedByItsFacts(t *testing.T) {
	t.Parallel()
	s := service.Service{ID: "a/1", Name: "Club", Phones: []service.Phone{{Number: "01632 960 001"}}}
	for fit, want := range map[service.Fit]string{service.Fits: "fits", service.MayFit: "may fit", service.Fails: ""} {
		side := compare.Of(detail.Subject{Service: &s, Hit: &service.Hit{Service: &s, Fit: fit}, Times: noTimes{}})
		if side.ID != "a/1" || side.Name != "Club" || side.Fit != want {
			t.Errorf("with %q the side is %+v", fit, side)
		}
		spoken := strings.Join(compare.Spoken(side, side), "\n")
		if !strings.Contains(spoken, "Phone: 01632 960 001") || strings.Contains(spoken, "a/1") {
			t.Errorf("spoken is\n%s", spoken)
		}
	}
}

// noTimes says nothing of sessions.
type noTimes struct{}

func (noTimes) Session(service.Session) string                 { return "" }
func (noTimes) Status(*service.Service, time.Time) string      { return "" }
func (noTimes) Cautions(*service.Service) []string             { return nil }
func (noTimes) Next(*service.Service, time.Time, int) []string { return nil }
