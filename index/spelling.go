package index

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	stdsync "sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"

	"fettle/internal/english"
)

// spellingBuilder gathers every word of the library as it is written, with how
// many services have it.
type spellingBuilder struct{ count map[string]int64 }

// add counts the words of the services that a preparer has read.
func (b *spellingBuilder) add(words map[string]*form) {
	for word, f := range words {
		if f.services != 0 && len(word) <= maxWord {
			b.count[word] += f.services
		}
	}
}

// addAll counts all words of another library.
func (b *spellingBuilder) addAll(s *spelling) error {
	it, err := s.fst.Iterator(nil, nil)
	for ; err == nil; err = it.Next() {
		word, n := it.Current()
		b.count[string(word)] += int64(n)
	}
	if !errors.Is(err, vellum.ErrIteratorDone) {
		return fmt.Errorf("read the words for spelling: %w", err)
	}
	return nil
}

// maxWord is the longest word that is kept for spelling, in bytes.
const maxWord = 40

// encode returns the words as a finite-state transducer.
func (b *spellingBuilder) encode() ([]byte, error) {
	all := make([]string, 0, len(b.count))
	for w, n := range b.count {
		if n > 0 {
			all = append(all, w)
		}
	}
	slices.Sort(all)
	var out bytes.Buffer
	fst, err := vellum.New(&out, nil)
	if err != nil {
		return nil, fmt.Errorf("write the words for spelling: %w", err)
	}
	for _, w := range all {
		if err := fst.Insert([]byte(w), uint64(b.count[w])); err != nil {
			return nil, fmt.Errorf("write the word %q for spelling: %w", w, err)
		}
	}
	if err := fst.Close(); err != nil {
		return nil, fmt.Errorf("write the words for spelling: %w", err)
	}
	return out.Bytes(), nil
}

// spelling knows every word of the library as it is written.
type spelling struct {
	fst *vellum.FST
	// builders[d-1] makes automata that forgive d slips; made at the first slip.
	builders [2]func() (*levenshtein.LevenshteinAutomatonBuilder, error)
}

func decodeSpelling(data []byte) (*spelling, error) {
	fst, err := vellum.Load(data)
	if err != nil {
		return nil, fmt.Errorf("read the words for spelling: %w", err)
	}
	s := &spelling{fst: fst}
	for d := range s.builders {
		s.builders[d] = stdsync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
			return levenshtein.NewLevenshteinAutomatonBuilder(uint8(d+1), true)
		})
	}
	return s, nil
}

// beginning returns the words that begin with some letters, at most that many,
// those that most services have first.
func (s *spelling) beginning(letters string, most int) ([]string, error) {
	it, err := s.fst.Iterator([]byte(letters), after([]byte(letters)))
	return s.commonest(it, err, most)
}

// meant returns the words that were probably meant by a word of five letters or
// more that is neither a word of everyday nor a name: those stay as they are.
func (s *spelling) meant(word string, most int) ([]string, error) {
	if utf8.RuneCountInString(word) <= maxStart || english.Everyday(word) || english.GivenName(word) {
		return nil, nil
	}
	return s.near(word, most)
}

// near returns the words that are like a word and begin as it does: with one slip
// forgiven from four letters on, and two from eight, a swap of neighbours being
// one slip. Only the nearest are returned, those that most services have first.
func (s *spelling) near(word string, most int) ([]string, error) {
	letters := utf8.RuneCountInString(word)
	slips := 0
	switch {
	case strings.ContainsFunc(word, unicode.IsDigit):
	case letters >= 8:
		slips = 2
	case letters >= 4:
		slips = 1
	}
	for d := 1; d <= slips; d++ {
		builder, err := s.builders[d-1]()
		if err != nil {
			return nil, fmt.Errorf("look for a slip in %q: %w", word, err)
		}
		dfa, err := builder.BuildDfa(word, uint8(d))
		if err != nil {
			return nil, fmt.Errorf("look for a slip in %q: %w", word, err)
		}
		it, err := s.fst.Search(dfa, nil, nil)
		found, err := s.commonest(it, err, mostLike)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(w string) bool {
			return w == word || utf8.RuneCountInString(w) < 3 || w[0] != word[0] && (w[0] != word[1] || w[1] != word[0])
		})
		if len(found) > 0 {
			return found[:min(most, len(found))], nil
		}
	}
	return nil, nil
}

// mostLike is how many words that are like one are looked at.
const mostLike = 32

// commonest walks an iterator to its end and returns the words that most
// services have, the alphabet deciding between equals.
func (s *spelling) commonest(it vellum.Iterator, err error, most int) ([]string, error) {
	type counted struct {
		word  string
		count uint64
	}
	var all []counted
	for err == nil {
		w, n := it.Current()
		all = append(all, counted{string(w), n})
		err = it.Next()
	}
	if !errors.Is(err, vellum.ErrIteratorDone) {
		return nil, fmt.Errorf("look words up by their spelling: %w", err)
	}
	slices.SortFunc(all, func(a, b counted) int {
		if a.count != b.count {
			if a.count > b.count {
				return -1
			}
			return 1
		}
		return strings.Compare(a.word, b.word)
	})
	var out []string
	for _, c := range all[:min(most, len(all))] {
		out = append(out, c.word)
	}
	return out, nil
}
