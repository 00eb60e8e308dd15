package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fettle/cmd/bench/corpus"
	"fettle/index"
)

// changing is what it takes to change one in a hundred services of a library, and
// what it costs those who ask it meanwhile.
type changing struct {
	making // the middle one
	// meanwhile is how long each question took that was asked meanwhile, slowed how
	// many times as long as it usually takes, and alone the same of those asked right
	// before each change, when nothing changed, as none always takes equally long.
	meanwhile     []time.Duration
	slowed, alone []float64
}

// changes is how often the same is changed, in fresh copies of the library.
const changes = 3

// betweenQuestions is how long nothing is asked between two questions while a
// library changes: nobody types faster.
const betweenQuestions = 10 * time.Millisecond

// changingDir returns the folder of the copy of a library that is changed.
func changingDir(keep string, n int) string {
	return filepath.Join(keep, fmt.Sprint(n)+"-changing", "library")
}

// allAskedFrom is from how many services on all questions are asked while a library
// changes: a smaller one has changed before a tenth of them are asked.
const allAskedFrom = 100_000

// measureChange changes copies of a library in another process, as a sync does, and
// asks them all the while.
func (m *measured) measureChange(ctx context.Context, o options, dir string, all []corpus.Question) error {
	t := &typist{all: all}
	if m.services < allAskedFrom {
		t.all = nil
		for i := 0; i < len(all); i += 10 {
			t.all = append(t.all, all[i])
		}
	}
	var made []making
	for range changes {
		one, err := m.changeCopy(ctx, o, dir, t)
		if err != nil {
			return err
		}
		made = append(made, one)
	}
	slices.SortFunc(made, func(x, y making) int { return cmp.Compare(x.took, y.took) })
	m.changed = t.found
	m.changed.making = made[len(made)/2]
	return nil
}

// changeCopy changes one copy of a library while somebody asks it.
func (m *measured) changeCopy(ctx context.Context, o options, dir string, t *typist) (made making, err error) {
	copied := changingDir(o.keep, m.services)
	defer func() { err = errors.Join(err, os.RemoveAll(filepath.Dir(copied))) }()
	if err := linkAll(dir, copied); err != nil {
		return made, err
	}
	if t.lib, err = index.Open(copied, index.Options{}); err != nil {
		return made, err
	}
	defer func() { _ = t.lib.Close() }() // it was only read
	if err := t.askAlone(ctx); err != nil {
		return made, err
	}
	done := make(chan error, 1)
	go func() {
		out, err := runSelf(ctx, "-change", m.services, o.keep)
		if err == nil {
			err = made.parse(out)
		}
		done <- err
	}()
	for ; ; t.next = (t.next + 1) % len(t.all) {
		select {
		case err := <-done:
			return made, err
		default:
		}
		took, err := t.ask(ctx, t.next)
		if err != nil {
			return made, errors.Join(err, <-done)
		}
		t.found.meanwhile = append(t.found.meanwhile, took)
		t.found.slowed = append(t.found.slowed, float64(took)/float64(t.usual[t.next]))
	}
}

// typist asks a library as somebody does who types.
type typist struct {
	lib  *index.Library
	all  []corpus.Question
	next int // the question that is asked next
	// usual is how long each question usually takes.
	usual []time.Duration
	found changing
}

// ask asks a question after the pause of somebody who types.
func (t *typist) ask(ctx context.Context, i int) (time.Duration, error) {
	time.Sleep(betweenQuestions)
	started := time.Now()
	_, err := t.lib.Search(ctx, t.all[i].Query)
	return time.Since(started), err
}

// usualRounds is how often each question is asked to tell how long it usually takes.
const usualRounds = 3

// askAlone asks all questions while nothing changes: once to warm up, the first time
// some times more, to tell how long they usually take, and then once to tell how
// evenly.
func (t *typist) askAlone(ctx context.Context) error {
	for i := range t.all {
		if _, err := t.lib.Search(ctx, t.all[i].Query); err != nil {
			return err
		}
	}
	if t.usual == nil {
		if err := t.askUsual(ctx); err != nil {
			return err
		}
	}
	for i := range t.all {
		took, err := t.ask(ctx, i)
		if err != nil {
			return err
		}
		t.found.alone = append(t.found.alone, float64(took)/float64(t.usual[i]))
	}
	return nil
}

func (t *typist) askUsual(ctx context.Context) error {
	took := make([][]time.Duration, len(t.all))
	for range usualRounds {
		for i := range t.all {
			one, err := t.ask(ctx, i)
			if err != nil {
				return err
			}
			took[i] = append(took[i], one)
		}
	}
	for _, all := range took {
		t.usual = append(t.usual, middle(all, 0.5))
	}
	return nil
}

// runSelf runs this program to do one thing to a library of that size, and returns
// what it prints.
func runSelf(ctx context.Context, what string, n int, keep string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, self, what, fmt.Sprint(n), "-keep", keep)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %d: %w", what, n, err)
	}
	return string(out), nil
}

// linkAll makes a copy of a library, whose files are never changed, as links.
func linkAll(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil || strings.HasPrefix(name, "LOCK") {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o700)
		}
		return os.Link(path, filepath.Join(to, name))
	})
}

// changeLibrary changes one in a hundred services of a library, and returns how
// long that took.
func changeLibrary(ctx context.Context, dir string, n int) (m making, err error) {
	c := corpus.New(benchNow())
	ended := begin()
	err = index.Update(ctx, dir, benchNow(), func(d *index.Draft) error {
		for i := 0; i < n; i += 100 {
			s := c.Service(i)
			s.Description += " New from today."
			d.Put(s)
		}
		return nil
	})
	return ended(), err
}
