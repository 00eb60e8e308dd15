package plain

import (
	"slices"
	"time"

	"fettle/internal/service"
	"fettle/tui"
	"fettle/tui/giveout"
	"fettle/tui/words"
)

// lists is the step of the shortlists that are kept. It is a menu, with commands
// of its own for the open list.
type lists struct{ menu }

func keptLists() *lists {
	return &lists{menu{
		kind: "lists", title: "Shortlists", says: "A number opens that list. n begins one, r names the open one. b goes back.",
		lead: func(d *dialogue) {
			if len(d.deps.Shortlist.All()) == 0 {
				d.say("No list is kept yet: n begins one.")
			}
		},
		choices: func(d *dialogue) []choice {
			var list []choice
			for _, about := range d.deps.Shortlist.All() {
				list = append(list, choice{d.listWords(about), func(d *dialogue) { d.useList(about) }})
			}
			return list
		},
	}}
}

// listWords says a list: "walks, 3 services. Open. Goes on 3 Dec 2026."
func (d *dialogue) listWords(about tui.About) string {
	said := about.Label
	if said == "" {
		said = "The list without a name"
	}
	if about.Services >= 0 {
		said += ", " + words.Count(about.Services, "service", "services")
	}
	said += "."
	if about.ID == d.deps.Shortlist.About().ID {
		said += " Open."
	}
	if about.Locked {
		said += " Locked on disk."
	}
	return said + d.goes(about)
}

// goes says when a list goes.
func (d *dialogue) goes(about tui.About) string {
	if about.Goes.IsZero() {
		return " Kept until you remove it."
	}
	return " Goes " + when(about.Goes, d.deps.Now()) + " if it is not used."
}

// when says a moment to come: "today", "on 3 Dec 2026".
func when(at, now time.Time) string {
	if day := service.DateOf(at); day != service.DateOf(now) {
		return "on " + words.Day(day)
	}
	return "today"
}

// useList opens a list; a locked one asks for its passphrase.
func (d *dialogue) useList(about tui.About) {
	if open := d.deps.Shortlist.About(); about.ID != open.ID || !open.Shut {
		if !d.otherList("", func(l tui.Shortlist) error { return l.Use(about.ID) }) {
			return
		}
	}
	if d.deps.Shortlist.About().Shut {
		d.enter(&asking{title: "Passphrase", more: "The list is locked. Type its passphrase.", hidden: true, take: func(d *dialogue, text string) {
			if d.otherList("The list is open. On disk it stays locked.", func(l tui.Shortlist) error { return l.Unlock(about.ID, text) }) {
				d.showList()
			}
		}})
		return
	}
	d.showList()
}

// showList goes to the open list.
func (d *dialogue) showList() {
	d.toServices()
	d.enter(&shortlist{})
}

// otherList does something after which another list may be open, so that what
// was done to the one before can't be undone from here. It reports whether that
// went well.
func (d *dialogue) otherList(said string, change func(tui.Shortlist) error) bool {
	if err := change(d.deps.Shortlist); err != nil {
		d.trouble(err)
		return false
	}
	ofList := func(u undoable) bool { return u.list }
	d.undos, d.redos = slices.DeleteFunc(d.undos, ofList), slices.DeleteFunc(d.redos, ofList)
	d.exported, d.safety = "", giveout.Safety{}
	d.say("%s", said)
	return true
}

// changeList changes the open list in a way that can be undone.
func (d *dialogue) changeList(said, title string, change func(tui.Shortlist) error) {
	if err := change(d.deps.Shortlist); err != nil {
		d.trouble(err)
		return
	}
	d.remember(undoable{title: title, list: true})
	d.say("%s", said)
}

// nameList asks for a name, and hands it on once a name that looks like a
// person's was questioned.
func (d *dialogue) nameList(take func(d *dialogue, name string)) {
	d.enter(&asking{title: "Name", more: "Type a name for the list, of a topic and not of a person.", take: func(d *dialogue, name string) {
		why := d.deps.Question(name)
		if why == "" {
			take(d, name)
			return
		}
		d.enter(&asking{title: "Name again, or another", more: words.Sentence(why), take: func(d *dialogue, again string) { take(d, again) }})
	}})
}

func (d *dialogue) beginList() {
	d.nameList(func(d *dialogue, name string) {
		if d.otherList("Began the list "+name+".", func(l tui.Shortlist) error { return l.Begin(name) }) {
			d.showList()
		}
	})
}

func (d *dialogue) renameList() {
	d.nameList(func(d *dialogue, name string) {
		d.changeList("The list is called "+name+".", "naming the list "+name, func(l tui.Shortlist) error { return l.Rename(name) })
	})
}

// named reports whether the open list has a name, and says so when it has none.
func (d *dialogue) named() bool {
	if d.deps.Shortlist.About().Label == "" {
		d.say("Name the list first: r names it.")
		return false
	}
	return true
}

// keepList keeps the open list for good, or lets it go in its time.
func (d *dialogue) keepList() {
	if !d.named() {
		return
	}
	keep := !d.deps.Shortlist.About().Goes.IsZero()
	said, title := "The list goes in its time again.", "letting the list go in its time"
	if keep {
		said, title = "The list is kept until you remove it.", "keeping the list"
	}
	d.changeList(said, title, func(l tui.Shortlist) error { return l.Keep(keep) })
}

// lockList asks for a passphrase twice and locks the open list, or takes the
// lock off.
func (d *dialogue) lockList() {
	switch {
	case !d.named():
	case d.deps.Shortlist.About().Locked:
		d.otherList("The lock is off.", func(l tui.Shortlist) error { return l.RemoveLock() })
	default:
		d.enter(&asking{title: "New passphrase", more: "Type a passphrase that you will remember: without it nobody can read the list again.", hidden: true,
			take: func(d *dialogue, first string) {
				d.enter(&asking{title: "The same again", more: "Type the same passphrase again.", hidden: true, take: func(d *dialogue, second string) {
					if first != second {
						d.say("The two were not the same: nothing is locked yet.")
						return
					}
					d.otherList("The list is locked: on disk it can't be read without the passphrase.", func(l tui.Shortlist) error { return l.Lock(first) })
				}})
			}})
	}
}

// removeList removes the list of a number for good, once yes was typed.
func (d *dialogue) removeList(rest string) bool {
	all := d.deps.Shortlist.All()
	list, ok := numbers(rest)
	switch {
	case rest == "":
		d.say("Which one? Type x and its number, such as: x 2")
		return true
	case !ok || len(list) != 1:
		return false
	case list[0] < 1 || list[0] > len(all):
		d.say("There is no list %d here.", list[0])
		return true
	}
	about := all[list[0]-1]
	d.enter(&asking{title: "Remove", more: "This can't be undone. Type yes to remove for good: " + d.listWords(about), take: func(d *dialogue, text string) {
		if text != "yes" {
			d.say("Nothing was removed.")
			return
		}
		d.otherList("The list is gone.", func(l tui.Shortlist) error { return l.Delete(about.ID) })
	}})
	return true
}
