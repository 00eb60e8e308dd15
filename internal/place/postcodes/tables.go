package postcodes

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"fettle/internal/pattern"
)

// The limits of what is read, against files that are not what they say.
const (
	longestLine  = 1 << 20
	mostRows     = 6_000_000
	mostNotes    = 1 << 20
	mostInside   = 20_000
	contextEvery = 4096
)

// table is one file of a download: a CSV to be read, by its name inside.
type table struct {
	name string
	open func() (io.ReadCloser, error)
}

// download is what one path that was given holds.
type download struct {
	tables []table
	// release is what the download says of its edition, or "".
	release string
	close   func() error
}

// openDownload opens a CSV, a folder of them or a zip archive of them.
func openDownload(name string) (*download, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("import: there is no file or folder called %s: %w", name, err)
	}
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	if info.IsDir() {
		return fromTree(os.DirFS(name), name, func() error { return nil })
	}
	if strings.EqualFold(filepath.Ext(name), ".zip") {
		archive, err := zip.OpenReader(name)
		if err != nil {
			return nil, fmt.Errorf("import %s: it is no zip archive, or it was cut short and is to be downloaded again: %w", name, err)
		}
		d, err := fromTree(archive, name, archive.Close)
		if err != nil {
			return nil, errors.Join(err, archive.Close())
		}
		return d, nil
	}
	base := filepath.Base(name)
	return &download{
		tables:  []table{{base, func() (io.ReadCloser, error) { return os.Open(name) }}},
		release: releaseIn(base),
		close:   func() error { return nil },
	}, nil
}

// fromTree finds the tables in a folder or an archive.
func fromTree(tree fs.FS, name string, done func() error) (*download, error) {
	d := &download{close: done, release: releaseIn(filepath.Base(name))}
	whole := false
	err := fs.WalkDir(tree, ".", func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return nil
		}
		base := path.Base(p)
		if release := releaseIn(base); release != "" {
			d.release = release
		}
		switch {
		case strings.EqualFold(base, "metadata.txt"):
			release, err := releaseOf(tree, p)
			if err != nil {
				return err
			}
			if release != "" {
				d.release = release
			}
		case strings.EqualFold(path.Ext(p), ".csv"):
			if len(d.tables) == mostInside {
				return fmt.Errorf("it holds more than %d tables", mostInside)
			}
			whole = whole || strings.EqualFold(path.Base(path.Dir(p)), "data")
			d.tables = append(d.tables, table{p, func() (io.ReadCloser, error) { return tree.Open(p) }})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", name, err)
	}
	if whole {
		d.dropParts()
	}
	return d, nil
}

// dropParts leaves out the tables that repeat the whole one in parts, as the
// downloads of the Office for National Statistics have them.
func (d *download) dropParts() {
	kept := d.tables[:0]
	for _, t := range d.tables {
		if !strings.EqualFold(path.Base(path.Dir(t.name)), "multi_csv") {
			kept = append(kept, t)
		}
	}
	d.tables = kept
}

// releasePattern matches the edition in the names of ONS files, and
// versionPattern the one in the notes of Ordnance Survey.
var (
	releasePattern = pattern.Later(`(?i)(?:ONSPD|NSPL)[A-Z0-9]*_(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*_(20[0-9]{2})`)
	versionPattern = pattern.Later(`DATASET VERSION NUMBER:\s*([0-9]{4}\.[0-9.]{1,6})`)
)

// releaseIn returns the edition in the name of a file: "August 2025", or "".
func releaseIn(name string) string {
	m := releasePattern().FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	months := map[string]string{
		"JAN": "January", "FEB": "February", "MAR": "March", "APR": "April", "MAY": "May", "JUN": "June",
		"JUL": "July", "AUG": "August", "SEP": "September", "OCT": "October", "NOV": "November", "DEC": "December",
	}
	return months[strings.ToUpper(m[1])] + " " + m[2]
}

// releaseOf returns the edition in the notes of Ordnance Survey.
func releaseOf(tree fs.FS, name string) (string, error) {
	file, err := tree.Open(name)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	text, err := io.ReadAll(io.LimitReader(file, mostNotes))
	if err := errors.Join(err, file.Close()); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	if m := versionPattern().FindSubmatch(text); m != nil {
		return string(m[1]), nil
	}
	return "", nil
}

// eachRow calls back with every row of a table. The row is good until the
// callback returns.
func (t table) eachRow(ctx context.Context, visit func(row []string) error) (err error) {
	file, err := t.open()
	if err != nil {
		return fmt.Errorf("open %s: %w", t.name, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffered := bufio.NewReaderSize(&lineReader{from: file}, 1<<18)
	if mark, err := buffered.Peek(3); err == nil && string(mark) == "\ufeff" {
		if _, err := buffered.Discard(len(mark)); err != nil {
			return fmt.Errorf("read %s: %w", t.name, err)
		}
	}
	reader := csv.NewReader(buffered)
	reader.ReuseRecord, reader.LazyQuotes, reader.FieldsPerRecord = true, true, -1
	for n := 0; ; n++ {
		if n%contextEvery == 0 && ctx.Err() != nil {
			return fmt.Errorf("read %s: %w", t.name, context.Cause(ctx))
		}
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", t.name, err)
		}
		if err := visit(row); err != nil {
			return err
		}
	}
}

// lineReader passes bytes on and refuses a line that has no end.
type lineReader struct {
	from   io.Reader
	length int
}

// Read reads on, and fails when a line is longer than any table has.
func (r *lineReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if i := bytes.LastIndexByte(p[:n], '\n'); i >= 0 {
		r.length = n - i - 1
	} else {
		r.length += n
	}
	if r.length > longestLine {
		return 0, fmt.Errorf("a line is longer than %d characters: it is no table", longestLine)
	}
	return n, err
}
