package datasync

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// perPage is how many rows are asked for on a page. Some servers give fewer
// whatever is asked, so nothing is ever concluded from this number.
const perPage = 100

// endpoint makes the addresses of one feed.
type endpoint struct {
	// base is the address without a slash at its end, as far as the host and
	// the path go; list is the address of the list of services.
	base, list string
	// query is what the address had after a question mark, without paging.
	query url.Values
}

// newEndpoint reads the address of a feed. A slash at the end, paging and a
// last "/services" are taken off, as addresses are handed round in all of
// these forms. With asList the address itself is that of the list.
func newEndpoint(address string, asList bool) (endpoint, error) {
	u, err := parseAddress(address)
	if err != nil {
		return endpoint{}, err
	}
	query := u.Query()
	for _, paging := range []string{"page", "per_page"} {
		query.Del(paging)
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	listed := path
	path = strings.TrimRight(strings.TrimSuffix(path, "/services"), "/")
	if !asList {
		listed = path + "/services"
	}
	root := u.Scheme + "://" + u.Host
	return endpoint{base: root + path, list: root + listed, query: query}, nil
}

// same reports whether two addresses lead to the same feed, however they are
// written. A server that answers with and without encryption is one.
func (e endpoint) same(other endpoint) bool {
	return sameAddress(e.base, other.base) && e.query.Encode() == other.query.Encode()
}

// page returns the address of a page of the list, counted from 1.
func (e endpoint) page(n, size int) string {
	query := url.Values{"page": {strconv.Itoa(n)}, "per_page": {strconv.Itoa(size)}}
	for key, values := range e.query {
		query[key] = values
	}
	return e.list + "?" + query.Encode()
}

// detail returns the address of one service, and false when its id can't
// stand in an address.
func (e endpoint) detail(id string) (string, bool) {
	if id == "" || id == "." || id == ".." {
		return "", false
	}
	return e.withQuery(e.base + "/services/" + url.PathEscape(id)), true
}

// root returns the address at which a feed describes itself.
func (e endpoint) root() string { return e.withQuery(e.base + "/") }

func (e endpoint) withQuery(address string) string {
	if len(e.query) == 0 {
		return address
	}
	return address + "?" + e.query.Encode()
}

// parseAddress reads a web address and refuses what no feed can have.
func parseAddress(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, fmt.Errorf("%q is not a web address", address)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%q is not a web address: it has to begin with https:// or http://", address)
	case u.Hostname() == "":
		return nil, fmt.Errorf("%q is not a web address: it names no host", address)
	case u.User != nil:
		return nil, errors.New("an address with a user name or password in it can't be used for a feed")
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	usual := map[string]string{"http": ":80", "https": ":443"}
	u.Host = strings.TrimSuffix(u.Host, usual[u.Scheme])
	return u, nil
}

// siteOf returns what requests are counted by: the part of the host name that
// somebody registered, since one server often plays several feeds, or the
// address itself when it has no name.
func siteOf(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// mayFollow reports whether a redirect from one address to another stays with
// whom the person chose: the same registered name and port, never from https
// back to http.
func mayFollow(from, to *url.URL) bool {
	if siteOf(from.Hostname()) != siteOf(to.Hostname()) {
		return false
	}
	if from.Scheme == to.Scheme {
		return port(from) == port(to)
	}
	return from.Scheme == "http" && to.Scheme == "https" && port(from) == "80" && port(to) == "443"
}

// port returns the port of an address, also where it goes without saying.
func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// privateAddress reports whether a web address says by itself that it leads to
// this machine or a private network: "localhost" or a number such as 10.0.0.7.
// A name that only turns out to do so when looked up is not told from here.
func privateAddress(address string) bool {
	u, err := parseAddress(address)
	return err == nil && privateHost(u.Hostname())
}

// privateHost reports whether a host is private by its own words.
func privateHost(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return !public(addr)
	}
	return onThisMachine(host)
}

// onThisMachine reports whether a host is this machine by its own words.
func onThisMachine(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().IsLoopback()
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// reserved are the ranges besides those that package netip knows which no
// public server is in: the IANA special-purpose registries.
func reserved() [12]netip.Prefix {
	return [...]netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"),
		netip.MustParsePrefix("100.64.0.0/10"),
		netip.MustParsePrefix("192.0.0.0/24"),
		netip.MustParsePrefix("192.0.2.0/24"),
		netip.MustParsePrefix("198.18.0.0/15"),
		netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("240.0.0.0/4"),
		netip.MustParsePrefix("64:ff9b:1::/48"),
		netip.MustParsePrefix("2001:db8::/32"),
		netip.MustParsePrefix("2002::/16"), // 6to4 holds an IPv4 address that may be private.
		netip.MustParsePrefix("fec0::/10"),
	}
}

// public reports whether an address is one that a public server can have.
func public(addr netip.Addr) bool {
	addr = addr.Unmap()
	if nat64 := netip.MustParsePrefix("64:ff9b::/96"); nat64.Contains(addr) {
		b := addr.As16()
		addr = netip.AddrFrom4([4]byte(b[12:]))
	}
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	for _, prefix := range reserved() {
		if prefix.Contains(addr.WithZone("")) {
			return false
		}
	}
	return true
}

// withoutScheme returns an address from its host on.
func withoutScheme(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return rest
}
