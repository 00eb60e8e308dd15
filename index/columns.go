package index

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"fettle/internal/service"
)

// columns are the facts of all services that filters, counts and the order
// need, as flat arrays over the document numbers of the word index. Document
// numbers that are no longer in use have empty facts and are not in live.
type columns struct {
	n    int
	live set

	ageMin, ageMax []int16 // whole years; ageOpen at an open end; both open: not stated

	termStart []uint32 // n+1: the options of document d are terms[termStart[d]:termStart[d+1]]
	terms     []uint16 // numbers of options in dict
	// strength is beside terms: how surely a need is met, 255 for what is stated. It
	// is there while a library is built; docStrength has what questions want of it.
	strength []uint8

	pointStart []uint32 // n+1
	lat, lon   []float64
	pointLoc   []uint16 // which of the service's locations

	// The points from south to north, which is as zs rises: their places in space in
	// radii of the Earth, and whose they are.
	xs, ys, zs []float64
	zDocs      []uint32

	organisations []uint32 // numbers in organisationDict; 0 is not stated

	sessionStart []uint32 // n+1
	sessions     []uint32 // numbers in sessionDict

	flags []uint8
	// onlyFor are the documents that are not for people in general, and onlyForBits
	// has for each of them a bit for each circumstance and cause of which a person
	// must be in one.
	onlyFor     []uint32
	onlyForBits []uint64
	areaStart   []uint32 // n+1
	areas       []uint32 // numbers of areas in areaDict

	// held are the areas of each visited place, as numbers in heldDict, where
	// places of the same codes are one and those of none are "".
	heldStart []uint32 // n+1
	held      []uint32

	whenYes, whenUnstated []uint32 // one bit a cell of the week, on the day of builtOn

	changed, checked []int32 // days since 1970-01-01; 0 is not stated
	complete         []uint8 // how many of the facts a person asks for are stated
	nameRank         []uint32

	ids              texts
	changeKeys       texts    // by which a feed tells whether its record is another one
	byID             []uint32 // the documents in use in the order of their ids
	rowAt, recordAt  []uint64 // where the parts of each record begin
	dict             []optionKey
	areaDict         []service.Area
	heldDict         texts // codes of areas with blanks between them
	organisationDict texts // by the alphabet; of names that differ in capitals alone there is one; the first one is ""
	sessionDict      texts // the times of sessions, as rowPen writes them; no two are the same
	builtOn          int32 // the day on which the library was built

	derived
}

// optionKey names one option of one pane of fixed options.
type optionKey struct {
	Pane service.Pane `json:"pane"`
	ID   string       `json:"id"`
}

// mostOptions is the most options there may be, over all fixed panes. Once there are
// mostBrought, no more are taken from services, except feeds: what publishers make up
// has no end. A service is then found by the words of what was left out, and says so on
// its page, but in that pane it counts as one that does not say. Such a library is made
// whole by every update, so that it is the same however it came about.
const (
	mostOptions = 1<<16 - 1
	mostBrought = 60_000
)

// ageOpen stands for an end that is not stated.
const ageOpen = int16(math.MinInt16)

// The flags of a document.
const (
	flagRemote      = 1 << iota // attended at home, by phone or online
	flagSessions                // has sessions that say when
	flagDated                   // has a session that depends on the day
	flagClosed                  // the status says that it does not run now
	flagRecommended             // its ages are recommended and no limit
	flagCrisis                  // help in a crisis is the first of its needs
	flagAbuse                   // help against abuse is the first of its needs
	flagOfChildren              // its ages are those of children who come with a parent
)

// numbering gives texts numbers in the order in which they come.
type numbering struct {
	numbers map[string]uint32
	all     texts
}

func (n *numbering) of(text string) uint32 {
	number, ok := n.numbers[text]
	if !ok {
		if n.numbers == nil {
			n.numbers = map[string]uint32{}
		}
		number = uint32(len(n.numbers))
		n.numbers[text] = number
		n.all.add(text)
	}
	return number
}

// columnBuilder fills columns with facts given in the order of the document
// numbers.
type columnBuilder struct {
	c        *columns
	options  map[optionKey]uint16
	areas    map[service.Area]uint32
	held     numbering
	bodies   numbering // by their names in small letters
	body     []string  // the names as written, of several ways the first by the alphabet
	sessions numbering
	names    []string
}

