// Package datasync brings the services of feeds to this machine: it goes
// through a feed's pages, fetches what is new or changed, and hands the
// library all changes of a feed together or none.
//
// Start with [Probe] for an address somebody typed, [FeedList] for the feeds
// that are followed, and [Run] to bring them up to date; [FromFile] reads a
// saved feed instead. A feed is never trusted: not in its totals, its paging,
// its sizes or where it sends its callers. What a feed no longer lists is
// removed only after two complete walks, and nothing is removed because
// something failed.
//
// The package is the only one that talks to the network, and the standard
// package sync is called stdsync inside it. It must not search, keep records
// itself, or know what the library is made of: it states what it needs of it
// as [Library].
package datasync

import (
	"context"
	"time"

	"fettle/internal/service"
)

// Library is what a sync needs of the library that the services go to.
type Library interface {
	// Known returns the change key of every service that the library has of a
	// feed, by the service's id. A feed it has never heard of has none.
	Known(ctx context.Context, feed string) (map[string]string, error)
	// Apply makes the changes to one feed: all of them, or none and an error.
	Apply(ctx context.Context, c Changes) error
}

// Changes are what one sync changes in one feed.
type Changes struct {
	// Feed is the feed's name.
	Feed string
	// Put read the services that are new or changed, by their ids, until Apply
	// returns: not all of them need be in memory at once.
	Put []func() (service.Service, error)
	// Remove are the ids of the services to remove.
	Remove []string
	// Synced is when the feed was brought in whole, in UTC; zero when it was
	// not, and then the time the library has stays.
	Synced time.Time
	// Trouble says in plain words what is wrong with the feed and since when;
	// "" is nothing, and clears what was said before.
	Trouble string
	// Publisher is who publishes the feed; "" leaves what the library has.
	Publisher string
	// Demo marks made-up services.
	Demo bool
}

// Options are the settings of a sync. The zero Options work, but remember
// nothing between syncs, and so never remove a service.
type Options struct {
	// Now is the clock; nil is the system's.
	Now func() time.Time
	// Progress is told how far the sync is, one call at a time; nil tells nobody.
	Progress func(Progress)
	// Find works out needs and circumstances of a record. It is called from
	// several goroutines at once; nil leaves them out.
	Find func(*service.Service) service.Found
	// Coming is given each service as it is read, while others are on their way, so
	// that it can be made ready: most likely it is put, as it is. It returns what
	// reads it again, of which Put will consist. It is called from several
	// goroutines at once; nil leaves all for the end, in memory.
	Coming func(service.Service) func() (service.Service, error)
	// AcceptRemovals removes also when more than a third of a feed would go.
	AcceptRemovals bool
	// StateDir is the folder in which one sync leaves word for the next; ""
	// leaves none.
	StateDir string
	// Publisher and Demo are passed on in Changes by FromFile and FromBodies.
	Publisher string
	Demo      bool
}

// now returns the present moment in UTC.
func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now().UTC()
	}
	return o.Now().UTC()
}

// Stage is the part of a feed's sync that is going on.
type Stage string

// The stages, in order.
const (
	StagePages   Stage = "pages"
	StageDetails Stage = "details"
	StageSaving  Stage = "saving"
	StageDone    Stage = "done"
)

// Progress says how far a sync is. Counts that end in Of are how many there
// will be, as far as known: -1 is not known.
type Progress struct {
	// Feed is the feed's name; it is feed number Number (from 1) of Feeds.
	Feed          string
	Number, Feeds int
	Stage         Stage
	// Pages and Rows count what has come of the list.
	Pages, PagesOf int
	Rows, RowsOf   int
	// Details counts the services that were asked for one by one.
	Details, DetailsOf int
}
