package datasync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"fettle/internal/service"
)

// monday is the moment at which every test begins.
func monday() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }

// clock is a clock on which waiting takes no time.
type clock struct {
	mu    stdsync.Mutex
	at    time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{at: monday()} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.waits = append(c.waits, d)
	return ctx.Err()
}

func (c *clock) waited() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]time.Duration(nil), c.waits...)
}

// client returns a client on the clock.
func (c *clock) client() *Client {
	return NewClient(ClientOptions{Version: "1.2", Now: c.now, Wait: c.wait, Timeout: time.Minute, Proxy: noProxy})
}

func noProxy(*http.Request) (*url.URL, error) { return nil, nil }

// shelf is a library in memory.
type shelf struct {
	services map[string]map[string]service.Service
	applied  []Changes
	broken   error
}

func newShelf() *shelf { return &shelf{services: map[string]map[string]service.Service{}} }

func (s *shelf) Known(_ context.Context, feed string) (map[string]string, error) {
	known := map[string]string{}
	for id, record := range s.services[feed] {
		known[id] = record.Source.ChangeKey
	}
	return known, nil
}

func (s *shelf) Apply(_ context.Context, c Changes) error {
	if s.broken != nil {
		return s.broken
	}
	records := maps.Clone(s.services[c.Feed])
	if records == nil {
		records = map[string]service.Service{}
	}
	for _, read := range c.Put {
		record, err := read()
		if err != nil {
			return err
		}
		if !strings.HasPrefix(record.ID, c.Feed+"/") {
			return fmt.Errorf("%s is not of the feed %s", record.ID, c.Feed)
		}
		records[record.ID] = record
	}
	for _, id := range c.Remove {
		if _, there := records[id]; !there {
			return fmt.Errorf("%s is to be removed and is not there", id)
		}
		delete(records, id)
	}
	s.services[c.Feed] = records
	s.applied = append(s.applied, c)
	return nil
}

// names returns the names of a feed's services by the feed's own ids.
func (s *shelf) names(feed string) map[string]string {
	names := map[string]string{}
	for id, record := range s.services[feed] {
		names[strings.TrimPrefix(id, feed+"/")] = record.Name
	}
	return names
}

// last returns the changes that were applied last.
func (s *shelf) last() Changes { return s.applied[len(s.applied)-1] }

// record is one service as a pretended feed has it.
type record struct {
	id, name, stamp string
	// rich puts everything into the list already.
	rich bool
}

func (r record) json(detail bool) json.RawMessage {
	fields := map[string]any{"id": r.id, "name": r.name, "description": "About " + r.name, "last_modified": r.stamp}
	if r.rich || detail {
		fields["contacts"] = []any{map[string]any{"name": "Desk", "phones": []any{map[string]any{"number": "01632 960123"}}}}
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return raw
}

// records returns n records with the ids "s0", "s1" and so on.
func records(n int) []record {
	list := make([]record, n)
	for i := range list {
		list[i] = record{id: fmt.Sprintf("s%d", i), name: fmt.Sprintf("Service %d", i), stamp: "2026-10-01T09:00:00Z"}
	}
	return list
}

// pretended is a server that plays a feed.
type pretended struct {
	*httptest.Server
	mu       stdsync.Mutex
	records  []record
	size     int
	envelope func(page, rows, total int) map[string]any
	// fault answers a request by itself when it returns true.
	fault func(w http.ResponseWriter, r *http.Request, nth int) bool
	asked []string
	atOne int
	most  int
}

// serve starts a server that plays a feed with those records in pages of size.
func serve(t *testing.T, size int, list []record) *pretended {
	t.Helper()
	p := &pretended{records: list, size: size, envelope: honest(size)}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// honest returns the envelope of a version 3 feed that tells the truth.
func honest(size int) func(page, rows, total int) map[string]any {
	return func(page, rows, total int) map[string]any {
		pages := (total + size - 1) / size
		return map[string]any{
			"total_items": total, "total_pages": pages, "page_number": page, "size": rows,
			"first_page": page == 1, "last_page": page >= pages, "empty": rows == 0,
		}
	}
}

func (p *pretended) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.URL.RequestURI())
	nth := len(p.asked)
	p.atOne++
	p.most = max(p.most, p.atOne)
	fault, list := p.fault, p.records
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		p.atOne--
		p.mu.Unlock()
	}()
	if fault != nil && fault(w, r, nth) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	id, isDetail := strings.CutPrefix(r.URL.Path, "/feed/services/")
	switch {
	case isDetail:
		for _, one := range list {
			if one.id == id {
				_, _ = w.Write(one.json(true))
				return
			}
		}
		http.NotFound(w, r)
	case r.URL.Path == "/feed/services":
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil {
			http.Error(w, "no page", http.StatusBadRequest)
			return
		}
		p.writePage(w, page, list)
	case r.URL.Path == "/feed/":
		_, _ = w.Write([]byte(`{"version":"HSDS-UK-3.0","profile":"p","openapi_url":"u"}`))
	default:
		http.NotFound(w, r)
	}
}

