package index

import (
	"cmp"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Check reads every file of the library in force and compares it with its
// checksum, which takes as long as reading it all from the disk. It returns
// ErrNoLibrary when there is none, *NewerError when a newer version wrote it,
// and *DamagedError with the first file that is not what was written.
func Check(ctx context.Context, dir string) error {
	name, err := current(dir)
	if err != nil {
		return err
	}
	return checkGeneration(ctx, dir, name)
}

// checkGeneration is Check for one generation.
func checkGeneration(ctx context.Context, dir, name string) error {
	path := generationPath(dir, name)
	m, err := readManifest(path)
	if err != nil {
		return asDamage(dir, err)
	}
	// The largest come first, so that no processor is left with one at the end.
	names := slices.SortedFunc(maps.Keys(m.Files), func(x, y string) int {
		return cmp.Or(cmp.Compare(m.Files[y].Size, m.Files[x].Size), strings.Compare(x, y))
	})
	return sideBySide(ctx, processors(true), len(names), 1, func() (func(from, to int) (struct{}, error), error) {
		return func(from, _ int) (none struct{}, err error) {
			sum, err := sumOf(filepath.Join(path, filepath.FromSlash(names[from])))
			switch {
			case err != nil:
				return none, asDamage(dir, err)
			case sum != m.Files[names[from]]:
				return none, &DamagedError{dir, fmt.Errorf("%s is not what was written", names[from])}
			}
			return none, nil
		}, nil
	}, func(int, struct{}) error { return nil })
}

// sumOf returns the size of a file and its sum, which tells a damaged file from a
// sound one, and is no proof against somebody who changes it on purpose.
func sumOf(path string) (fileSum, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileSum{}, fmt.Errorf("read the library: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	n, err := io.CopyBuffer(h, struct{ io.Reader }{f}, make([]byte, readAtOnce))
	if err != nil {
		return fileSum{}, fmt.Errorf("read the library: %w", err)
	}
	return fileSum{n, fmt.Sprintf("%08x", h.Sum32())}, nil
}

// readAtOnce is how many bytes of a file are read at a time.
const readAtOnce = 1 << 20
