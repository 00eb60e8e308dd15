package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// cellOf returns the cell at which a text stands on the screen.
func (d *driver) cellOf(text string) (x, y int) {
	d.t.Helper()
	if before, _, ok := strings.Cut("\n"+d.screen(), text); ok {
		lines := strings.Split(before+text, "\n")
		last := lines[len(lines)-1]
		return ansi.StringWidth(last) - ansi.StringWidth(strings.TrimLeft(text, "\n")), len(lines) - 2
	}
	d.t.Fatalf("%q is not on the screen:\n%s", text, d.screen())
	return 0, 0
}

func (d *driver) clickAt(x, y int) {
	d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

func (d *driver) click(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		x, y := d.cellOf(text)
		d.clickAt(x, y)
	}
}

func withMouse(d *Deps) { d.Mouse = true }

// atSizes runs a test in windows of all shapes.
func atSizes(t *testing.T, do func(t *testing.T, d *driver)) {
	t.Parallel()
	for _, size := range [][2]int{{40, 20}, {80, 24}, {132, 43}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			do(t, newDriver(t, size[0], size[1], withMouse))
		})
	}
}

func TestAClickPicksARowAndASecondOpensIt(t *testing.T) {
	atSizes(t, func(t *testing.T, d *driver) {
		r := d.a.window().List
		for y := range r.H {
			d.press("esc", "enter", "home")
			d.clickAt(r.X+3, r.Y+y)
			at := d.a.find.List.At()
			if d.a.place() == inDetail { // the first row had the keys
				if at != 0 {
					t.Fatalf("one click opened row %d:\n%s", at, d.screen())
				}
				continue
			}
			if _, py := d.cellOf(">  "); py > r.Y+y || at > 0 && py < r.Y+y-2 {
				t.Errorf("a click at line %d picked the row at %d:\n%s", y, py-r.Y, d.screen())
			}
			if at == 0 { // below the last row
				continue
			}
			d.clickAt(r.X+3, r.Y+y)
			if opened := d.a.place() == inDetail; opened == d.a.wide() || d.a.find.List.At() != at {
				t.Errorf("a second click: opened is %v, row %d, want %d", opened, d.a.find.List.At(), at)
			}
		}
	})
}

func TestAClickOutsideDoesNothing(t *testing.T) {
	atSizes(t, func(t *testing.T, d *driver) {
		d.press("enter")
		before := d.a.find.List.At()
		for _, at := range [][2]int{{-1, -1}, {d.a.w, d.a.h}, {0, d.a.h - 2}} {
			d.clickAt(at[0], at[1])
		}
		d.send(tea.MouseClickMsg{X: 3, Y: d.a.window().List.Y + 4, Button: tea.MouseRight})
		if d.a.find.List.At() != before || d.a.place() != inList {
			t.Errorf("something was picked:\n%s", d.screen())
		}
	})
}

func TestASecondClickTakesAFilterAway(t *testing.T) {
	atSizes(t, func(_ *testing.T, d *driver) {
		d.press("tab", "space", "tab")
		d.write("72")
		d.press("enter")
		d.click("[Company and loneliness]")
		d.sees("x[Company and loneliness]")
		d.click("[Age 72]")
		d.sees("x[Age 72]")
		d.click("[Age 72]")
		d.asks("Company and loneliness")
		d.press("u")
		d.asks("Company and loneliness; Age 72")
	})
}

func TestAClickOnAFilterThatIsOnlyTypedChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, withMouse)
	d.press("tab", "space", "esc", "/")
	d.write("72yo club")
	d.click("(Age 72)")
	d.sees(">Search:  72yo club")
	d.click("[Company")
	d.sees("x[Company and loneliness] [Age 72]", "Search:  club")
	d.click("[Company")
	d.asks("Age 72")
}

func TestAClickChoosesAnOption(t *testing.T) {
	atSizes(t, func(_ *testing.T, d *driver) {
		d.press("enter", "1")
		d.click("[ ] Loss and bereavement")
		d.asks("Loss and bereavement")
		d.click("[x] Loss and bereavement")
		d.asks("")
		d.press("esc", "4")
		_, y := d.cellOf("\n Wed")
		d.clickAt(7, y)
		d.asks("Wed morning")
		d.clickAt(1, y)
		d.asks("Wed morning") // the name of a day is no option
	})
}

