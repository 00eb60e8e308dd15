package datasync

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"fettle/internal/service"
)

func check(t *testing.T, s *stage) Finding {
	t.Helper()
	f, err := Check(t.Context(), s.client, s.server.URL+"/feed", true, Options{Now: s.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCheckReadsASample(t *testing.T) {
	s := newStage(t, 50, records(1000))
	f := check(t, s)
	if f.Status != StatusOK || f.Listed != 1000 || f.Read != checkedDetails || f.Rejected != 0 || f.Repeated != 0 {
		t.Errorf("the finding is %+v", f)
	}
	lists, details := s.server.requests()
	if lists != 22 || details != checkedDetails {
		t.Errorf("it took %d pages and %d details", lists, details)
	}
	// Of every ten services one is read, wherever it stands.
	tenths := map[string]int{}
	for _, uri := range s.server.asked {
		if id, ok := strings.CutPrefix(uri, "/feed/services/s"); ok {
			tenths[fmt.Sprintf("%03s", id)[:1]]++
		}
	}
	for tenth, n := range tenths {
		if len(tenths) != 10 || n != 10 {
			t.Errorf("hundred %s has %d of the sample of %d", tenth, n, checkedDetails)
		}
	}
	if len(s.shelf.applied) != 0 {
		t.Error("a check changed the library")
	}
}

func TestCheckCountsWhatIsThere(t *testing.T) {
	s := newStage(t, 10, nil)
	s.server.fault = answering("/services?", `{"total_items":5,"total_pages":1,"last_page":true,"contents":[
		{"id":"a","name":"A","description":"<p>Words</p>","status":"active","assured_date":"2026-10-01","minimum_age":18,
		 "contacts":[{"id":"k","phones":[{"number":"01632960123"}]}]},
		{"id":"b","name":"B","assured_date":"2020-01-01","url":"not an address","contacts":[{"name":"Desk"}]},
		{"id":"c","name":"C","contacts":[{"name":"Desk"}]},
		{"id":"c","name":"C again","contacts":[{"name":"Desk"}]},
		{"name":"No id"}]}`)
	f := check(t, s)
	if f.Listed != 3 || f.Read != 3 || f.Repeated != 1 || f.Rejected != 1 || f.Rejections[0].Name != "No id" {
		t.Errorf("the counts are %+v", f)
	}
	if f.Fresh != 1 || f.Stale != 1 || f.Undated != 1 || f.Newest != "2026-10-01" || f.Oldest != "2020-01-01" {
		t.Errorf("of the days it says %+v", f)
	}
	if f.Repaired["url"] != 1 || f.Repaired["html"] != 1 {
		t.Errorf("it counts the repairs %v", f.Repaired)
	}
	if len(f.Gaps) != maxGaps {
		t.Fatalf("it names %d gaps", len(f.Gaps))
	}
	for i := 1; i < len(f.Gaps); i++ {
		if f.Gaps[i].Records > f.Gaps[i-1].Records {
			t.Errorf("the gap %v comes after a smaller one", f.Gaps[i])
		}
	}
}

func TestJudgeAgainstAPlainCount(t *testing.T) {
	full := service.Service{
		Name: "A", Description: "b", Organisation: service.Organisation{Name: "c"}, Status: service.StatusActive,
		Sessions: []service.Session{{}}, Locations: []service.Location{{Point: &service.Point{Lat: 54, Lon: -2}, Accessibility: []string{"ramp"}}},
		Areas: []service.Area{{Name: "x"}}, Eligibility: "all", Cost: service.Cost{Free: service.Yes},
		Phones: []service.Phone{{Number: "1"}}, Email: "a@example.org", URL: "https://example.org", How: []service.How{service.AtVenue},
		Access: []service.Access{service.DropIn}, Languages: []string{"English"}, Terms: []service.Term{{Name: "t"}},
		Assured: service.Assurance{On: "2026-11-01"},
	}
	var f Finding
	f.judge([]service.Service{full, full, {}, full}, "2026-11-02")
	if f.Complete != 0.75 || len(f.Gaps) != maxGaps || f.Gaps[0].Records != 1 || f.Fresh != 3 || f.Undated != 1 {
		t.Errorf("three full records and an empty one are %+v", f)
	}
	f = Finding{}
	f.judge([]service.Service{full}, "2026-11-02")
	if f.Complete != 1 || len(f.Gaps) != 0 {
		t.Errorf("a full record is %+v", f)
	}
}

func TestCheckOfABrokenFeed(t *testing.T) {
	s := newStage(t, 10, records(40))
	s.server.fault = failing("page=3&")
	f := check(t, s)
	if f.Status != StatusIncomplete || f.Listed != 20 || !strings.Contains(f.Trouble, "first part") {
		t.Errorf("the finding is %+v", f)
	}
	s.server.change(func() { s.server.fault = failing("") })
	if _, err := Check(t.Context(), s.client, s.server.URL+"/feed", true, Options{Now: s.clock.now}); err == nil {
		t.Error("a feed that does not answer was checked")
	}
	ctx, cancel := context.WithCancel(t.Context())
	s.server.change(func() {
		s.server.fault = func(_ http.ResponseWriter, r *http.Request, _ int) bool {
			if strings.Contains(r.URL.Path, "/services/") {
				cancel()
			}
			return false
		}
	})
	if _, err := Check(ctx, s.client, s.server.URL+"/feed", true, Options{Now: s.clock.now}); !errors.Is(err, context.Canceled) {
		t.Errorf("a check that was stopped ends with %v", err)
	}
}
