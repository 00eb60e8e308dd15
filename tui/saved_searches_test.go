package tui

import (
	"errors"
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
	d.sees("Saved", ">", "walk", "club, within 5 miles of BB2")
	d.press("enter")
	d.sees("Asked again: club, Within 5 miles of BB2.", " Search:  club\n", "[Within 5 miles of BB2]")
	d.press("u")
	d.sees(" Search:  walk\n")
}

func TestARecentSearchIsAskedAgain(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 90, 24)
	d.write("club 72yo")
	d.press("enter", "/", "ctrl+u")
	d.write("walk")
	d.press("enter", "X", "/", "ctrl+o")
	d.sees("  club, Age 72")
	d.press("esc", "enter", "n")
	d.write("lunch")
	d.press("enter", "f")
	// What was asked for the person before is theirs.
	d.sees("> lunch")
	d.seesNot("club", "walk")
	d.press("esc", "u", "f")
	d.sees("walk", "  club, Age 72")
	d.press("end", "enter")
	d.sees(" Search:  club\n", "[Age 72]")
	// The same question is there once.
	before := len(d.a.past.recent.List())
	d.press("f", "enter", "f")
	if n := len(d.a.past.recent.List()); n != before {
		t.Errorf("%d questions are remembered, %d before", n, before)
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

// A removed search can be brought back as long as that fails, and when the ones
// that are left can't be read.
func TestARemovedSearchIsNeverLost(t *testing.T) {
	t.Parallel()
	kept := &fakeSearches{all: []savedsearch.Search{{Name: "A", Words: "club"}}}
	d := newDriver(t, 120, 24, func(d *Deps) { d.Searches = kept })
	d.press("enter", "f")
	kept.failList = errors.New("the disk is asleep")
	d.press("x")
	d.sees("A is removed, u brings it back: the disk is asleep.")
	kept.failList, kept.failAdd = nil, errors.New("the disk is full")
	for range 2 {
		d.press("u")
		d.sees("A is not back yet, u tries again: the disk is full.")
	}
	kept.failAdd = nil
	d.press("u")
	d.sees("It is back: A.")
	if len(kept.all) != 1 || kept.all[0].Words != "club" {
		t.Errorf("kept %+v", kept.all)
	}
	d.press("u")
	d.sees("Nothing was removed here.")
}
