package place

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fettle/internal/service"
)

// answers are how far off the answers of one level were.
type answers struct {
	miles []float64
	// once and twice count those within the stated error, and within twice that.
	once, twice int
}

// askAll takes some real postcodes for the addresses of a feed, asks for all the
// others, and returns how far off the answers were by level.
func askAll(t testing.TB, all []realPostcode, sites int) map[service.Level]*answers {
	t.Helper()
	shuffled := slices.Clone(all)
	rng := rand.New(rand.NewPCG(1, uint64(sites)))
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	builder := NewBuilder()
	for _, p := range shuffled[:sites] {
		builder.Add(addressOf(p))
	}
	finder := NewFinder(builder.Gazetteer())
	byLevel := make(map[service.Level]*answers)
	for _, p := range shuffled[sites:] {
		found, err := finder.Locate(p.text)
		if err != nil || len(found) != 1 {
			t.Fatalf("Locate(%q) = %v, %v; want one place", p.text, found, err)
		}
		a := byLevel[found[0].Level]
		if a == nil {
			a = &answers{}
			byLevel[found[0].Level] = a
		}
		off := found[0].Miles(p.point)
		a.miles = append(a.miles, off)
		if off <= found[0].ErrorMiles {
			a.once++
		}
		if off <= 2*found[0].ErrorMiles {
			a.twice++
		}
	}
	for _, a := range byLevel {
		slices.Sort(a.miles)
	}
	return byLevel
}

// TestHonestyOfStatedErrors holds what is said of each answer against the truth:
// it lies within twice the stated error at least nine times in ten.
func TestHonestyOfStatedErrors(t *testing.T) {
	all := realPostcodes(t)
	for _, sites := range []int{200, 500, 1000, 2000, 5000} {
		for level, a := range askAll(t, all, sites) {
			n := len(a.miles)
			t.Logf("%d addresses: %-8s %5.1f %% of questions, error median %.2f, nine in ten %.2f miles; within the stated error %.1f %%, within twice %.1f %%",
				sites, level, 100*float64(n)/float64(len(all)-sites), a.miles[n/2], a.miles[n*9/10],
				100*float64(a.once)/float64(n), 100*float64(a.twice)/float64(n))
			if n >= 100 && float64(a.twice) < 0.9*float64(n) {
				t.Errorf("%d addresses: at level %s only %d of %d truths lie within twice the stated error", sites, level, a.twice, n)
			}
		}
	}
}

// What answers from 2,000 addresses have to come to: the share of sectors or
// better in hundredths, the median error in miles (0.9 km), and how many truths
// in a hundred lie within twice the stated error.
const (
	leastFine   = 92.0
	mostMedian  = 0.56
	leastHonest = 90.0
)

// BenchmarkPlacesWithoutImport reports how well home postcodes are found from
// the addresses of 2,000 services alone: the share of each level, its median
// error, and how many truths lie within twice the error that is stated.
func BenchmarkPlacesWithoutImport(b *testing.B) {
	all := realPostcodes(b)
	const sites = 2000
	var byLevel map[service.Level]*answers
	for b.Loop() {
		byLevel = askAll(b, all, sites)
	}
	questions := float64(len(all) - sites)
	var fine, every []float64
	for level, a := range byLevel {
		n := float64(len(a.miles))
		if level == service.LevelUnit || level == service.LevelSector {
			fine = append(fine, a.miles...)
		}
		every = append(every, a.miles...)
		honest := 100 * float64(a.twice) / n
		b.ReportMetric(100*n/questions, "%"+string(level))
		b.ReportMetric(a.miles[len(a.miles)/2], string(level)+"-median-miles")
		b.ReportMetric(honest, string(level)+"-%within-twice-stated")
		if n >= 100 && honest < leastHonest {
			b.Errorf("at level %s %.1f %% of the truths lie within twice the stated error, want %.0f", level, honest, leastHonest)
		}
	}
	slices.Sort(fine)
	slices.Sort(every)
	share, median := 100*float64(len(fine))/questions, every[len(every)/2]
	b.ReportMetric(share, "%sector-or-better")
	b.ReportMetric(median, "median-miles")
	b.ReportMetric(fine[len(fine)*9/10], "sector-9in10-miles")
	if share < leastFine || median > mostMedian {
		b.Errorf("%.1f %% are known by sector or better with a median error of %.2f miles; want %.0f %% and %.2f miles", share, median, leastFine, mostMedian)
	}
}
