package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"fettle/internal/service"
)

// attacks returns texts by which a feed could try to do harm where it is shown,
// opened, pasted or printed. The file is shared with the test of the whole way.
func attacks(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "attacks", "corpus.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		attack, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, attack)
	}
	return all
}

// attacked returns a service with a text in every field that a feed can fill.
func attacked(x string) *service.Service {
	return &service.Service{
		ID: "demo/" + x, Name: x, AlternateName: x, Summary: x, Description: x + "\n\n- " + x + "\n\n## " + x,
		Organisation: service.Organisation{ID: x, Name: x, Description: x, Email: x, URL: x},
		Status:       service.Status(x), Alert: x, Age: service.Age{Words: x}, Eligibility: x, Timing: x,
		Sessions: []service.Session{
			{Freq: service.Weekly, Days: []service.Day{{Day: time.Monday}}, From: "10:00", To: "11:00", Words: x, Sentence: x, Location: 1, Except: []service.Date{service.Date(x)}},
			{Freq: service.Frequency(x), Days: []service.Day{{Day: time.Tuesday}}, From: service.Clock(x), To: service.Clock(x), ValidFrom: service.Date(x), Words: x, Location: 2},
		},
		Locations: []service.Location{
			{ID: x, Name: x, Description: x, Address: service.Address{Street: x, Town: x, County: x, Postcode: x}, Accessibility: []string{x}},
			{Name: x, Masked: true, Address: service.Address{Town: x, Postcode: x}},
		},
		Areas: []service.Area{{Name: x, Code: x, Extent: x}}, How: []service.How{service.How(x), service.AtVenue}, Access: []service.Access{service.Access(x)}, AccessNote: x,
		Cost:      service.Cost{Words: x, Options: []service.CostOption{{Name: x, Pounds: number(2), Per: x}}},
		Languages: []string{x}, Accessibility: []string{x}, Audience: []string{x},
		Contacts: []service.Contact{{Name: x, Title: x, Email: x, Phones: []service.Phone{{Number: x, Dial: x, Label: x, Extension: x}}}},
		Phones:   []service.Phone{{Number: x, Dial: x, Label: x, Extension: x}}, Email: x, URL: x,
		Terms: []service.Term{{Vocabulary: x, ID: x, Name: x}}, Changed: service.Date(x), Assured: service.Assurance{On: service.Date(x), By: x},
		Source: service.Provenance{Feed: x, SourceID: x, URL: x},
	}
}

// dead checks one output of one attack and returns what is alive in it.
func dead(t *testing.T, kind string, out []byte, benign map[string]int) []string {
	t.Helper()
	var alive []string
	complain := func(format string, args ...any) { alive = append(alive, fmt.Sprintf(format, args...)) }
	for _, c := range strings.TrimPrefix(string(out), "\ufeff") {
		if c != '\n' && c != '\r' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			complain("holds %U", c)
		}
	}
	switch kind {
	case "html":
		alive = append(alive, faults(t, out)...)
	case "email":
		alive = append(alive, emailFaults(t, out)...)
	case "eml":
		m := readMessage(t, out)
		if len(m.header) != 5 || len(m.kinds) != 2 {
			complain("a message with the head %v and %d parts", m.header, len(m.kinds))
		}
		alive = append(alive, emailFaults(t, []byte(m.bodies[1]))...)
	case "ics", "vcf":
		all := properties(t, out)
		checkNested(t, all)
		counts := make(map[string]int)
		for _, p := range all {
			counts[p.name]++
			if p.name == "BEGIN" {
				counts[p.value]++
			}
		}
		for name, n := range counts {
			if n > benign[name] {
				complain("%d of %s, at most %d expected", n, name, benign[name])
			}
		}
	case "csv":
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out, []byte("\ufeff"))))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil || len(rows) != benign["rows"] {
			complain("%d rows: %v", len(rows), err)
		}
		for _, cell := range slices.Concat(rows...) {
			if trimmed := strings.TrimSpace(cell); trimmed != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(trimmed)[0]) {
				complain("a cell %q", cell)
			}
		}
	case "markdown":
		alive = append(alive, markdownFaults(out)...)
	case "json":
		if _, err := Read(out); err != nil {
			complain("%v", err)
		}
	case "qr":
		// Each code was read back above; what it says is the SMS form.
	}
	return alive
}

