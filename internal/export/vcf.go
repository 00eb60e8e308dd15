package export

import (
	"strings"

	"fettle/internal/service"
)

// VCF returns each service of the document as a contact card, version 3.0 (RFC
// 2426), which most telephones read. Services that are no longer listed have no
// card.
func VCF(d Document) ([]byte, error) {
	var f folded
	for _, e := range d.Entries {
		if e.Service != nil {
			f.card(d, e)
		}
	}
	return []byte(f.String()), nil
}

// card writes the card of one service.
func (f *folded) card(d Document, e Entry) {
	s := e.Service
	name := e.Heading
	if said := e.said(KindName); said != "" {
		name = said
	}
	f.line("BEGIN:VCARD")
	f.line("VERSION:3.0")
	f.property("FN", name)
	f.line("N:" + escapedText(name) + ";;;;")
	f.property("ORG", e.Organisation)
	for _, p := range phonesOf(s) {
		if href := dialHref(p.Dial, ""); href != "" {
			f.line("TEL;TYPE=WORK,VOICE:" + strings.TrimPrefix(href, "tel:"))
		}
	}
	if words, _ := mailHref(s.Email); words != "" {
		f.line("EMAIL;TYPE=INTERNET:" + words)
	}
	if _, href := webHref(s.URL); href != "" {
		f.line("URL:" + strings.NewReplacer(",", "%2C", ";", "%3B").Replace(href))
	}
	if !d.Contacts {
		f.address(s)
	}
	f.property("NOTE", cardNote(d, e))
	f.line("REV:" + d.Made.UTC().Format(utcForm))
	f.line("END:VCARD")
}

// address writes the first address that is given out.
func (f *folded) address(s *service.Service) {
	for i := range s.Locations {
		l := &s.Locations[i]
		if !l.Visited() || l.Masked {
			continue
		}
		parts := []string{"", oneLine(l.Name), oneLine(l.Address.Street), oneLine(l.Address.Town), oneLine(l.Address.County), oneLine(l.Address.Postcode), ""}
		for i := range parts {
			parts[i] = escapedText(parts[i])
		}
		if strings.Join(parts, "") != "" {
			f.line("ADR;TYPE=WORK:" + strings.Join(parts, ";"))
			return
		}
	}
}

// cardNote returns when it is, the note for the person and how far to trust it.
func cardNote(d Document, e Entry) string {
	var lines []string
	for _, words := range append(e.Warnings[:len(e.Warnings):len(e.Warnings)], e.said(KindWhen), e.Note, d.Correct) {
		if words != "" {
			lines = append(lines, words)
		}
	}
	for _, l := range d.Emergency {
		lines = append(lines, l.Words())
	}
	return strings.Join(lines, "\n")
}
