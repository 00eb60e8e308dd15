package plain

import (
	"fmt"
	"strings"

	"fettle/tui/detail"
	"fettle/tui/giveout"
	"fettle/tui/mistake"
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

// openMap opens a map of a service's place, the nearest when that is known.
func (d *dialogue) openMap(id string) {
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	at, target := -1, ""
	if hit := d.hit(id); hit != nil {
		at = hit.Nearest
	}
	if d.deps.Map != nil {
		target = d.deps.Map(&s, at)
	}
	if target == "" {
		d.say("No address is stated that a map could show.")
		return
	}
	d.openTarget(target, "the map")
}

// report asks what is wrong in a record, and makes a letter about it.
func (d *dialogue) report(id string) {
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	facts := detail.Facts(d.subject(&s, nil))
	letter := mistake.New(s, d.publisher(s.Feed()), facts)
	d.enter(&menu{
		kind: "mistake", title: "What is wrong", says: "A number makes a letter to the publisher about it; nothing is sent from here. b goes back.",
		choices: func(*dialogue) []choice {
			var list []choice
			for i, f := range letter.Choices() {
				said := f.Label
				if f.Text != "" {
					said += ": " + f.Text
				}
				list = append(list, choice{words.Sentence(said), func(d *dialogue) {
					letter.Pick(i)
					d.enter(letterMenu(letter))
				}})
			}
			return list
		},
	})
}

// letterMenu is the menu of what can be done with a letter to a publisher.
func letterMenu(letter *mistake.Screen) *menu {
	to, subject, body := letter.Letter()
	text := "To: " + to + "\nSubject: " + subject + "\n\n" + body
	return &menu{
		kind: "letter", title: "Letter", says: "A number does that; nothing is sent until you send it. b goes back.",
		choices: func(d *dialogue) []choice {
			var list []choice
			if d.deps.Open != nil {
				list = append(list, choice{"Open it in your mail program.", func(d *dialogue) {
					if err := d.deps.Open(letter.Link()); err != nil {
						d.trouble(fmt.Errorf("the letter could not be opened: %w", err))
						return
					}
					d.say("The letter is opened in your mail program.")
				}})
			}
			return append(list, choice{"Copy it.", func(d *dialogue) { d.copyText(text) }}, choice{"Read it out.", func(d *dialogue) {
				for line := range strings.SplitSeq(text, "\n") {
					d.say("%s", line)
				}
			}})
		},
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

// openPage opens the web page of a service.
func (d *dialogue) openPage(id string) {
	s, err := d.deps.Service(id)
	switch {
	case err != nil:
		d.trouble(err)
	case !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://"):
		d.say("The publisher states no web page for this service.")
	default:
		d.openTarget(s.URL, "the web page")
	}
}

// openExport opens the file that was written last.
func (d *dialogue) openExport() {
	if d.exported == "" {
		d.say("Nothing is written yet: e gives the list out.")
		return
	}
	d.openTarget(d.exported, "the exported file")
}

func (d *dialogue) openTarget(target, what string) {
	if d.deps.Open == nil {
		d.say("Nothing on this system opens it from here. It is at %s", target)
		return
	}
	if err := d.deps.Open(target); err != nil {
		d.trouble(fmt.Errorf("%s could not be opened: %w", what, err))
		return
	}
	d.say("Opening %s", target)
}

// status says how old the data is and what it is of.
func (d *dialogue) status() {
	contents := d.deps.Contents()
	d.say("%s. %s.%s", words.Count(contents.Services, "service", "services"), words.DataAge(contents.Newest(), d.deps.Now()), untaken(contents))
	for _, f := range contents.Feeds {
		said := f.Name
		if f.Publisher != "" {
			said += ", published by " + f.Publisher
		}
		d.say("Feed: %s, %s.", said, words.Count(f.Services, "service", "services"))
	}
	if n := len(d.deps.Shortlist.Items()); n > 0 {
		d.say("Your shortlist has %s.", words.Count(n, "service", "services"))
	} else {
		d.say("Your shortlist is empty.")
	}
	if d.card != nil {
		d.say("Card: %s", words.Sentence(d.card.Title))
	}
	if d.deps.Version != "" {
		d.say("Fettle %s.", d.deps.Version)
	}
}
