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
	"math"
	"os"
	"path/filepath"
	stdsync "sync"
	"time"
	"unicode"
	"unicode/utf8"

	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/when"
)

// Library is an opened library. It is safe for concurrent use, and goes on
// answering from the generation that it opened until Refresh moves it on.
type Library struct {
	dir     string
	options Options

	mu  stdsync.RWMutex // guards gen; held for reading while a question is answered
	gen *generation
}

// generation is one opened generation.
type generation struct {
	name     string
	manifest manifest
	words    *words
	columns  *columns
	records  *records
	places   *place.Gazetteer
	sessions func() ([][]service.Session, error)

	mu    stdsync.Mutex // guards week
	week  weekCells
	fixed []fixedPane
	terms map[service.Pane][]uint32 // option numbers of each fixed pane, in the order shown
	label map[optionKey]string
	// statedIn has, for each fixed pane, the documents that state anything in it.
	statedIn map[service.Pane]set
}

// weekCells are the cells of the week that hold on one day.
type weekCells struct {
	day           service.Date
	yes, unstated []uint32
}

// Options are the settings of an opened library. The zero Options work.
type Options struct {
	// Synonyms returns the words and phrases that mean the same as a word or a
	// phrase; nil knows none.
	Synonyms func(words string) []string
}

// Open opens the library in a folder for reading. It returns ErrNoLibrary when
// there is none and *NewerError when this version can't read it.
func Open(dir string, o Options) (*Library, error) {
	l := &Library{dir: dir, options: o}
	name, err := current(dir)
	if err != nil {
		return nil, err
	}
	if l.gen, err = openGeneration(dir, name); err != nil {
		return nil, err
	}
	l.gen.words.synonyms = o.Synonyms
	return l, nil
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
	gen.words.synonyms = l.options.Synonyms
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
	doc, ok := l.gen.records.number(id)
	if !ok {
		return service.Service{}, &NotFoundError{id}
	}
	s, err := l.gen.records.record(doc)
	if err != nil {
		return service.Service{}, err
	}
	if s.Raw, err = l.gen.records.raw(doc); err != nil {
		return service.Service{}, err
	}
	return *s, nil
}

// Each calls f with every service of a feed, or of all feeds when feed is "",
// in no particular order, until f returns an error.
func (l *Library) Each(ctx context.Context, feed string, f func(*service.Service) error) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return errClosed
	}
	return l.gen.each(ctx, feed, f)
}

func (g *generation) each(ctx context.Context, feed string, f func(*service.Service) error) error {
	for _, doc := range g.records.byID {
		if err := ctx.Err(); err != nil {
			return err
		}
		if id := g.records.ids[doc]; feed != "" && !inFeed(id, feed) {
			continue
		}
		s, err := g.records.record(int(doc))
		if err != nil {
			return err
		}
		if s.Raw, err = g.records.raw(int(doc)); err != nil {
			return err
		}
		if err := f(s); err != nil {
			return err
		}
	}
	return nil
}

func inFeed(id, feed string) bool {
	return len(id) > len(feed) && id[:len(feed)] == feed && id[len(feed)] == '/'
}

func openGeneration(dir, name string) (*generation, error) {
	path := generationPath(dir, name)
	g := &generation{name: name}
	var err error
	if g.manifest, err = readManifest(path); err != nil {
		return nil, err
	}
	if err := g.manifest.checkSizes(path); err != nil {
		return nil, err
	}
	if err := g.open(path); err != nil {
		return nil, errors.Join(fmt.Errorf("open the library in %s: %w", dir, err), g.close())
	}
	g.prepare()
	return g, nil
}

func (g *generation) open(path string) error {
	filters, err := os.ReadFile(filepath.Join(path, filtersFile))
	if err != nil {
		return err
	}
	if g.columns, err = decodeColumns(filters); err != nil {
		return err
	}
	offsets, err := os.ReadFile(filepath.Join(path, offsetsFile))
	if err != nil {
		return err
	}
	if g.records, err = openRecords(filepath.Join(path, recordsFile), offsets); err != nil {
		return err
	}
	places, err := os.ReadFile(filepath.Join(path, placesFile))
	if err != nil {
		return err
	}
	if g.places, err = place.ReadGazetteer(places); err != nil {
		return err
	}
	if g.words, err = openWords(filepath.Join(path, wordsDir)); err != nil {
		return err
	}
	spelling, err := os.ReadFile(filepath.Join(path, spellingFile))
	if err != nil {
		return err
	}
	if g.words.spelling, err = decodeSpelling(spelling); err != nil {
		return err
	}
	if g.words.n != g.columns.n || len(g.records.ids) != g.columns.n {
		return fmt.Errorf("the library is damaged: %d documents, %d facts, %d records", g.words.n, g.columns.n, len(g.records.ids))
	}
	g.sessions = stdsync.OnceValues(func() ([][]service.Session, error) {
		data, err := os.ReadFile(filepath.Join(path, sessionsFile))
		if err != nil {
			return nil, fmt.Errorf("read the sessions of the library: %w", err)
		}
		return decodeSessions(data, g.columns.n)
	})
	return nil
}

// prepare makes what every question needs and no file holds.
func (g *generation) prepare() {
	c := g.columns
	g.fixed = fixedPanes()
	g.terms = map[service.Pane][]uint32{}
	g.label = map[optionKey]string{}
	g.statedIn = map[service.Pane]set{}
	for _, p := range g.fixed {
		for _, o := range p.known() {
			g.label[optionKey{p.pane, o.ID}] = o.Label
		}
		g.statedIn[p.pane] = newSet(c.n)
	}
	for number, key := range c.dict {
		g.terms[key.Pane] = append(g.terms[key.Pane], uint32(number))
		if g.label[key] == "" {
			g.label[key] = g.title(key)
		}
	}
	for doc := range c.n {
		for _, t := range c.terms[c.termStart[doc]:c.termStart[doc+1]] {
			if stated := g.statedIn[c.dict[t].Pane]; stated != nil {
				stated.add(doc)
			}
		}
	}
}

// title returns the label of an option that only services bring: who publishes
// a feed, else the option with a capital.
func (g *generation) title(key optionKey) string {
	if key.Pane != service.PaneFeed {
		first, size := utf8.DecodeRuneInString(key.ID)
		return string(unicode.ToUpper(first)) + key.ID[size:]
	}
	for _, f := range g.manifest.Contents.Feeds {
		if f.Name == key.ID && f.Publisher != "" {
			return f.Publisher
		}
	}
	return key.ID
}

func (g *generation) close() error {
	var errs []error
	if g.words != nil {
		errs = append(errs, g.words.close())
	}
	if g.records != nil {
		errs = append(errs, g.records.close())
	}
	return errors.Join(errs...)
}

// cells returns the cells of the week of every document as they hold on the
// day of now. Only documents whose sessions depend on the day are worked out
// again, once a day.
func (g *generation) cells(now time.Time) (yes, unstated []uint32, err error) {
	day := service.DateOf(now.In(when.London()))
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.week.day == day {
		return g.week.yes, g.week.unstated, nil
	}
	c := g.columns
	yes, unstated = append([]uint32(nil), c.whenYes...), append([]uint32(nil), c.whenUnstated...)
	for doc, flags := range c.flags {
		if flags&flagDated == 0 {
			continue
		}
		all, err := g.sessions()
		if err != nil {
			return nil, nil, err
		}
		yes[doc], unstated[doc] = when.Cells(all[doc], now)
	}
	g.week = weekCells{day, yes, unstated}
	return yes, unstated, nil
}

// noMiles marks a document without a distance.
var noMiles = math.Inf(1)
