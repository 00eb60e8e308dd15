package place

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"fettle/internal/service"
)

func TestLocate(t *testing.T) {
	f := NewFinder(lancaster())
	tests := []struct {
		text  string
		want  []string
		level service.Level
	}{
		{"LA1 1AD", []string{"LA1 1AD"}, service.LevelUnit},
		{"la1 iad", []string{"LA1 1AD"}, service.LevelUnit},
		{"la1 1ae", []string{"LA1 1"}, service.LevelSector},
		{"la1 4", []string{"LA1 4"}, service.LevelSector},
		{"la14", []string{"LA1 4"}, service.LevelSector}, // nothing is known of LA14
		{"la26", []string{"LA2 6"}, service.LevelSector},
		{"LA1", []string{"LA1"}, service.LevelDistrict},
		{"la", []string{"LA (Lancaster area)"}, service.LevelArea},
		{"PR5 6AA", []string{"PR (Preston area)"}, service.LevelArea},
		{"pr56", []string{"PR (Preston area)"}, service.LevelArea},
		{"12 Dalton Square, Lancaster, LA1 1AD", []string{"LA1 1AD"}, service.LevelUnit},
		{"Dalton Square, Lancaster la11ad", []string{"LA1 1AD"}, service.LevelUnit},
		{"54.05,-2.8", []string{"54.05, -2.8"}, service.LevelPoint},
		{" 54.05  -2.8 ", []string{"54.05, -2.8"}, service.LevelPoint},
		{"54.0512345; -2.8", []string{"54.05123, -2.8"}, service.LevelPoint},

		{"Bamber Bridge", []string{"Bamber Bridge, Lancashire"}, service.LevelTown},
		{"bamber bridge, lancashire", []string{"Bamber Bridge, Lancashire"}, service.LevelTown},
		{"bamber bridge lancashire", []string{"Bamber Bridge, Lancashire"}, service.LevelTown},
		{"Bamber Bridge, South Ribble, Lancashire, England", []string{"Bamber Bridge, Lancashire"}, service.LevelTown},
		{"bamber-bridge", []string{"Bamber Bridge, Lancashire"}, service.LevelTown},
		{"St Annes", []string{"Lytham St Annes, Lancashire"}, service.LevelTown},
		{"Lytham St Anne's", []string{"Lytham St Annes, Lancashire"}, service.LevelTown},
		{"lytham saint anne’s", []string{"Lytham St Annes, Lancashire"}, service.LevelTown},
		{"lytham st. annes", []string{"Lytham St Annes, Lancashire"}, service.LevelTown},
		{"barrow in furness", []string{"Barrow in Furness, Cumbria"}, service.LevelTown},
		{"Barrow-in-Furness", []string{"Barrow in Furness, Cumbria"}, service.LevelTown},
		{"Kendal", []string{"Kendal, Cumbria"}, service.LevelTown},
		{"kendal, westmorland and furness", []string{"Kendal, Cumbria"}, service.LevelTown},
		{"Lancaster", []string{"Lancaster, Lancashire"}, service.LevelTown},
		{"Caerdydd", []string{"Cardiff"}, service.LevelTown},
		{"newport, isle of wight", []string{"Newport, Isle of Wight"}, service.LevelTown},
		{"newport isle of wight", []string{"Newport, Isle of Wight"}, service.LevelTown},
		{"Douglas, Isle of Man", []string{"Douglas, Isle of Man"}, service.LevelTown},
		{"Caton", []string{"Caton, Lancashire"}, service.LevelTown},
		{"coll", []string{"CO (Colchester area)"}, service.LevelArea}, // CO11, with no digit typed
	}
	for _, tt := range tests {
		found, err := f.Locate(tt.text)
		var names []string
		for _, near := range found {
			names = append(names, near.Name)
			if near.Level != tt.level || !InUK(near.Point) || near.Source == "" || near.Level != service.LevelPoint && near.ErrorMiles <= 0 {
				t.Errorf("Locate(%q) gave %+v; want level %s", tt.text, near, tt.level)
			}
		}
		if err != nil || !slices.Equal(names, tt.want) {
			t.Errorf("Locate(%q) = %q, %v; want %q", tt.text, names, err, tt.want)
		}
	}
}

