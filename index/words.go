package index

import (
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	charregexp "github.com/blevesearch/bleve/v2/analysis/char/regexp"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/edgengram"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// The fields of the word index. Nothing is stored in it: it turns words into
// sets of documents and that is all.
const (
	fieldName  = "name"  // the service's names
	fieldStart = "start" // the first one to four letters of each word of the names
	fieldMore  = "more"  // organisation, terms, audience, needs and towns
	fieldText  = "text"  // summary, description and the rest in prose
)

const (
	analyzerWords = "fettle_words" // folded, without stop words, stemmed
	analyzerPlain = "fettle_plain" // folded only
	analyzerStart = "fettle_start" // folded, then the first letters
	maxStart      = 4
)

// wordDoc is what the word index is given of one service.
type wordDoc struct {
	Name  string `json:"name"`
	Start string `json:"start"`
	More  string `json:"more"`
	Text  string `json:"text"`
}

// wordMapping says how text becomes words. Accents and apostrophes are folded
// away first, so that they never matter; hyphens part words.
func wordMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	custom := []struct {
		kind, name string
		config     map[string]any
	}{
		{"char", "fettle_apostrophes", map[string]any{"type": charregexp.Name, "regexp": "['’‘`]", "replace": ""}},
		{"token", "fettle_starts", map[string]any{"type": edgengram.Name, "min": 1.0, "max": float64(maxStart)}},
		{"analyzer", analyzerWords, analyzerConfig(lowercase.Name, en.StopName, en.SnowballStemmerName)},
		{"analyzer", analyzerPlain, analyzerConfig(lowercase.Name)},
		{"analyzer", analyzerStart, analyzerConfig(lowercase.Name, "fettle_starts")},
	}
	for _, c := range custom {
		var err error
		switch c.kind {
		case "char":
			err = m.AddCustomCharFilter(c.name, c.config)
		case "token":
			err = m.AddCustomTokenFilter(c.name, c.config)
		default:
			err = m.AddCustomAnalyzer(c.name, c.config)
		}
		if err != nil {
			return nil, fmt.Errorf("set up %s %s: %w", c.kind, c.name, err)
		}
	}
	for field, analyzer := range map[string]string{
		fieldName: analyzerWords, fieldStart: analyzerStart, fieldMore: analyzerWords, fieldText: analyzerWords,
	} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = analyzer, false, false, false, field != fieldStart
		m.DefaultMapping.AddFieldMappingsAt(field, f)
	}
	return m, nil
}

func analyzerConfig(filters ...string) map[string]any {
	return map[string]any{
		"type":          custom.Name,
		"char_filters":  []any{asciifolding.Name, "fettle_apostrophes"},
		"tokenizer":     unicode.Name,
		"token_filters": toAny(filters),
	}
}

func toAny(ss []string) []any {
	out := make([]any, len(ss))
	for i, s := range ss {
		out[i] = s
	}
	return out
}

// wordBuilder writes a word index aside, as one clean segment.
type wordBuilder struct {
	b        bleve.Builder
	spelling spellingBuilder
}

func newWordBuilder(path string) (*wordBuilder, error) {
	m, err := wordMapping()
	if err != nil {
		return nil, err
	}
	plain, err := plainWords(m)
	if err != nil {
		return nil, err
	}
	b, err := bleve.NewBuilder(path, m, map[string]any{"batchSize": 2000, "buildPathPrefix": path})
	if err != nil {
		return nil, fmt.Errorf("start the word index: %w", err)
	}
	return &wordBuilder{b, spellingBuilder{map[string]uint64{}, plain}}, nil
}

func (w *wordBuilder) add(id string, d wordDoc) error {
	if err := w.b.Index(id, d); err != nil {
		return fmt.Errorf("put the words of %s into the index: %w", id, err)
	}
	return nil
}

func (w *wordBuilder) close() error {
	if err := w.b.Close(); err != nil {
		return fmt.Errorf("finish the word index: %w", err)
	}
	return nil
}

// words turns typed words into sets of documents. It reads the dictionaries
// and postings of Bleve directly: no scoring, no stored fields.
type words struct {
	index    bleve.Index
	snapshot *scorch.IndexSnapshot
	segments []wordSegment
	stems    func(text string) []token  // without stop words
	plain    func(text string) []string // folded words
	spelling *spelling
	synonyms func(words string) []string
	n        int
}

// token is one stem and its place among the words of a text.
type token struct {
	stem string
	at   int
}

