// Package results is the list of the services that a question found.
//
// It keeps the same service under the keys when the list changes, and paints
// each row once. It must not search or know where a service came from.
package results

import (
	"fmt"
	"math"
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/words"
)

// Row is one service of the list, in words.
type Row struct {
	// ID is the service's id.
	ID string
	// Hit is the service with how it stands to the question.
	Hit service.Hit

	name, org, distance, next, cost, checked, reason string
	closed                                           bool
	// nextCells is how many cells the next session takes.
	nextCells int
}

// NewRow says a service in the words of the list. It is where the time of a
// list goes, so it is called in a command and not while drawing.
func NewRow(h service.Hit, times words.Times, now time.Time) Row {
	s := h.Service
	r := Row{
		ID: s.ID, Hit: h, name: s.Name, org: s.Organisation.Name, distance: distance(h), next: next(s, times, now),
		cost: words.Cost(s.Cost), checked: words.Checked(s, service.DateOf(now)), closed: s.Status.Closed(),
	}
	r.nextCells = paint.Width(paint.Clean(r.next))
	if r.name == "" {
		r.name = "Name " + words.NotStated
	}
	if r.cost == "" {
		r.cost = "cost " + words.NotStated
	}
	if h.Fit == service.MayFit {
		r.reason = words.Unstated(h.Unstated, s.Ages())
	}
	if len(h.OnlyFor) > 0 {
		r.reason = strings.Trim(words.OnlyFor(h.OnlyFor)+"; "+r.reason, "; ")
	}
	return r
}

// Rows says the services of an answer in the words of the list.
func Rows(hits []service.Hit, times words.Times, now time.Time) []Row {
	rows := make([]Row, 0, len(hits))
	for _, h := range hits {
		if h.Service != nil {
			rows = append(rows, NewRow(h, times, now))
		}
	}
	return rows
}

// distance says how far a service is, or how it comes to the person.
func distance(h service.Hit) string {
	if h.Miles != nil && h.Rough {
		miles := max(math.Round(*h.Miles*2)/2, 1) // as the service's page says it
		if miles >= 10 {
			miles = math.Round(miles)
		}
		return fmt.Sprintf("about %g mi", miles)
	}
	if h.Miles != nil {
		return words.Miles(h.Miles)
	}
	for _, how := range h.Service.How {
		switch how {
		case service.AtHome:
			return "at home"
		case service.ByPhone:
			return "by phone"
		case service.IsOnline:
			return "online"
		case service.AtVenue:
		}
	}
	if h.Nearest >= 0 && h.Nearest < len(h.Service.Locations) {
		return h.Service.Locations[h.Nearest].Address.Town
	}
	return ""
}

// next says the next session, or what is known of the times.
func next(s *service.Service, times words.Times, now time.Time) string {
	if s.Status.Closed() {
		return "closed at present"
	}
	if coming := times.Next(s, now, 1); len(coming) > 0 {
		return coming[0]
	}
	if len(s.Sessions) > 0 {
		return times.Session(s.Sessions[0])
	}
	if s.Timing != "" {
		return s.Timing
	}
	return "times " + words.NotStated
}
