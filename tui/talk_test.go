package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fettle/internal/conversation"
	gazetteer "fettle/internal/place"
	"fettle/internal/service"
)

const fakeTalk = `
conversation: A short talk
about: For tests. It has one question of each kind.
question: What would help most just now?
hint: Ask it in your own words, and leave time for the answer.
answer: Company
add need: company
go to: where
answer: A garden, with others
add need: nature, company
answer: Nothing of this
question: What else?
answer: Only what is free
add cost: free
remove need: all
answer: Somebody who comes
add how: home
question: Where do they live?
name: where
hint: A town will do.
ask: place
question: How old are they?
ask: age
question: When would suit?
ask: time
answer: Tuesday
add time: tue morning
question: Which words would they use?
ask: words
`

// fakeTalks are a conversation with one question of each kind, and personas.
func fakeTalks() Talks {
	words := &conversation.Vocabulary{Needs: fakeNeeds(), Times: func(string) ([]service.Window, error) {
		return []service.Window{{ID: "tue-morning", Day: time.Tuesday, From: 360, To: 720}}, nil
	}}
	var sets conversation.Sets
	if err := errors.Join(sets.AddConversation("talk.txt", []byte(fakeTalk), words),
		sets.AddPersonas("folk.txt", []byte("persona: Somebody lonely\nabout: Company first.\nadd need: company\nadd cost: free\npersona: A gardener\nadd need: nature\n"), words)); err != nil {
		panic(err)
	}
	return Talks{Sets: sets, Faults: []string{"mine.txt, line 3: no line begins with \"anwser\": did you mean \"answer\"?\nmine.txt, line 5: more"}}
}

// talkStates brings the finder to the screens of guided conversations.
func talkStates() []state {
	return []state{
		{"talks", func(d *driver) { d.press("enter", "t", "down") }},
		{"talk", func(d *driver) { d.press("enter", "t", "enter", "down") }},
		{"talk-place", func(d *driver) { d.press("enter", "t", "enter", "1"); d.write("newton"); d.press("enter", "down") }},
		{"talk-end", func(d *driver) {
			d.press("enter", "t", "enter", "2", "1", "right", "right", "right")
			d.write("club")
			d.press("enter")
		}},
	}
}

// chips returns the labels of what is asked.
func (d *driver) chips() string {
	var labels []string
	for _, c := range d.a.find.Question().Chips() {
		labels = append(labels, c.Label)
	}
	return strings.Join(labels, "; ")
}

func (d *driver) asks(want string) {
	d.t.Helper()
	if got := d.chips(); got != want {
		d.t.Fatalf("asked is %q, want %q\n%s", got, want, d.screen())
	}
}

func TestAConversationSetsFiltersStepByStep(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("ctrl+t")
	d.sees("Guided conversations", "A short talk", "Somebody lonely", "Left out: mine.txt, line 3")
	d.press("enter")
	d.sees("What would help most just now?", "1 Company", "Skip, or don't know", "See the services")
	d.seesNot("Back to the question before")
	d.press("2")
	d.asks("Nature, gardening and animals; Company and loneliness")
	d.sees("A garden, with others. Set: Nature", "What else?", "question 2")
	d.press("enter")
	d.asks("Free")
	d.sees("No longer set: Nature", "Where do they live?")
	d.write("newton")
	d.press("enter")
	d.sees("There are several: choose one, by its number or with Enter.", "2 Newton, Cumbria")
	d.press("down", "enter")
	d.asks("Free; Within 5 miles of Newton, Cumbria")
	d.write("old")
	d.press("enter")
	d.sees("An age is a number of years")
	d.press("esc")
	d.write("72")
	d.press("enter")
	d.asks("Free; Within 5 miles of Newton, Cumbria; Age 72")
	d.write("tue morning")
	d.press("enter")
	d.asks("Free; Within 5 miles of Newton, Cumbria; Age 72; Tue morning")
	d.write("club")
	d.press("enter")
	d.sees("That was the last question.")
	if got := d.a.find.Question().Words; got != "club" {
		t.Errorf("the words are %q", got)
	}
	d.press("enter")
	if d.a.place() == inTalk {
		t.Error("after the last question Enter should lead to the services")
	}
	d.press("t")
	d.seesNot("Go on with")
}

func TestGoingBackTakesBackWhatTheAnswerSet(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "t", "enter", "left")
	d.sees("This is the first question.")
	d.press("1")
	d.write("bb2")
	d.press("enter", "right")
	d.sees("The last question was skipped.", "When would suit?")
	d.press("left", "left")
	d.sees("Where do they live?")
	d.asks("Company and loneliness")
	d.press("backspace")
	d.asks("")
	d.press("1", "esc")
	d.asks("Company and loneliness")
	// A filter that was set by hand meanwhile stays.
	d.press("2")
	d.write("72")
	d.press("enter", "esc", "t")
	d.sees("Go on with: A short talk", "question 2")
	d.press("enter", "left")
	d.asks("Age 72")
	d.press("1", "left", "7")
	d.sees("There is no answer 7 here.")
	d.press("3")
	d.sees("Nothing of this.", "What else?")
	d.seesNot("That was set already.")
	d.press("left", "2", "left", "esc", "1")
	d.write("company")
	d.press("enter", "esc", "t", "enter", "1")
	d.sees("Company. That was set already.")
	d.press("tab")
	d.sees("t goes on with the conversation.")
	d.press("n", "esc", "enter", "t")
	d.seesNot("Go on with")
}

