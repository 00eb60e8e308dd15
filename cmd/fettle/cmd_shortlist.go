package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/service"
	"fettle/internal/shortlist"
	"fettle/internal/when"
)

// shortlistFlags are the flags of all commands on a shortlist.
type shortlistFlags struct {
	list string
	yes  bool
}

func (a *app) shortlistCommand() *cobra.Command {
	var f shortlistFlags
	show := func(cmd *cobra.Command, _ []string) error { return a.showShortlist(cmd, f) }
	c := &cobra.Command{
		Use:   "shortlist",
		Short: "Show and change the shortlist, and see what has changed since",
		Long: `Shows and changes the shortlist that is open, or that of --list NAME.

A list without a name goes 24 hours after it was last used, one with a name after
30 days. No name, age or address of a person belongs in the name of a list.`,
		Args: cobra.NoArgs,
		RunE: show,
	}
	flags := c.PersistentFlags()
	flags.StringVar(&f.list, "list", "", "the list of this `name`, whichever is open")
	flags.BoolVar(&a.json, "json", false, "print one JSON document and nothing else")
	add := &cobra.Command{
		Use: "add ID…", Short: "Mark services; a list of a new name is begun", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, ids []string) error { return a.addToShortlist(cmd, f, ids) },
	}
	add.Flags().BoolVar(&f.yes, "yes", false, "take a name for a new list that looks as if it told who somebody is")
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "Show the list", Args: cobra.NoArgs, RunE: show},
		add,
		&cobra.Command{
			Use: "remove ID…", Short: "Take services off", Args: cobra.MinimumNArgs(1),
			RunE: func(cmd *cobra.Command, ids []string) error {
				return a.changeShortlist(cmd, f, func(s *shortlist.Store) (string, error) {
					return "Took " + services(len(ids)) + " off.", s.Remove(ids...)
				})
			},
		},
		&cobra.Command{
			Use: "note ID TEXT", Short: `Set the note that the person is given with a service; "" removes it`, Args: cobra.MinimumNArgs(2),
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.changeShortlist(cmd, f, func(s *shortlist.Store) (string, error) {
					return "The note is set.", s.Note(args[0], strings.Join(args[1:], " "))
				})
			},
		},
		&cobra.Command{
			Use: "clear", Short: "Take everything off", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				return a.changeShortlist(cmd, f, func(s *shortlist.Store) (string, error) { return "The list is empty.", s.Clear() })
			},
		},
		&cobra.Command{
			Use: "check", Short: "Say what services say otherwise than when they were marked", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return a.checkShortlist(cmd, f) },
		},
		&cobra.Command{
			Use: "open FILE", Short: "Compare an exported list (JSON or page) with what its services say today", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return a.openExport(cmd, args[0]) },
		},
	)
	c.AddCommand(a.lockCommands(&f)...)
	a.addPassphrase(c)
	return c
}

// openShortlist opens the shortlists, turned to the list of a name if there is
// one.
func (a *app) openShortlist(label string) (*shortlist.Store, error) {
	clock, err := a.clock()
	if err != nil {
		return nil, err
	}
	p, err := a.paths()
	if err != nil {
		return nil, err
	}
	store, err := a.openShortlists(p, clock)
	if err != nil || label == "" {
		return store, err
	}
	return store, selectList(store, label)
}

// selectList turns a store to the list of a name.
func selectList(store *shortlist.Store, label string) error {
	if id, ok := store.Find(label); ok {
		_, err := store.Select(id)
		return err
	}
	var names []string
	for _, l := range store.Lists() {
		if l.Label != "" {
			names = append(names, l.Label)
		}
	}
	if len(names) == 0 {
		return usage("there is no list called %q: no list has a name yet", label)
	}
	return usage("there is no list called %q: there are %s", label, strings.Join(names, ", "))
}

// addToShortlist marks services; it marks all of them or none.
func (a *app) addToShortlist(cmd *cobra.Command, f shortlistFlags, ids []string) (err error) {
	lib, _, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	var found []*service.Service
	for _, id := range ids {
		s, err := lib.Service(id)
		if err != nil {
			return err
		}
		found = append(found, &s)
	}
	store, err := a.openShortlist("")
	if err != nil {
		return err
	}
	if f.list != "" {
		if err := a.selectOrBegin(store, f); err != nil {
			return err
		}
	}
	if err := a.unlocked(store); err != nil {
		return err
	}
	before := len(store.Current().Items)
	if err := store.Add(found...); err != nil {
		return err
	}
	list := store.Current()
	said := fmt.Sprintf("Added %s; the list has %s.", services(len(list.Items)-before), services(len(list.Items)))
	return a.answerShortlist(store, lib, said)
}

