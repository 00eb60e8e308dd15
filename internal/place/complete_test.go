package place

import (
	"strings"
	"testing"
)

func TestANameIsCompleted(t *testing.T) {
	t.Parallel()
	f := NewFinder(nil)
	for text, want := range map[string]string{
		"bamber b":      "Bamber Bridge, Lancashire",
		"Bamber Bridge": "Bamber Bridge, Lancashire",
		"newport":       "Newport, ",
		"newc":          "Newcastle",
		"LA1":           "LA",
	} {
		near, err := f.Complete(text, 6)
		if err != nil || len(near) == 0 || len(near) > 10 || !strings.HasPrefix(near[0].Name, want) {
			t.Errorf("%q completes to %+v, %v, want %s first", text, near, err, want)
		}
	}
	near, err := f.Complete("newport", 6)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, n := range near {
		if seen[n.Name] || !strings.Contains(n.Name, ",") {
			t.Errorf("%q stands twice or alone among %+v", n.Name, near)
		}
		seen[n.Name] = true
	}
	if _, err := f.Complete("xqzz", 6); err == nil {
		t.Error("what begins no name should say so")
	}
	if _, err := f.Complete("", 6); err == nil {
		t.Error("nothing should be asked for")
	}
}

func BenchmarkComplete(b *testing.B) {
	f := NewFinder(nil)
	for b.Loop() {
		if _, err := f.Complete("ne", 6); err != nil {
			b.Fatal(err)
		}
	}
}
