package need

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fettle/internal/clean"
)

// The limits of a rule file, far above what a person writes by hand.
const (
	maxFileBytes   = 1 << 20
	maxPhraseBytes = 120
	maxPhraseWords = 10
	maxVariants    = 96
)

// statement is one line of a rule file, with the lines that continue it.
type statement struct {
	file  string
	line  int
	key   string
	items []string
	// lines are the lines on which the items end.
	lines []int
	// written is what stands after the key, before it is cut at its commas;
	// each line that goes on is behind a line break.
	written string
}

// Keys of a rule file. Those of a block stand under "need:", "circumstance:" or
// "cause:".
const (
	keyNeed         = "need"
	keyCircumstance = "circumstance"
	keyCause        = "cause"
	keyGivesWayTo   = "gives-way-to"
	keySure         = "sure"
	keyName         = "name"
	keyText         = "text"
	keyHint         = "hint"
	keyNot          = "not"
	keyTerm         = "term"
	keyLabel        = "label"
	keyAge          = "age"
	keyNever        = "never-with"
	keyWithout      = "without"
	keyAsked        = "asked"
	keyStatedBy     = "stated-by"

	keyHide         = "hide"
	keyDenies       = "denies"
	keyDeniesNext   = "denies-next"
	keyDeniesBefore = "denies-before"
	keyPlace        = "place"
	keyPlaceInName  = "place-in-name"
	keySame         = "same"
	keyPlain        = "plain"
	keySaid         = "said"
)

func blockKeys() []string {
	return []string{keyGivesWayTo, keySure, keyName, keyText, keyHint, keyNot, keyTerm, keyLabel, keyAge, keyNever, keyWithout, keyAsked, keyStatedBy}
}

func openKeys() []string {
	return []string{keyNeed, keyCircumstance, keyCause, keyHide, keyDenies, keyDeniesNext, keyDeniesBefore, keyPlace, keyPlaceInName, keySame, keyPlain, keySaid}
}

// fault is an error at the first line of a statement, with what to do about it.
func (s statement) fault(format string, args ...any) error {
	return fmt.Errorf("%s, line %d: %w", s.file, s.line, fmt.Errorf(format, args...))
}

// faultAt is an error at one item of a statement, with what to do about it.
func (s statement) faultAt(item int, format string, args ...any) error {
	s.line = s.lines[item]
	return s.fault(format, args...)
}

// cut cuts what is written into items at the commas.
func (s *statement) cut() {
	line := s.line
	for item := range strings.SplitSeq(s.written, ",") {
		line += strings.Count(item, "\n")
		if words := strings.Join(strings.Fields(item), " "); words != "" {
			s.items, s.lines = append(s.items, words), append(s.lines, line)
		}
	}
}

// parse reads the statements of one rule file.
func parse(file, content string) ([]statement, error) {
	if len(content) > maxFileBytes {
		return nil, fmt.Errorf("%s is larger than a rule file may be (%d bytes): split it or take out what is no rule", file, maxFileBytes)
	}
	content = strings.TrimPrefix(content, "\ufeff")
	var statements []statement
	for i, line := range strings.Split(content, "\n") {
		at := statement{file: file, line: i + 1}
		if !utf8.ValidString(line) {
			return nil, at.fault("this line is not UTF-8 text: save the file as UTF-8")
		}
		line, continued := uncommented(line)
		if line == "" {
			continue
		}
		if continued && len(statements) > 0 {
			last := &statements[len(statements)-1]
			last.written += strings.Repeat("\n", at.line-last.line-strings.Count(last.written, "\n")) + line
			continue
		}
		key, rest, found := strings.Cut(line, ":")
		at.key = strings.TrimSpace(key)
		if !found {
			return nil, at.fault("%q has no colon: write a key and a colon before it, or begin the line with a space when it goes on from the line above", clean.Short(line))
		}
		if !slices.Contains(openKeys(), at.key) && !slices.Contains(blockKeys(), at.key) {
			return nil, at.fault("%q is not a key of a rule file: the keys are %s", clean.Short(at.key), strings.Join(append(openKeys(), blockKeys()...), ", "))
		}
		at.written = rest
		statements = append(statements, at)
	}
	for i, s := range statements {
		if statements[i].cut(); len(statements[i].items) == 0 {
			return nil, s.fault("nothing stands after %q: add what it is about or take the line out", s.key+":")
		}
	}
	return statements, nil
}

// uncommented returns a line without its comment and the space around it, and
// whether it goes on from the line above.
func uncommented(line string) (text string, continued bool) {
	line = strings.TrimRight(line, "\r")
	if i := strings.IndexByte(line, '#'); i == 0 || i > 0 && (line[i-1] == ' ' || line[i-1] == '\t') {
		line = line[:i]
	}
	continued = strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
	return strings.TrimSpace(line), continued
}

// itemsOf cuts a text at its commas.
func itemsOf(line string) []string {
	var items []string
	for item := range strings.SplitSeq(line, ",") {
		if item = strings.Join(strings.Fields(item), " "); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// step is one place of a phrase: the words that may stand there, or a gap of
// up to three words.
type step struct {
	gap   bool
	words []string
	// prefix marks that the last of the words is only a beginning.
	prefix bool
	// capitals asks for a word written in capitals.
	capitals bool
}

// variants returns the ways to read a written phrase, as sequences of steps:
// one for each choice between words that a stroke sets apart.
func variants(written string) ([][]step, error) {
	items := strings.Fields(written)
	if len(written) > maxPhraseBytes || len(items) > maxPhraseWords {
		return nil, fmt.Errorf("%q is too long for a phrase: at most %d words", clean.Short(written), maxPhraseWords)
	}
	all := [][]step{nil}
	for i, item := range items {
		choices, err := choicesOf(item)
		if err != nil {
			return nil, err
		}
		if choices[0].gap && (i == 0 || i == len(items)-1) {
			return nil, fmt.Errorf("%q begins or ends with a gap: put a word there", clean.Short(written))
		}
		if len(all)*len(choices) > maxVariants {
			return nil, fmt.Errorf("%q has too many choices: write it as two phrases", clean.Short(written))
		}
		var longer [][]step
		for _, sequence := range all {
			for _, choice := range choices {
				longer = append(longer, append(slices.Clone(sequence), choice))
			}
		}
		all = longer
	}
	return all, nil
}

// choicesOf reads one item of a phrase: "drop-in", "support/peer", "befriend*", "...".
func choicesOf(item string) ([]step, error) {
	if item == "..." || item == "…" {
		return []step{{gap: true}}, nil
	}
	var choices []step
	for choice := range strings.SplitSeq(item, "/") {
		bare, prefix := strings.CutSuffix(choice, "*")
		f := fold(bare)
		if len(f.tokens) == 0 || strings.Contains(bare, "*") {
			return nil, fmt.Errorf("%q can't be matched: a phrase is made of words, and a star may only end one", clean.Short(item))
		}
		last := len(f.tokens) - 1
		if prefix && len(f.word(last, last)) < 3 {
			return nil, fmt.Errorf("%q would match too much: write at least three letters before a star", clean.Short(item))
		}
		s := step{prefix: prefix, capitals: !prefix && len(f.tokens) == 1 && f.tokens[0].capitals}
		for i := range f.tokens {
			s.words = append(s.words, f.word(i, i))
		}
		choices = append(choices, s)
		if last > 0 && strings.ContainsAny(bare, "-‐‑") {
			choices = append(choices, step{words: []string{f.word(0, last)}, prefix: prefix})
		}
	}
	return choices, nil
}
