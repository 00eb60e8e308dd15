package index

import (
	"context"
	"slices"
	"strings"

	"fettle/internal/need"
	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/when"
)

// Explain says how one service stands to a question: for the words and each
// chosen filter yes, not stated or no, and the fact that says so. It answers
// for services that are not in the results too. *NotFoundError when no service
// has the id.
func (l *Library) Explain(ctx context.Context, q service.Query, id string) (service.Fit, []service.Reason, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.gen == nil {
		return "", nil, errClosed
	}
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	doc, ok := l.gen.columns.number(id)
	if !ok {
		return "", nil, &NotFoundError{id}
	}
	g := l.gen.ask()
	defer g.done()
	return g.explain(doc, q)
}

func (g *asker) explain(doc int, q service.Query) (service.Fit, []service.Reason, error) {
	s, err := g.records.record(doc)
	if err != nil {
		return "", nil, err
	}
	var reasons []service.Reason
	words, release, err := g.foundWords(q)
	if err != nil {
		return "", nil, err
	}
	defer release()
	stated := g.statedOf(words, q)
	if crisis := g.crisis(words, q); crisis != nil && crisis.has(doc) {
		reasons = append(reasons, service.Reason{Pane: service.PaneWords, Answer: service.Yes, Fact: "help in a crisis, listed whatever the words", Source: "record"})
		words = asked{}
	}
	some := words.most > 0 && words.allowed(g.copyOf(g.columns.live)).has(doc)
	for _, w := range words.wanted {
		if some && !w.has(doc) {
			continue // it has others
		}
		reasons = append(reasons, g.words.reason(w, doc, s))
	}
	if words.without != nil && words.without.has(doc) {
		reasons = append(reasons, service.Reason{Pane: service.PaneWords, Answer: service.No, Fact: "has a word that is to be left out", Source: "record"})
	}
	filters, err := g.filters(q)
	if err != nil {
		return "", nil, err
	}
	for _, f := range filters {
		answer := service.No
		switch {
		case f.yes.has(doc):
			answer = service.Yes
		case f.unstated.has(doc):
			answer = service.NotStated
		}
		r := g.fact(doc, s, f.pane, answer, q)
		r.Pane, r.Answer = f.pane, answer
		reasons = append(reasons, r)
	}
	fit := fitOf(reasons, q.StatedOnly)
	isBest := q.Sort == service.SortBest || q.Sort == ""
	if isBest && isForOthers(g.columns.onlyForOf(doc), stated) && len(reasons) > 0 && fit != service.Fails {
		reasons = append(reasons, onlyForFact(s))
	}
	return fit, reasons, nil
}

func fitOf(reasons []service.Reason, statedOnly bool) service.Fit {
	fit := service.Fits
	for _, r := range reasons {
		switch {
		case r.Answer == service.No, r.Answer == service.NotStated && statedOnly:
			return service.Fails
		case r.Answer == service.NotStated:
			fit = service.MayFit
		}
	}
	return fit
}

// fact says in words what a record has in a pane, and where it stands.
func (g *generation) fact(doc int, s *service.Service, pane service.Pane, answer service.Answer, q service.Query) service.Reason {
	record := func(fact string) service.Reason { return service.Reason{Fact: fact, Source: "record"} }
	switch pane {
	case service.PaneOrganisation:
		if s.Organisation.Name == "" {
			return record("the organisation is not stated")
		}
		return record(s.Organisation.Name)
	case service.PaneAge:
		return ageFact(s.Ages(), answer)
	case service.PaneWhere:
		return record(g.whereFact(doc, s, answer, q))
	case service.PaneArea:
		return record(areaFact(s, *q.In, g.towns))
	case service.PaneWhen:
		return whenFact(s, answer, q)
	case service.PaneNeed:
		return foundFact(s.Found.Needs, q.Choices[pane], "no need was found in its words or terms")
	case service.PaneCircumstance:
		return foundFact(s.Found.Circumstances, q.Choices[pane], "whom it is for is not stated")
	case service.PaneChecked:
		if s.Assured.On == "" {
			return record("when it was checked is not stated")
		}
		return record("checked on " + string(s.Assured.On))
	default:
		return record(g.optionsFact(doc, pane))
	}
}

