package datasync

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

func TestSyncBringsAFeedInAndKeepsItUp(t *testing.T) {
	s := newStage(t, 10, records(25))
	first := s.sync(t)
	expect(t, first, FeedReport{Status: StatusOK, Services: 25, Added: 25})
	if lists, details := s.server.requests(); lists != 3 || details != 25 || first.Requests != 28 {
		t.Errorf("it took %d pages and %d details, and reported %d requests", lists, details, first.Requests)
	}
	if got := s.shelf.services["played"]["played/s7"]; len(got.Raw) == 0 || !bytes.Contains(got.Raw, []byte("01632 960123")) {
		t.Errorf("the record does not have its details: %s", got.Raw)
	}
	if s.server.most > maxAtOnce {
		t.Errorf("there were %d requests at once", s.server.most)
	}

	s.server.change(func() {})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 25, Unchanged: 25})
	if lists, details := s.server.requests(); lists != 3 || details != 0 {
		t.Errorf("an unchanged feed took %d pages and %d details", lists, details)
	}
	if c := s.shelf.last(); len(c.Put)+len(c.Remove) != 0 || c.Synced != monday() {
		t.Errorf("an unchanged feed changed the library: %+v", c)
	}

	s.server.change(func() {
		s.server.records[3].name, s.server.records[3].stamp = "Renamed", "2026-11-01T12:00:00Z"
		s.server.records = append(s.server.records, record{id: "new", name: "New one", stamp: "2026-11-01T12:00:00Z"})
	})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 26, Added: 1, Changed: 1, Unchanged: 24})
	if lists, details := s.server.requests(); lists != 3 || details != 2 {
		t.Errorf("two changes took %d pages and %d details", lists, details)
	}
	if names := s.shelf.names("played"); names["s3"] != "Renamed" || names["new"] != "New one" {
		t.Errorf("the changes are not in: %q, %q", names["s3"], names["new"])
	}
}

func TestRichRowsNeedNoDetails(t *testing.T) {
	list := records(12)
	for i := range list {
		list[i].rich = true
	}
	s := newStage(t, 5, list)
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Added: 12})
	if lists, details := s.server.requests(); lists != 3 || details != 0 {
		t.Errorf("it took %d pages and %d details", lists, details)
	}
	// The stamp of the feed need not move for a change to be seen.
	s.server.change(func() { s.server.records[4].name = "Moved to Thursdays" })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Changed: 1, Unchanged: 11})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 12})
}

func TestRemovalTakesTwoCompleteWalks(t *testing.T) {
	s := newStage(t, 10, records(12))
	s.sync(t)
	kept := s.server.records
	s.server.change(func() { s.server.records = kept[:9] })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 9, Missing: 3})

	// One comes back and is forgiven.
	s.server.change(func() { s.server.records = kept[:10] })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 10, Unchanged: 10, Removed: 2})
	s.server.change(func() { s.server.records = kept[:9] })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 10, Unchanged: 9, Missing: 1})
	if names := s.shelf.names("played"); len(names) != 10 || names["s9"] == "" {
		t.Errorf("the library has %v", names)
	}
}

func TestMissesThatAreNotInARowRemoveNothing(t *testing.T) {
	s := newStage(t, 10, records(12))
	s.sync(t)
	all := s.server.records
	for range 3 {
		s.server.change(func() { s.server.records = all[:11] })
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 11, Missing: 1})
		s.server.change(func() { s.server.records = all })
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 12})
	}
}

func TestFailedWalkBetweenTwoMissesCountsForNothing(t *testing.T) {
	s := newStage(t, 10, records(25))
	s.sync(t)
	all := s.server.records
	s.server.change(func() { s.server.records = all[:24] })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 25, Unchanged: 24, Missing: 1})
	s.server.change(func() { s.server.fault = failing("page=2") })
	expect(t, s.sync(t), FeedReport{Status: StatusFailed, Services: 25})
	s.server.change(func() { s.server.fault = nil })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 24, Unchanged: 24, Removed: 1})
}

