package datasync

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fettle/sync/oruk"
)

// TestFeedThatNamesItsNextPage plays a feed that has no page numbers, under a
// public name that a proxy on this machine answers for.
func TestFeedThatNamesItsNextPage(t *testing.T) {
	const here = "http://feed.example.org/list"
	cases := map[string]struct {
		next   string // What the second page names as the next one.
		status Status
		words  string
		count  int
	}{
		"until there is none":           {"", StatusOK, "", 3},
		"until an empty one":            {here + "?after=end", StatusOK, "", 3},
		"until it is the same again":    {here + "?after=2", StatusIncomplete, "repeat", 3},
		"of another host":               {"https://example.net/list", StatusIncomplete, "another address", 3},
		"with a name and a password":    {"http://ann:pw@feed.example.org/list", StatusIncomplete, "no address", 3},
		"that is no web address at all": {"javascript:alert(1)", StatusIncomplete, "no address", 3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			proxy := answer(t, func(w http.ResponseWriter, r *http.Request) {
				body := ""
				switch r.URL.Query().Get("after") {
				case "":
					body = `{"next":"` + here + `?after=2","contents":[{"id":"1","name":"One"},{"id":"2","name":"Two"}]}`
				case "2":
					body = `{"next":"` + c.next + `","contents":[{"id":"3","name":"Three"}]}`
				default:
					body = `{"next":"` + here + `?after=end","contents":[]}`
				}
				if strings.Contains(r.URL.Path, "/services/") {
					http.NotFound(w, r)
					return
				}
				_, _ = io.WriteString(w, body)
			})
			address, err := url.Parse(proxy.URL)
			if err != nil {
				t.Fatal(err)
			}
			clock := newClock()
			client := NewClient(ClientOptions{Now: clock.now, Wait: clock.wait, Proxy: http.ProxyURL(address)})
			report, err := Run(t.Context(), []Feed{{Name: "cursor", URL: here, ListAt: true}}, client, newShelf(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := report.Feeds[0]
			if got.Status != c.status || got.Services != c.count || !strings.Contains(got.Error, c.words) {
				t.Errorf("the report is %+v", got)
			}
		})
	}
}

func TestFollow(t *testing.T) {
	const from = "https://feed.example.org/a/list?after=1"
	for next, want := range map[string]string{
		"https://feed.example.org/a/list?after=2": "https://feed.example.org/a/list?after=2",
		"?after=2":                     "https://feed.example.org/a/list?after=2",
		"/b?after=2":                   "https://feed.example.org/b?after=2",
		"//www.example.org/b":          "https://www.example.org/b",
		"http://feed.example.org/b":    "",
		"https://example.net/b":        "",
		"https://a:b@feed.example.org": "",
		"file:///etc/passwd":           "",
		"https://feed.example.org:8/b": "",
		"::":                           "",
	} {
		got, err := follow(t.Context(), from, next)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q leads to %q and %v, want %q", next, got, err, want)
		}
	}
}

func TestRowKey(t *testing.T) {
	key := func(stamp, raw string, rich bool) string {
		return rowKey(oruk.Row{ChangeKey: stamp, Raw: []byte(raw), Rich: rich})
	}
	if a, b := key("last_modified:1", `{"a":1}`, true), key("last_modified:1", `{"a":2}`, true); a == b {
		t.Error("a change in a whole row does not show")
	}
	if a, b := key("last_modified:1", `{"a":1}`, false), key("last_modified:1", `{"a":2}`, false); a != b {
		t.Error("a shallow row is not known by its stamp")
	}
	if got := key("sha256:abc", `{}`, true); got != "sha256:abc" {
		t.Errorf("a hash became %q", got)
	}
}
