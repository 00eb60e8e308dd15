package tui

import (
	"errors"
	"testing"

	"fettle/tui/madeup"
)

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
