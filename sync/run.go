package datasync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	stdsync "sync"
	"time"

	"fettle/internal/service"
)

// Run brings feeds up to date, one after the other. What is wrong with a feed
// is said in its report and does not stop the others. Run stops with an error
// when the context ends or when this machine fails: the library can't be read
// or written. The report has every feed that was begun.
func Run(ctx context.Context, feeds []Feed, client *Client, lib Library, o Options) (Report, error) {
	report := Report{Feeds: []FeedReport{}}
	for i, feed := range feeds {
		fetch := client.fetcher(feed.Private)
		if u, err := parseAddress(feed.URL); err == nil {
			client.slow(u.Hostname(), feed.PerMinute)
		}
		j := &job{
			feed: feed, fetch: fetch, lib: lib, options: o, started: o.now(),
			progress: Progress{Feed: feed.Name, Number: i + 1, Feeds: len(feeds), PagesOf: -1, RowsOf: -1, DetailsOf: -1},
		}
		fetch.left = newLeftovers(o.StateDir, feed, o.now)
		j.memory = loadMemory(o.StateDir, feed, j.started)
		pages := &lister{fetch: fetch, feed: feed, memory: &j.memory, keep: j.wanted, paged: j.paged, lacks: j.lacks}
		done, err := j.run(ctx, func(ctx context.Context) (*haul, error) {
			pages.took, pages.settle = j.reader.early, j.settle
			return pages.list(ctx)
		})
		fetch.left.flush()
		report.Feeds = append(report.Feeds, done)
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

// job is the sync of one feed.
type job struct {
	feed    Feed
	lib     Library
	options Options
	// fetch is nil when the feed comes from a file.
	fetch   *fetcher
	started time.Time
	// known are the change keys that the library has, by the service's id; they
	// are there once settled is closed.
	known   map[string]string
	settled chan struct{}
	state   feedState
	memory  memory
	reader  *reader

	report FeedReport

	mu       stdsync.Mutex // Guards progress.
	progress Progress
}

// run takes what gather brings into the library.
func (j *job) run(ctx context.Context, gather func(context.Context) (*haul, error)) (FeedReport, error) {
	j.report = FeedReport{Name: j.feed.Name, Status: StatusOK, Standard: j.feed.Standard, Publisher: j.feed.Publisher}
	walking, cancel := context.WithCancel(ctx)
	defer cancel()
	var unknown error
	j.settled = make(chan struct{})
	go func() {
		// The library is read while the first pages are on their way.
		defer close(j.settled)
		if j.known, unknown = j.lib.Known(ctx, j.feed.Name); unknown != nil {
			cancel()
		}
	}()
	j.state = loadState(j.options.StateDir, j.feed.Name)
	j.at(StagePages)
	j.reader = newReader(ctx, j)
	defer j.reader.close()
	h, err := gather(walking)
	j.settle()
	if unknown != nil {
		return j.stopped(fmt.Errorf("read what the library has of %s: %w", j.feed.Name, unknown))
	}
	j.report.Services = len(j.known)
	if cut := ctx.Err(); cut != nil {
		return j.stopped(cut)
	}
	if err == nil {
		err = j.usable(h)
	}
	// A walk cut short brings in what it has only where there is nothing to
	// protect: half of a feed is better than none of it.
	if err != nil && (len(j.known) > 0 || len(h.ids) == 0) {
		return j.failed(ctx, err)
	}
	for _, rejected := range h.rejected {
		j.report.reject(rejected)
	}
	j.report.Standard = cmp.Or(h.standard, j.report.Standard)
	services := j.bring(ctx, h)
	if cut := ctx.Err(); cut != nil {
		return j.stopped(cut)
	}
	return j.apply(ctx, h, services, err)
}

// lacks reports whether a haul has not met all that the library has of the feed.
func (j *job) lacks(h *haul) bool {
	j.settle()
	met := map[string]bool{}
	for _, id := range append(slices.Clone(h.ids), h.refused...) {
		met[j.serviceID(id)] = true
	}
	for id := range j.known {
		if !met[id] {
			return true
		}
	}
	return false
}

// settle waits until it is known what the library has.
func (j *job) settle() { <-j.settled }

// isSettled reports whether it is known what the library has.
func (j *job) isSettled() bool {
	select {
	case <-j.settled:
		return true
	default:
		return false
	}
}

// usable says what is wrong with a list that came and has nothing to use.
func (j *job) usable(h *haul) error {
	switch {
	case len(h.ids) > 0:
		return nil
	case len(h.rejected) > 0:
		return fmt.Errorf("none of the %d records can be used: %s", len(h.rejected), h.rejected[0].Reason)
	case len(j.known) > 0:
		return errors.New("the feed answers, but lists no services any more")
	}
	return nil
}

// failed ends a sync that leaves the feed's services as they were, and has the
// library say so beside them.
func (j *job) failed(ctx context.Context, cause error) (FeedReport, error) {
	j.report.Status, j.report.Error = StatusFailed, cause.Error()
	if len(j.known) > 0 && j.fetch != nil {
		err := j.lib.Apply(ctx, Changes{Feed: j.feed.Name, Trouble: j.trouble(cause.Error()), Demo: j.options.Demo})
		if err != nil {
			return j.stopped(fmt.Errorf("note in the library that %s failed: %w", j.feed.Name, err))
		}
	}
	return j.finished(), nil
}

// stopped ends a sync that could not go on, with nothing changed.
func (j *job) stopped(cause error) (FeedReport, error) {
	j.report.Status, j.report.Error = StatusFailed, cause.Error()
	j.report.Added, j.report.Changed, j.report.Unchanged, j.report.DetailsFailed = 0, 0, 0, 0
	if errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		j.report.Error = "stopped before it was done: nothing was changed"
		if j.fetch != nil && j.options.StateDir != "" {
			j.report.Error += "; within a day the next sync goes on from here"
		}
	}
	return j.finished(), cause
}

// trouble returns what the library is to say about a feed in trouble.
func (j *job) trouble(reason string) string {
	since := j.started
	if j.feed.Trouble != "" && !j.feed.TroubleSince.IsZero() {
		since = j.feed.TroubleSince
	}
	return "since " + since.Format("2 January 2006") + ": " + reason
}

// apply hands the library all that changes. walked is what cut the walk short.
func (j *job) apply(ctx context.Context, h *haul, services []func() (service.Service, error), walked error) (FeedReport, error) {
	met := map[string]bool{}
	for _, id := range append(h.ids, h.refused...) {
		met[j.serviceID(id)] = true
	}
	usual := 0
	if walked == nil {
		usual, j.state.Shortfall = j.state.Shortfall, h.walk.shortfall()
	}
	whole := walked == nil && !h.lone && h.walk.whole(h.end, usual)
	gone := j.removals(met, whole)
	switch {
	case walked != nil:
		j.incomplete("only the first part of the feed came in: " + walked.Error())
	case !whole && h.lone && len(j.known) > 1:
		j.incomplete("it is a single record, so nothing was removed")
	case !whole && !h.lone:
		j.incomplete(notWhole(h))
	case gone.held > 0:
		j.incomplete(fmt.Sprintf("%d of %d services are no longer listed: that is more than a third, so they were kept; "+
			"run it again with --accept-removals if that is right", gone.held, len(j.known)))
	}
	changes := Changes{
		Feed: j.feed.Name, Put: services, Remove: gone.remove,
		Publisher: j.report.Publisher, Demo: j.options.Demo,
	}
	if j.report.Status == StatusOK {
		changes.Synced = j.started
	} else {
		changes.Trouble = j.trouble(j.report.Error)
	}
	j.at(StageSaving)
	if err := j.lib.Apply(ctx, changes); err != nil {
		return j.stopped(fmt.Errorf("bring %s into the library: %w", j.feed.Name, err))
	}
	j.report.Removed, j.report.Missing = len(gone.remove), len(gone.missing)
	j.report.Services = len(j.known) + j.report.Added - j.report.Removed
	j.state.Missing = gone.missing
	return j.finished(), j.remember(walked == nil)
}

// remember leaves word for the next sync. What is missing is written after the
// answers of this walk are gone: were they there with it, this same walk could
// be taken for a second one that misses the same services. Were anything lost
// here, a removal would only be put off.
func (j *job) remember(ended bool) error {
	if j.fetch != nil && ended {
		if err := j.fetch.left.clear(); err != nil {
			return err
		}
		if err := j.memory.save(j.options.StateDir, j.feed.Name); err != nil {
			return err
		}
	}
	return j.state.save(j.options.StateDir, j.feed.Name)
}

// removals decides what to remove after a walk that met those ids.
func (j *job) removals(met map[string]bool, whole bool) removal {
	if !whole {
		return removal{missing: stillMissing(j.state.Missing, met)}
	}
	var absent []string
	for id := range j.known {
		if !met[id] {
			absent = append(absent, id)
		}
	}
	slices.Sort(absent)
	accept := j.options.AcceptRemovals || j.fetch == nil
	return decideRemoval(absent, len(j.known), j.state.Missing, service.DateOf(j.started), accept)
}

// notWhole says in a sentence why a walk that ended is not a whole one.
func notWhole(h *haul) string {
	switch {
	case h.end == endCap:
		return fmt.Sprintf("the feed does not end: reading stopped after %d pages, and nothing was removed", h.walk.pages)
	case h.walk.total >= 0:
		return fmt.Sprintf("the feed says that it has %d services and gave %d, so nothing was removed", h.walk.total, h.walk.rows)
	}
	return "the feed's pages repeat before their end, so nothing was removed"
}

// incomplete notes that not all is well, with the first reason for it.
func (j *job) incomplete(reason string) {
	if j.report.Status == StatusOK {
		j.report.Status, j.report.Error = StatusIncomplete, reason
	}
}

// finished closes the report.
func (j *job) finished() FeedReport {
	if j.fetch != nil {
		j.report.Requests = j.fetch.count()
	}
	j.report.Seconds = max(0, j.options.now().Sub(j.started).Seconds())
	j.at(StageDone)
	return j.report
}

// serviceID returns the id that a record has in the library.
func (j *job) serviceID(id string) string { return j.feed.Name + "/" + id }

// at tells that a stage was reached.
func (j *job) at(stage Stage) { j.tell(func(p *Progress) { p.Stage = stage }) }

// paged tells how far the walk is.
func (j *job) paged(w *walk) {
	j.tell(func(p *Progress) {
		p.Pages, p.PagesOf, p.Rows, p.RowsOf = w.pages, w.pagesOf(), w.rows, -1
		if w.total >= 0 {
			p.RowsOf = max(w.total, w.rows)
		}
	})
}

// tell changes the progress and tells it on.
func (j *job) tell(change func(*Progress)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	change(&j.progress)
	if j.options.Progress != nil {
		j.options.Progress(j.progress)
	}
}
