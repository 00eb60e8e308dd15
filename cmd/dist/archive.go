package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"time"
)

// entry is one file in an archive.
type entry struct {
	name string // with / between folders
	data []byte
	runs bool // it is a program
}

func (e entry) mode() fs.FileMode {
	if e.runs {
		return 0o755
	}
	return 0o644
}

// archive is a packed file.
type archive struct {
	name string
	data []byte
}

// sum returns the SHA-256 of the whole file.
func (a archive) sum() string {
	sum := sha256.Sum256(a.data)
	return hex.EncodeToString(sum[:])
}

// ordered returns the files in the order of their names.
func ordered(files []entry) []entry {
	return slices.SortedFunc(slices.Values(files), func(a, b entry) int { return cmp.Compare(a.name, b.name) })
}

// tarred packs files into a folder of the archive's name, for macOS and Linux.
func tarred(name string, files []entry, made time.Time) (archive, error) {
	var out bytes.Buffer
	packed, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return archive{}, fmt.Errorf("pack %s: %w", name, err)
	}
	w := tar.NewWriter(packed)
	for _, f := range ordered(files) {
		header := &tar.Header{
			Name: name + "/" + f.name, Mode: int64(f.mode()), Size: int64(len(f.data)), ModTime: made, Format: tar.FormatUSTAR,
		}
		if err := w.WriteHeader(header); err != nil {
			return archive{}, fmt.Errorf("pack %s: %w", f.name, err)
		}
		if _, err := w.Write(f.data); err != nil {
			return archive{}, fmt.Errorf("pack %s: %w", f.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return archive{}, fmt.Errorf("pack %s: %w", name, err)
	}
	if err := packed.Close(); err != nil {
		return archive{}, fmt.Errorf("pack %s: %w", name, err)
	}
	return archive{name + ".tar.gz", out.Bytes()}, nil
}

// zipped packs files into a folder of the archive's name, for Windows.
func zipped(name string, files []entry, made time.Time) (archive, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range ordered(files) {
		header := &zip.FileHeader{Name: name + "/" + f.name, Method: zip.Deflate, Modified: made}
		header.SetMode(f.mode())
		part, err := w.CreateHeader(header)
		if err != nil {
			return archive{}, fmt.Errorf("pack %s: %w", f.name, err)
		}
		if _, err := part.Write(f.data); err != nil {
			return archive{}, fmt.Errorf("pack %s: %w", f.name, err)
		}
	}
	if err := w.Close(); err != nil {
		return archive{}, fmt.Errorf("pack %s: %w", name, err)
	}
	return archive{name + ".zip", out.Bytes()}, nil
}
