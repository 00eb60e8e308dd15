package paint_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"fettle/tui/paint"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"Lunch Club", "Lunch Club"},
		{"", ""},
		{"Café £3, Owain Glyndŵr", "Café £3, Owain Glyndŵr"},
		{"a\x1b[31mb", "a[31mb"},
		{"a\r\nb\tc", "a  b c"},
		{"left\u202eright\u2066x\u2069", "leftrightx"},
		{"zero\u200bwidth\ufeff", "zerowidth"},
		{"C1 \u009b31m \u0085", "C1 31m "},
		{"bad \xff bytes", "bad ? bytes"},
		{"heart \u2764\ufe0f", "heart \u2764"},
		{"family \U0001F468\u200d\U0001F469", "family \U0001F468\U0001F469"},
		{"wave \U0001F44B\U0001F3FD", "wave \U0001F44B"},
		{"tag\U000E0041 private\ue000", "tag private"},
		{"no\u00a0break\u2028line", "no break line"},
	} {
		if got := paint.Clean(c.in); got != c.want {
			t.Errorf("Clean(%q) is %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCleanTextCostsNothing(t *testing.T) {
	for _, text := range []string{"Tuesday Lunch Club, 10:30am", "Café £3"} {
		if n := testing.AllocsPerRun(100, func() { paint.Clean(text) }); n > 0 {
			t.Errorf("cleaning %q costs %.0f allocations", text, n)
		}
	}
}

// TestLinesOfASheetAreLines paints the same on a sheet and line by line; what was
// painted first must not change with what comes after.
func TestLinesOfASheetAreLines(t *testing.T) {
	t.Parallel()
	paintOn := func(l *paint.Line, i int) string {
		return l.Put("\x1b[1m", strings.Repeat("Lunch ", i%9)).Gap(i%3).Figures("", []byte("12")).String()
	}
	const width = 30
	sheet := paint.NewSheet(width)
	var lines []string
	for i := range 200 {
		lines = append(lines, paintOn(sheet.Line(paint.Style(strings.Repeat("\x1b[7m", i%2))), i))
	}
	for i, got := range lines {
		if want := paintOn(paint.NewLine(width, paint.Style(strings.Repeat("\x1b[7m", i%2))), i); got != want {
			t.Fatalf("line %d is %q, want %q", i, got, want)
		}
	}
}

func TestCutAndWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"Lunch", 5, "Lunch"}, {"Lunch Club", 8, "Lunch .."}, {"Lunch", 3, "Lun"}, {"Lunch", 0, ""}, {"Lunch", -1, ""}, {"日本語の会", 6, "日本.."},
	} {
		if got := paint.Cut(c.in, c.width); got != c.want {
			t.Errorf("Cut(%q, %d) is %q, want %q", c.in, c.width, got, c.want)
		}
	}
	got := strings.Join(paint.Wrap("  one two  three\nfour pneumonoultramicroscopic ", 10), "|")
	if want := "one two|three four|pneumonoul|tramicrosc|opic"; got != want {
		t.Errorf("Wrap gives %q, want %q", got, want)
	}
	if got := paint.Wrap(" \n ", 10); got != nil {
		t.Errorf("Wrap of blanks gives %q", got)
	}
}

func TestGuardKeepsColoursOnly(t *testing.T) {
	t.Parallel()
	in := "\x1b[1;38;2;1;2;3mbold\x1b[m \x1b]8;;http://e\x07link\x1b]8;;\x07 \x1b[2Jx\x1b[10Cy\x1b"
	want := "\x1b[1;38;2;1;2;3mbold\x1b[m link xy"
	if got := paint.Guard(in); got != want {
		t.Errorf("Guard gives %q, want %q", got, want)
	}
}

func TestLineIsAsWideAsAsked(t *testing.T) {
	t.Parallel()
	const bold, ground = paint.Style("\x1b[1m"), paint.Style("\x1b[7m")
	l := paint.NewLine(20, "").Put(bold, "Club").Gap(1).Cell("", "Lancaster", 6).CellRight("", "Free", 5)
	if got, want := l.String(), "\x1b[1mClub\x1b[mLanc.. Free    "; ansi.Strip(got) != "Club Lanc.. Free    " || len(got) != len(want)+1 {
		t.Errorf("the line is %q", got)
	}
	for width := range 30 {
		l := paint.NewLine(width, ground).Put("", "日本 and more").Cell(bold, "x", 4).Put("", "the end of it")
		if got := ansi.StringWidth(l.String()); got != width {
			t.Errorf("a line of %d is %d wide: %q", width, got, l.String())
		}
	}
}

