package place

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// TestAreaNames holds the table of councils against the names that go with real
// codes.
func TestAreaNames(t *testing.T) {
	for _, row := range fixtureRows(t, "gss-names-nw.csv") {
		code, name := row[0], row[1]
		switch kind := KindOf(code); {
		case row[2] == "ward":
			if kind != KindWard || AreaName(code) != "" {
				t.Errorf("%s %s has kind %q and name %q", code, name, kind, AreaName(code))
			}
		case foldArea(AreaName(code)) != foldArea(name) || areaCode(name) != code:
			t.Errorf("%s %s: the table says %q and %q", code, name, AreaName(code), areaCode(name))
		}
	}
}

func TestCouncilTables(t *testing.T) {
	if !slices.IsSorted(councilNames[:]) {
		t.Error("the councils are not in order")
	}
	for _, entry := range councilNames {
		code, name, _ := strings.Cut(entry, " ")
		if got, ok := readCode(code); !ok || got != code || KindOf(code) == "" || name == "" {
			t.Errorf("%q is no council", entry)
		}
		if strings.HasPrefix(code, "E07") == (countyOf(code) == "") {
			t.Errorf("%s is in county %q", entry, countyOf(code))
		}
	}
	for i, e := range endedCouncils {
		if i > 0 && endedCouncils[i-1].code >= e.code {
			t.Errorf("%s comes after %s", e.code, endedCouncils[i-1].code)
		}
		for _, code := range successorsOf(e.code) {
			if AreaName(code) == "" || !slices.Equal(successorsOf(code), []string{code}) {
				t.Errorf("%s %s has successor %s, which is none", e.code, e.name, code)
			}
		}
		if AreaName(e.code) != "" {
			t.Errorf("%s is both ended and not", e.code)
		}
	}
}

