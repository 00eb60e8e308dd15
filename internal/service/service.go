// Package service holds the one record that every source of services is
// turned into, the question that is asked of a library of them, and the answer.
//
// It is the vocabulary of the whole program: every other package may know it
// and it knows nobody but the standard library. It must not read feeds, files
// or clocks, and it must not decide anything that needs a rule list or a map.
//
// One rule runs through all of it: a thing that a feed did not state is not
// stated. An empty string, a nil pointer and an empty list mean "not stated";
// no zero value reads as an answer.
package service

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Service is one service, activity or group that a person could use.
type Service struct {
	// ID is the feed's name, a slash, and the id the feed gave: "bristol/3121dd2f".
	ID string `json:"id"`
	// Name is the service's name as cleaned text; "" when the feed left it out.
	Name string `json:"name,omitempty"`
	// AlternateName is another name the service goes by.
	AlternateName string `json:"alternate_name,omitempty"`
	// Summary is a short account in the publisher's words, at most about 300 characters.
	Summary string `json:"summary,omitempty"`
	// Description is the publisher's full account as plain text, already made
	// safe: paragraphs are apart by a blank line, items of a list begin with
	// "- ", headings with "## ". Nothing else in it is markup.
	Description string `json:"description,omitempty"`
	// Organisation is the body that provides the service.
	Organisation Organisation `json:"organisation,omitzero"`
	// Status says whether the service runs at present.
	Status Status `json:"status,omitempty"`
	// Alert is a short notice by the publisher, such as "Closed for August".
	Alert string `json:"alert,omitempty"`
	// Age says who the service is for by age.
	Age Age `json:"age,omitzero"`
	// Eligibility is what the publisher says of who may use it, in words.
	Eligibility string `json:"eligibility,omitempty"`
	// Sessions are the times at which it happens or is open.
	Sessions []Session `json:"sessions,omitempty"`
	// Timing is what the publisher says of times in words.
	Timing string `json:"timing,omitempty"`
	// Locations are where it happens; also postal and virtual ones, marked so.
	Locations []Location `json:"locations,omitempty"`
	// Areas are the areas it serves.
	Areas []Area `json:"areas,omitempty"`
	// How lists the ways it is attended, without repeats, in the order of Hows.
	How []How `json:"how,omitempty"`
	// Access lists the ways in, without repeats, in the order of Accesses.
	Access []Access `json:"access,omitempty"`
	// AccessNote is what the publisher says of the way in, in words.
	AccessNote string `json:"access_note,omitempty"`
	// Cost is what it costs.
	Cost Cost `json:"cost,omitzero"`
	// Languages are names of languages it is offered in, in English.
	Languages []string `json:"languages,omitempty"`
	// Accessibility lists what is provided, as the publisher says it.
	Accessibility []string `json:"accessibility,omitempty"`
	// Contacts are named people or desks, without the service's own phones.
	Contacts []Contact `json:"contacts,omitempty"`
	// Phones are the service's telephone numbers, best first.
	Phones []Phone `json:"phones,omitempty"`
	// Email is the service's own address.
	Email string `json:"email,omitempty"`
	// URL is the service's page: always http or https.
	URL string `json:"url,omitempty"`
	// Terms are the terms of any taxonomy as the feed gave them.
	Terms []Term `json:"terms,omitempty"`
	// Audience is whom it is for in the publisher's labels, such as "Care leavers".
	Audience []string `json:"audience,omitempty"`
	// Changed is the day on which the publisher last changed the record.
	Changed Date `json:"changed,omitempty"`
	// Assured says when, and by what kind of body, the record was last checked.
	Assured Assurance `json:"assured,omitzero"`
	// Source says where the record came from.
	Source Provenance `json:"source,omitzero"`
	// Found is what was worked out from the rest; it can be made again at any time.
	Found Found `json:"found,omitzero"`
	// Raw is the publisher's record, byte for byte as fetched (or the cleaned-up
	// form that could be decoded). It is stored beside the record, not inside it.
	Raw json.RawMessage `json:"-"`
}

// Feed returns the name of the feed that the service came from.
func (s *Service) Feed() string {
	feed, _, _ := strings.Cut(s.ID, "/")
	return feed
}

