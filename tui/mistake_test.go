package tui

import (
	"net/url"
	"strings"
	"testing"
)

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
