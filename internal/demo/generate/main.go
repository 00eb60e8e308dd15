// Command generate writes the made-up feeds of the demonstration from the hand-written
// tables in its data folder: one as a version 3 publisher sends it, one as a version 1
// publisher does. The same tables always give the same bytes: what looks like chance,
// such as which record states no cost, comes from a hash of the record's key.
//
// Run it from the root of the repository after a change of the tables:
//
//	go run ./internal/demo/generate
//
// It must not read a clock, a network or a source of random numbers, and nothing in
// its tables may be a real organisation, person, street or telephone number.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	folder := flag.String("to", filepath.Join("internal", "demo", "feeds"), "folder to write the feeds to")
	flag.Parse()
	if err := write(*folder); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// write makes both feeds and writes them into the folder.
func write(folder string) error {
	made, err := feeds()
	if err != nil {
		return err
	}
	for name, body := range made {
		// The feeds are public files of the repository: others may read them.
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o644); err != nil {
			return fmt.Errorf("write the feed %s: %w", name, err)
		}
	}
	return nil
}

// feeds returns the bodies of both feeds by file name.
func feeds() (map[string][]byte, error) {
	t, err := readTables()
	if err != nil {
		return nil, err
	}
	all, err := t.entries()
	if err != nil {
		return nil, err
	}
	var v3, v1 []any
	for _, e := range all {
		r, err := newRecord(t, e)
		if err != nil {
			return nil, fmt.Errorf("service %q: %w", e.Key, err)
		}
		if r.feed == feedCumbria {
			v1 = append(v1, cumbriaService(r))
		} else {
			v3 = append(v3, lancashireService(r))
		}
	}
	lancashire, err := page(v3, "total_items", "total_pages", "page_number", "first_page", "last_page", "contents")
	if err != nil {
		return nil, err
	}
	cumbria, err := page(v1, "totalElements", "totalPages", "number", "first", "last", "content")
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"lancashire-v3.json": lancashire, "cumbria-v1.json": cumbria}, nil
}
