package export

import (
	"bytes"
	_ "embed" // the page's template
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.html.tmpl
var pageTemplate string

// page is a document as its template wants it.
type page struct {
	Document
	Count     string
	Articles  []article
	Emergency []pageLine
	Data      *itemList
}

type article struct {
	Entry
	Anchor string
	Notes  []string
	Facts  []pageFact
	Groups []group
}

type pageFact struct {
	Label string
	Lines []pageLine
}

// pageLine is a line whose link was checked when the document was built.
type pageLine struct {
	Line
	Href template.URL
	// About says what a map is of to those who hear the page.
	About string
}

// group is a heading, a paragraph or a whole list of a description.
type group struct {
	Heading, Text string
	Items         []string
}

// HTML returns the document as one page that stands alone: no scripts, pictures
// or anything else to load, right on a phone, a screen and paper (WCAG 2.2 AA).
// Unless discreet it carries the services as schema.org data.
func HTML(d Document) ([]byte, error) {
	p := pageOf(d)
	if !d.Discreet && !d.Contacts {
		p.Data = linkedData(d)
	}
	return fill(pageTemplate, "page", p)
}

// pageOf prepares a document for a template.
func pageOf(d Document) page {
	p := page{Document: d, Count: countWords(len(d.Entries)), Emergency: pageLines(d.Emergency)}
	for i, e := range d.Entries {
		a := article{Entry: e, Anchor: fmt.Sprintf("s%d", i+1), Groups: groups(e.Own)}
		if e.Note != "" {
			a.Notes = strings.Split(e.Note, "\n")
		}
		if d.Discreet || oneLine(a.ID) != a.ID {
			a.ID = ""
		}
		for _, f := range e.Facts {
			a.Facts = append(a.Facts, pageFact{f.Label, pageLines(f.Lines)})
		}
		p.Articles = append(p.Articles, a)
	}
	return p
}

// fill executes one template of a text of templates.
func fill(templates, name string, p page) ([]byte, error) {
	t, err := template.New(name).Parse(templates)
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, name, p); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	// The template writes the plus of a number as a character reference; as it is
	// the address is the same and can be read by simple programs too.
	return bytes.ReplaceAll(out.Bytes(), []byte(`href="tel:&#43;`), []byte(`href="tel:+`)), nil
}

// pageLines prepares lines whose links Build has checked.
func pageLines(lines []Line) []pageLine {
	all := make([]pageLine, 0, len(lines))
	for _, l := range lines {
		// Build makes and checks every address.
		pl := pageLine{Line: l, Href: template.URL(l.Link.Href)}
		if l.Link.Map {
			pl.About = "Map of " + strings.TrimSpace(l.Before)
		}
		all = append(all, pl)
	}
	return all
}

// groups puts items of a list that follow each other together.
func groups(all []Block) []group {
	var out []group
	for _, b := range all {
		switch b.Kind {
		case Heading:
			out = append(out, group{Heading: b.Text})
		case Bullet:
			if n := len(out) - 1; n >= 0 && out[n].Items != nil {
				out[n].Items = append(out[n].Items, b.Text)
				continue
			}
			out = append(out, group{Items: []string{b.Text}})
		case Paragraph:
			out = append(out, group{Text: b.Text})
		}
	}
	return out
}

// countWords says how many services there are.
func countWords(n int) string {
	switch n {
	case 0:
		return "There is nothing on this list yet."
	case 1:
		return "1 service"
	}
	return fmt.Sprintf("%d services", n)
}