// emailFaults returns what is alive in a page for an e-mail.
func emailFaults(t *testing.T, page []byte) []string {
	t.Helper()
	var wrong []string
	for _, n := range elements(t, page) {
		if !slices.Contains(strings.Fields("html head meta title body div h1 h2 p strong br a"), n.Data) {
			wrong = append(wrong, "an element <"+n.Data+">")
		}
		for _, a := range n.Attr {
			if !slices.Contains(strings.Fields("lang dir charset style href role"), a.Key) || a.Key == "style" && strings.Contains(a.Val, "url(") {
				wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") &&
				!strings.HasPrefix(a.Val, "tel:") && !strings.HasPrefix(a.Val, "mailto:") {
				wrong = append(wrong, fmt.Sprintf("a link to %q", a.Val))
			}
		}
	}
	return wrong
}

// markdownFaults reads Markdown by another's parser and returns what is in it
// besides headings, lists, bold text and checked links.
func markdownFaults(md []byte) []string {
	var wrong []string
	root := goldmark.DefaultParser().Parse(text.NewReader(md))
	headings := 0
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Document, *ast.Paragraph, *ast.Text, *ast.TextBlock, *ast.List, *ast.ListItem, *ast.Emphasis, *ast.String:
		case *ast.Heading:
			headings++
		case *ast.Link:
			if !bytes.HasPrefix(n.Destination, []byte("https://")) && !bytes.HasPrefix(n.Destination, []byte("http://")) {
				wrong = append(wrong, fmt.Sprintf("a link to %q", n.Destination))
			}
		default:
			wrong = append(wrong, "a "+n.Kind().String())
		}
		return ast.WalkContinue, nil
	})
	if err != nil || headings != 2 {
		wrong = append(wrong, fmt.Sprintf("%d headings, want 2: %v", headings, err))
	}
	return wrong
}

func TestNoAttackComesOutAlive(t *testing.T) {
	if n := len(attacks(t)); n < 60 {
		t.Fatalf("only %d attacks", n)
	}
	// What a harmless service of the same shape brings is the most that an
	// attacked one may.
	benign := map[string]int{"rows": 6}
	harmless := attacked("plain words")
	harmless.Phones[0].Dial, harmless.Contacts[0].Phones[0].Dial = "+441632960123", "+441632960124"
	harmless.Email, harmless.URL = "a@example.org", "https://example.org"
	d := sample{services: []*service.Service{harmless}}.document(t, variants()["normal"])
	for _, render := range []func(Document) ([]byte, error){ICS, VCF} {
		out, err := render(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range properties(t, out) {
			benign[p.name]++
			if p.name == "BEGIN" {
				benign[p.value]++
			}
		}
	}
	kinds := variants()
	delete(kinds, "large") // It says what the normal one says.
	for _, x := range attacks(t) {
		for variant, o := range kinds {
			o.Emergency = []Emergency{{When: "Need urgent medical help?", Number: "111"}}
			d := sample{services: []*service.Service{attacked(x)}, note: x}.document(t, o)
			if name := FileName(d, "html"); name != "list-2026-11-22.html" {
				t.Errorf("the file is called %q", name)
			}
			for _, r := range renderers() {
				out, err := r.render(d)
				if err != nil {
					t.Errorf("%q, %s, %s: %v", x, variant, r.name, err)
					continue
				}
				for _, alive := range dead(t, r.name, out, benign) {
					t.Errorf("%q, %s, %s: %s", x, variant, r.name, alive)
				}
			}
		}
	}
}
