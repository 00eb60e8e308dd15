package tui

import (
	"testing"
)

func TestTwoServicesSideBySide(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "b")
	d.sees("Side by side: Tuesday Lunch Club. Go to another service and press b there.")
	d.press("b")
	d.sees("no longer picked")
	d.press("b", "down", "b")
	d.sees("1 Tuesday Lunch Club", "2 Walk and Talk", "Cost       Free")
	d.press("2")
	d.sees("Marked: Walk and Talk.", "1 on the shortlist")
	d.press("pgdown", "end", "up", "esc")
	if d.a.place() != inList {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
	d = newDriver(t, 40, 30)
	d.press("enter", "b", "down", "b")
	d.sees("1 Tuesday Lunch Club", "2 Walk and Talk", " 1 Tuesdays 10:30 to 12:00\n 2 Wednesdays")
}
