package need

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fettle/internal/service"
)

// What a part of a record weighs. The name and the terms say what a service
// is; the beginning of a description mostly does; the rest of a long one
// mentions much in passing.
const (
	weightName         = 1.0
	weightTerm         = 0.8
	weightLead         = 0.7
	weightOrganisation = 0.45
	weightRest         = 0.3
	weightAbout        = 0.2
	weightAge          = 0.8
	// weightAudience is for a circumstance; a need is borne out by a label of
	// the audience only together with other words.
	weightAudience = 1.0
	weightForNeed  = 0.4
	// weightPlace is what is left of a word that only names a place.
	weightPlace = 0.25

	// leadWords is how many words of a description are its beginning.
	leadWords = 45
	// plainWords is the length up to which the rest of a description counts
	// in full; each mention in a longer one counts for less.
	plainWords = 150
	// mostRest bounds what all mentions in the rest can add up to.
	mostRest = 0.7
	// mostRestAbout does so for a circumstance: whom a service is for, it says
	// at the beginning.
	mostRestAbout = 0.4
	// mostText bounds what a description can add up to, so that a name or a
	// term, which says what the service is, is never outweighed by length.
	mostText = 1.2
	// again is what a phrase adds when it comes once more, up to twice.
	again = 0.25
)

// What is needed of the sum of the weights.
const (
	// threshold is the weight from which a need is given.
	threshold = 0.5
	// lastResort is the weight from which the surest need is given when none
	// reaches the threshold.
	lastResort = 0.15
	// share is the part of the surest need's weight that another must reach.
	share = 0.3
	// mostNeeds is how many needs a service is given at most.
	mostNeeds = 5
	// mostEvidence is how much evidence is kept of each.
	mostEvidence = 4
	// mostPieces bounds the pieces of evidence that are weighed for each.
	mostPieces = 100
)

func strength(l level) float64 {
	switch l {
	case levelName, levelSure:
		return 1
	case levelText:
		return 0.6
	case levelHint:
		return 0.3
	default: // What hides and denies has no strength of its own.
		return 0
	}
}

// piece is evidence for one target with its weight.
type piece struct {
	service.Evidence
	// phrase tells phrases apart: the node of one that was found, a negative
	// number for a term, a label or the ages.
	phrase int32
	weight float64
	level  level
	// rest marks evidence from the rest of a description.
	rest bool
}

// isText reports whether the evidence stands in running text.
func (p *piece) isText() bool {
	return p.Where == partSummary || p.Where == partDescription || p.Where == partEligibility
}

// weigh adds up pieces of evidence: a phrase counts where it weighs most, a
// little for each further time, and all mentions in passing only up to mostRest.
func weigh(pieces []piece, mostRest float64) float64 {
	type tallied struct {
		best  *piece
		times int
	}
	var room [16]tallied
	phrases := room[:0]
next:
	for i := range pieces {
		p := &pieces[i]
		for j := range phrases {
			if phrases[j].best.phrase == p.phrase {
				phrases[j].times++
				if p.weight > phrases[j].best.weight {
					phrases[j].best = p
				}
				continue next
			}
		}
		phrases = append(phrases, tallied{best: p, times: 1})
	}
	var names, texts, rests float64
	for _, t := range phrases {
		weight := t.best.weight * (1 + again*float64(min(t.times-1, 2)))
		switch {
		case t.best.rest:
			rests += weight
		case t.best.isText():
			texts += weight
		default:
			names += weight
		}
	}
	return math.Round(1000*(names+min(mostText, texts+min(mostRest, rests)))) / 1000
}

// needs returns the needs that the evidence bears out.
func (t *tally) needs() []service.NeedFound {
	first := make([]float64, t.r.needs)
	for i := range first {
		first[i] = weigh(t.pieces[i], mostRest)
	}
	weights := slices.Clone(first)
	for target, others := range t.r.ready().givesWay {
		if target < t.r.needs && slices.ContainsFunc(others, func(o int) bool { return first[o] >= threshold }) {
			t.pieces[target] = slices.DeleteFunc(t.pieces[target], func(p piece) bool { return p.level < levelName })
			weights[target] = weigh(t.pieces[target], mostRest)
		}
	}
	best := slices.Max(weights)
	var found []service.NeedFound
	for i, w := range weights {
		if w >= threshold && w >= share*best || best < threshold && w == best && w >= lastResort && found == nil {
			found = append(found, t.found(i, w))
		}
	}
	sortFound(found)
	weighPurposes(found)
	return found[:min(len(found), mostNeeds)]
}

// What another need than the surest must weigh to be a purpose of its own: so much
// by itself, or so much of the surest one. By the labels of two feeds, of those
// that do two in three are what a careful worker would give, and of those that
// don't one in four.
const (
	ownPurpose  = 1.5
	samePurpose = 0.65
	mostWeight  = 1
)

// Purpose is the weight from which on a need is what a service is for; below it, the
// service does that too, or mentions it.
const Purpose = 0.95

// weighPurposes turns weights into how far a need is a purpose: 1 is what the service
// is for, less is what it does too or mentions.
func weighPurposes(found []service.NeedFound) {
	if len(found) > 0 && found[0].Weight >= threshold {
		surest := found[0].Weight
		for i := range found {
			found[i].Weight = max(found[i].Weight/ownPurpose, found[i].Weight/surest/samePurpose)
		}
	}
	roundWeights(found)
}

// circumstances returns the circumstances that the evidence bears out.
func (t *tally) circumstances() []service.NeedFound {
	var found []service.NeedFound
	for i := t.r.needs; i < firstCause(); i++ {
		if w := weigh(t.pieces[i], mostRestAbout); w >= threshold && !t.undone(i) {
			found = append(found, t.found(i, w))
		}
	}
	sortFound(found)
	roundWeights(found)
	return found
}

// undone reports whether another circumstance that this one can't stand with is
// borne out as well: "for men" and "for women" are for neither only.
func (t *tally) undone(target int) bool {
	return slices.ContainsFunc(t.r.ready().never, func(pair [2]int) bool {
		other := pair[0] + pair[1] - target
		return (pair[0] == target || pair[1] == target) && weigh(t.pieces[other], mostRestAbout) >= threshold
	})
}

// sortFound puts the surest first; the order of the list decides between equals.
func sortFound(found []service.NeedFound) {
	slices.SortStableFunc(found, func(a, b service.NeedFound) int { return cmp.Compare(b.Weight, a.Weight) })
}

// roundWeights gives weights from 0 to 1 with two figures.
func roundWeights(found []service.NeedFound) {
	for i := range found {
		found[i].Weight = math.Round(min(found[i].Weight, mostWeight)*100) / 100
	}
}

// found puts together a target with its weight and its best evidence: what weighs
// most first, and of what weighs the same the phrase of more words.
func (t *tally) found(target int, weight float64) service.NeedFound {
	pieces := slices.Clone(t.pieces[target])
	slices.SortStableFunc(pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(len(strings.Fields(b.Words)), len(strings.Fields(a.Words))), cmp.Compare(len(b.Words), len(a.Words)))
	})
	f := service.NeedFound{ID: t.r.targets[target].ID, Weight: weight}
	for i, p := range pieces {
		said := slices.ContainsFunc(pieces[:i], func(o piece) bool { return o.phrase == p.phrase || strings.EqualFold(o.Words, p.Words) })
		if len(f.Evidence) < mostEvidence && !said {
			f.Evidence = append(f.Evidence, p.Evidence)
		}
	}
	return f
}
