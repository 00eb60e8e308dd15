package tui

import (
	"context"
	"errors"
	"time"

	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/tui/question"
	"fettle/tui/shortlist"
	"fettle/tui/words"
)

// TimeWords says sessions in words; see words.Times.
type TimeWords = words.Times

// Item is one service on the shortlist.
type Item = shortlist.Item

// Shortlist is the list of marked services. Every change is on disk when the
// method returns; a change that failed has not happened. The finder never calls
// two of its methods at once.
type Shortlist interface {
	// Items returns the list in order.
	Items() []Item
	// Add puts a service at the end; one that is there already stays.
	Add(id string) error
	// Remove takes a service off; one that is not there is no error.
	Remove(id string) error
	// Move puts the item of the first position at the second, from 0.
	Move(from, to int) error
	// Note and Private set the note for the person and the worker's own; "" is
	// none.
	Note(id, text string) error
	Private(id, text string) error
	// Fresh starts an empty list for the next person.
	Fresh() error
	// Undo takes back the last change, also one from before the finder was
	// opened, and says what it was: "marked Lunch Club". It says "" when there
	// is nothing to take back.
	Undo() (string, error)
	// Redo makes the change again that was taken back last, as Undo does.
	Redo() (string, error)
	Lists
}

// About is what there is to know of a list beside its services.
type About = shortlist.About

// Lists are the shortlists that are kept, one of which is open.
type Lists interface {
	// About returns what there is to know of the open list, All of every list on
	// disk, the one used last first.
	About() About
	All() []About
	// Use opens a list, Begin begins one with a name and opens it, Delete removes
	// one for good.
	Use(id string) error
	Begin(name string) error
	Delete(id string) error
	// Rename and Keep change the open list; one that is not kept goes in its time.
	Rename(name string) error
	Keep(keep bool) error
	// Unlock opens a locked list until another is opened; Lock writes the open
	// list under a passphrase from now on, RemoveLock without one again.
	Unlock(id, passphrase string) error
	Lock(passphrase string) error
	RemoveLock() error
	// Expire ends what has had its time and says how many lists went.
	Expire() (int, error)
}

// Deps is what the finder needs from the rest of the program. The errors of its
// functions are shown to a person as they are: plain sentences, with no path
// or address that does not help. Every function may be called from any
// goroutine.
type Deps struct {
	// Search asks the library. It should stop early when the context ends.
	Search func(context.Context, service.Query) (service.Result, error)
	// Explain says how one service stands to a question, listed or not, and why.
	Explain func(ctx context.Context, q service.Query, id string) (service.Fit, []service.Reason, error)
	// Relax says what to give up in a question and what each thing brings, the
	// smallest first.
	Relax func(context.Context, service.Query) ([]service.Relaxation, error)
	// Danger returns the lines to show above the results for words that mean
	// danger, none for others; nil when there are no such words.
	Danger func(words string) []string
	// Service returns one record by its id.
	Service func(id string) (service.Service, error)
	// Contents says what the library holds and how old it is.
	Contents func() service.Contents
	// Locate finds a place by its text, best first; several mean that the
	// person has to choose.
	Locate func(text string) ([]service.Near, error)
	// Complete finds places while their text is still being typed, likeliest
	// first; nil is Locate.
	Complete func(text string) ([]service.Near, error)
	// Windows reads a time in words: "tue morning", "weekend".
	Windows func(text string, now time.Time) ([]service.Window, error)
	// Read reads the words of a question as they are typed; nil takes all of
	// them as words.
	Read func(line string, typing bool, now time.Time) typed.Reading
	// Words says sessions.
	Words TimeWords
	// Shortlist keeps the marked services.
	Shortlist Shortlist
	// MaxNote is the longest note that the shortlist takes, in characters.
	MaxNote int
	// Question says why the name of a list should be asked about, as it looks as if
	// it told who somebody is; "" when it does not.
	Question func(name string) string
	// Giving makes what a person is given of the shortlist.
	Giving Giving
	// Searches keeps questions under names; nil keeps none.
	Searches Searches
	// Open opens a file or a web address with the system; nil when there is no way.
	Open func(target string) error
	// Map returns the address of a map of one of a service's places, the one of
	// that number or else the first; "" when none may be shown. Nil is no maps.
	Map func(s *service.Service, at int) string
	// Copy puts a text on the system's clipboard and says what happened; nil
	// when there is no clipboard but the terminal's.
	Copy func(text string) (string, error)
	// Ahead makes ready what the first letters of a search need, which takes some
	// milliseconds; nil is nothing.
	Ahead func()
	// Refresh takes up a newer library and reports whether there was one; nil
	// when the library never changes.
	Refresh func() (bool, error)
	// Mouse says that the mouse works from the start.
	Mouse bool
	// Now is the clock.
	Now func() time.Time
	// Needs are the needs there are, for the pane before the first answer.
	Needs []service.Option
	// Home is the place at which every search begins, as it is typed; "" is none.
	Home string
	// Talks are the guided conversations and personas; none is none.
	Talks Talks
	// Meant returns the ids of the needs that plain words mean: "skint" money; nil
	// when that is not known.
	Meant func(words string) []string
	// Training is what a trainer's finder has besides; nil is no trainer's.
	Training *Training
	// Updates brings the data up to date; nil when there is nothing to update.
	Updates Updates
	// Demo says that the services are made up; it is shown on every screen.
	Demo bool
	// Theme is "auto", "light", "dark" or "high-contrast"; "" is "auto".
	Theme string
	// NoColour leaves all colours out, whatever the theme.
	NoColour bool
	// Version is the program's version, for the help.
	Version string
}

// Query returns a question as the library is asked it at a time, and the lines to
// show above what it answers when the words mean danger.
func (d *Deps) Query(q *question.Question, now time.Time) (asked service.Query, danger []string) {
	asked = q.Query(now)
	if d.Danger != nil {
		danger = d.Danger(q.Words)
	}
	asked.Danger = len(danger) > 0
	return asked, danger
}

// check reports what is missing.
func (d *Deps) check() error {
	missing := d.Search == nil || d.Explain == nil || d.Relax == nil || d.Service == nil || d.Contents == nil || d.Locate == nil || d.Windows == nil ||
		d.Words == nil || d.Shortlist == nil || d.MaxNote <= 0 || d.Question == nil || d.Giving == nil || d.Now == nil
	if missing {
		return errors.New("the finder was not given all that it needs")
	}
	return nil
}
