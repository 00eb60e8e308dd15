package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fettle/internal/danger"
	"fettle/internal/paths"
	"fettle/internal/service"
	"fettle/internal/typed"
)

func TestDangerIsSaidBesideTheAnswer(t *testing.T) {
	var out, talk bytes.Buffer
	a := &app{out: &out, talk: &talk}
	p := paths.Under(t.TempDir())
	if danger, err := a.sayDanger(p, "gardening"); err != nil || danger || talk.Len() > 0 {
		t.Fatalf("gardening: %v, %q", err, talk.String())
	}
	if danger, err := a.sayDanger(p, "suicide help"); err != nil || !danger {
		t.Fatal(danger, err)
	}
	for _, number := range []string{"999", "NHS 111, option 2", "116 123"} {
		if !strings.Contains(talk.String(), number) {
			t.Errorf("%s is not in %q", number, talk.String())
		}
	}
	if out.Len() > 0 || strings.Contains(talk.String(), "suicide") {
		t.Errorf("the answer has %q, and beside it is %q", out.String(), talk.String())
	}
	if err := os.MkdirAll(p.Config, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.Config, "danger.txt"), []byte("shout: now\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	talk.Reset()
	if danger, err := a.sayDanger(p, "suicide help"); err != nil || !danger || !strings.Contains(talk.String(), "danger.txt, line 1") || !strings.Contains(talk.String(), "116 123") {
		t.Errorf("with a faulty file: %v, %v, %q", danger, err, talk.String())
	}
}

// TestRefusalsHideNoDanger says each phrase that means danger as something that is
// refused: what is left of it still means danger.
func TestRefusalsHideNoDanger(t *testing.T) {
	notice, err := danger.Default()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../internal/danger/danger.txt")
	if err != nil {
		t.Fatal(err)
	}
	none := typed.Lookup{
		Place: func(string) ([]service.Near, error) { return nil, nil },
		Time:  func(string, time.Time) ([]service.Window, error) { return nil, nil },
	}
	phrases := 0
	for line := range strings.Lines(string(page)) {
		phrase, is := strings.CutPrefix(strings.TrimSpace(line), "word: ")
		if !is {
			continue
		}
		phrases++
		phrase = strings.TrimSuffix(phrase, "*")
		for _, refusal := range []string{"hates", "can't bear", "can't stand the", "doesn't want", "doesn't like groups or", "not into", "not a", "never wants to", "does not do"} {
			said := "lonely, " + refusal + " " + phrase
			if before, after := notice.Lines(said), notice.Lines(typed.Read(said, false, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), none).Words); len(after) != len(before) {
				t.Errorf("%q: %d lines before it is read, %d after", said, len(before), len(after))
			}
		}
	}
	if phrases < 50 {
		t.Errorf("only %d phrases", phrases)
	}
}
