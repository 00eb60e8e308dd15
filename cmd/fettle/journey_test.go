package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asProgram in the environment makes the test binary be the program itself, so
// that a terminal can start it.
const asProgram = "FETTLE_AS_PROGRAM"

// terminal is a real terminal (tmux) with the program in it.
type terminal struct {
	t      *testing.T
	socket string
	// letter is when a letter was pressed last.
	letter time.Time
	// coached says that the program shows the trainer's strip.
	coached bool
}

// openTerminal starts the program with these arguments in a terminal of that
// size, in which everything opens and nothing is shown; without tmux the test is
// skipped.
func openTerminal(t *testing.T, width, height int, args ...string) *terminal {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("skipped: no tmux for a real terminal")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, socket: filepath.Join(t.TempDir(), "socket")}
	t.Cleanup(func() {
		_ = exec.CommandContext(context.WithoutCancel(t.Context()), "tmux", "-S", term.socket, "kill-server").Run()
	})
	command := append([]string{
		"-S", term.socket, "-f", "/dev/null", "new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height),
		"-e", asProgram + "=1", "-e", "TERM=xterm-256color", "-e", "LANG=C.UTF-8", self,
	}, args...)
	start := exec.CommandContext(t.Context(), "tmux", command...)
	start.Env = append(os.Environ(), "PATH="+opensNothing(t))
	if out, err := start.CombinedOutput(); err != nil {
		t.Fatalf("start tmux: %v: %s", err, out)
	}
	return term
}

