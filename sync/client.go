package datasync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	stdsync "sync"
	"syscall"
	"time"

	"golang.org/x/time/rate"
)

const (
	// maxBody is the most that one answer may hold, unpacked.
	maxBody = 64 << 20
	// maxRedirects is how many times an answer may send on.
	maxRedirects = 5
	// maxAtOnce is how many requests may be on their way together, over all
	// hosts.
	maxAtOnce = 2
	// burst is how many requests a site may get at once after a rest.
	burst = 4
	// crowded is the first wait after a server says that it gets too many
	// requests without saying how long to wait.
	crowded = 30 * time.Second
)

// ClientOptions are the settings of a Client. The zero options are right for
// everything but tests.
type ClientOptions struct {
	// Version is Fettle's version, for the User-Agent header.
	Version string
	// PerSecond is how many requests a site gets in a second at most; 0 is 2.
	// This machine itself is never held back.
	PerSecond float64
	// Timeout is how long one request may take in all; 0 is two minutes.
	Timeout time.Duration
	// Tries is how often a request is tried; 0 is 4.
	Tries int
	// Patience is the longest that a server's wish to be left alone is waited
	// out; 0 is two minutes. A longer wish fails the request.
	Patience time.Duration
	// Now is the clock; nil is the system's.
	Now func() time.Time
	// Wait waits for that long or until the context ends; nil really does.
	Wait func(ctx context.Context, d time.Duration) error
	// Proxy says which proxy a request goes through; nil asks the environment
	// (HTTPS_PROXY and its kin).
	Proxy func(*http.Request) (*url.URL, error)
}

// Client fetches from feeds, politely and without trust. It may be used from
// several goroutines, and all feeds should share one, as its limits hold over
// all that it fetches.
//
// It tries again by itself instead of using a library for it, because here a
// try includes reading the body to its end, and a server's wish to be left
// alone holds for every feed of the same site.
type Client struct {
	options         ClientOptions
	public, private *http.Client
	slots           chan struct{}

	mu    stdsync.Mutex // Guards sites.
	sites map[string]*site
}

// site is what is remembered of one server.
type site struct {
	limiter *rate.Limiter
	// until is the moment before which it wants no request.
	until time.Time
}

// NewClient returns a client with the options given.
func NewClient(o ClientOptions) *Client {
	if o.PerSecond <= 0 {
		o.PerSecond = 2
	}
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Tries <= 0 {
		o.Tries = 4
	}
	if o.Patience <= 0 {
		o.Patience = 2 * time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	c := &Client{options: o, slots: make(chan struct{}, maxAtOnce), sites: map[string]*site{}}
	c.public = c.newHTTP(refusePrivate)
	c.private = c.newHTTP(nil)
	return c
}

// wait waits for a duration or until the context ends.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// newHTTP returns an HTTP client whose connections pass a check of the address
// that they go to, except those to a proxy, which is the machine's own choice.
func (c *Client) newHTTP(check func(network, address string, _ syscall.RawConn) error) *http.Client {
	var proxies stdsync.Map // Addresses of proxies in use, as host:port.
	checked := &net.Dialer{Timeout: 15 * time.Second, Control: check}
	unchecked := &net.Dialer{Timeout: 15 * time.Second}
	return &http.Client{
		Timeout:       c.options.Timeout,
		CheckRedirect: checkRedirect,
		Transport: &http.Transport{
			Proxy: func(r *http.Request) (*url.URL, error) {
				proxy, err := c.options.Proxy(r)
				if proxy != nil {
					proxies.Store(net.JoinHostPort(proxy.Hostname(), port(proxy)), true)
				}
				return proxy, err
			},
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if _, is := proxies.Load(address); is {
					return unchecked.DialContext(ctx, network, address)
				}
				return checked.DialContext(ctx, network, address)
			},
			ForceAttemptHTTP2:      true,
			MaxIdleConns:           2 * maxAtOnce,
			MaxIdleConnsPerHost:    maxAtOnce,
			IdleConnTimeout:        time.Minute,
			TLSHandshakeTimeout:    15 * time.Second,
			ResponseHeaderTimeout:  c.options.Timeout / 4,
			MaxResponseHeaderBytes: 1 << 20,
		},
	}
}

// refusePrivate refuses a connection to an address that no public server has.
// It sees the address after the name was looked up, so a public name that
// leads inside is refused as well.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read the address %q: %w", address, err)
	}
	if !public(at.Addr()) {
		return errPrivate
	}
	return nil
}

// checkRedirect follows a redirect only where mayFollow allows it.
func checkRedirect(next *http.Request, via []*http.Request) error {
	if !mayFollow(via[0].URL, next.URL) {
		return elsewhere{to: next.URL}
	}
	if len(via) >= maxRedirects {
		return errCircles
	}
	return nil
}

// fetcher fetches for one feed and counts its requests.
type fetcher struct {
	client *Client
	// private lets it reach this machine and private networks.
	private bool
	// left has what an unfinished sync of the feed fetched; nil is nothing.
	left *leftovers

	mu       stdsync.Mutex // Guards requests.
	requests int
}

// fetcher returns a fetcher for a feed.
func (c *Client) fetcher(private bool) *fetcher { return &fetcher{client: c, private: private} }

// count returns how many requests were made.
func (f *fetcher) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.requests
}

// reply is what came from an address.
type reply struct {
	body []byte
	mark mark
	// same says that the answer is still the one that had the mark sent along;
	// then there is no body.
	same bool
}

