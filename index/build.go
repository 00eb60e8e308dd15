package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

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
		succession: s, path: path, now: now, facts: newFactFinder(now), phrases: newPhraseBuilder(), words: partWords{dir: d.dir},
		made: part{Number: freeNumber(s.parts()), Services: len(s.fresh) + len(s.movedDocs)}, processors: processors(d.base != nil),
	}
	b.keepTaken()
	err = b.makePart(ctx)
	if err == nil {
		err = b.finish(ctx)
	}
	if err := errors.Join(err, b.words.close()); err != nil {
		return err
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

	words     partWords // of the new part
	phrases   *phraseBuilder
	columns   *columnBuilder
	same      facts // of the document that was kept last, whose memory is used again
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
	put := func(some batch) error {
		at, err := out.add(some.records)
		for i := range some.services {
			b.phrases.add(some.services[i].prose)
			b.columns.add(&some.services[i].facts, at[i])
		}
		if err == nil {
			err = b.words.add(ctx, some.words)
		}
		return err
	}
	if err = b.takeAhead(ctx, put); err == nil {
		err = b.prepareAll(ctx, b.unprepared(), put)
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
	reader := b.read()
	var rows rowReader
	if b.base != nil {
		rows.records = b.base.records
	}
	b.dict, err = newRowDict(b.made.Services, func(i int) ([]byte, error) {
		if i < len(b.fresh) {
			s, err := reader.read(b.fresh[i].putService)
			if err != nil {
				return nil, err
			}
			return encodeRow(s), nil
		}
		row, err := rows.plain(b.movedDocs[i-len(b.fresh)])
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
		phrases, err := newPhraseMover(words.phrases, b.phrases)
		if err != nil {
			return err
		}
		drops := roaring.New()
		for doc := words.first; doc < words.first+words.n; doc++ {
			if !b.kept.has(doc) {
				drops.Add(uint32(doc - words.first))
				continue
			}
			if err := phrases.move(doc - words.first); err != nil {
				return err
			}
		}
		b.words.take(words.Segment, drops)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return sideBySide(ctx, b.processors, len(b.movedDocs), rowsMoved, func() (func(from, to int) (packedRecords, error), error) {
		packer, err := newRecordPacker(b.dict)
		rows, from := rowReader{records: b.base.records}, recordReader{records: b.base.records}
		return func(first, end int) (packedRecords, error) {
			return repack(packer, &rows, &from, b.movedDocs[first:end])
		}, err
	}, func(first int, some packedRecords) error {
		at, err := out.add(some)
		for i := range at {
			b.keep(b.movedDocs[first+i], at[i])
		}
		return err
	})
}

// repack packs records of one part for another.
func repack(packer *recordPacker, rows *rowReader, from *recordReader, docs []int) (packedRecords, error) {
	for _, doc := range docs {
		row, err := rows.plain(doc)
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

// keepTaken begins the facts with those of the parts that are taken over.
func (b *builder) keepTaken() {
	n := b.made.Services
	for _, p := range b.taken {
		n += p.Services
	}
	b.columns = newColumnBuilder(n, dayNumber(service.DateOf(b.now)))
	for _, p := range b.taken {
		words := b.base.partOf(p)
		for doc := words.first; doc < words.first+words.n; doc++ {
			if b.kept.has(doc) {
				b.keep(doc, recordPlace{b.base.columns.rowAt[doc], b.base.columns.recordAt[doc]})
			} else {
				b.columns.add(nil, recordPlace{})
			}
		}
	}
}

// keep adds the facts of a document that stays as it was.
func (b *builder) keep(doc int, at recordPlace) {
	b.numbers.of(doc, b.rows[doc], &b.same, b.columns, b.facts)
	b.columns.add(&b.same, at)
}

// finish writes the other files: the words of the new part, and what is of all
// services.
func (b *builder) finish(ctx context.Context) error {
	var errs [4]error
	together(b.processors, func() {
		if b.made.Services > 0 {
			errs[0] = b.words.write(ctx, b.made.file(b.path, wordsFile))
		}
	}, func() {
		spelling, err := b.spelling(ctx)
		if err == nil {
			err = b.write(spellingFile, writing(spelling))
		}
		errs[1] = err
	}, func() {
		if b.made.Services > 0 {
			errs[2] = b.write(b.made.file("", phrasesFile), b.phrases.writeTo)
			b.phrases = nil
		}
		facts, err := b.columns.done().encode()
		if err == nil {
			err = b.write(factsFile, writing(facts))
		}
		errs[3] = err
	})
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	return b.write(placesFile, func(w io.Writer) error {
		_, err := b.places.WriteTo(w)
		return err
	})
}

// write writes one file of the generation.
func (b *builder) write(name string, fill func(io.Writer) error) error {
	if err := atomicfile.WriteFrom(filepath.Join(b.path, name), 0o600, fill); err != nil {
		return fmt.Errorf("write the library's %s: %w", name, err)
	}
	return nil
}

// writing returns what writes bytes.
func writing(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
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
