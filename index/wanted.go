package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wanted is one thing that the words of a question ask for.
type wanted struct {
	text string
	// phrase asks for the words one after the other.
	phrase bool
	// without leaves out what has it.
	without bool
	// must asks for it in every wording, because it is in quotation marks.
	must bool
	// partial says that the person is still typing it.
	partial bool
}

// The most that is read of a question: beyond it, words are left out.
const (
	maxQuestion = 400 // characters
	maxWanted   = 40
)

// parseWords reads the words of a question: words in quotation marks are a
// phrase, and a minus before a word or phrase leaves out what has it. While
// somebody is typing, the last word may be unfinished, and so may a phrase
// whose closing mark is still to come.
func parseWords(text string, typing bool) []wanted {
	text = strings.ToValidUTF8(text, " ")
	for utf8.RuneCountInString(text) > maxQuestion {
		text = string([]rune(text)[:maxQuestion])
	}
	text = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(text)
	var out []wanted
	rest := text
	for len(out) < maxWanted {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			break
		}
		var w wanted
		if after, ok := strings.CutPrefix(rest, "-"); ok && after != "" && !strings.HasPrefix(after, " ") {
			w.without, rest = true, after
		}
		if after, ok := strings.CutPrefix(rest, `"`); ok {
			w.text, rest, _ = strings.Cut(after, `"`)
			w.must = true
			w.phrase = strings.ContainsFunc(strings.TrimSpace(w.text), unicode.IsSpace)
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
			if end < 0 {
				end = len(rest)
			}
			w.text, rest = rest[:end], rest[end:]
			w.partial = typing && rest == ""
		}
		if strings.TrimSpace(w.text) != "" {
			out = append(out, w)
		}
	}
	return out
}
