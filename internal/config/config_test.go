package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnAbsentOrEmptyFileIsTheDefaults(t *testing.T) {
	dir := t.TempDir()
	got, err := Load(filepath.Join(dir, "none.toml"))
	if diff := cmp.Diff(Default(), got); err != nil || diff != "" {
		t.Errorf("an absent file: %v\n%s", err, diff)
	}
	path := filepath.Join(dir, "empty.toml")
	if err := os.WriteFile(path, []byte("# nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err = Load(path)
	if diff := cmp.Diff(Default(), got); err != nil || diff != "" {
		t.Errorf("an empty file: %v\n%s", err, diff)
	}
	if _, err := Load(dir); err == nil {
		t.Error("a folder was read as a file")
	}
}

func TestEveryKeyIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	got, err := Parse(path, []byte(`
theme = "high-contrast"
place = "Lancaster"
[feeds]
requests_per_second = 2
[export]
maps = "none"
emergency_file = "numbers.txt"
viewer = "https://lists.example.org/"
whatsapp = true
[rules]
folder = "`+filepath.ToSlash(filepath.Dir(path))+`/more"
`))
	want := Config{
		Theme: "high-contrast", Place: "Lancaster",
		Feeds: Feeds{RequestsPerSecond: 2},
		Export: Export{Maps: "none", EmergencyFile: filepath.Join(filepath.Dir(path), "numbers.txt"),
			Viewer: "https://lists.example.org/", WhatsApp: true},
		Rules: Rules{Folder: filepath.ToSlash(filepath.Dir(path)) + "/more"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestTheDefaultsAreAllowed(t *testing.T) {
	f := file{path: "defaults"}
	f.check(Default())
	if len(f.faults) > 0 {
		t.Error(f.faults)
	}
}

func TestFaultsAreNamed(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"no TOML":            {"theme = \"auto\"\nplace =\n", []string{"c.toml, line 2"}},
		"wrong kind":         {"\n\ntheme = 3", []string{"c.toml, line 3", "theme", "text in quotation marks"}},
		"kind in a table":    {"[feeds]\nrequests_per_second = \"two\"", []string{"c.toml, line 2", "requests_per_second", "a number"}},
		"no table":           {"rules = \"x\"", []string{"c.toml, line 1, rules: it must be a table"}},
		"misspelt key":       {"# x\nthem = \"auto\"", []string{"c.toml, line 2, them:", "did you mean theme?"}},
		"misspelt in table":  {"[export]\n\nmap = \"none\"", []string{"c.toml, line 3, export.map:", "did you mean export.maps?"}},
		"key without table":  {"requests_per_second = 1", []string{"c.toml, line 1, requests_per_second", "did you mean feeds.requests_per_second?"}},
		"unheard-of key":     {"colour = 1", []string{"c.toml, line 1, colour", "the keys are theme, place,"}},
		"unheard-of table":   {"theme = \"dark\"\n[ sound ]\nvolume = 1", []string{"c.toml, line 2, sound"}},
		"dotted key":         {"export.emergency_fil = \"x\"", []string{"line 1, export.emergency_fil", "did you mean export.emergency_file?"}},
		"unknown theme":      {"theme = \"drak\"", []string{"line 1, theme", `did you mean "dark"?`, "auto, light, dark, high-contrast"}},
		"unknown map":        {"[export]\nmaps = \"paper\"", []string{"line 2, export.maps", "openstreetmap, google, apple, none"}},
		"viewer":             {"[export]\nviewer = \"lists.example.org\"", []string{"line 2, export.viewer", "https address"}},
		"not yes or no":      {"[export]\nwhatsapp = \"yes\"", []string{"line 2, export.whatsapp", "true or false"}},
		"too fast":           {"feeds = { requests_per_second = 21 }", []string{"c.toml, feeds.requests_per_second", "above 0 and at most 20"}},
		"no speed":           {"[feeds]\nrequests_per_second = 0", []string{"line 2", "above 0"}},
		"not a number":       {"[feeds]\nrequests_per_second = nan", []string{"line 2", "above 0"}},
		"a novel of a place": {"place = \"" + strings.Repeat("é", 81) + "\"", []string{"line 1, place", "81 characters"}},
		"two faults":         {"thme = 1\ntheme = \"x\"", []string{"line 1, thme", "line 2, theme"}},
	} {
		got, err := Parse("c.toml", []byte(tc.text))
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, want := range tc.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, err, want)
			}
		}
		if diff := cmp.Diff(Default(), got); diff != "" {
			t.Errorf("%s: the settings are not the defaults:\n%s", name, diff)
		}
	}
}

func TestKeysAreThoseOfTheStruct(t *testing.T) {
	for _, key := range keys() {
		table, name, inTable := strings.Cut(key, ".")
		text := key + " = []"
		if inTable {
			text = "[" + table + "]\n" + name + " = []"
		}
		if _, err := Parse("c.toml", []byte(text)); err == nil || strings.Contains(err.Error(), "no such key") {
			t.Errorf("%s: %v, want a complaint about the kind of its value", key, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("theme = \"dark\"\n[feeds]\nrequests_per_second = 2")
	f.Add("[[feeds]]\n[a.b.c]\nx.y = 1\n\"\" = 2")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse("c.toml", []byte(text))
		if err == nil {
			check := file{path: "c.toml"}
			if check.check(c); len(check.faults) > 0 {
				t.Fatalf("allowed %+v: %v", c, check.faults)
			}
			return
		}
		if !strings.HasPrefix(err.Error(), "c.toml") {
			t.Fatalf("the error does not name the file: %v", err)
		}
	})
}
