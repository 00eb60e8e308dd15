package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTheFileIsInStep fails when the modules that are built in have changed
// since the file was written.
func TestTheFileIsInStep(t *testing.T) {
	root := filepath.Join("..", "..")
	want, err := collect(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, target))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) == want {
		return
	}
	t.Errorf("%s is not what go.mod makes it: run 'make licences'", target)
	have := strings.Split(string(got), "\n")
	for line := range strings.Lines(want) {
		if line = strings.TrimSuffix(line, "\n"); line == rule {
			return
		} else if !slices.Contains(have, line) {
			t.Errorf("it lacks %s", line)
		}
	}
}

func TestKindsAreTakenFromTheText(t *testing.T) {
	for text, want := range map[string]string{
		"Apache License\n   Version 2.0, January 2004":                                            "Apache-2.0",
		"Licensed under the Apache License, Version 2.0":                                          "Apache-2.0",
		"MIT\nPermission is hereby granted,\nfree of charge, to":                                  "MIT",
		"Redistributions in binary form must reproduce the":                                       "BSD-2-Clause",
		"Redistributions in binary form must reproduce ... Neither the name of":                   "BSD-3-Clause",
		"Permission is hereby granted, free of charge ... Apache License, Version 2.0 and so on.": "Apache-2.0, MIT",
		"GNU GENERAL PUBLIC LICENSE":                                                              "",
	} {
		if got := strings.Join(kindsOf(text), ", "); got != want {
			t.Errorf("%q is taken for %q instead of %q", text, got, want)
		}
	}
	if err := new(part).add("LICENSE", "All rights reserved."); err == nil {
		t.Error("a licence that nobody has read was taken")
	}
}

func TestOneTextIsWrittenOnce(t *testing.T) {
	got := written([]*part{
		{name: "a", version: "v1", kinds: []string{"MIT"}, texts: []string{"same"}},
		{name: "bb", version: "v2", kinds: []string{"MIT"}, texts: []string{"same", "other"}},
	})
	want := "a   MIT  v1\nbb  MIT  v2\n\n" + rule + "\na\nbb\n\nsame\n\n" + rule + "\nbb\n\nother\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
