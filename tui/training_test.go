package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/conversation"
)

// fakeCards are two situation cards, the second without a place.
func fakeCards() []conversation.Card {
	cards, err := conversation.ParseCards("cards.txt", []byte(`
card: Mr Y, 80, sits at home
story: Mr Y lives in Blackburn. He would like a meal with others, and says so to everybody who has the time to listen to him.
story: His daughter rings on Sundays.
hint: Think of company first, and of what is near.
place: bb2
add need: company
pick: Tuesday Lunch Club
why: It is company and a meal.
card: Ms Z can only ring
story: She can't leave the house.
hint: By telephone.
add need: bereavement
pick: Bereavement Listening Line
why: It is by telephone.
`), &conversation.Vocabulary{Needs: fakeNeeds()})
	if err != nil {
		panic(err)
	}
	return cards
}

// newTraining returns a driver of a trainer's finder.
func newTraining(t *testing.T, w, h int, change ...func(*Deps)) *driver {
	t.Helper()
	var d *driver
	d = newDriver(t, w, h, append([]func(*Deps){func(deps *Deps) {
		deps.Training = &Training{Cards: fakeCards(), Reset: func() error {
			if d.list.Fail != nil {
				return d.list.Fail
			}
			d.list.Open.Entries, d.list.Before = nil, nil
			return nil
		}}
	}}, change...)...)
	return d
}

func trainerStates() []state {
	return []state{
		{"trainer", func(d *driver) { d.write("club"); d.press("enter", "down", "s") }},
		{"trainer-cards", func(d *driver) { d.press("enter", "f2", "down") }},
		{"trainer-card", func(d *driver) { d.press("f2", "enter", "h") }},
		{"trainer-answer", func(d *driver) { d.press("f2", "enter", "h", "r") }},
		{"trainer-asked", func(d *driver) { d.press("f2", "enter", "r", "a") }},
		{"trainer-talk", func(d *driver) { d.press("enter", "t", "enter") }},
	}
}

func TestTrainersScreensLookAsExpected(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 12}, {80, 24}, {132, 43}} {
		for _, state := range trainerStates() {
			name := fmt.Sprintf("%s-%dx%d", state.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				d := newTraining(t, size[0], size[1])
				state.keys(d)
				golden(t, name, d.screen())
			})
		}
	}
}

func TestTrainersScreensFitEverySize(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"dark", "high-contrast"} {
		for _, state := range trainerStates() {
			d := newTraining(t, 80, 24, func(d *Deps) { d.Theme = theme })
			state.keys(d)
			for w := 20; w <= 250; w += 13 {
				for h := 6; h <= 80; h += 7 {
					d.send(tea.WindowSizeMsg{Width: w, Height: h})
					checkFrame(t, d, fmt.Sprintf("%s at %d by %d", state.name, w, h))
				}
			}
		}
	}
}

func TestTheStripShowsWhatIsPressed(t *testing.T) {
	t.Parallel()
	d := newTraining(t, 80, 24)
	d.sees("what you press is shown here", "F2 hands one out", "Go to the services")
	d.write("club")
	d.sees(`Keys:  "club"`)
	d.press("enter")
	d.sees(`Keys: "club"   Enter   Go to the services`, "s  Mark for the shortlist, or take it off")
	d.press("s")
	d.sees("Enter   s   Mark for the shortlist, or take it off")
	d.press("n")
	for range 60 {
		d.press("down", "pgdown")
	}
	d.sees("Page Down   A page down")
	d.press("/")
	d.write("lunch club")
	d.sees(`/   "lunch club"`)
	// Esc and a key soon after it arrive as one key with Alt.
	d.press("enter", "w", "alt+s")
	d.sees("w  Esc   s   Mark for the shortlist, or take it off")
	plain := newDriver(t, 80, 24)
	plain.press("f2", "ctrl+r")
	plain.seesNot("Keys:", "Card:", "Situation")
}

