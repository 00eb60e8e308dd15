package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"unsafe"

	"github.com/blevesearch/mmap-go"
)

// mapped is a whole file as bytes that the system reads when they are wanted.
// Nothing that outlives the library may point into it.
type mapped struct {
	data mmap.MMap
	file *os.File
}

func mapFile(path string) (*mapped, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if info.Size() == 0 { // an empty file can't be mapped
		return &mapped{file: file}, nil
	}
	data, err := mmap.Map(file, mmap.RDONLY, 0)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("map %s into memory: %w", path, err), file.Close())
	}
	return &mapped{data, file}, nil
}

func (m *mapped) close() error {
	if m == nil {
		return nil
	}
	if m.data == nil {
		return m.file.Close()
	}
	return errors.Join(m.data.Unmap(), m.file.Close())
}

// number is a kind of number that the files of the library hold.
type number interface {
	uint8 | uint16 | int16 | uint32 | int32 | uint64 | float64
}

// castArray returns n numbers that stand at the beginning of some bytes in
// little-endian order: the bytes themselves where the machine keeps numbers so
// too and they lie right, else a copy.
func castArray[T number](data []byte, n int) ([]T, error) {
	var one T
	size := int(unsafe.Sizeof(one))
	if n < 0 || n > len(data)/size {
		return nil, errors.New("a file of the library is cut short")
	}
	if n == 0 {
		return nil, nil
	}
	if littleEndian() && uintptr(unsafe.Pointer(&data[0]))%uintptr(size) == 0 {
		return unsafe.Slice((*T)(unsafe.Pointer(&data[0])), n), nil
	}
	out := make([]T, n)
	if _, err := binary.Decode(data, binary.LittleEndian, out); err != nil {
		return nil, fmt.Errorf("read an array of the library: %w", err)
	}
	return out, nil
}

func littleEndian() bool {
	return binary.NativeEndian.Uint16([]byte{1, 0}) == 1
}
