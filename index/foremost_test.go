package index

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// TestWhatIsFirstIsFirstOfAll compares the first few of an answer, which are
// mostly told without a look at each, with a look at each.
func TestWhatIsFirstIsFirstOfAll(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	var all []service.Service
	for i := range 3000 {
		s := randomService(r, i)
		for _, id := range []string{"young-person", "older-person"} {
			if r.IntN(3) == 0 {
				s.Found.Circumstances = append(s.Found.Circumstances, service.NeedFound{ID: id, Weight: 1})
			}
		}
		all = append(all, s)
	}
	lib := testLibrary(t, all)
	shortcuts := 0
	for i := range 1500 {
		q := simpleQuery(r)
		g := lib.gen.ask()
		words, err := g.words.find(q)
		if err != nil {
			t.Fatal(err)
		}
		filters, err := g.filters(q)
		if err != nil {
			t.Fatal(err)
		}
		b := g.answeredAll(g.within(words, q), filters, q.StatedOnly).whole
		o, err := g.ordering(words, filters, q)
		if err != nil {
			t.Fatal(err)
		}
		want := lookAtEach(o, b)
		for _, most := range []int{1, 3, 10, len(want) / 2} {
			got, err := g.rank(t.Context(), b, words, filters, q, most)
			if err != nil {
				t.Fatal(err)
			}
			for k, r := range got {
				if r.doc != want[k].doc || r.mayFit != want[k].mayFit || (r.best >= forOthers) != (want[k].best >= forOthers) {
					t.Fatalf("question %d %+v: of the first %d, number %d is %+v, want %+v", i, q, most, k, r, want[k])
				}
				if q.Sort == service.SortBest && r.best != want[k].best {
					shortcuts++
				}
			}
		}
		g.done()
	}
	if shortcuts < 5000 {
		t.Errorf("only %d services were told without a look", shortcuts)
	}
}

// simpleQuery returns a question of one or two things, as most are.
func simpleQuery(r *rand.Rand) service.Query {
	q := service.Query{Now: testNow(), Sort: service.SortBest}
	ask := [...]func(){
		func() { q.Words = strings.Join(some(r, testWords, 2), " ") },
		func() { age := r.IntN(100); q.Age = &age },
		func() { q = q.Choose(service.PaneNeed, some(r, []string{"food", "money", "housing", "company"}, 2)...) },
		func() { q = q.Choose(service.PaneCost, service.CostFree) },
		func() { q = q.Choose(service.PaneCircumstance, "carer") },
		func() { q.Near = &service.Near{Point: service.Point{Lat: 53.8, Lon: -2.6}} },
		func() { q.Sort = service.Sorts()[r.IntN(len(service.Sorts()))] },
	}
	for range 1 + r.IntN(2) {
		ask[r.IntN(len(ask))]()
	}
	return q
}

// lookAtEach orders an answer by looking at every document of it.
func lookAtEach(o *ordering, b base) []ranked {
	var out []ranked
	o.rank = o.today.rank()
	for _, third := range [...]set{b.fits, b.may} {
		third.each(func(doc int) {
			mayFit := b.may.has(doc)
			out = append(out, ranked{doc, mayFit, o.key(doc), o.bestOf(doc, mayFit)})
		})
	}
	slices.SortFunc(out, func(x, y ranked) int {
		third := 0
		if !o.best() && x.mayFit != y.mayFit {
			third = 1
			if y.mayFit {
				third = -1
			}
		}
		return cmp.Or(third, x.compare(y))
	})
	return out
}

// TestTheFirstOfManyAreThoseOfBothHalves compares what two processors find in
// halves with all documents in order.
func TestTheFirstOfManyAreThoseOfBothHalves(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	n := 2 * countedBeside
	rank := make([]uint32, n)
	c := &columns{n: n, nameRank: make([]uint32, n), flags: make([]uint8, n)}
	for i, at := range r.Perm(n) {
		rank[i], c.nameRank[i] = uint32(at), uint32(r.IntN(200))
	}
	o := &ordering{
		g: &asker{generation: &generation{columns: c}}, today: &today{rank: func() []uint32 { return rank }},
		q: service.Query{Sort: service.SortName}, others: newSet(n),
	}
	for name, in := range map[string]func(doc int) bool{
		"in both halves": func(doc int) bool { return doc%7 != 3 },
		"in one half":    func(doc int) bool { return doc < countedBeside },
		"in the other":   func(doc int) bool { return doc >= countedBeside-64 },
	} {
		t.Run(name, func(t *testing.T) {
			s, want := newSet(n), []int(nil)
			for doc := range n {
				if in(doc) {
					s.add(doc)
					want = append(want, doc)
				}
			}
			if len(want) < countedBeside {
				t.Fatalf("%d documents are not looked at in halves", len(want))
			}
			slices.SortFunc(want, func(x, y int) int {
				return cmp.Or(cmp.Compare(c.nameRank[x], c.nameRank[y]), cmp.Compare(rank[x], rank[y]))
			})
			for _, most := range []int{1, 50, 999, len(want)} {
				for _, beside := range []bool{false, true} {
					o.g.countingBeside = beside
					got := o.pick(s, len(want), most, false)
					if len(got) != most {
						t.Fatalf("%d of the first %d", len(got), most)
					}
					for i := range got {
						if got[i].doc != want[i] {
							t.Fatalf("of the first %d, number %d is %d, want %d", most, i, got[i].doc, want[i])
						}
					}
				}
			}
		})
	}
}
