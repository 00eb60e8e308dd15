package typed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fettle/internal/english"
	"fettle/internal/pattern"
)

var (
	email  = pattern.Later(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)
	digits = pattern.Later(`^\+?[\d() ./-]*\d[\d() ./-]*$`)
	house  = pattern.Later(`^\d{1,4}[a-z]?$`)
)

// leastDigits is how many figures make a telephone or an NHS number: fewer are
// of a helpline, which anybody may look for.
const leastDigits = 9

// mostNames is how many words of a name after a title are left out.
const mostNames = 3

// Public returns a line without what tells who somebody is: e-mail addresses,
// telephone and NHS numbers, names with a title, and addresses with a house number.
func Public(line string) string {
	r := reader{tokens: tokens(line)}
	r.private()
	if len(r.notes) == 0 {
		return line
	}
	return r.words()
}

// private drops what tells who somebody is, and notes it.
func (r *reader) private() {
	for i := 0; i < len(r.tokens); i++ {
		for _, read := range [...]func(int) (n int, said string){r.emailAt, r.longNumberAt, r.addressAt, r.nameAt} {
			n, said := read(i)
			if n == 0 {
				continue
			}
			r.drop(i, n)
			r.noted("Left out “" + said + "…”: Fettle needs no names, numbers or addresses.")
			i += n - 1
			break
		}
	}
}

// bare returns a token without the marks around it, quotation marks too.
func (r *reader) bare(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return strings.Trim(r.tokens[i].raw, `.,;:!?()[]'’‘"`)
}

func (r *reader) emailAt(i int) (n int, said string) {
	if text := r.bare(i); email().MatchString(text) {
		name, _, _ := strings.Cut(text, "@")
		return 1, name + "@"
	}
	return 0, ""
}

// longNumberAt reads a number of so many figures that it is of a telephone or of
// a person, in one token or in several.
func (r *reader) longNumberAt(i int) (n int, said string) {
	figures, all := 0, ""
	for digits().MatchString(r.bare(i + n)) {
		text := r.bare(i + n)
		if n > 0 && len(text) < 3 { // an age, and no part of a number
			break
		}
		all += text
		figures += len(strings.Map(figure, text))
		n++
	}
	if figures < leastDigits {
		return 0, ""
	}
	return n, all[:3]
}

// figure keeps figures of a text and nothing else.
func figure(r rune) rune {
	if '0' <= r && r <= '9' {
		return r
	}
	return -1
}

// addressAt reads a house number and its street: "14 Oak Street", "3a Mill Lane".
func (r *reader) addressAt(i int) (n int, said string) {
	number := strings.ToLower(r.bare(i))
	if !house().MatchString(number) {
		return 0, ""
	}
	name := r.bare(i + 1)
	for n := 2; n <= mostNameWords && i+n < len(r.tokens); n++ {
		if strings.HasSuffix(r.tokens[i+n-1].raw, ",") || strings.HasSuffix(r.tokens[i].raw, ",") {
			break
		}
		if r.isStreet(i+n) && (n == 2 && isName(name) || isCapital(name) && isCapital(r.bare(i+n))) {
			return n + 1, r.bare(i)
		}
	}
	return 0, ""
}

// isStreet reports whether a token ends the name of a street. Words that are as
// often something else have to have a capital.
func (r *reader) isStreet(i int) bool {
	text := r.bare(i)
	switch strings.ToLower(text) {
	case "street", "road", "rd", "avenue", "ave", "lane", "crescent", "terrace", "mews", "cottages":
		return true
	case "close", "drive", "way", "court", "place", "grove", "gardens", "square", "row", "walk", "hill", "park", "view", "rise", "st", "green":
		return isCapital(text)
	}
	return false
}

// isName reports whether a word may be of a name and is no common word.
func isName(word string) bool {
	plain := strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(word))
	return plain != "" && !tie(plain) && !english.Filler(plain) && !strings.ContainsAny(plain, "0123456789")
}

// nameAt reads a title and the name behind it: "Mrs Jean Smith", "mr smith". In
// small letters only one word is taken for the name, or a given name and one more.
func (r *reader) nameAt(i int) (n int, said string) {
	title := r.bare(i)
	lower := strings.ToLower(title)
	switch lower {
	case "mr", "mrs", "ms", "miss", "mister":
	default:
		return 0, ""
	}
	for n = 1; n <= mostNames && isCapital(r.bare(i+n)) && (n == 1 || isName(r.bare(i+n))); n++ {
		if strings.ContainsAny(r.tokens[i+n].raw, ",;") {
			n++
			break
		}
	}
	if n > 1 && (isCapital(title) || lower != "miss") {
		return n, title + " " + r.bare(i + 1)[:initial(r.bare(i+1))]
	}
	given := english.GivenName(strings.ToLower(r.bare(i + 1)))
	switch next := r.bare(i + 1); {
	case lower == "miss" && !given, !isName(next), utf8.RuneCountInString(next) < 3, english.Everyday(strings.ToLower(next)) && !given:
		return 0, ""
	case given && isName(r.bare(i+2)) && !english.Everyday(strings.ToLower(r.bare(i+2))):
		return 3, title + " " + next[:initial(next)]
	default:
		return 2, title + " " + next[:initial(next)]
	}
}

// initial returns how many bytes the first letter of a word has.
func initial(word string) int {
	_, n := utf8.DecodeRuneInString(word)
	return n
}

func isCapital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// words joins the tokens that are still words, as they were typed.
func (r *reader) words() string {
	var words []string
	for i := range r.tokens {
		if r.tokens[i].part < 0 {
			words = append(words, r.tokens[i].raw)
		}
	}
	return strings.Join(words, " ")
}

// drop takes tokens out of the words.
func (r *reader) drop(from, n int) {
	for i := from; i < from+n; i++ {
		r.tokens[i].part = dropped
	}
}

// noted adds a plain line once.
func (r *reader) noted(line string) {
	if !slices.Contains(r.notes, line) {
		r.notes = append(r.notes, line)
	}
}
