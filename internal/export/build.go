package export

import (
	"fmt"
	"slices"
	"strings"

	"fettle/internal/service"
)

// Limits on what one entry says, so that one long record can't push the others
// off the paper.
const (
	maxWhat     = 320
	maxOwn      = 6000
	maxFact     = 400
	maxSessions = 10
	maxPlaces   = 6
	maxPhones   = 6
	nextTimes   = 3
)

// unstated is what stands where the record says nothing: never a guess.
const unstated = "Not stated. Ask them."

// builder makes one entry.
type builder struct {
	Options
	number int
}

// entry returns the entry of a service.
func (b builder) entry(it Item, s *service.Service) Entry {
	kind, _ := Sensitive(s)
	s = told(s, kind)
	e := Entry{
		Service:   s,
		ID:        s.ID,
		Heading:   cut(oneLine(s.Name), 160),
		Note:      strings.TrimSpace(visible(it.Note)),
		Warnings:  b.warnings(s),
		Sensitive: kind,
	}
	if e.Heading == "" {
		e.Heading = "A service without a name"
	}
	if b.Discreet {
		b.conceal(&e, s)
		s = e.Service
	} else {
		e.Organisation = cut(oneLine(s.Organisation.Name), 160)
	}
	if b.Contacts {
		b.fact(&e, KindContact, b.contact(&e))
		e.Service = reachable(e.Service)
		return e
	}
	if !b.Discreet {
		b.fact(&e, KindWhat, b.what(s))
	}
	b.fact(&e, KindWhen, b.when(&e))
	b.fact(&e, KindWhere, b.where(&e))
	b.fact(&e, KindAccess, b.access(s))
	b.fact(&e, KindCost, b.cost(s))
	if !b.Discreet {
		b.fact(&e, KindWho, b.who(s))
	}
	b.fact(&e, KindContact, b.contact(&e))
	b.fact(&e, KindNext, b.next(&e))
	b.fact(&e, KindChecked, plainLines(checked(s)))
	if !b.Discreet && !b.Easier && kind != SensitiveAbuse {
		e.Own = own(s)
	}
	return e
}

// conceal makes an entry tell nothing of its kind at a glance: a neutral heading,
// and the name inside only if the service is of no sensitive kind.
func (b builder) conceal(e *Entry, s *service.Service) {
	name := e.Heading
	e.Heading = fmt.Sprintf("Contact %d", b.number)
	if e.Sensitive == "" {
		b.fact(e, KindName, plainLines(name))
		return
	}
	e.Service = nameless(s)
}

// reachable returns of a service only what it is called and how to reach it.
func reachable(s *service.Service) *service.Service {
	return &service.Service{
		ID: s.ID, Name: s.Name, Organisation: service.Organisation{Name: s.Organisation.Name},
		Status: s.Status, Contacts: s.Contacts, Phones: s.Phones, Email: s.Email, URL: s.URL,
	}
}

// nameless returns what may be told of a sensitive service in a discreet
// document: when, where, at what cost and which number, without words that say
// what it is.
func nameless(s *service.Service) *service.Service {
	bare := service.Service{
		ID: s.ID, Status: s.Status, How: s.How, Access: s.Access, Assured: s.Assured, Changed: s.Changed,
		Cost: service.Cost{Free: s.Cost.Free},
	}
	for _, o := range s.Cost.Options {
		bare.Cost.Options = append(bare.Cost.Options, service.CostOption{Pounds: o.Pounds})
	}
	for _, one := range s.Sessions {
		one.Words, one.Sentence = "", ""
		bare.Sessions = append(bare.Sessions, one)
	}
	for _, l := range s.Locations {
		l.Name, l.Description, l.Accessibility = "", "", nil
		bare.Locations = append(bare.Locations, l)
	}
	for _, p := range phonesOf(s) {
		p.Label = ""
		bare.Phones = append(bare.Phones, p.Phone)
	}
	return &bare
}

// gone returns the entry of a service that is no longer listed. What kind it
// was is not known, so a discreet document does not name it.
func (b builder) gone(it Item) Entry {
	e := Entry{
		ID:       it.ID,
		Heading:  cut(oneLine(it.Name), 160),
		Note:     strings.TrimSpace(visible(it.Note)),
		Warnings: []string{"This is no longer on the list of services, so nothing more can be said about it."},
	}
	if e.Heading == "" {
		e.Heading = "A service without a name"
	}
	if b.Discreet {
		e.Heading = fmt.Sprintf("Contact %d", b.number)
	}
	return e
}

// fact adds a part to an entry under the label of the kind of document.
func (b builder) fact(e *Entry, kind Kind, lines []Line) {
	if len(lines) > 0 {
		e.Facts = append(e.Facts, Fact{Kind: kind, Label: b.label(kind), Lines: lines})
	}
}

