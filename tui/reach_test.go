package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/madeup"
)

func TestHowToReachAServiceByItself(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "p")
	d.sees("Tuesday Lunch Club", "| |   | |_   _|  _|    |_| |_  | |", "01632 960 000", "Where      Example Hall")
	d.seesNot("What the publisher says")
	d.press("w")
	d.sees("Nothing is asked yet")
	d.press("esc")
	if d.a.place() != inList {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
	d.press("enter", "p", "esc")
	d.sees("To join")
	if d.a.place() != inDetail {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
}

func TestCopiesOfOneNumberAndOfTheList(t *testing.T) {
	t.Parallel()
	var got string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Copy = func(s string) (string, error) { got = s; return "", nil } })
	d.press("enter", "y")
	if got != "01632 960 000" {
		t.Errorf("copied the number %q", got)
	}
	d.press("C")
	d.sees("mark a service with s first")
	d.press("s", "down", "s", "C")
	g, _ := d.a.deps.Giving.(*madeup.Giving)
	did(t, g, "copy text, names and numbers only")
	if d.a.place() != inList {
		t.Errorf("copying leads to the %v", d.a.place().names())
	}
	d.lib.All[0].Phones = nil
	d.press("up", "/")
	d.write("tuesday")
	d.press("enter", "y")
	d.sees("The publisher states no telephone number")
}

func TestCopyingTheListAsksWhetherItIsSafe(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 100, 30, "example/000", "example/003")
	d.press("C")
	d.sees("Is it safe for this person to have this?")
	did(t, g)
	d.press("esc", "esc")
	did(t, g)
	d.press("C", "enter")
	d.sees("Copied, formatted and as plain text.")
	did(t, g, "copy text, discreet, names and numbers only")
}

func TestMapsAreOpened(t *testing.T) {
	t.Parallel()
	var opened string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Open = func(target string) error { opened = target; return nil } })
	d.press("enter", "m")
	if opened != "https://map.example.org/example/000" {
		t.Errorf("opened %q", opened)
	}
	d = newDriver(t, 80, 24, func(d *Deps) { d.Map = nil })
	d.press("enter", "m")
	d.sees("No address is stated that a map could show.")
	d = newDriver(t, 80, 24, func(d *Deps) { d.Open = nil })
	d.press("enter", "m")
	d.sees("Nothing on this system opens a map")
}

// TestHidingShowsNothing hides every main screen and brings it back as it was.
func TestHidingShowsNothing(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		d := newDriver(t, 80, 24)
		state.keys(d)
		at := d.a.place()
		d.press("f8")
		if got := strings.TrimSpace(d.screen()); got != "Sunday 22 November 2026" {
			t.Fatalf("%s is hidden as %q", state.name, got)
		}
		if title := d.a.View().WindowTitle; title != "Terminal" {
			t.Errorf("%s is hidden under the title %q", state.name, title)
		}
		d.press("q", "s", "enter")
		d.send(tea.PasteMsg{Content: "bb2"})
		if got := strings.Fields(d.screen()); strings.Join(got, " ") != "Sunday 22 November 2026 Esc goes on." || d.quit {
			t.Fatalf("after keys %s is hidden as %q", state.name, got)
		}
		d.press("esc")
		if d.a.place() != at {
			t.Errorf("%s comes back in the %v", state.name, d.a.place().names())
		}
	}
}

// What can't be opened is named, and y copies it.
func TestAnAddressThatIsNotOpenedIsCopied(t *testing.T) {
	t.Parallel()
	copied := ""
	d := newDriver(t, 80, 24, func(d *Deps) {
		d.Open = func(string) error { return errors.New("nothing here opens it") }
		d.Copy = func(text string) (string, error) { copied = text; return "Copied.", nil }
	})
	d.press("enter", "v")
	d.sees("The web page could not be opened here, y copies its address:\n https://example.org/0. (Esc)\n")
	d.press("y")
	if copied != "https://example.org/0" {
		t.Errorf("y copies %q", copied)
	}
	d.press("y")
	if copied != "01632 960 000" {
		t.Errorf("y copies %q after the address", copied)
	}
	d.press("v", "esc", "y")
	if copied != "01632 960 000" {
		t.Errorf("y copies %q when the message is gone", copied)
	}
}
