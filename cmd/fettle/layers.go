package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"fettle/internal/paths"
)

// holding returns the one of the layers of a file that holds: a person's own,
// or else the organisation's when it is there.
func holding(p paths.Paths, name string) string {
	layers := p.Layers(name)
	for i := len(layers) - 1; i > 0; i-- {
		if _, err := os.Stat(layers[i]); err == nil {
			return layers[i]
		}
	}
	return layers[0]
}

// filesIn returns the .txt files in the layers of a folder: the organisation's
// first, then a person's own, each in the order of their names. A folder that is
// there and can't be read is left out and said.
func filesIn(p paths.Paths, folder string) (files []string, unread error) {
	for _, dir := range p.Layers(folder) {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			unread = errors.Join(unread, fmt.Errorf("look what is in the folder %s: %w", dir, err))
		}
		for _, e := range entries {
			if !e.IsDir() && filepath.Ext(e.Name()) == ".txt" {
				files = append(files, filepath.Join(dir, e.Name()))
			}
		}
	}
	return files, unread
}
