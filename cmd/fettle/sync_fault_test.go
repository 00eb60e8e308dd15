package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"

	"fettle/index"
	"fettle/internal/paths"
	"fettle/internal/service"
	datasync "fettle/sync"
)

// faultyFeed is a server that plays a feed of version 3 and does wrong what a
// test wants of it.
type faultyFeed struct {
	mu   stdsync.Mutex
	rows []faultyRow
	size int
	// total is how many rows it claims to have, and last after how many rows it
	// claims to end; 0 is the truth.
	total, last int
	// fault answers a request by itself when it returns true.
	fault func(w http.ResponseWriter, r *http.Request, nth int) bool
	// moved is called after each page.
	moved func(f *faultyFeed, page int)
	asked map[string]int
}

// faultyRow is one service of it.
type faultyRow struct{ id, name, stamp string }

func faultyRows(n int) []faultyRow {
	rows := make([]faultyRow, n)
	for i := range rows {
		rows[i] = faultyRow{fmt.Sprint("s", i), fmt.Sprintf("Lunch club %d", i), "2026-10-01T09:00:00Z"}
	}
	return rows
}

func (r faultyRow) json() string {
	return fmt.Sprintf(`{"id":%q,"name":%q,"description":"About %s","last_modified":%q,"contacts":[{"name":"Desk of %s"}]}`, r.id, r.name, r.name, r.stamp, r.name)
}

