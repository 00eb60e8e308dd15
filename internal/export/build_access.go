package export

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// maxProvided is how many things one line of access names.
const maxProvided = 12

// access returns what is provided for people who need it to get in and take
// part, with the place where there are several. Nothing stated is no part: most
// records say nothing of it.
func (b builder) access(s *service.Service) []Line {
	var lines []string
	if all := provided(s.Accessibility, nil); len(all) > 0 {
		lines = append(lines, sentence(all))
	}
	several := len(s.Locations) > 1
	for i := range s.Locations {
		l := &s.Locations[i]
		all := provided(l.Accessibility, s.Accessibility)
		if !l.Visited() || l.Masked || len(all) == 0 || len(lines) == maxPlaces {
			continue
		}
		words := sentence(all)
		if name := oneLine(l.Name); several && name != "" {
			words = name + ": " + words
		}
		if words = cut(words, maxFact); !slices.Contains(lines, words) {
			lines = append(lines, words)
		}
	}
	return plainLines(lines...)
}

// provided returns what is provided, each thing once and none that was said.
func provided(all, said []string) []string {
	var out []string
	for _, one := range all {
		words := strings.TrimRight(cut(oneLine(one), 120), ".")
		if words != "" && len(out) < maxProvided && !slices.Contains(out, words) && !slices.Contains(said, one) {
			out = append(out, words)
		}
	}
	return out
}

func sentence(all []string) string { return cut(strings.Join(all, "; "), maxFact) + "." }

// wayIn says how people come to the service. Ways that would contradict each
// other side by side are said as the choice that they are.
func wayIn(access []service.Access) []string {
	has := func(way service.Access) bool { return slices.Contains(access, way) }
	var lines []string
	switch {
	case has(service.DropIn) && has(service.Appointment):
		lines = append(lines, "You can just turn up, or book first.")
	case has(service.DropIn):
		lines = append(lines, "You can just turn up.")
	case has(service.Appointment):
		lines = append(lines, "You need to book before you go.")
	}
	open := has(service.DropIn) || has(service.SelfReferral)
	switch {
	case has(service.SelfReferral) && has(service.ProfessionalReferral):
		lines = append(lines, "You can get in touch with them yourself, or someone such as your GP can refer you.")
	case has(service.SelfReferral):
		lines = append(lines, "You can get in touch with them yourself.")
	case has(service.ProfessionalReferral) && open:
		lines = append(lines, "Someone such as your GP can refer you too.")
	case has(service.ProfessionalReferral):
		lines = append(lines, "Someone such as your GP has to refer you. Ask them to.")
	}
	switch {
	case has(service.Membership) && open:
		lines = append(lines, "They have members too. Ask how to join.")
	case has(service.Membership):
		lines = append(lines, "It is for members. Ask how to join.")
	}
	if has(service.Assessment) {
		lines = append(lines, "They will first ask you about what you need.")
	}
	return lines
}

// askThem says how to ask a service for what is not printed.
func askThem(s *service.Service) string {
	switch {
	case len(phonesOf(s)) > 0:
		return "Ask when you ring."
	case s.Email != "":
		return "Ask when you write to them."
	}
	return "Ask when you get in touch."
}

// closing says when the document was correct and, where people go somewhere, to
// make sure first: by ringing where that is a way.
func (d Document) closing() string {
	const correct = "Correct on "
	rung, gone := len(d.Entries) == 0, len(d.Entries) == 0
	for _, e := range d.Entries {
		if e.Service == nil {
			continue
		}
		rung = rung || len(phonesOf(e.Service)) > 0
		gone = gone || visited(e.Service)
	}
	on := correct + longDay(d.Made) + "."
	switch {
	case rung && gone:
		return on + " Ring before you go."
	case gone:
		return on + " Get in touch before you go."
	}
	return on + " Check before you count on it."
}
