package place

import (
	"strings"
	"unicode"
)

// longestName is the longest name of a place that is looked at, in bytes.
const longestName = 80

// foldName returns a name in the form in which names are compared: small
// letters without accents, apostrophes and full stops, words apart by one
// space, "saint" as "st" and "&" as "and".
func foldName(name string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r == '\'' || r == '’' || r == '‘' || r == '`' || r == '.' || unicode.Is(unicode.Mn, r):
			continue
		case r == '&':
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString("and")
			space = true
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteString(plainLetter(r))
	}
	words := strings.Fields(b.String())
	for i, w := range words {
		if w == "saint" {
			words[i] = "st"
		}
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// plainLetter returns a small letter without its accent. The accented letters
// are those of Welsh, Gaelic, Cornish and of French and German house names.
func plainLetter(r rune) string {
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å', 'ā':
		return "a"
	case 'è', 'é', 'ê', 'ë', 'ē':
		return "e"
	case 'ì', 'í', 'î', 'ï', 'ī':
		return "i"
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ō':
		return "o"
	case 'ù', 'ú', 'û', 'ü', 'ū':
		return "u"
	case 'ẁ', 'ẃ', 'ŵ', 'ẅ':
		return "w"
	case 'ỳ', 'ý', 'ŷ', 'ÿ':
		return "y"
	case 'ç':
		return "c"
	case 'ñ':
		return "n"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	}
	return string(r)
}
