package datasync

import (
	"io"
	"log"
	"net/netip"
	"strings"
	"testing"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func TestEndpoint(t *testing.T) {
	cases := []struct {
		address            string
		asList             bool
		page, detail, root string
	}{
		{"https://x.test/v3", false, "https://x.test/v3/services?page=2&per_page=100", "https://x.test/v3/services/a%2Fb", "https://x.test/v3/"},
		{"https://x.test/v3/", false, "https://x.test/v3/services?page=2&per_page=100", "https://x.test/v3/services/a%2Fb", "https://x.test/v3/"},
		{"HTTPS://X.test/v3/services/?page=9&per_page=5#top", false, "https://x.test/v3/services?page=2&per_page=100", "https://x.test/v3/services/a%2Fb", "https://x.test/v3/"},
		{"http://x.test", false, "http://x.test/services?page=2&per_page=100", "http://x.test/services/a%2Fb", "http://x.test/"},
		{"http://x.test:81/api?key=k", false, "http://x.test:81/api/services?key=k&page=2&per_page=100", "http://x.test:81/api/services/a%2Fb?key=k", "http://x.test:81/api/?key=k"},
		{"http://x.test/all", true, "http://x.test/all?page=2&per_page=100", "http://x.test/all/services/a%2Fb", "http://x.test/all/"},
		{"http://x.test/a%20b/services", true, "http://x.test/a%20b/services?page=2&per_page=100", "http://x.test/a%20b/services/a%2Fb", "http://x.test/a%20b/"},
	}
	for _, c := range cases {
		at, err := newEndpoint(c.address, c.asList)
		if err != nil {
			t.Errorf("%s: %v", c.address, err)
			continue
		}
		detail, ok := at.detail("a/b")
		if got := at.page(2, 100); got != c.page {
			t.Errorf("%s: page 2 is at %s, want %s", c.address, got, c.page)
		}
		if !ok || detail != c.detail {
			t.Errorf("%s: the detail is at %s, want %s", c.address, detail, c.detail)
		}
		if got := at.root(); got != c.root {
			t.Errorf("%s: the root is %s, want %s", c.address, got, c.root)
		}
	}
	at, err := newEndpoint("https://x.test", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", ".", ".."} {
		if _, ok := at.detail(id); ok {
			t.Errorf("%q was put into an address", id)
		}
	}
	if got, _ := at.detail("../../admin?x=1#y"); got != "https://x.test/services/..%2F..%2Fadmin%3Fx=1%23y" {
		t.Errorf("an id leads to %s", got)
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "93.184.215.14": true, "2606:4700::1": true,
		"127.0.0.1": false, "127.8.9.1": false, "::1": false, "0.0.0.0": false, "::": false, "0.1.2.3": false,
		"10.0.0.1": false, "172.16.0.1": false, "172.32.0.1": true, "192.168.1.1": false,
		"169.254.169.254": false, "fe80::1": false, "fe80::1%eth0": false, "fd00::1": false, "fec0::1": false,
		"100.64.0.1": false, "100.128.0.1": true, "198.18.0.1": false, "224.0.0.1": false, "ff02::1": false,
		"255.255.255.255": false, "240.0.0.1": false, "192.0.0.1": false,
		"::ffff:10.0.0.1": false, "::ffff:8.8.8.8": true,
		"64:ff9b::8.8.8.8": true, "64:ff9b::10.0.0.1": false, "2002:a00:1::": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public is %t", address, got)
		}
	}
}

func TestPrivateAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"http://localhost:8080/v3": true, "http://LOCALHOST./": true, "http://api.localhost": true,
		"http://127.0.0.1": true, "https://10.1.2.3/x": true, "http://[fd00::1]/": true,
		"https://example.org": false, "https://8.8.8.8": false, "nonsense": false,
	} {
		if got := privateAddress(address); got != want {
			t.Errorf("%s: private is %t", address, got)
		}
	}
}

func TestHostOfIsSafeToShow(t *testing.T) {
	for _, address := range []string{"https://x\u202eog.test/", "https://\u200bhidden.test", "::\x1b]0;x", "http://a\x00b/"} {
		got := hostOf(address)
		if i := strings.IndexFunc(got, func(r rune) bool { return r < ' ' || r > '~' }); i >= 0 {
			t.Errorf("%q is shown as %q", address, got)
		}
	}
	if got := hostOf("https://example.org:81/x"); got != "example.org:81" {
		t.Errorf("a plain host is shown as %q", got)
	}
}

func FuzzEndpoint(f *testing.F) {
	for _, address := range []string{
		"https://x.test/v3/services/?page=1", "http://[::1]:80/%2f..", "https://x.test?services", "https://x.test//services//",
	} {
		f.Add(address, "id")
	}
	f.Add("https://x.test", "../\x00\u202e")
	f.Fuzz(func(t *testing.T, address, id string) {
		at, err := newEndpoint(address, false)
		if err != nil {
			return
		}
		made := []string{at.page(1, 1), at.root()}
		if detail, ok := at.detail(id); ok {
			made = append(made, detail)
		}
		given, err := parseAddress(address)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range made {
			u, err := parseAddress(one)
			if err != nil {
				t.Fatalf("%q became %q, which is no address: %v", address, one, err)
			}
			if u.Host != given.Host || u.Scheme != given.Scheme {
				t.Fatalf("%q became %q, which is elsewhere", address, one)
			}
		}
	})
}
