package datasync

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
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
}

// newHaul returns a haul with nothing in it.
func newHaul() *haul { return &haul{rows: map[string]listed{}, walk: newWalk()} }

// take takes a page and says whether the walk ends with it. Raw rows for which
// keep is false are let go of at once, as nothing will be read from them.
func (h *haul) take(page oruk.Page, address string, keep func(oruk.Row) bool) ending {
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
		if !keep(row) {
			row.Raw = nil
		}
		h.rows[row.ID] = listed{Row: row, address: address}
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

// list goes through the pages of a feed. When it fails on the way, it returns
// what came until then with the error. While a page is read, the next one is
// already on its way if the feed has promised more than this one can hold.
func list(ctx context.Context, f *fetcher, feed Feed, keep func(oruk.Row) bool, progress func(*walk)) (*haul, error) {
	h := newHaul()
	at, err := feed.endpoint()
	if err != nil {
		return h, &Fault{URL: feed.URL, Reason: err.Error()}
	}
	ctx, cancel := context.WithCancel(ctx)
	address := at.page(1, perPage)
	coming := ask(ctx, f, address)
	// Cancelling first, a request that is no longer wanted ends here.
	defer func() { cancel(); <-coming }()
	for n := 1; ; n++ {
		got := <-coming
		following, asked := at.page(n+1, perPage), false
		if got.err == nil && n > 1 && !h.walk.cursor && h.walk.total > h.walk.rows+h.walk.size {
			coming, asked = ask(ctx, f, following), true
		}
		page, err := readPage(ctx, f, address, got, n > 1)
		if n > 1 && gone(err) {
			h.end = endEmpty // Servers answer so past the last page.
			return h, nil
		}
		if err != nil {
			return h, err
		}
		h.end = h.take(page, address, keep)
		progress(h.walk)
		if h.end != goesOn {
			return h, nil
		}
		if h.walk.cursor {
			if following, err = follow(ctx, address, page.Envelope.Next); err != nil {
				return h, err
			}
		}
		if address = following; !asked {
			coming = ask(ctx, f, address)
		}
	}
}

// arrival is what came of a request.
type arrival struct {
	bytes []byte
	err   error
}

// ask starts a request. Its answer comes once, and then nothing for ever.
func ask(ctx context.Context, f *fetcher, address string) <-chan arrival {
	answer := make(chan arrival, 1)
	go func() {
		defer close(answer)
		bytes, err := f.get(ctx, address, 0)
		answer <- arrival{bytes, err}
	}()
	return answer
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

// readPage reads a page of a list from the answer that came. With again set, an
// answer that is no page is asked for once more: in the middle of a list it is
// a passing fault of the server rather than what the address is.
func readPage(ctx context.Context, f *fetcher, address string, got arrival, again bool) (oruk.Page, error) {
	for {
		if got.err != nil {
			return oruk.Page{}, got.err
		}
		page, err := oruk.DecodePage(got.bytes)
		if err == nil {
			return page, nil
		}
		if !again {
			return oruk.Page{}, notAFeed(address, err)
		}
		again = false
		if err := f.client.options.Wait(ctx, time.Second); err != nil {
			return oruk.Page{}, err
		}
		got.bytes, got.err = f.get(ctx, address, 0)
	}
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

// getDetail fetches one service by its id.
func getDetail(ctx context.Context, f *fetcher, at endpoint, id string) (oruk.Row, string, error) {
	address, ok := at.detail(id)
	if !ok {
		return oruk.Row{}, "", &Fault{Reason: "the id can't stand in an address", Status: 404}
	}
	body, err := f.get(ctx, address, detailTries)
	if err != nil {
		return oruk.Row{}, "", err
	}
	page, err := oruk.DecodePage(body)
	if err != nil {
		return oruk.Row{}, "", notAFeed(address, err)
	}
	if len(page.Rows) != 1 || page.Rows[0].ID != id {
		return oruk.Row{}, "", notAFeed(address, errors.New("another service than the one asked for"))
	}
	return page.Rows[0], address, nil
}
