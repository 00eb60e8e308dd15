package changes

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fettle/internal/atomicfile"
	"fettle/internal/service"
)

const (
	// keepDays is for how many days changes are kept.
	keepDays = 90
	// maxDay is how many changes are kept of one day.
	maxDay = 50_000
	// pendingFile has the changes of the last update.
	pendingFile = "pending.json"
)

// maxWas is how many records of one update are kept as they were: when more
// change at once, a publisher has changed how it writes.
const maxWas = 2_000

// Day are the changes of one day.
type Day struct {
	Day     service.Date `json:"day"`
	Changes []Change     `json:"changes"`
	// More is how many changes there were beside those.
	More int `json:"more,omitempty"`
}

// Log keeps changes in a folder: a file for each day, and one for the last
// update. Whoever writes to it holds the lock of the library.
//
// An update writes its changes before it is in force, together with what marks
// the form of the library that it began from. They count once the library has
// another mark, so that a change is in the log when it is in the library,
// whenever the program is killed.
type Log struct {
	Dir string

	most int // changes that are kept of one day; 0 is maxDay
}

// pending are changes of an update that may not be in force.
type pending struct {
	// From marks the form of the library before them.
	From string `json:"from"`
	Day
}

// Begin settles what the last update wrote and writes the changes of the next
// one, which leads from the form of the library marked from; no changes only
// settle.
func (l Log) Begin(from string, at time.Time, changes []Change) error {
	last, err := l.pending()
	if err != nil {
		return err
	}
	if len(last.Changes) > 0 && last.From != from {
		if err := l.add(last.Day); err != nil {
			return err
		}
	}
	today := service.DateOf(at)
	if err := l.prune(today); err != nil {
		return err
	}
	if len(changes) == 0 {
		if len(last.Changes) == 0 {
			return nil
		}
		if err := os.Remove(l.path(pendingFile)); err != nil {
			return fmt.Errorf("keep what changed: %w", err)
		}
		return nil
	}
	return l.write(pendingFile, pending{From: from, Day: l.capped(Day{Day: today, Changes: withoutMost(changes)})})
}

// withoutMost lets go of the records that are more than are kept.
func withoutMost(list []Change) []Change {
	list, was := slices.Clone(list), 0
	for i := range list {
		if list[i].Was == nil {
			continue
		}
		if was++; was > maxWas {
			list[i].Was = nil
		}
	}
	return list
}

// Since returns the days from that one on on which something changed, the
// newest first. mark is that of the library as it is now.
func (l Log) Since(mark string, since service.Date) ([]Day, error) {
	entries, err := os.ReadDir(l.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what changed: %w", err)
	}
	var days []Day
	for _, entry := range entries {
		on, ok := dayOf(entry.Name())
		if !ok || on < since {
			continue
		}
		day, err := l.day(on)
		if err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	last, err := l.pending()
	if err != nil {
		return nil, err
	}
	if last.From != mark && len(last.Changes) > 0 && last.Day.Day >= since {
		i := slices.IndexFunc(days, func(d Day) bool { return d.Day == last.Day.Day })
		if i < 0 {
			days = append(days, last.Day)
		} else {
			days[i] = l.merged(days[i], last.Day)
		}
	}
	slices.SortFunc(days, func(a, b Day) int { return strings.Compare(string(b.Day), string(a.Day)) })
	return days, nil
}

// add puts changes to those of their day.
func (l Log) add(day Day) error {
	kept, err := l.day(day.Day)
	if err != nil {
		return err
	}
	return l.write(string(day.Day)+".json", l.merged(kept, day))
}

// merged returns the changes of a day with those that came after them. What is
// there already, from an update that was killed as it wrote it, is not
// repeated.
func (l Log) merged(kept, more Day) Day {
	if n := len(kept.Changes) - len(more.Changes); n >= 0 && slices.EqualFunc(kept.Changes[n:], more.Changes, equal) {
		return kept
	}
	kept.Day, kept.More = more.Day, kept.More+more.More
	kept.Changes = append(slices.Clone(kept.Changes), more.Changes...)
	return l.capped(kept)
}

func equal(a, b Change) bool {
	return a.Kind == b.Kind && a.ID == b.ID && a.Name == b.Name && a.Feed == b.Feed && a.Services == b.Services && slices.Equal(a.Fields, b.Fields)
}

func (l Log) capped(d Day) Day {
	most := l.most
	if most == 0 {
		most = maxDay
	}
	if over := len(d.Changes) - most; over > 0 {
		d.Changes, d.More = d.Changes[:most], d.More+over
	}
	return d
}

// prune removes the days that are too old.
func (l Log) prune(today service.Date) error {
	entries, err := os.ReadDir(l.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("clear up what changed long ago: %w", err)
	}
	for _, entry := range entries {
		on, ok := dayOf(entry.Name())
		if !ok {
			continue
		}
		if age, ok := on.DaysBefore(today); ok && age > keepDays {
			if err := os.Remove(l.path(entry.Name())); err != nil {
				return fmt.Errorf("clear up what changed long ago: %w", err)
			}
		}
	}
	return nil
}

// dayOf returns the day that a file is of, and false for any other file.
func dayOf(name string) (service.Date, bool) {
	base, isJSON := strings.CutSuffix(name, ".json")
	day, err := service.ParseDate(base)
	return day, isJSON && err == nil
}

func (l Log) path(name string) string { return filepath.Join(l.Dir, name) }

// day reads the changes of a day; none when there are none.
func (l Log) day(on service.Date) (Day, error) {
	day := Day{Day: on}
	err := l.read(string(on)+".json", &day)
	day.Day = on
	return day, err
}

func (l Log) pending() (pending, error) {
	var p pending
	err := l.read(pendingFile, &p)
	return p, err
}

// read reads a file into v; one that is not there leaves v alone.
func (l Log) read(name string, v any) error {
	data, err := os.ReadFile(l.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		return fmt.Errorf("read what changed: %s can't be read, move it away: %w", l.path(name), err)
	}
	return nil
}

func (l Log) write(name string, v any) error {
	data, err := json.Marshal(v)
	if err == nil {
		err = atomicfile.Write(l.path(name), append(data, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep what changed: %w", err)
	}
	return nil
}
