package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// policyIn finds the policy of a page, which lets no other script run.
var policyIn = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)

// TestAxeFindsNoViolation looks at pages with axe-core in a real browser, as
// wide as a telephone and as a screen. FETTLE_AXE names the file axe.min.js.
func TestAxeFindsNoViolation(t *testing.T) {
	axe := os.Getenv("FETTLE_AXE")
	if axe == "" {
		t.Skip("FETTLE_AXE does not name a copy of axe.min.js: pages are not looked at with axe-core")
	}
	checker, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{}
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		if name != "eight" && name != "missing" {
			return
		}
		for kind, render := range map[string]func(Document) ([]byte, error){"page": HTML, "e-mail": Email} {
			page, err := render(d)
			if err != nil {
				t.Fatal(err)
			}
			pages[kind+" "+variant+" "+name] = page
		}
	})
	link, err := LinkTo(samples()[3].document(t, variants()["normal"]), "https://lists.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	_, fragment, _ := strings.Cut(link, "#")
	pages["viewer without a list"], pages["viewer #"+fragment] = Viewer(), Viewer()
	for name, page := range pages {
		for _, width := range []int{320, 1280} {
			name, fragment, _ := strings.Cut(name, "#")
			for _, found := range axeFinds(t, page, checker, fragment, width) {
				t.Errorf("%s, %d wide: %s", name, width, found)
			}
		}
	}
	bad := []byte(`<!doctype html><html><title>x</title><main><h1>x</h1><img src=x><p style="color:#ccc;background:#fff">pale</p></main></html>`)
	if found := axeFinds(t, bad, checker, "", 320); len(found) < 3 {
		t.Errorf("only %v found on a page with three faults", found)
	}
}

// axeFinds runs axe-core on a page and returns the violations.
func axeFinds(t *testing.T, page, checker []byte, fragment string, width int) []string {
	t.Helper()
	page = policyIn.ReplaceAll(page, nil)
	check := fmt.Sprintf(`<script>%s</script><script>setTimeout(function () { axe.run().then(function (r) {
		const out = document.createElement("pre");
		out.id = "axe-found";
		out.textContent = JSON.stringify({ran: r.passes.length, articles: document.querySelectorAll("article").length, found: r.violations.map(function (v) { return v.id + ": " + v.nodes.map(function (n) { return n.html; }).join(" "); })});
		document.body.append(out);
	}); }, 500);</script></body>`, checker)
	if !bytes.Contains(page, []byte("</body>")) {
		page = append(page[:len(page):len(page)], "</body>"...)
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, bytes.Replace(page, []byte("</body>"), []byte(check), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range inBrowser(t, "file://"+file+"#"+fragment, fmt.Sprintf("--window-size=%d,800", width)).Descendants() {
		if attribute(n, "id") != "axe-found" {
			continue
		}
		var r struct {
			Ran      int      `json:"ran"`
			Articles int      `json:"articles"`
			Found    []string `json:"found"`
		}
		if err := json.Unmarshal([]byte(textOf(n)), &r); err != nil || r.Ran == 0 || fragment != "" && r.Articles == 0 {
			t.Fatalf("axe-core said %q: %v", textOf(n), err)
		}
		return r.Found
	}
	t.Fatalf("axe-core said nothing of a page that begins %s", strings.TrimSpace(string(page[:min(len(page), 80)])))
	return nil
}
