package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fettle/internal/paths"
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
