package place

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fettle/internal/service"
)

// Postcode is a postcode or the beginning of one, in canonical form. Each field
// is written out in full; the finer ones are "" when only a part was given.
type Postcode struct {
	// Area is the first letters: "LA".
	Area string
	// District is the outward code: "LA1".
	District string
	// Sector is the outward code and the next digit: "LA1 4".
	Sector string
	// Unit is the whole postcode: "LA1 4YW".
	Unit string
}

// String returns the finest part that was given: "LA1 4YW", "LA1 4", "LA1" or "LA".
func (p Postcode) String() string {
	switch {
	case p.Unit != "":
		return p.Unit
	case p.Sector != "":
		return p.Sector
	case p.District != "":
		return p.District
	}
	return p.Area
}

// Level returns how fine the postcode is, LevelArea to LevelUnit.
func (p Postcode) Level() service.Level {
	switch {
	case p.Unit != "":
		return service.LevelUnit
	case p.Sector != "":
		return service.LevelSector
	case p.District != "":
		return service.LevelDistrict
	}
	return service.LevelArea
}

// onlyDistrict returns the postcode without anything finer than its district.
func (p Postcode) onlyDistrict() Postcode {
	return Postcode{Area: p.Area, District: p.District}
}

// PostcodeError says why a text is no postcode.
type PostcodeError struct {
	// Text is what was read.
	Text string
	// Problem is what is wrong with it, in plain words.
	Problem string
}

// Error returns the text and what is wrong with it in one line.
func (e *PostcodeError) Error() string {
	return fmt.Sprintf("%q is not a postcode: %s", e.Text, e.Problem)
}

// The lengths of a postcode without its space, and how much of a wrong text an
// error repeats, all in characters.
const (
	longestPostcode = 7
	shortestUnit    = 5
	longestQuoted   = 40
)

// unitLetters are the 20 letters that the last two places of a postcode use.
const unitLetters = "ABDEFGHJLNPQRSTUWXYZ"

// ParsePostcode reads a postcode or the beginning of one, however it is spaced
// and cased. A letter O or I (or L) where only a digit can stand is read as 0
// or 1, and the other way round. A part that can be read in two ways gives both
// readings, the district first: "la14" is LA14 and also LA1 4, unless a space
// decides. The error is a *PostcodeError.
func ParsePostcode(text string) ([]Postcode, error) {
	fields, err := postcodeFields(text)
	if err != nil {
		return nil, err
	}
	compact := strings.Join(fields, "")
	if problem := notGeographic(compact); problem != "" {
		return nil, &PostcodeError{quoted(text), problem}
	}
	if len(compact) > longestPostcode {
		return nil, &PostcodeError{quoted(text), "it is too long; a postcode is like LA1 4YW"}
	}
	if p, ok := wholePostcode(compact); ok {
		return []Postcode{p}, nil
	}
	if last := len(fields) - 1; last > 0 && startsInward(fields[last]) {
		if p, ok := sectorPostcode(strings.Join(fields[:last], ""), fields[last]); ok {
			return []Postcode{p}, nil
		}
	}
	if found := partPostcodes(compact); len(found) > 0 {
		return found, nil
	}
	return nil, &PostcodeError{quoted(text), problemWith(compact)}
}

// postcodeFields returns the words of a text in capitals, letters and digits only.
func postcodeFields(text string) ([]string, error) {
	if len(text) > 64 {
		return nil, &PostcodeError{quoted(text), "it is too long; a postcode is like LA1 4YW"}
	}
	fields := strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("-–.,;:'\"()*_/\u200b\ufeff", r)
	})
	for _, f := range fields {
		for _, r := range f {
			if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
				return nil, &PostcodeError{quoted(text), fmt.Sprintf("a postcode has no %q in it", r)}
			}
		}
	}
	if len(fields) == 0 {
		return nil, &PostcodeError{quoted(text), "it is empty; a postcode is like LA1 4YW"}
	}
	return fields, nil
}

// quoted returns a text short enough to be repeated in a message.
func quoted(text string) string {
	runes := []rune(strings.TrimSpace(text))
	if len(runes) > longestQuoted {
		return string(runes[:longestQuoted]) + "…"
	}
	return string(runes)
}

// wholePostcode reads a whole postcode without spaces.
func wholePostcode(s string) (Postcode, bool) {
	if len(s) < shortestUnit {
		return Postcode{}, false
	}
	split := len(s) - 3
	if !isUnitLetter(s[split+1]) || !isUnitLetter(s[split+2]) {
		return Postcode{}, false
	}
	p, ok := sectorPostcode(s[:split], s[split:split+1])
	if ok {
		p.Unit = p.Sector + s[split+1:]
	}
	return p, ok
}

// startsInward reports whether a word can be the second half of a postcode or
// the beginning of it: a digit and at most one letter.
func startsInward(s string) bool {
	if len(s) == 0 || len(s) > 2 {
		return false
	}
	_, ok := asDigit(s[0])
	return ok && (len(s) == 1 || isUnitLetter(s[1]))
}

// sectorPostcode reads an outward code and the digit that follows it.
func sectorPostcode(outward, inward string) (Postcode, bool) {
	p, ok := districtPostcode(outward)
	if !ok {
		return Postcode{}, false
	}
	digit, ok := asDigit(inward[0])
	if !ok {
		return Postcode{}, false
	}
	p.Sector = p.District + " " + string([]byte{digit})
	return p, true
}