// ageFact says the ages, what they are worth, and where they were read.
func ageFact(a service.Age, answer service.Answer) service.Reason {
	said, source := a.Phrase(), "record"
	switch {
	case said == "":
		said = "ages are not stated"
	case a.Origin != "":
		source = string(a.Origin)
		said += ", the " + source + " says “" + a.Words + "”"
	case a.Recommended:
		said = "recommended for " + said
	}
	if a.OfChildren && answer == service.NotStated {
		said += ": the ages are the children's"
	}
	return service.Reason{Fact: said, Source: source}
}

func (g *generation) whereFact(doc int, s *service.Service, answer service.Answer, q service.Query) string {
	if miles, at := g.columns.nearest(doc, q.Near.Point); at >= 0 {
		fact := "it is " + place.Away(miles, q.Near.Level.Rough() || s.Locations[at].Level.Rough())
		if answer == service.Yes && miles > q.Radius() { // by what Near.Slack adds
			fact += " from the middle of " + q.Near.Name + ", and nearer to some of it"
		}
		return fact
	}
	if !slices.ContainsFunc(s.How, service.How.Remote) {
		return "where it is is not stated"
	}
	if len(s.Areas) == 0 {
		return "no need to travel, and no area is stated"
	}
	names := make([]string, 0, len(s.Areas))
	for _, a := range s.Areas {
		names = append(names, a.Name)
	}
	fact := "no need to travel; it serves " + strings.Join(names, ", ")
	if answer == service.NotStated {
		fact += ", which may or may not reach " + q.Near.Name
	}
	return fact
}

// whenFact says the session that suits, or all there are when none does.
func whenFact(s *service.Service, answer service.Answer, q service.Query) service.Reason {
	if len(s.Sessions) == 0 {
		return service.Reason{Fact: "times are not stated", Source: "record"}
	}
	var said []string
	source := "record"
	for _, session := range s.Sessions {
		if answer == service.Yes && when.Suits([]service.Session{session}, q.When, q.Now) != service.Yes {
			continue
		}
		if words := when.Words(session); words != "" && !slices.Contains(said, words) {
			said = append(said, words)
			if session.Origin == service.OriginDescription {
				source = "description"
			}
		}
	}
	return service.Reason{Fact: strings.Join(said, "; "), Source: source}
}

// foundFact quotes the evidence for the chosen needs or circumstances, or
// names those that were found instead.
func foundFact(has []service.NeedFound, chosen []string, none string) service.Reason {
	var said, others []string
	source := "record"
	for _, n := range has {
		others = append(others, need.Label(n.ID))
		if !slices.Contains(chosen, n.ID) {
			continue
		}
		fact := need.Label(n.ID)
		if len(n.Evidence) > 0 {
			fact += ": the " + n.Evidence[0].Where + " says “" + n.Evidence[0].Words + "”"
			source = n.Evidence[0].Where
		}
		said = append(said, fact)
	}
	switch {
	case len(said) > 0:
		return service.Reason{Fact: strings.Join(said, "; "), Source: source}
	case len(others) > 0:
		return service.Reason{Fact: "for " + strings.Join(others, ", "), Source: source}
	}
	return service.Reason{Fact: none, Source: source}
}

// optionsFact names the options that a document has in a pane.
func (g *generation) optionsFact(doc int, pane service.Pane) string {
	c := g.columns
	var said []string
	for _, t := range c.terms[c.termStart[doc]:c.termStart[doc+1]] {
		if key := c.dict[t]; key.Pane == pane {
			said = append(said, g.label[key])
		}
	}
	if len(said) == 0 {
		return "not stated"
	}
	return strings.Join(said, ", ")
}
