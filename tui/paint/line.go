package paint

import "strings"

// Style is the sequence that switches a look on; "" is the terminal's own.
type Style string

// reset switches every look off.
const reset = "\x1b[m"

// blanks is sliced for padding, so that padding costs no memory.
const blanks = "                                                                " +
	"                                                                " +
	"                                                                " +
	"                                                                "

// Line is one line being painted from left to right. Whatever goes beyond its
// width is left out.
type Line struct {
	buf   strings.Builder
	start int // of this line in buf
	base  Style
	width int
	used  int

	marker Marker
	lit    Style
}

// Marker finds what is to be lit up in a text.
type Marker interface {
	// Next returns where the next thing begins and ends, from a byte position on;
	// start is -1 when there is none.
	Next(text string, from int) (start, end int)
}

// NewLine returns an empty line of that many cells on a ground: every cell has
// the base look unless a look of its own covers it.
func NewLine(width int, base Style) *Line {
	l := &Line{base: base, width: max(width, 0)}
	l.buf.Grow(l.width + roomForLooks)
	return l
}

// Sheet paints lines of one width below each other. They share memory, so that a
// screen full of them costs little more than one. A Sheet must not be copied.
type Sheet struct{ line Line }

// NewSheet returns an empty sheet for lines of that many cells.
func NewSheet(width int) *Sheet { return &Sheet{Line{width: max(width, 0)}} }

// Line begins the next line, on a ground. There is one at a time: the line before
// must have been returned by its String.
func (s *Sheet) Line(base Style) *Line {
	l := &s.line
	l.start, l.base, l.used, l.marker, l.lit = l.buf.Len(), base, 0, nil, ""
	l.buf.Grow(l.width + roomForLooks)
	return l
}

// roomForLooks is how many bytes of looks most lines have.
const roomForLooks = 256

// Room returns how many cells are left.
func (l *Line) Room() int { return l.width - l.used }

// Put writes a text, cut to the room that is left.
func (l *Line) Put(style Style, text string) *Line {
	text, dots := cut(text, l.Room())
	return l.write(style, text, dots, Width(text)+len(dots))
}

// Figures writes what is nothing but printable ASCII, such as a number, as far
// as there is room. It costs no memory.
func (l *Line) Figures(style Style, text []byte) *Line {
	text = text[:min(len(text), l.Room())]
	if len(text) == 0 {
		return l
	}
	l.used += len(text)
	l.buf.WriteString(string(l.base))
	l.buf.WriteString(string(style))
	l.buf.Write(text)
	if l.base != "" || style != "" {
		l.buf.WriteString(reset)
	}
	return l
}

// Cell writes a text cut and padded to exactly that many cells, or to the room
// that is left if it is less.
func (l *Line) Cell(style Style, text string, width int) *Line {
	end := l.used + min(max(width, 0), l.Room())
	text, dots := cut(text, end-l.used)
	l.write(style, text, dots, Width(text)+len(dots))
	return l.pad(style, end-l.used)
}

// CellRight is Cell with the text at the right end.
func (l *Line) CellRight(style Style, text string, width int) *Line {
	width = min(max(width, 0), l.Room())
	text, dots := cut(text, width)
	n := Width(text) + len(dots)
	return l.pad("", width-n).write(style, text, dots, n)
}

// Mark lights up, from here on, what the marker finds in what is written, with
// a look that is added to the other; nil ends it.
func (l *Line) Mark(m Marker, lit Style) *Line {
	l.marker, l.lit = m, lit
	return l
}

// Gap writes blank cells.
func (l *Line) Gap(cells int) *Line { return l.pad("", min(max(cells, 0), l.Room())) }

// String fills the rest of the line with blanks and returns it.
func (l *Line) String() string {
	l.pad("", l.Room())
	return l.buf.String()[l.start:]
}

// write adds a clean text and the dots where it was cut, whose width is known
// together.
func (l *Line) write(style Style, text, dots string, width int) *Line {
	if text == "" {
		return l
	}
	l.used += width
	if l.marker == nil {
		return l.styled(style, "", text, dots)
	}
	at := 0
	for start, end := l.marker.Next(text, 0); start >= 0; start, end = l.marker.Next(text, end) {
		l.styled(style, "", text[at:start], "").styled(style, l.lit, text[start:end], "")
		at = end
	}
	return l.styled(style, "", text[at:], dots)
}

// styled adds a text with the looks of the ground, of the text and of its light.
func (l *Line) styled(style, lit Style, text, dots string) *Line {
	if text == "" && dots == "" {
		return l
	}
	l.buf.WriteString(string(l.base))
	l.buf.WriteString(string(style))
	l.buf.WriteString(string(lit))
	l.buf.WriteString(text)
	l.buf.WriteString(dots)
	if l.base != "" || style != "" || lit != "" {
		l.buf.WriteString(reset)
	}
	return l
}

// pad adds blank cells.
func (l *Line) pad(style Style, cells int) *Line {
	for cells > 0 {
		n := min(cells, len(blanks))
		l.write(style, blanks[:n], "", n)
		cells -= n
	}
	return l
}

// Lit lights up what the marker finds in a text that carries colours of its
// own, as Guard returns it. A nil marker finds nothing.
func Lit(text string, m Marker, lit Style) string {
	if m == nil || lit == "" {
		return text
	}
	var b strings.Builder
	active := ""
	for len(text) > 0 {
		if n := colourSequence(text); n > 0 {
			sequence := text[:n]
			if sequence == reset || sequence == "\x1b[0m" {
				active = ""
			} else {
				active += sequence
			}
			b.WriteString(sequence)
			text = text[n:]
			continue
		}
		end := strings.IndexByte(text[1:], 0x1b) + 1
		if end == 0 {
			end = len(text)
		}
		at := 0
		for start, to := m.Next(text[:end], 0); start >= 0; start, to = m.Next(text[:end], to) {
			b.WriteString(text[at:start] + string(lit) + text[start:to] + reset + active)
			at = to
		}
		b.WriteString(text[at:end])
		text = text[end:]
	}
	return b.String()
}

// Painted wraps text that carries colours of its own, as Guard returns it, and
// pads it to the width. The text must not be wider.
func Painted(text string, width int, base Style) string {
	gap := Blank(width-Width(text), base)
	if base != "" {
		text = string(base) + strings.ReplaceAll(text, reset, reset+string(base)) + reset
	}
	return text + gap
}

// Blank returns that many blank cells on a ground.
func Blank(width int, base Style) string {
	if width <= 0 {
		return ""
	}
	return NewLine(width, base).String()
}
