package detail

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/tui/light"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/words"
)

// labelWidth is the width of the column of labels on a page with room for one.
const labelWidth = 11

// sheet collects the lines of a page: painted ones, or, when it is spoken,
// plain ones that are read out.
type sheet struct {
	lines  []string
	width  int
	theme  *theme.Theme
	lit    *light.Words
	spoken bool
	// facts are the labelled facts of a spoken sheet.
	facts []Fact
}

// line returns an empty line on which the words searched for are lit up.
func (p *sheet) line() *paint.Line {
	l := paint.NewLine(p.width, p.theme.Base)
	if p.lit != nil {
		l.Mark(p.lit, p.theme.Lit)
	}
	return l
}

// facts paints what stands above and below the publisher's own words.
func facts(s *Subject, w int, t *theme.Theme) (above, below []string) {
	top := &sheet{width: w, theme: t, lit: s.Lit}
	top.above(s)
	if s.Service.Description != "" || s.Service.Summary != "" {
		top.blank()
		top.text(t.Heading, "What the publisher says")
	}
	if s.Service.Description == "" && s.Service.Summary != "" {
		top.text("", s.Service.Summary)
	}
	end := &sheet{width: w, theme: t}
	end.freshness(s)
	return top.lines, end.lines
}

// above says all that stands above the publisher's own words.
func (p *sheet) above(s *Subject) {
	p.head(s)
	p.reach(s)
	p.when(s)
	p.where(s)
	p.who(s)
	p.way(s.Service)
}

func (p *sheet) blank() {
	if !p.spoken {
		p.lines = append(p.lines, paint.Blank(p.width, p.theme.Base))
	}
}

// text paints a text over the whole width.
func (p *sheet) text(style paint.Style, text string) {
	if p.spoken {
		p.speak("", text)
		return
	}
	for _, line := range paint.Wrap(text, textWidth(p.width)) {
		p.lines = append(p.lines, p.line().Put(style, line).String())
	}
}

// fact paints a label and its text beside it, or under it on a narrow page; an
// empty text says nothing.
func (p *sheet) fact(label string, style paint.Style, text string) {
	if p.spoken {
		p.speak(label, text)
		return
	}
	indent := labelWidth
	if p.width < 34 {
		indent = 2
		if label != "" {
			p.lines = append(p.lines, paint.NewLine(p.width, p.theme.Base).Put(p.theme.Dim, label).String())
		}
		label = ""
	}
	for _, line := range paint.Wrap(text, textWidth(p.width)-indent) {
		l := paint.NewLine(p.width, p.theme.Base).Cell(p.theme.Dim, label, indent)
		if p.lit != nil {
			l.Mark(p.lit, p.theme.Lit)
		}
		p.lines = append(p.lines, l.Put(style, line).String())
		label = ""
	}
}

// must is fact for something that is said to be not stated when it is missing.
func (p *sheet) must(label, text string) {
	if strings.TrimSpace(text) == "" {
		p.fact(label, p.theme.Dim, words.NotStated)
		return
	}
	p.fact(label, "", text)
}

// all is fact for several texts under one label; none says nothing.
func (p *sheet) all(label string, style paint.Style, texts []string) {
	if p.spoken {
		p.speak(label, strings.Join(texts, "; "))
		return
	}
	for _, text := range texts {
		p.fact(label, style, text)
		label = ""
	}
}

// head says what the service is, whether it runs and how it fits.
func (p *sheet) head(s *Subject) {
	v := s.Service
	name := v.Name
	if name == "" {
		name = "Name " + words.NotStated
	}
	p.text(p.theme.Strong, name)
	if v.AlternateName != "" {
		p.text(p.theme.Dim, "also "+v.AlternateName)
	}
	p.text("", v.Organisation.Name)
	if v.Status.Closed() {
		p.text(p.theme.Warn, "The publisher says: "+string(v.Status))
	}
	if v.Alert != "" {
		p.text(p.theme.Warn, "Notice: "+v.Alert)
	}
	p.fit(s)
}

