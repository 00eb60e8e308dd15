package export

import (
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

// framed is a page to be looked at, with a part of its name that no other has.
type framed struct{ Name, HTML string }

// axeFrames is a page that shows others in a frame as wide as a telephone and as
// a screen, runs axe-core in each, and writes down what it finds.
const axeFrames = `<!doctype html><html lang="en"><title>axe</title><body><pre id="axe-found"></pre><script>
const pages = %s, axe = %s;
(async function () {
  const out = {ran: 0, found: []};
  for (const page of pages) for (const width of [320, 1280]) {
    const frame = document.createElement("iframe");
    frame.style.width = width + "px";
    frame.style.height = "800px";
    await new Promise(function (loaded) { frame.onload = loaded; frame.srcdoc = page.HTML; document.body.append(frame); });
    const script = frame.contentDocument.createElement("script");
    script.textContent = axe;
    frame.contentDocument.head.append(script);
    const said = await frame.contentWindow.axe.run(frame.contentDocument);
    if (said.passes.length) out.ran++;
    for (const v of said.violations) out.found.push(page.Name + ", " + width + " wide: " + v.id + ": " + v.nodes.map(function (n) { return n.html; }).join(" "));
    frame.remove();
  }
  document.getElementById("axe-found").textContent = JSON.stringify(out);
})();
</script></body></html>`

// TestAxeFindsNoViolation looks at every page and e-mail, and at the page that
// shows the list of a link, with axe-core in a real browser, as wide as a
// telephone and as a screen. FETTLE_AXE names the file axe.min.js.
func TestAxeFindsNoViolation(t *testing.T) {
	axe := os.Getenv("FETTLE_AXE")
	if axe == "" {
		t.Skip("FETTLE_AXE does not name a copy of axe.min.js: pages are not looked at with axe-core")
	}
	checker, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	var pages []framed
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		for kind, render := range map[string]func(Document) ([]byte, error){"page": HTML, "e-mail": Email} {
			page, err := render(d)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, framed{kind + " " + variant + " " + name, string(policyIn.ReplaceAll(page, nil))})
		}
	})
	for _, found := range axeFinds(t, pages, checker) {
		t.Error(found)
	}
	for _, found := range axeFinds(t, []framed{{"viewer", shownInViewer(t)}, {"viewer without a list", string(policyIn.ReplaceAll(Viewer(), nil))}}, checker) {
		t.Error(found)
	}
	bad := `<!doctype html><html><head><title>x</title></head><main><h1>x</h1><img src=x><p style="color:#ccc;background:#fff">pale</p></main></html>`
	if found := axeFinds(t, []framed{{"bad", bad}}, checker); len(found) < 6 {
		t.Errorf("only %v found on a page with three faults at two widths", found)
	}
}

// shownInViewer returns the page that shows lists as a browser has drawn it with
// a list, without its script.
func shownInViewer(t *testing.T) string {
	t.Helper()
	link, err := LinkTo(samples()[3].document(t, variants()["normal"]), "https://lists.example.org/")
	if err != nil {
		t.Fatal(err)
	}
	_, fragment, _ := strings.Cut(link, "#")
	file := filepath.Join(t.TempDir(), "viewer.html")
	if err := os.WriteFile(file, Viewer(), 0o600); err != nil {
		t.Fatal(err)
	}
	page := drawn(t, inBrowser(t, "file://"+file+"#"+fragment))
	if !strings.Contains(page, "<article") {
		t.Fatalf("the browser shows no list:\n%s", page)
	}
	page = policyIn.ReplaceAllString(page, "")
	return regexp.MustCompile(`(?s)<script.*?</script>`).ReplaceAllString(page, "")
}

// axeFinds runs axe-core on pages at two widths and returns the violations.
func axeFinds(t *testing.T, pages []framed, checker []byte) []string {
	t.Helper()
	inScript := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(data), "</", `<\/`)
	}
	file := filepath.Join(t.TempDir(), "frames.html")
	if err := os.WriteFile(file, fmt.Appendf(nil, axeFrames, inScript(pages), inScript(string(checker))), 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range inBrowser(t, "file://"+file, "--window-size=1400,900", "--virtual-time-budget=900000").Descendants() {
		if attribute(n, "id") != "axe-found" {
			continue
		}
		var r struct {
			Ran   int      `json:"ran"`
			Found []string `json:"found"`
		}
		if err := json.Unmarshal([]byte(textOf(n)), &r); err != nil || r.Ran != 2*len(pages) {
			t.Fatalf("axe-core looked at %d of %d frames: %v", r.Ran, 2*len(pages), err)
		}
		t.Logf("axe-core looked at %d pages at two widths", len(pages))
		return r.Found
	}
	t.Fatal("axe-core said nothing")
	return nil
}
