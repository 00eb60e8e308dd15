package datasync

import (
	"crypto/sha256"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

const (
	// maxPages and maxRows end a walk through a feed that never ends by itself.
	// The largest feed known has about 6,000 services.
	maxPages = 4_000
	maxRows  = 400_000
)

// ending says why a walk through the pages of a feed ended; "" is that it goes on.
type ending string

// The endings. A walk that ends is not yet a whole one: see walk.whole.
const (
	goesOn ending = ""
	// endEmpty is a page without rows.
	endEmpty ending = "an empty page"
	// endLast is a page that says it is the last one while the totals agree.
	endLast ending = "the last page"
	// endShort is a page with fewer rows than the first one had.
	endShort ending = "a short page"
	// endRepeat is a page that came before, row for row.
	endRepeat ending = "a repeated page"
	// endStale is a second page in turn, or one past the end that the totals
	// give, that brought nothing new.
	endStale ending = "pages with nothing new"
	// endCursor is a page that names no next one, in a feed that names them.
	endCursor ending = "no further page"
	// endCap is one of the limits above.
	endCap ending = "the most that is read of one feed"
	// endFile is the end of what was saved.
	endFile ending = "the end of the file"
)

// walk follows a feed's pages in their order and decides when to stop. Nothing
// a server says is believed by itself: its page number not at all, a last flag
// and totals only as far as the rows bear them out. Its rows are believed.
type walk struct {
	// pages and rows count what came, repeated and rejected rows included.
	pages, rows int
	// size is how many rows page 1 had, which is what the server's pages hold
	// whatever was asked for.
	size int
	// total and totalPages are what the last page said; -1 is not stated.
	total, totalPages int
	// cursor says that the server names each next page.
	cursor bool
	// seen has the ids that came; prints has the pages that came.
	seen   map[string]bool
	prints map[[sha256.Size]byte]bool
	// stale counts the pages in turn that brought nothing new.
	stale int
	// last says that a page said it is the last one.
	last bool
}

// newWalk returns a walk before its first page.
func newWalk() *walk {
	return &walk{total: -1, totalPages: -1, seen: map[string]bool{}, prints: map[[sha256.Size]byte]bool{}}
}

// next takes the next page and says whether and why the walk ends with it.
func (w *walk) next(page oruk.Page) ending {
	rows, fresh, repeated := w.take(page)
	short := rows < w.size
	switch {
	case rows == 0:
		return endEmpty
	case repeated:
		return endRepeat
	case w.stale >= 2 || w.stale == 1 && w.pages > w.bound():
		return endStale
	case w.pages >= maxPages || w.rows >= maxRows:
		return endCap
	case w.cursor:
		if page.Envelope.Next == "" {
			return endCursor
		}
		return goesOn
	case page.Envelope.Last == service.Yes && (w.reached() || short):
		return endLast
	case short && !w.promised():
		return endShort
	case w.pages > w.bound() && fresh < rows:
		// Past the end by the totals; full pages of new ids would show that the
		// totals are too low.
		return endStale
	}
	return goesOn
}

// take counts a page. It returns how many rows it has, how many ids on it are
// new, and whether the same page came before.
func (w *walk) take(page oruk.Page) (rows, fresh int, repeated bool) {
	digest := sha256.New()
	note := func(id string) {
		digest.Write([]byte(id))
		digest.Write([]byte{0})
		if !w.seen[id] {
			w.seen[id] = true
			fresh++
		}
	}
	for _, row := range page.Rows {
		note(row.ID)
	}
	for _, rejection := range page.Rejected {
		note("rejected " + rejection.ID + " " + rejection.Name)
	}
	rows = len(page.Rows) + len(page.Rejected)
	w.pages++
	w.rows += rows
	w.total, w.totalPages = page.Envelope.Total, page.Envelope.TotalPages
	w.last = w.last || page.Envelope.Last == service.Yes
	if w.pages == 1 {
		w.size = rows
		w.cursor = page.Envelope.Next != "" && w.total < 0 && w.totalPages < 0
	}
	w.stale++
	if fresh > 0 {
		w.stale = 0
	}
	key := [sha256.Size]byte(digest.Sum(nil))
	repeated = w.prints[key]
	w.prints[key] = true
	return rows, fresh, repeated
}

// reached reports whether as many rows came as the totals give. A feed that
// gives none has not reached them.
func (w *walk) reached() bool {
	if w.total >= 0 {
		return w.rows >= w.total
	}
	return w.totalPages >= 0 && w.pages >= w.totalPages
}

// promised reports whether the totals give more rows than came.
func (w *walk) promised() bool {
	if w.total >= 0 {
		return w.rows < w.total
	}
	return w.totalPages > w.pages
}

// bound is the number of the page after the last one that the totals give;
// maxPages when they give none.
func (w *walk) bound() int {
	switch {
	case w.total >= 0 && w.size > 0:
		return (w.total+w.size-1)/w.size + 1
	case w.totalPages >= 0:
		return w.totalPages + 1
	}
	return maxPages
}

// pagesOf is how many pages there will be, as far as can be told; -1 is unknown.
func (w *walk) pagesOf() int {
	if bound := w.bound(); bound < maxPages {
		return max(bound-1, w.pages)
	}
	return -1
}

// shortfall is how many rows the feed claimed and did not give; 0 is none.
func (w *walk) shortfall() int {
	if w.total < 0 {
		return 0
	}
	return max(0, w.total-w.rows)
}

// whole reports whether a walk with that ending has brought all that the feed
// has, so that what it did not bring is missing. It has to have ended by a
// rule, with as many rows as the feed claims to have.
//
// A feed may claim more than it gives, for instance by counting what is not
// published. Its claim is known to be wrong when it is short by at most a tenth
// and the last walk was short by the same number, which is what usual says (0
// for none). A feed that claims nothing is believed when its pages end by
// themselves, and when it answers every page with all that it has.
func (w *walk) whole(end ending, usual int) bool {
	short := w.shortfall()
	agrees := short == 0 || short == usual && short <= w.total/10
	switch end {
	case endEmpty, endLast, endShort, endCursor:
		return agrees
	case endRepeat, endStale:
		if w.total >= 0 || w.totalPages >= 0 {
			return agrees && (w.total >= 0 || w.reached())
		}
		return w.last || w.pages == 2
	case endFile:
		return short == 0
	case goesOn, endCap:
		return false
	}
	return false
}
