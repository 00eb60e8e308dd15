package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/internal/when"
)

// searchFlags are the flags of search as they were typed.
type searchFlags struct {
	needs, windows               []string
	near, in, sort, age, checked string
	within                       float64
	limit                        int
	free, statedOnly, facets     bool
	wordsOnly                    bool
	explain, save                string
	choices                      map[service.Pane]*[]string
}

// choiceFlag is a flag that chooses options of a pane of fixed options.
type choiceFlag struct {
	name string
	pane service.Pane
	help string
	// options are the only ones there are; nil takes any text.
	options []string
}

func choiceFlags() []choiceFlag {
	return []choiceFlag{
		{"circumstance", service.PaneCircumstance, "a `circumstance` of the person", circumstanceIDs()},
		{"for", service.PaneFor, "`whom` it is for", []string{service.ForWomen, service.ForMen, service.ForMixed}},
		{"cost", service.PaneCost, "what it `costs`", []string{service.CostFree, service.CostLow, service.CostPriced}},
		{"how", service.PaneHow, "a `way` of attending", texts(service.Hows())},
		{"access", service.PaneAccess, "a `way` in", texts(service.Accesses())},
		{"language", service.PaneLanguage, "a `language` it is offered in, such as Polish", nil},
		{"accessible", service.PaneAccessible, "what it must `provide`; every one named is wanted", []string{
			service.StepFree, service.HearingLoop, service.Toilets, service.Parking, service.Quiet,
		}},
		{"type", service.PaneType, "a `kind` of service, as the publisher calls it", nil},
		{"organisation", service.PaneOrganisation, "an `organisation` by its whole name", nil},
		{"feed", service.PaneFeed, "a feed by its `name`", nil},
	}
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// notEmpty refuses flags that were given without anything in them, as a script
// with an empty variable gives them: without the filter every service would fit.
func notEmpty(cmd *cobra.Command, names ...string) error {
	for _, name := range names {
		if flag := cmd.Flags().Lookup(name); flag != nil && flag.Changed && strings.TrimSpace(flag.Value.String()) == "" {
			return usage("--%s is empty: leave it out, or say what you mean", name)
		}
	}
	return nil
}

// query turns flags into a question, and says plainly what is wrong with them.
func (f searchFlags) query(words string, now time.Time) (service.Query, error) {
	q := service.Query{Words: words, Within: f.within, StatedOnly: f.statedOnly, Sort: service.Sort(f.sort), Limit: f.limit, Facets: f.facets, Now: now}
	for _, id := range f.needs {
		if !need.Known(id) {
			return q, usage("there is no need called %q%s; 'fettle search --help' lists them", id, meant(need.Nearest(id)))
		}
	}
	var err error
	if q.Age, err = yearsOf(f.age); err != nil {
		return q, err
	}
	if !(f.within > 0 && f.within <= 1000) { // not a number is neither
		return q, usage("--within takes miles above 0, not %g", f.within)
	}
	if f.limit < 0 {
		return q, usage("--limit takes a number from 0 (all), not %d", f.limit)
	}
	for _, text := range f.windows {
		windows, err := when.ParseWindows(text, now)
		if err != nil {
			return q, &usageError{err}
		}
		q.When = append(q.When, windows...)
	}
	if !slices.Contains(service.Sorts(), q.Sort) {
		return q, usage("there is no order called %q: choose best, near, name, checked or soonest", f.sort)
	}
	if q.CheckedWithin, err = daysOf(f.checked); err != nil {
		return q, err
	}
	if f.free {
		*f.choices[service.PaneCost] = append(*f.choices[service.PaneCost], service.CostFree)
	}
	q = q.Choose(service.PaneNeed, f.needs...)
	for _, choice := range choiceFlags() {
		chosen := *f.choices[choice.pane]
		for _, id := range chosen {
			if choice.pane == service.PaneCircumstance && !need.KnownCircumstance(id) {
				return q, usage("there is no circumstance called %q%s; 'fettle search --help' lists them", id, meant(need.NearestCircumstance(id)))
			}
			if len(choice.options) > 0 && !slices.Contains(choice.options, id) {
				return q, usage("--%s does not know %q: choose %s", choice.name, id, strings.Join(choice.options, ", "))
			}
		}
		q = q.Choose(choice.pane, chosen...)
	}
	return q, nil
}

// yearsOf reads an age; nil when there is none.
func yearsOf(text string) (*int, error) {
	if text == "" {
		return nil, nil
	}
	years, err := strconv.Atoi(text)
	if err != nil || years < 0 || years > typed.Oldest {
		return nil, usage("%q is not an age: write whole years from 0 to %d, such as --age 72", text, typed.Oldest)
	}
	return &years, nil
}

// daysOf reads a length of time: days, or a number of weeks, months or years.
func daysOf(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	number, unit, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(number)
	days := map[string]int{"": 1, "day": 1, "week": 7, "month": 30, "year": 365}[strings.TrimSuffix(strings.TrimSpace(unit), "s")]
	if err != nil || n < 1 || n > 10_000 || days == 0 {
		return 0, usage("%q is not a length of time: write days, such as 90, or \"3 months\"", text)
	}
	return n * days, nil
}

func circumstanceIDs() []string {
	var ids []string
	for _, c := range need.Circumstances() {
		ids = append(ids, c.ID)
	}
	return ids
}

// meant asks whether something near was meant; "" when nothing is.
func meant(nearest string) string {
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf(": did you mean %q?", nearest)
}

func needIDs() []string {
	var ids []string
	for _, n := range need.Needs() {
		ids = append(ids, n.ID)
	}
	return ids
}

// knownFeeds makes sure that the feeds asked for are in the library.
func knownFeeds(lib *index.Library, names []string) error {
	var known []string
	for _, f := range lib.Contents().Feeds {
		known = append(known, f.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return usage("the library has no feed called %q: it has %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}
