package index

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fettle/internal/service"
)

// aheadOf returns an Ahead that prepares a few services at a time.
func aheadOf(dir string, most int, now time.Time) *Ahead {
	a := NewAhead(dir, now)
	a.most = most
	return a
}

// A library of which a part was prepared ahead is the same as one that is built
// whole: when services are put otherwise than they were prepared, twice or not
// at all, when their places become known by others, and when days have passed.
func TestWhatIsPreparedAheadComesToTheSame(t *testing.T) {
	const most = 100
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 78))
		dir, all := t.TempDir(), map[string]service.Service{}
		now := testNow().AddDate(0, 0, -9)
		if seed%2 == 1 { // there is a library already
			changeAtRandom(t, r, dir, now, all, 300)
		}
		ahead := aheadOf(dir, most, now)
		put := map[string]service.Service{}
		for i := range 5 * most {
			s := randomService(r, i)
			randomAddress(r, &s)
			put[s.ID] = s
			ahead.Add(s)
			if i == 10 && seed > 1 { // the first batch has one twice
				ahead.Add(s)
			}
			if i == 3*most+10 {
				s.Name += " that moved on" // and one was put otherwise
				put[s.ID] = s
			}
		}
		prepared := 0
		err := Update(t.Context(), dir, now.AddDate(0, 0, 9), func(d *Draft) error {
			d.TakeAhead(ahead)
			for id, s := range put {
				all[id] = copyOf(s)
				d.Put(s)
			}
			prepared = len(ahead.batches)
			return nil
		})
		if err != nil || prepared != 5 {
			t.Fatalf("%d batches were prepared, %v", prepared, err)
		}
		compareWithWhole(t, r, dir, now.AddDate(0, 0, 9), all)
	}
}

// Of what is prepared ahead only that is used which is put as it is.
func TestOnlyWhatIsPutIsTakenAhead(t *testing.T) {
	const most = 20
	r := rand.New(rand.NewPCG(1, 79))
	for name, c := range map[string]struct {
		twice, otherwise, left int // the numbers of services, 0 for none
		batches                int
	}{
		"all":                 {batches: 3},
		"one twice":           {twice: 5, batches: 2},
		"one otherwise":       {otherwise: most + 5, batches: 2},
		"one left out":        {left: 2*most + 5, batches: 2},
		"each batch with one": {twice: 5, otherwise: most + 5, left: 2*most + 5},
	} {
		t.Run(name, func(t *testing.T) {
			ahead, put, left := aheadOf(t.TempDir(), most, testNow()), map[string]putService{}, ""
			for i := 1; len(put) < 3*most; i++ {
				s := randomService(r, i)
				ahead.Add(s)
				if i == c.twice {
					ahead.Add(s)
				}
				if i == c.otherwise {
					s.Name += " that moved on"
				}
				put[s.ID] = putService{here: &s}
				if i == c.left {
					left = s.ID
				}
			}
			delete(put, left)
			if got, _ := ahead.of(put); len(got) != c.batches {
				t.Errorf("%d batches are taken, want %d", len(got), c.batches)
			}
			if got, _ := ahead.of(put); len(got) != 0 {
				t.Errorf("%d batches are taken a second time", len(got))
			}
		})
	}
}

// Of very many services only the first are prepared ahead and held in memory; the
// others are put aside, come back as they were, and come to the same library.
// Nothing of them is left in the end, nor of what was left before.
func TestOnlySomeArePreparedAheadOfMany(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "arriving-1.dat")
	if err := os.WriteFile(left, []byte("left"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 80))
	ahead := aheadOf(dir, 20, testNow())
	ahead.all = 50
	all := map[string]service.Service{}
	var again []func() (service.Service, error)
	for i := range 200 {
		s := randomService(r, i)
		randomAddress(r, &s)
		s.Raw = json.RawMessage(fmt.Sprintf(`{"number": %d}`, i))
		again = append(again, ahead.Add(copyOf(s)))
		all[s.ID] = s
	}
	if len(ahead.ids) != 50 || len(ahead.batches) != 2 || len(ahead.waiting) != 10 {
		t.Errorf("%d are held: %d batches and %d", len(ahead.ids), len(ahead.batches), len(ahead.waiting))
	}
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		d.most = 30
		d.TakeAhead(ahead)
		for _, read := range again {
			s, err := read()
			if diff := cmp.Diff(all[s.ID], s, cmpopts.EquateEmpty()); err != nil || diff != "" {
				t.Fatalf("%v, %s", err, diff)
			}
			d.Put(s)
		}
		if len(d.held) >= 30 || d.spool == nil {
			t.Errorf("%d are held", len(d.held))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := ahead.Close(); err != nil {
		t.Error(err)
	}
	if _, err := again[199](); err == nil {
		t.Error("what was thrown away is read")
	}
	if files, _ := filepath.Glob(filepath.Join(dir, arriving+"*")); len(files) > 0 {
		t.Errorf("left are %q", files)
	}
	compareWithWhole(t, r, dir, testNow(), all)
}

// Large services fill the memory sooner, and of the publisher's own bytes too many
// are kept by nobody: they cost neither the service nor the update.
func TestLargeServicesArePutAsideSooner(t *testing.T) {
	dir := t.TempDir()
	ahead := NewAhead(dir, testNow())
	large := json.RawMessage(bytes.Repeat([]byte("1"), maxRaw))
	var again []func() (service.Service, error)
	for i := range 10 {
		s := named(fmt.Sprintf("f/%d", i), "One")
		if s.Raw = large; i == 9 {
			s.Raw = make(json.RawMessage, maxRecord+1)
		}
		again = append(again, ahead.Add(s))
	}
	if n := len(ahead.ids); n > mostHeldBytes/maxRaw || n == 0 {
		t.Errorf("%d services of %d bytes are held", n, maxRaw)
	}
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		d.TakeAhead(ahead)
		for _, read := range again {
			s, err := read()
			if err != nil {
				return err
			}
			d.Put(s)
		}
		s := named("f/10", "Ten")
		s.Raw = make(json.RawMessage, maxRecord+1)
		d.Put(s)
		d.putAside()
		return nil
	})
	if err := errors.Join(err, ahead.Close()); err != nil {
		t.Fatal(err)
	}
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for id, raw := range map[string]int{"f/0": maxRaw, "f/8": maxRaw, "f/9": 0, "f/10": 0} {
		if s, err := lib.Service(id); err != nil || len(s.Raw) != raw {
			t.Errorf("%s has %d bytes of its publisher's, %v", id, len(s.Raw), err)
		}
	}
}

// What a feed brought that failed is forgotten, so that the next one is prepared.
func TestWhatIsForgottenLeavesRoom(t *testing.T) {
	ahead := aheadOf(t.TempDir(), 5, testNow())
	ahead.all = 10
	for feed := range 3 {
		ahead.Forget()
		for i := range 20 {
			again := ahead.Add(named(fmt.Sprintf("f%d/%d", feed, i), "One"))
			if s, err := again(); err != nil || s.ID != fmt.Sprintf("f%d/%d", feed, i) {
				t.Errorf("%s, %v", s.ID, err)
			}
		}
		if len(ahead.batches) != 2 || len(ahead.ids) != 10 {
			t.Errorf("of feed %d %d batches are prepared", feed, len(ahead.batches))
		}
	}
	if err := ahead.Close(); err != nil {
		t.Error(err)
	}
}
