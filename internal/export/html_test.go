package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// elements parses a page and returns its elements in order.
func elements(t *testing.T, page []byte) []*html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// allowedElements are all elements that a page may hold.
const allowedElements = " html head meta title style body a main h1 h2 h3 p article dl dt dd details summary ul li footer script "

// faults returns what is wrong with a page that must be safe and accessible.
func faults(t *testing.T, page []byte) []string {
	var wrong []string
	complain := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	ids, count := make(map[string]bool), make(map[string]int)
	var targets []string
	for _, n := range elements(t, page) {
		count[n.Data]++
		if !strings.Contains(allowedElements, " "+n.Data+" ") {
			complain("an element <%s>", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "srcset", a.Key == "style", a.Key == "action":
				complain("<%s %s=%q>", n.Data, a.Key, a.Val)
			case a.Key == "id" && ids[a.Val]:
				complain("id %q twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "aria-labelledby":
				targets = append(targets, a.Val)
			}
		}
		switch n.Data {
		case "html":
			if attribute(n, "lang") != "en-GB" {
				complain("lang is %q", attribute(n, "lang"))
			}
		case "script":
			if attribute(n, "type") != "application/ld+json" || !json.Valid([]byte(textOf(n))) {
				complain("a script: %s", textOf(n))
			}
		case "style":
			if strings.Contains(textOf(n), "url(") || strings.Contains(textOf(n), "@import") {
				complain("the style sheet loads something")
			}
		case "a":
			u, err := url.Parse(attribute(n, "href"))
			if err != nil || !slices.Contains([]string{"http", "https", "tel", "mailto", ""}, u.Scheme) || u.User != nil {
				complain("a link to %q", attribute(n, "href"))
			}
			if u != nil && u.Scheme == "" {
				targets = append(targets, u.Fragment)
			}
			if strings.TrimSpace(textOf(n)) == "" {
				complain("a link without words to %q", attribute(n, "href"))
			}
		}
	}
	for _, target := range targets {
		if !ids[target] {
			complain("nothing has the id %q", target)
		}
	}
	for _, one := range []string{"h1", "main", "title", "footer"} {
		if count[one] != 1 {
			complain("%d of <%s>", count[one], one)
		}
	}
	return wrong
}

func TestEveryPageIsSafeAndAccessible(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		page, err := HTML(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range faults(t, page) {
			t.Errorf("%s, %s: %s", variant, name, wrong)
		}
		headings := 0
		for _, n := range elements(t, page) {
			if n.Data == "h2" {
				headings++
				if strings.TrimSpace(textOf(n)) == "" {
					t.Errorf("%s, %s: an empty heading", variant, name)
				}
			}
		}
		if headings != len(d.Entries) {
			t.Errorf("%s, %s: %d headings for %d services", variant, name, headings, len(d.Entries))
		}
		for _, want := range []string{d.Correct, "In danger now?", `href="tel:999"`, `href="tel:111"`} {
			if !bytes.Contains(page, []byte(want)) {
				t.Errorf("%s, %s: does not say %q", variant, name, want)
			}
		}
	})
}

// TestTheCheckOfPagesFindsFaults shows that the check above can fail.
func TestTheCheckOfPagesFindsFaults(t *testing.T) {
	good, err := HTML(samples()[1].document(t, variants()["normal"]))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		`<script>alert(1)</script>`, `<p onclick="x">`, `<img src=x>`, `<a href="javascript:x">x</a>`, `<a href="//evil.example">x</a><p id=s1>`,
		`<h1>again</h1>`, `<iframe></iframe>`, `<a href="https://a@b.example">x</a>`, `<p style="background:url(x)">`, `<a href="https://x.example"></a>`,
	} {
		page := bytes.Replace(good, []byte("<footer>"), []byte(bad+"<footer>"), 1)
		if len(faults(t, page)) == 0 {
			t.Errorf("nothing found wrong with %s", bad)
		}
	}
}

func TestColoursHaveContrast(t *testing.T) {
	style := regexp.MustCompile(`#[0-9a-f]{3,6}\b`)
	for _, colour := range style.FindAllString(pageTemplate, -1) {
		if colour == "#fff" || colour == "#ffdd00" {
			continue
		}
		if ratio := contrast(t, colour, "#ffffff"); ratio < 4.5 {
			t.Errorf("%s on white has contrast %.2f, want 4.5", colour, ratio)
		}
	}
	if ratio := contrast(t, "#0b0c0c", "#ffdd00"); ratio < 4.5 {
		t.Errorf("focused links have contrast %.2f", ratio)
	}
}

// contrast returns the contrast of two colours as WCAG 2.2 defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestDiscreetPagesTellNothingAtAGlance(t *testing.T) {
	for _, s := range samples() {
		d := s.document(t, variants()["discreet"])
		page, err := HTML(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range elements(t, page) {
			switch n.Data {
			case "title", "h1":
				if textOf(n) != "Your list" {
					t.Errorf("%s: <%s> is %q", s.name, n.Data, textOf(n))
				}
			case "h2":
				if !regexp.MustCompile(`^Contact \d+$`).MatchString(textOf(n)) {
					t.Errorf("%s: a heading %q", s.name, textOf(n))
				}
			case "script":
				t.Errorf("%s: carries data for programs", s.name)
			}
		}
		for _, telling := range []string{"Safe Harbour", "Women", "abuse", "Listening Ear", "ounselling", "Friends of Example", "fettle", "demo/"} {
			if s.name != "hostile" && bytes.Contains(bytes.ToLower(page), bytes.ToLower([]byte(telling))) {
				t.Errorf("%s: says %q", s.name, telling)
			}
		}
	}
}

// TestAddressesThatAreNeverPrinted checks every renderer in every variant.
func TestAddressesThatAreNeverPrinted(t *testing.T) {
	for variant, o := range variants() {
		for name, sv := range map[string]sample{
			"refuge": {services: samples()[2].services[1:2]},
			"masked": {services: samples()[3].services[3:4]},
		} {
			d := sv.document(t, o)
			for _, r := range renderers() {
				out, err := r.render(d)
				if err != nil {
					t.Fatal(err)
				}
				for _, secret := range []string{"Market Street", "Old Library", "1AA", "54.047", "mlat", "openstreetmap"} {
					if bytes.Contains(out, []byte(secret)) {
						t.Errorf("%s, %s, %s: prints %q", r.name, variant, name, secret)
					}
				}
			}
		}
	}
}
