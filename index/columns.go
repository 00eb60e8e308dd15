package index

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

// columns are the facts of all services that filters, counts and the order
// need, as flat arrays over the document numbers of the word index. Document
// numbers that are no longer in use have empty facts and are not in live.
type columns struct {
	n    int
	live set

	ageMin, ageMax []int16 // whole years; ageOpen at an open end; both open: not stated

	termStart []uint32 // n+1: the options of document d are terms[termStart[d]:termStart[d+1]]
	terms     []uint32 // numbers of options in dict
	strength  []uint8  // beside terms: how surely, 255 for a stated fact

	pointStart []uint32 // n+1
	lat, lon   []float64
	pointLoc   []uint16 // which of the service's locations
	pointDoc   []uint32 // whose it is
	byLat      []uint32 // the points from south to north

	organisations []uint32 // numbers in organisationDict; 0 is not stated

	flags     []uint8
	areaStart []uint32 // n+1
	areas     []uint32 // numbers of areas in areaDict

	// held are the areas of each visited place, as numbers in heldDict, where
	// places of the same codes are one and those of none are [].
	heldStart []uint32 // n+1
	held      []uint32

	whenYes, whenUnstated []uint32 // one bit a cell of the week

	changed, checked []int32 // days since 1970-01-01; 0 is not stated
	complete         []uint8 // how many of the facts a person asks for are stated
	nameRank         []uint32

	dict             []optionKey
	areaDict         []service.Area
	heldDict         [][]string
	organisationDict []string // as first written; names in other capitals are the same; the first one is ""
}

// optionKey names one option of one pane of fixed options.
type optionKey struct {
	Pane service.Pane `json:"pane"`
	ID   string       `json:"id"`
}

// ageOpen stands for an end that is not stated.
const ageOpen = int16(math.MinInt16)

// The flags of a document.
const (
	flagRemote      = 1 << iota // attended at home, by phone or online
	flagSessions                // has sessions that say when
	flagDated                   // has a session that depends on the day
	flagClosed                  // the status says that it does not run now
	flagRecommended             // its ages are recommended and no limit
)

// columnBuilder fills columns for services given in the order of their numbers.
type columnBuilder struct {
	c        *columns
	now      time.Time
	options  map[optionKey]uint32
	areas    map[service.Area]uint32
	held     map[string]uint32
	bodies   map[string]uint32
	names    []string
	sessions sessionBuilder
}

func newColumnBuilder(n int, now time.Time) *columnBuilder {
	c := &columns{n: n, live: newSet(n)}
	c.termStart, c.pointStart, c.areaStart, c.heldStart = []uint32{0}, []uint32{0}, []uint32{0}, []uint32{0}
	b := &columnBuilder{
		c: c, now: now, options: map[optionKey]uint32{}, areas: map[service.Area]uint32{}, held: map[string]uint32{}, bodies: map[string]uint32{"": 0},
	}
	c.organisationDict = []string{""}
	for _, p := range fixedPanes() {
		for _, o := range p.known() {
			b.option(optionKey{p.pane, o.ID})
		}
	}
	return b
}

func (b *columnBuilder) option(k optionKey) uint32 {
	n, ok := b.options[k]
	if !ok {
		n = uint32(len(b.c.dict))
		b.options[k] = n
		b.c.dict = append(b.c.dict, k)
	}
	return n
}

// add appends the facts of the next document; nil for a number not in use.
func (b *columnBuilder) add(s *service.Service) {
	c := b.c
	doc := len(c.ageMin)
	if s == nil {
		s = &service.Service{}
	} else {
		c.live.add(doc)
	}
	low, high := ageBounds(s.Age)
	c.ageMin, c.ageMax = append(c.ageMin, low), append(c.ageMax, high)
	b.addTerms(s)
	b.addPlaces(s)
	b.addTimes(s)
	c.changed = append(c.changed, dayNumber(s.Changed))
	c.checked = append(c.checked, dayNumber(s.Assured.On))
	c.complete = append(c.complete, completeness(s))
	b.names = append(b.names, sortName(s.Name)+"\x00"+s.ID)
}

