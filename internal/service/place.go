package service

import (
	"math"
	"strings"
)

// MetresPerMile is the length of a statute mile.
const MetresPerMile = 1609.344

// EarthRadius is the mean radius of the Earth in metres (IUGG).
const EarthRadius = 6371008.8

// Point is a position in degrees, WGS84.
type Point struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Miles returns the great-circle distance between two points in statute miles.
func (p Point) Miles(q Point) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (q.Lat-p.Lat)*rad/2, (q.Lon-p.Lon)*rad/2
	a := math.Sin(dLat)*math.Sin(dLat) + math.Cos(p.Lat*rad)*math.Cos(q.Lat*rad)*math.Sin(dLon)*math.Sin(dLon)
	return 2 * EarthRadius * math.Asin(math.Min(1, math.Sqrt(a))) / MetresPerMile
}

// LocationKind says what a location is; "" is not stated and reads as physical.
type LocationKind string

// The kinds of location, as HSDS 3 has them.
const (
	Physical LocationKind = "physical"
	Postal   LocationKind = "postal"
	Virtual  LocationKind = "virtual"
)

// Location is one place of a service.
type Location struct {
	ID          string       `json:"id,omitempty"`
	Name        string       `json:"name,omitempty"`
	Description string       `json:"description,omitempty"`
	Kind        LocationKind `json:"kind,omitempty"`
	Address     Address      `json:"address,omitzero"`
	// Point is where it is; nil when neither stated nor worked out.
	Point *Point `json:"point,omitempty"`
	// Level says how good the point is; LevelPoint when the feed stated it.
	Level Level `json:"level,omitempty"`
	// Codes are the GSS codes of the areas that hold it, as an imported list of
	// postcodes tells them: council, ward, county, care board; none are not known.
	Codes []string `json:"codes,omitempty"`
	// Masked marks an address that the publisher withholds, such as a refuge:
	// it is never refined, linked to a map or shown finer than its district.
	Masked bool `json:"masked,omitempty"`
	// Accessibility lists what is provided there, as the publisher says it.
	Accessibility []string `json:"accessibility,omitempty"`
}

// Visited reports whether people go to the location, as against one that is
// only a postal or an online address.
func (l *Location) Visited() bool { return l.Kind == "" || l.Kind == Physical }

// Told returns the location as it may be told to anybody: of a withheld address
// no more than the town, the county and the postcode's first half.
func (l *Location) Told() Location {
	if !l.Masked {
		return *l
	}
	outward, _, _ := strings.Cut(l.Address.Postcode, " ")
	return Location{ID: l.ID, Kind: l.Kind, Masked: true, Address: Address{Town: l.Address.Town, County: l.Address.County, Postcode: outward}}
}

// Address is a postal address.
type Address struct {
	// Street is the lines before the town, without the location's own name.
	Street string `json:"street,omitempty"`
	Town   string `json:"town,omitempty"`
	County string `json:"county,omitempty"`
	// Postcode is in the canonical form "LA1 4YW", or an outward code "LA1"
	// when the publisher gave no more; text that is neither is left out.
	Postcode string `json:"postcode,omitempty"`
}

// Level says how finely a place is known; "" is not stated.
type Level string

// The levels, finest first.
const (
	LevelPoint    Level = "point"
	LevelUnit     Level = "unit"
	LevelSector   Level = "sector"
	LevelDistrict Level = "district"
	LevelTown     Level = "place"
	LevelArea     Level = "area"
)

// Rough reports whether a point of that level is known so roughly that a distance
// from it is no more than about right.
func (l Level) Rough() bool {
	return l == LevelSector || l == LevelDistrict || l == LevelTown || l == LevelArea
}

// Area is an area that a service says it serves.
type Area struct {
	// Name is what the publisher calls it: "Lancaster district".
	Name string `json:"name,omitempty"`
	// Code is a GSS code such as "E07000121"; "" when none was given.
	Code string `json:"code,omitempty"`
	// Extent is a GeoJSON geometry as text, when the area is drawn.
	Extent string `json:"extent,omitempty"`
}
