package clean

import (
	"strings"
	"unicode"

	"fettle/internal/pattern"
)

// mailbox is the part before the "@": what RFC 5322 allows without quotes.
var mailbox = pattern.Later("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$")

// Email reads an e-mail address as publishers write it, without the blanks,
// brackets and "mailto:" around it, its host in lower case. Of several it
// returns the first. It returns false for text that holds none, for addresses
// under .invalid, which feeds use for "unknown", and for text with line breaks
// inside, which could forge headers.
func Email(s string) (address string, ok bool) {
	s = trimAll(s)
	if strings.ContainsAny(s, "\r\n") {
		return "", false
	}
	words := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc) || strings.ContainsRune(`;,|<>()"`, r)
	})
	for _, word := range words {
		if len(word) > 7 && strings.EqualFold(word[:7], "mailto:") {
			word = word[7:]
		}
		word = strings.Trim(word, ".:'")
		at := strings.LastIndexByte(word, '@')
		if at < 1 || !mailbox().MatchString(word[:at]) {
			continue
		}
		if name, ok := host(word[at+1:]); ok {
			return word[:at] + "@" + name, true
		}
	}
	return "", false
}
