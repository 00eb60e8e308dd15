package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/madeup"
)

func TestNotesAreWrittenInTheirPlace(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "down", "s", "l", "t")
	d.write("ask for Jo? xyz")
	d.sees("> Note for the person: ask for Jo? xyz", "For you only:", "Tuesday Lunch Club", "Walk and Talk")
	if _, cursor := d.a.draw(); cursor.Y < 4 || cursor.X < 26 {
		t.Errorf("the cursor is at %d,%d, want it behind the note", cursor.X, cursor.Y)
	}
	d.press("tab")
	d.write("steep stairs")
	d.press("enter")
	d.sees("Note for the person: ask for Jo? xyz", "For you only: steep stairs", "Note saved.")
	if at := d.a.place(); at != inShortlist {
		t.Errorf("the keys are at %v", at.names())
	}
	d.press("u")
	d.seesNot("steep stairs")
	d.press("u")
	d.seesNot("ask for Jo")
	d.press("U", "U")
	d.sees("Note for the person: ask for Jo? xyz", "For you only: steep stairs")
	// Esc keeps what is typed, too.
	d.press("T")
	d.write(" at the back")
	d.press("esc")
	d.sees("For you only: steep stairs at the back")
	d.press("t", "esc")
	if n := len(d.list.Before); n != 5 {
		t.Errorf("%d changes, want 5: two marks and three notes", n)
	}
}

// TestANoteIsSavedWhileItIsWritten sees that a note is on disk once typing
// rests, and before the finder is left.
func TestANoteIsSavedWhileItIsWritten(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	var after []tea.Msg
	d.a.after = func(_ time.Duration, msg tea.Msg) tea.Cmd { after = append(after, msg); return nil }
	d.press("enter", "s", "l", "t")
	after = nil
	d.write("Jo")
	if got := d.list.Open.Entries[0].Note; got != "" || len(after) != 2 {
		t.Fatalf("the note is %q after %d waits were begun", got, len(after))
	}
	d.send(after[0])
	if got := d.list.Open.Entries[0].Note; got != "" {
		t.Errorf("saved while typing goes on: %q", got)
	}
	d.send(after[1])
	if got := d.list.Open.Entries[0].Note; got != "Jo" {
		t.Errorf("typing rests, and the note is %q", got)
	}
	d.write("e")
	d.press("ctrl+c")
	if got := d.list.Open.Entries[0].Note; got != "Joe" {
		t.Errorf("about to leave, and the note is %q", got)
	}
}

// TestANoteThatCannotBeSavedStaysOnTheScreen closes notes while the disk is full.
func TestANoteThatCannotBeSavedStaysOnTheScreen(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 140, 24)
	d.press("enter", "s", "l", "t")
	d.list.Fail = errors.New("the disk is full")
	d.write("Jo")
	d.press("ctrl+c") // saved before the finder is left
	d.sees("The note was not saved: the disk is full.", "> Note for the person: Jo")
	d.press("tab")
	d.write("stairs")
	for range 2 {
		d.press("enter")
		d.sees("the disk is full (it is here still: Enter tries again, Esc lets it go).", "Note for the person: Jo", "> For you only: stairs")
	}
	d.list.Fail = nil
	d.press("enter")
	d.sees("Note saved.")
	if got := d.list.Open.Entries[0]; d.a.place() != inShortlist || got.Note != "Jo" || got.Private != "stairs" {
		t.Errorf("the keys are in %v, the notes %q and %q", d.a.place().names(), got.Note, got.Private)
	}
	if n := len(d.list.Before); n != 3 {
		t.Errorf("%d changes, want 3: a mark and two notes", n)
	}

	// It comes back under the hidden screen, and Esc lets it go.
	d.list.Fail = errors.New("the disk is full")
	d.press("t")
	d.write("e")
	d.hold = true
	d.press("enter", "f8")
	d.release()
	d.seesNot("Joe")
	d.press("esc")
	d.sees("> Note for the person: Joe")
	d.press("esc", "esc")
	d.sees("The note was not saved: the disk is full (what you wrote is not kept).")
	if at := d.a.place(); at != inShortlist || d.list.Open.Entries[0].Note != "Jo" {
		t.Errorf("the keys are in %v, the note is %q", at.names(), d.list.Open.Entries[0].Note)
	}
}

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

// A note that looks as if it told who the person is says so, and is kept.
func TestANoteThatTellsWhoSomebodyIsSaysSo(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "l", "t")
	d.write("ask for the kitchen")
	d.seesNot("This looks like")
	d.write(", Mrs Patel 07700900123")
	d.sees("This looks like a name, a number or an address.")
	d.press("enter")
	if got := d.list.Open.Entries[0].Note; got != "ask for the kitchen, Mrs Patel 07700900123" {
		t.Errorf("kept is %q", got)
	}
}
