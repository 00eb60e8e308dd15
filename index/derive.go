package index

import (
	"math/bits"
	"strconv"

	"fettle/internal/service"
)

// derived is what is worked out of the other columns once, when a library is
// built, and kept beside them: sets of documents and lists that every question
// needs.
type derived struct {
	// bits are all sets of documents, one after the other, in the order of attach.
	bits []uint64

	// anywhere are attended at home, by phone or online and state no area;
	// unknown have neither place nor way. Those with a point are in neither.
	anywhere, unknown set
	// byArea are attended so and state areas, which decide.
	byArea []uint32
	// ages and agesUnstated have the documents for each option of the age pane:
	// those that accept it, and those of which it can't be told.
	ages, agesUnstated []set
	// areaOptions are the codes of the councils that most documents lie in or
	// serve; inArea and areaUnstated have the documents for each.
	areaOptions          texts
	inArea, areaUnstated []set
	// week and weekUnstated have the documents of each cell of the week.
	week, weekUnstated []set
	// stated has, for each fixed pane, the documents that state anything in it.
	stated []set

	// total is how many documents have each option.
	total []uint32
	// denseOptions are the options that many documents have; dense has their
	// documents, nil for other options.
	denseOptions []uint32
	dense        []set
	// sparse has the other options of each document, as terms has all.
	sparseStart, sparse []uint32
	// docs are the documents of each of the other options and of every need, and
	// docStrength is beside them what strength is beside terms.
	docStart, docs []uint32
	docStrength    []uint8
	// byName has the documents in use in the order of their names.
	byName []uint32
}

// Options that at least one document in this many has are dense.
const densePart = 32

// derive works out everything that is derived but byName.
func (c *columns) derive() {
	c.total = make([]uint32, len(c.dict))
	for _, term := range c.terms {
		c.total[term]++
	}
	c.denseOptions = nil
	live := max(c.live.count(), 1)
	for term, total := range c.total {
		if int(total)*densePart >= live {
			c.denseOptions = append(c.denseOptions, uint32(term))
		}
	}
	for _, code := range c.commonCouncils() {
		c.areaOptions.add(code)
	}
	c.bits = make([]uint64, c.setCount()*setWords(c.n))
	c.attach()
	c.deriveOptions()
	c.derivePlacing()
	c.deriveAges()
	served := c.servedAreas()
	for i := range c.areaOptions.len() {
		f := c.areaFilter(service.Area{Code: c.areaOptions.at(i)}, served)
		c.inArea[i].or(f.yes)
		c.areaUnstated[i].or(f.unstated)
	}
	c.live.each(func(doc int) {
		for m := c.whenYes[doc]; m != 0; m &= m - 1 {
			c.week[bits.TrailingZeros32(m)].add(doc)
		}
		for m := c.whenUnstated[doc] &^ c.whenYes[doc]; m != 0; m &= m - 1 {
			c.weekUnstated[bits.TrailingZeros32(m)].add(doc)
		}
	})
}

// setCount is how many sets there are in bits.
func (c *columns) setCount() int {
	return 2 + 2*len(ageOptions()) + 2*c.areaOptions.len() + 2*cellsOfWeek + len(fixedPanes()) + len(c.denseOptions)
}

// attach points the sets at their places in bits.
func (c *columns) attach() {
	rest := c.bits
	words := setWords(c.n)
	one := func() set {
		s := set(rest[:words:words])
		rest = rest[words:]
		return s
	}
	many := func(n int) []set {
		all := make([]set, n)
		for i := range all {
			all[i] = one()
		}
		return all
	}
	c.anywhere, c.unknown = one(), one()
	c.ages, c.agesUnstated = many(len(ageOptions())), many(len(ageOptions()))
	c.inArea, c.areaUnstated = many(c.areaOptions.len()), many(c.areaOptions.len())
	c.week, c.weekUnstated = many(cellsOfWeek), many(cellsOfWeek)
	c.stated = many(len(fixedPanes()))
	c.dense = make([]set, len(c.dict))
	for _, term := range c.denseOptions {
		c.dense[term] = one()
	}
}

func (c *columns) deriveOptions() {
	pane := map[service.Pane]set{}
	for i, p := range fixedPanes() {
		pane[p.pane] = c.stated[i]
	}
	statedBy := make([]set, len(c.dict))
	c.docStart = make([]uint32, len(c.dict)+1)
	for term, key := range c.dict {
		statedBy[term] = pane[key.Pane]
		c.docStart[term+1] = c.docStart[term]
		if c.dense[term] == nil || key.Pane == service.PaneNeed {
			c.docStart[term+1] += c.total[term]
		}
	}
	c.docs = make([]uint32, c.docStart[len(c.dict)])
	c.docStrength = make([]uint8, len(c.docs))
	next := append([]uint32(nil), c.docStart...)
	c.sparse, c.sparseStart = make([]uint32, 0, len(c.docs)), make([]uint32, 1, c.n+1)
	for doc := range c.n {
		for i := c.termStart[doc]; i < c.termStart[doc+1]; i++ {
			term := c.terms[i]
			statedBy[term].add(doc)
			if dense := c.dense[term]; dense != nil {
				dense.add(doc)
			} else {
				c.sparse = append(c.sparse, term)
			}
			if next[term] < c.docStart[term+1] {
				c.docs[next[term]], c.docStrength[next[term]] = uint32(doc), c.strength[i]
				next[term]++
			}
		}
		c.sparseStart = append(c.sparseStart, uint32(len(c.sparse)))
	}
}

func (c *columns) derivePlacing() {
	c.byArea = nil
	c.live.each(func(doc int) {
		switch {
		case c.pointStart[doc] < c.pointStart[doc+1]:
		case c.flags[doc]&flagRemote == 0:
			c.unknown.add(doc)
		case c.areaStart[doc] == c.areaStart[doc+1]:
			c.anywhere.add(doc)
		default:
			c.byArea = append(c.byArea, uint32(doc))
		}
	})
}

func (c *columns) deriveAges() {
	for i, o := range ageOptions() {
		years, _ := strconv.Atoi(o.ID) // they are written as numbers in ageOptions
		c.live.each(func(doc int) {
			switch c.accepts(doc, years) {
			case service.Yes:
				c.ages[i].add(doc)
			case service.NotStated:
				c.agesUnstated[i].add(doc)
			case service.No:
			}
		})
	}
}