func newColumnBuilder(n int, builtOn int32) *columnBuilder {
	c := &columns{n: n, live: newSet(n), builtOn: builtOn}
	c.termStart, c.pointStart, c.areaStart, c.heldStart, c.sessionStart = []uint32{0}, []uint32{0}, []uint32{0}, []uint32{0}, []uint32{0}
	b := &columnBuilder{c: c, options: map[optionKey]uint16{}, areas: map[service.Area]uint32{}}
	b.organisation("")
	for _, p := range fixedPanes() {
		for _, o := range p.known() {
			b.option(optionKey{p.pane, o.ID})
		}
	}
	return b
}

// option returns the number of an option; false when there are too many.
func (b *columnBuilder) option(k optionKey) (number uint16, ok bool) {
	number, ok = b.options[k]
	if most := len(b.c.dict); !ok && (most < mostBrought || k.Pane == service.PaneFeed && most < mostOptions) {
		number, ok = uint16(most), true
		b.options[k] = number
		b.c.dict = append(b.c.dict, k)
	}
	return number, ok
}

func (b *columnBuilder) organisation(name string) uint32 {
	n := b.bodies.of(strings.ToLower(name))
	switch {
	case int(n) == len(b.body):
		b.body = append(b.body, name)
	case name < b.body[n]:
		b.body[n] = name
	}
	return n
}

// add appends the facts of the next document and where its record is; nil for
// a number not in use.
func (b *columnBuilder) add(f *facts, at recordPlace) {
	c := b.c
	doc := len(c.ageMin)
	if f == nil {
		f = &facts{ageMin: ageOpen, ageMax: ageOpen}
	} else {
		c.live.add(doc)
	}
	c.ageMin, c.ageMax = append(c.ageMin, f.ageMin), append(c.ageMax, f.ageMax)
	for i, k := range f.options {
		if number, ok := b.option(k); ok {
			c.terms, c.strength = append(c.terms, number), append(c.strength, f.strength[i])
		}
	}
	c.terms, c.strength = append(c.terms, f.kept.terms...), append(c.strength, f.kept.strength...)
	c.termStart = append(c.termStart, uint32(len(c.terms)))
	if f.kept.organisation == nil {
		c.organisations = append(c.organisations, b.organisation(f.organisation))
	} else {
		c.organisations = append(c.organisations, *f.kept.organisation)
	}
	b.addPlaces(f)
	for _, key := range f.sessions {
		c.sessions = append(c.sessions, b.sessions.of(key))
	}
	c.sessions = append(c.sessions, f.kept.sessions...)
	c.sessionStart = append(c.sessionStart, uint32(len(c.sessions)))
	c.flags, c.complete = append(c.flags, f.flags), append(c.complete, f.complete)
	if f.onlyFor != 0 {
		c.onlyFor, c.onlyForBits = append(c.onlyFor, uint32(doc)), append(c.onlyForBits, f.onlyFor)
	}
	c.whenYes, c.whenUnstated = append(c.whenYes, f.yes), append(c.whenUnstated, f.unstated)
	c.changed, c.checked = append(c.changed, f.changed), append(c.checked, f.checked)
	c.ids.add(f.id)
	c.changeKeys.add(f.changeKey)
	c.rowAt, c.recordAt = append(c.rowAt, at.row), append(c.recordAt, at.record)
	b.names = append(b.names, f.name)
}

func (b *columnBuilder) addPlaces(f *facts) {
	c := b.c
	for i, p := range f.points {
		c.lat, c.lon = append(c.lat, p.Lat), append(c.lon, p.Lon)
		c.pointLoc = append(c.pointLoc, f.pointLoc[i])
	}
	c.pointStart = append(c.pointStart, uint32(len(c.lat)))
	for _, a := range f.areas {
		n, ok := b.areas[a]
		if !ok {
			n = uint32(len(c.areaDict))
			b.areas[a] = n
			c.areaDict = append(c.areaDict, a)
		}
		c.areas = append(c.areas, n)
	}
	c.areaStart = append(c.areaStart, uint32(len(c.areas)))
	first := len(c.held)
	for _, codes := range f.held {
		if n := b.held.of(codes); !slices.Contains(c.held[first:], n) {
			c.held = append(c.held, n)
		}
	}
	c.held = append(c.held, f.kept.held...)
	c.heldStart = append(c.heldStart, uint32(len(c.held)))
}

// done returns the columns once every document is in.
func (b *columnBuilder) done() *columns {
	c := b.c
	c.heldDict, c.sessionDict = b.held.all, b.sessions.all
	b.sortOrganisations()
	c.sortPoints()
	c.sortIDs()
	order := inOrderOfTexts(b.names)
	c.nameRank = make([]uint32, len(order))
	for rank, doc := range order {
		c.nameRank[doc] = uint32(rank)
	}
	c.byName = slices.DeleteFunc(order, func(doc uint32) bool { return !c.live.has(int(doc)) })
	c.derive()
	return c
}

