package postcodes

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/place"
	"fettle/internal/service"
)

// The size of Great Britain in postcodes, and what an import of it may cost.
const (
	britainCodes   = 1_750_000
	britainSectors = 10_850
	mostBytes      = 5_500_000
	mostLookup     = 1500 * time.Nanosecond
	mostSeconds    = 10.0
)

// britainAreas are the postcode areas that a list of Great Britain has.
const britainAreas = "AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EH EN EX FK FY G GL GU HA " +
	"HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK " +
	"SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WD WF WN WR WS WV YO ZE"

// madeUpBritain writes made-up postcodes of the number and the form of OS
// Code-Point Open, a table an area, and returns the folder and the number. Units
// lie about the middle of their sector, in wards of some two hundred.
func madeUpBritain(b *testing.B) (folder string, codes int) {
	b.Helper()
	folder = b.TempDir()
	rng := rand.New(rand.NewPCG(9, 10))
	areas := strings.Fields(britainAreas)
	sectors := britainSectors / len(areas)
	ward := 5000000
	for _, area := range areas {
		codes += writeArea(b, filepath.Join(folder, strings.ToLower(area)+".csv"), area, sectors, &ward, rng)
	}
	return folder, codes
}

// writeArea writes the table of one area.
func writeArea(b *testing.B, path, area string, sectors int, ward *int, rng *rand.Rand) int {
	b.Helper()
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(file)
	codes := 0
	east, north := 350000+rng.Float64()*120000, 220000+rng.Float64()*200000
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	for s := range sectors {
		east1, north1 := east+rng.NormFloat64()*12000, north+rng.NormFloat64()*12000
		spread := 250 + rng.ExpFloat64()*500
		units := min(max(int(165+rng.NormFloat64()*80), 5), place.UnitsInSector)
		for n, unit := range rng.Perm(place.UnitsInSector)[:units] {
			if n%60 == 0 {
				*ward++
			}
			_, err := fmt.Fprintf(w, "\"%s%d %d%c%c\",10,%d,%d,\"E92000001\",\"E19000001\",\"E18000002\",\"E10000017\",\"E07%06d\",\"E0%d\"\n",
				area, 1+s/9, s%9+1, letters[unit/20], letters[unit%20],
				int(east1+rng.NormFloat64()*spread), int(north1+rng.NormFloat64()*spread), 1+(*ward/25)%300, 5000000+*ward/4%8500)
			if err != nil {
				b.Fatal(err)
			}
			codes++
		}
	}
	if err := errors.Join(w.Flush(), file.Close()); err != nil {
		b.Fatal(err)
	}
	return codes
}

// BenchmarkPlacesImport imports as many made-up postcodes as Great Britain has,
// and reports what it took, how large the file is and how quick a lookup. It
// fails when the file or a lookup is beyond what is promised.
func BenchmarkPlacesImport(b *testing.B) {
	folder, codes := madeUpBritain(b)
	if codes < britainCodes*99/100 {
		b.Fatalf("%d codes were made up, want about %d", codes, britainCodes)
	}
	out := filepath.Join(b.TempDir(), "postcodes.idx")
	var report ImportReport
	for b.Loop() {
		var err error
		if report, err = Import(context.Background(), []string{folder}, ImportOptions{Now: now()}, out, nil); err != nil {
			b.Fatal(err)
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	took := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(took, "s/import")
	if took > mostSeconds {
		b.Errorf("an import takes %.1f s, more than %.0f", took, mostSeconds)
	}
	b.ReportMetric(float64(report.Postcodes), "postcodes")
	b.ReportMetric(float64(report.Bytes)/1e6, "MB/file")
	b.ReportMetric(float64(memory.Sys)/1e6, "MB/memory")
	if report.Bytes > mostBytes {
		b.Errorf("the file has %d bytes, more than %d", report.Bytes, mostBytes)
	}
	opened := time.Now()
	x, err := OpenIndex(out)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(opened).Microseconds())/1000, "ms/open")
	b.ReportMetric(lookupTime(b, x), "ns/lookup")
}

// lookupTime returns how long a lookup takes in nanoseconds, over many that are
// spread over the whole file: the best of some rounds, so that what else the
// machine does is left out.
func lookupTime(b *testing.B, x *Index) float64 {
	b.Helper()
	var asked []place.Postcode
	for i, s := range x.sectors {
		if p, ok := (s.key + place.Key(1+i*7%place.UnitsInSector)).Postcode(); ok {
			asked = append(asked, p)
		}
	}
	each := time.Hour
	for range 20 {
		start := time.Now()
		for _, p := range asked {
			if _, ok := x.Lookup(p); !ok {
				b.Fatalf("%s was not found", p)
			}
		}
		each = min(each, time.Since(start)/time.Duration(len(asked)))
	}
	if each > mostLookup {
		b.Errorf("a lookup takes %v, more than %v", each, mostLookup)
	}
	return float64(each.Nanoseconds())
}

