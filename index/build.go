package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"fettle/internal/atomicfile"
	"fettle/internal/service"
)

// build writes one generation into an empty folder. What the draft leaves as it
// was is taken over, what is new or changed is worked out.
func build(ctx context.Context, path string, d *Draft, now time.Time) error {
	s, err := succeed(ctx, d)
	if err != nil {
		return err
	}
	b := &builder{
		succession: s, path: path, now: now, facts: newFactFinder(now), phrases: phraseBuilder{number: map[string]uint32{}},
		made: part{Number: freeNumber(s.parts()), Services: len(s.fresh) + len(s.movedDocs)}, processors: processors(d.base != nil),
	}
	if err := b.makePart(ctx); err != nil {
		return err
	}
	files, err := b.finish(ctx)
	if err != nil {
		return err
	}
	var places bytes.Buffer
	if _, err := s.places.WriteTo(&places); err != nil {
		return fmt.Errorf("write the places: %w", err)
	}
	files[placesFile] = places.Bytes()
	for name, data := range files {
		if err := atomicfile.Write(filepath.Join(path, name), data, 0o600); err != nil {
			return fmt.Errorf("write the library's %s: %w", name, err)
		}
	}
	m := manifest{Contents: contentsOf(d, now), Rules: d.rules, Postcodes: d.postcodes, Parts: s.taken}
	before := map[string]fileSum{}
	for _, p := range s.taken {
		if err := takeOver(generationPath(s.base.dir, s.base.name), path, p.files()); err != nil {
			return err
		}
		for _, name := range p.files() {
			before[name] = s.base.manifest.Files[name]
		}
	}
	if b.made.Services > 0 {
		m.Parts = append(m.Parts[:len(m.Parts):len(m.Parts)], b.made)
	}
	return writeManifest(path, m, before)
}

// builder writes a generation: one new part, and the files that are of all
// services.
type builder struct {
	*succession
	path string
	now  time.Time
	made part // the new one
	// processors is on how many it works.
	processors int

	segments  []segment.Segment // the words of the new part, before they are made one
	drops     []*roaring.Bitmap // what of them is left out
	phrases   phraseBuilder
	prose     [][]byte      // the phrases of each of its services
	prepared  []facts       // of those of its services that were prepared
	at        []recordPlace // where the records of each of its services are
	facts     *factFinder
	dict      rowDict // of the new part
	preparers []*preparer
}

// makePart writes the records of the new part and works everything else of it
// out: first what is new, as it was prepared ahead and then by its ids, then what
// moves from other parts.
func (b *builder) makePart(ctx context.Context) error {
	if b.made.Services == 0 {
		return nil
	}
	if err := b.makeDict(); err != nil {
		return err
	}
	out, err := newRecordWriter(b.path, b.made, b.dict)
	if err != nil {
		return err
	}
	put := func(some batch) (err error) {
		b.segments, b.drops = append(b.segments, some.words), append(b.drops, nil)
		for i := range some.services {
			b.prose = append(b.prose, b.phrases.encode(some.services[i].prose))
			b.prepared = append(b.prepared, some.services[i].facts)
		}
		b.at, err = out.add(some.records, b.at)
		return err
	}
	if err = b.takeAhead(ctx, put); err == nil {
		var preparers []*preparer
		preparers, err = prepareAll(ctx, b.processors, b.unprepared(), b.now, b.dict, put)
		b.preparers = append(b.preparers, preparers...)
	}
	if err == nil {
		err = b.move(ctx, out)
	}
	return errors.Join(err, out.close())
}

// makeDict makes the dictionary of the rows of the new part: that by which some
// were packed already, or one of those that are to come.
func (b *builder) makeDict() (err error) {
	if len(b.ahead) > 0 {
		b.dict = b.aheadDict
		return nil
	}
	b.dict, err = newRowDict(b.made.Services, func(i int) ([]byte, error) {
		if i < len(b.fresh) {
			return encodeRow(b.fresh[i]), nil
		}
		row, err := b.base.records.plainRow(b.movedDocs[i-len(b.fresh)])
		return []byte(row), err
	})
	return err
}

// rowsMoved is how many records are packed anew at a time.
const rowsMoved = 1024

