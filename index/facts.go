package index

import (
	"math"
	"slices"
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

// facts is what the columns hold of one service, worked out from it alone, so
// that services can be worked through side by side.
type facts struct {
	ageMin, ageMax   int16
	options          []optionKey
	strength         []uint8 // beside options
	sessions         []string
	yes, unstated    uint32
	flags, complete  uint8
	onlyFor          uint64
	changed, checked int32
	organisation     string
	held             []string
	name             string // what the order by name goes by
	areas            []service.Area
	points           []service.Point
	pointLoc         []uint16
	id, changeKey    string
	kept             keptFacts
}

// keptFacts are more facts of a document that stays as it was, as numbers of the
// columns that are built.
type keptFacts struct {
	terms          []uint16
	strength       []uint8 // beside terms
	sessions, held []uint32
	organisation   *uint32 // instead of the name; nil is not known yet
}

// factFinder works out facts. It remembers what it found out about sessions,
// many of which are the same, so it may be used by one goroutine at a time.
type factFinder struct {
	now   time.Time
	panes []fixedPane
	cells map[string]sessionCells
}

func newFactFinder(now time.Time) *factFinder {
	return &factFinder{now: now, panes: fixedPanes(), cells: map[string]sessionCells{}}
}

func (b *factFinder) facts(s *service.Service) facts {
	f := facts{
		changed: dayNumber(s.Changed), checked: dayNumber(s.Assured.On), complete: completeness(s),
		organisation: s.Organisation.Name, name: nameKey(s), areas: s.Areas, onlyFor: onlyFor(s), id: s.ID, changeKey: s.Source.ChangeKey,
	}
	ages := s.Ages()
	f.ageMin, f.ageMax = ageBounds(ages)
	for _, p := range b.panes {
		for _, o := range p.of(s) {
			f.options, f.strength = append(f.options, optionKey{p.pane, o.id}), append(f.strength, o.strength)
		}
	}
	for i := range s.Locations {
		l := &s.Locations[i]
		if l.Visited() {
			f.held = append(f.held, strings.Join(l.Codes, " "))
		}
		if l.Visited() && l.Point != nil && i <= math.MaxUint16 && !s.FromAfar() {
			f.points, f.pointLoc = append(f.points, *l.Point), append(f.pointLoc, uint16(i))
		}
	}
	if ages.Recommended {
		f.flags |= flagRecommended
	}
	if ages.OfChildren {
		f.flags |= flagOfChildren
	}
	b.addTimes(&f, s)
	return f
}

func (b *factFinder) addTimes(f *facts, s *service.Service) {
	if slices.ContainsFunc(s.How, service.How.Remote) {
		f.flags |= flagRemote
	}
	if s.Status.Closed() {
		f.flags |= flagClosed
	}
	switch firstNeed(s) {
	case crisisNeed:
		f.flags |= flagCrisis
	case abuseNeed:
		f.flags |= flagAbuse
	}
	if len(s.Sessions) > 0 {
		f.flags |= flagSessions
	}
	if slices.ContainsFunc(s.Sessions, dependsOnDay) {
		f.flags |= flagDated
	}
	for _, session := range s.Sessions {
		f.sessions = append(f.sessions, sessionKey(session))
	}
	f.yes, f.unstated = b.cellsOf(f.sessions)
}

// cellsOf returns the cells of the week of the sessions with those keys.
func (b *factFinder) cellsOf(keys []string) (yes, unstated uint32) {
	var all weekTally
	for _, key := range keys {
		cells, ok := b.cells[key]
		if !ok {
			e := rowEye{row: key}
			cells = cellsOfSession(e.sessionTimes(), b.now)
			b.cells[key] = cells
		}
		all.add(cells)
	}
	return all.answer()
}

// nameKey returns what the order by name goes by: no two services have the same.
func nameKey(s *service.Service) string { return sortName(s.Name) + "\x00" + s.ID }

// firstNeed returns the need that a service meets most surely, "" for none.
func firstNeed(s *service.Service) string {
	if len(s.Found.Needs) == 0 {
		return ""
	}
	return s.Found.Needs[0].ID
}

// sessionKey returns what of a session says when it is: two sessions with one
// key are at the same times.
func sessionKey(s service.Session) string {
	var p rowPen
	p.sessionTimes(s)
	return string(p.out)
}

// sessionCells are the cells of the week in which one session is, and those of
// which that is not stated; over says that it has ended.
type sessionCells struct {
	yes, unstated uint32
	over          bool
}

func cellsOfSession(s service.Session, now time.Time) sessionCells {
	if !when.Live(s, now) {
		return sessionCells{over: true}
	}
	yes, unstated := when.Cells([]service.Session{s}, now)
	return sessionCells{yes: yes, unstated: unstated}
}

// weekTally sums up the sessions of one service as when.Cells does.
type weekTally struct {
	yes, unstated uint32
	any           bool
}

func (t *weekTally) add(c sessionCells) {
	if c.over {
		return
	}
	t.any = true
	t.yes |= c.yes
	t.unstated |= c.unstated
}

func (t *weekTally) answer() (yes, unstated uint32) {
	if !t.any {
		return 0, 1<<cellsOfWeek - 1
	}
	return t.yes, t.unstated &^ t.yes
}

// dependsOnDay reports whether a session's answer to a weekly window can
// change as days go by.
func dependsOnDay(s service.Session) bool {
	return s.ValidTo != "" || s.ValidFrom != "" || s.Count > 0 || s.Start != "" || s.Freq == service.Once
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

// bareRecord marks in columns.complete what leaves nothing to go on: it can neither
// be rung, written to or opened, nor does it say where it is.
const bareRecord = 1 << 7

// completeness counts the facts that a person asks for first: ages, times, a
// place or a way, cost, a phone or an address to write to, a description, the
// way in, and a check.
func completeness(s *service.Service) uint8 {
	var n uint8
	for _, stated := range []bool{
		s.Ages().Stated(), len(s.Sessions) > 0, len(s.Locations) > 0 || len(s.How) > 0, s.Cost.Free != service.NotStated,
		len(s.Phones) > 0 || s.Email != "", s.Description != "", len(s.Access) > 0, s.Assured.On != "",
	} {
		if stated {
			n++
		}
	}
	if len(s.Phones) == 0 && len(s.Contacts) == 0 && s.Email == "" && s.URL == "" && len(s.Locations) == 0 {
		n |= bareRecord
	}
	return n
}
