// Package config reads the settings: TOML files with a default for every key, so
// that an empty or absent file is a good one.
//
// Settings come in layers: what is built in, what an organisation rolls out to
// all its machines, and what a person wrote; the later one holds. Every fault in
// a file is reported at once, each naming the file, the line, the key and what
// would be right. The package must not apply a setting or look for files by
// itself, and no setting may hold anything of a person who is being helped.
package config

// Config is all settings. Each of them has its line in entries.
type Config struct {
	// Theme is one of Themes.
	Theme string `toml:"theme"`
	// Place is where a search starts from when none is named: a town or part of
	// a postcode; "" is nowhere.
	Place string `toml:"place"`
	// Mouse says that the finder takes the mouse from the start; the terminal
	// selects text with it otherwise.
	Mouse bool `toml:"mouse"`
	// Plain says that the finder is lines that are read out instead of a screen.
	Plain bool `toml:"plain"`
	// Feeds says which feeds are followed and how they are fetched.
	Feeds Feeds `toml:"feeds"`
	// Export says what is put in what a person is given.
	Export Export `toml:"export"`
}

// Feeds says which feeds are followed and how they are fetched.
type Feeds struct {
	// Follow are addresses of feeds, or their keys in the catalogue, that are
	// brought in beside those a person added.
	Follow []string `toml:"follow"`
	// RequestsPerSecond is the most requests a second to one server, above 0 and
	// at most 20.
	RequestsPerSecond float64 `toml:"requests_per_second"`
	// Limits are the most requests a minute for single feeds, each its name and
	// the number: "bristol 20".
	Limits []string `toml:"limits"`
}

// PerMinute returns the most requests a minute for a feed; 0 is no limit of its
// own.
func (f Feeds) PerMinute(feed string) int {
	for _, limit := range f.Limits {
		if name, n := readLimit(limit); name == feed {
			return n
		}
	}
	return 0
}

// Export says what is put in what a person is given.
type Export struct {
	// Maps is where map links lead, one of Maps.
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

// Themes returns the themes that can be set.
func Themes() []string { return []string{"auto", "light", "dark", "high-contrast"} }

// Maps returns the maps that can be set.
func Maps() []string { return []string{"openstreetmap", "google", "apple", "none"} }

// Default returns the settings that hold where no file says anything.
func Default() Config {
	return Config{
		Theme:  "auto",
		Feeds:  Feeds{RequestsPerSecond: 2},
		Export: Export{Maps: "openstreetmap"},
	}
}
