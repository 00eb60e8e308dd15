package datasync

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// paths serves a body for each path and 404 for all others.
func paths(bodies map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, body)
	}
}

func TestProbe(t *testing.T) {
	const row = `{"id":"1","name":"One"}`
	cases := map[string]struct {
		bodies map[string]string
		path   string
		want   Probed // URL is the path alone.
	}{
		"version 3": {
			map[string]string{
				"/v3/services": `{"total_items":874,"total_pages":874,"contents":[` + row + `]}`,
				"/v3/":         `{"version":"HSDS-UK-3.0","profile":"x","openapi_url":"y"}`,
			}, "/v3/", Probed{URL: "/v3", Standard: "oruk-3", Services: 874}},
		"version 1 without a root": {
			map[string]string{"/v2/services": `{"totalElements":819,"totalPages":819,"content":[` + row + `]}`},
			"/v2", Probed{URL: "/v2", Standard: "oruk-1", Services: 819}},
		"the envelope beats what is declared": {
			map[string]string{
				"/v2/services": `{"totalElements":819,"content":[` + row + `]}`, "/v2/": `{"version":"V3"}`,
			}, "/v2", Probed{URL: "/v2", Standard: "oruk-1", Services: 819}},
		"address of the list": {
			map[string]string{"/x/services": `{"total_items":2,"contents":[` + row + `]}`},
			"/x/services/?page=3", Probed{URL: "/x", Standard: "oruk-3", Services: 2}},
		"list at the address itself": {
			map[string]string{"/aggregator": `{"total_items":2,"contents":[` + row + `]}`},
			"/aggregator", Probed{URL: "/aggregator", ListAt: true, Standard: "oruk-3", Services: 2}},
		"empty and all in small letters": {
			map[string]string{"/services": `{"totalelements":0,"totalpages":0,"first":true,"last":false,"content":[]}`},
			"", Probed{URL: "", Standard: "oruk-1", Services: 0}},
		"pages alone are counted": {
			map[string]string{"/services": `{"totalPages":7,"content":[` + row + `]}`},
			"", Probed{URL: "", Standard: "oruk-1", Services: 7}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			server := answer(t, paths(c.bodies))
			got, err := Probe(t.Context(), newClock().client(), server.URL+c.path, false)
			if err != nil {
				t.Fatal(err)
			}
			if got.URL != server.URL+c.want.URL || got.ListAt != c.want.ListAt || got.Standard != c.want.Standard || got.Services != c.want.Services {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if !got.Private || got.Encrypted {
				t.Errorf("this machine is said to be private: %t, encrypted: %t", got.Private, got.Encrypted)
			}
			feed := got.Feed("x", monday())
			report, err := Run(t.Context(), []Feed{feed}, newClock().client(), newShelf(), Options{})
			if err != nil || report.Feeds[0].Status == StatusFailed {
				t.Errorf("what was found can't be synced: %v, %+v", err, report)
			}
		})
	}
}

func TestProbeWithoutAScheme(t *testing.T) {
	server := answer(t, paths(map[string]string{"/services": `{"total_items":1,"contents":[{"id":"1","name":"One"}]}`}))
	server.Config.ErrorLog = quiet()
	got, err := Probe(t.Context(), newClock().client(), strings.TrimPrefix(server.URL, "http://"), false)
	if err != nil || got.URL != server.URL || got.Encrypted {
		t.Errorf("got %+v and %v", got, err)
	}
}

func TestProbeSaysWhatIsWrong(t *testing.T) {
	page := answer(t, paths(map[string]string{"/": "<!DOCTYPE html><title>Hello</title>", "/one": `{"id":"1","name":"One"}`, "/json": `{"hello":1}`}))
	soft := answer(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>Not here</html>") })
	broken := answer(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	for address, words := range map[string]string{
		page.URL:             "not as a feed",
		page.URL + "/one":    "one record",
		page.URL + "/json":   "not as a feed",
		page.URL + "/none":   "status 404",
		soft.URL:             "not as a feed",
		broken.URL:           "status 500",
		"ftp://x.test":       "https://",
		"not an address":     "not a web address",
		"":                   "names no host",
		"https://user:a@b.c": "password",
	} {
		_, err := Probe(t.Context(), newClock().client(), address, false)
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: the error is %v, want something of %q", address, err, words)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\r\x1b") {
			t.Errorf("%q: the error is more than a line: %q", address, err)
		}
	}
}
