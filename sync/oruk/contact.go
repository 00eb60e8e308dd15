package oruk

import (
	"slices"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/service"
)

const (
	// maxContacts and maxNumbers are how many of each a service keeps.
	maxContacts = 30
	maxNumbers  = 30
)

// reach reads how to get in touch: phones and e-mail of the service itself, and
// its contacts. A contact without a name is the service itself. A service that
// states no phone or e-mail of its own takes those of its places, then of its
// first contact, then the phones of its organisation, so that there is one
// place to look.
func (r *reader) reach(o object, places []place, s *service.Service) {
	s.Phones = r.phones(o, "phones", "phone", "telephone")
	s.Email = r.email(o, "email", "emailaddress")
	nodes := []object{o}
	for _, p := range places {
		nodes = append(nodes, p.nodes...)
	}
	var placePhones []service.Phone
	for i, node := range nodes {
		if i > 0 {
			placePhones = append(placePhones, r.phones(node, "phones", "phone")...)
		}
		for _, row := range r.objects(node, "contacts", "contact") {
			r.addContact(row, s)
		}
	}
	organisation := r.owner(o)
	s.Phones = distinctPhones(s.Phones)
	if len(s.Phones) == 0 {
		s.Phones = distinctPhones(placePhones)
	}
	for _, c := range s.Contacts {
		if len(s.Phones) == 0 {
			s.Phones = distinctPhones(c.Phones)
		}
		if s.Email == "" {
			s.Email = c.Email
		}
	}
	if len(s.Phones) == 0 {
		s.Phones = distinctPhones(r.phones(organisation, "phones", "phone"))
	}
}

// addContact adds a contact, or gives what it has to the service when it is
// nobody in particular.
func (r *reader) addContact(row object, s *service.Service) {
	c := service.Contact{
		Name:   r.line(row, maxName, "name"),
		Title:  clean.Line(joinDistinct([]string{r.line(row, maxName, "title"), r.line(row, maxName, "department")}, ", "), maxName),
		Email:  r.email(row, "email"),
		Phones: distinctPhones(r.phones(row, "phones", "phone", "telephone")),
	}
	switch {
	case c.Name == "" && c.Title == "":
		s.Phones = append(s.Phones, c.Phones...)
		if s.Email == "" {
			s.Email = c.Email
		}
	case len(s.Contacts) < maxContacts && !slices.ContainsFunc(s.Contacts, func(d service.Contact) bool {
		return d.Name == c.Name && d.Title == c.Title && d.Email == c.Email
	}):
		s.Contacts = append(s.Contacts, c)
	}
}

// distinctPhones returns numbers without repeats, in their order.
func distinctPhones(phones []service.Phone) []service.Phone {
	var all []service.Phone
	for _, p := range phones {
		same := func(q service.Phone) bool {
			if p.Dial == "" || q.Dial == "" {
				return p.Number == q.Number
			}
			return p.Dial == q.Dial && p.Extension == q.Extension
		}
		if len(all) < maxNumbers && !slices.ContainsFunc(all, same) {
			all = append(all, p)
		}
	}
	return all
}

// phones reads the telephone numbers under the first key that states any.
func (r *reader) phones(o object, keys ...string) []service.Phone {
	var all []service.Phone
	for _, row := range r.objects(o, keys...) {
		kind := strings.ToLower(r.line(row, 40, "type"))
		if kind == "fax" {
			continue
		}
		text := r.raw(row, "number", "phone", "telephone", "name")
		read := clean.Phones(text)
		if text != "" && (len(read) == 0 || read[0].Dial == "") {
			r.count(fixPhone)
		}
		for _, p := range read {
			if p.Extension == "" {
				p.Extension = r.line(row, 10, "extension")
			}
			if note := r.line(row, 60, "description"); p.Label == "" && note != "" && !strings.HasSuffix(note, "…") {
				p.Label = note
			}
			if p.Label == "" && kind != "" && kind != "voice" && kind != "phone" {
				p.Label = kind
			}
			all = append(all, p)
		}
	}
	return all
}
