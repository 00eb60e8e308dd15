package datasync

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// broken is a stage with 60 services in pages of 10 whose sync breaks off at
// the first request whose address has that part.
func broken(t *testing.T, part string) *stage {
	t.Helper()
	s := newStage(t, 10, records(60))
	s.server.fault = failing(part)
	s.shelf.services["played"] = nil
	return s
}

func TestSyncGoesOnWhereItWasCutOff(t *testing.T) {
	s := broken(t, "page=5&")
	s.shelf.broken = errDisk // Nothing gets in the first time.
	runBroken(t, s)
	lists, details := s.server.requests()
	if lists < 5 || details != 40 {
		t.Fatalf("the first sync took %d pages and %d details", lists, details)
	}
	s.server.change(func() { s.server.fault = nil })
	s.shelf.broken = nil
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 60, Added: 60})
	if lists, details := s.server.requests(); lists != 3 || details != 20 {
		t.Errorf("the second sync took %d pages and %d details, want the first, the fifth and the sixth page and 20", lists, details)
	}
	if _, err := os.Stat(leftoversPath(s.state, "played")); !os.IsNotExist(err) {
		t.Errorf("something is left over after a whole sync: %v", err)
	}
}

// runBroken runs a sync into a library that can't be written.
func runBroken(t *testing.T, s *stage) {
	t.Helper()
	_, err := Run(t.Context(), []Feed{s.server.feed()}, s.client, s.shelf, Options{Now: s.clock.now, StateDir: s.state})
	if err == nil {
		t.Fatal("the library was written all the same")
	}
}

func TestLeftoversAreThrownAway(t *testing.T) {
	cases := map[string]func(t *testing.T, s *stage){
		"a day later": func(_ *testing.T, s *stage) {
			s.clock.mu.Lock()
			s.clock.at = s.clock.at.Add(leftoversLast)
			s.clock.mu.Unlock()
		},
		"the clock set back": func(_ *testing.T, s *stage) {
			s.clock.mu.Lock()
			s.clock.at = s.clock.at.Add(-48 * time.Hour)
			s.clock.mu.Unlock()
		},
		"page 1 changed": func(_ *testing.T, s *stage) {
			s.server.records[0].stamp = "2026-11-01T00:00:00Z"
		},
		"a damaged beginning": func(t *testing.T, s *stage) {
			write(t, filepath.Join(leftoversPath(s.state, "played"), "begun.json"), `{"url":`)
		},
		"a damaged batch": func(t *testing.T, s *stage) {
			write(t, filepath.Join(leftoversPath(s.state, "played"), "000000.json"), `[{"address":`)
		},
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 10, records(30))
			s.shelf.broken = errDisk
			runBroken(t, s)
			change(t, s)
			s.server.change(func() {})
			s.shelf.broken = nil
			expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Added: 30})
			if lists, details := s.server.requests(); lists != 3 || details < 14 {
				t.Errorf("it took %d pages and %d details", lists, details)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestLeftoversAreBounded(t *testing.T) {
	dir := t.TempDir()
	l := newLeftovers(dir, Feed{Name: "a", URL: "https://example.org"}, monday)
	l.limit = 8 << 20
	l.begin("x")
	body := make([]byte, l.limit/8)
	for i := range 12 {
		l.keep(strings.Repeat("a", i+1), body)
	}
	l.flush()
	total := 0
	entries, err := os.ReadDir(leftoversPath(dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += int(info.Size())
	}
	if total > l.limit*3/2 || l.bytes > l.limit {
		t.Errorf("%d bytes are kept on the disk, %d of answers", total, l.bytes)
	}
}

// A folder in which nothing can be written must not keep a sync from the
// requests it would make without one.
func TestLeftoversThatCannotBeKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "not a folder")
	l := newLeftovers(file, Feed{Name: "a"}, monday)
	l.begin("x")
	l.keep("https://example.org/1", []byte("{}"))
	l.flush()
	if _, ok := l.take("https://example.org/1"); ok {
		t.Error("an answer came from nowhere")
	}
}

// A walk that is played again from what it left behind is the same walk: what
// it did not meet is not missing twice.
func TestWalkPlayedAgainIsNotASecondOne(t *testing.T) {
	s := newStage(t, 10, records(40))
	s.sync(t)
	s.server.change(func() { s.server.records = s.server.records[:39] })
	s.shelf.broken = errDisk
	runBroken(t, s)
	s.shelf.broken = nil
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 40, Unchanged: 39, Missing: 1})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 39, Unchanged: 39, Removed: 1})
}

// A web page in the middle of a walk, and whatever else is no page, is not kept.
func TestOnlyGoodAnswersAreKept(t *testing.T) {
	s := newStage(t, 10, records(40))
	s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if strings.Contains(r.URL.RequestURI(), "page=3&") {
			_, _ = w.Write([]byte("<!doctype html><p>Maintenance"))
			return true
		}
		return false
	}
	s.shelf.broken = errDisk
	runBroken(t, s)
	s.shelf.broken = nil
	s.server.change(func() { s.server.fault = nil })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 40, Added: 40})
}

// Two syncs of one feed write into the same folder; what belongs to another
// walk is not taken.
func TestTwoSyncsInOneFolder(t *testing.T) {
	dir, feed := t.TempDir(), Feed{Name: "a", URL: "https://example.org"}
	first, second := newLeftovers(dir, feed, monday), newLeftovers(dir, feed, monday)
	first.begin("x")
	second.begin("y") // The feed changed between the two.
	first.keep("https://example.org/1", []byte(`{"of":"x"}`))
	first.flush()
	second.flush()
	third := newLeftovers(dir, feed, monday)
	third.begin("y")
	if body, ok := third.take("https://example.org/1"); ok {
		t.Errorf("the walk y goes on with %s", body)
	}
	third.keep("https://example.org/1", []byte(`{"of":"y"}`))
	third.flush()
	fourth := newLeftovers(dir, feed, monday)
	fourth.begin("y")
	if body, ok := fourth.take("https://example.org/1"); !ok || string(body) != `{"of":"y"}` {
		t.Errorf("the walk y goes on with %s", body)
	}
	if _, ok := fourth.take("https://example.org/1"); ok {
		t.Error("an answer was given twice")
	}
	if err := errors.Join(fourth.clear(), second.clear()); err != nil {
		t.Errorf("cleared twice: %v", err)
	}
	if err := Forget(dir, "a"); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("of a forgotten feed there are %v (%v)", entries, err)
	}
}
