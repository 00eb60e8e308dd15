// Package words says facts of a record in the plain words of the screen: what
// it costs, who it is for, how far away it is and how old what we know is.
//
// It is pure: it reads no clock and keeps nothing. A fact that the record does
// not state is said to be not stated, in the same words everywhere.
package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fettle/internal/service"
)

// NotStated is what is said of a fact that the publisher left out.
const NotStated = "not stated"

// Times says sessions in words.
type Times interface {
	// Session says a rule in words: "Tuesdays 10:30am to 12pm".
	Session(service.Session) string
	// Next says at most n coming sessions, soonest first:
	// "Tue 24 Nov, 10:30am, in 2 days". None means that none is known.
	Next(s *service.Service, now time.Time, n int) []string
	// Status says how things stand at that moment: "on now until midday", "opens
	// tomorrow 9am"; "" when nothing is known to come.
	Status(s *service.Service, now time.Time) string
	// Cautions says what to look out for in the times, a line each: "Term time: may
	// not run in school holidays".
	Cautions(s *service.Service) []string
}

// Count says a number of things: "1 service", "1,234 services".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Number returns a whole number with a comma before each three digits.
func Number(n int) string { return string(AppendNumber(nil, n)) }

// AppendNumber adds a number with a comma before each three figures.
func AppendNumber(dst []byte, n int) []byte {
	var room [20]byte
	figures := strconv.AppendInt(room[:0], int64(n), 10)
	for i, figure := range figures {
		if left := len(figures) - i; i > 0 && left%3 == 0 && figures[i-1] != '-' {
			dst = append(dst, ',')
		}
		dst = append(dst, figure)
	}
	return dst
}

// Found says how many services a question found: "41 services: 18 fit, 23 may fit".
func Found(r service.Result, filtered bool) string {
	total := Count(r.Total, "service", "services")
	if !filtered || r.Total == 0 {
		return total
	}
	fits, mayFit := r.Told()
	fit := " fit"
	if fits == 1 {
		fit = " fits"
	}
	return total + ": " + Number(fits) + fit + ", " + Number(mayFit) + " may fit"
}

// Sort says an order: "nearest first".
func Sort(s service.Sort) string {
	switch s {
	case service.SortNear:
		return "nearest first"
	case service.SortName:
		return "by name"
	case service.SortChecked:
		return "last checked first"
	case service.SortSoonest:
		return "soonest first"
	case service.SortBest, "":
		return "best match first"
	}
	return string(s)
}

// Miles says a distance: "0.3 miles", "12 miles"; nil is "".
func Miles(m *float64) string {
	switch {
	case m == nil:
		return ""
	case *m < 0.1:
		return "here"
	case *m < 9.95:
		s := strconv.FormatFloat(*m, 'f', 1, 64)
		if s == "1.0" {
			return "1 mile"
		}
		return strings.TrimSuffix(s, ".0") + " miles"
	}
	return strconv.FormatFloat(*m, 'f', 0, 64) + " miles"
}

// Cost says what a service costs in a few words: "Free", "from £3.50",
// "free for some", "Has a cost"; "" is not stated.
func Cost(c service.Cost) string {
	if c.Free == service.Yes {
		return "Free"
	}
	lowest, several := lowestPrice(c.Options)
	switch {
	case lowest != nil && *lowest == 0 && several:
		return "free for some"
	case lowest != nil && several:
		return "from " + service.Pounds(*lowest)
	case lowest != nil:
		return service.Pounds(*lowest)
	case c.Free == service.No:
		return "Has a cost"
	case c.Words != "":
		return c.Words
	}
	return ""
}

// CostOption says one price: "Members £2 per session".
func CostOption(o service.CostOption) string {
	amount := ""
	if o.Pounds != nil {
		amount = service.Pounds(*o.Pounds)
		if *o.Pounds == 0 {
			amount = "free"
		}
	}
	return joined(" ", o.Name, amount, o.Per)
}

func lowestPrice(options []service.CostOption) (lowest *float64, several bool) {
	for _, o := range options {
		if o.Pounds == nil {
			continue
		}
		several = several || lowest != nil && *o.Pounds != *lowest
		if lowest == nil || *o.Pounds < *lowest {
			lowest = o.Pounds
		}
	}
	return lowest, several
}

// Ages says who a service is for by age: "50 and over", "5 to 11", "Up to 17";
// "" is not stated.
func Ages(a service.Age) string {
	said := Capital(a.Years())
	if said == "All" {
		said = "All ages"
	}
	switch {
	case said == "":
	case a.Origin != "":
		said += " (by its " + string(a.Origin) + ")"
	case a.OfChildren:
		said += " (the children)"
	case a.Recommended:
		said += " (recommended)"
	}
	return said
}

// How says a way of attending: "At home".
func How(h service.How) string {
	switch h {
	case service.AtVenue:
		return "At a venue"
	case service.AtHome:
		return "At home"
	case service.ByPhone:
		return "By telephone"
	case service.IsOnline:
		return "Online"
	}
	return string(h)
}

// Access says a way in: "You can just turn up".
func Access(a service.Access) string {
	switch a {
	case service.DropIn:
		return "Drop in, no need to book"
	case service.SelfReferral:
		return "People can refer themselves"
	case service.ProfessionalReferral:
		return "A professional refers"
	case service.Appointment:
		return "By appointment"
	case service.Membership:
		return "For members"
	case service.Assessment:
		return "After an assessment"
	}
	return string(a)
}

