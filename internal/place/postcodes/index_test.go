package postcodes

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"fettle/internal/place"
	"fettle/internal/service"
)

// madeUp returns an index of made-up postcodes with what it was made from.
func madeUp(t testing.TB) (*Index, map[place.Key]record, []place.Codes, []byte) {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 6))
	holdings := []place.Codes{{}, {District: "E07000121", Ward: "E05014890", County: "E10000017"}, {District: "E06000009"}, {ICB: "E54000048"}}
	var records []record
	truth := make(map[place.Key]record)
	for _, text := range []string{"LA1 1AA", "LA1 2AA", "LA14 4AA", "FY1 1AA", "W1A 1AA", "W1B 1AA", "EC1A 1AA"} {
		first, ok := place.UnitKey(text)
		if !ok {
			t.Fatal(text)
		}
		spread := 1 + rng.IntN(3000)
		for unit := range place.UnitsInSector {
			if rng.IntN(3) > 0 {
				continue
			}
			r := record{
				key: first + place.Key(unit), at: grains{540000 + int32(rng.IntN(spread)), -17500 + int32(rng.IntN(spread))},
				holding: uint16(rng.IntN(len(holdings))), quality: quality(rng.IntN(4)) * quality(rng.IntN(2)),
			}
			truth[r.key] = r
			records = append(records, r)
		}
	}
	rng.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
	var parts sections
	if err := parts.encodePostcodes(sortRecords(records), holdings); err != nil {
		t.Fatal(err)
	}
	data, err := parts.bytes(header{Source: "made up", Postcodes: len(records)})
	if err != nil {
		t.Fatal(err)
	}
	x, err := readIndex(data)
	if err != nil {
		t.Fatal(err)
	}
	return x, truth, holdings, data
}

// TestLookupAgainstTruth looks up every unit of every sector and holds the
// answers against the records that the file was made from.
func TestLookupAgainstTruth(t *testing.T) {
	x, truth, holdings, _ := madeUp(t)
	for _, s := range x.sectors {
		for unit := 1; unit <= place.UnitsInSector; unit++ {
			key := s.key + place.Key(unit)
			p, ok := key.Postcode()
			if !ok {
				t.Fatalf("key %d is no postcode", key)
			}
			got, ok := x.Lookup(p)
			if !ok {
				t.Fatalf("%s was not found", p)
			}
			want, there := truth[key]
			switch {
			case !there:
				near, gap := record{}, place.UnitsInSector
				for other, r := range truth {
					d := other.Unit() - unit
					if other.Sector() != s.key || max(d, -d) > gap || max(d, -d) == gap && d > 0 {
						continue
					}
					near, gap = r, max(d, -d)
				}
				if got.Level != service.LevelSector || got.Name != p.Sector || got.Point != pointOf(near.at) || got.Codes != plainlyShared(truth, holdings, s.key) {
					t.Fatalf("%s, which is not there, is %+v; want the point of its neighbour %+v", p, got, near)
				}
			case want.quality == sectorMean:
				if got.Level != service.LevelSector || got.Point != pointOf(want.at) {
					t.Fatalf("%s, the mean of its sector, is %+v", p, got)
				}
			default:
				if got.Level != service.LevelUnit || got.Name != p.Unit || got.Point != pointOf(want.at) || got.Codes != holdings[want.holding] {
					t.Fatalf("%s is %+v, want %+v with %+v", p, got, want, holdings[want.holding])
				}
			}
		}
	}
}

// plainlyShared returns the codes but that of the ward that all units of a sector
// with any codes have.
func plainlyShared(truth map[place.Key]record, holdings []place.Codes, sector place.Key) place.Codes {
	var shared *place.Codes
	units := 0
	for key, r := range truth {
		if key.Sector() != sector {
			continue
		}
		units++
		c := holdings[r.holding]
		c.Ward = ""
		switch {
		case c == (place.Codes{}):
		case shared == nil:
			shared = &c
		default:
			if shared.District != c.District {
				shared.District = ""
			}
			if shared.County != c.County {
				shared.County = ""
			}
			if shared.ICB != c.ICB {
				shared.ICB = ""
			}
		}
	}
	if shared == nil || units < 5 {
		return place.Codes{}
	}
	return *shared
}

