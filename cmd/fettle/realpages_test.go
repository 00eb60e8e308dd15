package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// fixtures returns the folder of pages of real feeds, which is no part of the
// project; without it the test is skipped.
func fixtures(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", "fixtures"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no ../shared/fixtures with pages of real feeds")
	}
	return dir
}

// fettle runs one command line and returns its exit code and output.
func fettle(t *testing.T, args ...string) (code int, out, talk string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &o, &e, func(string) string { return "" })
	return code, o.String(), e.String()
}

// pagesOf serves rows as version 1 pages of 50.
func pagesOf(rows []json.RawMessage) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if r.URL.Path != "/services" || err != nil || page < 1 {
			http.NotFound(w, r)
			return
		}
		const size = 50
		from, to := min((page-1)*size, len(rows)), min(page*size, len(rows))
		_ = json.NewEncoder(w).Encode(map[string]any{
			"totalElements": len(rows), "totalPages": (len(rows) + size - 1) / size, "number": page, "size": size,
			"first": page == 1, "last": to == len(rows), "content": rows[from:to],
		})
	})
}

func TestRealFeedsEndAsServicesFoundOffline(t *testing.T) {
	dir := fixtures(t)
	body, err := os.ReadFile(filepath.Join(dir, "v1-real", "bristol-2024-12-services.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(body, &rows); err != nil {
		t.Fatal(err)
	}
	bristol := httptest.NewServer(pagesOf(rows))
	defer bristol.Close()
	mocks := httptest.NewServer(mockFeed(filepath.Join(dir, "v3-mocks", "Default")))
	defer mocks.Close()

	data := t.TempDir()
	for name, url := range map[string]string{"bristol": bristol.URL, "mocks": mocks.URL} {
		if code, _, talk := fettle(t, "feeds", "add", url, "--name", name, "--data", data); code != exitDone {
			t.Fatalf("add %s: %d, %s", name, code, talk)
		}
	}
	code, out, talk := fettle(t, "sync", "--json", "--data", data)
	if code != exitDone {
		t.Fatalf("sync: %d, %s, %s", code, talk, out)
	}
	var report struct {
		Feeds []struct {
			Name, Status              string
			Services, Added, Rejected int
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Feeds {
		want := map[string]int{"bristol": 818, "mocks": 1}[f.Name]
		if f.Status != "ok" || f.Services != want {
			t.Errorf("%+v, want %d services", f, want)
		}
	}

	bristol.Close()
	mocks.Close()
	code, out, talk = fettle(t, "search", "counselling", "--json", "--limit", "0", "--data", data)
	if code != exitDone {
		t.Fatalf("search: %d, %s", code, talk)
	}
	var found struct {
		Total    int
		Services []struct{ ID, Name string }
	}
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, s := range found.Services {
		ids[s.ID] = true
	}
	if found.Total != len(found.Services) || found.Total < 40 {
		t.Errorf("%d services for counselling", found.Total)
	}
	for _, row := range rows { // whatever has the very word in its name must be there
		var r struct{ ID, Name string }
		if err := json.Unmarshal(row, &r); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(r.Name), "counselling") && !ids["bristol/"+r.ID] {
			t.Errorf("counselling does not find %q", r.Name)
		}
	}
}

// mockFeed serves a folder of the official validator's mock feeds.
func mockFeed(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := ""
		switch {
		case r.URL.Path == "/":
			name = "api_details.json"
		case r.URL.Path == "/services":
			name = "service_list.json"
		case strings.HasPrefix(r.URL.Path, "/services/"):
			name = "service_full.json"
		}
		body, err := os.ReadFile(filepath.Join(dir, name))
		if name == "" || err != nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(body)
	})
}
