// Package screentest shows tests what a screen paints. The program must not use
// it, only tests.
package screentest

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"fettle/tui/theme"
)

// Screen is what is painted: a line above and a body.
type Screen interface {
	Head(w int, t *theme.Theme) (line string, cursor int)
	Lines(dst []string, w, h int, t *theme.Theme) []string
}

// Seen returns what is painted of a screen with a body of h lines of w cells,
// without colours and without the blanks at the ends of lines. The test fails
// when a line has other than w cells or there are other than h lines.
func Seen(t *testing.T, s Screen, w, h int) string {
	t.Helper()
	th, err := theme.New("no-colour")
	if err != nil {
		t.Fatal(err)
	}
	head, _ := s.Head(w, th)
	lines := append([]string{head}, s.Lines(nil, w, h, th)...)
	if len(lines) != h+1 {
		t.Fatalf("%d lines of %d", len(lines)-1, h)
	}
	for i, line := range lines {
		if ansi.StringWidth(line) != w {
			t.Errorf("line %d has %d cells of %d", i, ansi.StringWidth(line), w)
		}
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Has fails the test for each text that is not in what is seen.
func Has(t *testing.T, seen string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(seen, text) {
			t.Errorf("%q is not in\n%s", text, seen)
		}
	}
}
