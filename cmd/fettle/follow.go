package main

import (
	"context"
	"slices"

	datasync "fettle/sync"
)

// missed is a feed that the settings name and that could not be added.
type missed struct {
	address string
	err     error
}

// followedFeeds returns the feeds that are followed, after those that the
// settings name were added, and those that could not be: they are tried again
// the next time.
func (a *app) followedFeeds(ctx context.Context, h here) (list datasync.FeedList, not []missed, err error) {
	if list, err = h.feeds(); err != nil {
		return list, nil, err
	}
	for _, address := range a.toFollow(list) {
		feed, err := a.feedAt(ctx, h, address)
		if err == nil {
			err = h.changeFeeds(ctx, func(l *datasync.FeedList) error {
				if feed.Name == "" {
					feed.Name = l.FreeName(datasync.NameFor(feed.URL))
				}
				err := l.Add(feed)
				list = *l
				return err
			})
		}
		if err != nil {
			not = append(not, missed{address, err})
		}
	}
	list, err = h.feeds()
	return list, not, err
}

// toFollow returns the feeds that the settings name and that are not on the list
// yet: the next update adds them.
func (a *app) toFollow(list datasync.FeedList) []string {
	return slices.DeleteFunc(slices.Clone(a.settings().Feeds.Follow), func(address string) bool {
		return slices.ContainsFunc(list.Feeds, func(f datasync.Feed) bool { return named(address, f) })
	})
}

// feedAt returns the feed of a key of the catalogue or at an address; in the
// latter case it has no name yet.
func (a *app) feedAt(ctx context.Context, h here, address string) (datasync.Feed, error) {
	if known, ok := datasync.FindKnown(address); ok {
		return known.Feed(h.now()), nil
	}
	found, err := datasync.Probe(ctx, a.client(), address, false)
	if err != nil {
		return datasync.Feed{}, err
	}
	return found.Feed("", h.now()), nil
}

// named reports whether the settings mean a feed by an address or a key.
func named(address string, f datasync.Feed) bool {
	if known, ok := datasync.FindKnown(address); ok {
		address = known.URL
	}
	return f.IsAt(address)
}

// sayFollowed says that a feed that was removed comes back, when the settings
// name it.
func (a *app) sayFollowed(f datasync.Feed) {
	if slices.ContainsFunc(a.settings().Feeds.Follow, func(address string) bool { return named(address, f) }) {
		a.sayf("The settings name it under feeds.follow, so the next update brings it back: 'fettle config' says which file does.\n")
	}
}
