package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"fettle/internal/service"
	"fettle/internal/when"
)

// work is what one question costs: sets of documents borrowed, lists of postings
// opened and postings read in them, and things allocated.
type work struct{ sets, lists, postings, things int }

func (w work) within(most work) bool {
	return w.sets <= most.sets && w.lists <= most.lists && w.postings <= most.postings && w.things <= most.things
}

// workQuestions are questions of each kind, with how much work each may be. Time
// differs from one machine to the next; this work does not, and grows when
// somebody makes questions slower.
func workQuestions() map[string]struct {
	query service.Query
	most  work
} {
	age := 40
	near := &service.Near{Point: service.Point{Lat: 54, Lon: -2.8}}
	morning := when.WeekCells()[:1]
	return map[string]struct {
		query service.Query
		most  work
	}{
		"nothing chosen":       {service.Query{}, work{4, 0, 0, 150}},
		"one letter":           {service.Query{Words: "c", Typing: true}, work{16, 4, 100, 290}},
		"four letters":         {service.Query{Words: "bolt", Typing: true}, work{16, 7, 800, 460}},
		"one word":             {service.Query{Words: "bolt"}, work{10, 3, 400, 310}},
		"two words":            {service.Query{Words: "bolt crag"}, work{16, 6, 750, 400}},
		"a phrase":             {service.Query{Words: `"bolt crag"`}, work{14, 6, 750, 320}},
		"a word nobody uses":   {service.Query{Words: "coffee"}, work{15, 6, 10, 250}},
		"a need":               {service.Query{}.Choose(service.PaneNeed, "food"), work{10, 0, 0, 260}},
		"an age":               {service.Query{Age: &age}, work{10, 0, 0, 210}},
		"a part of the week":   {service.Query{When: morning}, work{10, 0, 0, 300}},
		"near":                 {service.Query{Near: near, Sort: service.SortNear}, work{12, 0, 0, 300}},
		"four filters at once": {service.Query{Age: &age, Near: near, When: morning}.Choose(service.PaneNeed, "food"), work{22, 0, 0, 570}},
	}
}

// countedSegment counts the lists of postings that are opened.
type countedSegment struct {
	segment.Segment
	done *work
}

func (s countedSegment) Dictionary(field string) (segment.TermDictionary, error) {
	dict, err := s.Segment.Dictionary(field)
	return countedDictionary{dict, s.done}, err
}

type countedDictionary struct {
	segment.TermDictionary
	done *work
}

func (d countedDictionary) PostingsList(term []byte, except *roaring.Bitmap, prealloc segment.PostingsList) (segment.PostingsList, error) {
	list, err := d.TermDictionary.PostingsList(term, except, prealloc)
	if err == nil {
		d.done.lists++
		d.done.postings += int(list.Count())
	}
	return list, err
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
			done := work{things: int(testing.AllocsPerRun(5, ask))}
			g.words.parts = slices.Clone(g.words.parts)
			for i := range g.words.parts {
				g.words.parts[i].Segment = countedSegment{g.words.parts[i].Segment, &done}
			}
			ask()
			done.sets = g.used
			t.Logf("%+v", done)
			if !done.within(w.most) {
				t.Errorf("the work is %+v, of which %+v is enough", done, w.most)
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
	p, err := newPreparer(testNow(), rowDict{})
	if err != nil {
		b.Fatal(err)
	}
	var document wordDocument
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := p.prepare(&all[i%len(all)], &document); err != nil {
			b.Fatal(err)
		}
		if i%len(all) == 0 {
			p.packer.done()
		}
	}
}

func BenchmarkRow(b *testing.B) {
	all := randomRecords(rand.New(rand.NewPCG(3, 4)), 1).records
	row := string(encodeRow(&all[0]))
	b.ReportAllocs()
	var eye rowEye
	for b.Loop() {
		if err := eye.readRow(row, &service.Service{}); err != nil {
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

func BenchmarkCountSets(b *testing.B) {
	for _, oneIn := range []int{2, 100, 10_000} {
		b.Run(fmt.Sprintf("one in %d", oneIn), func(b *testing.B) {
			of := base{benchSet(oneIn), benchSet(oneIn + 1)}
			yes, unstated := []set{benchSet(3)}, []set{benchSet(2)}
			var o [1]service.Option
			for b.Loop() {
				countSets(o[:], of, yes, unstated, false)
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
