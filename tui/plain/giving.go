package plain

import (
	"fmt"
	"strings"

	"fettle/tui/giveout"
	"fettle/tui/words"
)

const (
	// flowing is the width for which a preview is made: lines flow as they are.
	flowing = 1000
	// linesRead is how many lines of a preview are read out at a time.
	linesRead = 20
)

// giving is the step at which the shortlist is given out in one form. It is a
// menu of what can be done with it and of the ways it can be otherwise.
type giving struct {
	menu
	choice giveout.Choice
	// written is the choice that was written last; "" is none.
	written string
	// lines are what it says, read is how many of them were read out.
	lines []string
	read  int
}

// givingCommands give the shortlist out.
func givingCommands() []command {
	in := func(run func(g *giving, d *dialogue)) func(*dialogue, string) bool {
		return do(func(d *dialogue) {
			if g, ok := d.here().(*giving); ok {
				run(g, d)
			}
		})
	}
	return []command{
		{ID: "export", Words: []string{"export"}, In: everywhere, Run: do((*dialogue).giveOut)},
		{ID: "give-write", Words: []string{"write"}, In: atGiving, Title: "Write it as a file", Run: in((*giving).write)},
		{ID: "give-copy", Words: []string{"copy"}, In: atGiving, Run: in((*giving).copy)},
		{ID: "give-view", Words: []string{"view"}, In: atGiving, Run: do((*dialogue).openExport)},
		{ID: "give-sms", Words: []string{"message"}, NoLetter: true, In: atGiving, Run: in(opensIn(giveout.InMessages))},
		{ID: "give-whatsapp", Words: []string{"whatsapp"}, In: atGiving, Run: in(opensIn(giveout.InWhatsApp))},
		{ID: "give-mail", Words: []string{"mail"}, In: atGiving, Run: in(opensIn(giveout.InMail))},
	}
}

// giveOut asks for the form in which the shortlist is given out.
func (d *dialogue) giveOut() {
	if len(d.deps.Shortlist.Items()) == 0 {
		d.say("There is nothing to give out yet: mark a service with s first.")
		return
	}
	d.enter(&menu{
		kind: "forms", title: "Give out as", says: "A number chooses the form; nothing is written yet. b goes back.",
		choices: func(*dialogue) []choice {
			var list []choice
			for _, f := range giveout.Forms() {
				if f.ID == giveout.Code {
					list = append(list, choice{f.Label + ": needs the screen.", (*dialogue).noCode})
					continue
				}
				list = append(list, choice{f.Label + ".", func(d *dialogue) {
					d.leave()
					d.enter(newGiving(f))
				}})
			}
			return list
		},
	})
}

// noCode says why there are no codes here, and what there is instead.
func (d *dialogue) noCode() {
	d.say("A code is a picture that a telephone reads off the screen, so it can't be said. The text message and the link hold the same list.")
}

func newGiving(f giveout.Form) *giving {
	g := &giving{choice: giveout.Choice{Form: f.ID}}
	g.menu = menu{
		kind: "giving", title: f.Label, choices: g.offers,
		says: "Nothing is ever sent from here: what opens in a program is a draft to nobody. b goes back.",
	}
	return g
}

// say reads out where it would go and what can be done with it.
func (g *giving) say(d *dialogue) {
	p, ok := g.preview(d)
	if !ok {
		return
	}
	d.say("%s", p.Remark)
	if p.Where != "" {
		d.say("The file would be %s", p.Where)
	}
	d.say("It has %s: m reads what it says.", words.Count(len(g.lines), "line", "lines"))
	g.sayChoices(d)
}

// preview makes it ready, and says why not when it can't be given.
func (g *giving) preview(d *dialogue) (giveout.Preview, bool) {
	p, err := d.deps.Giving.Preview(d.ctx, g.choice, flowing)
	if err != nil {
		d.trouble(err)
		return p, false
	}
	g.lines, g.read = nil, 0
	for line := range strings.Lines(p.Text) {
		if line = strings.TrimSpace(line); line != "" {
			g.lines = append(g.lines, line)
		}
	}
	return p, true
}