func (b *columnBuilder) addTerms(s *service.Service) {
	c := b.c
	for _, p := range fixedPanes() {
		for _, o := range p.of(s) {
			c.terms = append(c.terms, b.option(optionKey{p.pane, o.id}))
			c.strength = append(c.strength, o.strength)
		}
	}
	c.termStart = append(c.termStart, uint32(len(c.terms)))
	folded := strings.ToLower(s.Organisation.Name)
	n, ok := b.bodies[folded]
	if !ok {
		n = uint32(len(c.organisationDict))
		b.bodies[folded] = n
		c.organisationDict = append(c.organisationDict, s.Organisation.Name)
	}
	c.organisations = append(c.organisations, n)
}

func (b *columnBuilder) addPlaces(s *service.Service) {
	c := b.c
	for i := range s.Locations {
		l := &s.Locations[i]
		if l.Visited() && l.Point != nil && i <= math.MaxUint16 {
			c.lat, c.lon = append(c.lat, l.Point.Lat), append(c.lon, l.Point.Lon)
			c.pointLoc = append(c.pointLoc, uint16(i))
			c.pointDoc = append(c.pointDoc, uint32(len(c.pointStart)-1))
		}
	}
	c.pointStart = append(c.pointStart, uint32(len(c.lat)))
	for _, a := range s.Areas {
		n, ok := b.areas[a]
		if !ok {
			n = uint32(len(c.areaDict))
			b.areas[a] = n
			c.areaDict = append(c.areaDict, a)
		}
		c.areas = append(c.areas, n)
	}
	c.areaStart = append(c.areaStart, uint32(len(c.areas)))
	b.addHeld(s)
}

// addHeld appends the areas that hold the visited places, the same ones once.
func (b *columnBuilder) addHeld(s *service.Service) {
	c := b.c
	first := len(c.held)
	for i := range s.Locations {
		l := &s.Locations[i]
		if !l.Visited() {
			continue
		}
		key := strings.Join(l.Codes, " ")
		n, ok := b.held[key]
		if !ok {
			n = uint32(len(c.heldDict))
			b.held[key] = n
			c.heldDict = append(c.heldDict, l.Codes)
		}
		if !slices.Contains(c.held[first:], n) {
			c.held = append(c.held, n)
		}
	}
	c.heldStart = append(c.heldStart, uint32(len(c.held)))
}

func (b *columnBuilder) addTimes(s *service.Service) {
	c := b.c
	var flags uint8
	if slices.ContainsFunc(s.How, service.How.Remote) {
		flags |= flagRemote
	}
	if s.Status.Closed() {
		flags |= flagClosed
	}
	if s.Age.Recommended {
		flags |= flagRecommended
	}
	if len(s.Sessions) > 0 {
		flags |= flagSessions
	}
	if slices.ContainsFunc(s.Sessions, dependsOnDay) {
		flags |= flagDated
	}
	c.flags = append(c.flags, flags)
	yes, unstated := when.Cells(s.Sessions, b.now)
	c.whenYes, c.whenUnstated = append(c.whenYes, yes), append(c.whenUnstated, unstated)
	b.sessions.add(s.Sessions)
}

// dependsOnDay reports whether a session's answer to a weekly window can
// change as days go by.
func dependsOnDay(s service.Session) bool {
	return s.ValidTo != "" || s.ValidFrom != "" || s.Count > 0 || s.Start != "" || s.Freq == service.Once
}

// done returns the columns once every document is in.
func (b *columnBuilder) done() *columns {
	order := make([]int, len(b.names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		if b.names[x] < b.names[y] {
			return -1
		}
		return 1
	})
	b.c.nameRank = make([]uint32, len(order))
	for rank, doc := range order {
		b.c.nameRank[doc] = uint32(rank)
	}
	b.c.byLat = make([]uint32, len(b.c.lat))
	for i := range b.c.byLat {
		b.c.byLat[i] = uint32(i)
	}
	slices.SortStableFunc(b.c.byLat, func(x, y uint32) int { return cmp.Compare(b.c.lat[x], b.c.lat[y]) })
	return b.c
}

// ageBounds returns the whole years that the ages accept: a minimum of 17.5
// accepts from 18 on, a maximum of 17.5 accepts 17.
func ageBounds(a service.Age) (low, high int16) {
	low, high = ageOpen, ageOpen
	if a.Min != nil {
		low = int16(math.Ceil(clampAge(*a.Min)))
	}
	if a.Max != nil {
		high = int16(math.Floor(clampAge(*a.Max)))
	}
	return low, high
}

func clampAge(years float64) float64 { return math.Max(-1, math.Min(1000, years)) }

