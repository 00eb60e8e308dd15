package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	stdsync "sync"
	"time"

	"fettle/internal/service"
)

// Ahead prepares services for an update that is still to come, while others of
// them are on their way: see Draft.TakeAhead. What is put in the end need not be
// what was prepared, and is then prepared again. Its methods may be called from
// several goroutines at once.
type Ahead struct {
	dir   string // of the library
	now   time.Time
	most  int           // how many are prepared together
	all   int           // how many are prepared at most
	turns chan struct{} // one processor at least is left to what brings them in
	group stdsync.WaitGroup

	mu      stdsync.Mutex // Guards what follows.
	waiting []*service.Service
	batches []*aheadBatch
	dict    rowDict         // made of the first batch
	ids     map[string]bool // of those that are prepared, about so many bytes
	bytes   int
	spool   *spool // of the others, once there are some; nil is none
}

// aheadBatch is some services that were prepared ahead. Who prepared them did
// nothing else, so that the words of others are not counted with theirs.
type aheadBatch struct {
	of []*service.Service
	batch
	preparer *preparer
	err      error
}

// mostAhead is how many services are prepared ahead together, and allAhead how many
// are in all. Those that are left over at the end are prepared by the update.
const mostAhead, allAhead = 1024, 16 * 1024

// NewAhead returns an Ahead with nothing prepared, for the library in a folder.
// Times that pass are judged by now until the update comes, which judges them
// again.
func NewAhead(dir string, now time.Time) *Ahead {
	return &Ahead{dir: dir, now: now, most: mostAhead, all: allAhead, turns: make(chan struct{}, processors(true)), ids: map[string]bool{}}
}

// Add has a service prepared, and returns what reads it until the update has begun
// to be written. It must not be changed before. When there are many, those that
// come later are not prepared but put aside, so that they take no memory.
func (a *Ahead) Add(s service.Service) (again func() (service.Service, error)) {
	s.Raw = keptRaw(s.Raw)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ids[s.ID] || len(a.ids) < a.all && a.bytes < mostHeldBytes {
		a.ids[s.ID] = true
		a.bytes += sizeOf(&s)
		held := &s
		if a.waiting = append(a.waiting, held); len(a.waiting) == a.most {
			a.prepare()
		}
		return func() (service.Service, error) { return *held, nil }
	}
	from, at, size, err := a.putAside(&s)
	return func() (service.Service, error) {
		if err != nil {
			return service.Service{}, err
		}
		reader := spoolReader{spool: from}
		s, err := reader.service(at, size)
		if err != nil {
			return service.Service{}, err
		}
		return *s, nil
	}
}

// The beginning and the end of the names of the files with what is put aside until
// an update, in the library's folder.
const arriving, arrivingEnd = "arriving-", ".dat"

// putAside puts a service aside and says where it is.
func (a *Ahead) putAside(s *service.Service) (in *spool, at int64, size int32, err error) {
	if a.spool == nil {
		if err := os.MkdirAll(a.dir, 0o700); err != nil {
			return nil, 0, 0, fmt.Errorf("put what comes into the library aside: %w", err)
		}
		file, err := os.CreateTemp(a.dir, arriving+"*"+arrivingEnd)
		if err != nil {
			return nil, 0, 0, fmt.Errorf("put what comes into the library aside: %w", err)
		}
		a.spool = &spool{file: file}
	}
	err = a.spool.add([]*service.Service{s}, 1, func(_ int, where int64, long int32) { at, size = where, long })
	return a.spool, at, size, err
}

// sweepArriving removes what those left who were interrupted before their update.
// A file that somebody still uses stays, or goes on without its name.
func sweepArriving(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // the next update looks again
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), arriving) && strings.HasSuffix(e.Name(), arrivingEnd) {
			_ = os.Remove(filepath.Join(dir, e.Name())) // tried again by the next update
		}
	}
}

// Close throws away what was put aside: it can no longer be read.
func (a *Ahead) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.spool == nil {
		return nil
	}
	file := a.spool.file
	a.spool = nil
	err := file.Close()
	if gone := os.Remove(file.Name()); !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// Forget forgets everything that was added: what comes next is for another update.
// On nil it does nothing.
func (a *Ahead) Forget() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.forget()
}

