package plain

import (
	"context"
	"strings"

	"fettle/internal/service"
	"fettle/tui/firstrun"
	"fettle/tui/words"
)

// First asks what is asked when the finder is opened for the first time: the
// place, and where services come from. The colours are not asked, as nothing has
// any here. It returns what was chosen, and must not write or fetch anything.
func First(ctx context.Context, d firstrun.Deps, o Options) (firstrun.Choice, error) {
	f := &first{deps: d}
	f.say("Welcome to Fettle, line by line. %s", o.Why)
	f.say("Two questions first. Enter alone skips one, q leaves.")
	f.ask()
	err := converse(ctx, f, o)
	if !f.done {
		f.choice = firstrun.Choice{Left: true}
	}
	return f.choice, err
}

// first is the conversation of the first questions.
type first struct {
	answers
	deps   firstrun.Deps
	choice firstrun.Choice
	// places are those to choose from, none when none are.
	places []service.Near
	// feeds is set once the place is asked no more, done once nothing is.
	feeds, done bool
	left        bool
}

// ask asks the question that it is at.
func (f *first) ask() {
	if !f.feeds {
		f.say("1 of 2. Where do you work? Type a town, or the first half of a postcode. Searches begin there; it can be changed each time.")
		return
	}
	f.say("2 of 2. Where should services come from? Councils and charities publish lists of services, called feeds.")
	f.say("1. Look around with made-up services first.")
	for i, feed := range f.deps.Feeds {
		f.say("%d. %s, %s.", i+2, feed.Label, words.Count(feed.Services, "service", "services"))
	}
	f.say("Numbers choose, several on a line, and fetch them now. Or type the address of another feed, or a saved file. b goes back.")
}

func (f *first) prompt() string {
	switch {
	case f.feeds:
		return "Services from: "
	case len(f.places) > 0:
		return "Which place: "
	}
	return "Place: "
}

func (*first) atOnce(func(line string)) {}
func (*first) secret() bool             { return false }
func (f *first) over() bool             { return f.left || f.done }
func (*first) bye() string              { return "Nothing was set." }

// answer takes a line as the answer to the question.
func (f *first) answer(line typedLine, _ <-chan struct{}) {
	text := line.text
	list, chosen := numbers(text)
	switch {
	case line.long:
		f.say("That line is too long.")
	case text == "q" || text == "quit":
		f.say("%s", f.bye())
		f.left = true
	case text == "b" || text == "back":
		f.feeds, f.places = false, nil
		f.ask()
	case f.feeds && chosen:
		f.chooseFeeds(list)
	case f.feeds:
		f.choice.Source, f.done = text, true
	case text == "":
		f.choice.Place = ""
		f.next()
	case chosen && len(f.places) > 0:
		if len(list) != 1 || list[0] < 1 || list[0] > len(f.places) {
			f.say("The places go from 1 to %d.", len(f.places))
			return
		}
		f.settle(f.places[list[0]-1])
	default:
		f.locate(text)
	}
}

// locate looks a place up; of several the person chooses.
func (f *first) locate(text string) {
	near, err := f.deps.Locate(text)
	f.places = nil
	switch {
	case err != nil:
		f.say("%s", words.Sentence(err.Error()))
	case len(near) == 0:
		f.say("No place is called that. Try the next town, or the first half of a postcode.")
	case len(near) == 1:
		f.settle(near[0])
	default:
		f.places = near
		f.say("There are several places for \"%s\". A number takes one:", text)
		for i, n := range near {
			f.say("%d. %s.", i+1, n.Name)
		}
	}
}

func (f *first) settle(n service.Near) {
	f.choice.Place = n.Name
	f.say("Searches will begin near %s.", n.Name)
	f.next()
}

func (f *first) next() {
	f.feeds, f.places = true, nil
	f.ask()
}

// chooseFeeds takes the feeds of the numbers; 1 is none of them.
func (f *first) chooseFeeds(list []int) {
	var keys, labels []string
	for _, n := range list {
		switch {
		case n < 1 || n > len(f.deps.Feeds)+1:
			f.say("There is no number %d here: they go from 1 to %d.", n, len(f.deps.Feeds)+1)
			return
		case n > 1:
			keys, labels = append(keys, f.deps.Feeds[n-2].Key), append(labels, f.deps.Feeds[n-2].Label)
		}
	}
	f.choice.Feeds, f.done = keys, true
	if len(labels) > 0 {
		f.say("Chosen: %s.", strings.Join(labels, "; "))
	}
}
