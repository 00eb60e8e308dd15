package main

import (
	"errors"
	"time"

	"fettle/index"
	"fettle/internal/shortlist"
	"fettle/internal/when"
	"fettle/tui"
)

// markedServices is the shortlist as the finder sees it.
type markedServices struct {
	store *shortlist.Store
	lib   *index.Library
	now   func() time.Time
}

// Items returns the list in order, with what has changed since each was marked.
func (m *markedServices) Items() []tui.Item {
	var out []tui.Item
	for _, it := range m.store.Current().Items {
		item := tui.Item{ID: it.ID, Name: it.Then.Name, Note: it.Note, Private: it.Private}
		// What can't be read now is shown when it is opened.
		if s, err := serviceIfListed(m.lib, it.ID); err == nil {
			for _, c := range shortlist.Compare(it.Then, s, when.Words) {
				item.Changes = append(item.Changes, c.Words())
			}
		}
		out = append(out, item)
	}
	return out
}

// Add puts a service at the end, with what it says now.
func (m *markedServices) Add(id string) error {
	s, err := m.lib.Service(id)
	if err != nil {
		return err
	}
	return m.store.Add(&s)
}

// Remove takes a service off.
func (m *markedServices) Remove(id string) error {
	if !m.store.Current().Has(id) {
		return nil
	}
	return m.store.Remove(id)
}

// Move puts the item of one position at another.
func (m *markedServices) Move(from, to int) error {
	items := m.store.Current().Items
	if from < 0 || from >= len(items) {
		return shortlist.ErrNotListed
	}
	return m.store.Move(items[from].ID, to)
}

// Fresh starts an empty list for the next person.
func (m *markedServices) Fresh() error { return m.store.NextPerson() }

// Undo takes back the last change and says what it was.
func (m *markedServices) Undo() (string, error) {
	what, err := m.store.Undo()
	if errors.Is(err, shortlist.ErrNothingToUndo) {
		return "", nil
	}
	return what, err
}

// Redo makes again what was taken back last and says what it was.
func (m *markedServices) Redo() (string, error) {
	what, err := m.store.Redo()
	if errors.Is(err, shortlist.ErrNothingToRedo) {
		return "", nil
	}
	return what, err
}

// Note sets the note for the person.
func (m *markedServices) Note(id, text string) error { return m.store.Note(id, text) }

// Private sets the worker's own note.
func (m *markedServices) Private(id, text string) error { return m.store.Private(id, text) }

// About says what there is to know of the open list.
func (m *markedServices) About() tui.About { return aboutList(m.store.Current()) }

// All says what there is to know of every list.
func (m *markedServices) All() []tui.About {
	var out []tui.About
	for _, l := range m.store.Lists() {
		out = append(out, aboutList(l))
	}
	return out
}

func aboutList(l shortlist.List) tui.About {
	about := tui.About{ID: l.ID, Label: l.Label, Services: len(l.Items), Used: l.Used, Locked: l.Locked, Shut: l.Shut}
	if l.Shut {
		about.Services = -1
	}
	if until, ends := l.Expires(); ends {
		about.Goes = until
	}
	return about
}

// Use opens a list.
func (m *markedServices) Use(id string) error {
	_, err := m.store.Use(id)
	return err
}

// Begin begins a list and opens it.
func (m *markedServices) Begin(name string) error {
	_, err := m.store.OpenNew(name)
	return err
}

// Delete removes a list for good.
func (m *markedServices) Delete(id string) error { return m.store.Delete(id) }

// Rename names the open list.
func (m *markedServices) Rename(name string) error { return m.store.Rename(name) }

// Keep keeps the open list, or lets it go in its time.
func (m *markedServices) Keep(keep bool) error { return m.store.Keep(keep) }

// Unlock opens a locked list.
func (m *markedServices) Unlock(id, passphrase string) error { return m.store.Unlock(id, passphrase) }

// Lock locks the open list.
func (m *markedServices) Lock(passphrase string) error { return m.store.Lock(passphrase) }

// RemoveLock takes the lock off the open list.
func (m *markedServices) RemoveLock() error { return m.store.RemoveLock() }

// Expire ends what has had its time and says how many lists went.
func (m *markedServices) Expire() (int, error) {
	gone, err := m.store.Expire(m.now())
	lists := 0
	for _, g := range gone {
		if g.ID != "" {
			lists++
		}
	}
	return lists, err
}
