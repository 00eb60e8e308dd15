package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// When nothing opens it, files and pages are named, but no letter or message is
// written out in its address.
func TestWhatNothingOpensIsNotWrittenOut(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	file := filepath.Join(dir, "list.html")
	cases := []struct{ target, names string }{
		{file, file},
		{"https://example.org/club", "https://example.org/club"},
		{"mailto:?subject=Your%20list&body=Secret%20Club", "Copy it instead"},
		{"sms:?body=Secret%20Club", "no program for text messages opens here"},
		{"tel:01632960000", "Copy it instead"},
		{"mailto:?body=Secret\x00Club", "can't be opened"},
	}
	for _, programs := range []string{"none", "one that fails"} {
		if programs != "none" {
			if runtime.GOOS != "linux" {
				t.Skip("only here is it a program that a test can write")
			}
			if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\nexit 3\n"), 0o700); err != nil { //nolint:gosec // a program
				t.Fatal(err)
			}
		}
		for _, c := range cases {
			err := openWithSystem(c.target)
			if err == nil {
				t.Fatalf("%s: %s was opened", programs, c.target)
			}
			if said := err.Error(); !strings.Contains(said, c.names) || strings.Contains(said, "Secret") || strings.Contains(said, "xdg-open") || strings.Contains(said, "exit status") {
				t.Errorf("%s: %s: said %q", programs, c.target, said)
			}
		}
	}
}
