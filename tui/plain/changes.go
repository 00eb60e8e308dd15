package plain

import (
	"errors"
	"slices"

	"fettle/internal/service"
	"fettle/tui/changes"
	"fettle/tui/words"
)

// changed is the step of what updates changed. It is a menu, with commands of its
// own for what was seen.
type changed struct {
	menu
	// parts are the parts of the changes that can be read, part the number of the
	// one that is.
	parts []part
	part  int
	// items are those that are read out, each with its number.
	items []changes.Item
	// seen are the keys that were acknowledged last.
	seen []string
}

// part is one part of the changes.
type part struct {
	name, words string
	question    *service.Query
}

func newChanged(d *dialogue) *changed {
	c := &changed{parts: []part{{words: "of all services"}}}
	if !d.question.Empty() {
		asked, _ := d.deps.Query(d.question, d.deps.Now())
		c.parts = append(c.parts, part{words: "of what fits the question", question: &asked})
	}
	names, err := d.deps.Updates.Scopes()
	if err != nil {
		d.trouble(err)
	}
	for _, name := range names {
		c.parts = append(c.parts, part{name: name, words: "in the saved search " + name})
	}
	c.menu = menu{
		kind: "changes", title: "Changes", lead: c.count, choices: c.list,
		says: "A number reads that service. x and a number takes the change off, A takes all off, o reads another part. b goes back.",
	}
	return c
}

// count says how many changes there are, and of what.
func (c *changed) count(d *dialogue) {
	of := c.parts[c.part].words
	if n := len(c.list(d)); n > 0 {
		d.say("%s %s, the latest first.", words.Count(n, "change", "changes"), of)
		return
	}
	d.say("Nothing has changed %s in the last 30 days that you have not acknowledged.", of)
}

// list finds out what changed. More than is listed is said by its last line.
func (c *changed) list(d *dialogue) []choice {
	of := c.parts[c.part]
	days, err := d.deps.Updates.Changes(d.ctx, of.name, of.question)
	if err != nil {
		d.trouble(err)
	}
	c.items = c.items[:0]
	var list []choice
	for _, day := range days {
		for i, item := range day.Items {
			c.items = append(c.items, item)
			said := changeWords(&item) + " " + words.Day(day.On) + "."
			if day.More > 0 && i == len(day.Items)-1 {
				said += " There were " + words.Number(day.More) + " more that day."
			}
			list = append(list, choice{said, func(d *dialogue) {
				if item.Gone() {
					d.say("There is no service to read: it is gone, or this is a whole feed.")
					return
				}
				d.enter(&reading{id: item.ID, title: item.Name, at: -1, alone: true})
			}})
		}
	}
	return list
}

// changeWords says a change: "Changed: Lunch Club. Phone was 1, is 2."
func changeWords(item *changes.Item) string {
	said := words.Sentence(item.Kind + ": " + item.Title())
	if item.ID == "" {
		said = words.Sentence(item.Title())
	}
	for _, f := range item.Fields {
		said += " " + words.Sentence(f.Name+" was "+orNotStated(f.Old)+", is "+orNotStated(f.New))
	}
	if item.Note != "" {
		said += " " + words.Sentence(item.Note)
	}
	return said
}

func orNotStated(text string) string {
	if text == "" {
		return "not stated"
	}
	return text
}

// seen acknowledges the changes of the numbers on a line.
func (d *dialogue) seen(rest string) bool {
	c, ok := d.here().(*changed)
	list, isNumber := numbers(rest)
	switch {
	case !ok || rest != "" && !isNumber:
		return false
	case rest == "":
		d.say("Which one? Type x and its number, such as: x 2")
		return true
	}
	var keys []string
	for _, n := range list {
		if n < 1 || n > len(c.items) {
			d.say("There is no change %d here.", n)
			return true
		}
		keys = append(keys, c.items[n-1].Key)
	}
	c.acknowledge(d, keys)
	return true
}

func (c *changed) allSeen(d *dialogue) {
	var keys []string
	for i := range c.items {
		keys = append(keys, c.items[i].Key)
	}
	c.acknowledge(d, keys)
}

// acknowledge takes changes off for good.
func (c *changed) acknowledge(d *dialogue, keys []string) {
	if len(keys) == 0 {
		d.say("There is no change here.")
		return
	}
	if err := d.deps.Updates.Acknowledge(keys...); err != nil {
		d.trouble(err)
		return
	}
	c.seen = slices.Clone(keys)
	d.say("%s acknowledged. u brings back what was acknowledged last.", words.Count(len(keys), "change is", "changes are"))
	c.again(d)
}

// recall brings back what was acknowledged last.
func (c *changed) recall(d *dialogue) {
	if len(c.seen) == 0 {
		d.trouble(errors.New("nothing was acknowledged since this was opened"))
		return
	}
	if err := d.deps.Updates.Recall(c.seen...); err != nil {
		d.trouble(err)
		return
	}
	c.seen = nil
	c.again(d)
}

// turn reads another part of the changes.
func (c *changed) turn(d *dialogue) {
	if len(c.parts) == 1 {
		d.say("There is no other part: search for something first, or save a search that watches.")
		return
	}
	c.part = (c.part + 1) % len(c.parts)
	c.again(d)
}

// again reads the changes from the first.
func (c *changed) again(d *dialogue) {
	c.first = 0
	c.say(d)
}

// inChanged does something with the changes that are read.
func inChanged(run func(c *changed, d *dialogue)) func(*dialogue, string) bool {
	return do(func(d *dialogue) {
		if c, ok := d.here().(*changed); ok {
			run(c, d)
		}
	})
}