// reach says how to get in touch: telephone first.
func (p *sheet) reach(subject *Subject) {
	s := subject.Service
	if subject.Writes {
		p.writing(s)
	}
	p.blank()
	phones := 0
	label := "PHONE"
	for _, ph := range s.Phones {
		p.phone(label, ph, "")
		label, phones = "", phones+1
	}
	for i := range s.Contacts {
		who := strings.Trim(s.Contacts[i].Name+", "+s.Contacts[i].Title, ", ")
		for n, ph := range s.Contacts[i].Phones {
			if n > 0 { // who it is stands above already
				who = ""
			}
			if slices.ContainsFunc(s.Phones, func(own service.Phone) bool { return own.Number == ph.Number }) {
				p.fact("", p.theme.Dim, who) // the number stands above already
				continue
			}
			p.phone(label, ph, who)
			label, phones = "", phones+1
		}
	}
	if phones == 0 {
		p.must("PHONE", "")
	}
	if !subject.Writes {
		p.blank()
		p.all("E-mail", "", emails(s))
		p.fact("Web", "", s.URL)
	}
}

// writing says how to write to a service, before its telephone.
func (p *sheet) writing(s *service.Service) {
	p.blank()
	if all := emails(s); len(all) > 0 {
		p.all("E-MAIL", p.theme.Phone, all)
	} else {
		p.must("E-MAIL", "")
	}
	p.fact("Web", "", s.URL)
}

// phone paints one number on a line of its own, what it is for behind it.
func (p *sheet) phone(label string, ph service.Phone, who string) {
	note := strings.Trim(who+", "+ph.Label, ", ")
	number := words.Phone(ph)
	if p.spoken {
		p.speak("Phone", strings.TrimSuffix(number+", "+note, ", "))
		return
	}
	if p.width >= 34 && labelWidth+paint.Width(number)+3+paint.Width(note) < p.width {
		l := paint.NewLine(p.width, p.theme.Base).Cell(p.theme.Dim, label, labelWidth).Put(p.theme.Phone, number)
		p.lines = append(p.lines, l.Gap(3).Put(p.theme.Dim, note).String())
		return
	}
	p.fact(label, p.theme.Phone, number)
	p.fact("", p.theme.Dim, note)
}

func emails(s *service.Service) []string {
	var all []string
	if s.Email != "" {
		all = append(all, s.Email)
	}
	for i := range s.Contacts {
		if c := &s.Contacts[i]; c.Email != "" && c.Email != s.Email {
			all = append(all, strings.Trim(c.Email+"  "+c.Name, " "))
		}
	}
	return all
}

// when says the next sessions and the rules behind them.
func (p *sheet) when(s *Subject) {
	v := s.Service
	next := s.Times.Next(v, s.Now, 3)
	if status := s.Times.Status(v, s.Now); status != "" && len(next) > 0 {
		next[0] = status
	}
	if v.Status.Closed() {
		next = nil
	}
	p.all("Next", p.theme.Strong, next)
	var rules []string
	for i := range v.Sessions {
		rule := s.Times.Session(v.Sessions[i])
		if v.Sessions[i].Origin == service.OriginDescription {
			rule += " (read from the description)"
		}
		if rule != "" {
			rules = append(rules, rule)
		}
	}
	const most = 8
	if len(rules) > most {
		rules = append(rules[:most], fmt.Sprintf("and %d more times", len(rules)-most))
	}
	if v.Timing != "" {
		rules = append(rules, v.Timing)
	}
	if len(rules) == 0 {
		rules = []string{words.NotStated}
	}
	p.all("Times", "", rules)
	p.all("Mind", p.theme.Warn, s.Times.Cautions(v))
}

