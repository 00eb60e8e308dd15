package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"fettle/internal/nearest"
)

// layer is what one file sets.
type layer struct {
	path  string
	lines []string
	set   Config
	// at are the lines of the keys that it sets; 0 is not known.
	at     map[string]int
	faults []error
}

// parse reads one file. On an error the layer sets nothing.
func parse(path string, data []byte) (layer, error) {
	l := layer{path: path, lines: strings.Split(string(data), "\n"), set: Default()}
	var loose map[string]any
	meta, err := toml.Decode(string(data), &loose)
	if err != nil {
		return layer{}, syntaxError(path, err)
	}
	if l.kinds(meta); len(l.faults) > 0 {
		return layer{}, errors.Join(l.faults...)
	}
	meta, err = toml.Decode(string(data), &l.set)
	if err != nil {
		return layer{}, syntaxError(path, err)
	}
	for _, key := range meta.Undecoded() {
		l.unknown(key)
	}
	l.at = make(map[string]int)
	for _, e := range entries() {
		if !meta.IsDefined(strings.Split(e.key, ".")...) {
			continue
		}
		l.at[e.key] = l.line(e.key)
		if e.fault != nil {
			if what := e.fault(&l.set); what != "" {
				l.fault(e.key, what)
			}
		}
		if name, ok := e.field(&l.set).(*string); ok && e.file && *name != "" && !filepath.IsAbs(*name) {
			*name = filepath.Join(filepath.Dir(path), *name)
		}
	}
	if len(l.faults) > 0 {
		return layer{}, errors.Join(l.faults...)
	}
	return l, nil
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

// fault notes what is wrong with a key.
func (l *layer) fault(key, what string) {
	where := l.path
	if n := l.line(key); n > 0 {
		where = fmt.Sprintf("%s, line %d", l.path, n)
	}
	l.faults = append(l.faults, fmt.Errorf("%s, %s: %s", where, key, what))
}

// kinds notes keys whose values are of another kind than they must be.
func (l *layer) kinds(meta toml.MetaData) {
	tables := make(map[string]bool)
	for _, e := range entries() {
		if table, _, ok := strings.Cut(e.key, "."); ok && !tables[table] {
			tables[table] = true
			l.kind(meta, table, "a table", "Hash")
		}
		words, names := e.kind()
		l.kind(meta, e.key, words, names...)
	}
}

func (l *layer) kind(meta toml.MetaData, key, words string, right ...string) {
	if is := meta.Type(strings.Split(key, ".")...); is != "" && !slices.Contains(right, is) {
		l.fault(key, "it must be "+words)
	}
}

// unknown notes a key that there is not.
func (l *layer) unknown(key toml.Key) { l.fault(key.String(), noKey(key)) }

// noKey says that there is no such key, and which one was meant. A key inside a
// table that there is not is told by its table alone.
func noKey(key toml.Key) string {
	all := keys()
	if near := nearest.Word(key.String(), all); near != "" {
		return fmt.Sprintf("there is no such key: did you mean %s?", near)
	}
	for _, k := range all {
		if _, last, ok := strings.Cut(k, "."); ok && last == key[len(key)-1] {
			return fmt.Sprintf("there is no such key: did you mean %s?", k)
		}
	}
	return "there is no such key: the keys are " + strings.Join(all, ", ")
}

// line returns the number of the line that sets a key, or that opens the table
// of that name, and 0 when it is written in a way that can't be found so.
func (l *layer) line(key string) int {
	table := ""
	for i, line := range l.lines {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			table, _, _ = strings.Cut(strings.Trim(name, "[ "), "]")
			table = strings.TrimSpace(table)
			if table == key {
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
		if name == key {
			return i + 1
		}
	}
	return 0
}
