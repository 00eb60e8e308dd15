package oruk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// UnusableError says why a record cannot be used.
type UnusableError struct{ Rejection }

// Error names the record and the reason.
func (e *UnusableError) Error() string {
	name := e.ID
	if e.Name != "" {
		name = fmt.Sprintf("%q", e.Name)
	}
	if name == "" {
		return "a record cannot be used: " + e.Reason
	}
	return fmt.Sprintf("record %s cannot be used: %s", name, e.Reason)
}

// DecodeService reads one record, a row of a page or a record fetched by
// itself, and counts what it mended or left out. It returns an *UnusableError
// for a record without an id or without anything said, and for a record that is
// no service; a *NotAFeedError for what is no record at all.
func DecodeService(raw json.RawMessage, src Source) (service.Service, Repairs, error) {
	page, err := split(raw)
	if err != nil {
		return service.Service{}, nil, err
	}
	switch {
	case len(page.usable) == 0 && len(page.rejected) > 0:
		return service.Service{}, nil, &UnusableError{page.rejected[0]}
	case len(page.usable) != 1:
		return service.Service{}, nil, &NotAFeedError{Looks: "a list, not one record"}
	}
	row, o := page.usable[0].row, page.usable[0].fields
	r := &reader{repairs: Repairs{}}
	s := r.service(o)
	s.ID = src.Feed + "/" + row.ID
	s.Raw = row.Raw
	s.Source = service.Provenance{
		Feed: src.Feed, SourceID: row.ID, URL: src.URL, Fetched: utc(src.Fetched), Standard: src.Standard, ChangeKey: row.ChangeKey,
	}
	if s.Source.Standard == "" {
		s.Source.Standard = standardOf(o)
	}
	return s, r.repairs, nil
}

// utc returns a moment in UTC; zero stays zero.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// service reads everything of a record but its identity.
func (r *reader) service(o object) service.Service {
	s := service.Service{
		Name:          r.line(o, maxName, "name"),
		AlternateName: r.line(o, maxName, "alternatename"),
		Description:   r.prose(o, maxDescription, "description"),
		Organisation:  r.organisation(o),
		Alert:         r.line(o, maxWords, "alert", "alerts"),
		URL:           r.url(o, "url", "website", "uri"),
		Cost:          r.cost(o),
		Areas:         r.areas(o),
		Terms:         r.terms(o),
		Audience:      r.audience(o),
		Timing:        r.timing(o),
	}
	s.Summary = r.line(o, maxSummary, "summary", "shortdescription")
	if s.Summary == "" {
		s.Summary = summarise(s.Description)
	}
	r.status(o, &s)
	s.Age, s.Eligibility = r.age(o)

	places := r.places(o)
	for _, p := range places {
		s.Locations = append(s.Locations, p.location)
	}
	s.Sessions = r.sessions(o, places)
	how, sentences := r.how(o, places, r.scheduleRows(o, places))
	s.How = how
	s.Access, s.AccessNote = r.access(o, sentences)
	s.Languages = r.languages(o, places)
	for _, a := range r.objects(o, "accessibilityfordisabilities", "accessibility", "accessibilities") {
		s.Accessibility = appendDistinct(s.Accessibility, r.provision(a))
	}
	r.reach(o, places, &s)
	s.Changed = r.changed(o)
	s.Assured = r.assurance(o, &s)
	return s
}

// scheduleRows returns every schedule of a record as it stands there.
func (r *reader) scheduleRows(o object, places []place) []object {
	rows := r.objects(o, scheduleKeys()...)
	for _, p := range places {
		for _, node := range p.nodes {
			rows = append(rows, r.objects(node, scheduleKeys()...)...)
		}
	}
	return rows
}

func (r *reader) organisation(o object) service.Organisation {
	org := r.owner(o)
	id := scalarID(org["id"])
	if id == "" {
		id = scalarID(o.get(keyOrganisationID, "organisationid"))
	}
	return service.Organisation{
		ID:          id,
		Name:        r.line(org, maxName, "name", "alternatename"),
		Description: r.prose(org, maxAccount, "description"),
		Email:       r.email(org, "email"),
		URL:         r.url(org, "website", "url", "uri"),
	}
}

// status reads whether the service runs. A status of the feed's own is shown as
// an alert, since nothing may hide it.
func (r *reader) status(o object, s *service.Service) {
	said := r.line(o, 60, "status")
	folded := service.Status(strings.Join(strings.FieldsFunc(strings.ToLower(said), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-'
	}), " "))
	known := []service.Status{service.StatusActive, service.StatusInactive, service.StatusDefunct, service.StatusTemporarilyClosed}
	switch {
	case slices.Contains(known, folded):
		s.Status = folded
	case said != "":
		r.count(fixStatus)
		if s.Alert == "" {
			s.Alert = clean.Line("Status: "+said, maxWords)
		}
	}
}

// changed returns the day of the last change.
func (r *reader) changed(o object) service.Date {
	if d := r.date(o, "lastmodified"); d != "" {
		return d
	}
	if meta, ok := r.child(o, "pcmetadata"); ok {
		if d := r.date(meta, "datemodified"); d != "" {
			return d
		}
	}
	return r.date(o, "updatedat", "modified")
}

const (
	// wantSummary is the length in characters at which a summary has enough.
	wantSummary = 120
	// longSummary is the length in characters that one made of sentences keeps to.
	longSummary = 200
)

// summarise returns the first sentences of a description, leaving out headings.
func summarise(description string) string {
	body := ""
	for paragraph := range strings.SplitSeq(description, "\n\n") {
		if strings.HasPrefix(paragraph, "## ") {
			continue
		}
		if body = strings.TrimPrefix(paragraph, "- "); body != "" {
			break
		}
	}
	if body == "" {
		body = strings.ReplaceAll(description, "## ", "")
	}
	body = clean.Line(body, 0)
	end := 0
	for end < wantSummary {
		next := sentenceEnd(body, end)
		if next > longSummary && end > 0 || next == end {
			break
		}
		end = next
	}
	return clean.Line(body[:end], longSummary)
}

// sentenceEnd returns where the sentence that begins at a position ends.
func sentenceEnd(s string, from int) int {
	for i := from; i < len(s); i++ {
		if s[i] != '.' && s[i] != '!' && s[i] != '?' {
			continue
		}
		rest := s[i+1:]
		short := i >= 2 && strings.ContainsAny(s[i-2:i-1], ". ") || endsInTitle(s[:i])
		if rest == "" || strings.HasPrefix(rest, " ") && !short && len(rest) > 1 && (rest[1] < 'a' || rest[1] > 'z') {
			return i + 1
		}
	}
	return len(s)
}

// endsInTitle reports whether a text ends in a word that is written with a full
// stop inside sentences. ("e.g." and initials are seen by their single letters.)
func endsInTitle(s string) bool {
	switch s[strings.LastIndexByte(s, ' ')+1:] {
	case "St", "Dr", "Mr", "Mrs", "Ms", "Rev", "Rd", "approx", "etc", "inc", "incl", "tel", "Tel", "No", "vs":
		return true
	}
	return false
}
