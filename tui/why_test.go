package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
)

// TestWhyIsOneKeyAway asks for the reasons from the list, the service and the
// shortlist, and goes back to each.
func TestWhyIsOneKeyAway(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "w")
	d.sees("Nothing is asked yet, so everything fits")
	d.press("2")
	d.write("44")
	d.press("enter", "esc", "down", "w")
	d.sees("Why: each thing that was asked", "+ Fits what was asked", "+ Age: yes", "Ages 18 and over (from the record)")
	d.press("right")
	d.sees("Why: each thing that was asked")
	d.press("esc")
	if d.a.place() != inList {
		t.Fatalf("Esc leads to the %v", d.a.place().names())
	}
	d.press("enter")
	d.sees("Why: ages ", "PHONE")
	d.press("w")
	d.sees("Why: each thing")
	d.press("w")
	d.sees("PHONE")
	d.press("w", "esc")
	d.sees("PHONE")
	d.press("esc")
	if d.a.place() != inList {
		t.Fatalf("Esc leads to the %v", d.a.place().names())
	}
}

// TestAServiceThatIsNotListedSaysWhatItMisses marks a service and then asks for
// somebody whom it is not for.
func TestAServiceThatIsNotListedSaysWhatItMisses(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("Listening Line 8")
	d.press("enter", "s", "2")
	d.write("20")
	d.press("enter", "esc", "/", "esc", "down", "l", "enter")
	d.sees("- Does not fit what was asked", "Misses: age (ages 53 and over)")
	d.press("esc", "w")
	d.sees("- Age: no", "Ages 53 and over (from the record)")
	d.press("esc")
	if d.a.place() != inShortlist {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
}

// TestReasonsOfAnotherQuestionAreDropped lets reasons arrive after the question
// has changed.
func TestReasonsOfAnotherQuestionAreDropped(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 132, 43)
	d.press("enter", "2")
	d.write("44")
	d.press("enter")
	d.sees("Why: ages 18 and over")
	d.send(why{id: "example/001", of: d.a.search.id - 1, fit: service.Fails, reasons: []service.Reason{{Pane: service.PaneAge, Answer: service.No, Fact: "old news"}}})
	d.seesNot("old news")
	d.a.deps.Explain = func(context.Context, service.Query, string) (service.Fit, []service.Reason, error) {
		return "", nil, errors.New("the record can't be read")
	}
	d.press("backspace", "esc", "esc", "down")
	d.seesNot("can't be read")
	d.hold = true
	d.press("w", "right")
	d.release()
	d.sees("The record can't be read.")
}

func TestASuggestionIsTakenWithOneKey(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "g")
	d.sees("There is nothing to give up here")
	d.press("/")
	d.write("walk")
	d.press("tab", "space", "esc", "/")
	d.sees("Nothing fits all of this.", "* 10 more for other needs", "Ctrl+G takes it.", "Ctrl+G Bring more")
	d.press("ctrl+g")
	d.sees("10 services", "Taken: 10 more for other needs.", "No filters yet")
	d.press("esc", "enter", "u")
	d.sees("[Company and loneliness]", "Undone: giving something up.", "Nothing fits all of this.")
	// The other way round: few fit, and the second suggestion is taken.
	d.press("X", "/", "esc")
	d.write(`klub "10"`)
	d.press("tab", "tab")
	d.write("15")
	d.press("enter", "esc")
	d.sees("Few fit. g brings 3 more without the word \"10\".")
	d.press("g")
	d.sees("Search:  klub", "[Age 15]", "4 services: 0 fit, 4 may fit", "Few fit. g brings 6 more for other ages.")
	d.press("g")
	d.sees("No filters yet", "10 services, best match first")
	d.press("u", "u")
	d.sees("Search:  klub \"10\"", "[Age 15]")
}

