package danger_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/danger"
)

func builtIn(t *testing.T) *danger.Notice {
	t.Helper()
	n, err := danger.Default()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWordsThatMeanDanger(t *testing.T) {
	t.Parallel()
	n := builtIn(t)
	for _, words := range []string{
		"suicide", "Suicidal thoughts", "bereaved by SUICIDE", "he said he'd kill himself", "self-harm", "selfharming", "self harm group",
		"don't want to be here", "don’t want to live", "threatened to kill her", "wants to die", "overdose", "\"end my life\"", "sui\u0301cide", "he strangled me",
	} {
		if got := n.Lines(words); len(got) == 0 {
			t.Errorf("%q is not taken for danger", words)
		}
	}
	for _, words := range []string{
		"", "   ", "lonely", "coffee morning", "die", "diet", "life", "skills", "myself", "end of life care", "harm reduction", "dying well",
		"kill", "hospice", "living with dementia", "want to", "in", "dance in dangerfield",
	} {
		if got := n.Lines(words); len(got) != 0 {
			t.Errorf("%q is taken for danger", words)
		}
	}
}

func TestTheLinesSayWhomToRing(t *testing.T) {
	t.Parallel()
	n := builtIn(t)
	all := strings.Join(n.Lines("suicide"), "\n")
	for _, number := range []string{"999", "NHS 111, option 2", "Samaritans 116 123"} {
		if !strings.Contains(all, number) {
			t.Errorf("%q is missing in:\n%s", number, all)
		}
	}
	if _, ok := n.Checked.Time(time.UTC); !ok {
		t.Errorf("the notice was checked on %q", n.Checked)
	}
	lines := n.Lines("suicide")
	lines[0] = "changed"
	if slices.Contains(n.Lines("suicide"), "changed") {
		t.Error("a caller can change the notice")
	}
}

func TestAFileReplacesTheBuiltInOne(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "danger.txt")
	if n, err := danger.Load(file); err != nil || len(n.Lines("suicide")) == 0 {
		t.Fatalf("without a file: %v, %v", n, err)
	}
	text := "\ufeffchecked: 2026-10-01\r\nsay: Ring the \x1b[31mduty desk\x07 <b>first</b>.\r\n\r\n# ours\r\nword: Notfall\r\nword: blue* light\r\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	n, err := danger.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Lines("a NOTFALL"); len(got) != 1 || strings.ContainsAny(got[0], "\x1b\x07<>") || !strings.Contains(got[0], "duty desk") {
		t.Errorf("the file says %q", got)
	}
	if len(n.Lines("bluest light")) == 0 || len(n.Lines("blue")) > 0 || len(n.Lines("suicide")) > 0 {
		t.Error("the words are not those of the file")
	}
}

func TestFilesThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	const good = "checked: 2026-10-01\nsay: Ring 999.\nword: danger\n"
	for text, want := range map[string]string{
		"":                                      "the day is missing",
		"checked: 2026-10-01\n":                 "no line to show",
		"checked: 1 Oct\n":                      `line 1: "1 Oct" is not a day`,
		good + "shout: now\n":                   `line 4: a line begins with`,
		good + "word: *\n":                      "line 4",
		good + "word: a * b\n":                  "line 4",
		good + "say:\n":                         "line 4",
		good + "nothing":                        "line 4",
		"checked: 2026-10-01\nsay: x":           "there is no word",
		strings.Repeat("# long\n", 1e4):         "larger than",
		good + strings.Repeat("say: more\n", 9): "1 to 5 lines",
	} {
		file := filepath.Join(t.TempDir(), "danger.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := danger.Load(file); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "danger.txt") {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
	if _, err := danger.Load(t.TempDir()); err == nil {
		t.Error("a folder was read")
	}
}

func FuzzLoadAndLook(f *testing.F) {
	f.Add("checked: 2026-10-01\nsay: Ring 999.\nword: dan* ger\n", "dangle ger")
	f.Add("say: \xff\nword: **\n", "\xff\u0301")
	f.Fuzz(func(t *testing.T, text, words string) {
		file := filepath.Join(t.TempDir(), "danger.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := danger.Load(file)
		if err != nil {
			return
		}
		for _, line := range n.Lines(words) {
			if strings.TrimSpace(line) == "" || strings.ContainsAny(line, "\x1b\r\n\x00") {
				t.Fatalf("a line is %q", line)
			}
		}
	})
}
