package index

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	for _, file := range slices.Sorted(maps.Keys(m.Files)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if filepath.Base(file) == "root.bolt" { // readers of it change it
			continue
		}
		sum, err := sumOf(filepath.Join(path, filepath.FromSlash(file)))
		if err != nil {
			return asDamage(dir, err)
		}
		if sum != m.Files[file].SHA256 {
			return &DamagedError{dir, fmt.Errorf("%s is not what was written", file)}
		}
	}
	return nil
}

// sumOf returns the SHA-256 of a file.
func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the library: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read the library: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
