package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/spf13/cobra"

	datasync "fettle/sync"
)

// checkFeed prints what a feed is like, for its publisher.
func (a *app) checkFeed(cmd *cobra.Command, address string, private bool) error {
	clock, err := a.clock()
	if err != nil {
		return err
	}
	if known, ok := datasync.FindKnown(address); ok {
		address = known.URL
	}
	a.sayf("Checking %s …\n", address)
	progress := a.newProgress()
	found, err := datasync.Check(cmd.Context(), a.client(), address, private, datasync.Options{Now: clock, Progress: progress.show})
	progress.clear()
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(found)
	}
	a.printf("%s\nPublished by %s, licence %s, as %s.\n", found.URL,
		cmp.Or(found.Publisher, "somebody it does not name"), cmp.Or(found.Licence, "not stated"), standardWords(found.Standard))
	a.printChecks("What works", works(found))
	a.printChecks("What is wrong", troubles(found))
	a.printChecks("What had to be repaired", repairs(found.Repaired))
	a.printChecks("What records leave out most", gaps(found))
	if found.Read > 0 {
		a.printf("\nHow complete: %s of all that people need to know is stated.\n", percent(found.Complete))
		a.printf("How fresh: %s\n", freshness(found))
	}
	return nil
}

func (a *app) printChecks(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	a.printf("\n%s\n", title)
	for _, line := range lines {
		a.printf("  - %s\n", line)
	}
}

func works(f datasync.Finding) []string {
	var lines []string
	if f.Listed > 0 {
		lines = append(lines, fmt.Sprintf("The list answers and has %s; to read it took %.1f s.", services(f.Listed), f.Seconds))
	}
	if f.Services >= 0 && f.Status == datasync.StatusOK {
		lines = append(lines, "It comes to an end, with as many services as it says it has.")
	}
	if f.Read > 0 && f.DetailsFailed == 0 {
		lines = append(lines, fmt.Sprintf("All that was read of %s could be read.", services(f.Read)))
	}
	if f.Encrypted {
		lines = append(lines, "Its address is https.")
	}
	if f.Declared != "" {
		lines = append(lines, fmt.Sprintf("It says which version it is: %s.", f.Declared))
	}
	return lines
}

func troubles(f datasync.Finding) []string {
	var lines []string
	if f.Trouble != "" {
		lines = append(lines, f.Trouble)
	}
	if f.Listed == 0 && f.Rejected == 0 {
		lines = append(lines, "The list has no services.")
	}
	if f.Repeated > 0 {
		lines = append(lines, fmt.Sprintf("Rows with an id that came before: %d. Each service should be listed once, under an id of its own.", f.Repeated))
	}
	if f.DetailsFailed > 0 {
		lines = append(lines, fmt.Sprintf("The details of %s of %d could not be fetched.", services(f.DetailsFailed), f.Read))
	}
	for _, r := range f.Rejections {
		lines = append(lines, fmt.Sprintf("Can't be used: %s %s (%s)", cmp.Or(r.ID, "(no id)"), r.Name, r.Reason))
	}
	if more := f.Rejected - len(f.Rejections); more > 0 {
		lines = append(lines, fmt.Sprintf("%d more records can't be used.", more))
	}
	if !f.Encrypted {
		lines = append(lines, "Its address is http: what it sends could be read or changed on the way. Use https.")
	}
	if f.Declared == "" && f.Standard != "oruk-1" {
		lines = append(lines, "It does not say which version of the standard it follows.")
	}
	return lines
}

// repairs says what was mended, the commonest first.
func repairs(counts map[string]int) []string {
	kinds := make([]string, 0, len(counts))
	for kind := range counts {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	lines := make([]string, len(kinds))
	for i, kind := range kinds {
		lines[i] = fmt.Sprintf("%d × %s", counts[kind], repairWords(kind))
	}
	return lines
}

// repairWords says what a kind of repair is about.
func repairWords(kind string) string {
	words := map[string]string{
		"type":        "a value of another type than the standard has (a number for a text, for instance)",
		"date":        "a date that is none or is written in another way",
		"postcode":    "a postcode written wrongly",
		"coordinates": "coordinates that are outside the United Kingdom or 0, 0",
		"url":         "a web address that is none or lacks its beginning",
		"email":       "an e-mail address that is none",
		"phone":       "a telephone number with other text, or that is none",
		"age":         "an age that can't be",
		"schedule":    "a time that can't be read",
		"cost":        "a price that can't be read",
		"status":      "a status that the standard does not have",
		"area":        "an area that can't be read",
		"html":        "text with mark-up that had to be taken out",
		"mojibake":    "characters gone wrong (such as Â£)",
	}
	return cmp.Or(words[kind], kind)
}

func gaps(f datasync.Finding) []string {
	lines := make([]string, len(f.Gaps))
	for i, g := range f.Gaps {
		lines[i] = fmt.Sprintf("%s: %d of %d (%s)", g.What, g.Records, f.Read, percent(float64(g.Records)/float64(f.Read)))
	}
	return lines
}

func percent(share float64) string { return fmt.Sprintf("%d %%", int(math.Round(100*share))) }

func freshness(f datasync.Finding) string {
	if f.Fresh+f.Stale == 0 {
		return "no record says when it was last checked."
	}

	return fmt.Sprintf("%d of %d were checked in the last three months, %d before, %d do not say; the newest check was on %s, the oldest on %s.",
		f.Fresh, f.Read, f.Stale, f.Undated, dateWords(f.Newest), dateWords(f.Oldest))
}
