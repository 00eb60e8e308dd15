package datasync

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

// envelope returns an envelope that states nothing.
func envelope() oruk.Envelope {
	return oruk.Envelope{Total: -1, TotalPages: -1, Number: -1, Size: -1}
}

// pageOf returns a page with rows of those ids.
func pageOf(e oruk.Envelope, ids ...string) oruk.Page {
	page := oruk.Page{Envelope: e}
	for _, id := range ids {
		page.Rows = append(page.Rows, oruk.Row{ID: id, Raw: json.RawMessage(`{}`)})
	}
	return page
}

func TestWalkEndings(t *testing.T) {
	total := func(n int) oruk.Envelope { e := envelope(); e.Total = n; return e }
	last := func(e oruk.Envelope, answer service.Answer) oruk.Envelope { e.Last = answer; return e }
	next := func(address string) oruk.Envelope { e := envelope(); e.Next = address; return e }
	pages := func(n int) oruk.Envelope { e := envelope(); e.TotalPages = n; return e }
	cases := map[string]struct {
		pages []oruk.Page
		end   ending
		whole bool
	}{
		"empty feed that never says it is the last page": {
			[]oruk.Page{pageOf(last(total(0), service.No))}, endEmpty, true},
		"exact pages and an honest last flag": {
			[]oruk.Page{pageOf(last(total(4), service.No), "a", "b"), pageOf(last(total(4), service.Yes), "c", "d")}, endLast, true},
		"one page that holds more than the total": {
			[]oruk.Page{pageOf(last(total(1), service.Yes), "a", "b", "c")}, endLast, true},
		"one id in every row": {
			[]oruk.Page{pageOf(last(total(2), service.Yes), "a", "a", "a")}, endLast, true},
		"short page without totals": {
			[]oruk.Page{pageOf(envelope(), "a", "b"), pageOf(envelope(), "c")}, endShort, true},
		"short page in the middle of what is promised": {
			[]oruk.Page{pageOf(total(5), "a", "b"), pageOf(total(5), "c"), pageOf(total(5), "d", "e"), pageOf(total(5))}, endEmpty, true},
		"last flag on a full page while more is promised": {
			[]oruk.Page{pageOf(last(total(4), service.Yes), "a", "b"), pageOf(last(total(4), service.Yes), "c", "d")}, endLast, true},
		"last flag alone is not believed": {
			[]oruk.Page{pageOf(last(envelope(), service.Yes), "a", "b"), pageOf(last(envelope(), service.Yes), "c", "d"), pageOf(envelope())}, endEmpty, true},
		"page asked for is ignored": {
			[]oruk.Page{pageOf(envelope(), "a", "b"), pageOf(envelope(), "a", "b")}, endRepeat, true},
		"last page comes again after its flag": {
			[]oruk.Page{pageOf(envelope(), "a", "b"), pageOf(last(envelope(), service.Yes), "c", "d"), pageOf(last(envelope(), service.Yes), "c", "d")}, endRepeat, true},
		"page repeats before the total is reached": {
			[]oruk.Page{pageOf(total(9), "a", "b"), pageOf(total(9), "c", "d"), pageOf(total(9), "c", "d")}, endRepeat, false},
		"page repeats where nothing is claimed": {
			[]oruk.Page{pageOf(envelope(), "a", "b"), pageOf(envelope(), "c", "d"), pageOf(envelope(), "a", "b")}, endRepeat, false},
		"total is too small and full pages go on": {
			[]oruk.Page{pageOf(total(2), "a", "b"), pageOf(total(2), "c", "d"), pageOf(total(2), "e", "f"), pageOf(total(2), "g")}, endShort, true},
		"total is too large": {
			[]oruk.Page{pageOf(total(50), "a", "b"), pageOf(total(50), "c"), pageOf(total(50))}, endEmpty, false},
		"rows moved so that a page brings nothing new twice": {
			[]oruk.Page{pageOf(total(9), "a", "b"), pageOf(total(9), "b", "a"), pageOf(total(9), "a", "a")}, endStale, false},
		"only rejected rows": {
			[]oruk.Page{{Envelope: last(total(1), service.Yes), Rejected: []oruk.Rejection{{Name: "x"}}}}, endLast, true},
		"next page is named until there is none": {
			[]oruk.Page{pageOf(next("?after=2"), "a", "b"), pageOf(next("?after=3"), "c"), pageOf(envelope(), "d")}, endCursor, true},
		"next page is named and empty": {
			[]oruk.Page{pageOf(next("?after=2"), "a", "b"), pageOf(next("?after=3"))}, endEmpty, true},
		"number of pages alone": {
			[]oruk.Page{pageOf(last(pages(2), service.No), "a", "b"), pageOf(last(pages(2), service.Yes), "c", "d")}, endLast, true},
		"number of pages is always one": {
			[]oruk.Page{pageOf(pages(1), "a", "b"), pageOf(pages(1), "c", "d"), pageOf(pages(1), "e", "f"), pageOf(pages(1))}, endEmpty, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWalk()
			for i, page := range c.pages {
				end := w.next(page)
				if final := i == len(c.pages)-1; final != (end != goesOn) {
					t.Fatalf("after page %d of %d the walk says %q", i+1, len(c.pages), end)
				}
				if end != goesOn && end != c.end {
					t.Errorf("it ended with %q, want %q", end, c.end)
				}
			}
			if got := w.whole(c.end, 0); got != c.whole {
				t.Errorf("whole is %t, want %t", got, c.whole)
			}
		})
	}
}

