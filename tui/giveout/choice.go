// Package giveout is the screens on which a shortlist is given to the person:
// the form it takes with a preview of what it says, the question whether it is
// safe to have, and codes to be read off the screen with a phone.
//
// It collects a choice and shows what it is given. It must not write, copy, send
// or open anything, and it must not keep whom a list is for.
package giveout

// The forms that a list can be given in, by the ids of their files' kinds.
const (
	Page     = "html"
	Letter   = "eml"
	Text     = "text"
	Message  = "sms"
	Code     = "qr"
	Link     = "link"
	Note     = "markdown"
	Calendar = "ics"
	Cards    = "vcf"
	Table    = "csv"
	Data     = "json"
)

// The programs of the system that a list can be opened in, as a draft.
const (
	InMessages = "sms"
	InMail     = "mail"
	InWhatsApp = "whatsapp"
)

// Form is a form by its id, with what it is called.
type Form struct{ ID, Label string }

// Forms are all forms in the order in which they are asked for most.
func Forms() []Form {
	return []Form{
		{Page, "Page to print or send"}, {Letter, "E-mail draft"}, {Text, "Plain text"}, {Message, "Text message"},
		{Code, "Code to scan off the screen"}, {Link, "Link that holds the list"}, {Calendar, "Calendar entries"},
		{Cards, "Contact cards"}, {Note, "Case note (Markdown)"}, {Table, "Spreadsheet (CSV)"}, {Data, "Data for programs (JSON)"},
	}
}

// Choice says what is given.
type Choice struct {
	// Form is one of the forms.
	Form string
	// Large is large print, Easier short lines under plain questions, Discreet
	// nothing that tells what it is at a glance, Contacts names and numbers only.
	Large, Easier, Discreet, Contacts bool
	// LeftOut are the ids of services that are not given.
	LeftOut []string
}

// Way is one way in which what is given can be made otherwise.
type Way struct {
	Label string
	// On points to whether a choice has it.
	On func(*Choice) *bool
}

// Ways are all ways.
func Ways() []Way {
	return []Way{
		{"Large print", func(c *Choice) *bool { return &c.Large }},
		{"Easier words", func(c *Choice) *bool { return &c.Easier }},
		{"Discreet", func(c *Choice) *bool { return &c.Discreet }},
		{"Names and numbers only", func(c *Choice) *bool { return &c.Contacts }},
	}
}

// Preview is what a choice would give.
type Preview struct {
	// Text is what it says, in lines.
	Text string
	// Where is the file that would be written; "" where there is none.
	Where string
	// Remark is a sentence on it: into how many texts it goes.
	Remark string
	// Sensitive are the services that may bring harm when somebody else sees them.
	Sensitive []Sensitive
}

// Sensitive is one service of a sensitive kind.
type Sensitive struct{ ID, Name, Kind string }
