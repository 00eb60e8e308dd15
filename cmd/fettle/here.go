package main

import (
	"context"
	"time"

	"fettle/internal/paths"
	datasync "fettle/sync"
)

// here is where a command works: the folders, and what tells the time.
type here struct {
	paths.Paths
	now func() time.Time
}

// here finds out where a command works, by its flags and the system.
func (a *app) here() (here, error) {
	clock, err := a.clock()
	if err != nil {
		return here{}, err
	}
	p, err := a.paths()
	return here{p, clock}, err
}

// feeds returns the feeds that are followed.
func (h here) feeds() (datasync.FeedList, error) { return datasync.LoadFeedList(h.FeedList()) }

// changeFeeds changes the list of feeds, while nobody else does.
func (h here) changeFeeds(ctx context.Context, how func(*datasync.FeedList) error) error {
	return datasync.ChangeFeedList(ctx, h.FeedList(), how)
}

// library returns the library as those see it who change it.
func (h here) library() libraryFolder { return libraryFolder{paths: h.Paths, now: h.now} }