func (p *pretended) writePage(w http.ResponseWriter, page int, list []record) {
	from, to := min((page-1)*p.size, len(list)), min(page*p.size, len(list))
	rows := []json.RawMessage{}
	for _, one := range list[from:to] {
		rows = append(rows, one.json(false))
	}
	body := p.envelope(page, len(rows), len(list))
	body["contents"] = rows
	_ = json.NewEncoder(w).Encode(body)
}

// change changes what the server plays.
func (p *pretended) change(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
	p.asked = nil
}

// requests returns what was asked for since the last change.
func (p *pretended) requests() (lists, details int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, uri := range p.asked {
		if strings.HasPrefix(uri, "/feed/services/") {
			details++
		} else {
			lists++
		}
	}
	return lists, details
}

// feed returns the feed that the server plays.
func (p *pretended) feed() Feed {
	return Feed{Name: "played", URL: p.URL + "/feed", Private: true}
}

// stage is everything that a test of a sync needs.
type stage struct {
	server *pretended
	clock  *clock
	client *Client
	shelf  *shelf
	state  string
}

func newStage(t *testing.T, size int, list []record) *stage {
	t.Helper()
	clock := newClock()
	return &stage{server: serve(t, size, list), clock: clock, client: clock.client(), shelf: newShelf(), state: t.TempDir()}
}

// sync runs a sync of the played feed and expects the program itself to be well.
func (s *stage) sync(t *testing.T, change ...func(*Options)) FeedReport {
	t.Helper()
	options := Options{Now: s.clock.now, StateDir: s.state}
	for _, c := range change {
		c(&options)
	}
	report, err := Run(t.Context(), []Feed{s.server.feed()}, s.client, s.shelf, options)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Feeds) != 1 {
		t.Fatalf("the report has %d feeds", len(report.Feeds))
	}
	return report.Feeds[0]
}

// expect compares the counts of a report with those wanted.
func expect(t *testing.T, got FeedReport, want FeedReport) {
	t.Helper()
	type counts struct {
		Status                                                                         Status
		Services, Added, Changed, Removed, Unchanged, Rejected, Missing, DetailsFailed int
	}
	of := func(r FeedReport) counts {
		return counts{r.Status, r.Services, r.Added, r.Changed, r.Removed, r.Unchanged, r.Rejected, r.Missing, r.DetailsFailed}
	}
	if of(got) != of(want) {
		t.Errorf("got  %+v\nwant %+v\nerror %q", of(got), of(want), got.Error)
	}
	if (got.Status == StatusOK) != (got.Error == "") {
		t.Errorf("the status is %q with the error %q", got.Status, got.Error)
	}
}

var errDisk = errors.New("no space left on the disk")
