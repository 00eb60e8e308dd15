package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"fettle/internal/config"
	"fettle/internal/service"
	datasync "fettle/sync"
	"fettle/tui/firstrun"
	"fettle/tui/plain"
)

// open opens the finder. When there is nothing in it yet, some questions are
// asked first; without any feed it opens on the demonstration.
func (a *app) open(cmd *cobra.Command) error {
	first, err := a.isFirst()
	if err != nil {
		return err
	}
	if first {
		if left, err := a.firstStart(cmd); left || err != nil {
			return err
		}
	}
	return a.openFinder(cmd)
}

// isFirst reports whether the finder has nothing to show, no feed to bring it
// from, and somebody at a terminal to ask.
func (a *app) isFirst() (bool, error) {
	if a.demo || !a.onTerminal() {
		return false, nil
	}
	h, err := a.here()
	if err != nil {
		return false, err
	}
	list, err := h.feeds()
	return !hasLibrary(h.Library()) && len(list.Feeds) == 0 && len(a.settings().Feeds.Follow) == 0, err
}

// firstStart asks the first questions and does what was chosen. It reports
// whether the program was left there.
func (a *app) firstStart(cmd *cobra.Command) (left bool, err error) {
	h, err := a.here()
	if err != nil {
		return false, err
	}
	places, err := a.placeFinder(h.Paths, nil)
	if err != nil {
		return false, err
	}
	choice, err := a.askFirst(cmd, firstrun.Deps{
		Locate: func(text string) ([]service.Near, error) { return places.Locate(text) }, Feeds: offeredFeeds(), NoColour: a.getenv("NO_COLOR") != "",
	})
	if err != nil || choice.Left {
		return choice.Left, err
	}
	return false, a.settle(cmd, h, choice)
}

// askFirst asks the first questions, on the screen or line by line.
func (a *app) askFirst(cmd *cobra.Command, deps firstrun.Deps) (choice firstrun.Choice, err error) {
	why, plainly := a.plainly(cmd)
	if !plainly {
		input, screen := a.in.(*os.File), a.out.(*os.File) //nolint:errcheck // isFirst has made sure
		return firstrun.Run(cmd.Context(), deps, input, screen, os.Environ())
	}
	err = a.talkPlainly(cmd.Context(), why, func(ctx context.Context, o plain.Options) error {
		choice, err = plain.First(ctx, deps, o)
		return err
	})
	return choice, err
}

// offeredFeeds are the known feeds that have services.
func offeredFeeds() []firstrun.Feed {
	var feeds []firstrun.Feed
	for _, k := range datasync.Catalogue() {
		if k.Answers == service.Yes && k.Services > 0 && !strings.Contains(k.State, "not for real use") {
			label, _, _ := strings.Cut(k.Publisher, " (")
			feeds = append(feeds, firstrun.Feed{Key: k.Key, Label: label, Services: k.Services})
		}
	}
	return feeds
}

// settle writes the settings that were chosen and brings in the feeds. Without
// any service then, the demonstration is opened.
func (a *app) settle(cmd *cobra.Command, h here, choice firstrun.Choice) error {
	for _, set := range [][2]string{{"place", choice.Place}, {"theme", choice.Theme}} {
		if set[1] == "" {
			continue
		}
		if err := config.Set(h.ConfigFile(), set[0], set[1]); err != nil {
			return fmt.Errorf("write your settings: %w", err)
		}
	}
	a.inForce = nil // read them anew
	err := a.bringIn(cmd, choice)
	if cmd.Context().Err() != nil {
		return err
	}
	switch {
	case hasLibrary(h.Library()) && err == nil:
	case hasLibrary(h.Library()):
		a.sayf("fettle: %s\n", err)
	case err != nil:
		a.sayf("fettle: %s\n", err)
		return errors.New("nothing could be brought in, so there is nothing to search yet: try again with 'fettle sync', or look around with made-up services: fettle demo")
	default:
		a.demo = true
		a.sayf("These services are made up. To bring in real ones, start fettle again.\n")
	}
	return nil
}

// bringIn adds the feeds that were chosen and brings them in, and reads a saved
// file.
func (a *app) bringIn(cmd *cobra.Command, choice firstrun.Choice) error {
	var faults []error
	add := func(address string) {
		faults = append(faults, a.addFeed(cmd, address, "", false))
	}
	for _, key := range choice.Feeds {
		add(key)
	}
	if source := choice.Source; source != "" {
		if _, err := os.Stat(source); err == nil {
			faults = append(faults, a.syncFrom(cmd, source, "", nil))
		} else {
			add(source)
		}
	}
	h, err := a.here()
	if err != nil {
		return err
	}
	list, err := h.feeds()
	if err == nil && len(list.Feeds) > 0 {
		a.sayf("Bringing the feeds in. This is only slow the first time.\n")
		err = a.sync(cmd, nil, false)
	}
	return errors.Join(append(faults, err)...)
}
