package plain

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"fettle/tui/paint"
)

const (
	// mostTyped is the longest question that is taken, in bytes.
	mostTyped = 1000
	// mostRead is the longest line that is taken, in bytes: that of a long note.
	mostRead = 10_000
)

// typedLine is one line of the input.
type typedLine struct {
	// text is the line without control characters, blanks around it and its end.
	text string
	// raw is the line as it was typed, without its end: a passphrase.
	raw string
	// long is set when there was more of the line than is taken.
	long bool
	// err is io.EOF at the end of the input, or why no more can be read.
	err error
}

// reader reads one line each time it is asked to, beside everything else.
type reader struct {
	// wanted receives whether the line is a secret; its end ends the reader.
	wanted chan bool
	lines  chan typedLine
	// waiting is set while a line is wanted that has not come yet.
	waiting bool
}

// newReader returns the reader of an input. Secret reads a line that must not be
// seen; nil reads it as any other.
func newReader(in io.Reader, secret func() (string, error)) *reader {
	r := &reader{wanted: make(chan bool, 1), lines: make(chan typedLine, 1)}
	go func() {
		lines := bufio.NewReaderSize(in, mostRead+2)
		for hidden := range r.wanted {
			if hidden && secret != nil {
				text, err := secret()
				r.lines <- typedLine{raw: text, err: err, long: len(text) > mostRead}
				continue
			}
			r.lines <- readLine(lines)
		}
	}()
	return r
}

// want asks for a line, unless one is wanted already, and returns where it comes.
func (r *reader) want(secret bool) <-chan typedLine {
	if !r.waiting {
		r.waiting = true
		r.wanted <- secret
	}
	return r.lines
}

// readLine reads one line, of which it takes no more than mostRead bytes.
// Text before the end of the input is a line of its own.
func readLine(r *bufio.Reader) typedLine {
	raw, err := r.ReadSlice('\n')
	line := typedLine{text: string(raw)}
	for errors.Is(err, bufio.ErrBufferFull) {
		line.long = true
		_, err = r.ReadSlice('\n')
	}
	if err != nil && (len(line.text) == 0 || !errors.Is(err, io.EOF)) {
		return typedLine{err: err}
	}
	line.text = strings.TrimSuffix(strings.TrimSuffix(line.text, "\n"), "\r")
	line.long = line.long || len(line.text) > mostRead
	line.raw = line.text
	line.text = tidy(line.text)
	return line
}

// tidy returns what a person typed without the codes of keys that do nothing on
// a line, such as the arrows, and with single blanks.
func tidy(text string) string {
	text = paint.Clean(ansi.Strip(strings.ToValidUTF8(text, "")))
	return strings.Join(strings.Fields(text), " ")
}
