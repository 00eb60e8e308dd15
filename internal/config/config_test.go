package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnAbsentOrEmptyFileIsTheDefaults(t *testing.T) {
	dir := t.TempDir()
	got, err := Load(filepath.Join(dir, "none.toml"))
	if diff := cmp.Diff(Default(), got.Config); err != nil || diff != "" {
		t.Errorf("an absent file: %v\n%s", err, diff)
	}
	got, err = Load(put(t, dir, "empty.toml", "# nothing\n"))
	if diff := cmp.Diff(Default(), got.Config); err != nil || diff != "" {
		t.Errorf("an empty file: %v\n%s", err, diff)
	}
	if _, err := Load(dir); err == nil {
		t.Error("a folder was read as a file")
	}
}

// put writes a file and returns its path.
func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryKeyIsRead(t *testing.T) {
	dir := t.TempDir()
	path := put(t, dir, "config.toml", `
theme = "high-contrast"
place = "Lancaster"
mouse = true
plain = true
[feeds]
follow = ["bristol", "https://feeds.example.org/oruk"]
requests_per_second = 2
limits = ["bristol 20", "vale 600"]
[export]
maps = "none"
emergency_file = "numbers.txt"
viewer = "https://lists.example.org/view"
whatsapp = true
`)
	got, err := Load(path)
	want := Config{
		Theme: "high-contrast", Place: "Lancaster", Mouse: true, Plain: true,
		Feeds:  Feeds{Follow: []string{"bristol", "https://feeds.example.org/oruk"}, RequestsPerSecond: 2, Limits: []string{"bristol 20", "vale 600"}},
		Export: Export{Maps: "none", EmergencyFile: filepath.Join(dir, "numbers.txt"), Viewer: "https://lists.example.org/view", WhatsApp: true},
	}
	if diff := cmp.Diff(want, got.Config); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	for _, v := range got.Values {
		if v.File != path || v.Line == 0 || v.Says == "" {
			t.Errorf("it is not known where %s comes from: %+v", v.Key, v)
		}
	}
}

func TestALaterFileHoldsOverAnEarlierOne(t *testing.T) {
	dir := t.TempDir()
	organisation := put(t, dir, "organisation.toml", "theme = \"dark\"\nplace = \"Lancaster\"\n[feeds]\nfollow = [\"bristol\"]\n")
	own := put(t, dir, "own.toml", "# mine\nplace = \"Settle\"\n")
	got, err := Load(organisation, filepath.Join(dir, "none.toml"), own)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Value{
		"theme":        {Text: `"dark"`, File: organisation, Line: 1},
		"place":        {Text: `"Settle"`, File: own, Line: 2},
		"feeds.follow": {Text: `["bristol"]`, File: organisation, Line: 4},
		"export.maps":  {Text: `"openstreetmap"`},
	}
	for _, v := range got.Values {
		if w, ok := want[v.Key]; ok && (v.Text != w.Text || v.File != w.File || v.Line != w.Line) {
			t.Errorf("%s: %+v, want %+v", v.Key, v, w)
		}
	}
	if got.Place != "Settle" || got.Theme != "dark" {
		t.Errorf("in force are %+v", got.Config)
	}
}

func TestAFileWithAFaultIsLeftOutWhole(t *testing.T) {
	dir := t.TempDir()
	good := put(t, dir, "good.toml", "theme = \"dark\"\n")
	bad := put(t, dir, "bad.toml", "theme = \"light\"\nplase = \"Settle\"\n")
	got, err := Load(good, bad)
	if err == nil || !strings.Contains(err.Error(), "bad.toml, line 2, plase: there is no such key: did you mean place?") {
		t.Errorf("the fault is not named: %v", err)
	}
	if got.Theme != "dark" {
		t.Errorf("the theme is %q instead of the other file's", got.Theme)
	}
}

