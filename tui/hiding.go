package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/tui/find"
	"fettle/tui/hide"
	"fettle/tui/paint"
)

// hideActions hide what is on the screen, and bring it back.
func hideActions() []action {
	return []action{{
		ID: "hide", Keys: []string{"f8", "ctrl+q"}, In: everywhere, Title: "Hide the screen at once", Label: "Hide", Weigh: weighs(always),
		Hint: "Shows the date and nothing else. Any key says how to come back, Esc does.",
		Run: func(a *app) tea.Cmd {
			a.message = message{id: a.message.id + 1}
			a.hidden = hide.New(a.deps.Now())
			return nil
		},
	}, {
		ID: "show", Keys: []string{"esc"}, In: inHidden, Title: "Show the screen again", Hint: "Everything is as it was.",
		Run: func(a *app) tea.Cmd { a.hidden = nil; return nil },
	}}
}

// drawHidden draws the window with nothing of the finder in it.
func (a *app) drawHidden() (string, find.Cursor) {
	head, _ := a.hidden.Head(a.w, a.theme)
	lines := a.hidden.Lines([]string{head}, a.w, max(a.h-1, 0), a.theme)
	return paint.Compose(a.w, a.h, a.theme.Base, []paint.Part{{W: a.w, Lines: lines}}), find.Cursor{X: -1}
}