// opensNothing returns a list of folders of programs, the first of which has one
// that opens everything and shows nothing.
func opensNothing(t *testing.T) string {
	t.Helper()
	programs := t.TempDir()
	for _, name := range []string{"xdg-open", "open"} {
		if err := os.WriteFile(filepath.Join(programs, name), []byte("#!/bin/sh\nexit 0\n"), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	return programs + string(os.PathListSeparator) + os.Getenv("PATH")
}

func (m *terminal) tmux(args ...string) string {
	m.t.Helper()
	out, err := exec.CommandContext(m.t.Context(), "tmux", append([]string{"-S", m.socket}, args...)...).CombinedOutput()
	if err != nil {
		return ""
	}
	return string(out)
}

func (m *terminal) screen() string {
	m.t.Helper()
	return m.tmux("capture-pane", "-p")
}

// sees waits until the screen has all the texts, at most a minute: a machine may be busy.
func (m *terminal) sees(texts ...string) {
	m.t.Helper()
	m.until(fmt.Sprintf("shows %q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// until waits for the screen to be as wanted. It polls, as a person looks.
func (m *terminal) until(what string, ok func(screen string) bool) {
	m.t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for {
		screen := m.screen()
		if ok(screen) {
			return
		}
		if time.Now().After(deadline) {
			m.t.Fatalf("the screen never %s:\n%s", what, screen)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// letterAfter is how long somebody takes who means each letter to be a key of its own:
// letters that come faster are a word.
const letterAfter = 350 * time.Millisecond

// press presses one key by its name in tmux.
func (m *terminal) press(key string) {
	m.t.Helper()
	if len(key) == 1 {
		time.Sleep(time.Until(m.letter.Add(letterAfter)))
		m.letter = time.Now()
	}
	m.tmux("send-keys", key)
}

// keys presses keys by their names in tmux, and then waits for the texts.
func (m *terminal) keys(press string, texts ...string) {
	m.t.Helper()
	m.press(press)
	m.sees(texts...)
}

// types types text as it stands.
func (m *terminal) types(text string, see ...string) {
	m.t.Helper()
	m.tmux("send-keys", "-l", text)
	m.sees(see...)
}

// ended waits until the program has left the terminal.
func (m *terminal) ended() {
	m.t.Helper()
	m.until("ended", func(screen string) bool { return screen == "" })
}

// A worker finds services with one filter of each pane, marks two and one that
// may bring harm in the wrong hands, says that it is safe, writes the page,
// leaves, and comes back to the three.
func TestJourneyFindMarkExportReturn(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			data := t.TempDir()
			args := []string{"demo", "--data", data, "--now", "2026-11-23T10:00"}
			m := openTerminal(t, size[0], size[1], args...)
			m.sees("Search:", "Type what the person needs", "F1 Help")
			m.types("coffee", "coffee")
			m.until("narrows by the word", func(s string) bool { return strings.Contains(s, "Coffee Morning") })
			m.tmux("send-keys", "C-u")
			m.keys("Enter", "Help")
			m.keys("1", "Company and lo")
			m.types("company", ">[ ] Company")
			m.keys("Enter", "[x] Company")
			m.keys("Tab", "2 Age  type")
			m.types("72", "Enter takes age 72")
			m.keys("Tab", "3 Where  type")
			m.types("bamber bridge", "> Bamber Bridge, Lancashire")
			m.keys("Enter", "Within 5 miles")
			m.keys("Tab", "Tue")
			m.tmux("send-keys", "Down")
			m.keys("Space", "Tue morning")
			m.tmux("send-keys", "Escape")
			m.sees("Paws and a Pot of Tea", "fit")
			m.keys("s", "1 on the shortlist")
			m.tmux("send-keys", "Down")
			m.keys("s", "2 on the shortlist")
			m.keys("X", "All filters are gone")
			m.keys("/", ">Search:")
			m.types("gambling helpline", "Even Keel Gambling Helpline")
			m.tmux("send-keys", "Enter")
			m.keys("s", "3 on the shortlist")
			m.keys("l", "Shortlist: 3 services", "Paws and a Pot of Tea")
			m.keys("e", "Page to print or send", "What it says", "Paws and a Pot of Tea")
			m.keys("Enter", "Is it safe for this person to have this?")
			m.tmux("send-keys", "End")
			m.keys("Enter", "Saved as")
			m.tmux("send-keys", "Escape")
			m.keys("Escape", "Shortlist: 3 services")
			m.keys("q", "Press q again to leave. Your shortlist is saved.")
			m.tmux("send-keys", "q")
			m.ended()

			pages, err := filepath.Glob(filepath.Join(data, "demo", "exports", "*.html"))
			if err != nil || len(pages) != 1 {
				t.Fatalf("pages written: %v, %v", pages, err)
			}
			page, err := os.ReadFile(pages[0])
			if err != nil || !strings.Contains(string(page), "Paws and a Pot of Tea") || !strings.Contains(string(page), "Do not ring these numbers") {
				t.Fatalf("the page lacks what was marked: %v", err)
			}

			again := openTerminal(t, size[0], size[1], args...)
			again.sees("3 on the shortlist")
			again.keys("Enter", "Help")
			again.keys("l", "Shortlist: 3 services", "Paws and a Pot of Tea")
		})
	}
}

// The finder lists the same services in the same order as search does.
func TestFinderAndSearchAgree(t *testing.T) {
	data := t.TempDir()
	common := []string{"--data", data, "--now", "2026-11-23T10:00"}
	for _, words := range []string{"coffee", "debt advice", "walking group", `"coffee morning"`, "councelling -online", "walking pr5 tue free", "please someone wants gardening"} {
		code, out, talk := fettle(t, append([]string{"search", "--demo", "--json", "--limit", "8", words, "--age", "72"}, common...)...)
		if code != exitDone {
			t.Fatalf("search %s: %d, %s", words, code, talk)
		}
		var found struct {
			Total    int
			Services []struct{ Name string }
		}
		if err := json.Unmarshal([]byte(out), &found); err != nil {
			t.Fatal(err)
		}
		m := openTerminal(t, 200, 60, append([]string{"demo"}, common...)...)
		m.sees("Search:", "Type what the person needs")
		m.types(words)
		m.keys("Enter", "? Help")
		m.keys("2", "2 Age  type")
		m.types("72", "Enter takes age 72")
		m.keys("Enter", "[Age 72]")
		m.keys("Escape", "Help")
		m.until(fmt.Sprintf("lists for %s what search lists: %+v", words, found), func(screen string) bool {
			at := 0
			for _, s := range found.Services {
				next := strings.Index(screen[at:], s.Name)
				if next < 0 {
					return false
				}
				at += next + len(s.Name)
			}
			return strings.Contains(screen, fmt.Sprintf("%d service", found.Total))
		})
	}
}
