package place

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"fettle/internal/service"
)

// TestBuiltInNames holds the built-in list against what it must be.
func TestBuiltInNames(t *testing.T) {
	list, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	if len(list.places) < 5700 || len(packedNames) > 110_000 {
		t.Errorf("%d places in %d bytes; want at least 5,700 in at most 110,000", len(list.places), len(packedNames))
	}
	for _, p := range list.places {
		switch {
		case !InUK(p.point):
			t.Errorf("%s is at %+v, which is not in the United Kingdom", p.title(), p.point)
		case p.district != "" && AreaName(p.district) == "", p.county.code != "" && AreaName(p.county.code) == "":
			t.Errorf("%s is in %q and %q, of which one is unknown", p.title(), p.district, p.county.code)
		case p.county.name == "" || p.county.country == "":
			t.Errorf("%s has no county or no country", p.name)
		case foldName(p.name) == "":
			t.Errorf("%q folds to nothing", p.name)
		}
		for _, other := range p.others {
			if strings.TrimSpace(other) == "" {
				t.Errorf("%s has an empty other name", p.title())
			}
		}
	}
}

func TestReadNamesRefuses(t *testing.T) {
	for _, text := range []string{"@Kent\tE10000016", "Dover\t51.1", "Dover\tx\t1.3", "Dover\t51.1\tx", "Dover\t51.1\t1.3\tmany", "a\t1\t2\t3\tb\tc\td"} {
		if _, err := readNames(text); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("readNames(%q) gave error %v, want one that names line 1", text, err)
		}
	}
}

func TestFoldName(t *testing.T) {
	for name, want := range map[string]string{
		"Lytham St. Anne’s":    "lytham st annes",
		"Lytham Saint Anne's":  "lytham st annes",
		"  Barrow-in-Furness ": "barrow in furness",
		"Ynys Môn":             "ynys mon",
		"Ynys Mo\u0302n":       "ynys mon",
		"Tyne & Wear":          "tyne and wear",
		"The Lizard":           "lizard",
		"Thé":                  "the",
		"King's Lynn/Norfolk":  "kings lynn norfolk",
		"&":                    "and",
		"!?":                   "",
	} {
		if got := foldName(name); got != want {
			t.Errorf("foldName(%q) = %q, want %q", name, got, want)
		}
		if again := foldName(foldName(name)); again != want {
			t.Errorf("folding %q twice gave %q", name, again)
		}
	}
}

func TestSlipsBetween(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"lancaster", "lancaster", 0}, {"lancatser", "lancaster", 1}, {"lancster", "lancaster", 1}, {"lancasterr", "lancaster", 1},
		{"morecombe", "morecambe", 1}, {"presston", "preson", 2}, {"kendal", "preston", 3}, {"", "ab", 2}, {"abc", "", 3}, {"ca", "abc", 3},
	}
	for _, tt := range tests {
		if got := slipsBetween(tt.a, tt.b, 2); got != tt.want {
			t.Errorf("slipsBetween(%q, %q, 2) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := slipsBetween(tt.b, tt.a, 2); got != tt.want {
			t.Errorf("slipsBetween(%q, %q, 2) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

func TestInUK(t *testing.T) {
	for name, tt := range map[string]struct {
		lat, lon float64
		want     bool
	}{
		"Lancaster": {54.047, -2.801, true}, "Lerwick": {60.155, -1.145, true}, "St Kilda": {57.81, -8.58, true},
		"Land's End": {50.066, -5.715, true}, "Scilly": {49.93, -6.3, true}, "Lizard": {49.96, -5.2, true}, "Lowestoft": {52.48, 1.76, true},
		"Dover": {51.13, 1.31, true}, "Belfast": {54.6, -5.93, true}, "Derry": {55, -7.32, true}, "Enniskillen": {54.34, -7.63, true},
		"Douglas": {54.15, -4.48, true}, "St Helier": {49.18, -2.1, true}, "Alderney": {49.71, -2.2, true}, "Stranraer": {54.9, -5.02, true},
		"Muckle Flugga": {60.855, -0.885, true}, "Kirkwall": {58.98, -2.96, true}, "St Davids": {51.88, -5.27, true},
		"Paris": {48.85, 2.35, false}, "Calais": {50.95, 1.85, false}, "Cherbourg": {49.64, -1.62, false}, "Dublin": {53.35, -6.26, false},
		"Cork": {51.9, -8.47, false}, "Amsterdam": {52.37, 4.9, false}, "Oslo": {59.9, 10.75, false}, "zero": {0, 0, false},
		"swapped": {-2.801, 54.047, false}, "Tórshavn": {62.01, -6.77, false}, "Galway": {53.27, -9.06, false},
	} {
		if got := InUK(service.Point{Lat: tt.lat, Lon: tt.lon}); got != tt.want {
			t.Errorf("%s: InUK = %v, want %v", name, got, tt.want)
		}
	}
}

func TestPostAreas(t *testing.T) {
	if len(postAreas) != 124 {
		t.Errorf("%d post areas, want 124", len(postAreas))
	}
	for i, a := range postAreas {
		if i > 0 && postAreas[i-1].code >= a.code {
			t.Errorf("%s comes after %s", a.code, postAreas[i-1].code)
		}
		if near := a.near(); !InUK(near.Point) || near.ErrorMiles < 10 {
			t.Errorf("%s is %+v", a.code, near)
		}
	}
	if got := AreaTitle("LA") + AreaTitle("QQ"); got != "LA (Lancaster area)QQ" {
		t.Errorf("AreaTitle gives %q", got)
	}
}

// TestPostAreasHoldTheirDistricts checks that of the postcodes of each area nine
// in ten lie about as near to its town as the table says.
func TestPostAreasHoldTheirDistricts(t *testing.T) {
	total, within := make(map[string]int), make(map[string]int)
	for _, row := range fixtureRows(t, "outcodes-gb.csv") {
		p := parseOne(t, row[0])
		lat, errLat := strconv.ParseFloat(row[1], 64)
		lon, errLon := strconv.ParseFloat(row[2], 64)
		n, err := strconv.Atoi(row[3])
		if err := errors.Join(errLat, errLon, err); err != nil {
			t.Fatal(err)
		}
		area, _ := findPostArea(p.Area)
		total[p.Area] += n
		if near := area.near(); near.Miles(service.Point{Lat: lat, Lon: lon}) <= near.ErrorMiles {
			within[p.Area] += n
		}
	}
	if len(total) != 120 {
		t.Errorf("%d areas of Great Britain, want 120", len(total))
	}
	for area, n := range total {
		if share := float64(within[area]) / float64(n); share < 0.85 {
			t.Errorf("%s: only %.0f %% of its postcodes lie within what the table says", area, 100*share)
		}
	}
}
