package tui

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fettle/tui/help"
)

// readme is the page that has the table of keys, between two marks.
const readme = "../README.md"

// TestReadmeHasTheTableOfKeys compares the table in the readme with the actions;
// with UPDATE_GOLDEN set it writes the table instead.
func TestReadmeHasTheTableOfKeys(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(page), "<!-- keys -->\n")
	table, after, closed := strings.Cut(rest, "<!-- end of keys -->\n")
	if !found || !closed {
		t.Fatal("the readme lacks the marks of the table of keys")
	}
	if table == keyTable() {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") == "" {
		t.Fatal("the table of keys in the readme is not that of the actions: set UPDATE_GOLDEN=1 to write it")
	}
	page = []byte(before + "<!-- keys -->\n" + keyTable() + "<!-- end of keys -->\n" + after)
	if err := os.WriteFile(readme, page, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFooterAndHelpSayTheActions goes to every place and compares the last line
// and the help with the table: nothing else may stand there, and nothing may be
// missing that can be done.
func TestFooterAndHelpSayTheActions(t *testing.T) {
	t.Parallel()
	for _, at := range places() {
		if at == inHidden {
			continue
		}
		d := newDriver(t, 400, 60)
		d.goTo(at)
		var want []string
		for i := range d.a.actions {
			act := &d.a.actions[i]
			if act.Label != "" && act.In&at != 0 && act.off(d.a) == "" {
				want = append(want, act.shownKey(d.a.typing())+" "+act.Label)
			}
		}
		lines := strings.Split(strings.TrimSpace(d.screen()), "\n")
		footer := strings.TrimSpace(lines[len(lines)-1])
		if footer != strings.Join(want, "  ") {
			t.Errorf("in the %v the footer says %q, the actions %q", at.names(), footer, strings.Join(want, "  "))
		}
		if at == inHelp {
			continue
		}
		titles := make(map[string]help.Entry)
		for _, e := range d.a.entries() {
			titles[e.ID] = e
		}
		for i := range d.a.actions {
			act := &d.a.actions[i]
			e, listed := titles[act.ID]
			switch {
			case act.ID == "help", act.In&^(inHelp|inHidden) == 0:
			case !listed || e.Title != act.Title || e.Hint != act.Hint:
				t.Errorf("the help in the %v says %+v of %s", at.names(), e, act.ID)
			case e.Elsewhere != (act.In&at == 0):
				t.Errorf("the help in the %v is wrong on where %s works", at.names(), act.ID)
			}
		}
	}
}

// keyTable writes the table of all keys in Markdown.
func keyTable() string {
	var b strings.Builder
	b.WriteString("| key | what it does | where |\n| --- | --- | --- |\n")
	for _, k := range Keys() {
		keys := make([]string, len(k.Keys))
		for i, key := range k.Keys {
			keys[i] = "`" + key + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", strings.Join(keys, " "), k.Title, strings.Join(k.Where, ", "))
	}
	return b.String()
}
