// Package config reads the settings file: TOML with a default for every key, so
// that an empty or absent file is a good one.
//
// Every fault in a file is reported at once, each naming the file, the line, the
// key and what would be right. The package must not apply a setting, look for
// files by itself or write one, and no setting may hold anything of a person who
// is being helped.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Config is all settings.
type Config struct {
	// Theme is "auto", "light", "dark" or "high-contrast".
	Theme string `toml:"theme"`
	// Place is where a search starts from when none is named: a town or part of
	// a postcode; "" is nowhere.
	Place string `toml:"place"`
	// Feeds says how feeds are fetched.
	Feeds Feeds `toml:"feeds"`
	// Export says what is put in what a person is given.
	Export Export `toml:"export"`
	// Rules says where more rules for finding needs are.
	Rules Rules `toml:"rules"`
}

// Feeds says how feeds are fetched.
type Feeds struct {
	// RequestsPerSecond is the most requests a second to one server, above 0 and
	// at most 20.
	RequestsPerSecond float64 `toml:"requests_per_second"`
}

// Export says what is put in what a person is given.
type Export struct {
	// Maps is where map links lead: "openstreetmap", "google", "apple" or "none".
	Maps string `toml:"maps"`
	// EmergencyFile is a file of emergency numbers besides 999; "" is none.
	EmergencyFile string `toml:"emergency_file"`
	// Viewer is the https address of the page that shows lists sent as links,
	// which an organisation keeps on its own web server; "" is none.
	Viewer string `toml:"viewer"`
	// WhatsApp says that lists may be opened in WhatsApp, which employers have to
	// allow first.
	WhatsApp bool `toml:"whatsapp"`
}

// Rules says where more rules for finding needs are.
type Rules struct {
	// Folder holds rule files that are read after the built-in ones; "" is none.
	Folder string `toml:"folder"`
}

// maxRequests is the most requests a second that a server is asked for, however
// the file is set: feeds are run by councils and charities.
const maxRequests = 20

// maxPlace is the longest home place in characters.
const maxPlace = 80

// Themes returns the themes that can be set.
func Themes() []string { return []string{"auto", "light", "dark", "high-contrast"} }

// Maps returns the maps that can be set.
func Maps() []string { return []string{"openstreetmap", "google", "apple", "none"} }

// Default returns the settings that hold where a file says nothing.
func Default() Config {
	return Config{
		Theme:  "auto",
		Feeds:  Feeds{RequestsPerSecond: 4},
		Export: Export{Maps: "openstreetmap"},
	}
}

// Load reads the settings in a file; an absent file is the defaults. Paths in it
// are taken from its own folder. On an error the settings returned are the
// defaults.
func Load(path string) (Config, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), nil
	}
	if err != nil {
		return Default(), fmt.Errorf("read the settings: %w", err)
	}
	return Parse(path, data)
}

// Parse reads settings as Load does. The path is only used to name the file and
// to find the files it names.
func Parse(path string, data []byte) (Config, error) {
	var loose map[string]any
	meta, err := toml.Decode(string(data), &loose)
	if err != nil {
		return Default(), syntaxError(path, err)
	}
	f := file{path: path, lines: strings.Split(string(data), "\n")}
	if f.kinds(meta); len(f.faults) > 0 {
		return Default(), errors.Join(f.faults...)
	}
	c := Default()
	meta, err = toml.Decode(string(data), &c)
	if err != nil {
		return Default(), syntaxError(path, err)
	}
	for _, key := range meta.Undecoded() {
		f.unknown(key)
	}
	f.check(c)
	if len(f.faults) > 0 {
		return Default(), errors.Join(f.faults...)
	}
	for _, p := range []*string{&c.Export.EmergencyFile, &c.Rules.Folder} {
		if *p != "" && !filepath.IsAbs(*p) {
			*p = filepath.Join(filepath.Dir(path), *p)
		}
	}
	return c, nil
}

// syntaxError says where a file is no TOML.
func syntaxError(path string, err error) error {
	var p toml.ParseError
	if !errors.As(err, &p) {
		return fmt.Errorf("%s: %w", path, err)
	}
	message := p.Message
	if message == "" {
		message = p.Error()
	}
	return fmt.Errorf("%s, line %d: %s", path, p.Position.Line, message)
}

