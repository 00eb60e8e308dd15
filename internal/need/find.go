package need

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/service"
)

// The parts of a record as evidence names them.
const (
	partName         = "name"
	partTerm         = "term"
	partAudience     = "audience"
	partSummary      = "summary"
	partDescription  = "description"
	partOrganisation = "organisation"
	partEligibility  = "eligibility"
	partAge          = "age"
)

// maxText bounds the bytes of one text that are read.
const maxText = 20_000

// partOf is the kind of a part, which decides what its words can mean.
type partOf uint8

const (
	// running is prose: words that count in names only do not count.
	running partOf = iota
	// serviceName is the name of the service itself, otherName that of a term
	// or an organisation.
	serviceName
	otherName
)

// tally gathers the evidence for all targets.
type tally struct {
	r      *Rules
	pieces [][]piece
	// terms counts the evidence that is no phrase.
	terms int32
}

func (r *Rules) tally() tally { return tally{r: r, pieces: make([][]piece, len(r.targets))} }

// Find returns the needs that a service meets and the circumstances it is for,
// surest first, each with its evidence. The record is left as it is.
func (r *Rules) Find(s *service.Service) service.Found {
	t := r.tally()
	t.readTerms(s)
	t.read(text{part: partName, kind: serviceName, words: s.Name, lead: weightName, rest: weightName})
	if !strings.EqualFold(strings.TrimSpace(s.Organisation.Name), strings.TrimSpace(s.Name)) {
		t.read(text{part: partOrganisation, kind: otherName, words: s.Organisation.Name, lead: weightOrganisation, rest: weightOrganisation})
	}
	t.readDescription(s)
	t.read(text{part: partEligibility, words: s.Eligibility, lead: weightLead, rest: weightRest})
	found := service.Found{}
	if !s.Age.Stated() {
		found.Age = saidAges(s)
	}
	t.readAges(s.Age)
	found.Needs, found.Circumstances = t.needs(), t.circumstances()
	found.OnlyFor = t.onlyFor(s, found.Needs, found.Circumstances)
	if len(found.Needs) == 0 && s.Organisation.Description != "" {
		about := r.tally()
		about.read(text{part: partOrganisation, words: s.Organisation.Description, lead: weightAbout, rest: weightAbout})
		found.Needs = about.needs()
	}
	ages := s.Age
	if !ages.Stated() {
		ages = found.Age
	}
	found.OfChildren = areOfChildren(ages, found.Needs)
	return found
}

// readDescription reads the summary and the description; a summary that is
// only the beginning of the description is not counted twice.
func (t *tally) readDescription(s *service.Service) {
	description := text{part: partDescription, words: s.Description, lead: weightLead, rest: weightRest}
	summary := strings.TrimSuffix(strings.TrimSpace(s.Summary), "…")
	if strings.HasPrefix(s.Description, summary) {
		description.summary = len(summary)
	} else {
		t.read(text{part: partSummary, words: s.Summary, lead: weightLead, rest: weightLead})
	}
	t.read(description)
}

// text is one text of a record.
type text struct {
	part  string
	kind  partOf
	words string
	// lead and rest are the weights of its beginning and of what follows.
	lead, rest float64
	// summary is how many of its bytes are the summary as well.
	summary int
}

// read notes the evidence in a text.
func (t *tally) read(x text) {
	if x.words == "" {
		return
	}
	if len(x.words) > maxText {
		x.words = strings.ToValidUTF8(x.words[:maxText], "")
	}
	f := fold(x.words)
	if n := len(f.tokens); n > plainWords {
		x.rest *= math.Sqrt(plainWords / float64(n))
	}
	for _, m := range settle(t.r.ready().find(&f), f.tokens, t.r.needs, x.kind) {
		from, to := f.tokens[m.first].start, f.tokens[m.last].end
		p := piece{
			Evidence: service.Evidence{Where: x.part, Words: x.words[from:to]},
			phrase:   m.node,
			rest:     x.lead > x.rest && m.first >= leadWords,
		}
		if to <= x.summary {
			p.Where = partSummary
		}
		weight := x.lead
		if p.rest {
			weight = x.rest
		}
		if m.place {
			weight *= weightPlace
		}
		for _, e := range m.entries {
			if len(t.pieces[e.target]) < mostPieces {
				p.weight, p.level = weight*strength(e.level), e.level
				t.pieces[e.target] = append(t.pieces[e.target], p)
			}
		}
	}
}

