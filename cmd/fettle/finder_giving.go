package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"fettle/internal/clip"
	"fettle/internal/config"
	"fettle/internal/export"
	"fettle/internal/service"
	"fettle/tui/giveout"
)

// giver makes what a person is given, for the finder.
type giver struct {
	a        *app
	marked   *markedServices
	now      func() time.Time
	settings config.Export
}

// document makes the document of a choice.
func (g *giver) document(c giveout.Choice) (export.Document, error) {
	list := without(exportList(g.marked.store.Current()), c.LeftOut)
	if len(list.Items) == 0 {
		return export.Document{}, errors.New("there is nothing on the list to give out")
	}
	return g.a.exportDocument(list, g.marked.lib, g.now(), export.Options{
		Large: c.Large, Easier: c.Easier, Discreet: c.Discreet, Contacts: c.Contacts,
	})
}

// Preview says what a choice would give, and where.
func (g *giver) Preview(_ context.Context, c giveout.Choice, width int) (giveout.Preview, error) {
	doc, err := g.document(c)
	if err != nil {
		return giveout.Preview{}, err
	}
	p := giveout.Preview{Sensitive: sensitiveIn(doc)}
	switch c.Form {
	case giveout.Code:
		message, err := export.SMS(doc)
		p.Text, p.Remark = string(message), "A telephone reads it off this screen: no network, and nothing is left behind. Enter shows it, in as many codes as it takes."
		return p, err
	case giveout.Link:
		return g.previewLink(doc, p)
	}
	if p.Where, err = g.where(doc, c.Form); err != nil {
		return p, err
	}
	return g.previewFile(doc, c, p, width)
}

// where returns the file that would be written.
func (g *giver) where(doc export.Document, form string) (string, error) {
	dir, err := g.a.exportFolder()
	if err != nil {
		return "", err
	}
	for _, f := range exportFormats() {
		if f.name == form {
			return freePath(filepath.Join(dir, export.FileName(doc, f.extension)))
		}
	}
	return "", fmt.Errorf("there is no form called %q", form)
}

// previewFile says what a file says: a page and a letter in plain text.
func (g *giver) previewFile(doc export.Document, c giveout.Choice, p giveout.Preview, width int) (giveout.Preview, error) {
	switch c.Form {
	case giveout.Page:
		p.Remark = "A page for any browser, telephone or printer."
	case giveout.Letter:
		p.Remark = "A draft that the mail program opens, formatted and plain, to nobody yet."
	case giveout.Calendar:
		p.Remark = "The times that recur, for a calendar."
	case giveout.Cards:
		p.Remark = "A card for each service. It stays in the telephone, where others may see it."
	}
	data, _, err := renderDocument(doc, c.Form)
	if c.Form == giveout.Page || c.Form == giveout.Letter || c.Form == giveout.Text {
		data, err = export.TextIn(doc, width)
	}
	if c.Large && (c.Form == giveout.Page || c.Form == giveout.Letter) {
		p.Remark += " Large print: 18 point."
	}
	if err != nil {
		return p, err
	}
	p.Text = strings.TrimPrefix(string(data), "\ufeff")
	if c.Form == giveout.Message {
		p.Remark = messageRemark(p.Text, c.Contacts)
	}
	return p, nil
}

// messageRemark says into how many texts a message goes, and why.
func messageRemark(message string, contacts bool) string {
	n := export.CountSMS(message)
	said := fmt.Sprintf("%s, %d characters.", textsIn(n.Texts), utf8.RuneCountInString(message))
	if !n.Plain {
		said += " A letter in it that simple telephones lack makes each text hold 70 instead of 160."
	}
	if n.Texts > 1 && !contacts {
		said += " Names and numbers only is shorter."
	}
	return said
}

