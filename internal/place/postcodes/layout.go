package postcodes

import (
	"fmt"
	"math"
	"math/bits"
	"time"

	"fettle/internal/place"
)

// The form of the file, all numbers little-endian:
//
//	magic, version (4 bytes), then the sections, each behind its length (4
//	bytes), in the order of the constants below, then the CRC-32C of all that
//
// The header is JSON. A code is its letter and its digits as a number (1 + 4
// bytes). A holding, the areas that hold a postcode, is four codes by their
// number from 1, 0 for none (2 bytes each: district, ward, county, board).
// Sectors, in the order of their keys, and districts are described at their
// types. The blocks have the units of each sector: a bitmap of the 400 units
// there can be, the number of holdings in the sector (1 byte) and those (2 bytes
// each), then for every unit that there is, in bits without gaps: how far north
// and how far east of the sector's corner it is in grains, which of the sector's
// holdings it has, and, where the sector says so, how good its point is. Names
// and places are lines of text, compressed.
const (
	fileMagic   = "FTLPOSTC"
	fileVersion = 1
)

// The sections of the file.
const (
	sectionHeader = iota
	sectionCodes
	sectionHoldings
	sectionSectors
	sectionDistricts
	sectionBlocks
	sectionNames
	sectionPlaces
	sectionCount
)

// Sizes in bytes, and what they count.
const (
	codeSize     = 5
	holdingSize  = 8
	sectorSize   = 27
	districtSize = 18
	checksumSize = 4
	bitmapSize   = place.UnitsInSector / 8
	mostHoldings = math.MaxUint16
	mostInSector = math.MaxUint8
	qualityBits  = 2
	northGrains  = 10_000 // in a degree: 11.1 metres each
	eastGrains   = 6_250  // in a degree: 11.4 metres each at Land's End, 8.8 in Shetland
)

// grains is a position in the steps that points are kept in.
type grains struct{ lat, lon int32 }

// header says what is in the file.
type header struct {
	Source      string    `json:"source"`
	Release     string    `json:"release,omitempty"`
	Attribution []string  `json:"attribution,omitempty"`
	Imported    time.Time `json:"imported,omitzero"`
	Postcodes   int       `json:"postcodes"`
	Places      int       `json:"places,omitempty"`
	Names       int       `json:"names,omitempty"`
}

// quality says how good the point of a postcode is.
type quality uint8

// The qualities, best first.
const (
	// exact is within the postcode.
	exact quality = iota
	// guessed was worked out from its neighbours.
	guessed
	// sectorMean is the middle of the sector.
	sectorMean
	// ended marks a postcode that is no longer in use, at its last point.
	ended
)

// sector is one entry of the table of sectors, in the file in this order.
type sector struct {
	key place.Key
	// offset is where its block begins.
	offset uint32
	// units is how many units it has.
	units uint16
	// corner is the south-western one.
	corner grains
	// latBits, lonBits and holdingBits are the widths of the numbers in its
	// block; the highest bit of the last says that qualities are there.
	latBits, lonBits, holdingBits uint8
	// middle is the median of its units, from the corner, in grains.
	middleLat, middleLon uint16
	// spread is within how far of the middle nine in ten of its units lie, in
	// hundredths of a mile.
	spread uint16
}

// hasQuality marks a sector whose block has qualities.
const hasQuality = 0x80

// unitBits returns the width in bits of what a block has of each unit.
func (s sector) unitBits() int {
	n := int(s.latBits) + int(s.lonBits) + int(s.holdingBits&^hasQuality)
	if s.holdingBits&hasQuality != 0 {
		n += qualityBits
	}
	return n
}

// middle returns the median of the sector's units.
func (s sector) middle() grains {
	return grains{s.corner.lat + int32(s.middleLat), s.corner.lon + int32(s.middleLon)}
}

// district is one entry of the table of districts, in the file in this order.
type district struct {
	key    place.Key
	middle grains
	units  uint32
	spread uint16
}

// bitsFor returns how many bits hold the numbers from 0 to most.
func bitsFor(most int) uint8 { return uint8(bits.Len(uint(most))) }

// bitWriter packs numbers without gaps, lowest bit first.
type bitWriter struct {
	buf  []byte
	used int
}

func (w *bitWriter) put(value uint32, width uint8) {
	for i := range width {
		if w.used%8 == 0 {
			w.buf = append(w.buf, 0)
		}
		w.buf[len(w.buf)-1] |= byte(value>>i&1) << (w.used % 8)
		w.used++
	}
}

// readBits returns the number of the given width, at most 32 bits, that begins
// at a bit of the bytes. Beyond their end it reads zeros.
func readBits(data []byte, at int, width uint8) uint32 {
	var value uint64
	first := at / 8
	for i := range 5 {
		if first+i < len(data) {
			value |= uint64(data[first+i]) << (8 * i)
		}
	}
	return uint32(value >> (at % 8) & (1<<width - 1))
}

// packCode returns the five bytes of a GSS code.
func packCode(buf []byte, code string) ([]byte, error) {
	var n uint32
	if _, err := fmt.Sscanf(code[1:], "%d", &n); err != nil {
		return nil, fmt.Errorf("pack the code %q: %w", code, err)
	}
	return append(buf, code[0], byte(n), byte(n>>8), byte(n>>16), byte(n>>24)), nil
}

// unpackCode returns the GSS code of five bytes.
func unpackCode(b []byte) string {
	n := uint32(b[1]) | uint32(b[2])<<8 | uint32(b[3])<<16 | uint32(b[4])<<24
	return fmt.Sprintf("%c%08d", b[0], n)
}
