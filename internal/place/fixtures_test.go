package place

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"fettle/internal/service"
)

// realPostcode is one row of the postcodes kept for tests.
type realPostcode struct {
	text     string
	point    service.Point
	district string
}

// fixture opens a file of real geography kept beside the repository, and skips
// the test where there is none.
func fixture(t testing.TB, name string) *os.File {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(root)
		if parent == root {
			t.Fatal("no go.mod above the test's folder")
		}
		root = parent
	}
	file, err := os.Open(filepath.Join(root, "..", "shared", "fixtures", "geo", name))
	if os.IsNotExist(err) {
		t.Skipf("skipped: the real geography for tests is not beside the repository: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

// fixtureRows returns the rows of a CSV file of real geography without its header.
func fixtureRows(t testing.TB, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(fixture(t, name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// realPostcodes returns 20,000 postcodes of the north-west of England.
func realPostcodes(t testing.TB) []realPostcode {
	t.Helper()
	codes := make(map[string]string)
	for _, row := range fixtureRows(t, "postcodes-nw-admin.csv") {
		codes[row[0]] = row[1]
	}
	var all []realPostcode
	for _, row := range fixtureRows(t, "postcodes-nw.csv") {
		lat, errLat := strconv.ParseFloat(row[1], 64)
		lon, errLon := strconv.ParseFloat(row[2], 64)
		if errLat != nil || errLon != nil {
			t.Fatalf("a row that is no postcode: %v", row)
		}
		all = append(all, realPostcode{row[0], service.Point{Lat: lat, Lon: lon}, codes[row[0]]})
	}
	return all
}

// addressOf returns a stated address at a postcode.
func addressOf(p realPostcode) service.Location {
	point := p.point
	return service.Location{Point: &point, Level: service.LevelPoint, Address: service.Address{Postcode: p.text}}
}
