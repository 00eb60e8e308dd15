//nolint:misspell // Payloads spell their keys in the American way.
package oruk_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

func TestDecodePage(t *testing.T) {
	unstated := func(standard string) oruk.Envelope {
		return oruk.Envelope{Standard: standard, Total: -1, TotalPages: -1, Number: -1, Size: -1}
	}
	tests := []struct {
		name, body string
		envelope   oruk.Envelope
		ids        []string
		rejected   []string
	}{
		{"version 1", `{"totalElements":3,"totalPages":2,"number":1,"size":2,"first":true,"last":false,"content":[{"id":"a","name":"A"}]}`,
			oruk.Envelope{Standard: oruk.Version1, Total: 3, TotalPages: 2, Number: 1, Size: 2, Last: service.No}, []string{"a"}, nil},
		{"version 1, lower case, numbers as text", `{"totalelements":"3","totalpages":2,"perPage":50,"last":"true","content":[]}`,
			oruk.Envelope{Standard: oruk.Version1, Total: 3, TotalPages: 2, Number: -1, Size: 50, Last: service.Yes}, nil, nil},
		{"version 3", `{"total_items":874,"total_pages":9,"page_number":2,"size":100,"last_page":true,"contents":[{"id":1,"name":"A"}]}`,
			oruk.Envelope{Standard: oruk.Version3, Total: 874, TotalPages: 9, Number: 2, Size: 100, Last: service.Yes}, []string{"1"}, nil},
		{"international", `{"total_items":1,"contents":[{"id":1,"name":"A","wait_time":"1 week"}]}`,
			oruk.Envelope{Standard: oruk.International3, Total: 1, TotalPages: -1, Number: -1, Size: -1}, []string{"1"}, nil},
		{"cursor", `{"next_url":"https://x.org/p?after=2","contents":[{"id":"a","name":"A"}]}`,
			oruk.Envelope{Standard: oruk.Version3, Total: -1, TotalPages: -1, Number: -1, Size: -1, Next: "https://x.org/p?after=2"}, []string{"a"}, nil},
		{"byte-order mark", "\ufeff" + `{"content":[{"id":"a","name":"A"}]}`, unstated(oruk.Version1), []string{"a"}, nil},
		{"raw line break inside a text", "{\"content\":[{\"id\":\"a\",\"name\":\"A\nB\x01\"}]}", unstated(oruk.Version1), []string{"a"}, nil},
		{"rows are null", `{"totalElements":0,"content":null}`, oruk.Envelope{Standard: oruk.Version1, Total: 0, TotalPages: -1, Number: -1, Size: -1}, nil, nil},
		{"one row without its list", `{"contents":{"id":"a","name":"A"}}`, unstated(oruk.Version3), []string{"a"}, nil},
		{"bare array", ` [{"id":"a","name":"A"},{"id":"b","name":"B"}]`, unstated(""), []string{"a", "b"}, nil},
		{"empty array", `[]`, unstated(""), nil, nil},
		{"one record", `{"id":"a","name":"A","schedules":[]}`, unstated(oruk.Version3), []string{"a"}, nil},
		{"services by themselves", `{"services":[{"id":"a","name":"A"}]}`, unstated(""), []string{"a"}, nil},
		{"organisation with services", `[{"id":"o","name":"O","website":"https://o.org","services":[{"id":"a","name":"A"},{"id":"b","name":"B"}]}]`,
			unstated(""), []string{"a", "b"}, nil},
		{"link to a location", `[{"id":"l","location":{"id":"x"},"service":{"id":"a","name":"A"}}]`, unstated(""), []string{"a"}, nil},
		{"rows of all kinds", `{"contents":[null,7,"x",[],{"name":"no id"},{"id":"","name":"blank id"},{"id":true,"name":"B"},{"id":"e","name":""},
			{"id":"o","name":"O","legal_status":"x"},{"id":"t","name":"T","term_uri":"x"},{"id":"p","location_type":"physical"},{"id":"ok","name":"A"}]}`,
			unstated(oruk.Version3), []string{"ok"}, []string{"not a record but a single value", "not a record but a single value", "not a record but a single value",
				"not a record but a single value", "no id", "no id", "no id", "no name, description or organisation",
				"an organisation without services, not a service", "a list of terms or a term, not a service", "a place without a service"}},
		{"no name but something to say", `[{"id":"a","name":"","description":"<p>Tea</p>"},{"id":"b","organization":{"name":"O"}},{"id":"c","description":"<p><br></p>"},
			{"id":"d","name":"","description":"<p><br></p>","status":"active"}]`,
			unstated(""), []string{"a", "b", "d"}, []string{"no name, description or organisation"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := oruk.DecodePage([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			var ids, rejected []string
			for _, r := range p.Rows {
				ids = append(ids, r.ID)
				if _, _, err := oruk.DecodeService(r.Raw, oruk.Source{Feed: "f"}); err != nil {
					t.Errorf("row %s: %v", r.ID, err)
				}
			}
			for _, r := range p.Rejected {
				rejected = append(rejected, r.Reason)
			}
			if diff := cmp.Diff(tt.envelope, p.Envelope); diff != "" {
				t.Error("envelope", diff)
			}
			if diff := cmp.Diff(tt.ids, ids); diff != "" {
				t.Error("ids", diff)
			}
			if diff := cmp.Diff(tt.rejected, rejected); diff != "" {
				t.Error("rejected", diff)
			}
		})
	}
}

func TestNotAFeed(t *testing.T) {
	tests := []struct{ name, body, looks string }{
		{"nothing", "", "an empty answer"},
		{"blanks", " \n", "an empty answer"},
		{"web page", "<!doctype html><html><head><title>Page &amp; not found\x1b[2J</title>", `a web page titled "Page & not found[2J"`},
		{"web page without title", "<html><body>x", "a web page"},
		{"XML", `<?xml version="1.0"?><rss/>`, "an XML document"},
		{"text", "Not found", "text that is not JSON"},
		{"broken", `{"content":[ }`, "JSON that is broken at byte 14"},
		{"cut off", `{"content":[{"id":"a"`, "JSON that is broken"},
		{"two documents", `{} {}`, "JSON that is broken or cut off"},
		{"front page", `{"version":"HSDS-UK-3.0","openapi_url":"x"}`, "the front page of a feed"},
		{"message", `{"message":"Missing Authentication Token"}`, `a message that says "Missing Authentication Token"`},
		{"other object", `{"type":"FeatureCollection","features":[]}`, "other JSON, with features, type"},
		{"empty object", `{}`, "an empty JSON object"},
		{"number", `7`, "a single JSON value"},
		{"null", `null`, "a single JSON value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := oruk.DecodePage([]byte(tt.body))
			var notAFeed *oruk.NotAFeedError
			if !errors.As(err, &notAFeed) || !strings.HasPrefix(notAFeed.Looks, tt.looks) {
				t.Errorf("got %v, want it to look like %q", err, tt.looks)
			}
		})
	}
}

func TestRowIsKeptAsSent(t *testing.T) {
	body := `{"content":[ {"id":"a", "name":"caf\u00e9  <b>", "n": 1.50} ]}`
	p, err := oruk.DecodePage([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(p.Rows[0].Raw), `{"id":"a", "name":"caf\u00e9  <b>", "n": 1.50}`; got != want {
		t.Errorf("raw row %s, want %s", got, want)
	}
}

func TestChangeKey(t *testing.T) {
	key := func(row string) string {
		t.Helper()
		p, err := oruk.DecodePage([]byte(`[` + row + `]`))
		if err != nil || len(p.Rows) != 1 {
			t.Fatal(err, p)
		}
		return p.Rows[0].ChangeKey
	}
	for row, want := range map[string]string{
		`{"id":"a","name":"A","last_modified":"2025-09-02T12:06:15.654","updated_at":"x"}`:                "last_modified:2025-09-02T12:06:15.654",
		`{"id":"a","name":"A","pc_metadata":{"date_modified":"2025-09-02"},"updated_at":"2024-01-01"}`:    "date_modified:2025-09-02",
		`{"id":"a","name":"A","pc_metadata":{"date_modified":""},"updated_at":"2021-09-14T13:05:10.02Z"}`: "updated_at:2021-09-14T13:05:10.02Z",
	} {
		if got := key(row); got != want {
			t.Errorf("%s has the key %q, want %q", row, got, want)
		}
	}
	plain := key(`{"id":"a","name":"A"}`)
	if !strings.HasPrefix(plain, "sha256:") || plain != key(`{ "name": "A", "id": "a" }`) || plain == key(`{"id":"a","name":"B"}`) {
		t.Errorf("hash keys: %q, %q, %q", plain, key(`{"name":"A","id":"a"}`), key(`{"id":"a","name":"B"}`))
	}
}

func TestRich(t *testing.T) {
	for row, want := range map[string]bool{
		`{"id":"a","name":"A","contacts":[],"schedules":null}`: false,
		`{"id":"a","name":"A","contacts":[{"name":"Jo"}]}`:     true,
		`{"id":"a","name":"A","Service_Areas":[{}]}`:           true,
		`{"id":"a","name":"A","pc_targetAudience":[{}]}`:       false,
	} {
		p, err := oruk.DecodePage([]byte(`[` + row + `]`))
		if err != nil || p.Rows[0].Rich != want {
			t.Errorf("%s: rich %v, %v", row, p.Rows[0].Rich, err)
		}
	}
}

func TestDecodeRoot(t *testing.T) {
	tests := []struct {
		body string
		want oruk.Root
	}{
		{`{"version":"HSDS-UK-3.0","profile":"https://docs.example.org/uk","openapi_url":"https://docs.example.org/o.json"}`,
			oruk.Root{Standard: oruk.Version3, Version: "3.0", Profile: "https://docs.example.org/uk", OpenAPI: "https://docs.example.org/o.json"}},
		{`{"version":"V3","openApiUrl":"docs/open","publisher":{"name":"Dorset"}}`, oruk.Root{Standard: oruk.Version3, Version: "3", Publisher: "Dorset"}},
		{`{"version":3.1}`, oruk.Root{Standard: oruk.International3, Version: "3.1"}},
		{`{"version":"HSDS-UK-1.0"}`, oruk.Root{Standard: oruk.Version1, Version: "1.0"}},
		{`{"open_api_url":"https://x.org/o.json"}`, oruk.Root{Standard: oruk.Version1, OpenAPI: "https://x.org/o.json"}},
	}
	for _, tt := range tests {
		got, err := oruk.DecodeRoot([]byte(tt.body))
		if err != nil {
			t.Errorf("%s: %v", tt.body, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.body, diff)
		}
	}
	for _, body := range []string{"<html>", `{"a":1}`, `[]`, `{"total_items":1,"version":"3"}`} {
		var notAFeed *oruk.NotAFeedError
		if _, err := oruk.DecodeRoot([]byte(body)); !errors.As(err, &notAFeed) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func FuzzDecodePage(f *testing.F) {
	for _, s := range []string{
		`{"content":[{"id":"a","name":"A"}],"last":true}`, `[{"id":1,"services":[{"id":2,"service":{}}]}]`, "\ufeff{\"contents\":[{\"id\":\"a\nb\"}]}",
		`{"id":"l","location":{},"service":{"id":"a","service":{"id":"b"}}}`, `{"contents":{"a":{"id":"x"}}}`, `<title>x`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := oruk.DecodePage(body)
		if err != nil {
			var notAFeed *oruk.NotAFeedError
			if !errors.As(err, &notAFeed) || strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
				t.Errorf("error %q", err)
			}
		}
		for _, r := range p.Rows {
			if r.ID == "" || r.ChangeKey == "" || !json.Valid(r.Raw) {
				t.Errorf("row %+v", r)
			}
			s, _, err := oruk.DecodeService(r.Raw, oruk.Source{Feed: "f"})
			if err != nil {
				t.Errorf("a row of %q that does not decode: %v", body, err)
				continue
			}
			if s.ID != "f/"+r.ID {
				t.Errorf("row %q became %q", r.ID, s.ID)
			}
			checkService(t, &s)
		}
	})
}
