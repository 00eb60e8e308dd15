package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// step is one row of a journey: what is pressed, and what is seen after it.
type step struct {
	press       []string
	sees, hides []string
}

// journey is one journey of docs/journeys.md.
type journey struct {
	title string
	args  []string
	steps []step
}

// journeys reads the page of journeys.
func journeys(t *testing.T) []journey {
	t.Helper()
	page, err := os.ReadFile("../../docs/journeys.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []journey
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "## "); ok {
			all = append(all, journey{title: title})
			continue
		}
		if len(all) == 0 {
			continue
		}
		last := &all[len(all)-1]
		if command, ok := strings.CutPrefix(line, "Starts: `fettle "); ok {
			last.args = strings.Fields(strings.TrimSuffix(command, "`"))
		}
		if s, ok := readStep(line); ok {
			last.steps = append(last.steps, s)
		}
	}
	return all
}

// readStep reads a row of a journey's table; other lines are none.
func readStep(line string) (step, bool) {
	cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
	if len(cells) != 4 || strings.Contains(cells[1], "---") || strings.TrimSpace(cells[1]) == "press" {
		return step{}, false
	}
	var s step
	for i, part := range strings.Split(cells[1], `"`) {
		if i%2 == 1 {
			s.press = append(s.press, `"`+part)
			continue
		}
		s.press = append(s.press, strings.Fields(part)...)
	}
	for text := range strings.SplitSeq(strings.ReplaceAll(cells[2], "\x00", "|"), " ; ") {
		text = strings.TrimSpace(text)
		if hidden, ok := strings.CutPrefix(text, "-"); ok {
			s.hides = append(s.hides, hidden)
			continue
		}
		s.sees = append(s.sees, text)
	}
	return s, true
}

// keyName returns tmux's name of a key as the page writes it.
func keyName(key string) string {
	switch key {
	case "Esc":
		return "Escape"
	case "Delete":
		return "DC"
	case "Backspace":
		return "BSpace"
	}
	if letter, ok := strings.CutPrefix(key, "Ctrl+"); ok {
		return "C-" + strings.ToLower(letter)
	}
	return strings.NewReplacer("Shift+Tab", "BTab", "Shift+", "S-", "Page+Up", "PPage", "Page+Down", "NPage").Replace(key)
}

// escapeTime is how long a terminal waits before Esc is no longer joined with
// the key after it.
const escapeTime = 150 * time.Millisecond

// do presses what a step says and waits for what is seen, these texts besides.
// Where the program shows the keys that were pressed, each is seen before the
// next is pressed.
func (m *terminal) do(s step, besides ...string) {
	m.t.Helper()
	s.sees = append(s.sees, besides...)
	clicks := false
	for _, key := range s.press {
		before := m.keysShown(m.screen())
		text, typed := strings.CutPrefix(key, `"`)
		switch {
		case key == "Click":
			clicks = true
			continue
		case clicks:
			m.click(text)
		case typed:
			m.tmux("send-keys", "-l", text)
		default:
			m.press(keyName(key))
		}
		clicks = false
		switch {
		case m.coached:
			m.until(fmt.Sprintf("shows that %s was pressed", key), func(screen string) bool { return m.keysShown(screen) != before })
		case key == "Esc":
			time.Sleep(escapeTime)
		}
	}
	m.until(fmt.Sprintf("shows %q and not %q after %q", s.sees, s.hides, s.press), func(screen string) bool {
		for _, text := range s.sees {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		for _, text := range s.hides {
			if strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// click clicks on a text of the screen, as a terminal says it to the program.
func (m *terminal) click(text string) {
	m.t.Helper()
	m.sees(text)
	for y, line := range strings.Split(m.screen(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			x := utf8.RuneCountInString(before) + 1
			m.sends(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x, y+1, x, y+1))
			return
		}
	}
	m.t.Fatalf("%q is gone from the screen before it was clicked on", text)
}

// sends sends bytes to the program as they stand.
func (m *terminal) sends(raw string) {
	m.t.Helper()
	args := []string{"send-keys", "-H"}
	for i := range len(raw) {
		args = append(args, fmt.Sprintf("%02x", raw[i]))
	}
	m.tmux(args...)
}

// keysShown returns the line of the trainer's strip that shows what was pressed.
func (m *terminal) keysShown(screen string) string {
	for line := range strings.Lines(screen) {
		if strings.HasPrefix(line, " Keys: ") {
			return line
		}
	}
	return ""
}

// TestJourneys walks every journey of docs/journeys.md in a real terminal, small
// and large.
func TestJourneys(t *testing.T) {
	all := journeys(t)
	if len(all) < 10 {
		t.Fatalf("the page has %d journeys, want ten at least", len(all))
	}
	made := t.TempDir()
	if code, _, talk := fettle(t, "search", "--demo", "--data", made, "--now", "2026-11-23T10:00", "coffee"); code != exitDone {
		t.Fatalf("make the demonstration: %s", talk)
	}
	for _, j := range all {
		if len(j.args) == 0 || len(j.steps) == 0 {
			t.Errorf("%s: the command or the steps are missing", j.title)
			continue
		}
		for _, size := range [][2]int{{80, 24}, {132, 43}} {
			t.Run(fmt.Sprintf("%s at %dx%d", j.title, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				data := filepath.Join(t.TempDir(), "data")
				if err := os.CopyFS(data, os.DirFS(made)); err != nil {
					t.Fatal(err)
				}
				m := openTerminal(t, size[0], size[1], append(append([]string{}, j.args...), "--data", data, "--now", "2026-11-23T10:00")...)
				ready := "ype what the person needs"
				if slices.Contains(j.args, "--plain") {
					ready = "Demo, search:"
				}
				m.sees(ready)
				for _, s := range j.steps {
					m.do(s)
				}
			})
		}
	}
}