// sortIDs fills byID. The documents of each part are nearly in that order.
func (c *columns) sortIDs() {
	c.byID = make([]uint32, 0, c.n)
	c.live.each(func(doc int) { c.byID = append(c.byID, uint32(doc)) })
	slices.SortFunc(c.byID, func(x, y uint32) int { return bytes.Compare(c.ids.bytes(int(x)), c.ids.bytes(int(y))) })
}

// inOrderOfTexts returns the numbers of texts by the alphabet. Most comparisons
// are of the first letters as one number, which lie side by side in memory.
func inOrderOfTexts(all []string) []uint32 {
	type start struct {
		letters uint64
		number  uint32
	}
	starts := make([]start, len(all))
	for i, text := range all {
		var letters [8]byte
		copy(letters[:], text)
		starts[i] = start{binary.BigEndian.Uint64(letters[:]), uint32(i)}
	}
	slices.SortFunc(starts, func(x, y start) int {
		if x.letters != y.letters {
			return cmp.Compare(x.letters, y.letters)
		}
		return cmp.Or(strings.Compare(all[x.number], all[y.number]), cmp.Compare(x.number, y.number))
	})
	out := make([]uint32, len(all))
	for i, s := range starts {
		out[i] = s.number
	}
	return out
}

// sortPoints makes the points from south to north.
func (c *columns) sortPoints() {
	type point struct {
		at     vector
		i, doc uint32
	}
	all := make([]point, 0, len(c.lat))
	for d := range c.n {
		for i := c.pointStart[d]; i < c.pointStart[d+1]; i++ {
			all = append(all, point{vectorOf(service.Point{Lat: c.lat[i], Lon: c.lon[i]}), i, uint32(d)})
		}
	}
	slices.SortFunc(all, func(x, y point) int {
		switch {
		case x.at.z < y.at.z:
			return -1
		case x.at.z > y.at.z:
			return 1
		}
		return cmp.Compare(x.i, y.i)
	})
	c.xs, c.ys, c.zs, c.zDocs = make([]float64, len(all)), make([]float64, len(all)), make([]float64, len(all)), make([]uint32, len(all))
	for i, p := range all {
		c.xs[i], c.ys[i], c.zs[i], c.zDocs[i] = p.at.x, p.at.y, p.at.z, p.doc
	}
}

// sortOrganisations numbers the organisations anew, by the alphabet.
func (b *columnBuilder) sortOrganisations() {
	sorted := make([]string, len(b.body))
	for i, name := range b.body {
		sorted[i] = sortName(name)
	}
	order := inOrderOf(len(b.body), func(x, y uint32) int {
		return cmp.Or(cmp.Compare(sorted[x], sorted[y]), cmp.Compare(b.body[x], b.body[y]))
	})
	i := slices.Index(order, 0) // the one that is not stated stays the first
	order = slices.Insert(slices.Delete(order, i, i+1), 0, 0)
	number := make([]uint32, len(order))
	for n, old := range order {
		number[old] = uint32(n)
		b.c.organisationDict.add(b.body[old])
	}
	for doc, old := range b.c.organisations {
		b.c.organisations[doc] = number[old]
	}
}

// inOrderOf returns the numbers below n in an order.
func inOrderOf(n int, order func(x, y uint32) int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)
	}
	slices.SortFunc(out, order)
	return out
}

// accepts answers whether a document is for somebody of that age.
func (c *columns) accepts(doc int, years int) service.Answer {
	low, high := c.ageMin[doc], c.ageMax[doc]
	switch {
	case low == ageOpen && high == ageOpen:
		return service.NotStated
	case low != ageOpen && years < int(low), high != ageOpen && years > int(high):
		if c.flags[doc]&flagRecommended != 0 || c.flags[doc]&flagOfChildren != 0 && years >= service.LeastParent && years <= service.MostParent {
			return service.NotStated
		}
		return service.No
	}
	return service.Yes
}

// isRecommendedForOthers reports whether somebody of an age is outside the ages
// that a document is recommended for.
func (c *columns) isRecommendedForOthers(doc int, years int) bool {
	low, high := c.ageMin[doc], c.ageMax[doc]
	return c.flags[doc]&(flagRecommended|flagOfChildren) == flagRecommended &&
		(low != ageOpen && years < int(low) || high != ageOpen && years > int(high))
}

// number returns the document number of an id.
func (c *columns) number(id string) (int, bool) {
	i, ok := slices.BinarySearchFunc(c.byID, id, func(doc uint32, id string) int { return cmp.Compare(string(c.ids.bytes(int(doc))), id) })
	if !ok {
		return 0, false
	}
	return int(c.byID[i]), true
}
