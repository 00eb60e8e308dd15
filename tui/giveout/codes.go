package giveout

import (
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// Square is a code to be read with a phone.
type Square struct {
	// Modules is how many squares it has each way, its light border included.
	Modules int
	// Dark reports whether a square is dark.
	Dark func(x, y int) bool
}

// Codes shows codes one at a time, dark on light whatever the theme: many
// telephones read no other.
type Codes struct {
	title   string
	squares []Square
	at      int
	swapped bool
}

// NewCodes shows some codes, of which there is at least one.
func NewCodes(title string, squares []Square) *Codes { return &Codes{title: title, squares: squares} }

// Swap swaps dark and light, for a screen that shows no colours and has the other
// ground than was thought.
func (c *Codes) Swap() { c.swapped = !c.swapped }

// Turn goes to another code, and reports whether there was one.
func (c *Codes) Turn(by int) bool {
	before := c.at
	c.at = max(min(c.at+by, len(c.squares)-1), 0)
	return c.at != before
}

// Move goes to the next code or the one before.
func (c *Codes) Move(m widget.Move) {
	switch m {
	case widget.Up, widget.PageUp, widget.Left:
		c.Turn(-1)
	case widget.Down, widget.PageDown, widget.Right:
		c.Turn(1)
	case widget.Home:
		c.at = 0
	case widget.End:
		c.at = len(c.squares) - 1
	}
}

// Head paints the line above.
func (c *Codes) Head(w int, t *theme.Theme) (line string, cursor int) {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " "+c.title+" ")
	if n := len(c.squares); n > 1 {
		l.Put(t.Bar, words.Number(c.at+1)+" of "+words.Number(n)+": Enter shows the next")
	}
	return l.String(), -1
}

// Lines paints the code in exactly h lines of w cells, two squares in a cell.
func (c *Codes) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start, code := len(dst), c.squares[c.at]
	rows := (code.Modules + 1) / 2
	if code.Modules > w || rows > h {
		for _, part := range paint.Wrap("The window is too small for this code now: make it larger, or press Esc and ask for it again.", max(w-2, 1)) {
			dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put(t.Warn, part).String())
		}
	} else {
		for y := 0; y < code.Modules; y += 2 {
			dst = append(dst, c.row(code, y, w, t))
		}
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}

// row paints two rows of squares. With colours each cell is an upper half block
// with both colours set; without, light squares are drawn.
func (c *Codes) row(code Square, y, w int, t *theme.Theme) string {
	l := paint.NewLine(w, t.Base).Gap((w - code.Modules) / 2)
	plain := t.Name == "no-colour"
	for x := range code.Modules {
		top, bottom := code.Dark(x, y) != c.swapped, (y+1 < code.Modules && code.Dark(x, y+1)) != c.swapped
		if plain {
			l.Put("", drawn(!top, !bottom))
			continue
		}
		l.Put(theme.Code(top, bottom), "▀")
	}
	return l.String()
}

// drawn is the character of two squares of which the drawn ones are light.
func drawn(top, bottom bool) string {
	switch {
	case top && bottom:
		return "█"
	case top:
		return "▀"
	case bottom:
		return "▄"
	}
	return " "
}
