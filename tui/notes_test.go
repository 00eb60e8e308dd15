package tui

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
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
