package when

import "regexp"

// caution is a thing to look out for, with the words that tell of it and those
// that take it back.
type caution struct {
	words, unless *regexp.Regexp
	says          string
}

// The cautions, in the order in which they are given.
var cautions = [...]caution{
	{
		words:  regexp.MustCompile(`(?i)\b(?:term[ -]?times?|school terms?|terms? only|during terms?|in terms?|week terms?|half[ -]terms?)\b|\b(?:not|no|except|excluding|closed)\b[^.;]{0,40}\bschool holidays?\b`),
		unless: regexp.MustCompile(`(?i)\b(?:all year round|including school holidays|open (?:in|during) (?:the )?school holidays|term[ -]?time and (?:school )?holidays)\b`),
		says:   "Term time: may not run in school holidays",
	},
	{
		words:  regexp.MustCompile(`(?i)\b(?:(?:in|during) (?:the )?(?:school |summer |easter )?holidays|(?:school|summer) holidays? only|holiday club|half[ -]term only)\b`),
		unless: regexp.MustCompile(`(?i)\b(?:not|no|except|excluding|closed|including)\b[^.;]{0,40}\bholidays?\b|\bterm[ -]?time\b`),
		says:   "School holidays: may not run in term time",
	},
	{
		words:  regexp.MustCompile(`(?i)\b(?:bank|public)\s*-?\s*hol(?:iday)?s?\b|\bbank\s*\(?(?:&|and)?\s*(?:public )?holidays\b`),
		unless: regexp.MustCompile(`(?i)\b(?:including|incl\.?|even on|open on|open) (?:all )?(?:bank|public) hol(?:iday)?s?\b`),
		says:   "Bank holidays: may not run",
	},
	{
		words:  regexp.MustCompile(`(?i)\b(?:including|incl\.?|even on|open on|open) (?:all )?(?:bank|public) hol(?:iday)?s?\b`),
		says:   "Bank holidays: says it runs",
		unless: regexp.MustCompile(`(?i)\bnot open\b`),
	},
	{
		words:  regexp.MustCompile(`(?i)\b(?:january|february|april|june|july|august|september|october|november|december|summer|winter|spring|autumn|seasonal|christmas)\b`),
		says:   "Not all year: check the dates",
		unless: regexp.MustCompile(`(?i)\ball year round\b`),
	},
	{
		words: regexp.MustCompile(`(?i)\b(?:subject to change|(?:may|can|times|hours|dates) (?:sometimes )?(?:vary|change)|please check|check (?:first|before|our website|the website|facebook)|weather permitting)\b`),
		says:  "Times may change: check first",
	},
	{
		words:  regexp.MustCompile(`(?i)\b(?:by appointment|appointments? only|(?:booking|booked) (?:is )?(?:essential|required|necessary|needed|in advance)|must (?:be )?book(?:ed)?|please book|need to book|pre-?book(?:ed|ing)?)\b`),
		unless: regexp.MustCompile(`(?i)\bno (?:need to book|booking|appointments?)\b|\b(?:don[’']t|do not) need to book\b|\bbooking (?:is )?not\b`),
		says:   "Book first",
	},
}

var notIncluding = regexp.MustCompile(`(?i)\bnot incl(?:uding|\.)?`)

// Cautions returns what to look out for in a publisher's words about times, in
// plain English and at most one line each: term time, school holidays, bank
// holidays, seasons, changes, booking.
func Cautions(words string) []string {
	words = notIncluding.ReplaceAllString(words, "excluding")
	var found []string
	for _, c := range cautions {
		if c.words.MatchString(words) && (c.unless == nil || !c.unless.MatchString(words)) {
			found = append(found, c.says)
		}
	}
	return found
}
