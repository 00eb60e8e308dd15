package index

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	stdsync "sync"
	"unsafe"
)

// columnMagic opens the file of facts; its last character is the form's version.
const columnMagic = "FETTLEFA"

// headSize is what stands before the arrays: the magic, a sum of all that
// follows the sum, and how many documents there are.
const headSize = len(columnMagic) + 8 + 8

// encode returns the columns as one block of bytes, little-endian: the head,
// then each array with its length before it, all at multiples of 8 bytes.
func (c *columns) encode() ([]byte, error) {
	dict, err := json.Marshal(c.dict)
	if err != nil {
		return nil, fmt.Errorf("write the options: %w", err)
	}
	areas, err := json.Marshal(c.areaDict)
	if err != nil {
		return nil, fmt.Errorf("write the areas: %w", err)
	}
	built := []int32{c.builtOn}
	arrays := c.arrays(&dict, &areas, &built)
	size := headSize
	for _, a := range arrays {
		size += a.size()
	}
	out := append(make([]byte, 0, size), columnMagic...)
	out = append(out, make([]byte, 8)...)
	out = binary.LittleEndian.AppendUint64(out, uint64(c.n))
	for _, a := range arrays {
		if out, err = a.append(out); err != nil {
			return nil, fmt.Errorf("write the facts: %w", err)
		}
	}
	binary.LittleEndian.PutUint64(out[len(columnMagic):], sum(out[len(columnMagic)+8:]))
	return out, nil
}

// sum is quick, and tells a damaged file from a sound one: the two halves are
// summed up side by side.
func sum(data []byte) uint64 {
	table := crc32.MakeTable(crc32.Castagnoli)
	half := len(data) / 2
	var second uint32
	var other stdsync.WaitGroup
	other.Go(func() { second = crc32.Checksum(data[half:], table) })
	first := crc32.Checksum(data[:half], table)
	other.Wait()
	return uint64(first)<<32 | uint64(second)
}

// arrays lists the arrays in the order in which the file holds them.
func (c *columns) arrays(dict, areas *[]byte, built *[]int32) []array {
	return []array{
		arrayOf(built), arrayOf(dict), arrayOf(areas), arrayOf((*[]uint64)(&c.live)), arrayOf(&c.ageMin), arrayOf(&c.ageMax), arrayOf(&c.termStart), arrayOf(&c.terms),
		arrayOf(&c.pointStart), arrayOf(&c.lat), arrayOf(&c.lon), arrayOf(&c.pointLoc),
		arrayOf(&c.xs), arrayOf(&c.ys), arrayOf(&c.zs), arrayOf(&c.zDocs),
		arrayOf(&c.organisations), arrayOf(&c.sessionStart), arrayOf(&c.sessions), arrayOf(&c.flags), arrayOf(&c.onlyFor), arrayOf(&c.onlyForBits), arrayOf(&c.areaStart), arrayOf(&c.areas),
		arrayOf(&c.heldStart), arrayOf(&c.held), arrayOf(&c.heldDict.starts), arrayOf(&c.heldDict.data), arrayOf(&c.areaOptions.starts), arrayOf(&c.areaOptions.data),
		arrayOf(&c.whenYes), arrayOf(&c.whenUnstated), arrayOf(&c.changed), arrayOf(&c.checked), arrayOf(&c.complete), arrayOf(&c.nameRank),
		arrayOf(&c.ids.starts), arrayOf(&c.ids.data), arrayOf(&c.changeKeys.starts), arrayOf(&c.changeKeys.data), arrayOf(&c.byID), arrayOf(&c.rowAt), arrayOf(&c.recordAt),
		arrayOf(&c.organisationDict.starts), arrayOf(&c.organisationDict.data), arrayOf(&c.sessionDict.starts), arrayOf(&c.sessionDict.data),
		arrayOf(&c.bits), arrayOf(&c.byArea), arrayOf(&c.total), arrayOf(&c.organisationTotal), arrayOf(&c.denseOptions), arrayOf(&c.slots), arrayOf(&c.sparseStart), arrayOf(&c.sparse),
		arrayOf(&c.docStart), arrayOf(&c.docs), arrayOf(&c.docStrength), arrayOf(&c.byName),
	}
}

