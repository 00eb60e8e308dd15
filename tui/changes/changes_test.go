package changes_test

import (
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/tui/changes"
	"fettle/tui/screentest"
	"fettle/tui/widget"
)

func days() []changes.Day {
	return []changes.Day{
		{On: service.Date("2026-11-20"), Items: []changes.Item{
			{Key: "1", Kind: "changed", ID: "f/1", Name: "Lunch Club", Note: "no longer fits", Fields: []changes.Field{{Name: "phone", Old: "01632 960 001"}}},
			{Key: "2", Kind: "gone", ID: "f/2", Name: "Old Club"},
		}, More: 7},
		{On: service.Date("2026-11-19"), Items: []changes.Item{{Key: "3", Kind: "came in", Feed: "vale", Services: 1200}, {Key: "4", Kind: "new", ID: "f/4"}}},
	}
}

func TestChangesSayWhatWasAndWhatIs(t *testing.T) {
	t.Parallel()
	var s changes.Screen
	screentest.Has(t, screentest.Seen(t, &s, 80, 14), "Looking what has changed …")
	s.Set("of all services", days())
	screentest.Has(t, screentest.Seen(t, &s, 80, 14), "What updates changed  11 changes of all services", "Friday 20 November", ">changed Lunch Club  no longer fits",
		"phone: 01632 960 001 → not stated", " gone    Old Club", "and 7 more", "Thursday 19 November", " feed    vale came in with 1,200 services", " new     (no name)")
	screentest.Has(t, screentest.Seen(t, &s, 30, 14), "phone was: 01632 960", "phone is: not stated")
	s.Set("of the shortlist", nil)
	screentest.Has(t, screentest.Seen(t, &s, 80, 14), "Nothing has changed of the shortlist in the last 30 days")
	if s.Selected() != nil || len(s.Keys()) != 0 {
		t.Error("there is a change where there is none")
	}
}

// TestTheKeysGoFromChangeToChange sees that headings never have the keys.
func TestTheKeysGoFromChangeToChange(t *testing.T) {
	t.Parallel()
	var s changes.Screen
	s.Set("of all services", days())
	walked := s.Selected().Key
	for range 5 {
		s.Move(widget.Down)
		walked += s.Selected().Key
	}
	for range 5 {
		s.Move(widget.Up)
		walked += s.Selected().Key
	}
	if walked != "12344432111" {
		t.Errorf("the keys went %s", walked)
	}
	s.Move(widget.End)
	if s.Selected().Key != "4" {
		t.Errorf("End goes to %s", s.Selected().Key)
	}
	for _, move := range []widget.Move{widget.Home, widget.PageDown, widget.PageUp} {
		if s.Move(move); s.Selected() == nil {
			t.Errorf("after the move %d a heading has the keys", move)
		}
	}
}

func TestWhatIsAcknowledgedLeavesTheScreen(t *testing.T) {
	t.Parallel()
	var s changes.Screen
	given := days()
	s.Set("of all services", given)
	s.Move(widget.Down)
	s.Drop("2")
	if got := s.Selected(); got == nil || got.Key != "3" {
		t.Errorf("the keys are on %+v, want what followed", got)
	}
	s.Drop("1")
	if got := screentest.Seen(t, &s, 80, 14); strings.Contains(got, "20 November") || strings.Join(s.Keys(), "") != "34" {
		t.Errorf("a day without changes is left:\n%s", got)
	}
	if len(given[0].Items) != 2 {
		t.Error("what was given was changed")
	}
	s.Set("of all services", given)
	if s.Selected().Key != "3" {
		t.Errorf("the keys went from their change to %s", s.Selected().Key)
	}
	s.Set("of the shortlist", given)
	if s.Selected().Key != "1" {
		t.Errorf("other changes begin at %s", s.Selected().Key)
	}
}