// partPostcodes reads the beginning of a postcode without spaces: an area, a
// district, a sector, or a sector and one more letter.
func partPostcodes(s string) []Postcode {
	var found []Postcode
	add := func(p Postcode, ok bool) {
		if ok && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	if len(s) <= 2 && isArea(s) {
		add(Postcode{Area: s}, true)
	}
	add(districtPostcode(s))
	if n := len(s); n >= 3 {
		add(sectorPostcode(s[:n-1], s[n-1:]))
		if n >= 4 && isUnitLetter(s[n-1]) && len(found) == 0 {
			add(sectorPostcode(s[:n-2], s[n-2:]))
		}
	}
	return found
}

// districtPostcode reads an outward code such as "LA1", "M60", "EC1A" or "W1A",
// two to four characters. What was typed is tried before what may be meant.
func districtPostcode(s string) (Postcode, bool) {
	if len(s) < 2 || len(s) > 4 {
		return Postcode{}, false
	}
	for _, area := range areasAtStart(s) {
		if number, ok := districtNumber(area, s[len(area):]); ok && isArea(area) {
			return Postcode{Area: area, District: area + number}, true
		}
	}
	return Postcode{}, false
}

// areasAtStart returns what the area of an outward code may be, likeliest first:
// the two letters as typed, the one letter as typed, then two letters of which
// one was typed as a digit.
func areasAtStart(s string) []string {
	areas := []string{s[:2], s[:1]}
	for _, first := range lettersFor(s[0]) {
		areas = append(areas, string([]byte{first, s[1]}))
	}
	for _, second := range lettersFor(s[1]) {
		areas = append(areas, string([]byte{s[0], second}))
	}
	return areas
}

// districtNumber reads what follows the area in an outward code: one digit, two,
// or in London a digit and a letter.
func districtNumber(area, s string) (string, bool) {
	if len(s) < 1 || len(s) > 2 {
		return "", false
	}
	first, ok := asDigit(s[0])
	if !ok {
		return "", false
	}
	if len(s) == 1 {
		return string([]byte{first}), true
	}
	if second, ok := asDigit(s[1]); ok {
		return string([]byte{first, second}), first != '0'
	}
	return string([]byte{first, s[1]}), strings.IndexByte(districtLetters(area), s[1]) >= 0
}

// districtLetters returns the letters that may end an outward code of the area,
// which only inner London has.
func districtLetters(area string) string {
	switch area {
	case "E", "N", "W":
		return "ABCDEFGHJKPSTUW"
	case "EC", "NW", "SE", "SW", "WC":
		return "ABEHMNPRVWXY"
	}
	return ""
}

// asDigit returns a digit, reading O as 0 and I and L as 1.
func asDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c, true
	case c == 'O':
		return '0', true
	case c == 'I', c == 'L':
		return '1', true
	}
	return 0, false
}

// lettersFor returns the letters that a digit may stand for, likeliest first.
func lettersFor(c byte) []byte {
	switch c {
	case '0':
		return []byte{'O'}
	case '1':
		return []byte{'I', 'L'}
	}
	return nil
}

// isUnitLetter reports whether a letter occurs in the last two places.
func isUnitLetter(c byte) bool { return strings.IndexByte(unitLetters, c) >= 0 }

// notGeographic says what is special about codes that name no place here, and
// returns "" for all others. The forms are those of Royal Mail.
func notGeographic(s string) string {
	starts := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
	}
	thenDigit := len(s) > 2 && s[2] >= '0' && s[2] <= '9'
	switch {
	case starts("BFPO"), starts("BF") && thenDigit:
		return "it is a British Forces Post Office number, which has no place"
	case s == "GIR0AA", s == "GIROAA", s == "G1R0AA":
		return "GIR 0AA was a bank's own code and has no place"
	case starts("BX") && thenDigit:
		return "codes that begin with BX belong to banks and offices and have no place"
	case starts("XX") && thenDigit:
		return "codes that begin with XX are for returned parcels and have no place"
	case starts("QC") && thenDigit:
		return "codes that begin with QC are used inside computer systems and have no place"
	case starts("GX11"):
		return "it is in Gibraltar; only places in the United Kingdom can be found"
	case starts("AI2640"), starts("ASCN", "BBND", "BIQQ", "FIQQ", "PCRN", "SIQQ", "STHL", "TDCU", "TKCA"):
		return "it is in an overseas territory; only places in the United Kingdom can be found"
	}
	return ""
}

// problemWith says what is wrong with a text that could not be read.
func problemWith(s string) string {
	letters := 0
	for letters < len(s) && s[letters] >= 'A' && s[letters] <= 'Z' {
		letters++
	}
	switch {
	case letters == 0:
		return "it begins with a digit; a postcode begins with one or two letters, like LA1 4YW"
	case letters == len(s) && letters > 2:
		return "it has no number in it; a postcode is like LA1 4YW"
	case letters > 2 || !isArea(s[:letters]):
		return fmt.Sprintf("no postcode begins with %s", s[:letters])
	}
	if rest := s[letters:]; len(rest) > 1 && rest[0] == '0' && rest[1] >= '0' && rest[1] <= '9' {
		return "no number in a postcode begins with 0"
	}
	if n := len(s); n >= shortestUnit {
		if last := s[n-2:]; strings.ContainsAny(last, "CIKMOV") && strings.Trim(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return "the last two letters of a postcode are never C, I, K, M, O or V"
		}
		return "it does not end in a digit and two letters, like LA1 4YW"
	}
	return "it is not like LA1 4YW, or the beginning of one, such as LA1 4, LA1 or LA"
}