func TestServiceSeenInAnIncompleteWalkIsForgiven(t *testing.T) {
	s := newStage(t, 10, records(12))
	s.sync(t)
	all := s.server.records
	s.server.change(func() { s.server.records = all[:11] })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 11, Missing: 1})
	s.server.change(func() {
		s.server.records = all
		s.server.envelope = func(int, int, int) map[string]any { return map[string]any{"total_items": 50} }
	})
	expect(t, s.sync(t), FeedReport{Status: StatusIncomplete, Services: 12, Unchanged: 12})
	s.server.change(func() { s.server.records, s.server.envelope = all[:11], honest(10) })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 11, Missing: 1})
}

func TestRecordThatBreaksIsNotMissing(t *testing.T) {
	s := newStage(t, 10, records(4))
	s.sync(t)
	s.server.change(func() {
		s.server.fault = answering("/services?", `{"total_items":4,"last_page":true,"contents":[
			{"id":"s0","name":"Service 0","last_modified":"2026-10-01T09:00:00Z"},
			{"id":"s1","name":"Service 1","last_modified":"2026-10-01T09:00:00Z"},
			{"id":"s2","name":"Service 2","last_modified":"2026-10-01T09:00:00Z"},
			{"id":"s3"}]}`)
	})
	for range 3 {
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 4, Unchanged: 3, Rejected: 1})
	}
	if got := s.shelf.names("played")["s3"]; got != "Service 3" {
		t.Errorf("s3 is %q", got)
	}
}

func TestMoreThanAThirdIsNotRemovedUnasked(t *testing.T) {
	s := newStage(t, 10, records(30))
	s.sync(t)
	all := s.server.records
	s.server.change(func() { s.server.records = append(slices.Clone(all[:15]), record{id: "new", name: "New", stamp: "x"}) })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 31, Added: 1, Unchanged: 15, Missing: 15})
	for range 2 {
		report := s.sync(t)
		expect(t, report, FeedReport{Status: StatusIncomplete, Services: 31, Unchanged: 16, Missing: 15})
		if !strings.Contains(report.Error, "--accept-removals") {
			t.Errorf("it does not say what to do: %q", report.Error)
		}
		if c := s.shelf.last(); !c.Synced.IsZero() || c.Trouble == "" {
			t.Errorf("the library is told %+v", c)
		}
	}
	accepted := s.sync(t, func(o *Options) { o.AcceptRemovals = true })
	expect(t, accepted, FeedReport{Status: StatusOK, Services: 16, Unchanged: 16, Removed: 15})
}

func TestDecideRemoval(t *testing.T) {
	day := service.Date("2026-11-02")
	before := map[string]service.Date{"a": "2026-10-01", "b": "2026-10-02", "back": "2026-10-03"}
	r := decideRemoval([]string{"a", "b", "c"}, 6, before, day, false)
	if !slices.Equal(r.remove, []string{"a", "b"}) || len(r.missing) != 1 || r.missing["c"] != day || r.held != 0 {
		t.Errorf("a third exactly: %+v", r)
	}
	r = decideRemoval([]string{"a", "b", "c"}, 5, before, day, false)
	if len(r.remove) != 0 || r.held != 2 || len(r.missing) != 3 || r.missing["a"] != "2026-10-01" {
		t.Errorf("more than a third: %+v", r)
	}
	r = decideRemoval([]string{"a", "b", "c"}, 5, before, day, true)
	if !slices.Equal(r.remove, []string{"a", "b"}) || len(r.missing) != 1 {
		t.Errorf("more than a third, accepted: %+v", r)
	}
}

func TestFirstPartOfABrokenFeedIsBetterThanNothing(t *testing.T) {
	s := newStage(t, 10, records(25))
	s.server.fault = failing("page=3&")
	report := s.sync(t)
	expect(t, report, FeedReport{Status: StatusIncomplete, Services: 20, Added: 20})
	if !strings.Contains(report.Error, "first part") {
		t.Errorf("the error is %q", report.Error)
	}
	if c := s.shelf.last(); !c.Synced.IsZero() || c.Trouble == "" {
		t.Errorf("the library takes it for a whole one: %+v", c)
	}
	s.server.change(func() { s.server.fault = nil })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 25, Added: 5, Unchanged: 20})
}

