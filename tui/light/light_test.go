package light_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fettle/internal/service"
	"fettle/tui/light"
)

// lit writes a text with the spans in brackets.
func lit(w *light.Words, text string) string {
	var b strings.Builder
	at := 0
	for start, end := w.Next(text, 0); start >= 0; start, end = w.Next(text, end) {
		b.WriteString(text[at:start] + "[" + text[start:end] + "]")
		at = end
	}
	return b.String() + text[at:]
}

func TestWordsAreLitUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked  string
		typing bool
		text   string
		want   string
	}{
		{"club", false, "Lunch Club, two clubs and a clubhouse", "Lunch [Club], two [clubs] and a clubhouse"},
		{"clu", true, "Lunch Club, two clubs", "Lunch [Club], two [clubs]"},
		{"swim", false, "Swimming for swimmers: we swim", "[Swimming] for swimmers: we [swim]"},
		{"memories", false, "Memory Cafe", "[Memory] Cafe"},
		{"cafe", false, "The Café and CAFÉS", "The [Café] and [CAFÉS]"},
		{"mens shed", false, "Men's Shed", "[Men's] [Shed]"},
		{"the garden", false, "The Gardening Group for the old", "The [Gardening] Group for the old"},
		{`"coffee morning" -chapel`, false, "Coffee mornings in the chapel", "[Coffee] [mornings] in the chapel"},
		{`-"chapel hall" tea`, false, "Tea in the chapel hall", "[Tea] in the chapel hall"},
		{"step-free", false, "step free access", "[step] [free] access"},
		{"carer", false, "Carers' car park", "[Carers'] car park"},
		{"", false, "Lunch", "Lunch"},
		{"the of", false, "the end of", "the end of"},
	} {
		if got := lit(light.New(c.asked, nil, nil, c.typing), c.text); got != c.want {
			t.Errorf("%q in %q lights %q, want %q", c.asked, c.text, got, c.want)
		}
	}
	read := light.New("counciling", []service.Reading{{Typed: "counciling", As: "counselling"}}, nil, false)
	if got := lit(read, "Counselling by post"); got != "[Counselling] by post" {
		t.Errorf("what was read instead lights %q", got)
	}
}

// What means the same is lit too, a phrase only where it stands whole.
func TestWordsThatMeanTheSameAreLitUp(t *testing.T) {
	t.Parallel()
	w := light.New("lonely", nil, []string{"befriending", "coffee morning", "coffee and chat"}, false)
	for text, want := range map[string]string{
		"Befriending over coffee":             "[Befriending] over coffee",
		"Coffee mornings, morning coffee":     "[Coffee mornings], morning coffee",
		"Coffee and chat; coffee and cake":    "[Coffee and chat]; coffee and cake",
		"For lonely people: a coffee morning": "For [lonely] people: a [coffee morning]",
	} {
		if got := lit(w, text); got != want {
			t.Errorf("%q lights %q, want %q", text, got, want)
		}
	}
}

func FuzzSpansAreSound(f *testing.F) {
	f.Add(`-"a b" c`, "a\u0301b c’d \xff")
	f.Add("“ä", "Ä ä\u0308")
	f.Fuzz(func(t *testing.T, asked, text string) {
		at := 0
		w := light.New(asked, nil, []string{text, "a b"}, true)
		for start, end := w.Next(text, 0); start >= 0; start, end = w.Next(text, end) {
			if start < at || end <= start || end > len(text) {
				t.Fatalf("what %q lights in %q overlaps or ends outside: %d to %d", asked, text, start, end)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[start:end]) {
				t.Fatalf("a character is cut in %q", text)
			}
			at = end
		}
	})
}
