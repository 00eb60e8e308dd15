package shortlist

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// folderHolds reports whether any file of the folder has a text in it.
func folderHolds(t testing.TB, dir, text string) bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		if strings.Contains(string(data), text) {
			return true
		}
	}
	return false
}

func TestNextPersonCanBeUndone(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	s := clock.open(t, dir)
	must(t, s.Add(aService(1)))
	must(t, s.Note("demo/1", "ask for Jo"))
	first := s.Current()
	must(t, s.NextPerson())
	if now := s.Current(); len(now.Items) != 0 || now.ID == first.ID {
		t.Fatalf("the next person's list is %+v", now)
	}
	must(t, s.Add(aService(2)))
	s = clock.open(t, dir)
	for range 2 {
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	wantIDs(t, s, "1")
	if got := s.Current(); got.ID != first.ID || got.Items[0].Note != "ask for Jo" || !got.Created.Equal(first.Created) {
		t.Errorf("came back as %+v, was %+v", got, first)
	}
	if files, err := filepath.Glob(filepath.Join(dir, "*.json")); err != nil || len(files) != 1 {
		t.Errorf("files: %v, %v", files, err)
	}
	if _, err := s.Redo(); err != nil {
		t.Fatal(err)
	}
	wantIDs(t, clock.open(t, dir), "")
}

func TestThePersonBeforeIsForgotten(t *testing.T) {
	for name, forget := range map[string]func(*Store, *testClock) error{
		"when the person after is started": func(s *Store, _ *testClock) error {
			return errors.Join(s.Add(aService(2)), s.NextPerson())
		},
		"when the person after is started without a mark": func(s *Store, _ *testClock) error { return s.NextPerson() },
		"at the first change after an hour": func(s *Store, c *testClock) error {
			c.pass(undoNextPersonFor)
			return s.Add(aService(2))
		},
		"at the first start after an hour": func(s *Store, c *testClock) error {
			c.pass(undoNextPersonFor)
			_, err := s.Expire(c.now())
			return err
		},
	} {
		dir, clock := t.TempDir(), newClock()
		s := clock.open(t, dir)
		must(t, s.Add(aService(1)))
		must(t, s.Note("demo/1", "secret-of-the-first"))
		must(t, s.NextPerson())
		if !folderHolds(t, dir, "secret-of-the-first") {
			t.Fatalf("%s: nothing is kept to undo with", name)
		}
		must(t, forget(s, clock))
		if folderHolds(t, dir, "secret-of-the-first") {
			t.Errorf("%s: the note on the first person's list is still on disk", name)
		}
	}
}

func TestTheNextPersonLeavesNamedListsAlone(t *testing.T) {
	s := newClock().open(t, t.TempDir())
	must(t, s.Add(aService(1)))
	_, err := s.OpenNew("warm places")
	must(t, err)
	must(t, s.Add(aService(2)))
	must(t, s.NextPerson())
	wantIDs(t, s, "")
	if all := s.Lists(); len(all) != 1 || all[0].Label != "warm places" || ids(all[0]) != "2" {
		t.Errorf("lists after: %+v", all)
	}
}

func TestARemovedMarkGoesWithItsPerson(t *testing.T) {
	dir := t.TempDir()
	s := newClock().open(t, dir)
	must(t, s.Add(aService(1)))
	must(t, s.Note("demo/1", "secret-of-the-first"))
	must(t, s.Clear())
	must(t, s.NextPerson())
	if folderHolds(t, dir, "secret-of-the-first") {
		t.Error("what was taken off the list is still on disk")
	}
}

func TestExpiry(t *testing.T) {
	for name, tc := range map[string]struct {
		label string
		kept  bool
		after time.Duration
		gone  bool
	}{
		"unnamed, a day less a second":     {"", false, unnamedFor - time.Second, false},
		"unnamed, a day":                   {"", false, unnamedFor, true},
		"unnamed, marked as kept":          {"", true, unnamedFor, true},
		"named, thirty days less a second": {"walks", false, namedFor - time.Second, false},
		"named, thirty days":               {"walks", false, namedFor, true},
		"named and kept":                   {"walks", true, 100 * namedFor, false},
	} {
		dir, clock := t.TempDir(), newClock()
		s := clock.open(t, dir)
		must(t, s.Add(aService(1)))
		must(t, s.Rename(tc.label))
		must(t, s.Keep(tc.kept))
		id := s.Current().ID
		clock.pass(tc.after)
		s = clock.open(t, dir)
		gone, err := s.Expire(clock.now())
		must(t, err)
		if (len(gone) == 1) != tc.gone || tc.gone && (gone[0].ID != id || gone[0].Services != 1 || gone[0].Why == "") {
			t.Errorf("%s: gone %+v", name, gone)
		}
		if folderHolds(t, dir, "Coffee morning") == tc.gone {
			t.Errorf("%s: the disk does not agree", name)
		}
		if tc.gone {
			wantIDs(t, s, "")
			wantIDs(t, clock.open(t, dir), "")
		}
	}
}

func TestUseKeepsAListAlive(t *testing.T) {
	clock := newClock()
	s := clock.open(t, t.TempDir())
	must(t, s.Add(aService(1)))
	clock.pass(23 * time.Hour)
	must(t, s.Touch())
	clock.pass(23 * time.Hour)
	gone, err := s.Expire(clock.now())
	if err != nil || len(gone) != 0 {
		t.Errorf("a list used 23 hours ago went: %v, %v", gone, err)
	}
}

func TestOldFilesThatAreNoListsGo(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	s := clock.open(t, dir)
	old, young := clock.now().Add(-namedFor), clock.now().Add(-time.Hour)
	for name, at := range map[string]time.Time{
		"abcdef.json.damaged": old, "abcdef.json.damaged-2": young, ".abcdef.json.1.tmp": old, ".abcdef.json.2.tmp": young, "letter.txt": old,
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600))
		must(t, os.Chtimes(filepath.Join(dir, name), at, at))
	}
	gone, err := s.Expire(clock.now())
	if err != nil || len(gone) != 2 {
		t.Errorf("gone: %v, %v", gone, err)
	}
	for name, want := range map[string]bool{
		"abcdef.json.damaged": false, "abcdef.json.damaged-2": true, ".abcdef.json.1.tmp": false, ".abcdef.json.2.tmp": true, "letter.txt": true,
	} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestQuestionLabel(t *testing.T) {
	for _, label := range []string{
		"jo.bloggs@example.org", "01632 960 123", "07700900123", "+44 7700 900123", "943 476 5919", "Mrs Bloggs", "mr smith",
		"Miss K", "Margaret", "Mohammed's list", "Lunch for Brian", "J.S.", "JS", "JS 42", "LA1 4YW", "bb27pq", "born 03/02/1961",
		"1961-02-03", "Aisha – walking",
	} {
		if why, ok := QuestionLabel(label); ok || why == "" {
			t.Errorf("%q is not questioned", label)
		}
	}
	for _, label := range []string{
		"", "loneliness – Blackburn", "Warm places", "LA1 walking groups", "Lancaster Tuesdays", "over 50s", "men's sheds", "benefits 2026",
		"grace and favour", "Hope House visits", "carers, Morecambe", "dementia cafes within 5 miles", "May half term", "mark my words",
	} {
		if why, ok := QuestionLabel(label); !ok || why != "" {
			t.Errorf("%q is questioned: %s", label, why)
		}
	}
}

