package plain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fettle/tui"
)

// other says how an action of the finder's table is done here that has no
// command of its own.
type other struct {
	// command is the ID of the command that does it here, "" when there is none.
	command string
	// how says how it is done, or why it need not be.
	how string
}

// otherwise says how actions of the finder's table are done here that have no
// command of their own: by another command, by a number, by typing, or not at
// all, as they only move keys or paint on a screen.
func otherwise() map[string]other {
	moves := other{how: "moves keys on a screen"}
	return map[string]other{
		"open":            {how: "a number reads the service"},
		"choose":          {how: "a number chooses"},
		"take":            {how: "a place, time or age is typed"},
		"do":              {how: "a number of the help does it"},
		"search":          {how: "anything that is no command is searched for"},
		"results":         {how: "the services are read out after each search"},
		"next-part":       {"filters", "there are no parts of a screen"},
		"previous-part":   {"filters", "there are no parts of a screen"},
		"previous-filter": {"remove-filter", "lists the chosen filters by number"},
		"next-filter":     {"remove-filter", "lists the chosen filters by number"},
		"lists-too":       {"lists", "holds everywhere"},
		"list-open":       {how: "a number opens the list; what is asked for is typed"},
		"other-note":      {"private-note", "is a command of its own"},
		"note-done":       {how: "Enter ends the note"},
		"talk-typing":     {"talk", "holds everywhere"},
		"talk-start":      {how: "a number starts it"},
		"talk-answer":     {how: "a number answers, or what is typed"},
		"talk-number":     {how: "a number answers"},
		"mark-left":       {how: "side by side, 1 marks it"},
		"mark-right":      {how: "side by side, 2 marks it"},
		"write":           {how: "a number opens the letter"},
		"copy-letter":     {how: "a number copies the letter"},
		"show":            {"back", "goes on"},
		"searches-typing": {"searches", "holds everywhere"},
		"search-ask":      {how: "a number asks it; a name is typed"},
		"give-choose":     {how: "a number turns the way on or off"},
		"safe-answer":     {how: "a number answers"},
		"code-next":       {how: "a code is for the eye"},
		"code-before":     {how: "a code is for the eye"},
		"code-swap":       {how: "a code is for the eye"},
		"dial":            {"contact", "reads the number; a code is for the eye"},
		"card-open":       {how: "a number reads the card"},
		"update-too":      {"update", "holds everywhere"},
		"update-stop":     {how: "Ctrl+C stops it"},
		"change-open":     {how: "a number reads the service"},
		"undo-typing":     {"undo", "holds everywhere"},
		"give-typing":     {"give", "holds wherever there is a suggestion"},
		"quit-twice":      {how: "Ctrl+C twice leaves"},
		"up":              moves,
		"down":            moves,
		"left":            moves,
		"right":           moves,
		"page-up":         {"before", "reads the page before"},
		"page-down":       {"more", "reads on"},
		"first":           moves,
		"last":            moves,
		"mouse":           {how: "no mouse is taken: it selects text"},
		"redraw":          {how: "nothing is drawn"},
	}
}

// Everything that the screen can do can be done here, under the same title. The
// whole table is in testdata/actions.txt, for reading.
func TestEveryActionHasACommand(t *testing.T) {
	t.Parallel()
	here := make(map[string]*command)
	for _, c := range commands(true) {
		here[c.ID] = &c
	}
	var table strings.Builder
	for _, k := range tui.Keys() {
		c, has := here[k.ID]
		o, not := otherwise()[k.ID]
		by := here[o.command]
		table.WriteString(k.ID + ": ")
		switch {
		case !has && !not:
			t.Errorf("the action %q (%s) can't be done line by line: give it a command, or say in this test how it is done", k.ID, k.Title)
		case has && not:
			t.Errorf("the action %q has a command, so it must not be listed as done otherwise", k.ID)
		case has:
			fmt.Fprintf(&table, "%s\n", c.typed())
		case o.how == "" || o.command != "" && by == nil:
			t.Errorf("how the action %q is done is said by %+v: there is no such command, or nothing is said", k.ID, o)
		case by != nil:
			fmt.Fprintf(&table, "%s - %s\n", by.typed(), o.how)
		default:
			fmt.Fprintf(&table, "- %s\n", o.how)
		}
	}
	for id := range otherwise() {
		if !slices.ContainsFunc(tui.Keys(), func(k tui.KeyHelp) bool { return k.ID == id }) {
			t.Errorf("there is no action %q any more", id)
		}
	}
	golden(t, "actions", table.String())
}

func TestCommandsAreToldApart(t *testing.T) {
	t.Parallel()
	type word struct {
		at   at
		word string
	}
	whose := make(map[word]string)
	for _, c := range commands(true) {
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
			for _, at := range []at{atServices, atReading, atList, atMenu, atLists, atInterview, atGiving, atChanges, atSearches, atCard} {
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
	for _, c := range commands(true) {
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
