package index

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

// workQuestions are questions of each kind, with how many sets of documents
// each may borrow and how many things it may allocate. Time differs from one
// machine to the next; this work does not, and grows when somebody makes
// questions slower.
func workQuestions() map[string]struct {
	query         service.Query
	sets, objects int
} {
	age := 40
	near := &service.Near{Point: service.Point{Lat: 54, Lon: -2.8}}
	morning := when.WeekCells()[:1]
	return map[string]struct {
		query         service.Query
		sets, objects int
	}{
		"nothing chosen":       {service.Query{}, 8, 800},
		"one letter":           {service.Query{Words: "c", Typing: true}, 20, 800},
		"four letters":         {service.Query{Words: "coff", Typing: true}, 40, 1400},
		"one word":             {service.Query{Words: "coffee"}, 16, 900},
		"two words":            {service.Query{Words: "coffee walking"}, 24, 900},
		"a phrase":             {service.Query{Words: `"coffee walking"`}, 24, 900},
		"a need":               {service.Query{}.Choose(service.PaneNeed, "food"), 16, 800},
		"an age":               {service.Query{Age: &age}, 16, 800},
		"a part of the week":   {service.Query{When: morning}, 16, 800},
		"near":                 {service.Query{Near: near, Sort: service.SortNear}, 16, 900},
		"four filters at once": {service.Query{Age: &age, Near: near, When: morning}.Choose(service.PaneNeed, "food"), 28, 1000},
	}
}

func TestAQuestionDoesNoMoreWorkThanItMay(t *testing.T) {
	lib := testLibrary(t, randomRecords(rand.New(rand.NewPCG(3, 4)), 600).records)
	for name, w := range workQuestions() {
		t.Run(name, func(t *testing.T) {
			w.query.Now, w.query.Limit, w.query.Facets = testNow(), 50, true
			g := lib.gen.ask()
			defer g.done()
			ask := func() {
				g.used = 0
				if _, err := g.search(t.Context(), w.query); err != nil {
					t.Fatal(err)
				}
			}
			ask() // what is kept for the next question is made by the first one
			if objects := int(testing.AllocsPerRun(5, ask)); objects > w.objects {
				t.Errorf("allocates %d things, of which %d are enough", objects, w.objects)
			}
			if g.used > w.sets {
				t.Errorf("borrows %d sets, of which %d are enough", g.used, w.sets)
			}
			if testing.Verbose() {
				t.Logf("%d sets, %d things", g.used, int(testing.AllocsPerRun(5, ask)))
			}
		})
	}
}

// Parts of a question and of the building, each by itself.

func BenchmarkAnalyse(b *testing.B) {
	a, err := newAnalyser(true)
	if err != nil {
		b.Fatal(err)
	}
	text := "Every Tuesday people’s memory café meets at the library for a cup of tea, singing and gentle exercise."
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a.forms(text, nil)
	}
}

func BenchmarkPrepare(b *testing.B) {
	all := randomRecords(rand.New(rand.NewPCG(3, 4)), 200).records
	p, err := newPreparer(testNow())
	if err != nil {
		b.Fatal(err)
	}
	document := newWordDocument()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := p.prepare(&all[i%len(all)], document); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRow(b *testing.B) {
	all := randomRecords(rand.New(rand.NewPCG(3, 4)), 1).records
	row := string(encodeRow(&all[0]))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decodeRow(row); err != nil {
			b.Fatal(err)
		}
	}
}

// benchSet returns a set with one in so many of 200,000 documents.
func benchSet(oneIn int) set {
	s := newSet(200_000)
	r := rand.New(rand.NewPCG(1, uint64(oneIn)))
	for doc := range 200_000 {
		if r.IntN(oneIn) == 0 {
			s.add(doc)
		}
	}
	return s
}

func BenchmarkCountSet(b *testing.B) {
	for _, oneIn := range []int{2, 100, 10_000} {
		b.Run(fmt.Sprintf("one in %d", oneIn), func(b *testing.B) {
			of := base{benchSet(oneIn), benchSet(oneIn + 1)}
			yes, unstated := benchSet(3), benchSet(2)
			var o service.Option
			for b.Loop() {
				countSet(&o, of, yes, unstated, false)
			}
		})
	}
}

func BenchmarkNear(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	c := &columns{n: 200_000, pointStart: []uint32{0}}
	for range c.n {
		c.lat, c.lon = append(c.lat, 50+r.Float64()*6), append(c.lon, -5+r.Float64()*6)
		c.pointStart = append(c.pointStart, uint32(len(c.lat)))
	}
	c.sortPoints()
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		c.eachWithin(service.Point{Lat: 53, Lon: -2}, 20, func(uint32, float64) { n++ })
		if n == 0 {
			b.Fatal("nothing is near")
		}
	}
}

func BenchmarkCells(b *testing.B) {
	s := service.Session{Freq: service.Weekly, Days: []service.Day{{Day: time.Tuesday}}, From: "10:00", To: "12:00"}
	for b.Loop() {
		cellsOfSession(s, testNow())
	}
}
