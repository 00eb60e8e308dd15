package export

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"fettle/internal/service"
)

// ErrDiscreet is returned by ReadPage for a page that does not say which
// services are on it.
var ErrDiscreet = errors.New("this page is a discreet one: it does not say which services are on it, so it can't be compared")

var errNoPage = errors.New("this is not a page that fettle wrote")

// SavedPage is what HTML wrote, as far as it can be read back.
type SavedPage struct {
	// ListID is the id of the list.
	ListID string
	// On is the day on which it was correct.
	On service.Date
	// Easier says that the page has short lines under plain questions, so that it
	// is to be compared with a document of the same kind.
	Easier bool
	// Items are the services in order.
	Items []PageItem
}

// PageItem is one service of a page that was read back.
type PageItem struct {
	ID, Name, Organisation, Note string
	Warnings                     []string
	// Parts are the labelled parts in order.
	Parts []PagePart
}

// PagePart is a label with the lines under it.
type PagePart struct {
	Label string
	Lines []string
}

// Rewording is a part of an entry that says something else than it did.
type Rewording struct {
	// What is the part: "when", "how to get in touch".
	What string
	// Was and Now are the lines that went and that came.
	Was, Now []string
}

// ReadPage reads a page back that HTML wrote. Other pages are refused, and
// discreet ones with ErrDiscreet. All its text is made visible: a file may have
// come from anybody.
func ReadPage(data []byte) (SavedPage, error) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return SavedPage{}, fmt.Errorf("%w: %w", errNoPage, err)
	}
	var p SavedPage
	articles := 0
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "main":
			p.ListID = oneLine(attributeOf(n, "data-list"))
		case n.Data == "article":
			articles++
			if it := readArticle(n); it.ID != "" {
				p.Items = append(p.Items, it)
			}
		case n.Data == "p" && p.On == "":
			p.On = correctOn(wordsIn(n))
		}
	}
	question := builder{Options: Options{Easier: true}}.label(KindContact)
	p.Easier = slices.ContainsFunc(p.Items, func(it PageItem) bool {
		return slices.ContainsFunc(it.Parts, func(part PagePart) bool { return part.Label == question })
	})
	switch {
	case p.ListID == "" || p.On == "":
		return SavedPage{}, errNoPage
	case articles > 0 && len(p.Items) == 0:
		return SavedPage{}, ErrDiscreet
	}
	return p, nil
}

// correctOn returns the day of the sentence that says when a page was correct.
func correctOn(words string) service.Date {
	if day, ok := strings.CutPrefix(words, "Correct on "); ok {
		day, _, _ = strings.Cut(day, ".")
		if t, err := time.Parse("2 January 2006", day); err == nil {
			return service.DateOf(t)
		}
	}
	return ""
}

// readArticle reads one service of a page.
func readArticle(article *html.Node) PageItem {
	it := PageItem{ID: oneLine(attributeOf(article, "data-id"))}
	for n := range article.ChildNodes() {
		switch class := attributeOf(n, "class"); {
		case n.Type != html.ElementNode:
		case n.Data == "h2":
			it.Name = wordsIn(n)
		case n.Data == "p" && class == "warning":
			it.Warnings = append(it.Warnings, wordsIn(n))
		case n.Data == "p" && class == "note":
			it.Note = strings.TrimSpace(visible(textIn(n)))
		case n.Data == "p":
			it.Organisation = wordsIn(n)
		case n.Data == "dl":
			it.Parts = readParts(n)
		}
	}
	return it
}

// readParts reads the labelled parts of a service.
func readParts(dl *html.Node) []PagePart {
	var parts []PagePart
	for n := range dl.ChildNodes() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "dt":
			parts = append(parts, PagePart{Label: wordsIn(n)})
		case n.Data == "dd" && len(parts) > 0:
			last := &parts[len(parts)-1]
			for line := range n.ChildNodes() {
				if line.Type == html.ElementNode {
					last.Lines = append(last.Lines, wordsIn(line))
				}
			}
		}
	}
	return parts
}

// wordsIn returns the text of an element on one line, without the words of links
// to maps.
func wordsIn(n *html.Node) string { return oneLine(textIn(n)) }

func textIn(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Data == "a" && attributeOf(n, "class") == "map" {
		return ""
	}
	var b strings.Builder
	for child := range n.ChildNodes() {
		b.WriteString(textIn(child))
	}
	return b.String()
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Reworded returns what an entry of today says otherwise than a page did. Only
// parts that the page had are compared, and the next dates are left out: they
// change every week.
func Reworded(then PageItem, now Entry) []Rewording {
	var all []Rewording
	add := func(what string, was, is []string) {
		gone, come := missing(was, is), missing(is, was)
		if len(gone)+len(come) > 0 {
			all = append(all, Rewording{What: what, Was: gone, Now: come})
		}
	}
	add("name", []string{then.Name}, []string{oneLine(now.Heading)})
	add("organisation", stated(then.Organisation), stated(oneLine(now.Organisation)))
	add("notice", then.Warnings, linesOf(now.Warnings))
	for _, part := range then.Parts {
		i := slices.IndexFunc(now.Facts, func(f Fact) bool { return f.Label == part.Label })
		if i < 0 {
			continue
		}
		var lines []string
		for _, l := range now.Facts[i].Lines {
			words := l.Words()
			if l.Link.Map {
				words = l.Before + l.After
			}
			lines = append(lines, oneLine(words))
		}
		what := builder{}.label(now.Facts[i].Kind)
		add(strings.ToLower(what[:1])+what[1:], undated(part.Lines), undated(lines))
	}
	return all
}

func linesOf(all []string) []string {
	var lines []string
	for _, words := range all {
		lines = append(lines, oneLine(words))
	}
	return lines
}

func stated(words string) []string {
	if words == "" {
		return nil
	}
	return []string{words}
}

// undated returns lines without the one that gives the next dates.
func undated(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.HasPrefix(l, nextBefore) })
}

// missing returns those of some lines that are not among others.
func missing(some, others []string) []string {
	var left []string
	for _, s := range some {
		if !slices.Contains(others, s) {
			left = append(left, s)
		}
	}
	return left
}
