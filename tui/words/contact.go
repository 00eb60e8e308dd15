package words

import (
	"strings"

	"fettle/internal/service"
)

// Contact returns how to reach a service as plain text of a few lines, in the
// order in which a person needs it: who, telephone, e-mail, page, place.
func Contact(s *service.Service) string {
	lines := []string{joined(", ", s.Name, s.Organisation.Name)}
	for _, p := range s.Phones {
		lines = append(lines, joined(" ", Phone(p), bracketed(p.Label)))
	}
	lines = append(lines, s.Email, s.URL)
	for i := range s.Contacts {
		c := &s.Contacts[i]
		who := joined(", ", c.Name, c.Title)
		for _, p := range c.Phones {
			lines = append(lines, joined(" ", joined(": ", who, Phone(p)), bracketed(p.Label)))
		}
		if c.Email != "" {
			lines = append(lines, joined(": ", who, c.Email))
		}
	}
	for i := range s.Locations {
		if s.Locations[i].Visited() {
			lines = append(lines, Place(&s.Locations[i]))
		}
	}
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}
