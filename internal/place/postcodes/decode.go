package postcodes

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	"fettle/internal/place"
)

// readIndex reads a file from its bytes, and keeps them.
func readIndex(data []byte) (*Index, error) {
	parts, err := splitSections(data)
	if err != nil {
		return nil, err
	}
	x := &Index{size: len(data), parts: parts}
	if err := json.Unmarshal(parts[sectionHeader], &x.head); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrDamaged, err)
	}
	if err := x.readTables(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	x.names = sync.OnceValues(func() (map[string]string, error) { return readAreaNames(x.parts[sectionNames]) })
	return x, nil
}

// splitSections checks the file as a whole and takes it apart.
func splitSections(data []byte) (sections, error) {
	var parts sections
	le := binary.LittleEndian
	start := len(fileMagic) + 4
	if len(data) < start+checksumSize || string(data[:len(fileMagic)]) != fileMagic {
		return parts, fmt.Errorf("%w: it is not a list of postcodes", ErrDamaged)
	}
	if v := le.Uint32(data[len(fileMagic):]); v != fileVersion {
		return parts, fmt.Errorf("%w: it is of version %d and this program reads version %d", ErrDamaged, v, fileVersion)
	}
	body := data[:len(data)-checksumSize]
	if crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) != le.Uint32(data[len(body):]) {
		return parts, fmt.Errorf("%w: its checksum is wrong", ErrDamaged)
	}
	rest := body[start:]
	for i := range parts {
		if len(rest) < 4 || uint64(le.Uint32(rest)) > uint64(len(rest)-4) {
			return parts, fmt.Errorf("%w: it is cut short", ErrDamaged)
		}
		n := int(le.Uint32(rest))
		parts[i], rest = rest[4:4+n], rest[4+n:]
	}
	if len(rest) > 0 {
		return parts, fmt.Errorf("%w: it goes on after its end", ErrDamaged)
	}
	return parts, nil
}

// readTables reads the tables of holdings, sectors and districts.
func (x *Index) readTables() error {
	codes, table := x.parts[sectionCodes], x.parts[sectionHoldings]
	if len(codes)%codeSize != 0 || len(table)%holdingSize != 0 ||
		len(x.parts[sectionSectors])%sectorSize != 0 || len(x.parts[sectionDistricts])%districtSize != 0 {
		return errors.New("a table is cut short")
	}
	names := []string{""}
	for ; len(codes) > 0; codes = codes[codeSize:] {
		names = append(names, unpackCode(codes))
	}
	for ; len(table) > 0; table = table[holdingSize:] {
		var four [4]string
		for i := range four {
			n := binary.LittleEndian.Uint16(table[2*i:])
			if int(n) >= len(names) {
				return errors.New("an area has a code that is not there")
			}
			four[i] = names[n]
		}
		x.holdings = append(x.holdings, place.Codes{District: four[0], Ward: four[1], County: four[2], ICB: four[3]})
	}
	return errors.Join(x.readSectors(), x.readDistricts())
}

func (x *Index) readSectors() error {
	table, last := x.parts[sectionSectors], place.Key(0)
	x.sectors = make([]sector, 0, len(table)/sectorSize)
	for ; len(table) > 0; table = table[sectorSize:] {
		s := sectorFrom(table)
		if s.key <= last || s.key != s.key.Sector() || s.latBits > 24 || s.lonBits > 24 || s.holdingBits&^hasQuality > 8 || int(s.units) > place.UnitsInSector {
			return errors.New("the table of sectors is in disorder")
		}
		if uint64(s.offset)+uint64(bitmapSize)+1 > uint64(len(x.parts[sectionBlocks])) {
			return errors.New("a sector points beyond the blocks")
		}
		if _, ok := s.key.Postcode(); !ok || !place.InUK(pointOf(s.middle())) {
			return errors.New("a sector is no place of the United Kingdom")
		}
		x.sectors, last = append(x.sectors, s), s.key
	}
	return nil
}

func (x *Index) readDistricts() error {
	table, last := x.parts[sectionDistricts], place.Key(0)
	x.districts = make([]district, 0, len(table)/districtSize)
	for ; len(table) > 0; table = table[districtSize:] {
		d := districtFrom(table)
		if d.key <= last || d.key != d.key.District() || d.units == 0 {
			return errors.New("the table of districts is in disorder")
		}
		if _, ok := d.key.Postcode(); !ok || !place.InUK(pointOf(d.middle)) {
			return errors.New("a district is no place of the United Kingdom")
		}
		x.districts, last = append(x.districts, d), d.key
	}
	return nil
}

func sectorFrom(b []byte) sector {
	le := binary.LittleEndian
	return sector{
		key: place.Key(le.Uint32(b)), offset: le.Uint32(b[4:]), units: le.Uint16(b[8:]),
		corner:  grains{int32(le.Uint32(b[10:])), int32(le.Uint32(b[14:]))},
		latBits: b[18], lonBits: b[19], holdingBits: b[20],
		middleLat: le.Uint16(b[21:]), middleLon: le.Uint16(b[23:]), spread: le.Uint16(b[25:]),
	}
}

func districtFrom(b []byte) district {
	le := binary.LittleEndian
	return district{
		key: place.Key(le.Uint32(b)), middle: grains{int32(le.Uint32(b[4:])), int32(le.Uint32(b[8:]))},
		units: le.Uint32(b[12:]), spread: le.Uint16(b[16:]),
	}
}
