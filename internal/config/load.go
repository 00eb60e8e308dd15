package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Settings are what is in force, and where each value comes from.
type Settings struct {
	Config
	// Values are all settings in the order in which they are shown.
	Values []Value
}

// Value is one setting that is in force.
type Value struct {
	// Key is its name with its table, such as "export.maps".
	Key string
	// Says is what it is for, in one line.
	Says string
	// Text is the value as it is written in a file.
	Text string
	// File is the file that sets it; "" is that it is built in.
	File string
	// Line is the line in the file, from 1; 0 is not known.
	Line int
}

// Load reads the settings in files, of which a later one holds over an earlier
// one; a file that is not there sets nothing. A file with a fault is left out
// whole: the error says what is wrong with it, and the settings are what the
// others make.
func Load(files ...string) (Settings, error) {
	s := Settings{Config: Default()}
	var faults []error
	var layers []layer
	for _, path := range files {
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("read the settings: %w", err))
			continue
		}
		l, err := parse(path, data)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		layers = append(layers, l)
	}
	for _, e := range entries() {
		v := Value{Key: e.key, Says: e.says}
		for i := range layers {
			if line, ok := layers[i].at[e.key]; ok {
				e.take(&s.Config, &layers[i].set)
				v.File, v.Line = layers[i].path, line
			}
		}
		v.Text = e.text(&s.Config)
		s.Values = append(s.Values, v)
	}
	return s, errors.Join(faults...)
}
