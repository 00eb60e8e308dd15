package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
)

// lookHome looks up the place at which every search begins.
func (a *app) lookHome() tea.Cmd {
	text, locate := a.deps.Home, a.deps.Locate
	if text == "" {
		return nil
	}
	return func() tea.Msg {
		near, err := locate(text)
		if err == nil && len(near) == 0 {
			err = fmt.Errorf("no place is called %q", text)
		}
		return homeFound{near: near, err: err}
	}
}

// homeFound is the place at which every search begins, the likeliest first.
type homeFound struct {
	near []service.Near
	err  error
}

func (h homeFound) take(a *app) {
	if h.err != nil {
		a.trouble(fmt.Errorf("the place in your settings can't be used: %w", h.err))
		return
	}
	a.home = &h.near[0]
	a.beginAtHome()
}

// beginAtHome asks for services near the place at which every search begins, when
// nothing else is asked yet.
func (a *app) beginAtHome() {
	if a.home == nil || !a.find.Question().Empty() {
		return
	}
	q := a.find.Question().Clone()
	q.SetPlace(*a.home)
	a.find.Restore(q)
}
