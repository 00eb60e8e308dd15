package datasync

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"fettle/sync/oruk"
)

// haul is what the list of a feed brought.
type haul struct {
	// ids are the feed's own ids in the order in which they came first.
	ids []string
	// rows are the rows by id; of two with the same id, the one that came last.
	rows map[string]listed
	// rejected are the records that can't be used, and refused their ids: a
	// record that is there and broken is not missing.
	rejected []Rejected
	refused  []string
	// standard is the form that the pages had; "" is not known.
	standard string
	walk     *walk
	end      ending
	// lone says that it was one record by itself, which is never a whole feed.
	lone bool
}

// listed is one row of a list and the address of the page that it stood on.
type listed struct {
	oruk.Row
	address string
	// standard is the form that its page had; "" is not known.
	standard string
	// early is what is being made of it while the walk goes on; nil is nothing.
	early *early
	// recheck says that the library has the record as the row has it, and that
	// its details are fetched all the same.
	recheck bool
}

// newHaul returns a haul with nothing in it.
func newHaul() *haul { return &haul{rows: map[string]listed{}, walk: newWalk()} }

// take takes a page and says whether the walk ends with it. Raw rows for which
// keep is false are let go of at once, as nothing will be read from them; the
// others go through took.
func (h *haul) take(page oruk.Page, address string, keep func(oruk.Row) bool, took func(listed) listed) ending {
	end := h.walk.next(page)
	if end == endRepeat {
		return end
	}
	if page.Envelope.Standard != "" {
		h.standard = page.Envelope.Standard
	}
	for _, row := range page.Rows {
		if _, known := h.rows[row.ID]; !known {
			h.ids = append(h.ids, row.ID)
		}
		one := listed{Row: row, address: address, standard: h.standard}
		if keep(row) {
			one = took(one)
		} else {
			one.Raw = nil
		}
		h.rows[row.ID] = one
	}
	for _, rejection := range page.Rejected {
		h.rejected = append(h.rejected, Rejected(rejection))
		h.refused = append(h.refused, rejection.ID)
	}
	return end
}

// rowKey returns the key that changes when a row does. A row that holds the
// whole record is compared whole as well, as a feed's own stamp need not move
// when only a time or a place changes.
func rowKey(row oruk.Row) string {
	const hash = "sha256:"
	if !row.Rich || strings.HasPrefix(row.ChangeKey, hash) {
		return row.ChangeKey
	}
	sum := sha256.Sum256(row.Raw)
	return row.ChangeKey + " " + hash + hex.EncodeToString(sum[:12])
}

// decodePage reads a page and gives its rows the keys that the library keeps.
func decodePage(body []byte) (oruk.Page, error) {
	page, err := oruk.DecodePage(body)
	for i := range page.Rows {
		page.Rows[i].ChangeKey = rowKey(page.Rows[i])
	}
	return page, err
}

// lister goes through the pages of one feed.
type lister struct {
	fetch *fetcher
	feed  Feed
	// memory is what was seen of the pages last time, and is brought up to date.
	memory *memory
	// keep says whether what a row says will be read.
	keep func(oruk.Row) bool
	// took is told of the rows that will be read, as they come; paged of each page.
	took  func(listed) listed
	paged func(*walk)
	// settle waits until keep knows for certain.
	settle func()
	// lacks reports whether a walk that says it has ended has not met all that the
	// library has of the feed.
	lacks func(*haul) bool
}

// list goes through the pages of a feed. When it fails on the way, it returns
// what came until then with the error. While a page is read, the next one is
// already on its way if the feed has promised more than this one can hold.
func (l *lister) list(ctx context.Context) (*haul, error) {
	h := newHaul()
	at, err := l.feed.endpoint()
	if err != nil {
		return h, &Fault{URL: l.feed.URL, Reason: err.Error()}
	}
	ctx, cancel := context.WithCancel(ctx)
	address := at.page(1, perPage)
	coming := l.ask(ctx, address)
	// Cancelling first, a request that is no longer wanted ends here.
	defer func() { cancel(); <-coming }()
	for n := 1; ; n++ {
		got := <-coming
		following, asked := at.page(n+1, perPage), false
		if got.err == nil && n > 1 && !h.walk.cursor && h.walk.total > h.walk.rows+h.walk.size {
			coming, asked = l.ask(ctx, following), true
		}
		page, err := l.read(ctx, address, got, n > 1)
		if n > 1 && gone(err) {
			h.end = endEmpty // Servers answer so past the last page.
			return h, nil
		}
		if err != nil {
			return h, err
		}
		if n == 1 {
			l.fetch.left.begin(printOf(page))
		}
		h.end = h.take(page, address, l.keep, l.took)
		l.paged(h.walk)
		if h.end != goesOn && !l.doubtful(h, page) {
			return h, nil
		}
		if h.walk.cursor {
			if following, err = follow(ctx, address, page.Envelope.Next); err != nil {
				return h, err
			}
		}
		if address = following; !asked {
			coming = l.ask(ctx, address)
		}
	}
}