func TestAClickOpensAPaneAndChoosesInIt(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 132, 43, withMouse)
	d.click("2 Age")
	d.sees(">2 Age")
	d.click("[ ] 65 to 79")
	d.asks("Age 65 to 79")
	d.click("5 More")
	d.sees(">5 More")
	d.click("[ ] Company") // of a pane that is not open
	d.asks("Age 65 to 79; Company and loneliness")
	d.sees(">1 Need")
	d.click("3 Where")
	d.write("bb2")
	d.click("> BB2")
	d.asks("Age 65 to 79; Company and loneliness; Within 5 miles of BB2")
	d.click("Within 10 miles ")
	d.sees("[Within 10 miles of BB2]")
	d.click("Search:")
	d.write("club")
	d.sees(">Search:  club")
}

func TestAClickPicksOnTheShortlist(t *testing.T) {
	atSizes(t, func(t *testing.T, d *driver) {
		d.press("enter", "s", "down", "s", "down", "s", "l", "t")
		d.write("Ring after lunch and ask for whoever has the key")
		d.press("enter", "down")
		third := d.list.Open.Entries[2].Name
		d.click(" 3  " + third[:8])
		if d.a.list.At() != 2 || d.a.place() != inShortlist {
			t.Fatalf("the keys are on item %d:\n%s", d.a.list.At(), d.screen())
		}
		d.click("Ring after")
		if d.a.list.At() != 0 {
			t.Errorf("a note is not of its item:\n%s", d.screen())
		}
		d.click("Ring after")
		if opened := d.a.place() == inDetail; opened == d.a.wide() {
			t.Errorf("a second click: opened is %v:\n%s", opened, d.screen())
		}
	})
}

func TestAClickOnAHintDoesIt(t *testing.T) {
	atSizes(t, func(t *testing.T, d *driver) {
		d.press("enter")
		for _, h := range d.a.footerHints() {
			line := []rune(strings.Split(d.screen(), "\n")[d.a.h-1])
			if got := string(line[h.x+1 : h.x+h.w]); got != h.key+" "+h.act.Label {
				t.Errorf("at %d stands %q, want %q", h.x, got, h.key+" "+h.act.Label)
			}
		}
		d.click("? Help")
		d.sees("type to narrow")
		d.click("Esc Back")
		d.seesNot("type to narrow")
		d.click("s Mark")
		if len(d.list.Open.Entries) != 1 {
			t.Errorf("%d services are marked, want 1", len(d.list.Open.Entries))
		}
	})
}

func TestAHintIsNotDoneToWhatIsAboutToBeReplaced(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, withMouse)
	d.press("enter")
	d.hold = true
	d.press("o")
	d.click("s Mark")
	d.release()
	if len(d.list.Open.Entries) != 0 {
		t.Error("a service of the old answer was marked")
	}
}

func TestTheWheelScrollsWhatIsUnderIt(t *testing.T) {
	turn := func(d *driver, x, y int, button tea.MouseButton) {
		d.send(tea.MouseWheelMsg{X: x, Y: y, Button: button})
	}
	atSizes(t, func(t *testing.T, d *driver) {
		r := d.a.window().List
		for _, want := range []struct {
			button tea.MouseButton
			at     int
		}{{tea.MouseWheelDown, 1}, {tea.MouseWheelDown, 2}, {tea.MouseWheelUp, 1}, {tea.MouseWheelUp, 0}, {tea.MouseWheelUp, 0}, {tea.MouseWheelLeft, 0}} {
			turn(d, r.X, r.Y, want.button)
			if d.a.find.List.At() != want.at {
				t.Errorf("after %v the keys are on row %d, want %d", want.button, d.a.find.List.At(), want.at)
			}
		}
		turn(d, 0, 0, tea.MouseWheelDown)
		if d.a.find.List.At() != 0 || d.a.place() != inSearch {
			t.Error("the wheel over the search box moved the keys")
		}
		d.press("f1")
		before := d.screen()
		turn(d, 3, 3, tea.MouseWheelDown)
		if d.screen() == before {
			t.Error("the wheel does not move in the help")
		}
	})
}

func TestTheMouseSelectsTextWhereItIsToBeSelected(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	takes := func(want bool) {
		t.Helper()
		if got := d.a.View().MouseMode != tea.MouseModeNone; got != want {
			t.Errorf("the mouse is taken: %v, want %v:\n%s", got, want, d.screen())
		}
	}
	takes(false)
	d.press("f9")
	d.sees("The mouse is on")
	takes(true)
	d.press("enter", "enter")
	takes(false) // one service is read
	d.press("esc")
	takes(true)
	d.press("f9")
	d.sees("The mouse is off")
	takes(false)
}

func TestTheMouseShowsNothingOnTheHiddenScreen(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, withMouse)
	d.press("f8")
	before := d.screen()
	for y := range 24 {
		d.clickAt(2, y)
		d.send(tea.MouseWheelMsg{X: 2, Y: y, Button: tea.MouseWheelDown})
	}
	if d.screen() != before {
		t.Errorf("the hidden screen changed:\n%s", d.screen())
	}
}
