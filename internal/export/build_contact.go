package export

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// phone is a telephone number with whose it is.
type phone struct {
	service.Phone
	who string
}

// phonesOf returns the numbers of a service and then those of its contacts, each
// once.
func phonesOf(s *service.Service) []phone {
	var all []phone
	seen := make(map[string]bool)
	add := func(p service.Phone, who string) {
		key := p.Dial + "/" + p.Extension
		if p.Dial == "" {
			key = oneLine(p.Number)
		}
		if oneLine(p.Number) != "" && !seen[key] {
			seen[key] = true
			all = append(all, phone{p, who})
		}
	}
	for _, p := range s.Phones {
		add(p, "")
	}
	for _, c := range s.Contacts {
		for _, p := range c.Phones {
			add(p, contactWords(c))
		}
	}
	return all
}

// contactWords returns a contact as "Jo Example, coordinator".
func contactWords(c service.Contact) string {
	name, title := oneLine(c.Name), oneLine(c.Title)
	if name != "" && title != "" {
		return cut(name+", "+title, 100)
	}
	return cut(name+title, 100)
}

// contact returns the ways of getting in touch: phones, addresses, the page.
func (b builder) contact(e *Entry) []Line {
	s := e.Service
	var lines []Line
	for _, p := range phonesOf(s) {
		if len(lines) == maxPhones {
			break
		}
		lines = append(lines, p.line())
	}
	if words, href := mailHref(s.Email); href != "" {
		lines = append(lines, Line{Before: "E-mail ", Link: Link{Words: words, Href: href}})
	}
	for _, c := range s.Contacts {
		words, href := mailHref(c.Email)
		if href == "" || words == s.Email || len(lines) > maxPhones+2 {
			continue
		}
		lines = append(lines, Line{Before: "E-mail " + prefixed("", contactWords(c), ": "), Link: Link{Words: words, Href: href}})
	}
	if words, href := webHref(s.URL); href != "" {
		lines = append(lines, Line{Before: "Website ", Link: Link{Words: words, Href: href}})
	}
	if len(lines) > 0 {
		return lines
	}
	if b.Discreet && e.Sensitive != "" {
		return plainLines("Ask whoever gave you this list.")
	}
	return plainLines("Not stated. Ask whoever gave you this list.")
}

// line says a number, with its label and whose it is.
func (p phone) line() Line {
	number := cut(oneLine(p.Number), 60)
	l := Line{Before: "Ring ", Link: Link{Words: number, Href: dialHref(p.Dial, p.Extension)}}
	if ext := oneLine(p.Extension); ext != "" {
		l.After = ", extension " + cut(ext, 20)
	}
	var more []string
	for _, words := range []string{cut(oneLine(p.Label), 100), p.who} {
		if words != "" {
			more = append(more, words)
		}
	}
	if len(more) > 0 {
		l.After += " (" + strings.Join(more, "; ") + ")"
	}
	return l
}

// prefixed returns words between two others, and nothing when there are none.
func prefixed(before, words, after string) string {
	if words == "" {
		return ""
	}
	return before + words + after
}

// next returns what to do next, from the ways in and of getting in touch.
func (b builder) next(e *Entry) []Line {
	s := e.Service
	first := firstStep(s)
	lines := wayIn(s.Access)
	if note := oneLine(s.AccessNote); note != "" && !b.Discreet && !b.Easier {
		lines = append(lines, "They say: "+cut(note, maxFact))
	}
	return plainLines(append(lines, first)...)
}

// firstStep returns the one thing to do first.
func firstStep(s *service.Service) string {
	goes := ""
	if visited(s) {
		goes = " before you go"
	}
	if phones := phonesOf(s); len(phones) > 0 {
		if goes != "" && slices.Contains(s.Access, service.DropIn) {
			goes += ", to check that it is on"
		}
		return "Ring " + cut(oneLine(phones[0].Number), 60) + goes + "."
	}
	if words, _ := mailHref(s.Email); words != "" {
		return "E-mail " + words + goes + "."
	}
	if _, href := webHref(s.URL); href != "" {
		return "Look at their website" + goes + "."
	}
	return "Ask whoever gave you this list how to get in touch."
}

// visited reports whether people go to the service, as far as is stated.
func visited(s *service.Service) bool {
	if slices.Contains(s.How, service.AtVenue) {
		return true
	}
	for i := range s.Locations {
		if s.Locations[i].Visited() {
			return true
		}
	}
	return len(s.How) == 0
}
