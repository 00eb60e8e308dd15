package index

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"fettle/internal/service"
)

// rowPen writes a row field by field, in the order in which rowEye reads them.
type rowPen struct{ out []byte }

func (p *rowPen) count(n int) { p.out = binary.AppendUvarint(p.out, uint64(n)) }
func (p *rowPen) whole(n int) { p.out = binary.AppendVarint(p.out, int64(n)) }
func (p *rowPen) real(f float64) {
	p.out = binary.LittleEndian.AppendUint64(p.out, math.Float64bits(f))
}

func (p *rowPen) flag(b bool) {
	n := byte(0)
	if b {
		n = 1
	}
	p.out = append(p.out, n)
}

func (p *rowPen) maybe(f *float64) {
	p.flag(f != nil)
	if f != nil {
		p.real(*f)
	}
}

func write[T ~string](p *rowPen, texts ...T) {
	for _, t := range texts {
		p.count(len(t))
		p.out = append(p.out, t...)
	}
}

func writeList[T ~string](p *rowPen, list []T) {
	p.count(len(list))
	write(p, list...)
}

// encodeRow writes what a list shows of a service.
func encodeRow(s *service.Service) []byte {
	p := &rowPen{}
	write(p, s.ID, s.Name, s.AlternateName, s.Organisation.ID, s.Organisation.Name, s.Alert, s.Email, s.URL, s.Source.Feed, s.Source.SourceID)
	write(p, s.Status)
	write(p, s.Changed, s.Assured.On)
	write(p, s.Assured.By)
	p.age(s.Ages())
	p.sessions(s.Sessions)
	p.locations(s.Locations)
	writeList(p, s.How)
	writeList(p, s.Access)
	writeList(p, s.Languages)
	write(p, s.Cost.Free)
	write(p, s.Cost.Words)
	p.count(len(s.Cost.Options))
	for _, o := range s.Cost.Options {
		write(p, o.Name, o.Per)
		p.maybe(o.Pounds)
	}
	p.count(len(s.Phones))
	for _, t := range s.Phones {
		write(p, t.Number, t.Dial, t.Label, t.Extension)
	}
	p.count(len(s.Found.Needs))
	for _, n := range s.Found.Needs {
		write(p, n.ID)
		p.real(n.Weight)
	}
	return p.out
}

// What the byte after the ages says of them, one bit each.
const (
	ageRecommended = 1 << iota
	ageOfChildren
	ageFromWords // where they were read follows
)

func (p *rowPen) age(a service.Age) {
	p.maybe(a.Min)
	p.maybe(a.Max)
	says := byte(0)
	if a.Recommended {
		says |= ageRecommended
	}
	if a.OfChildren {
		says |= ageOfChildren
	}
	if a.Origin != "" {
		says |= ageFromWords
	}
	p.out = append(p.out, says)
	write(p, a.Words)
	if a.Origin != "" {
		write(p, a.Origin)
	}
}

func (p *rowPen) sessions(all []service.Session) {
	p.count(len(all))
	for _, s := range all {
		p.sessionTimes(s)
		write(p, s.Words, s.Sentence)
		write(p, s.Origin)
		p.whole(s.Location)
	}
}

// sessionTimes writes what of a session says when it is.
func (p *rowPen) sessionTimes(s service.Session) {
	write(p, s.Freq)
	p.whole(s.Interval)
	p.count(len(s.Days))
	for _, d := range s.Days {
		p.whole(d.Nth)
		p.whole(int(d.Day))
	}
	p.count(len(s.MonthDays))
	for _, d := range s.MonthDays {
		p.whole(d)
	}
	write(p, s.From, s.To)
	write(p, s.Start, s.ValidFrom, s.ValidTo)
	p.whole(s.Count)
	writeList(p, s.Except)
}

func (p *rowPen) locations(all []service.Location) {
	p.count(len(all))
	for i := range all {
		l := &all[i]
		write(p, l.ID, l.Name, l.Address.Street, l.Address.Town, l.Address.County, l.Address.Postcode)
		write(p, l.Kind)
		write(p, l.Level)
		writeList(p, l.Codes)
		p.flag(l.Masked)
		p.flag(l.Point != nil)
		if l.Point != nil {
			p.real(l.Point.Lat)
			p.real(l.Point.Lon)
		}
	}
}

// rowEye reads what rowPen wrote. After bytes that can't be read, everything
// reads as nothing and bad is set. It may read one row after another.
type rowEye struct {
	row    string
	at     int // what stands before it was read
	bad    bool
	memory rowMemory
}

// on turns to a row.
func (e *rowEye) on(row string) { e.row, e.at, e.bad = row, 0, false }

// done reports whether all of the row was read, and nothing amiss in it.
func (e *rowEye) done() bool { return !e.bad && e.at == len(e.row) }

func (e *rowEye) giveUp() { e.at, e.bad = len(e.row), true }

func (e *rowEye) uvarint() uint64 {
	n := uint64(0)
	for i := range min(len(e.row)-e.at, binary.MaxVarintLen64) {
		b := e.row[e.at+i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			e.at += i + 1
			return n
		}
	}
	e.giveUp()
	return 0
}

// count reads how many things follow: each takes a byte at least.
func (e *rowEye) count() int {
	if e.at < len(e.row) && int(e.row[e.at]) < min(0x80, len(e.row)-e.at) { // nearly always
		e.at++
		return int(e.row[e.at-1])
	}
	n := e.uvarint()
	if n > uint64(len(e.row)-e.at) {
		e.giveUp()
		return 0
	}
	return int(n)
}

func (e *rowEye) whole() int {
	n := e.uvarint()
	return int(int64(n>>1) ^ -int64(n&1))
}

