package tui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/giveout"
	"fettle/tui/lists"
	"fettle/tui/shortlist"
	"fettle/tui/words"
)

// notesAfter is how long typing must rest before a note is saved.
const notesAfter = time.Second

// keepingActions write notes and choose among the shortlists that are kept.
func keepingActions() []action {
	return []action{{
		ID: "note", Keys: []string{"t"}, In: inShortlist, Title: "Write a note for the person", Label: "Note", Weigh: weighs(atHand),
		Hint: "It goes into what they are given: \"ask for Jo\". It is saved as you type.", WhyNot: nothingListed,
		Run: func(a *app) tea.Cmd { return a.openNotes(false) },
	}, {
		ID: "private-note", Keys: []string{"T"}, In: inShortlist, Title: "Write a note for yourself",
		Hint: "It is never given out. It is saved as you type.", WhyNot: nothingListed,
		Run: func(a *app) tea.Cmd { return a.openNotes(true) },
	}, {
		ID: "other-note", Keys: []string{"tab", "shift+tab"}, In: inNote, Title: "Go to the other note", Label: "Other note",
		Hint: "One is for the person, the other for you alone.",
		Run:  func(a *app) tea.Cmd { a.noting.Next(); return nil },
	}, {
		ID: "note-done", Keys: []string{"enter"}, In: inNote, Title: "Done with the notes", Label: "Done", Hint: "They are saved.",
		Run: func(a *app) tea.Cmd { a.noting.Back = false; a.pop(); return nil },
	}, {
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

// openNotes opens the notes of the service under the keys.
func (a *app) openNotes(private bool) tea.Cmd {
	a.noting = shortlist.NewNotes(&a.list, private, a.deps.MaxNote, a.listHead)
	a.noted = 0
	a.push(inNote, a.noting)
	return nil
}

// listHead paints the line above the shortlist.
func (a *app) listHead(w int) string { return a.list.Head(w, a.title(), a.deps.Now(), a.theme) }

// keepNotes saves notes when typing rests, when they are closed, and before the
// finder is left.
func (a *app) keepNotes() tea.Cmd {
	n, leaves := a.noting, !a.leaving.IsZero() && a.leaving != a.notedLeaving
	a.notedLeaving = a.leaving
	switch {
	case n == nil:
		return nil
	case !a.isOpen(n):
		a.noting = nil
		return a.saveNotes(n)
	case leaves:
		return a.saveNotes(n)
	case n.Edits() == a.noted:
		return nil
	}
	a.noted = n.Edits()
	return a.after(notesAfter, rested{n, a.noted})
}

// isOpen reports whether a panel is on the stack.
func (a *app) isOpen(p panel) bool {
	return slices.ContainsFunc(a.panels, func(s stacked) bool { return s.panel == p })
}

// rested says that nothing was typed into a note for a while.
type rested struct {
	notes *shortlist.Notes
	edits int
}

func (r rested) apply(a *app) tea.Cmd {
	if a.noting != r.notes || r.edits != r.notes.Edits() {
		return nil
	}
	return a.saveNotes(r.notes)
}

// saveNotes saves the notes that have changed.
func (a *app) saveNotes(n *shortlist.Notes) tea.Cmd {
	note, private := n.Take()
	var cmds []tea.Cmd
	if note != nil {
		cmds = append(cmds, a.saveNote(n, false, *note))
	}
	if private != nil {
		cmds = append(cmds, a.saveNote(n, true, *private))
	}
	return tea.Batch(cmds...)
}

// saveNote saves one note. What can't be saved stays on the screen, so that it
// can be saved later or be let go.
func (a *app) saveNote(n *shortlist.Notes, private bool, text string) tea.Cmd {
	change, failed := Shortlist.Note, "the note was not saved"
	if private {
		change, failed = Shortlist.Private, "your own note was not saved"
	}
	return a.saveOr(func(l Shortlist) (string, error) {
		if err := change(l, n.ID, text); err != nil {
			return "", fmt.Errorf("%s: %w", failed, err)
		}
		return "Note saved.", nil
	}, func(a *app) {
		n.Back = false
		a.remember(undoable{title: "the note on " + n.Name, list: true})
	}, func(a *app, err error) error {
		n.Refuse(private, text)
		return a.keepWriting(n, err)
	})
}

// keepWriting brings notes back that could not be saved as they were closed, once:
// Enter tries again, and whoever closes them with Esc lets them go. It returns what
// to say.
func (a *app) keepWriting(n *shortlist.Notes, err error) error {
	open := a.isOpen(n)
	switch {
	case open && !n.Back:
		return err
	case !open && (n.Back || a.noting != nil):
		return fmt.Errorf("%w (what you wrote is not kept)", err)
	case !open:
		a.noting, n.Back = n, true
		a.push(inNote, n)
	}
	return fmt.Errorf("%w (it is here still: Enter tries again, Esc lets it go)", err)
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
