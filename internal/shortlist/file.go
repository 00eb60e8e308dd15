package shortlist

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The forms of the files that this program writes: a list as it is, and one that
// is locked, which programs that know no locks must not take for an empty one.
const (
	version       = 1
	versionLocked = 2
)

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
	// Key and Sealed are a locked list's, in the place of items and history: see
	// seal.
	Key    []byte `json:"key,omitempty"`
	Sealed []byte `json:"sealed,omitempty"`
}

// encode returns the bytes of a list's file.
func encode(r record) ([]byte, error) {
	f := onDisk{Version: version, List: r.List, Past: r.Past, Future: r.Future}
	if r.seal != nil {
		body, err := r.sealed()
		if err != nil {
			return nil, err
		}
		f = onDisk{Version: versionLocked, List: r.List, Key: r.seal.wrapped, Sealed: body}
		f.List.Items = nil
	}
	data, err := json.Marshal(f)
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
	if f.Version > versionLocked {
		return record{}, errNewer
	}
	if f.Version < 1 || f.List.Created.IsZero() || f.List.Used.IsZero() {
		return record{}, errors.New("it is damaged: it is not a list")
	}
	if f.Version == versionLocked {
		return decodeLocked(f, id)
	}
	r := record{List: f.List, Past: f.Past, Future: f.Future}
	r.List.ID = id
	r.List.Items = onlyOnce(f.List.Items)
	if err := r.sound(); err != nil {
		return record{List: r.List}, historyError{err}
	}
	return r, nil
}

// decodeLocked returns a locked list as it is before its passphrase is given.
func decodeLocked(f onDisk, id string) (record, error) {
	if len(f.Key) == 0 || len(f.Sealed) == 0 {
		return record{}, errors.New("it is damaged: it is locked, and what is under the lock is gone")
	}
	r := record{List: f.List, seal: &seal{wrapped: f.Key, body: f.Sealed}}
	r.List.ID, r.List.Items, r.List.Locked, r.List.Shut = id, nil, true, true
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
