package shortlist

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fettle/internal/pattern"
)

var (
	// emailIn finds an e-mail address.
	emailIn = pattern.Later(`\S+@\S+`)
	// longNumber finds seven digits or more that are only set apart by spaces,
	// dots, hyphens or brackets: a telephone or NHS number.
	longNumber = pattern.Later(`\+?\d(?:[ .()-]{0,2}\d){6,}`)
	// dateIn finds a day written in digits, such as a date of birth.
	dateIn = pattern.Later(`\b\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})\b|\b\d{4}-\d{2}-\d{2}\b`)
	// postcodeIn finds a whole postcode, which stands for about 15 homes.
	postcodeIn = pattern.Later(`(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`)
	// titleIn finds a form of address with a name after it.
	titleIn = pattern.Later(`(?i)\b(?:mr|mrs|ms|miss|mx|dr|master|sir|lady)\.? +\pL`)
	// initialsIn finds initials with their stops, or with a number: "J.S.", "JS 42".
	initialsIn = pattern.Later(`\b\pL\.\s?\pL\.|^\p{Lu}{2,3} ?\d*$`)
	// lettersIn finds words.
	lettersIn = pattern.Later(`\pL+(?:[’'-]\pL+)*`)
)

// QuestionLabel says why a label of a list should be asked about before it is
// kept, because it looks as if it told who somebody is. It returns ok when
// nothing in the label looks so. It questions and never forbids: it can't know.
func QuestionLabel(label string) (why string, ok bool) {
	label = strings.TrimSpace(label)
	for _, q := range []struct {
		found func() *regexp.Regexp
		why   string
	}{
		{emailIn, "it looks like an e-mail address"},
		{dateIn, "it holds a date, perhaps a date of birth"},
		{longNumber, "it looks like a telephone or NHS number"},
		{postcodeIn, "it holds a whole postcode"},
		{titleIn, "it looks like a person’s name"},
		{initialsIn, "it looks like a person’s initials"},
	} {
		if q.found().MatchString(label) {
			return q.why, false
		}
	}
	if looksNamed(lettersIn().FindAllString(label, -1)) {
		return "it looks like a person’s name", false
	}
	return "", true
}

// looksNamed reports whether one of the words is a given name that is hardly
// anything else.
func looksNamed(words []string) bool {
	for _, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(first) {
			continue
		}
		name := strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"))
		if _, found := slices.BinarySearch(givenNames(), name); found {
			return true
		}
	}
	return false
}
