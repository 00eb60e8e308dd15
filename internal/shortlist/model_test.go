package shortlist

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// plain is what a list holds, in the plainest form: the oracle of this test.
type plain struct {
	label string
	kept  bool
	items []plainItem
}

type plainItem struct{ id, note, private string }

// oracle is a list whose history is all the states it was ever in.
type oracle struct {
	states []plain
	at     int
	// next says that the first change was starting the next person, and when.
	next   bool
	nextAt time.Time
}

func (o *oracle) now() plain {
	p := o.states[o.at]
	p.items = slices.Clone(p.items)
	return p
}

func (o *oracle) set(p plain) {
	if fmt.Sprint(p) != fmt.Sprint(o.now()) {
		o.next = o.next && o.at > 0
		o.states = append(o.states[:o.at+1], p)
		o.at++
	}
}

// forget drops the person before once an hour has passed.
func (o *oracle) forget(now time.Time) {
	if o.next && o.at > 0 && now.Sub(o.nextAt) >= time.Hour {
		o.states, o.at, o.next = o.states[1:], o.at-1, false
	}
}

func plainOf(l List) plain {
	p := plain{label: l.Label, kept: l.Kept}
	for _, it := range l.Items {
		p.items = append(p.items, plainItem{it.ID, it.Note, it.Private})
	}
	return p
}

// randomStep does the same random thing to a store and to the oracle.
func randomStep(rnd *rand.Rand, s *Store, o *oracle, clock *testClock) (string, error) {
	p, id := o.now(), fmt.Sprintf("demo/%d", rnd.IntN(8))
	at := slices.IndexFunc(p.items, func(it plainItem) bool { return it.id == id })
	text := []string{"", "ask for Jo", "side door"}[rnd.IntN(3)]
	absent := func(err error) error {
		if !errors.Is(err, ErrNotListed) {
			return fmt.Errorf("got %w, want not listed", err)
		}
		return nil
	}
	switch n := rnd.IntN(20); {
	case n < 5:
		if at < 0 {
			p.items = append(p.items, plainItem{id: id})
		}
		o.set(p)
		return "add", s.Add(aService(int(id[5] - '0')))
	case n < 7 && at < 0:
		return "remove nothing", absent(s.Remove(id))
	case n < 7:
		p.items = slices.Delete(p.items, at, at+1)
		o.set(p)
		return "remove", s.Remove(id)
	case n < 9 && at >= 0:
		to := rnd.IntN(len(p.items))
		it := p.items[at]
		p.items = slices.Insert(slices.Delete(p.items, at, at+1), to, it)
		o.set(p)
		return "move", s.Move(id, to)
	case n < 10 && at >= 0:
		p.items[at].note = text
		o.set(p)
		return "note", s.Note(id, text)
	case n < 11 && at >= 0:
		p.items[at].private = text
		o.set(p)
		return "private", s.Private(id, text)
	case n == 11 && rnd.IntN(4) == 0:
		p.items = nil
		o.set(p)
		return "clear", s.Clear()
	case n == 12:
		p.label = text
		o.set(p)
		return "rename", s.Rename(text)
	case n == 13:
		p.kept = !p.kept
		o.set(p)
		return "keep", s.Keep(p.kept)
	case n == 14 && rnd.IntN(4) == 0 && p.label == "":
		if len(p.items) == 0 {
			*o = oracle{states: []plain{{}}}
		} else {
			*o = oracle{states: []plain{p, {}}, at: 1, next: true, nextAt: clock.now()}
		}
		return "next person", s.NextPerson()
	case n < 18:
		_, err := s.Undo()
		if o.at == 0 {
			if !errors.Is(err, ErrNothingToUndo) {
				return "undo", fmt.Errorf("got %w, want nothing to undo", err)
			}
			return "undo nothing", nil
		}
		o.at--
		return "undo", err
	default:
		_, err := s.Redo()
		if o.at == len(o.states)-1 {
			if !errors.Is(err, ErrNothingToRedo) {
				return "redo", fmt.Errorf("got %w, want nothing to redo", err)
			}
			return "redo nothing", nil
		}
		o.at++
		return "redo", err
	}
}

// TestRandomChangesAgainstAPlainModel does random things and compares the list,
// reopened after each one, with a model that keeps every state whole.
func TestRandomChangesAgainstAPlainModel(t *testing.T) {
	runs, steps := 10, 120
	if testing.Short() {
		runs, steps = 3, 60
	}
	for seed := range uint64(runs) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		dir, clock := t.TempDir(), newClock()
		s, o := clock.open(t, dir), &oracle{states: []plain{{}}}
		for n := range steps {
			clock.pass(time.Duration(rnd.IntN(600)) * time.Second)
			o.forget(clock.now())
			what, err := randomStep(rnd, s, o, clock)
			if err != nil {
				t.Fatalf("seed %d, step %d, %s: %v", seed, n, what, err)
			}
			s = clock.open(t, dir)
			if got, want := fmt.Sprint(plainOf(s.Current())), fmt.Sprint(o.now()); got != want {
				t.Fatalf("seed %d, step %d, after %s:\n got %s\nwant %s", seed, n, what, got, want)
			}
			if len(s.Lists()) > 1 || len(s.Troubles()) > 0 {
				t.Fatalf("seed %d, step %d, after %s: %d lists, troubles %v", seed, n, what, len(s.Lists()), s.Troubles())
			}
		}
	}
}
