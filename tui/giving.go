package tui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/giveout"
)

// Giving makes what a person is given of the shortlist. Nothing is ever sent:
// what is opened in a program is a draft without a recipient.
type Giving interface {
	// Preview says what a choice would give, in lines of that many cells where they
	// can be broken, and where it goes.
	Preview(ctx context.Context, c giveout.Choice, width int) (giveout.Preview, error)
	// Write writes it as a file and returns its path.
	Write(context.Context, giveout.Choice) (path string, err error)
	// Copy copies it, formatted and plain where the system can, and says what was
	// copied. With an error it still returns the plain text.
	Copy(context.Context, giveout.Choice) (text, said string, err error)
	// Open opens it in a program of the system: "sms", "whatsapp" or "mail".
	Open(ctx context.Context, c giveout.Choice, program string) (said string, err error)
	// WhyNot says why a program can't be used; "" when it can.
	WhyNot(program string) string
	// Codes returns it as codes for a window of that many cells.
	Codes(ctx context.Context, c giveout.Choice, columns, rows int) ([]giveout.Square, error)
	// Kind says of what sensitive kind a service is, "debt"; "" when of none.
	Kind(*service.Service) string
	// Dial returns a code that rings one service, and its number.
	Dial(id string) (code giveout.Square, number string, err error)
}

// giving is the state of giving something out.
type giving struct {
	screen *giveout.Screen
	// asked is the choice whose preview was asked for last, id its number.
	asked string
	id    int
	// pending is what waits for the answer whether it is safe.
	pending func(*app) tea.Cmd
	// safety is what was answered for this person.
	safety giveout.Safety
}

// givingActions give the shortlist to the person.
func givingActions() []action {
	return []action{{
		ID: "export", Keys: []string{"e"}, In: inReading, Title: "Give out the shortlist: page, e-mail, message, code", Label: "Give out", Weigh: atHandIf(onShortlist, usually),
		Hint: "To print, send, copy or scan: choose a form and see what it says before anything is written or copied.", WhyNot: nothingMarked,
		Run: (*app).openGiving,
	}, {
		ID: "give-write", Keys: []string{"enter"}, In: inGive, Title: "Write it as a file, or show the code", Label: "Write", Weigh: writeWeighs,
		Hint: "The line above the preview says where; links are copied.",
		Run:  func(a *app) tea.Cmd { return a.hand((*app).writeOut) },
	}, {
		ID: "give-choose", Keys: []string{"space"}, In: inGive, Title: "Turn the way under the keys on or off", Label: "Choose",
		Hint: "Large print, easier words, discreet, names and numbers only.",
		Run: func(a *app) tea.Cmd {
			if !a.giving.screen.Toggle() {
				return a.say("The form is chosen. Further down are large print, easier words and discreet.")
			}
			return nil
		},
	}, {
		ID: "give-copy", Keys: []string{"c"}, In: inGive, Title: "Copy it", Label: "Copy",
		Hint: "Formatted and plain where the system can; the message says the truth.", WhyNot: noCopy,
		Run: func(a *app) tea.Cmd { return a.hand((*app).copyOut) },
	}, {
		ID: "give-view", Keys: []string{"v"}, In: inGive, Title: "View the file that was written", Label: "View", Hint: "Opens it in the browser.", WhyNot: noExport,
		Run: (*app).viewGiven,
	}, {
		ID: "give-sms", Keys: []string{"m"}, In: inGive, Title: "Open it in the program for text messages", Label: "Message",
		Hint: "You choose whom it is for, and send it.", WhyNot: func(a *app) string { return a.deps.Giving.WhyNot(giveout.InMessages) },
		Run: func(a *app) tea.Cmd { return a.hand(opensIn(giveout.InMessages)) },
	}, {
		ID: "give-whatsapp", Keys: []string{"w"}, In: inGive, Title: "Open it in WhatsApp",
		Hint: "Only where your employer allows it: export.whatsapp in the settings.", WhyNot: func(a *app) string { return a.deps.Giving.WhyNot(giveout.InWhatsApp) },
		Run: func(a *app) tea.Cmd { return a.hand(opensIn(giveout.InWhatsApp)) },
	}, {
		ID: "give-mail", Keys: []string{"o"}, In: inGive, Title: "Open it as a letter in the mail program", Label: "Mail",
		Hint: "You choose whom it is for, and send it.", WhyNot: func(a *app) string { return a.deps.Giving.WhyNot(giveout.InMail) },
		Run: func(a *app) tea.Cmd { return a.hand(opensIn(giveout.InMail)) },
	}, {
		ID: "safe-answer", Keys: []string{"enter"}, In: inSafe, Title: "Take the answer", Label: "Take it",
		Hint: "It is asked once for each service that may bring harm.", Run: (*app).answerSafe,
	}, {
		ID: "code-next", Keys: []string{"enter", "space", "right"}, In: inCode, Title: "The next code", Label: "Next", Hint: "Where there are several.",
		Run: func(a *app) tea.Cmd { return a.turnCode(1) },
	}, {
		ID: "code-before", Keys: []string{"left"}, In: inCode, Title: "The code before", Hint: "Where there are several.",
		Run: func(a *app) tea.Cmd { return a.turnCode(-1) },
	}, {
		ID: "code-swap", Keys: []string{"i"}, In: inCode, Title: "Swap dark and light", Label: "Swap", Hint: "When a telephone does not read the code.",
		Run: func(a *app) tea.Cmd {
			if c, ok := a.top().(*giveout.Codes); ok {
				c.Swap()
			}
			return nil
		},
	}, {
		ID: "dial", Keys: []string{"k"}, In: inReading, Title: "Show a code that rings the service",
		Hint: "Scanned with a telephone, it offers to ring the number.", WhyNot: noNumber, Run: (*app).showDial,
	}}
}

