package index

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/s2"

	"fettle/internal/service"
)

// putService is a service that was put into a draft: in memory, in the spool, or
// in the library as it was.
type putService struct {
	here *service.Service // nil is elsewhere
	// at and size are where it is in the spool; a size of 0 is not there.
	at   int64
	size int32
	// doc is its number in the library as it was, from 1 on; 0 is not there.
	doc int32
	// again says that its needs are found anew when it is read.
	again bool
}

const (
	// mostHeld is how many services a draft holds in memory, and mostHeldBytes
	// about how many bytes of them. With the next one all go into the spool.
	mostHeld      = 4096
	mostHeldBytes = 64 << 20
	// spooledTogether is how many services one processor writes at a time.
	spooledTogether = 256
)

// comingDir is the folder, beside the generations, of what an update that has much
// to do puts aside while it lasts, and spoolFile is the spool in it. What an
// interrupted writer leaves there is swept away after the next update.
const (
	comingDir = "coming"
	spoolFile = "services.dat"
)

// makeAside makes the folder of what an update puts aside.
func makeAside(dir string) (path string, err error) {
	path = filepath.Join(dir, generationsDir, comingDir)
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", fmt.Errorf("make room for what comes into the library: %w", err)
	}
	return path, nil
}

// clearAside throws away what an update put aside.
func clearAside(dir string) error {
	if err := os.RemoveAll(filepath.Join(dir, generationsDir, comingDir)); err != nil {
		return fmt.Errorf("clear up after what came into the library: %w", err)
	}
	return nil
}

// spool has the services of a draft that are too many for the memory, in a file
// that lasts as long as the update.
type spool struct {
	file *os.File
	at   int64
}

// newSpool makes the spool of a library's draft.
func newSpool(dir string) (*spool, error) {
	path, err := makeAside(dir)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(path, spoolFile), os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make room for what comes into the library: %w", err)
	}
	return &spool{file: file}, nil
}

func (s *spool) close() error {
	if s == nil {
		return nil
	}
	return s.file.Close()
}

// add writes services one after the other, and calls put with where each is.
func (s *spool) add(services []*service.Service, processors int, put func(i int, at int64, size int32)) error {
	type packed struct {
		data  []byte
		sizes []int32
	}
	return sideBySide(context.Background(), processors, len(services), spooledTogether, func() (func(from, to int) (packed, error), error) {
		return func(from, to int) (out packed, err error) {
			out.data = make([]byte, 0, (to-from)*2048)
			for _, one := range services[from:to] {
				before := len(out.data)
				if out.data, err = appendSpooled(out.data, one); err != nil {
					return out, err
				}
				out.sizes = append(out.sizes, int32(len(out.data)-before))
			}
			return out, nil
		}, nil
	}, func(from int, p packed) error {
		if _, err := s.file.WriteAt(p.data, s.at); err != nil {
			return fmt.Errorf("put what comes into the library aside: %w", err)
		}
		for i, size := range p.sizes {
			put(from+i, s.at, size)
			s.at += int64(size)
		}
		return nil
	})
}

// appendSpooled appends a service as the spool has it: its locations, which are
// read by themselves, and all of it, packed quickly.
func appendSpooled(to []byte, s *service.Service) ([]byte, error) {
	var places rowPen
	places.locations(s.Locations)
	data, err := json.Marshal(s)
	if err != nil {
		return to, fmt.Errorf("write record %s: %w", s.ID, err)
	}
	if len(data)+len(s.Raw) > maxRecord {
		return to, fmt.Errorf("write record %s: %d bytes are too many for one service", s.ID, len(data)+len(s.Raw))
	}
	record := append(appendWithLength(make([]byte, 0, len(data)+len(s.Raw)+8), data), s.Raw...)
	return appendWithLength(appendWithLength(to, places.out), s2.Encode(nil, record)), nil
}

// spoolReader reads services of a spool. It may be used by one goroutine at a time.
type spoolReader struct {
	*spool
	buf, unpacked []byte
}

// parts returns the two parts of what the spool has of a service, until the next
// one is read.
func (r *spoolReader) parts(at int64, size int32) (places, record []byte, err error) {
	if cap(r.buf) < int(size) {
		r.buf = make([]byte, size)
	}
	r.buf = r.buf[:size]
	if _, err = r.file.ReadAt(r.buf, at); err == nil {
		var rest []byte
		if places, rest, err = cut(r.buf); err == nil {
			record, _, err = cut(rest)
		}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read what was put aside for the library: %w", err)
	}
	return places, record, nil
}

// service reads a service.
func (r *spoolReader) service(at int64, size int32) (*service.Service, error) {
	_, packed, err := r.parts(at, size)
	if err != nil {
		return nil, err
	}
	var s service.Service
	var record, raw []byte
	if r.unpacked, err = s2.Decode(r.unpacked[:cap(r.unpacked)], packed); err == nil {
		if record, raw, err = cut(r.unpacked); err == nil {
			err = json.Unmarshal(record, &s)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read what was put aside for the library: %w", err)
	}
	if len(raw) > 0 {
		s.Raw = append(json.RawMessage(nil), raw...)
	}
	return &s, nil
}

// putReader reads services that were put into a draft. It may be used by one
// goroutine at a time.
type putReader struct {
	find  func(*service.Service) service.Found // Draft.find
	spool spoolReader
	base  recordReader
}

func (d *Draft) reader() *putReader {
	r := &putReader{find: d.find, spool: spoolReader{spool: d.spool}}
	if d.base != nil {
		r.base.records = d.base.records
	}
	return r
}

// read returns a service that was put.
func (r *putReader) read(p putService) (s *service.Service, err error) {
	switch {
	case p.here != nil:
		return p.here, nil
	case p.size > 0:
		s, err = r.spool.service(p.at, p.size)
	default:
		s, err = r.base.read(int(p.doc) - 1)
	}
	if err == nil && p.again {
		s.Found = r.find(s)
	}
	return s, err
}

// locations returns the locations of a service that was put.
func (r *putReader) locations(p putService) ([]service.Location, error) {
	switch {
	case p.here != nil:
		return p.here.Locations, nil
	case p.size > 0:
		places, _, err := r.spool.parts(p.at, p.size)
		if err != nil {
			return nil, err
		}
		eye := &rowEye{row: string(places)}
		all := readList(eye, &eye.memory.locations, eye.location)
		if eye.bad {
			return nil, errDamagedRecord
		}
		return all, nil
	default: // the rows may be what is damaged
		s, err := r.base.read(int(p.doc) - 1)
		if err != nil {
			return nil, err
		}
		return s.Locations, nil
	}
}
