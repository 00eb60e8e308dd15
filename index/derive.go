package index

import (
	"math/bits"
	"slices"
	"strconv"

	"fettle/internal/place"
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

	// total is how many documents have each option, organisationTotal how many each
	// organisation has.
	total, organisationTotal []uint32
	// denseOptions are the options that many documents have; dense has their
	// documents, nil for other options.
	denseOptions []uint32
	dense        []set
	// spans are where the documents of dense are: those of a feed lie together.
	spans []span
	// slots has the first of the other options of each document, slotsOfEach for
	// each of them, where noOption stands for none; crowded are the documents with
	// more than those, which sparse has, as terms has all.
	slots       []uint16
	crowded     set
	sparseStart []uint32
	sparse      []uint16
	// docs are the documents of each of the other options and of every need, and
	// docStrength is beside them what strength is beside terms.
	docStart, docs []uint32
	docStrength    []uint8
	// byName has the documents in use in the order of their names.
	byName []uint32
}

// Options that at least one document in this many has are dense.
const densePart = 32

// slotsOfEach is how many options that few documents have are kept in slots for
// each document: nearly all have no more.
const slotsOfEach = 2

// noOption is the number that fills empty slots.
func (c *columns) noOption() uint16 { return uint16(len(c.dict)) }

// derive works out everything that is derived but byName.
func (c *columns) derive() {
	c.total = make([]uint32, len(c.dict))
	for _, term := range c.terms {
		c.total[term]++
	}
	c.organisationTotal = make([]uint32, c.organisationDict.len())
	c.live.each(func(doc int) { c.organisationTotal[c.organisations[doc]]++ })
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
	served := c.servedAreas(place.NewTownPoints())
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
	return 3 + 2*len(ageOptions()) + 2*c.areaOptions.len() + 2*cellsOfWeek + len(fixedPanes()) + len(c.denseOptions)
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
	c.anywhere, c.unknown, c.crowded = one(), one(), one()
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
	c.sparse, c.sparseStart = nil, make([]uint32, 1, c.n+1)
	c.slots = slices.Repeat([]uint16{c.noOption()}, slotsOfEach*c.n)
	for doc := range c.n {
		slots := c.slots[slotsOfEach*doc:][:0:slotsOfEach]
		for i := c.termStart[doc]; i < c.termStart[doc+1]; i++ {
			term := c.terms[i]
			statedBy[term].add(doc)
			switch dense := c.dense[term]; {
			case dense != nil:
				dense.add(doc)
			case len(slots) < slotsOfEach:
				slots = append(slots, term)
			default:
				c.crowded.add(doc)
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
