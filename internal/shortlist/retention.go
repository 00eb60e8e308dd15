package shortlist

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Gone says what was removed and why.
type Gone struct {
	// ID and Label are those of a list; both are "" for other files.
	ID, Label string
	// Services is how many services were on it.
	Services int
	// Why says in words why it went.
	Why string
}

// Use opens a list. An unknown id is refused with ErrNoList.
func (s *Store) Use(id string) (List, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.underLock(func() error {
		if !validID(id) {
			return ErrNoList
		}
		if err := s.refresh(id); err != nil {
			return err
		}
		l, ok := s.lists[id]
		if !ok {
			return ErrNoList
		}
		l.List.Used = s.now()
		if err := s.write(l.record); err != nil {
			return err
		}
		return s.turnTo(id)
	})
	return s.open().List.clone(), err
}

// Select turns this store alone to a list: all it does from then on is done to
// that list, and the list that is open stays open for every other program and
// for the next run. An unknown id is refused with ErrNoList.
func (s *Store) Select(id string) (List, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.lists[id]; !ok {
		return List{}, ErrNoList
	}
	s.current = id
	return s.open().List.clone(), nil
}

// OpenNew begins a list with a label and opens it. See QuestionLabel.
func (s *Store) OpenNew(label string) (List, error) { return s.begun(label, true) }

// SelectNew begins a list with a label and turns this store alone to it, as Select
// does. See QuestionLabel.
func (s *Store) SelectNew(label string) (List, error) { return s.begun(label, false) }

func (s *Store) begun(label string, open bool) (List, error) {
	label, err := labelled(label)
	if err != nil {
		return List{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	err = s.underLock(func() error {
		if err := s.readAll(); err != nil {
			return err
		}
		if _, taken := s.labelled(label); taken {
			return fmt.Errorf("%w: %q", ErrLabelTaken, label)
		}
		now := s.now()
		l := List{ID: newID(), Label: label, Created: now, Used: now}
		if err := s.write(record{List: l}); err != nil {
			return err
		}
		if !open {
			s.current = l.ID
			return nil
		}
		return s.turnTo(l.ID)
	})
	return s.open().List.clone(), err
}

// Touch notes that the current list was used without being changed, such as
// looked at or exported, so that it lives on. It writes at most once an hour.
func (s *Store) Touch() error {
	return s.onCurrent(func(r record) error {
		if _, onDisk := s.lists[r.List.ID]; !onDisk || s.now().Sub(r.List.Used) < time.Hour {
			return nil
		}
		r, _ = r.forgotten(s.now())
		r.List.Used = s.now()
		return s.write(r)
	})
}

// NextPerson ends every unnamed list and opens an empty one with another id, so
// that nothing ties one person's list to the next. Named lists stay. If the list
// that was open was unnamed, Undo brings it back for undoNextPersonFor or until
// the person after; the history of it is gone either way.
func (s *Store) NextPerson() error {
	return s.onCurrent(func(r record) error {
		if err := s.readAll(); err != nil {
			return err
		}
		named := r.List.Label != ""
		for id, l := range s.lists {
			if l.List.Label == "" && (named || id != r.List.ID) {
				if err := s.remove(id); err != nil {
					return err
				}
			}
		}
		if named {
			return s.openFresh()
		}
		if len(r.List.Items) == 0 {
			if _, onDisk := s.lists[r.List.ID]; onDisk {
				return errors.Join(s.openFresh(), s.remove(r.List.ID))
			}
			return nil
		}
		now := s.now()
		after := List{ID: newID(), Created: now}
		st, _ := between(r.List, after, "start the next person", now)
		return s.replace(r.List, record{List: after, Past: []step{st}})
	})
}

// openFresh opens an unnamed list that is not on disk until it is changed.
func (s *Store) openFresh() error {
	if err := s.shut(s.current); err != nil {
		return err
	}
	s.begin()
	if err := os.Remove(filepath.Join(s.dir, pointerName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("note that no shortlist is open: %w", err)
	}
	return nil
}

// Delete removes a list with its history. If it is the open one, an unnamed
// empty list is open instead.
func (s *Store) Delete(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.underLock(func() error {
		if _, ok := s.lists[id]; !ok {
			return ErrNoList
		}
		return s.end(id)
	})
}

func (s *Store) end(id string) error {
	if id != s.current {
		return s.remove(id)
	}
	return errors.Join(s.openFresh(), s.remove(id))
}

// Expire removes what has had its time at that moment: unnamed lists after
// unnamedFor without use, named ones after namedFor unless kept, damaged files
// after namedFor, and what is left of the person before once starting the next
// can't be undone. It returns the lists and files that went.
func (s *Store) Expire(now time.Time) ([]Gone, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var gone []Gone
	err := s.underLock(func() error {
		if err := s.readAll(); err != nil {
			return err
		}
		for id, l := range s.lists {
			if until, ends := l.List.Expires(); ends && !now.Before(until) {
				if err := s.end(id); err != nil {
					return err
				}
				gone = append(gone, Gone{ID: id, Label: l.List.Label, Services: len(l.List.Items), Why: unused(l.List)})
				continue
			}
			if r, changed := l.forgotten(now); changed {
				if err := s.write(r); err != nil {
					return err
				}
			}
		}
		files, err := s.expireFiles(now)
		gone = append(gone, files...)
		return err
	})
	slices.SortFunc(gone, func(a, b Gone) int { return strings.Compare(a.Label+a.ID, b.Label+b.ID) })
	return gone, err
}

// expireFiles removes files that were set aside as damaged more than namedFor
// ago, and what a killed program left half written more than unnamedFor ago.
func (s *Store) expireFiles(now time.Time) ([]Gone, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, fmt.Errorf("read the folder of shortlists: %w", err)
	}
	var gone []Gone
	for _, e := range entries {
		limit, why := namedFor, "damaged and set aside more than 30 days ago: "
		switch name := e.Name(); {
		case strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".tmp"):
			limit, why = unnamedFor, "left half written more than 24 hours ago: "
		case !isSetAside(name):
			continue
		}
		info, err := e.Info()
		if err != nil || now.Sub(info.ModTime()) < limit {
			continue
		}
		if err := os.Remove(filepath.Join(s.dir, e.Name())); err != nil {
			return gone, fmt.Errorf("remove an old file of the shortlists: %w", err)
		}
		gone = append(gone, Gone{Why: why + e.Name()})
	}
	return gone, nil
}

// SetAside returns the files that were set aside because they could not be read,
// in the order of their names. Expire removes them in their time.
func (s *Store) SetAside() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, fmt.Errorf("look for damaged shortlists: %w", err)
	}
	var files []string
	for _, e := range entries {
		if isSetAside(e.Name()) {
			files = append(files, filepath.Join(s.dir, e.Name()))
		}
	}
	return files, nil
}

func isSetAside(name string) bool { return strings.Contains(name, suffix+damagedSuffix) }

func unused(l List) string {
	if l.Label == "" {
		return "unnamed and not used for 24 hours"
	}
	return "not used for 30 days"
}
