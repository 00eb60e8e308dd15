package tui

import (
	"strings"
	"testing"
	"time"

	"fettle/tui/madeup"
)

// TestListsGoWithoutMistakesOfGrammar sees what is said of lists that go while
// the finder is open.
func TestListsGoWithoutMistakesOfGrammar(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	for n, want := range []string{0: "", 1: "1 list had its time and is gone.", 2: "2 lists had their time and are gone."} {
		d.list.Expired = n
		d.run(d.a.expire())
		if got := d.a.message.text; got != want {
			t.Errorf("%d lists: said %q, want %q", n, got, want)
		}
	}
}

func TestListsAreChosenBegunAndNamed(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 24)
	d.list.Others = []madeup.List{{Facts: About{ID: "walks", Label: "walks", Used: fakeNow().AddDate(0, 0, -3), Goes: fakeNow().AddDate(0, 0, 27)},
		Entries: []Item{{ID: "example/001", Name: "Walk and Talk"}}}}
	d.press("enter", "s", "L")
	d.sees(">(no name)", "1 service, open, used today, kept until Mon 09:30", "walks", "used 3 days ago, kept until 19 Dec", "nothing of a person stays")
	d.press("down", "enter")
	d.sees("Shortlist walks: 1 service", "Walk and Talk", "kept until 19 Dec, then deleted")
	d.press("L", "r")
	d.write(" by the sea")
	d.press("enter")
	d.sees("walks by the sea", "The list is called walks by the sea.")
	d.press("k")
	d.sees("open, used 3 days ago, kept")
	d.press("n")
	d.write("Mrs Example")
	d.press("enter")
	d.sees("Is this about a person? It looks like a person’s name.", "press Enter again")
	d.write("s")
	d.press("enter")
	d.sees("Is this about a person?")
	d.press("esc")
	d.seesNot("Is this about a person?")
	d.press("n")
	d.write("Mrs Example")
	d.press("enter", "enter")
	d.sees("Shortlist Mrs Example: 0 services", "Began the list Mrs Example.")
	d.press("L")
	d.press("x")
	d.sees("Remove it for good?")
	d.press("esc")
	d.sees("Mrs Example")
	d.press("x", "enter")
	d.sees("The list is gone.")
	d.seesNot("Mrs Example")
}

func TestAListIsLockedAndOpened(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "L", "p")
	d.sees("Name the list first: r names it.")
	d.press("r")
	d.write("round")
	d.press("enter", "p")
	d.write("kettle orbit plum")
	d.seesNot("kettle")
	d.sees("New passphrase: *****************")
	d.press("enter")
	d.write("kettle orbit plom")
	d.press("enter")
	d.sees("The two were not the same")
	if d.list.Open.Passphrase != "" {
		t.Fatal("locked with a slip of the keys")
	}
	for range 2 {
		d.write("kettle orbit plum")
		d.press("enter")
	}
	d.sees("The list is locked:", "1 service, locked on disk")
	if d.list.Open.Passphrase != "kettle orbit plum" {
		t.Errorf("locked with %q", d.list.Open.Passphrase)
	}
	d.list.Open.Facts.Shut = true
	d.run(d.a.loadList())
	d.press("esc", "l")
	d.sees("This list is locked: L shows the lists")
	d.press("L", "enter")
	d.write("wrong")
	d.press("enter")
	d.sees("That is not the passphrase of this list.")
	d.write("kettle orbit plum")
	d.press("enter")
	d.sees("Tuesday Lunch Club", "The list is open.")
	d.press("L", "p")
	d.sees("The lock is off.")
}

func TestTheStartSaysWhoseListIsOpen(t *testing.T) {
	t.Parallel()
	for want, open := range map[string]madeup.List{
		"A list of 2 services from 2 hours ago is here. Enter, then l shows it, or n starts afresh. (Esc)": {
			Facts: About{Used: fakeNow().Add(-2 * time.Hour)}, Entries: []Item{{ID: "example/000"}, {ID: "example/001"}}},
		"The list walks is open, with 1 service. Enter, then l shows it": {Facts: About{Label: "walks"}, Entries: []Item{{ID: "example/000"}}},
		"The list walks is locked. Enter, then L shows the lists":        {Facts: About{Label: "walks", Shut: true}},
	} {
		d := newDriver(t, 100, 24, func(deps *Deps) {
			deps.Shortlist = &madeup.Shortlist{Library: fakeLibrary(fakeServices()), Now: fakeNow(), Open: open}
		})
		d.sees(want)
		d.press("enter", "esc", "esc")
		if open.Facts.Label == "" {
			d.press("enter", "n")
			d.sees("0 on the shortlist")
		}
	}
	d := newDriver(t, 80, 24)
	d.seesNot("is here")
}

func TestRedoGoesBothWays(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "down", "s")
	d.press("1", "space", "esc", "X")
	d.press("u")
	d.sees("[Company and loneliness]")
	d.press("U")
	d.sees("No filters yet")
	d.press("u", "u", "u")
	d.sees("0 on the shortlist")
	d.press("U", "U")
	d.sees("2 on the shortlist", "Done again: marking Walk and Talk.")
	d.press("u", "s")
	d.press("U")
	d.sees("There is nothing to redo.")
}

func TestWhatHasChangedIsSaidOnTheShortlist(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.list.Open.Entries = []Item{{ID: "example/000", Name: "Tuesday Lunch Club", Changes: []string{"when: Tuesdays, was Mondays", "phone: " + strings.Repeat("0 ", 100)}}}
	d.run(d.a.loadList())
	d.press("enter", "l")
	d.sees("Changed: when: Tuesdays, was Mondays", "Changed: phone: 0 0 0")
}