// offers are what can be done with it, and the ways it can be otherwise.
func (g *giving) offers(d *dialogue) []choice {
	var list []choice
	add := func(said string, run func(d *dialogue)) { list = append(list, choice{said, run}) }
	if g.choice.Form != giveout.Link {
		add("Write it as a file.", g.write)
	}
	add("Copy it.", g.copy)
	for _, in := range [][2]string{{giveout.InMessages, "Open it in the program for text messages."}, {giveout.InMail, "Open it as a letter in the mail program."}, {giveout.InWhatsApp, "Open it in WhatsApp."}} {
		if d.deps.Giving.WhyNot(in[0]) == "" {
			add(in[1], func(d *dialogue) { opensIn(in[0])(g, d) })
		}
	}
	for _, way := range giveout.Ways() {
		add(way.Label+", "+onOff(*way.On(&g.choice))+".", func(d *dialogue) {
			on := way.On(&g.choice)
			*on = !*on
			d.say("%s is %s.", way.Label, onOff(*on))
			if p, ok := g.preview(d); ok {
				d.say("%s", p.Remark)
			}
		})
	}
	return list
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// page reads on in what it says.
func (g *giving) page(d *dialogue, by int) {
	if by < 0 || g.lines == nil {
		if _, ok := g.preview(d); !ok {
			return
		}
	}
	if g.read >= len(g.lines) {
		d.say("That is all that it says. previous reads it from its start.")
		return
	}
	next := min(g.read+linesRead, len(g.lines))
	for _, line := range g.lines[g.read:next] {
		d.say("%s", line)
	}
	if g.read = next; g.read < len(g.lines) {
		d.say("m reads on: %s more.", words.Count(len(g.lines)-g.read, "line", "lines"))
	}
}

// hand gives it out, once it was asked whether services that may bring harm are
// safe for this person to have.
func (g *giving) hand(d *dialogue, give func(d *dialogue)) {
	p, ok := g.preview(d)
	if !ok {
		return
	}
	about := d.safety.Unsure(p.Sensitive, g.choice)
	if len(about) == 0 {
		give(d)
		return
	}
	g.open(d)
	d.enter(g.question(about, give))
}

// open goes to the step, without a word, when one is not there.
func (g *giving) open(d *dialogue) {
	if d.here() == step(g) {
		return
	}
	if kindOf(d.here()) == kindOf(g) {
		d.leave()
	}
	d.steps = append(d.steps, g)
}

// question asks whether it is safe, and gives it out as it was answered.
func (g *giving) question(about []giveout.Sensitive, give func(d *dialogue)) *menu {
	return &menu{
		kind: "safe", title: "Is it safe", says: "A number answers. b goes back and gives nothing out.",
		lead: func(d *dialogue) { d.say("%s %s", giveout.IsItSafe, giveout.WhyAsked(about)) },
		choices: func(*dialogue) []choice {
			var list []choice
			for _, answer := range giveout.Answers() {
				list = append(list, choice{answer.String() + ".", func(d *dialogue) {
					d.leave()
					g.answer(d, answer, about, give)
				}})
			}
			return list
		},
	}
}

// answer does what was answered, and then what had waited for it.
func (g *giving) answer(d *dialogue, a giveout.Answer, about []giveout.Sensitive, give func(d *dialogue)) {
	items := d.deps.Shortlist.Items()
	list := make([]string, 0, len(items))
	for _, it := range items {
		list = append(list, it.ID)
	}
	switch d.safety.Take(a, about, list, &g.choice) {
	case giveout.IsEmpty:
		d.leave()
		d.say("Nothing is left to give out.")
		return
	case giveout.IsRead:
		d.say("Nothing was given out. It says:")
		g.page(d, 1)
		return
	case giveout.GoesOut:
	}
	switch a { // what it came to is not on a screen here
	case giveout.BeDiscreet:
		d.say("It is discreet now.")
	case giveout.LeaveOut:
		d.say("Left out: %s.", giveout.Named(about))
	case giveout.ReadOut, giveout.IsSafe:
	}
	give(d)
}

// write writes it as a file; a link is copied.
func (g *giving) write(d *dialogue) {
	if g.choice.Form == giveout.Link {
		g.copy(d)
		return
	}
	g.hand(d, func(d *dialogue) {
		if fmt.Sprint(g.choice) == g.written {
			d.say("It is written already: %s", d.exported)
			return
		}
		path, err := d.deps.Giving.Write(d.ctx, g.choice)
		if err != nil {
			d.trouble(err)
			return
		}
		d.exported, g.written = path, fmt.Sprint(g.choice)
		d.say("Saved as %s", path)
		if d.deps.Open != nil {
			d.say("v opens it.")
		}
	})
}

// copy puts it on the clipboard; where there is none, it is read out.
func (g *giving) copy(d *dialogue) {
	g.hand(d, func(d *dialogue) {
		text, said, err := d.deps.Giving.Copy(d.ctx, g.choice)
		switch {
		case err == nil:
			d.say("%s", said)
		case text == "":
			d.trouble(err)
		default:
			d.trouble(err)
			g.open(d)
			d.say("m reads it out, to be copied by hand.")
		}
	})
}

// opensIn returns what opens it in a program of the system.
func opensIn(program string) func(g *giving, d *dialogue) {
	return func(g *giving, d *dialogue) {
		if why := d.deps.Giving.WhyNot(program); why != "" {
			d.say("%s", why)
			return
		}
		g.hand(d, func(d *dialogue) {
			said, err := d.deps.Giving.Open(d.ctx, g.choice, program)
			if err != nil {
				d.trouble(err)
				return
			}
			d.say("%s", said)
		})
	}
}
