package datasync

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	stdsync "sync"
	"testing"
	"time"
)

// failing returns a fault that answers 500 to addresses with that part.
func failing(part string) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if strings.Contains(r.URL.RequestURI(), part) {
			http.Error(w, "oh dear", http.StatusInternalServerError)
			return true
		}
		return false
	}
}

// answering returns a fault that gives one body for addresses with that part.
func answering(part, body string) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if strings.Contains(r.URL.RequestURI(), part) {
			_, _ = io.WriteString(w, body)
			return true
		}
		return false
	}
}

// TestFailedFeedLeavesItsRecordsAlone lets a feed of 25 services fail in every
// way there is, after it was brought in once.
func TestFailedFeedLeavesItsRecordsAlone(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(other.Close)
	cases := map[string]struct {
		fault func(http.ResponseWriter, *http.Request, int) bool
		words string
	}{
		"error on the first page":  {failing("page=1&"), "fault of its own (status 500)"},
		"error on a later page":    {failing("page=3&"), "fault of its own (status 500)"},
		"nothing there":            {refusing(http.StatusNotFound), "status 404"},
		"web page instead":         {answering("", "<!DOCTYPE html><html><body>Sorry</body></html>"), "not as a feed"},
		"web page in the middle":   {answering("page=2&", "<html></html>"), "not as a feed"},
		"other JSON":               {answering("", `{"error":"no"}`), "not as a feed"},
		"emptied":                  {answering("", `{"total_items":0,"contents":[]}`), "lists no services any more"},
		"emptied to a bare list":   {answering("", `[]`), "lists no services any more"},
		"half a body":              {halfBody, "broke off"},
		"packed body that grows":   {bomb, "larger than 64 MiB"},
		"too many requests":        {refusing(http.StatusTooManyRequests), "fewer requests"},
		"wants to rest for a day":  {resting("86400"), "left alone for 24h0m0s"},
		"redirect to another host": {redirecting(other.URL), "another address"},
		"redirect in circles":      {redirecting("/feed/services?page=1"), "without an end"},
		"no way in":                {refusing(http.StatusForbidden), "does not let Fettle in"},
		"records without ids":      {answering("", `{"total_items":1,"contents":[{"name":"Anonymous"}]}`), "none of the 1 records can be used"},
		"body that claims too much": {func(w http.ResponseWriter, _ *http.Request, _ int) bool {
			w.Header().Set("Content-Length", fmt.Sprint(maxBody+1))
			w.WriteHeader(http.StatusOK)
			return true
		}, "larger than 64 MiB"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 10, records(25))
			s.sync(t)
			before := s.shelf.names("played")
			s.server.change(func() { s.server.fault = c.fault })
			report := s.sync(t)
			expect(t, report, FeedReport{Status: StatusFailed, Services: 25})
			if !strings.Contains(report.Error, c.words) {
				t.Errorf("the error is %q, want something of %q", report.Error, c.words)
			}
			if after := s.shelf.names("played"); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Error("the records are no longer what they were")
			}
			last := s.shelf.last()
			if len(last.Put)+len(last.Remove) != 0 || !last.Synced.IsZero() || !strings.HasPrefix(last.Trouble, "since 2 November 2026: ") {
				t.Errorf("the library was told %+v", last)
			}
			s.server.change(func() { s.server.fault = nil })
			expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 25, Unchanged: 25})
			if last := s.shelf.last(); last.Trouble != "" {
				t.Errorf("the trouble stays: %q", last.Trouble)
			}
		})
	}
}

// halfBody begins an answer and breaks the connection.
func halfBody(w http.ResponseWriter, _ *http.Request, _ int) bool {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, `{"contents":[`)
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// bomb answers with a little that unpacks to more than a page may hold.
func bomb(w http.ResponseWriter, _ *http.Request, _ int) bool {
	w.Header().Set("Content-Encoding", "gzip")
	packed := gzip.NewWriter(w)
	blank := bytes.Repeat([]byte(" "), 1<<20)
	for range maxBody>>20 + 1 {
		if _, err := packed.Write(blank); err != nil {
			return true // The other side has seen enough.
		}
	}
	_ = packed.Close()
	return true
}

// resting asks to be left alone.
func resting(after string) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		w.Header().Set("Retry-After", after)
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	}
}

// refusing answers with a status and nothing else.
func refusing(status int) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, _ *http.Request, _ int) bool {
		w.WriteHeader(status)
		return true
	}
}

func redirecting(to string) func(http.ResponseWriter, *http.Request, int) bool {
	return func(w http.ResponseWriter, r *http.Request, _ int) bool {
		http.Redirect(w, r, to, http.StatusFound)
		return true
	}
}

