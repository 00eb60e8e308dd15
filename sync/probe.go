package datasync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"fettle/sync/oruk"
)

// Probed is what was found at an address.
type Probed struct {
	// URL is the feed's address without anything to spare.
	URL string `json:"url"`
	// ListAt says that URL is the address of the list itself.
	ListAt bool `json:"list_at,omitempty"`
	// Standard is the form that its first page has, which beats the one it
	// declares: "oruk-1", "oruk-3" or "hsds-3"; "" could not be told.
	Standard string `json:"standard"`
	// Declared is the version that it declares; "" is none.
	Declared string `json:"declared,omitempty"`
	// Publisher, Licence and Software come from the feed or the catalogue; ""
	// is not stated.
	Publisher string `json:"publisher"`
	Licence   string `json:"licence"`
	Software  string `json:"software,omitempty"`
	// Services is how many services it says that it has; -1 is not said.
	Services int `json:"services"`
	// Private says that the address is on this machine or a private network.
	Private bool `json:"private,omitempty"`
	// Encrypted says that the address begins with https.
	Encrypted bool `json:"encrypted"`
	// PerMinute is how many requests a minute the catalogue advises; 0 is none.
	PerMinute int `json:"per_minute,omitempty"`
}

// Feed returns the feed that was found, under a name, added at a moment.
func (p Probed) Feed(name string, added time.Time) Feed {
	return Feed{
		Name: name, URL: p.URL, ListAt: p.ListAt, Standard: p.Standard, Publisher: p.Publisher,
		Licence: p.Licence, Software: p.Software, Private: p.Private, PerMinute: p.PerMinute, Added: added.UTC(),
	}
}

// probeTime is the longest that finding out about an address takes.
const probeTime = time.Minute

// Probe finds out what feed is at an address, as somebody typed it: without a
// scheme https is tried, then http; a list's own address does as well as the
// feed's. With private set, or when the address itself is this machine or a
// number of a private network, such places may be reached. Its errors are
// sentences for the person who typed the address.
func Probe(ctx context.Context, client *Client, address string, private bool) (Probed, error) {
	limited, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	found, err := probeSchemes(limited, client, strings.TrimSpace(address), private)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		return Probed{}, &Fault{URL: address, Reason: hostOf(address) + " did not answer in time: try again later", Err: err}
	}
	return found, err
}

// probeSchemes tries https and http where an address has neither.
func probeSchemes(ctx context.Context, client *Client, address string, private bool) (Probed, error) {
	if strings.Contains(address, "://") {
		return probeAddress(ctx, client, address, private)
	}
	found, err := probeAddress(ctx, client, "https://"+address, private)
	var fault *Fault
	if err == nil || !errors.As(err, &fault) || fault.Status != 0 || isNoSuchHost(err) {
		return found, err
	}
	if plain, plainErr := probeAddress(ctx, client, "http://"+address, private); plainErr == nil {
		return plain, nil
	}
	return found, err
}

// probeAddress asks for one row of the list; where there is no list, the
// address itself may be that of one.
func probeAddress(ctx context.Context, client *Client, address string, private bool) (Probed, error) {
	private = private || privateAddress(address)
	fetch := client.fetcher(private)
	var first error
	for _, asList := range []bool{false, true} {
		at, err := newEndpoint(address, asList)
		if err != nil {
			return Probed{}, err
		}
		page, err := probePage(ctx, fetch, at.page(1, 1))
		if err == nil {
			found := Probed{
				ListAt: asList, Private: private, Standard: page.Envelope.Standard,
				Services: claimed(page), Encrypted: strings.HasPrefix(at.base, "https:"),
			}
			found.URL = at.withQuery(at.base)
			if asList {
				found.URL = at.withQuery(at.list)
			}
			describe(ctx, fetch, at, &found)
			return found, nil
		}
		var fault *Fault
		answered := errors.As(err, &fault) && fault.Status != 0
		if first == nil || gone(first) && answered && fault.Status == http.StatusOK {
			first = err // That it is a web page says more than that it has no list.
		}
		if !answered {
			break // The address itself will give no answer either.
		}
	}
	return Probed{}, first
}

// probePage fetches a page that may be none, with few tries.
func probePage(ctx context.Context, fetch *fetcher, address string) (oruk.Page, error) {
	body, err := fetch.get(ctx, address, 2)
	if err != nil {
		return oruk.Page{}, err
	}
	page, err := oruk.DecodePage(body)
	if err != nil {
		return oruk.Page{}, notAFeed(address, err)
	}
	if single(page, body) {
		return oruk.Page{}, notAFeed(address, errors.New("one record instead of a list of them"))
	}
	return page, nil
}

// claimed returns how many services a feed says it has, by a page of one row;
// -1 when it does not say.
func claimed(page oruk.Page) int {
	rows := len(page.Rows) + len(page.Rejected)
	switch e := page.Envelope; {
	case e.Total >= 0:
		return e.Total
	case e.TotalPages >= 0 && rows == 1:
		return e.TotalPages
	case e.Standard == "" && rows > 1:
		return rows
	}
	return -1
}

// describe adds what the feed says of itself and what the catalogue knows.
// Most feeds of version 1 say nothing, so an answer that can't be read is none.
func describe(ctx context.Context, fetch *fetcher, at endpoint, found *Probed) {
	if known, ok := knownAt(found.URL); ok {
		feed := known.Feed(time.Time{})
		found.Publisher, found.Licence, found.Software = feed.Publisher, feed.Licence, feed.Software
		found.PerMinute = feed.PerMinute
	}
	if found.ListAt {
		return
	}
	body, err := fetch.get(ctx, at.root(), 1)
	if err != nil {
		return
	}
	root, err := oruk.DecodeRoot(body)
	if err != nil {
		return
	}
	found.Declared = root.Version
	found.Standard = cmp.Or(found.Standard, root.Standard)
	found.Publisher = cmp.Or(root.Publisher, found.Publisher)
}

// String says in a line what was found: "Shropshire Council, oruk-3, 5132 services".
func (p Probed) String() string {
	services := "number of services not stated"
	if p.Services >= 0 {
		services = fmt.Sprintf("%d services", p.Services)
	}
	return fmt.Sprintf("%s, %s, %s", cmp.Or(p.Publisher, "publisher not stated"), cmp.Or(p.Standard, "version not stated"), services)
}
