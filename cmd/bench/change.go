package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"fettle/cmd/bench/corpus"
	"fettle/index"
)

// changing is what it takes to change one in a hundred services of a library, and
// what it costs those who ask it meanwhile.
type changing struct {
	making
	// slowed has, for every question asked meanwhile, how many times as long it
	// took as before.
	slowed []float64
}

// betweenQuestions is how long nothing is asked between two questions while a
// library changes: nobody types faster.
const betweenQuestions = 10 * time.Millisecond

// changingDir returns the folder of the copy of a library that is changed.
func changingDir(keep string, n int) string {
	return filepath.Join(keep, fmt.Sprint(n)+"-changing", "library")
}

// measureChange changes a copy of a library in another process, as a sync does,
// and asks it all the while.
func (m *measured) measureChange(ctx context.Context, o options, dir string, all []corpus.Question) (err error) {
	copied := changingDir(o.keep, m.services)
	defer func() { err = errors.Join(err, os.RemoveAll(filepath.Dir(copied))) }()
	if err := linkAll(dir, copied); err != nil {
		return err
	}
	lib, err := index.Open(copied, index.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = lib.Close() }() // it was only read
	ask := func(i int) (time.Duration, error) {
		time.Sleep(betweenQuestions)
		started := time.Now()
		_, err := lib.Search(ctx, all[i].Query)
		return time.Since(started), err
	}
	before := make([][]time.Duration, len(all))
	for round := range rounds + 1 {
		for i := range all {
			took, err := ask(i)
			if err != nil {
				return err
			}
			if round > 0 { // the first time warms up
				before[i] = append(before[i], took)
			}
		}
	}
	usual := make([]time.Duration, len(all))
	for i := range all {
		usual[i] = middle(before[i], 0.5)
	}
	done := make(chan error, 1)
	go func() {
		out, err := runSelf(ctx, "-change", m.services, o.keep)
		if err == nil {
			err = m.changed.parse(out)
		}
		done <- err
	}()
	for i := 0; ; i = (i + 1) % len(all) {
		select {
		case err := <-done:
			return err
		default:
		}
		took, err := ask(i)
		if err != nil {
			return err
		}
		m.changed.slowed = append(m.changed.slowed, float64(took)/float64(usual[i]))
	}
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
