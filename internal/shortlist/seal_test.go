package shortlist

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const aPassphrase = "kettle orbit plum"

// openQuick opens a store whose locks are quick to make.
func openQuick(t testing.TB, c *testClock, dir string) *Store {
	t.Helper()
	s := c.open(t, dir)
	s.work = 2
	return s
}

// lockedList returns a store whose current list is locked, with two services, a
// note and a history.
func lockedList(t *testing.T, c *testClock, dir string) (*Store, string) {
	t.Helper()
	s := openQuick(t, c, dir)
	l, err := s.OpenNew("Monday round")
	must(t, err)
	must(t, s.Add(aService(1), aService(2)))
	must(t, s.Note("demo/1", "ask for Jo"))
	must(t, s.Private("demo/2", "the lift is broken"))
	must(t, s.Lock(aPassphrase))
	return s, l.ID
}

// neverUnlocked fails when a file of a folder holds anything of a locked list
// but its name.
func neverUnlocked(t *testing.T, dir string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		must(t, err)
		for _, secret := range []string{"demo/", "Coffee", "Example Friends", "ask for", "lift", "01632"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Fatalf("%s holds %q:\n%s", f.Name(), secret, data)
			}
		}
	}
}

func TestALockedListIsNeverWrittenUnlocked(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	s, _ := lockedList(t, c, dir)
	for _, step := range []struct {
		what   string
		change func() error
	}{
		{"lock", func() error { return nil }},
		{"add", func() error { return s.Add(aService(3)) }},
		{"note", func() error { return s.Note("demo/2", "ask for the lift") }},
		{"move", func() error { return s.Move("demo/2", 0) }},
		{"remove", func() error { return s.Remove("demo/1") }},
		{"undo", func() error { _, err := s.Undo(); return err }},
		{"redo", func() error { _, err := s.Redo(); return err }},
		{"rename", func() error { return s.Rename("Another round") }},
		{"keep", func() error { return s.Keep(true) }},
		{"touch", func() error { c.pass(2 * time.Hour); return s.Touch() }},
		{"open again", func() error { _, err := s.Use(s.Current().ID); return err }},
		{"reload", s.reload},
		{"next person", s.NextPerson},
	} {
		if err := step.change(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		neverUnlocked(t, dir)
	}
}

func TestALockedListOpensWithItsPassphraseOnly(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	first, id := lockedList(t, c, dir)
	want := plainOf(first.Current())
	s := openQuick(t, c, dir)
	if l := s.Current(); l.ID != id || !l.Locked || !l.Shut || l.Label != "Monday round" || len(l.Items) > 0 {
		t.Fatalf("the list that is locked is %+v", l)
	}
	for what, change := range map[string]func() error{
		"add": func() error { return s.Add(aService(3)) }, "remove": func() error { return s.Remove("demo/1") },
		"note": func() error { return s.Note("demo/1", "x") }, "clear": s.Clear, "rename": func() error { return s.Rename("x") },
		"undo": func() error { _, err := s.Undo(); return err }, "keep": func() error { return s.Keep(true) }, "unlock for good": s.RemoveLock,
	} {
		if err := change(); !errors.Is(err, ErrLocked) {
			t.Errorf("%s of a locked list: %v", what, err)
		}
	}
	for _, wrong := range []string{"", "kettle orbit plu", "KETTLE ORBIT PLUM"} {
		if err := s.Unlock(id, wrong); !errors.Is(err, ErrPassphrase) {
			t.Errorf("the passphrase %q: %v", wrong, err)
		}
	}
	c.pass(2 * time.Hour)
	must(t, s.Touch()) // keeps what it can't read
	must(t, s.Unlock(id, aPassphrase))
	if got := plainOf(s.Current()); s.Current().Shut || len(got.items) != 2 || got.items[1] != want.items[1] {
		t.Fatalf("the list that was opened is %+v, want %+v", got, want)
	}
	must(t, s.Note("demo/1", "ask for Sam"))
	if got := first.Current(); got.Items[0].Note != "ask for Jo" {
		t.Fatalf("the first store reads by itself: %+v", got)
	}
	must(t, first.Note("demo/2", "side door")) // on top of the change of the other
	if l := first.Current(); l.Items[0].Note != "ask for Sam" || l.Items[1].Note != "side door" {
		t.Fatalf("two stores with the passphrase lost a change: %+v", l.Items)
	}
	again := openQuick(t, c, dir)
	must(t, again.Unlock(id, aPassphrase))
	for range 2 {
		if _, err := again.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	if l := again.Current(); l.Items[0].Note != "ask for Jo" || l.Items[1].Note != "" {
		t.Errorf("undo through the lock: %+v", l.Items)
	}
}

func TestALockedListKeepsItsName(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	s := openQuick(t, c, dir)
	must(t, s.Add(aService(1)))
	if err := s.Lock(aPassphrase); !errors.Is(err, ErrLockedName) {
		t.Fatalf("a list without a name: %v", err)
	}
	must(t, s.Rename("Round"))
	if err := s.Lock("short"); !errors.Is(err, ErrShortPassphrase) {
		t.Fatalf("a short passphrase: %v", err)
	}
	must(t, s.Lock(aPassphrase))
	if err := s.Lock(aPassphrase); err == nil {
		t.Error("a list was locked twice")
	}
	if err := s.Rename(""); !errors.Is(err, ErrLockedName) {
		t.Errorf("took the name away: %v", err)
	}
	if _, err := s.Undo(); !errors.Is(err, ErrLockedName) {
		t.Errorf("undid the name: %v", err)
	}
	neverUnlocked(t, dir)
	must(t, s.RemoveLock())
	if l := s.Current(); l.Locked || l.Shut || len(l.Items) != 1 {
		t.Errorf("after the lock was taken off: %+v", l)
	}
	if l := c.open(t, dir).Current(); l.Locked || len(l.Items) != 1 || l.Label != "Round" {
		t.Errorf("read again: %+v", l)
	}
	if err := s.RemoveLock(); err == nil {
		t.Error("took off a lock that was not there")
	}
}

func TestLeavingALockedListShutsIt(t *testing.T) {
	for what, leave := range map[string]func(*Store) error{
		"another list": func(s *Store) error { _, err := s.OpenNew("Another"); return err },
		"next person":  (*Store).NextPerson,
	} {
		s, id := lockedList(t, newClock(), t.TempDir())
		must(t, leave(s))
		if l, err := s.Use(id); err != nil || !l.Shut || len(l.Items) > 0 {
			t.Errorf("%s: %+v, %v", what, l, err)
		}
	}
}

func TestALockedListEndsLikeAnother(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	_, id := lockedList(t, c, dir)
	s := openQuick(t, c, dir)
	gone, err := s.Expire(c.now().Add(namedFor))
	if err != nil || len(gone) != 1 || gone[0].ID != id || gone[0].Label != "Monday round" {
		t.Errorf("expired %+v, %v", gone, err)
	}
}

func TestALockThatIsDamagedLosesNothing(t *testing.T) {
	dir, c := t.TempDir(), newClock()
	_, id := lockedList(t, c, dir)
	path := filepath.Join(dir, id+suffix)
	whole, err := os.ReadFile(path)
	must(t, err)
	cut := bytes.Replace(whole, []byte(`"sealed":"`), []byte(`"sealed":"AAAA`), 1)
	must(t, os.WriteFile(path, cut, 0o600))
	s := openQuick(t, c, dir)
	if err := s.Unlock(id, aPassphrase); err == nil || errors.Is(err, ErrPassphrase) {
		t.Fatalf("a damaged list: %v", err)
	}
	if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, cut) {
		t.Errorf("the file was not left alone: %v", err)
	}
	must(t, os.WriteFile(path, whole, 0o600))
	must(t, s.reload())
	must(t, s.Unlock(id, aPassphrase))
	must(t, os.WriteFile(path, bytes.Replace(whole, []byte(`"sealed":"`), []byte(`"nothing":"`), 1), 0o600))
	if s := openQuick(t, c, dir); len(s.Troubles()) != 1 {
		t.Errorf("troubles with a lock without a list: %v", s.Troubles())
	}
}
