package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"

	"github.com/blevesearch/vellum"
)

// phrases has, for every document of a part, the words of its three fields of prose in
// their order, as numbers. Bleve says which documents have all words of a
// phrase; here is whether they stand one after the other.
type phrases struct {
	numbers *vellum.FST // the number of each stem, from 1 on
	starts  []uint32    // n+1
	data    []byte
}

// proseCount is how many fields of prose there are.
const proseCount = 3

// The fields of prose in the order in which phrases has them.
func proseFields() [proseCount]string { return [3]string{fieldName, fieldMore, fieldText} }

// phraseBuilder writes phrases.
type phraseBuilder struct {
	number map[string]uint32
	// starts says where each document begins, and where the last one ends; blocks
	// have the documents one after the other.
	starts []uint32
	blocks [][]byte
	size   uint64
	buf    []byte // the document that is being written
}

func newPhraseBuilder() *phraseBuilder {
	return &phraseBuilder{number: map[string]uint32{}, starts: []uint32{0}}
}

// add adds the words of the next document. Words that are met first, which are
// the common ones, have the smallest numbers; 0 is a word nobody looks for.
func (b *phraseBuilder) add(fields [3][]*form) {
	for _, forms := range fields {
		b.buf = binary.AppendUvarint(b.buf, uint64(len(forms)))
		for _, f := range forms {
			if f.number == 0 && f.stem != "" {
				f.number = b.of(f.stem)
			}
			b.buf = binary.AppendUvarint(b.buf, uint64(f.number))
		}
	}
	b.end()
}

// phraseBlock is how large a block of documents is; a large document has a block
// of its own.
const phraseBlock = 1 << 20

// end ends the document that is being written.
func (b *phraseBuilder) end() {
	last := len(b.blocks) - 1
	if last < 0 || cap(b.blocks[last])-len(b.blocks[last]) < len(b.buf) {
		b.blocks, last = append(b.blocks, make([]byte, 0, max(phraseBlock, len(b.buf)))), last+1
	}
	b.blocks[last] = append(b.blocks[last], b.buf...)
	b.size += uint64(len(b.buf))
	b.starts = append(b.starts, uint32(b.size))
	b.buf = b.buf[:0]
}

// of returns the number of a stem.
func (b *phraseBuilder) of(stem string) uint32 {
	n, ok := b.number[stem]
	if !ok {
		n = uint32(len(b.number) + 1)
		b.number[stem] = n
	}
	return n
}

// phraseMover brings documents of one file of phrases into another.
type phraseMover struct {
	from    *phrases
	to      *phraseBuilder
	stems   []string
	numbers []uint32 // of the stems in the other file; 0 is not met yet
}

func newPhraseMover(from *phrases, to *phraseBuilder) (*phraseMover, error) {
	most := len(from.data) // every stem stands somewhere, and takes a byte there
	if n := from.numbers.Len(); n < 0 || n > most {
		return nil, errCutPhrases
	}
	m := &phraseMover{from: from, to: to, stems: make([]string, from.numbers.Len()+1)}
	m.numbers = make([]uint32, len(m.stems))
	it, err := from.numbers.Iterator(nil, nil)
	for ; err == nil; err = it.Next() {
		stem, n := it.Current()
		if most--; most < 0 || n >= uint64(len(m.stems)) {
			return nil, errCutPhrases
		}
		m.stems[n] = string(stem)
	}
	if !errors.Is(err, vellum.ErrIteratorDone) {
		return nil, fmt.Errorf("read the words of phrases: %w", err)
	}
	return m, nil
}

