package plain

import (
	"fmt"
	"strings"

	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/tui/question"
	"fettle/tui/results"
	"fettle/tui/words"
)

const (
	// perPage is how many services are read out at a time.
	perPage = 5
	// fetched is how many services are fetched at a time.
	fetched = 60
)

// services is the first step: what the question found, five at a time.
type services struct {
	// result has the counts and the options of the panes, without services.
	result service.Result
	rows   []results.Row
	// asked is the question as the library was asked it, but for the counts.
	asked service.Query
	// danger are the lines for words that mean danger.
	danger []string
	// offers are what could be given up to find more.
	offers []service.Relaxation
	// first is the number of the first service read out, from 0.
	first int
	// unread is set before anything was looked for; heard once the page was read
	// out.
	unread, heard bool
}

// ask asks the library the question as it stands.
func ask(d *dialogue) (services, error) {
	q, danger := d.deps.Query(d.question, d.deps.Now())
	q.Limit, q.Facets = fetched, true
	r, q, err := typed.Search(d.ctx, d.deps.Search, q)
	if err != nil {
		return services{}, err
	}
	s := services{result: r, rows: results.Rows(r.Hits, d.deps.Words, q.Now), danger: danger}
	s.result.Hits = nil
	q.Facets = false
	s.asked = q
	if r.Fits < typed.FewFits && !d.question.Empty() {
		// Without it the answer is still good, so an error of it is none.
		if offers, err := typed.Relax(d.ctx, d.deps.Search, d.deps.Relax, q); err == nil {
			s.offers = offers
		}
	}
	return s, nil
}

func (s *services) name(*dialogue) string {
	switch {
	case s.unread:
		return "Search"
	case len(s.rows) == 0:
		return "No services"
	}
	return s.place()
}

func (s *services) place() string {
	last := min(s.first+perPage, s.result.Total)
	if last == s.first+1 {
		return fmt.Sprintf("Service %d of %d", last, s.result.Total)
	}
	return fmt.Sprintf("Services %d to %d of %s", s.first+1, last, words.Number(s.result.Total))
}

func (s *services) hint(*dialogue) string {
	switch {
	case len(s.rows) == 0 && len(s.offers) > 0:
		return "Type other words, or x to take a filter away. u takes back whatever was done last."
	case len(s.rows) == 0:
		return "Type other words, or x to take a filter away."
	}
	hint := "A number reads that service. "
	if s.first+perPage < s.result.Total {
		hint += "m reads more. "
	}
	return hint + "s and a number marks it. f narrows. ? says what else can be typed."
}

// say reads out the counts and one page of services.
func (s *services) say(d *dialogue) {
	s.unread, s.heard = false, true
	for _, line := range s.danger {
		d.say("%s", line)
	}
	for _, r := range s.result.Readings {
		if r.As != "" {
			d.say("\"%s\" is read as \"%s\".", r.Typed, r.As)
		}
	}
	d.say("%s", typed.LeftOut(s.result))
	if s.result.Total == 0 && d.deps.Contents().Services == 0 {
		d.empty()
		return
	}
	if s.first == 0 {
		d.say("%s", s.count(d))
	}
	if len(s.rows) == 0 {
		s.none(d)
		return
	}
	s.readPage(d)
	if len(s.offers) > 0 && s.first == 0 {
		others := ""
		if len(s.offers) > 1 {
			others = " G says what else would bring more."
		}
		d.say("Few fit. g brings %s.%s", strings.TrimSuffix(s.offers[0].Gain, "."), others)
	}
}

