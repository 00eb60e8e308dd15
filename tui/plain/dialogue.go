package plain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/conversation"
	"fettle/internal/service"
	"fettle/tui"
	talk "fettle/tui/conversation"
	"fettle/tui/giveout"
	"fettle/tui/question"
	past "fettle/tui/searches"
	"fettle/tui/words"
)

// mostUndos is how many changes can be taken back in one go; the shortlist
// itself remembers its own.
const mostUndos = 200

// dialogue is what is known of the conversation: the question, what it found,
// where one is, and the answer that is being put together.
type dialogue struct {
	answers
	ctx      context.Context
	deps     tui.Deps
	commands []command
	question *question.Question
	found    *services
	// steps are where one is, the first of all the services found.
	steps []step
	// undos can be taken back, redos made again.
	undos, redos []undoable
	// recent is what was asked in this session.
	recent past.Recent
	// interviewed is the conversation that was left last; nil is none.
	interviewed *talk.Screen
	// hinted are the steps at which it was said what can be typed.
	hinted map[string]bool
	// exported is the file that was written last; "" is none.
	exported string
	// picked is the service that is to be compared with another; "" is none.
	picked string
	// home is the place at which every search begins; nil is none.
	home *service.Near
	// card is the situation card that is being worked on; nil is none.
	card *conversation.Card
	// safety is what was answered for this person.
	safety giveout.Safety
	// tell says a line at once, before the answer is whole.
	tell func(line string)
	// stoppedWords say what came of what Ctrl+C stopped; "" is nothing more.
	stoppedWords string
	left         bool
}

// step is one place in the conversation.
type step interface {
	// name says in few words where one is: "Services 1 to 5 of 10".
	name(d *dialogue) string
	// say reads the step out.
	say(d *dialogue)
	// hint says what can be typed.
	hint(d *dialogue) string
	// number takes a number that was typed, from 1.
	number(d *dialogue, n int)
	// text takes a text that is no command, and reports false when it is none for
	// this step: it is searched for then.
	text(d *dialogue, text string) bool
	// page goes on by so many pages and reads out what is there.
	page(d *dialogue, by int)
}

// undoable is one change that can be taken back.
type undoable struct {
	// title says what it was: "choosing Free".
	title string
	// question is what to bring back; nil leaves the question as it is.
	question *question.Question
	// list is set when the shortlist has the change.
	list bool
	// recent are the questions asked before to bring back; nil leaves them.
	recent *past.Recent
}

func newDialogue(ctx context.Context, deps tui.Deps) *dialogue {
	d := &dialogue{ctx: ctx, deps: deps, commands: commands(deps.Training != nil), question: &question.Question{}, found: &services{}, hinted: make(map[string]bool)}
	d.tell = func(line string) { d.say("%s", line) }
	d.steps = []step{d.found}
	return d
}

// trouble says an error as a sentence.
func (d *dialogue) trouble(err error) { d.say("%s", words.Sentence(err.Error())) }

// prompt says where one is.
func (d *dialogue) prompt() string {
	name := d.here().name(d)
	if d.deps.Demo && d.here() != step(hidden{}) {
		name = "Demo, " + strings.ToLower(name[:1]) + name[1:]
	}
	return name + ": "
}

// here is the step that one is at.
func (d *dialogue) here() step { return d.steps[len(d.steps)-1] }

// enter goes to a step and reads it out. A step that one is at already is left
// first, and so is another filter: they are beside each other.
func (d *dialogue) enter(s step) {
	if kindOf(s) == kindOf(d.here()) {
		d.leave()
	}
	for slices.Contains(filterKinds(), kindOf(s)) && (slices.Contains(filterKinds(), kindOf(d.here())) || kindOf(d.here()) == dayKind) {
		d.leave()
	}
	d.steps = append(d.steps, s)
	d.read()
}

// kindOf names the kind of a step.
func kindOf(s step) string {
	if m, ok := s.(*menu); ok {
		return m.kind
	}
	return fmt.Sprintf("%T", s)
}

// read reads the step out, with what can be typed when that was not said yet.
func (d *dialogue) read() {
	s := d.here()
	s.say(d)
	kind := kindOf(s)
	if s == step(d.found) && len(d.found.rows) == 0 {
		kind = "nothing found"
	}
	if !d.hinted[kind] || d.deps.Training != nil {
		d.hinted[kind] = true
		d.say("%s", s.hint(d))
	}
}

// leave goes back by one step, without a word; it reports false at the first.
func (d *dialogue) leave() bool {
	if len(d.steps) == 1 {
		return false
	}
	d.steps = d.steps[:len(d.steps)-1]
	return true
}

// back goes back by one step and says where one is then.
func (d *dialogue) back() {
	if !d.leave() {
		d.say("There is nothing to go back to. q leaves.")
		return
	}
	switch s := d.here().(type) {
	case *services:
		s.again(d)
	case *reading:
		d.say("Back at %s.", s.title)
	default:
		s.say(d)
	}
}

// backToServices goes back to the services found and says where one is.
func (d *dialogue) backToServices() {
	d.toServices()
	d.found.again(d)
}

// toServices goes back to the services found, without a word.
func (d *dialogue) toServices() { d.steps = d.steps[:1] }

// remember puts a change on top of those that can be taken back. What was taken
// back before can't be made again after it.
func (d *dialogue) remember(u undoable) {
	d.redos = nil
	if len(d.undos) >= mostUndos {
		d.undos = slices.Delete(d.undos, 0, 1)
	}
	d.undos = append(d.undos, u)
}

