package datasync

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"
)

// answer starts a server with that handler.
func answer(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

func TestClientSaysWhoItIsAndUnpacks(t *testing.T) {
	var agent string
	server := answer(t, func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			t.Errorf("it accepts %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "gzip")
		packed := gzip.NewWriter(w)
		_, _ = io.WriteString(packed, `[]`)
		_ = packed.Close()
	})
	body, err := newClock().client().fetcher(true).get(t.Context(), server.URL, 0)
	if err != nil || string(body) != "[]" {
		t.Errorf("got %q and %v", body, err)
	}
	if agent != "Fettle/1.2 (+offline directory reader)" {
		t.Errorf("it calls itself %q", agent)
	}
}

func TestPackedBodyThatGrowsIsRefused(t *testing.T) {
	var member bytes.Buffer
	w := gzip.NewWriter(&member)
	if _, err := w.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	// Packed texts one after the other are the packed form of them all.
	packed := bytes.Repeat(member.Bytes(), maxBody>>20+1)
	asked := atomic.Int64{}
	server := answer(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed)
	})
	_, err := newClock().client().fetcher(true).get(t.Context(), server.URL, 0)
	if err == nil || !strings.Contains(err.Error(), "larger than 64 MiB") {
		t.Errorf("the error is %v", err)
	}
	if asked.Load() != 1 {
		t.Errorf("it was asked for %d times", asked.Load())
	}
}

func TestWaitsBetweenTries(t *testing.T) {
	within := func(d, low, high time.Duration) bool { return d >= low && d <= high }
	cases := map[string]struct {
		status int
		header string
		check  func([]time.Duration) bool
		asked  int
	}{
		"a fault doubles the wait": {500, "", func(w []time.Duration) bool {
			return len(w) == 3 && within(w[0], time.Second, 1500*time.Millisecond) &&
				within(w[1], 2*time.Second, 3*time.Second) && within(w[2], 4*time.Second, 6*time.Second)
		}, 4},
		"a crowd is given time": {429, "", func(w []time.Duration) bool {
			return len(w) == 3 && within(w[0], crowded, crowded*3/2) && within(w[2], time.Minute, time.Minute*3/2)
		}, 4},
		"what the server asks for is kept": {429, "17", func(w []time.Duration) bool {
			return len(w) == 3 && w[0] == 17*time.Second && w[1] == 17*time.Second && w[2] == 17*time.Second
		}, 4},
		"up to a limit":          {503, "7200", func(w []time.Duration) bool { return len(w) == 0 }, 1},
		"a past date is nothing": {503, "Mon, 01 Jan 2024 00:00:00 GMT", func(w []time.Duration) bool { return len(w) == 3 }, 4},
		"nothing there is final": {404, "", func(w []time.Duration) bool { return len(w) == 0 }, 1},
		"no entry is final":      {401, "", func(w []time.Duration) bool { return len(w) == 0 }, 1},
		"so is what is not said": {204, "", func(w []time.Duration) bool { return len(w) == 0 }, 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			asked := atomic.Int64{}
			server := answer(t, func(w http.ResponseWriter, _ *http.Request) {
				asked.Add(1)
				if c.header != "" {
					w.Header().Set("Retry-After", c.header)
				}
				w.WriteHeader(c.status)
			})
			clock := newClock()
			_, err := clock.client().fetcher(true).get(t.Context(), server.URL, 0)
			var fault *Fault
			if !errors.As(err, &fault) || fault.Status != c.status {
				t.Errorf("the error is %v", err)
			}
			if got := clock.waited(); !c.check(got) {
				t.Errorf("it waited %v", got)
			}
			if got := int(asked.Load()); got != c.asked {
				t.Errorf("it asked %d times, want %d", got, c.asked)
			}
		})
	}
}

func TestRestHoldsForTheWholeSite(t *testing.T) {
	clock := newClock()
	c := clock.client()
	c.hold("api.one.example.org", 40*time.Second)
	if err := c.turn(t.Context(), "www.one.example.org"); err != nil {
		t.Fatal(err)
	}
	if err := c.turn(t.Context(), "another.test"); err != nil {
		t.Fatal(err)
	}
	if got := clock.waited(); len(got) != 1 || got[0] != 40*time.Second {
		t.Errorf("it waited %v", got)
	}
}

