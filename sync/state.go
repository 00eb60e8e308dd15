package datasync

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"fettle/internal/atomicfile"
	"fettle/internal/service"
)

// feedState is what one sync of a feed leaves for the next one.
type feedState struct {
	// Missing are the services that the last complete walk did not meet, by id,
	// with the day on which they were first missed.
	Missing map[string]service.Date `json:"missing,omitempty"`
	// Shortfall is how many rows fewer than it claimed the feed gave last time.
	Shortfall int `json:"shortfall,omitempty"`
	// Rechecked is the last of the unchanged services whose details were fetched
	// again, by the feed's own id, and Credit what chooseRechecks counts.
	Rechecked string `json:"rechecked,omitempty"`
	Credit    int    `json:"credit,omitempty"`
}

// statePath returns the file of a feed's state. The name before it keeps a feed
// called like a device of Windows ("con") from being one.
func statePath(dir, feed string) string { return filepath.Join(dir, "feed-"+feed+".json") }

// loadState reads a feed's state. A state that is not there, can't be read or
// was damaged is an empty one: that only puts off what would be removed.
func loadState(dir, feed string) feedState {
	var state feedState
	if dir == "" {
		return state
	}
	data, err := os.ReadFile(statePath(dir, feed))
	if err != nil || json.Unmarshal(data, &state) != nil {
		return feedState{}
	}
	return state
}

// save writes a feed's state.
func (s feedState) save(dir, feed string) error {
	if dir == "" {
		return nil
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("keep what the next sync of %s has to know: %w", feed, err)
	}
	if err := atomicfile.Write(statePath(dir, feed), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("keep what the next sync of %s has to know: %w", feed, err)
	}
	return nil
}

// Forget removes what syncs have noted down about a feed in the folder, for a
// feed that is followed no longer. Its services are the library's business.
func Forget(dir, feed string) error {
	if err := CheckName(feed); err != nil {
		return err
	}
	for _, path := range []string{statePath(dir, feed), memoryPath(dir, feed), leftoversPath(dir, feed)} {
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("forget what was noted about %s: %w", feed, err)
		}
	}
	return nil
}

// removal is what a sync decides about the services that a feed no longer lists.
type removal struct {
	// remove are the ids to remove now.
	remove []string
	// missing are those to be removed if the next complete walk misses them too.
	missing map[string]service.Date
	// held is how many would be removed if that had been accepted; 0 is none.
	held int
}

// decideRemoval says what to remove. absent are the ids in the library that a
// complete walk did not meet, out of known in all; before is what the complete
// walk before this one did not meet. When more than a third of the feed would
// go, nothing goes unless that is accepted.
func decideRemoval(absent []string, known int, before map[string]service.Date, today service.Date, accept bool) removal {
	r := removal{missing: map[string]service.Date{}}
	for _, id := range absent {
		if day, twice := before[id]; twice {
			r.remove = append(r.remove, id)
			r.missing[id] = day
		} else {
			r.missing[id] = today
		}
	}
	if 3*len(r.remove) > known && !accept {
		r.held, r.remove = len(r.remove), nil
		return r
	}
	for _, id := range r.remove {
		delete(r.missing, id)
	}
	return r
}

// stillMissing returns the part of the missing services that a walk did not
// meet, when the walk was not complete: those that came back are forgiven.
func stillMissing(missing map[string]service.Date, met map[string]bool) map[string]service.Date {
	still := map[string]service.Date{}
	for id, day := range missing {
		if !met[id] {
			still[id] = day
		}
	}
	return still
}
