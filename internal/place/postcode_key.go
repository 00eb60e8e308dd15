package place

import "strings"

// Key is a postcode as a number that sorts by area, district, sector
// and unit. Every area, district and sector is a run of neighbouring keys. From
// the top: 10 bits area, 9 bits district, 4 bits sector, 9 bits unit; the unit
// counts from 1, so that 0 stands for the part without it, and so for the
// sector and the district. The same postcode has the same key in every edition of
// the program, so that keys may be kept in files.
type Key uint32

// How far each part of a key is from its right-hand end, in bits.
const (
	sectorShift   = 9
	districtShift = sectorShift + 4
	areaShift     = districtShift + 9
)

// districtTails are the characters that may follow the first digit of a
// district, in their order: none, a digit, a letter.
const districtTails = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// Key returns the postcode as a number, and false for a postcode that
// ParsePostcode would not give.
func (p Postcode) Key() (Key, bool) {
	area := areaKey(p.Area)
	if area < 0 {
		return 0, false
	}
	key := Key(area) << areaShift
	if p.District == "" {
		return key, true
	}
	number, ok := strings.CutPrefix(p.District, p.Area)
	if !ok || len(number) < 1 || len(number) > 2 || number[0] < '0' || number[0] > '9' {
		return 0, false
	}
	tail := 0
	if len(number) == 2 {
		tail = strings.IndexByte(districtTails, number[1])
	}
	if tail < 0 || len(number) == 2 && tail == 0 {
		return 0, false
	}
	key |= Key(int(number[0]-'0')*len(districtTails)+tail+1) << districtShift
	return p.inwardKey(key)
}

// inwardKey adds the sector and the unit to the key of a district.
func (p Postcode) inwardKey(key Key) (Key, bool) {
	if p.Sector == "" {
		return key, true
	}
	digit, ok := strings.CutPrefix(p.Sector, p.District+" ")
	if !ok || len(digit) != 1 || digit[0] < '0' || digit[0] > '9' {
		return 0, false
	}
	key |= Key(digit[0]-'0'+1) << sectorShift
	if p.Unit == "" {
		return key, true
	}
	letters, ok := strings.CutPrefix(p.Unit, p.Sector)
	if !ok || len(letters) != 2 || !isUnitLetter(letters[0]) || !isUnitLetter(letters[1]) {
		return 0, false
	}
	i, j := strings.IndexByte(unitLetters, letters[0]), strings.IndexByte(unitLetters, letters[1])
	return key | Key(i*len(unitLetters)+j+1), true
}

// Sector returns the key without the unit.
func (k Key) Sector() Key { return k >> sectorShift << sectorShift }

// District returns the key without the sector and the unit.
func (k Key) District() Key { return k >> districtShift << districtShift }

// Area returns the key without anything finer than the area.
func (k Key) Area() Key { return k >> areaShift << areaShift }

// Unit returns the number of the unit in its sector, 1 to UnitsInSector in the
// order of the alphabet, and 0 of a key without a unit.
func (k Key) Unit() int { return int(k & (1<<sectorShift - 1)) }

// UnitsInSector is how many units a sector can have.
const UnitsInSector = len(unitLetters) * len(unitLetters)

// areaCode returns the letters of the key's area.
func (k Key) areaCode() string {
	n := int(k >> areaShift)
	first, second := n/27, n%27
	if first > 25 {
		return ""
	}
	if second == 0 {
		return string([]byte{byte('A' + first)})
	}
	return string([]byte{byte('A' + first), byte('A' + second - 1)})
}

// UnitKey returns the Key of a whole postcode in canonical letters, with or
// without spaces, as official lists write it. It repairs nothing, is quick, and
// reports false for everything else.
func UnitKey(text string) (Key, bool) {
	var b [longestPostcode]byte
	n := 0
	for i := range len(text) {
		if text[i] == ' ' {
			continue
		}
		if n == len(b) {
			return 0, false
		}
		b[n] = text[i]
		n++
	}
	if n < shortestUnit {
		return 0, false
	}
	outward, digit := b[:n-3], b[n-3]
	i, j := strings.IndexByte(unitLetters, b[n-2]), strings.IndexByte(unitLetters, b[n-1])
	if i < 0 || j < 0 || digit < '0' || digit > '9' {
		return 0, false
	}
	area := 1
	if outward[1] >= 'A' && outward[1] <= 'Z' {
		area = 2
	}
	number := outward[area:]
	if len(number) < 1 || len(number) > 2 || number[0] < '0' || number[0] > '9' {
		return 0, false
	}
	tail := 0
	if len(number) == 2 {
		if tail = strings.IndexByte(districtTails, number[1]); tail < 1 {
			return 0, false
		}
	}
	code := areaKey(string(outward[:area]))
	if code < 0 {
		return 0, false
	}
	key := Key(code)<<areaShift | Key(int(number[0]-'0')*len(districtTails)+tail+1)<<districtShift
	return key | Key(digit-'0'+1)<<sectorShift | Key(i*len(unitLetters)+j+1), true
}

// areaKey returns the number of an area in keys, or -1 when there is none such.
func areaKey(area string) int {
	if !isArea(area) {
		return -1
	}
	n := 27 * int(area[0]-'A')
	if len(area) == 2 {
		n += int(area[1]-'A') + 1
	}
	return n
}

// Postcode returns the postcode that has the key, and false when none has.
func (k Key) Postcode() (Postcode, bool) {
	p := Postcode{Area: k.areaCode()}
	if number := int(k >> districtShift & (1<<(areaShift-districtShift) - 1)); number > 0 {
		first, tail := (number-1)/len(districtTails), (number-1)%len(districtTails)
		p.District = p.Area + string([]byte{byte('0' + first)})
		if tail > 0 {
			p.District += districtTails[tail : tail+1]
		}
	}
	if digit := int(k >> sectorShift & (1<<(districtShift-sectorShift) - 1)); digit > 0 && p.District != "" {
		p.Sector = p.District + " " + string([]byte{byte('0' + digit - 1)})
	}
	if unit := k.Unit() - 1; unit >= 0 && p.Sector != "" && unit < UnitsInSector {
		p.Unit = p.Sector + string([]byte{unitLetters[unit/len(unitLetters)], unitLetters[unit%len(unitLetters)]})
	}
	again, ok := p.Key()
	return p, ok && again == k
}
