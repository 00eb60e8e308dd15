package tui

import (
	"errors"
	"slices"
	"testing"
)

func TestChangesAreReadAndAcknowledged(t *testing.T) {
	t.Parallel()
	var f *fakeUpdates
	d := newDriver(t, 100, 30, with(&f))
	first := d.lib.All[0]
	d.write("club")
	d.press("enter", "D")
	d.sees("11 changes of all services", "Saturday 21 November", "changed "+first.Name, "no longer fits", "times: Mondays → Tuesdays",
		"alert: not stated → Closed", "Old Club", "and 7 more", "vale came in with 1,200 services")
	d.press("enter")
	d.sees("One service. Esc goes back.", first.Name)
	d.press("esc", "down", "enter")
	d.sees("There is no service to open")
	d.press("space")
	d.seesNot("Old Club")
	if !f.seen["2"] || len(f.seen) != 1 {
		t.Errorf("acknowledged are %v", f.seen)
	}
	d.press("u")
	d.sees("Old Club")
	d.press("A")
	d.sees("4 changes are acknowledged", "Nothing has changed of all services")
	d.press("u", "o")
	d.sees("of what fits the question")
	d.press("o")
	d.sees("in the saved search Lunch clubs")
	d.press("o")
	if want := []string{"", "", "", "question club", "Lunch clubs", ""}; !slices.Equal(f.asked, want) {
		t.Errorf("asked for %q, want %q", f.asked, want)
	}
	f.fail = errors.New("the folder can't be written to")
	d.press("space")
	d.sees("The folder can't be written to.", first.Name)
}

// An answer that comes late, of a part that is no longer shown, is dropped.
func TestLateChangesAreDropped(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.press("enter", "D")
	d.hold = true
	d.press("o", "o")
	held := d.held
	d.hold, d.held = false, nil
	slices.Reverse(held)
	for _, cmd := range held {
		d.run(cmd)
	}
	d.sees("of all services")
}