func TestAreaCode(t *testing.T) {
	for name, want := range map[string]string{
		"Lancaster": "E07000121", "Lancaster City Council": "E07000121", "lancaster district": "E07000121", "City of Lancaster": "E07000121",
		"Lancashire County Council": "E10000017", "Bristol, City of": "E06000023", "St. Helens": "E08000013", "County Durham": "E06000047", "Durham": "E06000047",
		"City of London": "E09000001", "London Borough of Hackney": "E09000012", "Kings Lynn and West Norfolk": "E07000146",
		"London": "", "Nowhere": "", "": "", "Council": "", strings.Repeat("x", 500): "",
	} {
		if got := areaCode(name); got != want {
			t.Errorf("areaCode(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestReadCode(t *testing.T) {
	for text, want := range map[string]string{
		"E07000121": "E07000121", "e07000121 \n": "E07000121", "http://statistics.data.gov.uk/id/statistical-geography/E07000121": "E07000121",
		"E99999999": "", "E0700012": "", "X07000121": "", "E0700012A": "", "": "", "/": "", "Lancaster": "",
	} {
		if got, ok := readCode(text); got != want || ok != (want != "") {
			t.Errorf("readCode(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestInArea(t *testing.T) {
	bulk := []service.Area{{Name: "Lancaster", Code: "E07000121"}, {Name: "Bulk", Code: "E05014890"}, {Name: "Lancashire", Code: "E10000017"}}
	kendal := []service.Area{{Name: "Westmorland and Furness", Code: "E06000064"}, {Name: "Cumbria"}}
	cardiff := []service.Area{{Name: "Cardiff", Code: "W06000015"}}
	tests := []struct {
		held []service.Area
		want service.Area
		is   service.Answer
	}{
		{bulk, service.Area{Code: "E07000121"}, service.Yes},
		{bulk, service.Area{Code: "http://example.org/id/E07000121"}, service.Yes},
		{bulk, service.Area{Name: "Lancaster district"}, service.Yes},
		{bulk, service.Area{Name: "Bulk"}, service.NotStated}, // which Bulk is not sure: the place's has a code and the other has none
		{bulk, service.Area{Name: "Lancashire"}, service.Yes},
		{bulk, service.Area{Name: "Preston"}, service.No},
		{bulk, service.Area{Code: "E05014891"}, service.No},
		{bulk, service.Area{Name: "Cumbria"}, service.No},
		{bulk, service.Area{Name: "South Lakeland"}, service.No},
		{bulk, service.Area{Name: "Cardiff"}, service.No},
		{bulk, service.Area{Name: "Morecambe Bay"}, service.NotStated},
		{bulk, service.Area{Code: "E54000048"}, service.NotStated},
		{bulk[:1], service.Area{Code: "E10000017"}, service.Yes}, // the county of a known district
		{bulk[:1], service.Area{Code: "E10000016"}, service.No},
		{bulk[2:], service.Area{Code: "E07000121"}, service.NotStated}, // only the county is known
		{bulk[2:], service.Area{Code: "E07000105"}, service.No},        // a district of another county
		{kendal, service.Area{Code: "E07000031"}, service.Yes},         // South Lakeland, abolished
		{kendal, service.Area{Code: "E10000006"}, service.Yes},         // Cumbria, abolished
		{kendal, service.Area{Name: "South Lakeland"}, service.Yes},
		{kendal, service.Area{Name: "Cumbria"}, service.Yes},
		{kendal, service.Area{Name: "Cumberland"}, service.No},
		{cardiff, service.Area{Name: "Lancashire"}, service.No},
		{nil, service.Area{Name: "Lancaster"}, service.NotStated},
		{bulk, service.Area{}, service.NotStated},
	}
	for _, tt := range tests {
		if got := inArea(tt.held, tt.want); got != tt.is {
			t.Errorf("inArea(%v, %v) = %q, want %q", tt.held, tt.want, got, tt.is)
		}
	}
}

func TestCovers(t *testing.T) {
	near := service.Near{
		Point: service.Point{Lat: 54.05, Lon: -2.8},
		Areas: []service.Area{{Name: "Lancaster", Code: "E07000121"}, {Name: "Lancashire", Code: "E10000017"}},
	}
	square := `{"type":"Polygon","coordinates":[[[-3,54],[-2.5,54],[-2.5,54.1],[-3,54.1],[-3,54]]]}`
	for _, tt := range []struct {
		area service.Area
		want service.Answer
	}{
		{service.Area{Name: "Lancashire"}, service.Yes},
		{service.Area{Name: "Kent"}, service.No},
		{service.Area{Name: "England"}, service.Yes}, {service.Area{Name: "Nationwide"}, service.Yes}, {service.Area{Code: "E92000001"}, service.Yes},
		{service.Area{Name: "Scotland"}, service.No}, {service.Area{Code: "S92000003"}, service.No}, {service.Area{Name: "England and Wales"}, service.Yes},
		{service.Area{Name: "the seaside"}, service.NotStated},
		{service.Area{Name: "drawn", Extent: square}, service.Yes},
		{service.Area{Name: "drawn", Extent: strings.ReplaceAll(square, "54", "55")}, service.No},
		{service.Area{Name: "Lancashire", Extent: "no drawing"}, service.Yes},
	} {
		if got := Covers(tt.area, near); got != tt.want {
			t.Errorf("Covers(%+v) = %q, want %q", tt.area, got, tt.want)
		}
	}
	if got := Covers(service.Area{Name: "England"}, service.Near{Point: near.Point}); got != service.NotStated {
		t.Errorf("a place of which no area is known is in England: %q", got)
	}
}

func TestFindArea(t *testing.T) {
	f := NewFinder(nil).WithPostcodes(fakeList{})
	for text, want := range map[string]service.Area{
		"Lancaster": {Name: "Lancaster", Code: "E07000121"}, "e07000121": {Name: "Lancaster", Code: "E07000121"},
		"south lakeland": {Name: "South Lakeland", Code: "E07000031"}, "Bulk": {Name: "Bulk", Code: "E05014890"}, "E05014890": {Name: "Bulk", Code: "E05014890"},
	} {
		if got, err := f.FindArea(text); err != nil || got != want {
			t.Errorf("FindArea(%q) = %+v, %v; want %+v", text, got, err, want)
		}
	}
	_, err := f.FindArea("lancater")
	var notFound *NotFoundError
	if !errors.As(err, &notFound) || !slices.Equal(notFound.Suggestions, []string{"Lancaster"}) {
		t.Errorf("FindArea(lancater): error %v", err)
	}
	if _, err := f.FindArea(""); !errors.As(err, &notFound) {
		t.Errorf("FindArea of nothing: error %v", err)
	}
}

// fakeList is an imported list of two postcodes.
type fakeList struct{}

func (fakeList) Lookup(p Postcode) (Imported, bool) {
	point := service.Point{Lat: 54.048, Lon: -2.801}
	codes := Codes{District: "E07000121", Ward: "E05014890"}
	switch {
	case p.Unit == "LA1 1AA", p.Unit == "LA1 1AE":
		return Imported{Point: point, Name: p.Unit, Level: service.LevelUnit, ErrorMiles: 0.1, Codes: codes}, true
	case p.Sector == "LA1 1":
		return Imported{Point: point, Name: p.Sector, Level: service.LevelSector, ErrorMiles: 0.4}, true
	case p.District == "LA1":
		return Imported{Point: point, Name: p.District, Level: service.LevelDistrict, ErrorMiles: 1}, true
	}
	return Imported{}, false
}

// roughList is a list that knows sectors only roughly.
type roughList struct{ fakeList }

func (roughList) Lookup(p Postcode) (Imported, bool) {
	return Imported{Point: service.Point{Lat: 54.05, Lon: -2.8}, Name: p.Sector, Level: service.LevelSector, ErrorMiles: 2}, p.Sector != ""
}

func (f fakeList) Nearest(p service.Point, miles float64) (Imported, bool) {
	found, _ := f.Lookup(Postcode{Unit: "LA1 1AA"})
	return found, found.Point.Miles(p) <= miles
}

func (fakeList) AreaName(code string) string {
	if code == "E05014890" {
		return "Bulk"
	}
	return ""
}

func (f fakeList) Area(name string) (service.Area, bool) {
	return service.Area{Name: "Bulk", Code: "E05014890"}, strings.EqualFold(name, "bulk")
}

func (fakeList) Source() string { return "a made-up list" }

// TestFinderWithPostcodes checks which source answers.
func TestFinderWithPostcodes(t *testing.T) {
	f := NewFinder(lancaster()).WithPostcodes(fakeList{})
	for text, want := range map[string]struct{ name, source string }{
		"LA1 1AA": {"LA1 1AA", "a made-up list"},
		"LA1 1AD": {"LA1 1AD", "service addresses"}, // the list has only its sector
		"LA1 1XX": {"LA1 1", "a made-up list"},
		"LA1 4AB": {"LA1 4", "service addresses"}, // the list has only its district
		"LA1":     {"LA1", "a made-up list"},
		"LA2":     {"LA2", "service addresses"},
		"PR1":     {"PR (Preston area)", "post areas"},
		"Kendal":  {"Kendal, Cumbria", "place names"},
	} {
		found, err := f.Locate(text)
		if err != nil || found[0].Name != want.name || found[0].Source != want.source {
			t.Errorf("Locate(%q) = %+v, %v; want %+v", text, found, err, want)
		}
	}
	// Where many addresses know a sector better than the list does, they answer.
	var many []service.Location
	for i := range 8 {
		many = append(many, at("LA1 1"+string("ABDEFGHJ"[i])+"B", "Lancaster", 54.048, -2.801))
	}
	sharp := NewFinder(gazetteerOf(many...)).WithPostcodes(roughList{})
	if found, err := sharp.Locate("LA1 1"); err != nil || found[0].Source != "service addresses" || found[0].ErrorMiles >= 2 {
		t.Errorf("LA1 1, which eight addresses know, is %+v, %v", found, err)
	}
	found, _ := f.Locate("LA1 1AA")
	want := []service.Area{{Name: "Lancaster", Code: "E07000121"}, {Name: "Bulk", Code: "E05014890"}, {Name: "Lancashire", Code: "E10000017"}}
	if !slices.Equal(found[0].Areas, want) {
		t.Errorf("the areas of LA1 1AA are %v, want %v", found[0].Areas, want)
	}
	if district, ok := District(found[0].Areas); !ok || district != want[0] {
		t.Errorf("its district is %v, %v", district, ok)
	}
}

func TestCodesOfALocation(t *testing.T) {
	f := NewFinder(nil).WithPostcodes(fakeList{})
	near, far := &service.Point{Lat: 54.05, Lon: -2.8}, &service.Point{Lat: 53.5, Lon: -2.8}
	for name, tt := range map[string]struct {
		l    service.Location
		want []string
	}{
		"own postcode":      {service.Location{Address: service.Address{Postcode: "LA1 1AA"}}, []string{"E07000121", "E05014890", "E10000017"}},
		"nearest postcode":  {service.Location{Point: near, Level: service.LevelPoint}, []string{"E07000121", "E05014890", "E10000017"}},
		"too far":           {service.Location{Point: far, Level: service.LevelPoint}, nil},
		"only worked out":   {service.Location{Point: near, Level: service.LevelSector, Address: service.Address{Postcode: "LA1 1ZZ"}}, nil},
		"nothing":           {service.Location{}, nil},
		"withheld":          {service.Location{Masked: true, Address: service.Address{Postcode: "LA1 1AA"}}, []string{"E07000121", "E10000017"}},
		"only outward code": {service.Location{Address: service.Address{Postcode: "LA1"}}, nil},
	} {
		if got := f.Codes(tt.l); !slices.Equal(got, tt.want) {
			t.Errorf("%s: areas %q, want %q", name, got, tt.want)
		}
	}
	if got := NewFinder(nil).Codes(service.Location{Address: service.Address{Postcode: "LA1 1AA"}}); got != nil {
		t.Errorf("without a list the areas are %v", got)
	}
}
