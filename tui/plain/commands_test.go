package plain

import (
	"slices"
	"strings"
	"testing"

	"fettle/tui"
)

// otherwise says how actions of the finder's table are done here that have no
// command: by a number, by typing, or not at all, as they only move keys or
// paint on a screen.
func otherwise() map[string]string {
	return map[string]string{
		"open":            "a number reads the service",
		"choose":          "a number chooses",
		"take":            "a place, time or age is typed",
		"do":              "a number of the help does it",
		"search":          "anything that is no command is searched for",
		"results":         "the services are read out after each search",
		"next-part":       "there are no parts: f lists the filters",
		"previous-part":   "there are no parts: f lists the filters",
		"previous-filter": "x lists the chosen filters by number",
		"next-filter":     "x lists the chosen filters by number",
		"lists-too":       "lists reads them everywhere",
		"list-open":       "a number opens the list; what is asked for is typed",
		"other-note":      "note and own note are two commands",
		"note-done":       "the note is one line",
		"talk-typing":     "talk does it everywhere",
		"talk-start":      "a number starts it",
		"talk-answer":     "a number answers, or what is typed",
		"talk-number":     "a number answers",
		"compare":         "two services are read one after the other",
		"mark-left":       "s and a number marks",
		"mark-right":      "s and a number marks",
		"write":           "a number opens the letter",
		"copy-letter":     "the letter is copied where no mail program opens",
		"hide":            "what was read out can't be taken back",
		"show":            "nothing is hidden",
		"searches":        "the command: fettle searches list, and run NAME",
		"searches-typing": "the command: fettle searches list, and run NAME",
		"search-save":     "the command: fettle searches",
		"search-ask":      "the command: fettle searches run NAME",
		"search-remove":   "the command: fettle searches remove NAME",
		"search-undo":     "the command: fettle searches",
		"give-choose":     "a number turns the way on or off",
		"safe-answer":     "a number answers",
		"code-next":       "a code is for the eye",
		"code-before":     "a code is for the eye",
		"code-swap":       "a code is for the eye",
		"dial":            "a code is for the eye; phone reads the number",
		"cards":           "the command: fettle demo cards",
		"reset":           "the training is on the screen",
		"card-open":       "the command: fettle demo cards",
		"card-start":      "the command: fettle demo cards",
		"card-hint":       "the command: fettle demo cards",
		"card-answer":     "the command: fettle demo cards",
		"card-ask":        "the command: fettle demo cards",
		"update-too":      "update does it everywhere",
		"update-stop":     "Ctrl+C stops it; see TestCtrlCStopsAnUpdate",
		"change-open":     "a number reads the service",
		"give-typing":     "g takes a suggestion everywhere it is made",
		"quit-twice":      "Ctrl+C twice leaves; see Run",
		"up":              "moves keys on a screen",
		"down":            "moves keys on a screen",
		"left":            "moves keys on a screen",
		"right":           "moves keys on a screen",
		"page-up":         "moves keys on a screen; p reads the page before",
		"page-down":       "moves keys on a screen; m reads on",
		"first":           "moves keys on a screen",
		"last":            "moves keys on a screen",
		"redraw":          "nothing is drawn",
	}
}

// Everything that the screen can do can be done here, under the same title.
func TestEveryActionHasACommand(t *testing.T) {
	t.Parallel()
	here := make(map[string]command)
	for _, c := range commands() {
		here[c.ID] = c
	}
	known := make(map[string]bool)
	for _, k := range tui.Keys() {
		known[k.ID] = true
		_, has := here[k.ID]
		switch _, not := otherwise()[k.ID]; {
		case !has && !not:
			t.Errorf("the action %q (%s) can't be done line by line: give it a command, or say in this test how it is done", k.ID, k.Title)
		case has && not:
			t.Errorf("the action %q has a command, so it must not be listed as done otherwise", k.ID)
		}
	}
	for id := range otherwise() {
		if !known[id] {
			t.Errorf("there is no action %q any more", id)
		}
	}
}

func TestCommandsAreToldApart(t *testing.T) {
	t.Parallel()
	type word struct {
		at   at
		word string
	}
	whose := make(map[word]string)
	for _, c := range commands() {
		if c.Title == "" || len(c.Words) == 0 || c.In == 0 || c.Run == nil {
			t.Errorf("the command %q lacks something: %+v", c.ID, c)
		}
		for _, w := range c.Words {
			if w != tidy(w) || strings.HasPrefix(w, "/") {
				t.Errorf("%q of %s can't be typed", w, c.ID)
			}
			if _, number := numbers(w); number {
				t.Errorf("%q of %s is a number", w, c.ID)
			}
			for _, at := range []at{atServices, atReading, atList, atMenu, atLists, atInterview, atGiving, atChanges} {
				if c.In&at == 0 {
					continue
				}
				if other, taken := whose[word{at, w}]; taken {
					t.Errorf("%q is both %s and %s %s", w, other, c.ID, at.where())
				}
				whose[word{at, w}] = c.ID
			}
		}
	}
}

// A letter means the same here and on the screen.
func TestLettersAreThoseOfTheScreen(t *testing.T) {
	t.Parallel()
	letters := make(map[string][]string)
	for _, k := range tui.Keys() {
		for _, key := range k.Keys {
			if isLetter(key) {
				letters[key] = append(letters[key], k.ID)
			}
		}
	}
	for _, c := range commands() {
		for _, w := range c.Words {
			if w == "m" || w == "b" || w == "f" {
				continue // what is typed most has the nearest letters: more, back, filters
			}
			if ids, ok := letters[w]; ok && !slices.Contains(ids, c.ID) {
				t.Errorf("%q does %s here, and %v on the screen", w, c.ID, ids)
			}
		}
	}
}
