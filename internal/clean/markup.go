package clean

import (
	"html"
	"strings"

	nethtml "golang.org/x/net/html"

	"fettle/internal/pattern"
)

var (
	// inlineData is a picture or other file written into the text itself.
	inlineData = pattern.Later(`[dD][aA][tT][aA]:[A-Za-z]*/?[A-Za-z0-9.+-]*(?:;[A-Za-z0-9=.-]+)*;base64,[A-Za-z0-9+/=%_-]*`)
	// entity is a character reference. One without its semicolon is left as it
	// stands: "R&D" and "?a=1&copy=2" are text.
	entity = pattern.Later(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	// escapedAnd is an ampersand escaped over and over.
	escapedAnd = pattern.Later(`&(?:amp;|#0*38;|#[xX]0*26;)+`)
)

// plainText turns HTML into text and reports whether it found any tag. With
// prose false everything comes on one line. Where a text has no block tags, or
// its structure was found in an earlier round, its own line breaks stay.
func plainText(s string, prose, structured bool) (text string, tags bool) {
	if strings.Contains(s, ";base64,") {
		s = inlineData().ReplaceAllString(s, "")
	}
	if !strings.Contains(s, "<") {
		return unescape(s), false
	}
	t := tame(s)
	if !t.tags {
		return unescape(s), false
	}
	p := page{prose: prose, keepLines: structured || !t.blocks}
	p.render(t.out.String())
	return p.out.String(), true
}

func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return entity().ReplaceAllStringFunc(escapedAnd().ReplaceAllString(s, "&amp;"), html.UnescapeString)
}

// page is text being laid out from HTML.
type page struct {
	out       strings.Builder
	prose     bool
	keepLines bool   // Line breaks of the source are line breaks of the text.
	breaks    int    // Line breaks that wait for the next text.
	prefix    string // A list or heading mark that waits for the next text.
	list      int    // Depth inside lists.
	pre       int    // Depth inside preformatted text.
	heading   int    // Where the text of a heading began; -1 outside one.
	row       int    // Where the text of a table row began; -1 outside one.
	cell      bool   // A cell of the row has ended.
	link      string // The target of the open link; "" outside one.
	linkFrom  int    // Where the text of the open link began.
}

// render lays out HTML that tame has prepared.
func (p *page) render(source string) {
	p.heading, p.row = -1, -1
	z := nethtml.NewTokenizer(strings.NewReader(source))
	skipped, depth := "", 0
	for {
		switch kind := z.Next(); kind {
		case nethtml.ErrorToken:
			p.endLink()
			return
		case nethtml.TextToken:
			if depth == 0 {
				p.text(unescape(string(z.Raw())))
			}
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			raw, more := z.TagName()
			name := string(raw)
			switch {
			case depth > 0 && name == skipped && kind == nethtml.StartTagToken:
				depth++
			case depth > 0:
			case isDropped(name):
				if kind == nethtml.StartTagToken {
					skipped, depth = name, 1
				}
			default:
				p.start(name, z, more)
			}
		case nethtml.EndTagToken:
			raw, _ := z.TagName()
			switch name := string(raw); {
			case depth > 0 && name == skipped:
				depth--
			case depth == 0:
				p.end(name)
			}
		case nethtml.CommentToken, nethtml.DoctypeToken:
			// Says nothing to a reader.
		}
	}
}

// text adds running text with the breaks and marks that wait before it.
func (p *page) text(s string) {
	if !p.keepLines && p.pre == 0 {
		s = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, s)
	}
	if strings.TrimSpace(s) == "" {
		if p.breaks == 0 {
			p.out.WriteString(s)
		}
		return
	}
	switch {
	case p.breaks > 0 && p.prose:
		p.out.WriteString(strings.Repeat("\n", min(p.breaks, maxBreaks)))
	case p.breaks > 0:
		p.out.WriteByte(' ')
	}
	p.breaks = 0
	if p.cell && p.row >= 0 && strings.TrimSpace(p.out.String()[p.row:]) != "" {
		p.out.WriteString(" | ")
	}
	p.cell = false
	if p.prose && p.prefix != "" {
		p.out.WriteString(p.prefix)
		if p.heading >= 0 {
			p.heading = p.out.Len()
		}
	}
	p.prefix = ""
	p.out.WriteString(s)
}

