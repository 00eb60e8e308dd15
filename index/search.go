package index

import (
	"context"
	"slices"

	"fettle/internal/service"
)

// Search answers a question. The answer is the same, in the same order, for
// the same question and library.
func (l *Library) Search(ctx context.Context, q service.Query) (service.Result, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return service.Result{}, errClosed
	}
	g := l.gen.askNext()
	defer g.doneWith(q)
	return g.search(ctx, q)
}

func (g *asker) search(ctx context.Context, q service.Query) (service.Result, error) {
	var result service.Result
	words, err := g.words.find(q)
	if err != nil {
		return result, err
	}
	g.found = &words
	in := g.within(words, q)
	result.Readings, result.AnyOf, result.Alike = words.readings(), words.anyOf(), words.alike()
	filters, err := g.filters(q)
	if err != nil {
		return result, err
	}
	if err := ctx.Err(); err != nil {
		return result, err
	}
	all := g.answeredAll(in, filters, q.StatedOnly)
	b := all.whole
	result.Fits, result.MayFit = b.fits.count(), b.may.count()
	result.Total = result.Fits + result.MayFit
	nothing := len(filters) == 0 && len(words.wanted) == 0 && words.without == nil && !q.StatedOnly
	var counts *counting
	if q.Facets && !nothing {
		if counts, err = g.counting(all, q); err != nil {
			return result, err
		}
	}
	if g.countingBeside = g.beside && counts != nil; g.countingBeside {
		counts.start(g)
		defer counts.wait()
	}
	most := 0
	if q.Limit > 0 {
		most = max(q.Offset, 0) + q.Limit
	}
	ranked, err := g.rank(ctx, b, words, filters, q, most)
	if err != nil {
		return result, err
	}
	result.ForOthers = b.fits.countAnd(g.others)
	result.OnlyMentioned = result.Total > 0 && g.onlyMentioned(b, words, q)
	if result.Hits, err = g.hits(page(ranked, q.Offset, q.Limit), filters, q); err != nil {
		return result, err
	}
	if err := ctx.Err(); err != nil || !q.Facets {
		return result, err
	}
	if nothing {
		result.Facets, err = g.everything(all, q)
		return result, err
	}
	result.Facets = counts.finish(g)
	return result, nil
}

func page(all []ranked, offset, limit int) []ranked {
	all = all[min(max(offset, 0), len(all)):]
	if limit > 0 && limit < len(all) {
		all = all[:limit]
	}
	return slices.Clip(all)
}

// hits reads the records of results.
func (g *asker) hits(ranked []ranked, filters []filter, q service.Query) ([]service.Hit, error) {
	out := make([]service.Hit, 0, len(ranked))
	rows := rowReader{records: g.records}
	rows.eye.memory.services.expect(len(ranked))
	for _, r := range ranked {
		hit, err := g.hit(&rows, r, filters, q)
		if err != nil {
			return nil, err
		}
		out = append(out, hit)
	}
	return out, nil
}

// hit reads the record of one result and says what it does not state.
func (g *asker) hit(rows *rowReader, r ranked, filters []filter, q service.Query) (service.Hit, error) {
	s, err := rows.row(r.doc)
	if err != nil {
		return service.Hit{}, err
	}
	h := service.Hit{Service: s, Fit: service.Fits, Nearest: -1}
	if r.mayFit {
		h.Fit = service.MayFit
	}
	for _, f := range filters {
		if f.unstated.has(r.doc) && !f.yes.has(r.doc) {
			h.Unstated = append(h.Unstated, f.pane)
		}
	}
	if r.best&forOthers != 0 {
		h.OnlyFor = g.columns.onlyForLabels(r.doc)
	}
	if q.Near != nil {
		if miles, location := g.columns.nearest(r.doc, q.Near.Point); location >= 0 {
			h.Miles, h.Nearest = &miles, location
			h.Rough = q.Near.Level.Rough() || s.Locations[location].Level.Rough()
		}
	}
	if h.Nearest < 0 {
		h.Nearest = slices.IndexFunc(s.Locations, func(l service.Location) bool { return l.Visited() })
	}
	return h, nil
}
