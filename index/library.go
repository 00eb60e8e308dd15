// Package index is the library on disk: it writes generations of it, finds
// services in it by words, needs, ages, places and times, counts every option
// of every pane, orders what was found and reads single records.
//
// It alone knows Bleve, and uses it for one thing: words to sets of documents.
// Everything else is flat arrays in memory over the same document numbers. It
// must not fetch anything, draw anything, or know who asks.
package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	stdsync "sync"
	"syscall"

	"fettle/internal/place"
	"fettle/internal/service"
)

// Library is an opened library. It is safe for concurrent use, and goes on
// answering from the generation that it opened until Refresh moves it on.
type Library struct {
	dir     string
	options Options
	trouble string

	mu  stdsync.RWMutex // guards gen; held for reading while a question is answered
	gen *generation
}

// generation is one opened generation.
type generation struct {
	dir      string // of the library
	name     string
	manifest manifest
	words    *words
	columns  *columns
	records  *records
	places   *place.Gazetteer
	files    []*mapped // what columns and phrases point into

	mu    stdsync.Mutex // guards day
	day   *today
	fixed []fixedPane
	terms map[service.Pane][]uint32 // option numbers of each fixed pane, in the order shown
	label map[optionKey]string
	// options are the options of each fixed pane, as terms has them, without counts.
	options map[service.Pane][]service.Option
	week    []service.Option // those of the pane of times
	size    int              // how many documents are in use
	// beside is set where a second goroutine counts.
	beside bool
	arenas stdsync.Pool
	last   lastWords
	known  filterCache
	stated func(words string, chosen []string) []string // Options.Stated
	// times returns the sessions that there are, each once; they are read when
	// they are first wanted.
	times func() ([]service.Session, error)
	// served are the areas of columns.areaDict, made ready when first asked for.
	served func() []place.Served
	// towns are where the towns are that an area which is drawn may hold.
	towns *place.TownPoints
	// organisations are the numbers of the organisations by their names in small
	// letters, and organisationNames their names, made when first asked for.
	organisations     func() map[string]uint32
	organisationNames func() []string
}

// Options are the settings of an opened library. The zero Options work.
type Options struct {
	// Synonyms returns the words and phrases that mean the same as a word or a
	// phrase; nil knows none.
	Synonyms func(words string) []string
	// Stated returns the circumstances and causes that a question names by its
	// words or by the needs and circumstances chosen; nil knows only those chosen.
	Stated func(words string, chosen []string) []string
}

// Open opens the library in a folder for reading. It returns ErrNoLibrary when
// there is none and *NewerError when a newer version wrote it. When the
// generation in force is damaged, the one before it is opened, and Trouble says
// so; *DamagedError says that neither can be read. That this machine does not
// let it be read, for want of rights or since another program holds it, is
// neither.
func Open(dir string, o Options) (*Library, error) {
	l := &Library{dir: dir, options: o}
	var err error
	if l.gen, l.trouble, err = openSound(dir); err != nil {
		return nil, err
	}
	l.gen.set(o)
	return l, nil
}

// set gives a generation the settings of the library.
func (g *generation) set(o Options) {
	g.words.synonyms, g.stated = o.Synonyms, o.Stated
}

// Trouble says in plain words what is wrong with the library that was opened
// none the less; "" is nothing.
func (l *Library) Trouble() string { return l.trouble }

// DamagedError says that a library is there and that it, or some of its records,
// can't be read: it is damaged, or an older version of the program wrote it.
// Another update makes it again.
type DamagedError struct {
	Dir string
	Err error
}

func (e *DamagedError) Error() string { return e.Trouble() + ": 'fettle sync' makes it again" }

// Trouble says what is wrong, without what to do.
func (e *DamagedError) Trouble() string {
	if errors.Is(e.Err, errOlder) {
		return fmt.Sprintf("the library in %s was written by an older version of fettle", e.Dir)
	}
	return fmt.Sprintf("the library in %s is damaged (%v)", e.Dir, e.Err)
}

// Unwrap returns what was found wrong.
func (e *DamagedError) Unwrap() error { return e.Err }

// openSound opens the generation in force, or the newest other one that can be
// read when that one is damaged. A writer may move on and sweep meanwhile; then
// the new generation is opened.
func openSound(dir string) (g *generation, trouble string, err error) {
	for range 3 {
		name, err := current(dir)
		var g *generation
		openErr := err
		if err == nil {
			g, openErr = openGeneration(dir, name)
		}
		if openErr == nil || !isDamage(openErr) {
			return g, "", openErr
		}
		if now, err := current(dir); err == nil && now != name {
			continue
		}
		if g := openOther(dir, name); g != nil {
			return g, "the library is damaged, so that of the update before is used: 'fettle sync' mends it", nil
		}
		return nil, "", asDamage(dir, openErr)
	}
	return nil, "", &BusyError{"another program"}
}

