package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/shortlist"
)

// notesAfter is how long typing must rest before a note is saved.
const notesAfter = time.Second

// noteActions write notes on what is on the shortlist.
func noteActions() []action {
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
	}}
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
