package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// mostWaiting is how many keys wait for an answer; further ones are dropped, so
// that a key that is held down does nothing for minutes afterwards.
const mostWaiting = 64

// waitingKey is a key that waits, and when it was pressed.
type waitingKey struct {
	key tea.KeyPressMsg
	at  time.Time
}

// waits keeps a key until the answer to what was asked before it is on the
// screen: whoever types some words, Enter and s at once means the first service
// of these words, not of what was listed before. Letters of a text never wait,
// unless a key before them does.
func (a *app) waits(k tea.KeyPressMsg) bool {
	name := keyName(k)
	if name == "ctrl+c" || a.place()&(inPanels|inHidden) != 0 || !a.awaiting() {
		return false
	}
	act := a.action(name)
	if act != nil && act.ID == "hide" {
		return false
	}
	typed := act == nil && !strings.HasPrefix(name, "alt+")
	if typed && len(a.waiting) == 0 {
		return false
	}
	if len(a.waiting) < mostWaiting {
		a.waiting = append(a.waiting, waitingKey{k, a.pressedAt})
	}
	return true
}

// awaiting reports whether the answer to what was asked last is still to come.
func (a *app) awaiting() bool { return a.search.running || a.lookups > 0 }

// catchUp does what the waiting keys ask for, up to the next that has to wait.
func (a *app) catchUp() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.waiting) > 0 && !a.awaiting() {
		next := a.waiting[0]
		a.waiting = a.waiting[1:]
		a.pressedAt = next.at
		cmds = append(cmds, a.key(next.key), a.settle())
	}
	return tea.Batch(cmds...)
}
