package need

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A gap says what stands between a token and the one before it.
type gap uint8

const (
	// space is nothing but room: a phrase runs on.
	space gap = iota
	// hyphen joins two tokens that can also be read as one word.
	hyphen
	// pause is a comma or a bracket: a phrase ends, a denial runs on.
	pause
	// stop is the end of a sentence or a line: everything ends.
	stop
)

// token is one word of a text.
type token struct {
	// start and end are its bytes in the text as it was given.
	start, end int
	// from and to are its bytes in the folded text.
	from, to int
	// before says what stands before it.
	before gap
	// capitals marks a word of two letters or more that has only capitals;
	// capital one that begins with a capital or a digit.
	capitals, capital bool
	// little marks "the", "of", "and" and the like.
	little bool
}

// folded is a text cut into words without case, accents and apostrophes.
type folded struct {
	letters string
	tokens  []token
}

// word returns the folded letters of the tokens first to last, as one word.
func (f *folded) word(first, last int) string {
	return f.letters[f.tokens[first].from:f.tokens[last].to]
}

// fold cuts a text into words. Letters and digits make words; apostrophes
// inside a word vanish; "&" and "+" are the words "and" and "plus".
func fold(text string) folded {
	letters := make([]byte, 0, len(text)+8)
	tokens := make([]token, 0, len(text)/5+1)
	current, inside, before := token{}, false, stop
	upper, lower := 0, 0
	finish := func(end int) {
		if inside {
			current.end, current.to = end, len(letters)
			current.capitals = upper > 1 && lower == 0
			first, _ := utf8.DecodeRuneInString(text[current.start:])
			current.capital = !unicode.IsLower(first)
			current.little = isLittle(letters[current.from:current.to])
			tokens = append(tokens, current)
			inside, before = false, space
		}
	}
	begin := func(at int) {
		if !inside {
			current = token{start: at, from: len(letters), before: before}
			inside, upper, lower = true, 0, 0
		}
	}
	skipTo := 0
	for at, r := range text {
		if at < skipTo {
			continue
		}
		if !inside {
			if n := addressLength(text[at:]); n > 0 {
				skipTo, before = at+n, max(before, pause)
				continue
			}
		}
		switch {
		case r < utf8.RuneSelf && isWordByte(byte(r)), r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			begin(at)
			if unicode.IsUpper(r) {
				upper++
			} else if unicode.IsLower(r) {
				lower++
			}
			letters = appendPlain(letters, r)
		case isApostrophe(r) || unicode.Is(unicode.Mn, r) || r == '\u200d' || r == '\u00ad':
			// Part of the word, without a letter of its own.
		case r == '&' || r == '+':
			finish(at)
			begin(at)
			if r == '&' {
				letters = append(letters, "and"...)
			} else {
				letters = append(letters, "plus"...)
			}
			finish(at + 1)
		case r == '@' && inside:
			inside, letters = false, letters[:current.from]
			skipTo, before = at+lengthToRoom(text[at:]), max(current.before, pause)
		default:
			finish(at)
			before = max(before, gapOf(r, text[at+utf8.RuneLen(validRune(r)):]))
		}
	}
	finish(len(text))
	return folded{letters: string(letters), tokens: tokens}
}

// addressLength returns how many bytes of a web address a text begins with, so
// that its words are not read as the publisher's; 0 when it does not.
func addressLength(text string) int {
	if len(text) < 5 || text[0]|0x20 != 'h' && text[0]|0x20 != 'w' {
		return 0
	}
	start := strings.ToLower(text[:min(len(text), 8)])
	if strings.HasPrefix(start, "http://") || strings.HasPrefix(start, "https://") || strings.HasPrefix(start, "www.") {
		return lengthToRoom(text)
	}
	return 0
}

// lengthToRoom returns how many bytes a text has before its first white space
// or closing bracket.
func lengthToRoom(text string) int {
	if i := strings.IndexAny(text, " \t\r\n)\u00a0"); i >= 0 {
		return i
	}
	return len(text)
}

// validRune returns a rune of one byte for the bytes that are no UTF-8, which
// a range loop visits one at a time.
func validRune(r rune) rune {
	if r == utf8.RuneError {
		return ' '
	}
	return r
}

func isWordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
}

// isLittle reports whether a word may stand in a name without a capital.
func isLittle(word []byte) bool {
	switch string(word) {
	case "the", "of", "and", "our", "a", "s", "de", "le":
		return true
	}
	return false
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´'
}

// gapOf says what a character between two words stands for, given the text
// after it. A full stop inside "e.g." or "1.30" is no end of a sentence.
func gapOf(r rune, rest string) gap {
	switch r {
	case '-', '‐', '‑':
		if rest != "" && (isWordByte(rest[0]) || rest[0] >= utf8.RuneSelf) {
			return hyphen
		}
		return pause
	case '/':
		if rest != "" && (isWordByte(rest[0]) || rest[0] >= utf8.RuneSelf) {
			return space
		}
		return pause
	case ',', '(', ')', '[', ']', '"', '“', '”', '|', '–', '—':
		return pause
	case '.':
		if rest != "" && ('a' <= rest[0] && rest[0] <= 'z' || '0' <= rest[0] && rest[0] <= '9') {
			return space
		}
		return stop
	case '!', '?', ';', ':', '\n', '\r', '•', '·', '*', '\u2028', '\u2029', '…':
		return stop
	}
	return space
}

// appendPlain appends a letter in lower case without its accents.
func appendPlain(to []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(to, byte(r))
	}
	return append(to, unaccented(unicode.ToLower(r))...)
}

// unaccented returns the plain letters of a small letter of the Latin
// alphabets that are written in the United Kingdom, and any other as it is.
func unaccented(r rune) string {
	switch r {
	case 'à', 'á', 'â', 'ã', 'ä', 'å', 'ā', 'ă', 'ą':
		return "a"
	case 'ç', 'ć', 'č':
		return "c"
	case 'ď', 'đ', 'ð':
		return "d"
	case 'è', 'é', 'ê', 'ë', 'ē', 'ė', 'ę', 'ě':
		return "e"
	case 'ģ', 'ğ':
		return "g"
	case 'ì', 'í', 'î', 'ï', 'ī', 'į', 'ı':
		return "i"
	case 'ł', 'ļ', 'ľ':
		return "l"
	case 'ñ', 'ń', 'ņ', 'ň':
		return "n"
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ō', 'ő':
		return "o"
	case 'ŕ', 'ř':
		return "r"
	case 'ś', 'ş', 'š', 'ș':
		return "s"
	case 'ţ', 'ť', 'ț':
		return "t"
	case 'ù', 'ú', 'û', 'ü', 'ū', 'ů', 'ű', 'ų':
		return "u"
	case 'ẁ', 'ẃ', 'ŵ', 'ẅ':
		return "w"
	case 'ý', 'ÿ', 'ŷ', 'ỳ':
		return "y"
	case 'ź', 'ż', 'ž':
		return "z"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	}
	return string(r)
}

// appendStem appends the word without the ending of a plural or a possessive,
// so that "groups", "group's" and "group" are one. It knows no other endings:
// a rule that wants them ends in a star.
func appendStem(to []byte, word string) []byte {
	n := len(word)
	switch {
	case n > 2 && word[n-1] == 's' && '0' <= word[0] && word[0] <= '9':
		return append(to, word[:n-1]...)
	case n <= 3 || word[n-1] != 's':
		return append(to, word...)
	case n > 4 && strings.HasSuffix(word, "ies"):
		return append(append(to, word[:n-3]...), 'y')
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "xes"):
		return append(to, word[:n-2]...)
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return append(to, word...)
	}
	return append(to, word[:n-1]...)
}

// wordsOf returns the folded words of a text.
func wordsOf(text string) []string {
	f := fold(text)
	words := make([]string, len(f.tokens))
	for i := range f.tokens {
		words[i] = f.word(i, i)
	}
	return words
}

// stemsOf returns the folded words of a text without plural endings, joined by
// single spaces: what two texts have in common that mean the same label.
func stemsOf(text string) string {
	f := fold(text)
	key := make([]byte, 0, len(f.letters)+len(f.tokens))
	for i := range f.tokens {
		if i > 0 {
			key = append(key, ' ')
		}
		key = appendStem(key, f.word(i, i))
	}
	return string(key)
}