func TestRatePerSite(t *testing.T) {
	clock := newClock()
	c := clock.client()
	for i := range 2*10 + burst {
		host := []string{"a.openplace.directory", "b.openplace.directory"}[i%2]
		if err := c.turn(t.Context(), host); err != nil {
			t.Fatal(err)
		}
	}
	if got := clock.now().Sub(monday()); got != 10*time.Second {
		t.Errorf("24 requests took %v, want 10s at two a second after the first four", got)
	}
	c.slow("a.openplace.directory", 30)
	c.slow("b.openplace.directory", 60)
	from := clock.now()
	for range 5 {
		if err := c.turn(t.Context(), "b.openplace.directory"); err != nil {
			t.Fatal(err)
		}
	}
	if got := clock.now().Sub(from); got < 9*time.Second || got > 10*time.Second {
		t.Errorf("5 requests at 30 a minute took %v", got)
	}
	from = clock.now()
	for range 100 {
		if err := c.turn(t.Context(), "127.0.0.1"); err != nil {
			t.Fatal(err)
		}
	}
	if got := clock.now().Sub(from); got != 0 {
		t.Errorf("this machine was held back for %v", got)
	}
}

func TestAtMostTwoRequestsAtOnce(t *testing.T) {
	var mu stdsync.Mutex
	at, most := 0, 0
	server := answer(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		at++
		most = max(most, at)
		mu.Unlock()
		time.Sleep(time.Millisecond) // Long enough for a third one to be noticed.
		_, _ = io.WriteString(w, "[]")
		mu.Lock()
		at--
		mu.Unlock()
	})
	fetch := newClock().client().fetcher(true)
	var group stdsync.WaitGroup
	for range 20 {
		group.Go(func() {
			if _, err := fetch.get(t.Context(), server.URL, 0); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if most > maxAtOnce || fetch.count() != 20 {
		t.Errorf("%d requests at once, %d in all", most, fetch.count())
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	server := answer(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	ctx, cancel := context.WithCancel(t.Context())
	client := NewClient(ClientOptions{Proxy: noProxy, Wait: func(ctx context.Context, _ time.Duration) error {
		cancel()
		return wait(ctx, time.Hour)
	}})
	if _, err := client.fetcher(true).get(ctx, server.URL, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	asked := atomic.Int64{}
	server := answer(t, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	client := newClock().client()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{server.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port} {
		_, err := client.fetcher(false).get(t.Context(), address, 0)
		if err == nil || !strings.Contains(err.Error(), "private network") {
			t.Errorf("%s: the error is %v", address, err)
		}
	}
	// Also when the name gives nothing away and only the connection would.
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if response, err := client.public.Do(request); !errors.Is(err, errPrivate) {
		_ = response.Body.Close()
		t.Errorf("the error is %v", err)
	}
	if asked.Load() != 0 {
		t.Error("the server was reached")
	}
	if _, err := client.fetcher(true).get(t.Context(), server.URL, 0); err != nil {
		t.Errorf("a feed that was added as a private one: %v", err)
	}
}

func TestProxyMayBePrivate(t *testing.T) {
	proxied := ""
	proxy := answer(t, func(w http.ResponseWriter, r *http.Request) {
		proxied = r.URL.String()
		_, _ = io.WriteString(w, "[]")
	})
	address, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	clock := newClock()
	client := NewClient(ClientOptions{Now: clock.now, Wait: clock.wait, Proxy: http.ProxyURL(address)})
	if _, err := client.fetcher(false).get(t.Context(), "http://feed.example.org/services", 0); err != nil {
		t.Fatal(err)
	}
	if proxied != "http://feed.example.org/services" {
		t.Errorf("the proxy was asked for %q", proxied)
	}
	// It is not to be talked into reaching what this machine would not.
	for _, inside := range []string{"http://10.0.0.7/services", "http://localhost/services"} {
		if _, err := client.fetcher(false).get(t.Context(), inside, 0); err == nil || !strings.Contains(err.Error(), "private network") {
			t.Errorf("%s: the error is %v", inside, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	elsewhere := answer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "[]") })
	reached := ""
	server := answer(t, func(w http.ResponseWriter, r *http.Request) {
		reached = r.URL.Path
		switch {
		case r.URL.Path == "/far":
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		case strings.HasPrefix(r.URL.Path, "/circle"):
			n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/circle"))
			http.Redirect(w, r, "/circle"+strconv.Itoa(n+1), http.StatusFound)
		case r.URL.Path == "/near":
			http.Redirect(w, r, "/here", http.StatusMovedPermanently)
		default:
			_, _ = io.WriteString(w, "[]")
		}
	})
	fetch := newClock().client().fetcher(true)
	if _, err := fetch.get(t.Context(), server.URL+"/near", 0); err != nil || reached != "/here" {
		t.Errorf("a redirect on the same host: %v, reached %s", err, reached)
	}
	if _, err := fetch.get(t.Context(), server.URL+"/far", 0); err == nil || !strings.Contains(err.Error(), elsewhere.URL) {
		t.Errorf("a redirect to another host: %v", err)
	}
	if _, err := fetch.get(t.Context(), server.URL+"/circle0", 0); err == nil || !strings.Contains(err.Error(), "without an end") {
		t.Errorf("a redirect without an end: %v", err)
	}
}

func TestMayFollow(t *testing.T) {
	cases := []struct {
		from, to string
		want     bool
	}{
		{"https://feed.example.org/a", "https://feed.example.org/b", true},
		{"https://feed.example.org/a", "https://www.example.org/a", true},
		{"http://feed.example.org/a", "https://feed.example.org/a", true},
		{"https://feed.example.org/a", "http://feed.example.org/a", false},
		{"https://feed.example.org/a", "https://example.net/a", false},
		{"https://bristol.gov.uk/a", "https://bath.gov.uk/a", false},
		{"https://one.herokuapp.com/a", "https://two.herokuapp.com/a", false},
		{"https://feed.example.org/a", "https://feed.example.org:8443/a", false},
		{"http://127.0.0.1:81/a", "http://127.0.0.1:82/a", false},
		{"http://127.0.0.1/a", "http://127.0.0.2/a", false},
		{"http://127.0.0.1:81/a", "http://127.0.0.1:81/b", true},
		{"https://feed.example.org/a", "ftp://feed.example.org/a", false},
	}
	for _, c := range cases {
		from, errFrom := url.Parse(c.from)
		to, errTo := url.Parse(c.to)
		if errFrom != nil || errTo != nil {
			t.Fatal(errFrom, errTo)
		}
		if got := mayFollow(from, to); got != c.want {
			t.Errorf("from %s to %s: %t", c.from, c.to, got)
		}
	}
}

func TestFaultsInWords(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	secure.Config.ErrorLog = quiet()
	t.Cleanup(secure.Close)
	fetch := newClock().client().fetcher(true)
	for address, words := range map[string]string{
		closed.URL:              "nothing answers there",
		secure.URL:              "can't be trusted",
		"ftp://example.org":     "has to begin with https://",
		"http://":               "names no host",
		"https://a:b@host.test": "user name or password",
	} {
		if _, err := fetch.get(t.Context(), address, 1); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: the error is %v", address, err)
		}
	}
	unknown := &url.Error{Op: "Get", Err: &net.OpError{Op: "dial", Err: &net.DNSError{Name: "x.test", IsNotFound: true}}}
	err := networkFault(t.Context(), "https://x.test/services", unknown)
	if !strings.Contains(err.Error(), "no host called x.test") || mayPass(err) {
		t.Errorf("the error is %v", err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := monday()
	for header, want := range map[string]time.Duration{
		"":                     0,
		"0":                    0,
		"120":                  2 * time.Minute,
		"-5":                   0,
		"1.5":                  0,
		"1h":                   0,
		"soon":                 0,
		"99999999999999999999": 0,
		now.Add(90 * time.Second).Format(http.TimeFormat):    90 * time.Second,
		now.Add(-90 * time.Second).Format(http.TimeFormat):   0,
		now.Add(time.Minute).Format(time.RFC850):             time.Minute,
		now.Add(time.Minute).In(time.UTC).Format(time.ANSIC): time.Minute,
	} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("%q is %v, want %v", header, got, want)
		}
	}
}
