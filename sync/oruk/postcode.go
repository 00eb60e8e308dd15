package oruk

import (
	"strings"

	"fettle/internal/pattern"
)

// outwardShapes are the shapes of the outward half of a postcode of the United
// Kingdom, A for a letter and 9 for a digit (BS 7666).
func outwardShapes() []string { return []string{"A9", "A99", "AA9", "AA99", "A9A", "AA9A"} }

// postcodeWithin finds a postcode in a longer text.
var postcodeWithin = pattern.Later(`\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][ABD-HJLNP-UW-Z]{2}\b`)

// postcode brings a postcode into the form "LA1 4YW", or an outward code into
// the form "LA1", and says whether it is whole. It mends letters and digits that
// look alike by their position ("LU7 ONY" is "LU7 0NY") and finds the postcode
// in a longer text; text that holds none gives "".
func postcode(s string) (code string, whole bool) {
	upper := strings.ToUpper(s)
	packed := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, upper)
	if len(packed) >= 5 && len(packed) <= 7 {
		cut := len(packed) - 3
		outward, ok := outwardCode(packed[:cut])
		if inward, fits := inwardCode(packed[cut:]); ok && fits {
			return outward + " " + inward, true
		}
	}
	if len(packed) >= 2 && len(packed) <= 4 {
		if outward, ok := outwardCode(packed); ok {
			return outward, false
		}
	}
	if len(upper) <= 500 {
		if within := postcodeWithin().FindString(upper); within != "" && len(within) < len(upper) {
			return postcode(within)
		}
	}
	return "", false
}

// outwardCode reads the outward half, mended by position.
func outwardCode(s string) (string, bool) {
	best, changes := "", len(s)+1
	for _, shape := range outwardShapes() {
		mended, n, ok := fitShape(s, shape)
		if !ok || n >= changes || strings.ContainsAny(mended[:1], "QVX") {
			continue
		}
		if shape[1] == 'A' && strings.ContainsAny(mended[1:2], "IJZ") {
			continue
		}
		best, changes = mended, n
	}
	return best, best != ""
}

// inwardCode reads the inward half. It never holds C, I, K, M, O or V as a letter.
func inwardCode(s string) (string, bool) {
	mended, _, ok := fitShape(s, "9AA")
	return mended, ok && !strings.ContainsAny(mended[1:], "CIKMOV")
}

// fitShape changes O and 0, I and 1 so that a text has a shape, and says how
// many it changed.
func fitShape(s, shape string) (mended string, changes int, ok bool) {
	if len(s) != len(shape) {
		return "", 0, false
	}
	b := []byte(s)
	for i, c := range b {
		isLetter := c >= 'A'
		if isLetter == (shape[i] == 'A') {
			continue
		}
		switch c {
		case 'O':
			b[i] = '0'
		case 'I', 'L':
			b[i] = '1'
		case '0':
			b[i] = 'O'
		case '1':
			b[i] = 'I'
		default:
			return "", 0, false
		}
		changes++
	}
	return string(b), changes, true
}
