package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/conversation"
	"fettle/internal/service"
	"fettle/internal/typed"
	talk "fettle/tui/conversation"
	"fettle/tui/question"
	"fettle/tui/words"
)

// interview is the step of a guided conversation: one question at a time.
type interview struct{ talk *talk.Screen }

// starts is the menu of the conversations and the personas.
func starts() *menu {
	return &menu{
		kind: "starts", title: "Conversations", says: "A number starts it. What was asked before is put aside, but for the place, and u brings it back.",
		choices: func(d *dialogue) []choice {
			var list []choice
			if t := d.interviewed; t != nil && t.Question() != nil {
				list = append(list, choice{fmt.Sprintf("Go on with: %s, at question %d.", t.Title(), t.Asked()), func(d *dialogue) { d.interview(t) }})
			}
			for _, c := range d.deps.Talks.Sets.Conversations {
				list = append(list, choice{fmt.Sprintf("Conversation: %s, %s. %s", c.Title, talk.Questions(c.Length()), c.About),
					func(d *dialogue) { d.beginInterview(c) }})
			}
			for _, p := range d.deps.Talks.Sets.Personas {
				list = append(list, choice{strings.TrimSpace("Persona: " + words.Sentence(p.Name) + " " + p.About), func(d *dialogue) { d.startPersona(&p) }})
			}
			return list
		},
		lead: func(d *dialogue) {
			if len(d.deps.Talks.Sets.Conversations)+len(d.deps.Talks.Sets.Personas) == 0 {
				d.say("There are no conversations here.")
			}
			for _, fault := range d.deps.Talks.Faults {
				d.say("Left out: %s", fault)
			}
		},
	}
}

// beginInterview begins a conversation, afresh but for the place.
func (d *dialogue) beginInterview(c *conversation.Conversation) {
	before := d.question
	if afresh := before.OnlyPlace(); afresh.Key() != before.Key() {
		d.question = afresh
		if !d.ask() {
			d.question = before
			return
		}
		d.recent.Recall(before)
		d.remember(undoable{title: "beginning the conversation afresh", question: before})
		d.say("What was asked before is put aside. u brings it back.")
	}
	d.interview(talk.New(c, nil))
}

// interview begins a conversation, or goes on with it.
func (d *dialogue) interview(t *talk.Screen) {
	d.interviewed = t
	d.toServices()
	d.enter(&interview{t})
}

// startPersona asks for what a persona stands for, instead of all that was asked
// but the place.
func (d *dialogue) startPersona(p *conversation.Persona) {
	before := d.question
	d.toServices()
	d.choose("Started from: "+p.Name, "starting from "+p.Name, func(q *question.Question) {
		*q = *before.OnlyPlace()
		talk.Apply(q, p.Changes)
	})
}

func (i *interview) name(*dialogue) string {
	if i.talk.Question() == nil {
		return "End of the conversation"
	}
	return fmt.Sprintf("Question %d", i.talk.Asked())
}

func (i *interview) hint(*dialogue) string {
	return "A number answers, skip leaves the question out, before goes to the question before, services ends it. What was answered stays."
}

// say reads the question out, with how many services each answer would leave.
func (i *interview) say(d *dialogue) {
	q := i.talk.Question()
	if q == nil {
		d.say("That was the last question. services reads what was found: %s", d.found.short(d))
		return
	}
	d.say("%s", q.Text)
	if q.Hint != "" {
		d.say("%s", words.Sentence(q.Hint))
	}
	for n, a := range q.Answers {
		said := fmt.Sprintf("%d. %s", n+1, words.Sentence(a.Text))
		if found, ok := d.would(a.Changes); ok {
			said += " " + words.Sentence(counts(found.Fits, found.MayFit))
		}
		d.say("%s", said)
	}
	if wanted := map[conversation.Ask]string{conversation.AskPlace: "a postcode, its first part, or a town", conversation.AskAge: "an age in years",
		conversation.AskTime: "a time, such as tue morning", conversation.AskWords: "words to search for"}[q.Ask]; wanted != "" {
		begin := "Or type"
		if len(q.Answers) == 0 {
			begin = "Type"
		}
		d.say("%s %s.", begin, wanted)
	}
}

// would returns what would be found after some changes.
func (d *dialogue) would(changes []conversation.Change) (service.Result, bool) {
	q := d.question.Clone()
	talk.Apply(q, changes)
	query, _ := d.deps.Query(q, d.deps.Now())
	query.Limit = 1
	r, _, err := typed.Search(d.ctx, d.deps.Search, query)
	return r, err == nil
}

