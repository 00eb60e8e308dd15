package place

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"fettle/internal/service"
)

// at returns a location with a stated point.
func at(postcode, town string, lat, lon float64) service.Location {
	return service.Location{
		Point: &service.Point{Lat: lat, Lon: lon}, Level: service.LevelPoint,
		Address: service.Address{Postcode: postcode, Town: town, County: "Lancashire"},
	}
}

func gazetteerOf(locations ...service.Location) *Gazetteer {
	b := NewBuilder()
	for _, l := range locations {
		b.Add(l)
	}
	return b.Gazetteer()
}

func lancaster() *Gazetteer {
	return gazetteerOf(
		at("LA1 1AA", "Lancaster", 54.0480, -2.8010),
		at("LA1 1AD", "Lancaster", 54.0500, -2.8000),
		at("LA1 1XY", "Lancaster", 54.0420, -2.8100),
		at("LA1 4AA", "Lancaster", 54.0400, -2.7900),
		at("LA2 6AA", "Caton", 54.0750, -2.7200),
	)
}

func parseOne(t *testing.T, text string) Postcode {
	t.Helper()
	readings, err := ParsePostcode(text)
	if err != nil {
		t.Fatal(err)
	}
	return readings[0]
}

func TestGazetteerPostcode(t *testing.T) {
	g := lancaster()
	tests := []struct {
		ask, name string
		level     service.Level
		lat, lon  float64
	}{
		{"LA1 1AD", "LA1 1AD", service.LevelUnit, 54.05, -2.8},
		{"LA1 1AE", "LA1 1", service.LevelSector, 54.05, -2.8},     // next to AD
		{"LA1 1XX", "LA1 1", service.LevelSector, 54.042, -2.81},   // next to XY
		{"LA1 1ZZ", "LA1 1", service.LevelSector, 54.042, -2.81},   // after the last
		{"LA1 4YW", "LA1 4", service.LevelSector, 54.04, -2.79},    // the only one
		{"LA1 1", "LA1 1", service.LevelSector, 54.048, -2.801},    // the median
		{"LA1 5AA", "LA1", service.LevelDistrict, 54.045, -2.8005}, // the median of four
		{"LA2", "LA2", service.LevelDistrict, 54.075, -2.72},
		{"LA9 1AA", "LA (Lancaster area)", service.LevelArea, 54.048, -2.8},
	}
	for _, tt := range tests {
		got, ok := g.Postcode(parseOne(t, tt.ask))
		if !ok || got.Name != tt.name || got.Level != tt.level || math.Abs(got.Lat-tt.lat) > 1e-5 || math.Abs(got.Lon-tt.lon) > 1e-5 {
			t.Errorf("Postcode(%s) = %+v, %v; want %+v", tt.ask, got, ok, tt)
		}
		if got.Source != "service addresses" || got.ErrorMiles <= 0 {
			t.Errorf("Postcode(%s) comes from %q with error %v", tt.ask, got.Source, got.ErrorMiles)
		}
	}
	if near, ok := g.Postcode(parseOne(t, "PR1 1AA")); ok {
		t.Errorf("a postcode of which nothing is known was placed at %+v", near)
	}
	if near, ok := (&Gazetteer{}).Postcode(parseOne(t, "LA1 1AA")); ok {
		t.Errorf("an empty gazetteer placed a postcode at %+v", near)
	}
}

// TestBuilderPassesOver checks what is no evidence of where a postcode is.
func TestBuilderPassesOver(t *testing.T) {
	change := func(f func(*service.Location)) service.Location {
		l := at("LA1 1AA", "Lancaster", 54.048, -2.801)
		f(&l)
		return l
	}
	for name, l := range map[string]service.Location{
		"withheld":      change(func(l *service.Location) { l.Masked = true }),
		"without point": change(func(l *service.Location) { l.Point = nil }),
		"worked out":    change(func(l *service.Location) { l.Level = service.LevelSector }),
		"postal":        change(func(l *service.Location) { l.Kind = service.Postal }),
		"virtual":       change(func(l *service.Location) { l.Kind = service.Virtual }),
		"at zero":       change(func(l *service.Location) { l.Point = &service.Point{} }),
		"in France":     change(func(l *service.Location) { l.Point = &service.Point{Lat: 48.85, Lon: 2.35} }),
		"not a number":  change(func(l *service.Location) { l.Point = &service.Point{Lat: math.NaN(), Lon: -2.8} }),
	} {
		if postcodes, towns := gazetteerOf(l).Size(); postcodes+towns > 0 {
			t.Errorf("an address %s was taken in", name)
		}
	}
	partly := change(func(l *service.Location) { l.Address.Postcode = "LA1" })
	if postcodes, towns := gazetteerOf(partly).Size(); postcodes != 0 || towns != 1 {
		t.Errorf("an outward code gave %d postcodes and %d towns, want only the town", postcodes, towns)
	}
	swapped := change(func(l *service.Location) { l.Point = &service.Point{Lat: -2.801, Lon: 54.048} })
	near, ok := gazetteerOf(swapped).Postcode(parseOne(t, "LA1 1AA"))
	if !ok || near.Lat != 54.048 || near.Lon != -2.801 {
		t.Errorf("swapped coordinates gave %+v, %v", near, ok)
	}
}

