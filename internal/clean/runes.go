package clean

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	joiner    = '\u200d' // ZERO WIDTH JOINER
	nonJoiner = '\u200c' // ZERO WIDTH NON-JOINER

	// maxMarks is how many combining marks one character may carry. Living
	// languages need three at most; more climb over other lines of a screen.
	maxMarks = 4
	// maxBreaks is how many line breaks may follow each other.
	maxBreaks = 2
	// firstMark is the first combining mark of Unicode.
	firstMark = '\u0300'
)

// sift keeps the characters that a person can read and drops all others. It
// works by a list of what may stay, so that no unforeseen control survives.
func sift(s string, lines bool) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	for range maxRounds {
		next := norm.NFC.String(siftOnce(s, lines))
		if next == s {
			break
		}
		s = next
	}
	return s
}

// sieve is the state of one pass over a text.
type sieve struct {
	out    strings.Builder
	last   rune // The last character written; 0 at the start.
	marks  int  // How many combining marks follow the last base character.
	held   rune // A joiner that waits for the character after it.
	spaces bool // White space waits to be written.
	breaks int  // How many line breaks wait to be written.
}

func siftOnce(s string, lines bool) string {
	var v sieve
	v.out.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			// The line feed after it counts.
		case lines && (r == '\n' || r == '\r'):
			v.breaks++
		case isBlank(r):
			v.spaces = true
		case r == joiner || r == nonJoiner:
			v.held = r
		case !readable(r):
			// Dropped.
		default:
			v.write(r)
		}
	}
	return v.out.String()
}

// write adds one readable character with the white space or joiner before it.
func (v *sieve) write(r rune) {
	mark := r >= firstMark && unicode.Is(unicode.M, r)
	waiting := v.spaces || v.breaks > 0
	if mark && (v.last == 0 || waiting || v.marks >= maxMarks) {
		return
	}
	switch {
	case v.last == 0:
	case v.breaks > 0:
		v.out.WriteString(strings.Repeat("\n", min(v.breaks, maxBreaks)))
	case v.spaces:
		v.out.WriteByte(' ')
	case v.held != 0 && joins(v.last, v.held, r):
		v.out.WriteRune(v.held)
	}
	if mark {
		v.marks++
	} else {
		v.marks = 0
	}
	v.spaces, v.breaks, v.held, v.last = false, 0, 0, r
	v.out.WriteRune(r)
}

// isBlank reports whether a character is white space that reads as one space.
func isBlank(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', '\u0085', '\u2800':
		return true
	}
	return r == ' ' || r >= 0x80 && unicode.In(r, unicode.Zs, unicode.Zl, unicode.Zp)
}

// readable reports whether a character shows as something: no control, format,
// private, unassigned or surrogate code, nothing that is blank by design.
func readable(r rune) bool {
	switch {
	case r < 0x7f:
		return r > ' '
	case !unicode.IsPrint(r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return false
	case unicode.Is(unicode.Variation_Selector, r):
		return r == '\ufe0e' || r == '\ufe0f'
	}
	return r != '\ufffc' && r != '\u17b4' && r != '\u17b5'
}

// joins reports whether a joiner between two characters has a meaning there:
// inside a word of a script that shapes its letters, or inside an emoji.
func joins(before, held, after rune) bool {
	if held == joiner && isPictograph(before) && isPictograph(after) {
		return true
	}
	return shapes(before) && shapes(after) && unicode.IsLetter(after)
}

func isPictograph(r rune) bool {
	return unicode.Is(unicode.So, r) || r == '\ufe0f' || r >= 0x1f3fb && r <= 0x1f3ff
}

func shapes(r rune) bool {
	return r >= 0x600 && unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mongolian,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
		unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Myanmar, unicode.Khmer)
}