func (i *interview) number(d *dialogue, n int) {
	q := i.talk.Question()
	switch {
	case q == nil:
		d.say("That was the last question.")
	case q.Ask == conversation.AskAge:
		i.text(d, strconv.Itoa(n))
	case n < 1 || n > len(q.Answers):
		d.say("There is no answer %d here.", n)
	default:
		answer := q.Answers[n-1].Text
		i.step(d, "answering "+answer, func(q *question.Question) { i.talk.Answer(n-1, q) })
	}
}

// step changes the question by an answer, says what that brings and asks the
// next one.
func (i *interview) step(d *dialogue, title string, change func(*question.Question)) {
	before := d.question.Chips()
	if changed, _ := d.change(title, change); changed {
		d.outcome(differs(before, d.question.Chips()))
	}
	i.say(d)
}

// differs says which filters were chosen and which taken away between two
// states of a question; "" is none.
func differs(before, after []question.Chip) string {
	missing := func(of, in []question.Chip) string {
		var labels []string
		for _, c := range of {
			if !slices.ContainsFunc(in, func(o question.Chip) bool { return o.Pane == c.Pane && o.ID == c.ID && o.Label == c.Label }) {
				labels = append(labels, c.Label)
			}
		}
		return strings.Join(labels, "; ")
	}
	said, gone := missing(after, before), missing(before, after)
	switch {
	case said != "":
		return "Chosen: " + said
	case gone != "":
		return "Taken away: " + gone
	}
	return ""
}

// text takes a typed answer.
func (i *interview) text(d *dialogue, text string) bool {
	q := i.talk.Question()
	if q == nil {
		return false
	}
	switch q.Ask {
	case conversation.AskPlace:
		i.place(d, text)
	case conversation.AskTime:
		windows, err := d.deps.Windows(text, d.deps.Now())
		if err != nil {
			d.trouble(err)
			break
		}
		i.typed(d, text, func(q *question.Question) {
			talk.Apply(q, []conversation.Change{{Pane: service.PaneWhen, Windows: windows}})
		})
	case conversation.AskAge:
		years, err := strconv.Atoi(text)
		if err != nil || years < 0 || years > oldest {
			d.say("An age is a number of years, 0 to %d.", oldest)
			break
		}
		i.typed(d, text, func(q *question.Question) { q.SetAge(years, "Age "+strconv.Itoa(years)) })
	case conversation.AskWords:
		i.typed(d, "\""+text+"\"", func(q *question.Question) { q.Words = text })
	case conversation.AskNothing:
		d.say("A number answers here; skip leaves the question out. /%s searches for it.", text)
	}
	return true
}

// typed takes an answer that was typed.
func (i *interview) typed(d *dialogue, said string, change func(*question.Question)) {
	i.step(d, "answering "+said, func(q *question.Question) { i.talk.Typed(said, q, change) })
}

// place takes a typed place; of several the person chooses.
func (i *interview) place(d *dialogue, text string) {
	found, err := d.deps.Locate(text)
	take := func(d *dialogue, n service.Near) {
		i.typed(d, n.Name, func(q *question.Question) { q.SetPlace(n) })
	}
	switch {
	case err != nil:
		d.trouble(err)
	case len(found) == 0:
		d.say("No place is called \"%s\". Try a postcode or the nearest town.", text)
	case len(found) == 1:
		take(d, found[0])
	default:
		d.enter(places(text, found, take, func(d *dialogue, text string) { i.place(d, text) }))
	}
}

func (i *interview) page(d *dialogue, by int) {
	if by < 0 {
		i.back(d)
		return
	}
	i.skip(d)
}

func (i *interview) skip(d *dialogue) {
	if i.talk.Question() == nil {
		i.say(d)
		return
	}
	i.step(d, "", i.talk.Skip)
}

func (i *interview) back(d *dialogue) {
	if i.talk.First() {
		d.say("This is the first question. b leaves the conversation.")
		return
	}
	i.step(d, "going back a question", func(q *question.Question) { i.talk.Back(q) })
}

// inInterview does something with the conversation that one is in.
func inInterview(run func(i *interview, d *dialogue)) func(*dialogue, string) bool {
	return do(func(d *dialogue) {
		if i, ok := d.here().(*interview); ok {
			run(i, d)
		}
	})
}
