package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"fettle/internal/atomicfile"
	"fettle/internal/place"
	"fettle/internal/service"
)

// BusyError says that somebody else is writing the library.
type BusyError struct{ Who string }

func (e *BusyError) Error() string {
	return fmt.Sprintf("the library is being updated by %s: wait until it has finished, then try again", e.Who)
}

// Draft is the library as it will be after an update.
type Draft struct {
	// there are the services, which are read when one of them is first wanted, and
	// counts how many of each feed there were before.
	there   map[string]*service.Service
	read    func(put func(*service.Service) error) error
	trouble error // why they could not be read
	counts  map[string]int
	feeds   map[string]service.FeedContents
	changed bool // a service was added, changed or removed
	noted   bool // what is known of a feed changed
	lost    error
	rules   string // by which needs were found
	// postcodes marks the list by which places were found, and list is that list
	// once it was given; nil leaves places without.
	postcodes string
	list      place.Postcodes
	listed    bool
}

// Lost says why the library, or some of its services, could not be read, so that
// the draft has to do without; nil when nothing was lost.
func (d *Draft) Lost() error { return d.lost }

// services returns the services of the draft by their ids. When those of the
// library can't be read, nothing of the update holds.
func (d *Draft) services() map[string]*service.Service {
	if d.there == nil {
		d.there = map[string]*service.Service{}
		if d.read != nil {
			d.trouble = d.read(func(s *service.Service) error {
				d.there[s.ID] = s
				return nil
			})
			var damaged *DamagedError
			if errors.As(d.trouble, &damaged) {
				d.lost, d.trouble, d.changed = d.trouble, nil, true
			}
		}
	}
	return d.there
}

// Each calls f with every service of a feed, or of all when feed is "".
func (d *Draft) Each(feed string, f func(*service.Service)) {
	for id, s := range d.services() {
		if feed == "" || inFeed(id, feed) {
			f(s)
		}
	}
}

// Service returns a service of the draft, nil when there is none.
func (d *Draft) Service(id string) *service.Service { return d.services()[id] }

// FindAgain finds needs and circumstances of every service anew when they were
// found by rules of another version.
func (d *Draft) FindAgain(version string, find func(*service.Service) service.Found) {
	if d.rules == version {
		return
	}
	for _, s := range d.services() {
		s.Found = find(s)
	}
	d.rules, d.changed = version, true
}

// UsePostcodes gives the list of postcodes that tells the points and the areas of
// places, nil for none; its mark differs from that of every other list. Without
// a call the areas that are known stay as they are.
func (d *Draft) UsePostcodes(mark string, list place.Postcodes) {
	d.list, d.listed = list, true
	if d.postcodes != mark {
		d.postcodes, d.changed = mark, true
	}
}

// Put adds a service or replaces the one with its id.
func (d *Draft) Put(s service.Service) {
	d.services()[s.ID] = &s
	d.changed = true
}

// Remove takes a service out.
func (d *Draft) Remove(id string) {
	if _, ok := d.services()[id]; ok {
		delete(d.services(), id)
		d.changed = true
	}
}

// Feed returns what is known of a feed; its name alone when nothing is.
func (d *Draft) Feed(name string) service.FeedContents {
	f := d.feeds[name]
	f.Name = name
	return f
}

// SetFeed records what is known of a feed. The number of services is counted
// when the library is written.
func (d *Draft) SetFeed(f service.FeedContents) {
	if d.feeds[f.Name] != f {
		d.feeds[f.Name] = f
		d.noted = true
	}
}

// RemoveFeed takes out a feed and all its services.
func (d *Draft) RemoveFeed(name string) {
	for id := range d.services() {
		if inFeed(id, name) {
			d.Remove(id)
		}
	}
	if _, ok := d.feeds[name]; ok {
		delete(d.feeds, name)
		d.noted = true
	}
}

// Update changes the library in a folder, making it when there is none: it
// gives change a draft of the library as it is, builds the next generation
// aside from what change leaves, and puts it in force in one step. When change
// or the building fails, or nothing was changed, the library stays as it was.
// One update at a time: a second one gets *BusyError. A library that can't be
// read is made again from the update before, else from nothing: see Draft.Lost.
func Update(ctx context.Context, dir string, now time.Time, change func(*Draft) error) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the library's folder %s: %w", dir, err)
	}
	unlock, err := lock(dir, now)
	if err != nil {
		return err
	}
	defer unlock()
	draft, from, err := draftOf(ctx, dir)
	if err != nil {
		return err
	}
	before, _ := current(dir) // what is wrong with it stands in the draft
	if err := errors.Join(change(draft), draft.trouble); err != nil {
		return err
	}
	sound := before != "" && from == before
	if sound && !draft.changed {
		// Its files are kept, so they have to be what was written. Were they not,
		// all but the records is made again from the records.
		err := checkGeneration(ctx, dir, before)
		var damaged *DamagedError
		if sound = err == nil; !sound && !errors.As(err, &damaged) {
			return err
		}
	}
	if sound && !draft.changed && !draft.noted {
		return nil
	}
	name, err := nextGeneration(dir)
	if err != nil {
		return err
	}
	if sound && !draft.changed {
		err = relabel(generationPath(dir, before), generationPath(dir, name), draft, now)
	} else {
		err = build(ctx, generationPath(dir, name), draft, now)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(generationPath(dir, name)))
	}
	if err := verify(dir, name, draft.count()); err != nil {
		return errors.Join(err, os.RemoveAll(generationPath(dir, name)))
	}
	if err := putInForce(dir, name); err != nil {
		return err
	}
	sweep(dir, name, before)
	return nil
}

