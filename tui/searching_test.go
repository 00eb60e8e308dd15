package tui

import (
	"slices"
	"testing"

	"fettle/internal/savedsearch"
)

func TestASearchIsSavedAndAskedAgain(t *testing.T) {
	t.Parallel()
	kept := &fakeSearches{}
	d := newDriver(t, 90, 24, func(d *Deps) { d.Searches = kept })
	d.press("enter", "S")
	d.sees("Nothing is asked yet")
	d.press("/")
	d.write("club bb2 72yo")
	d.press("enter", "S")
	d.sees("Name it:", "club, Within 5 miles of BB2, Age 72")
	d.write("Clubs?x")
	d.press("enter")
	d.sees("Saved: Clubs?x. Left out, as it belongs to one person: the age.", "Clubs?x", "Recent, gone when you leave")
	if len(kept.all) != 1 || kept.all[0].Words != "club" || kept.all[0].Place != "BB2" {
		t.Fatalf("kept %+v", kept.all)
	}
	d.press("esc", "n")
	d.write("walk")
	d.press("enter", "f")
	d.sees("Saved", ">", "walk", "club, Within 5 miles of BB2")
	d.press("enter")
	d.sees("Asked again: club, Within 5 miles of BB2.", " Search:  club\n", "[Within 5 miles of BB2]")
	d.press("u")
	d.sees(" Search:  walk\n")
}

func TestARecentSearchIsAskedAgain(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 90, 24)
	d.write("club 72yo")
	d.press("enter", "n")
	d.write("walk")
	d.press("enter", "/", "ctrl+o")
	// The age was that of the person before.
	d.sees("> walk", "  club")
	d.press("down", "enter")
	d.sees(" Search:  club\n", "No filters yet")
	// The same question is there once.
	d.press("f", "enter", "f")
	if n := len(d.a.past.recent); n != 2 {
		t.Errorf("%d questions are remembered, want 2", n)
	}
	d.press("x")
	d.sees("Only a saved search can be removed")
}

func TestARemovedSearchComesBack(t *testing.T) {
	t.Parallel()
	kept := &fakeSearches{}
	d := newDriver(t, 90, 24, func(d *Deps) { d.Searches = kept })
	d.write("club")
	d.press("enter", "S")
	d.write("A")
	d.press("enter", "x")
	d.sees("Removed: A. u brings it back.")
	if len(kept.all) != 0 {
		t.Fatal("it is still kept")
	}
	d.press("u")
	d.sees("It is back: A.")
	d.press("esc", "S")
	d.write("A")
	d.press("enter")
	d.sees("called \"A\" already")
	d.press("esc", "esc", "S", "esc", "esc")
	if d.a.place() != inList || slices.ContainsFunc(kept.all, func(s savedsearch.Search) bool { return s.Name != "A" }) {
		t.Errorf("the keys are in the %v, kept %+v", d.a.place().names(), kept.all)
	}
}
