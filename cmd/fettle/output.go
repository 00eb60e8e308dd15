package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"fettle/internal/service"
	"fettle/internal/when"
)

// printf prints a part of what was asked for. The first failure is kept and
// ends the command with an error.
func (a *app) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(a.out, format, args...); err != nil && a.printErr == nil {
		a.printErr = fmt.Errorf("print the answer: %w", err)
	}
}

// sayf says something beside what was asked for. When nobody can hear it, that
// is no reason to fail.
func (a *app) sayf(format string, args ...any) { _, _ = fmt.Fprintf(a.talk, format, args...) }

// printJSON prints one JSON document.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	return nil
}

// printTable prints rows of columns that are apart by tabs.
func (a *app) printTable(rows []string) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	if _, err := io.WriteString(w, strings.Join(rows, "\n")+"\n"); err != nil {
		return fmt.Errorf("print the table: %w", err)
	}
	return w.Flush()
}

// The documents below are a contract: scripts are written against these names.
// What is not stated is null, never an empty text or a zero.

type searchJSON struct {
	// Near is the place that was taken, with how well it is known.
	Near *service.Near `json:"near,omitempty"`
	// In is the area that was taken.
	In       *service.Area                     `json:"in,omitempty"`
	Total    int                               `json:"total"`
	Fits     int                               `json:"fits"`
	MayFit   int                               `json:"may_fit"`
	Readings []service.Reading                 `json:"readings,omitempty"`
	Services []serviceJSON                     `json:"services"`
	Facets   map[service.Pane][]service.Option `json:"facets,omitempty"`
}

type serviceJSON struct {
	ID            string         `json:"id"`
	Name          *string        `json:"name"`
	Organisation  *string        `json:"organisation"`
	Feed          string         `json:"feed"`
	Fit           service.Fit    `json:"fit,omitempty"`
	Unstated      []service.Pane `json:"unstated"`
	OnlyFor       []string       `json:"only_for,omitempty"` // listed last, as it is for these people and none was asked for
	Needs         []string       `json:"needs"`
	DistanceMiles *float64       `json:"distance_miles"`
	Place         *placeJSON     `json:"place"`
	Age           ageJSON        `json:"age"`
	Sessions      []sessionJSON  `json:"sessions"`
	How           []service.How  `json:"how"`
	Free          *bool          `json:"free"`
	Phone         *string        `json:"phone"`
	Email         *string        `json:"email"`
	URL           *string        `json:"url"`
	Checked       *service.Date  `json:"checked"`
	Changed       *service.Date  `json:"changed"`
}

type placeJSON struct {
	Name     *string  `json:"name"`
	Postcode *string  `json:"postcode"`
	Town     *string  `json:"town"`
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
}

type ageJSON struct {
	Min    *float64 `json:"min"`
	Max    *float64 `json:"max"`
	Stated bool     `json:"stated"`
	// From says where ages were read that the record does not state by itself, such
	// as "name"; OfChildren that they are those of children who come with a parent.
	From       service.Origin `json:"from,omitempty"`
	OfChildren bool           `json:"of_children,omitempty"`
}

// sessionJSON is one day of a session. Words says how often, when that is not
// simply every week.
type sessionJSON struct {
	Day   string         `json:"day"`
	From  *service.Clock `json:"from"`
	To    *service.Clock `json:"to"`
	Words string         `json:"words,omitempty"`
}

func searchDocument(r service.Result, q service.Query) searchJSON {
	doc := searchJSON{Near: q.Near, In: q.In, Total: r.Total, Fits: r.Fits, MayFit: r.MayFit, Readings: r.Readings, Services: []serviceJSON{}}
	for _, h := range r.Hits {
		doc.Services = append(doc.Services, serviceDocument(h))
	}
	if q.Facets {
		doc.Facets = r.Facets
	}
	return doc
}

func ageDocument(a service.Age) ageJSON {
	return ageJSON{Min: a.Min, Max: a.Max, Stated: a.Stated(), From: a.Origin, OfChildren: a.OfChildren}
}

func serviceDocument(h service.Hit) serviceJSON {
	s := h.Service
	doc := serviceJSON{
		ID: s.ID, Name: stated(s.Name), Organisation: stated(s.Organisation.Name), Feed: s.Feed(), Fit: h.Fit,
		Unstated: append([]service.Pane{}, h.Unstated...), OnlyFor: h.OnlyFor, Needs: []string{}, Sessions: []sessionJSON{},
		Age: ageDocument(s.Ages()),
		How: append([]service.How{}, s.How...), Email: stated(s.Email), URL: stated(s.URL),
		Checked: stated(s.Assured.On), Changed: stated(s.Changed),
	}
	for _, n := range s.Found.Needs {
		doc.Needs = append(doc.Needs, n.ID)
	}
	if h.Miles != nil {
		miles := math.Round(*h.Miles*1000) / 1000
		doc.DistanceMiles = &miles
	}
	if h.Nearest >= 0 && h.Nearest < len(s.Locations) {
		doc.Place = placeDocument(s.Locations[h.Nearest])
	}
	for _, session := range s.Sessions {
		doc.Sessions = append(doc.Sessions, sessionDocuments(session)...)
	}
	if s.Cost.Free != service.NotStated {
		free := s.Cost.Free == service.Yes
		doc.Free = &free
	}
	if len(s.Phones) > 0 {
		doc.Phone = stated(s.Phones[0].Number)
	}
	return doc
}

func placeDocument(l service.Location) *placeJSON {
	l = l.Told()
	p := &placeJSON{Name: stated(l.Name), Postcode: stated(l.Address.Postcode), Town: stated(l.Address.Town)}
	if l.Point != nil {
		p.Lat, p.Lon = &l.Point.Lat, &l.Point.Lon
	}
	return p
}

func sessionDocuments(s service.Session) []sessionJSON {
	var out []sessionJSON
	words := ""
	if s.Freq != "" && s.Freq != service.Weekly || s.Interval > 1 {
		words = when.Words(s)
	}
	for i, d := range s.Days {
		if slices.ContainsFunc(s.Days[:i], func(o service.Day) bool { return o.Day == d.Day }) {
			continue // the first and the third Tuesday are one line, and the words say both
		}
		out = append(out, sessionJSON{service.DayCode(d.Day), stated(s.From), stated(s.To), words})
	}
	return out
}

// stated returns nil for a text that is not stated.
func stated[T ~string](text T) *T {
	if text == "" {
		return nil
	}
	return &text
}
