package index

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"fettle/internal/service"
)

// recordMagic opens the file of offsets; its last character is the form's version.
const recordMagic = "FETTLER2"

// The parts of a record, which are read by themselves. A list of services needs
// the row of each and nothing else, so it is small and not compressed.
const (
	partRow    = iota // what a list shows of it
	partRecord        // the whole record
	partRaw           // the publisher's own bytes
	parts
)

// recordWriter writes records one after the other, part by part, the larger
// parts each compressed by itself.
type recordWriter struct {
	out     *bufio.Writer
	enc     *zstd.Encoder
	offsets []uint64 // where each part begins; the end last
	ids     []string
	at      uint64
}

// rowOf returns what a list shows of a service: the record without its long
// texts, which are read when it is opened.
func rowOf(s *service.Service) service.Service {
	row := *s
	row.Description, row.Summary, row.Eligibility, row.Timing, row.AccessNote = "", "", "", "", ""
	row.Organisation = service.Organisation{ID: s.Organisation.ID, Name: s.Organisation.Name}
	row.Terms, row.Contacts, row.Areas, row.Accessibility, row.Audience = nil, nil, nil, nil, nil
	row.Source = service.Provenance{Feed: s.Source.Feed, SourceID: s.Source.SourceID}
	row.Found = service.Found{Needs: withoutEvidence(s.Found.Needs)}
	row.Locations = slices.Clone(s.Locations)
	for i := range row.Locations {
		row.Locations[i].Description, row.Locations[i].Accessibility = "", nil
	}
	return row
}

func withoutEvidence(found []service.NeedFound) []service.NeedFound {
	out := make([]service.NeedFound, len(found))
	for i, n := range found {
		out[i] = service.NeedFound{ID: n.ID, Weight: n.Weight}
	}
	return out
}

func newRecordWriter(w io.Writer) (*recordWriter, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("start the compressor: %w", err)
	}
	return &recordWriter{out: bufio.NewWriter(w), enc: enc, offsets: []uint64{0}}, nil
}

// add writes one record; nil holds the place of a number that is not in use.
func (w *recordWriter) add(s *service.Service) error {
	var all [parts][]byte
	id := ""
	if s != nil {
		row, err := cbor.Marshal(rowOf(s))
		if err != nil {
			return fmt.Errorf("write record %s: %w", s.ID, err)
		}
		data, err := json.Marshal(s)
		if err != nil {
			return fmt.Errorf("write record %s: %w", s.ID, err)
		}
		if len(data) > maxRecord {
			return fmt.Errorf("write record %s: %d bytes are too many for one service", s.ID, len(data))
		}
		id, all[partRow], all[partRecord] = s.ID, row, w.enc.EncodeAll(data, nil)
		if len(s.Raw) > 0 && len(s.Raw) <= maxRaw {
			all[partRaw] = w.enc.EncodeAll(s.Raw, nil)
		}
	}
	w.ids = append(w.ids, id)
	for _, part := range all {
		if _, err := w.out.Write(part); err != nil {
			return fmt.Errorf("write record %s: %w", id, err)
		}
		w.at += uint64(len(part))
		w.offsets = append(w.offsets, w.at)
	}
	return nil
}

// close ends the records and returns the file of offsets and ids.
func (w *recordWriter) close() ([]byte, error) {
	if err := errors.Join(w.out.Flush(), w.enc.Close()); err != nil {
		return nil, fmt.Errorf("finish the records: %w", err)
	}
	out := binary.LittleEndian.AppendUint64([]byte(recordMagic), uint64(len(w.ids)))
	out, err := binary.Append(out, binary.LittleEndian, w.offsets)
	if err != nil {
		return nil, fmt.Errorf("write the places of the records: %w", err)
	}
	return append(out, strings.Join(w.ids, "\n")...), nil
}

// records reads single records by document number or id. It is safe for
// concurrent use.
type records struct {
	file    *os.File
	dec     *zstd.Decoder
	offsets []uint64
	ids     []string
	byID    []uint32 // document numbers in the order of their ids
}

