package tui

import (
	"net/url"
	"strings"
	"testing"
)

func TestTwoServicesSideBySide(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "b")
	d.sees("Side by side: Tuesday Lunch Club. Go to another service and press b there.")
	d.press("b")
	d.sees("no longer picked")
	d.press("b", "down", "b")
	d.sees("1 Tuesday Lunch Club", "2 Walk and Talk", "Cost       Free")
	d.press("2")
	d.sees("Marked: Walk and Talk.", "1 on the shortlist")
	d.press("pgdown", "end", "up", "esc")
	if d.a.place() != inList {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
	d = newDriver(t, 40, 30)
	d.press("enter", "b", "down", "b")
	d.sees("1 Tuesday Lunch Club", "2 Walk and Talk", " 1 Tuesdays 10:30 to 12:00\n 2 Wednesdays")
}

func TestAMistakeIsWrittenAbout(t *testing.T) {
	t.Parallel()
	var opened, copied string
	d := newDriver(t, 80, 24, func(d *Deps) {
		d.Open = func(target string) error { opened = target; return nil }
		d.Copy = func(text string) (string, error) { copied = text; return "", nil }
	})
	d.lib.All[0].Contacts = nil
	d.press("enter", "r")
	d.sees("What is wrong?", ">Phone", "Something else")
	d.press("down", "down", "down", "enter")
	link, err := url.Parse(opened)
	if err != nil || link.Scheme != "mailto" || link.Opaque != "hello@example.org" {
		t.Fatalf("opened %q: %v", opened, err)
	}
	body := link.Query().Get("body")
	for _, want := range []string{"What is wrong: Times\r\n", "The record says: Tuesdays", "Reference: example/000", "Directory: example, published by Example Council"} {
		if !strings.Contains(body, want) {
			t.Errorf("the letter lacks %q:\n%s", want, body)
		}
	}
	if got := link.Query().Get("subject"); got != "A mistake in the record of Tuesday Lunch Club" {
		t.Errorf("the subject is %q", got)
	}
	d.press("c")
	if !strings.HasPrefix(copied, "To: hello@example.org\nSubject: A mistake") {
		t.Errorf("copied %q", copied)
	}
	d.press("esc")
	d = newDriver(t, 80, 24, func(d *Deps) { d.Open = nil })
	d.press("enter", "r", "enter")
	d.sees("Nothing on this system opens a letter from here: c copies it.")
}
