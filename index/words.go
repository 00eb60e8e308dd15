package index

import (
	"errors"
	"fmt"
	"os"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// The fields of the word index. Nothing is stored in it but the ids: it turns
// words into sets of documents and that is all.
const (
	fieldName  = "name"  // the service's names
	fieldStart = "start" // the first one to four letters of each word of the names
	fieldMore  = "more"  // organisation, terms, audience, needs and towns
	fieldText  = "text"  // summary, description and the rest in prose
	fieldID    = "_id"
)

// maxStart is how many letters the longest term of fieldStart has.
const maxStart = 4

// wordDoc is the words by which one service is found.
type wordDoc struct{ Name, Start, More, Text string }

// wordField is one field of a document for Bleve, already parted into words:
// only which words there are matters, neither how often nor where.
type wordField struct {
	name  string
	value []byte
	terms bleveindex.TokenFrequencies
}

func (f *wordField) Name() string             { return f.name }
func (f *wordField) Value() []byte            { return f.value }
func (f *wordField) ArrayPositions() []uint64 { return nil }
func (f *wordField) EncodedFieldType() byte   { return 't' }
func (f *wordField) Analyze()                 {} // it was, when the document was made
func (f *wordField) AnalyzedLength() int      { return len(f.terms) }
func (f *wordField) NumPlainTextBytes() uint64 {
	return uint64(len(f.value))
}
func (f *wordField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }

func (f *wordField) Options() bleveindex.FieldIndexingOptions {
	if f.name == fieldID {
		return bleveindex.IndexField | bleveindex.StoreField
	}
	return bleveindex.IndexField | bleveindex.SkipFreqNorm
}

// wordDocument is one service for Bleve.
type wordDocument struct {
	id     string
	fields []wordField
}

func (d *wordDocument) ID() string { return d.id }
func (d *wordDocument) Size() int  { return len(d.id) }
func (d *wordDocument) VisitFields(visit bleveindex.FieldVisitor) {
	for i := range d.fields {
		visit(&d.fields[i])
	}
}
func (d *wordDocument) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (d *wordDocument) HasComposite() bool                              { return false }
func (d *wordDocument) NumPlainTextBytes() uint64                       { return 0 }
func (d *wordDocument) AddIDField()                                     {} // it is among the fields
func (d *wordDocument) StoredFieldsBytes() uint64                       { return uint64(len(d.id)) }
func (d *wordDocument) Indexed() bool                                   { return true }

// newWordDocument makes a document of the words in the fields of prose and of
// those whose beginnings are looked for.
func newWordDocument(id string, prose [3][]form, start []form) *wordDocument {
	frequency := &bleveindex.TokenFreq{} // no more is told of any word than that it is there
	frequency.SetFrequency(1)
	d := &wordDocument{id: id, fields: make([]wordField, 0, 5)}
	d.fields = append(d.fields, wordField{fieldID, []byte(id), bleveindex.TokenFrequencies{id: frequency}})
	for i, field := range proseFields() {
		terms := make(bleveindex.TokenFrequencies, len(prose[i]))
		for _, f := range prose[i] {
			if f.stem != "" {
				terms[f.stem] = frequency
			}
		}
		d.fields = append(d.fields, wordField{name: field, terms: terms})
	}
	starts := make(bleveindex.TokenFrequencies, maxStart*len(start))
	for _, f := range start {
		letters := 0
		for at := range f.plain {
			if letters > 0 {
				starts[f.plain[:at]] = frequency
			}
			if letters++; letters > maxStart {
				break
			}
		}
		if letters <= maxStart {
			starts[f.plain] = frequency
		}
	}
	d.fields = append(d.fields, wordField{name: fieldStart, terms: starts})
	return d
}

// wordBatch is how many documents Bleve takes into memory before it writes them.
const wordBatch = 4000

// newWordBuilder starts a word index aside, as one clean segment.
func newWordBuilder(path string) (*scorch.Builder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("start the word index: %w", err)
	}
	b, err := scorch.NewBuilder(map[string]any{"path": path, "batchSize": wordBatch, "buildPathPrefix": path})
	if err != nil {
		return nil, fmt.Errorf("start the word index: %w", err)
	}
	return b, nil
}

// words turns typed words into sets of documents. It reads the dictionaries
// and postings of Bleve directly: no scoring, no stored fields.
type words struct {
	*analyser
	index    bleveindex.Index
	snapshot *scorch.IndexSnapshot
	segments []wordSegment
	spelling *spelling
	phrases  *phrases
	synonyms func(words string) []string
	n        int
	// arena lends the sets of one question; words without one can't be asked.
	arena *arena
}

type wordSegment struct {
	*scorch.SegmentSnapshot
	first int // number of its first document
}

func openWords(path string) (*words, error) {
	plain, err := newAnalyser(false)
	if err != nil {
		return nil, err
	}
	idx, err := scorch.NewScorch(scorch.Name, map[string]any{"path": path, "read_only": true, "bolt_timeout": "2s"}, nil)
	if err != nil {
		return nil, fmt.Errorf("open the word index: %w", err)
	}
	if err := idx.Open(); err != nil {
		return nil, fmt.Errorf("open the word index: %w", err)
	}
	w := &words{analyser: plain, index: idx}
	if err := w.load(); err != nil {
		return nil, errors.Join(err, idx.Close())
	}
	return w, nil
}

func (w *words) load() error {
	reader, err := w.index.Reader()
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
	return nil
}

// ids returns the service id of each document number, "" for those that are no
// longer in use.
func (w *words) ids() ([]string, error) {
	ids := make([]string, w.n)
	for _, s := range w.segments {
		for i := range int(s.FullSize()) {
			if d := s.Deleted(); d != nil && d.Contains(uint32(i)) {
				continue
			}
			id, err := s.DocID(uint64(i))
			if err != nil {
				return nil, fmt.Errorf("read document %d of the word index: %w", i, err)
			}
			ids[s.first+i] = string(id)
		}
	}
	return ids, nil
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
