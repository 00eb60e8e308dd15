package need

import (
	"slices"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// Causes returns what a service may be for alone and no pane asks about: finer
// than the circumstances, or beside them.
func Causes() []Need {
	return []Need{
		{"suicide-loss", "Bereaved by suicide"},
		{"baby-loss", "Loss of a baby"},
		{"gambling", "Harm by gambling"},
		{"one-condition", "One health condition"},
		{"one-community", "One country or community"},
		{"one-faith", "One faith"},
		{"small-children", "Small children"},
	}
}

// targets are all that rules find: the needs, the circumstances and the causes.
func targets() []Need { return slices.Concat(Needs(), Circumstances(), Causes()) }

// firstCause is the number of the first target that is a cause.
func firstCause() int { return len(Needs()) + len(Circumstances()) }

// surely is the weight from which a circumstance that neither the name nor the
// eligibility says is taken for a condition.
const surely = 0.95

// onlyFor returns whom alone a service is for: the causes it is for, else the
// circumstances that its name or eligibility says, or all of it does. Those of
// which rules do not say how somebody would name them are no condition.
func (t *tally) onlyFor(circumstances []service.NeedFound) []service.NeedFound {
	narrows := t.r.ready().narrows
	var found []service.NeedFound
	for i := firstCause(); i < len(t.pieces); i++ {
		if w := weigh(t.pieces[i], mostRestAbout); narrows[i] && w >= threshold {
			found = append(found, t.found(i, w))
		}
	}
	if len(found) > 0 {
		sortFound(found)
		return found
	}
	for _, c := range circumstances {
		i := t.r.needs + position(Circumstances(), c.ID)
		isGender := c.ID == "women-only" || c.ID == "men-only" // one word is enough to say so
		said := slices.ContainsFunc(c.Evidence, func(e service.Evidence) bool { return e.Where == partName || e.Where == partEligibility })
		if narrows[i] && (said || c.Weight >= surely && (isGender || len(c.Evidence) > 1)) {
			found = append(found, c)
		}
	}
	return found
}

// stated is how somebody who asks says whom it is for.
type stated struct {
	*matcher
	by map[string][]int
}

func (d *definitions) makeStated() *stated { return &stated{compile(d.asked), d.statedBy} }

// narrows returns the targets that somebody who asks can name.
func (d *definitions) narrows() map[int]bool {
	out := map[int]bool{}
	for key := range d.asked {
		out[key.target] = true
	}
	return out
}

// addStated takes in how somebody who asks names a circumstance or a cause.
func (d *definitions) addStated(s statement, target int) error {
	if target < len(Needs()) {
		return s.fault("%q must stand under a circumstance or a cause", s.key+":")
	}
	if s.key == keyAsked {
		return addTo(d.asked, s, target, levelSure)
	}
	for i, id := range s.items {
		if !Known(id) && !KnownCircumstance(id) {
			return s.faultAt(i, "there is no need or circumstance %q: see the lists at the top of the built-in rules", clean.Short(id))
		}
		if !slices.Contains(d.statedBy[id], target) {
			d.statedBy[id] = append(d.statedBy[id], target)
		}
	}
	return nil
}

// Stated returns the ids of the circumstances and causes that a question names:
// by its words, or by the needs and circumstances that are chosen in it. What a
// service is for alone is known of the person when it is among them.
func (r *Rules) Stated(words string, chosen []string) []string {
	found := make([]bool, len(r.targets))
	for _, id := range chosen {
		if i := position(Circumstances(), id); i >= 0 {
			found[r.needs+i] = true
		}
		for _, target := range r.stated().by[id] {
			found[target] = true
		}
	}
	if words != "" {
		f := fold(words)
		for _, m := range r.stated().find(&f) {
			for _, e := range m.entries {
				found[e.target] = true
			}
		}
	}
	var ids []string
	for i, is := range found {
		if is {
			ids = append(ids, r.targets[i].ID)
		}
	}
	return ids
}
