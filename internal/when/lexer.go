package when

import (
	"strconv"
	"strings"
	"time"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// kind is what a piece of a sentence is to a reader of times.
type kind int

const (
	wordKind kind = iota
	dayKind
	clockKind
	ordinalKind
	monthKind
	// dateKind is a date in figures or a year.
	dateKind
	phoneKind
	priceKind
	dashKind
	// andKind joins things of a list: a comma, "and", "&", "/".
	andKind
	orKind
	// markKind is any other sign.
	markKind
)

// token is one piece of a sentence in lower case.
type token struct {
	kind kind
	text string
	// days are the weekdays it stands for, one unless it is "weekdays" or "daily".
	days []time.Weekday
	// plural and full are of a single weekday: Mondays, and not Mon.
	plural, full bool
	clock        written
	// marked says that a clock is one for certain: 10am, 10.30, noon.
	marked bool
	// nth is the number of an ordinal, -1 for the last.
	nth int
}

// The alternatives of a piece, the longest and surest first. Groups: 1 address,
// 2 price, 3 phone, 4 date or year, 5 ordinal, 6 to 11 clock, 12 word, 13 sign.
var pieces = pattern.Later(`(https?://\S+|www\.\S+|\S+@\S+\.\S+)` +
	`|(£ ?\d+(?:\.\d+)?(?:p\b)?(?:\s?[-–—]\s?£?\d+(?:\.\d+)?)?|\b\d+p\b)` +
	`|(\(?\+?\d[\d ()]{7,}\d)` +
	`|(\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b(?:19|20)\d\d\b)` +
	`|\b(\d{1,2}(?:st|nd|rd|th))\b` +
	`|` + clockPattern +
	`|([\p{L}\p{N}]+(?:['’]\p{L}+)?)` +
	`|(\S)`)

// longestPiece is how far a piece is looked for, in bytes: nothing that is read
// is longer, and without it a page without spaces would be read again from every
// character on.
const longestPiece = 256

// lex cuts a sentence into tokens.
func lex(sentence string) []token {
	text := strings.ToLower(sentence)
	var tokens []token
	for start := 0; start < len(text); {
		whole := text[start:]
		m := pieces().FindStringSubmatchIndex(whole[:min(len(whole), longestPiece)])
		if m == nil { // spaces only
			start += longestPiece
			continue
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return whole[m[2*i]:m[2*i+1]]
		}
		t := token{kind: markKind, text: whole[m[0]:m[1]]}
		switch {
		case group(1) != "":
			t.kind = wordKind
		case group(2) != "":
			t.kind = priceKind
		case group(3) != "":
			t.kind = phoneKind
		case group(4) != "":
			t.kind = dateKind
		case group(5) != "":
			t.kind = ordinalKind
			t.nth = leadingNumber(t.text)
		case group(12) != "":
			t = wordToken(t.text)
		case group(13) != "":
			t = signToken(t.text)
		default:
			clockGroups := []string{group(6), group(7), group(8), group(9), group(10), group(11)}
			t = clockToken(t.text, clockGroups, whole[m[1]:])
		}
		tokens = append(tokens, t)
		start += m[1]
	}
	return mergeWholeWeeks(tokens)
}

// mergeWholeWeeks makes one token of "every day", "7 days a week" and the like.
func mergeWholeWeeks(tokens []token) []token {
	merged := tokens[:0]
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		for _, phrase := range [...][]string{{"every", "day"}, {"each", "day"}, {"7", "days", "a", "week"}, {"seven", "days", "a", "week"}, {"7", "days", "per", "week"}} {
			if phraseAt(tokens[i:], phrase) {
				t = token{kind: dayKind, text: strings.Join(phrase, " "), days: service.Weekdays()}
				i += len(phrase) - 1
				break
			}
		}
		merged = append(merged, t)
	}
	return merged
}

func phraseAt(tokens []token, phrase []string) bool {
	if len(tokens) < len(phrase) {
		return false
	}
	for i, word := range phrase {
		if tokens[i].text != word {
			return false
		}
	}
	return true
}

func leadingNumber(text string) int {
	digits := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyz")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// clockToken returns a time of day, or a word when the figures are none. What
// follows them decides: "10th", "24hr", "2x" and "50%" are no times.
func clockToken(text string, groups []string, rest string) token {
	w, ok := clockOf(groups)
	glued := rest != "" && goesOn().MatchString(rest)
	if !ok || glued || groups[4] != "" {
		return token{kind: wordKind, text: text}
	}
	return token{kind: clockKind, text: text, clock: w, marked: w.half != noHalf && groups[0] == "" || groups[0] != "" || w.colon}
}

// goesOn is what may not follow the figures of a time: letters, and more figures.
var goesOn = pattern.Later(`^(?:[\p{L}\p{N}%]|[.,:]\d)`)

func signToken(text string) token {
	switch text {
	case "-", "–", "—", "‐", "‑", "‒", "−":
		return token{kind: dashKind, text: text}
	case ",", "&", "/", "+":
		return token{kind: andKind, text: text}
	}
	return token{kind: markKind, text: text}
}

// wordToken returns what a word stands for.
func wordToken(text string) token {
	t := token{kind: wordKind, text: text}
	name := strings.TrimSuffix(strings.ReplaceAll(text, "’", "'"), "'s")
	if day, ok := weekdayNamed(name); ok {
		t.kind, t.days = dayKind, []time.Weekday{day}
		t.full = strings.HasSuffix(strings.TrimSuffix(name, "s"), "day")
		t.plural = name == text && strings.HasSuffix(name, "days")
		return t
	}
	switch text {
	case "daily", "everyday":
		t.kind, t.days = dayKind, service.Weekdays()
	case "weekday", "weekdays":
		t.kind, t.days = dayKind, service.Weekdays()[:5]
	case "weekend", "weekends":
		t.kind, t.days = dayKind, service.Weekdays()[5:]
	case "and", "plus":
		t.kind = andKind
	case "or":
		t.kind = orKind
	case "to", "until", "till", "til", "through":
		t.kind = dashKind
	case "first", "second", "third", "fourth", "fifth", "last":
		t.kind = ordinalKind
		t.nth = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}[text]
	case "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
		"jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "may", "march", "mar":
		t.kind = monthKind
	}
	return t
}
