package place_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fettle/internal/place"
	"fettle/internal/place/postcodes"
	"fettle/internal/service"
)

// madeUpCodes returns made-up whole postcodes of two districts with their points.
func madeUpCodes(rng *rand.Rand) map[string]service.Point {
	const letters = "ABDEFGHJLN"
	codes := make(map[string]service.Point)
	for range 200 {
		district := rng.IntN(2)
		code := fmt.Sprintf("LA%d %d%c%c", 1+district, 1+rng.IntN(6), letters[rng.IntN(10)], letters[rng.IntN(10)])
		codes[code] = service.Point{Lat: 54.02 + 0.06*float64(district) + 0.03*rng.Float64(), Lon: -2.8 + 0.05*rng.Float64()}
	}
	return codes
}

// importedList returns an index of the codes, each in a ward of its own sector.
func importedList(t *testing.T, codes map[string]service.Point) *postcodes.Index {
	t.Helper()
	var text strings.Builder
	text.WriteString("postcode,lat,long,lad25cd,wd25cd,icb23cd\n")
	for code, p := range codes {
		fmt.Fprintf(&text, "%s,%f,%f,E07000121,E0501489%s,E54000048\n", code, p.Lat, p.Lon, strings.Fields(code)[1][:1])
	}
	dir := t.TempDir()
	csv, out := filepath.Join(dir, "list.csv"), filepath.Join(dir, "places.idx")
	if err := os.WriteFile(csv, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := postcodes.Import(context.Background(), []string{csv}, postcodes.ImportOptions{Now: time.Unix(0, 0)}, out, nil); err != nil {
		t.Fatal(err)
	}
	list, err := postcodes.OpenIndex(out)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// gazetteerBytes returns a gazetteer of the locations, and its stored form.
func gazetteerBytes(t *testing.T, locations []service.Location) (*place.Gazetteer, []byte) {
	t.Helper()
	builder := place.NewBuilder()
	for _, l := range locations {
		builder.Add(l)
	}
	g := builder.Gazetteer()
	var stored bytes.Buffer
	if _, err := g.WriteTo(&stored); err != nil {
		t.Fatal(err)
	}
	return g, stored.Bytes()
}

// TestWithheldAddressesTeachNothing holds that a gazetteer is the same with and
// without the addresses that their publishers withhold, whatever those carry: so
// no question can lead to one.
func TestWithheldAddressesTeachNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var open, all []service.Location
	for code, p := range madeUpCodes(rng) {
		l := service.Location{Point: &p, Level: service.LevelPoint, Address: service.Address{Postcode: code, Town: "Overbeck"}}
		if l.Masked = rng.IntN(3) == 0; l.Masked {
			l.Address.Town = "Hidden Hamlet"
		} else {
			open = append(open, l)
		}
		all = append(all, l)
	}
	_, without := gazetteerBytes(t, open)
	g, with := gazetteerBytes(t, all)
	if len(open) == len(all) || !bytes.Equal(with, without) {
		t.Errorf("of %d addresses %d are open, and the gazetteer differs: %v", len(all), len(open), !bytes.Equal(with, without))
	}
	if found, err := place.NewFinder(g).Locate("Hidden Hamlet"); err == nil {
		t.Errorf("the town of withheld addresses is found at %+v", found)
	}
}

// TestWithheldAddressesAreNeverSharpened fills withheld addresses from every
// source there is: the point depends on nothing but the district, and the areas
// leave out the ward.
func TestWithheldAddressesAreNeverSharpened(t *testing.T) {
	codes := madeUpCodes(rand.New(rand.NewPCG(5, 6)))
	var addresses []service.Location
	for code, p := range codes {
		addresses = append(addresses, service.Location{Point: &p, Level: service.LevelPoint, Address: service.Address{Postcode: code}})
	}
	g, _ := gazetteerBytes(t, addresses)
	list := importedList(t, codes)
	for name, finder := range map[string]*place.Finder{
		"nothing":               place.NewFinder(nil),
		"addresses":             place.NewFinder(g),
		"an import":             place.NewFinder(nil).WithPostcodes(list),
		"addresses and imports": place.NewFinder(g).WithPostcodes(list),
	} {
		middles := make(map[string]service.Point)
		filled := 0
		for code := range codes {
			outward, _, _ := strings.Cut(code, " ")
			for _, written := range []string{code, outward, strings.ToLower(code), strings.ReplaceAll(code, " ", ""), code[:len(code)-2]} {
				l := service.Location{Masked: true, Address: service.Address{Postcode: written}}
				for _, area := range finder.Codes(l) {
					if place.KindOf(area) == place.KindWard {
						t.Errorf("from %s, the ward of the withheld %q is told: %v", name, written, area)
					}
				}
				finder.Fill(&l)
				if l.Point == nil {
					continue
				}
				filled++
				middle, ok := middles[outward]
				if !ok {
					middle, middles[outward] = *l.Point, *l.Point
				}
				if l.Level != service.LevelDistrict || *l.Point != middle {
					t.Errorf("from %s, the withheld %q is put at %v by %s, others of %s at %v", name, written, *l.Point, l.Level, outward, middle)
				}
			}
		}
		if (filled == 0) != (name == "nothing") {
			t.Errorf("from %s %d addresses were filled", name, filled)
		}
	}
}

// TestWithheldPointsStay holds that a rough point that came with a withheld
// address is not replaced by a better one.
func TestWithheldPointsStay(t *testing.T) {
	codes := madeUpCodes(rand.New(rand.NewPCG(7, 8)))
	finder := place.NewFinder(nil).WithPostcodes(importedList(t, codes))
	for code := range codes {
		rough := service.Point{Lat: 54.05, Lon: -2.8}
		l := service.Location{Masked: true, Point: &rough, Level: service.LevelDistrict, Address: service.Address{Postcode: code}}
		finder.Fill(&l)
		if *l.Point != (service.Point{Lat: 54.05, Lon: -2.8}) || l.Level != service.LevelDistrict {
			t.Errorf("the withheld %s was moved to %v, %s", code, *l.Point, l.Level)
		}
	}
}