func TestWalkIsCapped(t *testing.T) {
	w := newWalk()
	for n := 1; n <= maxPages; n++ {
		end := w.next(pageOf(envelope(), fmt.Sprint(n), fmt.Sprint(-n)))
		if want := n == maxPages; want != (end == endCap) {
			t.Fatalf("after page %d the walk says %q", n, end)
		}
	}
	if w.whole(endCap, 0) {
		t.Error("a walk that was cut off counts as a whole one")
	}
}

func TestUsualShortfall(t *testing.T) {
	cases := []struct {
		rows, total, usual int
		whole              bool
	}{
		{100, 100, 0, true},
		{95, 100, 0, false},
		{95, 100, 5, true},
		{95, 100, 6, false},
		{50, 100, 50, false}, // Half of a feed is too much to get used to.
		{110, 100, 0, true},
	}
	for _, c := range cases {
		w := newWalk()
		w.rows, w.total = c.rows, c.total
		if got := w.whole(endShort, c.usual); got != c.whole {
			t.Errorf("%d of %d rows, usually %d short: whole is %t", c.rows, c.total, c.usual, got)
		}
	}
}

// TestWalkAgainstServers walks through servers of many habits. Whatever one of
// them says of totals and last pages, every row is met, none of the honest ones
// is asked for more pages than it has, and none for many more.
func TestWalkAgainstServers(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		rows, size := r.IntN(40), 1+r.IntN(9)
		totals, lasts, after := r.IntN(5), r.IntN(4), r.IntN(3)
		if totals == 2 && lasts == 2 {
			continue // A total that is too small and a false last flag bear each other out.
		}
		if size == 1 && after != 0 {
			size = 2
		}
		pages := (rows + size - 1) / size
		answer := func(n int) oruk.Page {
			e := envelope()
			e.Total = [...]int{rows, -1, rows / 3, rows + 7, -1}[totals]
			if totals == 4 {
				e.TotalPages = 1
			}
			truth := service.No
			if n >= pages {
				truth = service.Yes
			}
			e.Last = [...]service.Answer{truth, service.No, service.Yes, service.NotStated}[lasts]
			if totals == 4 && lasts == 2 {
				e.Last = service.NotStated
			}
			if n > pages && pages > 0 {
				switch after {
				case 1:
					n = pages
				case 2:
					n = 1
				}
			}
			var ids []string
			for i := (n - 1) * size; i < min(n*size, rows); i++ {
				ids = append(ids, fmt.Sprint("id", i))
			}
			return pageOf(e, ids...)
		}
		w, asked := newWalk(), 0
		end := goesOn
		for end == goesOn && asked < 100 {
			asked++
			end = w.next(answer(asked))
		}
		met := 0
		for i := range rows {
			if w.seen[fmt.Sprint("id", i)] {
				met++
			}
		}
		label := fmt.Sprintf("seed %d: %d rows by %d, totals %d, lasts %d, after %d", seed, rows, size, totals, lasts, after)
		if met != rows {
			t.Errorf("%s: met %d rows, ended with %q", label, met, end)
		}
		if limit := max(1, pages) + 3; asked > limit {
			t.Errorf("%s: asked for %d pages", label, asked)
		}
		if honest := totals == 0 && lasts == 0; honest && asked != max(1, pages) {
			t.Errorf("%s: an honest feed was asked for %d pages", label, asked)
		}
		if honest := totals == 0 && lasts == 0; honest && !w.whole(end, 0) {
			t.Errorf("%s: an honest walk is not whole (%q)", label, end)
		}
	}
}
