package main

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/paths"
	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/internal/when"
	"fettle/tui/words"
)

func (a *app) searchCommand() *cobra.Command {
	f := searchFlags{choices: map[service.Pane]*[]string{}}
	c := &cobra.Command{
		Use:   "search [WORDS…]",
		Short: "Find services by words, need, age, place and time",
		Example: `  fettle search coffee morning --near "Bamber Bridge" --within 3
  fettle search --need company --age 72 --when tue-morning --free
  fettle search lonely gardening bb2 tue 72yo free
  fettle search counselling --json`,
		Long: `Finds services. A place, a time, an age and a cost among the words are read as such: "lonely gardening
bb2 tue 72yo free" is about two words, near BB2, on Tuesdays, for somebody of 72, at no cost. A place is a
postcode or a part of one, stands after "near" or "in", or is the name of a town. Words in quotation marks stay words, and
--words-only reads none of them. A flag goes before what the words say.`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.search(cmd, strings.Join(args, " "), f) },
	}
	flags := c.Flags()
	flags.StringArrayVar(&f.needs, "need", nil, "a need by its `id` (again for more; any of them): "+strings.Join(needIDs(), ", "))
	flags.StringVar(&f.age, "age", "", "the person's age in whole `years`")
	flags.StringVar(&f.near, "near", "", "a `place` to be near: a postcode or part of one, a town, or lat,lon")
	flags.Float64Var(&f.within, "within", service.DefaultWithin, "how many `miles` around the place")
	flags.StringVar(&f.in, "in", "", "an `area` to be in or to be served: a council, county or ward by its name or GSS code")
	flags.StringArrayVar(&f.windows, "when", nil, "a `time` that suits (again for more; any of them): mon, mon-morning, \"tue 10:00-14:00\", now, weekend")
	flags.BoolVar(&f.free, "free", false, "only what is free")
	for _, choice := range choiceFlags() {
		help := choice.help + " (again for more)"
		if len(choice.options) > 0 {
			help += ": " + strings.Join(choice.options, ", ")
		}
		f.choices[choice.pane] = flags.StringArray(choice.name, nil, help)
	}
	flags.StringVar(&f.checked, "checked-within", "", "how long ago it was checked at most: `days`, or \"3 months\"")
	flags.StringVar(&f.explain, "explain", "", "say why the service with this `id` fits or does not")
	flags.StringVar(&f.save, "save", "", "keep this search under a `name`, without the age, single days and the end of a postcode; see 'fettle searches'")
	flags.BoolVar(&f.wordsOnly, "words-only", false, "take all words as words: read no place, time, age or cost from them")
	flags.BoolVar(&f.statedOnly, "stated-only", false, "leave out services that only may fit")
	flags.StringVar(&f.sort, "sort", string(service.SortBest), "the `order`: best, near, name, checked or soonest")
	flags.IntVar(&f.limit, "limit", 50, "at most this many services; 0 is all")
	flags.BoolVar(&f.facets, "facets", false, "with --json: the counts of every option")
	a.addJSON(c)
	return c
}

func (a *app) search(cmd *cobra.Command, words string, f searchFlags) (err error) {
	h, err := a.here()
	if err != nil {
		return err
	}
	if err := notEmpty(cmd, "near", "in", "age", "checked-within", "explain", "save"); err != nil {
		return err
	}
	if f.facets && !a.json {
		return usage("--facets goes with --json: the counts are for programs")
	}
	q, err := f.query(words, h.now())
	if err != nil {
		return err
	}
	lib, _, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	if err := knownFeeds(lib, *f.choices[service.PaneFeed]); err != nil {
		return err
	}
	q.Words = typed.Public(q.Words)
	var read typed.Reading
	if !f.wordsOnly {
		read = a.readWords(h.Paths, lib, words, h.now())
		q = f.over(cmd, read.Into(q), q)
	}
	if err := a.placeQuery(h.Paths, lib, f, &q); err != nil {
		return err
	}
	if q.Sort == service.SortNear && q.Near == nil {
		return usage("to sort by distance, say near what: --near PLACE")
	}
	if q.Danger, err = a.sayDanger(h.Paths, words); err != nil {
		return err
	}
	if f.explain != "" {
		if _, q, err = typed.Search(cmd.Context(), lib.Search, q); err != nil {
			return err
		}
		return a.explain(cmd, lib, q, f.explain)
	}
	if f.save != "" {
		if err := a.saveSearch(h, f.save, q); err != nil {
			return err
		}
	}
	return a.answer(cmd, lib, q, read.Readings())
}

// answer prints what a question finds. readings are those of its words.
func (a *app) answer(cmd *cobra.Command, lib *index.Library, q service.Query, readings []service.Reading) error {
	result, q, err := typed.Search(cmd.Context(), lib.Search, q)
	if err != nil {
		return err
	}
	result.Readings = append(readings, result.Readings...)
	if a.json {
		return a.printJSON(searchDocument(result, q))
	}
	if err := a.printSearch(result, q); err != nil || result.Fits >= typed.FewFits {
		return err
	}
	return a.printConcessions(cmd, lib, q)
}

