// Package export turns a shortlist into what a person is given: one neutral
// document, and pure functions that render it as a page, as text and in other
// forms.
//
// Build makes every decision about content once: what may be said in a discreet
// document, which address is never printed, which words stand for "not stated".
// The renderers only lay it out, each escaping for its own form, so all of them
// say the same. They read no clock, file or network and give the same bytes for
// the same document.
//
// The package must not send or open anything, must not hold who the document is
// for, and must not print an address that its publisher withholds or that of a
// service for people who flee abuse. The worker's private notes have no place in
// it.
package export

import (
	"fmt"
	"time"

	"fettle/internal/service"
)

// List is the shortlist that a document is made from.
type List struct {
	// ID is the list's random id, which an export carries so that it can be
	// compared later with what the services say then.
	ID string
	// Items are the services in the order in which they are given.
	Items []Item
}

// Item is one service of a list.
type Item struct {
	// ID is the service's id.
	ID string
	// Name is what it was called when it was marked, for when it is gone.
	Name string
	// Note is for the person.
	Note string
}

// Options say what kind of document is made.
type Options struct {
	// Now is the moment the document is made, in the zone of its dates.
	Now time.Time
	// Large asks for large print: 18 point.
	Large bool
	// Easier asks for short lines under plain questions. It is never called Easy
	// Read, which needs pictures and testing with people.
	Easier bool
	// Discreet asks for a document that says nothing of its kind at a glance:
	// neutral title and headings, no descriptions or organisations, and neither
	// name nor web address of a sensitive service.
	Discreet bool
	// Contacts asks for names and ways of getting in touch only.
	Contacts bool
	// Demo says that the services are made up: the document says so in place of
	// asking people to ring.
	Demo bool
	// Maps says where map links lead.
	Maps Maps
	// Emergency are the lines that end every document, after the first one that
	// is always there: In danger now? Call 999.
	Emergency []Emergency
	// EmergencyChecked is the day on which somebody last checked them.
	EmergencyChecked service.Date
	// Times says sessions in words and works out the next dates.
	Times Times
}

// Emergency is one line of help at once.
type Emergency struct {
	// When says who should call: "Need to talk, day or night?".
	When string
	// Number is the number as it is read out.
	Number string
}

// Times is what a document needs to know of sessions over time. A nil function
// leaves out what it would have said.
type Times struct {
	// Words says a session in plain English; "" when it can't be said.
	Words func(service.Session) string
	// Live reports whether a session is not known to have ended at a moment.
	Live func(service.Session, time.Time) bool
	// Next returns the next n times of all sessions, soonest first.
	Next func(sessions []service.Session, now time.Time, n int) []Occurrence
	// Cautions says what to look out for in what a service says of its times, one
	// thing a line: "Term time: may not run in school holidays".
	Cautions func(*service.Service) []string
}

// Occurrence is one time at which a session happens.
type Occurrence struct {
	// Start is when it begins and End when it ends; a zero End is not stated.
	Start, End time.Time
	// AllDay says that no times of day are stated.
	AllDay bool
	// Session is the index of the session.
	Session int
}

// Document is a shortlist ready to be rendered. All its text is plain.
type Document struct {
	// ListID is the id of the list.
	ListID string
	// Title is the heading of the whole, neutral when discreet.
	Title string
	// On is the day on which it was correct, and Made the moment it was made.
	On   service.Date
	Made time.Time
	// Entries are the services in order.
	Entries []Entry
	// Correct is the sentence that says when it was correct.
	Correct string
	// Emergency are the lines that end the document.
	Emergency []Line
	// Large, Easier, Discreet and Contacts are as in Options.
	Large, Easier, Discreet, Contacts bool
}

// Entry is one service of a document.
type Entry struct {
	// Service is what may be told of the service in forms made for programs,
	// withheld things left out; nil when it is no longer listed.
	Service *service.Service
	// ID is the service's id.
	ID string
	// Heading is its name, or "Contact 2" where the name may not be a heading.
	Heading string
	// Organisation is who runs it; "" when not stated or left out.
	Organisation string
	// Warnings are things to know first: that it is closed at present.
	Warnings []string
	// Note is the worker's note for the person.
	Note string
	// Facts are what there is to say, in order.
	Facts []Fact
	// Own is the provider's full account, in blocks.
	Own []Block
	// Events are the sessions that can be reckoned with and are still to come.
	Events []Event
	// Sensitive is the sensitive kind of the service; "" when it is of none.
	Sensitive string
}

// Event is a session with the first of its times from now on.
type Event struct {
	Session service.Session
	First   Occurrence
	// Last is when the last of a counted number of times begins; zero when the
	// times are not counted.
	Last time.Time
}

// Fact is one labelled part of an entry.
type Fact struct {
	// Kind says which part it is, whatever its label.
	Kind Kind
	// Label is the label or question above it.
	Label string
	// Lines are what is said.
	Lines []Line
}

// Kind is a part of an entry.
type Kind string

// The parts of an entry, in their order.
const (
	KindName    Kind = "name"
	KindWhat    Kind = "what"
	KindWhen    Kind = "when"
	KindWhere   Kind = "where"
	KindAccess  Kind = "access"
	KindCost    Kind = "cost"
	KindWho     Kind = "who"
	KindContact Kind = "contact"
	KindNext    Kind = "next"
	KindChecked Kind = "checked"
)

// Line is one line of text with at most one link in it.
type Line struct {
	Before string
	Link   Link
	After  string
}

// Link is a link with the words that are shown for it.
type Link struct {
	Words string
	// Href is a tel:, mailto:, http: or https: address that was checked.
	Href string
	// Map marks a link to a map of the place that the line names.
	Map bool
}

// Words returns the whole line as plain text.
func (l Line) Words() string { return l.Before + l.Link.Words + l.After }

// Build makes the document of a list. The services function returns a service as
// it is now, and nil without an error when it is no longer listed. The record is
// not changed.
func Build(list List, services func(id string) (*service.Service, error), o Options) (Document, error) {
	d := Document{
		ListID:   list.ID,
		Title:    "Services that may help",
		On:       service.DateOf(o.Now),
		Made:     o.Now,
		Large:    o.Large,
		Easier:   o.Easier,
		Discreet: o.Discreet,
		Contacts: o.Contacts,
	}
	if o.Discreet {
		d.Title = "Your list"
	}
	for i, it := range list.Items {
		s, err := services(it.ID)
		if err != nil {
			return Document{}, fmt.Errorf("look up %s for the list: %w", it.ID, err)
		}
		b := builder{Options: o, number: i + 1}
		if s == nil {
			d.Entries = append(d.Entries, b.gone(it))
			continue
		}
		d.Entries = append(d.Entries, b.entry(it, s))
	}
	d.Correct, d.Emergency = d.closing(), endLines(o)
	if o.Demo {
		d.Title += " (made up, for practice)"
		d.Correct = "Made-up services for practice, " + longDay(o.Now) + ". Do not ring these numbers."
	}
	return d, nil
}

// FileName returns a name for the file of a document that tells nothing about
// it but its day: "list-2026-11-22.html". The extension is without its dot.
func FileName(d Document, extension string) string {
	return "list-" + string(d.On) + "." + extension
}

// longDay returns a day as "22 November 2026".
func longDay(t time.Time) string { return t.Format("2 January 2006") }
