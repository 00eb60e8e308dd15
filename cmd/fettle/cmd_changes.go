package main

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/changes"
	"fettle/internal/need"
	"fettle/internal/service"
)

// changesDays is for how many days 'fettle changes' looks back by itself.
const changesDays = 7

// changesFlags are the flags of changes as they were typed.
type changesFlags struct {
	since, near, saved        string
	within                    float64
	needs                     []string
	acknowledged, acknowledge bool
}

func (a *app) changesCommand() *cobra.Command {
	var f changesFlags
	c := &cobra.Command{
		Use:   "changes [ID…]",
		Short: "Say what updates changed: new, changed and gone services",
		Long: `Says what updates of the data changed, the newest first: services that are new,
that say something else than before (old → new), and that are gone; of all
services or of those named by their ids. With a place, a need or a saved search
it is those that fit now, or did before they changed.

Changes are kept for 90 days. Without --since it looks back a week.`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.changes(cmd, args, f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.since, "since", "", "look back to this `day`, such as 2026-11-01")
	flags.StringVar(&f.near, "near", "", "only services near this `place`: a postcode or part of one, a town, or lat,lon")
	flags.Float64Var(&f.within, "within", service.DefaultWithin, "how many `miles` around the place")
	flags.StringArrayVar(&f.needs, "need", nil, "only services for a need by its `id` (again for more; any of them)")
	flags.StringVar(&f.saved, "saved", "", "only services of the saved search of this `name`")
	flags.BoolVar(&f.acknowledge, "acknowledge", false, "note down that you have seen what is listed, so that it is not listed again")
	flags.BoolVar(&f.acknowledged, "all", false, "list also what was acknowledged")
	a.addJSON(c)
	return c
}

func (a *app) changes(cmd *cobra.Command, ids []string, f changesFlags) (err error) {
	h, err := a.here()
	if err != nil {
		return err
	}
	if err := notEmpty(cmd, "since", "near", "saved"); err != nil {
		return err
	}
	ask := changesAsked{since: h.daysAgo(changesDays), ids: ids, acknowledged: f.acknowledged}
	if f.since != "" {
		if ask.since, err = service.ParseDate(f.since); err != nil {
			return &usageError{err}
		}
	}
	var days []changedDay
	if f.near == "" && f.saved == "" && len(f.needs) == 0 {
		days, err = a.whatChanged(cmd.Context(), h, nil, ask)
	} else {
		var lib *index.Library
		if lib, _, err = a.openLibrary(cmd); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, lib.Close()) }()
		if ask.question, err = a.changesQuestion(cmd, h, lib, f); err != nil {
			return err
		}
		days, err = a.whatChanged(cmd.Context(), h, lib, ask)
	}
	if err != nil {
		return err
	}
	if f.acknowledge {
		var keys []string
		for _, day := range days {
			for _, c := range day.list {
				keys = append(keys, c.key)
			}
		}
		if err := h.acknowledge(keys...); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(changesDocument(ask.since, days))
	}
	a.printChanges(ask, days)
	return nil
}

// changesQuestion makes the question that services have to fit of a saved
// search, a place and needs.
func (a *app) changesQuestion(cmd *cobra.Command, h here, lib *index.Library, f changesFlags) (*service.Query, error) {
	q := service.Query{Now: h.now()}
	if f.saved != "" {
		saved, err := h.searches().Find(f.saved)
		if err != nil {
			return nil, &usageError{err}
		}
		if q, err = a.savedQuestion(h, lib, saved); err != nil {
			return nil, err
		}
	}
	if !(f.within > 0 && f.within <= 1000) { // not a number is neither
		return nil, usage("--within takes miles above 0, not %g", f.within)
	}
	if f.near != "" {
		near, err := a.locate(lib, f.near)
		if err != nil {
			return nil, err
		}
		q.Near = near
	}
	if f.near != "" || cmd.Flags().Changed("within") {
		q.Within = f.within
	}
	if len(f.needs) > 0 {
		for _, id := range f.needs {
			if !need.Known(id) {
				return nil, usage("there is no need called %q%s; 'fettle search --help' lists them", id, meant(need.Nearest(id)))
			}
		}
		q = q.Choose(service.PaneNeed, f.needs...)
	}
	return &q, nil
}

func (a *app) printChanges(ask changesAsked, days []changedDay) {
	if len(days) == 0 {
		a.printf("Nothing %shas changed since %s.\n", map[bool]string{true: "that you asked about "}[ask.question != nil || len(ask.ids) > 0], dateWords(ask.since))
		return
	}
	for i, day := range days {
		if i > 0 {
			a.printf("\n")
		}
		a.printf("%s\n", dateWords(day.day))
		for _, one := range day.list {
			a.printChange(one)
		}
		if day.more > 0 {
			a.printf("  and %d more\n", day.more)
		}
	}
}

func (a *app) printChange(c changedService) {
	if c.Kind == changes.CameIn {
		a.printf("  %s came in with %s\n", c.Feed, services(c.Services))
		return
	}
	a.printf("  %-8s %s (%s)%s\n", c.Kind, cmp.Or(c.Name, "(no name)"), c.ID, after(", ", c.fitWords()))
	for _, f := range c.Fields {
		a.printf("           %s: %s → %s\n", f.Name, cmp.Or(oneLine(f.Old), "not stated"), cmp.Or(oneLine(f.New), "not stated"))
	}
}

// fitWords says when a change has made a service fit a question, or no longer
// fit it.
func (c changedService) fitWords() string {
	switch {
	case c.Kind != changes.Changed:
	case c.fits == service.Yes && c.fitted == service.No:
		return "did not fit before"
	case c.fits == service.No && c.fitted == service.Yes:
		return "no longer fits"
	}
	return ""
}

// after returns a text with something before it, and "" for none.
func after(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
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
	// Acknowledged says that somebody has seen it.
	Acknowledged bool `json:"acknowledged"`
	// Fits and Fitted say whether the service fits what was asked for now, and
	// did before; null without a question, and when it is not known.
	Fits   *bool `json:"fits"`
	Fitted *bool `json:"fitted"`
}

type updateFieldJSON struct {
	Name string  `json:"name"`
	Old  *string `json:"old"`
	New  *string `json:"new"`
}

func changesDocument(since service.Date, days []changedDay) changesJSON {
	doc := changesJSON{Since: since, Days: []updateDayJSON{}}
	for _, day := range days {
		out := updateDayJSON{Day: day.day, Changes: []updateJSON{}, More: day.more}
		for _, c := range day.list {
			one := updateJSON{c.Kind, stated(c.ID), stated(c.Name), c.Feed, c.Services, []updateFieldJSON{}, c.acknowledged, truth(c.fits), truth(c.fitted)}
			for _, f := range c.Fields {
				one.Fields = append(one.Fields, updateFieldJSON{f.Name, stated(f.Old), stated(f.New)})
			}
			out.Changes = append(out.Changes, one)
		}
		doc.Days = append(doc.Days, out)
	}
	return doc
}

// truth returns nil for an answer that is not known.
func truth(a service.Answer) *bool {
	if a == service.NotStated {
		return nil
	}
	yes := a == service.Yes
	return &yes
}

// oneLine returns a text with its line breaks as blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
