package detail

import (
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/words"
)

// Spoken returns the page of a service as plain lines that are read out: each a
// label and its fact, in the order of the screen. The publisher's own account
// is not among them; see Account.
func Spoken(s Subject) []string {
	p := spokenSheet()
	if s.Explain {
		p.reasons(&s)
		return p.lines
	}
	p.above(&s)
	if s.Service.Description == "" && s.Service.Summary != "" {
		p.speak("The publisher says", s.Service.Summary)
	}
	p.freshness(&s)
	return p.lines
}

// Fact is one labelled fact of a page: "Ages", "50 and over".
type Fact struct{ Label, Text string }

// Reference is the label of the fact that is the record's id.
const Reference = "Reference"

// Facts returns the labelled facts of a service in the order of its page, those
// of one label together. A fact that is not stated is said to be so.
func Facts(s Subject) []Fact {
	p := spokenSheet()
	p.above(&s)
	p.freshness(&s)
	var facts []Fact
	for _, f := range p.facts {
		if n := len(facts); n > 0 && facts[n-1].Label == f.Label {
			facts[n-1].Text += "; " + f.Text
			continue
		}
		facts = append(facts, f)
	}
	return facts
}

// Account returns what the publisher says of a service as paragraphs of plain
// text; none when there is no more than the summary that Spoken says.
func Account(s *service.Service) []string {
	var paragraphs []string
	for line := range strings.SplitSeq(s.Description, "\n") {
		line = strings.TrimSpace(paint.Clean(line))
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(line+" ", "## "), "- "))
		if line != "" {
			paragraphs = append(paragraphs, line)
		}
	}
	return paragraphs
}

// spokenSheet returns a sheet that paints nothing.
func spokenSheet() *sheet { return &sheet{spoken: true, theme: &theme.Theme{}} }

// speak adds a line to be read out; an empty text says nothing.
func (p *sheet) speak(label, text string) {
	text = strings.TrimSpace(paint.Clean(text))
	if text == "" {
		return
	}
	if label != "" {
		if label == strings.ToUpper(label) {
			label = words.Capital(strings.ToLower(label))
		}
		p.facts = append(p.facts, Fact{label, text})
		// Without a full stop, so that an address can be taken as it stands.
		p.lines = append(p.lines, label+": "+text)
		return
	}
	if !strings.ContainsRune(".!?:", rune(text[len(text)-1])) {
		text += "."
	}
	p.lines = append(p.lines, text)
}

// speakReason says one reason in a line: "Age: yes. Ages 50 and over (from the record)."
func (p *sheet) speakReason(name, fact string, r service.Reason) {
	answer := map[service.Answer]string{service.Yes: "yes", service.No: "no", service.NotStated: words.NotStated}[r.Answer]
	if r.Answer == service.NotStated && strings.HasSuffix(r.Fact, words.NotStated) {
		fact = ""
	}
	if fact != "" {
		answer += ". " + fact
	}
	p.speak(name, answer)
}
