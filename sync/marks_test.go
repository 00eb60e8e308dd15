package datasync

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// marking makes the played feed mark its answers and honour the marks.
func (s *stage) marking() (same, sent func() int) {
	var nSame, nSent int
	s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		s.server.mu.Lock()
		plain := &pretended{Server: s.server.Server, size: s.server.size, envelope: s.server.envelope, records: s.server.records}
		s.server.mu.Unlock()
		recorded := httptest.NewRecorder()
		plain.ServeHTTP(recorded, r)
		sum := sha256.Sum256(recorded.Body.Bytes())
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		w.Header().Set("ETag", tag)
		s.server.mu.Lock()
		defer s.server.mu.Unlock()
		if r.Header.Get("If-None-Match") == tag {
			nSame++
			w.WriteHeader(http.StatusNotModified)
			return true
		}
		nSent++
		w.WriteHeader(recorded.Code)
		_, _ = w.Write(recorded.Body.Bytes())
		return true
	}
	counted := func(n *int) func() int {
		return func() int {
			s.server.mu.Lock()
			defer s.server.mu.Unlock()
			return *n
		}
	}
	return counted(&nSame), counted(&nSent)
}

func TestUnchangedPagesAreNotSentAgain(t *testing.T) {
	s := newStage(t, 10, records(100))
	same, sent := s.marking()
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 100, Added: 100})
	first := sent()
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 100, Unchanged: 100})
	if same() != 12 || sent() != first {
		t.Errorf("%d answers were the same and %d were sent, want 10 pages and 2 details the same", same(), sent()-first)
	}
	s.server.change(func() { s.server.records[55].name, s.server.records[55].stamp = "Renamed", "2026-11-01T00:00:00Z" })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 100, Changed: 1, Unchanged: 99})
	if got := sent() - first; got != 2 {
		t.Errorf("one changed service took %d answers, want its page and its details", got)
	}
	if got := s.shelf.names("played")["s55"]; got != "Renamed" {
		t.Errorf("s55 is %q", got)
	}
	// A service that went is seen though every other page is the same.
	s.server.change(func() { s.server.records = s.server.records[:99] })
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 100, Unchanged: 99, Missing: 1})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 99, Unchanged: 99, Removed: 1})
}

func TestServerThatAlwaysSaysTheSameIsNotBelievedForEver(t *testing.T) {
	s := newStage(t, 10, records(20))
	s.marking()
	s.sync(t)
	honest := s.server.fault
	s.server.change(func() {
		s.server.records[3].name, s.server.records[3].stamp = "Renamed", "2026-11-01T00:00:00Z"
		s.server.fault = func(w http.ResponseWriter, r *http.Request, nth int) bool {
			if r.Header.Get("If-None-Match") != "" {
				w.WriteHeader(http.StatusNotModified)
				return true
			}
			return honest(w, r, nth)
		}
	})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 20, Unchanged: 20})
	s.clock.mu.Lock()
	s.clock.at = s.clock.at.Add(believed)
	s.clock.mu.Unlock()
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 20, Changed: 1, Unchanged: 19})
}

// What the library has lost is fetched again, whatever the server says.
func TestMarksAreNotUsedForWhatIsNotInTheLibrary(t *testing.T) {
	s := newStage(t, 10, records(20))
	s.marking()
	s.sync(t)
	delete(s.shelf.services["played"], "played/s13")
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 20, Added: 1, Unchanged: 19})
}

func TestDetailsOfTheUnchangedAreFetchedAgainInTurn(t *testing.T) {
	s := newStage(t, 50, records(150))
	s.sync(t)
	asked := map[string]int{}
	for range 50 {
		s.server.change(func() {})
		expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 150, Unchanged: 150})
		lists, details := s.server.requests()
		if lists != 3 || details != 3 {
			t.Fatalf("an unchanged feed of 150 took %d pages and %d details, want 3 and 2 %%", lists, details)
		}
		for _, uri := range s.server.asked {
			asked[uri]++
		}
	}
	for i := range 150 {
		if n := asked[fmt.Sprintf("/feed/services/s%d", i)]; n != 1 {
			t.Fatalf("s%d was asked for %d times in 50 syncs", i, n)
		}
	}
	// A change that the list does not show is found in its turn, and once.
	s.server.change(func() {
		s.server.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if !strings.HasSuffix(r.URL.Path, "/s77") {
				return false
			}
			_, _ = w.Write([]byte(strings.ReplaceAll(string(s.server.records[77].json(true)), "960123", "960999")))
			return true
		}
	})
	changed := 0
	for range 100 {
		changed += s.sync(t).Changed
	}
	if got := s.shelf.services["played"]["played/s77"].Contacts[0].Phones[0].Number; changed != 1 || !strings.HasSuffix(got, "999") {
		t.Errorf("after two rounds %d changes were found and the number is %s", changed, got)
	}
}

func TestChooseRechecks(t *testing.T) {
	ids := make([]string, 120)
	for i := range ids {
		ids[i] = fmt.Sprintf("%03d", i)
	}
	for last, want := range map[string][]string{
		"": {"000", "001"}, "001": {"002", "003"}, "0015": {"002", "003"}, "118": {"119", "000"}, "119": {"000", "001"},
	} {
		chosen, next, _ := chooseRechecks(slices.Clone(ids), last, 0)
		if !slices.Equal(chosen, want) || next != want[1] {
			t.Errorf("after %q: %v and %q, want %v", last, chosen, next, want)
		}
	}
	few, last, credit, total := ids[:10], "", 0, 0
	for range 50 {
		var chosen []string
		chosen, last, credit = chooseRechecks(slices.Clone(few), last, credit)
		total += len(chosen)
	}
	if total != 10 {
		t.Errorf("ten services were fetched again %d times in 50 syncs", total)
	}
	if chosen, _, _ := chooseRechecks(nil, "x", 49); len(chosen) != 0 {
		t.Errorf("of none %v were chosen", chosen)
	}
}

func TestMarkOf(t *testing.T) {
	stamp := monday().Format(http.TimeFormat)
	for name, c := range map[string]struct {
		tag, modified string
		want          mark
	}{
		"none":        {"", "", mark{}},
		"both":        {`W/"a"`, stamp, mark{`W/"a"`, stamp}},
		"too long":    {strings.Repeat("x", maxMark+1), stamp, mark{"", stamp}},
		"not a date":  {"", "yesterday", mark{}},
		"not in HTTP": {"", monday().Format(time.RFC3339), mark{}},
	} {
		h := http.Header{}
		h.Set("ETag", c.tag)
		h.Set("Last-Modified", c.modified)
		if got := markOf(h); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
