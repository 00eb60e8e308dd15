package need

import (
	"slices"
	"strings"

	"fettle/internal/clean"
)

// synonyms leads from a word or phrase, by stemsOf, to those that mean the
// same, as they were written.
type synonyms struct {
	both map[string][]string
	// said has what people say in several words, by each first word.
	said map[string][]*saying
}

// saying is what people say in several words, and what means the same.
type saying struct {
	// places has the words that may stand at each place, without plural endings;
	// none is a gap.
	places [][]string
	means  []string
}

// The limits of a saying.
const (
	mostGap         = 3 // words in a gap
	maxSayingBytes  = 200
	maxSayingPlaces = 8
)

func newSynonyms() synonyms {
	return synonyms{both: map[string][]string{}, said: map[string][]*saying{}}
}

// add takes in a line of synonyms. In "same:" every word leads to every other.
// In "plain:" an arrow parts everyday words from the words of records: each
// leads to all on the other side, and none to its own side. In "said:" they do so
// from the left to the right only.
func (s synonyms) add(line statement) error {
	if line.key == keySame {
		if len(line.items) < 2 {
			return line.fault("a line of words that mean the same needs two at least, with a comma between them")
		}
		return s.join(line, line.items, line.items)
	}
	everyday, records, found := strings.Cut(strings.Join(line.items, ","), "->")
	if !found {
		return line.fault("a %s line has an arrow: the everyday words, then ->, then the words that records use", line.key)
	}
	left, right := itemsOf(everyday), itemsOf(records)
	if len(left) == 0 || len(right) == 0 {
		return line.fault("words are missing on one side of the arrow: write at least one on each")
	}
	if line.key == keySaid {
		return s.say(line, left, right)
	}
	return s.join(line, left, right)
}

// say lets every saying of one list lead to every word of the other.
func (s synonyms) say(line statement, left, right []string) error {
	if err := writable(line, right); err != nil {
		return err
	}
	for _, written := range left {
		items := strings.Fields(written)
		if len(written) > maxSayingBytes || len(items) > maxSayingPlaces {
			return line.fault("%q is too long for a saying: at most %d words after each other", clean.Short(written), maxSayingPlaces)
		}
		one := &saying{means: right}
		for i, item := range items {
			choices, err := choicesOf(item)
			if err != nil {
				return line.fault("%w", err)
			}
			var words []string
			for _, choice := range choices {
				if choice.prefix || len(choice.words) > 1 || choice.gap && (i == 0 || i == len(items)-1) {
					return line.fault("%q can't be a saying: write words without stars and hyphens, and dots between them only", clean.Short(written))
				}
				if !choice.gap {
					words = append(words, string(appendStem(nil, choice.words[0])))
				}
			}
			one.places = append(one.places, words)
		}
		for _, first := range one.places[0] {
			s.said[first] = append(s.said[first], one)
		}
	}
	return nil
}

// writable says what of some words can't stand in a line of synonyms.
func writable(line statement, words []string) error {
	for _, word := range words {
		if stemsOf(word) == "" || len(word) > maxPhraseBytes || strings.Contains(word, "*") {
			return line.fault("%q can't be a synonym: write words, without stars", clean.Short(word))
		}
	}
	return nil
}

// join lets every word of one list lead to every word of the other and back.
func (s synonyms) join(line statement, left, right []string) error {
	for _, list := range [][]string{left, right} {
		if err := writable(line, list); err != nil {
			return err
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
	if key != stemsOf(to) && !slices.Contains(s.both[key], written) {
		s.both[key] = append(s.both[key], written)
		slices.Sort(s.both[key])
	}
}

// of returns what means the same as the words of a key.
func (s synonyms) of(key string) []string {
	same := slices.Clone(s.both[key])
	first, _, _ := strings.Cut(key, " ")
	if len(s.said[first]) == 0 {
		return same
	}
	words := strings.Split(key, " ")
	for _, one := range s.said[first] {
		if fits(one.places, words) {
			same = append(same, one.means...)
		}
	}
	slices.Sort(same)
	return slices.Compact(same)
}

// fits reports whether words are the whole of a saying.
func fits(places [][]string, words []string) bool {
	for i, place := range places {
		if place == nil {
			for n := 0; n <= min(mostGap, len(words)-i); n++ {
				if fits(places[i+1:], words[i+n:]) {
					return true
				}
			}
			return false
		}
		if i >= len(words) || !slices.Contains(place, words[i]) {
			return false
		}
	}
	return len(words) == len(places)
}

// Synonyms returns the words and phrases that mean the same as a word or a
// phrase, in alphabetical order; none when there are none. Case, accents,
// apostrophes, hyphens and plural endings do not matter.
func (r *Rules) Synonyms(word string) []string { return r.synonyms.of(stemsOf(word)) }