// BenchmarkPlacesRealImport imports real rows of OS Code-Point Open and reports
// the same, and how far the points are from those that the transformation of
// Ordnance Survey gives.
func BenchmarkPlacesRealImport(b *testing.B) {
	folder := fixture(b, "codepoint-open-raw")
	truth := make(map[string]service.Point)
	for _, row := range rowsOf(b, fixture(b, "postcodes-nw.csv"))[1:] {
		truth[row[0]] = service.Point{Lat: degrees(b, row[1]), Lon: degrees(b, row[2])}
	}
	out := filepath.Join(b.TempDir(), "postcodes.idx")
	var report ImportReport
	for b.Loop() {
		var err error
		if report, err = Import(context.Background(), []string{folder}, ImportOptions{Now: now()}, out, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(report.Postcodes), "postcodes")
	b.ReportMetric(float64(report.Bytes)/1e6, "MB/file")
	x, err := OpenIndex(out)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(lookupTime(b, x), "ns/lookup")
	compared, farthest := 0, 0.0
	for text, point := range truth {
		if got, ok := x.Lookup(parse(b, text)); ok && got.Level == service.LevelUnit {
			compared++
			farthest = max(farthest, metres(got.Point, point))
		}
	}
	b.ReportMetric(float64(compared), "compared")
	b.ReportMetric(farthest, "m/farthest-off")
	if compared == 0 || farthest > mostOff {
		b.Errorf("of %d points that were compared one is %.1f m off, want at most %.1f", compared, farthest, mostOff)
	}
}

// mostOff is how far in metres a point of the file may be from the true one: the
// conversion's five metres, and half the diagonal of a grain.
const mostOff = 5.0 + 8.0

// BenchmarkPlacesRealPostcodes asks for 20,000 real postcodes after an import of
// them, as they are and with digits typed for letters and letters for digits, and
// reports how many resolve to the true postcode.
func BenchmarkPlacesRealPostcodes(b *testing.B) {
	path := fixture(b, "postcodes-nw.csv")
	x, _ := imported(b, ImportOptions{}, path)
	finder := place.NewFinder(nil).WithPostcodes(x)
	rows := rowsOf(b, path)[1:]
	asked, found, corrupted, repaired := 0, 0, 0, 0
	resolves := func(text, want string) int {
		if near, err := finder.Locate(text); err == nil && len(near) == 1 && near[0].Level == service.LevelUnit && near[0].Name == want {
			return 1
		}
		return 0
	}
	for b.Loop() {
		asked, found, corrupted, repaired = 0, 0, 0, 0
		for _, row := range rows {
			asked++
			found += resolves(row[0], row[0])
			for _, text := range mistyped(row[0]) {
				corrupted++
				repaired += resolves(text, row[0])
			}
		}
	}
	b.ReportMetric(float64(asked), "postcodes")
	b.ReportMetric(100*float64(found)/float64(asked), "%resolved")
	b.ReportMetric(float64(corrupted), "corrupted")
	b.ReportMetric(100*float64(repaired)/float64(corrupted), "%come-back")
	if asked != found || corrupted != repaired {
		b.Errorf("%d of %d postcodes and %d of %d corrupted ones resolve", found, asked, repaired, corrupted)
	}
}

// mistyped returns a postcode with each 0, O, 1 and I taken for its likeness, one
// at a time and all at once, and each of those without its blank.
func mistyped(postcode string) []string {
	likeness := map[byte]byte{'0': 'O', 'O': '0', '1': 'I', 'I': '1'}
	var texts []string
	every := []byte(postcode)
	for i := range postcode {
		other, ok := likeness[postcode[i]]
		if !ok {
			continue
		}
		every[i] = other
		texts = append(texts, postcode[:i]+string(other)+postcode[i+1:])
	}
	if len(texts) > 1 {
		texts = append(texts, string(every))
	}
	for _, text := range slices.Clone(texts) {
		texts = append(texts, strings.ReplaceAll(text, " ", ""))
	}
	return texts
}

// BenchmarkPlacesNearest finds the postcode nearest to a point.
func BenchmarkPlacesNearest(b *testing.B) {
	x, _, _, _ := madeUp(b)
	for b.Loop() {
		x.Nearest(service.Point{Lat: 54.05, Lon: -2.75}, 3)
	}
}