// move adds the words of a document to the other file.
func (m *phraseMover) move(doc int) error {
	b := m.to
	rest := m.from.document(doc)
	for range 3 { // the fields of prose
		count, size := binary.Uvarint(rest)
		if size <= 0 || count > uint64(len(rest)) {
			return errCutPhrases
		}
		rest = rest[size:]
		b.buf = binary.AppendUvarint(b.buf, count)
		for range count {
			n, size := binary.Uvarint(rest)
			if size <= 0 || n >= uint64(len(m.stems)) {
				return errCutPhrases
			}
			rest = rest[size:]
			if n > 0 && m.numbers[n] == 0 {
				m.numbers[n] = b.of(m.stems[n])
			}
			b.buf = binary.AppendUvarint(b.buf, uint64(m.numbers[n]))
		}
	}
	b.end()
	return nil
}

// phraseMagic opens the file of phrases; its last character is the form's version.
const phraseMagic = "FETTLEP1"

// errCutPhrases is about a file that is not one of phrases.
var errCutPhrases = errors.New("the file of phrases is cut short or not of this version")

// writeTo writes the file: the numbers of the stems, where each document begins,
// then the documents.
func (b *phraseBuilder) writeTo(w io.Writer) error {
	if b.size > 1<<32-1 {
		return errors.New("write the words of phrases: the library is too large")
	}
	numbers, err := encodeNumbers(b.number)
	if err != nil {
		return fmt.Errorf("write the words of phrases: %w", err)
	}
	head := append(make([]byte, 0, len(phraseMagic)+len(numbers)+32+4*len(b.starts)), phraseMagic...)
	head = binary.LittleEndian.AppendUint64(head, uint64(len(numbers)))
	head = append(head, numbers...)
	for len(head)%8 != 0 {
		head = append(head, 0)
	}
	head = binary.LittleEndian.AppendUint64(head, uint64(len(b.starts)-1))
	for _, at := range b.starts {
		head = binary.LittleEndian.AppendUint32(head, at)
	}
	for _, data := range append([][]byte{head}, b.blocks...) {
		if _, err := w.Write(data); err != nil {
			return fmt.Errorf("write the words of phrases: %w", err)
		}
	}
	return nil
}

