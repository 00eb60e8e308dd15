package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

// fixedPane is a pane whose options a service either has or has not. A service
// that has none of them is not stated in the pane.
type fixedPane struct {
	pane service.Pane
	// known lists the options that are shown even when no service has them, in
	// order; options that only services bring are shown after them.
	known func() []service.Option
	// of lists the options of one service.
	of func(s *service.Service) []optionOf
}

// optionOf is one option of one service and how surely it has it, up to 255.
type optionOf struct {
	id       string
	strength uint8
}

// fixedPanes returns the panes of fixed options in the order of their facets.
func fixedPanes() []fixedPane {
	return []fixedPane{
		{service.PaneNeed, needOptions, needsOf},
		{service.PaneCircumstance, circumstanceOptions, circumstancesOf},
		{service.PaneFor, forOptions, forOf},
		{service.PaneCost, costOptions, costOf},
		{service.PaneHow, howOptions, howOf},
		{service.PaneAccess, accessOptions, accessOf},
		{service.PaneLanguage, noOptions, languagesOf},
		{service.PaneAccessible, accessibleOptions, accessibleOf},
		{service.PaneType, noOptions, typesOf},
		{service.PaneFeed, noOptions, feedOf},
	}
}

// noOptions is for panes whose options only services bring.
func noOptions() []service.Option { return nil }

// neverFails reports whether a pane lists what a service provides and never
// what it lacks, so that an option that is not there is not stated. In such a
// pane every chosen option is wanted, where elsewhere any will do.
func neverFails(p service.Pane) bool { return p == service.PaneAccessible }

func needOptions() []service.Option {
	var out []service.Option
	for _, n := range need.Needs() {
		out = append(out, service.Option{ID: n.ID, Label: n.Label})
	}
	return out
}

func needsOf(s *service.Service) []optionOf {
	var out []optionOf
	for _, n := range s.Found.Needs {
		out = append(out, optionOf{n.ID, uint8(max(1, min(255, n.Weight*255)))})
	}
	return out
}

func circumstanceOptions() []service.Option {
	var out []service.Option
	for _, n := range need.Circumstances() {
		out = append(out, service.Option{ID: n.ID, Label: n.Label})
	}
	return out
}

func circumstancesOf(s *service.Service) []optionOf {
	var out []optionOf
	for _, n := range s.Found.Circumstances {
		out = append(out, optionOf{n.ID, 255})
	}
	return out
}

func forOptions() []service.Option {
	return []service.Option{
		{ID: service.ForWomen, Label: "For women"}, {ID: service.ForMen, Label: "For men"}, {ID: service.ForMixed, Label: "For everybody"},
	}
}

// forOf says whom a service is for by gender: those that say they are for women
// or men only are for nobody else; those that name both are for everybody.
func forOf(s *service.Service) []optionOf {
	women, men := hasCircumstance(s, "women-only"), hasCircumstance(s, "men-only")
	switch {
	case women && !men:
		return []optionOf{{service.ForWomen, 255}}
	case men && !women:
		return []optionOf{{service.ForMen, 255}}
	case women && men, saysMixed(s):
		return []optionOf{{service.ForWomen, 255}, {service.ForMen, 255}, {service.ForMixed, 255}}
	}
	return nil
}

func hasCircumstance(s *service.Service, id string) bool {
	return slices.ContainsFunc(s.Found.Circumstances, func(n service.NeedFound) bool { return n.ID == id })
}