func TestFirstSyncThatFailsMakesNoFeed(t *testing.T) {
	s := newStage(t, 10, records(25))
	s.server.fault = failing("")
	expect(t, s.sync(t), FeedReport{Status: StatusFailed})
	if len(s.shelf.applied) != 0 {
		t.Errorf("the library was told %+v", s.shelf.applied)
	}
}

func TestEmptyFeedIsFineWhereNothingWasExpected(t *testing.T) {
	s := newStage(t, 10, nil)
	s.server.fault = answering("/services?", `{"totalelements":0,"totalpages":0,"number":1,"size":0,"first":true,"last":false,"content":[]}`)
	report := s.sync(t)
	expect(t, report, FeedReport{Status: StatusOK})
	if report.Requests != 1 {
		t.Errorf("it took %d requests", report.Requests)
	}
}

func TestSameIdTwiceLastOneWins(t *testing.T) {
	list := records(6)
	list[4] = record{id: "s1", name: "The later one", stamp: "2026-10-09T09:00:00Z", rich: true}
	s := newStage(t, 4, list)
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 5, Added: 5})
	if got := s.shelf.names("played")["s1"]; got != "The later one" {
		t.Errorf("s1 is %q", got)
	}
	s.server.change(func() {})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 5, Unchanged: 5})
}

func TestRowsMovedBetweenPages(t *testing.T) {
	s := newStage(t, 10, records(30))
	s.sync(t)
	all := s.server.records
	// While page 1 is read, its last row goes to the end: the first row of page
	// 2 slips to page 1 and is missed.
	moved := append(append(slices.Clone(all[:9]), all[10:]...), all[9])
	s.server.change(func() {
		s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if strings.Contains(r.URL.RequestURI(), "page=2&") {
				s.server.mu.Lock()
				s.server.records = moved
				s.server.mu.Unlock()
				s.server.writePage(w, 2, moved)
				return true
			}
			return false
		}
	})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Unchanged: 29, Missing: 1})
	s.server.change(func() { s.server.fault = nil })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Unchanged: 30})
}

func TestWrongTotals(t *testing.T) {
	cases := map[string]struct {
		total  func(page, total int) int
		status Status
		second Status
	}{
		"too small":          {func(int, int) int { return 3 }, StatusOK, StatusOK},
		"a little too large": {func(_, total int) int { return total + 2 }, StatusIncomplete, StatusOK},
		"far too large":      {func(_, total int) int { return 3 * total }, StatusIncomplete, StatusIncomplete},
		"grows on the way":   {func(page, total int) int { return total - 3 + page }, StatusOK, StatusOK},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 10, records(29))
			s.server.envelope = func(page, _, total int) map[string]any {
				return map[string]any{"total_items": c.total(page, total), "last_page": false}
			}
			expect(t, s.sync(t), FeedReport{Status: c.status, Services: 29, Added: 29})
			expect(t, s.sync(t), FeedReport{Status: c.second, Services: 29, Unchanged: 29})
		})
	}
}

// A page that says it is the last one is believed unless something is missing
// that the library has: then the next page is asked for.
func TestEndThatComesTooEarlyIsDoubted(t *testing.T) {
	list := records(30)
	for i := range list {
		list[i].rich = true
	}
	s := newStage(t, 10, list)
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Added: 30})
	early := func(page, rows, _ int) map[string]any {
		return map[string]any{"total_items": 20, "total_pages": 2, "page_number": page, "size": rows, "last_page": page == 2}
	}
	s.server.change(func() { s.server.envelope = early })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Unchanged: 30})
	if lists, _ := s.server.requests(); lists < 3 || lists > 4 {
		t.Errorf("it took %d pages", lists)
	}
	s.server.change(func() { s.server.records, s.server.envelope = list[:20], honest(10) })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Unchanged: 20, Missing: 10})
	if lists, _ := s.server.requests(); lists != 3 {
		t.Errorf("with something missing it took %d pages, want one more than there are", lists)
	}
	s.server.change(func() { s.server.records = list })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 30, Unchanged: 30})
	if lists, _ := s.server.requests(); lists != 3 {
		t.Errorf("with nothing missing it took %d pages", lists)
	}
}

