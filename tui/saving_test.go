package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestTheShortlistKeepsItsOrderAndUndoes(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "down", "s", "down", "s", "l")
	ids := func() string {
		var out []string
		for _, i := range d.list.Open.Entries {
			out = append(out, strings.TrimPrefix(i.ID, "example/"))
		}
		return strings.Join(out, " ")
	}
	steps := []struct{ key, want string }{
		{"]", "001 000 002"}, {"]", "001 002 000"}, {"]", "001 002 000"}, {"shift+up", "001 000 002"}, {"x", "001 002"},
		{"u", "001 000 002"}, {"u", "001 002 000"}, {"u", "001 000 002"}, {"u", "000 001 002"}, {"u", "000 001"}, {"u", "000"}, {"u", ""}, {"u", ""},
	}
	for i, step := range steps {
		d.press(step.key)
		if got := ids(); got != step.want {
			t.Fatalf("after step %d, %s, the list is %q, want %q\n%s", i, step.key, got, step.want, d.screen())
		}
	}
	d.sees("There is nothing to undo.", "Nothing is marked yet.")
}

// TestFastKeysKeepTheirOrder presses keys faster than the disk.
func TestFastKeysKeepTheirOrder(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter")
	d.hold = true
	d.press("s", "s", "s", "u", "down", "s")
	if len(d.list.Open.Entries) != 0 {
		t.Fatal("something was saved before its turn")
	}
	d.seesNot("1 on the shortlist")
	d.release()
	if got := len(d.list.Open.Entries); got != 1 || d.list.Open.Entries[0].ID != "example/001" {
		t.Fatalf("the list is %v", d.list.Open.Entries)
	}
	d.sees("1 on the shortlist")
}

func TestAFailedSaveChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("club")
	d.press("enter", "s")
	d.list.Fail = errors.New("the disk is full")
	for _, key := range []string{"s", "n"} {
		d.press("down", key)
		d.sees("the disk is full.", "1 on the shortlist", "Search:  club")
	}
	// Trouble stays until Esc, whatever else is done.
	d.press("up", "down")
	d.sees("the disk is full")
	d.press("esc")
	d.seesNot("the disk is full")
	d.list.Fail = nil
	d.press("u")
	d.sees("0 on the shortlist")
}

func TestCopyFallsBackToTheTerminal(t *testing.T) {
	t.Parallel()
	for _, native := range []func(string) (string, error){nil, func(string) (string, error) { return "", errors.New("no clipboard") }} {
		d := newDriver(t, 80, 24, func(d *Deps) { d.Copy = native })
		d.press("enter", "c")
		d.sees("“Tuesday Lunch Club, Rosewood Neighbours”: sent to your terminal's clipboard")
	}
	var got string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Copy = func(s string) (string, error) { got = s; return "", nil } })
	d.press("enter", "c")
	want := "Tuesday Lunch Club, Rosewood Neighbours\n01632 960 000 (Office hours)\nhello@example.org\nhttps://example.org/0\nExample Hall, 1 Made Up Street, Blackburn BB2 7AA"
	if got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestPagesAreOpenedOnlyWhenTheyArePages(t *testing.T) {
	t.Parallel()
	var opened []string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Open = func(s string) error { opened = append(opened, s); return nil } })
	d.press("enter", "v")
	d.lib.All[1].URL = "file:///etc/passwd"
	d.press("/")
	d.write("w")
	d.press("ctrl+u", "enter", "home")
	d.press("down", "v")
	d.sees("The publisher states no web page for this service.")
	d.press("s", "l", "v")
	d.sees("Nothing is written yet: e gives the list out.")
	d.press("e", "enter", "esc", "esc", "v")
	if want := []string{"https://example.org/0", "/home/example/Your list.html"}; !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
}
