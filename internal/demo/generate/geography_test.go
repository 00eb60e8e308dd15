package main

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fettle/internal/service"
)

// TestTownsAreWhereTheyAre compares the centre of each town with the middle of the
// real postcodes of its sectors, where the sample of real postcodes has them.
func TestTownsAreWhereTheyAre(t *testing.T) {
	sectors := realSectors(t)
	tables, _ := made(t)
	compared := 0
	for _, town := range tables.towns {
		nearest := -1.0
		for _, sector := range town.Sectors {
			point, ok := sectors[sector]
			if !ok {
				continue
			}
			compared++
			miles := point.Miles(service.Point{Lat: town.At[0], Lon: town.At[1]})
			if miles > 2.5 {
				t.Errorf("%s: the middle of %s is %.1f miles off", town.Name, sector, miles)
			}
			if nearest < 0 || miles < nearest {
				nearest = miles
			}
		}
		if nearest > 1.8 {
			t.Errorf("%s: the nearest sector is %.1f miles off", town.Name, nearest)
		}
	}
	if compared < 50 {
		t.Errorf("only %d sectors could be compared", compared)
	}
}

// realSectors returns the median point of each postcode sector of the sample.
func realSectors(t *testing.T) map[string]service.Point {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", "..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(root, "shared", "fixtures", "geo", "postcodes-nw.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the sample of real postcodes is not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lats, lons := map[string][]float64{}, map[string][]float64{}
	for _, r := range records[1:] {
		sector := strings.TrimSpace(r[0])[:len(r[0])-2]
		lat, errLat := strconv.ParseFloat(r[1], 64)
		lon, errLon := strconv.ParseFloat(r[2], 64)
		if errLat != nil || errLon != nil {
			t.Fatalf("row %v: %v %v", r, errLat, errLon)
		}
		lats[sector], lons[sector] = append(lats[sector], lat), append(lons[sector], lon)
	}
	out := make(map[string]service.Point, len(lats))
	for sector := range lats {
		out[sector] = service.Point{Lat: middle(lats[sector]), Lon: middle(lons[sector])}
	}
	return out
}

func middle(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
