package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/find"
	"fettle/tui/giveout"
	"fettle/tui/question"
	"fettle/tui/searches"
	"fettle/tui/shortlist"
	"fettle/tui/words"
)

// mostUndos is how many changes can be taken back in one go of the finder; the
// shortlist itself remembers its own.
const mostUndos = 200

// startWithin is how soon the second n must follow the first on the shortlist.
const startWithin = 6 * time.Second

// undoable is one change that can be taken back.
type undoable struct {
	// title says what it was: "taking all filters away".
	title string
	// question is what to bring back; nil leaves the question as it is.
	question *question.Question
	// list is set when the shortlist has the change.
	list bool
	// recent are the questions asked before to bring back; nil leaves them.
	recent *searches.Recent
}

// remember puts a change on top of those that can be taken back. What was taken
// back before can't be made again after it.
func (a *app) remember(u undoable) {
	a.redos = nil
	if len(a.undos) >= mostUndos {
		a.undos = slices.Delete(a.undos, 0, 1)
	}
	a.undos = append(a.undos, u)
}

// saved is a change of the shortlist that is on disk, or has failed.
type saved struct {
	about   About
	all     []About
	entries []shortlist.Entry
	// text says what was done.
	text string
	err  error
	// then is done when there was no error, otherwise when there was: it returns
	// what to say.
	then      func(*app)
	otherwise func(*app, error) error
}

func (s saved) apply(a *app) tea.Cmd {
	next := a.saves.done()
	if s.err != nil {
		if s.otherwise != nil {
			s.err = s.otherwise(a, s.err)
		}
		a.trouble(s.err)
		return next
	}
	a.list.Set(s.about, s.entries)
	a.find.List.Mark(a.list.Marked())
	if s.then != nil {
		s.then(a)
	}
	if a.kept != nil {
		a.kept.Set(s.all, s.about.ID, a.deps.Now())
	}
	if s.text != "" {
		return tea.Batch(next, a.say(s.text))
	}
	return next
}

// save queues a change of the shortlist. The change returns what to say.
func (a *app) save(change func(Shortlist) (string, error), then func(*app)) tea.Cmd {
	return a.saveOr(change, then, nil)
}

// saveOr is save with what is to be done when the change fails.
func (a *app) saveOr(change func(Shortlist) (string, error), then func(*app), otherwise func(*app, error) error) tea.Cmd {
	d := a.deps
	return a.saves.add(func() tea.Cmd { return saveNow(d, change, then, otherwise) })
}

// saveNow is the command that makes a change and reads the list again.
func saveNow(d Deps, change func(Shortlist) (string, error), then func(*app), otherwise func(*app, error) error) tea.Cmd {
	return func() tea.Msg {
		text, err := change(d.Shortlist)
		if err != nil {
			return saved{err: err, otherwise: otherwise}
		}
		return saved{about: d.Shortlist.About(), all: d.Shortlist.All(), entries: entries(d), text: text, then: then}
	}
}

// entries reads the list with its records. A record that is not in the library
// any more is shown as such, so its error is not one of the list.
func entries(d Deps) []shortlist.Entry {
	items := d.Shortlist.Items()
	out := make([]shortlist.Entry, 0, len(items))
	for _, item := range items {
		e := shortlist.Entry{Item: item}
		if s, err := d.Service(item.ID); err == nil {
			e.Service = &s
		} else if len(e.Changes) == 0 {
			e.Changes = []string{"no longer listed"}
		}
		out = append(out, e)
	}
	return out
}

// loadList reads the shortlist without a change.
func (a *app) loadList() tea.Cmd { return a.save(nothing, nil) }

// toggleMark puts a service on the shortlist, or takes it off when it is there
// at the moment of the change.
func (a *app) toggleMark(id, name string) tea.Cmd {
	on := false
	return a.save(func(l Shortlist) (string, error) {
		items := l.Items()
		on = !slices.ContainsFunc(items, func(i Item) bool { return i.ID == id })
		if on {
			if err := l.Add(id); err != nil {
				return "", fmt.Errorf("%s could not be marked: %w", name, err)
			}
			return fmt.Sprintf("Marked: %s. Your shortlist has %s.", name, words.Count(len(items)+1, "service", "services")), nil
		}
		if err := l.Remove(id); err != nil {
			return "", fmt.Errorf("%s could not be taken off the shortlist: %w", name, err)
		}
		return "", nil
	}, func(a *app) {
		a.remember(undoable{title: markTitle(on, name), list: true})
		if !on {
			a.remind(fmt.Sprintf("Taken off the shortlist: %s. u brings it back.", name))
		}
	})
}

