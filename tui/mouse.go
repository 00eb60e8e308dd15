package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/tui/find"
	"fettle/tui/layout"
	"fettle/tui/widget"
)

// mouseActions hand the mouse to the finder, or back to the terminal.
func mouseActions() []action {
	return []action{{
		ID: "mouse", Keys: []string{"f9"}, In: everywhere, Title: "Turn the mouse on or off",
		Hint: "On, it picks rows, filters and what the last line names; off, and where one service is read, it selects text.",
		Run: func(a *app) tea.Cmd {
			a.mouse = !a.mouse
			if a.mouse {
				return a.say("The mouse is on: a click picks, a second one opens. F9 turns it off, to select text.")
			}
			return a.say("The mouse is off: it selects text now. F9 turns it on.")
		},
	}}
}

// mouseMode says whether the terminal should send what the mouse does. Where one
// service is read, text is there to be selected.
func (a *app) mouseMode() tea.MouseMode {
	if a.mouse && !a.reads() {
		return tea.MouseModeCellMotion
	}
	return tea.MouseModeNone
}

// click does what a click asks for. A row or a chosen filter is picked, and a
// click on what is picked already does what Enter or x does there; a hint of the
// last line does its action.
func (a *app) click(m tea.Mouse) tea.Cmd {
	win := a.window()
	if m.Button != tea.MouseLeft || win.Mode == layout.Tiny || a.place() == inHidden {
		return nil
	}
	a.coach.Pressed("Click", false)
	switch {
	case win.Keys.Has(m.X, m.Y):
		return a.clickHint(m.X)
	case len(a.panels) > 0:
		return a.clickPanel(m.X-win.All.X, m.Y-win.All.Y)
	case a.listing:
		if r := win.List; r.Has(m.X, m.Y) && a.list.Pick(m.Y-r.Y) && win.Mode != layout.Wide {
			return a.press("enter")
		}
		return nil
	}
	return a.clickFinder(m.X, m.Y, &win)
}

// clickPanel picks a row of the uppermost panel. A second click does what Enter does
// there, but where Enter writes a file it turns a way on or off.
func (a *app) clickPanel(x, y int) tea.Cmd {
	p, ok := a.top().(clickable)
	if !ok {
		return nil
	}
	there, again := p.Click(x, y)
	switch {
	case !there || !again:
		return nil
	case a.place() == inGive:
		return a.press("space")
	}
	return a.press("enter")
}

// clickFinder does what a click on the search box, a filter or a row asks for.
func (a *app) clickFinder(x, y int, win *layout.Window) tea.Cmd {
	switch {
	case win.Head.Has(x, y):
		a.toFinder()
		a.find.Focus(find.Search)
	case win.Filters.Has(x, y):
		a.toFinder()
		r := win.Filters
		return a.effect(a.find.PickOption(x-r.X, y-r.Y, r.W))
	case win.Chips.Has(x, y):
		listed := a.place() == inList
		picked, again := a.find.PickChip(x, y-win.Chips.Y, win.Chips.W, win.Chips.H)
		if !picked {
			return nil
		}
		a.toFinder()
		if again && listed {
			return a.press("x")
		}
	case win.List.Has(x, y) && a.find.List.Len() > 0:
		again := a.find.List.Pick(y-win.List.Y, win.List.W, win.List.H) && a.place() == inList
		a.toFinder()
		a.find.Focus(find.List)
		// Where there is room the service stands beside the list already.
		if again && win.Mode != layout.Wide {
			return a.press("enter")
		}
	}
	return nil
}

// clickHint does the action of the hint at a cell of the last line, unless it
// would do it to what is about to be replaced by an answer.
func (a *app) clickHint(x int) tea.Cmd {
	if a.awaiting() && len(a.panels) == 0 {
		return nil
	}
	for _, h := range a.footerHints() {
		if x >= h.x && x < h.x+h.w {
			return a.do(h.act)
		}
	}
	return nil
}

// wheel scrolls what is under the mouse, or the panel over everything.
func (a *app) wheel(m tea.Mouse) tea.Cmd {
	by := widget.Down
	switch {
	case a.place() == inHidden:
		return nil
	case m.Button == tea.MouseWheelUp:
		by = widget.Up
	case m.Button != tea.MouseWheelDown:
		return nil
	}
	win := a.window()
	switch {
	case a.top() != nil, win.Filters.Has(m.X, m.Y) && a.place() == inFilters:
		a.move(by)
	case win.Detail.Has(m.X, m.Y):
		a.page.Move(by)
	case !win.List.Has(m.X, m.Y):
	case a.listing:
		a.list.Move(by)
	default:
		a.find.List.Move(by)
	}
	return nil
}
