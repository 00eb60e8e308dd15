package tui

import (
	"slices"
	"strings"
	"testing"

	"fettle/tui/conversation"
	"fettle/tui/giveout"
	"fettle/tui/madeup"
)

// panelState is a panel with rows that the mouse can pick, and how many rows can be
// picked there besides the first, at least.
type panelState struct {
	keys func(*driver)
	rows int
}

func panelStates() map[string]panelState {
	all := map[string]panelState{
		"cards": {func(d *driver) { d.press("enter", "f2") }, 1},
		"lists": {func(d *driver) {
			d.list.Others = []madeup.List{{Facts: About{ID: "walks", Label: "walks"}}}
			d.press("enter", "s", "L")
		}, 1},
		"recent": {func(d *driver) { d.write("club"); d.press("enter", "/"); d.write(" bb2"); d.press("enter", "f") }, 1},
	}
	rows := map[string]int{"help": 4, "mistake": 3, "talks": 2, "talk": 3, "giveout": 3, "safe": 3, "changes": 2}
	for _, s := range states() {
		if n, ok := rows[s.name]; ok {
			all[s.name] = panelState{s.keys, n}
		}
	}
	return all
}

// pointerLine returns the line on which the keys are, -1 for none.
func pointerLine(d *driver) int {
	lines := strings.Split(d.screen(), "\n")
	return slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, ">") })
}

// A click on a row of a panel brings the keys to it, and a click on anything else
// leaves them where they are.
func TestAClickPicksARowOfAPanel(t *testing.T) {
	t.Parallel()
	for name, c := range panelStates() {
		for _, size := range [][2]int{{80, 24}, {132, 43}} {
			d := newTraining(t, size[0], size[1], withMouse)
			c.keys(d)
			d.press("home")
			at, first, picked := d.a.place(), pointerLine(d), 0
			for y := 1; y < d.a.h-2; y++ {
				under := strings.HasPrefix(strings.Split(d.screen(), "\n")[y], "     ") // the rest of a row
				if y == first || under {                                                // a second click does what Enter does
					continue
				}
				d.clickAt(3, y)
				switch line := pointerLine(d); {
				case d.a.place() != at:
					t.Fatalf("%s: a click on line %d leads to the %v:\n%s", name, y, d.a.place().names(), d.screen())
				case line == y:
					picked++
				case line != first:
					t.Fatalf("%s: a click on line %d brings the keys from line %d to %d:\n%s", name, y, first, line, d.screen())
				}
				d.press("home")
			}
			if picked < c.rows {
				t.Errorf("%s at %d by %d: %d rows can be picked, want %d:\n%s", name, size[0], size[1], picked, c.rows, d.screen())
			}
		}
	}
}

// The second click does what Enter does, but writes no file.
func TestASecondClickInAPanelDoesIt(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, withMouse)
	d.press("enter", "s", "f1")
	d.click("Show the shortlist", "Show the shortlist")
	if d.a.place() != inShortlist {
		t.Errorf("the help leads to the %v", d.a.place().names())
	}
	d.press("esc", "t")
	d.click("A short talk")
	d.click("2 A garden", "2 A garden")
	d.sees("What else?")
	if s, ok := d.a.top().(*conversation.Screen); !ok || s.Asked() != 2 {
		t.Errorf("the answer leads to the %v", d.a.place().names())
	}
	d.press("esc", "e")
	d.click("( ) Plain text", "(o) Plain text", "[ ] Large print")
	d.sees("(o) Plain text", "[ ] Large print", "Enter writes")
	d.click("[ ] Large print")
	d.sees("[x] Large print", "Enter writes")
	if got := d.a.giving.screen.Choice(); got.Form != giveout.Text || !got.Large {
		t.Errorf("chosen is %+v", got)
	}
}
