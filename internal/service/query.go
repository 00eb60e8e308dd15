package service

import (
	"slices"
	"time"
)

// DefaultWithin is the radius in miles when a place is given without one.
const DefaultWithin = 5.0

// Query is one question. The zero Query asks for everything.
type Query struct {
	// Words are looked for in names, descriptions, organisations, terms and places.
	Words string
	// Wording says how many of the words a service has to have.
	Wording Wording
	// Typing says that the last word may be unfinished.
	Typing bool
	// Danger says that the words mean danger to somebody's life: services for
	// people in crisis come first then.
	Danger bool
	// Age is the person's age in whole years; nil asks for any.
	Age *int
	// Near is the place to be near; nil asks for anywhere.
	Near *Near
	// Within is the radius around Near in miles; 0 is DefaultWithin.
	Within float64
	// In is the area that a service has to be in or to serve; nil asks for any.
	In *Area
	// When are the times that suit; any of them will do.
	When []Window
	// CheckedWithin is how many days ago a record was checked at the most; 0 asks
	// for any.
	CheckedWithin int
	// Choices are the options chosen in the panes of fixed options: any option
	// of a pane will do, every pane with a choice must be met.
	Choices map[Pane][]string
	// StatedOnly leaves out the services that only may fit.
	StatedOnly bool
	// Sort is the order; "" is SortBest.
	Sort Sort
	// Limit is how many services to return; 0 is all.
	Limit int
	// Offset is how many services to leave out at the start.
	Offset int
	// Facets asks for the counts of every option of every pane.
	Facets bool
	// Now is the moment that "now", "soonest" and ages of checks are counted from.
	Now time.Time
}

// Wording says how many of the words of a question a service has to have. What is
// in quotation marks it has to have whatever the wording.
type Wording string

// The wordings.
const (
	// AllWords asks for every word.
	AllWords Wording = ""
	// TellingWords leaves out the words that tell nothing of a service, such as
	// "likes" and "Jean", and those that no service has.
	TellingWords Wording = "telling"
	// SomeWords asks for any of those words that tell most; services with more of
	// the words come first.
	SomeWords Wording = "some"
)

// Choose returns the query with the options chosen in a pane instead of those
// before; none clears the pane. The query itself is left alone.
func (q Query) Choose(p Pane, options ...string) Query {
	choices := make(map[Pane][]string, len(q.Choices)+1)
	for pane, chosen := range q.Choices {
		choices[pane] = chosen
	}
	delete(choices, p)
	if len(options) > 0 {
		choices[p] = slices.Clone(options)
	}
	q.Choices = choices
	return q
}

// Radius returns the radius around Near in miles.
func (q Query) Radius() float64 {
	if q.Within > 0 {
		return q.Within
	}
	return DefaultWithin
}

// Pane names one group of filters, which is also one facet. The values are the
// keys of facets and of "unstated" in JSON.
type Pane string

// The panes. PaneAge, PaneWhere, PaneArea, PaneWhen and PaneChecked are computed
// from ages, distances, areas, sessions and days; the others have fixed options,
// chosen in Query.Choices.
const (
	PaneNeed         Pane = "need"
	PaneCircumstance Pane = "circumstance"
	PaneFor          Pane = "for"
	PaneAge          Pane = "age"
	PaneWhere        Pane = "where"
	PaneArea         Pane = "area"
	PaneWhen         Pane = "when"
	PaneCost         Pane = "cost"
	PaneHow          Pane = "how"
	PaneAccess       Pane = "access"
	PaneLanguage     Pane = "language"
	PaneAccessible   Pane = "accessible"
	PaneType         Pane = "type"
	PaneOrganisation Pane = "organisation"
	PaneFeed         Pane = "feed"
	PaneChecked      Pane = "checked"
	// PaneWords stands for the words of a question where reasons are given.
	PaneWords Pane = "words"
)

// The options of PaneCost. A low price is one of at most LowPounds; it counts
// as a price too.
const (
	CostFree   = "free"
	CostLow    = "low"
	CostPriced = "priced"
)

// LowPounds is the most that a low price comes to, in pounds.
const LowPounds = 5.0

// The options of PaneFor. A service that says it is mixed is for all three.
const (
	ForWomen = "women"
	ForMen   = "men"
	ForMixed = "mixed"
)

// The options of PaneAccessible.
const (
	StepFree    = "step-free"
	HearingLoop = "hearing-loop"
	Toilets     = "toilets"
	Parking     = "parking"
	Quiet       = "quiet"
)

// Near is a place that somebody asked for, with how well it is known.
type Near struct {
	Point
	// Name is what the place is called: "LA1 4" or "Bamber Bridge, Lancashire".
	Name string `json:"name"`
	// Level is how finely it is known.
	Level Level `json:"level"`
	// ErrorMiles is how far off the point may be in miles, nine times in ten.
	ErrorMiles float64 `json:"error_miles"`
	// Source says where the point came from: "service addresses".
	Source string `json:"source"`
	// Areas are the names and codes of the areas that hold it, as far as known.
	Areas []Area `json:"areas,omitempty"`
}

