package export

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	// markup are the characters that mean something to Markdown in a line.
	markup = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
		"#", `\#`, "|", `\|`, "~", `\~`, "&", `\&`, "!", `\!`, "(", `\(`, ")", `\)`,
	)
	// listStart is what makes an item of a list, a heading or a rule of the line
	// that it begins.
	listStart = regexp.MustCompile(`^(\d+)([.)])|^([-+=])`)
)

// Markdown returns the document for a case note. All text is escaped, so that
// nothing in it reads as markup.
func Markdown(d Document) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", inMarkdown(d.Title), inMarkdown(countWords(len(d.Entries))))
	for _, e := range d.Entries {
		fmt.Fprintf(&b, "\n## %s\n", inMarkdown(e.Heading))
		var above []string
		if e.Organisation != "" {
			above = append(above, inMarkdown(e.Organisation))
		}
		for _, w := range e.Warnings {
			above = append(above, "**"+inMarkdown(w)+"**")
		}
		if e.Note != "" {
			for line := range strings.SplitSeq(e.Note, "\n") {
				above = append(above, inMarkdown(line))
			}
		}
		for _, line := range above {
			if line != "" {
				b.WriteString("\n" + line + "\n")
			}
		}
		if len(e.Facts) > 0 {
			b.WriteString("\n")
		}
		for _, f := range e.Facts {
			fmt.Fprintf(&b, "- **%s**\n", inMarkdown(ended(f.Label)))
			for _, l := range f.Lines {
				fmt.Fprintf(&b, "  - %s\n", lineInMarkdown(l))
			}
		}
	}
	fmt.Fprintf(&b, "\n**%s**\n", inMarkdown(d.Correct))
	for _, l := range d.Emergency {
		fmt.Fprintf(&b, "\n**%s**\n", inMarkdown(l.Words()))
	}
	return []byte(b.String()), nil
}

// lineInMarkdown returns a line; web pages and maps are links, numbers and
// addresses stand as they are.
func lineInMarkdown(l Line) string {
	if !strings.HasPrefix(l.Link.Href, "http") {
		return inMarkdown(l.Words())
	}
	href := strings.NewReplacer("(", "%28", ")", "%29").Replace(l.Link.Href)
	return inMarkdown(l.Before) + "[" + inMarkdown(l.Link.Words) + "](" + href + ")" + inMarkdown(l.After)
}

// inMarkdown escapes text for a line of its own or the inside of one.
func inMarkdown(text string) string {
	return listStart.ReplaceAllString(markup.Replace(text), `$1\$2$3`)
}
