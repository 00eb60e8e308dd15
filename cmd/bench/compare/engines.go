package main

import (
	"context"

	"fettle/index"
	"fettle/internal/service"
)

// answer is what an engine says to a question: how many services there are, how
// many of the first fifty it read, and the count of every option. Counts brings
// the counts of any engine into one form, to compare them; that is no part of
// the time that is measured.
type answer struct {
	total, rows int
	counts      func() map[string]int
}

// engine answers questions.
type engine interface {
	name() string
	// answers reports whether the engine answers a question rightly.
	answers(q question) bool
	ask(ctx context.Context, q question) (answer, error)
	close() error
}

// fettle is what the others are compared with.
type fettle struct{ library *index.Library }

func (f *fettle) name() string          { return "Fettle" }
func (f *fettle) answers(question) bool { return true }
func (f *fettle) close() error          { return f.library.Close() }
func (f *fettle) ask(ctx context.Context, q question) (answer, error) {
	r, err := f.library.Search(ctx, q.fettle())
	return answer{r.Total, len(r.Hits), func() map[string]int { return countsOf(r) }}, err
}

// countsOf returns the counts of a result by their keys.
func countsOf(r service.Result) map[string]int {
	counts := map[string]int{}
	for _, pane := range panes() {
		for _, o := range r.Facets[service.Pane(pane)] {
			if o.Fits > 0 {
				counts[option{pane, o.ID}.key()] = o.Fits
			}
		}
	}
	return counts
}