// saysMixed reports whether the words say that both men and women are welcome.
func saysMixed(s *service.Service) bool {
	text := strings.ToLower(s.Name + " " + s.Summary + " " + s.Description + " " + s.Eligibility)
	if !strings.Contains(text, "women") && !strings.Contains(text, "mixed") && !strings.Contains(text, "gender") {
		return false // as with most services
	}
	text = " " + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
	for _, words := range []string{" men and women ", " mixed group ", " mixed gender ", " all genders ", " any gender "} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

func costOptions() []service.Option {
	return []service.Option{
		{ID: service.CostFree, Label: "Free"}, {ID: service.CostLow, Label: "Up to £5"}, {ID: service.CostPriced, Label: "There is a price"},
	}
}

func costOf(s *service.Service) []optionOf {
	switch s.Cost.Free {
	case service.Yes:
		return []optionOf{{service.CostFree, 255}}
	case service.No:
		if lowPriced(s.Cost.Options) {
			return []optionOf{{service.CostLow, 255}, {service.CostPriced, 255}}
		}
		return []optionOf{{service.CostPriced, 255}}
	case service.NotStated:
	}
	return nil
}

// lowPriced reports whether every price is stated and at most LowPounds.
func lowPriced(options []service.CostOption) bool {
	for _, o := range options {
		if o.Pounds == nil || *o.Pounds > service.LowPounds {
			return false
		}
	}
	return len(options) > 0
}

func howOptions() []service.Option {
	return []service.Option{
		{ID: string(service.AtVenue), Label: "At a place"},
		{ID: string(service.AtHome), Label: "At home"},
		{ID: string(service.ByPhone), Label: "By phone"},
		{ID: string(service.IsOnline), Label: "Online"},
	}
}

func howOf(s *service.Service) []optionOf {
	var out []optionOf
	for _, h := range s.How {
		out = append(out, optionOf{string(h), 255})
	}
	return out
}

func accessOptions() []service.Option {
	return []service.Option{
		{ID: string(service.DropIn), Label: "Drop in"},
		{ID: string(service.SelfReferral), Label: "Refer yourself"},
		{ID: string(service.ProfessionalReferral), Label: "A professional refers"},
		{ID: string(service.Appointment), Label: "By appointment"},
		{ID: string(service.Membership), Label: "By membership"},
		{ID: string(service.Assessment), Label: "After an assessment"},
	}
}

func accessOf(s *service.Service) []optionOf {
	var out []optionOf
	for _, a := range s.Access {
		out = append(out, optionOf{string(a), 255})
	}
	return out
}

func languagesOf(s *service.Service) []optionOf {
	var out []optionOf
	for _, l := range s.Languages {
		out = addOption(out, strings.ToLower(l))
	}
	return out
}

func accessibleOptions() []service.Option {
	return []service.Option{
		{ID: service.StepFree, Label: "Step-free"}, {ID: service.HearingLoop, Label: "Hearing loop"},
		{ID: service.Toilets, Label: "Accessible toilets"}, {ID: service.Parking, Label: "Parking"}, {ID: service.Quiet, Label: "Quiet space"},
	}
}

// accessibleOf reads what is provided from the publisher's lists and words.
func accessibleOf(s *service.Service) []optionOf {
	said := append([]string{s.Description, s.Summary}, s.Accessibility...)
	for i := range s.Locations {
		said = append(said, s.Locations[i].Description)
		said = append(said, s.Locations[i].Accessibility...)
	}
	text := strings.ToLower(strings.Join(said, "\n"))
	text = strings.ReplaceAll(strings.ReplaceAll(text, "-", " "), "’", "'")
	var out []optionOf
	for _, sign := range accessibleSigns() {
		if !slices.ContainsFunc(sign.hints, func(hint string) bool { return strings.Contains(text, hint) }) {
			continue
		}
		if slices.ContainsFunc(sign.words, func(words string) bool { return says(text, words) }) {
			out = addOption(out, sign.id)
		}
	}
	return out
}

// says reports whether words stand in a text without being denied before them
// in their own clause: "there is no hearing loop" does not say that there is one.
func says(text, words string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return false
		}
		at += from
		clause := text[strings.LastIndexAny(text[:at], ".,;:!?\n(")+1 : at]
		denied := slices.ContainsFunc(strings.Fields(clause), func(w string) bool {
			return w == "no" || w == "not" || w == "without" || w == "nor" || w == "lacks" || w == "cannot" || strings.HasSuffix(w, "n't")
		})
		if !denied {
			return true
		}
		from = at + len(words)
	}
}

// accessibleSign is the words that say that one thing is provided, of each of
// which one of the hints is a part: most texts have none, and need no closer look.
type accessibleSign struct {
	id           string
	hints, words []string
}

