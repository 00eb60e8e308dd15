package index

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/klauspost/compress/zstd"

	"fettle/internal/service"
)

// Each part has two files of records: the rows, which are what a list shows of
// its services, small and not compressed, and the records themselves, each
// compressed by itself.

const (
	// maxRaw is the most that is kept of a publisher's own bytes, for one record:
	// of a larger one only what was read from it stays.
	maxRaw = 8 << 20
	// maxRecord is the most that a record may unpack to, in bytes.
	maxRecord = 64 << 20
	// partShift parts the number of a part from a place in its file.
	partShift = 48
)

// recordPlace is where the row and the record of a service begin: the part and
// the byte.
type recordPlace struct{ row, record uint64 }

// packedRecord is one record as it is written.
type packedRecord struct{ row, record []byte }

// recordPacker makes records ready to be written. It may be used by one
// goroutine at a time.
type recordPacker struct {
	enc         *zstd.Encoder
	buf, packed []byte
}

func newRecordPacker() (*recordPacker, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("start the compressor: %w", err)
	}
	return &recordPacker{enc: enc}, nil
}

// pack packs the record and the publisher's own bytes as one, since much stands
// in both.
func (p *recordPacker) pack(s *service.Service) (packedRecord, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return packedRecord{}, fmt.Errorf("write record %s: %w", s.ID, err)
	}
	if len(data) > maxRecord-binary.MaxVarintLen64 {
		return packedRecord{}, fmt.Errorf("write record %s: %d bytes are too many for one service", s.ID, len(data))
	}
	p.buf = append(binary.AppendUvarint(p.buf[:0], uint64(len(data))), data...)
	if len(s.Raw) <= maxRaw && len(p.buf)+len(s.Raw) <= maxRecord {
		p.buf = append(p.buf, s.Raw...)
	}
	p.packed = p.enc.EncodeAll(p.buf, p.packed[:0])
	return packedRecord{row: withLength(encodeRow(s)), record: withLength(p.packed)}, nil
}

func withLength(data []byte) []byte {
	return append(binary.AppendUvarint(make([]byte, 0, len(data)+4), uint64(len(data))), data...)
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

func newRecordWriter(path string, p part) (*recordWriter, error) {
	w := &recordWriter{part: p}
	for name, to := range map[string]*recordFile{rowsFile: &w.rows, recordsFile: &w.records} {
		file, err := os.OpenFile(p.file(path, name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("write the records: %w", err), w.close())
		}
		to.file, to.out = file, bufio.NewWriterSize(file, 1<<18)
	}
	return w, nil
}

func (f *recordFile) add(data []byte) (at uint64, err error) {
	at = f.at
	f.at += uint64(len(data))
	_, err = f.out.Write(data)
	return at, err
}

// add writes one record and says where it is.
func (w *recordWriter) add(r packedRecord) (recordPlace, error) {
	in := uint64(w.part.Number) << partShift
	row, err := w.rows.add(r.row)
	if err != nil {
		return recordPlace{}, fmt.Errorf("write the records: %w", err)
	}
	record, err := w.records.add(r.record)
	if err != nil {
		return recordPlace{}, fmt.Errorf("write the records: %w", err)
	}
	return recordPlace{in | row, in | record}, nil
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

// records reads single records by document number. It is safe for concurrent
// use.
type records struct {
	dec           *zstd.Decoder
	rows, records [mostNumber + 1]*mapped // by the number of the part
	c             *columns
}

// openRecords opens the records of the parts in a folder.
func openRecords(path string, parts []part, c *columns) (*records, error) {
	r := &records{c: c}
	var err error
	if r.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRecord)); err != nil {
		return nil, fmt.Errorf("start the decompressor: %w", err)
	}
	for _, p := range parts {
		for name, to := range map[string]**mapped{rowsFile: &r.rows[p.Number], recordsFile: &r.records[p.Number]} {
			if *to, err = mapFile(p.file(path, name)); err != nil {
				return nil, errors.Join(fmt.Errorf("open the records of the library: %w", err), r.close())
			}
		}
	}
	return r, nil
}

func (r *records) close() error {
	r.dec.Close()
	var errs []error
	for i := range r.rows {
		errs = append(errs, r.rows[i].close(), r.records[i].close())
	}
	return errors.Join(errs...)
}

// errDamagedRecord is about bytes that are no record.
var errDamagedRecord = errors.New("it is damaged: 'fettle sync' makes it again")

// bytesAt returns what a file of records has from a place on.
func bytesAt(files *[mostNumber + 1]*mapped, place uint64) ([]byte, error) {
	number, at := place>>partShift, place&(1<<partShift-1)
	if number > mostNumber || files[number] == nil || at >= uint64(len(files[number].data)) {
		return nil, errDamagedRecord
	}
	return files[number].data[at:], nil
}

// cut returns the bytes whose length stands before them, and what follows them.
func cut(from []byte) (data, rest []byte, err error) {
	size, n := binary.Uvarint(from)
	if n <= 0 || size > uint64(len(from)-n) {
		return nil, nil, errDamagedRecord
	}
	return from[n : n+int(size)], from[n+int(size):], nil
}

// row reads what a list shows of a document.
func (r *records) row(doc int) (*service.Service, error) {
	s := &service.Service{}
	if err := r.readRow(doc, s, decodeRow); err != nil {
		return nil, err
	}
	return s, nil
}

func (r *records) readRow(doc int, s *service.Service, decode func(string, *service.Service) error) error {
	from, err := bytesAt(&r.rows, r.c.rowAt[doc])
	var data []byte
	if err == nil {
		data, _, err = cut(from)
	}
	if err == nil {
		err = decode(string(data), s)
	}
	if err != nil {
		return fmt.Errorf("read the row of %s: %w", r.c.ids.at(doc), err)
	}
	return nil
}

// packed returns the record of a document as it was written.
func (r *records) packed(doc int) (p packedRecord, err error) {
	fail := func(err error) (packedRecord, error) {
		return packedRecord{}, fmt.Errorf("take %s over: %w", r.c.ids.at(doc), err)
	}
	row, err := bytesAt(&r.rows, r.c.rowAt[doc])
	if err != nil {
		return fail(err)
	}
	record, err := bytesAt(&r.records, r.c.recordAt[doc])
	if err != nil {
		return fail(err)
	}
	_, afterRow, err := cut(row)
	if err != nil {
		return fail(err)
	}
	_, afterRecord, err := cut(record)
	if err != nil {
		return fail(err)
	}
	return packedRecord{row[:len(row)-len(afterRow)], record[:len(record)-len(afterRecord)]}, nil
}

// unpack returns the record of a document and the publisher's own bytes, in the
// memory of buf where they fit.
func (r *records) unpack(doc int, buf []byte) (record, raw []byte, err error) {
	from, err := bytesAt(&r.records, r.c.recordAt[doc])
	if err != nil {
		return nil, nil, err
	}
	packed, _, err := cut(from)
	if err != nil {
		return nil, nil, err
	}
	if buf, err = r.dec.DecodeAll(packed, buf[:0]); err != nil {
		return nil, nil, err
	}
	return cut(buf)
}

// record reads the whole record of a document, with the publisher's own bytes.
func (r *records) record(doc int) (*service.Service, error) {
	data, raw, err := r.unpack(doc, nil)
	var s service.Service
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	if err != nil {
		return nil, fmt.Errorf("read record %s: %w", r.c.ids.at(doc), err)
	}
	if len(raw) > 0 {
		s.Raw = raw
	}
	return &s, nil
}
