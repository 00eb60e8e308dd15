package madeup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/service"
	"fettle/tui/giveout"
)

// Giving gives out a shortlist, in which debt is a sensitive kind, and notes what
// was done.
type Giving struct {
	List *Shortlist
	// Did is what was done: "write html, discreet".
	Did []string
	// Fail is what it answers; nil gives.
	Fail error
}

// did notes what was done with a choice.
func (g *Giving) did(what string, c giveout.Choice) error {
	g.Did = append(g.Did, what+" "+c.Form+ways(c))
	return g.Fail
}

// ways says in which ways a choice is made otherwise.
func ways(c giveout.Choice) string {
	var said strings.Builder
	for _, way := range giveout.Ways() {
		if *way.On(&c) {
			said.WriteString(", " + strings.ToLower(way.Label))
		}
	}
	if len(c.LeftOut) > 0 {
		said.WriteString(", without " + strings.Join(c.LeftOut, " "))
	}
	return said.String()
}

// Preview gives a text of more than 30 lines.
func (g *Giving) Preview(_ context.Context, c giveout.Choice, _ int) (giveout.Preview, error) {
	if g.Fail != nil {
		return giveout.Preview{}, g.Fail
	}
	items := g.List.Items()
	if len(items) == 0 {
		return giveout.Preview{}, errors.New("there is nothing on the list to give out")
	}
	p := giveout.Preview{Where: "/home/example/list." + c.Form, Remark: "A remark on " + c.Form + "."}
	lines := []string{"Services that may help" + ways(c), ""}
	for _, it := range items {
		if slices.Contains(c.LeftOut, it.ID) {
			continue
		}
		lines = append(lines, it.Name, "  Ring them", "  on Tuesdays")
		if kind := kindOf(it.Name); kind != "" {
			p.Sensitive = append(p.Sensitive, giveout.Sensitive{ID: it.ID, Name: it.Name, Kind: kind})
		}
	}
	lines = append(lines, slices.Repeat([]string{"more"}, 30)...)
	p.Text = strings.Join(append(lines, "In danger now? Call 999."), "\n") + "\n"
	return p, nil
}

func kindOf(name string) string {
	if strings.Contains(name, "Debt") {
		return "debt"
	}
	return ""
}

// Kind says of what sensitive kind a service is.
func (*Giving) Kind(s *service.Service) string { return kindOf(s.Name) }

// Write names the file that would be written.
func (g *Giving) Write(_ context.Context, c giveout.Choice) (string, error) {
	return "/home/example/Your list." + c.Form, g.did("write", c)
}

// Copy copies nothing.
func (g *Giving) Copy(_ context.Context, c giveout.Choice) (text, said string, err error) {
	return "the list", "Copied, formatted and as plain text.", g.did("copy", c)
}

// Open opens nothing.
func (g *Giving) Open(_ context.Context, c giveout.Choice, program string) (string, error) {
	return "Opened in " + program + ".", g.did("open in "+program, c)
}

// WhyNot says that WhatsApp may not be used.
func (*Giving) WhyNot(program string) string {
	if program == giveout.InWhatsApp {
		return "WhatsApp is off."
	}
	return ""
}

// Codes returns two chessboards.
func (g *Giving) Codes(_ context.Context, c giveout.Choice, columns, rows int) ([]giveout.Square, error) {
	return []giveout.Square{chessboard(21), chessboard(11)}, g.did(fmt.Sprintf("codes for %d by %d", columns, rows), c)
}

// Dial returns another, but for a service without a number.
func (g *Giving) Dial(id string) (code giveout.Square, number string, err error) {
	s, err := g.List.Library.Service(id)
	if err != nil || len(s.Phones) == 0 {
		return giveout.Square{}, "", errors.New("this service states no number that a telephone could ring")
	}
	return chessboard(21), s.Phones[0].Number, nil
}

func chessboard(n int) giveout.Square {
	return giveout.Square{Modules: n, Dark: func(x, y int) bool { return (x+y)%2 == 0 }}
}
