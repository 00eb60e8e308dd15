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
		w.stems[string(stem([]byte(word)))] = true
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
		stems[i] = string(stem([]byte(word)))
	}
	w.phrases[stems[0]] = append(w.phrases[stems[0]], stems)
}

// Next returns where the next word or phrase stands that is to be lit in a text,
// from a byte position on; start is -1 when there is none. It costs no memory,
// as every text on the screen is looked through whenever it is painted.
func (w *Words) Next(text string, from int) (start, end int) {
	if w == nil {
		return -1, -1
	}
	for {
		if start, end = nextWord(text, from); start < 0 {
			return start, end
		}
		if lit := w.lit(text, start, end); lit > 0 {
			return start, lit
		}
		from = end
	}
}

// lit returns where what is to be lit ends that begins with the word of a text
// between start and end; 0 is nothing.
func (w *Words) lit(text string, start, end int) int {
	var room [mostLetters]byte
	folded := fold(room[:0], text[start:end])
	begins := w.start != "" && len(folded) >= len(w.start) && string(folded[:len(w.start)]) == w.start
	first := stem(folded)
	longest := 0
	for _, phrase := range w.phrases[string(first)] {
		longest = max(longest, phraseEnd(phrase, text, end))
	}
	if longest == 0 && (begins || w.stems[string(first)]) {
		return end
	}
	return longest
}

// mostLetters is how many bytes nearly all words have room in.
const mostLetters = 48

// phraseEnd returns where a phrase ends in a text, after its first word; 0 when
// the other words do not follow.
func phraseEnd(phrase []string, text string, end int) int {
	var room [mostLetters]byte
	for _, wanted := range phrase[1:] {
		start, to := nextWord(text, end)
		if start < 0 || string(stem(fold(room[:0], text[start:to]))) != wanted {
			return 0
		}
		end = to
	}
	return end
}

// nextWord returns where the next word of a text stands; start is -1 when there
// is none.
func nextWord(text string, from int) (start, end int) {
	for from < len(text) {
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
		return from, to
	}
	return -1, -1
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
			if folded := fold(nil, word); len(folded) > 0 && !without {
				out = append(out, string(folded))
			}
		}
	}
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == '`' }

// fold adds a word without capitals, accents and apostrophes.
func fold(dst []byte, word string) []byte {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			word = norm.NFD.String(word)
			break
		}
	}
	for _, r := range word {
		if !unicode.Is(unicode.Mn, r) && !apostrophe(r) {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// leastStem is the fewest letters that are left of a word without its ending.
const leastStem = 3

// stem takes the commonest English endings off a folded word.
func stem(word []byte) []byte {
	for _, ending := range [...]string{"ings", "ing", "ies", "ied", "ed", "es", "s", "y"} {
		rest, ok := without(word, ending)
		if ok && (ending != "s" || rest[len(rest)-1] != 's') {
			word = rest
			break
		}
	}
	if n := len(word); n > leastStem && word[n-1] == word[n-2] && !strings.ContainsRune("aeiouls", rune(word[n-1])) {
		word = word[:n-1]
	}
	if rest, ok := without(word, "e"); ok {
		word = rest
	}
	return word
}

// without returns a word without an ending, if it has it and enough is left.
func without(word []byte, ending string) ([]byte, bool) {
	n := len(word) - len(ending)
	if n < leastStem || string(word[n:]) != ending {
		return word, false
	}
	return word[:n], true
}
