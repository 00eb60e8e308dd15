package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/detail"
)

// heldFor is how long the screen stays as it was before a key while what the key
// brings is on its way. Services and the page of the first of them mostly come
// within that time, and then are one frame with the letter instead of three: the
// library compares all cells of each.
const heldFor = 8 * time.Millisecond

// holding is the frame that stays while a newer one is not complete.
type holding struct {
	// since is when the first key was pressed that is not seen yet, zero for none;
	// due is set once the end of the wait for it is arranged.
	since time.Time
	due   bool
	frame tea.View
}

// hold begins to hold the frame for a key, unless one before it has begun.
func (a *app) hold() {
	if a.holding.since.IsZero() && a.holding.frame.Content != "" {
		a.holding.since, a.holding.due = a.pressedAt, false
	}
}

// letGo has the frame shown after a while, however incomplete it is.
func (a *app) letGo() tea.Cmd {
	if a.holding.due || !a.held() {
		return nil
	}
	a.holding.due = true
	return a.after(heldFor, overdue{a.holding.since})
}

// overdue says that the frame was held long enough for the key of that moment.
type overdue struct{ since time.Time }

func (o overdue) take(a *app) {
	if a.holding.since.Equal(o.since) {
		a.holding.since = time.Time{}
	}
}

// aheadAfter is how long after the start the first letters are made ready for, so
// that the first services are on the screen before.
const aheadAfter = 150 * time.Millisecond

// quiet says that the start is over.
type quiet struct{}

func (quiet) apply(a *app) tea.Cmd {
	ready := a.deps.Ahead
	if ready == nil {
		return nil
	}
	return func() tea.Msg { ready(); return nil }
}

// held reports whether the frame before the key is still to be shown.
func (a *app) held() bool {
	return !a.holding.since.IsZero() && a.place()&(inSearch|inFilters|inList) != 0 && a.coming()
}

// coming reports whether something is on its way that belongs to the frame: an
// answer, or a part of the page beside the list.
func (a *app) coming() bool {
	if a.awaiting() {
		return true
	}
	win := a.window()
	s, _ := a.current()
	if s == nil || !win.Detail.Shown() {
		return false
	}
	whole, read := a.wholes[s.ID]
	why, explained := a.whys[s.ID]
	about, rendered := a.abouts[detail.KeyOf(s, win.Detail.W, a.theme)]
	return read && whole == nil || explained && why == nil || rendered && about == nil
}
