package typed

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// token is one word of the line, or a whole piece in quotation marks.
type token struct {
	// raw is the token as it was typed; text is in lower case without the
	// punctuation around it.
	raw, text string
	// word is set when the token is asked for as it stands: it is in quotation
	// marks or left out with a minus.
	word bool
	// part is the number of the part that it was read into, -1 while it is a word.
	part int
}

// unread is the number of the part of a token that is still a word; dropped that
// of one that is neither a word nor of a part.
const (
	unread  = -1
	dropped = 1 << 30
)

// mostTokens is how many words of a line are looked at; the rest stay words.
const mostTokens = 60

// tokens splits a line.
func tokens(line string) []token {
	line = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(strings.ToValidUTF8(line, " "))
	var out []token
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimLeftFunc(rest, unicode.IsSpace) {
		if len(out) == mostTokens {
			return append(out, token{raw: rest, word: true, part: unread})
		}
		end := tokenEnd(rest)
		raw := rest[:end]
		rest = rest[end:]
		t := token{raw: raw, part: unread, word: strings.ContainsRune(raw, '"') || strings.HasPrefix(raw, "-")}
		t.text = strings.Trim(strings.ToLower(raw), ".,;:!?()[]'’‘")
		out = append(out, t)
	}
	return out
}

// tokenEnd returns where the first token of a text ends: at a blank, or behind
// the closing mark of what is in quotation marks.
func tokenEnd(text string) int {
	quoted := false
	for i, r := range text {
		switch {
		case r == '"' && quoted:
			return i + 1
		case r == '"' && i > 0 && strings.Trim(text[:i], "-") != "":
			return i
		case r == '"':
			quoted = true
		case unicode.IsSpace(r) && !quoted:
			return i
		}
	}
	return len(text)
}

// reader reads a line that is split into tokens.
type reader struct {
	tokens  []token
	parts   []Part
	now     time.Time
	look    Lookup
	typing  bool
	pending string
	trouble error
	// notes are plain lines about what was left out.
	notes []string
}

// free reports whether so many tokens from one on are words that may be read.
func (r *reader) free(from, n int) bool {
	if from < 0 || from+n > len(r.tokens) {
		return false
	}
	return !slices.ContainsFunc(r.tokens[from:from+n], func(t token) bool { return t.word || t.part != unread })
}

// text returns the text of a token, "" when it is not there or not to be read.
func (r *reader) text(i int) string {
	if !r.free(i, 1) {
		return ""
	}
	return r.tokens[i].text
}

// span joins the texts of some tokens.
func (r *reader) span(from, n int) string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = r.tokens[from+i].text
	}
	return strings.Join(texts, " ")
}

// take reads tokens into a part.
func (r *reader) take(from, n int, p Part) {
	raw := make([]string, n)
	for i := range raw {
		r.tokens[from+i].part = len(r.parts)
		raw[i] = r.tokens[from+i].raw
	}
	p.Typed = strings.Trim(strings.Join(raw, " "), ".,;:!?")
	r.parts = append(r.parts, p)
}

// joints drops the words that only joined two parts: "mon or tue", "free, and".
func (r *reader) joints() {
	filter := func(i int) bool {
		return i >= 0 && i < len(r.tokens) && r.tokens[i].part != unread
	}
	for i := range r.tokens {
		switch r.text(i) {
		case "or", "and", "&", "+", "but", "":
			if r.tokens[i].part == unread && !r.tokens[i].word && filter(i-1) && (filter(i+1) || i+1 == len(r.tokens)) {
				r.tokens[i].part = dropped
			}
		}
	}
}

// inOrder returns the parts in the order of the line.
func (r *reader) inOrder() []Part {
	var parts []Part
	seen := make([]bool, len(r.parts))
	for _, t := range r.tokens {
		if t.part >= 0 && t.part < len(r.parts) && !seen[t.part] {
			seen[t.part] = true
			parts = append(parts, r.parts[t.part])
		}
	}
	return parts
}
