package update_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fettle/tui/screentest"
	"fettle/tui/update"
	"fettle/tui/widget"
)

func now() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

func followed() []update.Feed {
	return []update.Feed{
		{Name: "vale", Publisher: "Vale Council", Services: 1200, Updated: now().AddDate(0, 0, -2)},
		{Name: "dale", Trouble: "since Friday: the server does not answer"},
	}
}

func TestAnUpdateIsFollowedToItsEnd(t *testing.T) {
	t.Parallel()
	var s update.Screen
	s.Set(followed(), now(), nil)
	screentest.Has(t, screentest.Seen(t, &s, 80, 12), "Enter brings these feeds up to date", "vale  Vale Council", "1,200 services, data from 2 days ago.",
		"0 services, never updated. Not all is well since Friday: the server does not")
	s.Tell(update.Progress{Feed: "vale", Doing: "reading the list"})
	if strings.Contains(screentest.Seen(t, &s, 80, 12), "reading") {
		t.Error("what was told before the update began is shown")
	}
	s.Begin()
	s.Tell(update.Progress{Feed: "vale", Doing: "reading the list"})
	screentest.Has(t, screentest.Seen(t, &s, 80, 12), "Updating 1 of 2 …", "x stops it", "reading the list …")
	s.Tell(update.Progress{Feed: "vale", Doing: "fetching", Done: 600, Of: 1200})
	screentest.Has(t, screentest.Seen(t, &s, 80, 12), "fetching [##########..........] 600 of 1,200")
	screentest.Has(t, screentest.Seen(t, &s, 40, 20), "fetching: 600 of 1,200")
	s.Tell(update.Progress{Feed: "vale", Over: true})
	screentest.Has(t, screentest.Seen(t, &s, 80, 12), "Updating 2 of 2 …", "done")
	s.Stop()
	screentest.Has(t, screentest.Seen(t, &s, 80, 12), "stopping …", "is used when you update again")
	s.End([]update.Result{{Feed: "vale", New: 3, Changed: 1, Services: 1203}, {Feed: "dale", Failed: true, Trouble: "no network"}}, "It is over.")
	if got := screentest.Seen(t, &s, 80, 12); s.Running() || strings.Contains(got, "Updating") {
		t.Errorf("it is not over:\n%s", got)
	}
	screentest.Has(t, screentest.Seen(t, &s, 80, 12), "It is over.", "1,203 services: 3 new, 1 changed.", "Not updated, what was here is as it was: no network.")
}

func TestHowSeveralFeedsWentIsSaidInOneSentence(t *testing.T) {
	t.Parallel()
	good, partly, failed := update.Result{New: 2, Gone: 1}, update.Result{Changed: 4, Trouble: "a page was missing"}, update.Result{Failed: true, Trouble: "no network"}
	for want, results := range map[string][]update.Result{
		"There is no feed to update.":                                                                       nil,
		"The data is up to date: 2 new, 1 gone.":                                                            {good},
		"The data is up to date: nothing has changed.":                                                      {{Unchanged: 9}},
		"No feed could be updated; what was here is as it was.":                                             {failed, failed},
		"Updated in part: 2 new, 4 changed, 1 gone. 1 feed of 3 could not be updated. 1 feed came in part.": {good, partly, failed},
	} {
		if got := update.Sum(results); got != want {
			t.Errorf("said is %q, want %q", got, want)
		}
	}
}

func TestTheScreenOfUpdatesScrollsAndSaysItsTrouble(t *testing.T) {
	t.Parallel()
	var s update.Screen
	screentest.Has(t, screentest.Seen(t, &s, 80, 6), "No feed is followed yet.", "fettle feeds add NAME")
	s.Set(followed(), now(), errors.New("the folder can't be read"))
	screentest.Has(t, screentest.Seen(t, &s, 80, 4), "the folder can't be read")
	for _, move := range []widget.Move{widget.End, widget.Down, widget.PageDown} {
		s.Move(move)
	}
	bottom := screentest.Seen(t, &s, 80, 4)
	screentest.Has(t, bottom, "never updated")
	s.Move(widget.Up)
	if screentest.Seen(t, &s, 80, 4) == bottom {
		t.Error("Up does not go back from below the end")
	}
	s.Move(widget.Home)
	screentest.Has(t, screentest.Seen(t, &s, 80, 4), "Enter brings")
}
