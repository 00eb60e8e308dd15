package paint

import "strings"

// Part is painted lines and where they stand, in cells from the upper left.
// Every line has the part's width.
type Part struct {
	X, Y, W int
	Lines   []string
}

// Compose puts parts that do not overlap into a frame of h lines of w cells.
// Parts that share lines must come from left to right.
func Compose(w, h int, base Style, parts []Part) string {
	var b strings.Builder
	size := h
	for i := range parts {
		for _, line := range parts[i].Lines {
			size += len(line)
		}
	}
	b.Grow(size + w*4)
	for y := range h {
		if y > 0 {
			b.WriteByte('\n')
		}
		x := 0
		for i := range parts {
			p := &parts[i]
			if y < p.Y || y >= p.Y+len(p.Lines) {
				continue
			}
			writeBlank(&b, p.X-x, base)
			b.WriteString(p.Lines[y-p.Y])
			x = p.X + p.W
		}
		writeBlank(&b, w-x, base)
	}
	return b.String()
}

func writeBlank(b *strings.Builder, cells int, base Style) {
	if cells <= 0 {
		return
	}
	b.WriteString(string(base))
	for ; cells > len(blanks); cells -= len(blanks) {
		b.WriteString(blanks)
	}
	b.WriteString(blanks[:cells])
	if base != "" {
		b.WriteString(reset)
	}
}
