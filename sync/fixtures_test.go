package datasync

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// fixture returns the path of a file or folder of real and official samples,
// which are kept beside the repository and not in it.
func fixture(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", "fixtures", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the samples are not beside the repository: %v", err)
	}
	return path
}

func readFixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// playVersion1 serves a list of rows as a feed of version 1 in pages of 50,
// whatever page size is asked for.
func playVersion1(t testing.TB, rows []json.RawMessage) (address string, asked *[]string) {
	t.Helper()
	const size = 50
	byID := map[string]json.RawMessage{}
	for _, row := range rows {
		var head struct{ ID string }
		if err := json.Unmarshal(row, &head); err != nil {
			t.Fatal(err)
		}
		byID[head.ID] = row
	}
	var requests []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests = append(requests, r.URL.Path)
		if id, ok := strings.CutPrefix(r.URL.Path, "/v2/services/"); ok && byID[id] != nil {
			_, _ = w.Write(byID[id])
			return
		}
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if r.URL.Path != "/v2/services" || err != nil {
			http.NotFound(w, r)
			return
		}
		pages := (len(rows) + size - 1) / size
		content := rows[min((page-1)*size, len(rows)):min(page*size, len(rows))]
		_ = json.NewEncoder(w).Encode(map[string]any{
			"totalElements": len(rows), "totalPages": pages, "number": page, "size": size,
			"first": page == 1, "last": page >= pages, "empty": len(content) == 0, "content": content,
		})
	}))
	t.Cleanup(server.Close)
	return server.URL + "/v2", &requests
}

func TestBristolCrawlAsAFeed(t *testing.T) {
	var rows []json.RawMessage
	if err := json.Unmarshal(readFixture(t, "v1-real/bristol-2024-12-services.json"), &rows); err != nil {
		t.Fatal(err)
	}
	address, asked := playVersion1(t, rows)
	clock, shelf, state := newClock(), newShelf(), t.TempDir()
	client := clock.client()
	client.slots = make(chan struct{}, 1) // One at a time, as the list of requests is not locked.
	found, err := Probe(t.Context(), client, address, false)
	if err != nil || found.Standard != "oruk-1" || found.Services != 819 {
		t.Fatalf("the feed is %+v and %v", found, err)
	}
	sync := func() FeedReport {
		t.Helper()
		*asked = nil
		report, err := Run(t.Context(), []Feed{found.Feed("bristol", monday())}, client, shelf, Options{Now: clock.now, StateDir: state})
		if err != nil {
			t.Fatal(err)
		}
		return report.Feeds[0]
	}
	expect(t, sync(), FeedReport{Status: StatusOK, Services: 818, Added: 818})
	expect(t, sync(), FeedReport{Status: StatusOK, Services: 818, Unchanged: 818})
	if len(*asked) != 17+818/recheckOne {
		t.Errorf("the second time it took %d requests, want the 17 pages and 2 %% of the details", len(*asked))
	}
	// Of the two bodies under one id, the one that came last counts.
	var last struct{ Name string }
	if err := json.Unmarshal(rows[810], &last); err != nil {
		t.Fatal(err)
	}
	twice := shelf.services["bristol"]["bristol/2af617e5-4532-bebe-1036-ffdf2e93ce55"]
	if twice.Name != last.Name || twice.Name == "" {
		t.Errorf("the id that is there twice became %q, want %q", twice.Name, last.Name)
	}
	for id, record := range shelf.services["bristol"] {
		if record.ID != id || record.Source.Feed != "bristol" || record.Source.Standard != "oruk-1" || !record.Source.Fetched.Equal(monday()) {
			t.Fatalf("%s has the source %+v", id, record.Source)
		}
	}
}

// TestOfficialMocks plays the mock feeds of the official validator.
func TestOfficialMocks(t *testing.T) {
	for folder, services := range map[string]int{"Default": 1, "Fail": 3, "Warn": 1, "Test": 1} {
		t.Run(folder, func(t *testing.T) {
			files := map[string]string{"/v3/": "api_details.json", "/v3/services": "service_list.json"}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				name, ok := files[r.URL.Path]
				if strings.HasPrefix(r.URL.Path, "/v3/services/") {
					name, ok = "service_full.json", true
				}
				if !ok {
					http.NotFound(w, r)
					return
				}
				_, _ = w.Write(readFixture(t, "v3-mocks/"+folder+"/"+name))
			}))
			t.Cleanup(server.Close)
			fixture(t, "v3-mocks/"+folder)
			clock, shelf := newClock(), newShelf()
			found, err := Probe(t.Context(), clock.client(), server.URL+"/v3", false)
			if err != nil || found.Standard != "oruk-3" {
				t.Fatalf("the feed is %+v and %v", found, err)
			}
			report, err := Run(t.Context(), []Feed{found.Feed("mock", monday())}, clock.client(), shelf, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := report.Feeds[0]
			if got.Status != StatusOK || got.Services != services || len(shelf.services["mock"]) != services || got.Requests > 8 {
				t.Errorf("the report is %+v", got)
			}
		})
	}
}

// TestSamplesFromFiles reads the other samples as saved feeds.
func TestSamplesFromFiles(t *testing.T) {
	for name, want := range map[string]FeedReport{
		"v1-real/bristol-v1-services-page1of5-raw-control-chars.json": {Status: StatusIncomplete, Services: 50, Added: 50},
		"v1-real/bucks-outpost-2023-03-services-page1.json":           {Status: StatusIncomplete, Services: 50, Added: 50},
		"v1-real/cqc-2026-07-services-per_page2.json":                 {Status: StatusIncomplete, Services: 2, Added: 2},
		"v1-real/hull-2026-07-services-empty.json":                    {Status: StatusOK},
		"v1-real/bucks-2024-12-empty-array.json":                      {Status: StatusOK},
		"v1-real/bristol-2024-12-services.json":                       {Status: StatusOK, Services: 818, Added: 818},
		"v3-real/bristol-v3-services-per_page3-page1.json":            {Status: StatusIncomplete, Services: 3, Added: 3},
		"v3-real/bristol-v3-service-1625ip.json":                      {Status: StatusOK, Services: 1, Added: 1},
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			report, err := FromFile(t.Context(), fixture(t, name), "sample", newShelf(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, report, want)
		})
	}
	bad := fixture(t, "schemas/v1-uk/empty_page.json")
	if _, err := FromFile(t.Context(), bad, "sample", newShelf(), Options{}); err == nil || !strings.Contains(err.Error(), "is not a saved feed") {
		t.Errorf("a broken file: %v", err)
	}
}

// TestChangesBetweenTwoDays reads the same page of a feed as it was on two days.
func TestChangesBetweenTwoDays(t *testing.T) {
	shelf := newShelf()
	var reports []FeedReport
	for _, name := range []string{"bucks-outpost-2023-03-06-services-page1.json", "bucks-outpost-2023-03-services-page1.json"} {
		report, err := FromFile(t.Context(), fixture(t, "v1-real/"+name), "bucks", shelf, Options{})
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, report)
	}
	second := reports[1]
	if second.Services != 50+second.Added || second.Added+second.Changed+second.Unchanged != 50 || second.Changed == 0 || second.Unchanged == 0 {
		t.Errorf("the second day brought %s", fmt.Sprintf("%+v", second))
	}
}
