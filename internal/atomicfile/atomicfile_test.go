package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	stdsync "sync"
	"testing"
	"time"
)

func TestWriteReplacesWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "feeds.json")
	for _, content := range []string{"first", "", "a much longer third content", "4"} {
		if err := Write(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		assertContent(t, path, content)
	}
	assertAlone(t, path)
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("permissions are %o, want 600", got)
		}
	}
}

func TestFailureKeepsOldContent(t *testing.T) {
	broken := errors.New("the pipe broke")
	cases := map[string]func(io.Writer) error{
		"at once": func(io.Writer) error { return broken },
		"halfway": func(w io.Writer) error {
			if _, err := io.WriteString(w, "half of the new"); err != nil {
				return err
			}
			return broken
		},
	}
	for name, fill := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "list.json")
			if err := Write(path, []byte("old"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := WriteFrom(path, 0o644, fill); !errors.Is(err, broken) {
				t.Errorf("the error is %v, want one that wraps %v", err, broken)
			}
			assertContent(t, path, "old")
			assertAlone(t, path)
		})
	}
}

func TestTargetThatCannotBeReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "taken")
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("x"), 0o644); err == nil {
		t.Error("a folder was replaced by a file")
	}
	assertAlone(t, path)
}

func TestSweepTakesOnlyItsOwnStaleFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "list.json")
	old := time.Now().Add(-2 * staleAfter)
	stale := filepath.Join(dir, ".list.json.1.tmp")
	kept := []string{".list.json.2.tmp", ".other.json.3.tmp", "list.json.4.tmp"}
	for _, name := range append([]string{filepath.Base(stale)}, kept...) {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if name == ".list.json.2.tmp" {
			continue // Young: another program may be writing it now.
		}
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Errorf("the stale file is still there: %v", err)
	}
	for _, name := range kept {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s is gone: %v", name, err)
		}
	}
}

func TestLinkStaysALink(t *testing.T) {
	dir := t.TempDir()
	kept, link := filepath.Join(dir, "real.json"), filepath.Join(dir, "link.json")
	if err := os.WriteFile(kept, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(kept, link); err != nil {
		t.Skipf("this system makes no symbolic links: %v", err)
	}
	if err := Write(link, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	assertContent(t, kept, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became a file of its own (%v)", err)
	}
}

// TestReadersSeeWholeContents writes from two sides while a reader looks on:
// each reading has to be one of the contents written, never a mixture.
func TestReadersSeeWholeContents(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a reader holds the file there, so that replacing it may be put off")
	}
	path := filepath.Join(t.TempDir(), "shared")
	content := func(n int) []byte { return bytes.Repeat([]byte{byte('a' + n)}, 40_000+n) }
	if err := Write(path, content(0), 0o600); err != nil {
		t.Fatal(err)
	}
	var writers stdsync.WaitGroup
	errs := make(chan error, 2)
	for side := range 2 {
		writers.Go(func() {
			for n := range 20 {
				if err := Write(path, content(2*n%26+side), 0o600); err != nil {
					errs <- fmt.Errorf("side %d: %w", side, err)
					return
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if want := content(int(got[0] - 'a')); !bytes.Equal(got, want) {
			t.Fatalf("read a mixture of %d bytes that begins with %q", len(got), got[0])
		}
	}
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	assertAlone(t, path)
}

func assertContent(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s holds %q, want %q", path, got, want)
	}
}

// assertAlone says so when anything but the file itself is in its folder.
func assertAlone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name() != filepath.Base(path) {
			t.Errorf("%s was left behind", entry.Name())
		}
	}
}
