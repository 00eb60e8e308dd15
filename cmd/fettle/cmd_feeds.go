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
	"fettle/internal/when"
	datasync "fettle/sync"
)

func (a *app) feedsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "feeds",
		Short: "List, add and remove the feeds that services come from",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.listFeeds() },
	}
	a.addJSON(c)

	var name string
	var private bool
	add := &cobra.Command{
		Use:   "add URL",
		Short: "Add a feed by its address, or by its key from 'fettle feeds known'",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.addFeed(cmd, args[0], name, private) },
	}
	add.Flags().StringVar(&name, "name", "", "what the feed is to be called here; a `name` is made from the address otherwise")
	add.Flags().BoolVar(&private, "private", false, "the address may be on this machine or in a private network")
	a.addJSON(add)

	remove := &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a feed and its services",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.removeFeed(cmd, args[0]) },
	}
	known := &cobra.Command{
		Use:   "known",
		Short: "List the feeds that are known to exist",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.knownFeeds() },
	}
	a.addJSON(remove)
	a.addJSON(known)
	var checkPrivate bool
	check := &cobra.Command{
		Use:   "check URL",
		Short: "Check how good a feed is, for whoever publishes it; nothing is added",
		Long: `Reads the feed at an address, or of a key from 'fettle feeds known', and says what
works, what is missing, what had to be repaired, how fresh and how complete it
is. The list is read whole; where it is short of details, those of up to 100
services spread over it are. Nothing is added and nothing is kept.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.checkFeed(cmd, args[0], checkPrivate) },
	}
	check.Flags().BoolVar(&checkPrivate, "private", false, "the address may be on this machine or in a private network")
	a.addJSON(check)
	c.AddCommand(add, remove, known, check)
	return c
}

// feedJSON is one followed feed in JSON.
type feedJSON struct {
	datasync.Feed
	Services int `json:"services"`
}

func (a *app) listFeeds() error {
	h, err := a.here()
	if err != nil {
		return err
	}
	list, err := h.feeds()
	if err != nil {
		return err
	}
	counts, err := a.feedCounts(h.Library())
	if err != nil {
		return err
	}
	feeds := []feedJSON{}
	for _, f := range list.Feeds {
		feeds = append(feeds, feedJSON{f, counts[f.Name].Services})
		delete(counts, f.Name)
	}
	for _, f := range counts { // read from a file, so not followed
		feeds = append(feeds, feedJSON{datasync.Feed{Name: f.Name, Publisher: f.Publisher, LastSynced: f.Synced, Trouble: f.Trouble}, f.Services})
	}
	if a.json {
		return a.printJSON(map[string]any{"feeds": feeds})
	}
	return a.printFeeds(feeds, a.toFollow(list))
}

// printFeeds prints the feeds that are followed, and those that the settings name
// and the next update adds.
func (a *app) printFeeds(feeds []feedJSON, to []string) error {
	switch {
	case len(feeds) > 0:
		rows := []string{"NAME\tSERVICES\tUPDATED\tPUBLISHER\tADDRESS"}
		for _, f := range feeds {
			rows = append(rows, fmt.Sprintf("%s\t%d\t%s\t%s\t%s", f.Name, f.Services, dayWords(f.LastSynced),
				cmp.Or(f.Publisher, "not stated"), cmp.Or(f.URL, "(from a file)")))
			if f.Trouble != "" {
				rows = append(rows, "\t\t"+troubleOf(f.Feed))
			}
		}
		if err := a.printTable(rows); err != nil {
			return err
		}
	case len(to) == 0:
		a.printf("No feed has been added yet: 'fettle feeds known' lists some, 'fettle feeds add URL' adds one.\n")
	}
	if len(to) > 0 {
		a.printf("The settings name %s more, which the next 'fettle sync' adds: %s.\n", countFeeds(len(to)), strings.Join(to, ", "))
	}
	return nil
}

// troubleOf says since when something is wrong with a feed, and what; "" is nothing.
func troubleOf(f datasync.Feed) string {
	if f.Trouble == "" || f.TroubleSince.IsZero() {
		return f.Trouble
	}
	return "since " + f.TroubleSince.In(when.London()).Format("2 January 2006") + ": " + f.Trouble
}

func dayWords(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.In(when.London()).Format("2 Jan 2006")
}

// feedCounts returns what the library has of each feed: nothing without one, nor
// when it can't be read, which is said.
func (a *app) feedCounts(dir string) (map[string]service.FeedContents, error) {
	counts := map[string]service.FeedContents{}
	lib, err := index.Open(dir, index.Options{})
	if errors.Is(err, index.ErrNoLibrary) {
		return counts, nil
	}
	var damaged *index.DamagedError
	if errors.As(err, &damaged) {
		a.sayf("fettle: %v\n", err)
		return counts, nil
	}
	if err != nil {
		return nil, err
	}
	for _, f := range lib.Contents().Feeds {
		counts[f.Name] = f
	}
	return counts, lib.Close()
}

func (a *app) addFeed(cmd *cobra.Command, address, name string, private bool) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	if _, err := h.feeds(); err != nil { // before anybody is asked
		return err
	}
	if name != "" {
		if err := datasync.CheckName(name); err != nil {
			return &usageError{err}
		}
	}
	if known, ok := datasync.FindKnown(address); ok {
		address, name = known.URL, cmp.Or(name, known.Key)
	}
	a.sayf("Asking %s …\n", address)
	found, err := datasync.Probe(cmd.Context(), a.client(), address, private)
	if err != nil {
		return err
	}
	counts, err := a.feedCounts(h.Library())
	if err != nil {
		return err
	}
	err = h.changeFeeds(cmd.Context(), func(list *datasync.FeedList) error {
		if name == "" {
			name = list.FreeName(datasync.NameFor(found.URL))
		}
		if _, err := list.Find(name); err != nil && counts[name].Services > 0 {
			return usage("services that were read from a file are called %s already: give the feed another --name, or 'fettle feeds remove %s' first", name, name)
		}
		if err := list.Add(found.Feed(name, h.now())); err != nil {
			return &usageError{err}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{
			"name": name, "url": found.URL, "standard": stated(found.Standard), "publisher": stated(found.Publisher),
			"licence": stated(found.Licence), "services": countOf(found.Services), "encrypted": found.Encrypted,
		})
	}
	a.printf("Added %s: %s, published by %s, licence %s, %s.\n", name, standardWords(found.Standard),
		cmp.Or(found.Publisher, "somebody it does not name"), cmp.Or(found.Licence, "not stated"), countWords(found.Services))
	if !found.Encrypted {
		a.printf("Its address is http, so what it sends could be read or changed on the way. Ask the publisher for https.\n")
	}
	a.printf("Bring it in with: fettle sync %s\n", name)
	return nil
}

// countOf returns nil for a count that is not known, which is below 0.
func countOf(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

func countWords(n int) string {
	if n < 0 {
		return "number of services not said"
	}
	return services(n)
}

func standardWords(standard string) string {
	switch standard {
	case "oruk-1":
		return "Open Referral UK version 1"
	case "oruk-3":
		return "Open Referral UK version 3"
	case "hsds-3":
		return "HSDS version 3"
	}
	return "a list of services"
}

func (a *app) removeFeed(cmd *cobra.Command, name string) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	counts, err := a.feedCounts(h.Library())
	if err != nil {
		return err
	}
	kept, inLibrary := counts[name]
	var removed datasync.Feed
	err = h.changeFeeds(cmd.Context(), func(list *datasync.FeedList) (err error) {
		if removed, err = list.Remove(name); err != nil && !inLibrary {
			return &usageError{err}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if inLibrary { // while the list is free again, as this may take its time
		if err := h.library().removeFeed(cmd.Context(), name); err != nil {
			return err
		}
	}
	if err := datasync.Forget(h.SyncState(), name); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"name": name, "services": kept.Services})
	}
	a.printf("Removed %s and its %s.\n", name, services(kept.Services))
	a.sayFollowed(removed)
	return nil
}

// knownJSON is one feed of the catalogue in JSON.
type knownJSON struct {
	datasync.KnownFeed
	Licence  *string `json:"licence"`
	Services *int    `json:"services"`
}

func (a *app) knownFeeds() error {
	known := datasync.Catalogue()
	if a.json {
		feeds := []knownJSON{}
		for _, k := range known {
			one := knownJSON{KnownFeed: k, Licence: stated(k.Licence), Services: countOf(k.Services)}
			if k.Licence == "not stated" {
				one.Licence = nil
			}
			feeds = append(feeds, one)
		}
		return a.printJSON(map[string]any{"feeds": feeds})
	}
	rows := []string{"KEY\tSERVICES\tSTATE\tLICENCE\tPUBLISHER"}
	for _, k := range known {
		count := "?"
		if k.Services >= 0 {
			count = fmt.Sprint(k.Services)
		}
		rows = append(rows, fmt.Sprintf("%s\t%s\t%s (%s)\t%s\t%s", k.Key, count, k.State, k.AsOf, k.Licence, k.Publisher))
	}
	if err := a.printTable(rows); err != nil {
		return err
	}
	a.printf("\nAdd one by its key: fettle feeds add bristol. Any other address works too: fettle feeds add URL.\n")
	return nil
}