// lock holds the library for one writer; who it is stands in the lock file.
func lock(dir string, now time.Time) (unlock func(), err error) {
	path := filepath.Join(dir, lockFile)
	l := flock.New(path)
	held, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the library in %s: %w", dir, err)
	}
	if !held {
		who, err := os.ReadFile(path + ".who")
		if err != nil || len(who) == 0 {
			who = []byte("another program")
		}
		return nil, &BusyError{strings.TrimSpace(string(who))}
	}
	who := fmt.Sprintf("fettle, process %d, since %s", os.Getpid(), now.Local().Format("15:04 on 2 January"))
	if err := os.WriteFile(path+".who", []byte(who+"\n"), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the library in %s: %w", dir, err), l.Unlock())
	}
	return func() {
		_ = os.Remove(path + ".who") // only a note for others
		_ = l.Unlock()               // the system lets go at the end of the process anyway
	}, nil
}

// draftOf reads the library as it is, and says which generation it was read
// from; "" is none.
func draftOf(ctx context.Context, dir string) (d *Draft, from string, err error) {
	d = &Draft{counts: map[string]int{}, feeds: map[string]service.FeedContents{}}
	g, _, err := openSound(dir)
	var damaged *DamagedError
	switch {
	case errors.Is(err, ErrNoLibrary):
		return d, "", nil
	case errors.As(err, &damaged):
		d.lost = err
		return d, "", nil
	case err != nil:
		return nil, "", err
	}
	d.rules, d.postcodes = g.manifest.Rules, g.manifest.Postcodes
	for _, f := range g.manifest.Contents.Feeds {
		d.feeds[f.Name], d.counts[f.Name] = f, f.Services
	}
	if err := g.close(); err != nil {
		return nil, "", err
	}
	d.read = func(put func(*service.Service) error) error {
		g, err := openGeneration(dir, g.name) // nobody sweeps it as long as the lock is held
		if err != nil {
			return err
		}
		return errors.Join(g.each(ctx, "", put), g.close())
	}
	return d, g.name, nil
}

// count returns how many services the draft has.
func (d *Draft) count() int {
	if d.there != nil {
		return len(d.there)
	}
	n := 0
	for _, c := range d.counts {
		n += c
	}
	return n
}

// relabel makes a generation of the same services with other notes about the
// feeds: the files are the same ones, and only the manifest is new.
func relabel(from, to string, d *Draft, now time.Time) error {
	m, err := readManifest(from)
	if err != nil {
		return err
	}
	for name := range m.Files {
		source, target := filepath.Join(from, filepath.FromSlash(name)), filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return fmt.Errorf("make room for the new library: %w", err)
		}
		if err := os.Link(source, target); err == nil {
			continue
		}
		data, err := os.ReadFile(source) // a system without links
		if err != nil {
			return fmt.Errorf("take %s over: %w", name, err)
		}
		if err := atomicfile.Write(target, data, 0o600); err != nil {
			return fmt.Errorf("take %s over: %w", name, err)
		}
	}
	m.Contents = contentsOf(d, now)
	return saveManifest(to, m)
}

func contentsOf(d *Draft, now time.Time) service.Contents {
	c := service.Contents{Services: d.count(), Built: buildTime(now)}
	count := d.counts
	if d.there != nil {
		count = map[string]int{}
		for id := range d.there {
			feed, _, _ := strings.Cut(id, "/")
			count[feed]++
		}
	}
	for name := range count {
		d.feeds[name] = d.Feed(name)
	}
	for name, f := range d.feeds {
		f.Services = count[name]
		c.Feeds = append(c.Feeds, f)
	}
	slices.SortFunc(c.Feeds, func(x, y service.FeedContents) int { return strings.Compare(x.Name, y.Name) })
	return c
}

// verify opens a new generation as a reader would, and counts it, before it
// comes into force.
func verify(dir, name string, services int) error {
	g, err := openGeneration(dir, name)
	if err != nil {
		return fmt.Errorf("check the new library: %w", err)
	}
	live := len(g.columns.byID)
	if err := g.close(); err != nil {
		return fmt.Errorf("check the new library: %w", err)
	}
	if live != services {
		return fmt.Errorf("check the new library: it has %d services instead of %d", live, services)
	}
	return nil
}
