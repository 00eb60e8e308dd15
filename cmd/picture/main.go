// Command picture turns what a terminal shows into an SVG picture: it reads the
// lines of "tmux capture-pane -e -N -p" and writes the picture.
//
// It knows the colours and looks that the finder uses, and must not know the
// finder.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	columns := flag.Int("columns", 100, "the width of the terminal in `cells`")
	lines := flag.Int("rows", 24, "the height of the terminal in `cells`")
	title := flag.String("title", "The finder of Fettle", "what the picture `shows`, for those who can't see it")
	flag.Parse()
	if err := draw(os.Stdin, os.Stdout, *columns, *lines, *title); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

// The size of a cell and the margin around the picture, in pixels.
const (
	cellWidth  = 9
	cellHeight = 20
	margin     = 12
)

// draw reads a captured screen and writes it as a picture of that many cells.
func draw(in io.Reader, out io.Writer, columns, height int, title string) error {
	var rows [][]cell
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		rows = append(rows, cells(lines.Text()))
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the screen: %w", err)
	}
	var w strings.Builder
	fmt.Fprintf(&w, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="15">`+"\n",
		columns*cellWidth+2*margin, height*cellHeight+2*margin)
	fmt.Fprintf(&w, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n", escaped(title), ground)
	for y, row := range rows[:min(len(rows), height)] {
		for _, run := range runs(whole(row, columns)) {
			run.write(&w, y)
		}
	}
	w.WriteString("</svg>\n")
	if _, err := io.WriteString(out, w.String()); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}

// whole returns a row with what tmux leaves out: the end of a line that was erased
// in the colour of a ground. That is where all of a row stands on one ground of
// its own, or its end does: in a blank, or in the cell before the right edge.
func whole(row []cell, columns int) []cell {
	if len(row) == 0 {
		return row
	}
	last, alike := row[len(row)-1], true
	for _, c := range row {
		alike = alike && c.look.painted().back == last.look.painted().back
	}
	if last.look.painted().back == ground || !alike && last.char != ' ' && len(row) < columns-1 {
		return row
	}
	for len(row) < columns {
		row = append(row, cell{' ', last.look})
	}
	return row
}

// run is some cells of a row that look alike.
type run struct {
	x    int
	look painted
	text string
	wide int
}

// runs joins neighbouring cells that look alike. How a screen came to be leaves
// no trace: a blank looks like its neighbours on the same ground.
func runs(row []cell) []run {
	var out []run
	for x, c := range row {
		now := c.look.painted()
		if n := len(out); n > 0 {
			last := &out[n-1]
			blank := strings.TrimSpace(last.text) == ""
			joins := now == last.look
			if on := now.back == last.look.back && now.line == last.look.line; on && c.char == ' ' {
				joins = true
			} else if on && blank {
				joins, last.look = true, now
			}
			if joins {
				last.text += string(c.char)
				last.wide++
				continue
			}
		}
		out = append(out, run{x, now, string(c.char), 1})
	}
	return out
}

// write draws the run in a row.
func (r run) write(w *strings.Builder, y int) {
	front, back := r.look.front, r.look.back
	x, top := margin+r.x*cellWidth, margin+y*cellHeight
	if back != ground {
		fmt.Fprintf(w, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, top, r.wide*cellWidth, cellHeight, back)
	}
	// Blanks around a text only need their ground.
	text := strings.TrimLeft(r.text, " ")
	x += (len(r.text) - len(text)) * cellWidth
	if text = strings.TrimRight(text, " "); text == "" {
		return
	}
	weight, line := "", ""
	if r.look.bold {
		weight = ` font-weight="bold"`
	}
	if r.look.line {
		line = ` text-decoration="underline"`
	}
	fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\" fill=\"%s\" textLength=\"%d\" xml:space=\"preserve\"%s%s>%s</text>\n",
		x, top+15, front, utf8.RuneCountInString(text)*cellWidth, weight, line, escaped(text))
}

// escaped writes a text as it can stand in XML, without what can't.
func escaped(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
