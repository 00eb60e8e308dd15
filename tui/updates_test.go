package tui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/changes"
	"fettle/tui/madeup"
	"fettle/tui/update"
)

// fakeUpdates are two feeds, one of which fails, and what they changed.
type fakeUpdates struct {
	feeds []update.Feed
	days  []changes.Day
	seen  map[string]bool
	fail  error
	// nothing says that an update ends before any feed.
	nothing bool
	// during is called while an update goes on.
	during func(context.Context)
	asked  []string
}

func newFakeUpdates(lib *madeup.Library) *fakeUpdates {
	one, two := lib.All[0], lib.All[1]
	return &fakeUpdates{
		seen: map[string]bool{},
		feeds: []update.Feed{
			{Name: "example", Publisher: "Example Council", Services: 30, Updated: fakeNow().AddDate(0, 0, -2)},
			{Name: "vale", Services: 1200, Trouble: "since 2 November 2026: vale.example.org does not answer"},
		},
		days: []changes.Day{{On: "2026-11-21", Items: []changes.Item{
			{Key: "1", Kind: "changed", ID: one.ID, Name: one.Name, Feed: "example", Note: "no longer fits", Fields: []changes.Field{
				{Name: "times", Old: "Mondays", New: "Tuesdays"}, {Name: "alert", New: "Closed\x1b[2J for\nAugust"},
				{Name: "description", Old: strings.Repeat("long ", 200), New: "short"},
			}},
			{Key: "2", Kind: "gone", ID: "example/gone", Name: "Old Club", Feed: "example"},
		}, More: 7}, {On: "2026-11-20", Items: []changes.Item{
			{Key: "3", Kind: "new", ID: two.ID, Name: two.Name, Feed: "example"},
			{Key: "4", Kind: "came in", Feed: "vale", Services: 1200},
		}}},
	}
}

func (f *fakeUpdates) Feeds() ([]update.Feed, error) { return f.feeds, nil }

func (f *fakeUpdates) Update(ctx context.Context, tell func(update.Progress)) ([]update.Result, error) {
	for i := range 5 {
		tell(update.Progress{Feed: "example", Doing: "reading the list", Done: i * 10, Of: 40})
	}
	if f.during != nil {
		f.during(ctx)
	}
	if f.nothing {
		return nil, f.fail
	}
	tell(update.Progress{Feed: "example", Over: true})
	return []update.Result{
		{Feed: "example", New: 3, Changed: 1204, Services: 33},
		{Feed: "vale", Failed: true, Trouble: "vale.example.org does not answer", Services: 1200},
	}, f.fail
}

func (f *fakeUpdates) Scopes() ([]string, error) { return []string{"Lunch clubs"}, nil }

func (f *fakeUpdates) Changes(_ context.Context, scope string, q *service.Query) ([]changes.Day, error) {
	f.asked = append(f.asked, scope)
	if q != nil {
		f.asked[len(f.asked)-1] = "question " + q.Words
	}
	days := slices.Clone(f.days)
	for i := range days {
		days[i].Items = slices.DeleteFunc(slices.Clone(days[i].Items), func(item changes.Item) bool { return f.seen[item.Key] })
	}
	return days, f.fail
}

func (f *fakeUpdates) Acknowledge(keys ...string) error {
	for _, key := range keys {
		f.seen[key] = f.fail == nil
	}
	return f.fail
}

func (f *fakeUpdates) Recall(keys ...string) error {
	for _, key := range keys {
		delete(f.seen, key)
	}
	return f.fail
}

// with has the finder use those updates.
func with(f **fakeUpdates) func(*Deps) {
	return func(d *Deps) {
		updates, _ := d.Updates.(*fakeUpdates)
		*f = updates
	}
}

