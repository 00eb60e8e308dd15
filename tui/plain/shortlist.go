package plain

import (
	"fmt"
	"slices"

	"fettle/tui/giveout"
	"fettle/tui/question"
	"fettle/tui/words"
)

// shortlist is the step of the marked services.
type shortlist struct{ first int }

// listPage is how many marked services are read out at a time.
const listPage = 10

func (l *shortlist) name(d *dialogue) string {
	return "Shortlist of " + words.Number(len(d.deps.Shortlist.Items()))
}

func (l *shortlist) hint(d *dialogue) string {
	if len(d.deps.Shortlist.Items()) == 0 {
		return "b goes back; there s and a number marks a service."
	}
	return "A number reads that service. x and a number takes it off, note and a number writes a note. e gives the list out. b goes back."
}

func (l *shortlist) say(d *dialogue) {
	items := d.deps.Shortlist.Items()
	if d.deps.Shortlist.About().Shut {
		d.say("This list is locked: lists opens it.")
		return
	}
	if len(items) == 0 {
		d.say("Your shortlist is empty.")
		return
	}
	l.first = max(min(l.first, (len(items)-1)/listPage*listPage), 0)
	if l.first == 0 {
		about := d.deps.Shortlist.About()
		name := "Your shortlist"
		if about.Label != "" {
			name = "The shortlist " + about.Label
		}
		d.say("%s has %s.%s", name, words.Count(len(items), "service", "services"), d.goes(about))
	}
	for i := l.first; i < min(l.first+listPage, len(items)); i++ {
		item := items[i]
		said := item.Name
		if s, err := d.deps.Service(item.ID); err != nil {
			said += ". No longer in your data"
		} else {
			said = s.Name
			if s.Organisation.Name != "" && s.Organisation.Name != s.Name {
				said += ", " + s.Organisation.Name
			}
			if len(s.Phones) > 0 {
				said += ". Phone " + words.Phone(s.Phones[0])
			}
		}
		d.say("%d. %s", i+1, words.Sentence(said))
		for _, change := range item.Changes {
			d.say("Changed: %s", change)
		}
		if item.Note != "" {
			d.say("Note: %s", item.Note)
		}
		if item.Private != "" {
			d.say("For you only: %s", item.Private)
		}
	}
}

func (l *shortlist) number(d *dialogue, n int) {
	items := d.deps.Shortlist.Items()
	switch {
	case n < 1 || n > len(items):
		d.say("There is no number %d on your shortlist.", n)
	default:
		d.enter(&reading{id: items[n-1].ID, title: items[n-1].Name, at: n - 1, listed: true})
	}
}

func (l *shortlist) text(*dialogue, string) bool { return false }

func (l *shortlist) page(d *dialogue, by int) {
	to := l.first + by*listPage
	if to < 0 || to >= len(d.deps.Shortlist.Items()) {
		d.say("That is the end of your shortlist.")
		return
	}
	l.first = to
	l.say(d)
}

// marked returns the ids on the shortlist.
func (d *dialogue) marked() map[string]bool {
	ids := make(map[string]bool)
	for _, item := range d.deps.Shortlist.Items() {
		ids[item.ID] = true
	}
	return ids
}

// mark puts a service on the shortlist, or takes it off when it is there.
func (d *dialogue) mark(id string) {
	if d.marked()[id] {
		d.unmark(id)
		return
	}
	name := d.nameOf(id)
	if err := d.deps.Shortlist.Add(id); err != nil {
		d.trouble(fmt.Errorf("%s could not be marked: %w", name, err))
		return
	}
	d.remember(undoable{title: "marking " + name, list: true})
	d.say("Marked: %s. Your shortlist has %s.", name, words.Count(len(d.deps.Shortlist.Items()), "service", "services"))
}

func (d *dialogue) unmark(id string) {
	name := d.nameOf(id)
	if err := d.deps.Shortlist.Remove(id); err != nil {
		d.trouble(fmt.Errorf("%s could not be taken off the shortlist: %w", name, err))
		return
	}
	d.remember(undoable{title: "taking off " + name, list: true})
	d.say("Taken off the shortlist: %s. u brings it back.", name)
}

// markAll marks the services of the numbers on a line, and takes off those that
// were marked.
func (d *dialogue) markAll(line string) bool {
	list, ok := numbers(line)
	if !ok {
		return false
	}
	for _, n := range list {
		if row := d.found.row(d, n); row != nil {
			d.mark(row.ID)
		}
	}
	return true
}

// drop takes the items of the numbers on a line off the shortlist.
func (d *dialogue) drop(line string) bool {
	list, ok := numbers(line)
	if !ok {
		return false
	}
	items := slices.Clone(d.deps.Shortlist.Items())
	for _, n := range list {
		if n < 1 || n > len(items) {
			d.say("There is no number %d on your shortlist.", n)
			continue
		}
		d.unmark(items[n-1].ID)
	}
	return true
}

// shift moves an item of the shortlist by one position.
func (d *dialogue) shift(line string, by int) bool {
	list, ok := numbers(line)
	if !ok || len(list) != 1 {
		return false
	}
	items := d.deps.Shortlist.Items()
	from, to := list[0]-1, list[0]-1+by
	switch {
	case from < 0 || from >= len(items):
		d.say("There is no number %d on your shortlist.", list[0])
	case to < 0 || to >= len(items):
		d.say("%s is at that end already.", items[from].Name)
	default:
		if err := d.deps.Shortlist.Move(from, to); err != nil {
			d.trouble(fmt.Errorf("the order could not be changed: %w", err))
			return true
		}
		d.remember(undoable{title: "changing the order", list: true})
		d.say("%s is number %d now.", items[from].Name, to+1)
	}
	return true
}

// nextPerson clears the question and starts a fresh list.
func (d *dialogue) nextPerson() {
	d.freshly("Ready for the next person. u brings the last one back.")
}

// freshly clears the question and starts a fresh list, and says so in that way.
func (d *dialogue) freshly(said string) {
	if err := d.deps.Shortlist.Fresh(); err != nil {
		d.trouble(fmt.Errorf("a fresh list could not be started, so nothing was cleared: %w", err))
		return
	}
	before := d.question
	d.recent.Recall(before)
	recent := d.recent
	d.recent.Forget()
	d.begin()
	d.undos = nil // one step leads back to the last person, and none to those before
	d.remember(undoable{title: "starting the next person", question: before, list: true, recent: &recent})
	if d.ask() {
		d.found.unread = true
		d.say("%s", said)
	}
}

// begin goes back to where every search begins, with nothing of the person
// before.
func (d *dialogue) begin() {
	d.question = &question.Question{}
	if d.home != nil {
		d.question.SetPlace(*d.home)
	}
	d.toServices()
	d.redos, d.interviewed, d.safety = nil, nil, giveout.Safety{}
	d.exported, d.picked = "", ""
}
