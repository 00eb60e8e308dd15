package giveout

import (
	"fmt"
	"slices"
	"strings"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

const (
	// choiceWidth is how wide the column of choices is.
	choiceWidth = 34
	// besideFrom is the first width at which the preview stands beside it.
	besideFrom = 76
)

// Screen is the choice with its preview.
type Screen struct {
	services int
	choice   Choice
	preview  Preview
	shown    bool
	// written are the files that choices were written as, by what was chosen.
	written map[string]string
	picker  widget.Picker
	// top is the first line of the preview, lines how many there are and page how
	// many fit, as painted last.
	top, lines, page int
	// rows are the numbers of the choices on the lines, -1 for a blank one, and width
	// is how wide they are, as painted last.
	rows  []int
	width int
}

// New returns the screen of a list of that many services, its first form chosen.
func New(services int) *Screen { return &Screen{services: services, choice: Choice{Form: Page}} }

// NewWith returns the screen with a choice and its preview.
func NewWith(services int, c Choice, p Preview) *Screen {
	s := New(services)
	s.choice, s.preview, s.shown = c, p, true
	s.picker.Set(max(slices.IndexFunc(Forms(), func(f Form) bool { return f.ID == c.Form }), 0))
	return s
}

// Choice returns what is chosen.
func (s *Screen) Choice() Choice {
	c := s.choice
	c.LeftOut = slices.Clone(c.LeftOut)
	return c
}

// Preview returns what is shown of the choice, and false while it is not known.
func (s *Screen) Preview() (Preview, bool) { return s.preview, s.shown }

// Show shows what a choice gives.
func (s *Screen) Show(p Preview) { s.preview, s.shown = p, true }

// Wrote says as which file a choice was written.
func (s *Screen) Wrote(c Choice, path string) {
	if s.written == nil {
		s.written = make(map[string]string)
	}
	s.written[fmt.Sprint(c)] = path
}

// Written returns the file that a choice was written as, "" when it was not.
func (s *Screen) Written(c Choice) string { return s.written[fmt.Sprint(c)] }

// Wait says that the preview is not that of the choice any more.
func (s *Screen) Wait() { s.shown = false }

// Toggle turns the way under the keys on or off, and reports whether there was
// one.
func (s *Screen) Toggle() bool {
	i := s.picker.At() - len(Forms())
	if i < 0 {
		return false
	}
	on := Ways()[i].On(&s.choice)
	*on = !*on
	return true
}

// Choose makes the choice another one of the same form.
func (s *Screen) Choose(c Choice) { s.choice = c }

// Left returns how many services are still given.
func (s *Screen) Left() int { return s.services - len(s.choice.LeftOut) }

// Move goes through the choices, or a page of the preview. A form that the keys
// come to is chosen.
func (s *Screen) Move(m widget.Move) {
	switch m {
	case widget.PageUp:
		s.top = max(s.top-max(s.page-1, 1), 0)
	case widget.PageDown:
		s.top = max(min(s.top+max(s.page-1, 1), s.lines-s.page), 0)
	case widget.Up, widget.Down, widget.Home, widget.End, widget.Left, widget.Right:
		rows := len(Forms()) + len(Ways())
		s.picker.Move(m, rows, rows)
		s.takeForm()
	}
}

// takeForm chooses the form that the keys are on.
func (s *Screen) takeForm() {
	if at := s.picker.At(); at < len(Forms()) && s.choice.Form != Forms()[at].ID {
		s.choice.Form, s.top = Forms()[at].ID, 0
	}
}

// Click puts the keys on the choice at a cell, and chooses a form. A way that had the
// keys before is to be turned on or off.
func (s *Screen) Click(x, y int) (there, again bool) {
	if x >= s.width || y < 0 || y >= len(s.rows) || s.rows[y] < 0 {
		return false, false
	}
	row := s.rows[y]
	again = row == s.picker.At() && row >= len(Forms())
	s.picker.Set(row)
	s.takeForm()
	return true, again
}

// Head paints the line above.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " Give out ").Put(t.Bar, words.Count(s.Left(), "service", "services"))
	if n := len(s.choice.LeftOut); n > 0 {
		l.Put(t.Bar, ", "+words.Number(n)+" left out")
	}
	return l.Put(t.Bar, ". Nothing is ever sent from here.").String(), -1
}

