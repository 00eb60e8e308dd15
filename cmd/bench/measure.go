package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"fettle/cmd/bench/corpus"
	"fettle/index"
	"fettle/internal/service"
)

// measured is what was measured of a library of one size.
type measured struct {
	services int
	// built is how long the library took from records to searchable; 0 when it
	// was there already.
	built   making
	changed changing
	// opened is how long it takes to open it and to answer the first question,
	// and open the opening alone.
	open, opened time.Duration
	disk         map[string]int64
	// single is about how large the records would be were each with its publisher's
	// bytes compressed by itself, as the plainest store has them.
	single  int64
	classes []class
	all     class
	// painted is how long the finder takes from its start until there are results
	// on the screen, searched one question on the command line; the others are
	// the processor time of that.
	painted, searched         []time.Duration
	paintedWork, searchedWork []time.Duration
	keys                      []key
	// lateKeys is how many keys were not done when the next one was pressed.
	lateKeys int
	// own is the memory that is the process's own after all questions, in bytes;
	// 0 where the system does not say.
	own int64
}

// key is what one key did: how long it took until the first and the last bytes
// came on the screen, how many they were, and the processor time of it all.
type key struct {
	first, last time.Duration
	worked      time.Duration
	bytes       int
	// late says that what the key before brings came only after this one.
	late bool
}

// making is how long it took to make or to change a library, the processor time of
// that, and the most memory that was taken for it, in bytes; 0 where the system does
// not say.
type making struct {
	took, worked time.Duration
	memory       int64
}

// begin begins to measure a making; the function that it returns ends it.
func begin() func() making {
	started, before := time.Now(), worked()
	return func() making { return making{time.Since(started), worked() - before, memoryOf("VmHWM")} }
}

// String writes what parse reads.
func (m making) String() string { return fmt.Sprintln(int64(m.took), int64(m.worked), m.memory) }

func (m *making) parse(text string) error {
	_, err := fmt.Sscan(text, &m.took, &m.worked, &m.memory)
	return err
}

// class is one kind of question with how long each took.
type class struct {
	name string
	took []time.Duration
	// worked is the processor time, which other programs change less.
	worked []time.Duration
}

// rounds is how often each question is asked after a first time that warms up.
// What counts is the middle one, so that what else the machine does between
// two questions stays out.
const rounds = 5

// pressings is how often the keys of a worker are pressed.
const pressings = 5

func measure(ctx context.Context, o options, n int) (*measured, error) {
	data := filepath.Join(o.keep, fmt.Sprint(n))
	dir := filepath.Join(data, "library")
	c := corpus.New(benchNow())
	m := &measured{services: n, disk: map[string]int64{}}
	// The library is made by another process, so that the memory of this one is
	// that of questions.
	var err error
	if m.built, err = makeElsewhere(ctx, o, dir, n); err != nil {
		return nil, err
	}
	m.measureDisk(dir)
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = lib.Close() }()
	if err := m.measureSingle(lib); err != nil {
		return nil, err
	}
	if err := m.ask(ctx, lib, c.Questions()); err != nil {
		return nil, err
	}
	m.own = memoryOf("RssAnon")
	// Another process opens it, too, as a program does that starts.
	out, err := runSelf(ctx, "-open", n, o.keep)
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Sscan(out, &m.open, &m.opened); err != nil {
		return nil, err
	}
	if err := m.measureChange(ctx, o, dir, c.Questions()); err != nil {
		return nil, err
	}
	if o.program == "" {
		return m, nil
	}
	return m, m.measureProgram(ctx, lib, o.program, data)
}

// makeElsewhere makes a library in a process of its own, unless it is there, and
// returns how long that took; 0 when it was there.
func makeElsewhere(ctx context.Context, o options, dir string, n int) (m making, err error) {
	if isThere(dir, n) {
		return m, nil
	}
	out, err := runSelf(ctx, "-make", n, o.keep)
	if err == nil {
		err = m.parse(out)
	}
	return m, err
}

