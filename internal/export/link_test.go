package export

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"fettle/internal/service"
)

// unpacked returns what a link holds, read without the code that wrote it.
func unpacked(t *testing.T, link string) (title string, headings []string, all string) {
	t.Helper()
	_, fragment, ok := strings.Cut(link, "#v1.")
	if !ok {
		t.Fatalf("no fragment in %s", link)
	}
	packed, err := base64.RawURLEncoding.DecodeString(fragment)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var l struct {
		T string `json:"t"`
		S []struct {
			H string `json:"h"`
		} `json:"s"`
	}
	if err := json.Unmarshal(plain, &l); err != nil {
		t.Fatal(err)
	}
	for _, s := range l.S {
		headings = append(headings, s.H)
	}
	return l.T, headings, string(plain)
}

func TestALinkHoldsTheList(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		link, err := LinkTo(d, "https://lists.example.org/view")
		if err != nil {
			t.Fatalf("%s, %s: %v", variant, name, err)
		}
		title, headings, all := unpacked(t, link)
		if title != d.Title || len(headings) != len(d.Entries) {
			t.Errorf("%s, %s: %q with %d services", variant, name, title, len(headings))
		}
		for i, e := range d.Entries {
			if headings[i] != e.Heading {
				t.Errorf("%s, %s: service %d is %q", variant, name, i, headings[i])
			}
		}
		if strings.Contains(all, d.ListID) || d.Discreet && strings.Contains(all, "Safe Harbour") {
			t.Errorf("%s, %s: the link tells what it should not", variant, name)
		}
		if again, err := LinkTo(d, "https://lists.example.org/view"); err != nil || again != link {
			t.Errorf("%s, %s: a second link differs", variant, name)
		}
	})
}

// TestLinksAreShort keeps what was measured: a link of three full services goes
// into a message.
func TestLinksAreShort(t *testing.T) {
	three := sample{services: []*service.Service{full(1), full(2), full(3)}}
	for variant, most := range map[string]int{"normal": 1600, "easier": 1400, "contacts": 800} {
		link, err := LinkTo(three.document(t, variants()[variant]), "https://lists.example.org/")
		if err != nil {
			t.Fatal(err)
		}
		if len(link) > most {
			t.Errorf("%s: a link of three services has %d characters, at most %d wanted", variant, len(link), most)
		}
	}
}

func TestLinksThatAreRefused(t *testing.T) {
	d := samples()[1].document(t, variants()["normal"])
	for _, address := range []string{"", "lists.example.org", "http://lists.example.org/", "javascript:alert(1)", "ftp://lists.example.org", "https://a@lists.example.org/",
		"https://lists.example.org/#x", "https://lists.example.org/\u202e", "file:///viewer.html", "https://"} {
		if link, err := LinkTo(d, address); err == nil {
			t.Errorf("%q was taken: %s", address, link)
		}
	}
	for _, address := range []string{"https://lists.example.org", "http://127.0.0.1:8080/v.html", "http://localhost/", "https://lists.example.org/v?a=1"} {
		if _, err := LinkTo(d, address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	many := sample{}
	for n := range 200 {
		many.services = append(many.services, full(n))
	}
	if _, err := LinkTo(many.document(t, variants()["normal"]), "https://lists.example.org/"); !errors.Is(err, ErrLinkTooLong) {
		t.Errorf("200 services: %v", err)
	}
}

func TestTheViewerIsWhole(t *testing.T) {
	page := Viewer()
	if bytes.Contains(page, []byte("{{")) {
		t.Error("something was not filled in")
	}
	for _, banned := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttpRequest", "localStorage", "cookie", "setTimeout"} {
		if bytes.Contains(page, []byte(banned)) {
			t.Errorf("the page uses %s", banned)
		}
	}
	var policy string
	for _, n := range elements(t, page) {
		if attribute(n, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(n, "content")
		}
		if n.Data == "link" || n.Data == "img" || attribute(n, "src") != "" || attribute(n, "style") != "" || attribute(n, "onclick") != "" {
			t.Errorf("the page has <%s>", n.Data)
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; script-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
}

// inBrowser opens an address in a real browser, with what flags it is to have,
// and returns the page as it then stands. Without a browser the test is skipped.
func inBrowser(t *testing.T, address string, flags ...string) *html.Node {
	t.Helper()
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("no Chromium on this machine: the page is not opened in a browser")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	all := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
		"--disable-dev-shm-usage", "--no-first-run", "--user-data-dir=" + t.TempDir(), "--virtual-time-budget=5000"}
	cmd := exec.CommandContext(ctx, browser, append(append(all, flags...), "--dump-dom", address)...)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("the browser failed: %v\n%s", err, talk.String())
	}
	root, err := html.Parse(bytes.NewReader(dom))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// drawn returns what a browser made of a page.
func drawn(t *testing.T, root *html.Node) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// viewerServer serves the viewer and notes everything that is asked of it.
func viewerServer(t *testing.T) (address string, asked func() []string) {
	t.Helper()
	var mu sync.Mutex
	var all []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		all = append(all, r.URL.String())
		mu.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(Viewer())
	}))
	t.Cleanup(server.Close)
	return server.URL + "/view", func() []string {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

func TestABrowserShowsTheList(t *testing.T) {
	address, asked := viewerServer(t)
	for _, name := range []string{"eight", "hostile", "arabic"} {
		for _, s := range samples() {
			if s.name != name {
				continue
			}
			d := s.document(t, variants()["normal"])
			link, err := LinkTo(d, address)
			if err != nil {
				t.Fatal(err)
			}
			root := inBrowser(t, link)
			var headings []string
			words := ""
			for n := range root.Descendants() {
				switch n.Data {
				case "h2":
					headings = append(headings, strings.Join(strings.Fields(textOf(n)), " "))
				case "main":
					words = strings.Join(strings.Fields(textOf(n)), " ")
				case "img", "iframe", "svg", "b":
					t.Errorf("%s: the page has <%s>", name, n.Data)
				case "a":
					href := attribute(n, "href")
					if !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") && !strings.HasPrefix(href, "tel:") && !strings.HasPrefix(href, "mailto:") {
						t.Errorf("%s: a link to %q", name, href)
					}
				}
			}
			for i, e := range d.Entries {
				if i >= len(headings) || headings[i] != oneLine(e.Heading) {
					t.Errorf("%s: headings are %q, want %q in place %d", name, headings, e.Heading, i+1)
				}
			}
			for _, want := range []string{d.Correct, "In danger now? Call 999", "Whoever sent you the link made this list."} {
				if !strings.Contains(words, want) {
					t.Errorf("%s: the page does not say %q: %s", name, want, words)
				}
			}
		}
	}
	for _, url := range asked() {
		if url != "/view" && url != "/favicon.ico" {
			t.Errorf("the page asked the server for %s", url)
		}
	}
}

