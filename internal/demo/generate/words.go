package main

import (
	"html"
	"slices"
	"strings"
)

// The forms in which a publisher's editor leaves a description.
type markup int

const (
	plain markup = iota
	paragraphs
	headed
)

// describe returns the description in a form. Plain text has blank lines; the others
// are HTML as an editor writes it.
func (r *record) describe(form markup) string {
	text := make([]string, len(r.paragraphs))
	for i, p := range r.paragraphs {
		text[i] = strings.ReplaceAll(p, "\n", " ")
	}
	if r.Entities {
		form = paragraphs
	}
	var out string
	switch form {
	case paragraphs:
		out = "<p>" + strings.Join(escaped(text), "</p>\r\n\r\n<p>") + "</p>"
	case headed:
		out = "<h3>About us</h3><p>" + strings.Join(escaped(text), "</p><p>") + "</p><p>&nbsp;</p>"
	default:
		out = strings.Join(text, "\n\n")
	}
	if r.Mangled {
		out = mangled(out)
	}
	return out
}

// escaped returns paragraphs as HTML, with a hard space after some full stops, as
// editors leave it.
func escaped(text []string) []string {
	out := make([]string, len(text))
	for i, p := range text {
		out[i] = strings.Replace(html.EscapeString(p), ". ", ".&nbsp; ", 1)
	}
	return out
}

// displayName returns the name as the feed has it.
func (r *record) displayName() string {
	if r.Entities {
		return html.EscapeString(r.Name)
	}
	return r.Name
}

// mangled returns the text as it looks after its UTF-8 bytes were read as
// Windows-1252, for the few characters beyond ASCII that the tables use.
func mangled(text string) string {
	return strings.NewReplacer(
		"£", "Â£", "é", "Ã©", "–", "â€“", "’", "â€™",
	).Replace(text)
}

// ways returns the ways of attending in a publisher's labels.
func (r *record) ways() []string {
	labels := map[string]string{"venue": "Venue", "home": "Home visit", "phone": "Phone", "online": "Online"}
	out := make([]string, len(r.How))
	for i, how := range r.How {
		out[i] = labels[how]
	}
	return out
}

// entrances returns the ways in in a publisher's labels.
func (r *record) entrances() []string {
	labels := map[string]string{
		"drop-in": "Drop-in", "self-referral": "Self referral", "professional-referral": "Professional referral",
		"appointment": "Appointment", "membership": "Membership", "assessment": "Assessment",
	}
	out := make([]string, len(r.Access))
	for i, way := range r.Access {
		out[i] = labels[way]
	}
	return out
}

// entranceWords says the way in as a sentence.
func (r *record) entranceWords() string {
	if len(r.Access) == 0 {
		return ""
	}
	byOthers, yourself := slices.Contains(r.Access, "professional-referral"), slices.Contains(r.Access, "self-referral")
	switch r.Access[0] {
	case "drop-in":
		if byOthers {
			return "Just turn up, or come with a letter from a doctor or another professional."
		}
		return "No need to book, just turn up."
	case "self-referral":
		return "Ring or e-mail us yourself; you do not need a referral."
	case "professional-referral":
		if yourself {
			return "A doctor, social worker or other professional refers you, or you ask us yourself."
		}
		return "A doctor, social worker or other professional refers you."
	case "appointment":
		return "By appointment."
	case "membership":
		return "Join as a member first."
	default:
		return "We meet you first to see what you need."
	}
}