// where says the places, the nearest first, and how else it is attended.
func (p *sheet) where(s *Subject) {
	v := s.Service
	order := make([]int, 0, len(v.Locations))
	if s.Hit != nil && s.Hit.Nearest >= 0 && s.Hit.Nearest < len(v.Locations) {
		order = append(order, s.Hit.Nearest)
	}
	for i := range v.Locations {
		if v.Locations[i].Visited() && (len(order) == 0 || order[0] != i) {
			order = append(order, i)
		}
	}
	var places []string
	for n, i := range order {
		said := words.Place(&v.Locations[i])
		if said == "" {
			continue
		}
		if n == 0 && s.Hit != nil && s.Hit.Miles != nil {
			said += " (" + place.Away(*s.Hit.Miles, s.Hit.Rough) + ")"
		}
		places = append(places, said)
	}
	var hows, areas []string
	for _, h := range v.How {
		hows = append(hows, words.How(h))
	}
	for _, a := range v.Areas {
		if a.Name != "" {
			areas = append(areas, a.Name)
		}
	}
	if len(places) > 0 || len(hows) == 0 {
		p.must("Where", strings.Join(places, "; "))
	}
	p.fact("How", "", strings.Join(hows, ", "))
	p.fact("Area", "", strings.Join(areas, ", "))
	p.fact("Access", "", strings.Join(accessibility(s), "; "))
}

// accessibility gathers what is provided at the service and at its places.
func accessibility(s *Subject) []string {
	all := append([]string(nil), s.Service.Accessibility...)
	for i := range s.Service.Locations {
		all = append(all, s.Service.Locations[i].Accessibility...)
	}
	seen := make(map[string]bool, len(all))
	kept := all[:0]
	for _, a := range all {
		if !seen[a] {
			seen[a] = true
			kept = append(kept, a)
		}
	}
	return kept
}

// who says for whom it is and what it costs.
func (p *sheet) who(s *Subject) {
	v := s.Service
	ages := words.Ages(v.Ages())
	if v.Age.Words != "" && v.Age.Origin == "" && v.Age.Words != ages {
		ages = strings.Trim(ages+"; "+v.Age.Words, "; ")
	}
	p.must("Ages", ages)
	p.fact("Who for", "", strings.Join(v.Audience, ", "))
	p.fact("Open to", "", v.Eligibility)
	cost := words.Cost(v.Cost)
	var prices []string
	for _, o := range v.Cost.Options {
		if said := words.CostOption(o); said != "" {
			prices = append(prices, said)
		}
	}
	if len(prices) > 0 && v.Cost.Free != service.Yes {
		cost = strings.Join(prices, "; ")
	}
	if v.Cost.Words != "" && v.Cost.Words != cost {
		cost = strings.Trim(cost+". "+v.Cost.Words, ". ")
	}
	p.must("Cost", cost)
	p.fact("Languages", "", strings.Join(v.Languages, ", "))
	var needs []string
	for _, n := range v.Found.Needs {
		needs = append(needs, s.Needs(n.ID))
	}
	p.fact("Helps with", "", strings.Join(needs, ", "))
}

// way says how to get in.
func (p *sheet) way(s *service.Service) {
	var ways []string
	for _, a := range s.Access {
		ways = append(ways, words.Access(a))
	}
	said := strings.Join(ways, "; ")
	if s.AccessNote != "" {
		said = strings.Trim(said+". "+s.AccessNote, ". ")
	}
	p.must("To join", said)
}

// freshness says how old the facts are and who says so.
func (p *sheet) freshness(s *Subject) {
	v, today := s.Service, service.DateOf(s.Now)
	p.blank()
	p.text(p.theme.Heading, "How sure is this?")
	checked := words.NotStated
	if ago := words.DaysAgo(v.Assured.On, today); ago != "" {
		checked = words.Day(v.Assured.On) + " (" + ago + ")"
		if v.Assured.By != "" {
			checked += ", by: " + v.Assured.By
		}
	}
	p.fact("Checked", "", checked)
	if ago := words.DaysAgo(v.Changed, today); ago != "" {
		p.fact("Changed", "", words.Day(v.Changed)+" ("+ago+")")
	}
	source := v.Source.Feed
	if source == "" {
		source = v.Feed()
	}
	if s.Publisher != "" {
		source += ", published by " + s.Publisher
	}
	p.must("Source", source)
	if host := hostOf(v.Source.URL); host != "" {
		p.fact("", p.theme.Dim, host)
	}
	p.fact(Reference, p.theme.Dim, v.ID)
}

// hostOf returns the name of the machine that an address is of.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
