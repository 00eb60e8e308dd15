package plain

import (
	"fmt"
	"strings"

	"fettle/tui/detail"
	"fettle/tui/mistake"
	"fettle/tui/words"
)

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
