package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fettle/internal/conversation"
	"fettle/internal/savedsearch"
	"fettle/internal/shortlist"
	"fettle/tui"
	"fettle/tui/trainer"
)

// training returns what the finder needs to train somebody, with the
// demonstration as it is at first; nil without --trainer.
func (a *app) training(store *shortlist.Store, searches savedsearch.Store, cards []conversation.Card) (*tui.Training, error) {
	if !a.trainer || !a.demo {
		return nil, nil
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
		Long: `Prints the situation cards of the trainer's mode, to hand out on paper.

Your own are plain text files: 'fettle conversation help' says how they are
written and where they belong.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			sets, faults, err := a.conversationSets()
			if err != nil {
				return err
			}
			for i := range sets.Cards {
				a.printf("%s\n", cardText(i+1, &sets.Cards[i], answers))
			}
			for _, fault := range faults {
				if fault.folder == cardsFolder {
					a.sayf("Left out: %s\n", fault)
				}
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
