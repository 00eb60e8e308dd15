// Command picture turns what a terminal shows into an SVG picture: it reads the
// lines of "tmux capture-pane -e -p" and writes the picture.
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
)

func main() {
	columns := flag.Int("columns", 100, "the width of the terminal in `cells`")
	title := flag.String("title", "The finder of Fettle", "what the picture `shows`, for those who can't see it")
	flag.Parse()
	if err := draw(os.Stdin, os.Stdout, *columns, *title); err != nil {
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

// draw reads a captured screen and writes it as a picture.
func draw(in io.Reader, out io.Writer, columns int, title string) error {
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
		columns*cellWidth+2*margin, len(rows)*cellHeight+2*margin)
	fmt.Fprintf(&w, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n", escaped(title), ground)
	for y, row := range rows {
		for _, run := range runs(row) {
			run.write(&w, y)
		}
	}
	w.WriteString("</svg>\n")
	if _, err := io.WriteString(out, w.String()); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}

// run is some cells of a row that look alike.
type run struct {
	x    int
	look look
	text string
	wide int
}

// runs joins neighbouring cells that look alike.
func runs(row []cell) []run {
	var out []run
	for x, c := range row {
		if n := len(out); n > 0 && out[n-1].look == c.look {
			out[n-1].text += string(c.char)
			out[n-1].wide++
			continue
		}
		out = append(out, run{x, c.look, string(c.char), 1})
	}
	return out
}

// write draws the run in a row.
func (r run) write(w *strings.Builder, y int) {
	front, back := r.look.colours()
	x, top := margin+r.x*cellWidth, margin+y*cellHeight
	if back != ground {
		fmt.Fprintf(w, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, top, r.wide*cellWidth, cellHeight, back)
	}
	if strings.TrimSpace(r.text) == "" {
		return
	}
	weight, line := "", ""
	if r.look.bold {
		weight = ` font-weight="bold"`
	}
	if r.look.underline {
		line = ` text-decoration="underline"`
	}
	fmt.Fprintf(w, "<text x=\"%d\" y=\"%d\" fill=\"%s\" textLength=\"%d\" xml:space=\"preserve\"%s%s>%s</text>\n",
		x, top+15, front, r.wide*cellWidth, weight, line, escaped(r.text))
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
