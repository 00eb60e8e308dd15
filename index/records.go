package index

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"fettle/internal/service"
)

// The records are in volumes: an update that changes little writes a volume of
// what is new and takes the others over as they are. Each volume is two files:
// the rows, which are what a list shows of its services, small and not
// compressed, and the records themselves, each compressed by itself.
const (
	rowsFile    = "rows-%02d.dat"
	recordsFile = "records-%02d.dat"
)

const (
	// maxRaw is the most that is kept of a publisher's own bytes, for one record:
	// of a larger one only what was read from it stays.
	maxRaw = 8 << 20
	// maxRecord is the most that one part of a record may unpack to, in bytes.
	maxRecord = 64 << 20
	// volumeShift parts the number of a volume from a place in it.
	volumeShift = 48
)

// recordPlace is where the parts of a record begin: the volume and the byte.
type recordPlace struct{ row, record uint64 }

// packedRecord is one record as it is written.
type packedRecord struct{ row, record []byte }

// recordPacker makes records ready to be written. It may be used by one
// goroutine at a time.
type recordPacker struct{ enc *zstd.Encoder }

func newRecordPacker() (*recordPacker, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("start the compressor: %w", err)
	}
	return &recordPacker{enc}, nil
}

func (p *recordPacker) pack(s *service.Service) (packedRecord, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return packedRecord{}, fmt.Errorf("write record %s: %w", s.ID, err)
	}
	if len(data) > maxRecord {
		return packedRecord{}, fmt.Errorf("write record %s: %d bytes are too many for one service", s.ID, len(data))
	}
	out := packedRecord{row: withLength(encodeRow(s)), record: withLength(p.enc.EncodeAll(data, nil))}
	var raw []byte
	if len(s.Raw) > 0 && len(s.Raw) <= maxRaw {
		raw = p.enc.EncodeAll(s.Raw, nil)
	}
	out.record = append(out.record, withLength(raw)...)
	return out, nil
}

func withLength(data []byte) []byte {
	return append(binary.AppendUvarint(make([]byte, 0, len(data)+4), uint64(len(data))), data...)
}

// recordWriter writes one volume.
type recordWriter struct {
	volume        int
	rows, records volumeFile
}

type volumeFile struct {
	file *os.File
	out  *bufio.Writer
	at   uint64
}

func newRecordWriter(path string, volume int) (*recordWriter, error) {
	w := &recordWriter{volume: volume}
	for name, to := range map[string]*volumeFile{rowsFile: &w.rows, recordsFile: &w.records} {
		file, err := os.OpenFile(filepath.Join(path, fmt.Sprintf(name, volume)), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("write the records: %w", err), w.close())
		}
		to.file, to.out = file, bufio.NewWriterSize(file, 1<<18)
	}
	return w, nil
}

func (f *volumeFile) add(data []byte) (at uint64, err error) {
	at = f.at
	f.at += uint64(len(data))
	_, err = f.out.Write(data)
	return at, err
}

// add writes one record and says where it is.
func (w *recordWriter) add(r packedRecord) (recordPlace, error) {
	volume := uint64(w.volume) << volumeShift
	row, err := w.rows.add(r.row)
	if err != nil {
		return recordPlace{}, fmt.Errorf("write the records: %w", err)
	}
	record, err := w.records.add(r.record)
	if err != nil {
		return recordPlace{}, fmt.Errorf("write the records: %w", err)
	}
	return recordPlace{volume | row, volume | record}, nil
}

// close finishes the volume.
func (w *recordWriter) close() error {
	var errs []error
	for _, f := range []*volumeFile{&w.rows, &w.records} {
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
	rows, records []*mapped // one a volume
	c             *columns
}

// openRecords opens the volumes in a folder.
func openRecords(path string, volumes int, c *columns) (*records, error) {
	r := &records{c: c}
	var err error
	if r.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRecord)); err != nil {
		return nil, fmt.Errorf("start the decompressor: %w", err)
	}
	for v := range volumes {
		for name, to := range map[string]*[]*mapped{rowsFile: &r.rows, recordsFile: &r.records} {
			file, err := mapFile(filepath.Join(path, fmt.Sprintf(name, v)))
			if err != nil {
				return nil, errors.Join(fmt.Errorf("open the records of the library: %w", err), r.close())
			}
			*to = append(*to, file)
		}
	}
	return r, nil
}

func (r *records) close() error {
	r.dec.Close()
	var errs []error
	for _, m := range append(r.rows, r.records...) {
		errs = append(errs, m.close())
	}
	return errors.Join(errs...)
}

// errDamagedRecord is about bytes that are no record.
var errDamagedRecord = errors.New("it is damaged: 'fettle sync' makes it again")

// partAt returns the bytes at a place of a volume, and what follows them.
func partAt(volumes []*mapped, place uint64) (data, rest []byte, err error) {
	volume, at := place>>volumeShift, place&(1<<volumeShift-1)
	if volume >= uint64(len(volumes)) || at >= uint64(len(volumes[volume].data)) {
		return nil, nil, errDamagedRecord
	}
	return cut(volumes[volume].data[at:])
}

func cut(from []byte) (data, rest []byte, err error) {
	size, n := binary.Uvarint(from)
	if n <= 0 || size > uint64(len(from)-n) {
		return nil, nil, errDamagedRecord
	}
	return from[n : n+int(size)], from[n+int(size):], nil
}

// row reads what a list shows of a document; see rowOf.
func (r *records) row(doc int) (*service.Service, error) {
	data, _, err := partAt(r.rows, r.c.rowAt[doc])
	if err != nil {
		return nil, fmt.Errorf("read the row of %s: %w", r.c.ids.at(doc), err)
	}
	s, err := decodeRow(string(data))
	if err != nil {
		return nil, fmt.Errorf("read the row of %s: %w", r.c.ids.at(doc), err)
	}
	return s, nil
}

// record reads the whole record of a document, with the publisher's own bytes.
func (r *records) record(doc int) (*service.Service, error) {
	fail := func(err error) (*service.Service, error) {
		return nil, fmt.Errorf("read record %s: %w", r.c.ids.at(doc), err)
	}
	packed, rest, err := partAt(r.records, r.c.recordAt[doc])
	if err != nil {
		return fail(err)
	}
	packedRaw, _, err := cut(rest)
	if err != nil {
		return fail(err)
	}
	data, err := r.dec.DecodeAll(packed, nil)
	if err != nil {
		return fail(err)
	}
	var s service.Service
	if err := json.Unmarshal(data, &s); err != nil {
		return fail(err)
	}
	if len(packedRaw) > 0 {
		if s.Raw, err = r.dec.DecodeAll(packedRaw, nil); err != nil {
			return fail(err)
		}
	}
	return &s, nil
}
