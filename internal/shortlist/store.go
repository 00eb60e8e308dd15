package shortlist

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"fettle/internal/atomicfile"
	"fettle/internal/filelock"
)

const (
	// pointerName is the file that names the list that is open.
	pointerName = "current"
	// lockName is the file that is locked during a change.
	lockName = "lock"
	// damagedSuffix is put after the name of a file that can't be read.
	damagedSuffix = ".damaged"
)

// Store is a folder of lists, one of which is current. It may be used from
// several goroutines.
type Store struct {
	dir   string
	clock func() time.Time
	work  int // see workFactor

	mu sync.Mutex // guards what follows
	// lists are the lists on disk as last read or written, by id.
	lists map[string]loaded
	// current is the id of the open list; fresh is it while it is not on disk.
	current  string
	fresh    List
	troubles []error
}

// loaded is a list with what the system said of its file when it was read, by
// which a change made by another program is noticed.
type loaded struct {
	record
	info fs.FileInfo
}

// Open opens the lists in a folder, which it makes when it is absent. A file
// that can't be read does not stop it: see Troubles. The clock says what time it
// is. Open removes nothing: call Expire for that.
func Open(dir string, clock func() time.Time) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of shortlists: %w", err)
	}
	s := &Store{dir: dir, clock: clock, work: workFactor}
	return s, s.reload()
}

// reload reads every list again, so that changes by another program are seen.
func (s *Store) reload() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.underLock(s.readAll)
}

// Troubles returns what was wrong with files since the store was opened, one
// error for each file, naming it and where it was put. Nothing else tells of them.
func (s *Store) Troubles() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.troubles)
}

// Current returns the open list. It is unnamed and empty at first, and on disk
// from the first mark.
func (s *Store) Current() List {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open().List.clone()
}

// Lists returns all lists on disk, the most recently used first.
func (s *Store) Lists() []List {
	s.mu.Lock()
	defer s.mu.Unlock()
	lists := make([]List, 0, len(s.lists))
	for _, l := range s.lists {
		lists = append(lists, l.List.clone())
	}
	slices.SortFunc(lists, func(a, b List) int {
		if c := b.Used.Compare(a.Used); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return lists
}

// Find returns the id of the list with a label, whatever its capitals, and false
// when there is none.
func (s *Store) Find(label string) (id string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.labelled(strings.TrimSpace(label))
}

func (s *Store) labelled(label string) (id string, ok bool) {
	for id, l := range s.lists {
		if l.List.Label != "" && strings.EqualFold(l.List.Label, label) {
			return id, true
		}
	}
	return "", false
}

// now is the clock in the precision that is kept.
func (s *Store) now() time.Time { return s.clock().UTC().Truncate(time.Second) }

// open is the record of the current list.
func (s *Store) open() record {
	if l, ok := s.lists[s.current]; ok {
		return l.record
	}
	return record{List: s.fresh}
}

// begin makes an unnamed list current that is not on disk until it is changed.
func (s *Store) begin() {
	now := s.now()
	s.fresh = List{ID: newID(), Created: now, Used: now}
	s.current = s.fresh.ID
}

// underLock does something while no other program changes the folder. What was
// marked is kept though the program is being left meanwhile, so nothing but the
// lock's own patience ends the waiting.
func (s *Store) underLock(do func() error) error {
	err := filelock.Hold(context.Background(), filepath.Join(s.dir, lockName), do)
	if errors.Is(err, filelock.ErrBusy) {
		return ErrBusy
	}
	return err
}

// readAll reads the folder. The list that was current stays so while it exists;
// else the one that the pointer names is, else the unnamed one used last.
func (s *Store) readAll() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("read the folder of shortlists: %w", err)
	}
	before := s.lists
	s.lists = make(map[string]loaded, len(entries))
	for _, e := range entries {
		id, ok := idOf(e.Name())
		if !ok || e.IsDir() {
			continue
		}
		if old, ok := before[id]; ok {
			s.lists[id] = old
		}
		if err := s.refresh(id); err != nil {
			return err
		}
	}
	if _, ok := s.lists[s.current]; ok {
		return nil
	}
	if s.current != "" && s.current == s.fresh.ID {
		return nil
	}
	return s.follow()
}

