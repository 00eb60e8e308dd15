package tui

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
)

// TestLateAnswersAreDropped lets searches end in another order than they began.
func TestLateAnswersAreDropped(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.hold = true
	d.write("walk")
	d.sees("80 services")
	late := found{id: d.a.search.id - 1}
	d.release()
	d.sees("10 services")
	asked := d.a.search.id
	d.send(late)
	d.sees("10 services")
	if d.a.search.id != asked {
		t.Error("a late answer made a new question")
	}
	d.send(further{id: asked - 1, rows: nil})
	d.send(located{text: "old", near: []service.Near{{Name: "Old"}}})
	d.send(windowed{text: "old", windows: []service.Window{{ID: "old"}}})
	d.seesNot("Old")
}

// TestOneSearchAtATime types while a search is running: it is stopped, and only
// the newest question is asked after it.
func TestOneSearchAtATime(t *testing.T) {
	t.Parallel()
	var asked []string
	var stopped atomic.Int32
	d := newDriver(t, 80, 24, func(d *Deps) {
		search := d.Search
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			if q.Facets {
				asked = append(asked, q.Words)
			}
			if ctx.Err() != nil {
				stopped.Add(1)
			}
			return search(ctx, q)
		}
	})
	d.hold = true
	d.write("walk")
	d.release()
	if want := []string{"", "w", "walk"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	if stopped.Load() != 1 {
		t.Errorf("%d searches were stopped, want 1", stopped.Load())
	}
	d.sees("10 services")
	d.seesNot("context canceled")
}

func TestASlowSearchSaysSo(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.hold = true
	d.write("club")
	d.send(slow{id: d.a.search.id})
	d.sees("Searching 80 services...", "Walk and Talk")
	d.release()
	d.sees("10 services")
	d.send(slow{id: d.a.search.id})
	d.seesNot("Searching")
}

func TestAFailedSearchKeepsTheOldList(t *testing.T) {
	t.Parallel()
	fail := false
	d := newDriver(t, 80, 24, func(d *Deps) {
		search := d.Search
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			if fail {
				return service.Result{}, errors.New("the library can't be read: run fettle sync")
			}
			return search(ctx, q)
		}
	})
	fail = true
	d.write("c")
	d.sees("The library can't be read: run fettle sync. (Esc)", "Tuesday Lunch Club")
	fail = false
	d.write("lub")
	d.seesNot("can't be read")
	d.sees("10 services")
}

func TestTheListGoesOnToItsEnd(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "end")
	d.sees("Debt and Benefits Advice 8")
	d.press("end")
	d.sees("Carers' Coffee 10")
	if got := d.a.find.List.Len(); got != 80 {
		t.Errorf("%d of 80 services are listed", got)
	}
	d.press("pgup", "home")
	d.sees(">  Tuesday Lunch Club ")
	d.press("up")
	d.sees(">Search:")
}

func TestTheSameServiceKeepsTheKeys(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "down", "down", "down")
	d.press("2")
	d.write("99")
	d.press("esc", "esc")
	if got := d.a.find.List.Selected().Hit.Service.Name; got != "Debt and Benefits Advice" {
		t.Errorf("the keys are on %s", got)
	}
}

func TestNewerDataIsTakenUp(t *testing.T) {
	t.Parallel()
	newer := false
	d := newDriver(t, 80, 24, func(d *Deps) {
		d.Refresh = func() (bool, error) { return newer, nil }
	})
	d.send(tea.FocusMsg{})
	d.seesNot("Newer data")
	d.lib.All = d.lib.All[:5]
	newer = true
	d.send(tick{})
	d.sees("Newer data is in.", "5 services")
	d.a.deps.Refresh = func() (bool, error) { return false, errors.New("the folder is gone") }
	d.send(tea.FocusMsg{})
	d.sees("so the old is still shown: the folder is gone.", "5 services")
}

func TestAnEmptyLibrarySaysWhatToDo(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, func(d *Deps) {
		d.Search = func(context.Context, service.Query) (service.Result, error) { return service.Result{}, nil }
		d.Contents = func() service.Contents { return service.Contents{} }
	})
	d.sees("There are no services here yet.", "fettle sync", "fettle demo", "No data yet")
	d.press("enter")
	d.sees("There are no services to go to")
}

func TestFeedsThatWereNotUpdatedAreNamed(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: ". Not updated: bristol", 2: ". Not updated: 2 feeds"} {
		d := newDriver(t, 100, 24, func(d *Deps) {
			d.Contents = func() service.Contents {
				feeds := []service.FeedContents{{Name: "bristol", Trouble: "no answer"}, {Name: "leeds", Trouble: "no answer"}, {Name: "york", Synced: fakeNow()}}
				return service.Contents{Services: 80, Feeds: append(feeds[:n:n], feeds[2])}
			}
		})
		d.sees("Data from today", want)
	}
}

func TestOrdersGoRound(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter")
	for _, want := range []string{"by name", "last checked first", "soonest first"} {
		d.press("o")
		d.sees("80 services, " + want)
	}
	d.press("o")
	d.sees("80 services. Type what the person needs.")
	d.press("3")
	d.write("bb2")
	d.press("enter", "esc", "o")
	d.sees("nearest first")
}
