package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"

	"fettle/internal/paths"
	datasync "fettle/sync"
)

const (
	benchPage    = 50
	benchLatency = 20 * time.Millisecond
)

// benchFeed serves a feed of made-up services after a wait, and writes down
// what it was asked for.
type benchFeed struct {
	pages   [][]byte
	details map[string][]byte

	mu    stdsync.Mutex
	asked []string
}

func newBenchFeed(n int, rich bool) *benchFeed {
	f := &benchFeed{details: map[string][]byte{}}
	const more = `,"contacts":[{"id":"k","name":"Desk","phones":[{"number":"01632 960123"}]}],"cost_options":[{"id":"p","amount":2.5}],
		"schedules":[{"id":"t","freq":"WEEKLY","byday":"TU","opens_at":"11:30","closes_at":"13:30"}],
		"service_at_locations":[{"id":"l","location":{"id":"l","location_type":"physical","name":"Vale Hall","latitude":54.05,"longitude":-2.8025,
		"addresses":[{"id":"x","address_1":"1 Made Up Street","city":"Vale","state_province":"Lancashire","postal_code":"LA1 1ZZ","country":"GB","address_type":"physical"}]}}]}`
	words := strings.Fields("lunch advice walking carers music debt garden memory parents cooking singing repair friendship housing")
	row := func(i int) string {
		return fmt.Sprintf(`{"id":"%08x-0000-4000-8000-000000000000","name":"%s %s group %d","status":"active","last_modified":"2026-10-01T09:00:00Z",
			"description":"<p>A %s group for people who like <strong>%s</strong> and %s. Come along on Tuesdays; a hot drink is included.</p>",
			"assured_date":"2026-09-02","email":"group%d@example.org"`,
			i, words[i%len(words)], words[i/7%len(words)], i, words[i/3%len(words)], words[i/5%len(words)], words[i/11%len(words)], i)
	}
	for from := 0; from < n; from += benchPage {
		var rows []string
		for i := from; i < min(n, from+benchPage); i++ {
			full := row(i) + more
			if rich {
				rows = append(rows, full)
			} else {
				rows = append(rows, row(i)+"}")
			}
			f.details[fmt.Sprintf("%08x-0000-4000-8000-000000000000", i)] = []byte(full)
		}
		f.pages = append(f.pages, fmt.Appendf(nil, `{"total_items":%d,"total_pages":%d,"page_number":%d,"size":%d,"last_page":%t,"contents":[%s]}`,
			n, (n+benchPage-1)/benchPage, from/benchPage+1, len(rows), from+benchPage >= n, strings.Join(rows, ",")))
	}
	return f
}

func (f *benchFeed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.asked = append(f.asked, r.URL.RequestURI())
	f.mu.Unlock()
	time.Sleep(benchLatency)
	body := f.details[strings.TrimPrefix(r.URL.Path, "/services/")]
	if r.URL.Path == "/services" {
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err == nil && page >= 1 && page <= len(f.pages) {
			body = f.pages[page-1]
		}
	}
	if body == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
}

// taken returns what was asked for since the last call.
func (f *benchFeed) taken() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	asked := f.asked
	f.asked = nil
	return asked
}

// bare makes requests again and does nothing with the answers: pages one after
// the other, details two at a time, as a sync does.
func bare(b *testing.B, base string, asked []string) time.Duration {
	b.Helper()
	began := time.Now()
	get := func(uri string) error {
		response, err := http.Get(base + uri)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, response.Body)
		return errors.Join(err, response.Body.Close())
	}
	var details []string
	for _, uri := range asked {
		if strings.HasPrefix(uri, "/services/") {
			details = append(details, uri)
		} else if err := get(uri); err != nil {
			b.Fatal(err)
		}
	}
	var next atomic.Int64
	var group stdsync.WaitGroup
	for range 2 {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(details); i = int(next.Add(1)) - 1 {
				if err := get(details[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	return time.Since(began)
}

// BenchmarkSync measures a first and an unchanged sync of a feed of 20,000
// services (FETTLE_BENCH_SERVICES), 50 a page with 20 ms to each answer, as
// multiples of the time that the same requests take by themselves: of a feed whose
// list has everything, and of one whose list has thin rows, so that the details of
// each service are asked for one by one.
func BenchmarkSync(b *testing.B) {
	services := 20_000
	if n, err := strconv.Atoi(os.Getenv("FETTLE_BENCH_SERVICES")); err == nil {
		services = n
	}
	for _, variant := range []struct {
		name string
		rich bool
	}{{"list has everything", true}, {"details one by one", false}} {
		b.Run(variant.name, func(b *testing.B) {
			for range b.N {
				benchSync(b, services, variant.rich)
			}
		})
	}
}

func benchSync(b *testing.B, services int, rich bool) {
	b.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(updateGC)) // as the program does
	feed := newBenchFeed(services, rich)
	server := httptest.NewServer(feed)
	defer server.Close()
	a := &app{out: io.Discard, talk: io.Discard, getenv: os.Getenv}
	h := here{paths.Under(filepath.Join(b.TempDir(), "data")), time.Now}
	options, lib, err := a.syncOptions(h)
	if err != nil {
		b.Fatal(err)
	}
	client := datasync.NewClient(datasync.ClientOptions{Proxy: func(*http.Request) (*url.URL, error) { return nil, nil }})
	for _, kind := range []string{"full", "unchanged"} {
		began := time.Now()
		var listed, saving time.Time
		options.Progress = func(at datasync.Progress) {
			switch {
			case at.Stage == datasync.StagePages:
				listed = time.Now()
			case at.Stage == datasync.StageSaving && saving.IsZero():
				saving = time.Now()
			}
		}
		report, err := datasync.Run(b.Context(), []datasync.Feed{{Name: "bench", URL: server.URL, Private: true}}, client, lib, options)
		took := time.Since(began)
		if err != nil || !report.AllOK() || report.Feeds[0].Services != services {
			b.Fatalf("%v, %+v", err, report)
		}
		asked := feed.taken()
		alone := bare(b, server.URL, asked)
		feed.taken()
		times := func(d time.Duration) float64 { return float64(d) / float64(alone) }
		b.ReportMetric(times(took), kind+"/bare")
		b.Logf("%s sync of %d services: %.1f s, %.2f times its %d bare requests (%.1f s). The list took %.2f, then what is read one by one %.2f, the library %.2f.",
			kind, services, took.Seconds(), times(took), len(asked), alone.Seconds(),
			times(listed.Sub(began)), times(saving.Sub(listed)), times(began.Add(took).Sub(saving)))
	}
	b.Logf("It is bound by the requests: pages one after the other, as each tells whether there is a next one, and details two at a time.")
}