// selectOrBegin turns the store to the list of a name, which is begun when there
// is none.
func (a *app) selectOrBegin(store *shortlist.Store, f shortlistFlags) error {
	if _, ok := store.Find(f.list); ok {
		return selectList(store, f.list)
	}
	if why, ok := shortlist.QuestionLabel(f.list); !ok && !f.yes {
		return usage("a list should not be called %q: %s. Name it after what is on it, or say --yes", f.list, why)
	}
	l, err := store.SelectNew(f.list)
	if errors.Is(err, shortlist.ErrTooLong) {
		return &usageError{err}
	}
	if err == nil {
		a.sayf("Began the list %q. It goes 30 days after it was last used.\n", l.Label)
	}
	return err
}

// changeShortlist makes one change and says what it was, or prints the list.
func (a *app) changeShortlist(cmd *cobra.Command, f shortlistFlags, change func(*shortlist.Store) (string, error)) (err error) {
	store, err := a.openedShortlist(f.list)
	if err != nil {
		return err
	}
	said, err := change(store)
	if errors.Is(err, shortlist.ErrTooLong) {
		return &usageError{err}
	}
	if err != nil {
		return err
	}
	lib, err := a.libraryIfAny(cmd)
	if err != nil {
		return err
	}
	if lib != nil {
		defer func() { err = errors.Join(err, lib.Close()) }()
	}
	return a.answerShortlist(store, lib, said)
}

// libraryIfAny opens the library, and returns nil where there is none: a list is
// there without it.
func (a *app) libraryIfAny(cmd *cobra.Command) (*index.Library, error) {
	lib, _, err := a.openLibrary(cmd)
	if errors.Is(err, index.ErrNoLibrary) {
		return nil, nil //nolint:nilnil // the list is shown without today's data
	}
	return lib, err
}

// answerShortlist answers a change: with the list as JSON, else with a sentence.
func (a *app) answerShortlist(store *shortlist.Store, lib *index.Library, said string) error {
	if !a.json {
		a.printf("%s\n", said)
		return nil
	}
	doc, err := shortlistDocument(store, lib)
	if err != nil {
		return err
	}
	return a.printJSON(doc)
}

func (a *app) showShortlist(cmd *cobra.Command, f shortlistFlags) (err error) {
	store, err := a.openedShortlist(f.list)
	if err != nil {
		return err
	}
	if err := store.Touch(); err != nil {
		return err
	}
	lib, err := a.libraryIfAny(cmd)
	if err != nil {
		return err
	}
	if lib != nil {
		defer func() { err = errors.Join(err, lib.Close()) }()
	}
	doc, err := shortlistDocument(store, lib)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(doc)
	}
	a.printf("%s\n", listWords(store.Current()))
	for i, s := range doc.Services {
		a.printMarked(i+1, s)
	}
	for _, l := range doc.Others {
		a.printf("There is also %s, %s.\n", labelWords(l.Label), l.holds("with "))
	}
	return nil
}

// checkShortlist says what has changed since services were marked.
func (a *app) checkShortlist(cmd *cobra.Command, f shortlistFlags) (err error) {
	lib, _, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	store, err := a.openedShortlist(f.list)
	if err != nil {
		return err
	}
	if err := store.Touch(); err != nil {
		return err
	}
	doc, err := shortlistDocument(store, lib)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(doc)
	}
	if len(doc.Services) == 0 {
		a.printf("The list is empty.\n")
		return nil
	}
	for i, s := range doc.Services {
		if len(s.Changes) > 0 {
			a.printMarked(i+1, s)
		}
	}
	if doc.Changed == 0 {
		a.printf("Nothing has changed since the services were marked.\n")
	}
	return nil
}

// listWords says what list it is, how much is on it and when it goes.
func listWords(l shortlist.List) string {
	if l.Label == "" && len(l.Items) == 0 {
		return "The list is empty: mark services in the finder, or with 'fettle shortlist add ID'."
	}
	words := services(len(l.Items)) + "."
	if l.Label != "" {
		words = fmt.Sprintf("The list %q: %s", l.Label, words)
	}
	if l.Locked {
		words += " It is locked."
	}
	return words + " " + goesWords(l)
}

// goesWords says when a list goes.
func goesWords(l shortlist.List) string {
	until, ends := l.Expires()
	if !ends {
		return "It is kept until you remove it."
	}
	return "It goes on " + momentWords(until) + " if it is not used before."
}

func momentWords(t time.Time) string { return t.In(when.London()).Format("2 January 2006 at 15:04") }

func labelWords(label *string) string {
	if label == nil {
		return "a list without a name"
	}
	return fmt.Sprintf("the list %q", *label)
}

// printMarked prints one service of a list with what has changed.
func (a *app) printMarked(n int, s markedJSON) {
	a.printf("\n%d. %s\n", n, cmp.Or(s.Name, "(no name)"))
	if s.Organisation != nil {
		a.printf("   %s\n", *s.Organisation)
	}
	a.printf("   %s\n", s.ID)
	if s.Note != nil {
		a.printf("   Note: %s\n", strings.ReplaceAll(*s.Note, "\n", "\n   "))
	}
	for _, c := range s.Changes {
		a.printf("   Changed: %s\n", c.Words)
	}
}
