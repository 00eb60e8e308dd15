package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/service"
	"fettle/tui/changes"
	"fettle/tui/giveout"
	"fettle/tui/update"
)

// fakeGiving gives out a made-up list, in which debt is a sensitive kind, and
// notes what was done.
type fakeGiving struct {
	list *fakeList
	did  []string
	fail error
}

func (g *fakeGiving) Preview(_ context.Context, c giveout.Choice, _ int) (giveout.Preview, error) {
	if len(g.list.items) == 0 {
		return giveout.Preview{}, errors.New("there is nothing on the list to give out")
	}
	p := giveout.Preview{Where: "/home/example/Your list." + c.Form, Remark: "A remark on " + c.Form + "."}
	lines := []string{"Services that may help", ""}
	if c.Discreet {
		lines[0] = "Your list"
	}
	for _, it := range g.list.items {
		if slices.Contains(c.LeftOut, it.ID) {
			continue
		}
		if strings.Contains(it.Name, "Debt") {
			p.Sensitive = append(p.Sensitive, giveout.Sensitive{ID: it.ID, Name: it.Name, Kind: "debt"})
		}
		lines = append(lines, it.Name, "  Ring them")
	}
	lines = append(lines, slices.Repeat([]string{"One more line"}, linesRead)...)
	p.Text = strings.Join(append(lines, "In danger now? Call 999."), "\n") + "\n"
	return p, nil
}

// note notes what was done with a choice.
func (g *fakeGiving) note(what string, c giveout.Choice) error {
	said := what + " " + c.Form
	for _, way := range giveout.Ways() {
		if *way.On(&c) {
			said += ", " + strings.ToLower(way.Label)
		}
	}
	if len(c.LeftOut) > 0 {
		said += ", without " + strings.Join(c.LeftOut, " ")
	}
	g.did = append(g.did, said)
	return g.fail
}

func (g *fakeGiving) Write(_ context.Context, c giveout.Choice) (string, error) {
	return "/home/example/Your list." + c.Form, g.note("write", c)
}

func (g *fakeGiving) Copy(_ context.Context, c giveout.Choice) (text, said string, err error) {
	return "the list", "Copied, formatted and as plain text.", g.note("copy", c)
}

func (g *fakeGiving) Open(_ context.Context, c giveout.Choice, program string) (string, error) {
	return "Opened in " + program + ".", g.note(program, c)
}

func (g *fakeGiving) WhyNot(program string) string {
	if program == "whatsapp" {
		return "WhatsApp is off."
	}
	return ""
}

func (g *fakeGiving) Codes(context.Context, giveout.Choice, int, int) ([]giveout.Square, error) {
	return nil, errors.New("codes are for the screen")
}

func (g *fakeGiving) Kind(s *service.Service) string {
	if strings.Contains(s.Name, "Debt") {
		return "debt"
	}
	return ""
}

func (g *fakeGiving) Dial(string) (giveout.Square, string, error) {
	return giveout.Square{}, "", errors.New("codes are for the screen")
}

// fakeUpdates are two feeds, one of which fails, and what they changed.
type fakeUpdates struct {
	seen map[string]bool
	// during is done while an update goes on; nil is nothing.
	during func(ctx context.Context)
	fail   error
}

func (f *fakeUpdates) Feeds() ([]update.Feed, error) {
	return []update.Feed{{Name: "example", Services: 7, Updated: fakeNow().AddDate(0, 0, -2)}, {Name: "vale", Services: 1200, Trouble: "since 1 November 2026: it does not answer"}}, nil
}

func (f *fakeUpdates) Update(ctx context.Context, tell func(update.Progress)) ([]update.Result, error) {
	for i := range 5 {
		tell(update.Progress{Feed: "example", Doing: "reading the list", Done: i * 4, Of: 40})
	}
	if f.during != nil {
		f.during(ctx)
	}
	tell(update.Progress{Feed: "example", Doing: "reading the list", Done: 40, Of: 40})
	tell(update.Progress{Feed: "example", Over: true})
	return []update.Result{{Feed: "example", New: 3, Changed: 1204, Services: 33}, {Feed: "vale", Failed: true, Trouble: "it does not answer"}}, f.fail
}

func (f *fakeUpdates) Scopes() ([]string, error) { return []string{"Lunch clubs"}, nil }

func (f *fakeUpdates) Changes(_ context.Context, scope string, q *service.Query) ([]changes.Day, error) {
	days := []changes.Day{
		{On: "2026-11-22", More: 7, Items: []changes.Item{
			{Key: "1", Kind: "changed", ID: "example/00", Name: "Lunch Club", Note: "no longer fits", Fields: []changes.Field{{Name: "Phone", Old: "01632 960 999"}}},
			{Key: "2", Kind: "gone", ID: "example/gone", Name: "Old Club"},
		}},
		{On: "2026-11-20", Items: []changes.Item{{Key: "3", Kind: "new", ID: "example/05", Name: "Knitting Club"}, {Key: "4", Kind: "came in", Feed: "vale", Services: 1200}}},
	}
	for i := range days {
		days[i].Items = slices.DeleteFunc(days[i].Items, func(item changes.Item) bool {
			return f.seen[item.Key] || q != nil && item.Kind != "new" || scope != "" && item.Kind != "gone"
		})
	}
	return slices.DeleteFunc(days, func(d changes.Day) bool { return len(d.Items) == 0 }), nil
}

func (f *fakeUpdates) Acknowledge(keys ...string) error {
	for _, key := range keys {
		f.seen[key] = true
	}
	return f.fail
}

func (f *fakeUpdates) Recall(keys ...string) error {
	for _, key := range keys {
		if !f.seen[key] {
			return fmt.Errorf("%s was not acknowledged", key)
		}
		delete(f.seen, key)
	}
	return nil
}