// get returns the body at an address, as getSince does.
func (f *fetcher) get(ctx context.Context, address string, tries int) ([]byte, error) {
	got, err := f.getSince(ctx, address, tries, mark{})
	return got.body, err
}

// getSince returns what is at an address, unless it is still what had that
// mark; no mark asks in any case. Where that may help it tries again, up to
// that many times in all; 0 is the client's own number. Its errors are a Fault
// or the context's own.
func (f *fetcher) getSince(ctx context.Context, address string, tries int, since mark) (reply, error) {
	if body, ok := f.left.take(address); ok {
		return reply{body: body}, ctx.Err()
	}
	u, err := parseAddress(address)
	if err != nil {
		return reply{}, &Fault{URL: address, Reason: err.Error()}
	}
	if !f.private && privateHost(u.Hostname()) {
		return reply{}, networkFault(ctx, address, errPrivate)
	}
	if tries == 0 {
		tries = f.client.options.Tries
	}
	for try := 1; ; try++ {
		got, err := f.try(ctx, address, u.Hostname(), since)
		var fault *Fault
		if err == nil || !errors.As(err, &fault) || !fault.again || try >= tries {
			return got, err
		}
		pause := backoff(fault, try)
		if pause > f.client.options.Patience {
			fault.Reason = fmt.Sprintf("%s asks to be left alone for %s: try again then", hostOf(address), pause.Round(time.Second))
			return reply{}, fault
		}
		if fault.after > 0 {
			f.client.hold(u.Hostname(), pause)
			continue // The wait for its turn is the pause.
		}
		if err := f.client.options.Wait(ctx, pause); err != nil {
			return reply{}, err
		}
	}
}

// backoff returns how long to wait after a try, counted from 1: as long as the
// server asked, else a second that doubles with each try, and up to half as
// much again by chance so that many callers don't come back together.
func backoff(fault *Fault, try int) time.Duration {
	if fault.after > 0 {
		return fault.after
	}
	pause := time.Second
	if fault.Status == http.StatusTooManyRequests {
		pause = crowded
	}
	pause = min(pause<<min(try-1, 6), time.Minute)
	return pause + rand.N(pause/2)
}

// try makes one request, with the whole body read.
func (f *fetcher) try(ctx context.Context, address, host string, since mark) (reply, error) {
	if err := f.client.turn(ctx, host); err != nil {
		return reply{}, err
	}
	select {
	case f.client.slots <- struct{}{}:
		defer func() { <-f.client.slots }()
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return reply{}, networkFault(ctx, address, err)
	}
	request.Header.Set("User-Agent", "Fettle/"+cmp.Or(f.client.options.Version, "0")+" (+offline directory reader)")
	request.Header.Set("Accept", "application/json")
	since.ask(request.Header)
	f.mu.Lock()
	f.requests++
	f.mu.Unlock()
	doer := f.client.public
	if f.private {
		doer = f.client.private
	}
	response, err := doer.Do(request)
	if err != nil {
		return reply{}, networkFault(ctx, address, err)
	}
	body, err := readBody(response)
	if closing := response.Body.Close(); err == nil {
		err = closing
	}
	if response.StatusCode == http.StatusNotModified && since != (mark{}) {
		return reply{mark: since, same: true}, nil
	}
	if response.StatusCode != http.StatusOK {
		return reply{}, statusFault(address, response, f.client.options.Now())
	}
	if err != nil {
		return reply{}, networkFault(ctx, address, err)
	}
	return reply{body: body, mark: markOf(response.Header)}, nil
}

// readBody reads a body to its end. More than maxBody, counted after unpacking,
// is an error.
func readBody(response *http.Response) ([]byte, error) {
	if response.ContentLength > maxBody {
		return nil, errTooLarge
	}
	limit := int64(maxBody)
	if response.StatusCode != http.StatusOK {
		limit = 64 << 10 // Only read so that the connection can be used again.
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = errTooLarge
	}
	return body, err
}

// siteFor returns what is remembered of a host's site. The lock is held.
func (c *Client) siteFor(host string) *site {
	name := siteOf(host)
	s := c.sites[name]
	if s == nil {
		limit := rate.Limit(c.options.PerSecond)
		if onThisMachine(host) {
			limit = rate.Inf
		}
		s = &site{limiter: rate.NewLimiter(limit, burst)}
		c.sites[name] = s
	}
	return s
}

// turn waits until a host may have the next request.
func (c *Client) turn(ctx context.Context, host string) error {
	c.mu.Lock()
	now := c.options.Now()
	s := c.siteFor(host)
	pause := max(s.limiter.ReserveN(now, 1).DelayFrom(now), s.until.Sub(now))
	c.mu.Unlock()
	if pause <= 0 {
		return ctx.Err()
	}
	return c.options.Wait(ctx, pause)
}

// slow lowers the rate of a host's site to that many requests a minute; a rate
// that is lower already stays.
func (c *Client) slow(host string, perMinute int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.siteFor(host)
	if limit := rate.Limit(float64(perMinute) / 60); perMinute > 0 && limit < s.limiter.Limit() {
		s.limiter.SetLimitAt(c.options.Now(), limit)
	}
}

// hold keeps all requests from a host's site for that long.
func (c *Client) hold(host string, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.siteFor(host)
	if until := c.options.Now().Add(d); until.After(s.until) {
		s.until = until
	}
}