// TestSelectingAListOpensItForNobodyElse checks that work on a named list leaves
// the list of the person who is being helped open.
func TestSelectingAListOpensItForNobodyElse(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	s := clock.open(t, dir)
	must(t, s.Add(aService(1)))
	open := s.Current().ID
	l, err := s.SelectNew("warm places")
	must(t, err)
	must(t, s.Add(aService(2)))
	wantIDs(t, s, "2")
	if again := clock.open(t, dir); again.Current().ID != open {
		t.Error("beginning a list on the side opened it")
	}
	other := clock.open(t, dir)
	if _, err := other.Select(l.ID); err != nil {
		t.Fatal(err)
	}
	must(t, other.Add(aService(3)))
	must(t, other.reload())
	wantIDs(t, other, "2 3")
	if _, err := other.Undo(); err != nil {
		t.Fatal(err)
	}
	wantIDs(t, other, "2")
	wantIDs(t, clock.open(t, dir), "1")
	if _, err := other.Select("aaaaaaaa"); !errors.Is(err, ErrNoList) {
		t.Errorf("selecting a list that is not there: %v", err)
	}
	if _, err := other.SelectNew("WARM places"); !errors.Is(err, ErrLabelTaken) {
		t.Errorf("beginning a list twice: %v", err)
	}
	wantIDs(t, other, "2")
}

// TestThePromisesOnThePages holds the times that screens, commands and the page
// for IT write out: 24 hours, and 30 days.
func TestThePromisesOnThePages(t *testing.T) {
	if unnamedFor != 24*time.Hour || namedFor != 30*24*time.Hour {
		t.Errorf("a list without a name goes after %v, one with a name after %v: say so on every screen and page that says 24 hours and 30 days", unnamedFor, namedFor)
	}
}