// writeWeighs is the weight of writing a file: there is no need for a second one.
func writeWeighs(a *app) weight {
	if s := a.giving.screen; s != nil && s.Written(s.Choice()) != "" {
		return rarely
	}
	return atHand
}

func noCopy(a *app) string {
	if a.giving.screen != nil && a.giving.screen.Choice().Form == giveout.Code {
		return "A code can't be copied: Enter shows it."
	}
	return ""
}

func noNumber(a *app) string {
	if why := noService(a); why != "" {
		return why
	}
	if s, _ := a.current(); len(s.Phones) == 0 {
		return "The publisher states no number for this service."
	}
	return ""
}

// openGiving opens the choice of forms, after every change of the list before it.
func (a *app) openGiving() tea.Cmd {
	return a.save(nothing, func(a *app) {
		if a.list.Len() == 0 {
			a.trouble(errors.New("there is nothing to give out yet: mark a service with s first"))
			return
		}
		a.giving.screen, a.giving.asked = giveout.New(a.list.Len()), ""
		a.push(inGive, a.giving.screen)
	})
}

// preview asks for the preview of a choice that has none yet.
func (a *app) preview() tea.Cmd {
	g := &a.giving
	if g.screen == nil || !a.isOpen(g.screen) {
		return nil
	}
	win := a.window()
	choice, width := g.screen.Choice(), giveout.ReadWidth(win.All.W)
	key := fmt.Sprint(choice, width)
	if key == g.asked {
		return nil
	}
	g.asked = key
	g.id++
	g.screen.Wait()
	ctx, with, id := a.ctx, a.deps.Giving, g.id
	return func() tea.Msg {
		p, err := with.Preview(ctx, choice, width)
		return previewed{id: id, preview: p, err: err}
	}
}

// previewed is the preview of a choice.
type previewed struct {
	id      int
	preview giveout.Preview
	err     error
}

func (p previewed) take(a *app) {
	if p.id != a.giving.id {
		return
	}
	if p.err != nil {
		a.trouble(p.err)
		p.preview = giveout.Preview{Remark: "This can't be given: " + plain(p.err)}
	}
	a.giving.screen.Show(p.preview)
}

// hand gives something out, once it was asked whether services that may bring
// harm are safe for this person to have.
func (a *app) hand(do func(*app) tea.Cmd) tea.Cmd {
	g := &a.giving
	if _, ready := g.screen.Preview(); !ready {
		return a.say("One moment: it is being made ready.")
	}
	about := a.unsure()
	if len(about) == 0 {
		return do(a)
	}
	g.pending = do
	a.push(inSafe, giveout.NewQuestion(about))
	return nil
}

// unsure returns the services of the preview of which it has to be asked whether
// they are safe for this person to have.
func (a *app) unsure() []giveout.Sensitive {
	g := &a.giving
	p, _ := g.screen.Preview()
	return g.safety.Unsure(p.Sensitive, g.screen.Choice())
}

// answerSafe does what was answered, and then what had waited for it.
func (a *app) answerSafe() tea.Cmd {
	q, ok := a.top().(*giveout.Question)
	if !ok {
		return nil
	}
	a.pop()
	g := &a.giving
	var choice giveout.Choice
	ofList := a.isOpen(g.screen)
	if ofList {
		choice = g.screen.Choice()
	}
	outcome := g.safety.Take(q.Answer(), q.About(), slices.Collect(maps.Keys(a.list.Marked())), &choice)
	if ofList {
		g.screen.Choose(choice)
	}
	switch {
	case outcome == giveout.IsEmpty:
		a.pop()
		return a.say("Nothing is left to give out.")
	case outcome == giveout.IsRead && ofList:
		return a.say("Nothing was given out. Read it out from here: Page Up and Page Down move what it says.")
	case outcome == giveout.IsRead:
		return a.say("No code is shown. p shows the number in large figures, to be read out.")
	}
	return g.pending(a)
}

