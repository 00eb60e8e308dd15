package detail

import (
	"fmt"
	"strings"
	"unicode"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	xansi "github.com/charmbracelet/x/ansi"

	"fettle/tui/paint"
	"fettle/tui/theme"
)

// mostAbout is the longest description that is rendered, in bytes; some
// publishers send a hundred thousand characters.
const mostAbout = 12_000

// Render renders a description, which is plain text with "- " before items and
// "## " before headings, in lines of at most width cells. It takes some
// milliseconds: call it in a command.
func Render(description string, width int, t *theme.Theme) ([]string, error) {
	cut := ""
	if len(description) > mostAbout {
		description = strings.ToValidUTF8(description[:mostAbout], "")
		cut = "(The publisher says more: see the web page.)"
	}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(markdownStyle(t)), glamour.WithWordWrap(width),
		glamour.WithPreservedNewLines())
	if err != nil {
		return nil, fmt.Errorf("prepare the description's style: %w", err)
	}
	out, err := r.Render(markdown(description))
	if err != nil {
		return nil, fmt.Errorf("render the description: %w", err)
	}
	var lines []string
	for line := range strings.SplitSeq(strings.Trim(out, "\n"), "\n") {
		lines = append(lines, fitted(unveil(line), width))
	}
	if cut != "" {
		lines = append(lines, paint.Wrap(cut, width)...)
	}
	return lines, nil
}

// fitted makes one rendered line safe and no wider than the width.
func fitted(line string, width int) string {
	line = strings.TrimRight(paint.Guard(line), " ")
	if paint.Width(line) <= width {
		return line
	}
	return xansi.Truncate(line, width, "")
}

// markdown writes a description as Markdown: its two marks stay, everything
// else that Markdown could read as a mark is disguised.
func markdown(description string) string {
	var b strings.Builder
	b.Grow(len(description) * 3 / 2)
	list := false
	for line := range strings.SplitSeq(description, "\n") {
		line = strings.TrimSpace(paint.Clean(line))
		item, isItem := strings.CutPrefix(line, "- ")
		heading, isHeading := strings.CutPrefix(line, "## ")
		if isItem != list {
			b.WriteByte('\n')
		}
		switch {
		case isItem:
			b.WriteString("- ")
			disguise(&b, strings.TrimSpace(item))
		case isHeading:
			b.WriteString("\n## ")
			disguise(&b, strings.TrimSpace(heading))
			b.WriteByte('\n')
		default:
			disguise(&b, line)
		}
		list = isItem
		b.WriteByte('\n')
	}
	return b.String()
}

// veil is the first of the characters that stand for ASCII punctuation while a
// text goes through Markdown. They are of the private use area, which no clean
// text contains, and of one cell each, so that lines break where they should.
const veil = 0xE000

// disguise writes a text with its punctuation disguised, so that nothing in it
// is a mark, a link or markup to Markdown or its extensions.
func disguise(b *strings.Builder, text string) {
	for _, r := range text {
		if r < 0x80 && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			r += veil
		}
		b.WriteRune(r)
	}
}

// unveil brings the punctuation back.
func unveil(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= veil && r < veil+0x80 {
			return r - veil
		}
		return r
	}, text)
}

// markdownStyle is the look of a description: text, items and headings only,
// as nothing else can come out of markdown.
func markdownStyle(t *theme.Theme) ansi.StyleConfig {
	yes := true
	c := t.Colours()
	heading := ansi.StylePrimitive{Bold: &yes}
	if c.Accent != "" {
		heading.Color = &c.Accent
	}
	return ansi.StyleConfig{
		Heading: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{BlockSuffix: "\n", Bold: heading.Bold, Color: heading.Color}},
		H2:      ansi.StyleBlock{StylePrimitive: heading},
		List:    ansi.StyleList{LevelIndent: 2},
		Item:    ansi.StylePrimitive{BlockPrefix: "- "},
	}
}