func TestPassingFaultsAreSurvived(t *testing.T) {
	// Each fault is met by every second request, so that the next try succeeds.
	cases := map[string]func(http.ResponseWriter, *http.Request, int) bool{
		"status 500":          failing(""),
		"half a body":         halfBody,
		"status 429":          refusing(http.StatusTooManyRequests),
		"rest of a minute":    resting("60"),
		"connection cut":      func(http.ResponseWriter, *http.Request, int) bool { panic(http.ErrAbortHandler) },
		"status 408":          refusing(http.StatusRequestTimeout),
		"rest until a moment": resting(monday().Add(time.Minute).Format(http.TimeFormat)),
	}
	for name, fault := range cases {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 10, records(25))
			met := map[string]int{}
			var mu stdsync.Mutex
			s.server.fault = func(w http.ResponseWriter, r *http.Request, nth int) bool {
				mu.Lock()
				met[r.URL.RequestURI()]++
				first := met[r.URL.RequestURI()] == 1 && strings.Contains(r.URL.RequestURI(), "page=")
				mu.Unlock()
				return first && fault(w, r, nth)
			}
			report := s.sync(t)
			expect(t, report, FeedReport{Status: StatusOK, Services: 25, Added: 25})
			// The standard library itself asks again where a connection that was
			// used before is cut, and those requests are not seen from here.
			if n := report.Requests; n != 3+3+25 && (name != "connection cut" || n < 3+1+25) {
				t.Errorf("it took %d requests", n)
			}
		})
	}
}

func TestDetailsThatFail(t *testing.T) {
	t.Run("one of them", func(t *testing.T) {
		s := newStage(t, 10, records(12))
		s.server.fault = failing("/services/s5")
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Added: 12, DetailsFailed: 1})
		if got := s.shelf.names("played")["s5"]; got != "Service 5" {
			t.Errorf("the row was not kept: %q", got)
		}
		s.server.change(func() {})
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 12, DetailsFailed: 1})
		// What is known in part only follows the list.
		s.server.change(func() { s.server.records[5].name, s.server.records[5].stamp = "Renamed", "later" })
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Changed: 1, Unchanged: 11, DetailsFailed: 1})
		if got := s.shelf.names("played")["s5"]; got != "Renamed" {
			t.Errorf("the newer row was not kept: %q", got)
		}
		s.server.change(func() { s.server.fault = nil })
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Changed: 1, Unchanged: 11})
		if _, details := s.server.requests(); details != 1 {
			t.Errorf("it asked for %d details", details)
		}
	})
	t.Run("of a record that is known whole", func(t *testing.T) {
		s := newStage(t, 10, records(12))
		s.sync(t)
		s.server.change(func() {
			s.server.records[5].name, s.server.records[5].stamp = "Renamed", "later"
			s.server.fault = failing("/services/s5")
		})
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Unchanged: 12, DetailsFailed: 1})
		if got := s.shelf.services["played"]["played/s5"]; got.Name != "Service 5" || !bytes.Contains(got.Raw, []byte("01632")) {
			t.Errorf("the whole record gave way to half of a newer one: %s", got.Raw)
		}
		s.server.change(func() { s.server.fault = nil })
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 12, Changed: 1, Unchanged: 11})
	})
	for name, c := range map[string]struct {
		fault  func(http.ResponseWriter, *http.Request, int) bool
		status Status
		most   int
	}{
		"all, as there are none": {func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if strings.Contains(r.URL.Path, "/services/") {
				http.NotFound(w, r)
				return true
			}
			return false
		}, StatusOK, enough + workers},
		"all, by web pages":          {answering("/services/", "<html></html>"), StatusOK, enough + workers},
		"all, as other records":      {answering("/services/", `{"id":"else","name":"Another"}`), StatusOK, enough + workers},
		"all, as the server is down": {failing("/services/"), StatusIncomplete, (enough + workers) * detailTries},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 40, records(40))
			s.server.fault = c.fault
			expect(t, s.sync(t), FeedReport{Status: c.status, Services: 40, Added: 40, DetailsFailed: 40})
			if _, details := s.server.requests(); details > c.most {
				t.Errorf("it asked for %d details", details)
			}
			s.server.change(func() { s.server.fault = nil })
			expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 40, Changed: 40})
		})
	}
}

func TestEverySecondDetailFails(t *testing.T) {
	s := newStage(t, 40, records(40))
	s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		id, detail := strings.CutPrefix(r.URL.Path, "/feed/services/s")
		if n, err := strconv.Atoi(id); detail && err == nil && n%4 > 1 {
			http.NotFound(w, r)
			return true
		}
		return false
	}
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 40, Added: 40, DetailsFailed: 20})
}

func TestServerThatKnowsNoPagePastTheLast(t *testing.T) {
	s := newStage(t, 10, records(20))
	s.server.envelope = func(int, int, int) map[string]any { return map[string]any{} }
	s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if strings.Contains(r.URL.RawQuery, "page=3&") {
			http.NotFound(w, r)
			return true
		}
		return false
	}
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 20, Added: 20})
	// The same answer while more is promised is a fault of the feed.
	s.server.change(func() {
		s.server.records = s.server.records[:19]
		s.server.envelope = func(int, int, int) map[string]any { return map[string]any{"total_items": 40} }
	})
	expect(t, s.sync(t), FeedReport{Status: StatusIncomplete, Services: 20, Unchanged: 19})
}

