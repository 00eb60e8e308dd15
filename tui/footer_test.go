package tui

import (
	"strings"
	"testing"
)

// footerOf returns the last line of the screen.
func footerOf(d *driver) string {
	lines := strings.Split(strings.TrimSpace(d.screen()), "\n")
	return lines[len(lines)-1]
}

// A window of 80 cells has no room for all keys, so those that are to the point
// are named.
func TestTheFooterNamesWhatIsToThePoint(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	has := func(when string, wanted, unwanted []string) {
		t.Helper()
		got := footerOf(d)
		for _, hint := range append(wanted, "F8 Hide", "Help ") {
			if !strings.Contains(got, hint) {
				t.Errorf("%s: %q is not in %q", when, hint, got)
			}
		}
		for _, hint := range unwanted {
			if strings.Contains(got, hint) {
				t.Errorf("%s: %q is in %q", when, hint, got)
			}
		}
	}
	has("in the empty search box", []string{"Enter Services", "Tab Filters", "Ctrl+T Talk"}, nil)
	d.press("enter")
	has("before anything is asked", []string{"Enter Open", "s Mark", "t Talk", "1 Filters", "/ Search"}, []string{"Undo", "Next person"})
	d.press("space")
	d.sees("Marked: ", "l: 1 on the shortlist")
	has("after a mark", []string{"u Undo", "n Next person", "/ Search"}, []string{"Talk"})
	d.press("enter")
	has("where one is read", []string{"y Copy number", "p Phone", "c Copy", "Esc Back", "u Undo"}, []string{"1 Filters"})
	d.press("esc", "l")
	has("on the shortlist", []string{"e Give out", "t Note", "x Remove", "u Undo"}, nil)
	d.press("n")
	d.sees("n once more starts the next person: this list is put away.", "1 on the shortlist")
	d.press("down", "n")
	d.sees("n once more") // a key between makes it the first again
	d.press("n")
	d.press("enter")
	has("for the next person", []string{"u Undo"}, []string{"Next person"})
	d.press("u")
	d.seesNot("u Undo")
	for _, w := range []int{30, 40, 50} {
		small := newDriver(t, w, 24)
		small.press("enter")
		if got := footerOf(small); !strings.Contains(got, "? Help") || !strings.Contains(got, "F8 Hide") {
			t.Errorf("in %d cells the footer says %q", w, got)
		}
	}
}

func TestThePickedFilterSaysItsKey(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("tab", "space")
	d.seesNot("x removes it")
	d.press("esc")
	d.sees("x[Company and loneliness]  x removes it")
	d.press("2")
	d.write("72")
	d.press("enter", "esc")
	d.sees("x removes this one, Left and Right pick")
}