func TestIncompleteWalkRemovesNothing(t *testing.T) {
	s := newStage(t, 10, records(30))
	s.sync(t)
	s.server.change(func() {
		s.server.records = s.server.records[:25]
		s.server.envelope = func(int, int, int) map[string]any { return map[string]any{"total_items": 30} }
	})
	for range 2 {
		expect(t, s.sync(t), FeedReport{Status: StatusIncomplete, Services: 30, Unchanged: 25})
		s.server.change(func() {})
	}
}

func TestRejectedRecordsAreNamedAndNotMissing(t *testing.T) {
	s := newStage(t, 10, records(4))
	s.sync(t)
	s.server.change(func() {
		s.server.fault = answering("/services?", `{"total_items":5,"last_page":true,"contents":[
			{"id":"s0","name":"Service 0","last_modified":"2026-10-01T09:00:00Z"},
			{"id":"s1","name":"Service 1","last_modified":"2026-10-01T09:00:00Z"},
			{"id":"s2","name":"Service 2","last_modified":"2026-10-01T09:00:00Z"},
			{"id":"s3","name":"Service 3","last_modified":"2026-10-01T09:00:00Z"},
			{"name":"Nobody's"}]}`)
	})
	report := s.sync(t)
	expect(t, report, FeedReport{Status: StatusOK, Services: 4, Unchanged: 4, Rejected: 1})
	if len(report.Rejections) != 1 || report.Rejections[0].Name != "Nobody's" || report.Rejections[0].Reason == "" {
		t.Errorf("the rejected record is %+v", report.Rejections)
	}
}

func TestCancelChangesNothing(t *testing.T) {
	for _, part := range []string{"page=2&", "/services/s7"} {
		t.Run(part, func(t *testing.T) {
			s := newStage(t, 10, records(25))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			hung := make(chan struct{})
			t.Cleanup(func() { close(hung) })
			s.server.fault = func(_ http.ResponseWriter, r *http.Request, _ int) bool {
				if strings.Contains(r.URL.RequestURI(), part) {
					cancel()
					select {
					case <-r.Context().Done():
					case <-hung:
					}
					return true
				}
				return false
			}
			report, err := Run(ctx, []Feed{s.server.feed(), s.server.feed()}, s.client, s.shelf, Options{Now: s.clock.now, StateDir: s.state})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v", err)
			}
			if len(s.shelf.applied) != 0 {
				t.Errorf("the library was told %+v", s.shelf.applied)
			}
			if len(report.Feeds) != 1 || report.Feeds[0].Status != StatusFailed || !strings.Contains(report.Feeds[0].Error, "nothing was changed") {
				t.Errorf("the report is %+v", report)
			}
		})
	}
}

func TestServerThatHangs(t *testing.T) {
	s := newStage(t, 10, records(5))
	s.client = NewClient(ClientOptions{Now: s.clock.now, Wait: s.clock.wait, Timeout: 50 * time.Millisecond, Tries: 2, Proxy: noProxy})
	s.server.fault = func(_ http.ResponseWriter, r *http.Request, _ int) bool { <-r.Context().Done(); return true }
	report := s.sync(t)
	expect(t, report, FeedReport{Status: StatusFailed})
	if !strings.Contains(report.Error, "in time") || report.Requests != 2 {
		t.Errorf("%d requests and %q", report.Requests, report.Error)
	}
}

func TestLibraryThatFailsStopsTheSync(t *testing.T) {
	s := newStage(t, 10, records(5))
	s.shelf.broken = errDisk
	report, err := Run(t.Context(), []Feed{s.server.feed(), s.server.feed()}, s.client, s.shelf, Options{StateDir: s.state})
	if !errors.Is(err, errDisk) || len(report.Feeds) != 1 || report.Feeds[0].Status != StatusFailed {
		t.Errorf("the error is %v, the report %+v", err, report)
	}
	if report.Feeds[0].Services != 0 || report.Feeds[0].Added != 0 {
		t.Errorf("it claims to have brought services in: %+v", report.Feeds[0])
	}
}

