package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fettle/cmd/bench/corpus"
	"fettle/index"
	"fettle/internal/service"
)

// measured is what was measured of a library of one size.
type measured struct {
	services int
	// built is how long the library took from records to searchable; 0 when it
	// was there already.
	built time.Duration
	// opened is how long it takes to open it and to answer the first question,
	// and open the opening alone.
	open, opened time.Duration
	disk         map[string]int64
	classes      []class
	all          class
	// own is the memory that is the process's own after all questions, in bytes;
	// 0 where the system does not say.
	own int64
}

// class is one kind of question with how long each took.
type class struct {
	name string
	took []time.Duration
}

// rounds is how often each question is asked after a first time that warms up.
// What counts is the middle one, so that what else the machine does between
// two questions stays out.
const rounds = 5

func measure(ctx context.Context, dir string, n int) (*measured, error) {
	c := corpus.New(benchNow())
	m := &measured{services: n, disk: map[string]int64{}}
	var err error
	if m.built, err = makeLibrary(ctx, c, dir, n); err != nil {
		return nil, err
	}
	m.measureDisk(dir)
	if err := m.measureOpen(ctx, dir); err != nil {
		return nil, err
	}
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = lib.Close() }()
	if err := m.ask(ctx, lib, c.Questions()); err != nil {
		return nil, err
	}
	m.own = ownMemory()
	return m, nil
}

// makeLibrary makes a library unless it is there in the form of this version.
func makeLibrary(ctx context.Context, c *corpus.Corpus, dir string, n int) (time.Duration, error) {
	if lib, err := index.Open(dir, index.Options{}); err == nil {
		same := lib.Contents().Services == n && lib.Trouble() == ""
		if err := lib.Close(); err != nil || same {
			return 0, err
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return 0, err
	}
	all := make([]service.Service, n)
	for i := range all {
		all[i] = c.Service(i)
	}
	started := time.Now()
	err := index.Update(ctx, dir, benchNow(), func(d *index.Draft) error {
		for _, s := range all {
			d.Put(s)
		}
		return nil
	})
	return time.Since(started), err
}

func (m *measured) measureDisk(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			name, _, _ := strings.Cut(filepath.Base(path), "-")
			if filepath.Base(filepath.Dir(path)) == "words" {
				name = "words"
			}
			m.disk[name] += info.Size()
			m.disk["all"] += info.Size()
		}
		return err
	})
}

func (m *measured) measureOpen(ctx context.Context, dir string) error {
	var opens, firsts []time.Duration
	for range 2*rounds + 1 {
		started := time.Now()
		lib, err := index.Open(dir, index.Options{})
		if err != nil {
			return err
		}
		opens = append(opens, time.Since(started))
		if _, err := lib.Search(ctx, service.Query{Now: benchNow(), Limit: 1}); err != nil {
			return err
		}
		firsts = append(firsts, time.Since(started))
		if err := lib.Close(); err != nil {
			return err
		}
	}
	m.open, m.opened = middle(opens, 0.5), middle(firsts, 0.5)
	return nil
}

// middle returns what so large a part of the times is at most: 0.5 is the
// median.
func middle(all []time.Duration, part float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	all = slices.Sorted(slices.Values(all))
	return all[min(len(all)-1, int(part*float64(len(all))))]
}

func (m *measured) ask(ctx context.Context, lib *index.Library, all []corpus.Question) error {
	took := make([][]time.Duration, len(all))
	for round := range rounds + 1 {
		for i, q := range all {
			started := time.Now()
			if _, err := lib.Search(ctx, q.Query); err != nil {
				return err
			}
			if round > 0 { // the first round warms up
				took[i] = append(took[i], time.Since(started))
			}
		}
	}
	m.all.name = "all"
	for i, q := range all {
		if i == 0 || all[i-1].Class != q.Class {
			m.classes = append(m.classes, class{name: q.Class})
		}
		one := middle(took[i], 0.5)
		last := &m.classes[len(m.classes)-1]
		last.took, m.all.took = append(last.took, one), append(m.all.took, one)
	}
	return nil
}

// ownMemory returns how much memory is the process's own and no mapped file.
func ownMemory() int64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, found := strings.Cut(string(data), "RssAnon:")
	var kilobytes int64
	if !found {
		return 0
	}
	if _, err := fmt.Sscan(after, &kilobytes); err != nil {
		return 0
	}
	return kilobytes << 10
}

func (m *measured) print() {
	fmt.Printf("\n%d services\n", m.services)
	if m.built > 0 {
		fmt.Printf("  built in %.1f s: %.0f a second\n", m.built.Seconds(), float64(m.services)/m.built.Seconds())
	}
	fmt.Printf("  open %s, first question answered %s\n", milliseconds(m.open), milliseconds(m.opened))
	fmt.Printf("  on disk %.1f MB:", float64(m.disk["all"])/1e6)
	for _, name := range slices.Sorted(maps.Keys(m.disk)) {
		if m.disk[name] > m.disk["all"]/200 && name != "all" {
			fmt.Printf(" %s %.1f", name, float64(m.disk[name])/1e6)
		}
	}
	fmt.Printf("\n  memory of its own %.0f MB\n", float64(m.own)/1e6)
	for _, c := range append(m.classes, m.all) {
		fmt.Printf("  %-36s median %9s   99 in 100 %9s\n", c.name, milliseconds(middle(c.took, 0.5)), milliseconds(middle(c.took, 0.99)))
	}
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000)
}
