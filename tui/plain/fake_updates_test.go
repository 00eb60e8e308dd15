package plain

import (
	"context"
	"fmt"
	"slices"

	"fettle/internal/service"
	"fettle/tui/changes"
	"fettle/tui/update"
)

// fakeUpdates are two feeds, one of which fails, and what they changed.
type fakeUpdates struct {
	seen map[string]bool
	// during is done while an update goes on; nil is nothing.
	during func(ctx context.Context)
	fail   error
}

func (f *fakeUpdates) Feeds() ([]update.Feed, error) {
	return []update.Feed{{Name: "example", Services: 7, Updated: fakeNow().AddDate(0, 0, -2)}, {Name: "vale", Services: 1200, Trouble: "since 1 November 2026: it does not answer"}}, nil
}

func (f *fakeUpdates) Update(ctx context.Context, tell func(update.Progress)) ([]update.Result, error) {
	for i := range 5 {
		tell(update.Progress{Feed: "example", Doing: "reading the list", Done: i * 4, Of: 40})
	}
	if f.during != nil {
		f.during(ctx)
	}
	tell(update.Progress{Feed: "example", Doing: "reading the list", Done: 40, Of: 40})
	tell(update.Progress{Feed: "example", Over: true})
	return []update.Result{{Feed: "example", New: 3, Changed: 1204, Services: 33}, {Feed: "vale", Failed: true, Trouble: "it does not answer"}}, f.fail
}

func (f *fakeUpdates) Scopes() ([]string, error) { return []string{"Lunch clubs"}, nil }

func (f *fakeUpdates) Changes(_ context.Context, scope string, q *service.Query) ([]changes.Day, error) {
	days := []changes.Day{
		{On: "2026-11-22", More: 7, Items: []changes.Item{
			{Key: "1", Kind: "changed", ID: "example/00", Name: "Lunch Club", Note: "no longer fits", Fields: []changes.Field{{Name: "Phone", Old: "01632 960 999"}}},
			{Key: "2", Kind: "gone", ID: "example/gone", Name: "Old Club"},
		}},
		{On: "2026-11-20", Items: []changes.Item{{Key: "3", Kind: "new", ID: "example/05", Name: "Knitting Club"}, {Key: "4", Kind: "came in", Feed: "vale", Services: 1200}}},
	}
	for i := range days {
		days[i].Items = slices.DeleteFunc(days[i].Items, func(item changes.Item) bool {
			return f.seen[item.Key] || q != nil && item.Kind != "new" || scope != "" && item.Kind != "gone"
		})
	}
	return slices.DeleteFunc(days, func(d changes.Day) bool { return len(d.Items) == 0 }), nil
}

func (f *fakeUpdates) Acknowledge(keys ...string) error {
	for _, key := range keys {
		f.seen[key] = true
	}
	return f.fail
}

func (f *fakeUpdates) Recall(keys ...string) error {
	for _, key := range keys {
		if !f.seen[key] {
			return fmt.Errorf("%s was not acknowledged", key)
		}
		delete(f.seen, key)
	}
	return nil
}
