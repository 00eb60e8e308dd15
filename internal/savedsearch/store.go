package savedsearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"fettle/internal/atomicfile"
	"fettle/internal/filelock"
)

const (
	// fileVersion is the form of the file that this program writes.
	fileVersion = 1
	// maxSearches is how many searches can be kept.
	maxSearches = 200
)

// file is what the file holds.
type file struct {
	Version  int      `json:"version"`
	Searches []Search `json:"searches"`
}

// Store keeps saved searches in one file, which is always written whole. Any
// number of programs may use it at once. Names that differ in nothing but their
// capitals are one name.
type Store struct{ Path string }

// UnknownError says that no saved search has a name.
type UnknownError struct {
	Name string
	// Names are those there are.
	Names []string
}

// Error says so, and which there are.
func (e *UnknownError) Error() string {
	if len(e.Names) == 0 {
		return fmt.Sprintf("there is no saved search called %q: none has been saved yet", e.Name)
	}
	return fmt.Sprintf("there is no saved search called %q: there is %s", e.Name, strings.Join(e.Names, ", "))
}

// TakenError says that another saved search has a name already.
type TakenError struct{ Name string }

// Error says so and what to do.
func (e *TakenError) Error() string {
	return fmt.Sprintf("there is a saved search called %q already: use another name, or remove that one first", e.Name)
}

// List returns all saved searches in the order of their names.
func (s Store) List() ([]Search, error) {
	data, err := os.ReadFile(s.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the saved searches: %w", err)
	}
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("the saved searches in %s can't be read: mend the file, or move it away: %w", s.Path, err)
	}
	if f.Version > fileVersion {
		return nil, fmt.Errorf("the saved searches in %s were written by a newer version of Fettle: use that one, or move the file away", s.Path)
	}
	for _, one := range f.Searches {
		if err := CheckName(one.Name); err != nil {
			return nil, fmt.Errorf("the saved searches in %s: %w", s.Path, err)
		}
	}
	return f.Searches, nil
}

// Find returns the search of a name, or an *UnknownError.
func (s Store) Find(name string) (Search, error) {
	list, err := s.List()
	if err != nil {
		return Search{}, err
	}
	i, err := indexOf(list, name)
	if err != nil {
		return Search{}, err
	}
	return list[i], nil
}

// Add keeps a new search; a *TakenError says that its name is taken.
func (s Store) Add(saved Search) error {
	if err := CheckName(saved.Name); err != nil {
		return err
	}
	if saved.Empty() {
		return errors.New("that search asks for nothing: choose words, a need, a place or a time first")
	}
	return s.change(func(list []Search) ([]Search, error) {
		if i, err := indexOf(list, saved.Name); err == nil {
			return nil, &TakenError{list[i].Name}
		}
		if len(list) >= maxSearches {
			return nil, fmt.Errorf("%d searches are saved, which is the most: remove one first", maxSearches)
		}
		return append(list, saved), nil
	})
}

// Rename gives a search another name.
func (s Store) Rename(from, to string) error {
	if err := CheckName(to); err != nil {
		return err
	}
	return s.change(func(list []Search) ([]Search, error) {
		i, err := indexOf(list, from)
		if err != nil {
			return nil, err
		}
		if other, err := indexOf(list, to); err == nil && other != i {
			return nil, &TakenError{list[other].Name}
		}
		list[i].Name = to
		return list, nil
	})
}

// Watch has a search watch what updates change, or no longer.
func (s Store) Watch(name string, on bool) error {
	return s.change(func(list []Search) ([]Search, error) {
		i, err := indexOf(list, name)
		if err != nil {
			return nil, err
		}
		list[i].Watch = on
		return list, nil
	})
}

// Remove removes a search and returns it, so that Add can put it back.
func (s Store) Remove(name string) (removed Search, err error) {
	err = s.change(func(list []Search) ([]Search, error) {
		i, err := indexOf(list, name)
		if err != nil {
			return nil, err
		}
		removed = list[i]
		return slices.Delete(list, i, i+1), nil
	})
	return removed, err
}

// change reads, changes and writes the searches while nobody else does. They are
// kept though the program is being left meanwhile, so nothing but the lock's own
// patience ends the waiting.
func (s Store) change(how func([]Search) ([]Search, error)) error {
	return filelock.Hold(context.Background(), s.Path+".lock", func() error {
		list, err := s.List()
		if err != nil {
			return err
		}
		if list, err = how(list); err != nil {
			return err
		}
		slices.SortFunc(list, func(a, b Search) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
		data, err := json.MarshalIndent(file{fileVersion, append([]Search{}, list...)}, "", "  ")
		if err != nil {
			return fmt.Errorf("keep the saved searches: %w", err)
		}
		if err := atomicfile.Write(s.Path, append(data, '\n'), 0o600); err != nil {
			return fmt.Errorf("keep the saved searches: %w", err)
		}
		return nil
	})
}

// indexOf returns where the search of a name is, or an *UnknownError.
func indexOf(list []Search, name string) (int, error) {
	if i := slices.IndexFunc(list, func(s Search) bool { return strings.EqualFold(s.Name, strings.TrimSpace(name)) }); i >= 0 {
		return i, nil
	}
	unknown := &UnknownError{Name: name}
	for _, s := range list {
		unknown.Names = append(unknown.Names, fmt.Sprintf("%q", s.Name))
	}
	return -1, unknown
}
