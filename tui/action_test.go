package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// places are all single places.
func places() []place {
	return []place{
		inSearch, inFilters, inList, inDetail, inShortlist, inHelp, inHidden,
		inCompare, inMistake, inSearches,
		inNote, inLists,
		inTalks, inTalk,
		inGive, inSafe, inCode,
		inUpdate, inChanges,
	}
}

// goTo brings the keys to a place.
func (d *driver) goTo(at place) {
	d.t.Helper()
	switch at {
	case inSearch:
	case inFilters:
		d.press("tab")
	case inList:
		d.press("enter")
	case inDetail:
		d.press("enter", "enter")
	case inShortlist:
		d.press("enter", "s", "l")
	case inHelp:
		d.press("f1")
	case inNote:
		d.press("enter", "s", "l", "t")
	case inLists:
		d.press("enter", "s", "L")
	case inCompare:
		d.press("enter", "b", "down", "b")
	case inMistake:
		d.press("enter", "r")
	case inSearches:
		d.press("enter", "f")
	case inHidden:
		d.press("f8")
	case inTalks:
		d.press("enter", "t")
	case inTalk:
		d.press("enter", "t", "enter")
	case inGive:
		d.press("enter", "s", "e")
	case inSafe:
		d.list.Open.Entries = []Item{{ID: "example/003", Name: "Debt and Benefits Advice"}}
		d.run(d.a.loadList())
		d.press("enter", "e", "enter")
	case inCode:
		d.press("enter", "k")
	case inUpdate:
		d.press("enter", "d")
	case inChanges:
		d.press("enter", "D")
	default:
		d.t.Fatalf("%v is not one place", at.names())
	}
	if got := d.a.place(); got != at {
		d.t.Fatalf("the keys are at %v, want %v", got.names(), at.names())
	}
}

func TestTableOfActionsIsSound(t *testing.T) {
	t.Parallel()
	ids := make(map[string]bool)
	for _, act := range actions() {
		if act.ID == "" || ids[act.ID] {
			t.Errorf("the id %q is empty or there twice", act.ID)
		}
		ids[act.ID] = true
		if act.Title == "" || act.Hint == "" || len(act.Keys) == 0 || act.In == 0 || act.Run == nil {
			t.Errorf("%s lacks a title, a hint, keys, a place or what it does", act.ID)
		}
		if act.Hint != "" && !strings.HasSuffix(act.Hint, ".") {
			t.Errorf("the hint of %s is no sentence: %q", act.ID, act.Hint)
		}
	}
}

func TestNoKeyMeansTwoThings(t *testing.T) {
	t.Parallel()
	for _, at := range places() {
		seen := make(map[string]string)
		for _, act := range actions() {
			if act.In&at == 0 {
				continue
			}
			for _, key := range act.Keys {
				if other, ok := seen[key]; ok {
					t.Errorf("%s means %s and %s in the %v", key, other, act.ID, at.names())
				}
				seen[key] = act.ID
			}
		}
	}
}

// TestEveryActionIsReached presses every key of the table at every place where
// it holds, and sees that its action runs there and nowhere else.
func TestEveryActionIsReached(t *testing.T) {
	t.Parallel()
	for _, at := range places() {
		d := newDriver(t, 120, 40)
		d.goTo(at)
		ran := ""
		for i := range d.a.actions {
			act := &d.a.actions[i]
			id := act.ID
			act.WhyNot = nil
			act.Run = func(*app) tea.Cmd { ran = id; return nil }
		}
		for _, act := range actions() {
			for _, key := range act.Keys {
				letter := at&(inSearch|inFilters|inHelp|inNote) != 0 && len(key) == 1
				ran = ""
				d.press(key)
				switch {
				case at == inNote && (key == "home" || key == "end"): // in the text
				case act.In&at != 0 && !letter && ran != act.ID:
					t.Errorf("%s in the %v runs %q, want %s", key, at.names(), ran, act.ID)
				case letter && ran != "" && key != "?":
					t.Errorf("the letter %s is no text in the %v: it runs %s", key, at.names(), ran)
				}
			}
		}
	}
}

func TestLettersAreTextWhereTextIsTyped(t *testing.T) {
	t.Parallel()
	for _, at := range []place{inSearch, inFilters, inHelp, inNote} {
		for _, act := range actions() {
			for _, key := range act.Keys {
				if act.In&at != 0 && len(key) == 1 && key != "?" {
					t.Errorf("%s takes the letter %s from the %v", act.ID, key, at.names())
				}
			}
		}
	}
	d := newDriver(t, 80, 24)
	d.write("squeaky nuclear x[]12")
	d.sees("squeaky nuclear x[]12")
	if d.quit {
		t.Error("typing left the finder")
	}
}

