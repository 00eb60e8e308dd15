package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/service"
	"fettle/tui/giveout"
)

// fakeGiving gives out a made-up list and notes what was done.
type fakeGiving struct {
	list *fakeList
	did  []string
	fail error
}

func (g *fakeGiving) note(what string, c giveout.Choice) {
	g.did = append(g.did, strings.TrimSpace(what+" "+c.Form+" "+ways(c)))
}

func ways(c giveout.Choice) string {
	var on []string
	for name, is := range map[string]bool{"large": c.Large, "easier": c.Easier, "discreet": c.Discreet, "contacts": c.Contacts} {
		if is {
			on = append(on, name)
		}
	}
	slices.Sort(on)
	if len(c.LeftOut) > 0 {
		on = append(on, "without", strings.Join(c.LeftOut, " "))
	}
	return strings.Join(on, " ")
}

func (g *fakeGiving) Preview(_ context.Context, c giveout.Choice, _ int) (giveout.Preview, error) {
	if g.fail != nil {
		return giveout.Preview{}, g.fail
	}
	p := giveout.Preview{Where: "/home/example/list." + c.Form, Remark: "A remark on " + c.Form + "."}
	var b strings.Builder
	fmt.Fprintf(&b, "Services that may help %s\n\n", ways(c))
	for _, it := range g.list.items {
		if slices.Contains(c.LeftOut, it.ID) {
			continue
		}
		fmt.Fprintf(&b, "%s\n  Ring them\n  on Tuesdays\n", it.Name)
		if strings.Contains(it.Name, "Debt") {
			p.Sensitive = append(p.Sensitive, giveout.Sensitive{ID: it.ID, Name: it.Name, Kind: "debt"})
		}
	}
	p.Text = b.String() + strings.Repeat("more\n", 30) + "In danger now? Call 999.\n"
	return p, nil
}

func (*fakeGiving) Kind(s *service.Service) string {
	if strings.Contains(s.Name, "Debt") {
		return "debt"
	}
	return ""
}

func (g *fakeGiving) Write(_ context.Context, c giveout.Choice) (string, error) {
	g.note("write", c)
	return "/home/example/Your list." + c.Form, g.fail
}

func (g *fakeGiving) Copy(_ context.Context, c giveout.Choice) (text, said string, err error) {
	g.note("copy", c)
	return "the list", "Copied, formatted and as plain text.", g.fail
}

func (g *fakeGiving) Open(_ context.Context, c giveout.Choice, program string) (string, error) {
	g.note("open in "+program, c)
	return "Opened in " + program + ".", g.fail
}

func (g *fakeGiving) WhyNot(program string) string {
	if program == "whatsapp" {
		return "WhatsApp is off."
	}
	return ""
}

func (g *fakeGiving) Codes(_ context.Context, c giveout.Choice, columns, rows int) ([]giveout.Square, error) {
	g.note(fmt.Sprintf("codes for %d by %d", columns, rows), c)
	return []giveout.Square{chessboard(21), chessboard(11)}, g.fail
}

func (g *fakeGiving) Dial(id string) (code giveout.Square, number string, err error) {
	if id == "example/007" {
		return giveout.Square{}, "", errors.New("this service states no number that a telephone could ring")
	}
	return chessboard(21), "01632 960 000", nil
}

func chessboard(n int) giveout.Square {
	return giveout.Square{Modules: n, Dark: func(x, y int) bool { return (x+y)%2 == 0 }}
}
