package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/service"
)

// Relax says what to give up in a question and what each thing brings, counted
// exactly, the smallest concessions first. Things that bring nothing are left
// out.
func (l *Library) Relax(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return nil, errClosed
	}
	return l.gen.relax(ctx, q)
}

func (g *generation) relax(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
	fits, listed, err := g.count(q)
	if err != nil {
		return nil, err
	}
	var out []service.Relaxation
	widened := false
	for _, c := range concessions(q) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if c.wider && widened {
			continue // the smallest distance that brings anything is enough
		}
		f, n, err := g.count(c.query)
		if err != nil {
			return nil, err
		}
		more := service.Relaxation{Query: c.query, Fits: f - fits, Listed: n - listed}
		if more.Fits <= 0 && more.Listed <= 0 {
			continue
		}
		widened = widened || c.wider
		more.Gain = gain(more) + " " + c.words
		out = append(out, more)
	}
	return out, nil
}

// gain says how much more there is: what fits where anything does.
func gain(r service.Relaxation) string {
	if r.Fits > 0 {
		return fmt.Sprintf("%d more", r.Fits)
	}
	return fmt.Sprintf("%d more that may fit", r.Listed)
}

// count returns how many services fit a question and how many are listed.
func (g *generation) count(q service.Query) (fits, listed int, err error) {
	words, err := g.words.find(q.Words, q.Typing)
	if err != nil {
		return 0, 0, err
	}
	filters, err := g.filters(q)
	if err != nil {
		return 0, 0, err
	}
	b := answered(g.within(words, q), filters, "", q.StatedOnly)
	fits = b.fits.count()
	return fits, fits + b.may.count(), nil
}

// concession is a question with one thing given up.
type concession struct {
	words string
	query service.Query
	wider bool
}

// concessions lists what may be given up, the smallest thing first.
func concessions(q service.Query) []concession {
	var out []concession
	if q.StatedOnly {
		all := q
		all.StatedOnly = false
		out = append(out, concession{words: "if what is not stated may be asked", query: all})
	}
	if q.Near != nil {
		for _, miles := range []float64{1, 2, 3, 5, 8, 10, 15, 20, 30} {
			if miles > q.Radius() {
				wide := q
				wide.Within = miles
				out = append(out, concession{words: fmt.Sprintf("within %g miles", miles), query: wide, wider: true})
			}
		}
	}
	if len(q.When) > 0 {
		any := q
		any.When = nil
		out = append(out, concession{words: "at other times", query: any})
	}
	if q.CheckedWithin > 0 {
		any := q
		any.CheckedWithin = 0
		out = append(out, concession{words: "if the last check may be older", query: any})
	}
	for _, p := range fixedPanes() {
		if len(q.Choices[p.pane]) > 0 {
			out = append(out, concession{words: withoutPane(p.pane), query: q.Choose(p.pane)})
		}
	}
	if q.Age != nil {
		any := q
		any.Age = nil
		out = append(out, concession{words: "for other ages", query: any})
	}
	if all := parseWords(q.Words, q.Typing); len(all) > 1 {
		for i, w := range all {
			fewer := q
			fewer.Words = unparse(slices.Delete(slices.Clone(all), i, i+1))
			out = append(out, concession{words: "without the word “" + w.text + "”", query: fewer})
		}
	}
	return out
}

func withoutPane(p service.Pane) string {
	switch p {
	case service.PaneNeed:
		return "for other needs"
	case service.PaneCircumstance:
		return "for other circumstances"
	case service.PaneFor:
		return "if it may be for women, men or everybody"
	case service.PaneCost:
		return "at another price"
	case service.PaneHow:
		return "attended in other ways"
	case service.PaneAccess:
		return "with other ways in"
	case service.PaneLanguage:
		return "in other languages"
	case service.PaneAccessible:
		return "if access is asked about first"
	case service.PaneType:
		return "of other kinds"
	case service.PaneOrganisation:
		return "from other organisations"
	case service.PaneFeed:
		return "from other feeds"
	default:
		return "without that filter"
	}
}

// unparse writes wanted words as somebody would type them.
func unparse(all []wanted) string {
	var out []string
	for _, w := range all {
		text := w.text
		if w.phrase {
			text = `"` + text + `"`
		}
		if w.without {
			text = "-" + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}