// change changes the question and asks it. It reports false, with the question
// as it was, when nothing would be different, and when the library could not
// answer, which it says.
func (d *dialogue) change(title string, change func(*question.Question)) (changed, answered bool) {
	before := d.question
	d.question = before.Clone()
	change(d.question)
	if d.question.Key() == before.Key() && asked(d.question) == asked(before) {
		d.question = before
		return false, true
	}
	if !d.ask() {
		d.question = before
		return false, false
	}
	if replaces(before, d.question) {
		d.recent.Recall(before)
	}
	d.remember(undoable{title: title, question: before})
	return true, true
}

// ask asks the library and reports whether it answered; why not it says.
func (d *dialogue) ask() bool {
	answer, err := ask(d)
	if err != nil {
		d.trouble(err)
		return false
	}
	*d.found = answer
	return true
}

// undo takes back the last change, redo makes it again.
func (d *dialogue) undo() {
	d.turnBack(&d.undos, &d.redos, "undo", "Undone: ", d.deps.Shortlist.Undo)
}

func (d *dialogue) redo() {
	d.turnBack(&d.redos, &d.undos, "redo", "Done again: ", d.deps.Shortlist.Redo)
}

// turnBack takes the last change of one pile back and puts it on the other. What
// the piles do not know, the shortlist may.
func (d *dialogue) turnBack(from, to *[]undoable, word, done string, walk func() (string, error)) {
	var last undoable
	known := len(*from) > 0
	if known {
		last = (*from)[len(*from)-1]
	}
	if !known || last.list {
		what, err := walk()
		switch {
		case err != nil:
			d.trouble(fmt.Errorf("the last change could not be turned back: %w", err))
			return
		case what == "":
			d.say("There is nothing to %s.", word)
			if known {
				*from = (*from)[:len(*from)-1]
			}
			return
		case !known:
			last.title = what
		}
	}
	now := undoable{title: last.title, list: last.list}
	if last.question != nil {
		before := d.question
		d.question, now.question = last.question, before
		if !d.ask() {
			d.question = before
			return
		}
	}
	if last.recent != nil {
		recent := d.recent
		now.recent, d.recent = &recent, *last.recent
	}
	if known {
		*from = (*from)[:len(*from)-1]
		*to = append(*to, now)
	}
	said := done + strings.TrimSuffix(last.title, ".")
	if last.question != nil {
		d.outcome(said)
		return
	}
	d.say("%s.", said)
	if _, ok := d.here().(*shortlist); ok {
		d.here().say(d)
	}
}

// refresh takes up a newer library when there is one.
func (d *dialogue) refresh() {
	if d.deps.Refresh == nil {
		return
	}
	newer, err := d.deps.Refresh()
	if err != nil {
		d.trouble(fmt.Errorf("newer data could not be opened, so the old is still read: %w", err))
		return
	}
	first, unread := d.found.first, d.found.unread
	if newer && d.ask() {
		d.found.unread = unread
		if first < d.found.result.Total {
			d.found.first = first
		}
		d.say("Newer data is in.")
	}
}

// open says what a person should know first.
func (d *dialogue) open(why string) {
	d.say("Fettle, line by line. %s", why)
	if d.deps.Demo {
		d.say("Demonstration: all services are made up. Do not ring them.")
	}
	contents := d.deps.Contents()
	if contents.Services == 0 {
		d.empty()
		return
	}
	d.say("%s. %s.%s", words.Count(contents.Services, "service", "services"), words.DataAge(contents.Newest(), d.deps.Now()), untaken(contents))
	d.greet()
	d.goHome()
	if d.ask() {
		d.found.unread = true
		d.say("Type what is wanted, such as: lonely gardening. f narrows by need, age, place and time. ? says what else can be typed. q leaves.")
		if d.deps.Training != nil {
			d.say("cards hands out a situation to practise on, reset starts afresh.")
		}
	}
}

// goHome looks up the place at which every search begins, and asks for services
// near it.
func (d *dialogue) goHome() {
	if d.deps.Home == "" {
		return
	}
	near, err := d.deps.Locate(d.deps.Home)
	if err == nil && len(near) == 0 {
		err = fmt.Errorf("no place is called %q", d.deps.Home)
	}
	if err != nil {
		d.trouble(fmt.Errorf("the place in your settings can't be used: %w", err))
		return
	}
	d.home = &near[0]
	d.begin()
	d.say("Every search begins near %s, as your settings say. x takes that away.", d.home.Name)
}

// empty says what to do when there is no data at all.
func (d *dialogue) empty() {
	d.say("There are no services here yet. Leave with q and run: fettle sync")
	d.say("To look around with made-up services, run: fettle demo")
}

// greet says whose list is open, in words that name nobody.
func (d *dialogue) greet() {
	about := d.deps.Shortlist.About()
	n := words.Count(len(d.deps.Shortlist.Items()), "service", "services")
	switch {
	case about.Shut:
		d.say("The list %s is locked: lists opens it, n starts afresh.", about.Label)
	case len(d.deps.Shortlist.Items()) == 0:
	case about.Label == "":
		d.say("A list of %s from %s is here: l reads it, n starts afresh.", n, words.Ago(d.deps.Now().Sub(about.Used)))
	default:
		d.say("The list %s is open, with %s: l reads it, n starts afresh.", about.Label, n)
	}
}

// untaken names the feeds that the last update did not bring in.
func untaken(c service.Contents) string {
	var names []string
	for _, f := range c.Feeds {
		if f.Trouble != "" {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " Not updated: " + words.List(names) + "."
}