// now changes the feed, which may still be at an answer that nobody waits for.
func (f *faultyFeed) now(change func(f *faultyFeed)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

func (f *faultyFeed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.asked[r.URL.RequestURI()]++
	fault, nth := f.fault, f.asked[r.URL.RequestURI()]
	f.mu.Unlock()
	if fault != nil && fault(w, r, nth) {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if r.URL.Path != "/services" || err != nil || page < 1 {
		http.NotFound(w, r)
		return
	}
	from, to := min((page-1)*f.size, len(f.rows)), min(page*f.size, len(f.rows))
	var rows []string
	for _, row := range f.rows[from:to] {
		rows = append(rows, row.json())
	}
	total, last := len(f.rows), len(f.rows)
	if f.total > 0 {
		total = f.total
	}
	if f.last > 0 {
		last = f.last
	}
	_, _ = fmt.Fprintf(w, `{"total_items":%d,"total_pages":%d,"page_number":%d,"size":%d,"last_page":%t,"contents":[%s]}`,
		total, (total+f.size-1)/f.size, page, len(rows), page*f.size >= last, strings.Join(rows, ","))
	if f.moved != nil {
		f.moved(f, page)
	}
}

// scene is a library, the feed that it follows, and somebody who searches all
// the time.
type scene struct {
	feed   *faultyFeed
	url    string
	here   here
	app    *app
	client *datasync.Client
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{feed: &faultyFeed{rows: faultyRows(30), size: 10, asked: map[string]int{}}}
	server := httptest.NewUnstartedServer(s.feed)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	s.url, s.here = server.URL, here{paths.Under(filepath.Join(t.TempDir(), "data")), func() time.Time { return at }}
	s.app = &app{out: io.Discard, talk: io.Discard, getenv: os.Getenv}
	s.client = datasync.NewClient(datasync.ClientOptions{
		Now: s.here.now, Timeout: 1500 * time.Millisecond, Tries: 2,
		Proxy: func(*http.Request) (*url.URL, error) { return nil, nil },
		Wait:  func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	return s
}

// sync brings the feed in while somebody searches, and returns its report.
func (s *scene) sync(t *testing.T) datasync.FeedReport {
	t.Helper()
	options, lib, err := s.app.syncOptions(s.here)
	if err != nil {
		t.Fatal(err)
	}
	stop := s.searchOn(t)
	report, err := datasync.Run(t.Context(), []datasync.Feed{{Name: "f", URL: s.url, Private: true}}, s.client, lib, options)
	stop()
	if err != nil {
		t.Fatal(err)
	}
	return report.Feeds[0]
}

// searchOn searches until it is stopped: every answer comes, and at once.
func (s *scene) searchOn(t *testing.T) (stop func()) {
	t.Helper()
	lib, err := index.Open(s.here.Library(), index.Options{})
	if errors.Is(err, index.ErrNoLibrary) {
		return func() {}
	}
	if err != nil {
		t.Fatal(err)
	}
	done := atomic.Bool{}
	var group stdsync.WaitGroup
	group.Go(func() {
		for answers := 0; !done.Load() || answers < 3; answers++ {
			began := time.Now()
			if _, err := lib.Refresh(); err != nil {
				t.Errorf("the library could not be opened again: %v", err)
			}
			result, err := lib.Search(t.Context(), service.Query{Words: "lunch", Now: s.here.now()})
			if err != nil || result.Total == 0 {
				t.Errorf("a search beside the sync finds %d, %v", result.Total, err)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("a search beside the sync took %v", took)
			}
		}
	})
	return func() {
		done.Store(true)
		group.Wait()
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	}
}

// has returns all records of the library by the feed's own ids: what each says,
// but for the address of the page that it stood on.
func (s *scene) has(t *testing.T) map[string]string {
	t.Helper()
	lib, err := index.Open(s.here.Library(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	records := map[string]string{}
	err = lib.Each(t.Context(), "", func(one *service.Service) error {
		plain := *one
		plain.Source.URL = ""
		said, err := json.Marshal(plain)
		records[strings.TrimPrefix(one.ID, "f/")] = string(said) + string(one.Raw)
		return err
	})
	if err := errors.Join(err, lib.Close()); err != nil {
		t.Fatal(err)
	}
	return records
}

// always answers every request in one way.
func always(how func(http.ResponseWriter, *http.Request)) func(*faultyFeed) {
	return func(f *faultyFeed) {
		f.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			how(w, r)
			return true
		}
	}
}

// faultCase is one thing that a feed does wrong after it was brought in once.
type faultCase struct {
	change func(*faultyFeed)
	// syncs is how often it is brought in again; 0 is once.
	syncs  int
	status datasync.Status
	// rows are those that the library has in the end, as a feed without any fault
	// would bring them; nil is what it had.
	rows func([]faultyRow) []faultyRow
}

// renamed gives a row another name.
func renamed(rows []faultyRow, i int) []faultyRow {
	rows = slices.Clone(rows)
	rows[i].name, rows[i].stamp = "Lunch club renamed", "2026-11-20T09:00:00Z"
	return rows
}

func faultCases() map[string]faultCase {
	rename3 := func(rows []faultyRow) []faultyRow { return renamed(rows, 3) }
	return map[string]faultCase{
		"errors of the server": {change: always(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }), status: datasync.StatusFailed},
		"an error on the last page": {change: func(f *faultyFeed) {
			f.rows = renamed(f.rows, 3)
			f.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
				if r.URL.Query().Get("page") == "3" {
					w.WriteHeader(http.StatusInternalServerError)
					return true
				}
				return false
			}
		}, status: datasync.StatusFailed},
		"too many requests for a day": {change: always(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "86400")
			w.WriteHeader(http.StatusTooManyRequests)
		}), status: datasync.StatusFailed},
		"too many requests for a moment": {change: func(f *faultyFeed) {
			f.rows = renamed(f.rows, 3)
			f.fault = func(w http.ResponseWriter, _ *http.Request, nth int) bool {
				if nth == 1 {
					w.Header().Set("Retry-After", "7")
					w.WriteHeader(http.StatusTooManyRequests)
				}
				return nth == 1
			}
		}, status: datasync.StatusOK, rows: rename3},
		"never an answer": {change: always(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }), status: datasync.StatusFailed},
		"an answer that drips": {change: always(func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		}), status: datasync.StatusFailed},
		"half an answer": {change: always(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			_, _ = io.WriteString(w, `{"total_items":30,"contents":[{"id":"s1",`)
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}), status: datasync.StatusFailed},
		"a web page": {change: always(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<!DOCTYPE html><p>Sorry") }), status: datasync.StatusFailed},
		"a packed answer that grows without an end": {change: always(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			for blank := bytes.Repeat([]byte(" "), 1<<20); ; {
				if _, err := packed.Write(blank); err != nil {
					return
				}
			}
		}), status: datasync.StatusFailed},
		"redirects in a circle": {change: always(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"?page=1", http.StatusFound)
		}), status: datasync.StatusFailed},
		"total too high": {change: func(f *faultyFeed) {
			f.rows, f.total = renamed(f.rows, 3)[:29], 60
		}, syncs: 1, status: datasync.StatusIncomplete, rows: rename3},
		"total too low": {change: func(f *faultyFeed) {
			f.rows, f.total = renamed(f.rows, 3), 10
		}, syncs: 3, status: datasync.StatusOK, rows: rename3},
		"total and end before the last page": {change: func(f *faultyFeed) {
			f.rows, f.total, f.last = renamed(f.rows, 3), 20, 20
		}, syncs: 3, status: datasync.StatusOK, rows: rename3},
		"end before the last page": {change: func(f *faultyFeed) {
			f.rows, f.last = renamed(f.rows, 3), 20
		}, syncs: 3, status: datasync.StatusOK, rows: rename3},
		"rows repeated, the last one right": {change: func(f *faultyFeed) {
			f.rows = append(slices.Clone(f.rows), renamed(f.rows, 3)[3])
		}, syncs: 2, status: datasync.StatusOK, rows: rename3},
		"a row moved to a page that was read": {change: func(f *faultyFeed) {
			f.moved = func(f *faultyFeed, page int) {
				if page == 1 { // the 25th becomes the first one and is not met
					f.rows = slices.Concat(f.rows[25:26], f.rows[:25], f.rows[26:])
				}
			}
		}, status: datasync.StatusOK},
		"a row goes while the pages are read": {change: func(f *faultyFeed) {
			f.moved = func(f *faultyFeed, page int) {
				if page == 1 && len(f.rows) == 30 { // the tenth moves to page 1 and is not met, the first is gone
					f.rows = f.rows[1:]
				}
			}
		}, syncs: 3, status: datasync.StatusOK, rows: func(rows []faultyRow) []faultyRow { return rows[1:] }},
		"emptied":             {change: func(f *faultyFeed) { f.rows = nil }, syncs: 3, status: datasync.StatusFailed},
		"less than half left": {change: func(f *faultyFeed) { f.rows = f.rows[:12] }, syncs: 3, status: datasync.StatusIncomplete},
		"a few gone":          {change: func(f *faultyFeed) { f.rows = f.rows[:27] }, syncs: 2, status: datasync.StatusOK, rows: func(rows []faultyRow) []faultyRow { return rows[:27] }},
		"a few gone once":     {change: func(f *faultyFeed) { f.rows = f.rows[:27] }, status: datasync.StatusOK},
		"ids used again":      {change: func(f *faultyFeed) { f.rows = swapped(f.rows) }, syncs: 2, status: datasync.StatusOK, rows: swapped},
		"types that are others": {change: always(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("page") == "1" {
				_, _ = io.WriteString(w, `{"total_items":"many","contents":{"id":["s1"],"name":7},"last_page":5}`)
			} else {
				_, _ = io.WriteString(w, `{"contents":"none"}`)
			}
		}), status: datasync.StatusFailed},
	}
}

