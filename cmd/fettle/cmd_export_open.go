package main

import (
	"context"
	"fmt"

	"fettle/internal/clip"
	"fettle/internal/export"
)

// The programs of the system that a list can be opened in. What is opened is a
// draft without a recipient: a person chooses whom it is for and sends it.
const (
	openMail = "mail"
	openSMS  = "sms"
)

func handovers() []string { return []string{openMail, openSMS} }

// handOver opens the list as a draft in a program of the system.
func (a *app) handOver(ctx context.Context, doc export.Document, program string) error {
	if program == openMail {
		return a.openLetter(ctx, doc)
	}
	message, err := export.SMS(doc)
	if err != nil {
		return err
	}
	link, err := export.SMSLink(string(message))
	if err != nil {
		return err
	}
	if err := openWithSystem(link); err != nil {
		return err
	}
	n := export.CountSMS(string(message))
	a.printf("Opened as a message that goes out as %d texts. Choose whom it is for, and look at it before you send it.\n", n.Texts)
	return nil
}

// openLetter opens the list as a letter. One that is too long for an address is
// put on the clipboard to be pasted.
func (a *app) openLetter(ctx context.Context, doc export.Document) error {
	letter, err := export.Text(doc)
	if err != nil {
		return err
	}
	link, whole := export.MailLink(doc.Title, string(letter))
	said := "Opened as a letter. Choose whom it is for, and look at it before you send it."
	if !whole {
		formatted, err := export.Email(doc)
		if err != nil {
			return err
		}
		result, err := clip.System().Write(ctx, clip.Content{HTML: string(formatted), Text: string(letter), Discreet: doc.Discreet})
		if err != nil {
			return fmt.Errorf("the list is too long for a letter to be opened with it, and it can't be copied (%w): write it with 'fettle export --format eml'", err)
		}
		said = "Opened an empty letter, as the list is too long to come with it. Paste it there: " + result.Words
	}
	if err := openWithSystem(link); err != nil {
		return err
	}
	a.printf("%s\n", said)
	return nil
}
