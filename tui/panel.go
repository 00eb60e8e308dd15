package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/find"
	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// panel is a screen that takes the whole window over the finder. Panels are
// stacked: Esc closes the uppermost and shows what was there before. A panel
// neither reads keys, but text, nor waits: its keys are actions of the table.
type panel interface {
	// Head paints the line above and returns the cell of its text cursor, -1 for
	// none.
	Head(w int, t *theme.Theme) (line string, cursor int)
	// Lines paints the body in exactly h lines of w cells.
	Lines(dst []string, w, h int, t *theme.Theme) []string
	// Move moves the keys, or scrolls.
	Move(widget.Move)
}

// writer is a panel that has text to type, always or now and then.
type writer interface {
	panel
	// Typing reports whether letters are text now.
	Typing() bool
	// Takes reports whether a key is text now; such a key does no action.
	Takes(tea.KeyPressMsg) bool
	// Type gives the text a key.
	Type(tea.KeyPressMsg)
	// Paste gives the text what was pasted.
	Paste(string)
	// Clear empties the text, or stops typing, and reports whether there was
	// anything to do: what Esc does first.
	Clear() bool
}

// pointer is a panel whose text cursor is in its body.
type pointer interface {
	panel
	// Cursor returns the cell of the cursor within the lines painted last; x is
	// -1 for none.
	Cursor() (x, y int)
}

// clickable is a panel with rows that the mouse can pick.
type clickable interface {
	panel
	// Click gives the keys to what stands at a cell of the lines painted last. It
	// reports whether there is anything to pick, and whether it had the keys before.
	Click(x, y int) (there, again bool)
}

// stacked is one panel of the stack, or a service that is read by itself.
type stacked struct {
	at    place
	panel panel
	// alone is a service that was opened from no list; nil is a panel.
	alone *service.Service
}

// push opens a panel above everything.
func (a *app) push(at place, p panel) { a.panels = append(a.panels, stacked{at: at, panel: p}) }

// peek opens one service to be read, above everything, without its standing in
// any list. The name is shown until the record is read.
func (a *app) peek(id, name string) {
	a.panels = append(a.panels, stacked{at: inDetail, alone: &service.Service{ID: id, Name: name}})
	a.face = wholeFace
}

// pop closes the uppermost panel.
func (a *app) pop() {
	if n := len(a.panels); n > 0 {
		a.panels = a.panels[:n-1]
		a.face = wholeFace
	}
}

// top returns the uppermost panel, nil when there is none or a service is read.
func (a *app) top() panel {
	if n := len(a.panels); n > 0 {
		return a.panels[n-1].panel
	}
	return nil
}

// isOpen reports whether a panel is on the stack.
func (a *app) isOpen(p panel) bool {
	return slices.ContainsFunc(a.panels, func(s stacked) bool { return s.panel == p })
}

// alone returns the service that is read by itself, nil when there is none.
func (a *app) alone() *service.Service {
	if n := len(a.panels); n > 0 {
		return a.panels[n-1].alone
	}
	return nil
}

// writer returns the uppermost panel when it has text, nil otherwise. The hidden
// screen takes all that is typed.
func (a *app) writer() writer {
	if a.hidden != nil {
		return a.hidden
	}
	w, _ := a.top().(writer)
	return w
}

// toFinder closes everything over the finder.
func (a *app) toFinder() {
	a.panels, a.listing, a.reading, a.face = nil, false, false, wholeFace
}

// reads reports whether one service is being read.
func (a *app) reads() bool { return a.place() == inDetail }

// panelParts paints the uppermost panel.
func (a *app) panelParts(parts []paint.Part, win *layout.Window) ([]paint.Part, find.Cursor) {
	p := a.top()
	head, x := p.Head(win.Head.W, a.theme)
	r := win.All
	lines := p.Lines(make([]string, 0, r.H+4), r.W, r.H, a.theme)
	cursor := find.Cursor{X: x, Y: win.Head.Y}
	if c, ok := p.(pointer); ok {
		if cx, cy := c.Cursor(); cx >= 0 && cx < r.W && cy >= 0 && cy < r.H {
			cursor = find.Cursor{X: r.X + cx, Y: r.Y + cy}
		}
	}
	return append(parts, paint.Part{Y: win.Head.Y, W: win.Head.W, Lines: []string{head}},
		paint.Part{X: r.X, Y: r.Y, W: r.W, Lines: lines}), cursor
}