func TestWebPageInTheMiddleOnce(t *testing.T) {
	s := newStage(t, 10, records(25))
	met := false
	s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if met || !strings.Contains(r.URL.RawQuery, "page=2&") {
			return false
		}
		met = true
		_, _ = io.WriteString(w, "<html>one moment please</html>")
		return true
	}
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 25, Added: 25})
}

func TestAnswerThatDrips(t *testing.T) {
	s := newStage(t, 10, records(25))
	s.sync(t)
	before := fmt.Sprint(s.shelf.names("played"))
	s.client = NewClient(ClientOptions{Now: s.clock.now, Wait: s.clock.wait, Timeout: 100 * time.Millisecond, Tries: 2, Proxy: noProxy})
	s.server.change(func() {
		s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, " ")
				_ = http.NewResponseController(w).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(5 * time.Millisecond):
				}
			}
			return true
		}
	})
	report := s.sync(t)
	expect(t, report, FeedReport{Status: StatusFailed, Services: 25})
	if !strings.Contains(report.Error, "in time") || fmt.Sprint(s.shelf.names("played")) != before {
		t.Errorf("the error is %q", report.Error)
	}
}

func TestCertificateThatCannotBeTrusted(t *testing.T) {
	s := newStage(t, 10, records(25))
	s.sync(t)
	before := fmt.Sprint(s.shelf.names("played"))
	secure := httptest.NewTLSServer(s.server)
	secure.Config.ErrorLog = quiet()
	t.Cleanup(secure.Close)
	s.server.change(func() {})
	feed := s.server.feed()
	feed.URL = secure.URL + "/feed"
	report, err := Run(t.Context(), []Feed{feed}, s.client, s.shelf, Options{Now: s.clock.now, StateDir: s.state})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, report.Feeds[0], FeedReport{Status: StatusFailed, Services: 25})
	lists, details := s.server.requests()
	if lists+details != 0 || !strings.Contains(report.Feeds[0].Error, "can't be trusted") || fmt.Sprint(s.shelf.names("played")) != before {
		t.Errorf("%d requests came through, the error is %q", lists+details, report.Feeds[0].Error)
	}
}

func TestIdsThatAreUsedAgain(t *testing.T) {
	s := newStage(t, 10, records(25))
	s.sync(t)
	s.server.change(func() {
		// What was s3 is s4 now, s3 is another service, and s24 is gone.
		s.server.records[4] = record{id: "s4", name: "Service 3", stamp: "2026-11-01T09:00:00Z"}
		s.server.records[3] = record{id: "s3", name: "Quite another", stamp: "2026-11-01T09:00:00Z"}
		s.server.records = s.server.records[:24]
	})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 25, Changed: 2, Unchanged: 22, Missing: 1})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 24, Unchanged: 24, Removed: 1})
	for id, record := range s.shelf.services["played"] {
		if want := "About " + record.Name; record.Description != want {
			t.Errorf("%s is called %q and says %q", id, record.Name, record.Description)
		}
	}
	if names := s.shelf.names("played"); names["s3"] != "Quite another" || names["s4"] != "Service 3" || names["s24"] != "" {
		t.Errorf("the library has %v", names)
	}
}

func TestSwappedTypesAndHostileText(t *testing.T) {
	s := newStage(t, 10, nil)
	s.server.fault = answering("/services?", `{"total_items":"4","total_pages":[1],"last_page":"true","contents":[
		{"id":17,"name":{"text":"Number"},"email":false,"description":12345,"url":["x"],"schedules":"Mondays","contacts":{"name":"Desk"},"minimum_age":{"a":1}},
		{"id":"../../etc/passwd","name":"\u001b]0;evil\u0007Up\u202eside","contacts":[{"name":"\u001b[2JDesk"}]},
		{"id":"a\u0000b\nc","name":"<script>alert(1)</script>Lunch & more","description":"<img src=x onerror=alert(1)>\u009bText","contacts":[{"name":"Desk"}]},
		{"id":"$(rm -rf /)","name":"`+"`reboot`"+`","url":"javascript:alert(1)","email":"a@b.example\r\nBcc: all@example.org","contacts":[{"name":"Desk"}]}]}`)
	report := s.sync(t)
	if report.Status != StatusOK || report.Added+report.Rejected != 4 || report.Added < 3 {
		t.Errorf("the report is %+v", report)
	}
	for id, record := range s.shelf.services["played"] {
		said, err := json.Marshal(record) // without the raw record
		if err != nil {
			t.Fatal(err)
		}
		text := string(said)
		for _, bad := range []string{"\\u001b", "\\u0000", "\\u0007", "\u202e", "\u009b", "\\u003cscript", "javascript:", "\\r", "\\n"} {
			if strings.Contains(text, bad) {
				t.Errorf("%q came through in %s: %s", bad, id, text)
			}
		}
	}
	entries, err := filepath.Glob(filepath.Join(s.state, "*"))
	if err != nil || len(entries) == 0 {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.Contains(filepath.Base(entry), "-played") {
			t.Errorf("a file is called %q", entry)
		}
	}
}
