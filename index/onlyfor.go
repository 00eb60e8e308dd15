package index

import (
	"fmt"
	"slices"
	"strings"
	stdsync "sync"

	"fettle/internal/need"
	"fettle/internal/service"
)

// onlyForBits are the circumstances and causes by their bits in columns.onlyFor.
var onlyForBits = stdsync.OnceValue(func() map[string]uint64 {
	out := map[string]uint64{}
	for i, n := range slices.Concat(need.Circumstances(), need.Causes()) {
		out[n.ID] = 1 << i
	}
	return out
})

// onlyFor returns the bits of what a service is for alone.
func onlyFor(s *service.Service) (bits uint64) {
	for _, n := range s.Found.OnlyFor {
		bits |= onlyForBits()[n.ID]
	}
	return bits
}

// Up to which age somebody is a small child, and young, and from which older.
const (
	smallUntil = 11
	youngUntil = 25
	olderFrom  = 60
)

// statedOf returns the bits of what a question says of the person: by its words,
// its needs, its circumstances, for whom it asks and the age. In danger nothing
// has to be said, except that it is for men: most who flee are women.
func (g *asker) statedOf(words asked, q service.Query) (bits uint64) {
	chosen := append(slices.Clone(q.Choices[service.PaneNeed]), q.Choices[service.PaneCircumstance]...)
	ids := slices.Clone(chosen)
	if g.stated != nil {
		ids = g.stated(words.said(), chosen)
	}
	if slices.Contains(q.Choices[service.PaneFor], service.ForWomen) {
		ids = append(ids, "women-only")
	}
	if slices.Contains(q.Choices[service.PaneFor], service.ForMen) {
		ids = append(ids, "men-only")
	}
	if q.Age != nil && *q.Age <= smallUntil {
		ids = append(ids, "small-children")
	}
	isYoung := q.Age != nil && *q.Age <= youngUntil || slices.Contains(chosen, "young-person") || slices.Contains(chosen, "young-people")
	if isYoung && slices.Contains(ids, "carer") {
		ids = append(ids, "young-carers")
	}
	all := onlyForBits()
	for _, id := range ids {
		bits |= all[id]
	}
	if q.Danger {
		bits |= ^all["men-only"]
	}
	return bits
}

// said returns the words of a question as they were read, with those that are not
// looked for.
func (a asked) said() string {
	out := slices.Clone(a.left)
	for _, s := range a.wanted {
		out = append(out, s.typed)
		if s.read != "" {
			out[len(out)-1] = s.read
		}
	}
	return strings.Join(out, " ")
}

// isForOthers reports whether a document of those bits is only for people in a
// circumstance, or with a cause, that the question does not state.
func isForOthers(bits, stated uint64) bool { return bits != 0 && bits&stated == 0 }

// onlyForOf returns the bits of what a document is for alone; 0 is for people in
// general.
func (c *columns) onlyForOf(doc int) uint64 {
	if i, ok := slices.BinarySearch(c.onlyFor, uint32(doc)); ok {
		return c.onlyForBits[i]
	}
	return 0
}

// onlyForLabels returns what a document is for alone, by the names on screen.
func (c *columns) onlyForLabels(doc int) (labels []string) {
	only := c.onlyForOf(doc)
	for i, n := range slices.Concat(need.Circumstances(), need.Causes()) {
		if only>>i&1 == 1 {
			labels = append(labels, n.Label)
		}
	}
	return labels
}

// onlyForFact says that a service is for people in one circumstance alone, of
// which the question says nothing.
func onlyForFact(s *service.Service) service.Reason {
	var said []string
	source := "record"
	for _, n := range s.Found.OnlyFor {
		fact := need.Label(n.ID)
		if len(n.Evidence) > 0 {
			fact += ", the " + n.Evidence[0].Where + " says “" + n.Evidence[0].Words + "”"
			source = n.Evidence[0].Where
		}
		said = append(said, fact)
	}
	return service.Reason{
		Pane: service.PaneCircumstance, Answer: service.NotStated, Source: source,
		Fact: "listed after others, as it is for people in one circumstance, and whether that is so was not asked: " + strings.Join(said, "; "),
	}
}

// ageGroup tells documents that are for people of the age that is asked for, which
// come first, from those that are for people of another; all others, which are for
// both or do not say, stand between. Without an age nothing is told, and the sets
// are nil.
type ageGroup struct{ first, last set }

// ageGroup returns the group of a question's age: up to youngUntil what is for
// young people, from olderFrom on what is for older ones. Last is what is for the
// other group, and what is recommended for other ages.
func (g *asker) ageGroup(q service.Query) ageGroup {
	if q.Age == nil {
		return ageGroup{}
	}
	c, years := g.columns, *q.Age
	f := g.remembered(fmt.Sprint("age group ", years), func() filter {
		f := filter{yes: newSet(c.n), unstated: newSet(c.n)}
		young, older := g.ofCircumstance("young-person"), g.ofCircumstance("older-person")
		if young != nil && older != nil {
			for i := range f.yes {
				wanted := uint64(0)
				if years <= youngUntil {
					wanted = young[i]
				} else if years >= olderFrom {
					wanted = older[i]
				}
				either := young[i] ^ older[i]
				f.yes[i], f.unstated[i] = either&wanted, either&^wanted
			}
		}
		for doc, flags := range c.flags {
			if flags&flagRecommended != 0 && c.isRecommendedForOthers(doc, years) { // which few are
				f.unstated.add(doc)
			}
		}
		f.yes.without(f.unstated)
		return f
	})
	return ageGroup{f.yes, f.unstated}
}

// ofCircumstance returns the documents that have a circumstance, nil when none
// can. The set is not the caller's.
func (g *asker) ofCircumstance(id string) set {
	for _, term := range g.terms[service.PaneCircumstance] {
		if g.columns.dict[term].ID == id {
			return g.having(term)
		}
	}
	return nil
}

// of returns 0 for a document that is for people of the age, 2 for one that is
// for people of another, else 1.
func (a ageGroup) of(doc int) uint64 {
	switch {
	case a.first == nil:
		return 1
	case a.first.has(doc):
		return 0
	case a.last.has(doc):
		return 2
	}
	return 1
}
