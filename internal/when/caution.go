package when

import (
	"regexp"
	"slices"
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// caution is a thing to look out for, with the words that tell of it and those
// that take it back.
type caution struct {
	words, unless func() *regexp.Regexp
	says          string
	// anywhere says that the words mean the same in a sentence that is not about
	// times.
	anywhere bool
}

// The cautions, in the order in which they are given.
var cautions = [...]caution{
	{
		words:  pattern.Later(`(?i)\b(?:term[ -]?times?|school terms?|terms? only|during terms?|in terms?|week terms?)\b|\b(?:not|no|except|excluding|closed)\b[^.;]{0,40}\b(?:school holidays?|half[ -]terms?)\b`),
		unless: pattern.Later(`(?i)\b(?:in terms of|all year round|including school holidays|open (?:in|during) (?:the )?school holidays|term[ -]?time and (?:school )?holidays)\b`),
		says:   "Term time: may not run in school holidays",

		anywhere: true,
	},
	{
		words:  pattern.Later(`(?i)\b(?:(?:in|during) (?:the )?(?:school |summer |easter )?holidays|(?:school|summer) holidays? only|holiday club|half[ -]term only)\b`),
		unless: pattern.Later(`(?i)\b(?:not|no|except|excluding|closed|including)\b[^.;]{0,40}\bholidays?\b|\bterm[ -]?time\b`),
		says:   "School holidays: may not run in term time",
	},
	{
		words:  pattern.Later(`(?i)\b(?:bank|public)\s*-?\s*hol(?:iday)?s?\b|\bbank\s*\(?(?:&|and)?\s*(?:public )?holidays\b`),
		unless: runsOnHolidays,
		says:   "Bank holidays: may not run",

		anywhere: true,
	},
	{
		words:  runsOnHolidays,
		says:   "Bank holidays: says it runs",
		unless: pattern.Later(`(?i)\bnot open\b`),
	},
	{
		words:  pattern.Later(`(?i)\b(?:january|february|april|june|july|august|september|october|november|december|summer|winter|spring|autumn|seasonal|christmas)\b`),
		says:   "Not all year: check the dates",
		unless: pattern.Later(`(?i)\ball year round\b`),
	},
	{
		words: pattern.Later(`(?i)\b(?:subject to change|(?:may|can|times|hours|dates) (?:sometimes )?(?:vary|change)|please check|check (?:first|before|our website|the website|facebook)|weather permitting)\b`),
		says:  "Times may change: check first",
	},
	{
		words:  pattern.Later(`(?i)\b(?:by appointment|appointments? only|(?:booking|booked) (?:is )?(?:essential|required|necessary|needed|in advance)|must (?:be )?book(?:ed)?|please book|need to book|pre-?book(?:ed|ing)?)\b`),
		unless: pattern.Later(`(?i)\bno (?:need to book|booking|appointments?)\b|\b(?:don[’']t|do not) need to book\b|\bbooking (?:is )?not\b`),
		says:   "Book first",
	},
}

var (
	notIncluding   = pattern.Later(`(?i)\bnot incl(?:uding|\.)?`)
	runsOnHolidays = pattern.Later(`(?i)\b(?:including|incl\.?|even on|open on|open) (?:[\p{L}’']+(?:,| and| &) ){0,3}(?:all )?(?:bank|public) hol(?:iday)?s?\b|` +
		`\bsundays? (?:and|&|/) (?:bank|public) hol(?:iday)?s?:? \d`)
)

// holds reports whether words tell of the caution.
func (c caution) holds(words string) bool {
	return c.words().MatchString(words) && (c.unless == nil || !c.unless().MatchString(words))
}

// CautionsOf returns what to look out for in all that a service says of its
// times, in plain English and at most one line each: term time, school holidays,
// bank holidays, seasons, changes, booking. Of its description it takes no more
// than what is said of school terms and bank holidays, and the sentences that
// sessions were read out of.
func CautionsOf(s *service.Service) []string {
	words := []string{s.Timing}
	for _, session := range s.Sessions {
		words = append(words, session.Words, session.Sentence)
	}
	return cautionsIn(words, s.Description)
}

// cautionsIn returns the cautions that any of the words about times tell of, or
// any sentence of a description.
func cautionsIn(words []string, description string) []string {
	var said, prose []string
	for _, text := range words {
		said = append(said, notIncluding().ReplaceAllString(text, "excluding"))
	}
	if anywhereHints(description) {
		for line := range strings.Lines(description) {
			for _, text := range sentences(line) {
				prose = append(prose, notIncluding().ReplaceAllString(text, "excluding"))
			}
		}
	}
	var found []string
	for _, c := range cautions {
		if slices.ContainsFunc(said, c.holds) || c.anywhere && slices.ContainsFunc(prose, c.holds) {
			found = append(found, c.says)
		}
	}
	return found
}

// anywhereHints reports whether a text has a part of a word that stands in whatever
// tells of a caution anywhere: most descriptions have none, and need no closer look.
func anywhereHints(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "term") || strings.Contains(text, "hol")
}