func markTitle(on bool, name string) string {
	if on {
		return "marking " + name
	}
	return "taking " + name + " off the shortlist"
}

// shift moves the item under the keys by one position.
func (a *app) shift(by int) tea.Cmd {
	from := a.list.At()
	to := from + by
	if to < 0 || to >= a.list.Len() {
		return a.say("It is at that end already.")
	}
	return a.save(func(l Shortlist) (string, error) {
		if err := l.Move(from, to); err != nil {
			return "", fmt.Errorf("the order could not be changed: %w", err)
		}
		return "", nil
	}, func(a *app) { a.remember(undoable{title: "changing the order", list: true}) })
}

// nextPerson clears the question and starts a fresh list; both can be undone
// in one go.
// On the shortlist, where n stands beside the keys that change it, it is pressed
// twice while anything is marked.
func (a *app) nextPerson() tea.Cmd {
	if at := a.deps.Now(); a.place() == inShortlist && a.list.Len() > 0 {
		if since := at.Sub(a.starting); a.starting.IsZero() || since < 0 || since > startWithin {
			a.starting = at
			return a.say("n once more starts the next person: this list is put away. Ctrl+Z brings it back.")
		}
	}
	return a.freshly("Ready for the next person. Ctrl+Z brings the last one back.")
}

// freshly clears the question and starts a fresh list, and says so in that way.
func (a *app) freshly(said string) tea.Cmd {
	before := a.find.Question().Clone()
	return a.save(func(l Shortlist) (string, error) {
		if err := l.Fresh(); err != nil {
			return "", fmt.Errorf("a fresh list could not be started, so nothing was cleared: %w", err)
		}
		return "", nil
	}, func(a *app) {
		// One step leads back to the last person, and none to those before.
		a.undos, a.redos = nil, nil
		recent := a.past.recent
		a.past.recent.Forget()
		a.remember(undoable{title: "starting the next person", question: before, list: true, recent: &recent})
		a.toFinder()
		a.exported, a.talk, a.giving.safety = "", nil, giveout.Safety{}
		// What was typed meanwhile is of the next person.
		typed := strings.TrimSpace(strings.TrimPrefix(a.find.Question().Words, before.Words))
		a.find.Clear()
		a.beginAtHome()
		if typed != "" {
			a.find.AddWord(typed)
		}
		a.remind(said)
	})
}

// undo takes back the last change. It decides which when every change before it
// is done, so that two fast keys mean what they say.
func (a *app) undo() tea.Cmd {
	return a.turnBack(&a.undos, &a.redos, "undo", "Undone: ", Shortlist.Undo)
}

// redo makes the change again that was taken back last.
func (a *app) redo() tea.Cmd {
	return a.turnBack(&a.redos, &a.undos, "redo", "Done again: ", Shortlist.Redo)
}

// turnBack takes the last change of one pile back and puts it on the other. What
// the piles do not know, the shortlist may.
func (a *app) turnBack(from, to *[]undoable, word, done string, walk func(Shortlist) (string, error)) tea.Cmd {
	d := a.deps
	return a.saves.add(func() tea.Cmd {
		var last undoable
		known := len(*from) > 0
		if known {
			last = (*from)[len(*from)-1]
		}
		moved := true // whether there was anything to take back
		turn := func(a *app) {
			if !known {
				return
			}
			*from = (*from)[:len(*from)-1]
			if !moved {
				return
			}
			other := undoable{title: last.title, list: last.list}
			if last.question != nil {
				other.question = a.find.Question().Clone()
			}
			if last.recent != nil {
				recent := a.past.recent
				other.recent, a.past.recent = &recent, *last.recent
			}
			*to = append(*to, other)
			a.restore(last.question)
		}
		if known && !last.list {
			turn(a)
			// Its answer ends the step of the queue.
			return tea.Batch(a.say(done+last.title+"."), func() tea.Msg { return restored{} })
		}
		return saveNow(d, func(l Shortlist) (string, error) {
			what, err := walk(l)
			moved = what != ""
			switch {
			case err != nil:
				return "", fmt.Errorf("the last change could not be turned back: %w", err)
			case what == "":
				return "There is nothing to " + word + ".", nil
			case known:
				return done + last.title + ".", nil
			}
			return done + what + ".", nil
		}, turn, nil)
	})
}

// restored says that a question was brought back.
type restored struct{}

func (restored) apply(a *app) tea.Cmd { return a.saves.done() }

func (a *app) restore(q *question.Question) {
	if q == nil {
		return
	}
	a.find.Restore(q)
	a.find.Focus(find.List)
}