// writeOut writes the choice as a file, shows its codes, or copies its link.
func (a *app) writeOut() tea.Cmd {
	ctx, with, choice := a.ctx, a.deps.Giving, a.giving.screen.Choice()
	switch choice.Form {
	case giveout.Code:
		win := a.window()
		w, h := win.All.W, win.All.H+win.Message.H
		return func() tea.Msg {
			squares, err := with.Codes(ctx, choice, w, h)
			return coded{title: "Scan it with a telephone", squares: squares, err: err}
		}
	case giveout.Link:
		return a.copyOut()
	}
	screen := a.giving.screen
	return a.saves.add(func() tea.Cmd {
		if path := screen.Written(choice); path != "" {
			a.keep("It is written already: " + path + a.viewable() + " Another form makes another file.")
			return nil
		}
		return func() tea.Msg {
			path, err := with.Write(ctx, choice)
			return exported{of: screen, choice: choice, path: path, err: err}
		}
	})
}

// copyOut copies the choice.
func (a *app) copyOut() tea.Cmd {
	ctx, with, choice := a.ctx, a.deps.Giving, a.giving.screen.Choice()
	return func() tea.Msg {
		text, said, err := with.Copy(ctx, choice)
		return copied{text: text, said: said, err: err}
	}
}

// opensIn returns what opens the choice in a program.
func opensIn(program string) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		ctx, with, choice := a.ctx, a.deps.Giving, a.giving.screen.Choice()
		return func() tea.Msg {
			said, err := with.Open(ctx, choice, program)
			return opened{text: said, err: err}
		}
	}
}

// showDial shows a code that rings the service under the keys.
func (a *app) showDial() tea.Cmd {
	s, _ := a.current()
	id, with, whole := s.ID, a.deps.Giving, a.deps.Service
	return func() tea.Msg {
		s, err := whole(id) // a row lacks what tells of what kind it is
		if err != nil {
			return coded{err: err}
		}
		code, number, err := with.Dial(id)
		return dialled{
			about: giveout.Sensitive{ID: id, Name: s.Name, Kind: with.Kind(&s)},
			coded: coded{title: "Scan it to ring " + number, squares: []giveout.Square{code}, err: err},
		}
	}
}

// dialled is a code that rings a service, which stays in the other person's
// telephone.
type dialled struct {
	about giveout.Sensitive
	coded
}

func (d dialled) take(a *app) {
	if d.err != nil || d.about.Kind == "" || len(a.giving.safety.Unsure([]giveout.Sensitive{d.about}, giveout.Choice{})) == 0 {
		d.coded.take(a)
		return
	}
	a.giving.pending = func(a *app) tea.Cmd { d.coded.take(a); return nil }
	a.push(inSafe, giveout.NewQuestionOfOne(d.about))
}

// coded is codes ready to be shown.
type coded struct {
	title   string
	squares []giveout.Square
	err     error
}

func (c coded) take(a *app) {
	if c.err != nil {
		a.trouble(c.err)
		return
	}
	a.message.text = ""
	a.push(inCode, giveout.NewCodes(c.title, c.squares))
}

// turnCode goes to another code.
func (a *app) turnCode(by int) tea.Cmd {
	if c, ok := a.top().(*giveout.Codes); ok && !c.Turn(by) {
		return a.say("There is no other code. Esc goes back.")
	}
	return nil
}

// nothingMarked says why nothing can be given out.
func nothingMarked(a *app) string {
	if a.list.Len() == 0 {
		return "There is nothing to give out yet: mark a service with s first."
	}
	return ""
}

// exported says where the file of a choice is.
type exported struct {
	of     *giveout.Screen
	choice giveout.Choice
	path   string
	err    error
}

// viewGiven opens the file of the choice, or else the one that was written last.
func (a *app) viewGiven() tea.Cmd {
	if path := a.giving.screen.Written(a.giving.screen.Choice()); path != "" {
		return a.open(path, "the exported file")
	}
	return a.open(a.exported, "the exported file")
}

// viewable says how to see the file, after its name.
func (a *app) viewable() string {
	if a.deps.Open == nil {
		return "."
	}
	return ". v opens it."
}

func (e exported) apply(a *app) tea.Cmd {
	if e.err != nil {
		a.trouble(e.err)
		return a.saves.done()
	}
	a.exported = e.path
	a.giving.asked = "" // the next file has another name
	e.of.Wrote(e.choice, e.path)
	// Where the file is must not vanish while it is being written down.
	a.keep("Saved as " + e.path + a.viewable())
	return a.saves.done()
}