// decodeColumns reads what encode wrote. The bytes are kept, not copied: they
// are summed up and compared with the sum in the file, and then believed.
func decodeColumns(data []byte) (*columns, error) {
	if len(data) < headSize {
		return nil, errors.New("the file of facts is cut short")
	}
	if magic := string(data[:len(columnMagic)]); magic != columnMagic {
		if last := len(columnMagic) - 1; magic[:last] == columnMagic[:last] && magic[last] < columnMagic[last] {
			return nil, errOlder
		}
		return nil, errors.New("the file of facts is not one of this version")
	}
	if binary.LittleEndian.Uint64(data[len(columnMagic):]) != sum(data[len(columnMagic)+8:]) {
		return nil, errors.New("the file of facts is damaged")
	}
	c := &columns{n: int(binary.LittleEndian.Uint64(data[headSize-8:]))}
	rest := data[headSize:]
	var dict, areas []byte
	var built []int32
	var err error
	for _, a := range c.arrays(&dict, &areas, &built) {
		if rest, err = a.read(rest); err != nil {
			return nil, fmt.Errorf("read the facts: %w", err)
		}
	}
	if err := json.Unmarshal(dict, &c.dict); err != nil {
		return nil, fmt.Errorf("read the options: %w", err)
	}
	if err := json.Unmarshal(areas, &c.areaDict); err != nil {
		return nil, fmt.Errorf("read the areas: %w", err)
	}
	if len(built) != 1 || !c.whole() {
		return nil, errors.New("the file of facts was made by another version")
	}
	c.builtOn = built[0]
	c.attach()
	for _, sets := range [][]set{c.agesUnstated, c.areaUnstated, c.weekUnstated} {
		share(sets)
	}
	c.spans = make([]span, len(c.dict))
	for _, term := range c.denseOptions {
		c.spans[term] = c.dense[term].span()
	}
	return c, nil
}

// whole reports whether every array has the length that it must have.
func (c *columns) whole() bool {
	perDoc := []int{
		len(c.ageMin), len(c.ageMax), len(c.flags), len(c.whenYes), len(c.whenUnstated), len(c.changed), len(c.checked), len(c.complete),
		len(c.nameRank), len(c.organisations), len(c.rowAt), len(c.recordAt), c.ids.len(), c.changeKeys.len(), len(c.termStart) - 1, len(c.pointStart) - 1,
		len(c.areaStart) - 1, len(c.heldStart) - 1, len(c.sessionStart) - 1, len(c.sparseStart) - 1,
	}
	perPoint := []int{len(c.lon), len(c.pointLoc), len(c.xs), len(c.ys), len(c.zs), len(c.zDocs)}
	if slices.ContainsFunc(perPoint, func(n int) bool { return n != len(c.lat) }) {
		return false
	}
	if !slices.IsSorted(c.onlyFor) || len(c.onlyFor) > 0 && int(c.onlyFor[len(c.onlyFor)-1]) >= c.n {
		return false
	}
	return c.n >= 0 && c.n <= 1<<32-1 && !slices.ContainsFunc(perDoc, func(n int) bool { return n != c.n }) &&
		c.ids.sound() && c.changeKeys.sound() && c.organisationDict.sound() && c.heldDict.sound() && c.areaOptions.sound() && c.sessionDict.sound() && len(c.live) == setWords(c.n) && len(c.bits) == c.setCount()*setWords(c.n) && len(c.total) == len(c.dict) && len(c.docStart) == len(c.dict)+1 &&
		len(c.slots) == slotsOfEach*c.n && len(c.organisationTotal) == c.organisationDict.len() && len(c.onlyFor) == len(c.onlyForBits) && len(c.dict) <= mostOptions &&
		!slices.ContainsFunc(c.denseOptions, func(n uint32) bool { return int(n) >= len(c.dict) })
}

// array is one array of the file: how many numbers it has, then the numbers.
type array struct {
	size   func() int // in bytes, in the file
	append func(out []byte) ([]byte, error)
	read   func(data []byte) ([]byte, error)
}

func arrayOf[T number](values *[]T) array {
	var one T
	size := int(unsafe.Sizeof(one))
	return array{
		size: func() int { return 8 + (len(*values)*size+7)&^7 },
		append: func(out []byte) (_ []byte, err error) {
			out = binary.LittleEndian.AppendUint64(out, uint64(len(*values)))
			if littleEndian() && len(*values) > 0 { // the machine keeps them as the file does
				out = append(out, unsafe.Slice((*byte)(unsafe.Pointer(&(*values)[0])), len(*values)*size)...)
			} else {
				out, err = binary.Append(out, binary.LittleEndian, *values)
			}
			return append(out, make([]byte, -len(out)&7)...), err
		},
		read: func(data []byte) (rest []byte, err error) {
			if len(data) < 8 {
				return nil, errors.New("the file is cut short")
			}
			n := binary.LittleEndian.Uint64(data)
			data = data[8:]
			if n > uint64(len(data)/size) {
				return nil, errors.New("the file is cut short")
			}
			if *values, err = castArray[T](data, int(n)); err != nil {
				return nil, err
			}
			return data[min(len(data), (int(n)*size+7)&^7):], nil
		},
	}
}
