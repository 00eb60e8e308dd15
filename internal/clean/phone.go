package clean

import (
	"slices"
	"strings"
	"unicode"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

const (
	// maxPhoneText is how much of a text is searched for numbers, in characters.
	maxPhoneText = 400
	// maxPhones is how many numbers are taken from one text.
	maxPhones = 10
	// maxPhoneLabel is the longest label of a number in characters.
	maxPhoneLabel = 80
)

var (
	// digitRun is a stretch of digits with what people write between them. A
	// bracket opens only after a country code: "(24 hours)" is no part of it.
	digitRun = pattern.Later(`(?:(?:\+|00)\s?44[\s.\-]*)?\(?\+?\d(?:(?:[\s).\-–—‐‑]|\(0\))*\d)*`)
	digits   = pattern.Later(`\d+`)
	// extension is an extension after a number.
	extension = pattern.Later(`^[\s,;(]*(?i:extension|extn|ext|x|#)[.:]?\s*(\d{1,6})\b\)?`)
	// numberWord is a word before a number that only says that it is one.
	numberWord = pattern.Later(`(?i)^(?:(?:tele)?phone|tel|call(?: us)?(?: on)?|ring|number|no|t|p|m|or|and|on|at|the|us|please)\b[.:]?\s*`)
	// textedCode is a short code that takes messages: "text SHOUT to 85258".
	textedCode = pattern.Later(`^[678]\d{4}$`)
	textWord   = pattern.Later(`(?i)\b(?:text|sms)\b`)
)

// found is a number in a text and where it stands.
type found struct {
	phone      service.Phone
	start, end int
}

// Phones reads the telephone numbers in a text: numbers of the United Kingdom
// in the ways people write them, short codes such as 116 123, and foreign
// numbers that begin with "+". What stands beside a number becomes its label.
// Text with digits that holds no number it can read comes back as one Phone
// without Dial; text without any digit gives none.
func Phones(s string) []service.Phone {
	text := Line(s, maxPhoneText)
	numbers := findNumbers(text)
	if len(numbers) == 0 {
		if !strings.ContainsFunc(text, unicode.IsDigit) {
			return nil
		}
		return []service.Phone{{Number: text}}
	}
	label(text, numbers)
	var phones []service.Phone
	for _, n := range numbers {
		same := func(p service.Phone) bool { return p.Dial == n.phone.Dial && p.Extension == n.phone.Extension }
		if len(phones) < maxPhones && !slices.ContainsFunc(phones, same) {
			phones = append(phones, n.phone)
		}
	}
	return phones
}

// findNumbers returns the numbers of a text in their order.
func findNumbers(text string) []found {
	var numbers []found
	runs := digitRun().FindAllStringIndex(text, -1)
	only := len(runs) == 1
	done := 0
	for _, run := range runs {
		if run[0] < done {
			continue
		}
		in := readRun(text[run[0]:run[1]], only, textWord().MatchString(text[:run[0]]))
		for i, n := range in {
			n.start, n.end = n.start+run[0], n.end+run[0]
			if i == len(in)-1 {
				if ext := extension().FindStringSubmatchIndex(text[n.end:]); ext != nil {
					n.phone.Extension = text[n.end+ext[2] : n.end+ext[3]]
					n.end += ext[1]
				}
			}
			done = n.end
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// readRun reads the numbers in one run of digits. A number ends where a group
// of digits ends; the longest that is valid counts.
func readRun(run string, only, texted bool) []found {
	groups := digits().FindAllStringIndex(run, -1)
	if n, ok := shortCode(run, groups, texted); ok {
		return []found{{phone: n, start: 0, end: len(run)}}
	}
	var numbers []found
	for first := 0; first < len(groups); {
		plus := strings.Contains(run[max(0, groups[first][0]-2):groups[first][0]], "+")
		best, read := -1, service.Phone{}
		var all strings.Builder
		for last := first; last < len(groups) && all.Len() <= 18; last++ {
			all.WriteString(run[groups[last][0]:groups[last][1]])
			whole := only && first == 0 && last == len(groups)-1
			if n, ok := readDigits(all.String(), plus, whole); ok {
				best, read = last, n
			}
		}
		if best < 0 {
			first++
			continue
		}
		start := groups[first][0]
		for start > 0 && strings.IndexByte("+(", run[start-1]) >= 0 {
			start--
		}
		numbers = append(numbers, found{phone: read, start: start, end: groups[best][1]})
		first = best + 1
	}
	return numbers
}

// shortCode reads a run that is a short code and nothing else: the codes that
// Ofcom keeps for emergency and helplines, and codes that take text messages.
func shortCode(run string, groups [][]int, texted bool) (service.Phone, bool) {
	code := ""
	for _, g := range groups {
		code += run[g[0]:g[1]]
	}
	if strings.ContainsAny(run, "+(.") {
		return service.Phone{}, false
	}
	switch {
	case len(groups) == 1 && isThreeDigitCode(code), len(groups) == 1 && texted && textedCode().MatchString(code):
		return service.Phone{Number: code, Dial: code}, true
	case len(code) == 6 && strings.HasPrefix(code, "116"):
		return service.Phone{Number: code[:3] + " " + code[3:], Dial: code}, true
	}
	return service.Phone{}, false
}

func isThreeDigitCode(code string) bool {
	switch code {
	case "101", "105", "111", "112", "119", "159", "999":
		return true
	}
	return false
}

// label gives each number the words beside it: those before it back to the
// last number, or for the last number those after it.
func label(text string, numbers []found) {
	from := 0
	for i := range numbers {
		n := &numbers[i]
		before := text[from:n.start]
		if i > 0 {
			var own string
			own, before = splitBracket(before)
			if p := &numbers[i-1].phone; p.Label == "" {
				p.Label = tidyLabel(own)
			}
		}
		n.phone.Label = tidyLabel(before)
		from = n.end
	}
	if last := &numbers[len(numbers)-1].phone; last.Label == "" {
		own, rest := splitBracket(text[from:])
		if last.Label = tidyLabel(own); last.Label == "" {
			last.Label = tidyLabel(rest)
		}
	}
}

// splitBracket parts "(office) Mobile:" into what belongs to the number before
// it and what belongs to the one after it.
func splitBracket(s string) (before, after string) {
	trimmed := strings.TrimLeft(s, " ")
	if strings.HasPrefix(trimmed, "(") {
		if end := strings.IndexByte(trimmed, ')'); end > 0 {
			return trimmed[:end], trimmed[end+1:]
		}
	}
	return "", s
}

// tidyLabel strips what is around a label and the words that only say that a
// number follows.
func tidyLabel(s string) string {
	const around = " \t.,;:/|-–—()[]\"'“”‘’+&=>"
	for {
		s = strings.Trim(s, around)
		next := strings.Trim(numberWord().ReplaceAllString(s, ""), around)
		if next == s {
			break
		}
		s = next
	}
	return Line(s, maxPhoneLabel)
}
