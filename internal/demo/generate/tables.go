package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/BurntSushi/toml"
)

//go:embed data/*.toml
var data embed.FS

// The two feeds, as the tables name them.
const (
	feedLancashire = "lancashire"
	feedCumbria    = "cumbria"
)

// tables is all that is written by hand.
type tables struct {
	towns         map[string]town
	organisations map[string]organisation
	series        []series
	services      []entry
	// byKey has every service, those of series too.
	byKey map[string]entry
}

// town is a real town with made-up venues.
type town struct {
	Name string `toml:"name"`
	// At is the centre: latitude and longitude in degrees, WGS84.
	At [2]float64 `toml:"at"`
	// Sectors are postcode sectors near the centre: "LA1 1".
	Sectors  []string `toml:"sectors"`
	District string   `toml:"district"`
	// Code is the GSS code of the district.
	Code   string `toml:"code"`
	County string `toml:"county"`
	Feed   string `toml:"feed"`
	// Venues are "name, street".
	Venues []string `toml:"venues"`
}

// organisation is a made-up body.
type organisation struct {
	key, name, town, about string
}

// entry is one service as the tables have it. What is empty is not stated.
type entry struct {
	Key  string `toml:"key"`
	Name string `toml:"name"`
	// Org is the key of the organisation.
	Org  string `toml:"org"`
	Town string `toml:"town"`
	// Feed overrides the feed of the town.
	Feed string `toml:"feed"`
	// Venue is the number of the town's venue, from 1; 0 takes any.
	Venue int `toml:"venue"`
	// Needs are the ids of the needs that a careful reader would give it. Feeds do
	// not say them; version 1 gives them as types of service.
	Needs []string `toml:"needs"`
	// Who are the circumstances of the people it is for: see audiences.
	Who []string `toml:"who"`
	// Ages is "11-18", "60-", "-25" or "rec 65-" when only recommended.
	Ages string `toml:"ages"`
	// When are sessions: see readSession.
	When []string `toml:"when"`
	// Cost is "free", prices, or words: see readCost.
	Cost string `toml:"cost"`
	// How are the ways of attending: venue, home, phone, online.
	How []string `toml:"how"`
	// Access are the ways in: drop-in, self-referral and so on.
	Access []string `toml:"access"`
	// Acc are the keys of what is accessible: see accessibilities.
	Acc   []string `toml:"acc"`
	Langs []string `toml:"langs"`
	// Area are names of the areas served; the town's district when empty.
	Area   []string `toml:"area"`
	Status string   `toml:"status"`
	Alert  string   `toml:"alert"`
	// Text is the description in paragraphs.
	Text string `toml:"text"`
	// Twin is the key of another record of the same group.
	Twin string `toml:"twin"`
	// Full keeps every fact as written.
	Full bool `toml:"full"`
	// Masked withholds the address, as a refuge does.
	Masked bool `toml:"masked"`
	// Bare leaves nothing but a name.
	Bare bool `toml:"bare"`
	// Mangled writes the text as a system does that reads UTF-8 as Latin-1.
	Mangled bool `toml:"mangled"`
	// Entities writes the text and the name with HTML entities.
	Entities bool `toml:"entities"`

	// core is the text that was written by hand for it, or the opening of its series.
	core string
	// second says that it is also held in the nearest other town.
	second bool
}

// tableFile is the form of every file of tables.
type tableFile struct {
	Towns         []town              `toml:"town"`
	Organisations map[string][]string `toml:"organisation"`
	Series        []series            `toml:"series"`
	Services      []entry             `toml:"service"`
}

// readTables reads every table and refuses keys that nobody reads.
func readTables() (*tables, error) {
	t := &tables{towns: map[string]town{}, organisations: map[string]organisation{}, byKey: map[string]entry{}}
	names, err := fs.Glob(data, "data/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	for _, name := range names {
		if err := t.read(name); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	if len(t.towns) == 0 || len(t.organisations) == 0 {
		return nil, errors.New("the tables have no towns or no organisations")
	}
	return t, nil
}

// read adds one file to the tables.
func (t *tables) read(name string) error {
	var f tableFile
	meta, err := toml.DecodeFS(data, name, &f)
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("unknown key %s", unknown[0])
	}
	for _, town := range f.Towns {
		t.towns[town.Name] = town
	}
	for key, o := range f.Organisations {
		if len(o) != 3 {
			return fmt.Errorf("organisation %s needs a name, a town and a sentence", key)
		}
		t.organisations[key] = organisation{key: key, name: o[0] + " (demo)", town: o[1], about: o[2]}
	}
	t.series = append(t.series, f.Series...)
	t.services = append(t.services, f.Services...)
	return nil
}
