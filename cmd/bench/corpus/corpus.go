// Package corpus makes realistic records for measuring: words by Zipf's law,
// places in clusters around towns, and half of the facts not stated. Record i
// is a pure function of i, so that any part of a corpus can be made by itself.
//
// It is for measuring only and must not be used by the program.
package corpus

import (
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"fettle/internal/need"
	"fettle/internal/service"
)

const (
	vocabulary = 30_000
	towns      = 60
	kinds      = 600
	feeds      = 20
)

// Corpus makes the records of one size.
type Corpus struct {
	words         []string
	cumulative    []float64 // of the words, by Zipf's law
	needs         []need.Need
	circumstances []need.Need
	now           time.Time
}

// New returns a corpus whose days are counted back from a moment.
func New(now time.Time) *Corpus {
	c := &Corpus{needs: need.Needs(), circumstances: need.Circumstances(), now: now}
	r := rand.New(rand.NewPCG(1, 2))
	common := strings.Fields("the of and to a in for is on with group support people community you local help we are at " +
		"advice club service can our free families activities centre health sessions welcome children young adults older")
	seen := map[string]bool{}
	for _, w := range common {
		seen[w] = true
		c.words = append(c.words, w)
	}
	for len(c.words) < vocabulary {
		if w := syllables(r, 2+r.IntN(3)); !seen[w] {
			seen[w] = true
			c.words = append(c.words, w)
		}
	}
	sum := 0.0
	for i := range c.words {
		sum += 1 / math.Pow(float64(i+2), 1.05)
		c.cumulative = append(c.cumulative, sum)
	}
	return c
}

func syllables(r *rand.Rand, n int) string {
	starts := strings.Fields("b br c ch d f g gr h k l m n p pl r s sh st t th tr v w")
	middles := strings.Fields("a e i o u ai ea oo ou")
	ends := []string{"", "", "n", "r", "s", "l", "ng", "t"}
	var b strings.Builder
	for range n {
		b.WriteString(starts[r.IntN(len(starts))] + middles[r.IntN(len(middles))] + ends[r.IntN(len(ends))])
	}
	return b.String()
}

// Word returns a word as often as it stands in the records.
func (c *Corpus) Word(r *rand.Rand) string {
	at := r.Float64() * c.cumulative[len(c.cumulative)-1]
	low, high := 0, len(c.cumulative)-1
	for low < high {
		if middle := (low + high) / 2; c.cumulative[middle] < at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return c.words[low]
}

func (c *Corpus) text(r *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = c.Word(r)
	}
	return strings.Join(out, " ")
}

// Town returns the middle of a town, numbered from 0.
func Town(n int) service.Point {
	r := rand.New(rand.NewPCG(uint64(n), 99))
	return service.Point{Lat: 50.5 + r.Float64()*5, Lon: -4 + r.Float64()*4.5}
}

// Towns is how many towns there are.
func Towns() int { return towns }

// Numbers returns the numbers below n, feed by feed, as a sync brings records in.
func Numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for feed := range feeds {
			for i := feed; i < n; i += feeds {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// Service returns record i.
func (c *Corpus) Service(i int) service.Service {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	half := func() bool { return r.IntN(2) == 0 }
	s := service.Service{
		ID: fmt.Sprintf("feed%02d/%08d", i%feeds, i), Name: c.text(r, 2+r.IntN(4)), Description: c.text(r, 30+r.IntN(128)),
		Organisation: service.Organisation{Name: c.text(rand.New(rand.NewPCG(uint64(i/6), 8)), 2) + " " + fmt.Sprint(i/6)},
		Status:       service.StatusActive,
		Source:       service.Provenance{Feed: fmt.Sprintf("feed%02d", i%feeds), SourceID: fmt.Sprintf("%08d", i), Fetched: c.now},
		Phones:       []service.Phone{{Number: fmt.Sprintf("01632 960 %03d", i%1000), Dial: fmt.Sprintf("+441632960%03d", i%1000)}},
		Terms:        []service.Term{{Vocabulary: "kinds", ID: fmt.Sprint(i % kinds), Name: fmt.Sprintf("kind %d", int(math.Sqrt(float64(r.IntN(kinds*kinds)))))}},
	}
	s.Summary = s.Description[:min(len(s.Description), 160)]
	if half() {
		low := float64(r.IntN(70))
		s.Age.Min = &low
		if half() {
			high := low + float64(5+r.IntN(60))
			s.Age.Max = &high
		}
	}
	for range 1 + r.IntN(3)*r.IntN(2) {
		s.Locations = append(s.Locations, c.location(r))
	}
	c.addOptions(r, &s)
	if half() {
		for range 1 + r.IntN(2) {
			from := 8 + r.IntN(11)
			s.Sessions = append(s.Sessions, service.Session{
				Freq: service.Weekly, Days: []service.Day{{Day: time.Weekday(r.IntN(7))}},
				From: service.ClockAt(from * 60), To: service.ClockAt((from + 1 + r.IntN(3)) * 60),
			})
		}
	}
	if r.IntN(4) > 0 {
		s.Assured = service.Assurance{On: service.DateOf(c.now.AddDate(0, 0, -r.IntN(900))), By: "council"}
	}
	s.Changed = service.DateOf(c.now.AddDate(0, 0, -r.IntN(900)))
	s.Raw = json.RawMessage(fmt.Sprintf(`{"id":"%08d","name":%q,"description":%q}`, i, s.Name, s.Description))
	return s
}

func (c *Corpus) location(r *rand.Rand) service.Location {
	town := r.IntN(towns)
	at := Town(town)
	at.Lat += r.NormFloat64() * 0.05
	at.Lon += r.NormFloat64() * 0.08
	return service.Location{
		Name: c.text(r, 2), Kind: service.Physical, Point: &at, Level: service.LevelPoint,
		Address: service.Address{Street: fmt.Sprintf("%d %s", 1+r.IntN(90), c.Word(r)), Town: fmt.Sprintf("Town%d", town)},
	}
}

func (c *Corpus) addOptions(r *rand.Rand, s *service.Service) {
	add := func(to []service.NeedFound, from []need.Need) []service.NeedFound {
		id := from[int(float64(len(from))*r.Float64()*r.Float64())].ID
		for _, n := range to {
			if n.ID == id {
				return to
			}
		}
		return append(to, service.NeedFound{ID: id, Weight: 0.3 + 0.7*r.Float64(), Evidence: []service.Evidence{{Where: "name", Words: id}}})
	}
	for range 1 + r.IntN(3) {
		s.Found.Needs = add(s.Found.Needs, c.needs)
	}
	for range r.IntN(3) {
		s.Found.Circumstances = add(s.Found.Circumstances, c.circumstances)
	}
	s.How = []service.How{service.AtVenue}
	if r.IntN(5) == 0 {
		s.How = append(s.How, service.IsOnline)
	}
	if r.IntN(2) == 0 {
		s.Cost.Free = []service.Answer{service.Yes, service.No}[r.IntN(2)]
	}
	if r.IntN(2) == 0 {
		s.Access = []service.Access{service.Accesses()[r.IntN(4)]}
	}
	if r.IntN(8) == 0 {
		s.Languages = []string{[]string{"Polish", "Urdu", "Arabic", "Welsh"}[r.IntN(4)]}
	}
	if r.IntN(3) == 0 {
		s.Accessibility = []string{[]string{"Hearing loop", "Step-free access", "Car park", "Accessible toilet"}[r.IntN(4)]}
	}
}