// forget is Forget with the lock held.
func (a *Ahead) forget() {
	a.waiting, a.batches, a.ids, a.bytes = nil, nil, map[string]bool{}, 0
	if a.spool != nil {
		a.spool.at = 0
	}
}

// has reports whether a service of that id was prepared.
func (a *Ahead) has(id string) bool {
	if a == nil {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ids[id]
}

// prepare begins to prepare the services that wait. The lock is held.
func (a *Ahead) prepare() {
	b := &aheadBatch{of: a.waiting}
	if len(a.batches) == 0 {
		a.dict, _ = newRowDict(len(b.of), func(i int) ([]byte, error) { return encodeRow(b.of[i]), nil }) // of which none fails
	}
	dict := a.dict
	a.waiting, a.batches = nil, append(a.batches, b)
	a.group.Go(func() {
		a.turns <- struct{}{}
		defer func() { <-a.turns }()
		if b.preparer, b.err = newPreparer(a.now, dict); b.err == nil {
			b.batch, b.err = b.preparer.batch(len(b.of), func(i int) (*service.Service, error) { return b.of[i], nil })
			b.preparer.packer, b.preparer.fields = nil, nil // they take room until the end
		}
	})
}

// of returns the batches of which all services are put as they were prepared, none
// of them twice, with the dictionary of their rows, and forgets everything.
func (a *Ahead) of(put map[string]putService) ([]*aheadBatch, rowDict) {
	if a == nil {
		return nil, rowDict{}
	}
	a.mu.Lock()
	batches, dict := a.batches, a.dict
	a.forget()
	a.mu.Unlock()
	a.group.Wait()
	taken := map[string]bool{}
	return slices.DeleteFunc(batches, func(b *aheadBatch) bool {
		if b.err != nil { // whoever prepares them again says why
			return true
		}
		for i, s := range b.of {
			if now := put[s.ID].here; now == nil || taken[s.ID] || !reflect.DeepEqual(now, s) {
				for _, before := range b.of[:i] {
					delete(taken, before.ID)
				}
				return true
			}
			taken[s.ID] = true
		}
		for i, s := range b.of {
			b.of[i] = put[s.ID].here
		}
		return false
	}), dict
}

// TakeAhead has the update use what was prepared for it.
func (d *Draft) TakeAhead(a *Ahead) { d.ahead = a }

// unprepared returns the new services that were not prepared ahead.
func (s *succession) unprepared() []freshService {
	if len(s.ahead) == 0 {
		return s.fresh
	}
	made := map[string]bool{}
	for _, b := range s.ahead {
		for _, one := range b.of {
			made[one.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(s.fresh), func(one freshService) bool { return made[one.id] })
}

// takeAhead gives what was prepared ahead to put. Words stay as they are; facts
// are made again of the services whose places are known only now, with the records
// of all that were prepared with them, and times are judged by the present day.
func (b *builder) takeAhead(ctx context.Context, put func(batch) error) error {
	if len(b.ahead) == 0 {
		return nil
	}
	err := sideBySide(ctx, b.processors, len(b.ahead), 1, func() (func(from, to int) (struct{}, error), error) {
		p, err := newPreparer(b.now, b.dict)
		if err != nil {
			return nil, err
		}
		return func(from, _ int) (none struct{}, err error) { return none, b.correct(b.ahead[from], p) }, nil
	}, func(i int, _ struct{}) error {
		some := b.ahead[i].batch
		b.ahead[i].batch = batch{} // it takes room
		return put(some)
	})
	for _, some := range b.ahead {
		b.preparers = append(b.preparers, some.preparer)
	}
	return err
}

// correct makes anew what in a batch that was prepared ahead is no longer so.
func (b *builder) correct(some *aheadBatch, p *preparer) error {
	again := false
	for i, s := range some.of {
		made := &some.services[i]
		switch {
		case b.placer.place(s):
			made.facts, again = p.facts.facts(s), true
		case made.facts.flags&flagDated != 0:
			made.facts.yes, made.facts.unstated = p.facts.cellsOf(made.facts.sessions)
		}
	}
	if !again {
		return nil
	}
	for _, s := range some.of {
		if err := p.packer.add(s); err != nil {
			return err
		}
	}
	some.records = p.packer.done()
	return nil
}
