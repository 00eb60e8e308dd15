package index

import (
	"regexp"
	"strings"

	"fettle/internal/service"
)

// wordsOf returns the words by which a service is found. A summary that is the
// start of the description says nothing more.
func wordsOf(s *service.Service) wordDoc {
	var names, more, text strings.Builder
	in := map[string]*strings.Builder{fieldName: &names, fieldMore: &more, fieldText: &text}
	for _, p := range partsOf(s) {
		if p.text == "" || p.where == "summary" && strings.HasPrefix(s.Description, strings.TrimRight(p.text, "….")) {
			continue
		}
		in[p.field].WriteString(p.text)
		in[p.field].WriteByte('\n')
	}
	return wordDoc{Name: withJoined(names.String()), Start: names.String(), More: withJoined(more.String()), Text: withJoined(text.String())}
}

// hyphenated is a word with hyphens inside.
var hyphenated = regexp.MustCompile(`\pL+(?:[-‐‑]\pL+)+`)

// withJoined puts the words with hyphens at the end once more, without them:
// whoever looks for "dropin" finds "drop-in" too.
func withJoined(text string) string {
	if !strings.Contains(text, "-") && !strings.Contains(text, "‐") && !strings.Contains(text, "‑") { // each is looked for quickly
		return text
	}
	var joined []string
	for _, w := range hyphenated.FindAllString(text, -1) {
		joined = append(joined, joinHyphens(w))
	}
	if len(joined) == 0 {
		return text
	}
	return text + "\n" + strings.Join(joined, " ")
}

func joinHyphens(word string) string {
	return strings.NewReplacer("-", "", "‐", "", "‑", "").Replace(word)
}
