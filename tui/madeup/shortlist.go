package madeup

import (
	"errors"
	"slices"
	"time"

	"fettle/tui/shortlist"
)

// Shortlist is the open shortlist, in memory with undo, and those beside it.
type Shortlist struct {
	Library *Library
	// Now is the time at which it is used.
	Now time.Time
	// Open is the open list, Others those that are not.
	Open   List
	Others []List
	// Before and After are what undo and redo go back to.
	Before, After [][]shortlist.Item
	// Expired is how many lists go at the next look.
	Expired int
	// Fail is what every change answers; nil makes it.
	Fail error
}

// List is one shortlist.
type List struct {
	Facts      shortlist.About
	Entries    []shortlist.Item
	Passphrase string
}

func (l *List) about(now time.Time) shortlist.About {
	about := l.Facts
	if !about.Shut {
		about.Services = len(l.Entries)
	}
	if about.Used.IsZero() {
		about.Used = now
	}
	if about.Label == "" {
		about.Goes = about.Used.Add(24 * time.Hour)
	}
	return about
}

// change makes other items those of the open list.
func (l *Shortlist) change(items []shortlist.Item) error {
	if l.Fail != nil {
		return l.Fail
	}
	l.Before, l.After = append(l.Before, l.Open.Entries), nil
	l.Open.Entries = items
	return nil
}

// Items returns the open list, nothing of one that is shut.
func (l *Shortlist) Items() []shortlist.Item {
	if l.Open.Facts.Shut {
		return nil
	}
	return slices.Clone(l.Open.Entries)
}

// Add puts a service at the end.
func (l *Shortlist) Add(id string) error {
	s, err := l.Library.Service(id)
	if err != nil {
		return err
	}
	return l.change(append(l.Items(), shortlist.Item{ID: id, Name: s.Name}))
}

// Remove takes a service off the list.
func (l *Shortlist) Remove(id string) error {
	return l.change(slices.DeleteFunc(l.Items(), func(i shortlist.Item) bool { return i.ID == id }))
}

// Move puts an item at another place.
func (l *Shortlist) Move(from, to int) error {
	items := l.Items()
	item := items[from]
	return l.change(slices.Insert(slices.Delete(items, from, from+1), to, item))
}

// Fresh empties the list.
func (l *Shortlist) Fresh() error { return l.change(nil) }

// Undo takes the last change back.
func (l *Shortlist) Undo() (string, error) { return l.step(&l.Before, &l.After) }

// Redo makes what was undone again.
func (l *Shortlist) Redo() (string, error) { return l.step(&l.After, &l.Before) }

// step goes to the last of some states and keeps the present one among others.
func (l *Shortlist) step(from, to *[][]shortlist.Item) (string, error) {
	last := len(*from) - 1
	if last < 0 || l.Fail != nil {
		return "", l.Fail
	}
	*to = append(*to, l.Open.Entries)
	l.Open.Entries, *from = (*from)[last], (*from)[:last]
	return "the last change", nil
}

// note changes one item.
func (l *Shortlist) note(id string, set func(*shortlist.Item)) error {
	items := l.Items()
	for i := range items {
		if items[i].ID == id {
			set(&items[i])
		}
	}
	return l.change(items)
}

// Note writes the note for the person.
func (l *Shortlist) Note(id, text string) error {
	return l.note(id, func(i *shortlist.Item) { i.Note = text })
}

// Private writes the note for the worker.
func (l *Shortlist) Private(id, text string) error {
	return l.note(id, func(i *shortlist.Item) { i.Private = text })
}

// About says what there is to know of the open list.
func (l *Shortlist) About() shortlist.About { return l.Open.about(l.Now) }

// All says that of every list, the open one first. One without a name is kept as
// soon as something is on it.
func (l *Shortlist) All() []shortlist.About {
	var all []shortlist.About
	for _, kept := range append([]List{l.Open}, l.Others...) {
		if kept.Facts.Label != "" || len(kept.Entries) > 0 {
			all = append(all, kept.about(l.Now))
		}
	}
	return all
}

// turnTo makes another list the open one.
func (l *Shortlist) turnTo(next List) error {
	if l.Fail != nil {
		return l.Fail
	}
	l.Open.Facts.Shut = l.Open.Facts.Locked
	l.Others = append(slices.DeleteFunc(slices.Clone(l.Others), func(o List) bool { return o.Facts.ID == next.Facts.ID }), l.Open)
	l.Open = next
	l.Before, l.After = nil, nil
	return nil
}

// Use opens a list.
func (l *Shortlist) Use(id string) error {
	for _, o := range l.Others {
		if o.Facts.ID == id {
			return l.turnTo(o)
		}
	}
	return l.Fail
}

// Begin begins a list with a name.
func (l *Shortlist) Begin(name string) error {
	return l.turnTo(List{Facts: shortlist.About{ID: name, Label: name, Goes: l.Now.AddDate(0, 0, 30)}})
}

// Delete removes a list for good. After the open one, that without a name is open.
func (l *Shortlist) Delete(id string) error {
	if l.Fail != nil {
		return l.Fail
	}
	if l.Open.Facts.ID != id {
		l.Others = slices.DeleteFunc(l.Others, func(o List) bool { return o.Facts.ID == id })
		return nil
	}
	l.Open, l.Before, l.After = List{}, nil, nil
	if at := slices.IndexFunc(l.Others, func(o List) bool { return o.Facts.Label == "" }); at >= 0 {
		l.Open = l.Others[at]
		l.Others = slices.Delete(l.Others, at, at+1)
	}
	return nil
}

// Rename names the open list otherwise.
func (l *Shortlist) Rename(name string) error {
	l.Open.Facts.Label = name
	return l.change(l.Items())
}

// Keep keeps the open list for good, or lets it go in its time.
func (l *Shortlist) Keep(keep bool) error {
	l.Open.Facts.Goes = l.Now.AddDate(0, 0, 30)
	if keep {
		l.Open.Facts.Goes = time.Time{}
	}
	return l.change(l.Items())
}

// Unlock reads the open list with its passphrase.
func (l *Shortlist) Unlock(_, passphrase string) error {
	if passphrase != l.Open.Passphrase {
		return errors.New("that is not the passphrase of this list")
	}
	l.Open.Facts.Shut = false
	return nil
}

// Lock puts the open list under a passphrase.
func (l *Shortlist) Lock(passphrase string) error {
	l.Open.Passphrase, l.Open.Facts.Locked = passphrase, true
	return l.Fail
}

// RemoveLock takes the passphrase off.
func (l *Shortlist) RemoveLock() error {
	l.Open.Facts.Locked = false
	return l.Fail
}

// Expire says how many lists went in their time.
func (l *Shortlist) Expire() (int, error) { return l.Expired, nil }