func TestOneFailedFeedDoesNotStopTheOthers(t *testing.T) {
	s := newStage(t, 10, records(5))
	down := Feed{Name: "down", URL: s.server.URL + "/elsewhere", Private: true}
	wrong := Feed{Name: "wrong", URL: "ftp://example.org", Private: true}
	report, err := Run(t.Context(), []Feed{down, wrong, s.server.feed()}, s.client, s.shelf, Options{StateDir: s.state})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Status{StatusFailed, StatusFailed, StatusOK} {
		if got := report.Feeds[i].Status; got != want {
			t.Errorf("feed %d is %q, want %q (%s)", i, got, want, report.Feeds[i].Error)
		}
	}
	if report.AllOK() {
		t.Error("the report says that all is well")
	}
}

func TestTroubleKeepsItsFirstDay(t *testing.T) {
	s := newStage(t, 10, records(5))
	s.sync(t)
	s.server.change(func() { s.server.fault = failing("") })
	feed := s.server.feed()
	feed.Trouble, feed.TroubleSince = "it failed before", time.Date(2026, 10, 9, 8, 0, 0, 0, time.UTC)
	if _, err := Run(t.Context(), []Feed{feed}, s.client, s.shelf, Options{Now: s.clock.now}); err != nil {
		t.Fatal(err)
	}
	if got := s.shelf.last().Trouble; !strings.HasPrefix(got, "since 9 October 2026: ") {
		t.Errorf("the trouble is %q", got)
	}
}

func TestProgressCountsUp(t *testing.T) {
	s := newStage(t, 10, records(25))
	var seen []Progress
	s.sync(t, func(o *Options) { o.Progress = func(p Progress) { seen = append(seen, p) } })
	for i := 1; i < len(seen); i++ {
		if a, b := seen[i-1], seen[i]; b.Pages < a.Pages || b.Rows < a.Rows || b.Details < a.Details {
			t.Errorf("progress goes back: %+v, then %+v", a, b)
		}
	}
	last := seen[len(seen)-1]
	want := Progress{
		Feed: "played", Number: 1, Feeds: 1, Stage: StageDone, Pages: 3, PagesOf: 3,
		Rows: 25, RowsOf: 25, Details: 25, DetailsOf: 25,
	}
	if last != want {
		t.Errorf("it ends with %+v, want %+v", last, want)
	}
	if first := seen[0]; first.Stage != StagePages || first.PagesOf != -1 {
		t.Errorf("it begins with %+v", first)
	}
}

func TestNeedsAreFoundOnTheWayIn(t *testing.T) {
	s := newStage(t, 10, records(3))
	s.sync(t, func(o *Options) {
		o.Find = func(r *service.Service) service.Found {
			return service.Found{Needs: []service.NeedFound{{ID: "company", Evidence: []service.Evidence{{Where: "name", Words: r.Name}}}}}
		}
	})
	for id, record := range s.shelf.services["played"] {
		if len(record.Found.Needs) != 1 || record.Found.Needs[0].Evidence[0].Words != record.Name {
			t.Errorf("%s has the needs %+v", id, record.Found.Needs)
		}
	}
}

func TestReportInJSON(t *testing.T) {
	report := Report{Feeds: []FeedReport{
		{Name: "a", Status: StatusOK, Services: 3, Added: 3, Requests: 4, Seconds: 1.5},
		{Name: "b", Status: StatusFailed, Error: "no answer"},
	}}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Feeds []map[string]any `json:"feeds"`
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"name", "status", "services", "added", "changed", "removed", "unchanged", "rejected", "requests", "seconds", "error",
	} {
		if _, there := got.Feeds[0][key]; !there {
			t.Errorf("the report has no %q: %s", key, data)
		}
	}
	if got.Feeds[0]["error"] != nil || got.Feeds[1]["error"] != "no answer" || got.Feeds[0]["seconds"] != 1.5 {
		t.Errorf("the report is %s", data)
	}
}
