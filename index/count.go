package index

import (
	"fettle/internal/service"
	"fettle/internal/when"
)

// base is the documents that fail no filter, parted into those that meet all
// of them and those of which some filter is not stated.
type base struct{ fits, may set }

// answered combines the filters, leaving one pane out ("" leaves out none),
// within the documents that the words allow. With statedOnly nothing that only
// may fit is kept.
func answered(within set, filters []filter, except service.Pane, statedOnly bool) base {
	fits, listed := within.clone(), within.clone()
	for _, f := range filters {
		if f.pane == except {
			continue
		}
		for i := range fits {
			fits[i] &= f.yes[i]
			listed[i] &= f.yes[i] | f.unstated[i]
		}
	}
	if statedOnly {
		return base{fits, newSet(len(fits) * 64)}
	}
	return base{fits, listed.without(fits)}
}

// facets counts every option of every pane. The count of an option says how
// many services would be listed if it were the only one chosen in its pane,
// every other pane being as it is.
func (g *generation) facets(within set, filters []filter, q service.Query) (map[service.Pane][]service.Option, error) {
	out := map[service.Pane][]service.Option{}
	whole := answered(within, filters, "", q.StatedOnly)
	baseOf := func(p service.Pane) base {
		for _, f := range filters {
			if f.pane == p {
				return answered(within, filters, p, q.StatedOnly)
			}
		}
		return whole
	}
	all := g.countOptions(whole, "", q.StatedOnly) // of every pane in which nothing is chosen
	for _, p := range g.fixed {
		if len(q.Choices[p.pane]) == 0 {
			out[p.pane] = g.choices(p.pane, whole, all, q.StatedOnly)
			continue
		}
		b := baseOf(p.pane)
		out[p.pane] = g.choices(p.pane, b, g.countOptions(b, p.pane, q.StatedOnly), q.StatedOnly)
	}
	t, err := g.today(q.Now)
	if err != nil {
		return nil, err
	}
	out[service.PaneChecked] = g.countChecked(baseOf(service.PaneChecked), t, q.StatedOnly)
	out[service.PaneAge] = g.countAges(baseOf(service.PaneAge), q.StatedOnly)
	out[service.PaneOrganisation] = g.countOrganisations(baseOf(service.PaneOrganisation), q.StatedOnly)
	out[service.PaneArea] = g.countAreas(baseOf(service.PaneArea), q.StatedOnly)
	out[service.PaneWhen] = g.countWeek(baseOf(service.PaneWhen), t, q.StatedOnly)
	if q.Near != nil {
		out[service.PaneWhere] = g.countMiles(baseOf(service.PaneWhere), q)
	}
	return out, nil
}

// optionCounts are how many documents of a base have each fixed option.
type optionCounts struct{ fits, may []int32 }

func (g *generation) countOptions(b base, pane service.Pane, statedOnly bool) optionCounts {
	counts := optionCounts{fits: g.tally.count(b.fits, pane)}
	if statedOnly {
		counts.may = make([]int32, len(counts.fits))
	} else {
		counts.may = g.tally.count(b.may, pane)
	}
	return counts
}

// choices returns the options of a pane with their counts. Documents that state
// nothing in the pane may fit every option.
func (g *generation) choices(pane service.Pane, b base, counts optionCounts, statedOnly bool) []service.Option {
	unstated := 0
	if !statedOnly {
		stated := g.statedIn[pane]
		unstated = b.fits.count() - b.fits.countAnd(stated) + b.may.count() - b.may.countAnd(stated)
	}
	listed := b.fits.count() + b.may.count()
	options := make([]service.Option, 0, len(g.terms[pane]))
	for _, t := range g.terms[pane] {
		key := g.columns.dict[t]
		o := service.Option{ID: key.ID, Label: g.label[key], Fits: int(counts.fits[t]), MayFit: int(counts.may[t]) + unstated}
		if neverFails(pane) && !statedOnly {
			o.MayFit = listed - o.Fits
		}
		options = append(options, o)
	}
	return options
}

// counter adds one document's answer to an option.
func counter(o *service.Option, answer service.Answer, fitsSoFar, statedOnly bool) {
	switch {
	case answer == service.Yes && fitsSoFar:
		o.Fits++
	case answer == service.No, statedOnly:
	default:
		o.MayFit++
	}
}

func (g *generation) countAges(b base, statedOnly bool) []service.Option {
	options := ageOptions()
	for i := range options {
		countSet(&options[i], b, g.columns.ages[i], g.columns.agesUnstated[i], statedOnly)
	}
	return options
}

// countSet counts an option that has one set of documents that meet it and one
// of those that do not say.
func countSet(o *service.Option, b base, yes, unstated set, statedOnly bool) {
	o.Fits = b.fits.countAnd(yes)
	if !statedOnly {
		o.MayFit = b.may.countAnd(yes) + b.fits.countAnd(unstated) + b.may.countAnd(unstated)
	}
}

func (g *generation) countChecked(b base, t *today, statedOnly bool) []service.Option {
	options := checkedDays()
	undated := g.columns.live.clone().without(t.dated)
	for i := range options {
		countSet(&options[i], b, t.checked[i], undated, statedOnly)
	}
	return options
}

func (g *generation) countWeek(b base, t *today, statedOnly bool) []service.Option {
	options := make([]service.Option, 0, cellsOfWeek)
	for i, cell := range when.WeekCells() {
		o := service.Option{ID: cell.ID, Label: whenLabel(cell.ID)}
		countSet(&o, b, t.week[i], t.weekUnstated[i], statedOnly)
		options = append(options, o)
	}
	return options
}
