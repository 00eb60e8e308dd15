package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/giveout"
	"fettle/tui/lists"
	"fettle/tui/shortlist"
	"fettle/tui/words"
)

// listActions choose among the shortlists that are kept.
func listActions() []action {
	return []action{{
		ID: "lists", Keys: []string{"L"}, In: inShortlist, Title: "Show the shortlists that are kept", Label: "Lists",
		Hint: "Open, begin, name, keep, lock or remove one.", Run: (*app).openLists,
	}, {
		ID: "lists-too", Keys: []string{"L"}, In: inList | inDetail, Title: "Show the shortlists that are kept",
		Hint: "Open, begin, name, keep, lock or remove one.", Run: (*app).openLists,
	}, {
		ID: "list-open", Keys: []string{"enter"}, In: inLists, Title: "Open the list, or take what is typed", Label: "Open",
		Hint: "A locked list asks for its passphrase.", Run: (*app).takeList,
	}, {
		ID: "list-new", Keys: []string{"n"}, In: inLists, Title: "Begin a list with a name", Label: "New list",
		Hint: "It goes 30 days after it was last used, unless you keep it.", WhyNot: asking,
		Run: func(a *app) tea.Cmd { a.kept.Ask(lists.NewName, ""); return nil },
	}, {
		ID: "list-name", Keys: []string{"r"}, In: inLists, Title: "Name the list otherwise", Label: "Name", Hint: "Undo brings the old name back.", WhyNot: notOpen,
		Run: func(a *app) tea.Cmd { a.kept.Ask(lists.OtherName, a.list.About().Label); return nil },
	}, {
		ID: "list-keep", Keys: []string{"k"}, In: inLists, Title: "Keep the list for good, or let it go in its time", Label: "Keep",
		Hint: "A list that is kept stays until it is removed.", WhyNot: notNamed, Run: (*app).keepList,
	}, {
		ID: "list-lock", Keys: []string{"p"}, In: inLists, Title: "Lock the list with a passphrase, or take the lock off", Label: "Lock",
		Hint: "A locked list can't be read from the disk without its passphrase.", WhyNot: notNamed, Run: (*app).lockList,
	}, {
		ID: "list-remove", Keys: []string{"x", "delete"}, In: inLists, Title: "Remove the list for good", Label: "Remove",
		Hint: "It asks first; there is no undo.", WhyNot: noList,
		Run: func(a *app) tea.Cmd { a.kept.Ask(lists.Removal, ""); return nil },
	}}
}

func asking(a *app) string {
	if a.kept != nil && a.kept.Asking() != lists.Nothing {
		return "Something is asked for: Enter takes it, Esc does not."
	}
	return ""
}

func noList(a *app) string {
	if why := asking(a); why != "" {
		return why
	}
	if a.kept == nil || a.kept.Selected() == nil {
		return "There is no list here."
	}
	return ""
}

func notOpen(a *app) string {
	if why := noList(a); why != "" {
		return why
	}
	if !a.kept.Open() {
		return "Open this list first: Enter opens it."
	}
	return ""
}

func notNamed(a *app) string {
	if why := notOpen(a); why != "" {
		return why
	}
	if a.list.About().Label == "" {
		return "Name the list first: r names it."
	}
	return ""
}

// openLists shows the lists that are kept.
func (a *app) openLists() tea.Cmd {
	return a.save(nothing, func(a *app) {
		a.kept = lists.New()
		a.push(inLists, a.kept)
	})
}

// nothing is the change that only reads the list again.
func nothing(Shortlist) (string, error) { return "", nil }

// takeList does what Enter asks for among the lists.
func (a *app) takeList() tea.Cmd {
	k, text := a.kept, a.kept.Text()
	selected := k.Selected()
	switch k.Asking() {
	case lists.Nothing:
		if selected == nil {
			return a.say("No list is kept yet: n begins one.")
		}
		return a.useList(*selected)
	case lists.NewName, lists.OtherName:
		return a.nameList(k.Asking() == lists.NewName, text)
	case lists.Passphrase:
		return a.unlockList(selected.ID, text)
	case lists.NewPassphrase:
		k.Again()
	case lists.SamePassphrase:
		same := text == k.First()
		k.Ask(lists.Nothing, "")
		if !same {
			k.Ask(lists.NewPassphrase, "")
			return a.say("The two were not the same: nothing is locked yet.")
		}
		return tea.Batch(a.say("One moment: the list is being locked."),
			a.otherList("The list is locked: on disk it can't be read without the passphrase.", func(l Shortlist) error { return l.Lock(text) }, nil))
	case lists.Removal:
		id := selected.ID
		return a.otherList("The list is gone.", func(l Shortlist) error { return l.Delete(id) }, nil)
	}
	return nil
}

