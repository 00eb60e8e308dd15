package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"fettle/internal/atomicfile"
)

// Set writes one key into a file and leaves everything else in it as it stands,
// comments too; a file that is not there is made. The value is text as a person
// types it: a text needs no quotation marks. Nothing is written when the file
// would have a fault then, or has one now.
func Set(path, key, value string) error {
	e, err := find(key)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the settings: %w", err)
	}
	before, err := parse(path, data)
	if err != nil {
		return err
	}
	text := before.with(e.key, e.written(value))
	after, err := parse(path, []byte(text))
	if err != nil {
		return fmt.Errorf("it can't be set: %w", err)
	}
	for _, other := range entries() {
		_, was := before.at[other.key]
		_, is := after.at[other.key]
		if other.key != key && (was != is || other.text(&before.set) != other.text(&after.set)) || other.key == key && !is {
			return fmt.Errorf("%s is written in a way that can't be changed here: change %s in a text editor", path, key)
		}
	}
	return atomicfile.Write(path, []byte(text), 0o600)
}

// find returns the entry of a key.
func find(key string) (entry, error) {
	for _, e := range entries() {
		if e.key == key {
			return e, nil
		}
	}
	return entry{}, fmt.Errorf("%s: %s", key, noKey(strings.Split(key, ".")))
}

// written returns a value that was typed as it is written in a file. A text is
// put in quotation marks unless it has them already.
func (e entry) written(value string) string {
	if _, ok := e.field(&Config{}).(*string); !ok {
		return value
	}
	if value = strings.TrimSpace(value); len(value) > 1 && value[0] == '"' && isValue(value) {
		return value
	}
	return quote(value)
}

// isValue reports whether text is one value of TOML.
func isValue(text string) bool {
	var loose map[string]any
	_, err := toml.Decode("v = "+text, &loose)
	return err == nil && len(loose) == 1
}

// with returns the text of the file with a key set: in place of the one that is
// there, at the end of its table, or in a table of its own at the end.
func (l *layer) with(key, value string) string {
	table, name, inTable := strings.Cut(key, ".")
	if !inTable {
		table, name = "", key
	}
	lines := slices.Clone(l.lines)
	if n := l.at[key]; n > 0 {
		lines[n-1] = replaced(lines[n-1], value)
		return strings.Join(lines, "\n")
	}
	from := 0
	if inTable {
		if from = l.line(table); from == 0 {
			text := strings.TrimRight(strings.Join(lines, "\n"), "\n")
			if text != "" {
				text += "\n\n"
			}
			return text + "[" + table + "]\n" + name + " = " + value + "\n"
		}
	}
	end := from // after the last line of the table that says anything
	for i := from; i < len(lines) && !strings.HasPrefix(strings.TrimSpace(lines[i]), "["); i++ {
		if strings.TrimSpace(lines[i]) != "" {
			end = i + 1
		}
	}
	lines = slices.Insert(lines, end, name+" = "+value)
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

// replaced returns a line that sets a key with another value; a remark after the
// value stays.
func replaced(line, value string) string {
	name, old, _ := strings.Cut(line, "=")
	for i := range old {
		if old[i] == '#' && isValue(old[:i]) {
			value += "  " + old[i:]
			break
		}
	}
	return strings.TrimRight(name, " \t") + " = " + value
}
