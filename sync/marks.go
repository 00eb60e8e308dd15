package datasync

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fettle/internal/atomicfile"
	"fettle/sync/oruk"
)

const (
	// believed is how long a server is believed that its pages are the same;
	// after that everything is fetched again.
	believed = 7 * 24 * time.Hour
	// maxMark is the longest mark that is kept, in bytes.
	maxMark = 256
	// recheckOne is how many unchanged services there are to each one whose
	// details are fetched again: 2 %.
	recheckOne = 50
)

// mark is what a server gives with an answer so that callers can ask later
// whether it is still the same (RFC 9110, 8.8).
type mark struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// markOf returns the mark in the headers of an answer.
func markOf(h http.Header) mark {
	m := mark{ETag: h.Get("ETag"), Modified: h.Get("Last-Modified")}
	if len(m.ETag) > maxMark {
		m.ETag = ""
	}
	if _, err := http.ParseTime(m.Modified); err != nil || len(m.Modified) > maxMark {
		m.Modified = ""
	}
	return m
}

// ask puts the mark into the headers of a request.
func (m mark) ask(h http.Header) {
	if m.ETag != "" {
		h.Set("If-None-Match", m.ETag)
	}
	if m.Modified != "" {
		h.Set("If-Modified-Since", m.Modified)
	}
}

// seenPage is what is remembered of a page that has a mark.
type seenPage struct {
	Mark     mark             `json:"mark"`
	Envelope oruk.Envelope    `json:"envelope"`
	Rows     []seenRow        `json:"rows"`
	Rejected []oruk.Rejection `json:"rejected,omitempty"`
}

// seenRow is a row without what it says.
type seenRow struct {
	ID   string `json:"id"`
	Key  string `json:"key"`
	Rich bool   `json:"rich,omitempty"`
}

// page returns the page with rows that say nothing but what they are.
func (s seenPage) page() oruk.Page {
	page := oruk.Page{Envelope: s.Envelope, Rejected: s.Rejected}
	for _, row := range s.Rows {
		page.Rows = append(page.Rows, oruk.Row{ID: row.ID, ChangeKey: row.Key, Rich: row.Rich})
	}
	return page
}

// seenDetail is what is remembered of the details of a service.
type seenDetail struct {
	Hash string `json:"hash"`
	Mark mark   `json:"mark,omitzero"`
}

// memory is what one sync of a feed remembers of the server's answers for the
// next one, so that it need not fetch what is the same. Losing it costs
// requests and nothing else.
type memory struct {
	URL string `json:"url"`
	// Since is when the oldest of it was fetched rather than believed to be the
	// same.
	Since time.Time `json:"since"`
	// Pages are the pages of the list by their addresses.
	Pages map[string]seenPage `json:"pages,omitempty"`
	// Details are the details of services by the feed's own ids.
	Details map[string]seenDetail `json:"details,omitempty"`
}

// memoryPath returns the file of what is remembered of a feed's answers.
func memoryPath(dir, feed string) string { return filepath.Join(dir, "seen-"+feed+".json") }

// loadMemory reads what is remembered of a feed's answers; nothing when that is
// too old, of another address, or can't be read.
func loadMemory(dir string, feed Feed, now time.Time) memory {
	fresh := memory{URL: feed.URL, Since: now}
	if dir == "" {
		return fresh
	}
	var m memory
	data, err := os.ReadFile(memoryPath(dir, feed.Name))
	if err != nil || json.Unmarshal(data, &m) != nil || m.URL != feed.URL {
		return fresh
	}
	if m.Since.After(now) || now.Sub(m.Since) >= believed {
		m.Pages, m.Since = nil, now
		for id, detail := range m.Details {
			m.Details[id] = seenDetail{Hash: detail.Hash}
		}
	}
	return m
}

// save writes what is to be remembered.
func (m memory) save(dir, feed string) error {
	if dir == "" {
		return nil
	}
	data, err := json.Marshal(m)
	if err == nil {
		err = atomicfile.Write(memoryPath(dir, feed), append(data, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep what the next sync of %s need not fetch: %w", feed, err)
	}
	return nil
}

// see remembers a page, if the server marked it.
func (m *memory) see(address string, page oruk.Page, had mark) {
	if had == (mark{}) {
		delete(m.Pages, address)
		return
	}
	seen := seenPage{Mark: had, Envelope: page.Envelope, Rejected: page.Rejected}
	for _, row := range page.Rows {
		seen.Rows = append(seen.Rows, seenRow{row.ID, row.ChangeKey, row.Rich})
	}
	if m.Pages == nil {
		m.Pages = map[string]seenPage{}
	}
	m.Pages[address] = seen
}

// chooseRechecks returns which of the unchanged services to fetch the details
// of again, in turn from the one after the last on: a fiftieth of them. Where
// there are fewer than fifty, credit counts up to one from sync to sync.
func chooseRechecks(unchanged []string, last string, credit int) (chosen []string, nextLast string, nextCredit int) {
	n := len(unchanged) / recheckOne
	if n == 0 {
		if credit += len(unchanged); credit >= recheckOne {
			n, credit = 1, credit-recheckOne
		}
	}
	if n == 0 {
		return nil, last, credit
	}
	slices.Sort(unchanged)
	from, _ := slices.BinarySearchFunc(unchanged, last, func(id, last string) int {
		if c := strings.Compare(id, last); c != 0 {
			return c
		}
		return -1 // The one after it.
	})
	for i := range n {
		chosen = append(chosen, unchanged[(from+i)%len(unchanged)])
	}
	return chosen, chosen[len(chosen)-1], credit
}
