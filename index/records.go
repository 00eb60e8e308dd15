package index

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	stdsync "sync"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"

	"fettle/internal/service"
)

// Each part has two files of records. The rows, which are what a list shows of
// its services, are small and packed each by itself, with a dictionary that stands
// before them: a list reads many of them, from many places, and that has to take
// next to no time. The records are packed some at a time, in blocks, since services
// say much the same: to read one, its block is unpacked.

const (
	// blockSize is how many bytes of records make a block; the last record of a
	// block may reach further.
	blockSize = 128 << 10
	// maxRaw is the most that is kept of a publisher's own bytes, for one record:
	// of a larger one only what was read from it stays.
	maxRaw = 8 << 20
	// maxRecord is the most that a record may be, in bytes, and maxRow a row.
	maxRecord, maxRow = 64 << 20, 64 << 20
	// partShift parts the number of a part, and offsetShift a place in its file, from
	// the position in what is unpacked there.
	partShift, offsetShift = 57, 18
)

// A record begins within blockSize, so its position fits below the place.
const _ = uint(1<<offsetShift - blockSize)

// recordPlace is where the row and the record of a service begin: the part, the
// byte in its file, and the position in the block that begins there.
type recordPlace struct{ row, record uint64 }

// from returns the place in the file of a part whose content begins at some bytes.
func (p recordPlace) from(in part, row, record uint64) recordPlace {
	number := uint64(in.Number) << partShift
	return recordPlace{number | p.row + row<<offsetShift, number | p.record + record<<offsetShift}
}

// records reads single records by document number. It is safe for concurrent
// use.
type records struct {
	dec           *zstd.Decoder
	rows, records [mostNumber + 1]*mapped // by the number of the part
	dicts         [mostNumber + 1]rowDict
	c             *columns
	blocks        stdsync.Pool // of *[]byte, in which records were unpacked
}

// openRecords opens the records of the parts in a folder.
func openRecords(path string, parts []part, c *columns) (*records, error) {
	r := &records{c: c}
	var err error
	r.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(blockSize+maxRecord+2*binary.MaxVarintLen64))
	if err != nil {
		return nil, fmt.Errorf("start the decompressor: %w", err)
	}
	for _, p := range parts {
		for name, to := range map[string]**mapped{rowsFile: &r.rows[p.Number], recordsFile: &r.records[p.Number]} {
			if *to, err = mapFile(p.file(path, name)); err != nil {
				return nil, errors.Join(fmt.Errorf("open the records of the library: %w", err), r.close())
			}
		}
		dict, _, err := cut(r.rows[p.Number].data)
		if err == nil && len(dict) > 0 {
			if r.dicts[p.Number].Dict = s2.NewDict(slices.Clone(dict)); r.dicts[p.Number].Dict == nil {
				err = errDamagedRecord
			}
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open the rows of the library: %w", err), r.close())
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

// packedAt returns what is packed at a place of the files of rows or records.
func packedAt(files *[mostNumber + 1]*mapped, place uint64) ([]byte, error) {
	number, at := place>>partShift, place&(1<<partShift-1)>>offsetShift
	if number > mostNumber || files[number] == nil || at >= uint64(len(files[number].data)) {
		return nil, errDamagedRecord
	}
	packed, _, err := cut(files[number].data[at:])
	return packed, err
}

// cut returns the bytes whose length stands before them, and what follows them.
func cut(from []byte) (data, rest []byte, err error) {
	size, n := binary.Uvarint(from)
	if n <= 0 || size > uint64(len(from)-n) {
		return nil, nil, errDamagedRecord
	}
	return from[n : n+int(size)], from[n+int(size):], nil
}

// rowReader reads rows. It may be used by one goroutine at a time.
type rowReader struct {
	*records
	eye rowEye
}

// row reads what a list shows of a document.
func (r *rowReader) row(doc int) (*service.Service, error) {
	s := &r.eye.memory.services.take(1)[0]
	return s, r.read(doc, s, r.eye.readRow)
}

func (r *rowReader) read(doc int, s *service.Service, decode func(string, *service.Service) error) error {
	row, err := r.plain(doc)
	if err == nil {
		err = decode(row, s)
	}
	if err != nil {
		return fmt.Errorf("read the row of %s: %w", r.c.ids.at(doc), err)
	}
	return nil
}

// plain returns the row of a document as it was before it was packed.
func (r *rowReader) plain(doc int) (string, error) {
	place := r.c.rowAt[doc]
	packed, err := packedAt(&r.rows, place)
	if err != nil {
		return "", err
	}
	return r.dicts[place>>partShift].unpack(packed, &r.eye.memory.texts)
}

// record reads the whole record of a document, with the publisher's own bytes.
func (r *records) record(doc int) (*service.Service, error) {
	block, ok := r.blocks.Get().(*[]byte)
	if !ok {
		block = new([]byte)
	}
	reader := recordReader{records: r, block: (*block)[:0]}
	s, err := reader.read(doc)
	if cap(reader.block) <= 2*blockSize { // what a very large record took is given up
		*block = reader.block
		r.blocks.Put(block)
	}
	return s, err
}

// recordReader reads many records. It keeps the block of the last one, in which
// the next one mostly is too. It may be used by one goroutine at a time.
type recordReader struct {
	*records
	place uint64 // of the block
	block []byte // without any bytes it is none
}

// plain returns the record of a document and the publisher's own bytes, until the
// next one is read.
func (r *recordReader) plain(doc int) (record, raw []byte, err error) {
	place := r.c.recordAt[doc]
	at := place >> offsetShift
	if len(r.block) == 0 || r.place != at {
		packed, err := packedAt(&r.records.records, place)
		if err == nil {
			r.block, err = r.dec.DecodeAll(packed, r.block[:0])
		}
		if err != nil {
			r.block = nil
			return nil, nil, fmt.Errorf("read record %s: %w", r.c.ids.at(doc), err)
		}
		r.place = at
	}
	rest := r.block[min(len(r.block), int(place&(1<<offsetShift-1))):]
	if record, rest, err = cut(rest); err == nil {
		raw, _, err = cut(rest)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read record %s: %w", r.c.ids.at(doc), err)
	}
	return record, raw, nil
}

// read returns the whole record of a document.
func (r *recordReader) read(doc int) (*service.Service, error) {
	record, raw, err := r.plain(doc)
	if err != nil {
		return nil, err
	}
	var s service.Service
	if err := json.Unmarshal(record, &s); err != nil {
		return nil, fmt.Errorf("read record %s: %w", r.c.ids.at(doc), err)
	}
	if len(raw) > 0 {
		s.Raw = slices.Clone(raw)
	}
	return &s, nil
}
