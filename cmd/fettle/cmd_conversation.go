package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fettle/docs"
	"fettle/internal/conversation"
)

func (a *app) conversationCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "conversation",
		Short: "List the guided conversations, personas and situation cards, and check your own",
		Long: `Lists the guided conversations and personas of the finder, where t opens them,
and the situation cards of the trainer's mode.

Your own are plain text files: 'fettle conversation help' says how they are
written, and 'fettle conversation check FILE' finds the mistakes in one.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.listConversations() },
	}
	check := &cobra.Command{
		Use:   "check FILE…",
		Short: "Find the mistakes in files of conversations, personas or cards",
		Args:  cobra.MinimumNArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.checkConversations(args) },
	}
	help := &cobra.Command{
		Use: "help", Short: "How conversations, personas and cards are written", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			a.printf("%s\n", strings.TrimSpace(docs.Conversations()))
			return nil
		},
	}
	c.AddCommand(check, help)
	return c
}

func (a *app) listConversations() error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	sets, faults, err := a.conversationSets()
	if err != nil {
		return err
	}
	rows := []string{"CONVERSATION\tQUESTIONS\tFROM"}
	for _, c := range sets.Conversations {
		rows = append(rows, fmt.Sprintf("%s\t%d\t%s", c.Title, len(c.Questions), c.File))
	}
	if err := a.printTable(rows); err != nil {
		return err
	}
	a.printf("\n")
	rows = []string{"PERSONA\tFILTERS\tFROM"}
	for _, persona := range sets.Personas {
		rows = append(rows, fmt.Sprintf("%s\t%d\t%s", persona.Name, len(persona.Changes), persona.File))
	}
	if err := a.printTable(rows); err != nil {
		return err
	}
	a.printf("\n")
	rows = []string{"CARD\tPICKS\tFROM"}
	for i := range sets.Cards {
		rows = append(rows, fmt.Sprintf("%s\t%d\t%s", sets.Cards[i].Title, len(sets.Cards[i].Picks), sets.Cards[i].File))
	}
	if err := a.printTable(rows); err != nil {
		return err
	}
	own := func(folder string) string { return filepath.Join(p.Config, folder) }
	a.printf("\nYour own belong into %s, %s and %s.\n", own(conversationsFolder), own(personasFolder), own(cardsFolder))
	for _, fault := range faults {
		a.sayf("Left out: %s\n", fault)
	}
	return nil
}

// checkConversations reads files, says what they hold, and fails when one has a
// mistake.
func (a *app) checkConversations(files []string) error {
	clock, err := a.clock()
	if err != nil {
		return err
	}
	words := vocabulary(clock())
	bad := 0
	for _, file := range files {
		text, err := readTrainerFile(file)
		if err != nil {
			return err
		}
		says, err := checkFile(file, text, words)
		if err != nil {
			bad++
			a.printf("%s\n", err)
			continue
		}
		a.printf("%s is good: %s.\n", file, says)
	}
	switch {
	case bad == 0:
		return nil
	case len(files) == 1:
		return usage("the file can't be used as it is")
	default:
		return usage("%d of %d files can't be used as they are", bad, len(files))
	}
}

// checkFile reads a file as what it says it is, and says what it holds.
func checkFile(file string, text []byte, words *conversation.Vocabulary) (string, error) {
	switch conversation.Kind(text) {
	case "persona":
		personas, err := conversation.ParsePersonas(file, text, words)
		return fmt.Sprintf("%s, for the folder %s", counted(len(personas), "persona"), personasFolder), err
	case "card":
		cards, err := conversation.ParseCards(file, text, words)
		return fmt.Sprintf("%s, for the folder %s", counted(len(cards), "card"), cardsFolder), err
	}
	c, err := conversation.Parse(file, text, words)
	if err != nil {
		return "", err
	}
	answers := 0
	for _, q := range c.Questions {
		answers += len(q.Answers)
	}
	return fmt.Sprintf("%q has %s and %s, for the folder conversations", c.Title, counted(len(c.Questions), "question"), counted(answers, "answer")), nil
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
