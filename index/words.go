package index

import (
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// The fields of the word index. Nothing is stored in it but the ids: it turns
// words into sets of documents and that is all.
const (
	fieldName  = "name"  // the service's names
	fieldStart = "start" // the first one to four letters of each word of the names
	fieldMore  = "more"  // organisation, terms, audience, needs and towns
	fieldText  = "text"  // summary, description and the rest in prose
	fieldID    = "_id"

	wordFieldCount = 5
)

// maxStart is how many letters the longest term of fieldStart has.
const maxStart = 4

// wordDoc is the words by which one service is found.
type wordDoc struct{ Name, Start, More, Text string }

// wordField is one field of a document for Bleve: only which words there are
// matters, neither how often nor where.
type wordField struct {
	*sharedField
	of *wordDocument
}

// sharedField is what all documents of a segment have of one field: its words are
// those of the document that was looked at last, since Bleve is done with the words
// of one document before it looks at those of the next.
type sharedField struct {
	name  string
	terms bleveindex.TokenFrequencies
	put   func(terms bleveindex.TokenFrequencies, of *wordDocument)
}

func (f *wordField) Name() string              { return f.name }
func (f *wordField) Value() []byte             { return nil }
func (f *wordField) ArrayPositions() []uint64  { return nil }
func (f *wordField) EncodedFieldType() byte    { return 't' }
func (f *wordField) Analyze()                  {} // it was, when the document was made
func (f *wordField) AnalyzedLength() int       { return 0 }
func (f *wordField) NumPlainTextBytes() uint64 { return 0 }

func (f *wordField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	clear(f.terms)
	f.put(f.terms, f.of)
	return f.terms
}

func (f *wordField) Options() bleveindex.FieldIndexingOptions {
	if f.name == fieldID {
		return bleveindex.StoreField
	}
	return bleveindex.IndexField | bleveindex.SkipFreqNorm
}

// wordFields are the fields of the documents of a segment.
type wordFields [wordFieldCount]sharedField

func newWordFields() *wordFields {
	once := &bleveindex.TokenFreq{} // no more is told of any word than that it is there
	field := func(name string, put func(terms bleveindex.TokenFrequencies, of *wordDocument)) sharedField {
		return sharedField{name, bleveindex.TokenFrequencies{}, put}
	}
	prose := func(name string, which int) sharedField {
		return field(name, func(terms bleveindex.TokenFrequencies, of *wordDocument) {
			for _, f := range of.prose[which] {
				if f.stem != "" {
					terms[f.stem] = once
				}
			}
		})
	}
	return &wordFields{
		field(fieldID, func(bleveindex.TokenFrequencies, *wordDocument) {}),
		prose(fieldName, 0), prose(fieldMore, 1), prose(fieldText, 2),
		field(fieldStart, func(terms bleveindex.TokenFrequencies, of *wordDocument) {
			for _, f := range of.start {
				putStarts(f.plain, func(start string) { terms[start] = once })
			}
		}),
	}
}

// putStarts gives the beginnings of a word, of up to maxStart letters, to put.
func putStarts(word string, put func(start string)) {
	letters := 0
	for at := range word {
		if letters > 0 {
			put(word[:at])
		}
		if letters++; letters > maxStart {
			return
		}
	}
	put(word)
}

// wordDocument is the words of one service for Bleve: those of its prose, and those
// whose beginnings are looked for. What is what is told by the number of a document,
// so that its id, which Bleve asks for, stays empty.
type wordDocument struct {
	fields [wordFieldCount]wordField
	prose  [3][]*form
	start  []*form
}

// set makes it the document of some words.
func (d *wordDocument) set(shared *wordFields, prose [3][]*form, start []*form) {
	d.prose, d.start = prose, start
	for i := range shared {
		d.fields[i] = wordField{&shared[i], d}
	}
}

func (d *wordDocument) ID() string { return "" }
func (d *wordDocument) Size() int  { return 0 }
func (d *wordDocument) VisitFields(visit bleveindex.FieldVisitor) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}
func (d *wordDocument) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *wordDocument) HasComposite() bool                              { return false }
func (d *wordDocument) NumPlainTextBytes() uint64                       { return 0 }
func (d *wordDocument) AddIDField()                                     {} // it is among the fields
func (d *wordDocument) StoredFieldsBytes() uint64                       { return 0 }
func (d *wordDocument) Indexed() bool                                   { return true }

// words turns typed words into sets of documents. It reads the dictionaries
// and postings of Bleve directly: no scoring, no stored fields.
type words struct {
	*analyser
	parts    []wordPart
	spelling *spelling
	synonyms func(words string) []string
	live     set  // the documents in use
	dead     bool // some are not
	n        int
	// arena lends the sets of one question; words without one can't be asked.
	arena *arena
	kept  *alikeCache
}

// wordPart is the words of one part.
type wordPart struct {
	segment.Segment
	phrases  *phrases
	first, n int // the number of its first document, and how many it has
}

// add opens the words of the next part, whose phrases are opened already.
func (w *words) add(path string, p *phrases) error {
	s, err := (&zap.ZapPlugin{}).Open(path)
	if err != nil {
		return fmt.Errorf("open the word index: %w", err)
	}
	part := wordPart{s, p, w.n, int(s.Count())}
	w.parts = append(w.parts, part)
	w.n += part.n
	if len(p.starts) != part.n+1 {
		return fmt.Errorf("words of %d documents, phrases of %d", part.n, len(p.starts)-1)
	}
	return nil
}

func (w *words) close() error {
	var errs []error
	for _, p := range w.parts {
		errs = append(errs, p.Close())
	}
	return errors.Join(errs...)
}

// term adds the documents that hold the term in the field, those no longer in
// use too.
func (w *words) term(field, term string, into set) error {
	for i := range w.parts {
		p := &w.parts[i]
		dict, err := p.Dictionary(field)
		if err != nil {
			return fmt.Errorf("read the words of field %s: %w", field, err)
		}
		if err := addPostings(dict, p.first, []byte(term), into); err != nil {
			return err
		}
	}
	return nil
}

// keepLive takes the documents no longer in use out of sets.
func (w *words) keepLive(sets ...set) {
	if w.dead {
		for _, s := range sets {
			s.and(w.live)
		}
	}
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

func addPostings(dict segment.TermDictionary, first int, term []byte, into set) error {
	list, err := dict.PostingsList(term, nil, nil)
	if err != nil {
		return fmt.Errorf("read the places of a word: %w", err)
	}
	it := list.Iterator(false, false, false, nil)
	if fast, ok := it.(segment.OptimizablePostingsIterator); ok {
		if doc, single := fast.DocNum1Hit(); single {
			into.add(first + int(doc))
			return nil
		}
		if bitmap := fast.ActualBitmap(); bitmap != nil {
			addBitmap(bitmap, first, into)
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
		into.add(first + int(p.Number()))
	}
}

func addBitmap(b *roaring.Bitmap, first int, into set) {
	buf := make([]uint32, min(b.GetCardinality(), 512))
	it := b.ManyIterator()
	for n := it.NextMany(buf); n > 0; n = it.NextMany(buf) {
		for _, doc := range buf[:n] {
			into.add(first + int(doc))
		}
	}
}