// letters marks every run of the letter x.
type letters struct{}

func (letters) Next(text string, from int) (start, end int) {
	if at := strings.IndexByte(text[from:], 'x'); at >= 0 {
		return from + at, from + at + 1
	}
	return -1, -1
}

func TestMarkedWordsAreLit(t *testing.T) {
	t.Parallel()
	const bold, ground, lit = paint.Style("\x1b[1m"), paint.Style("\x1b[7m"), paint.Style("\x1b[4m")
	l := paint.NewLine(7, ground).Mark(letters{}, lit).Put(bold, "axb").Mark(nil, "").Put("", "xyz")
	if got, want := l.String(), "\x1b[7m\x1b[1ma\x1b[m\x1b[7m\x1b[1m\x1b[4mx\x1b[m\x1b[7m\x1b[1mb\x1b[m\x1b[7mxyz\x1b[m\x1b[7m \x1b[m"; got != want {
		t.Errorf("the line is %q, want %q", got, want)
	}
	for width := range 9 {
		l := paint.NewLine(width, "").Mark(letters{}, lit).Cell("", "xx日本x", 5).Put(bold, "x x")
		if got := ansi.StringWidth(l.String()); got != width {
			t.Errorf("a line of %d is %d wide: %q", width, got, l.String())
		}
	}
	for in, want := range map[string]string{
		"plain":                      "plain",
		"ax":                         "a\x1b[4mx\x1b[m",
		"\x1b[1mx\x1b[32myx\x1b[m x": "\x1b[1m\x1b[4mx\x1b[m\x1b[1m\x1b[32my\x1b[4mx\x1b[m\x1b[1m\x1b[32m\x1b[m \x1b[4mx\x1b[m",
	} {
		if got := paint.Lit(in, letters{}, lit); got != want {
			t.Errorf("%q is lit as %q, want %q", in, got, want)
		}
	}
	if got := paint.Lit("x", nil, lit); got != "x" {
		t.Errorf("without a marker there is light: %q", got)
	}
}

func TestComposePutsPartsSideBySide(t *testing.T) {
	t.Parallel()
	got := paint.Compose(10, 4, "", []paint.Part{
		{X: 0, Y: 1, W: 3, Lines: []string{"aaa", "AAA"}}, {X: 5, Y: 0, W: 2, Lines: []string{"bb", "BB"}}, {X: 0, Y: 3, W: 10, Lines: []string{"0123456789"}},
	})
	want := "     bb   \naaa  BB   \nAAA       \n0123456789"
	if got != want {
		t.Errorf("composed\n%q, want\n%q", got, want)
	}
	wide := paint.Compose(600, 1, "\x1b[40m", nil)
	if ansi.StringWidth(wide) != 600 || !strings.HasSuffix(wide, "\x1b[m") {
		t.Error("a wide empty frame is not painted whole")
	}
}

func FuzzPaintedTextIsSafe(f *testing.F) {
	for _, s := range []string{"plain", "a\x1b[2Jb", "\x1b]0;t\x07", "é\u0301\u0301", "\U0001F468\u200d\U0001F469", "\u202e", "\xff\xfe", "क्षत्रिय", "한국어", "\x1b[38;5;1m\x1b"} {
		f.Add(s, 12)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = (width%60 + 60) % 60
		clean := paint.Clean(s)
		if paint.Clean(clean) != clean {
			t.Fatalf("%q is cleaned to %q, which is not clean", s, clean)
		}
		if !utf8.ValidString(clean) || strings.ContainsFunc(clean, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Fatalf("%q is cleaned to %q", s, clean)
		}
		if got := paint.Width(paint.Cut(s, width)); got > width {
			t.Fatalf("%q cut to %d is %d wide", s, width, got)
		}
		for _, line := range paint.Wrap(s, width) {
			if got := paint.Width(line); got > width {
				t.Fatalf("%q wrapped to %d has a line of %d", s, width, got)
			}
		}
		if got := ansi.StringWidth(paint.NewLine(width, "\x1b[7m").Put("\x1b[1m", s).Cell("", s, 5).String()); got != width {
			t.Fatalf("a line of %d with %q is %d wide", width, s, got)
		}
		if guarded := paint.Guard(s); strings.ContainsFunc(ansi.Strip(guarded), unicode.IsControl) {
			t.Fatalf("%q is guarded to %q", s, guarded)
		}
	})
}
