package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestWhatPeopleSayIsUnderstood asks what testdata/phrases.txt lists, as people say
// it, and counts how often the services listed first are about it. None may find
// nothing.
func TestWhatPeopleSayIsUnderstood(t *testing.T) {
	const (
		first, most = 5, 3
		share       = 0.9
	)
	list, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	data, held, all := t.TempDir(), 0, 0
	for line := range strings.Lines(string(list)) {
		phrase, needs, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok {
			continue
		}
		code, out, talk := fettle(t, "search", phrase, "--limit", "5", "--demo", "--data", data, "--now", "2026-11-23T10:00", "--json")
		var answer struct {
			Services []struct {
				Name  string
				Needs []string
			}
		}
		if err := json.Unmarshal([]byte(out), &answer); code != exitDone || err != nil {
			t.Fatalf("%s: exit code %d, %v: %s", phrase, code, err, talk)
		}
		about := 0
		var names []string
		for _, s := range answer.Services[:min(first, len(answer.Services))] {
			names = append(names, s.Name)
			if slices.ContainsFunc(strings.Split(needs, ", "), func(id string) bool { return slices.Contains(s.Needs, id) }) {
				about++
			}
		}
		switch all++; {
		case len(names) == 0:
			t.Errorf("%q finds nothing", phrase)
		case about >= min(most, len(names)):
			held++
		default:
			t.Logf("%q is about %s, and finds %s", phrase, needs, strings.Join(names, "; "))
		}
	}
	t.Logf("%d of %d hold", held, all)
	if all < 60 || float64(held) < share*float64(all) {
		t.Errorf("%d of %d phrases are understood, fewer than nine in ten", held, all)
	}
}