// previewLink shows the link that holds the list.
func (g *giver) previewLink(doc export.Document, p giveout.Preview) (giveout.Preview, error) {
	if g.settings.Viewer == "" {
		p.Remark = "No link can be made yet: export.viewer in the settings names the page of your organisation that shows lists."
		return p, nil
	}
	link, err := export.LinkTo(doc, g.settings.Viewer)
	if err != nil {
		return p, err
	}
	p.Text, p.Remark = link, fmt.Sprintf("Whoever has this link has the list. It has %d letters.", len(link))
	if len(link) > export.LongLink {
		p.Remark += " Some programs cut off so long a link."
	}
	return p, nil
}

// Write writes a choice as a file.
func (g *giver) Write(_ context.Context, c giveout.Choice) (string, error) {
	doc, err := g.document(c)
	if err != nil {
		return "", err
	}
	if err := g.marked.store.Touch(); err != nil {
		return "", err
	}
	return g.a.writeDocument(doc, c.Form, "")
}

// Copy copies a choice: pages and letters formatted and plain, all else as it is.
func (g *giver) Copy(ctx context.Context, c giveout.Choice) (text, said string, err error) {
	doc, err := g.document(c)
	if err != nil {
		return "", "", err
	}
	content := clip.Content{Discreet: doc.Discreet}
	switch c.Form {
	case giveout.Link:
		if g.settings.Viewer == "" {
			return "", "", errors.New("no link can be made yet: export.viewer in the settings names the page that shows lists")
		}
		if content.Text, err = export.LinkTo(doc, g.settings.Viewer); err != nil {
			return "", "", err
		}
	case giveout.Page, giveout.Letter:
		fragment, err := export.Fragment(doc)
		if err != nil {
			return "", "", err
		}
		plain, err := export.Text(doc)
		if err != nil {
			return "", "", err
		}
		content.HTML, content.Text = string(fragment), string(plain)
	default:
		data, _, err := renderDocument(doc, c.Form)
		if err != nil {
			return "", "", err
		}
		content.Text = string(data)
	}
	result, err := clip.System().Write(ctx, content)
	return content.Text, result.Words, err
}

// WhyNot says why a program can't be used.
func (g *giver) WhyNot(program string) string {
	if program == giveout.InWhatsApp && !g.settings.WhatsApp {
		return "WhatsApp is off until your employer allows it. Whoever looks after Fettle can turn it on."
	}
	return ""
}

// Open opens a choice in a program of the system.
func (g *giver) Open(ctx context.Context, c giveout.Choice, program string) (string, error) {
	doc, err := g.document(c)
	if err != nil {
		return "", err
	}
	said, err := g.a.handOver(ctx, doc, program)
	var none *notOpened
	if errors.As(err, &none) {
		what, _, _ := strings.Cut(none.said, ".")
		return said, &notOpened{what + ". c copies it, and Enter writes it as a file: an e-mail draft opens in a mail program", err}
	}
	return said, err
}

// Codes returns a choice as codes for a window.
func (g *giver) Codes(_ context.Context, c giveout.Choice, columns, rows int) ([]giveout.Square, error) {
	doc, err := g.document(c)
	if err != nil {
		return nil, err
	}
	pages, err := codePages(doc, columns, rows)
	if err != nil {
		return nil, err
	}
	var squares []giveout.Square
	for _, page := range pages {
		squares = append(squares, giveout.Square{Modules: page.Modules(), Dark: page.Dark})
	}
	return squares, nil
}

// Kind says of what sensitive kind a service is.
func (*giver) Kind(s *service.Service) string {
	kind, _ := export.Sensitive(s)
	return kind
}

// Dial returns a code that rings a service.
func (g *giver) Dial(id string) (giveout.Square, string, error) {
	s, err := g.marked.lib.Service(id)
	if err != nil {
		return giveout.Square{}, "", err
	}
	code, number, ok := export.QRRing(&s)
	if !ok {
		return giveout.Square{}, "", errors.New("this service states no number that a telephone could ring")
	}
	return giveout.Square{Modules: code.Modules(), Dark: code.Dark}, number, nil
}
