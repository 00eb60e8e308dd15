package plain

import (
	"fmt"
	"strings"

	"fettle/tui/giveout"
	"fettle/tui/words"
)

// copyContact puts how to reach a service on the clipboard.
func (d *dialogue) copyContact(id string) {
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	d.copyText(words.Contact(&s))
	if kind := d.deps.Giving.Kind(&s); kind != "" {
		d.say("It is about %s: is it safe for this person to have?", kind)
	}
}

// copyPhone puts the first number of a service on the clipboard.
func (d *dialogue) copyPhone(id string) {
	s, err := d.deps.Service(id)
	switch {
	case err != nil:
		d.trouble(err)
	case len(s.Phones) == 0:
		d.say("The publisher states no telephone number for this service.")
	default:
		d.copyText(words.Phone(s.Phones[0]))
	}
}

// copyList puts the names and numbers of the shortlist on the clipboard, once it
// was asked whether what may bring harm is safe to have.
func (d *dialogue) copyList() {
	if len(d.deps.Shortlist.Items()) == 0 {
		d.say("Your shortlist is empty.")
		return
	}
	g := newGiving(giveout.Form{ID: giveout.Text, Label: "Plain text"})
	g.choice.Contacts = true
	g.copy(d)
}

// sayContact reads only how to reach a service.
func (d *dialogue) sayContact(id string) {
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	for line := range strings.SplitSeq(words.Contact(&s), "\n") {
		d.say("%s", line)
	}
}

// copyText puts a text on the clipboard; where there is none, it reads it out.
func (d *dialogue) copyText(text string) {
	if text == "" {
		d.say("There is nothing to copy for this service.")
		return
	}
	if d.deps.Copy != nil {
		said, err := d.deps.Copy(text)
		if err == nil {
			if said == "" {
				said = "Copied."
			}
			d.say("%s", said)
			return
		}
		d.trouble(fmt.Errorf("it could not be copied: %w", err))
	}
	d.say("To copy by hand:")
	for line := range strings.SplitSeq(text, "\n") {
		d.say("%s", line)
	}
}
