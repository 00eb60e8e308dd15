// Package detail is one service in full: how to reach it first, then when,
// where and for whom it is, what the publisher says, and how old that is.
//
// It paints a record and scrolls it. It must not fetch or change anything.
package detail

import (
	"time"

	"fettle/internal/service"
	"fettle/tui/light"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// Subject is the service to be read, with all that its page depends on.
type Subject struct {
	// Service is the record; nil is nothing to read.
	Service *service.Service
	// Hit says how it stands to the question; nil when it was not searched for.
	Hit *service.Hit
	// Publisher is who publishes the feed it came from; "" is not known.
	Publisher string
	// Why says how it stands to what is asked; nil while that is not known, or
	// nothing is asked.
	Why *Why
	// Explain shows the reasons instead of the record.
	Explain bool
	// Contact shows only how to reach the service, in large figures.
	Contact bool
	// Writes is set for somebody who is asked to write rather than to ring.
	Writes bool
	// Lit are the words to light up; nil is none.
	Lit *light.Words
	// Needs gives the label of a need by its id.
	Needs func(id string) string
	// Times says its sessions.
	Times words.Times
	// Now is the moment the page is made for.
	Now time.Time
}

// part reports whether only a part of the service is shown.
func (s *Subject) part() bool { return s.Explain || s.Contact }

// Page is the page of one service. The zero Page is empty.
type Page struct {
	subject Subject
	facts   []string
	tail    []string
	about   []string
	waiting bool
	width   int
	theme   *theme.Theme
	scroll  int
	height  int
}

// Show puts a service on the page, from its top.
func (p *Page) Show(s Subject) {
	same := p.subject.Service != nil && s.Service != nil && p.subject.Service.ID == s.Service.ID && p.subject.Explain == s.Explain && p.subject.Contact == s.Contact
	p.subject, p.theme = s, nil
	if !same {
		p.scroll, p.about = 0, nil
	}
}

// Service returns the service on the page, nil when there is none.
func (p *Page) Service() *service.Service { return p.subject.Service }

// Key names what the publisher's words look like on this page: the service,
// the width and the theme.
type Key struct {
	ID    string
	Width int
	Theme string
}

// KeyOf returns the key of a service's words on a page of that width.
func KeyOf(s *service.Service, w int, t *theme.Theme) Key {
	return Key{ID: s.ID, Width: textWidth(w), Theme: t.Name}
}

// Fit lays the page out for a size and a theme. It returns the key of the
// publisher's words and true when they have to be rendered and handed to About.
func (p *Page) Fit(w, h int, t *theme.Theme) (Key, bool) {
	p.height = h
	if p.subject.Service == nil || w < 1 {
		return Key{}, false
	}
	if p.theme == t && p.width == w {
		return Key{}, false
	}
	p.width, p.theme = w, t
	switch {
	case p.subject.Explain:
		p.facts, p.tail = reasons(&p.subject, w, t), nil
	case p.subject.Contact:
		p.facts, p.tail = contact(&p.subject, w, t), nil
	default:
		p.facts, p.tail = facts(&p.subject, w, t)
	}
	p.about = nil
	p.waiting = p.subject.Service.Description != "" && !p.subject.part()
	p.settle()
	return KeyOf(p.subject.Service, w, t), p.waiting
}

// About hands over the publisher's words, rendered. Words for another service,
// width or theme are left out.
func (p *Page) About(k Key, lines []string) {
	if p.subject.Service == nil || p.subject.part() || p.theme == nil || k != KeyOf(p.subject.Service, p.width, p.theme) {
		return
	}
	p.waiting = false
	p.about = make([]string, len(lines))
	for i, line := range lines {
		if p.subject.Lit != nil {
			line = paint.Lit(line, p.subject.Lit, p.theme.Lit)
		}
		p.about[i] = paint.Painted(line, p.width, p.theme.Base)
	}
}

// Move scrolls the page and reports whether it moved.
func (p *Page) Move(m widget.Move) bool {
	before := p.scroll
	switch m {
	case widget.Up:
		p.scroll--
	case widget.Down:
		p.scroll++
	case widget.PageUp:
		p.scroll -= max(p.height-2, 1)
	case widget.PageDown:
		p.scroll += max(p.height-2, 1)
	case widget.Home:
		p.scroll = 0
	case widget.End:
		p.scroll = p.len()
	case widget.Left, widget.Right:
	}
	p.settle()
	return p.scroll != before
}

func (p *Page) len() int { return len(p.facts) + len(p.about) + len(p.tail) }

func (p *Page) settle() { p.scroll = max(min(p.scroll, p.len()-p.height), 0) }

// at returns a line of the whole page.
func (p *Page) at(i int) string {
	if i < len(p.facts) {
		return p.facts[i]
	}
	if i -= len(p.facts); i < len(p.about) {
		return p.about[i]
	}
	return p.tail[i-len(p.about)]
}

// Lines paints the page in exactly h lines of w cells; Fit must have been
// called with the same size.
func (p *Page) Lines(dst []string, w, h int, focused bool, t *theme.Theme) []string {
	start := len(dst)
	if p.subject.Service == nil || p.width != w {
		return blankLines(dst, w, h, t)
	}
	p.settle()
	for y := 0; y < h && p.scroll+y < p.len(); y++ {
		dst = append(dst, p.at(p.scroll+y))
	}
	shown := len(dst) - start
	if rest := p.len() - p.scroll - shown; rest > 0 && h > 2 {
		hint := "-- " + words.Count(rest+1, "more line", "more lines") + " below"
		if focused {
			hint += ": Down or Page Down"
		}
		dst[len(dst)-1] = paint.NewLine(w, t.Base).Put(t.Dim, hint+" --").String()
	}
	return blankLines(dst, w, h-shown, t)
}

func blankLines(dst []string, w, n int, t *theme.Theme) []string {
	if n <= 0 {
		return dst
	}
	blank := paint.Blank(w, t.Base)
	for range n {
		dst = append(dst, blank)
	}
	return dst
}

// textWidth returns the width that running text is set in, for easy reading.
func textWidth(w int) int { return max(min(w-1, 76), 8) }