// TestABrowserRefusesBadLinks opens links that somebody made by hand.
func TestABrowserRefusesBadLinks(t *testing.T) {
	address, _ := viewerServer(t)
	fragment := func(plain string) string {
		packed, err := deflate([]byte(plain))
		if err != nil {
			t.Fatal(err)
		}
		return "v1." + base64.RawURLEncoding.EncodeToString(packed)
	}
	for _, tc := range []struct{ name, fragment, want string }{
		{"another version", "v2.AAAA", "of a kind that this page does not know"},
		{"cut off", "v1.AAAA", "cut off or damaged"},
		{"no base64", "v1.%%%", "cut off or damaged"},
		{"not JSON", fragment("hello"), "cut off or damaged"},
		{"too long", fragment(fmt.Sprintf(`{"t":%q}`, strings.Repeat("x", 70000))), "cut off or damaged"},
		{"false addresses", fragment(`{"t":"<b>x</b>","s":[{"h":1,"f":[["Go",[["See","here","javascript:alert(1)",""],["See","nhs.uk","https://evil.example/",""],["See","x","https://nhs.uk@evil.example/",""]]]]},null,7]}`),
			"See here See nhs.uk (evil.example) See x"},
	} {
		root := inBrowser(t, address+"#"+tc.fragment)
		for n := range root.Descendants() {
			if n.Data == "main" {
				if words := strings.Join(strings.Fields(strings.ReplaceAll(spaced(n), "( ", "(")), " "); !strings.Contains(words, tc.want) {
					t.Errorf("%s: the page says %q", tc.name, words)
				}
			}
			if n.Data == "a" && strings.Contains(attribute(n, "href"), "javascript") {
				t.Errorf("%s: a live script", tc.name)
			}
		}
	}
}

// spaced returns the text below a node with a space between elements.
func spaced(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(" " + d.Data)
		}
	}
	return b.String()
}

// TestNoAttackComesOutOfALink checks what links hold for every attack, and that
// pages with it read back as what they are.
func TestNoAttackComesOutOfALink(t *testing.T) {
	for _, x := range attacks(t) {
		d := sample{services: []*service.Service{attacked(x)}, note: x}.document(t, variants()["normal"])
		link, err := LinkTo(d, "https://lists.example.org/")
		if err != nil {
			t.Fatalf("%q: %v", x, err)
		}
		_, _, all := unpacked(t, link)
		for _, alive := range dead(t, "link", []byte(all), nil) {
			t.Errorf("%q: %s", x, alive)
		}
		page, err := HTML(d)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := ReadPage(page)
		if errors.Is(err, ErrDiscreet) && oneLine(d.Entries[0].ID) != d.Entries[0].ID {
			continue // such an id is left out of pages; no feed's cleaned id is so
		}
		if err != nil {
			t.Fatalf("%q: %v", x, err)
		}
		if changes := Reworded(saved.Items[0], d.Entries[0]); len(changes) > 0 {
			t.Errorf("%q reads back otherwise: %v", x, changes)
		}
	}
}

// TestNoAttackLivesInABrowser shows every attack in a real browser, many to a
// page.
func TestNoAttackLivesInABrowser(t *testing.T) {
	address, asked := viewerServer(t)
	const perPage = 70
	allowed := strings.Fields("html head meta title style body header a p main h1 h2 article dl dt dd footer script")
	all := attacks(t)
	for from := 0; from < len(all); from += perPage {
		some := all[from:min(from+perPage, len(all))]
		s := sample{}
		for _, x := range some {
			s.services = append(s.services, attacked(x))
		}
		d := s.document(t, variants()["contacts"])
		link, err := LinkTo(d, address)
		if err != nil {
			t.Fatal(err)
		}
		root := inBrowser(t, link)
		articles := 0
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !slices.Contains(allowed, n.Data) {
				t.Errorf("after %q: an element <%s>", some[0], n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" {
					t.Errorf("after %q: <%s %s=%q>", some[0], n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "article" {
				articles++
			}
		}
		if articles != len(some) {
			t.Errorf("after %q: %d services, want %d", some[0], articles, len(some))
		}
	}
	for _, url := range asked() {
		if url != "/view" && url != "/favicon.ico" {
			t.Errorf("the page asked the server for %s", url)
		}
	}
}
