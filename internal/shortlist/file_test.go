package shortlist

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestADamagedFileIsSetAside(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut off":      func(b []byte) []byte { return b[:len(b)/2] },
		"empty":        func([]byte) []byte { return nil },
		"zeroes":       func(b []byte) []byte { return make([]byte, len(b)) },
		"not a list":   func([]byte) []byte { return []byte(`{"version":1}`) },
		"no version":   func([]byte) []byte { return []byte(`{}`) },
		"an array":     func([]byte) []byte { return []byte(`[1,2]`) },
		"more after":   func(b []byte) []byte { return append(bytes.Clone(b), "{"...) },
		"wrong fields": func([]byte) []byte { return []byte(`{"version":1,"list":{"items":"none"}}`) },
	} {
		dir, clock := t.TempDir(), newClock()
		s := clock.open(t, dir)
		must(t, s.Add(aService(1)))
		path := s.path(s.Current().ID)
		whole, err := os.ReadFile(path)
		must(t, err)
		broken := damage(whole)
		must(t, os.WriteFile(path+damagedSuffix, []byte("an earlier one"), 0o600))
		must(t, os.WriteFile(path, broken, 0o600))

		s = clock.open(t, dir)
		troubles := s.Troubles()
		if len(troubles) != 1 || !strings.Contains(troubles[0].Error(), path+damagedSuffix+"-2") {
			t.Fatalf("%s: troubles %v do not name the file", name, troubles)
		}
		if aside, err := s.SetAside(); err != nil || len(aside) != 2 || aside[1] != path+damagedSuffix+"-2" {
			t.Errorf("%s: set aside are %v, %v", name, aside, err)
		}
		kept, err := os.ReadFile(path + damagedSuffix + "-2")
		if err != nil || !bytes.Equal(kept, broken) {
			t.Errorf("%s: what was set aside is not what was there: %v", name, err)
		}
		wantIDs(t, s, "")
		must(t, s.Add(aService(2)))
		wantIDs(t, clock.open(t, dir), "2")
	}
}

func TestADamagedHistoryCostsOnlyTheHistory(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	s := clock.open(t, dir)
	must(t, s.Add(aService(1)))
	must(t, s.Add(aService(2)))
	path := s.path(s.Current().ID)
	whole, err := os.ReadFile(path)
	must(t, err)
	broken := bytes.Replace(whole, []byte(`"at":1`), []byte(`"at":40`), 1)
	if bytes.Equal(whole, broken) {
		t.Fatal("the history was not damaged by this test")
	}
	must(t, os.WriteFile(path, broken, 0o600))
	s = clock.open(t, dir)
	wantIDs(t, s, "1 2")
	if len(s.Troubles()) != 1 {
		t.Errorf("troubles: %v", s.Troubles())
	}
	if _, err := s.Undo(); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("undo of a history that does not fit: %v", err)
	}
	if s := clock.open(t, dir); len(s.Troubles()) != 0 {
		t.Errorf("the same trouble is told again: %v", s.Troubles())
	}
}

func TestANewerFileIsLeftAlone(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	path := filepath.Join(dir, "abcdefgh.json")
	newer := []byte(`{"version":3,"list":{"id":"abcdefgh","unknown":true}}`)
	must(t, os.WriteFile(path, newer, 0o600))
	s := clock.open(t, dir)
	if troubles := s.Troubles(); len(troubles) != 1 || !strings.Contains(troubles[0].Error(), "newer fettle") {
		t.Errorf("troubles: %v", troubles)
	}
	must(t, s.Add(aService(1)))
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, newer) {
		t.Errorf("the newer file was changed: %s, %v", now, err)
	}
}

func TestUnknownFieldsAndFilesAreTolerated(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	must(t, os.WriteFile(filepath.Join(dir, "abcdefgh.json"), []byte(`{"version":1,"colour":"blue","list":{"id":"../../x",
		"items":[{"id":"demo/1","then":{}},{"id":""},{"id":"demo/1"},{"id":"demo/2","mood":1}],
		"created":"2026-11-22T08:00:00Z","used":"2026-11-22T08:00:00Z"}}`), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "NOTES.json"), []byte("not ours"), 0o600))
	must(t, os.Mkdir(filepath.Join(dir, "folder.json"), 0o700))
	s := clock.open(t, dir)
	wantIDs(t, s, "1 2")
	if s.Current().ID != "abcdefgh" || len(s.Troubles()) != 0 {
		t.Errorf("id %q, troubles %v", s.Current().ID, s.Troubles())
	}
}

func FuzzDecode(f *testing.F) {
	clock := newClock()
	s := clock.open(f, f.TempDir())
	must(f, s.Add(aService(1), aService(2)))
	must(f, s.Move("demo/1", 1))
	must(f, s.NextPerson())
	must(f, s.Add(aService(3)))
	_, err := s.Undo()
	must(f, err)
	whole, err := os.ReadFile(s.path(s.Current().ID))
	must(f, err)
	f.Add(whole)
	f.Add([]byte(`{"version":1,"list":{"created":"2026-11-22T08:00:00Z","used":"2026-11-22T08:00:00Z"},"past":[{"at":-1}],"future":[{"out":[{}]}]}`))
	f.Add([]byte(`{"version":2,"list":{"label":"Round","created":"2026-11-22T08:00:00Z","used":"2026-11-22T08:00:00Z"},"key":"YWdl","sealed":"YWdl"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decode(data, "abcdefgh")
		if err != nil {
			return
		}
		again, err := encode(r)
		if err != nil {
			t.Fatalf("what was read can't be written: %v", err)
		}
		second, err := decode(again, "abcdefgh")
		if err != nil {
			t.Fatalf("what was written can't be read: %v\n%s", err, again)
		}
		byInstant := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
		if diff := cmp.Diff(r, second, cmpopts.EquateEmpty(), byInstant, cmp.AllowUnexported(record{}, seal{})); diff != "" {
			t.Fatalf("changed on the way:\n%s", diff)
		}
	})
}
