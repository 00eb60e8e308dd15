package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	stdsync "sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"fettle/internal/atomicfile"
	"fettle/internal/place"
	"fettle/internal/service"
)

// prepared is what of one service can be worked out side by side with others.
type prepared struct {
	words  *wordDocument
	prose  [3][]form
	facts  facts
	record packedRecord
	err    error
}

// preparer prepares services; each goroutine has its own.
type preparer struct {
	words  *analyser
	facts  *factFinder
	packer *recordPacker
}

func newPreparer(now time.Time) (*preparer, error) {
	words, err := newAnalyser(true)
	if err != nil {
		return nil, err
	}
	packer, err := newRecordPacker()
	if err != nil {
		return nil, err
	}
	return &preparer{words, newFactFinder(now), packer}, nil
}

func (p *preparer) prepare(s *service.Service) prepared {
	w := wordsOf(s)
	out := prepared{facts: p.facts.facts(s)}
	for i, text := range []string{w.Name, w.More, w.Text} {
		out.prose[i] = p.words.forms(text, make([]form, 0, len(text)/6+2))
	}
	start := p.words.forms(w.Start, nil)
	out.words = newWordDocument(s.ID, out.prose, start)
	out.record, out.err = p.packer.pack(s)
	return out
}

// chunk is how many services a goroutine prepares at a time, and chunksAhead
// how many chunks may wait to be written.
const (
	chunk       = 64
	chunksAhead = 64
)

