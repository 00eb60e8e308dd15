package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestKeysInTheDocumentsAreThoseOfTheTable reads the tables of keys in the
// documents, whose rows are a key and the title of what it does.
func TestKeysInTheDocumentsAreThoseOfTheTable(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("..", "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		_, table, ok := strings.Cut(string(text), "| key | what it does |\n| --- | --- |\n")
		if !ok {
			continue
		}
		for line := range strings.Lines(table) {
			cells := strings.Split(line, "|")
			if len(cells) != 4 {
				break
			}
			rows++
			key, title := strings.Trim(cells[1], " `"), strings.TrimSpace(cells[2])
			done := func(k KeyHelp) bool { return k.Title == title && slices.Contains(k.Keys, key) }
			if !slices.ContainsFunc(Keys(), done) {
				t.Errorf("%s: no action %q is done with %q", page, title, key)
			}
		}
	}
	if rows < 10 {
		t.Errorf("only %d keys were found", rows)
	}
}
