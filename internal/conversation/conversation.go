// Package conversation reads the plain files in which trainers write guided
// conversations, personas and situation cards, and walks through a conversation
// one question at a time.
//
// A conversation is questions with answers, each of which adds or takes away
// filters and may lead to another question. A persona is a set of filters with
// a name and no person in it. A card is a made-up situation to practise on, with
// a good answer. docs/conversations.md says how the files are written.
//
// The package is pure: it is given the text of a file and the words that a file
// may use, and it must not search, draw, or keep anything that was answered.
package conversation

import "fettle/internal/service"

// Conversation is one set of questions.
type Conversation struct {
	// File is where it was read from, for messages.
	File string
	// Title is what it is called: "A first conversation".
	Title string
	// About says in a sentence or two what it is for; "" is not said.
	About string
	// Questions are the questions in the order of the file; there is at least one.
	Questions []Question
}

// Question is one question of a conversation.
type Question struct {
	// Text is the question in plain words.
	Text string
	// Hint is a sentence for the worker; "" is none.
	Hint string
	// Ask is what is typed as the answer; "" is nothing.
	Ask Ask
	// Answers are the answers to choose from.
	Answers []Answer
	// Next is the number of the question that follows when no answer says
	// otherwise; End is none.
	Next int
}

// Answer is one answer to choose.
type Answer struct {
	// Text is the answer in plain words.
	Text string
	// Changes are what it does to the filters, in order.
	Changes []Change
	// Next is the number of the question that follows; End is none.
	Next int
}

// End stands for the question after the last.
const End = -1

// Ask is what a question wants typed.
type Ask string

// What can be asked for.
const (
	AskNothing Ask = ""
	AskPlace   Ask = "place"
	AskAge     Ask = "age"
	AskTime    Ask = "time"
	AskWords   Ask = "words"
)

// Asks returns what a question can ask for, in the order in which it is offered.
func Asks() []Ask { return []Ask{AskPlace, AskAge, AskTime, AskWords} }

// Change is one filter that is added or taken away.
type Change struct {
	// Remove takes the filter away instead of adding it.
	Remove bool
	// Pane is the filter's pane. PaneWords stands for the words searched for,
	// PaneWhere for the miles around the place.
	Pane service.Pane
	// ID is the option in its pane, the age in years, the miles, the days, or the
	// words themselves; "" takes away whatever is chosen in the pane.
	ID string
	// Label says the filter in words: "Company and loneliness".
	Label string
	// Windows are the stretches of the week of PaneWhen.
	Windows []service.Window
}

// Persona is a named set of filters to start from.
type Persona struct {
	// File is where it was read from, for messages.
	File string
	// Name says for whom: "Older person living alone". It names nobody.
	Name string
	// About is a sentence more; "" is none.
	About string
	// Changes are the filters, in order.
	Changes []Change
}

// Card is one situation to practise on. The person in it is made up.
type Card struct {
	// File is where it was read from, for messages.
	File string
	// Title is the situation in one line.
	Title string
	// Story is the situation as it is told, a paragraph each.
	Story []string
	// Hint helps somebody who is stuck.
	Hint string
	// Place is where the person lives; "" when it does not matter.
	Place string
	// Changes are the filters of a good question, in order.
	Changes []Change
	// Picks are the names of services of the demonstration that a careful worker
	// would pick.
	Picks []string
	// Why says what makes the answer a good one.
	Why string
}