func TestTheDefaultsAreAllowed(t *testing.T) {
	c := Default()
	for _, e := range entries() {
		if e.fault != nil && e.fault(&c) != "" {
			t.Errorf("%s: %s", e.key, e.fault(&c))
		}
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
		"no table":           {"export = \"x\"", []string{"c.toml, line 1, export: it must be a table"}},
		"misspelt key":       {"# x\nthem = \"auto\"", []string{"c.toml, line 2, them:", "did you mean theme?"}},
		"misspelt in table":  {"[export]\n\nmap = \"none\"", []string{"c.toml, line 3, export.map:", "did you mean export.maps?"}},
		"key without table":  {"requests_per_second = 1", []string{"c.toml, line 1, requests_per_second", "did you mean feeds.requests_per_second?"}},
		"unheard-of key":     {"colour = 1", []string{"c.toml, line 1, colour", "the keys are theme, place,"}},
		"unheard-of table":   {"theme = \"dark\"\n[ sound ]\nvolume = 1", []string{"c.toml, line 2, sound"}},
		"dotted key":         {"export.emergency_fil = \"x\"", []string{"line 1, export.emergency_fil", "did you mean export.emergency_file?"}},
		"unknown theme":      {"theme = \"drak\"", []string{"line 1, theme", `did you mean "dark"?`, "auto, light, dark, high-contrast"}},
		"unknown map":        {"[export]\nmaps = \"paper\"", []string{"line 2, export.maps", "openstreetmap, google, apple, none"}},
		"too fast":           {"feeds = { requests_per_second = 21 }", []string{"c.toml, feeds.requests_per_second", "above 0 and at most 20"}},
		"no speed":           {"[feeds]\nrequests_per_second = 0", []string{"line 2", "above 0"}},
		"not a number":       {"[feeds]\nrequests_per_second = nan", []string{"line 2", "above 0"}},
		"a novel of a place": {"place = \"" + strings.Repeat("é", 81) + "\"", []string{"line 1, place", "81 characters"}},
		"no list":            {"[feeds]\nfollow = \"bristol\"", []string{"line 2, feeds.follow", "a list of texts"}},
		"list of numbers":    {"[feeds]\nfollow = [1]", []string{"c.toml"}},
		"a feed twice":       {"[feeds]\nfollow = [\"a\", \"a\"]", []string{"line 2, feeds.follow", "twice"}},
		"an empty feed":      {"[feeds]\nfollow = [\" \"]", []string{"line 2, feeds.follow", "empty"}},
		"a limit of nothing": {"[feeds]\nlimits = [\"vale\"]", []string{"line 2, feeds.limits", "\"vale\" is no limit", "1 to 1200"}},
		"a limit too high":   {"[feeds]\nlimits = [\"vale 1201\"]", []string{"line 2, feeds.limits"}},
		"a limit twice":      {"[feeds]\nlimits = [\"vale 1\", \"vale 2\"]", []string{"line 2, feeds.limits", "twice"}},
		"an open viewer":     {"[export]\nviewer = \"http://x.org\"", []string{"line 2, export.viewer", "https address"}},
		"not yes or no":      {"[export]\nwhatsapp = \"yes\"", []string{"line 2, export.whatsapp", "true or false"}},
		"two faults":         {"thme = 1\ntheme = \"x\"", []string{"line 1, thme", "line 2, theme"}},
	} {
		_, err := parse("c.toml", []byte(tc.text))
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, want := range tc.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, err, want)
			}
		}
	}
}

func TestLimitsOfSingleFeeds(t *testing.T) {
	f := Feeds{Limits: []string{"bristol 20", "vale  600"}}
	for feed, want := range map[string]int{"bristol": 20, "vale": 600, "other": 0, "": 0} {
		if got := f.PerMinute(feed); got != want {
			t.Errorf("%q may be asked %d times a minute, want %d", feed, got, want)
		}
	}
}

// TestEveryFieldHasAnEntry goes through the fields of Config by themselves.
func TestEveryFieldHasAnEntry(t *testing.T) {
	var fields []string
	var walk func(of reflect.Type, table string)
	walk = func(of reflect.Type, table string) {
		for i := range of.NumField() {
			name := table + of.Field(i).Tag.Get("toml")
			if of.Field(i).Type.Kind() == reflect.Struct {
				walk(of.Field(i).Type, name+".")
				continue
			}
			fields = append(fields, name)
		}
	}
	walk(reflect.TypeFor[Config](), "")
	if diff := cmp.Diff(fields, keys()); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("theme = \"dark\"\n[feeds]\nrequests_per_second = 2")
	f.Add("[[feeds]]\n[a.b.c]\nx.y = 1\n\"\" = 2")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := parse("c.toml", []byte(text))
		if err == nil {
			for _, e := range entries() {
				if e.fault != nil && e.fault(&l.set) != "" {
					t.Fatalf("allowed %+v: %s", l.set, e.fault(&l.set))
				}
			}
			return
		}
		if !strings.HasPrefix(err.Error(), "c.toml") {
			t.Fatalf("the error does not name the file: %v", err)
		}
	})
}