// Unstated says which chosen filters a record does not answer: "age and cost
// not stated"; "" when it answers all. Ages that are stated and no limit are said.
func Unstated(panes []service.Pane, ages service.Age) string {
	names := make([]string, 0, len(panes))
	said := ""
	for _, p := range panes {
		if p == service.PaneAge && ages.Stated() {
			said = ages.Worth()
			continue
		}
		names = append(names, PaneName(p))
	}
	if len(names) == 0 {
		return said
	}
	return strings.TrimPrefix(said+"; ", "; ") + List(names) + " " + NotStated
}

// OnlyFor says whom alone a service is for when it is not known whether the person
// is one of them: "only for: young carers"; "" when it is for all.
func OnlyFor(labels []string) string {
	if len(labels) == 0 {
		return ""
	}
	all := strings.Join(labels, " or ")
	if first, size := utf8.DecodeRuneInString(all); size < len(all) && !unicode.IsUpper(rune(all[size])) {
		all = string(unicode.ToLower(first)) + all[size:]
	}
	return "only for: " + all
}

// PaneName says what a pane is about: "place".
func PaneName(p service.Pane) string {
	switch p {
	case service.PaneNeed:
		return "need"
	case service.PaneAge:
		return "age"
	case service.PaneWhere:
		return "place"
	case service.PaneArea:
		return "area"
	case service.PaneWhen:
		return "times"
	case service.PaneCost:
		return "cost"
	case service.PaneHow:
		return "how"
	case service.PaneCircumstance:
		return "circumstances"
	case service.PaneFor:
		return "men or women"
	case service.PaneAccess:
		return "way in"
	case service.PaneLanguage:
		return "languages"
	case service.PaneAccessible:
		return "accessibility"
	case service.PaneType:
		return "type"
	case service.PaneOrganisation:
		return "organisation"
	case service.PaneFeed:
		return "feed"
	case service.PaneChecked:
		return "last check"
	case service.PaneWords:
		return "words"
	}
	return string(p)
}

// List joins names as in a sentence: "age, times and cost".
func List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// DaysAgo says how long ago a day was: "today", "3 weeks ago"; "" when either
// day is not stated. A day to come is said as it is.
func DaysAgo(d, today service.Date) string {
	n, ok := d.DaysBefore(today)
	switch {
	case !ok:
		return ""
	case n < 0:
		return "on " + Day(d)
	case n == 0:
		return "today"
	case n == 1:
		return "yesterday"
	case n < 14:
		return fmt.Sprintf("%d days ago", n)
	case n < 62: // from then on it is 2 months at least
		return fmt.Sprintf("%d weeks ago", n/7)
	case n < 730:
		return fmt.Sprintf("%d months ago", n*12/365)
	}
	return fmt.Sprintf("%d years ago", n/365)
}

// Ago says how long ago something was: "2 hours ago".
func Ago(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return "just now"
	case d < time.Hour:
		return Count(int(d/time.Minute), "minute", "minutes") + " ago"
	case d < 48*time.Hour:
		return Count(int(d/time.Hour), "hour", "hours") + " ago"
	}
	return Count(int(d/(24*time.Hour)), "day", "days") + " ago"
}

// Day says a day: "2 Sep 2026"; a day that is none comes back as it is.
func Day(d service.Date) string {
	t, ok := d.Time(time.UTC)
	if !ok {
		return string(d)
	}
	return t.Format("2 Jan 2006")
}

// DataAge says how old the data is: "Data from 2 days ago".
func DataAge(newest, now time.Time) string {
	if newest.IsZero() {
		return "No data yet"
	}
	return "Data from " + DaysAgo(service.DateOf(newest.In(now.Location())), service.DateOf(now))
}

// Checked says how long ago a record was checked: "checked 3 weeks ago", else
// how long ago it was changed, else that neither is stated.
func Checked(s *service.Service, today service.Date) string {
	if ago := DaysAgo(s.Assured.On, today); ago != "" {
		return "checked " + ago
	}
	if ago := DaysAgo(s.Changed, today); ago != "" {
		return "changed " + ago
	}
	return "check " + NotStated
}

// Place says one place in a line: "Town Hall, 1 High St, Lancaster LA1 1AA".
// Of a withheld address it says the town and no more than the outward code.
func Place(l *service.Location) string {
	told := l.Told()
	withheld := ""
	if told.Masked {
		withheld = "address withheld by the publisher"
	}
	a := told.Address
	return joined(", ", told.Name, a.Street, joined(" ", a.Town, a.Postcode), withheld)
}

// Phone says one number with what it is for: "01632 960 123 ext 4".
func Phone(p service.Phone) string {
	if p.Extension == "" {
		return p.Number
	}
	return p.Number + " ext " + p.Extension
}

// joined joins the texts that are not empty.
func joined(by string, texts ...string) string {
	kept := texts[:0:0]
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			kept = append(kept, t)
		}
	}
	return strings.Join(kept, by)
}

// Capital writes the first letter of a text large.
func Capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

// Sentence writes a text with a capital and, where nothing ends it, a full stop;
// "" is none.
func Sentence(text string) string {
	text = Capital(strings.TrimSpace(text))
	if text == "" || strings.ContainsRune(".!?", rune(text[len(text)-1])) {
		return text
	}
	return text + "."
}