// follow makes current the list that the pointer names, else the unnamed list
// used last, else a fresh one.
func (s *Store) follow() error {
	name, err := os.ReadFile(filepath.Join(s.dir, pointerName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read which shortlist is open: %w", err)
	}
	s.current = strings.TrimSpace(string(name))
	if _, ok := s.lists[s.current]; ok {
		return nil
	}
	s.begin()
	var last time.Time
	for id, l := range s.lists {
		if l.List.Label == "" && (l.List.Used.After(last) || l.List.Used.Equal(last) && id < s.current) {
			s.current, last = id, l.List.Used
		}
	}
	return nil
}

// refresh reads one list's file again if it has changed since, and forgets the
// list when the file has gone.
func (s *Store) refresh(id string) error {
	path := s.path(id)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		delete(s.lists, id)
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the shortlist %s: %w", path, err)
	}
	if old, ok := s.lists[id]; ok && sameFile(old.info, info) {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the shortlist %s: %w", path, err)
	}
	r, err := decode(data, id)
	if old := s.lists[id].seal; err == nil && r.seal != nil && old != nil && old.key != nil && bytes.Equal(old.wrapped, r.seal.wrapped) {
		r, err = r.opened(old.key)
	}
	var history historyError
	switch {
	case err == nil:
		s.lists[id] = loaded{r, info}
	case errors.As(err, &history):
		s.lists[id] = loaded{r, info}
		return s.setAside(path, data, fmt.Errorf("the history of the shortlist can't be read (%w): the list is whole, undo starts again", history.error))
	case errors.Is(err, errNewer):
		delete(s.lists, id)
		s.troubles = append(s.troubles, fmt.Errorf("the shortlist %s was left alone: %w", path, err))
	default:
		delete(s.lists, id)
		return s.setAside(path, data, fmt.Errorf("the shortlist %s can't be read: %w", path, err))
	}
	return nil
}

// setAside keeps the bytes of a file that is not sound under another name, and
// notes why. A list whose history alone is not sound stays, written anew.
func (s *Store) setAside(path string, data []byte, why error) error {
	aside := path + damagedSuffix
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s%s-%d", path, damagedSuffix, n)
	}
	if err := atomicfile.Write(aside, data, 0o600); err != nil {
		return fmt.Errorf("%w; and it can't be set aside: %w", why, err)
	}
	s.troubles = append(s.troubles, fmt.Errorf("%w; the file was kept as %s", why, aside))
	if l, ok := s.lists[strings.TrimSuffix(filepath.Base(path), suffix)]; ok {
		return s.write(l.record)
	}
	return os.Remove(path)
}

// write puts a list on disk and takes it into the store.
func (s *Store) write(r record) error {
	data, err := encode(r)
	if err != nil {
		return err
	}
	path := s.path(r.List.ID)
	if err := atomicfile.Write(path, data, 0o600); err != nil {
		return fmt.Errorf("keep the shortlist: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("look at the shortlist just written: %w", err)
	}
	s.lists[r.List.ID] = loaded{r, info}
	if r.List.ID == s.fresh.ID {
		s.fresh = List{}
	}
	return nil
}

// turnTo makes a list current, on disk too.
func (s *Store) turnTo(id string) error {
	if id != s.current {
		if err := s.shut(s.current); err != nil {
			return err
		}
	}
	if err := atomicfile.Write(filepath.Join(s.dir, pointerName), []byte(id+"\n"), 0o600); err != nil {
		return fmt.Errorf("note which shortlist is open: %w", err)
	}
	s.current = id
	return nil
}

// remove takes a list off the disk.
func (s *Store) remove(id string) error {
	if err := os.Remove(s.path(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove a shortlist: %w", err)
	}
	delete(s.lists, id)
	return nil
}

func (s *Store) path(id string) string { return filepath.Join(s.dir, id+suffix) }

// sameFile reports whether a file has not been written since: every write makes
// a new file and renames it into place.
func sameFile(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// newID returns 13 random letters and digits, 65 bits.
func newID() string {
	return strings.ToLower(rand.Text()[:13])
}
