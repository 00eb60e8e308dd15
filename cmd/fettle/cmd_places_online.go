package main

import (
	"context"
	"errors"

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
	on := &cobra.Command{Use: "on", Short: "Choose it", Args: asUsage(cobra.NoArgs), RunE: func(cmd *cobra.Command, _ []string) error { return a.onlineOn(cmd.Context(), at) }}
	on.Flags().StringVar(&at, "at", postcodesio.Home, "ask a copy of postcodes.io at this `address`")
	var forget bool
	off := &cobra.Command{Use: "off", Short: "Choose it no longer", Args: asUsage(cobra.NoArgs), RunE: func(cmd *cobra.Command, _ []string) error { return a.onlineOff(cmd.Context(), forget) }}
	off.Flags().BoolVar(&forget, "forget", false, "remove the answers that are kept too")
	status := &cobra.Command{Use: "status", Short: "Say whether it is chosen, and how many answers are kept", Args: asUsage(cobra.NoArgs), RunE: func(*cobra.Command, []string) error { return a.onlineStatus() }}
	c.AddCommand(on, off, status)
	return c
}

// keptAnswers returns what is kept of postcodes that were asked for online. A
// file that can't be read is complained of and left aside: every other way to
// find a place works without it.
func (a *app) keptAnswers(p paths.Paths) *place.Answers {
	file := p.OnlineAnswers()
	kept, err := place.LoadAnswers(file)
	switch {
	case errors.Is(err, place.ErrDamagedAnswers):
		a.sayf("fettle: %v. Places are found without it, and nothing is asked for online.\n", err)
		if err := place.MendAnswers(file); err != nil {
			a.sayf("fettle: %v\n", err)
		} else {
			a.sayf("It is set aside as %s; 'fettle tidy' shows and removes it.\n", place.AsideAnswers(file))
		}
	case err != nil:
		a.sayf("fettle: %v. Places are found without it.\n", err)
	default:
		return kept
	}
	return &place.Answers{}
}

func (a *app) onlineOn(ctx context.Context, address string) error {
	at, err := postcodesio.CheckAddress(address)
	if err != nil {
		return &usageError{err}
	}
	p, err := a.paths()
	if err != nil {
		return err
	}
	err = place.ChangeAnswers(ctx, p.OnlineAnswers(), func(kept *place.Answers) bool {
		kept.On, kept.At = true, at
		return true
	})
	if err != nil {
		return err
	}
	a.printf("On. 'fettle places find' now sends a whole postcode that nothing here knows to %s, and nothing else.\n", at)
	a.printf("Think before you look up where somebody lives. 'fettle places online off' ends it.\n")
	return nil
}

func (a *app) onlineOff(ctx context.Context, forget bool) error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	if forget {
		if err := place.ForgetAnswers(ctx, p.OnlineAnswers()); err != nil {
			return err
		}
		a.printf("Off: nothing is asked for online, and no answer is kept.\n")
		return nil
	}
	n := 0
	err = place.ChangeAnswers(ctx, p.OnlineAnswers(), func(kept *place.Answers) bool {
		was := kept.On
		kept.On, n = false, len(kept.Kept)
		return was
	})
	if err != nil {
		return err
	}
	a.printf("Off: nothing is asked for online. Answers kept: %s\n", grouped(n))
	return nil
}

func (a *app) onlineStatus() error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	kept := a.keptAnswers(p)
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
// the place is found as well as it can be here. An answer is kept only if asking
// is still chosen when it comes.
func (a *app) askOnline(ctx context.Context, p paths.Paths, finder *place.Finder, text string) (*place.Finder, error) {
	kept := a.keptAnswers(p)
	if !kept.On {
		return finder, nil
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
	one := place.Kept{Point: answer.Point, Areas: answer.Areas}
	kept.Keep(postcode, one)
	on := true
	err = place.ChangeAnswers(ctx, p.OnlineAnswers(), func(now *place.Answers) bool {
		now.Keep(postcode, one)
		on = now.On
		return on
	})
	switch {
	case err != nil:
		return nil, err
	case !on:
		a.sayf("Asking was turned off meanwhile: the answer is not kept.\n")
	default:
		a.sayf("The answer is kept. 'fettle places online off' turns asking off again.\n")
	}
	return finder.WithAnswers(kept), nil
}
