package plain

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"fettle/tui/paint"
)

// mostTyped is the longest line that is taken, in bytes; no question is longer.
const mostTyped = 1000

// typed is one line of the input.
type typed struct {
	// text is the line without control characters, blanks around it and its end.
	text string
	// long is set when there was more of the line than is taken.
	long bool
	// err is io.EOF at the end of the input, or why no more can be read.
	err error
}

// readLines sends the lines of an input until it ends, or until stop is closed.
// The last thing sent has an error.
func readLines(in io.Reader, stop <-chan struct{}) <-chan typed {
	lines := make(chan typed)
	go func() {
		defer close(lines)
		r := bufio.NewReaderSize(in, mostTyped+2)
		for {
			line := readLine(r)
			select {
			case lines <- line:
			case <-stop:
				return
			}
			if line.err != nil {
				return
			}
		}
	}()
	return lines
}

// readLine reads one line, of which it takes no more than mostTyped bytes.
// Text before the end of the input is a line of its own.
func readLine(r *bufio.Reader) typed {
	raw, err := r.ReadSlice('\n')
	line := typed{text: string(raw)}
	for errors.Is(err, bufio.ErrBufferFull) {
		line.long = true
		_, err = r.ReadSlice('\n')
	}
	if err != nil && (len(line.text) == 0 || !errors.Is(err, io.EOF)) {
		return typed{err: err}
	}
	line.text = strings.TrimSuffix(strings.TrimSuffix(line.text, "\n"), "\r")
	line.long = line.long || len(line.text) > mostTyped
	line.text = tidy(line.text)
	return line
}

// tidy returns what a person typed without the codes of keys that do nothing on
// a line, such as the arrows, and with single blanks.
func tidy(text string) string {
	text = paint.Clean(ansi.Strip(strings.ToValidUTF8(text, "")))
	return strings.Join(strings.Fields(text), " ")
}
