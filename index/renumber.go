package index

import (
	"fettle/internal/service"
)

// renumbering tells which numbers the things that columns number have in the columns
// that are built after them: a service that stays as it was is not read again for
// them.
type renumbering struct {
	old      *columns
	strength []uint8 // beside old.terms
	// The new numbers, plus one, of the things by their old ones; 0 is not known yet.
	terms, sessions, held []uint32
	// organisations are by their old numbers, of which several names may have one.
	organisations []numberedName
	// texts of old.sessionDict and old.heldDict.
	sessionTexts, heldTexts []string
}

// numberedName is a name and the number that it has in the columns that are built;
// ok says that it is known.
type numberedName struct {
	name   string
	number uint32
	ok     bool
}

func newRenumbering(old *columns) renumbering {
	return renumbering{
		old: old, strength: old.strengths(), terms: make([]uint32, len(old.dict)), sessions: make([]uint32, old.sessionDict.len()),
		held: make([]uint32, old.heldDict.len()), organisations: make([]numberedName, old.organisationDict.len()),
		sessionTexts: old.sessionDict.all(), heldTexts: old.heldDict.all(),
	}
}

// strengths returns what stands beside terms while a library is built.
func (c *columns) strengths() []uint8 {
	out, next := make([]uint8, len(c.terms)), make([]uint32, len(c.dict))
	copy(next, c.docStart)
	for i, term := range c.terms {
		out[i] = 255
		if at := next[term]; c.dict[term].Pane == service.PaneNeed && at < c.docStart[term+1] {
			out[i] = c.docStrength[at]
			next[term]++
		}
	}
	return out
}

// of fills in the facts of a document that stays as it was, for columns that are
// being built; of row, they are what the old columns do not tell.
func (r *renumbering) of(doc int, row keptRow, f *facts, columns *columnBuilder, finder *factFinder) {
	c := r.old
	*f = facts{
		ageMin: c.ageMin[doc], ageMax: c.ageMax[doc], yes: c.whenYes[doc], unstated: c.whenUnstated[doc], flags: c.flags[doc], onlyFor: c.onlyForOf(doc),
		complete: c.complete[doc], changed: c.changed[doc], checked: c.checked[doc], name: row.name, id: c.ids.at(doc), changeKey: c.changeKeys.at(doc),
		areas: f.areas[:0], points: f.points[:0], pointLoc: c.pointLoc[c.pointStart[doc]:c.pointStart[doc+1]],
		kept: keptFacts{terms: f.kept.terms[:0], strength: f.kept.strength[:0], sessions: f.kept.sessions[:0], held: f.kept.held[:0]},
	}
	kept := &f.kept
	for i := c.termStart[doc]; i < c.termStart[doc+1]; i++ {
		n := c.terms[i]
		if r.terms[n] == 0 {
			number, ok := columns.option(c.dict[n])
			if !ok {
				continue
			}
			r.terms[n] = uint32(number) + 1
		}
		kept.terms, kept.strength = append(kept.terms, uint16(r.terms[n]-1)), append(kept.strength, r.strength[i])
	}
	for _, n := range c.sessions[c.sessionStart[doc]:c.sessionStart[doc+1]] {
		if r.sessions[n] == 0 {
			r.sessions[n] = columns.sessions.of(r.sessionTexts[n]) + 1
		}
		kept.sessions = append(kept.sessions, r.sessions[n]-1)
	}
	for _, n := range c.held[c.heldStart[doc]:c.heldStart[doc+1]] {
		if r.held[n] == 0 {
			r.held[n] = columns.held.of(r.heldTexts[n]) + 1
		}
		kept.held = append(kept.held, r.held[n]-1)
	}
	known := &r.organisations[c.organisations[doc]]
	if !known.ok || known.name != row.organisation {
		*known = numberedName{row.organisation, columns.organisation(row.organisation), true}
	}
	kept.organisation = &known.number
	for _, n := range c.areas[c.areaStart[doc]:c.areaStart[doc+1]] {
		f.areas = append(f.areas, c.areaDict[n])
	}
	for i := c.pointStart[doc]; i < c.pointStart[doc+1]; i++ {
		f.points = append(f.points, service.Point{Lat: c.lat[i], Lon: c.lon[i]})
	}
	if f.flags&flagDated != 0 { // and the day may be another one
		var keys []string
		for _, n := range c.sessions[c.sessionStart[doc]:c.sessionStart[doc+1]] {
			keys = append(keys, r.sessionTexts[n])
		}
		f.yes, f.unstated = finder.cellsOf(keys)
	}
}