func (b builder) label(kind Kind) string {
	plain, easier := "", ""
	switch kind {
	case KindName:
		plain, easier = "Name", "Who is it?"
	case KindWhat:
		plain, easier = "What it is", "What is it?"
	case KindWhen:
		plain, easier = "When", "When is it?"
	case KindWhere:
		plain, easier = "Where", "Where is it?"
	case KindAccess:
		plain, easier = "Getting in and taking part", "Can I get in?"
	case KindCost:
		plain, easier = "Cost", "How much does it cost?"
	case KindWho:
		plain, easier = "Who it is for", "Who is it for?"
	case KindContact:
		plain, easier = "How to get in touch", "How do I get in touch?"
	case KindNext:
		plain, easier = "What to do next", "What do I do next?"
	case KindChecked:
		plain, easier = "Checked", "Was this checked?"
	}
	if b.Easier {
		return easier
	}
	return plain
}

// warnings returns what to know before anything else.
func (b builder) warnings(s *service.Service) []string {
	var all []string
	switch s.Status {
	case service.StatusTemporarilyClosed:
		all = append(all, "Listed as closed for now. Ask before you go.")
	case service.StatusInactive, service.StatusDefunct:
		all = append(all, "Listed as not running at present. Ask before you go.")
	case service.StatusActive:
	}
	if alert := oneLine(s.Alert); alert != "" && !b.Discreet {
		all = append(all, "They say: "+cut(alert, maxFact))
	}
	return all
}

// what returns what the service is, in the provider's words.
func (b builder) what(s *service.Service) []Line {
	text := oneLine(s.Summary)
	if text == "" {
		for _, block := range blocks(s.Description) {
			if block.Kind == Paragraph {
				text = block.Text
				break
			}
		}
	}
	if text == "" {
		return plainLines(unstated)
	}
	if b.Easier {
		return plainLines(firstSentence(text))
	}
	return plainLines(cut(text, maxWhat))
}

// firstSentence returns the first sentence of a text, at most 160 characters.
func firstSentence(text string) string {
	for i := range text {
		if strings.ContainsRune(".!?", rune(text[i])) && i > 20 && strings.HasPrefix(text[i+1:], " ") {
			return cut(text[:i+1], 160)
		}
	}
	return cut(text, 160)
}

// where returns where it happens, with map links, and how else it is attended.
func (b builder) where(e *Entry) []Line {
	s := e.Service
	if e.Sensitive == SensitiveAbuse {
		return append(plainLines("The address is not printed, to keep people safe. "+askThem(s)), b.remote(s)...)
	}
	var lines []Line
	for i := range s.Locations {
		l := &s.Locations[i]
		if !l.Visited() {
			continue
		}
		if len(lines) == maxPlaces {
			lines = append(lines, plainLines("And at other places: ask them.")...)
			break
		}
		if words := addressWords(l, askThem(s)); words != "" {
			line := Line{Before: words}
			if href := b.Maps.link(l); href != "" {
				line = Line{Before: words + " ", Link: Link{Words: "Map", Href: href, Map: true}}
			}
			lines = append(lines, line)
		}
	}
	lines = append(lines, b.remote(s)...)
	if len(lines) == 0 {
		return plainLines(unstated)
	}
	return lines
}

// remote returns the ways of attending for which nobody has to travel.
func (b builder) remote(s *service.Service) []Line {
	var lines []Line
	for _, how := range s.How {
		switch how {
		case service.AtHome:
			lines = append(lines, plainLines("At home: they come to you.")...)
		case service.ByPhone:
			lines = append(lines, plainLines("By phone.")...)
		case service.IsOnline:
			lines = append(lines, plainLines("Online.")...)
		case service.AtVenue:
		}
	}
	return lines
}

// addressWords returns an address on one line. Of a withheld one it says the
// town and the district, and how to ask for more.
func addressWords(l *service.Location, ask string) string {
	var parts []string
	told := l.Told()
	for _, part := range []string{told.Name, told.Address.Street, told.Address.Town, told.Address.Postcode} {
		part = oneLine(part)
		if part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if l.Masked {
		if len(parts) == 0 {
			return "The address is not given out. " + ask
		}
		return "In " + strings.Join(parts, ", ") + ". The address is not given out. " + ask
	}
	return cut(strings.Join(parts, ", "), maxFact)
}

// checked returns when the record was last checked and by what kind of body,
// else when its publisher last changed it.
func checked(s *service.Service) string {
	by := oneLine(s.Assured.By)
	switch strings.ToLower(by) {
	case "council":
		by = "the council"
	case "nhs":
		by = "the NHS"
	case "charity":
		by = "a charity"
	case "provider":
		by = "the provider"
	}
	on, stated := dayWords(s.Assured.On)
	switch {
	case stated && by != "":
		return "Checked on " + on + " by " + cut(by, 80) + "."
	case stated:
		return "Checked on " + on + "."
	}
	if on, stated := dayWords(s.Changed); stated {
		return "Nobody says when this was last checked. Its publisher changed it on " + on + "."
	}
	return "Nobody says when this was last checked."
}

// plainLines returns lines without links, empty ones left out.
func plainLines(all ...string) []Line {
	var lines []Line
	for _, words := range all {
		if words != "" {
			lines = append(lines, Line{Before: words})
		}
	}
	return lines
}
