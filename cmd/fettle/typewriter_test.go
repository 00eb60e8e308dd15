//go:build !windows

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// typewriter is a terminal that can do nothing but print: the program runs in it
// line by line, and every byte that it writes is kept.
type typewriter struct {
	t    *testing.T
	term *os.File
	exit chan error

	mu   stdsync.Mutex // guards what follows
	all  []byte
	read int
}

// openTypewriter starts the program on a dumb terminal; where there is no
// pseudo-terminal the test is skipped.
func openTypewriter(t *testing.T, args ...string) *typewriter {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self, args...)
	command.Env = append(os.Environ(), asProgram+"=1", "TERM=dumb", "LANG=C.UTF-8", "ACCESSIBLE=", "NO_COLOR=")
	term, err := pty.StartWithSize(command, &pty.Winsize{Rows: 24, Cols: 80})
	if errors.Is(err, pty.ErrUnsupported) {
		t.Skip("skipped: no pseudo-terminals here")
	}
	if err != nil {
		t.Fatal(err)
	}
	w := &typewriter{t: t, term: term, exit: make(chan error, 1)}
	t.Cleanup(func() { _ = term.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := term.Read(buf)
			w.mu.Lock()
			w.all = append(w.all, buf[:n]...)
			w.mu.Unlock()
			if err != nil { // the program has closed its side
				w.exit <- command.Wait()
				return
			}
		}
	}()
	return w
}

// hears waits until the texts were printed, in that order, since the last call.
func (w *typewriter) hears(texts ...string) {
	w.t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for {
		if w.heard(texts) {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("%q is never printed:\n%s", texts, w.printed())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (w *typewriter) heard(texts []string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := w.read
	for _, text := range texts {
		next := strings.Index(string(w.all[at:]), text)
		if next < 0 {
			return false
		}
		at += next + len(text)
	}
	w.read = at
	return true
}

func (w *typewriter) printed() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.all)
}

// types types a line, and waits for the texts.
func (w *typewriter) types(line string, texts ...string) {
	w.t.Helper()
	w.presses(line+"\n", texts...)
}

// presses types what stands there and no Enter.
func (w *typewriter) presses(keys string, texts ...string) {
	w.t.Helper()
	if _, err := io.WriteString(w.term, keys); err != nil {
		w.t.Fatal(err)
	}
	w.hears(texts...)
}

// ends waits until the program has ended well.
func (w *typewriter) ends() {
	w.t.Helper()
	select {
	case err := <-w.exit:
		if err != nil {
			w.t.Fatal(fmt.Errorf("it ends with %w:\n%s", err, w.printed()))
		}
	case <-time.After(60 * time.Second):
		w.t.Fatalf("it does not end:\n%s", w.printed())
	}
}

// reads checks that nothing but text and line ends was printed, in lines that
// the terminal has room for, and nothing of what must not be shown.
func (w *typewriter) reads(secrets ...string) {
	w.t.Helper()
	said := w.printed()
	for _, secret := range secrets {
		if strings.Contains(said, secret) {
			w.t.Errorf("%q was shown", secret)
		}
	}
	for i, r := range said {
		// The terminal itself repeats typed control keys as ^ and a letter.
		if r < ' ' && r != '\n' && r != '\r' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			w.t.Fatalf("%q is written after %q", r, said[max(i-60, 0):i])
		}
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(said, "\r", ""), "\n") {
		if _, typed, prompt := strings.Cut(line, ": "); len([]rune(line)) > 80 && (!prompt || typed == "") {
			w.t.Errorf("a line of %d characters in a terminal of 80: %s", len([]rune(line)), line)
		}
	}
}
