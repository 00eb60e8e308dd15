package need

import (
	"slices"
	"strings"

	"fettle/internal/clean"
)

// synonyms leads from a word or phrase, by stemsOf, to those that mean the
// same, as they were written.
type synonyms map[string][]string

// add takes in a line of synonyms. In "same:" every word leads to every other.
// In "plain:" an arrow parts everyday words from the words of records: each
// leads to all on the other side, and none to its own side.
func (s synonyms) add(line statement) error {
	if line.key == keySame {
		if len(line.items) < 2 {
			return line.fault("a line of words that mean the same needs two at least, with a comma between them")
		}
		return s.join(line, line.items, line.items)
	}
	everyday, records, found := strings.Cut(strings.Join(line.items, ","), "->")
	if !found {
		return line.fault("a plain line has an arrow: the everyday words, then ->, then the words that records use")
	}
	left, right := itemsOf(everyday), itemsOf(records)
	if len(left) == 0 || len(right) == 0 {
		return line.fault("words are missing on one side of the arrow: write at least one on each")
	}
	return s.join(line, left, right)
}

// join lets every word of one list lead to every word of the other and back.
func (s synonyms) join(line statement, left, right []string) error {
	for _, list := range [][]string{left, right} {
		for _, word := range list {
			if stemsOf(word) == "" || len(word) > maxPhraseBytes || strings.Contains(word, "*") {
				return line.fault("%q can't be a synonym: write words, without stars", clean.Short(word))
			}
		}
	}
	for _, a := range left {
		for _, b := range right {
			s.lead(a, b)
			s.lead(b, a)
		}
	}
	return nil
}

func (s synonyms) lead(from, to string) {
	key, written := stemsOf(from), strings.ToLower(to)
	if key != stemsOf(to) && !slices.Contains(s[key], written) {
		s[key] = append(s[key], written)
		slices.Sort(s[key])
	}
}

// Synonyms returns the words and phrases that mean the same as a word or a
// phrase, both ways, in alphabetical order; none when there are none. Case,
// accents, apostrophes, hyphens and plural endings do not matter.
func (r *Rules) Synonyms(word string) []string { return slices.Clone(r.synonyms[stemsOf(word)]) }
