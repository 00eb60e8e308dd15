package index

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fettle/internal/filelock"
	"fettle/internal/service"
)

// BusyError says that somebody else is writing the library.
type BusyError struct{ Who string }

func (e *BusyError) Error() string {
	return fmt.Sprintf("the library is being updated by %s: wait until it has finished, then try again", e.Who)
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
	sweepArriving(dir)
	draft, err := draftOf(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(draft.update(ctx, dir, now, change), draft.close())
}

// update has the draft changed, and puts what comes of it in force.
func (d *Draft) update(ctx context.Context, dir string, now time.Time, change func(*Draft) error) error {
	before, _ := current(dir) // what is wrong with it stands in the draft
	if err := errors.Join(change(d), d.trouble); err != nil {
		return err
	}
	sound := before != "" && d.base != nil && d.base.name == before
	if sound && !d.whole {
		// Its files are taken over, so they have to be what was written. Were they
		// not, all but the records is made again from the records.
		err := checkGeneration(ctx, dir, before)
		var damaged *DamagedError
		if sound = err == nil; !sound && !errors.As(err, &damaged) {
			return err
		}
	}
	if sound && !d.changed && !d.noted {
		return nil
	}
	if !sound || d.unread || d.base.manifest.Prepared != preparedVersion || len(d.base.columns.dict) >= mostBrought {
		if d.readAll(); d.trouble != nil {
			return d.trouble
		}
		d.changed = true
	}
	name, err := nextGeneration(dir)
	if err != nil {
		return err
	}
	if err := d.make(ctx, dir, name, now); err != nil {
		return errors.Join(err, os.RemoveAll(generationPath(dir, name)))
	}
	if err := putInForce(dir, name); err != nil {
		return err
	}
	err = d.close() // what is open can't be removed everywhere, by none of its names
	sweep(dir, name, before)
	return err
}

// make makes a generation of the draft.
func (d *Draft) make(ctx context.Context, dir, name string, now time.Time) error {
	path := generationPath(dir, name)
	var err error
	if d.changed {
		err = build(ctx, path, d, now)
	} else {
		err = relabel(path, d, now)
	}
	if err != nil {
		return err
	}
	return verify(dir, name, d.count())
}

// lock holds the library for one writer; who it is stands in the lock file.
func lock(dir string, now time.Time) (unlock func(), err error) {
	path := filepath.Join(dir, lockFile)
	release, err := filelock.Try(path)
	if errors.Is(err, filelock.ErrBusy) {
		who, err := os.ReadFile(path + ".who")
		if err != nil || len(who) == 0 {
			who = []byte("another program")
		}
		return nil, &BusyError{strings.TrimSpace(string(who))}
	}
	if err != nil {
		return nil, fmt.Errorf("lock the library in %s: %w", dir, err)
	}
	who := fmt.Sprintf("fettle, process %d, since %s", os.Getpid(), now.Local().Format("15:04 on 2 January"))
	if err := os.WriteFile(path+".who", []byte(who+"\n"), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the library in %s: %w", dir, err), release())
	}
	return func() {
		_ = os.Remove(path + ".who") // only a note for others
		_ = release()                // the system lets go at the end of the process anyway
	}, nil
}

// draftOf opens the library as it is.
func draftOf(ctx context.Context, dir string) (*Draft, error) {
	d := newDraft(dir)
	g, _, err := openSound(dir)
	var damaged *DamagedError
	switch {
	case errors.Is(err, ErrNoLibrary):
		return d, nil
	case errors.As(err, &damaged):
		d.lost = err
		return d, nil
	case err != nil:
		return nil, err
	}
	d.base, d.rules, d.postcodes = g, g.manifest.Rules, g.manifest.Postcodes
	for _, f := range g.manifest.Contents.Feeds {
		d.feeds[f.Name] = f
		if f.Services > 0 {
			d.counts[f.Name] = f.Services
		}
	}
	d.each = func(f func(doc int) (unread, err error)) error { return g.eachDoc(ctx, "", f) }
	return d, nil
}

// relabel makes a generation of the same services with other notes about the
// feeds: the files are the same ones, and only the manifest is new.
func relabel(path string, d *Draft, now time.Time) error {
	m := d.base.manifest
	from := generationPath(d.base.dir, d.base.name)
	if err := takeOver(from, path, slices.Collect(maps.Keys(m.Files))); err != nil {
		return err
	}
	m.Contents = contentsOf(d, now)
	return saveManifest(path, m)
}

func contentsOf(d *Draft, now time.Time) service.Contents {
	c := service.Contents{Services: d.count(), Built: buildTime(now)}
	for name := range d.counts {
		d.feeds[name] = d.Feed(name)
	}
	for name, f := range d.feeds {
		f.Services = d.counts[name]
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
