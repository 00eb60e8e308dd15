package main

import (
	"context"
	"os"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/simple"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// facets answers with Bleve alone: words, filters, records and its own facets,
// with a mapping made for it.
type facets struct {
	index bleve.Index
	stem  func(string) string
}

func bleveMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	for _, field := range []string{"names", "stems"} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = simple.Name, false, false, false, false
		m.DefaultMapping.AddFieldMappingsAt(field, f)
	}
	for _, pane := range panes() {
		f := bleve.NewKeywordFieldMapping()
		f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = false, true, false, false
		m.DefaultMapping.AddFieldMappingsAt(pane, f)
	}
	for _, end := range []string{"low", "high"} {
		f := bleve.NewNumericFieldMapping()
		f.Store, f.DocValues, f.IncludeInAll = false, false, false
		m.DefaultMapping.AddFieldMappingsAt(end, f)
	}
	record := bleve.NewTextFieldMapping()
	record.Index, record.Store, record.DocValues, record.IncludeInAll = false, true, false, false
	m.DefaultMapping.AddFieldMappingsAt("json", record)
	return m
}

func openBleve(path string, n int, services func(i int) flat, stem func(string) string) (*facets, error) {
	if _, err := os.Stat(path); err != nil {
		b, err := bleve.NewBuilder(path, bleveMapping(), map[string]any{"batchSize": 4000, "buildPathPrefix": os.TempDir()})
		if err != nil {
			return nil, err
		}
		for i := range n {
			f := services(i)
			doc := map[string]any{"names": f.names, "stems": f.stems, "json": string(f.json)}
			if f.stated {
				doc["low"], doc["high"] = f.low, f.high
			}
			for _, o := range f.options {
				all, _ := doc[o.pane].([]string)
				doc[o.pane] = append(all, o.id)
			}
			if err := b.Index(f.id, doc); err != nil {
				return nil, err
			}
		}
		if err := b.Close(); err != nil {
			return nil, err
		}
	}
	index, err := bleve.OpenUsing(path, map[string]any{"read_only": true})
	return &facets{index, stem}, err
}

func (f *facets) name() string { return "Bleve with its own facets" }
func (f *facets) close() error { return f.index.Close() }

// answers leaves out what is near: Bleve looks at one point of a service that
// has several.
func (f *facets) answers(q question) bool { return q.near == nil }

func term(field, text string) query.Query {
	t := bleve.NewTermQuery(text)
	t.SetField(field)
	return t
}

// query returns a question without one pane.
func (f *facets) query(q question, except string) query.Query {
	var all []query.Query
	if q.beginning != "" {
		begins := bleve.NewPrefixQuery(q.beginning)
		begins.SetField("names")
		either := []query.Query{begins}
		if stem := f.stem(q.beginning); stem != "" {
			either = append(either, term("stems", stem))
		}
		all = append(all, bleve.NewDisjunctionQuery(either...))
	}
	for _, w := range q.words {
		all = append(all, term("stems", f.stem(w)))
	}
	for _, o := range q.options {
		if o.pane != except {
			all = append(all, term(o.pane, o.id))
		}
	}
	if q.age != nil && except != "age" {
		years := float64(*q.age)
		yes := true
		low := bleve.NewNumericRangeInclusiveQuery(nil, &years, nil, &yes)
		low.SetField("low")
		high := bleve.NewNumericRangeInclusiveQuery(&years, nil, &yes, nil)
		high.SetField("high")
		all = append(all, low, high)
	}
	if len(all) == 0 {
		return bleve.NewMatchAllQuery()
	}
	return bleve.NewConjunctionQuery(all...)
}

func (f *facets) ask(ctx context.Context, q question) (answer, error) {
	var out answer
	own := map[string]bool{}
	for _, o := range q.options {
		own[o.pane] = true
	}
	if q.age != nil {
		own["age"] = true
	}
	request := bleve.NewSearchRequestOptions(f.query(q, ""), 50, 0, false)
	request.Fields = []string{"json"}
	for _, pane := range panes() {
		if !own[pane] {
			request.AddFacet(pane, bleve.NewFacetRequest(pane, 1000))
		}
	}
	result, err := f.index.SearchInContext(ctx, request)
	if err != nil {
		return out, err
	}
	out.total, out.rows = int(result.Total), len(result.Hits)
	all := []*bleve.SearchResult{result}
	for pane := range own { // a pane counts what there is without its own choice
		wider := bleve.NewSearchRequestOptions(f.query(q, pane), 0, 0, false)
		wider.AddFacet(pane, bleve.NewFacetRequest(pane, 1000))
		if result, err = f.index.SearchInContext(ctx, wider); err != nil {
			return out, err
		}
		all = append(all, result)
	}
	out.counts = func() map[string]int { return countFacets(all) }
	return out, nil
}

func countFacets(results []*bleve.SearchResult) map[string]int {
	counts := map[string]int{}
	for _, r := range results {
		for pane, facet := range r.Facets {
			for _, t := range facet.Terms.Terms() {
				counts[option{pane, t.Term}.key()] = t.Count
			}
		}
	}
	return counts
}
