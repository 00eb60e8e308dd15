package tui

import (
	"strings"
	"testing"

	"fettle/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// TestWhatComesLateStaysHidden opens and closes screens while the window is
// hidden, as late answers do.
func TestWhatComesLateStaysHidden(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "f8")
	hidden := func(what string) {
		t.Helper()
		if got := strings.TrimSpace(d.screen()); got != "Sunday 22 November 2026" {
			t.Errorf("%s shows %q", what, got)
		}
		if title := d.a.View().WindowTitle; title != "Terminal" {
			t.Errorf("%s shows the title %q", what, title)
		}
	}
	d.a.push(inHelp, &notePad{text: widget.NewField(40)})
	hidden("a screen that opens")
	d.a.peek(d.lib.All[4].ID, d.lib.All[4].Name)
	hidden("a service that opens")
	d.run(d.a.say("Newer data is in."))
	hidden("a message")
	d.a.toFinder()
	hidden("a way back to the finder")
	d.press("esc")
	if d.a.place() != inList {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
}

// TestOnlyTheLastPersonComesBack starts two people afresh and undoes until there
// is nothing left.
func TestOnlyTheLastPersonComesBack(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("lunch")
	d.press("enter", "n")
	d.write("walk")
	d.press("enter", "n", "enter", "u")
	if got := d.a.find.Question().Words; got != "walk" {
		t.Errorf("undo brings back %q, want the last person's words", got)
	}
	d.press("u", "u", "u")
	if got := d.a.find.Question().Words; got != "walk" {
		t.Errorf("further undo brings back %q", got)
	}
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
