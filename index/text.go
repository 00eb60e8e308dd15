package index

import (
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
		more = append(more, l.Name)
		if !l.Masked {
			more = append(more, l.Address.Street, l.Address.Town)
		}
	}
	for _, a := range s.Areas {
		more = append(more, a.Name)
	}
	text := []string{s.Description, s.Alert, s.Eligibility, s.Timing, s.AccessNote, s.Cost.Words, s.Organisation.Description}
	if !strings.HasPrefix(s.Description, strings.TrimRight(s.Summary, "….")) {
		text = append(text, s.Summary)
	}
	return wordDoc{Name: names, Start: names, More: join(more...), Text: join(text...)}
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
