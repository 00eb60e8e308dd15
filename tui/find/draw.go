package find

import (
	"fettle/internal/service"
	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/words"
)

// Look is what the screen needs besides its own state to be painted.
type Look struct {
	// Theme is the looks.
	Theme *theme.Theme
	// Title stands at the upper left: "Fettle".
	Title string
	// Services is how many services the library holds.
	Services int
	// Known is whether it is known yet what the library holds.
	Known bool
	// Keys is whether this screen has the keys, not the detail beside it.
	Keys bool
}

// normalHint is the first width at which the hint on filters is said in full.
const normalHint = 56

// Cursor is the cell of the text cursor; X is -1 when there is none.
type Cursor struct{ X, Y int }

// Parts paints the parts of the screen that the window has room for.
func (s *Screen) Parts(dst []paint.Part, win *layout.Window, look Look) ([]paint.Part, Cursor) {
	t := look.Theme
	cursor := Cursor{X: -1}
	head, x := s.head(win.Head.W, look)
	dst = append(dst, paint.Part{X: 0, Y: win.Head.Y, W: win.Head.W, Lines: []string{head}})
	if s.focus == Search && look.Keys {
		cursor = Cursor{X: x, Y: win.Head.Y}
	}
	if win.Chips.Shown() {
		dst = append(dst, paint.Part{Y: win.Chips.Y, W: win.Chips.W, Lines: s.chipLines(win.Chips.W, win.Chips.H, look)})
	}
	if win.Count.Shown() {
		dst = append(dst, paint.Part{Y: win.Count.Y, W: win.Count.W, Lines: []string{s.countLine(win.Count.W, look)}})
	}
	if r := win.Notes; r.Shown() {
		lines := s.Notes(r.W, r.H)
		dst = append(dst, paint.Part{Y: r.Y, W: r.W, Lines: noteLines(lines[:min(len(lines), r.H)], r.W, t)})
	}
	if r := win.Filters; r.Shown() {
		lines, fx, fy := s.filters.Lines(make([]string, 0, r.H+10), r.W, r.H, s.shown(), t)
		dst = append(dst, paint.Part{X: r.X, Y: r.Y, W: r.W, Lines: lines})
		if s.focus == Filters && fx >= 0 && look.Keys {
			cursor = Cursor{X: r.X + fx, Y: r.Y + fy}
		}
	}
	if r := win.List; r.Shown() {
		dst = append(dst, paint.Part{X: r.X, Y: r.Y, W: r.W, Lines: s.listLines(r.W, r.H, look)})
	}
	return dst, cursor
}

// head paints the search box and returns the cell of its cursor.
func (s *Screen) head(w int, look Look) (line string, cursor int) {
	t := look.Theme
	l := paint.NewLine(w, t.Bar)
	label, style := " Search: ", t.Key
	if s.focus == Search && look.Keys {
		label, style = ">Search: ", t.Here
	}
	if w >= 40 {
		l.Put(t.Key, " "+look.Title+" ").Gap(1)
	}
	l.Put(style, label).Gap(1)
	before := w - l.Room()
	text, at := s.search.Show(l.Room() - 1)
	if text == "" {
		hint := "type a word, such as lonely or gardening"
		if l.Room() < len(hint)+2 {
			hint = "type a word"
		}
		if s.focus != Search {
			hint = "press / to type a word"
		}
		return l.Gap(1).Put(t.Bar, hint).String(), before
	}
	return l.Put(t.Bar, text).String(), min(before+at, w-1)
}

// countLine says how many services were found and in what order they stand.
func (s *Screen) countLine(w int, look Look) string {
	t := look.Theme
	l := paint.NewLine(w, t.Base).Gap(1)
	switch {
	case s.waiting:
		l.Put(t.Dim, "Searching "+words.Count(look.Services, "service", "services")+"...")
	case !s.answered:
		l.Put(t.Dim, "One moment...")
	default:
		l.Put(t.Strong, s.Found())
		if s.answer.Result.Total > 1 {
			l.Put(t.Dim, s.order())
		}
	}
	return l.String()
}

// order says in what order the services stand. While nothing is asked there is
// nothing to match, so it says what to do instead.
func (s *Screen) order() string {
	if best := s.question.Sort == service.SortBest || s.question.Sort == ""; best && s.question.Empty() {
		return ". Type what the person needs."
	}
	return ", " + words.Sort(s.question.Sort)
}

// listLines paints the list, or what to do when it is empty.
func (s *Screen) listLines(w, h int, look Look) []string {
	lines := make([]string, 0, h)
	if s.List.Len() > 0 || !s.answered {
		return s.List.Lines(lines, w, h, s.focus == List && look.Keys, look.Theme)
	}
	t := look.Theme
	put := func(style paint.Style, text string) {
		for _, part := range paint.Wrap(text, w-2) {
			lines = append(lines, paint.NewLine(w, t.Base).Gap(1).Put(style, part).String())
		}
	}
	switch {
	case look.Known && look.Services == 0:
		put(t.Strong, "There are no services here yet.")
		put("", "Leave with Ctrl+C twice and run: fettle sync")
		put("", "To look around with made-up services, run: fettle demo")
	case s.question.Empty():
		put(t.Strong, "Nothing to show.")
	default:
		put(t.Strong, "Nothing fits all of this.")
		s.relaxed(put, t, look.Keys)
	}
	for len(lines) < h {
		lines = append(lines, paint.Blank(w, t.Base))
	}
	return lines[:h]
}

// relaxed says which one thing to give up to find something.
func (s *Screen) relaxed(put func(paint.Style, string), t *theme.Theme, keys bool) {
	if len(s.offers) > 0 {
		put("", "What would bring more:")
	}
	onList := s.focus == List && keys
	for i := range s.offers {
		mark, style := "- ", paint.Style("")
		switch {
		case i == s.offer && onList:
			mark, style = "> ", t.Strong
		case i == s.offer:
			mark, style = "* ", t.Strong
		}
		put(style, mark+s.offers[i].Gain)
	}
	switch {
	case len(s.offers) > 0 && onList:
		put(t.Dim, "Enter takes the marked one, u brings back what was there.")
	case len(s.offers) == 1:
		put(t.Dim, "Ctrl+G takes it.")
	case len(s.offers) > 0:
		put(t.Dim, "Ctrl+G takes the one with the star.")
	case len(s.question.Chips()) > 0 && onList:
		put(t.Dim, "Left and Right pick a filter above, x takes it away.")
	default:
		put(t.Dim, "Try two or three words, such as lonely or debt.")
		put(t.Dim, "Ctrl+T asks one thing at a time.")
	}
}

// Facets returns the options of a pane in the last answer.
func (s *Screen) Facets(p service.Pane) []service.Option { return s.answer.Result.Facets[p] }

// Found says how many services the last answer has; "" before the first.
func (s *Screen) Found() string {
	if !s.answered {
		return ""
	}
	return words.Found(s.answer.Result, s.Filtered())
}