func TestAPersonaTakesThePlaceOfAllButThePlace(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("walk")
	d.press("enter", "2")
	d.write("17")
	d.press("enter", "esc", "3")
	d.write("bb2")
	d.press("enter", "esc", "t", "down", "enter")
	d.asks("Within 5 miles of BB2; Company and loneliness; Free")
	if d.a.find.Question().Words != "" || d.a.place() != inList {
		t.Errorf("the words are %q, the keys in the %v", d.a.find.Question().Words, d.a.place().names())
	}
	d.press("u")
	d.asks("Age 17; Within 5 miles of BB2")
	if d.a.find.Question().Words != "walk" {
		t.Errorf("undo brings back the words %q", d.a.find.Question().Words)
	}
}

func TestEveryAnswerSaysWhatItLeaves(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "t", "enter")
	for _, at := range []int{0, 1} {
		clone := d.a.find.Question().Clone()
		clone.Typing = false
		d.press("home")
		for range at {
			d.press("down")
		}
		var shown string
		for line := range strings.Lines(d.screen()) {
			if strings.HasPrefix(line, ">") {
				fields := strings.Fields(line)
				shown = fields[len(fields)-1]
				if strings.HasPrefix(shown, "+") {
					shown = fields[len(fields)-2]
				}
			}
		}
		d.press("enter")
		d.sees(shown + " fit")
		d.press("left")
	}
}

// TestLateCountsAndPlacesAreDropped lets answers from outside arrive after the
// question has changed.
func TestLateCountsAndPlacesAreDropped(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "t", "enter", "1")
	d.hold = true
	d.write("bb2")
	d.press("enter")
	d.press("backspace")
	d.release()
	d.asks("Company and loneliness")
	d.sees("Where do they live?")
	d.hold = true
	d.press("esc", "esc", "t", "enter")
	d.press("left", "1")
	d.release()
	d.sees("Where do they live?")
	d.seesNot("fit)")
	d.write("nowhere")
	d.press("enter")
	d.sees("No place is called \"nowhere\"", "10 fit")
}

func TestWithoutConversationsTheKeySaysSo(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, func(d *Deps) { d.Talks = Talks{} })
	d.press("enter", "t")
	d.sees("There are no conversations here.")
}

// What was asked before would narrow a conversation unseen, so it is put aside; the
// place stays, and is kept with one key.
func TestAConversationBeginsAfresh(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("club bb2 72yo")
	d.press("enter", "t", "enter")
	d.asks("Within 5 miles of BB2")
	d.sees("question 1, then 4 to 5 more", "- Go on from what was asked before: club, Within 5 miles of BB2, Age 72")
	d.press("3")
	d.seesNot("Go on from what was asked before")
	d.press("right")
	d.sees("Where do they live?", "as before: Within 5 miles of BB2", ">- Keep Within 5 miles of BB2")
	d.press("enter")
	d.asks("Within 5 miles of BB2")
	d.sees("How old are they?", "Skip, or don't know")
	d.press("left", "left", "left", "down", "down", "down", "down", "enter")
	d.asks("Within 5 miles of BB2; Age 72")
	d.sees("question 1", "\"club\"")
	d.press("right", "right", "right")
	d.sees("as before: Age 72")
	d.press("tab", "u", "u")
	d.asks("Within 5 miles of BB2; Age 72")
	if got := d.a.find.Question().Words; got != "club" {
		t.Errorf("undo brings back the words %q", got)
	}
}

// A place that can't be used is neither in the way of the next one nor of going on.
func TestAWrongPlaceIsNoTrap(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, func(d *Deps) {
		locate := d.Locate
		d.Locate = func(text string) ([]service.Near, error) {
			if text == "nweton" {
				return nil, &gazetteer.NotFoundError{Text: text, Problem: "no such place", Suggestions: []string{"bb2", "nowhere", "kendal"}}
			}
			return locate(text)
		}
	})
	d.press("enter", "t", "enter", "1")
	d.write("x")
	d.press("enter")
	d.sees("No place is called \"x\"")
	d.write("newton")
	d.sees("Town or postcode:  newton")
	d.press("enter", "3")
	d.asks("Company and loneliness")
	d.sees("There is no answer 3 here.")
	d.press("2")
	d.asks("Company and loneliness; Within 5 miles of Newton, Cumbria")
	d.press("left")
	d.write("nweton")
	d.press("enter")
	d.sees("No place is called \"nweton\". Was one of these meant?", "1 BB2")
	d.press("right")
	d.sees("The last question was skipped.", "How old are they?")
	d.write("7")
	d.press("down", "enter") // the keys were moved on purpose
	d.sees("Where do they live?")
	d.asks("Company and loneliness")
}