// swapped gives the ids of two services to each other.
func swapped(rows []faultyRow) []faultyRow {
	rows = slices.Clone(rows)
	rows[4].id, rows[5].id = rows[5].id, rows[4].id
	return rows
}

// TestFaultsLeaveTheLibraryAsTheRulesSay brings a feed in, lets it do wrong,
// and compares the library record by record with one that a feed without any
// fault has made, while somebody searches.
func TestFaultsLeaveTheLibraryAsTheRulesSay(t *testing.T) {
	for name, c := range faultCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			if report := s.sync(t); report.Status != datasync.StatusOK || report.Services != 30 {
				t.Fatalf("the first sync: %+v", report)
			}
			s.feed.now(c.change)
			var report datasync.FeedReport
			for range max(1, c.syncs) {
				report = s.sync(t)
				s.feed.now(func(f *faultyFeed) { f.asked = map[string]int{} })
			}
			if report.Status != c.status {
				t.Errorf("the last sync is %s (%s), want %s", report.Status, report.Error, c.status)
			}
			other := newScene(t)
			if c.rows != nil {
				other.feed.rows = c.rows(other.feed.rows)
			}
			other.sync(t)
			compareRecords(t, s.has(t), other.has(t))
		})
	}
}

func compareRecords(t *testing.T, got, want map[string]string) {
	t.Helper()
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Errorf("the library has %v,\nwant %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	for id, record := range want {
		if got[id] != record {
			t.Errorf("%s is\n%s\nwant\n%s", id, got[id], record)
		}
	}
}

// A feed whose certificate can't be trusted any more leaves everything as it is.
func TestBrokenCertificateLeavesTheLibraryAsItIs(t *testing.T) {
	s := newScene(t)
	s.sync(t)
	before := s.has(t)
	secure := httptest.NewUnstartedServer(s.feed)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	s.url = secure.URL
	s.feed.now(func(f *faultyFeed) { f.rows = renamed(f.rows, 3) })
	if report := s.sync(t); report.Status != datasync.StatusFailed || !strings.Contains(report.Error, "can't be trusted") {
		t.Errorf("the sync: %+v", report)
	}
	compareRecords(t, s.has(t), before)
}

// Text that would do something is stored without doing it, and with types that
// are others than promised a record keeps what can be read.
func TestHostileRecordsComeInHarmless(t *testing.T) {
	s := newScene(t)
	s.sync(t)
	before := s.has(t)
	s.feed.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if r.URL.Query().Get("page") != "1" {
			return false
		}
		var rows []string
		for _, row := range s.feed.rows[1:10] {
			rows = append(rows, row.json())
		}
		rows = append(rows, `{"id":"s0","name":"\u001b]0;evil\u0007Lunch\u202e \u009b2Jclub","description":12345,"email":["x"],"url":"javascript:alert(1)",`+
			`"last_modified":"2026-11-20T09:00:00Z","contacts":[{"name":"Desk"}],"minimum_age":{"a":[1]},"schedules":"Mondays"}`)
		_, _ = fmt.Fprintf(w, `{"total_items":30,"total_pages":3,"page_number":1,"size":10,"contents":[%s]}`, strings.Join(rows, ","))
		return true
	}
	if report := s.sync(t); report.Status != datasync.StatusOK || report.Changed != 1 || report.Unchanged != 29 {
		t.Errorf("the sync: %+v", report)
	}
	after := s.has(t)
	said, _, _ := strings.Cut(after["s0"], `"source"`)
	for _, bad := range []string{"\\u001b", "\\u0007", "\u202e", "\\u202e", "\u009b", "javascript:"} {
		if strings.Contains(said, bad) {
			t.Errorf("%q came through: %s", bad, said)
		}
	}
	if !strings.Contains(said, "Lunch") || !strings.Contains(said, "12345") {
		t.Errorf("what can be read did not come in: %s", said)
	}
	delete(after, "s0")
	delete(before, "s0")
	compareRecords(t, after, before)
}