func TestBuilderDropsWhatCannotBe(t *testing.T) {
	g := gazetteerOf(
		at("LA1 1AA", "", 54.048, -2.801),
		at("LA1 1AB", "", 54.049, -2.802),
		at("LA1 1AD", "", 54.047, -2.803),
		at("LA1 1AE", "", 53.800, -2.400), // 24 miles off: in the area, not in the sector
		at("LA1 1AF", "", 51.500, -0.120), // a head office in London
		at("LA2 6AA", "", 54.075, -2.720), // three that say one thing,
		at("LA2 6AA", "", 54.075, -2.721),
		at("LA2 6AA", "", 54.076, -2.720),
		at("LA2 6AA", "", 53.900, -2.500), // one that says another
		at("LA2 7AA", "", 54.100, -2.600), // two that contradict each other
		at("LA2 7AA", "", 54.200, -2.900),
	)
	if postcodes, _ := g.Size(); postcodes != 4 {
		t.Fatalf("%d postcodes are believed, want 4", postcodes)
	}
	near, _ := g.Postcode(parseOne(t, "LA2 6AA"))
	if near.Level != service.LevelUnit || near.Miles(service.Point{Lat: 54.075, Lon: -2.72}) > 0.1 {
		t.Errorf("LA2 6AA is at %+v", near)
	}
	if near, _ := g.Postcode(parseOne(t, "LA2 7AA")); near.Level != service.LevelDistrict {
		t.Errorf("LA2 7AA, of which two points contradict each other, is at %+v", near)
	}
}

// TestBuilderOrderMakesNoDifference adds the same addresses in several orders.
func TestBuilderOrderMakesNoDifference(t *testing.T) {
	var locations []service.Location
	rng := rand.New(rand.NewPCG(3, 4))
	for _, p := range []string{"LA1 1AA", "LA1 1AB", "LA1 2AA", "PR5 6AA", "PR5 6AB", ""} {
		for range 9 {
			l := at(p, "Bamber Bridge", 53.9+rng.Float64()/50, -2.7+rng.Float64()/50)
			l.Address.County = []string{"Lancashire", "Lancs", ""}[rng.IntN(3)]
			locations = append(locations, l)
		}
	}
	first := gazetteerOf(locations...).encode()
	for range 20 {
		rng.Shuffle(len(locations), func(i, j int) { locations[i], locations[j] = locations[j], locations[i] })
		if !bytes.Equal(first, gazetteerOf(locations...).encode()) {
			t.Fatal("the order of addresses changed the gazetteer")
		}
	}
}

func TestGazetteerFileRoundTrip(t *testing.T) {
	builder := NewBuilder()
	for i, p := range realPostcodes(t) {
		l := addressOf(p)
		l.Address.Town = []string{"Bolton", "St Helen’s", "Ynys Môn", ""}[i%4]
		builder.Add(l)
	}
	for name, g := range map[string]*Gazetteer{"of real postcodes": builder.Gazetteer(), "of five": lancaster(), "empty": {}} {
		var file bytes.Buffer
		n, err := g.WriteTo(&file)
		if err != nil || n != int64(file.Len()) {
			t.Fatalf("%s: WriteTo = %d, %v; wrote %d bytes", name, n, err, file.Len())
		}
		back, err := ReadGazetteer(file.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(back.encode(), g.encode()) || len(g.units) > 0 && !reflect.DeepEqual(back, g) {
			t.Errorf("the gazetteer %s came back otherwise", name)
		}
	}
}

// TestGazetteerFileDamaged cuts the file at every length and changes every byte.
func TestGazetteerFileDamaged(t *testing.T) {
	whole := lancaster().encode()
	for n := range whole {
		if _, err := ReadGazetteer(whole[:n]); !errors.Is(err, ErrGazetteer) {
			t.Fatalf("cut to %d of %d bytes: error %v", n, len(whole), err)
		}
		bad := bytes.Clone(whole)
		bad[n] ^= 0x41
		if _, err := ReadGazetteer(bad); !errors.Is(err, ErrGazetteer) {
			t.Fatalf("with byte %d changed: error %v", n, err)
		}
	}
	if _, err := ReadGazetteer(append(bytes.Clone(whole), 0)); !errors.Is(err, ErrGazetteer) {
		t.Fatalf("with a byte too many: error %v", err)
	}
}

func FuzzReadGazetteer(f *testing.F) {
	f.Add(lancaster().encode())
	f.Add((&Gazetteer{}).encode())
	f.Add([]byte(gazetteerMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, candidate := range [][]byte{data, sealed(data)} {
			g, err := ReadGazetteer(candidate)
			if err != nil {
				continue
			}
			if !bytes.Equal(g.encode(), candidate) {
				t.Fatal("what was read is not what is written back")
			}
			for _, text := range []string{"LA1 1AA", "LA1 1", "LA1", "LA", "M60 1AB"} {
				if near, ok := g.Postcode(parseOne(t, text)); ok && !InUK(near.Point) {
					t.Fatalf("%s was placed at %+v", text, near)
				}
			}
		}
	})
}

// sealed returns the bytes with a checksum that is right, so that fuzzing gets
// beyond it.
func sealed(data []byte) []byte {
	if len(data) < checksumSize {
		return data
	}
	return seal(bytes.Clone(data[:len(data)-checksumSize]))
}

func BenchmarkReadGazetteer(b *testing.B) {
	builder := NewBuilder()
	for _, p := range realPostcodes(b) {
		builder.Add(addressOf(p))
	}
	data := builder.Gazetteer().encode()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadGazetteer(data); err != nil {
			b.Fatal(err)
		}
	}
}