// dayNumber returns the days since 1970-01-01, 0 when the day is not stated.
func dayNumber(d service.Date) int32 {
	t, ok := d.Time(time.UTC)
	if !ok {
		return 0
	}
	return int32(t.Unix() / (24 * 60 * 60))
}

// completeness counts the facts that a person asks for first: ages, times, a
// place or a way, cost, a phone or an address to write to, a description, the
// way in, and a check.
func completeness(s *service.Service) uint8 {
	var n uint8
	for _, stated := range []bool{
		s.Age.Stated(), len(s.Sessions) > 0, len(s.Locations) > 0 || len(s.How) > 0, s.Cost.Free != service.NotStated,
		len(s.Phones) > 0 || s.Email != "", s.Description != "", len(s.Access) > 0, s.Assured.On != "",
	} {
		if stated {
			n++
		}
	}
	return n
}

// accepts answers whether a document is for somebody of that age.
func (c *columns) accepts(doc int, years int) service.Answer {
	low, high := c.ageMin[doc], c.ageMax[doc]
	switch {
	case low == ageOpen && high == ageOpen:
		return service.NotStated
	case low != ageOpen && years < int(low), high != ageOpen && years > int(high):
		if c.flags[doc]&flagRecommended != 0 {
			return service.NotStated
		}
		return service.No
	}
	return service.Yes
}

// columnMagic opens the filter file; the number after it is the form's version.
const columnMagic = "FETTLEF4"

