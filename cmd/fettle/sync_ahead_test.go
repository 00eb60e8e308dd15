package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/index"
	"fettle/internal/paths"
	"fettle/internal/service"
	datasync "fettle/sync"
)

// A library whose services were prepared while the feed came in is the one that
// is built at the end: the same records and the same answers, also where places
// are known only by what other services teach.
func TestPreparedWhileItComesInIsTheSame(t *testing.T) {
	pages := t.TempDir()
	for i, page := range newBenchFeed(3000, true).pages {
		if i%3 == 0 {
			page = bytes.ReplaceAll(page, []byte(`"latitude":54.05,"longitude":-2.8025,`), nil)
		}
		if err := os.WriteFile(filepath.Join(pages, fmt.Sprintf("%03d.json", i)), page, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var answers [2]string
	for i, ahead := range []bool{true, false} {
		at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
		h := here{paths.Under(t.TempDir()), func() time.Time { return at }}
		options, lib, err := (&app{out: io.Discard, talk: io.Discard, getenv: os.Getenv}).syncOptions(h)
		if err != nil {
			t.Fatal(err)
		}
		if !ahead {
			options.Coming, lib.ahead = nil, nil
		}
		report, err := datasync.FromFile(t.Context(), pages, "bench", lib, options)
		if err != nil || report.Added != 3000 {
			t.Fatalf("%+v, %v", report, err)
		}
		answers[i] = answersOf(t, h.Library(), at)
	}
	if answers[0] != answers[1] {
		t.Error("the records or the answers differ")
	}
}

// answersOf returns the records of a library, and what it answers to some questions.
func answersOf(t *testing.T, dir string, now time.Time) string {
	t.Helper()
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close() //nolint:errcheck // only read
	var all bytes.Buffer
	for _, q := range []service.Query{
		{}, {Words: "lunch advice"}, {Words: "gard"}, {Words: `"people who like"`},
		{Near: &service.Near{Point: service.Point{Lat: 54.05, Lon: -2.8}, Name: "Vale"}, Within: 1, Sort: service.SortNear},
	} {
		q.Facets, q.Limit, q.Now = true, 500, now
		found, err := lib.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(&all).Encode(found); err != nil {
			t.Fatal(err)
		}
	}
	var records []string
	err = lib.Each(t.Context(), "", func(s *service.Service) error {
		record, err := json.Marshal(s)
		records = append(records, string(record))
		return err
	})
	if err != nil || len(records) != lib.Contents().Services {
		t.Fatalf("%d records are read, %v", len(records), err)
	}
	slices.Sort(records)
	return all.String() + strings.Join(records, "\n")
}