// readPage reads out the services of the page, fetching them when they are not
// there yet.
func (s *services) readPage(d *dialogue) {
	for len(s.rows) < min(s.first+perPage, s.result.Total) {
		q := s.asked
		q.Offset = len(s.rows)
		r, err := d.deps.Search(d.ctx, q)
		if err != nil {
			d.trouble(err)
			return
		}
		if len(r.Hits) == 0 {
			break
		}
		s.rows = append(s.rows, results.Rows(r.Hits, d.deps.Words, q.Now)...)
	}
	marked := d.marked()
	for i := s.first; i < min(s.first+perPage, len(s.rows)); i++ {
		row := &s.rows[i]
		said := row.Spoken(len(d.question.Chips()) > 0)
		if marked[row.ID] {
			said += " On your shortlist."
		}
		d.say("%d. %s", i+1, said)
	}
}

// count says how many services there are, in what order, and what is asked.
func (s *services) count(d *dialogue) string {
	asked := asked(d.question)
	if s.result.Total == 0 && asked != "" {
		return "Nothing fits: " + asked + "."
	}
	said := strings.TrimSuffix(s.short(d), ".")
	if s.result.Total > 1 {
		said += ", " + words.Sort(d.question.Sort)
	}
	if asked != "" {
		said += ", for " + asked
	}
	return said + "."
}

// short says only how many services there are: "5 services: 2 fit, 3 may fit."
func (s *services) short(d *dialogue) string {
	if s.result.Total == 0 {
		return "Nothing fits."
	}
	said := words.Count(s.result.Total, "service", "services")
	fits, mayFit := s.result.Told()
	switch {
	case len(d.question.Chips()) == 0:
	case mayFit == 0 && s.result.Total == 1:
		said += " fits"
	case mayFit == 0:
		said += " fit"
	case fits == 0:
		said += " may fit"
	default:
		said += ": " + counts(fits, mayFit)
	}
	return said + "."
}

// asked says the question in words: "lonely"; Age 72; Free.
func asked(q *question.Question) string {
	var parts []string
	if w := strings.TrimSpace(q.Words); w != "" {
		parts = append(parts, "\""+w+"\"")
	}
	for _, c := range q.Chips() {
		parts = append(parts, c.Label)
	}
	return strings.Join(parts, "; ")
}

// none says what to do when nothing fits.
func (s *services) none(d *dialogue) {
	if len(s.offers) == 1 {
		d.say("g brings %s.", strings.TrimSuffix(s.offers[0].Gain, "."))
		return
	}
	for i := range s.offers {
		d.say("g %d brings %s.", i+1, strings.TrimSuffix(s.offers[i].Gain, "."))
	}
}

// again says where one is after coming back from somewhere else.
func (s *services) again(d *dialogue) {
	if s.unread {
		d.say("Back at the start. Type what is wanted.")
		return
	}
	if !s.heard {
		d.read()
		return
	}
	d.say("Back at the services. %s", s.short(d))
}

func (s *services) number(d *dialogue, n int) {
	if row := s.row(d, n); row != nil {
		d.enter(&reading{id: row.ID, hit: &row.Hit, at: n - 1})
	}
}

// row returns the service of a number, and says so when there is none.
func (s *services) row(d *dialogue, n int) *results.Row {
	switch {
	case s.unread:
		d.say("No services were read out yet, so a number chooses none. For an age type: age %d. To hear all services, type m.", n)
	case n < 1 || n > len(s.rows):
		d.say("There is no service %d here: %s. For an age type: age %d", n, s.span(), n)
	default:
		return &s.rows[n-1]
	}
	return nil
}

func (s *services) span() string {
	switch read := min(s.first+perPage, len(s.rows)); read {
	case 0:
		return "there are none"
	case 1:
		return "there is only 1"
	default:
		return fmt.Sprintf("they go from 1 to %d so far", read)
	}
}

func (s *services) text(*dialogue, string) bool { return false }

func (s *services) page(d *dialogue, by int) {
	to := s.first + by*perPage
	switch {
	case !s.heard:
		d.read()
		return
	case to >= s.result.Total && by > 0:
		d.say("That is the end of the list.")
		return
	case to < 0:
		d.say("That is the start of the list.")
		return
	}
	s.first = to
	s.say(d)
}
