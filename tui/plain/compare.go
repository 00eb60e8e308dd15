package plain

import (
	"fettle/internal/service"
	"fettle/tui/compare"
)

// compare gathers two services to be compared: those of the numbers, the one
// that is being read, and the one that was picked before. With one alone it
// waits for the other.
func (d *dialogue) compare(rest string) bool {
	list, ok := numbers(rest)
	switch {
	case rest != "" && (!ok || len(list) > 2):
		return false
	case rest == "" && d.at() != atReading:
		d.say("Which two? Type compare and their numbers, such as: compare 1 2")
		return true
	}
	var ids []string
	if d.picked != "" && len(list) < 2 {
		ids = append(ids, d.picked)
	}
	if r, ok := d.here().(*reading); ok && len(list) < 2 {
		ids = append(ids, r.id)
	}
	for _, n := range list {
		id := d.numbered(n)
		if id == "" {
			return true
		}
		ids = append(ids, id)
	}
	d.picked = ""
	switch first, last := ids[0], ids[len(ids)-1]; {
	case first != last:
		d.sideBySide(first, last)
	case len(ids) > 1:
		d.say("These two are one and the same service.")
	default:
		d.picked = first
		d.say("%s is picked. Type compare and the number of another service, or go there and type compare.", d.nameOf(first))
	}
	return true
}

// sideBySide reads two services side by side.
func (d *dialogue) sideBySide(ids ...string) {
	sides := make([]compare.Side, 0, len(ids))
	for _, id := range ids {
		s, err := d.deps.Service(id)
		if err != nil {
			d.trouble(err)
			return
		}
		sides = append(sides, compare.Of(d.subject(&s, d.hit(id))))
	}
	d.enter(&menu{
		kind: "compared", title: "Side by side", says: "A number does that. b goes back.",
		lead: func(d *dialogue) {
			for _, line := range compare.Spoken(sides[0], sides[1]) {
				d.say("%s", line)
			}
		},
		choices: func(d *dialogue) []choice {
			var list []choice
			for _, side := range sides {
				said := "Mark " + side.Name + "."
				if d.marked()[side.ID] {
					said = "Take " + side.Name + " off the shortlist."
				}
				list = append(list, choice{said, func(d *dialogue) { d.mark(side.ID) }})
			}
			return list
		},
	})
}

// hit says how a service stood to the question when it was found; nil when it
// was not.
func (d *dialogue) hit(id string) *service.Hit {
	for i := range d.found.rows {
		if d.found.rows[i].ID == id {
			return &d.found.rows[i].Hit
		}
	}
	return nil
}
