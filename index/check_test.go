package index

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckFindsOneOtherByte turns one bit of each file in turn, which leaves its
// size as it was.
func TestCheckFindsOneOtherByte(t *testing.T) {
	dir := t.TempDir()
	if err := Check(t.Context(), dir); !errors.Is(err, ErrNoLibrary) {
		t.Errorf("without a library: %v", err)
	}
	put(t, dir, named("f/1", "One"), named("f/2", "Two"))
	put(t, dir, named("f/3", "Three"))
	if err := Check(t.Context(), dir); err != nil {
		t.Fatalf("a sound library: %v", err)
	}
	path := generationPath(dir, "000002")
	m, err := readManifest(path)
	if err != nil || len(m.Files) < 3 {
		t.Fatal(len(m.Files), err)
	}
	for name := range m.Files {
		if filepath.Base(name) == "root.bolt" {
			continue
		}
		file := filepath.Join(path, filepath.FromSlash(name))
		data, err := os.ReadFile(file)
		if err != nil || len(data) == 0 {
			t.Fatal(name, err)
		}
		write := func() {
			t.Helper()
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		data[len(data)/2] ^= 1
		write()
		var damaged *DamagedError
		if err := Check(t.Context(), dir); !errors.As(err, &damaged) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s with another byte: %v", name, err)
		}
		data[len(data)/2] ^= 1
		write()
	}
	if err := Check(t.Context(), dir); err != nil {
		t.Errorf("sound again: %v", err)
	}
}
