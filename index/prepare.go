package index

import (
	"context"
	"runtime"
	"time"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"fettle/internal/service"
)

// prepared is what of one service can be worked out side by side with others, but
// for its record.
type prepared struct {
	prose [3][]*form
	facts facts
}

// preparer prepares services; each goroutine has its own.
type preparer struct {
	words  *analyser
	facts  *factFinder
	packer *recordPacker
	fields *wordFields
	count  int // of services whose words were counted
}

func newPreparer(now time.Time, dict rowDict) (*preparer, error) {
	words, err := newAnalyser(true)
	if err != nil {
		return nil, err
	}
	packer, err := newRecordPacker(dict)
	if err != nil {
		return nil, err
	}
	return &preparer{words: words, facts: newFactFinder(now), packer: packer, fields: newWordFields()}, nil
}

// read parts the words of a service, and counts them: 1 for one that comes, -1 for
// one that goes.
func (p *preparer) read(w wordDoc, services int64) (prose [3][]*form) {
	p.count++
	for i, text := range []string{w.Name, w.More, w.Text} {
		prose[i] = p.words.forms(text, make([]*form, 0, len(text)/6+2))
		for _, f := range prose[i] {
			if f.last != p.count {
				f.last = p.count
				f.services += services
			}
		}
	}
	return prose
}

func (p *preparer) prepare(s *service.Service, document *wordDocument) (prepared, error) {
	w := wordsOf(s)
	out := prepared{prose: p.read(w, 1), facts: p.facts.facts(s)}
	document.set(p.fields, out.prose, p.words.forms(w.Start, nil))
	return out, p.packer.add(s)
}

// batch is some services made ready, with their records, and their words as one
// of Bleve's segments.
type batch struct {
	services []prepared
	records  packedRecords
	words    segment.Segment
}

// batch prepares n services, which read reads.
func (p *preparer) batch(n int, read func(i int) (*service.Service, error)) (batch, error) {
	documents := make([]wordDocument, n)
	b := batch{services: make([]prepared, n)}
	for i := range n {
		s, err := read(i)
		if err != nil {
			return b, err
		}
		if b.services[i], err = p.prepare(s, &documents[i]); err != nil {
			return b, err
		}
		runtime.Gosched() // others have little to do, and wait for it
	}
	b.records = p.packer.done()
	var err error
	b.words, err = segmentOf(documents)
	return b, err
}

// mostInBatch is how many services are made ready at a time: the more there are,
// the fewer segments have to be made one, and the more memory it takes.
const mostInBatch = 2048

// prepareAll prepares services on all processors of the builder and gives them to
// put in their order, a batch at a time.
func (b *builder) prepareAll(ctx context.Context, services []freshService, put func(batch) error) error {
	run := max(1, min(mostInBatch, (len(services)+b.processors-1)/b.processors))
	return sideBySide(ctx, b.processors, len(services), run, func() (func(from, to int) (batch, error), error) {
		p, err := newPreparer(b.now, b.dict)
		if err != nil {
			return nil, err
		}
		b.preparers = append(b.preparers, p)
		reader := b.read()
		return func(from, to int) (batch, error) {
			return p.batch(to-from, func(i int) (*service.Service, error) {
				s, err := reader.read(services[from+i].putService)
				if err == nil {
					b.placer.place(s)
				}
				return s, err
			})
		}, nil
	}, func(_ int, some batch) error { return put(some) })
}
