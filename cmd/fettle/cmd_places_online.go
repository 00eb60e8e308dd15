package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"fettle/internal/paths"
	"fettle/internal/place"
	"fettle/sync/postcodesio"
)

func (a *app) placesOnlineCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "online",
		Short: "Choose whether postcodes that nothing here knows may be asked for online",
		Long: `Nothing is asked for online unless you choose it. Then 'fettle places find' asks
postcodes.io for a whole postcode that nothing on this machine knows, and only
then. The postcode is sent and nothing else; it may be where somebody lives. The
answer is kept, so that it is asked for once, and every search uses it. Searches
and the finder themselves never ask.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.onlineStatus() },
	}
	var at string
	on := &cobra.Command{Use: "on", Short: "Choose it", Args: asUsage(cobra.NoArgs), RunE: func(*cobra.Command, []string) error { return a.onlineOn(at) }}
	on.Flags().StringVar(&at, "at", postcodesio.Home, "ask a copy of postcodes.io at this `address`")
	var forget bool
	off := &cobra.Command{Use: "off", Short: "Choose it no longer", Args: asUsage(cobra.NoArgs), RunE: func(*cobra.Command, []string) error { return a.onlineOff(forget) }}
	off.Flags().BoolVar(&forget, "forget", false, "remove the answers that are kept too")
	status := &cobra.Command{Use: "status", Short: "Say whether it is chosen, and how many answers are kept", Args: asUsage(cobra.NoArgs), RunE: func(*cobra.Command, []string) error { return a.onlineStatus() }}
	c.AddCommand(on, off, status)
	return c
}

// answers returns what is kept of postcodes that were asked for online, and the
// file that it stands in.
func (a *app) answers() (*place.Answers, string, error) {
	p, err := a.paths()
	if err != nil {
		return nil, "", err
	}
	kept, err := place.LoadAnswers(p.OnlineAnswers())
	return kept, p.OnlineAnswers(), err
}

func (a *app) onlineOn(address string) error {
	at, err := postcodesio.CheckAddress(address)
	if err != nil {
		return &usageError{err}
	}
	kept, file, err := a.answers()
	if err != nil {
		return err
	}
	kept.On, kept.At = true, at
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("make the folder for what is kept: %w", err)
	}
	if err := kept.Save(file); err != nil {
		return err
	}
	a.printf("On. 'fettle places find' now sends a whole postcode that nothing here knows to %s, and nothing else.\n", at)
	a.printf("Think before you look up where somebody lives. 'fettle places online off' ends it.\n")
	return nil
}

func (a *app) onlineOff(forget bool) error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	if forget {
		if err := os.Remove(p.OnlineAnswers()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the answers that are kept: %w", err)
		}
		a.printf("Off: nothing is asked for online, and no answer is kept.\n")
		return nil
	}
	kept, file, err := a.answers()
	if err != nil {
		return err
	}
	if kept.On {
		kept.On = false
		if err := kept.Save(file); err != nil {
			return err
		}
	}
	a.printf("Off: nothing is asked for online. Answers kept: %s\n", grouped(len(kept.Kept)))
	return nil
}

func (a *app) onlineStatus() error {
	kept, _, err := a.answers()
	if err != nil {
		return err
	}
	if kept.On {
		a.printf("On: 'fettle places find' asks %s for whole postcodes that nothing here knows.\n", kept.At)
	} else {
		a.printf("Off: nothing is asked for online.\n")
	}
	a.printf("Answers kept: %s\n", grouped(len(kept.Kept)))
	return nil
}

// askOnline asks for a postcode that nothing on the machine knows, when that is
// chosen, says so, and returns a finder that knows the answer. Without an answer
// the place is found as well as it can be here.
func (a *app) askOnline(ctx context.Context, p paths.Paths, finder *place.Finder, text string) (*place.Finder, error) {
	kept, err := place.LoadAnswers(p.OnlineAnswers())
	if err != nil || !kept.On {
		return finder, err
	}
	postcode, ok := finder.Unanswered(text)
	if !ok {
		return finder, nil
	}
	a.sayf("Sending %s to %s, and nothing else.\n", postcode, kept.At)
	answer, err := postcodesio.Ask(ctx, kept.At, postcode)
	if err != nil {
		a.sayf("fettle: %v. What is known here is used.\n", err)
		return finder, nil
	}
	kept.Keep(postcode, place.Kept{Point: answer.Point, Areas: answer.Areas})
	a.sayf("The answer is kept. 'fettle places online off' turns asking off again.\n")
	return finder.WithAnswers(kept), kept.Save(p.OnlineAnswers())
}
