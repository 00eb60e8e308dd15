package postcodesio

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const lancaster = `{"status":200,"result":{"postcode":"LA1 1AA","latitude":54.048,"longitude":-2.803,"admin_district":"Lancaster\u001b[31m",
"admin_ward":"Bulk","admin_county":null,"icb":null,"codes":{"admin_district":"E07000121","admin_ward":"E05014890","admin_county":"E99999999"}}}`

func TestAsk(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.String())
		switch strings.TrimPrefix(r.URL.Path, "/postcodes/") {
		case "LA11AA":
			_, _ = w.Write([]byte(lancaster))
		case "JE23XX":
			_, _ = w.Write([]byte(`{"status":200,"result":{"latitude":null,"longitude":null}}`))
		case "LA11AB":
			http.Redirect(w, r, "/postcodes/LA11AA", http.StatusFound)
		case "LA11AD":
			_, _ = w.Write([]byte("<html>"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	got, err := Ask(t.Context(), server.URL, "LA1 1AA")
	if err != nil || got.Point.Lat != 54.048 || got.Point.Lon != -2.803 || len(got.Areas) != 2 || got.Areas[0].Code != "E07000121" || got.Areas[1].Name != "Bulk" {
		t.Fatalf("%+v, %v", got, err)
	}
	if strings.ContainsRune(got.Areas[0].Name, '\x1b') {
		t.Errorf("the name is %q", got.Areas[0].Name)
	}
	if len(asked) != 1 || asked[0] != "GET /postcodes/LA11AA" {
		t.Errorf("sent was %q", asked)
	}
	for _, postcode := range []string{"ZZ1 1ZZ", "JE2 3XX"} {
		if _, err := Ask(t.Context(), server.URL, postcode); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", postcode, err)
		}
	}
	for _, postcode := range []string{"LA1 1AB", "LA1 1AD"} {
		if _, err := Ask(t.Context(), server.URL, postcode); err == nil || errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", postcode, err)
		}
	}
	server.Close()
	if _, err := Ask(t.Context(), server.URL, "LA1 1AA"); err == nil || !strings.Contains(err.Error(), "could not be asked") {
		t.Errorf("without a server: %v", err)
	}
}

func TestCheckAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://postcodes.example.org/": "https://postcodes.example.org", Home: Home, "http://127.0.0.1:8000": "http://127.0.0.1:8000", "http://localhost": "http://localhost",
		"http://postcodes.example.org": "", "postcodes.io": "", "": "", "https://a:b@example.org": "", "https://example.org/?q=": "", "file:///etc": "",
	} {
		if got, err := CheckAddress(address); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", address, got, err)
		}
	}
}
