// Package compare is the screen on which two services stand side by side, fact
// by fact; Spoken says the same in lines.
//
// It paints the facts that it is given. It must not fetch or judge anything.
package compare

import (
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Screen is the state of the screen.
type Screen struct {
	sides  [2]Side
	rows   []row
	scroll int
	height int
	length int
}

// New returns the screen of two services.
func New(left, right Side) *Screen {
	sides := [2]Side{left, right}
	return &Screen{sides: sides, rows: rowsOf(sides)}
}

// Side returns the left service for 0 and the right one for 1.
func (s *Screen) Side(n int) Side { return s.sides[n] }

// Head paints the line above.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put(t.Key, " Side by side ").Put(t.Bar, " What differs is bright.").String(), -1
}

// Move scrolls.
func (s *Screen) Move(m widget.Move) {
	switch m {
	case widget.Up:
		s.scroll--
	case widget.Down:
		s.scroll++
	case widget.PageUp:
		s.scroll -= max(s.height-2, 1)
	case widget.PageDown:
		s.scroll += max(s.height-2, 1)
	case widget.Home:
		s.scroll = 0
	case widget.End:
		s.scroll = s.length
	case widget.Left, widget.Right:
	}
}

// The cells of the labels, and the first width at which the two services have
// columns of their own.
const (
	labelCells  = 11
	columnsFrom = 60
)

// Lines paints the two services in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	var all []string
	if w >= columnsFrom {
		all = s.columns(w, t)
	} else {
		all = s.stacked(w, t)
	}
	s.height, s.length = h, len(all)
	s.scroll = max(min(s.scroll, len(all)-h), 0)
	for y := range h {
		if s.scroll+y < len(all) {
			dst = append(dst, all[s.scroll+y])
			continue
		}
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst
}

// columns paints label, left and right beside each other.
func (s *Screen) columns(w int, t *theme.Theme) []string {
	cells := (w - labelCells - 3) / 2
	var lines []string
	put := func(label string, texts [2]string, style paint.Style) {
		left, right := paint.Wrap(texts[0], cells), paint.Wrap(texts[1], cells)
		for i := range max(len(left), len(right), 1) {
			l := paint.NewLine(w, t.Base).Gap(1).Cell(t.Dim, label, labelCells)
			l.Cell(style, at(left, i), cells).Gap(1).Put(style, at(right, i))
			lines = append(lines, l.String())
			label = ""
		}
	}
	put("", [2]string{"1 " + s.sides[0].Name, "2 " + s.sides[1].Name}, t.Heading)
	lines = append(lines, paint.Blank(w, t.Base))
	for _, r := range s.rows {
		put(r.label, r.said("-"), r.style(t))
	}
	return lines
}

// stacked paints the two services under each other, fact by fact.
func (s *Screen) stacked(w int, t *theme.Theme) []string {
	var lines []string
	put := func(style paint.Style, text string) {
		for _, part := range paint.Wrap(text, w-2) {
			lines = append(lines, paint.NewLine(w, t.Base).Gap(1).Put(style, part).String())
		}
	}
	put(t.Heading, "1 "+s.sides[0].Name)
	put(t.Heading, "2 "+s.sides[1].Name)
	for _, r := range s.rows {
		put(t.Dim, r.label)
		texts := r.said("-")
		put(r.style(t), "1 "+texts[0])
		put(r.style(t), "2 "+texts[1])
	}
	return lines
}

func (r *row) style(t *theme.Theme) paint.Style {
	if r.texts[0] == r.texts[1] {
		return t.Dim
	}
	return t.Strong
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
