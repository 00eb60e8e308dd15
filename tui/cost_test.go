package tui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/find"
	"fettle/tui/light"
	"fettle/tui/results"
)

// countrywide returns an answer as the whole country gives it: a page of
// services, and counts of five figures that all differ from those of another
// round.
func countrywide(d *driver, round int) find.Answer {
	hits := make([]service.Hit, 0, pageRows)
	for i := range pageRows {
		s := d.lib.All[i]
		s.ID = fmt.Sprint(round, "/", i)
		hits = append(hits, service.Hit{Service: &s, Fit: []service.Fit{service.Fits, service.MayFit}[i%2], Unstated: []service.Pane{service.PaneAge, service.PaneCost}[:i%3%2+1]})
	}
	facets := d.lib.Facets(service.Query{Now: fakeNow()})
	for _, options := range facets {
		for i := range options {
			options[i].Fits, options[i].MayFit = 12_345+round+i, 67_890+round+i
		}
	}
	return find.Answer{
		Rows: results.Rows(hits, d.a.deps.Words, fakeNow()), Lit: light.New("lunch club", nil, []string{"walk and talk"}, true),
		Result: service.Result{Fits: 90_000 + round, MayFit: 80_000, Total: 170_000 + round, Facets: facets},
	}
}

// fill writes words, chooses a need and shows an answer of the whole country.
func (d *driver) fill() {
	d.write("lunch")
	d.press("tab", "space", "esc")
	d.a.find.Show(countrywide(d, 0))
	d.run(d.a.settle())
}

// mostTakenIn is how many things may be allocated to take in a new answer.
const mostTakenIn = 25

// TestAFrameCostsLittleMemory guards what one frame allocates: when only the
// keys moved, and when every row and count is new.
func TestAFrameCostsLittleMemory(t *testing.T) {
	for name, c := range map[string]struct {
		w, h           int
		keys           []string
		moved, renewed float64
	}{
		"finder, small":            {80, 24, nil, 70, 80},
		"finder, wide":             {200, 60, nil, 100, 150},
		"filters, wide":            {200, 60, []string{"4"}, 110, 150},
		"one service, small":       {80, 24, []string{"enter"}, 70, 70},
		"one service beside, wide": {200, 60, []string{"enter"}, 100, 150},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDriver(t, c.w, c.h, func(d *Deps) { d.Theme = "dark" })
			d.fill()
			d.press(c.keys...)
			moved := testing.AllocsPerRun(50, func() { d.a.View() })
			answers := make([]find.Answer, 12)
			for i := range answers {
				answers[i] = countrywide(d, i+1)
			}
			round := 0
			show := func() { d.a.find.Show(answers[round%len(answers)]); round++ }
			shown := testing.AllocsPerRun(10, show)
			renewed := testing.AllocsPerRun(10, func() { show(); d.a.View() }) - shown
			t.Logf("%.0f things when only the keys moved, %.0f when all is new, %.0f to take that in", moved, renewed, shown)
			if moved > c.moved || renewed > c.renewed || shown > mostTakenIn {
				t.Errorf("%.0f, %.0f and %.0f things are allocated, %.0f, %.0f and %d are enough", moved, renewed, shown, c.moved, c.renewed, mostTakenIn)
			}
		})
	}
}

func BenchmarkView(b *testing.B) {
	d := newDriver(&testing.T{}, 200, 60, func(d *Deps) { d.Theme = "dark" })
	d.fill()
	b.Run("keys moved", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.a.View()
		}
	})
	answers := []find.Answer{countrywide(d, 1), countrywide(d, 2)}
	b.Run("all is new", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			d.a.find.Show(answers[i%2])
			d.a.View()
		}
	})
	b.Run("down", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.a.Update(tea.KeyPressMsg{Code: tea.KeyDown})
			d.a.View()
		}
	})
}
