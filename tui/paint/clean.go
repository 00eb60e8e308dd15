package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Clean returns the text with everything removed that could move the cursor,
// change colours, reverse the direction of reading or make its width
// uncertain. Line breaks and tabs become spaces. Clean text comes back as it
// is, without a copy.
func Clean(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return cleanFrom(s, i)
		}
	}
	return s
}

// cleanFrom cleans a text whose first n bytes are known to be plain.
func cleanFrom(s string, n int) string {
	clean := true
	for _, r := range s[n:] {
		if kept, ok := keep(r); !ok || kept != r {
			clean = false
			break
		}
	}
	if clean && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:n])
	for _, r := range s[n:] {
		if kept, ok := keep(r); ok {
			b.WriteRune(kept)
		}
	}
	return b.String()
}

// keep says what a character becomes and whether it stays at all.
func keep(r rune) (rune, bool) {
	switch {
	case r >= ' ' && r <= '~':
		return r, true
	case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Zs, r):
		return ' ', true
	case r == utf8.RuneError:
		return '?', true
	case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Me):
		return 0, false
	case unicode.Is(unicode.Variation_Selector, r):
		return 0, false
	case r >= 0x1F3FB && r <= 0x1F3FF:
		// Skin tones join the character before them in some terminals and
		// stand alone in others.
		return 0, false
	}
	return r, true
}

// Guard returns text that already carries colours with every other control
// sequence removed, and nothing in it that ends a line.
func Guard(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		if n := colourSequence(s); n > 0 {
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		next := strings.IndexByte(s[1:], 0x1b) + 1
		if next == 0 {
			next = len(s)
		}
		b.WriteString(Clean(ansi.Strip(s[:next])))
		s = s[next:]
	}
	return b.String()
}

// colourSequence returns the length of the colour sequence (SGR, ECMA-48
// section 8.3.117) that the text begins with, or 0.
func colourSequence(s string) int {
	if len(s) < 3 || s[0] != 0x1b || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		c := s[i]
		if c == 'm' {
			return i + 1
		}
		if (c < '0' || c > '9') && c != ';' && c != ':' {
			return 0
		}
	}
	return 0
}

// Width returns how many cells a clean text takes.
func Width(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

// Cut returns the text in at most width cells; a text that was cut ends in two
// dots.
func Cut(s string, width int) string {
	s, dots := cut(s, width)
	return s + dots
}

// cut is Cut with the dots by themselves, where joining them can wait.
func cut(s string, width int) (text, dots string) {
	s = Clean(s)
	cells := Width(s)
	switch {
	case cells <= width:
		return s, ""
	case cells == len(s) && width < 4: // as many bytes as cells: each is one
		return s[:max(width, 0)], ""
	case cells == len(s):
		return s[:width-2], ".."
	case width < 4:
		return ansi.Truncate(s, max(width, 0), ""), ""
	}
	return ansi.Truncate(s, width, ".."), ""
}

// Wrap returns the text in lines of at most width cells, broken between words
// where it can be. It returns no line for an empty text.
func Wrap(s string, width int) []string {
	s = strings.TrimSpace(Clean(s))
	if s == "" || width < 1 {
		return nil
	}
	if Width(s) <= width {
		return []string{s}
	}
	// A line ends behind a hyphen, but not within "--flag".
	s = strings.ReplaceAll(s, "--", "‑‑")
	lines := strings.Split(ansi.Wrap(s, width, ""), "\n")
	for i, line := range lines {
		// A character wider than the whole line can't be broken.
		lines[i] = Cut(strings.ReplaceAll(strings.TrimRight(line, " "), "‑‑", "--"), width)
	}
	return lines
}
