package changes

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"fettle/internal/filelock"
	"fettle/internal/service"
)

const (
	// seenFile has the keys of the changes that were acknowledged.
	seenFile = "acknowledged.json"
	// seenLock is held while they are changed.
	seenLock = "acknowledged.lock"
)

// seen is what the file of acknowledged changes holds.
type seen struct {
	Keys []string `json:"keys"`
}

// Acknowledged returns the keys of the changes that somebody has seen.
func (l Log) Acknowledged() (map[string]bool, error) {
	var s seen
	if err := l.read(seenFile, &s); err != nil {
		return nil, err
	}
	keys := make(map[string]bool, len(s.Keys))
	for _, key := range s.Keys {
		keys[key] = true
	}
	return keys, nil
}

// Acknowledge notes down that changes were seen, by their keys, and forgets
// those of days whose changes are not kept any more. Programs that do so at the
// same time lose nothing of each other.
func (l Log) Acknowledge(today service.Date, keys ...string) error {
	return l.mark(today, func(all map[string]bool) {
		for _, key := range keys {
			all[key] = true
		}
	})
}

// Unacknowledge takes that back.
func (l Log) Unacknowledge(today service.Date, keys ...string) error {
	return l.mark(today, func(all map[string]bool) {
		for _, key := range keys {
			delete(all, key)
		}
	})
}

// mark changes what was seen. That is kept though the program is being left
// meanwhile, so nothing but the lock's own patience ends the waiting.
func (l Log) mark(today service.Date, how func(map[string]bool)) error {
	err := filelock.Hold(context.Background(), l.path(seenLock), func() error {
		all, err := l.Acknowledged()
		if err != nil {
			return err
		}
		how(all)
		maps.DeleteFunc(all, func(key string, _ bool) bool {
			if len(key) < len(today) {
				return true
			}
			age, ok := service.Date(key[:len(today)]).DaysBefore(today)
			return !ok || age > keepDays
		})
		return l.write(seenFile, seen{slices.Sorted(maps.Keys(all))})
	})
	if err != nil {
		return fmt.Errorf("note down which changes were seen: %w", err)
	}
	return nil
}
