// Package paths says where Fettle keeps what it keeps, on every system and in
// one named folder.
//
// It only makes names: it must not read, write or make anything, and it knows
// the environment only through what it is given.
package paths

import (
	"cmp"
	"path/filepath"
	"strings"
)

// Paths are the folders that Fettle keeps things in. Nothing in them exists
// until somebody writes there.
type Paths struct {
	// Data holds what can't be made again: shortlists and the list of feeds,
	// and the library beside them.
	Data string
	// Config holds what a person writes: settings and rules.
	Config string
	// Organisation holds what an organisation rolls out to all its machines, in
	// files of the same names as in Config; "" is none.
	Organisation string
}

// OrganisationVariable is the variable of the environment that names another
// folder for what an organisation rolls out.
const OrganisationVariable = "FETTLE_ORGANISATION"

// System returns the folders that a system sets aside for a program of its
// user. It takes the environment, the system's name as in runtime.GOOS and the
// home folder. Linux and the rest follow the XDG Base Directory Specification
// 0.8, which says that a folder not named from the root is to be ignored. The
// organisation's folder is one that only an administrator can change: that is
// why it is not in ProgramData, where anybody can make a folder.
func System(getenv func(string) string, goos, home string) Paths {
	switch goos {
	case "windows":
		join := joiner(`\`)
		local := cmp.Or(getenv("LocalAppData"), join(home, "AppData", "Local"))
		roaming := cmp.Or(getenv("AppData"), join(home, "AppData", "Roaming"))
		return Paths{
			Data:   join(local, "Fettle", "data"),
			Config: join(roaming, "Fettle"),
			Organisation: cmp.Or(getenv(OrganisationVariable),
				join(cmp.Or(getenv("ProgramFiles"), `C:\Program Files`), "Fettle", "organisation")),
		}
	case "darwin":
		join := joiner("/")
		support := join(home, "Library", "Application Support", "Fettle")
		return Paths{
			Data:         join(support, "data"),
			Config:       join(support, "config"),
			Organisation: cmp.Or(getenv(OrganisationVariable), "/Library/Application Support/Fettle"),
		}
	}
	join := joiner("/")
	folder := func(variable string, otherwise ...string) string {
		if dir := getenv(variable); strings.HasPrefix(dir, "/") {
			return join(dir, "fettle")
		}
		return join(append([]string{home}, append(otherwise, "fettle")...)...)
	}
	return Paths{
		Data:         folder("XDG_DATA_HOME", ".local", "share"),
		Config:       folder("XDG_CONFIG_HOME", ".config"),
		Organisation: cmp.Or(getenv(OrganisationVariable), "/etc/fettle"),
	}
}

// Under returns folders that are all inside dir, for --data DIR. There is no
// organisation's folder then.
func Under(dir string) Paths {
	return Paths{
		Data:   dir,
		Config: filepath.Join(dir, "config"),
	}
}

// Demo returns the folders of the demonstration, which are inside these and
// apart from everything real. Config and Organisation stay what they are: rules
// and settings hold for the demonstration too.
func (p Paths) Demo() Paths {
	return Paths{
		Data:         filepath.Join(p.Data, "demo"),
		Config:       p.Config,
		Organisation: p.Organisation,
	}
}

// Library returns the folder of the library and its generations.
func (p Paths) Library() string { return filepath.Join(p.Data, "library") }

// Shortlists returns the folder of the shortlists.
func (p Paths) Shortlists() string { return filepath.Join(p.Data, "shortlists") }

// FeedList returns the file that lists the feeds that are followed.
func (p Paths) FeedList() string { return filepath.Join(p.Data, "feeds.json") }

// Searches returns the file of the saved searches.
func (p Paths) Searches() string { return filepath.Join(p.Data, "searches.json") }

// SyncState returns the folder of what one sync has to tell the next one.
func (p Paths) SyncState() string { return filepath.Join(p.Data, "syncstate") }

// Changes returns the folder in which it is written down what updates changed.
func (p Paths) Changes() string { return filepath.Join(p.Data, "changes") }

// Postcodes returns the file of the imported postcodes.
func (p Paths) Postcodes() string { return filepath.Join(p.Data, "places.idx") }

// OnlineAnswers returns the file in which it stands whether postcodes may be
// asked for online, and what was answered.
func (p Paths) OnlineAnswers() string { return filepath.Join(p.Data, "places-online.json") }

// Exports returns the folder that lists are written to where no folder of a
// person's documents is used.
func (p Paths) Exports() string { return filepath.Join(p.Data, "exports") }

// ExportNotes returns the folder of the notes of which lists were written where.
func (p Paths) ExportNotes() string { return filepath.Join(p.Data, "exported") }

// DemoStamp returns the file that says of what the demonstration was made.
func (p Paths) DemoStamp() string { return filepath.Join(p.Data, "made.json") }

// ConfigFile returns the file of a person's own settings.
func (p Paths) ConfigFile() string { return filepath.Join(p.Config, "config.toml") }

// Layers returns where a file or folder of configuration may be, the
// organisation's first and a person's own after it, such as for "config.toml".
// Where they add up, they do so in this order; where one holds, the last does.
func (p Paths) Layers(name string) []string {
	own := filepath.Join(p.Config, name)
	if p.Organisation == "" {
		return []string{own}
	}
	return []string{filepath.Join(p.Organisation, name), own}
}

// joiner returns a function that joins parts with the separator of a system,
// which need not be the one that the program runs on.
func joiner(separator string) func(...string) string {
	return func(parts ...string) string {
		for i, part := range parts[:len(parts)-1] {
			parts[i] = strings.TrimRight(part, separator)
		}
		return strings.Join(parts, separator)
	}
}
