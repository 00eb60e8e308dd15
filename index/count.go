package index

import (
	"maps"
	"math/bits"
	"slices"

	"fettle/internal/service"
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

// choices returns the options of a fixed pane with their counts. Documents that
// state nothing in the pane may fit every option.
func (g *asker) choices(i int, b base, counts *tally, statedOnly bool) []service.Option {
	pane := g.fixed[i].pane
	unstated := 0
	if !statedOnly {
		fits, may := g.columns.stated[i].countBoth(b.fits, b.may)
		unstated = counts.answered() - fits - may
	}
	options := slices.Clone(g.options[pane])
	for k, t := range g.terms[pane] {
		o := &options[k]
		o.Fits, o.MayFit = int(counts.of[fitting][t]), int(counts.of[maybe][t])+unstated
		if neverFails(pane) && !statedOnly {
			o.MayFit = counts.answered() - o.Fits
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

// countSets counts options that each have one set of documents that meet them
// and one of those that do not say. Where the latter are the same for options in
// a row, as share makes them, they are counted once.
func countSets(options []service.Option, b base, yes, unstated []set, statedOnly bool) {
	if at := b.inUse(); len(at)*rarelyInUse < len(b.fits) {
		countSetsAt(at, options, b, yes, unstated, statedOnly)
		return
	}
	mays := !statedOnly && b.may.any()
	silent := 0 // of the documents listed, those that do not say
	for i := range options {
		o := &options[i]
		if !statedOnly && (i == 0 || !same(unstated[i], unstated[i-1])) {
			silent = unstated[i].countAnd(b.fits)
			if mays {
				silent += unstated[i].countAnd(b.may)
			}
		}
		if mays {
			o.Fits, o.MayFit = yes[i].countBoth(b.fits, b.may)
		} else {
			o.Fits = yes[i].countAnd(b.fits)
		}
		o.MayFit += silent
	}
}

// rarelyInUse is in how few of the words of bits, one in so many, there has to be a
// document for these to be looked at alone.
const rarelyInUse = 4

// inUse returns the words of bits in which there are documents, and some more
// than one in rarelyInUse where there are many.
func (b base) inUse() []int32 {
	most := len(b.fits)/rarelyInUse + 1
	at := make([]int32, 0, most)
	for i, w := range b.fits {
		if w|b.may[i] != 0 {
			if at = append(at, int32(i)); len(at) == most {
				break
			}
		}
	}
	return at
}

// countSetsAt is countSets where documents are only in some words of bits.
func countSetsAt(at []int32, options []service.Option, b base, yes, unstated []set, statedOnly bool) {
	silent := 0
	for i := range options {
		o := &options[i]
		if !statedOnly && (i == 0 || !same(unstated[i], unstated[i-1])) {
			fits, may := unstated[i].countAt(at, b)
			silent = fits + may
		}
		o.Fits, o.MayFit = yes[i].countAt(at, b)
		o.MayFit += silent
	}
}

// countAt returns how many numbers fit and may fit, in some words of bits.
func (s set) countAt(at []int32, b base) (fits, may int) {
	for _, i := range at {
		fits += bits.OnesCount64(s[i] & b.fits[i])
		may += bits.OnesCount64(s[i] & b.may[i])
	}
	return fits, may
}

// same reports whether two sets are one in memory.
func same(x, y set) bool { return len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0]) }

// share makes sets in a row that hold the same documents one in memory.
func share(sets []set) {
	for i := 1; i < len(sets); i++ {
		if slices.Equal(sets[i], sets[i-1]) {
			sets[i] = sets[i-1]
		}
	}
}

func (g *asker) countAges(b base, statedOnly bool) []service.Option {
	options := ageOptions()
	countSets(options, b, g.columns.ages, g.columns.agesUnstated, statedOnly)
	return options
}

func (g *asker) countChecked(b base, t *today, statedOnly bool) []service.Option {
	options := checkedDays()
	countSets(options, b, t.checked, slices.Repeat([]set{t.undated}, len(options)), statedOnly)
	return options
}

func (g *asker) countWeek(b base, t *today, statedOnly bool) []service.Option {
	options := slices.Clone(g.week)
	countSets(options, b, t.week, t.weekUnstated, statedOnly)
	return options
}
