package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// written is one situation of docs/situations.md.
type written struct {
	title string
	// line are the words of the command line, without the program's name.
	line []string
	// picks are the names of the services that a careful worker would pick, and
	// first among how many of those listed they must be.
	picks []string
	first int
}

// situations reads the page of situations: a heading, a line of the command
// indented by four, and the picks in bold on a line of their own.
func situations(t *testing.T) []written {
	t.Helper()
	page, err := os.ReadFile("../../docs/situations.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []written
	for line := range strings.Lines(string(page)) {
		line = strings.TrimRight(line, "\n")
		if title, ok := strings.CutPrefix(line, "## "); ok {
			all = append(all, written{title: title, first: 5})
			continue
		}
		if len(all) == 0 {
			continue
		}
		last := &all[len(all)-1]
		if typed, ok := strings.CutPrefix(line, "    fettle "); ok {
			last.line = wordsOf(typed)
		}
		picks, ok := strings.CutPrefix(line, "Picks: ")
		if !ok {
			if picks, ok = strings.CutPrefix(line, "Picks in the first three: "); ok {
				last.first = 3
			}
		}
		if ok {
			for i, name := range strings.Split(picks, "**") {
				if i%2 == 1 {
					last.picks = append(last.picks, name)
				}
			}
		}
	}
	return all
}

// wordsOf splits a command line as a shell would, as far as the page needs it.
func wordsOf(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}

// TestSituations asks what docs/situations.md asks, and looks for what a
// careful worker would pick among the first services.
func TestSituations(t *testing.T) {
	all := situations(t)
	if len(all) != 26 {
		t.Fatalf("the page has %d situations instead of 26", len(all))
	}
	common := []string{"--demo", "--data", t.TempDir(), "--now", "2026-11-23T10:00", "--json"}
	for _, s := range all {
		if len(s.line) == 0 || len(s.picks) == 0 {
			t.Errorf("%s: the line of the command or the picks are missing", s.title)
			continue
		}
		code, out, talk := fettle(t, append(slices.Clone(s.line), common...)...)
		if code != exitDone {
			t.Errorf("%s: exit code %d: %s", s.title, code, talk)
			continue
		}
		var answer struct {
			Services []struct{ ID, Name string } `json:"services"`
		}
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			t.Fatalf("%s: %v", s.title, err)
		}
		ids := map[string]string{}
		var names []string
		for _, found := range answer.Services[:min(s.first, len(answer.Services))] {
			ids[found.Name] = found.ID
			names = append(names, found.Name)
		}
		for _, pick := range s.picks {
			if ids[pick] == "" {
				t.Errorf("%s: %q is not among the first %d: %s", s.title, pick, s.first, strings.Join(names, "; "))
				continue
			}
			explained(t, s, pick, append(append(slices.Clone(s.line), common...), "--explain", ids[pick]))
		}
	}
}

// explained makes sure that a pick has a reason with a fact for each thing
// asked, and that none speaks against it.
func explained(t *testing.T, s written, pick string, args []string) {
	t.Helper()
	code, out, talk := fettle(t, args...)
	var answer struct {
		Fit     string `json:"fit"`
		Reasons []struct{ Filter, Answer, Fact, Source string }
	}
	if err := json.Unmarshal([]byte(out), &answer); code != exitDone || err != nil {
		t.Errorf("%s: the reasons for %q can't be had (exit code %d, %v): %s", s.title, pick, code, err, talk)
		return
	}
	if len(answer.Reasons) == 0 || answer.Fit != "fits" && answer.Fit != "may_fit" {
		t.Errorf("%s: %q %s, with %d reasons", s.title, pick, answer.Fit, len(answer.Reasons))
	}
	for _, r := range answer.Reasons {
		if r.Answer == "no" || strings.TrimSpace(r.Fact) == "" || r.Source == "" {
			t.Errorf("%s: a reason for %q does not hold: %+v", s.title, pick, r)
		}
	}
}
