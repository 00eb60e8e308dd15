package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// golden compares a text with a file of testdata; with UPDATE_GOLDEN set it
// writes the file instead.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; set UPDATE_GOLDEN=1 to write it", err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("%s differs (- is expected, + is drawn); set UPDATE_GOLDEN=1 if that is meant:\n%s", name, diff)
	}
}

func TestScreensLookAsExpected(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{40, 12}, {80, 24}, {132, 43}, {200, 60}} {
		for _, state := range states() {
			name := fmt.Sprintf("%s-%dx%d", state.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				d := newDriver(t, size[0], size[1])
				state.keys(d)
				golden(t, name, d.screen())
			})
		}
	}
}

// TestLooksAreAsExpected keeps the colour sequences, made readable.
func TestLooksAreAsExpected(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Deps){
		"no-colour":     func(d *Deps) { d.NoColour = true; d.Theme = "dark" },
		"high-contrast": func(d *Deps) { d.Theme = "high-contrast" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDriver(t, 100, 24, change)
			d.press("tab", "down", "space", "esc", "s")
			content, _ := d.a.draw()
			golden(t, "look-"+name, strings.ReplaceAll(content, "\x1b", "^")+"\n")
		})
	}
}