func TestLocateGivesEveryMeaning(t *testing.T) {
	f := NewFinder(gazetteerOf(
		at("LA14 1AA", "Barrow-in-Furness", 54.112, -3.226),
		at("LA1 4AA", "Lancaster", 54.040, -2.790),
		at("TF10 7AA", "Newport", 52.769, -2.378),
	))
	for text, want := range map[string][]string{
		"la14":   {"LA14", "LA1 4"},
		"LA 14":  {"LA14", "LA1 4"},
		"la1 4":  {"LA1 4"},
		"LA14 1": {"LA14 1"},
	} {
		found, err := f.Locate(text)
		var names []string
		for _, near := range found {
			names = append(names, near.Name)
		}
		if err != nil || !slices.Equal(names, want) {
			t.Errorf("Locate(%q) = %q, %v; want %q", text, names, err, want)
		}
	}
	found, err := f.Locate("Newport")
	if err != nil || len(found) < 6 {
		t.Fatalf("Locate(Newport) = %v, %v; want at least six", found, err)
	}
	// The one that addresses name comes first, then the largest.
	if found[0].Name != "Newport, Telford and Wrekin" || found[1].Name != "Newport, Wales" {
		t.Errorf("the first Newports are %q and %q", found[0].Name, found[1].Name)
	}
	seen := make(map[string]bool)
	for _, near := range found {
		if seen[near.Name] {
			t.Errorf("two places are both called %q", near.Name)
		}
		seen[near.Name] = true
	}
}

// TestLocateTownsOfAddresses checks towns that only the services' addresses name.
func TestLocateTownsOfAddresses(t *testing.T) {
	f := NewFinder(gazetteerOf(
		at("LA2 8JT", "Overbeck", 54.110, -2.635),
		at("LA2 8JS", "OVERBECK", 54.111, -2.636),
		at("LA2 8LA", "Overbeck", 54.112, -2.637),
	))
	found, err := f.Locate("overbeck")
	if err != nil || len(found) != 1 {
		t.Fatalf("Locate(overbeck) = %v, %v", found, err)
	}
	got := found[0]
	if got.Name != "Overbeck, Lancashire" || got.Source != "service addresses" || got.Level != service.LevelTown || got.ErrorMiles < 3 {
		t.Errorf("Overbeck is %+v", got)
	}
	if _, err := f.Locate("overbeck, kent"); err == nil {
		t.Error("Overbeck was found in Kent")
	}
}

func TestLocateAreas(t *testing.T) {
	f := NewFinder(nil)
	for text, want := range map[string][]service.Area{
		"Morecambe": {{Name: "Lancaster", Code: "E07000121"}, {Name: "Lancashire", Code: "E10000017"}},
		"Kendal":    {{Name: "Westmorland and Furness", Code: "E06000064"}, {Name: "Cumbria"}},
		"Blackpool": {{Name: "Blackpool", Code: "E06000009"}},
	} {
		found, err := f.Locate(text)
		if err != nil || !slices.Equal(found[0].Areas, want) {
			t.Errorf("Locate(%q) = %+v, %v; want areas %v", text, found, err, want)
		}
	}
}

func TestLocateRefuses(t *testing.T) {
	f := NewFinder(lancaster())
	tests := map[string]string{
		"":                       "type a postcode",
		"  ":                     "type a postcode",
		strings.Repeat("x", 999): "too long",
		"bamber brige":           "did you mean Bamber Bridge, Lancashire",
		"lancatser":              "did you mean Lancaster, Lancashire",
		"morecombe":              "did you mean Morecambe, Lancashire",
		"Bamber":                 "did you mean Bamber Bridge, Lancashire",
		"Bamber Bridge, Kent":    "did you mean Bamber Bridge, Lancashire",
		"qqqqqqqqq":              "no place of that name is known",
		"!!!":                    "no place of that name is known",
		"Lancashire":             "Lancashire is a whole council's area",
		"48.85,2.35":             "not in the United Kingdom",
		"-2.8, 54.05":            "did you mean 54.05, -2.8?",
		"999, 999":               "not in the United Kingdom",
		"LA1 4CV":                "never C, I, K, M, O or V",
		"ZZ1 1AA":                "no postcode begins with ZZ",
		"BFPO 12":                "British Forces",
	}
	for text, want := range tests {
		found, err := f.Locate(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Locate(%q) = %v, error %v; want one with %q", text, found, err, want)
			continue
		}
		var notFound *NotFoundError
		var postcode *PostcodeError
		if !errors.As(err, &notFound) && !errors.As(err, &postcode) {
			t.Errorf("Locate(%q): the error is a %T", text, err)
		}
		if len(err.Error()) > 300 || strings.Contains(err.Error(), "\n") {
			t.Errorf("Locate(%q): the error is no plain line: %v", text, err)
		}
	}
}

