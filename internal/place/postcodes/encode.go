package postcodes

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"slices"

	"fettle/internal/place"
	"fettle/internal/service"
)

// record is one postcode on its way into the file.
type record struct {
	key     place.Key
	at      grains
	holding uint16
	quality quality
}

// sections are the parts of the file in order.
type sections [sectionCount][]byte

// bytes returns the whole file.
func (s *sections) bytes(head header) ([]byte, error) {
	text, err := json.Marshal(head)
	if err != nil {
		return nil, fmt.Errorf("write the header: %w", err)
	}
	s[sectionHeader] = text
	size := len(fileMagic) + 4 + checksumSize
	for _, part := range s {
		size += 4 + len(part)
	}
	buf := append(make([]byte, 0, size), fileMagic...)
	buf = binary.LittleEndian.AppendUint32(buf, fileVersion)
	for _, part := range s {
		buf = binary.LittleEndian.AppendUint32(buf, uint32(len(part)))
		buf = append(buf, part...)
	}
	return seal(buf), nil
}

// seal returns the bytes with their checksum after them.
func seal(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(body, crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// sortRecords orders postcodes by key and leaves one of each: the one whose
// point is best. The order in which they came makes no difference.
func sortRecords(records []record) []record {
	slices.SortFunc(records, func(a, b record) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Or(cmp.Compare(a.quality, b.quality), cmp.Compare(b.holding, a.holding),
			cmp.Compare(a.at.lat, b.at.lat), cmp.Compare(a.at.lon, b.at.lon))
	})
	return slices.CompactFunc(records, func(a, b record) bool { return a.key == b.key })
}

// encodePostcodes fills the sections of the postcodes from sorted records.
func (s *sections) encodePostcodes(records []record, holdings []place.Codes) error {
	if err := s.encodeHoldings(holdings); err != nil {
		return err
	}
	s[sectionSectors], s[sectionDistricts], s[sectionBlocks] = nil, nil, nil
	eachRun(records, sectorOf, func(key place.Key, run []record) {
		entry, block := encodeSector(key, run)
		entry.offset = uint32(len(s[sectionBlocks]))
		s[sectionBlocks] = append(s[sectionBlocks], block...)
		s[sectionSectors] = appendSector(s[sectionSectors], entry)
	})
	eachRun(records, districtOf, func(key place.Key, run []record) {
		middle, spread := middleOf(run)
		s[sectionDistricts] = appendDistrict(s[sectionDistricts], district{key, middle, uint32(len(run)), spread})
	})
	return nil
}

// encodeHoldings fills the sections of codes and holdings. The first holding
// must be the one without codes.
func (s *sections) encodeHoldings(holdings []place.Codes) error {
	numbers := map[string]uint16{"": 0}
	var codes, table []byte
	for _, h := range holdings {
		for _, code := range [...]string{h.District, h.Ward, h.County, h.ICB} {
			n, ok := numbers[code]
			if !ok {
				if len(numbers) > math.MaxUint16 {
					return fmt.Errorf("there are more than %d codes of areas", math.MaxUint16)
				}
				n = uint16(len(numbers))
				numbers[code] = n
				var err error
				if codes, err = packCode(codes, code); err != nil {
					return err
				}
			}
			table = binary.LittleEndian.AppendUint16(table, n)
		}
	}
	s[sectionCodes], s[sectionHoldings] = codes, table
	return nil
}

// The sector and the district of a record.
func sectorOf(r record) place.Key   { return r.key.Sector() }
func districtOf(r record) place.Key { return r.key.District() }

// eachRun calls back with each run of records that share a group.
func eachRun(records []record, group func(record) place.Key, visit func(place.Key, []record)) {
	for start := 0; start < len(records); {
		key, end := group(records[start]), start+1
		for end < len(records) && group(records[end]) == key {
			end++
		}
		visit(key, records[start:end])
		start = end
	}
}

// encodeSector returns the entry and the block of one sector's records.
func encodeSector(key place.Key, run []record) (sector, []byte) {
	entry := sector{key: key, units: uint16(len(run)), corner: run[0].at}
	far := run[0].at
	var holdings []uint16
	qualities := false
	for _, r := range run {
		entry.corner.lat, entry.corner.lon = min(entry.corner.lat, r.at.lat), min(entry.corner.lon, r.at.lon)
		far.lat, far.lon = max(far.lat, r.at.lat), max(far.lon, r.at.lon)
		if !slices.Contains(holdings, r.holding) {
			holdings = append(holdings, r.holding)
		}
		qualities = qualities || r.quality != exact
	}
	if len(holdings) > mostInSector {
		holdings = []uint16{0} // No real sector has so many; what can't be told apart is not stated.
	}
	slices.Sort(holdings)
	entry.latBits, entry.lonBits = bitsFor(int(far.lat-entry.corner.lat)), bitsFor(int(far.lon-entry.corner.lon))
	entry.holdingBits = bitsFor(len(holdings) - 1)
	if qualities {
		entry.holdingBits |= hasQuality
	}
	middle, spread := middleOf(run)
	entry.middleLat = uint16(min(int(middle.lat-entry.corner.lat), math.MaxUint16))
	entry.middleLon = uint16(min(int(middle.lon-entry.corner.lon), math.MaxUint16))
	entry.spread = spread

	block := make([]byte, bitmapSize, bitmapSize+1+2*len(holdings)+(len(run)*entry.unitBits()+7)/8)
	block = append(block, byte(len(holdings)))
	for _, h := range holdings {
		block = binary.LittleEndian.AppendUint16(block, h)
	}
	w := bitWriter{}
	for _, r := range run {
		unit := r.key.Unit() - 1
		block[unit/8] |= 1 << (unit % 8)
		w.put(uint32(r.at.lat-entry.corner.lat), entry.latBits)
		w.put(uint32(r.at.lon-entry.corner.lon), entry.lonBits)
		w.put(uint32(max(slices.Index(holdings, r.holding), 0)), entry.holdingBits&^hasQuality)
		if qualities {
			w.put(uint32(r.quality), qualityBits)
		}
	}
	return entry, append(block, w.buf...)
}

// middleOf returns the median of the records' points and within how far of it
// nine in ten lie, in hundredths of a mile.
func middleOf(run []record) (grains, uint16) {
	lats, lons := make([]int32, len(run)), make([]int32, len(run))
	for i, r := range run {
		lats[i], lons[i] = r.at.lat, r.at.lon
	}
	slices.Sort(lats)
	slices.Sort(lons)
	middle := grains{lats[len(lats)/2], lons[len(lons)/2]}
	miles := make([]float64, len(run))
	from := pointOf(middle)
	for i, r := range run {
		miles[i] = quickMiles(from, pointOf(r.at))
	}
	slices.Sort(miles)
	return middle, uint16(min(math.Ceil(miles[len(miles)*9/10]*100), math.MaxUint16))
}

// quickMiles returns the distance of two points in miles on a flat map, right to
// a part in a hundred within one post area.
func quickMiles(a, b service.Point) float64 {
	const perDegree = service.EarthRadius * math.Pi / 180 / service.MetresPerMile
	north := a.Lat - b.Lat
	east := (a.Lon - b.Lon) * math.Cos((a.Lat+b.Lat)/2*math.Pi/180)
	return perDegree * math.Sqrt(north*north+east*east)
}

func grainsOf(p service.Point) grains {
	return grains{int32(math.Round(p.Lat * northGrains)), int32(math.Round(p.Lon * eastGrains))}
}

func pointOf(g grains) service.Point {
	return service.Point{Lat: float64(g.lat) / northGrains, Lon: float64(g.lon) / eastGrains}
}

func appendSector(buf []byte, s sector) []byte {
	le := binary.LittleEndian
	buf = le.AppendUint32(le.AppendUint32(buf, uint32(s.key)), s.offset)
	buf = le.AppendUint16(buf, s.units)
	buf = le.AppendUint32(le.AppendUint32(buf, uint32(s.corner.lat)), uint32(s.corner.lon))
	buf = append(buf, s.latBits, s.lonBits, s.holdingBits)
	return le.AppendUint16(le.AppendUint16(le.AppendUint16(buf, s.middleLat), s.middleLon), s.spread)
}

func appendDistrict(buf []byte, d district) []byte {
	le := binary.LittleEndian
	buf = le.AppendUint32(le.AppendUint32(le.AppendUint32(buf, uint32(d.key)), uint32(d.middle.lat)), uint32(d.middle.lon))
	return le.AppendUint16(le.AppendUint32(buf, d.units), d.spread)
}
