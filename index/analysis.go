package index

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	bleveunicode "github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
)

// analyser parts text into words, the same ones for records and for questions.
// Accents, apostrophes and capitals are folded away, so that they never matter;
// hyphens part words. It may be used by one goroutine at a time when it
// remembers, by any number when it does not.
type analyser struct {
	fold  *asciifolding.AsciiFoldingFilter
	split analysis.Tokenizer
	lower analysis.TokenFilter
	stop  analysis.TokenMap
	stem  analysis.TokenFilter
	// known has the words of every run of letters that was met before, and met
	// every word as it is written; nil remembers nothing.
	known map[string][]*form
	met   map[string]*form
}

// form is one word: as it is written, folded, and its stem, which is "" for a
// word so common that nobody looks for it. An analyser that remembers has one
// form of each word, on which those who build a library note down what they
// would else look up again and again.
type form struct {
	plain, stem string
	// services is how many more services have it than had it, and last the last of
	// them, counted by the one preparer whose form it is.
	services int64
	last     int
	// number is that of the stem in the phrases that are written; 0 is none yet.
	number uint32
}

// mostKnown is how many runs of letters an analyser remembers before it starts
// again.
const mostKnown = 200_000

func newAnalyser(remember bool) (*analyser, error) {
	stop, err := en.TokenMapConstructor(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("read the list of common words: %w", err)
	}
	a := &analyser{
		fold: asciifolding.New(), split: bleveunicode.NewUnicodeTokenizer(), lower: lowercase.NewLowerCaseFilter(),
		stop: stop, stem: en.NewEnglishStemmerFilter(),
	}
	if remember {
		a.known, a.met = map[string][]*form{}, map[string]*form{}
	}
	return a, nil
}

// forms adds the words of a text to those before.
func (a *analyser) forms(text string, to []*form) []*form {
	for text != "" {
		run := strings.TrimLeftFunc(text, unicode.IsSpace)
		end := strings.IndexFunc(run, unicode.IsSpace)
		if end < 0 {
			end = len(run)
		}
		run, text = run[:end], run[end:]
		if run == "" {
			continue
		}
		if a.known == nil {
			to = append(to, a.parted(run)...)
			continue
		}
		forms, ok := a.known[run]
		if !ok {
			if len(a.known) >= mostKnown {
				clear(a.known)
			}
			forms = a.parted(run)
			a.known[strings.Clone(run)] = forms
		}
		to = append(to, forms...)
	}
	return to
}

// parted returns the words of a run of letters and marks without blanks.
func (a *analyser) parted(run string) []*form {
	folded := strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', '‘', '`':
			return -1
		}
		return r
	}, string(a.fold.Filter([]byte(run))))
	tokens := a.lower.Filter(a.split.Tokenize([]byte(folded)))
	out := make([]*form, 0, len(tokens))
	for _, t := range tokens {
		out = append(out, a.form(t.Term))
	}
	return out
}

// form returns the form of a folded word.
func (a *analyser) form(word []byte) *form {
	if f, ok := a.met[string(word)]; ok {
		return f
	}
	f := &form{plain: string(word)}
	if !a.stop[f.plain] {
		one := analysis.TokenStream{&analysis.Token{Term: word}}
		f.stem = string(a.stem.Filter(one)[0].Term)
	}
	if a.met != nil {
		a.met[f.plain] = f
	}
	return f
}

// token is one stem and its place among the words of a text.
type token struct {
	stem string
	at   int
}

// stems returns the stems of a text without those of common words.
func (a *analyser) stems(text string) []token {
	var out []token
	for i, f := range a.forms(text, nil) {
		if f.stem != "" {
			out = append(out, token{f.stem, i + 1})
		}
	}
	return out
}

// plain returns the words of a text as they are written, folded.
func (a *analyser) plain(text string) []string {
	var out []string
	for _, f := range a.forms(text, nil) {
		out = append(out, f.plain)
	}
	return out
}
