package clean

import "strings"

// tamed is HTML with every "<" that opens no tag escaped, broken tags closed,
// comments gone, and no tag left that would swallow the text after it.
type tamed struct {
	out    strings.Builder
	tags   bool // There was a tag.
	blocks bool // There was a tag that makes paragraphs or lines.

	source string
	lower  string
	lasts  map[string]int // Where a closing mark stands for the last time.
}

// tame prepares a text for the tokenizer, which would take "<the" for a tag and
// drop the rest of the text with it.
func tame(s string) *tamed {
	s = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(s)
	t := &tamed{source: s, lower: strings.ToLower(s), lasts: map[string]int{}}
	if len(t.lower) != len(s) { // A letter whose lower case is longer or shorter.
		t.lower = asciiLower(s)
	}
	t.out.Grow(len(s))
	for at := 0; at < len(s); {
		next := strings.IndexByte(s[at:], '<')
		if next < 0 {
			t.out.WriteString(s[at:])
			break
		}
		t.out.WriteString(s[at : at+next])
		at = t.tag(at + next)
	}
	return t
}

// tag handles the "<" at a position and returns where to go on.
func (t *tamed) tag(at int) int {
	rest := t.source[at+1:]
	switch {
	case strings.HasPrefix(rest, "!--"):
		t.tags = true
		if t.last("-->") < at+4 { // Never closed: without it, the text after it stays.
			return at + 4
		}
		return at + 4 + strings.Index(rest[3:], "-->") + 3
	case strings.HasPrefix(rest, "!") || strings.HasPrefix(rest, "?"):
		if end := strings.IndexAny(rest, "<>"); end > 1 && rest[end] == '>' {
			t.tags = true
			return at + 1 + end + 1
		}
		return t.literal(at)
	}
	closing := strings.HasPrefix(rest, "/")
	nameAt := at + 1
	if closing {
		nameAt++
	}
	name := t.name(nameAt)
	if name == "" {
		return t.literal(at)
	}
	end, whole := t.tagEnd(nameAt + len(name))
	if end < 0 {
		return t.literal(at)
	}
	t.tags = true
	t.blocks = t.blocks || isBlock(name)
	switch {
	case !closing && swallows(name) && t.last("</"+name) < end:
		// Never closed: without it, the text after it stays.
	case whole:
		t.out.WriteString(t.source[at:end])
	case closing:
		t.out.WriteString("</" + name + ">")
	default:
		t.out.WriteString("<" + name + ">")
	}
	return end
}

func (t *tamed) literal(at int) int {
	t.out.WriteString("&lt;")
	return at + 1
}

// name returns the lower-case name of the HTML element that stands at a
// position, or "" when none does. Names with a colon are those that word
// processors write ("o:p"), names with a hyphen those of custom elements.
func (t *tamed) name(at int) string {
	end := at
	for end < len(t.lower) && isNameByte(t.lower[end]) {
		end++
	}
	name := t.lower[at:end]
	if end < len(t.lower) && strings.IndexByte(" \t\r\n\f/>", t.lower[end]) < 0 {
		return "" // Such as the address in "<a@b.org>".
	}
	if isElement(name) {
		return name
	}
	mark := strings.IndexAny(name, ":-")
	if mark > 0 && mark < len(name)-1 && name[0] >= 'a' && name[mark+1] >= 'a' && len(name) <= 40 {
		return name
	}
	return ""
}

// tagEnd returns where a tag ends whose name ends at a position, and whether it
// is whole; -1 when it is no tag. A tag that is not whole is to be closed.
func (t *tamed) tagEnd(at int) (end int, whole bool) {
	s := t.source
	quote, first := byte(0), -1
	for i := at; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '>' && quote == 0:
			return i + 1, true
		case c == '>' && first < 0:
			first = i + 1
		case c == '<' && quote == 0:
			return -1, false
		case quote == 0 && (c == '"' || c == '\'') && i > at && s[i-1] == '=':
			quote = c
		case c == quote:
			quote = 0
		}
	}
	switch {
	case first > 0:
		return first, false
	case at == len(s) || looksLikeAttribute(s[at:]):
		return len(s), false
	}
	return -1, false
}

// looksLikeAttribute reports whether what follows a name is the beginning of
// an attribute: white space, a word, "=".
func looksLikeAttribute(s string) bool {
	word := strings.TrimLeft(s, " \t\r\n")
	if len(word) == len(s) {
		return false
	}
	end := 0
	for end < len(word) && isNameByte(asciiLower(word[end : end+1])[0]) {
		end++
	}
	return end > 0 && end < len(word) && word[end] == '='
}

// last returns where a closing mark stands for the last time, -1 when nowhere.
func (t *tamed) last(mark string) int {
	at, known := t.lasts[mark]
	if !known {
		at = strings.LastIndex(t.lower, mark)
		t.lasts[mark] = at
	}
	return at
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ':' || c == '-'
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// isDropped reports whether an element goes together with all that is in it.
func isDropped(name string) bool {
	switch name {
	case "script", "style", "svg", "button", "select", "template", "iframe", "object", "audio", "video", "canvas",
		"noscript", "noembed", "noframes", "head", "title", "math", "map":
		return true
	}
	return false
}

// swallows reports whether an element that is never closed would take the rest
// of the text with it.
func swallows(name string) bool {
	switch name {
	case "textarea", "xmp", "plaintext":
		return true
	}
	return isDropped(name)
}

// isBlock reports whether an element begins a line of its own.
func isBlock(name string) bool {
	switch name {
	case "center": //nolint:misspell // The element is spelt so.
		return true
	case "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "dialog", "div",
		"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
		"header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
		"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul":
		return true
	}
	return false
}

// isElement reports whether a lower-case name is that of an HTML element.
func isElement(name string) bool {
	switch name {
	case "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "cite", "code", "col", "colgroup", "data",
		"del", "dfn", "em", "embed", "font", "frame", "frameset", "i", "img", "input", "ins", "kbd", "label", "link",
		"mark", "marquee", "meta", "meter", "nobr", "optgroup", "option", "output", "param", "picture", "progress", "q",
		"rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "track",
		"tt", "u", "var", "wbr":
		return true
	}
	return isBlock(name) || swallows(name)
}
