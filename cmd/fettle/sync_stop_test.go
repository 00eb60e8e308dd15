package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fettle/tui/update"
)

// twoFeeds serves two feeds of one service each. Once stop is there, it is called
// while the list of the second one is waited for, and no answer comes.
type twoFeeds struct {
	url  string
	stop atomic.Pointer[context.CancelFunc]
}

func newTwoFeeds(t *testing.T) *twoFeeds {
	t.Helper()
	f := &twoFeeds{}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

func (f *twoFeeds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if stop := f.stop.Load(); stop != nil && r.URL.Path == "/second/services" {
		(*stop)()
		<-r.Context().Done()
		return
	}
	if !strings.HasSuffix(r.URL.Path, "/services") {
		http.NotFound(w, r)
		return
	}
	_, _ = io.WriteString(w, `{"total_items":1,"total_pages":1,"page_number":1,"size":1,"last_page":true,
		"contents":[{"id":"a","name":"Lunch club","schedules":[{"id":"s","freq":"WEEKLY","byday":"TU"}]}]}`)
}

// named returns a program whose settings name the two feeds.
func (f *twoFeeds) named(t *testing.T) (*app, here) {
	t.Helper()
	a := &app{out: io.Discard, talk: io.Discard, getenv: func(string) string { return "" }, dataDir: t.TempDir()}
	h, err := a.here()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(h.Config, 0o700); err != nil {
		t.Fatal(err)
	}
	settings := fmt.Appendf(nil, "[feeds]\nfollow = [%q, %q]\n", f.url+"/first", f.url+"/second")
	if err := os.WriteFile(filepath.Join(h.Config, "config.toml"), settings, 0o600); err != nil {
		t.Fatal(err)
	}
	return a, h
}

// noted checks what stands in the list of feeds: which of the two came in, and
// that nothing is wrong with either.
func noted(t *testing.T, h here, first, second bool) {
	t.Helper()
	list, err := h.feeds()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{first, second} {
		f := list.Feeds[i]
		if synced := !f.LastSynced.IsZero(); synced != want || f.LastTried.IsZero() == want || f.Trouble != "" {
			t.Errorf("%s: last synced %s, last tried %s, trouble %q", f.Name, f.LastSynced, f.LastTried, f.Trouble)
		}
	}
}

// To stop an update is nothing that is wrong with the feed at which it was
// stopped, on the command line and in the finder alike; the feeds before are in.
func TestAStoppedUpdateIsNoTroubleOfTheFeed(t *testing.T) {
	for name, update := range map[string]func(context.Context, *app, here) error{
		"command": func(ctx context.Context, a *app, _ here) error {
			args := []string{"sync", "--data", a.dataDir}
			root := a.rootCommand()
			root.SetArgs(args)
			return root.ExecuteContext(ctx)
		},
		"finder": func(ctx context.Context, a *app, h here) error {
			results, err := (&libraryUpdates{app: a, here: h}).Update(ctx, func(update.Progress) {})
			if len(results) != 1 || results[0].Failed {
				t.Errorf("the finder shows %+v", results)
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			feeds := newTwoFeeds(t)
			a, h := feeds.named(t)
			if _, not, err := a.followedFeeds(ctx, h); err != nil || len(not) > 0 {
				t.Fatal(not, err)
			}
			feeds.stop.Store(&cancel)
			if err := update(ctx, a, h); err == nil {
				t.Error("it was not stopped")
			}
			noted(t, h, true, false)
		})
	}
}

// An update in the finder brings in the feeds that the settings name. One that is
// stopped when its last feed is in has brought in that feed.
func TestAnUpdateInTheFinderFollowsTheSettings(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	a, h := newTwoFeeds(t).named(t)
	over := 0
	results, err := (&libraryUpdates{app: a, here: h}).Update(ctx, func(at update.Progress) {
		if at.Over {
			if over++; over == 2 {
				cancel()
			}
		}
	})
	if err != nil || len(results) != 2 || results[1].New != 1 {
		t.Errorf("the finder shows %+v, %v", results, err)
	}
	noted(t, h, true, true)
}
