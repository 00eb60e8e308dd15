package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestFindingsAreFoldedToTheTerminal(t *testing.T) {
	text := "Add a feed with 'fettle feeds add' and run 'fettle sync', or look at made-up services."
	e := &examination{columns: 80}
	got := e.folded(text, "\n"+strings.Repeat(" ", 19))
	if strings.Join(strings.Fields(got), " ") != text {
		t.Errorf("words were lost: %q", got)
	}
	for i, line := range strings.Split(got, "\n") {
		if i == 0 {
			line = strings.Repeat(" ", 19) + line
		}
		if len(line) > 80 {
			t.Errorf("%q is longer than the terminal is wide", line)
		}
	}
	if e.columns = 0; e.folded(text, "\n") != text {
		t.Error("a line was broken without a terminal")
	}
}

func TestTheNearestFolderIsThere(t *testing.T) {
	dir := t.TempDir()
	if got := nearestThere(filepath.Join(dir, "a", "b")); got != dir {
		t.Errorf("got %s, want %s", got, dir)
	}
	if err := tryWriting(filepath.Join(dir, "a")); err == nil {
		t.Error("a folder that is not there was written to")
	}
	if err := tryWriting(dir); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".fettle*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if free, err := spaceIn(dir); err != nil || free <= 0 {
		t.Errorf("%d bytes are free: %v", free, err)
	}
}
