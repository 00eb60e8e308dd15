// Package light finds the words of a question again in a text that is shown,
// so that they can be lit up there.
//
// It compares words by their beginnings and common endings, as a reader would.
// It must not decide what is found: that is the library's, which also knows
// words that mean the same.
package light

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fettle/internal/service"
)

// Words are the words to light up. A nil *Words lights nothing.
type Words struct {
	stems map[string]bool
	// phrases are lit where all their words stand one after the other; they are
	// kept by their first one.
	phrases map[string][][]string
	// start is the last word while it is being typed; "" is none.
	start string
}

// New returns the words of a question, those that were read instead of them, and
// the words and phrases that were looked for because they mean the same; typing
// says that the last word may be unfinished. It returns nil when there is none
// to light.
func New(asked string, readings []service.Reading, alike []string, typing bool) *Words {
	w := &Words{stems: make(map[string]bool), phrases: make(map[string][][]string)}
	wanted := wantedWords(asked)
	for i, word := range wanted {
		w.add(word)
		if typing && i == len(wanted)-1 {
			w.start = word
		}
	}
	for _, r := range readings {
		for _, word := range wantedWords(r.As) {
			w.add(word)
		}
	}
	for _, words := range alike {
		w.addPhrase(wantedWords(words))
	}
	if len(w.stems) == 0 && len(w.phrases) == 0 && w.start == "" {
		return nil
	}
	return w
}

// add adds a word that is worth lighting: no article or preposition.
func (w *Words) add(word string) {
	little := []string{"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "i", "in", "is", "it", "my", "no", "not", "of", "on", "or", "that", "the", "their", "this", "to", "was", "with"}
	if !slices.Contains(little, word) {
		w.stems[stem(word)] = true
	}
}

// addPhrase adds words that are worth lighting only together.
func (w *Words) addPhrase(words []string) {
	switch len(words) {
	case 0:
		return
	case 1:
		w.add(words[0])
		return
	}
	stems := make([]string, len(words))
	for i, word := range words {
		stems[i] = stem(word)
	}
	w.phrases[stems[0]] = append(w.phrases[stems[0]], stems)
}

// Spans returns where the words stand in a text: pairs of byte positions, the
// start and the end of each, in order.
func (w *Words) Spans(text string) [][2]int {
	if w == nil {
		return nil
	}
	var spans [][2]int
	words := written(text)
	for i := 0; i < len(words); {
		n := w.lit(words[i:])
		for _, word := range words[i : i+n] {
			spans = append(spans, word.span)
		}
		i += max(n, 1)
	}
	return spans
}

// lit returns how many words at the beginning are to be lit.
func (w *Words) lit(words []word) int {
	first := stem(words[0].folded)
	most := 0
	for _, phrase := range w.phrases[first] {
		n := len(phrase)
		if n > most && n <= len(words) && slices.EqualFunc(words[:n], phrase, func(w word, s string) bool { return stem(w.folded) == s }) {
			most = n
		}
	}
	if most == 0 && (w.stems[first] || w.start != "" && strings.HasPrefix(words[0].folded, w.start)) {
		most = 1
	}
	return most
}

// word is a word of a text and where it stands.
type word struct {
	folded string
	span   [2]int
}

// written returns the words of a text.
func written(text string) []word {
	var words []word
	for from := 0; from < len(text); {
		r, size := utf8.DecodeRuneInString(text[from:])
		if !inWord(r) {
			from += size
			continue
		}
		to := from + size
		for to < len(text) {
			r, size := utf8.DecodeRuneInString(text[to:])
			if !inWord(r) && !apostrophe(r) {
				break
			}
			to += size
		}
		words = append(words, word{fold(text[from:to]), [2]int{from, to}})
		from = to
	}
	return words
}

// wantedWords returns the folded words that a question asks for, without those
// that it leaves out with a minus.
func wantedWords(asked string) []string {
	rest := strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(asked)
	var out []string
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return out
		}
		after, without := strings.CutPrefix(rest, "-")
		without = without && after != "" && !strings.HasPrefix(after, " ")
		if without {
			rest = after
		}
		text := ""
		if phrase, ok := strings.CutPrefix(rest, `"`); ok {
			text, rest, _ = strings.Cut(phrase, `"`)
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
			if end < 0 {
				end = len(rest)
			}
			text, rest = rest[:end], rest[end:]
		}
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !inWord(r) && !apostrophe(r) }) {
			if word = fold(word); word != "" && !without {
				out = append(out, word)
			}
		}
	}
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' }

// fold writes a word without capitals, accents and apostrophes.
func fold(word string) string {
	plain := func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || apostrophe(r) {
			return -1
		}
		return unicode.ToLower(r)
	}
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			word = norm.NFD.String(word)
			break
		}
	}
	return strings.Map(plain, word)
}

// leastStem is the fewest letters that are left of a word without its ending.
const leastStem = 3

// stem takes the commonest English endings off a folded word.
func stem(word string) string {
	for _, ending := range [...]string{"ings", "ing", "ies", "ied", "ed", "es", "s", "y"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= leastStem && (ending != "s" || !strings.HasSuffix(rest, "s")) {
			word = rest
			break
		}
	}
	if n := len(word); n > leastStem && word[n-1] == word[n-2] && !strings.ContainsRune("aeiouls", rune(word[n-1])) {
		word = word[:n-1]
	}
	if rest, ok := strings.CutSuffix(word, "e"); ok && len(rest) >= leastStem {
		word = rest
	}
	return word
}
