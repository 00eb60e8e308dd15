package tui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/changes"
	"fettle/tui/update"
)

// Updates brings the data up to date, and says what that changed. Its methods
// may take their time and are called beside everything else.
type Updates interface {
	// Feeds returns the feeds that are followed.
	Feeds() ([]update.Feed, error)
	// Update brings all of them in until the context ends, and tells how far it is.
	Update(ctx context.Context, tell func(update.Progress)) ([]update.Result, error)
	// Scopes are the parts of the changes that can be shown beside those of all
	// services and those that fit a question: the saved searches that watch.
	Scopes() ([]string, error)
	// Changes returns what changed lately and was not acknowledged: in a scope, in
	// what fits a question, or in everything.
	Changes(ctx context.Context, scope string, q *service.Query) ([]changes.Day, error)
	// Acknowledge notes down that changes were seen, Recall takes that back.
	Acknowledge(keys ...string) error
	Recall(keys ...string) error
}

// dataState is what is open of updates and changes.
type dataState struct {
	screen update.Screen
	// stop ends the update that goes on, over is closed when it has ended; nil is
	// that none does.
	stop context.CancelFunc
	over chan struct{}

	news changes.Screen
	// scopes are the parts of the changes that can be shown, scope the number of
	// the one that is; asked numbers the requests for them.
	scopes       []scope
	scope, asked int
	// acknowledged are the keys that were acknowledged last, to be recalled.
	acknowledged []string
}

// stopWithin is how long leaving waits for an update to put away what came.
const stopWithin = 2 * time.Second

// updateActions bring the data up to date.
func updateActions() []action {
	return []action{{
		ID: "update", Keys: []string{"d", "ctrl+d"}, In: inList | inDetail | inShortlist | inChanges, Title: "Update data",
		Hint:   "Shows the feeds and how old they are; Enter there brings them up to date while you go on.",
		WhyNot: noUpdates, Run: (*app).openUpdate,
	}, {
		ID: "update-too", Keys: []string{"ctrl+d"}, In: inSearch | inFilters, Title: "Update data",
		Hint: "Shows the feeds and how old they are.", WhyNot: noUpdates, Run: (*app).openUpdate,
	}, {
		ID: "update-now", Keys: []string{"enter"}, In: inUpdate, Title: "Update now", Label: "Update now",
		Hint: "Brings all feeds up to date over the network.", WhyNot: noUpdateNow, Run: (*app).beginUpdate,
	}, {
		ID: "update-stop", Keys: []string{"x"}, In: inUpdate, Title: "Stop the update", Label: "Stop",
		Hint: "Nothing that is here is lost, and the next update goes on from there.", WhyNot: notUpdating, Run: (*app).stopUpdate,
	}}
}

func noUpdates(a *app) string {
	if a.deps.Updates == nil {
		return "These services are made up: there is nothing to update. Open Fettle without --demo for real ones."
	}
	return ""
}

func noUpdateNow(a *app) string {
	switch {
	case a.data.screen.Running():
		return "The update goes on already."
	case a.data.screen.Feeds() == 0:
		return "There is no feed to update."
	}
	return ""
}

func notUpdating(a *app) string {
	if !a.data.screen.Running() {
		return "No update goes on."
	}
	return ""
}

// openUpdate shows the feeds.
func (a *app) openUpdate() tea.Cmd {
	if a.isOpen(&a.data.screen) { // under the changes
		a.pop()
		return nil
	}
	a.push(inUpdate, &a.data.screen)
	return a.loadFeeds()
}

func (a *app) loadFeeds() tea.Cmd {
	feeds := a.deps.Updates.Feeds
	return func() tea.Msg {
		list, err := feeds()
		return feedsKnown{list, err}
	}
}

// feedsKnown is how the feeds are now.
type feedsKnown struct {
	feeds []update.Feed
	err   error
}

func (f feedsKnown) take(a *app) { a.data.screen.Set(f.feeds, a.deps.Now(), f.err) }

// beginUpdate begins an update, which goes on whatever screen is open.
func (a *app) beginUpdate() tea.Cmd {
	ctx, stop := context.WithCancel(a.ctx)
	a.data.stop, a.data.over = stop, make(chan struct{})
	a.data.screen.Begin()
	news, over := make(chan update.Progress, 1), a.data.over
	do, refresh := a.deps.Updates.Update, a.deps.Refresh
	run := func() tea.Msg {
		defer close(over)
		results, err := do(ctx, func(p update.Progress) {
			select { // Only the last word counts.
			case <-news:
			default:
			}
			news <- p
		})
		close(news)
		stopped := ctx.Err() != nil
		stop()
		if refresh != nil {
			_, again := refresh()
			err = errors.Join(err, again)
		}
		return updated{results, stopped, err}
	}
	return tea.Batch(run, listen(news))
}

// listen waits for the next word of an update.
func listen(news <-chan update.Progress) tea.Cmd {
	return func() tea.Msg {
		p, more := <-news
		if !more {
			return nil
		}
		return progressed{p, news}
	}
}

// progressed says how far an update is.
type progressed struct {
	progress update.Progress
	news     <-chan update.Progress
}

func (p progressed) apply(a *app) tea.Cmd {
	a.data.screen.Tell(p.progress)
	return listen(p.news)
}

// updated says how an update went. What it brought is in the library already.
type updated struct {
	results []update.Result
	stopped bool
	err     error
}

func (u updated) apply(a *app) tea.Cmd {
	a.data.stop, a.data.over = nil, nil
	said := update.Sum(u.results)
	switch {
	case u.stopped:
		said = "The update was stopped. What came in before is here, and the next update goes on from there."
	case u.err != nil && len(u.results) > 0: // after something came in
		a.trouble(fmt.Errorf("%s But: %w", said, u.err))
	case u.err != nil:
		said = ""
		a.trouble(fmt.Errorf("the update did not go through, what was here is as it was: %w", u.err))
	}
	a.data.screen.End(u.results, said)
	if u.err == nil && said != "" && !a.isOpen(&a.data.screen) {
		a.keep(said + " D on the list shows what changed.")
	}
	return tea.Batch(a.takeUp(), a.loadFeeds())
}

// stopUpdate tells the update to end.
func (a *app) stopUpdate() tea.Cmd {
	a.data.screen.Stop()
	a.data.stop()
	return nil
}

// endUpdate ends an update as the finder is left, and waits until what came is
// put away.
func (a *app) endUpdate() {
	if a.data.stop == nil {
		return
	}
	a.data.stop()
	select {
	case <-a.data.over:
	case <-time.After(stopWithin):
	}
}