func TestFill(t *testing.T) {
	f := NewFinder(lancaster())
	stated := &service.Point{Lat: 1, Lon: 2}
	tests := []struct {
		name  string
		from  service.Location
		want  *service.Point
		level service.Level
	}{
		{"a unit", service.Location{Address: service.Address{Postcode: "LA1 1AD"}}, &service.Point{Lat: 54.05, Lon: -2.8}, service.LevelUnit},
		{"a sector", service.Location{Address: service.Address{Postcode: "LA1 4YW"}}, &service.Point{Lat: 54.04, Lon: -2.79}, service.LevelSector},
		{"an outward code", service.Location{Address: service.Address{Postcode: "LA2"}}, &service.Point{Lat: 54.075, Lon: -2.72}, service.LevelDistrict},
		{"withheld", service.Location{Masked: true, Address: service.Address{Postcode: "LA1 1AD"}}, &service.Point{Lat: 54.045, Lon: -2.8005}, service.LevelDistrict},
		{"only the area known", service.Location{Address: service.Address{Postcode: "LA9 1AA"}}, nil, ""},
		{"no postcode", service.Location{Address: service.Address{Town: "Lancaster"}}, nil, ""},
		{"no real postcode", service.Location{Address: service.Address{Postcode: "ABC 1234"}}, nil, ""},
		{"virtual", service.Location{Kind: service.Virtual, Address: service.Address{Postcode: "LA1 1AD"}}, nil, ""},
		{"stated", service.Location{Point: stated, Level: service.LevelPoint, Address: service.Address{Postcode: "LA1 1AD"}}, stated, service.LevelPoint},
		{"stated and withheld", service.Location{Point: stated, Masked: true, Address: service.Address{Postcode: "LA1"}}, stated, ""},
	}
	for _, tt := range tests {
		got := tt.from
		f.Fill(&got)
		same := got.Point == nil && tt.want == nil || got.Point != nil && tt.want != nil && *got.Point == *tt.want
		if !same || got.Level != tt.level {
			t.Errorf("%s: filled with %v at level %q, want %v at %q", tt.name, got.Point, got.Level, tt.want, tt.level)
		}
	}
}

// TestFinderTogether uses one Finder from many goroutines; the race detector
// watches.
func TestFinderTogether(t *testing.T) {
	want, err := NewFinder(lancaster()).Locate("Kendal")
	if err != nil {
		t.Fatal(err)
	}
	f := NewFinder(lancaster())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, text := range []string{"Kendal", "la14", "lancatser", "LA1 1AD", "54,-2.5"} {
				found, err := f.Locate(text)
				if text == "Kendal" && (err != nil || found[0].Name != want[0].Name) {
					t.Errorf("Locate(%q) = %v, %v", text, found, err)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzLocate(f *testing.F) {
	for _, seed := range []string{"LA1 4YW", "Bamber Bridge, Lancashire", "53.7,-2.7", "la14", "newport isle of wight", "é’ʼ\u0301", "\xff,", "1,1", "+.1 2"} {
		f.Add(seed)
	}
	finder := NewFinder(lancaster())
	f.Fuzz(func(t *testing.T, text string) {
		found, err := finder.Locate(text)
		if (err == nil) != (len(found) > 0) {
			t.Fatalf("Locate(%q) = %v, %v", text, found, err)
		}
		for _, near := range found {
			if !InUK(near.Point) || near.Name == "" || near.Level == "" || near.Source == "" {
				t.Fatalf("Locate(%q) gave %+v", text, near)
			}
		}
	})
}

func TestMeantFindsTheTownOfASlip(t *testing.T) {
	finder := NewFinder(nil)
	for text, want := range map[string]string{"blackpol": "Blackpool", "lancatser": "Lancaster, Lancashire", "blackpool": "", "zumba": "", "": ""} {
		got := ""
		if near := finder.Meant(text); len(near) > 0 {
			got = near[0].Name
		}
		if got != want {
			t.Errorf("%q means %q, want %q", text, got, want)
		}
	}
}
