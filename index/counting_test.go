package index

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

// TestCountedBesideIsCountedTheSame asks a library the same questions with one
// goroutine and with two.
func TestCountedBesideIsCountedTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	lib := testLibrary(t, randomRecords(r, 300).records)
	for range 200 {
		q := randomQuery(t, r)
		q.Facets = true
		ask := func(beside bool) service.Result {
			lib.gen.beside = beside
			result, err := lib.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			return result
		}
		if diff := cmp.Diff(ask(false), ask(true)); diff != "" {
			t.Fatalf("%+v is answered differently when it is counted beside (-alone, +beside):\n%s", q, diff)
		}
	}
}

// TestAFaultBesideIsTheAskers breaks what is counted beside, and expects the
// fault in the goroutine that asks.
func TestAFaultBesideIsTheAskers(t *testing.T) {
	lib := testLibrary(t, randomRecords(rand.New(rand.NewPCG(3, 4)), 20).records)
	g := lib.gen.ask()
	defer g.done()
	c := &counting{pieces: []func(*asker){func(*asker) { panic("broken") }}}
	c.start(g)
	defer func() {
		if recover() != "broken" {
			t.Error("the fault is lost")
		}
	}()
	c.wait()
}
