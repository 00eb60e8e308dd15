package index

import (
	"math/bits"
	"strconv"

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
	for _, p := range g.fixed {
		if p.pane != service.PaneOrganisation { // as many options as there are organisations: too many to offer
			out[p.pane] = g.countChoices(p.pane, baseOf(p.pane), q.StatedOnly)
		}
	}
	out[service.PaneChecked] = g.countChecked(baseOf(service.PaneChecked), q)
	out[service.PaneAge] = g.countAges(baseOf(service.PaneAge), q.StatedOnly)
	var err error
	if out[service.PaneWhen], err = g.countWeek(baseOf(service.PaneWhen), q); err != nil {
		return nil, err
	}
	if q.Near != nil {
		out[service.PaneWhere] = g.countMiles(baseOf(service.PaneWhere), q)
	}
	return out, nil
}

// countChoices counts a pane of fixed options by walking the options of the
// documents. Documents that state nothing in the pane may fit every option.
func (g *generation) countChoices(pane service.Pane, b base, statedOnly bool) []service.Option {
	c := g.columns
	fits, may := make([]int, len(c.dict)), make([]int, len(c.dict))
	walk := func(s set, into []int) {
		s.each(func(doc int) {
			for _, t := range c.terms[c.termStart[doc]:c.termStart[doc+1]] {
				into[t]++
			}
		})
	}
	walk(b.fits, fits)
	unstated := 0
	if !statedOnly {
		walk(b.may, may)
		stated := g.statedIn[pane]
		unstated = b.fits.count() - b.fits.countAnd(stated) + b.may.count() - b.may.countAnd(stated)
	}
	listed := b.fits.count() + b.may.count()
	options := make([]service.Option, 0, len(g.terms[pane]))
	for _, t := range g.terms[pane] {
		key := c.dict[t]
		o := service.Option{ID: key.ID, Label: g.label[key], Fits: fits[t], MayFit: may[t] + unstated}
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

// countEach gives every document of the base to f, with whether it fits so far.
func (b base) countEach(f func(doc int, fitsSoFar bool)) {
	b.fits.each(func(doc int) { f(doc, true) })
	b.may.each(func(doc int) { f(doc, false) })
}

func (g *generation) countAges(b base, statedOnly bool) []service.Option {
	options := ageOptions()
	for i := range options {
		o := &options[i]
		years, err := strconv.Atoi(o.ID)
		if err != nil {
			continue
		}
		b.countEach(func(doc int, fits bool) { counter(o, g.columns.accepts(doc, years), fits, statedOnly) })
	}
	return options
}

func (g *generation) countChecked(b base, q service.Query) []service.Option {
	today := dayNumber(service.DateOf(q.Now.In(when.London())))
	options := checkedDays()
	for i := range options {
		o := &options[i]
		days, err := strconv.Atoi(o.ID)
		if err != nil {
			continue
		}
		b.countEach(func(doc int, fits bool) { counter(o, g.columns.checkedWithin(doc, today, days), fits, q.StatedOnly) })
	}
	return options
}

func (g *generation) countWeek(b base, q service.Query) ([]service.Option, error) {
	cells := when.WeekCells()
	options := make([]service.Option, len(cells))
	for i, cell := range cells {
		options[i] = service.Option{ID: cell.ID, Label: whenLabel(cell.ID)}
	}
	yes, unstated, err := g.cells(q.Now)
	if err != nil {
		return nil, err
	}
	b.countEach(func(doc int, fits bool) {
		for m := yes[doc]; m != 0; m &= m - 1 {
			counter(&options[bits.TrailingZeros32(m)], service.Yes, fits, q.StatedOnly)
		}
		for m := unstated[doc] &^ yes[doc]; m != 0; m &= m - 1 {
			counter(&options[bits.TrailingZeros32(m)], service.NotStated, fits, q.StatedOnly)
		}
	})
	return options, nil
}

func (g *generation) countMiles(b base, q service.Query) []service.Option {
	covers := g.areasCovering(*q.Near)
	miles := whereMiles()
	options := make([]service.Option, len(miles))
	for i, m := range miles {
		options[i] = whereOption(m)
	}
	b.countEach(func(doc int, fits bool) {
		for i, m := range miles {
			counter(&options[i], g.columns.within(doc, q.Near.Point, m, covers), fits, q.StatedOnly)
		}
	})
	return options
}
