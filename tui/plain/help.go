package plain

import "strings"

// help is the menu of the commands that hold where one is; a number does one.
func (d *dialogue) help() *menu {
	at, first := d.at(), ""
	if at&(atServices|atList) != 0 {
		first = "A number reads that service. "
	}
	if m, ok := d.here().(*menu); ok && m.kind == "help" { // help on help is the same
		d.leave()
		return m
	}
	return &menu{
		kind: "help", title: "Help", says: "A number does that. b goes back.",
		lead: func(d *dialogue) {
			d.say(first + "What is typed and is none of these is searched for; after / it is searched for in any case. Enter alone says again where you are.")
		},
		choices: func(d *dialogue) []choice {
			var list []choice
			for i := range d.commands {
				c := &d.commands[i]
				if c.In&at == 0 || c.ID == "help" {
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

// spoken says a command as it is typed, and what it does: "s or mark, and a
// number: Mark for the shortlist, or take it off."
func (c *command) spoken() string { return c.typed() + ": " + sentence(c.Title) }

// typed says how a command is typed: "s or mark, and a number".
func (c *command) typed() string {
	typed := strings.Join(c.Words, " or ")
	if c.More != "" {
		typed += ", and " + c.More
	}
	return typed
}
