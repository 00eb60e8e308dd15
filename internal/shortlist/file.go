package shortlist

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// version is the form of the files that this program writes.
const version = 1

// suffix ends the name of every list's file, after the list's id.
const suffix = ".json"

// errNewer marks a file written by a later fettle: it is left alone.
var errNewer = errors.New("it was written by a newer fettle: update this one to open it")

// onDisk is the form of a file.
type onDisk struct {
	Version int    `json:"version"`
	List    List   `json:"list"`
	Past    []step `json:"past,omitempty"`
	Future  []step `json:"future,omitempty"`
}

// encode returns the bytes of a list's file.
func encode(r record) ([]byte, error) {
	data, err := json.Marshal(onDisk{Version: version, List: r.List, Past: r.Past, Future: r.Future})
	if err != nil {
		return nil, fmt.Errorf("write the list as JSON: %w", err)
	}
	return append(data, '\n'), nil
}

// decode reads a list's file, whose name gave the id. What it does not know it
// passes over. When the list can be read and its history can't, it returns the
// list without a history and a historyError.
func decode(data []byte, id string) (record, error) {
	var f onDisk
	if err := json.Unmarshal(data, &f); err != nil {
		return record{}, fmt.Errorf("it is damaged: %w", err)
	}
	if f.Version > version {
		return record{}, errNewer
	}
	if f.Version < 1 || f.List.Created.IsZero() || f.List.Used.IsZero() {
		return record{}, errors.New("it is damaged: it is not a list")
	}
	r := record{List: f.List, Past: f.Past, Future: f.Future}
	r.List.ID = id
	r.List.Items = onlyOnce(f.List.Items)
	if err := r.sound(); err != nil {
		return record{List: r.List}, historyError{err}
	}
	return r, nil
}

// historyError says that a list is whole and its history is not.
type historyError struct{ error }

func (e historyError) Unwrap() error { return e.error }

// onlyOnce drops items without an id and repeats of a service.
func onlyOnce(items []Item) []Item {
	seen := make(map[string]bool, len(items))
	return slices.DeleteFunc(items, func(it Item) bool {
		drop := it.ID == "" || seen[it.ID]
		seen[it.ID] = true
		return drop
	})
}

// idOf returns the list's id that a file name stands for, and false for the
// names of other files.
func idOf(name string) (string, bool) {
	id, ok := strings.CutSuffix(name, suffix)
	return id, ok && validID(id)
}

// validID reports whether a text could be a list's id, and so is safe in a path.
func validID(id string) bool {
	if len(id) < 4 || len(id) > 40 {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}
