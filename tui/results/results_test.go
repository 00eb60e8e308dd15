package results_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"fettle/internal/service"
	"fettle/tui/results"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

type times struct{ next []string }

func (times) Session(s service.Session) string { return s.Words }

func (w times) Next(*service.Service, time.Time, int) []string { return w.next }
func (w times) Status(*service.Service, time.Time) string      { return "" }
func (w times) Cautions(*service.Service) []string             { return nil }

func now() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

func plain(t *testing.T) *theme.Theme {
	t.Helper()
	th, err := theme.New("no-colour")
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func lines(t *testing.T, l *results.List, w, h int) []string {
	t.Helper()
	var out []string
	for _, line := range l.Lines(nil, w, h, true, plain(t)) {
		if got := ansi.StringWidth(line); got != w {
			t.Fatalf("a line of %d in a list of %d: %q", got, w, line)
		}
		out = append(out, strings.TrimRight(ansi.Strip(line), " "))
	}
	if len(out) != h {
		t.Fatalf("%d lines in a list of %d", len(out), h)
	}
	return out
}

func TestWhatARowSays(t *testing.T) {
	t.Parallel()
	miles := 1.2
	for _, c := range []struct {
		name string
		s    service.Service
		hit  service.Hit
		next []string
		want string
	}{
		{"all stated", service.Service{Name: "Club", Organisation: service.Organisation{Name: "Org"}, Cost: service.Cost{Free: service.Yes}, Changed: "2026-11-21"},
			service.Hit{Fit: service.Fits, Miles: &miles}, []string{"Tue 24 Nov"}, ">  + Club|1.2 miles|Free/Org, changed yesterday|Tue 24 Nov"},
		{"nothing stated", service.Service{}, service.Hit{Fit: service.MayFit, Unstated: []service.Pane{service.PaneCost}, Nearest: -1}, nil,
			">  ? Name not stated|cost not stated/cost not stated, check not stated|times not stated"},
		{"by telephone", service.Service{Name: "Line", How: []service.How{service.AtVenue, service.ByPhone}}, service.Hit{Fit: service.Fits, Nearest: -1}, nil,
			">  + Line|by phone|cost not stated/check not stated|times not stated"},
		{"closed", service.Service{Name: "Shut", Status: service.StatusDefunct, Locations: []service.Location{{Address: service.Address{Town: "Leyland"}}}},
			service.Hit{Fit: service.Fits}, []string{"Mon"}, ">  + Shut|Leyland|cost not stated/check not stated|closed at present"},
		{"times in words", service.Service{Name: "Some", Timing: "Most days"}, service.Hit{Fit: service.Fits, Nearest: -1}, nil,
			">  + Some|cost not stated/check not stated|Most days"},
		{"a rule", service.Service{Name: "Some", Sessions: []service.Session{{Words: "First Mondays"}}}, service.Hit{Fit: service.Fits, Nearest: -1}, nil,
			">  + Some|cost not stated/check not stated|First Mondays"},
	} {
		var l results.List
		c.hit.Service = &c.s
		l.Set(results.Rows([]service.Hit{c.hit, {}}, times{c.next}, now()), 1, true, nil)
		var said []string
		for _, line := range lines(t, &l, 100, 6)[:2] {
			var cells []string
			for cell := range strings.SplitSeq(line, "  ") {
				if cell = strings.TrimSpace(cell); cell != "" {
					cells = append(cells, cell)
				}
			}
			said = append(said, strings.Join(cells, "|"))
		}
		if got := strings.Replace(strings.Join(said, "/"), ">|", ">  ", 1); got != c.want {
			t.Errorf("%s reads %q, want %q", c.name, got, c.want)
		}
	}
}

func many(n int) []results.Row {
	var hits []service.Hit
	for i := range n {
		hits = append(hits, service.Hit{Service: &service.Service{ID: fmt.Sprint(i), Name: fmt.Sprintf("Club %d", i)}, Fit: service.Fits, Nearest: -1})
	}
	return results.Rows(hits, times{}, now())
}

func TestTheKeysStayOnTheirService(t *testing.T) {
	t.Parallel()
	var l results.List
	if l.Selected() != nil || l.Move(widget.Down) || l.Short() {
		t.Error("an empty list has something")
	}
	rows := many(40)
	l.Set(rows, 50, false, nil)
	lines(t, &l, 80, 10)
	if l.Short() {
		t.Error("more rows are wanted at the start")
	}
	l.Move(widget.PageDown)
	l.Move(widget.Down)
	if got := l.Selected().ID; got != "6" {
		t.Fatalf("the keys are on %s, want 6", got)
	}
	l.Set(rows[5:], 50, false, nil)
	if got := l.Selected().ID; got != "6" {
		t.Errorf("after a new answer the keys are on %s, want 6", got)
	}
	l.Set(rows[10:], 50, false, nil)
	if got := l.Selected().ID; got != "10" {
		t.Errorf("without their service the keys are on %s, want the first", got)
	}
	l.Move(widget.End)
	if !l.Short() {
		t.Error("no more rows are wanted at the end")
	}
	l.Append(rows[:10])
	if l.Len() != 40 || l.Selected().ID != "39" {
		t.Errorf("after more rows there are %d, the keys on %s", l.Len(), l.Selected().ID)
	}
	l.Top()
	if l.At() != 0 {
		t.Error("the top is not the first row")
	}
}

func TestEveryShapeOfRow(t *testing.T) {
	t.Parallel()
	var l results.List
	l.Set(many(30), 30, true, nil)
	l.Mark(map[string]bool{"1": true})
	for _, c := range []struct{ w, h, rows int }{{30, 3, 3}, {30, 8, 4}, {50, 30, 10}, {66, 30, 15}, {150, 7, 3}} {
		got := lines(t, &l, c.w, c.h)
		n := strings.Count(strings.Join(got, "\n"), "Club")
		if n != c.rows || !strings.HasPrefix(got[0], ">  + Club 0") || !strings.Contains(strings.Join(got, "\n"), " * + Club 1") {
			t.Errorf("%d by %d shows %d rows, want %d:\n%s", c.w, c.h, n, c.rows, strings.Join(got, "\n"))
		}
	}
}