func TestACardIsHandedOutAndAnswered(t *testing.T) {
	t.Parallel()
	d := newTraining(t, 80, 30)
	d.press("enter", "s", "2")
	d.write("72")
	d.press("esc", "f2")
	d.sees("Situation cards", "> 1 Mr Y, 80, sits at home", "2 Ms Z can only ring")
	d.press("enter")
	d.sees("Find two or three services")
	d.seesNot("A hint", "Tuesday Lunch Club")
	d.press("a")
	d.sees("Reveal the good answer first: r.")
	d.press("h")
	d.sees("Think of company first")
	d.press("enter")
	d.asks("")
	d.sees("Card: Mr Y, 80, sits at home", "F2 shows the card again.")
	if len(d.list.Open.Entries) != 0 {
		t.Error("a card begins with somebody else's shortlist")
	}
	d.write("lunch")
	d.press("f2")
	d.sees("His daughter rings on Sundays.", "Think of company first")
	d.press("enter")
	d.sees("lunch")
	d.press("f2", "r")
	d.sees("A good way to ask", "Company and loneliness; near bb2.", "- Tuesday Lunch Club", "It is company and a meal.")
	d.press("a")
	d.asks("Company and loneliness; Within 5 miles of BB2")
	d.sees("Tuesday Lunch Club")
	d.press("u")
	d.asks("")
	d.press("f2", "esc", "down", "enter", "r", "a")
	d.asks("Loss and bereavement")
	d.sees("Card: Ms Z can only ring")
	d.press("f2", "esc", "up", "enter", "r")
	d.hold = true
	d.press("a", "f2", "h")
	d.release()
	d.asks("Company and loneliness; Within 5 miles of BB2")
	d.sees("Think of company first") // opened before the place was known
}

func TestTrainingStartsAfreshInOneKey(t *testing.T) {
	t.Parallel()
	d := newTraining(t, 80, 24)
	d.press("f2", "enter", "enter")
	d.write("club")
	d.press("enter", "s", "t", "enter", "1", "ctrl+r")
	d.asks("")
	d.sees("The demonstration is as new.", "Card: none yet", "0 on the shortlist")
	if d.a.place() != inSearch || d.a.find.Question().Words != "" || len(d.list.Open.Entries) != 0 {
		t.Errorf("the keys are in the %v, the words %q, %d marked", d.a.place().names(), d.a.find.Question().Words, len(d.list.Open.Entries))
	}
	d.press("enter", "t")
	d.seesNot("Go on with")
	d.press("esc", "u")
	d.sees("There is nothing to undo.")
	d.list.Fail = errors.New("the disk is full")
	d.press("ctrl+r")
	d.sees("could not be cleared: the disk is full")
}

func TestWhatIsWrongWithATrainersFileIsSaidAboveTheCards(t *testing.T) {
	t.Parallel()
	d := newTraining(t, 80, 24, func(d *Deps) {
		d.Training.Faults = []string{"ours.txt, line 2: there is no need called \"compny\"\nmore"}
	})
	d.press("f2")
	d.sees("Situation cards", "A file of cards is left out: ours.txt, line 2: there is no need called")
	d.press("esc", "enter", "enter", "f2")
	d.sees("His daughter rings on Sundays.")
	d.seesNot("left out")
}

// TestTrainersKeysMeanOneThing sees that the keys of the trainer's mode take
// nothing from the others, and that each runs where it holds.
func TestTrainersKeysMeanOneThing(t *testing.T) {
	t.Parallel()
	for _, at := range append(places(), inCards, inCard) {
		seen := make(map[string]string)
		for _, act := range append(actions(), trainerActions()...) {
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
	for _, act := range trainerActions() {
		if act.Title == "" || !strings.HasSuffix(act.Hint, ".") || act.Run == nil {
			t.Errorf("%s lacks a title, a sentence or what it does", act.ID)
		}
	}
}
