package index

import (
	"maps"
	"math/bits"
	"slices"

	"fettle/internal/service"
	"fettle/internal/when"
)

// base is the documents that fail no filter, parted into those that meet all
// of them and those of which some filter is not stated.
type base struct{ fits, may set }

// answered combines the filters, leaving one pane out ("" leaves out none),
// within the documents that the words allow. With statedOnly nothing that only
// may fit is kept.
func (g *asker) answered(within set, filters []filter, except service.Pane, statedOnly bool) base {
	fits, listed := g.copyOf(within), g.copyOf(within)
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
		return base{fits, g.newSet()}
	}
	return base{fits, listed.without(fits)}
}

// bases are the base of a question and, for each chosen pane, that without it.
type bases struct {
	whole   base
	without map[service.Pane]base
}

func (b bases) of(p service.Pane) base {
	if without, ok := b.without[p]; ok {
		return without
	}
	return b.whole
}

// answeredAll works out all bases of a question in one pass.
func (g *asker) answeredAll(in set, filters []filter, statedOnly bool) bases {
	out := bases{base{g.newSet(), g.newSet()}, map[service.Pane]base{}}
	each := make([]base, len(filters))
	for i, f := range filters {
		each[i] = base{g.newSet(), g.newSet()}
		out.without[f.pane] = each[i]
	}
	// Of each filter, what all before it allow.
	yesBefore, okBefore := make([]uint64, len(filters)+1), make([]uint64, len(filters)+1)
	for i, w := range in {
		if w == 0 {
			continue
		}
		yesBefore[0], okBefore[0] = w, w
		for k, f := range filters {
			yesBefore[k+1] = yesBefore[k] & f.yes[i]
			okBefore[k+1] = okBefore[k] & (f.yes[i] | f.unstated[i])
		}
		yes, ok := yesBefore[len(filters)], okBefore[len(filters)]
		out.whole.fits[i], out.whole.may[i] = yes, ok&^yes
		yes, ok = w, w // what all after a filter allow
		for k := len(filters) - 1; k >= 0; k-- {
			fits, listed := yesBefore[k]&yes, okBefore[k]&ok
			each[k].fits[i], each[k].may[i] = fits, listed&^fits
			yes &= filters[k].yes[i]
			ok &= filters[k].yes[i] | filters[k].unstated[i]
		}
	}
	if statedOnly {
		for _, b := range append(each, out.whole) {
			clear(b.may)
		}
	}
	return out
}

// everything returns the facets of the question that chooses nothing, which is
// asked first and again and again: they are counted once a day.
func (g *asker) everything(b bases, q service.Query) (map[service.Pane][]service.Option, error) {
	t, err := g.today(q.Now)
	if err != nil {
		return nil, err
	}
	t.once.Do(func() {
		var c *counting
		if c, t.troubled = g.counting(b, q); t.troubled == nil {
			t.everything = c.finish(g)
		}
	})
	out := maps.Clone(t.everything)
	for pane, options := range out {
		out[pane] = slices.Clone(options)
	}
	return out, t.troubled
}

// optionCounts are how many documents of a base have each fixed option, and how
// many there are of either kind.
type optionCounts struct {
	fits, may []int32
	all       int
}

func (g *asker) countOptions(b base, pane service.Pane, statedOnly bool) optionCounts {
	counts := optionCounts{fits: g.tally(b.fits, pane), all: b.fits.count() + b.may.count()}
	if statedOnly {
		counts.may = make([]int32, len(counts.fits))
	} else {
		counts.may = g.tally(b.may, pane)
	}
	return counts
}

// choices returns the options of a fixed pane with their counts. Documents that
// state nothing in the pane may fit every option.
func (g *asker) choices(i int, b base, counts optionCounts, statedOnly bool) []service.Option {
	pane := g.fixed[i].pane
	unstated := 0
	if !statedOnly {
		stated, mays := g.columns.stated[i][:len(b.fits)], b.may[:len(b.fits)]
		for k, f := range b.fits {
			unstated += bits.OnesCount64((f | mays[k]) &^ stated[k])
		}
	}
	options := slices.Clone(g.options[pane])
	for k, t := range g.terms[pane] {
		o := &options[k]
		o.Fits, o.MayFit = int(counts.fits[t]), int(counts.may[t])+unstated
		if neverFails(pane) && !statedOnly {
			o.MayFit = counts.all - o.Fits
		}
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

// countSet counts an option that has one set of documents that meet it and one
// of those that do not say.
func countSet(o *service.Option, b base, yes, unstated set, statedOnly bool) {
	if statedOnly {
		o.Fits = b.fits.countAnd(yes)
		return
	}
	fits, may := 0, 0
	mays, yes, unstated := b.may[:len(b.fits)], yes[:len(b.fits)], unstated[:len(b.fits)]
	for i, f := range b.fits {
		m := mays[i]
		if f|m == 0 {
			continue
		}
		fits += bits.OnesCount64(f & yes[i])
		may += bits.OnesCount64(m&yes[i] | (f|m)&unstated[i])
	}
	o.Fits, o.MayFit = fits, may
}

func (g *asker) countAges(b base, statedOnly bool) []service.Option {
	options := ageOptions()
	for i := range options {
		countSet(&options[i], b, g.columns.ages[i], g.columns.agesUnstated[i], statedOnly)
	}
	return options
}

func (g *asker) countChecked(b base, t *today, statedOnly bool) []service.Option {
	options := checkedDays()
	for i := range options {
		countSet(&options[i], b, t.checked[i], t.undated, statedOnly)
	}
	return options
}

func (g *asker) countWeek(b base, t *today, statedOnly bool) []service.Option {
	options := make([]service.Option, 0, cellsOfWeek)
	for i, cell := range when.WeekCells() {
		o := service.Option{ID: cell.ID, Label: whenLabel(cell.ID)}
		countSet(&o, b, t.week[i], t.weekUnstated[i], statedOnly)
		options = append(options, o)
	}
	return options
}