// isDamage reports whether what keeps a library from being read lies in its
// files, rather than in this machine or in this version of the program.
func isDamage(err error) bool {
	var newer *NewerError
	var system syscall.Errno
	switch {
	case errors.Is(err, ErrNoLibrary), errors.As(err, &newer):
		return false
	case errors.As(err, &system):
		return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.EIO)
	}
	return true
}

// asDamage returns an error as a *DamagedError if it is one of the files.
func asDamage(dir string, err error) error {
	var known *DamagedError
	if !isDamage(err) || errors.As(err, &known) {
		return err
	}
	return &DamagedError{dir, err}
}

// openOther opens the newest generation but one that can be read, nil when
// there is none.
func openOther(dir, except string) *generation {
	names := generationNames(dir)
	for i := len(names) - 1; i >= 0; i-- {
		if names[i] == except {
			continue
		}
		if g, err := openGeneration(dir, names[i]); err == nil {
			return g
		}
	}
	return nil
}

// Close closes the library.
func (l *Library) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gen == nil {
		return nil
	}
	gen := l.gen
	l.gen = nil
	return gen.close()
}

// Refresh moves on to the generation in force and reports whether it is
// another one. When the new one can't be opened, the old one stays.
func (l *Library) Refresh() (bool, error) {
	name, err := current(l.dir)
	if err != nil {
		return false, err
	}
	l.mu.RLock()
	same := l.gen != nil && l.gen.name == name
	l.mu.RUnlock()
	if same {
		return false, nil
	}
	gen, err := openGeneration(l.dir, name)
	if err != nil {
		return false, err
	}
	gen.set(l.options)
	l.mu.Lock()
	old := l.gen
	l.gen = gen
	l.mu.Unlock()
	if old == nil {
		return true, nil
	}
	return true, old.close()
}

// errClosed is the answer of a library that was closed.
var errClosed = errors.New("the library is closed")

// Contents returns what the library holds.
func (l *Library) Contents() service.Contents {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return service.Contents{}
	}
	return l.gen.manifest.Contents
}

// Places returns the places known from the services' own addresses.
func (l *Library) Places() *place.Gazetteer {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return nil
	}
	return l.gen.places
}

// NotFoundError says that no service has an id.
type NotFoundError struct{ ID string }

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("no service has the id %q: ids look like feed/number, as 'fettle search --json' prints them", e.ID)
}

// Service reads one service with the publisher's own bytes; *NotFoundError
// when there is none with that id.
func (l *Library) Service(id string) (service.Service, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return service.Service{}, errClosed
	}
	doc, ok := l.gen.columns.number(id)
	if !ok {
		return service.Service{}, &NotFoundError{id}
	}
	s, err := l.gen.records.record(doc)
	if err != nil {
		return service.Service{}, err
	}
	return *s, nil
}

// Each calls f with every service of a feed, or of all feeds when feed is "",
// in no particular order, until f returns an error. Services that can't be read
// are left out, and a *DamagedError at the end says so.
func (l *Library) Each(ctx context.Context, feed string, f func(*service.Service) error) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return errClosed
	}
	return l.gen.each(ctx, feed, f)
}

// ChangeKeys returns the change keys of a feed's services by their ids. Services
// whose records can't be read are left out, and a *DamagedError says so.
func (l *Library) ChangeKeys(ctx context.Context, feed string) (map[string]string, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return nil, errClosed
	}
	g, keys := l.gen, map[string]string{}
	reader := recordReader{records: g.records}
	return keys, g.eachDoc(ctx, feed, func(doc int) (unread, err error) {
		// A record is summed up as it is unpacked, in a small part of the time of
		// reading it.
		if _, _, unread = reader.plain(doc); unread == nil {
			keys[g.columns.ids.at(doc)] = g.columns.changeKeys.at(doc)
		}
		return unread, nil
	})
}

func (g *generation) each(ctx context.Context, feed string, f func(*service.Service) error) error {
	reader := recordReader{records: g.records}
	return g.eachDoc(ctx, feed, func(doc int) (unread, err error) {
		s, err := reader.read(doc)
		if err != nil {
			return err, nil
		}
		return nil, f(s)
	})
}

// eachDoc calls f with every document of a feed, or of all feeds when feed is "",
// until it returns an error. Of those that it says can't be read, a *DamagedError
// tells at the end.
func (g *generation) eachDoc(ctx context.Context, feed string, f func(doc int) (unread, err error)) error {
	var missed []error
	for _, doc := range g.columns.byID {
		if err := ctx.Err(); err != nil {
			return err
		}
		if feed != "" && !inFeed(g.columns.ids.at(int(doc)), feed) {
			continue
		}
		unread, err := f(int(doc))
		if err != nil {
			return err
		}
		if unread != nil {
			missed = append(missed, unread)
		}
	}
	if len(missed) > 0 {
		return &DamagedError{g.dir, fmt.Errorf("%d of its services can't be read; the first: %w", len(missed), missed[0])}
	}
	return nil
}
