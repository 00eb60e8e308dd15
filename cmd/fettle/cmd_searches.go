package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/when"
)

func (a *app) searchesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "searches",
		Short: "List, run and remove saved searches, and have them watch for changes",
		Long: `Lists the saved searches. 'fettle search … --save NAME' saves one. No age, no
single day and no whole postcode is ever kept in one, so add what is needed for
a person when it is run.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.listSearches() },
	}
	var age string
	var limit int
	run := &cobra.Command{
		Use:   "run NAME",
		Short: "Ask a saved search again",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.runSearch(cmd, args[0], age, limit) },
	}
	run.Flags().StringVar(&age, "age", "", "the person's age in whole `years`")
	run.Flags().IntVar(&limit, "limit", 50, "at most this many services; 0 is all")
	remove := &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a saved search",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.removeSearch(args[0]) },
	}
	rename := &cobra.Command{
		Use:   "rename NAME NEW",
		Short: "Give a saved search another name",
		Args:  cobra.ExactArgs(2),
		RunE:  func(_ *cobra.Command, args []string) error { return a.renameSearch(args[0], args[1]) },
	}
	watch := &cobra.Command{
		Use:   "watch NAME on|off",
		Short: "Say after each update what it changed in a saved search, or stop that",
		Args:  cobra.ExactArgs(2),
		RunE:  func(_ *cobra.Command, args []string) error { return a.watchSearch(args[0], args[1]) },
	}
	for _, sub := range []*cobra.Command{c, run} {
		a.addJSON(sub)
	}
	c.AddCommand(run, remove, rename, watch)
	return c
}

// searches returns where saved searches are kept.
func (h here) searches() savedsearch.Store { return savedsearch.Store{Path: h.Searches()} }

func (a *app) listSearches() error {
	h, err := a.here()
	if err != nil {
		return err
	}
	list, err := h.searches().List()
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"searches": append([]savedsearch.Search{}, list...)})
	}
	if len(list) == 0 {
		a.printf("No search has been saved yet: 'fettle search … --save NAME' saves one.\n")
		return nil
	}
	rows := []string{"NAME\tWATCHES\tASKS FOR"}
	for _, s := range list {
		rows = append(rows, s.Name+"\t"+map[bool]string{true: "yes", false: "no"}[s.Watch]+"\t"+searchWords(s))
	}
	return a.printTable(rows)
}

// searchWords says what a saved search asks for: "lunch · within 3 miles of BB2".
func searchWords(s savedsearch.Search) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if s.Words != "" {
		add("%s", s.Words)
	}
	if s.Place != "" {
		add("within %g miles of %s", service.Query{Within: s.Within}.Radius(), s.Place)
	}
	if s.In != nil {
		add("in %s", cmp.Or(s.In.Name, s.In.Code))
	}
	for _, pane := range append([]service.Pane{service.PaneNeed}, panesOfFlags()...) {
		if chosen := s.Choices[pane]; len(chosen) > 0 {
			add("%s: %s", pane, strings.Join(chosen, " or "))
		}
	}
	if len(s.When) > 0 {
		add("%s", strings.Join(s.When, " or "))
	}
	if s.CheckedWithin > 0 {
		add("checked within %d days", s.CheckedWithin)
	}
	if s.StatedOnly {
		add("stated only")
	}
	return strings.Join(parts, " · ")
}

func panesOfFlags() []service.Pane {
	var panes []service.Pane
	for _, f := range choiceFlags() {
		panes = append(panes, f.pane)
	}
	return panes
}

// savedQuestion makes the question of a saved search.
func (a *app) savedQuestion(h here, lib *index.Library, s savedsearch.Search) (service.Query, error) {
	finder, err := a.placeFinder(h.Paths, lib)
	if err != nil {
		return service.Query{}, err
	}
	return s.Query(h.now(), finder.Locate, when.ParseWindows)
}

func (a *app) runSearch(cmd *cobra.Command, name, age string, limit int) (err error) {
	h, err := a.here()
	if err != nil {
		return err
	}
	if err := notEmpty(cmd, "age"); err != nil {
		return err
	}
	saved, err := h.searches().Find(name)
	if err != nil {
		return &usageError{err}
	}
	lib, _, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	q, err := a.savedQuestion(h, lib, saved)
	if err != nil {
		return err
	}
	if q.Limit = limit; limit < 0 {
		return usage("--limit takes a number from 0 (all), not %d", limit)
	}
	if q.Age, err = yearsOf(age); err != nil {
		return err
	}
	if q.Danger, err = a.sayDanger(h.Paths, q.Words); err != nil {
		return err
	}
	return a.answer(cmd, lib, q, nil)
}

// saveSearch saves a question under a name, and says what it left out of it.
func (a *app) saveSearch(h here, name string, q service.Query) error {
	saved, left := savedsearch.From(name, q)
	if err := h.searches().Add(saved); err != nil {
		return &usageError{err}
	}
	a.sayf("Saved as %q: %s.\n", saved.Name, searchWords(saved))
	if len(left) > 0 {
		a.sayf("Left out, as that belongs to one person or day: %s.\n", strings.Join(left, ", "))
	}
	return nil
}

func (a *app) removeSearch(name string) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	removed, err := h.searches().Remove(name)
	if err != nil {
		return asWrongName(err)
	}
	a.printf("Removed %q.\n", removed.Name)
	return nil
}

func (a *app) renameSearch(name, to string) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	if err := h.searches().Rename(name, to); err != nil {
		return asWrongName(err)
	}
	a.printf("%q is %q now.\n", name, to)
	return nil
}

func (a *app) watchSearch(name, on string) error {
	if on != "on" && on != "off" {
		return usage("write on or off after the name, not %q", on)
	}
	h, err := a.here()
	if err != nil {
		return err
	}
	if err := h.searches().Watch(name, on == "on"); err != nil {
		return asWrongName(err)
	}
	if on == "on" {
		a.printf("After each update you are told what it changed in %q.\n", name)
	} else {
		a.printf("%q no longer watches.\n", name)
	}
	return nil
}

// asWrongName makes an error of usage of a name that is unknown, taken or bad.
func asWrongName(err error) error {
	var unknown *savedsearch.UnknownError
	var taken *savedsearch.TakenError
	if errors.As(err, &unknown) || errors.As(err, &taken) {
		return &usageError{err}
	}
	return err
}
