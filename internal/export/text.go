package export

import (
	"strconv"
	"strings"
	"unicode"
)

// textWidth is the longest line of plain text in characters: it survives quoting
// in an e-mail.
const textWidth = 72

// Text returns the document as plain text in lines of at most 72 characters, in
// the order in which a screen reader says it, without drawn lines. Lines end in
// "\n". Only a link may be longer than a line.
func Text(d Document) ([]byte, error) { return TextIn(d, textWidth) }

// TextIn is Text in lines of at most that many characters, 20 at least: for a
// narrow screen.
func TextIn(d Document, width int) ([]byte, error) {
	width = max(width, 20)
	var b strings.Builder
	paragraph := func(indent, text string) {
		for _, line := range wrap(text, width-len(indent)) {
			b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
		}
	}
	paragraph("", d.Title)
	paragraph("", countWords(len(d.Entries)))
	for i, e := range d.Entries {
		b.WriteString("\n")
		heading := e.Heading
		if !d.Discreet {
			heading = strconv.Itoa(i+1) + ". " + heading
		}
		paragraph("", heading)
		paragraph("", e.Organisation)
		for _, w := range e.Warnings {
			paragraph("", w)
		}
		for line := range strings.SplitSeq(e.Note, "\n") {
			paragraph("", line)
		}
		for _, f := range e.Facts {
			b.WriteString("\n")
			paragraph("", ended(f.Label))
			b.WriteString(factText(f, width))
		}
		if len(e.Own) > 0 {
			b.WriteString("\n")
			paragraph("", "In their own words:")
			ownText(e.Own, paragraph)
		}
	}
	b.WriteString("\n")
	paragraph("", d.Correct)
	for _, l := range d.Emergency {
		paragraph("", l.Words())
	}
	return []byte(b.String()), nil
}

// factText returns the lines of one part, the address of a map on its own line.
func factText(f Fact, width int) string {
	var b strings.Builder
	for _, l := range f.Lines {
		words := l.Words()
		if l.Link.Map {
			words = l.Before
		}
		for _, line := range wrap(words, width-2) {
			b.WriteString("  " + line + "\n")
		}
		if l.Link.Map {
			b.WriteString("  " + l.Link.Words + ": " + l.Link.Href + "\n")
		}
	}
	return b.String()
}

// ownText writes the provider's account.
func ownText(own []Block, paragraph func(indent, text string)) {
	for _, block := range own {
		switch block.Kind {
		case Bullet:
			paragraph("  ", "- "+block.Text)
		case Heading, Paragraph:
			paragraph("  ", block.Text)
		}
	}
}

// ended returns a label with a colon, unless it is a question.
func ended(label string) string {
	if strings.HasSuffix(label, "?") {
		return label
	}
	return label + ":"
}

// wrap breaks text at its spaces into lines of at most n characters, marks that
// stand on other characters not counted. A longer word has a line of its own.
func wrap(text string, n int) []string {
	var lines []string
	line, width := "", 0
	for _, word := range strings.Fields(text) {
		w := columns(word)
		if line != "" && width+1+w > n {
			lines = append(lines, line)
			line, width = "", 0
		}
		if line != "" {
			line, width = line+" ", width+1
		}
		line, width = line+word, width+w
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// columns counts the characters of a word that stand for themselves.
func columns(word string) int {
	n := 0
	for _, r := range word {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}
