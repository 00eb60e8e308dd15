package datasync

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// saved writes a list of records as a saved page, with a total when it is not
// negative and as a bare list when it is.
func saved(t *testing.T, path string, total int, list []record) {
	t.Helper()
	rows := []json.RawMessage{}
	for _, one := range list {
		rows = append(rows, one.json(one.rich))
	}
	var body any = rows
	if total >= 0 {
		body = map[string]any{"total_items": total, "contents": rows}
	}
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFromFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "all.json")
	shelf, options := newShelf(), Options{StateDir: t.TempDir(), Publisher: "A council", Demo: true}
	read := func(want FeedReport) {
		t.Helper()
		report, err := FromFile(t.Context(), path, "mine", shelf, options)
		if err != nil {
			t.Fatal(err)
		}
		if report.Requests != 0 {
			t.Errorf("it made %d requests", report.Requests)
		}
		expect(t, report, want)
	}
	saved(t, path, -1, records(12))
	read(FeedReport{Status: StatusOK, Services: 12, Added: 12})
	if c := shelf.last(); !c.Demo || c.Publisher != "A council" || c.Synced.IsZero() {
		t.Errorf("the library was told %+v", c)
	}
	read(FeedReport{Status: StatusOK, Services: 12, Unchanged: 12})

	// What is no longer in the file goes the second time, without asking.
	saved(t, path, 4, records(4))
	read(FeedReport{Status: StatusOK, Services: 12, Unchanged: 4, Missing: 8})
	read(FeedReport{Status: StatusOK, Services: 4, Unchanged: 4, Removed: 8})

	// A page of many is not the whole feed.
	saved(t, path, 100, records(2))
	for range 2 {
		read(FeedReport{Status: StatusIncomplete, Services: 4, Unchanged: 2})
	}

	// One record alone adds or changes itself and nothing else.
	if err := os.WriteFile(path, record{id: "s1", name: "By itself", stamp: "later"}.json(true), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		report, err := FromFile(t.Context(), path, "mine", shelf, options)
		if err != nil || report.Status != StatusIncomplete || report.Services != 4 || report.Removed != 0 {
			t.Errorf("one record: %v, %+v", err, report)
		}
	}
	if got := shelf.names("mine")["s1"]; got != "By itself" {
		t.Errorf("s1 is %q", got)
	}
}

func TestFromFolderInNaturalOrder(t *testing.T) {
	dir := t.TempDir()
	for n := range 11 {
		saved(t, filepath.Join(dir, fmt.Sprintf("page%d.json", n+1)), 22, []record{
			{id: fmt.Sprint("s", n), name: "One", stamp: "x"}, {id: "twice", name: fmt.Sprintf("Of page %d", n+1), stamp: fmt.Sprint(n)},
		})
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("not a page"), 0o600); err != nil {
		t.Fatal(err)
	}
	shelf := newShelf()
	report, err := FromFile(t.Context(), dir, "mine", shelf, Options{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, report, FeedReport{Status: StatusOK, Services: 12, Added: 12})
	if got := shelf.names("mine")["twice"]; got != "Of page 11" {
		t.Errorf("the last of the pages was %q", got)
	}
}

func TestFromBodies(t *testing.T) {
	shelf := newShelf()
	pages := [][]byte{[]byte(`{"total_items":2,"contents":[{"id":"1","name":"One"}]}`), []byte(`{"total_items":2,"contents":[{"id":"2","name":"Two"}]}`)}
	report, err := FromBodies(t.Context(), pages, "demo", shelf, Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, report, FeedReport{Status: StatusOK, Services: 2, Added: 2})
	_, err = FromBodies(t.Context(), append(pages, []byte("<html>")), "demo", shelf, Options{})
	if err == nil || !strings.Contains(err.Error(), "page 3 is not a saved feed") {
		t.Errorf("the error is %v", err)
	}
}

func TestFromFileThatIsNoFeed(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	shelf := newShelf()
	good := write("good.json", `[{"id":"1","name":"One"}]`)
	if _, err := FromFile(t.Context(), good, "mine", shelf, Options{}); err != nil {
		t.Fatal(err)
	}
	applied := len(shelf.applied)
	for _, c := range []struct{ path, name, words string }{
		{filepath.Join(dir, "none.json"), "mine", "no file or folder called"},
		{write("page.html", "<html></html>"), "mine", "is not a saved feed"},
		{write("cut.json", `[{"id":"1","na`), "mine", "is not a saved feed"},
		{write("nothing.json", `[]`), "mine", "no services any more"},
		{write("useless.json", `[{"name":"x"}]`), "mine", "can be used"},
		{empty, "mine", "no files that end in .json"},
		{good, "My feed", "can't be the name"},
	} {
		_, err := FromFile(t.Context(), c.path, c.name, shelf, Options{})
		if err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: the error is %v, want something of %q", filepath.Base(c.path), err, c.words)
		}
	}
	if len(shelf.applied) != applied {
		t.Errorf("the library was told %+v", shelf.applied[applied:])
	}
	shelf.broken = errDisk
	if _, err := FromFile(t.Context(), good, "mine", shelf, Options{}); !errors.Is(err, errDisk) {
		t.Errorf("the error is %v", err)
	}
}

// TestFileThenFeed reads a saved list first and the feed itself afterwards: the
// details that the file did not have are fetched then, and not lost again when
// the file is read once more.
func TestFileThenFeed(t *testing.T) {
	s := newStage(t, 10, records(5))
	path := filepath.Join(t.TempDir(), "list.json")
	saved(t, path, -1, records(5))
	fromFile := func(want FeedReport) {
		t.Helper()
		report, err := FromFile(t.Context(), path, "played", s.shelf, Options{})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, report, want)
	}
	fromFile(FeedReport{Status: StatusOK, Services: 5, Added: 5})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 5, Changed: 5})
	fromFile(FeedReport{Status: StatusOK, Services: 5, Unchanged: 5})
	expect(t, s.sync(t), FeedReport{Status: StatusOK, Services: 5, Unchanged: 5})
}

func TestCompareNatural(t *testing.T) {
	sorted := []string{"", "a", "a1", "a01b", "a2", "a10", "a10b", "b", "page-2.json", "page-10.json", "page-99999999999999999999.json"}
	for range 3 {
		shuffled := slices.Clone(sorted)
		slices.Reverse(shuffled)
		slices.SortFunc(shuffled, compareNatural)
		if !slices.Equal(shuffled, sorted) {
			t.Errorf("sorted as %q", shuffled)
		}
	}
	if compareNatural("a1", "a01") == 0 || compareNatural("a1", "a01") != -compareNatural("a01", "a1") {
		t.Error("names that differ only in zeros have no order")
	}
}
