package hide_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/hide"
	"fettle/tui/screentest"
	"fettle/tui/widget"
)

func hidden() *hide.Screen { return hide.New(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)) }

func TestTheHiddenScreenHasADateAndNothingElse(t *testing.T) {
	t.Parallel()
	if got := screentest.Seen(t, hidden(), 60, 10); got != " Monday 23 November 2026" {
		t.Errorf("there is\n%s", got)
	}
}

// TestWhateverIsPressedOnlySaysHowToComeBack tries all that reaches the screen.
func TestWhateverIsPressedOnlySaysHowToComeBack(t *testing.T) {
	t.Parallel()
	const want = " Monday 23 November 2026\n\n Esc goes on."
	for name, do := range map[string]func(*hide.Screen){
		"a letter":   func(s *hide.Screen) { s.Type(tea.KeyPressMsg{Code: 'q', Text: "q"}) },
		"a movement": func(s *hide.Screen) { s.Move(widget.Down) },
		"a paste":    func(s *hide.Screen) { s.Paste("Mr A, 01632 960 001") },
	} {
		s := hidden()
		if do(s); screentest.Seen(t, s, 60, 10) != want {
			t.Errorf("after %s there is\n%s", name, screentest.Seen(t, s, 60, 10))
		}
		if s.Clear() || !s.Typing() {
			t.Errorf("after %s there is text", name)
		}
	}
}

func TestOnlyEscAndCtrlCGetThrough(t *testing.T) {
	t.Parallel()
	s := hidden()
	for _, k := range []tea.KeyPressMsg{
		{Code: 'q', Text: "q"}, {Code: tea.KeyEnter}, {Code: tea.KeyF8}, {Code: tea.KeyF1}, {Code: tea.KeyTab}, {Code: 'r', Mod: tea.ModCtrl}, {Code: 'c', Text: "c"},
	} {
		if !s.Takes(k) {
			t.Errorf("%s does something under the hidden screen", k)
		}
	}
	for _, k := range []tea.KeyPressMsg{{Code: tea.KeyEscape}, {Code: 'c', Mod: tea.ModCtrl}} {
		if s.Takes(k) {
			t.Errorf("%s does nothing", k)
		}
	}
}
