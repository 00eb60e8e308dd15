package place

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fettle/internal/service"
)

// Gazetteer is what is known of places from the addresses of services. It never
// changes once made, and may be read by several goroutines at once.
type Gazetteer struct {
	// units are in the order of their keys, and so are the groups.
	units                     []unitSpot
	sectors, districts, areas []groupSpot
	// towns are in the order of their folded names.
	towns []town
}

// unitSpot is where a whole postcode is.
type unitSpot struct {
	key  Key
	spot spot
}

// groupSpot is the middle of the known units of a sector, district or area.
type groupSpot struct {
	key  Key
	spot spot
	// units is how many units are known, at most 65,535.
	units uint16
	// spread is within how far of the middle nine in ten of them lie, in
	// hundredths of a mile.
	spread uint16
}

// town is a town that addresses name.
type town struct {
	fold, name, county string
	spot               spot
	units, spread      uint16
}

// enoughForGroup is how many units make the spread of a group worth believing.
const enoughForGroup = 5

// unitError is how far off, in miles, the point of an address is from others of
// the same postcode, nine times in ten.
const unitError = 0.15

// Size returns how many whole postcodes and how many towns are known.
func (g *Gazetteer) Size() (postcodes, towns int) { return len(g.units), len(g.towns) }

// Postcode returns the best point for a postcode or a part of one: its own, or
// that of the unit nearest to it in the alphabet of its sector, or the middle
// of its sector, its district or its area. The answer is named after what was
// found. It reports false when too little is known even of the area.
func (g *Gazetteer) Postcode(p Postcode) (service.Near, bool) {
	key, ok := p.Key()
	if !ok {
		return service.Near{}, false
	}
	if p.Unit != "" {
		if near, ok := g.nearestUnit(p, key); ok {
			return near, true
		}
	}
	if p.Sector != "" {
		if group, ok := findGroup(g.sectors, key.Sector()); ok {
			return group.near(p.Sector, service.LevelSector, group.sectorMiles()), true
		}
	}
	if p.District != "" {
		if group, ok := findGroup(g.districts, key.District()); ok {
			return group.near(p.District, service.LevelDistrict, group.districtMiles()), true
		}
	}
	if group, ok := findGroup(g.areas, key.Area()); ok && group.units >= enoughForGroup {
		area, _ := findPostArea(p.Area)
		return group.near(area.title(), service.LevelArea, max(area.miles, float64(group.spread)/100)), true
	}
	return service.Near{}, false
}

// nearestUnit returns the point of a unit, or of the one nearest to it in the
// alphabet of its sector: letters are given out street by street, so that one
// is a better guess than the middle.
func (g *Gazetteer) nearestUnit(p Postcode, key Key) (service.Near, bool) {
	i, ok := slices.BinarySearchFunc(g.units, key, func(u unitSpot, key Key) int { return cmp.Compare(u.key, key) })
	if ok {
		return nearAt(g.units[i].spot, p.Unit, service.LevelUnit, unitError), true
	}
	nearest, gap := -1, math.MaxInt
	for _, n := range [2]int{i - 1, i} {
		if n < 0 || n >= len(g.units) || g.units[n].key.Sector() != key.Sector() {
			continue
		}
		if d := max(g.units[n].key, key) - min(g.units[n].key, key); int(d) < gap {
			nearest, gap = n, int(d)
		}
	}
	if nearest < 0 {
		return service.Near{}, false
	}
	group, _ := findGroup(g.sectors, key.Sector())
	return nearAt(g.units[nearest].spot, p.Sector, service.LevelSector, group.sectorMiles()), true
}

// findGroup returns the group of a key.
func findGroup(groups []groupSpot, key Key) (groupSpot, bool) {
	i, ok := slices.BinarySearchFunc(groups, key, func(g groupSpot, key Key) int { return cmp.Compare(g.key, key) })
	if !ok {
		return groupSpot{}, false
	}
	return groups[i], true
}

// SectorError returns within how many miles of a point taken from some units of
// a sector the truth lies, nine times in ten: it takes how many of its units are
// known, and the miles within which nine in ten of those lie from their middle.
// The steps were measured by taking some real postcodes for a feed's addresses and
// asking for all the others; one unit alone says nothing of how wide its sector is.
func SectorError(units int, spread float64) float64 {
	switch {
	case units <= 1:
		return 2.6
	case units == 2:
		return 1.2 + 1.5*spread
	case units < enoughForGroup:
		return 0.6 + 1.1*spread
	}
	return 0.4 + spread
}

// DistrictError returns the same for the middle of a district.
func DistrictError(units int, spread float64) float64 {
	if units < enoughForGroup {
		return max(6, spread)
	}
	return 1.5 + 1.1*spread
}

func (s groupSpot) sectorMiles() float64 { return SectorError(int(s.units), float64(s.spread)/100) }

func (s groupSpot) districtMiles() float64 { return DistrictError(int(s.units), float64(s.spread)/100) }

func (s groupSpot) near(name string, level service.Level, miles float64) service.Near {
	return nearAt(s.spot, name, level, miles)
}

// nearAt returns a spot from the services' addresses as a place.
func nearAt(s spot, name string, level service.Level, miles float64) service.Near {
	return service.Near{Point: s.point(), Name: name, Level: level, ErrorMiles: miles, Source: SourceServices}
}

// town returns the town of a folded name.
func (g *Gazetteer) town(fold string) (town, bool) {
	i, ok := slices.BinarySearchFunc(g.towns, fold, func(t town, fold string) int { return strings.Compare(t.fold, fold) })
	if !ok {
		return town{}, false
	}
	return g.towns[i], true
}

// servesNear reports whether any known address lies within so many miles.
func (g *Gazetteer) servesNear(p service.Point, miles float64) bool {
	return slices.ContainsFunc(g.sectors, func(s groupSpot) bool { return p.Miles(s.spot.point()) <= miles })
}

func clampCount(n int) uint16 { return uint16(min(n, math.MaxUint16)) }

func clampSpread(miles float64) uint16 { return uint16(min(math.Ceil(miles*100), math.MaxUint16)) }
