package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fettle/internal/english"
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
	g := l.gen.ask()
	defer g.done()
	return g.relax(ctx, q)
}

func (g *asker) relax(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
	all, err := g.asking(q)
	if err != nil {
		return nil, err
	}
	fits, listed := g.count(all, "", q.StatedOnly)
	var out []service.Relaxation
	widened := false
	for _, c := range concessions(q) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if c.left != "" && g.words.saysNothing(c.left) {
			continue
		}
		if widened && (c.wider || c.pane == service.PaneWhere) {
			continue // the smallest distance that brings anything is enough
		}
		f, n, err := g.countWith(all, c, q)
		if err != nil {
			return nil, err
		}
		more := service.Relaxation{Query: c.query, Fits: f - fits, Listed: n - listed}
		if more.Fits <= 0 && more.Listed <= 0 {
			continue
		}
		widened = widened || c.pane == service.PaneWhere || c.wider
		more.Gain = gain(more) + " " + c.words
		out = append(out, more)
	}
	return out, nil
}

// asking is a question made ready to be counted: the documents that its words
// allow, and its filters.
type asking struct {
	within  set
	filters []filter
}

func (g *asker) asking(q service.Query) (asking, error) {
	words, err := g.words.find(q)
	if err != nil {
		return asking{}, err
	}
	filters, err := g.filters(q)
	return asking{g.within(words, q), filters}, err
}

// count returns how many services fit and how many are listed, one filter being
// left out; "" leaves out none.
func (g *asker) count(a asking, except service.Pane, statedOnly bool) (fits, listed int) {
	b := g.answered(a.within, a.filters, except, statedOnly)
	fits = b.fits.count()
	return fits, fits + b.may.count()
}

// countWith counts with one thing given up. What stays as it is asked is not
// worked out again.
func (g *asker) countWith(all asking, c concession, q service.Query) (fits, listed int, err error) {
	switch {
	case c.query.Words != q.Words:
		words, err := g.words.find(c.query)
		if err != nil {
			return 0, 0, err
		}
		all.within = g.within(words, q)
	case c.wider:
		all.filters = slices.Clone(all.filters)
		i := slices.IndexFunc(all.filters, func(f filter) bool { return f.pane == service.PaneWhere })
		all.filters[i] = g.whereFilter(*q.Near, c.query.Radius())
	}
	fits, listed = g.count(all, c.pane, c.query.StatedOnly)
	return fits, listed, nil
}

// saysNothing reports whether a word tells nothing of a service: whoever is asked
// whether to leave it out wonders why it counted.
func (w *words) saysNothing(word string) bool {
	plain := w.folded(word)
	return len(w.stems(word)) == 0 || utf8.RuneCountInString(plain) < 2 || english.Filler(plain)
}

// gain says how much more there is: what fits where anything does.
func gain(r service.Relaxation) string {
	if r.Fits > 0 {
		return fmt.Sprintf("%d more", r.Fits)
	}
	return fmt.Sprintf("%d more that may fit", r.Listed)
}

// concession is a question with one thing given up.
type concession struct {
	words string
	query service.Query
	// pane is the filter that is given up; "" is none.
	pane  service.Pane
	wider bool
	// left is the word that is left out, where it was asked for as any word is; ""
	// is none.
	left string
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
	if q.Near != nil {
		any := q
		any.Near, any.Within = nil, 0
		out = append(out, concession{words: "anywhere else", query: any, pane: service.PaneWhere})
	}
	if q.In != nil {
		any := q
		any.In = nil
		out = append(out, concession{words: "in other areas", query: any, pane: service.PaneArea})
	}
	if len(q.When) > 0 {
		any := q
		any.When = nil
		out = append(out, concession{words: "at other times", query: any, pane: service.PaneWhen})
	}
	if q.CheckedWithin > 0 {
		any := q
		any.CheckedWithin = 0
		out = append(out, concession{words: "if the last check may be older", query: any, pane: service.PaneChecked})
	}
	for _, p := range fixedPanes() {
		if len(q.Choices[p.pane]) > 0 {
			out = append(out, concession{words: withoutPane(p.pane), query: q.Choose(p.pane), pane: p.pane})
		}
	}
	if p := service.PaneOrganisation; len(q.Choices[p]) > 0 {
		out = append(out, concession{words: withoutPane(p), query: q.Choose(p), pane: p})
	}
	if q.Age != nil {
		any := q
		any.Age = nil
		out = append(out, concession{words: "for other ages", query: any, pane: service.PaneAge})
	}
	if all := parseWords(q.Words, q.Typing); len(all) > 1 && q.Wording == service.AllWords {
		for i, w := range all {
			fewer := q
			fewer.Words = unparse(slices.Delete(slices.Clone(all), i, i+1))
			c := concession{words: "without the word “" + w.text + "”", query: fewer}
			if !w.must && !w.without {
				c.left = w.text
			}
			out = append(out, c)
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
		if w.must {
			text = `"` + text + `"`
		}
		if w.without {
			text = "-" + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}
