package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"fettle/index"
	"fettle/internal/changes"
	"fettle/internal/need"
	"fettle/internal/paths"
	"fettle/internal/place/postcodes"
	"fettle/internal/service"
	"fettle/internal/when"
	datasync "fettle/sync"
)

const (
	// lookAgain is how long to wait for another update of the library before
	// looking again whether it is done, and lookTimes how often to look.
	lookAgain = 500 * time.Millisecond
	lookTimes = 240
)

// libraryFolder is the library as a sync sees it.
type libraryFolder struct {
	paths paths.Paths
	now   func() time.Time
	// rules find the needs of what is there already when they have changed; nil
	// leaves it as it is.
	rules *need.Rules
	// lost takes what of the library could not be read, so that it is made again;
	// nil is when nobody is there to be told.
	lost *error
	// ahead prepares the services that come in; nil leaves that for the end.
	ahead *index.Ahead
}

// clear throws away what was put aside while services came in.
func (l libraryFolder) clear() {
	_ = l.ahead.Close() // the next update throws away what is left
}

// damage reports whether an error is that the library, or some of it, can't be
// read. The first such error is kept.
func (l libraryFolder) damage(err error) bool {
	var damaged *index.DamagedError
	if !errors.As(err, &damaged) {
		return false
	}
	if l.lost != nil && *l.lost == nil {
		*l.lost = damaged
	}
	return true
}

// lostWords says what of the library a sync could not read, and what became of
// it; "" is nothing.
func (l libraryFolder) lostWords(feeds []datasync.FeedReport) string {
	var damaged *index.DamagedError
	if l.lost == nil || !errors.As(*l.lost, &damaged) {
		return ""
	}
	if !slices.ContainsFunc(feeds, func(f datasync.FeedReport) bool { return f.Status != datasync.StatusFailed }) {
		return damaged.Trouble() + ", and could not be made again this time."
	}
	return damaged.Trouble() + ". It was made again with what came in now: what it had of other feeds comes back with 'fettle sync', " +
		"what was read from files with 'fettle sync --from FILE --name NAME'."
}

// changeLog returns where it is written down what updates change: beside the
// library.
func (l libraryFolder) changeLog() changes.Log {
	return changes.Log{Dir: l.paths.Changes()}
}

// mark returns what marks the form of the library that is in force; "" is that
// there is none.
func (l libraryFolder) mark() (string, error) {
	name, err := index.InForce(l.paths.Library())
	if errors.Is(err, index.ErrNoLibrary) || l.damage(err) {
		return "", nil
	}
	return name, err
}

// Known returns the change keys of a feed's services by their ids. Services that
// can't be read are not known, so that a sync brings them in again.
func (l libraryFolder) Known(ctx context.Context, feed string) (keys map[string]string, err error) {
	l.ahead.Forget() // of a feed that did not come to its end
	keys = map[string]string{}
	lib, err := index.Open(l.paths.Library(), index.Options{})
	if errors.Is(err, index.ErrNoLibrary) || l.damage(err) {
		return keys, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	keys, err = lib.ChangeKeys(ctx, feed)
	if l.damage(err) {
		err = nil
	}
	return keys, err
}

// Apply puts all changes to a feed into the library, or none of them, and
// writes down what they change.
func (l libraryFolder) Apply(ctx context.Context, c datasync.Changes) error {
	return l.update(ctx, func(d *index.Draft) error {
		list, err := changesIn(d, c)
		if err != nil {
			return err
		}
		if err := l.note(list); err != nil {
			return err
		}
		d.TakeAhead(l.ahead)
		for _, read := range c.Put {
			s, err := read()
			if err != nil {
				return err
			}
			d.Put(s)
		}
		for _, id := range c.Remove {
			d.Remove(id)
		}
		feed := d.Feed(c.Feed)
		feed.Trouble, feed.Demo = c.Trouble, c.Demo
		if !c.Synced.IsZero() {
			feed.Synced = c.Synced
		}
		if c.Publisher != "" {
			feed.Publisher = c.Publisher
		}
		d.SetFeed(feed)
		return nil
	})
}

// removeFeed takes a feed and its services out of the library.
func (l libraryFolder) removeFeed(ctx context.Context, name string) error {
	return l.update(ctx, func(d *index.Draft) error {
		if err := l.note(nil); err != nil {
			return err
		}
		d.RemoveFeed(name)
		return nil
	})
}

// note writes down what the update that begins is going to change.
func (l libraryFolder) note(list []changes.Change) error {
	mark, err := l.mark()
	if err != nil {
		return err
	}
	return l.changeLog().Begin(mark, l.now().In(when.London()), list)
}

// update changes the library. While another program does, it waits its turn for
// up to two minutes.
func (l libraryFolder) update(ctx context.Context, change func(*index.Draft) error) error {
	for look := 0; ; look++ {
		err := index.Update(ctx, l.paths.Library(), l.now(), func(d *index.Draft) error {
			if l.rules != nil {
				d.FindAgain(l.rules.Version(), l.rules.Find)
			}
			if err := l.usePostcodes(d); err != nil {
				return err
			}
			return change(d)
		})
		var busy *index.BusyError
		if !errors.As(err, &busy) || look == lookTimes {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookAgain):
		}
	}
}

// usePostcodes gives a draft the imported postcodes, which are kept beside the
// library. When they can't be read, places stay as they were: whoever looks a
// place up is told.
func (l libraryFolder) usePostcodes(d *index.Draft) error {
	list, err := postcodes.OpenIndex(l.paths.Postcodes())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.UsePostcodes("", nil)
	case errors.Is(err, postcodes.ErrDamaged):
	case err != nil:
		return err
	default:
		s := list.Status()
		d.UsePostcodes(fmt.Sprintf("%s, %s, %s", s.Source, s.Release, s.Imported.Format(time.RFC3339)), list)
	}
	return nil
}

// changesIn says what a sync's changes make different for those who read the
// services. When a feed comes in for the first time, that is one change.
func changesIn(d *index.Draft, c datasync.Changes) (list []changes.Change, err error) {
	if len(c.Put) == 0 && len(c.Remove) == 0 {
		return nil, nil
	}
	if d.Count(c.Feed) == 0 {
		if len(c.Put) == 0 {
			return nil, nil
		}
		return []changes.Change{{Kind: changes.CameIn, Feed: c.Feed, Services: len(c.Put)}}, nil
	}
	for _, read := range c.Put {
		s, err := read()
		if err != nil {
			return nil, err
		}
		one := changes.Change{Kind: changes.New, ID: s.ID, Name: s.Name, Feed: c.Feed}
		if old := d.Service(s.ID); old != nil {
			one.Kind, one.Fields = changes.Changed, changes.Between(old, &s, when.Words)
			if len(one.Fields) == 0 {
				continue
			}
			one.Was = before(old)
		}
		list = append(list, one)
	}
	for _, id := range c.Remove {
		if old := d.Service(id); old != nil {
			list = append(list, changes.Change{Kind: changes.Gone, ID: id, Name: old.Name, Feed: c.Feed, Was: before(old)})
		}
	}
	return list, nil
}

// before returns a record as it is kept beside what changed it.
func before(s *service.Service) *service.Service {
	was := *s
	was.Raw = nil
	return &was
}
