package index

import (
	"math/rand/v2"
	"slices"
	stdsync "sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

// Why a service fits is the same whether the question was asked just before, so that
// its words are kept, or another one, or none.
func TestWhyIsTheSameAfterAnyQuestion(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	lib := testLibrary(t, randomRecords(r, 300).records)
	var ids []string
	for doc := range lib.gen.columns.n {
		ids = append(ids, lib.gen.columns.ids.at(doc))
	}
	why := func(q service.Query, id string) []service.Reason {
		_, reasons, err := lib.Explain(t.Context(), q, id)
		if err != nil {
			t.Fatal(err)
		}
		return reasons
	}
	ask := func(q service.Query) {
		if _, err := lib.Search(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	kept := 0
	for range 400 {
		q, other := randomQuery(t, r), randomQuery(t, r)
		id := ids[r.IntN(len(ids))]
		ask(other)
		want := why(q, id)
		ask(q)
		if lib.gen.last.arena != nil && lib.gen.last.asked == wordsAskedBy(q) && len(lib.gen.last.found.wanted) > 0 {
			kept++
		}
		for range 2 {
			if diff := cmp.Diff(want, why(q, id)); diff != "" {
				t.Fatalf("%+v, %s: %s", q, id, diff)
			}
		}
	}
	if kept < 100 {
		t.Errorf("words were kept %d times: nothing is proved", kept)
	}
}

// Questions and why may be asked by several at once, while the library moves on.
func TestWhyBesideQuestions(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 10))
	records := randomRecords(r, 200).records
	dir := t.TempDir()
	put(t, dir, records...)
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	var questions []service.Query
	for range 40 {
		questions = append(questions, randomQuery(t, r))
	}
	id := lib.gen.columns.ids.at(0)
	var want [][]service.Reason
	for _, q := range questions {
		_, reasons, err := lib.Explain(t.Context(), q, id)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, reasons)
	}
	var all stdsync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			for i := range questions {
				i = (i + 10*k) % len(questions)
				if _, err := lib.Search(t.Context(), questions[i]); err != nil {
					t.Error(err)
				}
				_, reasons, err := lib.Explain(t.Context(), questions[i], id)
				if err != nil || !slices.EqualFunc(reasons, want[i], func(x, y service.Reason) bool { return cmp.Equal(x, y) }) {
					t.Errorf("question %d: %v, %v", i, reasons, err)
				}
			}
		})
	}
	for range 3 { // the same services with another note: the answers stay
		if err := noteOnly(t, dir, "moved on"); err != nil {
			t.Error(err)
		}
		if _, err := lib.Refresh(); err != nil {
			t.Error(err)
		}
	}
	all.Wait()
	// What is kept is lent to one at a time, and comes back.
	q := questions[0]
	if _, err := lib.Search(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	g := lib.gen.ask()
	defer g.done()
	arena := lib.gen.last.arena
	_, release, err := g.foundWords(q)
	if err != nil || arena == nil || lib.gen.last.arena != nil {
		t.Fatalf("the words are not kept: %v", err)
	}
	if _, err := lib.Search(t.Context(), q); err != nil { // somebody else asks meanwhile
		t.Fatal(err)
	}
	kept := lib.gen.last.arena
	if release(); kept == nil || kept == arena || lib.gen.last.arena != kept {
		t.Error("what was lent is not given back as it should be")
	}
}

// What goes wrong in the half beside can be taken care of by who asks.
func TestAFaultInAHalfIsTheAskers(t *testing.T) {
	for _, at := range []int{0, countedBeside - 1} {
		fault := func() (fault any) {
			defer func() { fault = recover() }()
			inHalves(countedBeside, func(from, to int) {
				if from <= at && at < to {
					panic("out of range")
				}
			})
			return nil
		}()
		if fault != "out of range" {
			t.Errorf("a fault at %d became %v", at, fault)
		}
	}
}
