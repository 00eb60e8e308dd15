package index

import (
	"regexp"
	"strings"

	"fettle/internal/need"
	"fettle/internal/service"
)

// wordsOf returns the words by which a service is found.
func wordsOf(s *service.Service) wordDoc {
	names := join(s.Name, s.AlternateName)
	more := []string{s.Organisation.Name}
	for _, t := range s.Terms {
		more = append(more, t.Name)
	}
	more = append(more, s.Audience...)
	for _, n := range s.Found.Needs {
		more = append(more, need.Label(n.ID))
	}
	for _, l := range s.Locations {
		if !l.Masked {
			more = append(more, l.Name, l.Address.Street)
		}
		more = append(more, l.Address.Town)
	}
	for _, a := range s.Areas {
		more = append(more, a.Name)
	}
	text := []string{s.Description, s.Alert, s.Eligibility, s.Timing, s.AccessNote, s.Cost.Words, s.Organisation.Description}
	if !strings.HasPrefix(s.Description, strings.TrimRight(s.Summary, "….")) {
		text = append(text, s.Summary)
	}
	return wordDoc{Name: withJoined(names), Start: names, More: withJoined(join(more...)), Text: withJoined(join(text...))}
}

// hyphenated is a word with hyphens inside.
var hyphenated = regexp.MustCompile(`\pL+(?:[-‐‑]\pL+)+`)

// withJoined puts the words with hyphens at the end once more, without them:
// whoever looks for "dropin" finds "drop-in" too.
func withJoined(text string) string {
	if !strings.ContainsAny(text, "-‐‑") {
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

// join puts texts on lines of their own, without the empty ones.
func join(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p != "" {
			b.WriteString(p)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
