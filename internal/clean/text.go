// Package clean makes text from outside safe and plain: HTML becomes text,
// control, direction and invisible characters go, lengths are bounded, and web
// addresses, e-mail addresses and telephone numbers are read strictly.
//
// Everything that a feed sends passes through here once, before it is stored.
// Line is for one line, Prose for text with paragraphs. Both may be applied
// again to their own result and change nothing, so a second cleaning further
// on does no harm.
//
// The package must not fetch, store or escape anything: text that is safe here
// is still to be escaped for HTML, CSV or a shell by whoever writes those.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxInput bounds how many bytes of one text are looked at at all. The
	// longest description seen in a real feed has 145,411.
	maxInput = 1 << 20
	// maxRounds bounds how often text is unescaped. Feeds escape twice at most;
	// more is an attack, and then every "&" and "<" is taken out.
	maxRounds = 8
)

// Line returns s as one line of safe text: tags removed, entities decoded,
// every character that could move a cursor, change direction or hide dropped,
// white space collapsed, in form NFC, and at most max characters long ("…"
// marks a cut). A max of 0 or less sets no limit.
func Line(s string, max int) string { return settle(s, max, false) }

// Prose returns s, HTML or plain text, as safe plain text with its structure:
// paragraphs are apart by one blank line, items of a list begin with "- ",
// headings with "## ", a link that says something else than its target is
// followed by the target in brackets. It is in form NFC and at most max
// characters long ("…" marks a cut); a max of 0 or less sets no limit.
func Prose(s string, max int) string { return settle(s, max, true) }

// settle cleans a text until cleaning changes nothing more, because unescaping
// may bring out tags and dropping characters may join up others.
func settle(s string, max int, prose bool) string {
	if harmless(s, max) {
		return s
	}
	if len(s) > maxInput {
		s = strings.ToValidUTF8(s[:maxInput], "")
	}
	structured := false
	for range maxRounds {
		text, tags := plainText(s, prose, structured)
		structured = structured || tags
		next := shorten(sift(text, prose), max)
		if next == s {
			return s
		}
		s = next
	}
	s = strings.NewReplacer("&", " ", "<", " ", ";base64,", " ").Replace(s)
	return shorten(sift(s, prose), max)
}

// harmless reports whether a text is plain ASCII that needs no cleaning, which
// most short fields are.
func harmless(s string, max int) bool {
	if max > 0 && len(s) > max || strings.Contains(s, ";base64,") {
		return false
	}
	space := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == '<' || c == '&' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// mostRepeated is the longest text that is repeated in a sentence, in characters.
const mostRepeated = 50

// Short returns a text that is short enough to repeat in a sentence, such as one
// that says what is wrong with it.
func Short(s string) string { return shorten(s, mostRepeated) }

// shorten cuts a text to at most max characters, at the end of a word where
// one is near, and marks the cut with "…".
func shorten(s string, max int) string {
	if max <= 0 || len(s) <= max || utf8.RuneCountInString(s) <= max {
		return s
	}
	end := 0
	for range max - 1 {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	if next, _ := utf8.DecodeRuneInString(s[end:]); !unicode.IsSpace(next) {
		if space := strings.LastIndexAny(s[:end], " \n"); space > end*3/4 {
			end = space
		}
	}
	kept := strings.TrimRightFunc(s[:end], func(r rune) bool {
		return unicode.IsSpace(r) || r == joiner || r == nonJoiner
	})
	return kept + "…"
}

// Printable returns s without any character that does not show, blanks among
// them, and otherwise unchanged. It is for identifiers, which must stay
// distinct and which nobody reads as text.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !readable(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
