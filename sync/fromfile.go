package datasync

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

// maxFile is the most that one saved file may hold. Saved feeds are often one
// long list, so it is more than a page.
const maxFile = 512 << 20

// FromFile reads what is saved at path as the feed of that name: a page, a
// list of records, one record, or a folder of such files that end in ".json",
// taken in the order of the numbers in their names. What was read is treated
// as a complete walk when it holds as many records as it claims to; then what
// it does not list is removed the second time, without asking.
//
// An error means that nothing was changed: the file can't be read, is no feed,
// holds nothing, or the library failed.
func FromFile(ctx context.Context, path, name string, lib Library, o Options) (FeedReport, error) {
	files, err := savedFiles(path)
	if err != nil {
		return FeedReport{}, err
	}
	return fromBodies(ctx, name, lib, o, func(yield func(source string, body []byte) error) error {
		for _, file := range files {
			body, err := readFile(file)
			if err != nil {
				return err
			}
			if err := yield(file, body); err != nil {
				return err
			}
		}
		return nil
	})
}

// FromBodies reads pages that are at hand as the feed of that name, as
// FromFile reads those of a folder.
func FromBodies(ctx context.Context, bodies [][]byte, name string, lib Library, o Options) (FeedReport, error) {
	return fromBodies(ctx, name, lib, o, func(yield func(source string, body []byte) error) error {
		for i, body := range bodies {
			if err := yield(fmt.Sprintf("page %d", i+1), body); err != nil {
				return err
			}
		}
		return nil
	})
}

// fromBodies reads the pages that each gives as the feed of that name.
func fromBodies(ctx context.Context, name string, lib Library, o Options, each func(func(source string, body []byte) error) error) (FeedReport, error) {
	if err := CheckName(name); err != nil {
		return FeedReport{}, err
	}
	j := &job{
		feed: Feed{Name: name, Publisher: o.Publisher}, lib: lib, options: o, started: o.now(),
		progress: Progress{Feed: name, Number: 1, Feeds: 1, PagesOf: -1, RowsOf: -1, DetailsOf: -1},
	}
	report, err := j.run(ctx, func(ctx context.Context) (*haul, error) {
		h := newHaul()
		h.end = endFile
		return h, each(func(source string, body []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			page, err := decodePage(body)
			if err != nil {
				return &Fault{URL: source, Reason: fmt.Sprintf("%s is not a saved feed: it holds %s", source, looks(err)), Err: err}
			}
			h.take(page, "", j.wanted, j.reader.early)
			h.lone = h.walk.pages == 1 && single(page, body)
			j.paged(h.walk)
			return nil
		})
	})
	if err == nil && report.Status == StatusFailed {
		err = errors.New(report.Error)
	}
	return report, err
}

// single reports whether a body is one record rather than a list of one.
func single(page oruk.Page, body []byte) bool {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	list := bytes.HasPrefix(trimmed, []byte("["))
	e := page.Envelope
	return !list && len(page.Rows)+len(page.Rejected) == 1 && e.Total < 0 && e.TotalPages < 0 && e.Last == service.NotStated
}

// savedFiles returns the file at path, or those of the folder there in order.
func savedFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file or folder called %s: %w", path, err)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("read the folder %s: %w", path, err)
	}
	var files []string
	for _, entry := range entries {
		if !entry.IsDir() && strings.EqualFold(filepath.Ext(entry.Name()), ".json") && !strings.HasPrefix(entry.Name(), ".") {
			files = append(files, filepath.Join(path, entry.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("the folder %s has no files that end in .json", path)
	}
	slices.SortFunc(files, compareNatural)
	return files, nil
}

// readFile reads a file that is not too large.
func readFile(path string) (_ []byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	body, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if len(body) > maxFile {
		return nil, fmt.Errorf("%s is larger than %d MiB: save it in several files", path, maxFile>>20)
	}
	return body, nil
}

// compareNatural orders texts as people do: "page-2" before "page-10".
func compareNatural(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if isDigit(x[0]) && isDigit(y[0]) {
			var m, n string
			m, x = leadingNumber(x)
			n, y = leadingNumber(y)
			if c := cmp.Or(cmp.Compare(len(m), len(n)), cmp.Compare(m, n)); c != 0 {
				return c
			}
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// leadingNumber splits off the digits at the start, without leading zeros.
func leadingNumber(s string) (number, rest string) {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return strings.TrimLeft(s[:end], "0"), s[end:]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
