package place

import "fettle/internal/service"

// Postcodes is a list of postcodes that was imported, such as the one that
// package postcodes keeps. It must be safe for use by several goroutines.
type Postcodes interface {
	// Lookup returns what the list has of a postcode or a part of one: that
	// postcode, or the one nearest to it in its sector, or the middle of its
	// sector, district or area. It reports false when it has not even the area.
	Lookup(p Postcode) (Imported, bool)
	// Nearest returns the postcode of the list that is nearest to a point, and
	// false when none is within so many miles.
	Nearest(p service.Point, miles float64) (Imported, bool)
	// AreaName returns the name of an area by its GSS code, "" when the list
	// does not have it.
	AreaName(code string) string
	// Area returns an area of the list by its name, and false when there is none
	// such or several.
	Area(name string) (service.Area, bool)
	// Source says in a few words what was imported: "OS Code-Point Open".
	Source() string
}

// Towns is a list of place names that was imported. A Postcodes may be one.
type Towns interface {
	// EachPlace calls back with every name of the list, until the callback
	// returns false.
	EachPlace(visit func(ImportedPlace) bool) error
}

// ImportedPlace is a town or village of an imported list.
type ImportedPlace struct {
	Name  string
	Point service.Point
	// District and County are names of councils; "" is not known.
	District, County string
}

// Imported is what an imported list has of a postcode or a part of one.
type Imported struct {
	// Point is where it is.
	Point service.Point
	// Name is what was found, which may be less than what was asked: "LA1 4".
	Name string
	// Level is how fine that is, LevelArea to LevelUnit.
	Level service.Level
	// ErrorMiles is how far off the point may be in miles, nine times in ten.
	ErrorMiles float64
	// Codes are the areas that hold the postcode; of a sector or a district those
	// that all its postcodes share.
	Codes Codes
}

// Codes are the GSS codes of the areas that hold a postcode; "" is not known.
type Codes struct {
	// District is the council: unitary, district, metropolitan or London borough.
	District string
	Ward     string
	// County is the county council, in two-tier England only.
	County string
	// ICB is the integrated care board, in England only.
	ICB string
}

// near returns what an imported list found as a place.
func (i Imported) near(list Postcodes) service.Near {
	return service.Near{
		Point: i.Point, Name: i.Name, Level: i.Level, ErrorMiles: i.ErrorMiles, Source: list.Source(), Areas: i.Codes.areas(list),
	}
}

// areas returns the areas with their names, the council first.
func (c Codes) areas(list Postcodes) []service.Area {
	var areas []service.Area
	for _, code := range c.list() {
		name := AreaName(code)
		if name == "" {
			name = list.AreaName(code)
		}
		areas = append(areas, service.Area{Name: name, Code: code})
	}
	return areas
}

// list returns the codes that are known, the council first, and the county of a
// council that has one.
func (c Codes) list() []string {
	last := ""
	if c.County == "" {
		last = countyOf(c.District)
	}
	var codes []string
	for _, code := range []string{c.District, c.Ward, c.County, c.ICB, last} {
		if code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}
