package main

import (
	"encoding/json"
	"slices"
	"testing"
)

// A typed line lists the services that the flags list which say the same.
func TestTypedLineAndFlagsAgree(t *testing.T) {
	data := t.TempDir()
	listed := func(args ...string) []string {
		t.Helper()
		code, out, talk := fettle(t, append([]string{"search", "--demo", "--json", "--data", data, "--now", "2026-11-23T10:00"}, args...)...)
		if code != exitDone {
			t.Fatalf("search %v: %d, %s", args, code, talk)
		}
		var found struct{ Services []struct{ ID string } }
		if err := json.Unmarshal([]byte(out), &found); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, s := range found.Services {
			ids = append(ids, s.ID)
		}
		return ids
	}
	for line, flags := range map[string][]string{
		"coffee pr5 tue 72yo free":                {"coffee", "--near", "pr5", "--when", "tue", "--age", "72", "--free"},
		"walking within 3 miles of bamber bridge": {"walking", "--near", "bamber bridge", "--within", "3"},
		"8 year old mon or thu":                   {"--age", "8", "--when", "mon", "--when", "thu"},
		"club near kendal this weekend":           {"club", "--near", "kendal", "--when", "weekend"},
		"advice cheap":                            {"advice", "--cost", "low"},
	} {
		typed, said := listed(line), listed(flags...)
		if len(typed) == 0 || !slices.Equal(typed, said) {
			t.Errorf("%q lists %v, the flags list %v", line, typed, said)
		}
	}
}
