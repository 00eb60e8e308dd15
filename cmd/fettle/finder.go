package main

import (
	"context"
	"errors"
	"os"
	"strings"
	stdsync "sync"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/clip"
	"fettle/internal/export"
	"fettle/internal/need"
	"fettle/internal/paths"
	"fettle/internal/place"
	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/shortlist"
	"fettle/internal/typed"
	"fettle/internal/when"
	"fettle/tui"
	"fettle/tui/plain"
)

// errNoTerminal says that the finder can't be drawn where it was started.
var errNoTerminal = errors.New("the finder needs a terminal window: open one and run it there, speak with it line by line with --plain, or use 'fettle search' for one question")

// openFinder opens the finder on the library, or on that of the demonstration.
func (a *app) openFinder(cmd *cobra.Command) (err error) {
	ctx := cmd.Context()
	why, plainly := a.plainly(cmd)
	if !plainly && !a.onTerminal() {
		return errNoTerminal
	}
	clock, err := a.clock()
	if err != nil {
		return err
	}
	p, err := a.paths()
	if err != nil {
		return err
	}
	if a.demo {
		if err := a.makeDemo(ctx, p, clock()); err != nil {
			return err
		}
	}
	lib, err := a.openLibraryIn(p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	deps, err := a.finderDeps(ctx, p, clock, lib)
	if err != nil {
		return err
	}
	if plainly {
		return a.talkPlainly(ctx, why, func(ctx context.Context, o plain.Options) error { return plain.Run(ctx, deps, o) })
	}
	return tui.Run(ctx, deps, a.in, a.out, os.Environ())
}

// finderDeps gathers what the finder needs, on a library.
func (a *app) finderDeps(ctx context.Context, p paths.Paths, clock func() time.Time, lib *index.Library) (tui.Deps, error) {
	rules, err := a.needRules(p)
	if err != nil {
		return tui.Deps{}, err
	}
	store, err := a.openShortlists(p, clock)
	if err != nil {
		return tui.Deps{}, err
	}
	notice, err := a.dangerNotice(p)
	if err != nil {
		return tui.Deps{}, err
	}
	marked := &markedServices{store: store, lib: lib, now: clock}
	a.keptAnswers(p) // so that what is wrong with them is said before there is a screen
	finder := &placeFinder{lib: lib, find: func() (*place.Finder, error) {
		kept, err := place.LoadAnswers(p.OnlineAnswers())
		if err != nil {
			kept = &place.Answers{}
		}
		return placesBy(p, lib, kept)
	}}
	deps := tui.Deps{
		Search:   lib.Search,
		Explain:  lib.Explain,
		Relax:    typed.WithTowns(lib.Search, lib.Relax, finder.meant),
		Danger:   notice.Lines,
		Service:  lib.Service,
		Contents: lib.Contents,
		Locate:   finder.locate,
		Complete: finder.complete,
		Windows:  when.ParseWindows,
		Read: func(line string, typing bool, now time.Time) typed.Reading {
			return typed.Read(line, typing, now, lookup(finder))
		},
		Words:     timeWords{},
		Shortlist: marked,
		MaxNote:   shortlist.MaxNote,
		Giving:    &giver{a: a, marked: marked, now: clock, settings: a.settings().Export},
		Question:  func(name string) string { why, _ := shortlist.QuestionLabel(name); return why },
		Open:      openWithSystem,
		Copy:      func(text string) (string, error) { return copyText(ctx, text) },
		Map:       export.Maps(a.settings().Export.Maps).Of,
		Searches:  savedsearch.Store{Path: p.Searches()},
		Ahead: func() {
			rules.Stated("a", nil)
			finder.towns("a")
		},
		Refresh:  lib.Refresh,
		Now:      clock,
		Needs:    needOptions(),
		Meant:    rules.Meant,
		Demo:     a.demo,
		Theme:    a.settings().Theme,
		Mouse:    a.settings().Mouse,
		NoColour: a.getenv("NO_COLOR") != "",
		Version:  version,
	}
	if !a.demo {
		deps.Updates = &libraryUpdates{app: a, here: here{p, clock}, lib: lib}
	}
	err = a.addTalks(&deps, p, store, clock())
	return deps, err
}

// home returns the place at which the finder begins: that of the settings, but
// not in the demonstration, which has places of its own.
func (a *app) home() string {
	if a.demo {
		return ""
	}
	return a.settings().Place
}

// openShortlists opens the shortlists, ends those whose time is up, and says
// what was set aside.
func (a *app) openShortlists(p paths.Paths, clock func() time.Time) (*shortlist.Store, error) {
	store, err := shortlist.Open(p.Shortlists(), clock)
	if err != nil {
		return nil, err
	}
	for _, trouble := range store.Troubles() {
		a.sayf("fettle: %s\n", trouble)
	}
	gone, err := store.Expire(clock())
	if err != nil {
		return nil, err
	}
	for _, g := range gone {
		if g.Label != "" {
			a.sayf("The shortlist %q was not used for 30 days and is gone.\n", g.Label)
		}
	}
	return store, nil
}

// copyText puts text on the system's clipboard and says what happened.
func copyText(ctx context.Context, text string) (string, error) {
	result, err := clip.System().Write(ctx, clip.Content{Text: text})
	return result.Words, err
}

// placeFinder finds places by the library that is open, and keeps what it
// finds them with until there is another one.
type placeFinder struct {
	lib  *index.Library
	find func() (*place.Finder, error)

	mu     stdsync.Mutex // guards what follows
	of     *place.Gazetteer
	finder *place.Finder
}

func (f *placeFinder) locate(text string) ([]service.Near, error) {
	finder, err := f.current()
	if err != nil {
		return nil, err
	}
	return finder.Locate(text)
}

// towns finds towns and villages by their whole name.
func (f *placeFinder) towns(text string) []service.Near {
	finder, err := f.current()
	if err != nil {
		return nil
	}
	return finder.Towns(text)
}

// meant finds the towns and villages that a text is a slip of.
func (f *placeFinder) meant(text string) []service.Near {
	finder, err := f.current()
	if err != nil {
		return nil
	}
	return finder.Meant(text)
}

// mostPlaces is how many places are offered for a text that is being typed.
const mostPlaces = 6

func (f *placeFinder) complete(text string) ([]service.Near, error) {
	finder, err := f.current()
	if err != nil {
		return nil, err
	}
	return finder.Complete(text, mostPlaces)
}

// current returns what finds places by the library as it is now.
func (f *placeFinder) current() (*place.Finder, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	places := f.lib.Places()
	if f.finder != nil && f.of == places {
		return f.finder, nil
	}
	finder, err := f.find()
	if err != nil {
		return nil, err
	}
	f.of, f.finder = places, finder
	return finder, nil
}

func needOptions() []service.Option {
	var out []service.Option
	for _, n := range need.Needs() {
		out = append(out, service.Option{ID: n.ID, Label: n.Label})
	}
	return out
}

// timeWords says sessions for the finder.
type timeWords struct{}

// Session says a rule in words.
func (timeWords) Session(s service.Session) string { return when.Words(s) }

// Status says how things stand with a service at a moment.
func (timeWords) Status(s *service.Service, now time.Time) string {
	return strings.TrimPrefix(when.Status(s.Sessions, now), "next session ")
}

// Cautions says what to look out for in the times of a service.
func (timeWords) Cautions(s *service.Service) []string { return when.CautionsOf(s) }

// Next says the coming sessions of a service.
func (timeWords) Next(s *service.Service, now time.Time, n int) []string {
	var out []string
	for _, o := range when.Next(s.Sessions, now, n) {
		out = append(out, when.WordsNext(o, now))
	}
	return out
}