// TestSuggestionsOfAnotherQuestionAreDropped asks anew while it is found out what
// could be given up.
func TestSuggestionsOfAnotherQuestionAreDropped(t *testing.T) {
	t.Parallel()
	var asked []context.Context
	d := newDriver(t, 80, 24, func(d *Deps) {
		relax := d.Relax
		d.Relax = func(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
			asked = append(asked, ctx)
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			return relax(ctx, q)
		}
	})
	d.press("tab", "space", "esc", "/")
	d.write(`klub "10"`)
	d.sees("Few fit. Ctrl+G brings")
	before := d.a.search.id
	d.write(" tea")
	d.sees("1 service: 1 fits")
	if len(asked) < 2 || asked[0].Err() == nil || asked[len(asked)-1].Err() != nil {
		t.Errorf("of %d times that it was found out, the first was stopped: %v", len(asked), asked[0].Err())
	}
	d.send(relaxed{id: before, offers: []service.Relaxation{{Gain: "99 more of old"}}})
	d.send(relaxed{id: d.a.search.id, err: errors.New("it broke")})
	d.seesNot("99 more", "it broke")
	// Nothing is given up of a question that is not answered yet.
	d.send(relaxed{id: d.a.search.id, offers: []service.Relaxation{{Gain: "1 more"}}})
	d.sees("Few fit. Ctrl+G brings 1 more.")
	d.hold = true
	d.write("x")
	d.press("ctrl+g")
	d.sees("Search:  klub \"10\" teax")
	d.seesNot("99 more", "Taken")
	d.release()
	d.sees("There is nothing to give up here")
}

func TestSeveralSuggestionsArePickedFrom(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "2")
	d.write("15")
	d.press("tab", "tab", "tab")
	d.write("leave")
	d.press("enter", "esc", "esc", "enter")
	d.sees("> 27 more if what is not stated may be asked", "- 80 more for other ages", "Enter takes the marked one")
	d.press("G")
	d.sees("- 27 more", "> 80 more for other ages")
	d.press("up")
	d.sees("> 27 more", "- 80 more")
	d.press("down", "down", "enter")
	d.sees("[Only what is stated]", "80 services: 80 fit", "Taken: 80 more for other ages.")
	d.seesNot("[Age 15]")
}

func TestWhatWasReadInsteadIsSaid(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("klub")
	d.sees("10 services, best match first", "\"klub\" is read as \"club\".")
	d.press("esc")
	d.seesNot("is read as")
}

// TestDangerIsSaidAboveTheResults sees the lines at every size, in the window's
// upper part, and that they go with the words.
func TestDangerIsSaidAboveTheResults(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 12}, {60, 14}, {80, 24}, {200, 60}} {
		d := newDriver(t, size[0], size[1])
		d.seesNot("999")
		d.write("10")
		d.sees("In danger: 999.", "NHS 111, option 2", "Samaritans 116 123")
		d.press("tab", "space", "esc")
		d.sees("In danger: 999.")
		d.press("X", "/", "esc")
		d.seesNot("999")
	}
}

// TestFoundWordsAreLitUp looks for the underline, which is there with colours
// and without.
func TestFoundWordsAreLitUp(t *testing.T) {
	t.Parallel()
	for _, change := range []func(*Deps){
		func(d *Deps) { d.Theme = "dark" }, func(d *Deps) { d.Theme = "high-contrast" }, func(d *Deps) { d.Theme = "light" }, func(d *Deps) { d.NoColour = true },
	} {
		d := newDriver(t, 132, 43, change)
		d.write("club tea")
		content, _ := d.a.draw()
		for _, word := range []string{"Club", "Tea"} {
			if !underlined(content, word) {
				t.Errorf("%s: %s is not underlined", d.a.theme.Name, word)
			}
		}
		if underlined(content, "Lunch") && d.a.theme.Name != "no-colour" {
			t.Errorf("%s: Lunch is underlined", d.a.theme.Name)
		}
		d.send(tea.KeyPressMsg{Code: tea.KeyEscape})
		if content, _ := d.a.draw(); d.a.theme.Name != "no-colour" && underlined(content, "Club") {
			t.Errorf("%s: a word is lit that nobody typed", d.a.theme.Name)
		}
	}
}

// underlined reports whether a word stands anywhere right behind a sequence that
// underlines.
func underlined(content, word string) bool {
	for part := range strings.SplitSeq(content, "\x1b[") {
		attributes, text, _ := strings.Cut(part, "m")
		if strings.Contains(text, word) && (attributes == "4" || strings.HasSuffix(attributes, ";4")) {
			return true
		}
	}
	return false
}