// Lines paints the choices and the preview, side by side where there is room.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	if w < besideFrom {
		rows := min(len(Forms())+len(Ways()), max(h/2, 3), max(h-4, 1))
		dst = append(dst, s.choices(w, rows, t)...)
		return append(dst, s.read(w, h-rows, t)...)
	}
	left, right := s.choices(choiceWidth, h, t), s.read(w-choiceWidth-1, h, t)
	for i := range h {
		dst = append(dst, left[i]+paint.Blank(1, t.Base)+right[i])
	}
	return dst
}

// ReadWidth returns how many cells the preview's lines have in a window of that
// width.
func ReadWidth(w int) int {
	if w < besideFrom {
		return w - 1
	}
	return w - choiceWidth - 2
}

// choices paints the forms and the ways in exactly h lines, those around the keys
// where not all fit.
func (s *Screen) choices(w, h int, t *theme.Theme) []string {
	all := make([]string, 0, len(Forms())+len(Ways())+1)
	at := s.picker.At()
	for i, f := range Forms() {
		mark := "( ) "
		if f.ID == s.choice.Form {
			mark = "(o) "
		}
		all = append(all, s.row(mark+f.Label, at == i, w, t))
	}
	roomy := h > len(Forms())+len(Ways())
	if roomy {
		all = append(all, paint.Blank(w, t.Base))
	}
	for i, g := range Ways() {
		mark := "[ ] "
		if *g.On(&s.choice) {
			mark = "[x] "
		}
		all = append(all, s.row(mark+g.Label, at == len(Forms())+i, w, t))
	}
	if roomy && at >= len(Forms()) {
		at++
	}
	from := max(min(at-h/2, len(all)-h), 0)
	all = all[from:min(from+h, len(all))]
	s.rows, s.width = s.rows[:0], w
	for i := range all {
		row := from + i
		switch {
		case roomy && row == len(Forms()):
			row = -1
		case roomy && row > len(Forms()):
			row--
		}
		s.rows = append(s.rows, row)
	}
	for len(all) < h {
		all = append(all, paint.Blank(w, t.Base))
	}
	return all
}

func (s *Screen) row(text string, here bool, w int, t *theme.Theme) string {
	base, pointer := t.Base, " "
	if here {
		base, pointer = t.Selected, ">"
	}
	return paint.NewLine(w, base).Put("", pointer+text).String()
}

// read paints where it goes, a remark on it, and what it says, in exactly h
// lines.
func (s *Screen) read(w, h int, t *theme.Theme) []string {
	dst := make([]string, 0, h+2)
	put := func(style paint.Style, text string) {
		for _, part := range paint.Wrap(text, max(w-1, 1)) {
			if len(dst) < h {
				dst = append(dst, paint.NewLine(w, t.Base).Put(style, part).String())
			}
		}
	}
	if !s.shown {
		put(t.Dim, "Making it ready...")
		return filled(dst, w, h, t)
	}
	put(t.Strong, s.preview.Remark)
	if written := s.Written(s.choice); written != "" {
		put(t.Strong, "It is written: "+written)
	} else if s.preview.Where != "" {
		put(t.Dim, "Enter writes "+s.preview.Where)
	}
	all := preview(s.preview.Text, w-1)
	s.lines, s.page = len(all), max(h-len(dst)-1, 1)
	s.top = max(min(s.top, s.lines-s.page), 0)
	below := s.lines - s.top - s.page
	head := "What it says"
	if s.top > 0 || below > 0 {
		head += " (Page Down: " + words.Number(max(below, 0)) + " more lines)"
	}
	if len(dst) < h {
		dst = append(dst, paint.NewLine(w, t.Base).Put(t.Heading, head).String())
	}
	for _, line := range all[s.top:min(s.top+s.page, s.lines)] {
		if len(dst) < h {
			dst = append(dst, paint.NewLine(w, t.Base).Put("", line).String())
		}
	}
	return filled(dst, w, h, t)
}

// preview breaks a text into lines that fit, keeping its own lines and indents.
func preview(text string, w int) []string {
	var all []string
	for line := range strings.SplitSeq(strings.TrimRight(text, "\r\n"), "\n") {
		line = strings.TrimRight(line, "\r")
		rest := strings.TrimLeft(line, " ")
		indent := min(len(line)-len(rest), max(w/2, 0))
		parts := paint.Wrap(rest, max(w-indent, 1))
		if len(parts) == 0 {
			parts = []string{""}
		}
		for _, part := range parts {
			all = append(all, strings.Repeat(" ", indent)+part)
		}
	}
	return all
}

func filled(dst []string, w, h int, t *theme.Theme) []string {
	for len(dst) < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:h]
}