// prepareAll prepares services on all processors and gives them to put in
// their order.
func prepareAll(ctx context.Context, services []*service.Service, now time.Time, put func(i int, p *prepared) error) error {
	ctx, stop := context.WithCancel(ctx)
	var workers stdsync.WaitGroup
	defer workers.Wait()
	defer stop()
	type job struct {
		services []*service.Service
		done     chan []prepared
	}
	jobs, queue := make(chan job), make(chan job, chunksAhead)
	for range runtime.GOMAXPROCS(0) {
		p, err := newPreparer(now)
		if err != nil {
			return err
		}
		workers.Go(func() {
			for j := range jobs {
				out := make([]prepared, len(j.services))
				for i, s := range j.services {
					out[i] = p.prepare(s)
				}
				j.done <- out
			}
		})
	}
	workers.Go(func() {
		defer close(jobs)
		defer close(queue)
		for some := range slices.Chunk(services, chunk) {
			j := job{some, make(chan []prepared, 1)}
			for _, to := range []chan job{queue, jobs} {
				select {
				case to <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	i := 0
	for j := range queue {
		var done []prepared
		select {
		case done = <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		for k := range done {
			if err := errors.Join(done[k].err, put(i, &done[k])); err != nil {
				return err
			}
			i++
		}
	}
	return ctx.Err()
}

// build writes one generation into an empty folder.
func build(ctx context.Context, path string, d *Draft, now time.Time) error {
	services := make([]*service.Service, 0, len(d.services()))
	for _, s := range d.services() {
		services = append(services, s)
	}
	if d.trouble != nil {
		return d.trouble
	}
	slices.SortFunc(services, func(x, y *service.Service) int { return strings.Compare(x.ID, y.ID) })
	gazetteer := placeAll(services, d)
	b, err := newGenerationBuilder(path, len(services))
	if err != nil {
		return err
	}
	if err := prepareAll(ctx, services, now, b.put); err != nil {
		return errors.Join(err, b.records.close())
	}
	files, err := b.finish(dayNumber(service.DateOf(now)))
	if err != nil {
		return err
	}
	var places bytes.Buffer
	if _, err := gazetteer.WriteTo(&places); err != nil {
		return fmt.Errorf("write the places: %w", err)
	}
	files[placesFile] = places.Bytes()
	for name, data := range files {
		if err := atomicfile.Write(filepath.Join(path, name), data, 0o600); err != nil {
			return fmt.Errorf("write the library's %s: %w", name, err)
		}
	}
	return writeManifest(path, manifest{Contents: contentsOf(d, now), Rules: d.rules, Postcodes: d.postcodes, Volumes: 1})
}

// generationBuilder puts prepared services into the files of a generation.
type generationBuilder struct {
	path     string
	words    *scorch.Builder
	records  *recordWriter
	phrases  phraseBuilder
	spelling spellingBuilder
	facts    []facts
	places   []recordPlace
	prose    [][]byte
}

func newGenerationBuilder(path string, n int) (*generationBuilder, error) {
	words, err := newWordBuilder(filepath.Join(path, wordsDir))
	if err != nil {
		return nil, err
	}
	records, err := newRecordWriter(path, 0)
	if err != nil {
		return nil, err
	}
	return &generationBuilder{
		path: path, words: words, records: records, phrases: phraseBuilder{number: map[string]uint32{}},
		spelling: spellingBuilder{count: map[string]uint64{}}, facts: make([]facts, n), places: make([]recordPlace, n), prose: make([][]byte, n),
	}, nil
}

func (b *generationBuilder) put(i int, p *prepared) error {
	if err := b.words.Index(p.words); err != nil {
		return fmt.Errorf("put the words of %s into the index: %w", p.words.id, err)
	}
	b.spelling.add(p.prose)
	b.prose[i] = b.phrases.encode(p.prose)
	b.facts[i] = p.facts
	var err error
	b.places[i], err = b.records.add(p.record)
	return err
}

// finish returns the files that are made when all services are known, in the
// order of the numbers that Bleve gave them.
func (b *generationBuilder) finish(builtOn int32) (files map[string][]byte, err error) {
	if len(b.facts) == 0 { // Bleve's builder can't write an index of nothing
		if err := b.words.Index(newWordDocument("/", [3][]form{}, nil)); err != nil {
			return nil, fmt.Errorf("write an index of nothing: %w", err)
		}
	}
	if err := errors.Join(b.words.Close(), b.records.close()); err != nil {
		return nil, fmt.Errorf("finish the library: %w", err)
	}
	numbers, err := b.numbers()
	if err != nil {
		return nil, err
	}
	columns := newColumnBuilder(len(numbers), builtOn)
	prose := make([][]byte, len(numbers))
	for doc, i := range numbers {
		if i < 0 {
			columns.add(nil, recordPlace{})
			continue
		}
		columns.add(&b.facts[i], b.places[i])
		prose[doc] = b.prose[i]
	}
	files = map[string][]byte{}
	if files[factsFile], err = columns.done().encode(); err != nil {
		return nil, err
	}
	if files[phrasesFile], err = b.phrases.finish(prose); err != nil {
		return nil, err
	}
	files[spellingFile], err = b.spelling.encode()
	return files, err
}

// numbers returns which service each document number is, -1 for none.
func (b *generationBuilder) numbers() (numbers []int, err error) {
	w, err := openWords(filepath.Join(b.path, wordsDir))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	ids, err := w.ids()
	if err != nil {
		return nil, err
	}
	at := make(map[string]int, len(b.facts))
	for i := range b.facts {
		at[b.facts[i].id] = i
	}
	numbers = make([]int, len(ids))
	for doc, id := range ids {
		i, ok := at[id]
		if !ok {
			i = -1
		}
		numbers[doc] = i
	}
	return numbers, nil
}

// placeAll gathers the places that the services' own addresses teach, then
// gives a point to the locations that have only a postcode, and their areas to
// all as far as the list of postcodes tells them.
func placeAll(services []*service.Service, d *Draft) *place.Gazetteer {
	builder := place.NewBuilder()
	for _, s := range services {
		for _, l := range s.Locations {
			if l.Level == "" || l.Level == service.LevelPoint {
				builder.Add(l)
			}
		}
	}
	gazetteer := builder.Gazetteer()
	finder := place.NewFinder(gazetteer)
	if d.list != nil {
		finder = finder.WithPostcodes(d.list)
	}
	for _, s := range services {
		for i := range s.Locations {
			l := &s.Locations[i]
			if l.Point != nil && l.Level != "" && l.Level != service.LevelPoint {
				l.Point, l.Level = nil, "" // worked out last time: do it again with what is known now
			}
			finder.Fill(l)
			if d.listed {
				l.Codes = finder.Codes(*l)
			}
		}
	}
	return gazetteer
}