func TestHelpListsAllAndRuns(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 160)
	d.press("enter", "?")
	for _, act := range actions() {
		if act.ID != "help" && act.In&^(inHelp|inHidden) != 0 {
			d.sees(act.Title)
		}
	}
	d.write("shortlist, or")
	d.press("enter")
	d.sees("Marked: Tuesday Lunch Club.", "1 on the shortlist")
	d.press("?")
	d.write("previous nothing")
	d.sees("Nothing is called that")
	d.press("esc", "esc")
	if d.a.place() != inList {
		t.Errorf("Esc twice leads to the %v", d.a.place().names())
	}
}

func TestHelpSaysWhyNot(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 40)
	d.press("enter", "e")
	d.sees("There is nothing to give out yet: mark a service with s first.")
	d.press("?")
	d.write("give out the shortlist")
	d.sees("Not now: There is nothing to give out yet")
}

// TestEscNeverLeaves presses Esc from every place until nothing is open.
func TestEscNeverLeaves(t *testing.T) {
	t.Parallel()
	for _, at := range places() {
		d := newDriver(t, 80, 24)
		d.goTo(at)
		for range 8 {
			d.press("esc")
		}
		if d.quit || d.a.place() != inSearch {
			t.Errorf("Esc from the %v ends in the %v, left %v", at.names(), d.a.place().names(), d.quit)
		}
	}
}

// TestEscAndAFastKey sees that both are obeyed when a terminal joins them.
func TestEscAndAFastKey(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "enter", "alt+s")
	if d.a.place() != inList || len(d.list.Open.Entries) != 1 {
		t.Errorf("Esc and s led to the %v with %d marked", d.a.place().names(), len(d.list.Open.Entries))
	}
	d.press("/")
	d.write("old")
	d.press("alt+n")
	d.write("ew")
	if got := d.a.find.Question().Words; got != "new" {
		t.Errorf("a letter typed at once after Esc leaves %q", got)
	}
	d.press("esc")
	d.write("two words")
	d.press("alt+backspace")
	if got := d.a.find.Question().Words; got != "two " {
		t.Errorf("Alt and Backspace left %q", got)
	}
}

func TestLeaving(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("ctrl+c")
	d.sees("Press Ctrl+C again to leave.")
	d.press("a", "ctrl+c")
	if d.quit {
		t.Fatal("a key between did not stop it")
	}
	d.press("ctrl+c")
	if !d.quit {
		t.Fatal("Ctrl+C twice did not leave")
	}
	d = newDriver(t, 80, 24)
	d.press("enter", "q")
	if !d.quit {
		t.Fatal("q did not leave")
	}
	d = newDriver(t, 80, 24)
	d.press("enter", "s", "q")
	d.sees("Press q again to leave. Your shortlist is saved.")
	d.press("down", "q")
	if d.quit {
		t.Fatal("a key between did not stop q")
	}
	if d.press("q"); !d.quit {
		t.Fatal("q twice did not leave")
	}
}

// TestTabGoesRound walks all parts both ways.
func TestTabGoesRound(t *testing.T) {
	t.Parallel()
	for _, w := range []int{80, 120} {
		d := newDriver(t, w, 30)
		var seen []string
		step := func(key string) {
			d.press(key)
			name := strings.Join(d.a.place().names(), "")
			if d.a.place() == inFilters {
				name += string(rune('1' + d.a.find.Pane()))
			}
			seen = append(seen, name)
		}
		want := []string{"filters1", "filters2", "filters3", "filters4", "filters5", "list"}
		if w >= 100 {
			want = append(want, "service")
		}
		want = append(want, "filters1")
		for range want {
			step("tab")
		}
		if !slices.Equal(seen, want) {
			t.Errorf("Tab at %d columns goes %s, want %s", w, seen, want)
		}
		seen = nil
		for range want {
			step("shift+tab")
		}
		slices.Reverse(want)
		want = append(want[1:], want[1])
		if !slices.Equal(seen, want) {
			t.Errorf("Shift+Tab at %d columns goes %s, want %s", w, seen, want)
		}
	}
}

func TestTheServiceBesideTheListShowsThatItHasTheKeys(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 132, 43)
	d.press("enter")
	d.sees(">  Tuesday Lunch Club")
	d.seesNot(">Tuesday Lunch Club")
	d.press("tab")
	d.sees(">Tuesday Lunch Club")
	d.seesNot(">  Tuesday Lunch Club")
	d.press("tab")
	d.sees(">1 Need")
	d.seesNot(">Tuesday Lunch Club")
}

func TestKeysForTheDocumentation(t *testing.T) {
	t.Parallel()
	keys := Keys()
	if len(keys) != len(actions())+len(trainerActions()) {
		t.Fatalf("%d lines for %d actions", len(keys), len(actions())+len(trainerActions()))
	}
	for _, k := range keys {
		if k.ID == "page-down" && (k.Keys[0] != "Page Down" || len(k.Where) < 5) {
			t.Errorf("page-down reads as %v in %v", k.Keys, k.Where)
		}
		if k.ID == "help" && k.Where[0] != "everywhere" {
			t.Errorf("help holds in %v", k.Where)
		}
	}
}
