package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSetKeepsTheRestOfAFile(t *testing.T) {
	for name, tc := range map[string]struct{ before, key, value, after string }{
		"no file":        {"", "theme", "dark", "theme = \"dark\"\n"},
		"no file, table": {"", "export.maps", "none", "[export]\nmaps = \"none\"\n"},
		"in its place": {"# colours\n  theme = \"light\"  # for the sun\nplace = \"Settle\"\n", "theme", "dark",
			"# colours\n  theme = \"dark\"  # for the sun\nplace = \"Settle\"\n"},
		"a sign in the value":  {"place = \"a # b\" # c\n", "place", "Settle", "place = \"Settle\"  # c\n"},
		"before the tables":    {"theme = \"dark\"\n\n[export]\nmaps = \"none\"\n", "place", "Settle", "theme = \"dark\"\nplace = \"Settle\"\n\n[export]\nmaps = \"none\"\n"},
		"at the table's end":   {"[export]\n# of ours\nmaps = \"none\"\n\n[feeds]\nfollow = []\n", "export.viewer", "https://a.org", "[export]\n# of ours\nmaps = \"none\"\nviewer = \"https://a.org\"\n\n[feeds]\nfollow = []\n"},
		"a table of its own":   {"theme = \"dark\"", "feeds.requests_per_second", "2", "theme = \"dark\"\n\n[feeds]\nrequests_per_second = 2\n"},
		"a list":               {"", "feeds.follow", `["a", "b"]`, "[feeds]\nfollow = [\"a\", \"b\"]\n"},
		"with its table":       {"export.maps = \"none\"\n", "export.maps", "apple", "export.maps = \"apple\"\n"},
		"text in its marks":    {"", "place", `"Settle"`, "place = \"Settle\"\n"},
		"marks inside a text":  {"", "place", `the "Settle" \ one`, "place = \"the \\\"Settle\\\" \\\\ one\"\n"},
		"lines inside a text":  {"", "place", "Settle\ntheme = 1", "place = \"Settle\\U0000000atheme = 1\"\n"},
		"a table with nothing": {"[feeds]", "feeds.requests_per_second", "2", "[feeds]\nrequests_per_second = 2\n"},
	} {
		path := filepath.Join(t.TempDir(), "new", "config.toml")
		if tc.before != "" {
			path = put(t, t.TempDir(), "config.toml", tc.before)
		}
		if err := Set(path, tc.key, tc.value); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != tc.after {
			t.Errorf("%s: %v\n%q, want\n%q", name, err, got, tc.after)
		}
	}
}

func TestSetWritesNothingWithAFault(t *testing.T) {
	for name, tc := range map[string]struct{ before, key, value, want string }{
		"unheard-of key":     {"", "them", "dark", "did you mean theme?"},
		"value not allowed":  {"", "theme", "drak", `did you mean "dark"?`},
		"no number":          {"", "feeds.requests_per_second", "two", "config.toml"},
		"more than a value":  {"", "feeds.requests_per_second", "2\nmaps = 3", "feeds.maps"},
		"another key beside": {"", "feeds.requests_per_second", "2\nfollow = [\"x\"]", "can't be changed here"},
		"a fault before":     {"thme = \"dark\"\n", "place", "Settle", "line 1, thme"},
		"over many lines":    {"[feeds]\nfollow = [\n  \"a\",\n]\n", "feeds.follow", `["b"]`, "can't be set"},
		"a table in a line":  {"export = { maps = \"none\" }\n", "export.maps", "apple", "can't be"},
	} {
		path := put(t, t.TempDir(), "config.toml", tc.before)
		err := Set(path, tc.key, tc.value)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v does not say %q", name, err, tc.want)
		}
		if got, _ := os.ReadFile(path); string(got) != tc.before {
			t.Errorf("%s: it was written: %q", name, got)
		}
	}
}
