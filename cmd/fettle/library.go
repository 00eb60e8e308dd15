package main

import (
	"context"
	"errors"
	"time"

	"fettle/index"
	"fettle/internal/service"
	datasync "fettle/sync"
)

// libraryFolder is the library as a sync sees it.
type libraryFolder struct {
	dir string
	now func() time.Time
}

// Known returns the change keys of a feed's services by their ids.
func (l libraryFolder) Known(ctx context.Context, feed string) (keys map[string]string, err error) {
	keys = map[string]string{}
	lib, err := index.Open(l.dir, index.Options{})
	if errors.Is(err, index.ErrNoLibrary) {
		return keys, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	err = lib.Each(ctx, feed, func(s *service.Service) error {
		keys[s.ID] = s.Source.ChangeKey
		return nil
	})
	return keys, err
}

// Apply puts all changes to a feed into the library, or none of them.
func (l libraryFolder) Apply(ctx context.Context, c datasync.Changes) error {
	return index.Update(ctx, l.dir, l.now(), func(d *index.Draft) error {
		for _, s := range c.Put {
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
