package export

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed" // the viewer's page
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// LongLink is how many characters a link may have before mail programs and
// messages are known to cut links off.
const LongLink = 2000

// maxLinked is how many bytes a list may have before it is packed into a link.
// The viewer unpacks no more.
const maxLinked = 64 << 10

// linkVersion begins the fragment of every link.
const linkVersion = "v1."

// ErrLinkTooLong is returned by LinkTo for a list that no link can hold.
var ErrLinkTooLong = errors.New("the list is too long for a link: give it as a page, or only its contacts")

//go:embed viewer.html.tmpl
var viewerPage string

//go:embed viewer.js
var viewerScript string

//go:embed viewer.css
var viewerStyle string

// linked is a document as a link holds it; the names are short because every
// letter makes the link longer.
type linked struct {
	Title     string          `json:"t"`
	Correct   string          `json:"c"`
	Emergency []linkedLine    `json:"e"`
	Services  []linkedService `json:"s"`
}

type linkedService struct {
	Heading      string       `json:"h"`
	Organisation string       `json:"o,omitempty"`
	Warnings     []string     `json:"w,omitempty"`
	Note         []string     `json:"n,omitempty"`
	Facts        []linkedFact `json:"f,omitempty"`
}

// linkedFact is written as [label, [line…]].
type linkedFact struct {
	label string
	lines []linkedLine
}

// MarshalJSON writes a fact in its short form.
func (f linkedFact) MarshalJSON() ([]byte, error) { return json.Marshal([]any{f.label, f.lines}) }

// linkedLine is written as its words, or as [before, words, address, after] when
// it has a link.
type linkedLine struct{ Line }

// MarshalJSON writes a line in its short form.
func (l linkedLine) MarshalJSON() ([]byte, error) {
	if l.Link.Href == "" {
		return json.Marshal(l.Words())
	}
	return json.Marshal([]string{strings.TrimSpace(l.Before), l.Link.Words, l.Link.Href, l.After})
}

// LinkTo returns a link that holds the whole document, for a viewer page at an
// https address, or an http one on this machine. The document is in the
// fragment, which browsers send to no server; the providers' full accounts are
// left out. It refuses addresses of other kinds, and lists that are too long
// with ErrLinkTooLong.
func LinkTo(d Document, viewer string) (string, error) {
	address, err := viewerAddress(viewer)
	if err != nil {
		return "", err
	}
	l := linked{Title: d.Title, Correct: d.Correct, Emergency: linkedLines(d.Emergency), Services: []linkedService{}}
	for _, e := range d.Entries {
		s := linkedService{Heading: e.Heading, Organisation: e.Organisation, Warnings: e.Warnings}
		if e.Note != "" {
			s.Note = strings.Split(e.Note, "\n")
		}
		for _, f := range e.Facts {
			s.Facts = append(s.Facts, linkedFact{f.Label, linkedLines(f.Lines)})
		}
		l.Services = append(l.Services, s)
	}
	var plain bytes.Buffer
	enc := json.NewEncoder(&plain)
	enc.SetEscapeHTML(false) // the viewer makes text of it, never markup
	if err := enc.Encode(l); err != nil {
		return "", fmt.Errorf("write the list for a link: %w", err)
	}
	if plain.Len() > maxLinked {
		return "", fmt.Errorf("%w (%d kB of at most %d)", ErrLinkTooLong, plain.Len()>>10, maxLinked>>10)
	}
	packed, err := deflate(plain.Bytes())
	if err != nil {
		return "", err
	}
	return address + "#" + linkVersion + base64.RawURLEncoding.EncodeToString(packed), nil
}

func linkedLines(lines []Line) []linkedLine {
	all := make([]linkedLine, 0, len(lines))
	for _, l := range lines {
		all = append(all, linkedLine{l})
	}
	return all
}

// viewerAddress checks the address of a viewer page.
func viewerAddress(viewer string) (string, error) {
	u, err := url.Parse(viewer)
	if err != nil {
		return "", fmt.Errorf("the address of the page that shows lists can't be read: %w", err)
	}
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	switch {
	case u.Host == "" || u.User != nil || u.Fragment != "" || oneLine(viewer) != viewer:
		return "", fmt.Errorf("%q is not the address of a page that shows lists: it is like https://lists.example.org/", viewer)
	case u.Scheme == "https", u.Scheme == "http" && here:
		return u.String(), nil
	}
	return "", fmt.Errorf("the page that shows lists must have an https address, and %q has none", viewer)
}

// deflate packs bytes as small as they go (RFC 1951), as browsers unpack them.
func deflate(plain []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("pack the list for a link: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("pack the list for a link: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack the list for a link: %w", err)
	}
	return packed.Bytes(), nil
}

// Viewer returns the page that shows the list a link holds: one file, for an
// organisation to put on its own web server. It loads and sends nothing, runs
// only its own script, which its policy names by its hash, and makes text of
// what the link holds, never markup.
func Viewer() []byte {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	script, style := "\n"+viewerScript, "\n"+viewerStyle
	return []byte(strings.NewReplacer(
		"{{script hash}}", hash(script), "{{style hash}}", hash(style), "{{script}}", script, "{{style}}", style,
	).Replace(viewerPage))
}