// placeQuery finds the place and the area that the flags name.
func (a *app) placeQuery(p paths.Paths, lib *index.Library, f searchFlags, q *service.Query) error {
	var err error
	if f.near != "" {
		if q.Near, err = a.locate(lib, f.near); err != nil {
			return err
		}
	}
	if f.in == "" {
		return nil
	}
	finder, err := a.placeFinder(p, lib)
	if err != nil {
		return err
	}
	area, err := finder.FindArea(f.in)
	q.In = &area
	return err
}

// printConcessions says what to give up and what it brings.
func (a *app) printConcessions(cmd *cobra.Command, lib *index.Library, q service.Query) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	relax := typed.WithTowns(lib.Search, lib.Relax, a.placesOf(h.Paths, lib).meant)
	more, err := typed.Relax(cmd.Context(), lib.Search, relax, q)
	if err != nil || len(more) == 0 {
		return err
	}
	a.printf("\nWhat would bring more:\n")
	for _, m := range more {
		a.printf("  %s\n", m.Gain)
	}
	return nil
}

// reasonJSON is one reason of an explanation in JSON.
type reasonJSON struct {
	Filter service.Pane `json:"filter"`
	Answer string       `json:"answer"`
	Fact   string       `json:"fact"`
	Source string       `json:"source"`
}

func (a *app) explain(cmd *cobra.Command, lib *index.Library, q service.Query, id string) error {
	fit, reasons, err := lib.Explain(cmd.Context(), q, id)
	if err != nil {
		return err
	}
	if a.json {
		said := []reasonJSON{}
		for _, r := range reasons {
			said = append(said, reasonJSON{r.Pane, cmp.Or(string(r.Answer), "not stated"), r.Fact, r.Source})
		}
		return a.printJSON(map[string]any{"id": id, "fit": fit, "reasons": said})
	}
	switch fit {
	case service.Fits:
		a.printf("It fits.\n")
	case service.MayFit:
		a.printf("It may fit: not everything is stated.\n")
	case service.Fails:
		a.printf("It does not fit.\n")
	}
	for _, r := range reasons {
		a.printf("  %-10s  %-12s  %s (%s)\n", cmp.Or(string(r.Answer), "not stated"), r.Pane, r.Fact, r.Source)
	}
	return nil
}

// printSearch prints an answer for people, one service a block.
func (a *app) printSearch(r service.Result, q service.Query) error {
	var b strings.Builder
	switch {
	case r.Total == 0:
		b.WriteString("Nothing fits. Leave out a filter, widen --within, or use other words.\n")
	case q.StatedOnly && r.ForOthers == 0 && r.Fits == 1:
		b.WriteString("1 service fits.\n")
	case q.StatedOnly && r.ForOthers == 0:
		fmt.Fprintf(&b, "%s fit.\n", services(r.Fits))
	default:
		fmt.Fprintf(&b, "%s.\n", words.Found(r, true))
	}
	for _, read := range r.Readings {
		if read.As != "" {
			fmt.Fprintf(&b, "“%s” was read as “%s”.\n", read.Typed, read.As)
		}
	}
	if left := typed.LeftOut(r); left != "" {
		b.WriteString(left + "\n")
	}
	for _, h := range r.Hits {
		s := h.Service
		b.WriteString("\n" + cmp.Or(s.Name, "(no name)"))
		if s.Organisation.Name != "" && s.Organisation.Name != s.Name {
			b.WriteString(", " + s.Organisation.Name)
		}
		b.WriteString("\n  " + strings.Join(factsLine(h, q.Now), " · ") + "\n  " + s.ID + "\n")
	}
	if more := r.Total - len(r.Hits); more > 0 {
		fmt.Fprintf(&b, "\n%s more: --limit 0 shows all.\n", services(more))
	}
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

// factsLine says the facts of a result that matter first.
func factsLine(h service.Hit, now time.Time) []string {
	s := h.Service
	fit := "fits"
	if h.Fit == service.MayFit {
		fit = "may fit (" + unstatedWords(h) + ")"
	} else if len(h.OnlyFor) > 0 {
		fit = "may fit"
	}
	facts := []string{fit}
	if len(h.OnlyFor) > 0 {
		facts = append(facts, "only for: "+strings.Join(h.OnlyFor, " or "))
	}
	if h.Miles != nil {
		facts = append(facts, place.Away(*h.Miles, h.Rough))
	}
	if next := when.Next(s.Sessions, now, 1); len(next) > 0 {
		facts = append(facts, when.WordsNext(next[0], now))
	}
	switch s.Cost.Free {
	case service.Yes:
		facts = append(facts, "free")
	case service.No:
		facts = append(facts, "has a price")
	case service.NotStated:
	}
	if len(s.Phones) > 0 {
		facts = append(facts, s.Phones[0].Number)
	}
	if s.Status.Closed() {
		facts = append(facts, string(s.Status))
	}
	return facts
}

// unstatedWords says what of the question a service does not answer. Ages that are
// stated and no limit are said.
func unstatedWords(h service.Hit) string {
	var said, panes []string
	for _, p := range h.Unstated {
		if ages := h.Service.Ages(); p == service.PaneAge && ages.Stated() {
			said = append(said, ages.Worth())
			continue
		}
		panes = append(panes, string(p))
	}
	if len(panes) > 0 {
		said = append(said, "not stated: "+strings.Join(panes, ", "))
	}
	return strings.Join(said, "; ")
}

func services(n int) string {
	if n == 1 {
		return "1 service"
	}
	return strconv.Itoa(n) + " services"
}
