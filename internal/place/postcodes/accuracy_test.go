package postcodes

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fettle/internal/service"
)

// TestHonestyOfPartialImports imports some real postcodes, as a list that an
// organisation keeps of its own may hold, and asks for all the others: the truth
// lies within twice the stated error at least nine times in ten.
func TestHonestyOfPartialImports(t *testing.T) {
	rows := rowsOf(t, fixture(t, "postcodes-nw.csv"))[1:]
	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	for _, known := range []int{200, 1000, 2000, 5000, 15000} {
		var text strings.Builder
		text.WriteString("postcode,lat,lon\n")
		for _, row := range rows[:known] {
			fmt.Fprintf(&text, "%s,%s,%s\n", row[0], row[1], row[2])
		}
		x, _ := imported(t, ImportOptions{}, write(t, "some.csv", text.String()))
		asked, honest := make(map[service.Level]int), make(map[service.Level]int)
		for _, row := range rows[known:] {
			p := parse(t, row[0])
			truth := service.Point{Lat: degrees(t, row[1]), Lon: degrees(t, row[2])}
			got, ok := x.Lookup(p)
			if !ok {
				continue
			}
			asked[got.Level]++
			if got.Point.Miles(truth) <= 2*got.ErrorMiles {
				honest[got.Level]++
			}
		}
		for level, n := range asked {
			share := float64(honest[level]) / float64(n)
			t.Logf("%d known: %d answers by %s, %.1f %% of the truths within twice the stated error", known, n, level, 100*share)
			if n >= 100 && share < 0.9 {
				t.Errorf("%d known: only %.1f %% of the answers by %s lie within twice the stated error", known, 100*share, level)
			}
		}
	}
}

// TestSharedCouncils imports a part of some real postcodes with their councils
// and asks for the others: where a council is told from the neighbours, it is the
// right one.
func TestSharedCouncils(t *testing.T) {
	rows := rowsOf(t, fixture(t, "postcodes-nw.csv"))[1:]
	council := make(map[string]string)
	for _, row := range rowsOf(t, fixture(t, "postcodes-nw-admin.csv"))[1:] {
		council[row[0]] = row[1]
	}
	rng := rand.New(rand.NewPCG(3, 4))
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	for _, known := range []int{1000, 5000, 15000} {
		var text strings.Builder
		text.WriteString("postcode,lat,long,lad25cd\n")
		for _, row := range rows[:known] {
			fmt.Fprintf(&text, "%s,%s,%s,%s\n", row[0], row[1], row[2], council[row[0]])
		}
		x, _ := imported(t, ImportOptions{}, write(t, "some.csv", text.String()))
		told, right := make(map[service.Level]int), make(map[service.Level]int)
		for _, row := range rows[known:] {
			p := parse(t, row[0])
			got, ok := x.Lookup(p)
			if !ok || got.Codes.District == "" || council[row[0]] == "" {
				continue
			}
			told[got.Level]++
			if got.Codes.District == council[row[0]] {
				right[got.Level]++
			}
		}
		for level, n := range told {
			t.Logf("%d known: the council of %d of %d told from the %s, %.2f %% of them right", known, n, len(rows)-known, level, 100*float64(right[level])/float64(n))
			if level == service.LevelSector && n > 1000 && float64(right[level]) < 0.98*float64(n) {
				t.Errorf("%d known: only %d of %d councils are right", known, right[level], n)
			}
		}
	}
}