// readTerms reads the terms: what a service is. Terms that say whom it is for
// are labels of the audience, in whatever list they stand.
func (t *tally) readTerms(s *service.Service) {
	audience := map[string]string{}
	for _, label := range s.Audience {
		addLabel(audience, label)
	}
	seen := map[string]bool{}
	for _, term := range s.Terms {
		key, label := termKey(term.Vocabulary, term.ID), stemsOf(term.Name)
		if _, ok := audience[label]; ok || isAudience(term.Vocabulary) {
			addLabel(audience, term.Name)
			t.noteCircumstances(t.r.ready().labels[key], cmp.Or(term.Name, term.ID))
			continue
		}
		if seen[key+label] {
			continue
		}
		seen[key+label] = true
		targets := slices.Concat(t.r.ready().labels[label], t.r.ready().labels[key])
		slices.Sort(targets)
		words := cmp.Or(term.Name, term.ID)
		for _, target := range slices.Compact(targets) {
			t.note(target, partTerm, words, weightTerm)
		}
		if len(targets) == 0 {
			t.read(text{part: partTerm, kind: otherName, words: term.Name, lead: weightTerm, rest: weightTerm})
		}
	}
	t.readAudience(audience)
}

// isAudience reports whether a vocabulary says whom a service is for.
func isAudience(vocabulary string) bool {
	plain := strings.ToLower(vocabulary)
	for _, part := range []string{"circumstance", "suitabilit", "audience", "situation", "eligibilit", "send_need", "sendneed"} {
		if strings.Contains(plain, part) && !strings.Contains(plain, "openeligibility") {
			return true
		}
	}
	return false
}

// addLabel adds the last part of a label such as "Parents>Grandparents".
func addLabel(labels map[string]string, label string) {
	if i := strings.LastIndexByte(label, '>'); i >= 0 {
		label = label[i+1:]
	}
	if key := stemsOf(label); key != "" {
		labels[key] = strings.TrimSpace(label)
	}
}

func (t *tally) noteCircumstances(targets []int, words string) {
	for _, target := range targets {
		if target >= t.r.needs {
			t.note(target, partTerm, words, weightTerm)
		}
	}
}

// readAudience reads the labels of the audience. They bear out a need that the
// words name as well, and no need alone. Some publishers tick every audience
// there is: each label then says less.
func (t *tally) readAudience(labels map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		for _, target := range t.r.ready().labels[key] {
			weight := weightAudience
			if target < t.r.needs {
				weight = weightForNeed / math.Sqrt(float64(len(labels)))
			}
			t.note(target, partAudience, labels[key], weight)
		}
	}
}

// readAges gives the targets whose bounds hold the ages of the service.
func (t *tally) readAges(age service.Age) {
	for _, rule := range t.r.ready().ages {
		switch {
		case rule.least > 0 && age.Min != nil && *age.Min >= rule.least:
			t.note(rule.target, partAge, "ages "+years(*age.Min)+" and over", weightAge)
		case rule.most > 0 && age.Max != nil && *age.Max <= rule.most:
			t.note(rule.target, partAge, "ages up to "+years(*age.Max), weightAge)
		}
	}
}

func years(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// note adds evidence that is no phrase of a text.
func (t *tally) note(target int, part, words string, weight float64) {
	t.terms--
	t.pieces[target] = append(t.pieces[target], piece{
		Evidence: service.Evidence{Where: part, Words: words},
		phrase:   t.terms,
		weight:   weight,
		level:    levelSure,
	})
}
