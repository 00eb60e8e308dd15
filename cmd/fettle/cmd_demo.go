package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/atomicfile"
	"fettle/internal/demo"
	"fettle/internal/paths"
	"fettle/internal/service"
	"fettle/internal/when"
	datasync "fettle/sync"
)

func (a *app) demoCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "demo",
		Short: "Open the finder on built-in, made-up services",
		Long: `Opens the finder on built-in, made-up services of Lancashire and South Cumbria.

Their dates are moved so that they always look alive. Nothing real is touched:
the demonstration has a library and shortlists of its own.

With --trainer the keys are shown as they are pressed, the hints are larger, F2
hands out situation cards and Ctrl+R starts afresh. It begins without shortlists:
those of the demonstration are removed, real ones are not touched. With --plain as
well, the words cards and reset do so line by line.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.demo = true
			return a.openFinder(cmd)
		},
	}
	c.Flags().BoolVar(&a.trainer, "trainer", false, "show what is pressed, and have situation cards to practise on")
	c.AddCommand(a.cardsCommand())
	a.addPlain(c)
	return c
}

// demoStamp says from what a library of the demonstration was made.
type demoStamp struct {
	Data  string       `json:"data"`
	Rules string       `json:"rules"`
	Week  service.Date `json:"week"`
	Form  int          `json:"form"`
}

// demoForm goes up when the same data would become another library.
const demoForm = 3

// makeDemo makes the library of the demonstration, unless there is one of the
// same data, rules and week. The data go the way of every feed.
func (a *app) makeDemo(ctx context.Context, p paths.Paths, now time.Time) error {
	rules, err := a.needRules(p)
	if err != nil {
		return err
	}
	today := now.In(when.London())
	monday := time.Date(today.Year(), today.Month(), today.Day()-(int(today.Weekday())+6)%7, 6, 0, 0, 0, today.Location())
	stamp := demoStamp{Data: demo.Version(), Rules: rules.Version(), Week: service.DateOf(monday), Form: demoForm}
	stampFile := p.DemoStamp()
	if made, err := readStamp(stampFile); err != nil {
		return err
	} else if made == stamp && opens(p.Library()) {
		return nil
	}
	if made, err := readStamp(stampFile); err != nil || made.Form != demoForm {
		// Of another version: nothing in it is anybody's own.
		if err := errors.Join(err, os.RemoveAll(p.Library())); err != nil {
			return fmt.Errorf("make the demonstration again: %w", err)
		}
	}
	feeds, err := demo.Feeds(stamp.Week)
	if err != nil {
		return fmt.Errorf("read the demonstration: %w", err)
	}
	var services []service.Service
	var contents []service.FeedContents
	for _, f := range feeds {
		gathered := &gatheringLibrary{}
		_, err := datasync.FromBodies(ctx, [][]byte{f.Body}, f.Name, gathered, datasync.Options{
			Now: func() time.Time { return monday }, Find: rules.Find, Publisher: f.Publisher, Demo: true,
		})
		if err != nil {
			return fmt.Errorf("read the demonstration: %w", err)
		}
		services = append(services, gathered.put...)
		contents = append(contents, service.FeedContents{Name: f.Name, Publisher: f.Publisher, Synced: now.UTC(), Demo: true})
	}
	err = index.Update(ctx, p.Library(), now, func(d *index.Draft) error {
		for _, c := range contents {
			d.RemoveFeed(c.Name)
			d.SetFeed(c)
		}
		for _, s := range services {
			d.Put(s)
		}
		return nil
	})
	var busy *index.BusyError
	if errors.As(err, &busy) { // another window is making it just now
		if waitErr := waitFor(ctx, func() bool { made, err := readStamp(stampFile); return err == nil && made == stamp }); waitErr == nil {
			return nil
		}
	}
	if err != nil {
		return fmt.Errorf("make the demonstration: %w", err)
	}
	data, err := json.Marshal(stamp)
	if err != nil {
		return fmt.Errorf("make the demonstration: %w", err)
	}
	return atomicfile.Write(stampFile, append(data, '\n'), 0o600)
}

// waitFor looks every tenth of a second whether something is so, for at most
// twenty seconds.
func waitFor(ctx context.Context, so func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}

func readStamp(path string) (demoStamp, error) {
	var s demoStamp
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("look at the demonstration: %w", err)
	}
	if !json.Valid(data) { // cut short: make the demonstration again
		return s, nil
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("look at the demonstration: %s is not ours, move it away: %w", path, err)
	}
	return s, nil
}

func hasLibrary(dir string) bool {
	_, err := index.InForce(dir)
	return !errors.Is(err, index.ErrNoLibrary)
}

// opens reports whether there is a library that can be read.
func opens(dir string) bool {
	lib, err := index.Open(dir, index.Options{})
	return err == nil && lib.Close() == nil
}

// gatheringLibrary is a library that only gathers what a sync brings.
type gatheringLibrary struct{ put []service.Service }

// Known says that nothing is there yet.
func (*gatheringLibrary) Known(context.Context, string) (map[string]string, error) { return nil, nil }

// Apply keeps the services.
func (g *gatheringLibrary) Apply(_ context.Context, c datasync.Changes) error {
	for _, read := range c.Put {
		s, err := read()
		if err != nil {
			return err
		}
		g.put = append(g.put, s)
	}
	return nil
}
