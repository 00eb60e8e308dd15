package place

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"fettle/internal/service"
)

// The limits beyond which a point is not believed, in miles. A unit is a street
// or less, so points of one that lie further apart contradict each other. No
// sector of two dozen kilometres has its middle this far from an end, and no
// district this far; what lies beyond is a wrong postcode or a head office.
const (
	unitWidest     = 1.0
	sectorWidest   = 9.3
	districtWidest = 37.0
	areaSlack      = 20.0
)

// Builder collects what services' own addresses tell of places. The order in
// which locations are added makes no difference. It is not for concurrent use.
type Builder struct {
	units map[Key][]spot
	towns map[string]*townEvidence
}

// townEvidence is what addresses say of one town.
type townEvidence struct {
	names    map[string]int
	counties map[string]int
	// spots has one point for each postcode, or for each point without one.
	spots map[evidenceKey]spot
}

// evidenceKey tells one address from another: its postcode, or else its point.
type evidenceKey struct {
	postcode Key
	spot     spot
}

// NewBuilder returns a Builder that knows of nothing yet.
func NewBuilder() *Builder {
	return &Builder{units: make(map[Key][]spot), towns: make(map[string]*townEvidence)}
}

// Add takes in one location. Only a place that is visited, whose address is not
// withheld, and whose point the publisher stated, tells anything; the others
// are passed over, and so are points outside the United Kingdom.
func (b *Builder) Add(l service.Location) {
	stated := l.Level == service.LevelPoint || l.Level == ""
	if l.Point == nil || !stated || l.Masked || !l.Visited() {
		return
	}
	point, ok := believable(*l.Point)
	if !ok {
		return
	}
	at := spotOf(point)
	key, ok := unitKey(l.Address.Postcode)
	if ok {
		b.units[key] = append(b.units[key], at)
	}
	b.addTown(l.Address, key, at)
}

// addTown takes in what an address says of its town.
func (b *Builder) addTown(a service.Address, key Key, at spot) {
	name := strings.TrimSpace(a.Town)
	fold := foldName(name)
	if len(fold) < 3 || len(fold) > longestName || strings.ContainsAny(fold, "0123456789") {
		return
	}
	town := b.towns[fold]
	if town == nil {
		town = &townEvidence{names: make(map[string]int), counties: make(map[string]int), spots: make(map[evidenceKey]spot)}
		b.towns[fold] = town
	}
	town.names[name]++
	if county := strings.TrimSpace(a.County); county != "" && len(county) <= longestName {
		town.counties[county]++
	}
	evidence := evidenceKey{postcode: key}
	if key == 0 {
		evidence.spot = at
	}
	if had, ok := town.spots[evidence]; !ok || at.compare(had) < 0 {
		town.spots[evidence] = at
	}
}

// Gazetteer returns all that has been added as a Gazetteer.
func (b *Builder) Gazetteer() *Gazetteer {
	g := &Gazetteer{units: b.unitSpots()}
	g.units = slices.DeleteFunc(g.units, func(u unitSpot) bool {
		area, ok := findPostArea(u.key.areaCode())
		centre := service.Point{Lat: area.lat, Lon: area.lon}
		return !ok || centre.Miles(u.spot.point()) > 2*area.miles+areaSlack
	})
	g.units = dropStrays(g.units, Key.District, districtWidest)
	g.units = dropStrays(g.units, Key.Sector, sectorWidest)
	g.sectors = groupsOf(g.units, Key.Sector)
	g.districts = groupsOf(g.units, Key.District)
	g.areas = groupsOf(g.units, Key.Area)
	g.towns = b.townSpots()
	return g
}

// unitSpots returns the point of every unit whose points agree, in order.
func (b *Builder) unitSpots() []unitSpot {
	units := make([]unitSpot, 0, len(b.units))
	for key, spots := range b.units {
		middle := medianSpot(spots)
		agree := 0
		for _, s := range spots {
			if middle.miles(s) <= unitWidest {
				agree++
			}
		}
		if agree*2 > len(spots) {
			units = append(units, unitSpot{key, middle})
		}
	}
	slices.SortFunc(units, func(a, b unitSpot) int { return cmp.Compare(a.key, b.key) })
	return units
}

// townSpots returns the towns in the order of their folded names.
func (b *Builder) townSpots() []town {
	towns := make([]town, 0, len(b.towns))
	for fold, evidence := range b.towns {
		spots := slices.Collect(maps.Values(evidence.spots))
		middle := medianSpot(spots)
		towns = append(towns, town{
			fold:   fold,
			name:   commonest(evidence.names),
			county: commonest(evidence.counties),
			spot:   middle,
			units:  clampCount(len(spots)),
			spread: clampSpread(spreadMiles(middle, spots)),
		})
	}
	slices.SortFunc(towns, func(a, b town) int { return strings.Compare(a.fold, b.fold) })
	return towns
}

// commonest returns the text with the highest count, the first in the alphabet
// among equals, and "" of none.
func commonest(counts map[string]int) string {
	best, most := "", 0
	for text, n := range counts {
		if n > most || n == most && text < best {
			best, most = text, n
		}
	}
	return best
}

// dropStrays leaves out the units that lie too far from the middle of their
// group, where three or more units make the middle worth believing.
func dropStrays(units []unitSpot, group func(Key) Key, widest float64) []unitSpot {
	kept := units[:0:0]
	eachGroup(units, group, func(_ Key, run []unitSpot) {
		if len(run) < 3 {
			kept = append(kept, run...)
			return
		}
		middle := medianSpot(spotsOf(run))
		for _, u := range run {
			if middle.miles(u.spot) <= widest {
				kept = append(kept, u)
			}
		}
	})
	return kept
}

// groupsOf returns the middle and the spread of each group of units, in order.
func groupsOf(units []unitSpot, group func(Key) Key) []groupSpot {
	var groups []groupSpot
	eachGroup(units, group, func(key Key, run []unitSpot) {
		spots := spotsOf(run)
		middle := medianSpot(spots)
		groups = append(groups, groupSpot{
			key: key, spot: middle, units: clampCount(len(run)), spread: clampSpread(spreadMiles(middle, spots)),
		})
	})
	return groups
}

// spotsOf returns where the units are.
func spotsOf(units []unitSpot) []spot {
	spots := make([]spot, len(units))
	for i, u := range units {
		spots[i] = u.spot
	}
	return spots
}

// eachGroup calls back with each run of units that share a group.
func eachGroup(units []unitSpot, group func(Key) Key, visit func(Key, []unitSpot)) {
	for start := 0; start < len(units); {
		key, end := group(units[start].key), start+1
		for end < len(units) && group(units[end].key) == key {
			end++
		}
		visit(key, units[start:end])
		start = end
	}
}

// believable returns a point in the United Kingdom: the point itself, or the
// point with its coordinates put the right way round, or neither.
func believable(p service.Point) (service.Point, bool) {
	if InUK(p) {
		return p, true
	}
	swapped := service.Point{Lat: p.Lon, Lon: p.Lat}
	return swapped, InUK(swapped)
}

// unitKey returns the key of a text that is one whole postcode.
func unitKey(text string) (Key, bool) {
	if text == "" {
		return 0, false
	}
	readings, err := ParsePostcode(text)
	if err != nil || len(readings) != 1 || readings[0].Unit == "" {
		return 0, false
	}
	return readings[0].Key()
}