type wordSegment struct {
	*scorch.SegmentSnapshot
	first int // number of its first document
}

func openWords(path string) (*words, error) {
	idx, err := bleve.OpenUsing(path, map[string]any{"read_only": true, "bolt_timeout": "2s"})
	if err != nil {
		return nil, fmt.Errorf("open the word index: %w", err)
	}
	w := &words{index: idx}
	if err := w.load(); err != nil {
		return nil, errors.Join(err, idx.Close())
	}
	return w, nil
}

func (w *words) load() error {
	inner, err := w.index.Advanced()
	if err != nil {
		return fmt.Errorf("read the word index: %w", err)
	}
	reader, err := inner.Reader()
	if err != nil {
		return fmt.Errorf("read the word index: %w", err)
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("read the word index: it is kept as %T, which this version can't read", reader)
	}
	w.snapshot = snapshot
	for _, s := range snapshot.Segments() {
		w.segments = append(w.segments, wordSegment{s, w.n})
		w.n += int(s.FullSize())
	}
	if w.stems, err = tokens(w.index.Mapping(), analyzerWords); err != nil {
		return err
	}
	w.plain, err = plainWords(w.index.Mapping())
	return err
}

func tokens(m mapping.IndexMapping, name string) (func(string) []token, error) {
	a := m.AnalyzerNamed(name)
	if a == nil {
		return nil, fmt.Errorf("the word index has no analyser named %s: it was written by another version", name)
	}
	return func(text string) []token {
		var out []token
		for _, t := range a.Analyze([]byte(text)) {
			out = append(out, token{string(t.Term), t.Position})
		}
		return out
	}, nil
}

// plainWords returns what parts a text into its words, folded and not stemmed.
func plainWords(m mapping.IndexMapping) (func(string) []string, error) {
	split, err := tokens(m, analyzerPlain)
	return func(text string) []string {
		var out []string
		for _, t := range split(text) {
			out = append(out, t.stem)
		}
		return out
	}, err
}

// ids returns the service id of each document number, and the set of numbers
// that are still in use.
func (w *words) ids() ([]string, set, error) {
	ids, live := make([]string, w.n), newSet(w.n)
	for _, s := range w.segments {
		for i := range int(s.FullSize()) {
			if d := s.Deleted(); d != nil && d.Contains(uint32(i)) {
				continue
			}
			id, err := s.DocID(uint64(i))
			if err != nil {
				return nil, nil, fmt.Errorf("read document %d of the word index: %w", i, err)
			}
			ids[s.first+i] = string(id)
			live.add(s.first + i)
		}
	}
	return ids, live, nil
}

func (w *words) close() error {
	return errors.Join(w.snapshot.Close(), w.index.Close())
}

// term adds the documents that hold the term in the field.
func (w *words) term(field, term string, into set) error {
	for _, s := range w.segments {
		dict, err := s.Segment().Dictionary(field)
		if err != nil {
			return fmt.Errorf("read the words of field %s: %w", field, err)
		}
		if err := addPostings(dict, s, []byte(term), into); err != nil {
			return err
		}
	}
	return nil
}

// after returns the first key that does not begin with the prefix, nil when
// there is none.
func after(prefix []byte) []byte {
	end := append([]byte(nil), prefix...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

func addPostings(dict segment.TermDictionary, s wordSegment, term []byte, into set) error {
	list, err := dict.PostingsList(term, s.Deleted(), nil)
	if err != nil {
		return fmt.Errorf("read the places of a word: %w", err)
	}
	it := list.Iterator(false, false, false, nil)
	if fast, ok := it.(segment.OptimizablePostingsIterator); ok {
		if doc, single := fast.DocNum1Hit(); single {
			into.add(s.first + int(doc))
			return nil
		}
		if bitmap := fast.ActualBitmap(); bitmap != nil {
			addBitmap(bitmap, s.first, into)
			return nil
		}
	}
	for {
		p, err := it.Next()
		if err != nil {
			return fmt.Errorf("read the places of a word: %w", err)
		}
		if p == nil {
			return nil
		}
		into.add(s.first + int(p.Number()))
	}
}

func addBitmap(b *roaring.Bitmap, first int, into set) {
	buf := make([]uint32, 512)
	it := b.ManyIterator()
	for n := it.NextMany(buf); n > 0; n = it.NextMany(buf) {
		for _, doc := range buf[:n] {
			into.add(first + int(doc))
		}
	}
}
