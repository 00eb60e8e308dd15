package need

import (
	"slices"
	"strings"
	"unicode"

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
		{"young-carers", "Young carers"},
	}
}

// targets are all that rules find: the needs, the circumstances and the causes.
func targets() []Need { return slices.Concat(Needs(), Circumstances(), Causes()) }

// firstCause is the number of the first target that is a cause.
func firstCause() int { return len(Needs()) + len(Circumstances()) }

// surely is the weight from which a circumstance that neither the name nor the
// eligibility says is taken for a condition.
const surely = 0.95

// How clearly a record says that a person must be in a circumstance.
const (
	notSaid   = iota
	byAll     // by the whole of the record
	byOpening // by the first sentence
	byName    // by the name or the eligibility
)

// condition returns how clearly a circumstance that a service is for is said to be
// one that a person must be in. A gender is said in one word. That disabled or
// pregnant people are welcome, or can get in, is said by many services that are for
// everybody, and some publishers tick every audience there is: labels count only
// together with words at the beginning.
func condition(c service.NeedFound, s *service.Service) int {
	said, inWords := notSaid, false
	for _, e := range c.Evidence {
		switch e.Where {
		case partName, partEligibility:
			return byName
		case partOrganisation:
			inWords = true
		case partSummary, partDescription:
			inWords = inWords || e.Where == partSummary
			if opensFor(s.Description, e.Words) {
				said = byOpening
			}
		}
	}
	isGender := c.ID == "women-only" || c.ID == "men-only"
	isWelcome := c.ID == "disabled" || c.ID == "wheelchair-user" || c.ID == "pregnant"
	if said == notSaid && !isWelcome && c.Weight >= surely && (isGender || inWords && len(c.Evidence) > 1) {
		said = byAll
	}
	return said
}

// opensFor reports whether the first sentence of a text says that something is for
// those who are called by some words: "A natter for autistic adults". It is not so
// when others are named before them: "for everybody, autistic people too".
func opensFor(text, words string) bool {
	if end := strings.IndexAny(text, ".!?;\n"); end >= 0 {
		text = text[:end]
	}
	text = strings.ToLower(text)
	at := strings.Index(text, strings.ToLower(words))
	if at < 0 {
		return false
	}
	before := strings.FieldsFunc(text[:at], func(r rune) bool { return !unicode.IsLetter(r) })
	from := slices.Index(before[max(0, len(before)-mostBefore):], "for")
	if from < 0 {
		return false
	}
	return !slices.ContainsFunc(before[max(0, len(before)-mostBefore)+from:], func(w string) bool {
		return slices.Contains([]string{"all", "anybody", "anyone", "everybody", "everyone", "including", "and", "or"}, w)
	}) && !slices.Contains(before, "suitable")
}

// mostBefore is how many words before those who are meant "for" may stand.
const mostBefore = 4

// onlyFor returns whom alone a service is for: the causes it is for, else the
// circumstances that its record says most clearly: a caseworker for veterans who
// helps with homelessness is for veterans. Those of which rules do not say how
// somebody would name them are no condition.
func (t *tally) onlyFor(s *service.Service, needs, circumstances []service.NeedFound) []service.NeedFound {
	narrows := t.r.ready().narrows
	var found []service.NeedFound
	for i := firstCause(); i < len(t.pieces); i++ {
		own := slices.DeleteFunc(slices.Clone(t.pieces[i]), func(p piece) bool { return p.Where == partOrganisation })
		if w := weigh(own, mostRestAbout); narrows[i] && w >= threshold {
			found = append(found, t.found(i, w))
		}
	}
	if len(found) > 0 {
		sortFound(found)
		roundWeights(found)
		return found
	}
	clearest := notSaid
	for _, c := range circumstances {
		if !narrows[t.r.needs+position(Circumstances(), c.ID)] {
			continue
		}
		said := condition(c, s)
		if said > clearest {
			found, clearest = nil, said
		}
		if said > notSaid && said == clearest {
			found = append(found, c)
		}
	}
	if clearest == byAll && len(found) > mostByAll {
		return nil
	}
	return withCarers(found, needs)
}

// mostByAll is how many circumstances a record as a whole can be for: one that lists
// more is for everybody.
const mostByAll = 2

// withCarers adds those who care when a service is for people in a circumstance
// and surely for those who care for them as well.
func withCarers(found, needs []service.NeedFound) []service.NeedFound {
	has := func(id string) func(service.NeedFound) bool {
		return func(n service.NeedFound) bool { return n.ID == id }
	}
	i := slices.IndexFunc(needs, has("carers"))
	if len(found) == 0 || i < 0 || needs[i].Weight < surely || slices.ContainsFunc(found, has("carer")) {
		return found
	}
	return append(found, service.NeedFound{ID: "carer", Weight: needs[i].Weight, Evidence: needs[i].Evidence})
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
