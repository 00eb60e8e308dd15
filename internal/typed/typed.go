// Package typed reads a line as somebody types it into a search box, such as
// "lonely gardening bb2 tue 72yo free": it takes out of the words what is a
// place, a time, an age or a cost.
//
// Read does that for every way of asking, so that the same line means the same
// everywhere. A place is a postcode, a part of one, what stands after "near" or
// "in", or else the whole name of a town that is no everyday word. Words in
// quotation marks stay words. What tells who somebody is, such as an e-mail
// address, is left out, and so said. Search and Relax ask a library with such
// words: they leave out what only makes a sentence of them or what nothing has,
// and offer the name of a town as a word. The package knows no library, place or
// clock: it works with the functions that it is given.
package typed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/service"
)

// Lookup is what reading a line needs from elsewhere.
type Lookup struct {
	// Place finds a place by its text, likeliest first.
	Place func(text string) ([]service.Near, error)
	// Town finds towns and villages by their whole name, likeliest first; nil finds
	// none. It is asked of every word.
	Town func(text string) []service.Near
	// Time reads a time in words.
	Time func(text string, now time.Time) ([]service.Window, error)
}

// Part is a filter that was read out of a line.
type Part struct {
	// Pane is PaneWhere, PaneWhen, PaneAge or PaneCost.
	Pane service.Pane
	// Typed is the piece of the line that it was read from.
	Typed string
	// Years is the age.
	Years int
	// Near is the place, nil when only miles were typed; Within is the miles
	// around it, 0 when none were typed. Others are the names of the other places
	// that may be meant.
	Near   *service.Near
	Within float64
	Others []string
	// Windows are the times; any of them will do.
	Windows []service.Window
	// Option is the option of PaneCost.
	Option string
}

// Reading is a line as it was read.
type Reading struct {
	// Line is the line as it was typed.
	Line string
	// Words are the words that are left, as they were typed.
	Words string
	// Parts are the filters that were read, in the order of the line.
	Parts []Part
	// Pending is the place that is still being typed after "near"; it is neither
	// a filter yet nor one of the words.
	Pending string
	// Trouble says why what stands after "near" is no place that is known.
	Trouble error
	// Notes are plain lines to show: what was left out because it tells who somebody
	// is, and what is no age.
	Notes []string

	// ends is set when the end of the line is one of the words.
	ends bool
}

// Read reads a line. Typing says that somebody is still at it, so that its last
// word may be unfinished.
func Read(line string, typing bool, now time.Time, look Lookup) Reading {
	r := reader{tokens: tokens(line), now: now, look: look, typing: typing && line == strings.TrimRight(line, " ")}
	r.private()
	r.unwanted()
	r.ages()
	r.times()
	r.places()
	r.costs()
	r.joints()
	out := Reading{Line: line, Words: r.words(), Pending: r.pending, Trouble: r.trouble, Notes: r.notes}
	if n := len(r.tokens); n > 0 {
		out.ends = r.tokens[n-1].part < 0
	}
	out.Parts = r.inOrder()
	return out
}

// Into returns a question with the words and the filters of the line. A place
// and an age take the place of those before; times and costs are added.
func (r Reading) Into(q service.Query) service.Query {
	q.Words = r.Words
	q.Typing = q.Typing && r.ends
	for i := range r.Parts {
		p := &r.Parts[i]
		switch p.Pane {
		case service.PaneAge:
			q.Age = &p.Years
		case service.PaneWhere:
			if p.Near != nil {
				q.Near = p.Near
			}
			if p.Within > 0 {
				q.Within = p.Within
			}
		case service.PaneWhen:
			for _, w := range p.Windows {
				if !slices.ContainsFunc(q.When, func(had service.Window) bool { return had.ID == w.ID }) {
					q.When = append(slices.Clone(q.When), w)
				}
			}
		default:
			if had := q.Choices[p.Pane]; !slices.Contains(had, p.Option) {
				q = q.Choose(p.Pane, append(slices.Clone(had), p.Option)...)
			}
		}
	}
	return q
}

// As says in a few words what the part was read as: "near BB2", "age 72".
func (p *Part) As() string {
	switch p.Pane {
	case service.PaneAge:
		return "age " + strconv.Itoa(p.Years)
	case service.PaneWhere:
		return p.asPlace()
	case service.PaneWhen:
		names := make([]string, 0, len(p.Windows))
		for _, w := range p.Windows {
			names = append(names, asTime(w))
		}
		return strings.Join(names, ", ")
	default:
		if p.Option == service.CostLow {
			return "a low price"
		}
		return "nothing to pay"
	}
}

func (p *Part) asPlace() string {
	said := ""
	if p.Within > 0 {
		said = fmt.Sprintf("within %g miles", p.Within)
		if p.Within == 1 {
			said = "within 1 mile"
		}
	}
	if p.Near == nil {
		return said
	}
	if said == "" {
		said = "near " + p.Near.Name
	} else {
		said += " of " + p.Near.Name
	}
	switch len(p.Others) {
	case 0:
		return said
	case 1:
		return said + " (or is it " + p.Others[0] + "?)"
	}
	if len(p.Others) == 2 {
		return said + " (or is it " + p.Others[0] + ", or " + p.Others[1] + "?)"
	}
	return said + fmt.Sprintf(" (or is it %s, or one of %d others?)", p.Others[0], len(p.Others)-1)
}

// asTime says a window: "Tuesday morning", "Saturday", "2026-11-24 10:00 to 14:00".
func asTime(w service.Window) string {
	day := w.Day.String()
	if w.On != "" {
		day = string(w.On)
	}
	for _, part := range []string{"morning", "afternoon", "evening"} {
		if strings.HasSuffix(w.ID, "-"+part) {
			return day + " " + part
		}
	}
	if w.From == 0 && w.To == 24*60 {
		return day
	}
	return day + " " + string(service.ClockAt(w.From)) + " to " + string(service.ClockAt(w.To))
}

// Pieces returns the pieces of the line that were read as filters.
func (r *Reading) Pieces() []string {
	var pieces []string
	for i := range r.Parts {
		pieces = append(pieces, r.Parts[i].Typed)
	}
	return pieces
}

// Readings says for each part how it was read.
func (r *Reading) Readings() []service.Reading {
	var said []service.Reading
	for i := range r.Parts {
		said = append(said, service.Reading{Typed: r.Parts[i].Typed, As: r.Parts[i].As()})
	}
	return said
}