func encodeNumbers(number map[string]uint32) ([]byte, error) {
	all := make([]string, 0, len(number))
	for stem := range number {
		all = append(all, stem)
	}
	slices.Sort(all)
	var out bytes.Buffer
	fst, err := vellum.New(&out, nil)
	if err != nil {
		return nil, err
	}
	for _, stem := range all {
		if err := fst.Insert([]byte(stem), uint64(number[stem])); err != nil {
			return nil, err
		}
	}
	if err := fst.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// decodePhrases reads what finish wrote. The bytes are kept, not copied.
func decodePhrases(data []byte) (*phrases, error) {
	head := len(phraseMagic) + 8
	if len(data) < head || string(data[:len(phraseMagic)]) != phraseMagic {
		return nil, errCutPhrases
	}
	size := binary.LittleEndian.Uint64(data[len(phraseMagic):])
	if size > uint64(len(data)-head) {
		return nil, errCutPhrases
	}
	p := &phrases{}
	var err error
	if p.numbers, err = vellum.Load(data[head : head+int(size)]); err != nil {
		return nil, fmt.Errorf("read the words of phrases: %w", err)
	}
	at := (head + int(size) + 7) &^ 7
	if len(data) < at+8 {
		return nil, errCutPhrases
	}
	n := binary.LittleEndian.Uint64(data[at:])
	at += 8
	if n >= uint64(len(data)-at)/4 {
		return nil, errCutPhrases
	}
	if p.starts, err = castArray[uint32](data[at:], int(n)+1); err != nil {
		return nil, err
	}
	p.data = data[at+4*(int(n)+1):]
	return p, nil
}

// number returns the number of a stem; false when no document has it.
func (p *phrases) number(stem string) (uint64, bool) {
	n, ok, err := p.numbers.Get([]byte(stem))
	return n, ok && err == nil
}

// numbersOf fills in the numbers of words; false when no document has one of them.
func (p *phrases) numbersOf(tokens []token, into []wordAt) bool {
	for i, t := range tokens {
		n, ok := p.number(t.stem)
		if !ok {
			return false
		}
		into[i] = wordAt{n, t.at - tokens[0].at}
	}
	return true
}

// document returns the words of a document, nothing where the file is damaged.
func (p *phrases) document(doc int) []byte {
	if doc+1 >= len(p.starts) || p.starts[doc] > p.starts[doc+1] || int(p.starts[doc+1]) > len(p.data) {
		return nil
	}
	return p.data[p.starts[doc]:p.starts[doc+1]]
}

// runOf returns the words at the beginning of a phrase that have none between
// them, as they stand in a document, and how many they are.
func runOf(words []wordAt) (run []byte, n int) {
	for n < len(words) && words[n].distance == n {
		run = binary.AppendUvarint(run, words[n].number)
		n++
	}
	return run, n
}

// Every byte is 1, and every byte has its highest bit alone.
const (
	eachOne  = 0x0101010101010101
	eachHigh = 0x8080808080808080
)

// indexRun is bytes.Index, quicker where the first byte stands often: as common
// words do. Eight places at a time are compared with the first two bytes.
func indexRun(text, run []byte) int {
	if len(run) < 2 {
		return bytes.Index(text, run)
	}
	at := 0
	first, second := eachOne*uint64(run[0]), eachOne*uint64(run[1])
	for ; len(text)-at > 8; at += 8 {
		differs := binary.LittleEndian.Uint64(text[at:]) ^ first | binary.LittleEndian.Uint64(text[at+1:]) ^ second
		// The lowest bit that is left is at a byte that does not differ; those above
		// it may be at others.
		for same := (differs - eachOne) &^ differs & eachHigh; same != 0; same &= same - 1 {
			if i := at + bits.TrailingZeros64(same)/8; bytes.HasPrefix(text[i:], run) {
				return i
			}
		}
	}
	if i := bytes.Index(text[at:], run); i >= 0 {
		return at + i
	}
	return -1
}

// behind returns where so many numbers end, -1 when there are not so many. The
// last byte of a number is the one without the highest bit.
func behind(text []byte, n int) int {
	at := 0
	for ; n >= 8 && at+8 <= len(text); at += 8 {
		n -= bits.OnesCount64(^binary.LittleEndian.Uint64(text[at:]) & eachHigh)
	}
	for ; n > 0; at++ {
		if at == len(text) {
			return -1
		}
		if text[at] < 0x80 {
			n--
		}
	}
	return at
}

// field returns the words of one field of a document, nothing where the file is
// damaged.
func (p *phrases) field(doc, field int) []byte {
	rest := p.document(doc)
	for at := 0; ; at++ {
		count, size := binary.Uvarint(rest)
		if size <= 0 || count > uint64(len(rest)) {
			return nil
		}
		if rest = rest[size:]; at == proseCount-1 {
			return rest // the last one ends where the document does
		}
		end := behind(rest, int(count))
		if end < 0 || at == field {
			return rest[:max(end, 0)]
		}
		rest = rest[end:]
	}
}

// has reports whether a field of a document has words at their distances from
// the first one. The first n of them have none between them and are the run, which
// most documents that have all words do not have; no number is read but behind one.
func (p *phrases) has(doc, field int, words []wordAt, run []byte, n int) bool {
	text := p.field(doc, field)
	for from := 0; ; from++ {
		at := indexRun(text[from:], run)
		if at < 0 {
			return false
		}
		from += at
		whole := from == 0 || text[from-1] < 0x80 // not from the middle of another number on
		if whole && inOrder(text[from:], words[n:]) {
			return true
		}
	}
}

// wordAt is the number of a word and its distance from the first one.
type wordAt struct {
	number   uint64
	distance int
}

// inOrder reports whether the words stand in a text at their distances from its
// beginning.
func inOrder(text []byte, words []wordAt) bool {
	for _, w := range words {
		at := behind(text, w.distance)
		if at < 0 {
			return false
		}
		if n, size := binary.Uvarint(text[at:]); size <= 0 || n != w.number {
			return false
		}
	}
	return true
}