// TestSharedAreas checks which areas are told of a sector and of a district.
func TestSharedAreas(t *testing.T) {
	unit := func(code, council, county, board string) string {
		return code + ",54.0,-2.8," + council + "," + county + "," + board + ",E05014890\n"
	}
	run := func(sector, council, county, board string) (text string) {
		for _, letters := range []string{"AA", "AB", "AD", "AE", "AF"} {
			text += unit(sector+letters, council, county, board)
		}
		return text
	}
	x, _ := imported(t, ImportOptions{}, write(t, "list.csv", "postcode,lat,long,lad25cd,cty25cd,icb23cd,wd25cd\n"+
		run("LA1 1", "E07000121", "E10000017", "E54000048")+run("LA1 2", "E07000121", "E10000017", "E54000048")+
		run("LA2 1", "E07000121", "E10000017", "E54000048")+unit("LA2 1XX", "E06000009", "E99999999", "E54000048")+
		"LA3 1AA,54.0,-2.8,,,,\nLA3 1AB,54.0,-2.8,,,,\nLA3 1AD,54.0,-2.8,,,,\nLA3 1AE,54.0,-2.8,,,,\n"+unit("LA3 1XX", "E07000121", "E10000017", "")+
		unit("LA4 1AA", "E07000121", "E10000017", "E54000048")))
	whole := place.Codes{District: "E07000121", County: "E10000017", ICB: "E54000048"}
	for text, want := range map[string]place.Codes{
		"LA1 1": whole, "LA1 1ZZ": whole, "LA1": whole,
		"LA2 1": {ICB: "E54000048"}, // two councils, one of them without a county
		"LA3 1": {District: "E07000121", County: "E10000017"},
		"LA4 1": {}, "LA4": {}, // one unit says nothing of the others
		"LA": {},
	} {
		if got, ok := x.Lookup(parse(t, text)); !ok || got.Codes != want {
			t.Errorf("%s is in %+v, want %+v", text, got.Codes, want)
		}
	}
}

func TestLookupParts(t *testing.T) {
	x, _, _, _ := madeUp(t)
	for text, want := range map[string]struct {
		name  string
		level service.Level
	}{
		"LA1 1": {"LA1 1", service.LevelSector}, "LA1 9": {"LA1", service.LevelDistrict}, "LA1 9AA": {"LA1", service.LevelDistrict},
		"LA14": {"LA14", service.LevelDistrict}, "LA": {"LA (Lancaster area)", service.LevelArea}, "LA9": {"LA (Lancaster area)", service.LevelArea},
		"W1": {"W1", service.LevelDistrict}, "W1A": {"W1A", service.LevelDistrict}, "EC1": {"EC1", service.LevelDistrict},
	} {
		got, ok := x.Lookup(parse(t, text))
		if !ok || got.Name != want.name || got.Level != want.level || got.ErrorMiles <= 0 || !place.InUK(got.Point) {
			t.Errorf("Lookup(%s) = %+v, %v; want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"PR1 1AA", "E1", "F"} {
		if readings, err := place.ParsePostcode(text); err == nil {
			if got, ok := x.Lookup(readings[0]); ok {
				t.Errorf("Lookup(%s) = %+v, want nothing", text, got)
			}
		}
	}
}

// TestBits writes numbers of all widths and reads them back.
func TestBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	var w bitWriter
	type number struct {
		value uint32
		width uint8
		at    int
	}
	var all []number
	for range 5000 {
		width := uint8(rng.IntN(26))
		n := number{rng.Uint32() & (1<<width - 1), width, w.used}
		w.put(n.value, n.width)
		all = append(all, n)
	}
	for _, n := range all {
		if got := readBits(w.buf, n.at, n.width); got != n.value {
			t.Fatalf("%d bits at %d are %d, want %d", n.width, n.at, got, n.value)
		}
	}
	if got := readBits(w.buf, 8*len(w.buf)+64, 20); got != 0 {
		t.Errorf("beyond the end there is %d", got)
	}
}

// TestDamagedFile cuts the file at many lengths and changes many bytes.
func TestDamagedFile(t *testing.T) {
	_, _, _, whole := madeUp(t)
	for n := 0; n < len(whole); n += 7 {
		if _, err := readIndex(whole[:n]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut to %d bytes: error %v", n, err)
		}
		bad := bytes.Clone(whole)
		bad[n] ^= 0x10
		if _, err := readIndex(bad); !errors.Is(err, ErrDamaged) {
			t.Fatalf("with byte %d changed: error %v", n, err)
		}
	}
	path := write(t, "postcodes.idx", "not a list")
	if _, err := OpenIndex(path); !errors.Is(err, ErrDamaged) {
		t.Errorf("a file of another kind: error %v", err)
	}
	if _, err := OpenIndex(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: error %v", err)
	}
}

// FuzzReadIndex reads damaged files whose checksum is right, and looks through
// what is accepted.
func FuzzReadIndex(f *testing.F) {
	_, _, _, data := madeUp(f)
	f.Add(data)
	var none sections
	empty, err := none.bytes(header{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(empty)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > checksumSize {
			data = seal(bytes.Clone(data[:len(data)-checksumSize]))
		}
		x, err := readIndex(data)
		if err != nil {
			return
		}
		for _, text := range []string{"LA1 1AA", "LA1 1ZZ", "LA1", "LA", "W1", "FY1 1"} {
			x.Lookup(parse(t, text))
		}
		x.Nearest(service.Point{Lat: 54.05, Lon: -2.8}, 3)
		x.AreaName("E07000121")
		_ = x.EachPlace(func(place.ImportedPlace) bool { return true })
		x.Status()
	})
}
