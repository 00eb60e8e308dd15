// Package changes says what an update changed: which services are new, which
// are gone, and which say something else than before, field by field.
//
// [Between] compares two forms of a record; [Log] keeps what changed for 90
// days, in a folder of its own, and which of it was acknowledged. The package
// must not decide what is brought into a library or taken out: it is told, and
// writes it down.
package changes

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/service"
)

// Kind says what became of a service or a feed.
type Kind string

// The kinds of change.
const (
	New     Kind = "new"
	Changed Kind = "changed"
	Gone    Kind = "gone"
	// CameIn is a feed that was brought in for the first time. Its services are
	// not named one by one.
	CameIn Kind = "came in"
)

// Change is one change.
type Change struct {
	Kind Kind `json:"kind"`
	// ID and Name are those of the service; of a feed, ID is empty.
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	Feed string `json:"feed"`
	// Services is how many services a feed that came in has.
	Services int `json:"services,omitempty"`
	// Fields are what a changed service says differently.
	Fields []Field `json:"fields,omitempty"`
	// Was is the record before it changed or went, so that it can be asked
	// whether it fitted a question; nil when it was not kept.
	Was *service.Service `json:"was,omitempty"`
}

// Key returns what a change of a day is recognised by when it is acknowledged.
// It begins with the day. Two changes of a service on one day that say the same
// have the same key.
func (c Change) Key(day service.Date) string {
	said := fmt.Sprintf("%q %q %q %q %d %q", c.Kind, c.Feed, c.ID, c.Name, c.Services, c.Fields)
	sum := sha256.Sum256([]byte(said))
	return string(day) + " " + hex.EncodeToString(sum[:8])
}

// Field is one thing that a service says differently. What was or is not stated
// is "".
type Field struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// maxWords is how many characters of a field are kept.
const maxWords = 300

// Between returns what the new form of a record says differently from the old
// one, in the order in which a page shows it. Sessions are compared in the
// words that say gives them. Nothing else than what people read counts: where
// the record came from and what was worked out from it does not.
func Between(old, now *service.Service, say func(service.Session) string) []Field {
	before, after := fields(old, say), fields(now, say)
	var changed []Field
	for i, f := range after {
		if was := before[i].New; was != f.New {
			was, is := shorten(was, f.New)
			changed = append(changed, Field{Name: f.Name, Old: was, New: is})
		}
	}
	return changed
}

// fields returns what a record says, each in one text.
func fields(s *service.Service, say func(service.Session) string) []Field {
	return []Field{
		{Name: "name", New: s.Name},
		{Name: "other name", New: s.AlternateName},
		{Name: "status", New: string(s.Status)},
		{Name: "alert", New: s.Alert},
		{Name: "times", New: joined(s.Sessions, "; ", say)},
		{Name: "times in words", New: s.Timing},
		{Name: "places", New: joined(s.Locations, "; ", place)},
		{Name: "ways to attend", New: joined(s.How, ", ", word[service.How])},
		{Name: "areas", New: joined(s.Areas, ", ", func(a service.Area) string { return first(a.Name, a.Code) })},
		{Name: "ages", New: ages(s.Age)},
		{Name: "who may use it", New: s.Eligibility},
		{Name: "for", New: strings.Join(s.Audience, ", ")},
		{Name: "cost", New: cost(s.Cost)},
		{Name: "way in", New: parts(", ", joined(s.Access, ", ", word[service.Access]), s.AccessNote)},
		{Name: "telephone", New: joined(s.Phones, ", ", phone)},
		{Name: "e-mail", New: s.Email},
		{Name: "web page", New: s.URL},
		{Name: "contacts", New: joined(s.Contacts, "; ", contact)},
		{Name: "languages", New: strings.Join(s.Languages, ", ")},
		{Name: "accessibility", New: strings.Join(s.Accessibility, ", ")},
		{Name: "organisation", New: s.Organisation.Name},
		{Name: "description", New: s.Description},
		{Name: "terms", New: joined(s.Terms, ", ", func(t service.Term) string { return first(t.Name, t.ID) })},
		{Name: "last checked", New: string(s.Assured.On)},
	}
}

func place(l service.Location) string {
	return parts(", ", l.Name, l.Address.Street, l.Address.Town, l.Address.Postcode, strings.Join(l.Accessibility, ", "))
}

func ages(a service.Age) string { return parts(", ", a.Years(), a.Words) }

func cost(c service.Cost) string {
	said := ""
	switch c.Free {
	case service.Yes:
		said = "free"
	case service.No:
		said = "not free"
	case service.NotStated:
	}
	options := joined(c.Options, ", ", func(o service.CostOption) string {
		price := ""
		if o.Pounds != nil {
			price = service.Pounds(*o.Pounds)
		}
		return parts(" ", o.Name, price, o.Per)
	})
	return parts("; ", said, options, c.Words)
}

func phone(p service.Phone) string {
	number := p.Number
	if p.Extension != "" {
		number += " extension " + p.Extension
	}
	return parts(" ", p.Label, number)
}

func contact(c service.Contact) string {
	return parts(", ", c.Name, c.Title, c.Email, joined(c.Phones, ", ", phone))
}

func word[T ~string](t T) string { return string(t) }

// joined says each of a list and puts them together.
func joined[T any](list []T, between string, say func(T) string) string {
	said := make([]string, 0, len(list))
	for _, one := range list {
		said = append(said, say(one))
	}
	return parts(between, said...)
}

// parts puts those texts together that say something.
func parts(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" }), between)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// shorten shortens two texts to what fits, beginning shortly before the first
// place where they differ.
func shorten(old, now string) (string, string) {
	a, b := []rune(old), []rune(now)
	if len(a) <= maxWords && len(b) <= maxWords {
		return old, now
	}
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	from := max(0, same-maxWords/4)
	return cut(a, from), cut(b, from)
}

// cut returns at most maxWords characters of a text from a position on.
func cut(text []rune, from int) string {
	if len(text) == 0 {
		return ""
	}
	from = min(from, len(text))
	to := min(from+maxWords, len(text))
	said := string(text[from:to])
	if from > 0 {
		said = "…" + said
	}
	if to < len(text) {
		said += "…"
	}
	return said
}
