package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Somebody at a terminal is asked before a list with a sensitive service goes
// out, and nothing goes out before the answer. Each answer does what it says.
func TestExportAsksAtATerminal(t *testing.T) {
	for answer, want := range map[string]struct {
		screen    string
		file, not string // what the file says and does not say; no file without it
	}{
		"1": {file: "Contact 1", not: "debt"},
		"2": {screen: "nothing is left to give out"},
		"3": {screen: "In danger now? Call 999."},
		"4": {file: "Nine Bob Debt Desk"},
	} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			list := filepath.Join(dir, "list.txt")
			base := []string{"--demo", "--data", dir, "--now", "2026-11-23T10:00"}
			code, _, talk := fettle(t, append([]string{"shortlist", "add", "demo-lancashire/965e03dc-f6da-8260-901f-a6d13d42fe09"}, base...)...)
			if code != 0 {
				t.Fatal(talk)
			}
			// The program's last words stay on the screen until a key is pressed.
			m := openTerminal(t, 100, 40, append([]string{"export", "--format", "text", "--out", list}, base...)...)
			m.tmux("set-option", "-w", "remain-on-exit", "on")
			m.sees("Is it safe for this person to have this?", "4  It is safe", "A number answers:")
			m.types("9")
			m.keys("Enter", "A number answers: 9")
			if _, err := os.Stat(list); err == nil {
				t.Fatal("the list was written before it was answered whether it is safe")
			}
			m.types(answer)
			m.keys("Enter", want.screen)
			m.until("has come to the end", func(string) bool { return strings.TrimSpace(m.tmux("display-message", "-p", "#{pane_dead}")) == "1" })
			data, err := os.ReadFile(list)
			if text := string(data); (err == nil) != (want.file != "") || !strings.Contains(text, want.file) || want.not != "" && strings.Contains(strings.ToLower(text), want.not) {
				t.Errorf("the file has %q (%v)", text, err)
			}
		})
	}
}
