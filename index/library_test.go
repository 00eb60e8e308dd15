package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/internal/when"
)

func named(id, name string) service.Service {
	return service.Service{ID: id, Name: name, Source: service.Provenance{Feed: "f", SourceID: id, ChangeKey: "k-" + id}, Raw: json.RawMessage(`{"raw":"` + id + `"}`)}
}

func closeAfter(t *testing.T, lib *Library) {
	t.Helper()
	t.Cleanup(func() {
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestNoLibraryYet(t *testing.T) {
	if _, err := Open(t.TempDir(), Options{}); !errors.Is(err, ErrNoLibrary) {
		t.Fatalf("got %v", err)
	}
}

func TestUpdateAddsChangesAndRemoves(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"), named("f/2", "Two"), named("g/1", "Other feed"))
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		if d.Count("f") != 2 || d.Service("f/1").Source.ChangeKey != "k-f/1" || d.Service("f/9") != nil {
			t.Errorf("there are %d services of f, and one has the key %q", d.Count("f"), d.Service("f/1").Source.ChangeKey)
		}
		d.Put(named("f/2", "Two again"))
		d.Put(named("f/3", "Three"))
		d.Remove("f/1")
		d.SetFeed(service.FeedContents{Name: "f", Publisher: "The council"})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	c := lib.Contents()
	if c.Services != 3 || len(c.Feeds) != 2 || c.Feeds[0].Services != 2 || c.Feeds[0].Publisher != "The council" {
		t.Errorf("contents are %+v", c)
	}
	keys, err := lib.ChangeKeys(t.Context(), "f")
	if want := map[string]string{"f/2": "k-f/2", "f/3": "k-f/3"}; err != nil || !maps.Equal(keys, want) {
		t.Errorf("change keys are %v, %v", keys, err)
	}
	s, err := lib.Service("f/2")
	if err != nil || s.Name != "Two again" || string(s.Raw) != `{"raw":"f/2"}` {
		t.Errorf("got %+v, %v", s, err)
	}
	var missing *NotFoundError
	if _, err := lib.Service("f/1"); !errors.As(err, &missing) {
		t.Errorf("a removed service answers %v", err)
	}
}

func TestAReaderGoesOnWhileTheLibraryChanges(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "Lantern walk"))
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for i := range 4 { // more generations than are kept
		put(t, dir, named("f/2", "Lantern making "+strings.Repeat("x", i+1)))
		if got := order(t, lib, service.Query{Words: "lantern", Now: testNow()}); got != "f/1\n" {
			t.Fatalf("the open library changed under its reader: %q", got)
		}
	}
	moved, err := lib.Refresh()
	if err != nil || !moved {
		t.Fatalf("refresh: %v, %v", moved, err)
	}
	if got := order(t, lib, service.Query{Words: "lantern", Now: testNow(), Sort: service.SortName}); got != "f/2\nf/1\n" {
		t.Fatalf("after the refresh: %q", got)
	}
	if moved, err := lib.Refresh(); err != nil || moved {
		t.Fatalf("a second refresh: %v, %v", moved, err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, generationsDir))
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d generations are kept, %v", len(entries), err)
	}
}

