package main

import (
	"context"
	"errors"
	"fmt"

	"fettle/internal/clip"
	"fettle/internal/export"
	"fettle/tui/giveout"
)

// handovers are the programs of the system that a list can be opened in. What is
// opened is a draft without a recipient: a person chooses whom it is for and
// sends it.
func handovers() []string { return []string{giveout.InMail, giveout.InMessages, giveout.InWhatsApp} }

// handOver opens the list as a draft in a program of the system, and says what
// was opened.
func (a *app) handOver(ctx context.Context, doc export.Document, program string) (string, error) {
	if program == giveout.InMail {
		return openLetter(ctx, doc)
	}
	text, err := export.SMS(doc)
	if err != nil {
		return "", err
	}
	message := string(text)
	link, said := "", ""
	switch program {
	case giveout.InWhatsApp:
		if err := a.whatsAppAllowed(); err != nil {
			return "", err
		}
		link, err = export.WhatsAppLink(message)
		said = "Opened in WhatsApp. "
	default:
		link, err = export.SMSLink(message)
		said = "Opened as a message that goes out as " + textsIn(export.CountSMS(message).Texts) + ". "
	}
	if err != nil {
		return "", err
	}
	err = openWithSystem(link)
	if program == giveout.InWhatsApp && err != nil { // its address is the whole message
		err = &notOpened{"WhatsApp does not open here. Copy it instead", err}
	}
	return said + "Choose whom it is for, and look at it before you send it.", err
}

// textsIn counts texts: "1 text", "2 texts".
func textsIn(n int) string {
	if n == 1 {
		return "1 text"
	}
	return fmt.Sprintf("%d texts", n)
}

// whatsAppAllowed refuses WhatsApp where the settings do not allow it: employers
// have to approve it for work with people first.
func (a *app) whatsAppAllowed() error {
	if !a.settings().Export.WhatsApp {
		return errors.New("WhatsApp is off until your employer allows it: 'fettle config set export.whatsapp true' turns it on")
	}
	return nil
}

// openLetter opens the list as a letter. One that is too long for an address is
// put on the clipboard to be pasted.
func openLetter(ctx context.Context, doc export.Document) (string, error) {
	letter, err := export.Text(doc)
	if err != nil {
		return "", err
	}
	link, whole := export.MailLink(doc.Title, string(letter))
	said := "Opened as a letter. Choose whom it is for, and look at it before you send it."
	if !whole {
		formatted, err := export.Fragment(doc)
		if err != nil {
			return "", err
		}
		result, err := clip.System().Write(ctx, clip.Content{HTML: string(formatted), Text: string(letter), Discreet: doc.Discreet})
		if err != nil {
			return "", &notOpened{"the whole list is too long to be opened as a letter here. Write it as an e-mail draft instead: --format eml", err}
		}
		said = "Opened an empty letter, as the list is too long to come with it. Paste it there: " + result.Words
	}
	return said, openWithSystem(link)
}
