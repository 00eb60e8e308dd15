package shortlist

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fettle/internal/service"
)

// Add puts services at the end of the list as they are now. Those that are on it
// already stay as they are.
func (s *Store) Add(services ...*service.Service) error {
	return s.change("add "+counted(services, func(sv *service.Service) string { return sv.Name }), func(l *List) error {
		for _, sv := range services {
			if sv.ID == "" {
				return fmt.Errorf("a service without an id can't be marked: %q", sv.Name)
			}
			if !l.Has(sv.ID) {
				l.Items = append(l.Items, itemOf(sv, s.now()))
			}
		}
		return nil
	})
}

// Remove takes services off the list. If one is not on it, none is removed and
// the error is ErrNotListed.
func (s *Store) Remove(ids ...string) error {
	return s.change("remove "+counted(ids, s.nameOf), func(l *List) error {
		for _, id := range ids {
			i := l.index(id)
			if i < 0 {
				return fmt.Errorf("%w: %s", ErrNotListed, id)
			}
			l.Items = slices.Delete(l.Items, i, i+1)
		}
		return nil
	})
}

// Move puts a service at a place of the order, 0 being the first; a place beyond
// an end is that end.
func (s *Store) Move(id string, to int) error {
	return s.change("move "+quoted(s.nameOf(id)), func(l *List) error {
		i := l.index(id)
		if i < 0 {
			return fmt.Errorf("%w: %s", ErrNotListed, id)
		}
		it := l.Items[i]
		l.Items = slices.Delete(l.Items, i, i+1)
		l.Items = slices.Insert(l.Items, min(max(to, 0), len(l.Items)), it)
		return nil
	})
}

// Note sets the note that the person will be given with a service; "" removes
// it. More than MaxNote characters are refused with ErrTooLong.
func (s *Store) Note(id, text string) error {
	return s.noteOn(id, text, "note on ", func(it *Item, text string) { it.Note = text })
}

// Private sets the worker's own note on a service, which is never exported; ""
// removes it. More than MaxNote characters are refused with ErrTooLong.
func (s *Store) Private(id, text string) error {
	return s.noteOn(id, text, "private note on ", func(it *Item, text string) { it.Private = text })
}

func (s *Store) noteOn(id, text, what string, set func(*Item, string)) error {
	text = strings.TrimSpace(written(text, true))
	if n := utf8.RuneCountInString(text); n > MaxNote {
		return fmt.Errorf("the note has %d characters, at most %d fit: %w", n, MaxNote, ErrTooLong)
	}
	return s.change(what+quoted(s.nameOf(id)), func(l *List) error {
		i := l.index(id)
		if i < 0 {
			return fmt.Errorf("%w: %s", ErrNotListed, id)
		}
		set(&l.Items[i], text)
		return nil
	})
}

// Clear takes everything off the list.
func (s *Store) Clear() error {
	return s.change("clear the list", func(l *List) error {
		l.Items = nil
		return nil
	})
}

// Rename gives the list a label, or none with "". See QuestionLabel.
func (s *Store) Rename(label string) error {
	label, err := labelled(label)
	if err != nil {
		return err
	}
	return s.change("name the list", func(l *List) error {
		l.Label = label
		return nil
	})
}

// Keep says whether the list stays however long it is not used. An unnamed list
// goes all the same.
func (s *Store) Keep(keep bool) error {
	what := "keep the list"
	if !keep {
		what = "let the list expire"
	}
	return s.change(what, func(l *List) error {
		l.Kept = keep
		return nil
	})
}

// Undo takes the last change of the list back and returns what it was.
func (s *Store) Undo() (what string, err error) { return s.walk(true) }

// Redo makes the change again that was taken back last and returns what it was.
func (s *Store) Redo() (what string, err error) { return s.walk(false) }

func (s *Store) walk(undo bool) (what string, err error) {
	err = s.onOpen(func(r record) error {
		r, _ = r.forgotten(s.now())
		next, done, err := r.moved(undo)
		if err != nil {
			return err
		}
		what = done
		return s.replace(r.List, next)
	})
	return what, err
}

// change makes one change of the current list and keeps it before it returns. A
// change that changes nothing leaves no step in the history.
func (s *Store) change(what string, edit func(*List) error) error {
	return s.onOpen(func(r record) error {
		r, _ = r.forgotten(s.now())
		after := r.List.clone()
		if err := edit(&after); err != nil {
			return err
		}
		st, changed := between(r.List, after, what, s.now())
		if !changed {
			return nil
		}
		return s.replace(r.List, r.with(after, st))
	})
}

// onCurrent does something with the current list as it is on disk now.
func (s *Store) onCurrent(do func(record) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.underLock(func() error {
		_, known := s.lists[s.current]
		if err := s.refresh(s.current); err != nil {
			return err
		}
		if _, there := s.lists[s.current]; known && !there {
			if err := s.readAll(); err != nil {
				return err
			}
			return ErrListGone
		}
		return do(s.open())
	})
}

// onOpen does something with the current list, which must not be shut.
func (s *Store) onOpen(do func(record) error) error {
	return s.onCurrent(func(r record) error {
		if r.List.Shut {
			return ErrLocked
		}
		return do(r)
	})
}

// replace writes the list that follows another. Where the two have different
// ids the new one is written and pointed at before the old one goes, so a crash
// between leaves both and loses neither.
func (s *Store) replace(before List, after record) error {
	if after.seal != nil && after.List.Label == "" {
		return ErrLockedName
	}
	if label := after.List.Label; label != before.Label {
		if err := s.readAll(); err != nil {
			return err
		}
		if id, taken := s.labelled(label); taken && id != before.ID {
			return fmt.Errorf("%w: %q", ErrLabelTaken, label)
		}
	}
	after.List.Used = s.now()
	_, onDisk := s.lists[before.ID]
	if err := s.write(after); err != nil {
		return err
	}
	if after.List.ID == before.ID && onDisk {
		return nil
	}
	if err := s.turnTo(after.List.ID); err != nil {
		return err
	}
	if after.List.ID == before.ID {
		return nil
	}
	return s.remove(before.ID)
}

// nameOf is what a service on the current list was called when it was marked.
func (s *Store) nameOf(id string) string {
	l := s.Current()
	if i := l.index(id); i >= 0 {
		return l.Items[i].Then.Name
	}
	return ""
}

// counted says one thing by its name and several by their number.
func counted[T any](things []T, name func(T) string) string {
	if len(things) == 1 {
		return quoted(name(things[0]))
	}
	return fmt.Sprintf("%d services", len(things))
}

func quoted(name string) string {
	if name == "" {
		return "a service"
	}
	return "“" + name + "”"
}

// labelled returns a label as it is kept: one line without spaces around it.
func labelled(label string) (string, error) {
	label = strings.Join(strings.Fields(written(label, false)), " ")
	if n := utf8.RuneCountInString(label); n > maxLabel {
		return "", fmt.Errorf("the name of the list has %d characters, at most %d fit: %w", n, maxLabel, ErrTooLong)
	}
	return label, nil
}

// written returns what a person typed or pasted without characters that can't
// be seen: controls, formats such as writing directions, and broken bytes. Line
// ends stay where lines are wanted.
func written(text string, lines bool) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(strings.ToValidUTF8(text, ""))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines, r == '\u200c', r == '\u200d':
			return r
		case r == '\n', unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, text)
}
