package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// TestTheStartFileIsReadAsItIsMeant holds what cmd.exe trips over: letters of
// another code page, line ends, labels, quotes, blocks in which a bracket of a
// path ends the block, and what is missing when the file is opened in an archive.
func TestTheStartFileIsReadAsItIsMeant(t *testing.T) {
	t.Parallel()
	file := startFile()
	if bytes.Count(file, []byte("\r\n")) != bytes.Count(file, []byte("\n")) || bytes.Contains(file, []byte("\r\r")) {
		t.Error("a line does not end in CR LF")
	}
	var (
		gone, there []string
		path        = regexp.MustCompile(`%(~dp0|cd|program|folder)\b[^%"]*%?`)
		quoted      = regexp.MustCompile(`"[^"]*"`)
	)
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		for _, r := range line {
			if r > '~' || r < ' ' {
				t.Errorf("%q: a code page may read %q as something else", line, r)
			}
		}
		if strings.HasPrefix(line, "rem ") || strings.HasPrefix(line, "echo ") {
			if strings.ContainsAny(line, "%&|<>^") {
				t.Errorf("%q: cmd.exe takes a sign in it for a command", line)
			}
			continue
		}
		if strings.Count(line, `"`)%2 != 0 {
			t.Errorf("%q: a quote is not closed", line)
		}
		bare := quoted.ReplaceAllString(line, "")
		if path.MatchString(bare) {
			t.Errorf("%q: a path with a space or an ampersand falls apart", line)
		}
		if strings.ContainsAny(bare, "()") {
			t.Errorf("%q: a bracket in a path ends a block", line)
		}
		if label, ok := strings.CutPrefix(line, ":"); ok {
			there = append(there, label)
		}
		if _, label, ok := strings.Cut(line, "goto "); ok {
			gone = append(gone, label)
		}
	}
	for _, label := range gone {
		if !strings.Contains("\n"+strings.Join(there, "\n")+"\n", "\n"+label+"\n") {
			t.Errorf("there is no label %q to go to", label)
		}
	}
	if len(gone) == 0 || len(there) == 0 {
		t.Error("no labels were read")
	}
}

// TestTheStartFileHasItsProgramBeside holds the names of both in the archive.
func TestTheStartFileHasItsProgramBeside(t *testing.T) {
	t.Parallel()
	for _, want := range []string{`set "program=%~dp0fettle.exe"`, `if exist "%program%" goto`, "exit /b %code%"} {
		if !strings.Contains(string(startFile()), want) {
			t.Errorf("it lacks %s", want)
		}
	}
	// A backslash before a quote keeps it from closing, and Windows Terminal takes a
	// semicolon, in quotes too, for the start of another command.
	for line := range strings.Lines(string(startFile())) {
		if strings.HasPrefix(line, "start ") && strings.Count(line, `:;=\;%"`) != 2 || strings.Contains(line, `%~dp0"`) || strings.Contains(line, `%cd%"`) {
			t.Errorf("%q: Windows Terminal reads a path in it otherwise", line)
		}
	}
}
