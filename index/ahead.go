package index

import (
	"context"
	"reflect"
	"slices"
	stdsync "sync"
	"time"

	"fettle/internal/service"
)

// Ahead prepares services for an update that is still to come, while others of
// them are on their way: see Draft.TakeAhead. What is put in the end need not be
// what was prepared, and is then prepared again. Its methods may be called from
// several goroutines at once.
type Ahead struct {
	now   time.Time
	most  int           // how many are prepared together
	turns chan struct{} // one processor at least is left to what brings them in
	group stdsync.WaitGroup

	mu      stdsync.Mutex // Guards what follows.
	waiting []*service.Service
	batches []*aheadBatch
}

// aheadBatch is some services that were prepared ahead. Who prepared them did
// nothing else, so that the words of others are not counted with theirs.
type aheadBatch struct {
	of []*service.Service
	batch
	preparer *preparer
	err      error
}

// mostAhead is how many services are prepared ahead together. Those that are left
// over at the end are prepared by the update.
const mostAhead = 1024

// NewAhead returns an Ahead with nothing prepared. Times that pass are judged by
// now until the update comes, which judges them again.
func NewAhead(now time.Time) *Ahead {
	return &Ahead{now: now, most: mostAhead, turns: make(chan struct{}, processors(true))}
}

// Add has a service prepared. It must not be changed before the update.
func (a *Ahead) Add(s service.Service) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.waiting = append(a.waiting, &s); len(a.waiting) < a.most {
		return
	}
	b := &aheadBatch{of: a.waiting}
	a.waiting, a.batches = nil, append(a.batches, b)
	a.group.Go(func() {
		a.turns <- struct{}{}
		defer func() { <-a.turns }()
		if b.preparer, b.err = newPreparer(a.now); b.err == nil {
			b.batch, b.err = b.preparer.batch(b.of)
			b.preparer.packer, b.preparer.documents = nil, nil // they take room until the end
		}
	})
}

// of returns the batches of which all services are put as they were prepared, none
// of them twice, and forgets everything.
func (a *Ahead) of(put map[string]*service.Service) []*aheadBatch {
	if a == nil {
		return nil
	}
	a.mu.Lock()
	batches := a.batches
	a.waiting, a.batches = nil, nil
	a.mu.Unlock()
	a.group.Wait()
	taken := map[string]bool{}
	return slices.DeleteFunc(batches, func(b *aheadBatch) bool {
		if b.err != nil { // whoever prepares them again says why
			return true
		}
		for i, s := range b.of {
			if now := put[s.ID]; now == nil || taken[s.ID] || !reflect.DeepEqual(now, s) {
				for _, before := range b.of[:i] {
					delete(taken, before.ID)
				}
				return true
			}
			taken[s.ID] = true
		}
		for i, s := range b.of {
			b.of[i] = put[s.ID]
		}
		return false
	})
}

// TakeAhead has the update use what was prepared for it.
func (d *Draft) TakeAhead(a *Ahead) { d.ahead = a }

// unprepared returns the new services that were not prepared ahead.
func (s *succession) unprepared() []*service.Service {
	if len(s.ahead) == 0 {
		return s.fresh
	}
	made := map[string]bool{}
	for _, b := range s.ahead {
		for _, one := range b.of {
			made[one.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(s.fresh), func(one *service.Service) bool { return made[one.ID] })
}

// takeAhead gives what was prepared ahead to put. Words stay as they are; facts
// and records are made again of the services whose places are known only now, and
// times are judged by the present day.
func (b *builder) takeAhead(ctx context.Context, put func(batch) error) error {
	type placed struct {
		service *service.Service
		made    *prepared
	}
	var again []placed
	for _, some := range b.ahead {
		for i, s := range some.of {
			made := &some.services[i]
			switch {
			case b.placed[s.ID]:
				again = append(again, placed{s, made})
			case made.facts.flags&flagDated != 0:
				made.facts.yes, made.facts.unstated = b.facts.cellsOf(made.facts.sessions)
			}
		}
		b.preparers = append(b.preparers, some.preparer)
	}
	err := sideBySide(ctx, b.processors, len(again), 64, func() (func(from, to int) (struct{}, error), error) {
		p, err := newPreparer(b.now)
		if err != nil {
			return nil, err
		}
		return func(from, to int) (none struct{}, err error) {
			for _, one := range again[from:to] {
				one.made.facts = p.facts.facts(one.service)
				if one.made.record, err = p.packer.pack(one.service); err != nil {
					return none, err
				}
			}
			return none, nil
		}, nil
	}, func(int, struct{}) error { return nil })
	for i := 0; i < len(b.ahead) && err == nil; i++ {
		err = put(b.ahead[i].batch)
	}
	return err
}
