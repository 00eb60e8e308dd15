package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/internal/conversation"
	"fettle/internal/savedsearch"
	"fettle/internal/shortlist"
	"fettle/tui"
	"fettle/tui/trainer"
)

// training returns what the finder needs to train somebody, with the
// demonstration as it is at first; nil without --trainer.
func (a *app) training(store *shortlist.Store, searches savedsearch.Store, now time.Time) (*tui.Training, error) {
	if !a.trainer || !a.demo {
		return nil, nil
	}
	cards, err := conversation.Cards(vocabulary(now))
	if err != nil {
		return nil, fmt.Errorf("read the situation cards: %w", err)
	}
	asNew := func() error { return errors.Join(removeLists(store), removeSearches(searches)) }
	if err := asNew(); err != nil {
		return nil, fmt.Errorf("clear what was kept of the demonstration: %w", err)
	}
	return &tui.Training{Cards: cards, Reset: asNew}, nil
}

// removeLists removes every shortlist for good; it is for those of the
// demonstration.
func removeLists(store *shortlist.Store) error {
	var faults []error
	for _, l := range store.Lists() {
		faults = append(faults, store.Delete(l.ID))
	}
	return errors.Join(faults...)
}

// removeSearches removes every saved search; it is for those of the
// demonstration.
func removeSearches(store savedsearch.Store) error {
	all, err := store.List()
	if err != nil {
		return err
	}
	faults := make([]error, 0, len(all))
	for _, s := range all {
		_, err := store.Remove(s.Name)
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func (a *app) cardsCommand() *cobra.Command {
	answers := false
	c := &cobra.Command{
		Use:   "cards",
		Short: "Print the situation cards, to hand out on paper",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			clock, err := a.clock()
			if err != nil {
				return err
			}
			cards, err := conversation.Cards(vocabulary(clock()))
			if err != nil {
				return fmt.Errorf("read the situation cards: %w", err)
			}
			for i := range cards {
				a.printf("%s\n", cardText(i+1, &cards[i], answers))
			}
			return nil
		},
	}
	c.Flags().BoolVar(&answers, "answers", false, "with a hint and a good answer for each, for the trainer")
	return c
}

// cardText writes a card as it is handed out; with its answer for the trainer.
func cardText(number int, c *conversation.Card, answer bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d. %s\n\n", number, c.Title)
	for _, paragraph := range c.Story {
		b.WriteString(paragraph + "\n\n")
	}
	if !answer {
		b.WriteString(trainer.Task + "\n\n")
		return b.String()
	}
	fmt.Fprintf(&b, "Hint: %s\n\nA good way to ask: %s\n\nPicks:\n", c.Hint, trainer.Asked(c))
	for _, pick := range c.Picks {
		b.WriteString("- " + pick + "\n")
	}
	fmt.Fprintf(&b, "\nWhy: %s\n\n", c.Why)
	return b.String()
}
