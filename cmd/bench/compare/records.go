package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"

	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

// flat is one service as the engines that Fettle is compared with are given it:
// its words already parted and stemmed as Fettle does it, so that all find the
// same, and its options by their panes.
type flat struct {
	id      string
	name    string
	names   string // the words of the name as written
	stems   string // the stems of all words
	options []option
	// low and high are the ages accepted; -1 and 999 where one end is open, and
	// stated says whether any is stated.
	low, high float64
	stated    bool
	points    []service.Point
	json      []byte
}

// option is one option of one pane.
type option struct{ pane, id string }

func (o option) key() string { return o.pane + "/" + o.id }

// panes are the panes whose counts are compared.
func panes() []string {
	return []string{"need", "circumstance", "cost", "how", "access", "language", "type", "feed", "age", "when", "checked"}
}

// flattener makes services flat.
type flattener struct {
	split analysis.Tokenizer
	lower analysis.TokenFilter
	stem  analysis.TokenFilter
	stop  analysis.TokenMap
	known map[string]string
	today service.Date
}

func newFlattener(today service.Date) (*flattener, error) {
	stop, err := en.TokenMapConstructor(nil, nil)
	if err != nil {
		return nil, err
	}
	return &flattener{
		unicode.NewUnicodeTokenizer(), lowercase.NewLowerCaseFilter(), en.NewEnglishStemmerFilter(), stop, map[string]string{}, today,
	}, nil
}

func (f *flattener) words(text string) []string {
	text = strings.NewReplacer("'", "", "’", "").Replace(text)
	var out []string
	for _, t := range f.lower.Filter(f.split.Tokenize([]byte(text))) {
		out = append(out, string(t.Term))
	}
	return out
}

// stemmed returns the stem of a word, "" for a common one.
func (f *flattener) stemmed(word string) string {
	stem, ok := f.known[word]
	if !ok {
		if !f.stop[word] {
			stem = string(f.stem.Filter(analysis.TokenStream{&analysis.Token{Term: []byte(word)}})[0].Term)
		}
		f.known[word] = stem
	}
	return stem
}

func (f *flattener) flat(s *service.Service) flat {
	out := flat{id: s.ID, name: s.Name, names: strings.Join(f.words(s.Name), " "), low: -1, high: 999, stated: s.Age.Stated()}
	texts := []string{s.Name, s.Organisation.Name, s.Description}
	for _, t := range s.Terms {
		texts = append(texts, t.Name)
	}
	for _, n := range s.Found.Needs {
		texts = append(texts, need.Label(n.ID))
	}
	for _, l := range s.Locations {
		texts = append(texts, l.Name, l.Address.Street, l.Address.Town)
		out.points = append(out.points, *l.Point)
	}
	var stems []string
	for _, text := range texts {
		for _, w := range f.words(text) {
			if stem := f.stemmed(w); stem != "" {
				stems = append(stems, stem)
			}
		}
	}
	out.stems = strings.Join(stems, " ")
	if s.Age.Min != nil {
		out.low = *s.Age.Min
	}
	if s.Age.Max != nil {
		out.high = *s.Age.Max
	}
	out.options = f.options(s)
	return out
}

func (f *flattener) options(s *service.Service) []option {
	var out []option
	add := func(pane, id string) {
		if o := (option{pane, id}); !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, n := range s.Found.Needs {
		add("need", n.ID)
	}
	for _, n := range s.Found.Circumstances {
		add("circumstance", n.ID)
	}
	switch s.Cost.Free {
	case service.Yes:
		add("cost", service.CostFree)
	case service.No:
		add("cost", service.CostPriced)
	case service.NotStated:
	}
	for _, h := range s.How {
		add("how", string(h))
	}
	for _, a := range s.Access {
		add("access", string(a))
	}
	for _, l := range s.Languages {
		add("language", strings.ToLower(l))
	}
	for _, t := range s.Terms {
		add("type", strings.ToLower(t.Name))
	}
	add("feed", s.Feed())
	for _, years := range []int{2, 8, 13, 16, 21, 40, 57, 72, 85} {
		if s.Age.Accepts(years) == service.Yes {
			add("age", fmt.Sprint(years))
		}
	}
	for _, cell := range when.WeekCells() {
		if len(s.Sessions) > 0 && when.Suits(s.Sessions, []service.Window{cell}, benchNow()) == service.Yes {
			add("when", cell.ID)
		}
	}
	if days, ok := s.Assured.On.DaysBefore(f.today); ok {
		for _, limit := range []int{30, 90, 180, 365} {
			if days <= limit {
				add("checked", fmt.Sprint(limit))
			}
		}
	}
	return out
}