// useList opens a list.
func (a *app) useList(about shortlist.About) tea.Cmd {
	if about.ID == a.list.About().ID && about.Shut {
		a.kept.Ask(lists.Passphrase, "")
		return nil
	}
	return a.otherList("", func(l Shortlist) error { return l.Use(about.ID) }, func(a *app) {
		if a.list.About().Shut {
			a.kept.Ask(lists.Passphrase, "")
			return
		}
		a.showList()
	})
}

// showList closes the lists and shows the open one.
func (a *app) showList() {
	a.toFinder()
	a.listing = true
}

// unlockList opens a locked list by its passphrase.
func (a *app) unlockList(id, passphrase string) tea.Cmd {
	a.kept.Ask(lists.Passphrase, "")
	return tea.Batch(a.say("One moment: the passphrase is being tried."),
		a.otherList("The list is open. On disk it stays locked.", func(l Shortlist) error { return l.Unlock(id, passphrase) }, (*app).showList))
}

// nameList begins a list or names the open one, once a name that looks like a
// person's was questioned.
func (a *app) nameList(begin bool, name string) tea.Cmd {
	if name == "" {
		return a.say("Type a name, or Esc.")
	}
	if why := a.deps.Question(name); why != "" && !a.kept.Doubted() {
		a.kept.Doubt(why)
		return nil
	}
	if begin {
		return a.otherList("Began the list "+name+".", func(l Shortlist) error { return l.Begin(name) }, (*app).showList)
	}
	return a.changeList("The list is called "+name+".", func(l Shortlist) error { return l.Rename(name) })
}

// keepList keeps the open list for good, or lets it go in its time.
func (a *app) keepList() tea.Cmd {
	keep := !a.list.About().Goes.IsZero()
	said := "The list goes in its time again."
	if keep {
		said = "The list is kept until you remove it."
	}
	return a.changeList(said, func(l Shortlist) error { return l.Keep(keep) })
}

// lockList asks for a passphrase, or takes the lock off.
func (a *app) lockList() tea.Cmd {
	if !a.list.About().Locked {
		a.kept.Ask(lists.NewPassphrase, "")
		return nil
	}
	return a.otherList("The lock is off.", func(l Shortlist) error { return l.RemoveLock() }, nil)
}

// changeList changes the open list in a way that can be undone.
func (a *app) changeList(said string, change func(Shortlist) error) tea.Cmd {
	return a.save(func(l Shortlist) (string, error) { return said, change(l) }, func(a *app) {
		a.kept.Ask(lists.Nothing, "")
		a.remember(undoable{title: "the change of the list itself", list: true})
	})
}

// otherList does something after which another list may be open, so that what
// was done to the one before can't be undone from here.
func (a *app) otherList(said string, change func(Shortlist) error, then func(*app)) tea.Cmd {
	return a.save(func(l Shortlist) (string, error) { return said, change(l) }, func(a *app) {
		a.kept.Ask(lists.Nothing, "")
		ofList := func(u undoable) bool { return u.list }
		a.undos, a.redos = slices.DeleteFunc(a.undos, ofList), slices.DeleteFunc(a.redos, ofList)
		a.exported, a.giving.safety = "", giveout.Safety{}
		if then != nil {
			then(a)
		}
	})
}

// greet says at the start whose list is open, in words that name nobody.
func (a *app) greet() {
	about := a.list.About()
	n := words.Count(a.list.Len(), "service", "services")
	ago := words.Ago(a.deps.Now().Sub(about.Used))
	switch {
	case about.Shut:
		a.keep("The list " + about.Label + " is locked. Enter, then L shows the lists and opens it, or n starts afresh.")
	case a.list.Len() == 0:
	case about.Label == "":
		a.keep("A list of " + n + " from " + ago + " is here. Enter, then l shows it, or n starts afresh.")
	default:
		a.keep("The list " + about.Label + " is open, with " + n + ". Enter, then l shows it, or n starts afresh.")
	}
}

// expire ends lists whose time is up while the finder is open.
func (a *app) expire() tea.Cmd {
	return a.save(func(l Shortlist) (string, error) {
		gone, err := l.Expire()
		switch {
		case err != nil, gone == 0:
			return "", err
		case gone == 1:
			return "1 list had its time and is gone.", nil
		}
		return fmt.Sprintf("%d lists had their time and are gone.", gone), nil
	}, nil)
}
