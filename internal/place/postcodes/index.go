package postcodes

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"os"
	"slices"
	"strings"
	"time"

	"fettle/internal/place"
	"fettle/internal/service"
)

// ErrDamaged is wrapped by the errors of a file that can't be read.
var ErrDamaged = errors.New("the imported postcodes cannot be read; import them again")

// Index is an imported list, whole in memory. It never changes, and may be used
// by several goroutines at once. It is a place.Postcodes and a place.Towns.
type Index struct {
	head      header
	path      string
	size      int
	parts     sections
	holdings  []place.Codes
	sectors   []sector
	districts []district
	names     func() (map[string]string, error)
}

// Status says what an imported list holds.
type Status struct {
	// Path is the file, and Bytes its size.
	Path  string `json:"path"`
	Bytes int    `json:"bytes"`
	// Source and Release say what was imported; Release is "" when not known.
	Source  string `json:"source"`
	Release string `json:"release,omitempty"`
	// Imported is when, in UTC.
	Imported time.Time `json:"imported,omitzero"`
	// Postcodes, Sectors and Districts are how many of each there are.
	Postcodes int `json:"postcodes"`
	Sectors   int `json:"sectors"`
	Districts int `json:"districts"`
	// Places is how many names of towns and villages there are, and AreaNames
	// how many names of wards, councils and boards.
	Places    int `json:"places"`
	AreaNames int `json:"area_names"`
	// Attribution is what the licences ask to be shown, a line each.
	Attribution []string `json:"attribution,omitempty"`
}

// OpenIndex reads the file that Import made. The error wraps ErrDamaged when the
// file is there and can't be used.
func OpenIndex(path string) (*Index, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open the imported postcodes: %w", err)
	}
	x, err := readIndex(data)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	x.path = path
	return x, nil
}

// Status returns what the list holds.
func (x *Index) Status() Status {
	return Status{
		Path: x.path, Bytes: x.size, Source: x.head.Source, Release: x.head.Release, Imported: x.head.Imported,
		Postcodes: x.head.Postcodes, Sectors: len(x.sectors), Districts: len(x.districts),
		Places: x.head.Places, AreaNames: x.head.Names, Attribution: slices.Clone(x.head.Attribution),
	}
}

// Source says what was imported and of when: "OS Code-Point Open 2025.4.0".
func (x *Index) Source() string { return strings.TrimSpace(x.head.Source + " " + x.head.Release) }

// The errors in miles, nine times in ten, of points from the list. A postcode is
// up to a hundred addresses; one that the list does not have is new.
const (
	unitMiles    = 0.1
	guessedMiles = 0.5
	leastMiles   = 0.3
)

// Lookup returns what the list has of a postcode or a part of one: that
// postcode, or the one nearest to it in the alphabet of its sector, or the
// middle of its sector, district or area.
func (x *Index) Lookup(p place.Postcode) (place.Imported, bool) {
	key, ok := p.Key()
	if !ok {
		return place.Imported{}, false
	}
	if p.Sector != "" {
		if i, ok := slices.BinarySearchFunc(x.sectors, key.Sector(), func(s sector, key place.Key) int { return cmp.Compare(s.key, key) }); ok {
			if p.Unit != "" {
				return x.unit(x.sectors[i], p, key)
			}
			return x.middle(x.sectors[i], p), true
		}
	}
	if p.District != "" {
		if found, ok := x.district(p, key); ok {
			return found, true
		}
	}
	return x.area(p, key)
}

// block is the block of one sector, taken apart.
type block struct {
	sector   sector
	bitmap   []byte
	holdings []byte
	units    []byte
}

// block returns the block of a sector, and false when the file is damaged.
func (x *Index) block(s sector) (block, bool) {
	data := x.parts[sectionBlocks][s.offset:]
	holdings := 2 * int(data[bitmapSize])
	units := (int(s.units)*s.unitBits() + 7) / 8
	start := bitmapSize + 1
	if len(data) < start+holdings+units {
		return block{}, false
	}
	return block{s, data[:bitmapSize], data[start : start+holdings], data[start+holdings : start+holdings+units]}, true
}

// has reports whether the sector has the unit of a number from 0.
func (b block) has(unit int) bool { return b.bitmap[unit/8]>>(unit%8)&1 == 1 }

// rank returns how many units of the sector come before the one of a number.
func (b block) rank(unit int) int {
	n := 0
	for _, eight := range b.bitmap[:unit/8] {
		n += bits.OnesCount8(eight)
	}
	return n + bits.OnesCount8(b.bitmap[unit/8]&(1<<(unit%8)-1))
}

