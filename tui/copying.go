package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/giveout"
	"fettle/tui/layout"
	"fettle/tui/words"
)

// copyContact puts how to reach a service on the clipboard.
// For a service of a sensitive kind it says what has to be thought of.
func (a *app) copyContact(s *service.Service) tea.Cmd {
	kind := a.deps.Giving.Kind
	return a.copyOf(s.ID, words.Contact, func(s *service.Service) string {
		if of := kind(s); of != "" {
			return "It is about " + of + ": is it safe for this person to have?"
		}
		return ""
	})
}

// copyOf puts what is said of a whole record on the clipboard, and adds a remark
// to what is said of that.
func (a *app) copyOf(id string, say, remark func(*service.Service) string) tea.Cmd {
	whole := a.deps.Service
	return a.copyText(func() copied {
		s, err := whole(id) // a row lacks the people to contact
		if err != nil {
			return copied{err: err}
		}
		c := copied{text: say(&s)}
		c.what, _, _ = strings.Cut(c.text, "\n")
		if remark != nil {
			c.remark = remark(&s)
		}
		return c
	})
}

// copyText puts a text on the clipboard of the system.
func (a *app) copyText(make func() copied) tea.Cmd {
	native := a.deps.Copy
	return func() tea.Msg {
		c := make()
		switch {
		case c.err != nil:
		case native == nil:
			c.err = errors.New("no clipboard but the terminal's")
		default:
			c.said, c.err = native(c.text)
		}
		return c
	}
}

// copyList puts the names and numbers of the whole shortlist on the clipboard, as
// the list is after all changes before. Where a service may bring harm, the
// window of giving out opens and asks first.
func (a *app) copyList() tea.Cmd {
	ctx, with := a.ctx, a.deps.Giving
	choice := giveout.Choice{Form: giveout.Text, Contacts: true}
	return a.saves.add(func() tea.Cmd {
		return func() tea.Msg {
			p, err := with.Preview(ctx, choice, giveout.ReadWidth(layout.ReadWidth))
			return lookedOver{choice: choice, preview: p, err: err}
		}
	})
}

// lookedOver is a list that is to be copied, with what has to be asked first.
type lookedOver struct {
	choice  giveout.Choice
	preview giveout.Preview
	err     error
}

func (l lookedOver) apply(a *app) tea.Cmd {
	next := a.saves.done()
	if l.err != nil {
		a.trouble(l.err)
		return next
	}
	a.giving.screen, a.giving.asked = giveout.NewWith(a.list.Len(), l.choice, l.preview), ""
	if len(a.unsure()) > 0 {
		a.push(inGive, a.giving.screen)
	}
	return tea.Batch(next, a.hand((*app).copyOut))
}

// copied says what became of a text for the clipboard.
type copied struct {
	text, said string
	// what names what was copied; "" is said by whoever copied.
	what string
	// remark is a sentence more.
	remark string
	err    error
}

func (c copied) apply(a *app) tea.Cmd {
	if c.text == "" {
		if c.err == nil {
			return a.say("There is nothing to copy for this service.")
		}
		a.trouble(c.err)
		return nil
	}
	if c.err == nil {
		if c.said == "" {
			c.said = "Copied."
		}
		return a.say(strings.TrimSpace(c.named(c.said) + " " + c.remark))
	}
	// The terminal never says whether it took the text, so no success is claimed.
	return tea.Batch(tea.SetClipboard(c.text),
		a.say(c.named("Sent to your terminal's clipboard as plain text.")+" If pasting brings nothing, write a file: e gives the shortlist out. "+c.remark))
}

// named says first what was copied.
func (c *copied) named(said string) string {
	if c.what == "" {
		return said
	}
	return "“" + c.what + "”: " + strings.ToLower(said[:1]) + said[1:]
}
