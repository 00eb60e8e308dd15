package place

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"strings"
)

// The form of a gazetteer's file, all numbers little-endian: the magic, the
// version, the counts of units, sectors, districts, areas and towns (uint32
// each); the units (key, latitude, longitude: 4 bytes each); the groups in the
// same form and with the count and the spread of their units (2 bytes each);
// the towns (latitude, longitude, count, spread, then folded name, name and
// county, each behind its length in one byte); the CRC-32C of all before it.
const (
	gazetteerMagic   = "FTLGAZET"
	gazetteerVersion = 1
	gazetteerHeader  = len(gazetteerMagic) + 4 + 5*4
	unitSize         = 12
	groupSize        = 16
	townSize         = 12 + 3
	checksumSize     = 4
)

// ErrGazetteer is wrapped by every error of ReadGazetteer.
var ErrGazetteer = errors.New("the gazetteer cannot be read; update data to build it again")

// WriteTo writes the gazetteer in the form that ReadGazetteer reads. The same
// gazetteer gives the same bytes.
func (g *Gazetteer) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(g.encode())
	if err != nil {
		return int64(n), fmt.Errorf("write the gazetteer: %w", err)
	}
	return int64(n), nil
}

func (g *Gazetteer) encode() []byte {
	le := binary.LittleEndian
	groups := [][]groupSpot{g.sectors, g.districts, g.areas}
	buf := append(make([]byte, 0, gazetteerHeader+unitSize*len(g.units)), gazetteerMagic...)
	buf = le.AppendUint32(buf, gazetteerVersion)
	for _, n := range []int{len(g.units), len(g.sectors), len(g.districts), len(g.areas), len(g.towns)} {
		buf = le.AppendUint32(buf, uint32(n))
	}
	appendSpot := func(buf []byte, s spot) []byte {
		return le.AppendUint32(le.AppendUint32(buf, uint32(s.lat)), uint32(s.lon))
	}
	for _, u := range g.units {
		buf = appendSpot(le.AppendUint32(buf, uint32(u.key)), u.spot)
	}
	for _, list := range groups {
		for _, s := range list {
			buf = appendSpot(le.AppendUint32(buf, uint32(s.key)), s.spot)
			buf = le.AppendUint16(le.AppendUint16(buf, s.units), s.spread)
		}
	}
	for _, t := range g.towns {
		buf = appendSpot(buf, t.spot)
		buf = le.AppendUint16(le.AppendUint16(buf, t.units), t.spread)
		for _, text := range []string{t.fold, t.name, t.county} {
			text = text[:min(len(text), math.MaxUint8)]
			buf = append(append(buf, byte(len(text))), text...)
		}
	}
	return seal(buf)
}

// seal returns the bytes with their checksum after them.
func seal(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(body, crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// ReadGazetteer reads what WriteTo wrote. It keeps no part of data. An error
// means that the bytes are damaged, cut short or of a newer program, and wraps
// ErrGazetteer.
func ReadGazetteer(data []byte) (*Gazetteer, error) {
	le := binary.LittleEndian
	if len(data) < gazetteerHeader+checksumSize || string(data[:len(gazetteerMagic)]) != gazetteerMagic {
		return nil, fmt.Errorf("%w: it is not a gazetteer", ErrGazetteer)
	}
	if v := le.Uint32(data[len(gazetteerMagic):]); v != gazetteerVersion {
		return nil, fmt.Errorf("%w: it is of version %d and this program reads version %d", ErrGazetteer, v, gazetteerVersion)
	}
	body := data[:len(data)-checksumSize]
	if crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) != le.Uint32(data[len(body):]) {
		return nil, fmt.Errorf("%w: its checksum is wrong", ErrGazetteer)
	}
	var counts [5]uint64
	for i := range counts {
		counts[i] = uint64(le.Uint32(data[len(gazetteerMagic)+4+4*i:]))
	}
	r := gazetteerReader{rest: body[gazetteerHeader:]}
	if need := counts[0]*unitSize + (counts[1]+counts[2]+counts[3])*groupSize + counts[4]*townSize; need > uint64(len(r.rest)) {
		return nil, fmt.Errorf("%w: it is cut short", ErrGazetteer)
	}
	g := &Gazetteer{
		units:   r.units(int(counts[0])),
		sectors: r.groups(int(counts[1])), districts: r.groups(int(counts[2])), areas: r.groups(int(counts[3])),
		towns: r.towns(int(counts[4])),
	}
	if r.failed || len(r.rest) > 0 {
		return nil, fmt.Errorf("%w: its parts do not fit together", ErrGazetteer)
	}
	return g, nil
}

// gazetteerReader takes the parts of a gazetteer's file off its front. It
// remembers that something was wrong and goes on with zero values.
type gazetteerReader struct {
	rest   []byte
	failed bool
}

// take returns the next n bytes, or n zeros when there are not so many.
func (r *gazetteerReader) take(n int) []byte {
	if n > len(r.rest) {
		r.failed, r.rest = true, nil
		return make([]byte, n)
	}
	head := r.rest[:n]
	r.rest = r.rest[n:]
	return head
}

func (r *gazetteerReader) spot(b []byte) spot {
	s := spot{int32(binary.LittleEndian.Uint32(b)), int32(binary.LittleEndian.Uint32(b[4:]))}
	r.failed = r.failed || !InUK(s.point())
	return s
}

func (r *gazetteerReader) units(n int) []unitSpot {
	units, last := make([]unitSpot, n), Key(0)
	for i := range units {
		b := r.take(unitSize)
		key := Key(binary.LittleEndian.Uint32(b))
		r.failed = r.failed || key <= last || key.Unit() == 0
		units[i], last = unitSpot{key, r.spot(b[4:])}, key
	}
	return units
}

func (r *gazetteerReader) groups(n int) []groupSpot {
	groups, last := make([]groupSpot, n), Key(0)
	for i := range groups {
		b := r.take(groupSize)
		key := Key(binary.LittleEndian.Uint32(b))
		r.failed = r.failed || i > 0 && key <= last || key.Unit() != 0
		groups[i], last = groupSpot{
			key: key, spot: r.spot(b[4:]), units: binary.LittleEndian.Uint16(b[12:]), spread: binary.LittleEndian.Uint16(b[14:]),
		}, key
	}
	return groups
}

func (r *gazetteerReader) towns(n int) []town {
	towns, last := make([]town, n), ""
	for i := range towns {
		b := r.take(12)
		t := town{spot: r.spot(b), units: binary.LittleEndian.Uint16(b[8:]), spread: binary.LittleEndian.Uint16(b[10:])}
		t.fold, t.name, t.county = r.text(), r.text(), r.text()
		r.failed = r.failed || t.fold <= last
		towns[i], last = t, t.fold
	}
	return towns
}

// text returns the next text, copied, and refuses one that is not UTF-8.
func (r *gazetteerReader) text() string {
	text := string(r.take(int(r.take(1)[0])))
	valid := strings.ToValidUTF8(text, "")
	r.failed = r.failed || valid != text
	return valid
}