// doubtful reports whether a page that says it is the last one is not believed:
// it is as long as the others, and something is missing that the library has.
// The next page tells, at the cost of one request.
func (l *lister) doubtful(h *haul, page oruk.Page) bool {
	return h.end == endLast && len(page.Rows)+len(page.Rejected) >= h.walk.size && !h.walk.cursor && l.lacks(h)
}

// arrival is what came of a request.
type arrival struct {
	reply
	err error
}

// ask starts a request. Its answer comes once, and then nothing for ever.
func (l *lister) ask(ctx context.Context, address string) <-chan arrival {
	answer := make(chan arrival, 1)
	since := l.since(address)
	go func() {
		defer close(answer)
		got, err := l.fetch.getSince(ctx, address, 0, since)
		answer <- arrival{got, err}
	}()
	return answer
}

// since returns the mark that a page had last time, if nothing of it would be
// read were it the same.
func (l *lister) since(address string) mark {
	seen, ok := l.memory.Pages[address]
	if !ok {
		return mark{}
	}
	if l.settle(); slices.ContainsFunc(seen.page().Rows, l.keep) {
		return mark{}
	}
	return seen.Mark
}

// read reads a page of a list from the answer that came. With again set, an
// answer that is no page is asked for once more: in the middle of a list it is
// a passing fault of the server rather than what the address is.
func (l *lister) read(ctx context.Context, address string, got arrival, again bool) (oruk.Page, error) {
	for {
		if got.err != nil {
			return oruk.Page{}, got.err
		}
		if got.same {
			return l.memory.Pages[address].page(), nil
		}
		page, err := decodePage(got.body)
		if err == nil {
			l.memory.see(address, page, got.mark)
			if again { // Page 1 is always asked for.
				l.fetch.left.keep(address, got.body)
			}
			return page, nil
		}
		if !again {
			return oruk.Page{}, notAFeed(address, err)
		}
		again = false
		if err := l.fetch.client.options.Wait(ctx, time.Second); err != nil {
			return oruk.Page{}, err
		}
		got.reply, got.err = l.fetch.getSince(ctx, address, 0, mark{})
	}
}

// follow returns the address that a page names as the next one.
func follow(ctx context.Context, from, next string) (string, error) {
	base, err := url.Parse(from)
	if err != nil {
		return "", &Fault{URL: from, Reason: hostOf(from) + " can't be read as an address", Err: err}
	}
	to, err := base.Parse(next)
	if err != nil || to.Host == "" || to.User != nil {
		return "", &Fault{URL: from, Reason: hostOf(from) + " names a next page that is no address", Err: err}
	}
	if !mayFollow(base, to) {
		return "", networkFault(ctx, from, elsewhere{to: to})
	}
	return to.String(), nil
}

// notAFeed returns the fault of an answer that came and is no page of a feed.
func notAFeed(address string, err error) error {
	return &Fault{
		URL: address, Status: http.StatusOK, Err: err,
		Reason: fmt.Sprintf("%s answers, but not as a feed: it sends %s", hostOf(address), looks(err)),
	}
}

// looks says what an answer that is no feed looks like.
func looks(err error) string {
	var other *oruk.NotAFeedError
	if errors.As(err, &other) {
		return other.Looks
	}
	return err.Error()
}

// getDetail fetches one service by its id, unless it is still as it was seen;
// then there is no row.
func getDetail(ctx context.Context, f *fetcher, at endpoint, id string, seen seenDetail) (oruk.Row, seenDetail, string, error) {
	address, ok := at.detail(id)
	if !ok {
		return oruk.Row{}, seen, "", &Fault{Reason: "the id can't stand in an address", Status: http.StatusNotFound}
	}
	got, err := f.getSince(ctx, address, detailTries, seen.Mark)
	if err != nil || got.same {
		return oruk.Row{}, seen, "", err
	}
	page, err := oruk.DecodePage(got.body)
	if err != nil {
		return oruk.Row{}, seen, "", notAFeed(address, err)
	}
	if len(page.Rows) != 1 || page.Rows[0].ID != id {
		return oruk.Row{}, seen, "", notAFeed(address, errors.New("another service than the one asked for"))
	}
	f.left.keep(address, got.body)
	sum := sha256.Sum256(page.Rows[0].Raw)
	return page.Rows[0], seenDetail{Hash: hex.EncodeToString(sum[:12]), Mark: got.mark}, address, nil
}