// Organisation is the body that provides a service.
type Organisation struct {
	ID          string `json:"id,omitempty"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Email       string `json:"email,omitempty"`
	URL         string `json:"url,omitempty"`
}

// Status says whether a service runs at present; "" is not stated. The four
// values are those of Open Referral UK.
type Status string

// The states of a service.
const (
	StatusActive            Status = "active"
	StatusInactive          Status = "inactive"
	StatusDefunct           Status = "defunct"
	StatusTemporarilyClosed Status = "temporarily closed"
)

// Closed reports whether the status says that the service does not run now.
func (s Status) Closed() bool {
	return s == StatusInactive || s == StatusDefunct || s == StatusTemporarilyClosed
}

// Age says who a service is for by age, in years, both ends included.
type Age struct {
	// Min is the lowest age; nil is not stated (open, when Max is stated).
	Min *float64 `json:"min,omitempty"`
	// Max is the highest age; nil is not stated (open, when Min is stated).
	Max *float64 `json:"max,omitempty"`
	// Recommended marks ages that the publisher recommends and does not require.
	Recommended bool `json:"recommended,omitempty"`
	// Words is what the publisher says of ages, when it is said in words.
	Words string `json:"words,omitempty"`
	// Origin says where ages were read that the record does not state by itself:
	// in its name, its eligibility or its description. They are never a limit.
	Origin Origin `json:"origin,omitempty"`
	// OfChildren marks ages of children with whom a parent comes.
	OfChildren bool `json:"of_children,omitempty"`
}

// Stated reports whether either end is stated.
func (a Age) Stated() bool { return a.Min != nil || a.Max != nil }

// Whoever is of these ages, in years, is taken for a parent where ages are those of
// children.
const (
	LeastParent = 16
	MostParent  = 60
)

// Accepts says whether somebody of that age in whole years is within the ages.
// Whoever is 17 is 17 until the eighteenth birthday, so a maximum of 17.5
// accepts 17, and a minimum of 17.5 accepts from 18 on. Outside of ages that are
// only recommended the answer is not stated, and so it is of a parent's age where
// the ages are the children's: somebody has to ask.
func (a Age) Accepts(years int) Answer {
	if !a.Stated() {
		return NotStated
	}
	n := float64(years)
	if a.Min != nil && n < *a.Min || a.Max != nil && n > *a.Max {
		if a.Recommended || a.OfChildren && years >= LeastParent && years <= MostParent {
			return NotStated
		}
		return No
	}
	return Yes
}

// Ages returns who a service is for by age: as its record states it, else as its
// words say it.
func (s *Service) Ages() Age {
	a := s.Age
	if said := s.Found.Age; !a.Stated() && said.Stated() {
		a = said
	}
	a.OfChildren = a.Stated() && (a.OfChildren || s.Found.OfChildren)
	return a
}

// Answer is one of three answers to a plain question about a service.
type Answer string

// The three answers. Unknown is not no.
const (
	NotStated Answer = ""
	Yes       Answer = "yes"
	No        Answer = "no"
)

// How is a way in which a service is attended.
type How string

// The ways of attending.
const (
	AtVenue  How = "venue"
	AtHome   How = "home"
	ByPhone  How = "phone"
	IsOnline How = "online"
)

// Hows returns all ways of attending, in the order in which they are shown.
func Hows() []How { return []How{AtVenue, AtHome, ByPhone, IsOnline} }

// Remote reports whether a person need not travel to attend in this way.
func (h How) Remote() bool { return h == AtHome || h == ByPhone || h == IsOnline }

// FromAfar reports whether a service is attended by telephone or online alone, so
// that its place, an office, is nowhere to go to.
func (s *Service) FromAfar() bool {
	return len(s.How) > 0 && !slices.ContainsFunc(s.How, func(h How) bool { return h != ByPhone && h != IsOnline })
}

// Access is a way of getting into a service.
type Access string

// The ways in.
const (
	DropIn               Access = "drop-in"
	SelfReferral         Access = "self-referral"
	ProfessionalReferral Access = "professional-referral"
	Appointment          Access = "appointment"
	Membership           Access = "membership"
	Assessment           Access = "assessment"
)

// Accesses returns all ways in, in the order in which they are shown.
func Accesses() []Access {
	return []Access{DropIn, SelfReferral, ProfessionalReferral, Appointment, Membership, Assessment}
}

// Cost is what a service costs.
type Cost struct {
	// Free is Yes when the publisher says so or the only price is 0, No when
	// there is a price above 0. That it is "not free", without a price, is not
	// stated.
	Free Answer `json:"free,omitempty"`
	// Options are the prices.
	Options []CostOption `json:"options,omitempty"`
	// Words is what the publisher says of the cost in words.
	Words string `json:"words,omitempty"`
}

// CostOption is one price.
type CostOption struct {
	Name string `json:"name,omitempty"`
	// Pounds is the amount in pounds sterling; nil is not stated.
	Pounds *float64 `json:"pounds,omitempty"`
	// Per says what the amount buys: "per session".
	Per string `json:"per,omitempty"`
}

// Contact is a named person or desk.
type Contact struct {
	Name   string  `json:"name,omitempty"`
	Title  string  `json:"title,omitempty"`
	Email  string  `json:"email,omitempty"`
	Phones []Phone `json:"phones,omitempty"`
}

// Phone is one telephone number.
type Phone struct {
	// Number is the number grouped as it is read out: "01632 960 123".
	Number string `json:"number"`
	// Dial is the number in the form that dials from anywhere: "+441632960123";
	// "" when the publisher's text could not be read as a number.
	Dial string `json:"dial,omitempty"`
	// Label says what the number is for: "Office hours", "Textphone".
	Label string `json:"label,omitempty"`
	// Extension is dialled after the number.
	Extension string `json:"extension,omitempty"`
}

// Term is one term of a taxonomy as a feed gave it.
type Term struct {
	// Vocabulary is the list that the term is from: "esdServiceTypes",
	// "circumstance", "openEligibility"; "" when not said.
	Vocabulary string `json:"vocabulary,omitempty"`
	// ID is the last part of the term's identifier: "298", "Gender_Female".
	ID string `json:"id,omitempty"`
	// Name is the term's label.
	Name string `json:"name,omitempty"`
}

// Assurance says when a record was last checked and by what kind of body.
type Assurance struct {
	// On is the day of the check.
	On Date `json:"on,omitempty"`
	// By is the kind of body, never a person: "council", "NHS", "charity", "provider".
	By string `json:"by,omitempty"`
}

// Provenance says where a record came from.
type Provenance struct {
	// Feed is the feed's name in this library.
	Feed string `json:"feed"`
	// SourceID is the id in that feed.
	SourceID string `json:"source_id"`
	// URL is the address that the record was fetched from.
	URL string `json:"url,omitempty"`
	// Fetched is the moment of the fetch, in UTC.
	Fetched time.Time `json:"fetched,omitzero"`
	// Standard is the form the record had: "oruk-1", "oruk-3" or "hsds-3".
	Standard string `json:"standard,omitempty"`
	// ChangeKey is what the feed shows when the record changes: its own stamp
	// of the last change, else a hash of the list row.
	ChangeKey string `json:"change_key,omitempty"`
}

// Found is what was worked out from the rest of a record.
type Found struct {
	// Needs are the needs that the service meets, surest first.
	Needs []NeedFound `json:"needs,omitempty"`
	// Circumstances are the circumstances it is for, such as "carer".
	Circumstances []NeedFound `json:"circumstances,omitempty"`
	// OnlyFor are the circumstances and causes of which a person must be in one,
	// such as people bereaved by suicide; empty when it is for people in general.
	OnlyFor []NeedFound `json:"only_for,omitempty"`
	// Age is whom the words of a record without ages say that it is for.
	Age Age `json:"age,omitzero"`
	// OfChildren is set when the ages, the record's or those found, are those of
	// children with whom a parent comes.
	OfChildren bool `json:"of_children,omitempty"`
}

// NeedFound is one need or circumstance with the reason why it was found.
type NeedFound struct {
	// ID is the stable id of the need: "company".
	ID string `json:"id"`
	// Weight tells a stated purpose (1) from a mention (towards 0).
	Weight float64 `json:"weight,omitempty"`
	// Evidence is what it was found from, strongest first.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Evidence is a word or term of a record and where it stands.
type Evidence struct {
	// Where is the part of the record: "name", "term", "audience", "summary",
	// "description", "organisation", "eligibility", "age".
	Where string `json:"where"`
	// Words is the word, phrase or term itself, as the record has it; of ages it
	// is made: "ages up to 18".
	Words string `json:"words"`
}