// move brings the services of parts that are given up into the new part.
func (b *builder) move(ctx context.Context, out *recordWriter) error {
	if len(b.movedDocs) == 0 {
		return nil
	}
	for _, p := range b.moved {
		words := b.base.partOf(p)
		phrases, err := newPhraseMover(words.phrases, &b.phrases)
		if err != nil {
			return err
		}
		drops := roaring.New()
		for doc := words.first; doc < words.first+words.n; doc++ {
			if !b.kept.has(doc) {
				drops.Add(uint32(doc - words.first))
				continue
			}
			prose, err := phrases.move(doc - words.first)
			if err != nil {
				return err
			}
			b.prose = append(b.prose, prose)
		}
		b.segments, b.drops = append(b.segments, words.Segment), append(b.drops, drops)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return sideBySide(ctx, b.processors, len(b.movedDocs), rowsMoved, func() (func(from, to int) (packedRecords, error), error) {
		packer, err := newRecordPacker(b.dict)
		from := recordReader{records: b.base.records}
		return func(first, end int) (packedRecords, error) { return repack(packer, &from, b.movedDocs[first:end]) }, err
	}, func(_ int, some packedRecords) (err error) {
		b.at, err = out.add(some, b.at)
		return err
	})
}

// repack packs records of one part for another.
func repack(packer *recordPacker, from *recordReader, docs []int) (packedRecords, error) {
	for _, doc := range docs {
		row, err := from.plainRow(doc)
		if err != nil {
			return packedRecords{}, fmt.Errorf("take over: %w", err)
		}
		record, raw, err := from.plain(doc)
		if err != nil {
			return packedRecords{}, fmt.Errorf("take over: %w", err)
		}
		packer.addPlain([]byte(row), record, raw)
	}
	return packer.done(), nil
}

// finish writes the words of the new part and returns the other files.
func (b *builder) finish(ctx context.Context) (files map[string][]byte, err error) {
	var facts, phrases, spelling []byte
	var factsErr, phrasesErr, spellingErr, wordsErr error
	together(b.processors, func() {
		if b.made.Services > 0 {
			wordsErr = writeWords(ctx, b.made.file(b.path, wordsFile), b.segments, b.drops)
		}
	}, func() {
		spelling, spellingErr = b.spelling(ctx)
	}, func() {
		facts, factsErr = b.columns().encode()
		phrases, phrasesErr = b.phrases.finish(b.prose)
	})
	files = map[string][]byte{factsFile: facts, spellingFile: spelling}
	if b.made.Services > 0 {
		files[b.made.file("", phrasesFile)] = phrases
	}
	return files, errors.Join(factsErr, phrasesErr, spellingErr, wordsErr)
}

// columns puts the facts of all services together, in the order of the parts.
func (b *builder) columns() *columns {
	n := b.made.Services
	for _, p := range b.taken {
		n += p.Services
	}
	columns := newColumnBuilder(n, dayNumber(service.DateOf(b.now)))
	var f facts
	keep := func(doc int, at recordPlace) {
		b.factsOf(doc, &f, columns, b.facts)
		columns.add(&f, at)
	}
	for _, p := range b.taken {
		words := b.base.partOf(p)
		for doc := words.first; doc < words.first+words.n; doc++ {
			if b.kept.has(doc) {
				keep(doc, recordPlace{b.base.columns.rowAt[doc], b.base.columns.recordAt[doc]})
			} else {
				columns.add(nil, recordPlace{})
			}
		}
	}
	for i := range b.prepared {
		columns.add(&b.prepared[i], b.at[i])
	}
	for i, doc := range b.movedDocs {
		keep(doc, b.at[len(b.prepared)+i])
	}
	return columns.done()
}

// spelling counts the words of all services: those of the library before, without
// what changed or went, and with what is new.
func (b *builder) spelling(ctx context.Context) ([]byte, error) {
	out := &spellingBuilder{count: map[string]int64{}}
	if b.base != nil {
		if err := out.addAll(b.base.words.spelling); err != nil {
			return nil, err
		}
		if err := b.readLeft(ctx); err != nil {
			return nil, err
		}
	}
	for _, p := range b.preparers {
		out.add(p.words.met)
	}
	return out.encode()
}