// The miles by which a search goes beyond its radius around a place of which only
// the middle of the sector or the district is known: three homes in four are no
// farther from it.
const (
	sectorSlack   = 1.0
	districtSlack = 2.1
)

// Slack is how many miles a search goes beyond its radius, because the place is
// known no finer than its postcode sector or district.
func (n Near) Slack() float64 {
	switch n.Level {
	case LevelSector:
		return sectorSlack
	case LevelDistrict:
		return districtSlack
	case LevelPoint, LevelUnit, LevelTown, LevelArea:
	}
	return 0
}

// Window is a stretch of the week, or of one day, that suits somebody.
type Window struct {
	// ID is the window in its shortest written form: "mon-morning".
	ID string
	// Day is the weekday.
	Day time.Weekday
	// From and To are minutes after midnight, 0 to 1440, From before To.
	From, To int
	// On is the date when the window is of one day only; "" is every week.
	On Date
}

// Sort is an order of results.
type Sort string

// The orders. In all but the best one services that fit come before those that
// may fit; what the best one looks at first is said in docs/order.md.
const (
	SortBest    Sort = "best"
	SortNear    Sort = "near"
	SortName    Sort = "name"
	SortChecked Sort = "checked"
	SortSoonest Sort = "soonest"
)

// Sorts returns all orders, in the order in which they are offered.
func Sorts() []Sort { return []Sort{SortBest, SortNear, SortName, SortChecked, SortSoonest} }

// Fit says how a service stands to a question.
type Fit string

// The three fits. A service fits when every chosen filter is stated and met,
// may fit when none is failed but some are not stated, else it is left out.
const (
	Fits   Fit = "fits"
	MayFit Fit = "may_fit"
	Fails  Fit = "fails"
)

// Result is the answer to a Query.
type Result struct {
	// Total is how many services are listed in all: Fits plus MayFit.
	Total int
	// Fits and MayFit count the services of each kind.
	Fits, MayFit int
	// ForOthers is how many of those that fit are for people in a circumstance alone
	// of which the question says nothing: their Hits have OnlyFor.
	ForOthers int
	// Hits are the services in order, from Query.Offset and at most Query.Limit.
	Hits []Hit
	// Readings are the words that were taken instead of typed ones, because those
	// found little, and what was read as a filter.
	Readings []Reading
	// AnyOf are the words of which a service has to have some only; none when it has
	// to have all.
	AnyOf []string
	// OnlyMentioned is set when the best are asked for and none is for what several
	// words ask: all only mention it.
	OnlyMentioned bool
	// Alike are words and phrases that were looked for beside the typed ones
	// because they mean the same.
	Alike []string
	// Facets has the options of each pane with their counts, when asked for.
	Facets map[Pane][]Option
}

// Told returns how many services fit and may fit as a list tells a person: what is
// for people in a circumstance alone, of which nothing is known, may fit.
func (r *Result) Told() (fits, mayFit int) { return r.Fits - r.ForOthers, r.MayFit + r.ForOthers }

// Reading is what was typed and what it was taken for; As is "" for a word that
// was left out, because no service has all the words.
type Reading struct {
	Typed string `json:"typed"`
	As    string `json:"as,omitempty"`
}

// Hit is one service of a result.
type Hit struct {
	// Service is what a list shows of the service: the record without its long
	// texts, contacts and terms, which a library reads one service at a time.
	Service *Service
	// Fit is Fits or MayFit.
	Fit Fit
	// Unstated are the chosen panes that the record does not answer.
	Unstated []Pane
	// OnlyFor are the circumstances of which a person must be in one, by their
	// names on screen, when the question says of none that it is so.
	OnlyFor []string
	// Miles is the distance of the nearest place in miles; nil when the
	// question has no place or the service no point.
	Miles *float64
	// Rough says that Miles are no more than about right: the place asked for or
	// that of the service is known no finer than its sector, district or town.
	Rough bool
	// Nearest is the index of the nearest place in Locations, or of the first
	// visited one when no distance is known; -1 when there is none.
	Nearest int
}

// Option is one option of a pane with the counts it would bring if it were the
// only one chosen in its pane, every other pane being as it is.
type Option struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Fits   int    `json:"fits"`
	MayFit int    `json:"may_fit"`
}

// Reason is the outcome of one chosen filter for one service.
type Reason struct {
	// Pane is the filter.
	Pane Pane
	// Answer is Yes, NotStated or No.
	Answer Answer
	// Fact says in words what the record has: "Ages 50 and over".
	Fact string
	// Source says where the fact stands: "record", "name", "description".
	Source string
}

// Relaxation is one thing to give up in a question and what that brings.
type Relaxation struct {
	// Gain says both in words: "4 more within 10 miles".
	Gain string
	// Query is the question with that one thing given up.
	Query Query
	// Fits is how many more services fit, and Listed how many more are listed.
	Fits, Listed int
}