// found is one unit as its block has it.
type found struct {
	at      grains
	holding uint16
	quality quality
}

// at returns the unit that has so many before it.
func (b block) at(rank int) found {
	s := b.sector
	bit := rank * s.unitBits()
	f := found{at: grains{
		s.corner.lat + int32(readBits(b.units, bit, s.latBits)),
		s.corner.lon + int32(readBits(b.units, bit+int(s.latBits), s.lonBits)),
	}}
	bit += int(s.latBits) + int(s.lonBits)
	width := s.holdingBits &^ hasQuality
	if n := 2 * int(readBits(b.units, bit, width)); n+1 < len(b.holdings) {
		f.holding = binary.LittleEndian.Uint16(b.holdings[n:])
	}
	if s.holdingBits&hasQuality != 0 {
		f.quality = quality(readBits(b.units, bit+int(width), qualityBits))
	}
	return f
}

// unit returns a unit of a sector that is there, or the one nearest to it.
func (x *Index) unit(s sector, p place.Postcode, key place.Key) (place.Imported, bool) {
	b, ok := x.block(s)
	if !ok {
		return x.middle(s, p), true
	}
	unit := key.Unit() - 1
	if b.has(unit) {
		return x.imported(s, p, b.at(b.rank(unit))), true
	}
	for gap := 1; gap < place.UnitsInSector; gap++ {
		for _, near := range [2]int{unit - gap, unit + gap} {
			if near >= 0 && near < place.UnitsInSector && b.has(near) {
				answer := x.middle(s, p)
				answer.Point = pointOf(b.at(b.rank(near)).at)
				return answer, true
			}
		}
	}
	return x.middle(s, p), true
}

// imported returns a unit that the list has.
func (x *Index) imported(s sector, p place.Postcode, f found) place.Imported {
	answer := place.Imported{Point: pointOf(f.at), Name: p.Unit, Level: service.LevelUnit, ErrorMiles: unitMiles}
	if int(f.holding) < len(x.holdings) {
		answer.Codes = x.holdings[f.holding]
	}
	switch f.quality {
	case exact, ended:
	case guessed:
		answer.ErrorMiles = guessedMiles
	case sectorMean:
		answer.Name, answer.Level, answer.ErrorMiles = p.Sector, service.LevelSector, s.miles()
	}
	return answer
}

// A sector or a district of which so many units are listed is taken to be listed
// whole. Of one with fewer the spread says little, as the list may be of some
// postcodes only.
const (
	wholeSector   = 60
	wholeDistrict = 600
)

// miles returns how far off the middle of a sector may be, and a unit of it from
// another.
func (s sector) miles() float64 {
	spread := float64(s.spread) / 100
	if s.units < wholeSector {
		return place.SectorError(int(s.units), spread)
	}
	return max(leastMiles, spread)
}

// miles returns how far off the middle of a district may be.
func (d district) miles() float64 {
	spread := float64(d.spread) / 100
	if d.units < wholeDistrict {
		return place.DistrictError(int(d.units), spread)
	}
	return max(leastMiles, spread)
}

// middle returns the middle of a sector.
func (x *Index) middle(s sector, p place.Postcode) place.Imported {
	return place.Imported{
		Point: pointOf(s.middle()), Name: p.Sector, Level: service.LevelSector, ErrorMiles: s.miles(), Codes: x.shared([]sector{s}),
	}
}

// sectorsOf returns the sectors of a district.
func (x *Index) sectorsOf(district place.Key) []sector {
	first, _ := slices.BinarySearchFunc(x.sectors, district, func(s sector, key place.Key) int { return cmp.Compare(s.key.District(), key) })
	last := first
	for last < len(x.sectors) && x.sectors[last].key.District() == district {
		last++
	}
	return x.sectors[first:last]
}

// fewestToAgree is of how many units, for each sector, the areas say something of
// the others.
const fewestToAgree = 5

