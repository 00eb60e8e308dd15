package index

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"unsafe"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"

	"fettle/internal/service"
)

// packedRecords are the rows and the records of some services as they are written,
// with where those of each begin.
type packedRecords struct {
	rows, records []byte
	at            []recordPlace
}

// rowDict is the dictionary of the rows of a part; nil is none.
type rowDict struct{ *s2.Dict }

// dictPart is what part of the rows of a part of the library the dictionary may be
// as large as: a larger one would not pay.
const dictPart = 16

// newRowDict makes a dictionary for n rows, of some of them.
func newRowDict(n int, row func(i int) ([]byte, error)) (rowDict, error) {
	var data, first []byte
	r := rand.New(rand.NewPCG(uint64(n), dictPart))
	for i := 0; i < n/dictPart && len(data) < s2.MaxDictSize; i++ {
		one, err := row(r.IntN(n))
		if err != nil {
			return rowDict{}, err
		}
		data, first = append(data, one...), one
	}
	return rowDict{s2.MakeDict(data[:min(len(data), s2.MaxDictSize)], first)}, nil
}

func (d rowDict) bytes() []byte {
	if d.Dict == nil {
		return nil
	}
	return d.Bytes()
}

func (d rowDict) pack(row []byte) []byte {
	if d.Dict == nil {
		return s2.EncodeBetter(nil, row)
	}
	return d.Encode(nil, row)
}

// unpack returns a row, for whose bytes memory is asked.
func (d rowDict) unpack(packed []byte, memory *slab[byte]) (string, error) {
	size, err := s2.DecodedLen(packed)
	if err != nil || size > maxRow {
		return "", errDamagedRecord
	}
	row := memory.take(size)
	if d.Dict == nil {
		row, err = s2.Decode(row, packed)
	} else {
		row, err = d.Decode(row, packed)
	}
	return unsafe.String(unsafe.SliceData(row), len(row)), err
}

// recordPacker makes records ready to be written. It may be used by one
// goroutine at a time.
type recordPacker struct {
	enc   *zstd.Encoder
	dict  rowDict
	block []byte // the records of the block that is being filled
	out   packedRecords
}

func newRecordPacker(dict rowDict) (*recordPacker, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(4*blockSize))
	if err != nil {
		return nil, fmt.Errorf("start the compressor: %w", err)
	}
	return &recordPacker{enc: enc, dict: dict}, nil
}

// add packs a service after those before.
func (p *recordPacker) add(s *service.Service) error {
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write record %s: %w", s.ID, err)
	}
	raw := keptRaw(s.Raw)
	if len(data)+len(raw) > maxRecord {
		return fmt.Errorf("write record %s: %d bytes are too many for one service", s.ID, len(data))
	}
	p.addPlain(encodeRow(s), data, raw)
	return nil
}

// keptRaw returns what is kept of a publisher's own bytes.
func keptRaw(raw json.RawMessage) json.RawMessage {
	if len(raw) > maxRaw {
		return nil
	}
	return raw
}

// addPlain packs a row, a record and the publisher's own bytes, which go together,
// as much stands in both.
func (p *recordPacker) addPlain(row, record, raw []byte) {
	p.out.at = append(p.out.at, recordPlace{uint64(len(p.out.rows)) << offsetShift, uint64(len(p.out.records))<<offsetShift | uint64(len(p.block))})
	p.out.rows = appendWithLength(p.out.rows, p.dict.pack(row))
	p.block = appendWithLength(appendWithLength(p.block, record), raw)
	if len(p.block) >= blockSize {
		p.endBlock()
	}
}

func (p *recordPacker) endBlock() {
	if len(p.block) > 0 {
		p.out.records = appendWithLength(p.out.records, p.enc.EncodeAll(p.block, nil))
		p.block = p.block[:0]
	}
}

// done returns what was packed, and starts again.
func (p *recordPacker) done() packedRecords {
	p.endBlock()
	out := p.out
	p.out = packedRecords{make([]byte, 0, len(out.rows)), make([]byte, 0, len(out.records)), make([]recordPlace, 0, len(out.at))}
	return out
}

func appendWithLength(to, data []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(data))), data...)
}

// recordWriter writes the records of one part.
type recordWriter struct {
	part          part
	rows, records recordFile
}

type recordFile struct {
	file *os.File
	out  *bufio.Writer
	at   uint64
}

func newRecordWriter(path string, p part, dict rowDict) (*recordWriter, error) {
	w := &recordWriter{part: p}
	for name, to := range map[string]*recordFile{rowsFile: &w.rows, recordsFile: &w.records} {
		file, err := os.OpenFile(p.file(path, name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("write the records: %w", err), w.close())
		}
		to.file, to.out = file, bufio.NewWriterSize(file, 1<<18)
	}
	if err := w.rows.add(appendWithLength(nil, dict.bytes())); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (f *recordFile) add(data []byte) error {
	f.at += uint64(len(data))
	if _, err := f.out.Write(data); err != nil {
		return fmt.Errorf("write the records: %w", err)
	}
	return nil
}

// add writes records, and returns where each is.
func (w *recordWriter) add(r packedRecords) ([]recordPlace, error) {
	at := make([]recordPlace, len(r.at))
	for i, place := range r.at {
		at[i] = place.from(w.part, w.rows.at, w.records.at)
	}
	return at, errors.Join(w.rows.add(r.rows), w.records.add(r.records))
}

// close finishes the files.
func (w *recordWriter) close() error {
	var errs []error
	for _, f := range []*recordFile{&w.rows, &w.records} {
		if f.file != nil {
			errs = append(errs, f.out.Flush(), f.file.Sync(), f.file.Close())
			f.file = nil
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("finish the records: %w", err)
	}
	return nil
}