// file gathers the faults of one file.
type file struct {
	path   string
	lines  []string
	faults []error
}

// fault notes what is wrong with a key.
func (f *file) fault(key toml.Key, format string, args ...any) {
	where := f.path
	if n := f.line(key); n > 0 {
		where = fmt.Sprintf("%s, line %d", f.path, n)
	}
	f.faults = append(f.faults, fmt.Errorf("%s, %s: %s", where, key, fmt.Sprintf(format, args...)))
}

// kinds notes keys whose values are of another kind than they must be.
func (f *file) kinds(meta toml.MetaData) {
	tables := make(map[string]bool)
	for _, k := range keys() {
		key := toml.Key(strings.Split(k, "."))
		if len(key) > 1 {
			if table := key[:1]; !tables[table.String()] {
				tables[table.String()] = true
				f.kind(meta, table, "a table", "Hash")
			}
		}
		switch k {
		case "feeds.requests_per_second":
			f.kind(meta, key, "a number", "Integer", "Float")
		case "export.whatsapp":
			f.kind(meta, key, "true or false", "Bool")
		default:
			f.kind(meta, key, "text in quotation marks", "String")
		}
	}
}

func (f *file) kind(meta toml.MetaData, key toml.Key, words string, right ...string) {
	if is := meta.Type(key...); is != "" && !slices.Contains(right, is) {
		f.fault(key, "it must be %s", words)
	}
}

// check notes values that can't be used.
func (f *file) check(c Config) {
	f.oneOf(toml.Key{"theme"}, c.Theme, Themes())
	f.oneOf(toml.Key{"export", "maps"}, c.Export.Maps, Maps())
	if n := c.Feeds.RequestsPerSecond; !(n > 0 && n <= maxRequests) {
		f.fault(toml.Key{"feeds", "requests_per_second"}, "%v is not a number above 0 and at most %d", n, maxRequests)
	}
	if v := c.Export.Viewer; v != "" && !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "http://localhost") {
		f.fault(toml.Key{"export", "viewer"}, "%q is not the https address of a page", v)
	}
	if n := utf8.RuneCountInString(c.Place); n > maxPlace {
		f.fault(toml.Key{"place"}, "it has %d characters, at most %d make a place", n, maxPlace)
	}
}

func (f *file) oneOf(key toml.Key, value string, allowed []string) {
	if slices.Contains(allowed, value) {
		return
	}
	hint := "it can be " + strings.Join(allowed, ", ")
	if near := nearest(value, allowed); near != "" {
		hint = fmt.Sprintf("did you mean %q? It can be %s", near, strings.Join(allowed, ", "))
	}
	f.fault(key, "there is no %q: %s", value, hint)
}

// unknown notes a key that there is not, with the one that was meant. A key
// inside a table that there is not is told by its table alone.
func (f *file) unknown(key toml.Key) {
	all := keys()
	if near := nearest(key.String(), all); near != "" {
		f.fault(key, "there is no such key: did you mean %s?", near)
		return
	}
	for _, k := range all {
		if _, last, ok := strings.Cut(k, "."); ok && last == key[len(key)-1] {
			f.fault(key, "there is no such key: did you mean %s?", k)
			return
		}
	}
	f.fault(key, "there is no such key: the keys are %s", strings.Join(all, ", "))
}

// keys returns every key there is.
func keys() []string {
	return []string{"theme", "place", "feeds.requests_per_second", "export.maps", "export.emergency_file", "export.viewer", "export.whatsapp", "rules.folder"}
}

// line returns the number of the line that sets a key, or that opens the table
// of that name, and 0 when it is written in a way that can't be found so.
func (f *file) line(key toml.Key) int {
	table := ""
	for i, line := range f.lines {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			table, _, _ = strings.Cut(strings.Trim(name, "[ "), "]")
			table = strings.TrimSpace(table)
			if table == key.String() {
				return i + 1
			}
			continue
		}
		name, _, ok := strings.Cut(line, "=")
		if name = strings.Trim(strings.TrimSpace(name), `"'`); !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if table != "" {
			name = table + "." + name
		}
		if name == key.String() {
			return i + 1
		}
	}
	return 0
}
