package main

import (
	"strings"

	"github.com/spf13/cobra"

	"fettle/internal/licences"
	"fettle/internal/place"
)

func (a *app) licencesCommand() *cobra.Command {
	var full bool
	c := &cobra.Command{
		Use:   "licences",
		Short: "Say what is inside by others, and under which licences",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.showLicences(full) },
	}
	c.Flags().BoolVar(&full, "full", false, "print the texts of all licences too")
	return c
}

func (a *app) showLicences(full bool) error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	a.printf("Fettle is under the MIT licence.\n\nData inside:\n")
	for _, line := range place.Attribution() {
		a.printf("  %s\n", line)
	}
	imported, err := openImported(p)
	if err != nil {
		return err
	}
	if imported != nil {
		a.printf("\nPostcodes brought in with 'fettle places import':\n")
		for _, line := range imported.Status().Attribution {
			a.printf("  %s\n", line)
		}
	}
	a.printf("\nEach directory of services has a licence of its own: 'fettle feeds known' lists those that are known.\n\nPrograms inside:\n")
	if full {
		a.printf("%s", licences.Full())
		return nil
	}
	for line := range strings.Lines(licences.List()) {
		a.printf("  %s", line)
	}
	a.printf("\nThe texts of these licences: fettle licences --full\n")
	return nil
}