// isThere reports whether a library of that size, in the form of this version,
// is there.
func isThere(dir string, n int) bool {
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		return false
	}
	defer func() { _ = lib.Close() }() // it was only read
	return lib.Contents().Services == n && lib.Trouble() == ""
}

// madeAhead is how many records are made up before they are brought in together, so
// that the clock stands still while they are made up.
const madeAhead = 1024

// makeLibrary makes a library, to which records come as from a sync: none is kept
// here. It returns how long that took from records to searchable, without the
// making up.
func makeLibrary(ctx context.Context, dir string, n int) (m making, err error) {
	if err := os.RemoveAll(dir); err != nil {
		return m, err
	}
	c := corpus.New(benchNow())
	ended := begin()
	var madeUp making
	err = index.Update(ctx, dir, benchNow(), func(d *index.Draft) error {
		for some := range slices.Chunk(slices.Collect(corpus.Numbers(n)), madeAhead) {
			ended := begin()
			all := make([]service.Service, len(some))
			for i, number := range some {
				all[i] = c.Service(number)
			}
			one := ended()
			madeUp.took, madeUp.worked = madeUp.took+one.took, madeUp.worked+one.worked
			for _, s := range all {
				d.Put(s)
			}
		}
		return nil
	})
	m = ended()
	m.took, m.worked = m.took-madeUp.took, m.worked-madeUp.worked
	return m, err
}

func (m *measured) measureDisk(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			name, _, _ := strings.Cut(filepath.Base(path), "-") // "rows-00.dat" is a part of the rows
			m.disk[name] += info.Size()
			m.disk["all"] += info.Size()
		}
		return err
	})
}

// sampled is of how many records one is looked at to tell how large all would be.
const sampled = 50

// measureSingle works out how large the records would be, each by itself.
func (m *measured) measureSingle(lib *index.Library) error {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	c := corpus.New(benchNow())
	for i := 0; i < m.services; i += sampled {
		s, err := lib.Service(c.Service(i).ID)
		if err != nil {
			return err
		}
		data, err := json.Marshal(s)
		if err != nil {
			return err
		}
		m.single += sampled * int64(len(enc.EncodeAll(append(data, s.Raw...), nil)))
	}
	return nil
}

// measureOpen opens a library some times, and prints how long that took, and how long
// it took until the first question was answered.
func measureOpen(ctx context.Context, dir string) error {
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
	_, err := fmt.Println(int64(middle(opens, 0.5)), int64(middle(firsts, 0.5)))
	return err
}

// middle returns what so large a part of the figures is at most: 0.5 is the
// median.
func middle[T cmp.Ordered](all []T, part float64) T {
	if len(all) == 0 {
		var none T
		return none
	}
	all = slices.Sorted(slices.Values(all))
	return all[min(len(all)-1, int(part*float64(len(all))))]
}

func (m *measured) ask(ctx context.Context, lib *index.Library, all []corpus.Question) error {
	took, work := make([][]time.Duration, len(all)), make([][]time.Duration, len(all))
	for round := range rounds + 1 {
		for i, q := range all {
			before, started := worked(), time.Now()
			if _, err := lib.Search(ctx, q.Query); err != nil {
				return err
			}
			if round > 0 { // the first round warms up
				took[i] = append(took[i], time.Since(started))
				work[i] = append(work[i], worked()-before)
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
		one = middle(work[i], 0.5)
		last.worked, m.all.worked = append(last.worked, one), append(m.all.worked, one)
	}
	return nil
}

// memoryOf returns a figure of the process's memory in bytes: RssAnon is its own
// without that of mapped files, VmHWM the most that it ever had with them. It is 0
// where the system does not say.
func memoryOf(what string) int64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, found := strings.Cut(string(data), what+":")
	var kilobytes int64
	if !found {
		return 0
	}
	if _, err := fmt.Sscan(after, &kilobytes); err != nil {
		return 0
	}
	return kilobytes << 10
}