// accessibleSigns are the words by which publishers say what is provided.
// Hyphens read as spaces.
func accessibleSigns() []accessibleSign {
	return []accessibleSign{
		{service.StepFree, []string{"access", "step free", "wheelchair", "ramp"}, []string{
			"step free", "wheelchair access", "wheelchair user", "level access", "ramped access", "ramp to", "has a ramp", "fully accessible",
			"accessible entrance", "disabled access", "flat access", "accessible by wheelchair",
		}},
		{service.HearingLoop, []string{"loop"}, []string{"hearing loop", "induction loop", "hearing aid loop", "loop system", "t loop"}},
		{service.Toilets, []string{"toilet", "changing places", "wc"}, []string{"accessible toilet", "disabled toilet", "changing places", "accessible wc", "disabled wc", "toilet for disabled"}},
		{service.Parking, []string{"park", "blue badge"}, []string{
			"car park", "parking available", "free parking", "disabled parking", "blue badge", "parking on site", "on site parking",
			"accessible parking", "parking space", "parking nearby", "parking bays",
		}},
		{service.Quiet, []string{"quiet", "sensory", "relaxed", "calm"}, []string{"quiet space", "quiet room", "quiet area", "sensory room", "sensory friendly", "relaxed session", "low sensory", "calm space", "quiet hour"}},
	}
}

// typesOf are the kinds of service that the publisher tags it with, by their
// labels; audiences and circumstances are not kinds.
func typesOf(s *service.Service) []optionOf {
	var out []optionOf
	seen := map[string]bool{} // a publisher may tag one service with any number
	for _, t := range s.Terms {
		v := strings.ToLower(t.Vocabulary)
		if t.Name == "" || strings.Contains(v, "circumstance") || strings.Contains(v, "audience") || strings.Contains(v, "suitab") ||
			strings.Contains(v, "access") || strings.Contains(v, "send") {
			continue
		}
		if id := strings.ToLower(t.Name); !seen[id] {
			seen[id] = true
			out = append(out, optionOf{id, 255})
		}
	}
	return out
}

func feedOf(s *service.Service) []optionOf { return []optionOf{{s.Feed(), 255}} }

// addOption adds a stated option once; "" is none.
func addOption(to []optionOf, id string) []optionOf {
	if id == "" || slices.ContainsFunc(to, func(o optionOf) bool { return o.id == id }) {
		return to
	}
	return append(to, optionOf{id, 255})
}

// ageOptions are the ages that the age pane counts. Each stands for a band and
// is counted as one age within it, so that the count is exact.
func ageOptions() []service.Option {
	return []service.Option{
		{ID: "2", Label: "Under 5 (as 2)"}, {ID: "8", Label: "5 to 10 (as 8)"}, {ID: "13", Label: "11 to 15 (as 13)"},
		{ID: "16", Label: "16 to 17 (as 16)"}, {ID: "21", Label: "18 to 24 (as 21)"}, {ID: "40", Label: "25 to 49 (as 40)"},
		{ID: "57", Label: "50 to 64 (as 57)"}, {ID: "72", Label: "65 to 79 (as 72)"}, {ID: "85", Label: "80 and over (as 85)"},
	}
}

// whereMiles are the distances that the where pane counts, in miles.
func whereMiles() []float64 { return []float64{1, 2, 3, 5, 10, 20} }

func whereOption(miles float64) service.Option {
	label := fmt.Sprintf("Within %g miles", miles)
	if miles == 1 {
		label = "Within 1 mile"
	}
	return service.Option{ID: fmt.Sprintf("%g", miles), Label: label}
}

// checkedDays are the days that the pane of freshness counts.
func checkedDays() []service.Option {
	return []service.Option{
		{ID: "30", Label: "In the last month"}, {ID: "90", Label: "In the last 3 months"},
		{ID: "180", Label: "In the last 6 months"}, {ID: "365", Label: "In the last year"},
	}
}

// checkedLimits are the days of checkedDays as numbers.
func checkedLimits() [4]int { return [4]int{30, 90, 180, 365} }

// weekOptions are the cells of the week.
func weekOptions() []service.Option {
	names := map[string]string{
		"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
	}
	options := make([]service.Option, 0, cellsOfWeek)
	for _, cell := range when.WeekCells() {
		day, part, _ := strings.Cut(cell.ID, "-")
		options = append(options, service.Option{ID: cell.ID, Label: names[day] + " " + part})
	}
	return options
}

// sortName folds a name for the order by name: case and leading punctuation
// don't matter.
func sortName(name string) string {
	return strings.ToLower(strings.TrimLeft(name, `"'“‘([#*-–— `))
}