const (
	// maxRaw is the most that is kept of a publisher's own bytes, for one record:
	// of a larger one only what was read from it stays.
	maxRaw = 8 << 20
	// maxRecord is the most that one part of a record may unpack to, in bytes.
	maxRecord = 64 << 20
)

func openRecords(path string, index []byte) (*records, error) {
	r, err := decodeOffsets(index)
	if err != nil {
		return nil, err
	}
	if r.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRecord)); err != nil {
		return nil, fmt.Errorf("start the decompressor: %w", err)
	}
	if r.file, err = os.Open(path); err != nil {
		r.dec.Close()
		return nil, fmt.Errorf("open the records of the library: %w", err)
	}
	for doc, id := range r.ids {
		if id != "" {
			r.byID = append(r.byID, uint32(doc))
		}
	}
	slices.SortFunc(r.byID, func(x, y uint32) int { return strings.Compare(r.ids[x], r.ids[y]) })
	return r, nil
}

func decodeOffsets(index []byte) (*records, error) {
	head := len(recordMagic) + 8
	if len(index) < head || string(index[:len(recordMagic)]) != recordMagic {
		return nil, errors.New("the places of the records are not of this version")
	}
	n := binary.LittleEndian.Uint64(index[len(recordMagic):])
	if n > uint64(len(index)) || uint64(len(index)-head) < (parts*n+1)*8 {
		return nil, errors.New("the places of the records are cut short")
	}
	r := &records{offsets: make([]uint64, parts*n+1)}
	read, err := binary.Decode(index[head:], binary.LittleEndian, r.offsets)
	if err != nil {
		return nil, fmt.Errorf("read the places of the records: %w", err)
	}
	if n > 0 {
		r.ids = strings.Split(string(index[head+read:]), "\n")
	}
	if len(r.ids) != int(n) || !slices.IsSorted(r.offsets) {
		return nil, errors.New("the places of the records are damaged")
	}
	return r, nil
}

func (r *records) close() error {
	r.dec.Close()
	return r.file.Close()
}

// number returns the document number of an id.
func (r *records) number(id string) (int, bool) {
	i, ok := slices.BinarySearchFunc(r.byID, id, func(doc uint32, id string) int { return strings.Compare(r.ids[doc], id) })
	if !ok {
		return 0, false
	}
	return int(r.byID[i]), true
}

// row reads what a list shows of a document; see rowOf.
func (r *records) row(doc int) (*service.Service, error) {
	data, err := r.part(parts*doc + partRow)
	if err != nil {
		return nil, fmt.Errorf("read the row of %s: %w", r.ids[doc], err)
	}
	var s service.Service
	if err := cbor.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("read the row of %s: %w", r.ids[doc], err)
	}
	return &s, nil
}

// record reads the whole record of a document, without the publisher's own bytes.
func (r *records) record(doc int) (*service.Service, error) {
	data, err := r.unpacked(parts*doc + partRecord)
	if err != nil {
		return nil, fmt.Errorf("read record %s: %w", r.ids[doc], err)
	}
	var s service.Service
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("read record %s: %w", r.ids[doc], err)
	}
	return &s, nil
}

// raw reads the publisher's own bytes of a document.
func (r *records) raw(doc int) (json.RawMessage, error) {
	data, err := r.unpacked(parts*doc + partRaw)
	if err != nil {
		return nil, fmt.Errorf("read the publisher's record %s: %w", r.ids[doc], err)
	}
	return data, nil
}

func (r *records) unpacked(i int) ([]byte, error) {
	packed, err := r.part(i)
	if err != nil || len(packed) == 0 {
		return nil, err
	}
	return r.dec.DecodeAll(packed, nil)
}

func (r *records) part(i int) ([]byte, error) {
	from, to := r.offsets[i], r.offsets[i+1]
	if to == from {
		return nil, nil
	}
	if to-from > maxRecord {
		return nil, fmt.Errorf("%d bytes are too many", to-from)
	}
	part := make([]byte, to-from)
	if _, err := r.file.ReadAt(part, int64(from)); err != nil {
		return nil, err
	}
	return part, nil
}
