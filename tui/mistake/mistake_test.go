package mistake_test

import (
	"net/url"
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/mistake"
	"fettle/tui/screentest"
	"fettle/tui/widget"
)

func club() service.Service {
	return service.Service{
		ID: "vale/12", Name: "Lunch & Chat", Email: "club@example.org",
		Organisation: service.Organisation{Name: "Vale Friends", Email: "office@example.org"},
	}
}

func facts() []detail.Fact {
	return []detail.Fact{{Label: "Phone", Text: "01632 960 001"}, {Label: "Next", Text: "today"}, {Label: "Times", Text: "Tuesdays"}}
}

func TestOnlyWhatThePublisherSaysMayBeWrong(t *testing.T) {
	t.Parallel()
	s := mistake.New(club(), "Vale Council", facts())
	got := screentest.Seen(t, s, 60, 7)
	screentest.Has(t, got, "What is wrong?", "Lunch & Chat", ">Phone      01632 960 001", " Times      Tuesdays", "It has closed, or does not run now", "Something else")
	if strings.Contains(got, "Next") {
		t.Errorf("what is worked out here is offered:\n%s", got)
	}
	s.Move(widget.End)
	screentest.Has(t, screentest.Seen(t, s, 60, 4), ">Something else")
}

func TestTheLetterNamesTheRecordAndTheFact(t *testing.T) {
	t.Parallel()
	s := mistake.New(club(), "Vale Council", facts())
	s.Move(widget.Down)
	to, subject, body := s.Letter()
	if to != "office@example.org" || subject != "A mistake in the record of Lunch & Chat" {
		t.Errorf("the letter goes to %q about %q", to, subject)
	}
	screentest.Has(t, body, "What is wrong: Times", "The record says: Tuesdays", "It should say: \n", "Service: Lunch & Chat, Vale Friends", "Reference: vale/12", "Directory: vale, published by Vale Council")
	if strings.Contains(body, "01632") {
		t.Errorf("another fact is in the letter:\n%s", body)
	}
	s.Move(widget.Down)
	if _, _, body := s.Letter(); strings.Contains(body, "The record says") || !strings.Contains(body, "What is wrong: It has closed") {
		t.Errorf("the letter is\n%s", body)
	}
}

func TestTheLetterGoesToWhoeverHasAnAddress(t *testing.T) {
	t.Parallel()
	v := club()
	v.Organisation.Email = ""
	if to, _, _ := mistake.New(v, "", nil).Letter(); to != "club@example.org" {
		t.Errorf("the letter goes to %q", to)
	}
	v.Email = ""
	s := mistake.New(v, "", nil)
	to, _, body := s.Letter()
	if to != "" || strings.Contains(body, "published by") {
		t.Errorf("the letter goes to %q:\n%s", to, body)
	}
	if !strings.HasPrefix(s.Link(), "mailto:?subject=") {
		t.Errorf("the link is %s", s.Link())
	}
}

// TestTheLinkHoldsTheWholeLetter reads the address as a mail program does.
func TestTheLinkHoldsTheWholeLetter(t *testing.T) {
	t.Parallel()
	s := mistake.New(club(), "Vale & Dale", facts())
	_, subject, body := s.Letter()
	link, err := url.Parse(s.Link())
	if err != nil || link.Scheme != "mailto" || link.Opaque != "office@example.org" {
		t.Fatalf("the link is %s: %v", s.Link(), err)
	}
	if strings.Contains(s.Link(), "+") {
		t.Error("a blank is written as a plus, which stays one in a letter")
	}
	read := link.Query()
	if read.Get("subject") != subject || strings.ReplaceAll(read.Get("body"), "\r\n", "\n") != body || len(read) != 2 {
		t.Errorf("the link says %q", read)
	}
}
