package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/find"
	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/words"
)

// mostMessageLines is how many lines a message may take.
const mostMessageLines = 3

// View paints the window, unless what a key brings to it is still to come.
func (a *app) View() tea.View {
	if !a.held() {
		a.holding.since, a.holding.frame = time.Time{}, a.frame()
	}
	return a.holding.frame
}

// frame is the window as it is now.
func (a *app) frame() tea.View {
	content, cursor := a.draw()
	v := tea.NewView(content)
	v.AltScreen = true
	v.ReportFocus = true
	v.MouseMode = a.mouseMode()
	// Never a service's or a person's name: titles are seen by others.
	v.WindowTitle = a.title()
	if cursor.X >= 0 {
		v.Cursor = tea.NewCursor(cursor.X, cursor.Y)
		v.Cursor.Shape = tea.CursorBar
		v.Cursor.Blink = false
	}
	return v
}

func (a *app) title() string {
	if a.place() == inHidden {
		return "Terminal"
	}
	if a.deps.Demo {
		return "Fettle DEMO"
	}
	return "Fettle"
}

// draw returns the frame and the cell of the text cursor.
func (a *app) draw() (string, find.Cursor) {
	if a.place() == inHidden {
		return a.drawHidden()
	}
	win := a.window()
	if win.Mode == layout.Tiny {
		return a.tiny(), find.Cursor{X: -1}
	}
	parts := make([]paint.Part, 0, 10)
	cursor := find.Cursor{X: -1}
	switch {
	case a.top() != nil:
		parts, cursor = a.panelParts(parts, &win)
	case a.alone() != nil:
		parts = append(parts, paint.Part{Y: win.Head.Y, W: win.Head.W, Lines: []string{a.aloneHead(win.Head.W)}})
		parts = a.detailPart(parts, &win)
	case a.listing:
		parts = a.listParts(parts, &win)
	default:
		parts, cursor = a.find.Parts(parts, &win, find.Look{Theme: a.theme, Title: a.title(), Services: a.contents.Services,
			Known: a.known, Keys: !a.reading})
		parts = a.detailPart(parts, &win)
	}
	parts = append(parts,
		paint.Part{Y: win.Message.Y, W: a.w, Lines: a.messageLines(win.Message.H)},
		paint.Part{Y: win.Coach.Y, W: a.w, Lines: a.coach.Lines(a.w, win.Coach.H, a.hints(), a.theme)},
		paint.Part{Y: win.Status.Y, W: a.w, Lines: []string{a.status()}},
		paint.Part{Y: win.Keys.Y, W: a.w, Lines: []string{a.footer()}})
	return paint.Compose(a.w, a.h, a.theme.Base, parts), cursor
}

// tiny asks for a larger window; it never refuses to run.
func (a *app) tiny() string {
	lines := paint.Wrap("Too small for Fettle: please make this window at least 30 by 8. Ctrl+C twice leaves.", a.w)
	lines = lines[:min(len(lines), a.h)]
	for i := range lines {
		lines[i] = paint.NewLine(a.w, a.theme.Base).Put("", lines[i]).String()
	}
	return paint.Compose(a.w, a.h, a.theme.Base, []paint.Part{{W: a.w, Lines: lines}})
}

// aloneHead paints the line above a service that is read by itself.
func (a *app) aloneHead(w int) string {
	return paint.NewLine(w, a.theme.Bar).Put(a.theme.Key, " "+a.title()+" ").Put(a.theme.Bar, " One service. Esc goes back.").String()
}

func (a *app) listParts(parts []paint.Part, win *layout.Window) []paint.Part {
	head := a.listHead(win.Head.W)
	parts = append(parts, paint.Part{Y: win.Head.Y, W: win.Head.W, Lines: []string{head}})
	if r := win.List; r.Shown() {
		lines := a.list.Lines(make([]string, 0, r.H+4), r.W, r.H, !a.reading, a.theme)
		parts = append(parts, paint.Part{X: r.X, Y: r.Y, W: r.W, Lines: lines})
	}
	return a.detailPart(parts, win)
}

func (a *app) detailPart(parts []paint.Part, win *layout.Window) []paint.Part {
	r := win.Detail
	if !r.Shown() {
		return parts
	}
	if a.reads() && r.X > 0 {
		parts = append(parts, a.keysBar(r))
	}
	lines := a.page.Lines(make([]string, 0, r.H+1), r.W, r.H, a.reads(), a.theme)
	return append(parts, paint.Part{X: r.X, Y: r.Y, W: r.W, Lines: lines})
}

// keysBar paints the bar before a column that has the keys.
func (a *app) keysBar(r layout.Rect) paint.Part {
	lines := slices.Repeat([]string{paint.Blank(1, a.theme.Here)}, r.H)
	lines[0] = paint.NewLine(1, a.theme.Here).Put("", ">").String()
	return paint.Part{X: r.X - 1, Y: r.Y, W: 1, Lines: lines}
}

// messageText returns the message to the person in lines, none when there is
// no message.
func (a *app) messageText() []string {
	if a.message.text == "" {
		return nil
	}
	text := a.message.text
	if a.message.stays {
		text += " (Esc)"
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") { // an address has a line of its own
		lines = append(lines, paint.Wrap(line, a.w-2)...)
	}
	return lines[:min(len(lines), mostMessageLines)]
}

// messageLines paints the message in at most h lines.
func (a *app) messageLines(h int) []string {
	lines := a.messageText()
	lines = lines[:min(len(lines), h)]
	style := a.theme.Strong
	if a.message.trouble {
		style = a.theme.Warn
	}
	for i := range lines {
		lines[i] = paint.NewLine(a.w, a.theme.Base).Gap(1).Put(style, lines[i]).String()
	}
	return lines
}

// status says how old the data is, whether it is made up, and how long the
// shortlist is.
func (a *app) status() string {
	l := paint.NewLine(a.w, a.theme.Base).Gap(1)
	if a.known {
		l.Put(a.theme.Dim, words.DataAge(a.contents.Newest(), a.deps.Now()))
	}
	if a.deps.Demo && a.w >= 60 {
		l.Put(a.theme.MayFit, ". DEMO: made up, do not ring")
	} else if a.deps.Demo {
		l.Put(a.theme.MayFit, ". DEMO")
	}
	if a.data.screen.Running() {
		l.Put(a.theme.Strong, ". "+a.data.screen.Far()+" …")
	} else {
		l.Put(a.theme.Warn, notUpdated(a.contents))
	}
	marked := words.Number(a.list.Len()) + " on the shortlist "
	if act := a.action("l"); act != nil && act.ID == "shortlist" && a.list.Len() > 0 {
		marked = "l: " + marked
	}
	if l.Room() < len(marked)+1 {
		marked = words.Number(a.list.Len()) + " marked "
	}
	if l.Room() >= len(marked)+1 {
		l.Gap(l.Room()-len(marked)).Put(a.theme.Strong, marked)
	}
	return l.String()
}

// notUpdated names the feeds that the last update did not bring in.
func notUpdated(c service.Contents) string {
	var names []string
	for _, f := range c.Feeds {
		if f.Trouble != "" {
			names = append(names, f.Name)
		}
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return ". Not updated: " + names[0]
	}
	return ". Not updated: " + words.Number(len(names)) + " feeds"
}
