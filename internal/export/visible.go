package export

import (
	"net/mail"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks a letter may carry; more are an attack on
// the lines around them.
const maxMarks = 4

// visible returns text without what can't be seen and could steer a terminal, a
// browser or the direction of writing: control, format and private characters,
// broken bytes and piled-up marks. Tabs become spaces; line ends stay. Joiners
// stay between the letters of scripts that need them.
func visible(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(strings.ToValidUTF8(text, ""))
	var b strings.Builder
	b.Grow(len(text))
	var before rune
	marks := 0
	for i, r := range text {
		switch {
		case r == '\n':
		case r == '\u200c', r == '\u200d':
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if !joins(before) || !joins(next) || unicode.IsMark(next) {
				continue
			}
		case unicode.In(r, unicode.Zl, unicode.Zp):
			r = '\n'
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs), !unicode.IsGraphic(r):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// joins reports whether a joiner beside the character can change how it is
// written: letters and marks beyond Latin, Greek and Cyrillic, and emoji.
func joins(r rune) bool {
	if unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common) && !unicode.Is(unicode.So, r) {
		return r == '\ufe0f'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.So, r)
}

// oneLine returns visible text on one line, with single spaces.
func oneLine(text string) string {
	return strings.Join(strings.Fields(visible(text)), " ")
}

// cut returns text of at most n characters, ending at a sentence or else a word
// where one ends in its second half, with "…" when something was left out.
func cut(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	head := string(runes[:n])
	if end := strings.LastIndexAny(head, ".!?"); end > len(head)/2 && strings.HasPrefix(text[end+1:], " ") {
		return head[:end+1]
	}
	if end := strings.LastIndexByte(head, ' '); end > len(head)/2 {
		head = head[:end]
	}
	return strings.TrimRight(head, " ,;:-") + "…"
}

// dialHref returns a tel: address, or "" when the number holds anything but
// digits, spaces and one plus in front (RFC 3966).
func dialHref(dial, extension string) string {
	digits := strings.ReplaceAll(dial, " ", "")
	if !allDigits(strings.TrimPrefix(digits, "+")) || len(digits) < 3 || len(digits) > 16 {
		return ""
	}
	if allDigits(extension) && len(extension) <= 8 {
		return "tel:" + digits + ";ext=" + extension
	}
	return "tel:" + digits
}

func allDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// mailHref returns the address and a mailto: address for it, or "" twice when it
// is not a single plain address.
func mailHref(address string) (words, href string) {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Name != "" || parsed.Address != strings.TrimSpace(address) || oneLine(parsed.Address) != parsed.Address {
		return "", ""
	}
	if strings.ContainsAny(parsed.Address, "\"<>?&% ,;:") {
		return "", ""
	}
	return parsed.Address, "mailto:" + parsed.Address
}

// webHref returns the words and the address of a web page, or "" twice when it
// is not a plain http or https address: other schemes, names and passwords in
// it and hosts that are none are refused.
func webHref(address string) (words, href string) {
	address = strings.TrimSpace(address)
	if oneLine(address) != address || strings.ContainsAny(address, " \"<>\\^`{|}") {
		return "", ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") {
		return "", ""
	}
	words = strings.TrimSuffix(u.Host+u.EscapedPath(), "/")
	if u.RawQuery != "" {
		words += "?" + u.RawQuery
	}
	return cut(words, 200), u.String()
}