func (e *rowEye) take(n int) string {
	if n > len(e.row)-e.at {
		e.giveUp()
		return ""
	}
	e.at += n
	return e.row[e.at-n : e.at]
}

func (e *rowEye) text() string { return e.take(e.count()) }
func (e *rowEye) flag() bool   { return e.take(1) == "\x01" }

func (e *rowEye) real() float64 {
	text := e.take(8)
	if len(text) < 8 {
		return 0
	}
	bits := uint64(0)
	for i := range 8 {
		bits |= uint64(text[i]) << (8 * i)
	}
	return math.Float64frombits(bits)
}

func (e *rowEye) maybe() *float64 {
	if !e.flag() {
		return nil
	}
	return e.memory.reals.one(e.real())
}

// readList reads a list of things; none is nil.
func readList[T any](e *rowEye, memory *slab[T], one func() T) []T {
	n := e.count()
	if n == 0 {
		return nil
	}
	list := memory.take(n)
	for i := range list {
		list[i] = one()
	}
	return list
}

// readRow reads one row. All its texts share the memory of the one given.
func (e *rowEye) readRow(row string, s *service.Service) error {
	e.on(row)
	m := &e.memory
	e.head(s)
	s.Sessions = readList(e, &m.sessions, e.session)
	s.Locations = readList(e, &m.locations, e.location)
	s.How = readList(e, &m.hows, func() service.How { return service.How(e.text()) })
	s.Access = readList(e, &m.accesses, func() service.Access { return service.Access(e.text()) })
	s.Languages = readList(e, &m.strings, e.text)
	s.Cost.Free = service.Answer(e.text())
	s.Cost.Words = e.text()
	s.Cost.Options = readList(e, &m.costs, func() service.CostOption { return service.CostOption{Name: e.text(), Per: e.text(), Pounds: e.maybe()} })
	s.Phones = readList(e, &m.phones, func() service.Phone {
		return service.Phone{Number: e.text(), Dial: e.text(), Label: e.text(), Extension: e.text()}
	})
	s.Found.Needs = readList(e, &m.needs, func() service.NeedFound { return service.NeedFound{ID: e.text(), Weight: e.real()} })
	if !e.done() {
		return errors.New("it is damaged")
	}
	return nil
}

// readPlaces reads of a row only what is needed to order a service by its name and
// its organisation and to place it, and leaves the rest of it as it was.
func (e *rowEye) readPlaces(row string, s *service.Service) error {
	e.on(row)
	e.head(s)
	for range e.count() {
		e.skipSession()
	}
	s.Locations = readList(e, &e.memory.locations, e.location)
	if e.bad {
		return errors.New("it is damaged")
	}
	return nil
}

// head reads what stands before the sessions.
func (e *rowEye) head(s *service.Service) {
	for _, to := range []*string{
		&s.ID, &s.Name, &s.AlternateName, &s.Organisation.ID, &s.Organisation.Name, &s.Alert, &s.Email, &s.URL, &s.Source.Feed, &s.Source.SourceID,
	} {
		*to = e.text()
	}
	s.Status = service.Status(e.text())
	s.Changed, s.Assured.On = service.Date(e.text()), service.Date(e.text())
	s.Assured.By = e.text()
	s.Age = e.age()
}

func (e *rowEye) age() service.Age {
	a := service.Age{Min: e.maybe(), Max: e.maybe()}
	says := byte(0)
	if text := e.take(1); text != "" {
		says = text[0]
	}
	a.Recommended, a.OfChildren = says&ageRecommended != 0, says&ageOfChildren != 0
	if a.Words = e.text(); says&ageFromWords != 0 {
		a.Origin = service.Origin(e.text())
	}
	return a
}

// skipSession passes over what session reads.
func (e *rowEye) skipSession() {
	e.text()
	e.whole()
	for range 2 * e.count() { // days
		e.whole()
	}
	for range e.count() { // days of the month
		e.whole()
	}
	for range 5 { // times and dates
		e.text()
	}
	e.whole()
	for range e.count() + 3 { // exceptions, words, sentence and origin
		e.text()
	}
	e.whole()
}

func (e *rowEye) session() service.Session {
	s := e.sessionTimes()
	s.Words, s.Sentence, s.Origin = e.text(), e.text(), service.Origin(e.text())
	s.Location = e.whole()
	return s
}

func (e *rowEye) sessionTimes() service.Session {
	s := service.Session{Freq: service.Frequency(e.text()), Interval: e.whole()}
	s.Days = readList(e, &e.memory.days, func() service.Day { return service.Day{Nth: e.whole(), Day: time.Weekday(e.whole())} })
	s.MonthDays = readList(e, &e.memory.wholes, e.whole)
	s.From, s.To = service.Clock(e.text()), service.Clock(e.text())
	s.Start, s.ValidFrom, s.ValidTo = service.Date(e.text()), service.Date(e.text()), service.Date(e.text())
	s.Count = e.whole()
	s.Except = readList(e, &e.memory.dates, func() service.Date { return service.Date(e.text()) })
	return s
}

func (e *rowEye) location() service.Location {
	l := service.Location{ID: e.text(), Name: e.text()}
	l.Address = service.Address{Street: e.text(), Town: e.text(), County: e.text(), Postcode: e.text()}
	l.Kind, l.Level = service.LocationKind(e.text()), service.Level(e.text())
	l.Codes = readList(e, &e.memory.strings, e.text)
	l.Masked = e.flag()
	if e.flag() {
		l.Point = e.memory.points.one(service.Point{Lat: e.real(), Lon: e.real()})
	}
	return l
}
