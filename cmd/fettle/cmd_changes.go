package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/internal/changes"
	"fettle/internal/service"
	"fettle/internal/when"
)

// changesDays is for how many days 'fettle changes' looks back by itself.
const changesDays = 7

func (a *app) changesCommand() *cobra.Command {
	var since string
	c := &cobra.Command{
		Use:   "changes",
		Short: "Say what updates changed: new, changed and gone services",
		Long: `Says what updates of the data changed, the newest first: services that are new,
that say something else than before (old → new), and that are gone.

Changes are kept for 90 days. Without --since it looks back a week.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.changes(since) },
	}
	c.Flags().StringVar(&since, "since", "", "look back to this `day`, such as 2026-11-01")
	a.addJSON(c)
	return c
}

func (a *app) changes(since string) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	from := service.DateOf(h.now().In(when.London()).AddDate(0, 0, -changesDays))
	if since != "" {
		if from, err = service.ParseDate(since); err != nil {
			return &usageError{err}
		}
	}
	lib := h.library()
	mark, err := lib.mark()
	if err != nil {
		return err
	}
	days, err := lib.changeLog().Since(mark, from)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(changesDocument(from, days))
	}
	if len(days) == 0 {
		a.printf("Nothing has changed since %s.\n", dateWords(from))
		return nil
	}
	for i, day := range days {
		if i > 0 {
			a.printf("\n")
		}
		a.printf("%s\n", dateWords(day.Day))
		for _, one := range day.Changes {
			a.printChange(one)
		}
		if day.More > 0 {
			a.printf("  and %d more\n", day.More)
		}
	}
	return nil
}

func (a *app) printChange(c changes.Change) {
	if c.Kind == changes.CameIn {
		a.printf("  %s came in with %s\n", c.Feed, services(c.Services))
		return
	}
	a.printf("  %-8s %s (%s)\n", c.Kind, orElse(c.Name, "(no name)"), c.ID)
	for _, f := range c.Fields {
		a.printf("           %s: %s → %s\n", f.Name, orElse(oneLine(f.Old), "not stated"), orElse(oneLine(f.New), "not stated"))
	}
}

// dateWords says a day: "2 November 2026".
func dateWords(d service.Date) string {
	t, ok := d.Time(time.UTC)
	if !ok {
		return string(d)
	}
	return t.Format("2 January 2006")
}

// changesJSON is what changed, in JSON. The names are a contract.
type changesJSON struct {
	Since service.Date    `json:"since"`
	Days  []updateDayJSON `json:"days"`
}

type updateDayJSON struct {
	Day     service.Date `json:"day"`
	Changes []updateJSON `json:"changes"`
	// More is how many changes there were beside those.
	More int `json:"more"`
}

type updateJSON struct {
	Kind changes.Kind `json:"kind"`
	ID   *string      `json:"id"`
	Name *string      `json:"name"`
	Feed string       `json:"feed"`
	// Services is how many services a feed that came in has.
	Services int               `json:"services,omitempty"`
	Fields   []updateFieldJSON `json:"fields"`
}

type updateFieldJSON struct {
	Name string  `json:"name"`
	Old  *string `json:"old"`
	New  *string `json:"new"`
}

func changesDocument(since service.Date, days []changes.Day) changesJSON {
	doc := changesJSON{Since: since, Days: []updateDayJSON{}}
	for _, day := range days {
		out := updateDayJSON{Day: day.Day, Changes: []updateJSON{}, More: day.More}
		for _, c := range day.Changes {
			one := updateJSON{c.Kind, stated(c.ID), stated(c.Name), c.Feed, c.Services, []updateFieldJSON{}}
			for _, f := range c.Fields {
				one.Fields = append(one.Fields, updateFieldJSON{f.Name, stated(f.Old), stated(f.New)})
			}
			out.Changes = append(out.Changes, one)
		}
		doc.Days = append(doc.Days, out)
	}
	return doc
}

// oneLine returns a text with its line breaks as blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