// shared returns the council, the county and the board that all units of some
// sectors have, where there are units enough; wards are too small to be shared.
func (x *Index) shared(sectors []sector) place.Codes {
	var common place.Codes
	units, some := 0, false
	for _, s := range sectors {
		units += int(s.units)
		b, ok := x.block(s)
		if !ok {
			return place.Codes{}
		}
		for i := 0; i+1 < len(b.holdings); i += 2 {
			n := int(binary.LittleEndian.Uint16(b.holdings[i:]))
			if n >= len(x.holdings) || x.holdings[n] == (place.Codes{}) {
				continue
			}
			if !some {
				some, common = true, x.holdings[n]
			}
			agree(&common.District, x.holdings[n].District)
			agree(&common.County, x.holdings[n].County)
			agree(&common.ICB, x.holdings[n].ICB)
		}
	}
	if units < fewestToAgree*len(sectors) {
		return place.Codes{}
	}
	common.Ward = ""
	return common
}

// agree takes back a code that another differs from. No county is an answer too:
// that of a unitary council.
func agree(code *string, other string) {
	if *code != other {
		*code = ""
	}
}

// district returns the middle of a district. In London "W1" stands for W1A to
// W1W.
func (x *Index) district(p place.Postcode, key place.Key) (place.Imported, bool) {
	i, ok := slices.BinarySearchFunc(x.districts, key.District(), func(d district, key place.Key) int { return cmp.Compare(d.key, key) })
	if ok {
		d := x.districts[i]
		return place.Imported{
			Point: pointOf(d.middle), Name: p.District, Level: service.LevelDistrict, ErrorMiles: d.miles(), Codes: x.shared(x.sectorsOf(d.key)),
		}, true
	}
	return x.middleOfDistricts(p.District, service.LevelDistrict, func(d district) bool {
		other, _ := d.key.Postcode()
		letter, ok := strings.CutPrefix(other.District, p.District)
		return ok && other.Area == p.Area && len(letter) == 1 && letter[0] >= 'A'
	})
}

// area returns the middle of an area.
func (x *Index) area(p place.Postcode, key place.Key) (place.Imported, bool) {
	return x.middleOfDistricts(place.AreaTitle(p.Area), service.LevelArea, func(d district) bool { return d.key.Area() == key.Area() })
}

// middleOfDistricts returns the median of the districts that belong, each
// counted as often as it has units.
func (x *Index) middleOfDistricts(name string, level service.Level, belongs func(district) bool) (place.Imported, bool) {
	var run []district
	total := 0
	for _, d := range x.districts {
		if belongs(d) {
			run = append(run, d)
			total += int(d.units)
		}
	}
	if len(run) == 0 {
		return place.Imported{}, false
	}
	at := func(share int, of func(district) float64) float64 {
		slices.SortFunc(run, func(a, b district) int { return cmp.Compare(of(a), of(b)) })
		left := total * share / 10
		for _, d := range run {
			if left -= int(d.units); left < 0 {
				return of(d)
			}
		}
		return of(run[len(run)-1])
	}
	middle := service.Point{
		Lat: at(5, func(d district) float64 { return pointOf(d.middle).Lat }),
		Lon: at(5, func(d district) float64 { return pointOf(d.middle).Lon }),
	}
	miles := at(9, func(d district) float64 { return quickMiles(middle, pointOf(d.middle)) + float64(d.spread)/200 })
	return place.Imported{Point: middle, Name: name, Level: level, ErrorMiles: max(leastMiles, math.Ceil(miles*10)/10)}, true
}

// Nearest returns the postcode of the list that is nearest to a point, and false
// when none is within so many miles.
func (x *Index) Nearest(p service.Point, miles float64) (place.Imported, bool) {
	const perDegree = service.EarthRadius * math.Pi / 180 / service.MetresPerMile
	high := miles / perDegree * northGrains * 1.01
	wide := miles / perDegree * eastGrains * 1.01 / math.Max(math.Cos(p.Lat*math.Pi/180), 0.1)
	at := grainsOf(p)
	best, bestMiles := place.Imported{}, miles
	for _, s := range x.sectors {
		north, east := float64(at.lat-s.corner.lat), float64(at.lon-s.corner.lon)
		if north < -high || north > float64(int(1)<<s.latBits)+high || east < -wide || east > float64(int(1)<<s.lonBits)+wide {
			continue
		}
		b, ok := x.block(s)
		if !ok {
			continue
		}
		rank := 0
		for unit := range place.UnitsInSector {
			if !b.has(unit) {
				continue
			}
			f := b.at(rank)
			rank++
			if d := quickMiles(p, pointOf(f.at)); d <= bestMiles && f.quality < sectorMean {
				if q, ok := (s.key + place.Key(unit+1)).Postcode(); ok {
					best, bestMiles = x.imported(s, q, f), d
				}
			}
		}
	}
	return best, best.Name != ""
}
