// Package danger knows the words that mean danger or suicide, and the few lines
// that are shown quietly above the results when somebody searches for them: who
// is to be rung before any service is.
//
// Words and lines stand in one dated file, which an organisation can replace.
// The package must not log, keep or pass on what was searched for, and it must
// not change an answer.
package danger

import (
	_ "embed" // for the built-in file
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// builtIn is the built-in file.
//
//go:embed danger.txt
var builtIn string

// The limits of a file, far above what a person writes by hand.
const (
	maxFileBytes = 64 << 10
	maxLines     = 5
	maxLineChars = 160
	maxPhrases   = 2000
)

// Notice is the words and the lines of one file. It never changes after it is
// made, so any number of goroutines may use it at once.
type Notice struct {
	// Checked is the day on which somebody last made sure of the lines.
	Checked service.Date

	lines   []string
	phrases [][]string
}

// Default returns the built-in notice.
func Default() (*Notice, error) { return parse("the built-in danger.txt", builtIn) }

// Load returns the notice of a file, or the built-in one when there is no such
// file. A file that can't be used is an error that names the file, the line and
// what to do.
func Load(file string) (*Notice, error) {
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Default()
	}
	if err != nil {
		return nil, fmt.Errorf("read the words that mean danger: %w", err)
	}
	if info.Size() > maxFileBytes {
		return nil, fmt.Errorf("%s is larger than %d bytes: keep only words and lines in it", file, maxFileBytes)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the words that mean danger: %w", err)
	}
	return parse(file, string(text))
}

// Lines returns the lines to show for what somebody searches for, in order;
// none when nothing in it means danger.
func (n *Notice) Lines(words string) []string {
	typed := fold(words)
	for at := range typed {
		if slices.ContainsFunc(n.phrases, func(p []string) bool { return begins(typed[at:], p) }) {
			return slices.Clone(n.lines)
		}
	}
	return nil
}

// begins reports whether words begin with a phrase, whose words may end in a
// star.
func begins(words, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, want := range phrase {
		start, any := strings.CutSuffix(want, "*")
		if words[i] != want && (!any || !strings.HasPrefix(words[i], start)) {
			return false
		}
	}
	return true
}

// parse reads a file; name is what errors call it.
func parse(name, text string) (*Notice, error) {
	n := &Notice{}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := n.take(line); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, number, err)
		}
	}
	switch {
	case n.Checked == "":
		return nil, fmt.Errorf("%s: the day is missing on which the numbers were checked: write a line such as \"checked: 2026-11-22\"", name)
	case len(n.lines) == 0:
		return nil, fmt.Errorf("%s: there is no line to show: write one such as \"say: In danger now: ring 999.\"", name)
	case len(n.phrases) == 0:
		return nil, fmt.Errorf("%s: there is no word: write one such as \"word: suicid*\"", name)
	}
	return n, nil
}

// take reads one line of a file.
func (n *Notice) take(line string) error {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(key) {
	case "checked":
		day, err := service.ParseDate(value)
		if err != nil {
			return fmt.Errorf("%q is not a day: write it like 2026-11-22", value)
		}
		n.Checked = day
	case "say":
		said := clean.Line(value, maxLineChars)
		if said == "" || len(n.lines) == maxLines {
			return fmt.Errorf("there may be 1 to %d lines to show, none of them empty", maxLines)
		}
		n.lines = append(n.lines, said)
	case "word":
		phrase := starred(value)
		if len(phrase) == 0 || slices.Contains(phrase, "*") || len(n.phrases) == maxPhrases {
			return fmt.Errorf("%q is no word that can be looked for: write letters, with a star only at the end of a word, and at most %d words in all", value, maxPhrases)
		}
		n.phrases = append(n.phrases, phrase)
	default:
		return fmt.Errorf("a line begins with \"checked:\", \"say:\" or \"word:\", not with %q", key)
	}
	return nil
}

// starred is fold for the words of a file, where a star may end a word.
func starred(text string) []string {
	var out []string
	for _, field := range strings.Fields(text) {
		parts := fold(field)
		if strings.HasSuffix(field, "*") {
			if len(parts) == 0 {
				return nil
			}
			parts[len(parts)-1] += "*"
		}
		out = append(out, parts...)
	}
	return out
}

// fold cuts a text into words of letters and digits, without capitals, accents
// and apostrophes.
func fold(text string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘', r == '`':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}
