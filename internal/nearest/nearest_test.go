package nearest

import "testing"

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"abc", "", 3}, {"", "ab", 2}, {"same", "same", 0}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2},
		{"abc", "acb", 1}, {"abc", "abd", 1}, {"café", "cafe", 1}, {"éa", "aé", 1},
	} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != c.want {
			t.Errorf("from %q to %q it is %d, and %d back, want %d", c.a, c.b, got, Distance(c.b, c.a), c.want)
		}
	}
}

func TestWord(t *testing.T) {
	t.Parallel()
	among := []string{"theme", "place", "Mouse"}
	for typed, want := range map[string]string{"them": "theme", "THEME": "theme", "plaec": "place", "mouse": "Mouse", "x": "", "": "", "colours": ""} {
		if got := Word(typed, among); got != want {
			t.Errorf("%q was meant for %q, want %q", typed, got, want)
		}
	}
	if got := Word("x", nil); got != "" {
		t.Errorf("of no words %q is the nearest", got)
	}
}

// FuzzDistance sees that it is the same both ways, nothing for the same text
// only, and never more than the longer text.
func FuzzDistance(f *testing.F) {
	f.Add("lunch", "lnuch")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 200 {
			return
		}
		from, to := []rune(a), []rune(b)
		d := Distance(a, b)
		if d != Distance(b, a) || (d == 0) != (string(from) == string(to)) || d > max(len(from), len(to)) {
			t.Errorf("from %q to %q it is %d", a, b, d)
		}
	})
}
