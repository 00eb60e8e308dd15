package index

import (
	"encoding/json"
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
	if len(ahead.ids) != 50 || len(ahead.batches) != 2 || len(ahead.waiting) != 10 || exists(left) {
		t.Errorf("%d of %d batches and %d are held, and what was left is there: %v", len(ahead.ids), len(ahead.batches), len(ahead.waiting), exists(left))
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
	if files, _ := filepath.Glob(filepath.Join(dir, arriving)); len(files) > 0 {
		t.Errorf("left are %q", files)
	}
	compareWithWhole(t, r, dir, testNow(), all)
}
