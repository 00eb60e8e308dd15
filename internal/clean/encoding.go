package clean

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Mojibake repairs text whose UTF-8 was read as Windows-1252 or Latin-1
// ("Â£10", "donâ€™t"). It does so only when the whole text turns back into valid
// UTF-8, else it returns the text as it is.
func Mojibake(s string) string {
	for range 3 { // Text is seldom spoilt twice and never more than that.
		repaired, ok := remake(s)
		if !ok {
			break
		}
		s = repaired
	}
	return s
}

// remake undoes one wrong reading.
func remake(s string) (string, bool) {
	if !strings.ContainsFunc(s, beginsSequence) {
		return s, false
	}
	// A non-breaking space after "Â" often became a plain one on the way.
	s1 := strings.ReplaceAll(s, "Â ", "Â\u00a0")
	made := make([]byte, 0, len(s1))
	high := false
	for _, r := range s1 {
		b, ok := byte1252(r)
		if !ok {
			return s, false
		}
		high = high || b >= utf8.RuneSelf
		made = append(made, b)
	}
	return string(made), high && utf8.Valid(made)
}

// beginsSequence reports whether a character is what the first byte of a UTF-8
// sequence turns into.
func beginsSequence(r rune) bool { return r >= 0xc2 && r <= 0xf4 }

// byte1252 returns the byte that reads as a character in Windows-1252, or in
// Latin-1 where Windows-1252 has none.
func byte1252(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	const upper = "€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ"
	n := 0
	for _, u := range upper {
		if u == r {
			return byte(0x80 + n), true
		}
		n++
	}
	return 0, false
}

// JSON returns a JSON text without its byte-order mark and with every raw
// control character inside a string replaced by a space, which makes text
// readable that breaks RFC 8259 in these two ways. The body itself is left alone.
func JSON(body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	out := bytes.Clone(body)
	inside, escaped := false, false
	for i, c := range out {
		switch {
		case inside && c < ' ':
			if escaped { // The backslash would escape the space.
				out[i-1] = ' '
			}
			out[i], escaped = ' ', false
		case escaped:
			escaped = false
		case inside && c == '\\':
			escaped = true
		case c == '"':
			inside = !inside
		}
	}
	return out
}
