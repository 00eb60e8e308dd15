package postcodes

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"fettle/internal/place"
	"fettle/internal/service"
)

// now is the moment of every import in these tests.
func now() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

// fixture returns the path of real geography kept beside the repository, and
// skips the test where there is none.
func fixture(t testing.TB, name string) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod above the test's folder")
		}
		root = filepath.Dir(root)
	}
	path := filepath.Join(root, "..", "shared", "fixtures", "geo", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("skipped: the real geography for tests is not beside the repository: %v", err)
	}
	return path
}

// rowsOf returns the rows of a CSV file.
func rowsOf(t testing.TB, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// degrees reads a number that the test needs.
func degrees(t testing.TB, text string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// write puts text in a new file and returns its path.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// imported imports paths and opens the result.
func imported(t testing.TB, opts ImportOptions, paths ...string) (*Index, ImportReport) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "postcodes.idx")
	opts.Now = now()
	report, err := Import(context.Background(), paths, opts, out, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := OpenIndex(out)
	if err != nil {
		t.Fatal(err)
	}
	return x, report
}

// parse reads a postcode that the test needs.
func parse(t testing.TB, text string) place.Postcode {
	t.Helper()
	readings, err := place.ParsePostcode(text)
	if err != nil {
		t.Fatal(err)
	}
	return readings[0]
}

// metres returns the distance of two points in metres.
func metres(a, b service.Point) float64 { return a.Miles(b) * service.MetresPerMile }
