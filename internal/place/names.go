package place

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/service"
)

// packedNames is the list of place names that names/build.mjs makes; the form
// is described there and the licence in names/NOTICE.md.
//
//go:embed names/places.tsv.gz
var packedNames []byte

// Attribution returns what the licences of the built-in names ask to be shown, a
// line each; names/NOTICE.md has them in full.
func Attribution() []string {
	return []string{
		"Place names © GeoNames (https://www.geonames.org), CC BY 4.0, shortened to the United Kingdom",
		"Names and codes of councils: Source: Office for National Statistics licensed under the Open Government Licence v3.0",
	}
}

// county is a county or a unitary council that place names are grouped by.
type county struct {
	// name is what people call it, code its GSS code, "" where it is no council.
	name, code, country string
}

// placeName is a town or village of the built-in list.
type placeName struct {
	name string
	// others are more names that it goes by.
	others []string
	point  service.Point
	// population is 0 where it is not known.
	population int
	county     county
	// district is the GSS code of its district in a county of two tiers, or "".
	district string
	// districtName is the district's name where only that is known.
	districtName string
}

// nameList is the built-in list, to be searched by folded name.
type nameList struct {
	places []placeName
	byFold map[string][]int
}

// loadNames unpacks and reads the built-in list, which takes some milliseconds.
func loadNames() (*nameList, error) {
	zr, err := gzip.NewReader(bytes.NewReader(packedNames))
	if err != nil {
		return nil, fmt.Errorf("unpack the place names: %w", err)
	}
	text, err := io.ReadAll(zr)
	if err != nil {
		return nil, fmt.Errorf("unpack the place names: %w", err)
	}
	return readNames(string(text))
}

// readNames reads the list from its text.
func readNames(text string) (*nameList, error) {
	list := &nameList{byFold: make(map[string][]int)}
	var within county
	for number, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		fields := strings.Split(line, "\t")
		if head, ok := strings.CutPrefix(fields[0], "@"); ok && len(fields) == 3 {
			within = county{name: head, code: fields[1], country: fields[2]}
			continue
		}
		place, err := readName(fields)
		if err != nil {
			return nil, fmt.Errorf("read the place names: line %d: %w", number+1, err)
		}
		place.county = within
		list.add(place)
	}
	return list, nil
}

// readName reads the fields of one line; those at the end may be missing.
func readName(fields []string) (placeName, error) {
	if len(fields) < 3 || len(fields) > 6 {
		return placeName{}, fmt.Errorf("it has %d fields, not 3 to 6", len(fields))
	}
	fields = append(fields, "", "", "")
	lat, err := strconv.ParseFloat(fields[1], 64)
	if err != nil {
		return placeName{}, fmt.Errorf("latitude: %w", err)
	}
	lon, err := strconv.ParseFloat(fields[2], 64)
	if err != nil {
		return placeName{}, fmt.Errorf("longitude: %w", err)
	}
	place := placeName{name: fields[0], point: service.Point{Lat: lat, Lon: lon}, district: fields[4]}
	if fields[3] != "" {
		if place.population, err = strconv.Atoi(fields[3]); err != nil {
			return placeName{}, fmt.Errorf("population: %w", err)
		}
	}
	if fields[5] != "" {
		place.others = strings.Split(fields[5], "|")
	}
	return place, nil
}

func (l *nameList) add(p placeName) {
	n := len(l.places)
	l.places = append(l.places, p)
	for _, name := range append([]string{p.name}, p.others...) {
		fold := foldName(name)
		if !slices.Contains(l.byFold[fold], n) {
			l.byFold[fold] = append(l.byFold[fold], n)
		}
	}
}

// addImported adds the places of an imported list that are not the same as one
// of the built-in list, by name and nearness.
func (l *nameList) addImported(more Towns) error {
	err := more.EachPlace(func(p ImportedPlace) bool {
		for _, n := range l.byFold[foldName(p.Name)] {
			if l.places[n].point.Miles(p.Point) <= sameTownMiles {
				return true
			}
		}
		held := county{name: p.County, code: areaCode(p.County)}
		if p.County == "" {
			held = county{name: p.District, code: areaCode(p.District)}
		}
		l.add(placeName{name: p.Name, point: p.Point, county: held, district: areaCode(p.District), districtName: p.District})
		return true
	})
	if err != nil {
		return fmt.Errorf("read the imported place names: %w", err)
	}
	return nil
}

// find returns the places that go by a folded name.
func (l *nameList) find(fold string) []placeName {
	var found []placeName
	for _, n := range l.byFold[fold] {
		found = append(found, l.places[n])
	}
	return found
}

// title returns the name with that of its county: "Bamber Bridge, Lancashire".
// A town that its council is named after stands alone.
func (p placeName) title() string {
	if p.county.name == "" || p.name == p.county.name {
		return p.name
	}
	return p.name + ", " + p.county.name
}

// near returns the place. How far off it may be grows with its size, since
// somebody in a large town is seldom at its middle.
func (p placeName) near() service.Near {
	miles := 1.5
	switch {
	case p.population >= 1_000_000:
		miles = 10
	case p.population >= 250_000:
		miles = 5
	case p.population >= 75_000:
		miles = 3
	case p.population >= 15_000:
		miles = 2
	}
	return service.Near{
		Point: p.point, Name: p.title(), Level: service.LevelTown, ErrorMiles: miles, Source: SourceNames, Areas: p.areas(),
	}
}

// areas returns the district and the county that hold the place, as far as known.
func (p placeName) areas() []service.Area {
	var areas []service.Area
	if district := p.districtLabel(); district != "" {
		areas = append(areas, service.Area{Name: district, Code: p.district})
	}
	if p.county.name != "" && (len(areas) == 0 || p.county.name != areas[0].Name) {
		areas = append(areas, service.Area{Name: p.county.name, Code: p.county.code})
	}
	return areas
}

// districtLabel returns the name of the district, "" where it is not known.
func (p placeName) districtLabel() string {
	if p.district != "" {
		return AreaName(p.district)
	}
	return p.districtName
}

// within reports whether a folded text is the name of an area that holds the place.
func (p placeName) within(fold string) bool {
	switch fold {
	case "uk", "gb", "united kingdom", "great britain", "britain":
		return true
	}
	return fold != "" && (fold == foldName(p.county.name) || fold == foldName(p.county.country) || fold == foldName(p.districtLabel()))
}