// encode returns the columns as one block of bytes, little-endian.
func (c *columns) encode() ([]byte, error) {
	dict, err := json.Marshal(c.dict)
	if err != nil {
		return nil, fmt.Errorf("write the options: %w", err)
	}
	areas, err := json.Marshal(c.areaDict)
	if err != nil {
		return nil, fmt.Errorf("write the areas: %w", err)
	}
	out := binary.LittleEndian.AppendUint64([]byte(columnMagic), uint64(c.n))
	bodies, err := json.Marshal(c.organisationDict)
	if err != nil {
		return nil, fmt.Errorf("write the organisations: %w", err)
	}
	held, err := json.Marshal(c.heldDict)
	if err != nil {
		return nil, fmt.Errorf("write the areas of the places: %w", err)
	}
	for _, section := range append(c.sections(), section{&dict}, section{&areas}, section{&held}, section{&bodies}) {
		if out, err = section.append(out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sections lists the arrays in the order in which the file holds them.
func (c *columns) sections() []section {
	return []section{
		{(*[]uint64)(&c.live)}, {&c.ageMin}, {&c.ageMax}, {&c.termStart}, {&c.terms}, {&c.strength}, {&c.pointStart}, {&c.lat}, {&c.lon},
		{&c.pointLoc}, {&c.pointDoc}, {&c.byLat}, {&c.organisations}, {&c.flags}, {&c.areaStart}, {&c.areas}, {&c.heldStart}, {&c.held}, {&c.whenYes}, {&c.whenUnstated}, {&c.changed}, {&c.checked},
		{&c.complete}, {&c.nameRank},
	}
}

// decodeColumns reads what encode wrote, and checks every length and number.
func decodeColumns(data []byte) (*columns, error) {
	if len(data) < len(columnMagic)+8 || string(data[:len(columnMagic)]) != columnMagic {
		return nil, errors.New("the filter file is not one of this version")
	}
	n := binary.LittleEndian.Uint64(data[len(columnMagic):])
	if n > uint64(len(data)) {
		return nil, errors.New("the filter file is cut short")
	}
	c := &columns{n: int(n)}
	rest := data[len(columnMagic)+8:]
	var dict, areas, held, bodies []byte
	var err error
	for _, s := range append(c.sections(), section{&dict}, section{&areas}, section{&held}, section{&bodies}) {
		if rest, err = s.read(rest); err != nil {
			return nil, err
		}
	}
	if err := json.Unmarshal(dict, &c.dict); err != nil {
		return nil, fmt.Errorf("read the options of the filter file: %w", err)
	}
	if err := json.Unmarshal(areas, &c.areaDict); err != nil {
		return nil, fmt.Errorf("read the areas of the filter file: %w", err)
	}
	if err := json.Unmarshal(held, &c.heldDict); err != nil {
		return nil, fmt.Errorf("read the areas of the places of the filter file: %w", err)
	}
	if err := json.Unmarshal(bodies, &c.organisationDict); err != nil {
		return nil, fmt.Errorf("read the organisations of the filter file: %w", err)
	}
	return c, c.check()
}

// check makes sure that no number points outside its array, so that a damaged
// file is an error and never a crash.
func (c *columns) check() error {
	perDoc := []int{
		len(c.ageMin), len(c.ageMax), len(c.flags), len(c.whenYes), len(c.whenUnstated), len(c.changed), len(c.checked), len(c.complete),
		len(c.nameRank), len(c.organisations), len(c.termStart) - 1, len(c.pointStart) - 1, len(c.areaStart) - 1, len(c.heldStart) - 1,
	}
	for _, n := range perDoc {
		if n != c.n {
			return errors.New("the filter file is damaged: its arrays differ in length")
		}
	}
	ok := len(c.live) == (c.n+63)/64 && rising(c.termStart, len(c.terms)) && rising(c.pointStart, len(c.lat)) &&
		rising(c.areaStart, len(c.areas)) && rising(c.heldStart, len(c.held)) && below(c.held, len(c.heldDict)) && len(c.lon) == len(c.lat) && len(c.pointLoc) == len(c.lat) && len(c.strength) == len(c.terms) &&
		len(c.pointDoc) == len(c.lat) && len(c.byLat) == len(c.lat) && below(c.pointDoc, c.n) && below(c.byLat, len(c.lat)) &&
		below(c.terms, len(c.dict)) && below(c.areas, len(c.areaDict)) && below(c.nameRank, c.n) && below(c.organisations, len(c.organisationDict))
	if ok && c.n%64 != 0 {
		ok = c.live[len(c.live)-1]>>(c.n%64) == 0
	}
	if !ok {
		return errors.New("the filter file is damaged: a number in it is out of range")
	}
	return nil
}

func rising(starts []uint32, end int) bool {
	return len(starts) > 0 && starts[0] == 0 && slices.IsSorted(starts) && int(starts[len(starts)-1]) == end
}

func below(numbers []uint32, end int) bool {
	return !slices.ContainsFunc(numbers, func(n uint32) bool { return int(n) >= end })
}

// section is one array of the filter file: its length, then its numbers.
type section struct{ to any }

func (s section) append(out []byte) ([]byte, error) {
	switch to := s.to.(type) {
	case *[]uint8:
		return appendArray(out, *to)
	case *[]uint16:
		return appendArray(out, *to)
	case *[]int16:
		return appendArray(out, *to)
	case *[]uint32:
		return appendArray(out, *to)
	case *[]int32:
		return appendArray(out, *to)
	case *[]uint64:
		return appendArray(out, *to)
	case *[]float64:
		return appendArray(out, *to)
	}
	return nil, fmt.Errorf("the filter file can't hold %T", s.to)
}

func (s section) read(data []byte) ([]byte, error) {
	switch to := s.to.(type) {
	case *[]uint8:
		return readArray(data, to)
	case *[]uint16:
		return readArray(data, to)
	case *[]int16:
		return readArray(data, to)
	case *[]uint32:
		return readArray(data, to)
	case *[]int32:
		return readArray(data, to)
	case *[]uint64:
		return readArray(data, to)
	case *[]float64:
		return readArray(data, to)
	}
	return nil, fmt.Errorf("the filter file can't hold %T", s.to)
}

func appendArray[T any](out []byte, values []T) ([]byte, error) {
	out = binary.LittleEndian.AppendUint64(out, uint64(len(values)))
	out, err := binary.Append(out, binary.LittleEndian, values)
	if err != nil {
		return nil, fmt.Errorf("write an array of the filter file: %w", err)
	}
	return out, nil
}

func readArray[T any](data []byte, to *[]T) ([]byte, error) {
	var one T
	size := uint64(binary.Size(one))
	if len(data) < 8 {
		return nil, errors.New("the filter file is cut short")
	}
	n := binary.LittleEndian.Uint64(data)
	data = data[8:]
	if n > uint64(len(data))/size {
		return nil, errors.New("the filter file is cut short")
	}
	*to = make([]T, n)
	read, err := binary.Decode(data, binary.LittleEndian, *to)
	if err != nil {
		return nil, fmt.Errorf("read an array of the filter file: %w", err)
	}
	return data[read:], nil
}
