// Package shortlist keeps the services that a worker has marked for somebody:
// lists with notes, an order, a whole history to undo and redo, and an end.
//
// Every change is on disk, written whole and synced, before the call that made
// it returns; what was acknowledged survives a kill at any moment. Each list is
// one file that holds the list and its history. A file that can't be read is
// set aside under another name and reported, never overwritten.
//
// Two programs may work on the same folder. Each change is made under a lock on
// the folder and on top of what the file holds at that moment, so neither loses
// what the other did; changes to one list interleave, and undo takes back the
// last one whoever made it.
//
// A list can be locked with a passphrase: then its services, notes and history
// are written encrypted only, and its name and dates alone can be read.
//
// The package must not hold facts about the person that a list is for: there is
// no place for a name, an age, a postcode or a question, and there must never be
// one. It must not render, print or send a list, and it must not read the
// library: what a service said when it was marked is handed in and kept.
package shortlist

import (
	"errors"
	"slices"
	"time"

	"fettle/internal/service"
)

// How long lists live without being used. The table of what is kept and for how
// long is a promise to the person whom the list is for.
const (
	// unnamedFor is how long an unnamed list lives after its last use.
	unnamedFor = 24 * time.Hour
	// namedFor is how long a named list lives after its last use unless kept.
	namedFor = 30 * 24 * time.Hour
	// undoNextPersonFor is how long starting the next person can be undone.
	undoNextPersonFor = time.Hour
)

// Limits on what a person writes, in characters.
const (
	// maxLabel is the longest label of a list.
	maxLabel = 60
	// MaxNote is the longest note.
	MaxNote = 2000
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrNotListed is returned when a service is not on the current list.
	ErrNotListed = errors.New("that service is not on this list")
	// ErrNoList is returned when there is no list of that id.
	ErrNoList = errors.New("there is no such list")
	// ErrListGone is returned when another program has removed the current list;
	// the store has turned to another list, so the screen must be drawn again.
	ErrListGone = errors.New("another fettle has ended this list: look at the list that is open now and try again")
	// ErrLabelTaken is returned when another list has that label.
	ErrLabelTaken = errors.New("another list has that name")
	// ErrTooLong is returned when a label or note is longer than its limit.
	ErrTooLong = errors.New("too long")
	// ErrNothingToUndo is returned by Undo at the start of the history.
	ErrNothingToUndo = errors.New("there is nothing to undo")
	// ErrNothingToRedo is returned by Redo at the end of the history.
	ErrNothingToRedo = errors.New("there is nothing to redo")
	// ErrBusy is returned when another program holds the lists for too long.
	ErrBusy = errors.New("another fettle is writing the shortlists: try again in a moment")
)

// List is one list of services.
type List struct {
	// ID is random and says nothing about whom the list is for.
	ID string `json:"id"`
	// Label is what the worker calls it; "" is the unnamed list of the person
	// who is being helped now.
	Label string `json:"label,omitempty"`
	// Items are the services in the order in which they are given.
	Items []Item `json:"items,omitempty"`
	// Kept marks a named list that does not expire.
	Kept bool `json:"kept,omitempty"`
	// Created is when the list was begun, in UTC.
	Created time.Time `json:"created"`
	// Used is when the list was last opened or changed, in UTC.
	Used time.Time `json:"used"`
	// Locked says that the list is written under a passphrase only; Shut that it
	// was not given yet, so that nothing is known of what is on the list.
	Locked, Shut bool `json:"-"`
}

// Item is one service on a list.
type Item struct {
	// ID is the service's id.
	ID string `json:"id"`
	// Marked is when it was put on the list, in UTC.
	Marked time.Time `json:"marked"`
	// Note is for the person and goes into what they are given: "ask for Jo".
	Note string `json:"note,omitempty"`
	// Private is for the worker and is never exported.
	Private string `json:"private,omitempty"`
	// Then is what the service said when it was marked.
	Then Snapshot `json:"then"`
}

// Has reports whether a service is on the list.
func (l List) Has(id string) bool { return l.index(id) >= 0 }

// Expires returns when the list goes if it is not used before then, and false
// when it stays until it is removed.
func (l List) Expires() (time.Time, bool) {
	switch {
	case l.Label == "":
		return l.Used.Add(unnamedFor), true
	case l.Kept:
		return time.Time{}, false
	}
	return l.Used.Add(namedFor), true
}

func (l List) index(id string) int {
	return slices.IndexFunc(l.Items, func(it Item) bool { return it.ID == id })
}

// clone returns a list whose items can be changed without touching the first.
func (l List) clone() List {
	l.Items = slices.Clone(l.Items)
	return l
}

// itemOf returns the item of a service that is marked now.
func itemOf(s *service.Service, now time.Time) Item {
	return Item{ID: s.ID, Marked: now, Then: SnapshotOf(s)}
}