// dataStates bring the finder to the screens of updates and changes.
func dataStates() []state {
	return []state{
		{"update", func(d *driver) { d.press("enter", "d") }},
		{"updating", func(d *driver) {
			d.press("enter", "d")
			d.a.data.screen.Begin()
			d.a.data.screen.Tell(update.Progress{Feed: "example", Doing: "reading the list", Done: 1500, Of: 4000})
			d.a.data.screen.Tell(update.Progress{Feed: "vale", Doing: "putting it into the library"})
		}},
		{"updated", func(d *driver) { d.press("enter", "d", "enter") }},
		{"changes", func(d *driver) { d.press("enter", "D") }},
	}
}

func TestUpdateFromInside(t *testing.T) {
	t.Parallel()
	var f *fakeUpdates
	refreshed := 0
	d := newDriver(t, 100, 30, with(&f), func(d *Deps) { d.Refresh = func() (bool, error) { refreshed++; return true, nil } })
	d.press("enter", "d")
	d.sees("Update data", "example", "30 services, data from 2 days ago.", "vale.example.org does not")
	d.press("x")
	d.sees("No update goes on.")
	d.press("enter")
	d.sees("Updated in part: 3 new, 1,204 changed. 1 feed of 2 could not be updated.", "33 services: 3 new, 1,204 changed.", "Not updated, what was here is as it was")
	if refreshed == 0 {
		t.Error("the newer library was not taken up")
	}
	d.press("D")
	d.sees("What updates changed")
	d.press("d")
	d.sees("Update data")
	d.press("esc")
	if d.a.place() != inList {
		t.Errorf("Esc should lead back to the list, the keys are in %v", d.a.place().names())
	}
}

// While an update goes on one searches and reads; it ends with a word wherever
// the keys are, and can be stopped.
func TestSearchingGoesOnDuringAnUpdate(t *testing.T) {
	t.Parallel()
	var f *fakeUpdates
	d := newDriver(t, 100, 30, with(&f))
	stopped := false
	f.during = func(ctx context.Context) { stopped = ctx.Err() != nil }
	d.press("enter", "d")
	d.hold = true
	d.press("enter")
	d.sees("Updating 1 of 2")
	d.press("enter")
	d.sees("The update goes on already.")
	d.press("esc", "/")
	d.write("club")
	d.sees("Updating 1 of 2")
	d.release()
	if !strings.Contains(d.screen(), "D on the list") || stopped {
		t.Errorf("after an update elsewhere nothing is said:\n%s", d.screen())
	}
	d.seesNot("Updating")

	d.press("esc", "esc", "enter", "d")
	d.hold = true
	d.press("enter", "x")
	d.sees("Stopping.")
	d.release()
	if !stopped {
		t.Error("the update was not told to stop")
	}
	d.sees("The update was stopped.")
	f.during = func(ctx context.Context) { <-ctx.Done() }
	d.hold, d.held = true, nil
	d.press("enter")
	for _, cmd := range d.held {
		if batch, ok := cmd().(tea.BatchMsg); ok {
			go batch[0]()
		}
	}
	d.a.endUpdate() // as the finder is left
	select {
	case <-d.a.data.over:
	default:
		t.Error("leaving does not end the update")
	}
}

func TestUpdateThatFails(t *testing.T) {
	t.Parallel()
	var f *fakeUpdates
	d := newDriver(t, 100, 30, with(&f))
	f.fail, f.nothing = errors.New("the disk is full"), true
	d.press("enter", "d", "enter")
	d.sees("The update did not go through, what was here is as it was: the disk is full.")
	d.press("esc", "D")
	d.sees("The disk is full.")

	// What came in before the trouble is not denied.
	d = newDriver(t, 160, 30, with(&f))
	f.fail = errors.New("the disk is full")
	d.press("enter", "d", "enter")
	d.sees("Updated in part: 3 new, 1,204 changed. 1 feed of 2 could not be updated. But: the disk is full.")
	d.seesNot("did not go through")
	d = newDriver(t, 100, 30, func(d *Deps) { d.Updates = nil })
	d.press("enter", "d")
	d.sees("These services are made up")
	d.press("D")
	d.sees("These services are made up")
}
