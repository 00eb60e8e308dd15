package plain

import (
	"strings"

	"fettle/tui/words"
)

// help is the menu of the commands that hold where one is, or of those that have
// a text in what is said of them; a number does one.
func (d *dialogue) help(text string) *menu {
	at, first := d.at(), ""
	if at&(atServices|atList) != 0 {
		first = "A number reads that service. "
	}
	if m, ok := d.here().(*menu); ok && m.kind == "help" && text == "" { // help on help is the same
		d.leave()
		return m
	}
	return &menu{
		kind: "help", title: "Help", says: "A number does that. ? and a word shortens this list. b goes back.",
		lead: func(d *dialogue) {
			if text == "" {
				d.say(first + "What is typed and is none of these is searched for; after / it is searched for in any case. Enter alone says again where you are.")
			}
		},
		choices: func(d *dialogue) []choice {
			var list []choice
			for i := range d.commands {
				c := &d.commands[i]
				if c.In&at == 0 || c.ID == "help" || !matches(c.spoken(), text) {
					continue
				}
				list = append(list, choice{c.spoken(), func(d *dialogue) {
					d.leave()
					c.Run(d, "")
				}})
			}
			return list
		},
	}
}

// seekHelp reads the help, or what of it has a text.
func (d *dialogue) seekHelp(text string) bool {
	m := d.help(text)
	if len(m.choices(d)) == 0 {
		d.say("Nothing that can be typed here is about \"%s\". ? says all that can.", text)
		return true
	}
	d.enter(m)
	return true
}

// spoken says a command as it is typed, and what it does: "s or mark, and a
// number: Mark for the shortlist, or take it off."
func (c *command) spoken() string { return c.typed() + ": " + words.Sentence(c.Title) }

// typed says how a command is typed: "s or mark, and a number".
func (c *command) typed() string {
	typed := strings.Join(c.Words, " or ")
	if c.More != "" {
		typed += ", and " + c.More
	}
	return typed
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
