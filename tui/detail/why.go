package detail

import (
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/words"
)

// Why is how a service stands to what is asked.
type Why struct {
	// Fit is the outcome; Reasons are one for the words and each filter.
	Fit     service.Fit
	Reasons []service.Reason
}

// fit says how a service stands to the question, and in few lines why.
func (p *sheet) fit(s *Subject) {
	fit, unstated := service.Fit(""), []service.Pane(nil)
	if s.Hit != nil {
		fit, unstated = s.Hit.Fit, s.Hit.Unstated
	}
	if s.Why != nil && s.Hit == nil {
		fit, unstated = s.Why.Fit, s.Why.unstated()
	}
	if s.Hit != nil && len(s.Hit.OnlyFor) > 0 {
		said := "May fit: " + words.OnlyFor(s.Hit.OnlyFor)
		if len(unstated) > 0 {
			said += "; " + words.Unstated(unstated, s.Service.Ages())
		}
		sign := "? "
		if p.spoken {
			sign = ""
		}
		p.text(p.theme.MayFit, sign+said)
	} else {
		p.outcome(fit, words.Unstated(unstated, s.Service.Ages()))
	}
	if s.Why == nil {
		return
	}
	label, said := "Why: ", s.Why.speaking()
	if s.Why.Fit == service.Fails {
		label, said = "Misses: ", s.Why.missing()
	}
	switch text := label + strings.Join(said, "; "); {
	case len(said) == 0:
	case p.spoken:
		p.speak("", text)
	default:
		p.why(label, text)
	}
}

// mostWhy is how many lines the reason takes at most; all of it is one key away.
const mostWhy = 3

// why paints the reason, which begins with a label.
func (p *sheet) why(label, text string) {
	lines := paint.Wrap(text, textWidth(p.width))
	if len(lines) > mostWhy {
		lines[mostWhy-1] = paint.Cut(lines[mostWhy-1]+" "+lines[mostWhy], textWidth(p.width))
		lines = lines[:mostWhy]
	}
	for i, line := range lines {
		l := paint.NewLine(p.width, p.theme.Base)
		if rest, ok := strings.CutPrefix(line, label); ok && i == 0 {
			l.Put(p.theme.Dim, label)
			line = rest
		}
		p.lines = append(p.lines, l.Put("", line).String())
	}
}

// outcome says the fit with its sign.
func (p *sheet) outcome(fit service.Fit, unstated string) {
	style, sign, said := p.theme.Fits, "+ ", "Fits what was asked"
	switch fit {
	case service.MayFit:
		style, sign, said = p.theme.MayFit, "? ", strings.TrimSuffix("May fit: "+unstated, ": ")
	case service.Fails:
		style, sign, said = p.theme.Warn, "- ", "Does not fit what was asked"
	case service.Fits:
	default:
		return
	}
	if p.spoken {
		sign = ""
	}
	p.text(style, sign+said)
}

// unstated returns the filters that the record does not answer.
func (w *Why) unstated() []service.Pane {
	var panes []service.Pane
	for _, r := range w.Reasons {
		if r.Answer == service.NotStated {
			panes = append(panes, r.Pane)
		}
	}
	return panes
}

// speaking returns the facts that speak for the service: what it is for first,
// then the rest.
func (w *Why) speaking() []string {
	var first, rest []string
	for _, r := range w.Reasons {
		switch {
		case r.Answer != service.Yes || r.Fact == "":
		case r.Pane == service.PaneNeed || r.Pane == service.PaneCircumstance:
			first = append(first, r.Fact)
		default:
			rest = append(rest, r.Fact)
		}
	}
	return append(first, rest...)
}

// missing returns what speaks against the service: "age (ages 55 and over)".
func (w *Why) missing() []string {
	var said []string
	for _, r := range w.Reasons {
		if r.Answer == service.No {
			said = append(said, words.PaneName(r.Pane)+" ("+r.Fact+")")
		}
	}
	return said
}

// reasons paints why a service fits or does not: each thing asked with yes, not
// stated or no, the fact and where it stands.
func reasons(s *Subject, w int, t *theme.Theme) []string {
	p := &sheet{width: w, theme: t}
	p.reasons(s)
	return p.lines
}

func (p *sheet) reasons(s *Subject) {
	name := s.Service.Name
	if name == "" {
		name = "Name " + words.NotStated
	}
	p.text(p.theme.Strong, name)
	if !p.spoken {
		p.text("", s.Service.Organisation.Name)
	}
	if s.Why == nil {
		return
	}
	p.outcome(s.Why.Fit, words.Unstated(s.Why.unstated(), s.Service.Ages()))
	p.blank()
	p.text(p.theme.Heading, "Why: each thing that was asked")
	// What speaks against it first, then what has to be asked.
	for _, answer := range [...]service.Answer{service.No, service.NotStated, service.Yes} {
		before, said := service.Pane(""), false
		for _, r := range s.Why.Reasons {
			if r.Answer == answer {
				p.reason(r, said && r.Pane == before)
				before, said = r.Pane, true
			}
		}
	}
}

// reason paints one reason: the answer with its sign, and under it the fact and
// where it stands, as far as that is not said already. More is set when it follows one
// with the same answer to the same filter.
func (p *sheet) reason(r service.Reason, more bool) {
	name := words.Capital(words.PaneName(r.Pane))
	fact := words.Capital(paint.Clean(r.Fact))
	if r.Source != "" && !strings.Contains(r.Fact, "the "+r.Source) {
		fact += " (from the " + r.Source + ")"
	}
	if p.spoken {
		p.speakReason(name, fact, r)
		return
	}
	switch {
	case more:
	case r.Answer == service.Yes:
		p.text(p.theme.Fits, "+ "+name+": yes")
	case r.Answer == service.No:
		p.text(p.theme.Warn, "- "+name+": no")
	case r.Answer == service.NotStated:
		p.text(p.theme.MayFit, "? "+name+": "+words.NotStated)
	}
	if r.Answer == service.NotStated && strings.HasSuffix(r.Fact, words.NotStated) {
		return
	}
	for _, line := range paint.Wrap(fact, textWidth(p.width)-2) {
		p.lines = append(p.lines, paint.NewLine(p.width, p.theme.Base).Gap(2).Put("", line).String())
	}
}