// gap makes sure that so many line breaks come before the next text.
func (p *page) gap(n int) {
	switch {
	case p.row >= 0 && p.cell: // The next cell goes on in the same line.
		return
	case p.row >= 0 || p.list > 0:
		n = min(n, 1)
	}
	p.breaks = max(p.breaks, n)
}

func (p *page) start(name string, z *nethtml.Tokenizer, attributes bool) {
	switch name {
	case "br":
		p.breaks++
	case "hr":
		p.gap(2)
	case "a":
		p.endLink()
		p.link, p.linkFrom = target(z, attributes), p.out.Len()
	case "ul", "ol":
		p.gap(2)
		p.list++
	case "li":
		p.gap(1)
		p.prefix = "- "
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.gap(2)
		if p.list == 0 && p.row < 0 {
			p.heading, p.prefix = p.out.Len(), "## "
		}
	case "tr":
		p.gap(1)
		p.row, p.cell = p.out.Len(), false
	case "td", "th":
		p.cell = p.row >= 0 && p.out.Len() > p.row
	case "pre":
		p.pre++
		p.gap(2)
	default:
		if isBlock(name) {
			p.gap(2)
		}
	}
}

func (p *page) end(name string) {
	switch name {
	case "a":
		p.endLink()
	case "ul", "ol":
		p.prefix, p.list = "", max(0, p.list-1)
		p.gap(2)
	case "li":
		p.prefix = ""
		p.gap(1)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.endHeading()
		p.gap(2)
	case "td", "th":
		p.breaks, p.cell = min(p.breaks, 1), p.row >= 0
		if p.row >= 0 && p.out.Len() > p.row {
			p.breaks = 0
		}
	case "tr":
		p.gap(1)
		p.row, p.cell = -1, false
	case "table":
		p.row, p.cell = -1, false
		p.gap(2)
	case "pre":
		p.pre = max(0, p.pre-1)
		p.gap(2)
	default:
		if isBlock(name) {
			p.gap(2)
		}
	}
}

// maxHeading is the longest text in characters that reads as a heading;
// editors mark up whole paragraphs as headings to make them large.
const maxHeading = 80

// endHeading takes the mark away again from a heading that is a paragraph.
func (p *page) endHeading() {
	const mark = "## "
	all := p.out.String()
	if p.prose && p.heading > 0 && p.heading <= len(all) && strings.HasSuffix(all[:p.heading], mark) &&
		len(all)-p.heading > maxHeading {
		p.out.Reset()
		p.out.WriteString(all[:p.heading-len(mark)] + all[p.heading:])
	}
	p.heading, p.prefix = -1, ""
}

// endLink writes the target of a link after its text, unless the text says it.
func (p *page) endLink() {
	link := p.link
	p.link = ""
	if link == "" || !p.prose || p.linkFrom > p.out.Len() {
		return
	}
	label := strings.TrimSpace(p.out.String()[p.linkFrom:])
	switch {
	case label == "":
		p.text(link)
	case !strings.Contains(bare(label), bare(link)):
		p.text(" (" + link + ")")
	}
}

// bare is an address without what people leave out when they write it.
func bare(address string) string {
	address = strings.ToLower(address)
	for _, prefix := range []string{"https://", "http://", "www."} {
		address = strings.TrimPrefix(address, prefix)
	}
	return strings.TrimRight(address, "/")
}

// maxLink is the longest target that is worth showing inside a text.
const maxLink = 300

// target returns the safe target of a link: a web address or, for "mailto:",
// an e-mail address; "" when it has none.
func target(z *nethtml.Tokenizer, attributes bool) string {
	href := ""
	for attributes {
		var key, value []byte
		key, value, attributes = z.TagAttr()
		if k := string(key); k == "href" || k == "data-cke-saved-href" && href == "" {
			href = string(value)
		}
	}
	href = strings.TrimSpace(href)
	lower := strings.ToLower(href)
	switch {
	case strings.HasPrefix(lower, "mailto:"):
		address, _, _ := strings.Cut(href, "?")
		email, _ := Email(address)
		return email
	case strings.HasPrefix(lower, "http:"), strings.HasPrefix(lower, "https:"), strings.HasPrefix(lower, "www."):
		if address, ok := URL(href); ok && len(address) <= maxLink {
			return address
		}
	}
	return ""
}
