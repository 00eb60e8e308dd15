package export

import (
	"strings"
	"unicode/utf8"
)

// folded writes lines as calendars and contact cards have them (RFC 5545 and
// RFC 2426): ended by CRLF and folded after 75 bytes, never inside a character.
type folded struct{ strings.Builder }

// maxLine is the longest line in bytes without its end.
const maxLine = 75

// line writes one line.
func (f *folded) line(text string) {
	width := maxLine
	for len(text) > width {
		at := width
		for !utf8.RuneStart(text[at]) {
			at--
		}
		f.WriteString(text[:at] + "\r\n ")
		text, width = text[at:], maxLine-1
	}
	f.WriteString(text + "\r\n")
}

// property writes a property whose value is text; it writes nothing when the
// value is empty.
func (f *folded) property(name, value string) {
	if value != "" {
		f.line(name + ":" + escapedText(value))
	}
}

// escapedText escapes a value as both standards do.
func escapedText(value string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(visible(value))
}
