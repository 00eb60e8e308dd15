package index

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	stdsync "sync"
	"unicode"
	"unicode/utf8"

	"fettle/internal/place"
	"fettle/internal/service"
)

func openGeneration(dir, name string) (*generation, error) {
	path := generationPath(dir, name)
	g := &generation{dir: dir, name: name}
	var err error
	if g.manifest, err = readManifest(path); err != nil {
		return nil, err
	}
	if err := g.manifest.checkSizes(path); err != nil {
		return nil, err
	}
	if err := g.open(path); err != nil {
		return nil, errors.Join(fmt.Errorf("open the library in %s: %w", dir, err), g.close())
	}
	g.prepare()
	return g, nil
}

func (g *generation) open(path string) error {
	facts, err := g.mapped(path, factsFile)
	if err != nil {
		return err
	}
	if g.columns, err = decodeColumns(facts); err != nil {
		return err
	}
	if g.records, err = openRecords(path, g.manifest.Parts, g.columns); err != nil {
		return err
	}
	places, err := os.ReadFile(filepath.Join(path, placesFile))
	if err != nil {
		return err
	}
	if g.places, err = place.ReadGazetteer(places); err != nil {
		return err
	}
	if err := g.openWords(path); err != nil {
		return err
	}
	if g.words.n != g.columns.n {
		return fmt.Errorf("words of %d documents, facts of %d", g.words.n, g.columns.n)
	}
	return nil
}

// openWords opens the words of all parts, and what is told of all of them.
func (g *generation) openWords(path string) error {
	plain, err := newAnalyser(false)
	if err != nil {
		return err
	}
	g.words = &words{analyser: plain, live: g.columns.live, kept: &alikeCache{}, dead: len(g.columns.byID) < g.columns.n}
	data, err := g.mapped(path, spellingFile)
	if err != nil {
		return err
	}
	if g.words.spelling, err = decodeSpelling(data); err != nil {
		return err
	}
	for _, p := range g.manifest.Parts {
		if data, err = g.mapped(path, p.file("", phrasesFile)); err != nil {
			return err
		}
		phrases, err := decodePhrases(data)
		if err != nil {
			return err
		}
		if err := g.words.add(p.file(path, wordsFile), phrases); err != nil {
			return err
		}
	}
	return nil
}

// mapped maps a file of the generation until it is closed.
func (g *generation) mapped(path, name string) ([]byte, error) {
	m, err := mapFile(filepath.Join(path, name))
	if err != nil {
		return nil, err
	}
	g.files = append(g.files, m)
	return m.data, nil
}

// prepare makes what every question needs and no file holds.
func (g *generation) prepare() {
	c := g.columns
	g.fixed = fixedPanes()
	g.size = c.live.count()
	g.beside = g.size >= countedBeside
	g.options, g.week = map[service.Pane][]service.Option{}, weekOptions()
	g.times = stdsync.OnceValues(c.allTimes)
	g.towns = place.NewTownPoints()
	g.served = stdsync.OnceValue(func() []place.Served { return c.servedAreas(g.towns) })
	g.organisationNames = stdsync.OnceValue(c.organisationNames)
	g.organisations = stdsync.OnceValue(func() map[string]uint32 { return organisationNumbers(g.organisationNames()) })
	g.terms = map[service.Pane][]uint32{}
	g.label = map[optionKey]string{}
	for _, p := range g.fixed {
		for _, o := range p.known() {
			g.label[optionKey{p.pane, o.ID}] = o.Label
		}
	}
	for number, key := range c.dict {
		g.terms[key.Pane] = append(g.terms[key.Pane], uint32(number))
		if g.label[key] == "" {
			g.label[key] = g.title(key)
		}
	}
	for _, p := range g.fixed {
		brought := g.terms[p.pane][len(p.known()):] // what only services bring goes by the alphabet
		slices.SortFunc(brought, func(x, y uint32) int {
			return cmp.Or(strings.Compare(g.label[c.dict[x]], g.label[c.dict[y]]), strings.Compare(c.dict[x].ID, c.dict[y].ID))
		})
		for _, term := range g.terms[p.pane] {
			g.options[p.pane] = append(g.options[p.pane], service.Option{ID: c.dict[term].ID, Label: g.label[c.dict[term]]})
		}
	}
}

// title returns the label of an option that only services bring: who publishes
// a feed, else the option with a capital.
func (g *generation) title(key optionKey) string {
	if key.Pane != service.PaneFeed {
		first, size := utf8.DecodeRuneInString(key.ID)
		return string(unicode.ToUpper(first)) + key.ID[size:]
	}
	for _, f := range g.manifest.Contents.Feeds {
		if f.Name == key.ID && f.Publisher != "" {
			return f.Publisher
		}
	}
	return key.ID
}

func (g *generation) close() error {
	var errs []error
	if g.words != nil {
		errs = append(errs, g.words.close())
	}
	if g.records != nil {
		errs = append(errs, g.records.close())
	}
	for _, m := range g.files {
		errs = append(errs, m.close())
	}
	return errors.Join(errs...)
}
