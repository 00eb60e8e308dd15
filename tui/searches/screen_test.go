package searches_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/screentest"
	"fettle/tui/searches"
	"fettle/tui/widget"
)

func write(s *searches.Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func asked() (saved, recent []searches.Entry) {
	return []searches.Entry{{Name: "Lunches", Said: "lunch, within 5 miles of PR5"}}, []searches.Entry{{Said: "club", Number: 0}, {Said: "walk", Number: 1}}
}

// TestTheKeysGoFromSearchToSearch sees that headings never have the keys.
func TestTheKeysGoFromSearchToSearch(t *testing.T) {
	t.Parallel()
	s := searches.New()
	screentest.Has(t, screentest.Seen(t, s, 80, 8), "Nothing is saved yet")
	if s.Selected() != nil {
		t.Error("there is a search where there is none")
	}
	s.Set(asked())
	got := screentest.Seen(t, s, 80, 8)
	screentest.Has(t, got, " Saved\n> Lunches", "lunch, within 5 miles of PR5", " Recent, gone when you leave\n  club\n  walk")
	walked := ""
	for _, m := range []widget.Move{widget.Down, widget.Down, widget.Down, widget.Up, widget.Up, widget.Up, widget.End, widget.Home} {
		s.Move(m)
		e := s.Selected()
		if e == nil {
			t.Fatalf("after %s a heading has the keys", walked)
		}
		walked += e.Said[:1]
	}
	if walked != "cwwcllwl" {
		t.Errorf("the keys went %s", walked)
	}
	s.Move(widget.End)
	_, recent := asked()
	s.Set(nil, recent[:1])
	if e := s.Selected(); e == nil || e.Said != "club" {
		t.Errorf("after the rest is gone the keys are on %+v", e)
	}
}

func TestANameIsTypedAndTakenBack(t *testing.T) {
	t.Parallel()
	s := searches.New()
	s.Set(asked())
	if s.Takes(tea.KeyPressMsg{Code: 'x', Text: "x"}) || s.Clear() {
		t.Error("letters are text before a name is asked for")
	}
	s.Ask("lunch, Age 81")
	write(s, " Lunches ")
	s.Paste("in PR5\nand more")
	screentest.Has(t, screentest.Seen(t, s, 80, 8), "Name it:", "lunch, Age 81", "What belongs to one person is left out")
	if got := s.Name(); !strings.HasPrefix(got, "Lunches in PR5") || strings.ContainsAny(got, "\n") {
		t.Errorf("the name is %q", got)
	}
	if !s.Clear() || s.Naming() {
		t.Error("Esc does not stop asking")
	}
	s.Ask("walk")
	if s.Name() != "" {
		t.Errorf("the next name begins with %q", s.Name())
	}
}