func TestAFailedUpdateLeavesTheLibrary(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	before, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the line went dead")
	err = Update(t.Context(), dir, testNow(), func(d *Draft) error { d.Put(named("f/2", "Two")); return broken })
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = Update(ctx, dir, testNow(), func(d *Draft) error { d.Put(named("f/2", "Two")); cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	after, err := current(dir)
	if err != nil || after != before {
		t.Fatalf("generation %s became %s, %v", before, after, err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, generationsDir))
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d generations are left, %v", len(entries), err)
	}
}

func TestNothingChangedMakesNoGeneration(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	if err := Update(t.Context(), dir, testNow(), func(*Draft) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if name, err := current(dir); err != nil || name != "000001" {
		t.Fatalf("generation %s, %v", name, err)
	}
}

func TestALibraryOfNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	if err := Update(t.Context(), dir, testNow(), func(d *Draft) error { d.RemoveFeed("f"); return nil }); err != nil {
		t.Fatal(err)
	}
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	result, err := lib.Search(t.Context(), service.Query{Now: testNow(), Facets: true})
	if err != nil || result.Total != 0 || len(result.Hits) != 0 || len(result.Facets[service.PaneNeed]) == 0 {
		t.Fatalf("got %+v, %v", result, err)
	}
	put(t, dir, named("f/2", "Two"))
	if moved, err := lib.Refresh(); err != nil || !moved || lib.Contents().Services != 1 {
		t.Fatalf("after filling it again: %v, %v, %+v", moved, err, lib.Contents())
	}
}

func TestASecondWriterIsToldWho(t *testing.T) {
	dir := t.TempDir()
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		var busy *BusyError
		err := Update(t.Context(), dir, testNow(), func(*Draft) error { return nil })
		if !errors.As(err, &busy) || !strings.Contains(err.Error(), "process") {
			t.Errorf("the second writer got %v", err)
		}
		d.Put(named("f/1", "One"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestANewerLibraryIsRefusedInWords(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	path := filepath.Join(generationPath(dir, "000001"), manifestFile)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(string(data), fmt.Sprintf(`"version": %d`, libraryVersion), `"version": 99`, 1)
	if err := os.WriteFile(path, []byte(newer), 0o600); err != nil {
		t.Fatal(err)
	}
	var tooNew *NewerError
	if _, err := Open(dir, Options{}); !errors.As(err, &tooNew) || tooNew.Version != 99 {
		t.Fatalf("got %v", err)
	}
}

// A library whose files are cut short or changed is an error, never a crash.
func TestADamagedLibraryIsAnError(t *testing.T) {
	for _, name := range []string{factsFile, fmt.Sprintf(phrasesFile, 0), spellingFile, fmt.Sprintf(rowsFile, 0), fmt.Sprintf(recordsFile, 0), placesFile, manifestFile} {
		dir := t.TempDir()
		put(t, dir, named("f/1", "One"), named("f/2", "Two"))
		path := filepath.Join(generationPath(dir, "000001"), name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data[:len(data)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, Options{}); err == nil {
			t.Errorf("%s cut in half went unnoticed", name)
		}
	}
}

func TestADamagedLibraryIsMended(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	put(t, dir, named("f/2", "Two"))
	harm := func(generation string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(generationPath(dir, generation), factsFile), []byte("nonsense"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	harm("000002")
	lib, err := Open(dir, Options{})
	if err != nil || lib.Contents().Services != 1 || lib.Trouble() == "" {
		t.Fatalf("with the newest generation damaged: %v", err)
	}
	closeAfter(t, lib)
	put(t, dir, named("f/3", "Three"))
	if lib, err = Open(dir, Options{}); err != nil || lib.Contents().Services != 2 || lib.Trouble() != "" {
		t.Fatalf("after an update: %v, %+v", err, lib)
	}
	closeAfter(t, lib)
	for _, name := range generationNames(dir) {
		harm(name)
	}
	var damaged *DamagedError
	if _, err := Open(dir, Options{}); !errors.As(err, &damaged) {
		t.Fatalf("with all damaged: %v", err)
	}
	err = Update(t.Context(), dir, testNow(), func(d *Draft) error {
		if d.Lost() == nil {
			t.Error("nobody is told what was lost")
		}
		d.Put(named("f/4", "Four"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if lib, err = Open(dir, Options{}); err != nil || lib.Contents().Services != 1 {
		t.Fatalf("made again: %v", err)
	}
	closeAfter(t, lib)
}

// A reader that opened the library goes on answering every question, also those
// of exact times, however often the library changes.
func TestSessionsOutliveTheirFolder(t *testing.T) {
	dir := t.TempDir()
	s := named("f/1", "Lantern walk")
	s.Sessions = []service.Session{{Freq: service.Weekly, Days: []service.Day{{Day: 2}}, From: "10:00", To: "12:00"}}
	put(t, dir, s)
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for i := range 3 {
		put(t, dir, named("f/2", strings.Repeat("x", i+1)))
	}
	windows, err := when.ParseWindows("tue 10:00-11:15", testNow())
	if err != nil {
		t.Fatal(err)
	}
	if got := order(t, lib, service.Query{When: windows, StatedOnly: true, Now: testNow()}); got != "f/1\n" {
		t.Fatalf("found %q", got)
	}
}

// What is noted of a feed costs no new library.
func TestNotesAloneBuildNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	before, err := os.Stat(filepath.Join(generationPath(dir, "000001"), fmt.Sprintf(recordsFile, 0)))
	if err != nil {
		t.Fatal(err)
	}
	err = Update(t.Context(), dir, testNow(), func(d *Draft) error {
		d.SetFeed(service.FeedContents{Name: "f", Trouble: "since today: gone"})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(filepath.Join(generationPath(dir, "000002"), fmt.Sprintf(recordsFile, 0)))
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the records were written again: %v", err)
	}
	lib, err := Open(dir, Options{})
	if err != nil || lib.Contents().Feeds[0].Trouble == "" || lib.Contents().Services != 1 {
		t.Fatalf("%+v, %v", lib, err)
	}
	closeAfter(t, lib)
}

// Records are read only when a change of services wants them. Those that can't be
// read then are left out, and the draft says so.
func TestNotesAloneReadNoRecord(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	var draft *Draft
	update := func(change func(d *Draft)) {
		t.Helper()
		err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
			draft = d
			change(d)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	update(func(d *Draft) { d.SetFeed(service.FeedContents{Name: "f", Trouble: "since today: gone"}) })
	if draft.whole {
		t.Error("a note alone read the records")
	}
	path := filepath.Join(generationPath(dir, "000002"), fmt.Sprintf(recordsFile, 0))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, info.Size()), 0o600); err != nil {
		t.Fatal(err)
	}
	update(func(d *Draft) { d.Put(named("f/2", "Two")) })
	if draft.Lost() == nil {
		t.Error("records that can't be read were lost without a word")
	}
	lib, err := Open(dir, Options{})
	if err != nil || lib.Contents().Services != 1 || lib.Contents().Feeds[0].Services != 1 {
		t.Fatalf("%+v, %v", lib.Contents(), err)
	}
	closeAfter(t, lib)
}

func TestAVeryLargeRecordDoesNotLockTheLibrary(t *testing.T) {
	dir := t.TempDir()
	s := named("f/1", "Large")
	s.Raw = json.RawMessage(`"` + strings.Repeat("x", maxRaw) + `"`)
	put(t, dir, s)
	put(t, dir, named("f/2", "Small"))
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	if got, err := lib.Service("f/1"); err != nil || got.Name != "Large" || len(got.Raw) != 0 {
		t.Fatalf("%v, %v", got.Name, err)
	}
}
