package plain

import (
	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/question"
	"fettle/tui/words"
)

// breath is how much of a publisher's account is read out at a time, in bytes:
// whole paragraphs until there is more.
const breath = 700

// reading is the step of one service.
type reading struct {
	id, title string
	// hit says how it stood to the question when it was found; nil when it is
	// read from the shortlist.
	hit *service.Hit
	// at is its number in the list that it is read from, from 0.
	at int
	// listed is set when that is the shortlist, alone when it is read by itself.
	listed, alone bool
	// account is what the publisher says, read is how many paragraphs of it were
	// read out.
	account []string
	read    int
}

func (r *reading) name(*dialogue) string {
	if r.title == "" {
		return "Service"
	}
	return "Reading " + r.title
}

func (r *reading) hint(*dialogue) string {
	return "s marks it, w says why it fits, c copies how to reach it, next reads the next one, b goes back."
}

// say reads the service out, without the publisher's account.
func (r *reading) say(d *dialogue) {
	s, err := d.deps.Service(r.id)
	if err != nil {
		d.trouble(err)
		return
	}
	r.title = s.Name
	for _, line := range detail.Spoken(d.subject(&s, r.hit)) {
		d.say("%s", line)
	}
	if d.marked()[s.ID] {
		d.say("It is on your shortlist.")
	}
	r.account, r.read = detail.Account(&s), 0
	if len(r.account) > 0 {
		d.say("m reads what the publisher says: %s.", words.Count(len(r.account), "paragraph", "paragraphs"))
	}
}

// subject gathers what the words of a service depend on.
func (d *dialogue) subject(s *service.Service, hit *service.Hit) detail.Subject {
	query := d.question.Query(d.deps.Now())
	sub := detail.Subject{Service: s, Writes: question.Writes(&query), Publisher: d.publisher(s.Feed()), Needs: d.needLabel, Times: d.deps.Words, Now: d.deps.Now()}
	if hit != nil {
		standing := *hit
		if len(d.question.Chips()) == 0 {
			standing.Fit = "" // without filters everything fits: not worth saying
		}
		sub.Hit = &standing
	}
	if !d.question.Empty() {
		if fit, reasons, err := d.deps.Explain(d.ctx, d.found.asked, s.ID); err == nil {
			sub.Why = &detail.Why{Fit: fit, Reasons: reasons}
		}
	}
	return sub
}

// publisher returns who publishes a feed, "" when that is not known.
func (d *dialogue) publisher(feed string) string {
	for _, f := range d.deps.Contents().Feeds {
		if f.Name == feed {
			return f.Publisher
		}
	}
	return ""
}

// needLabel returns the label of a need.
func (d *dialogue) needLabel(id string) string {
	for _, options := range [][]service.Option{d.found.result.Facets[service.PaneNeed], d.deps.Needs} {
		for _, o := range options {
			if o.ID == id && o.Label != "" {
				return o.Label
			}
		}
	}
	return id
}

func (r *reading) number(d *dialogue, n int) {
	if c, ok := d.steps[len(d.steps)-2].(*changed); ok {
		d.leave()
		c.number(d, n)
		return
	}
	if l, ok := d.steps[len(d.steps)-2].(*shortlist); ok {
		d.leave()
		l.number(d, n)
		return
	}
	if row := d.found.row(d, n); row != nil {
		d.leave()
		d.found.number(d, n)
	}
}

func (r *reading) text(*dialogue, string) bool { return false }

// page reads on in the publisher's account.
func (r *reading) page(d *dialogue, by int) {
	switch {
	case by < 0:
		r.say(d)
		return
	case len(r.account) == 0:
		d.say("The publisher says no more about it.")
		return
	case r.read >= len(r.account):
		d.say("That is all that the publisher says. Enter reads the service from its start.")
		return
	}
	said := 0
	for r.read < len(r.account) && said < breath {
		paragraph := r.account[r.read]
		d.say("%s", paragraph)
		said += len(paragraph)
		r.read++
	}
	if rest := len(r.account) - r.read; rest > 0 {
		d.say("m reads on: %s more.", words.Count(rest, "paragraph", "paragraphs"))
	}
}

// turn reads the next service of the list, or the one before; where no service
// is being read, it reads the next page.
func (d *dialogue) turn(by int) {
	if r, ok := d.here().(*reading); ok {
		r.turn(d, by)
		return
	}
	d.here().page(d, by)
}

// turn reads the next service of the list, or the one before.
func (r *reading) turn(d *dialogue, by int) {
	to := r.at + by
	if r.alone {
		d.say("This one is read by itself: b goes back.")
		return
	}
	if r.listed {
		items := d.deps.Shortlist.Items()
		if to < 0 || to >= len(items) {
			d.say("That is the end of your shortlist.")
			return
		}
		d.leave()
		d.enter(&reading{id: items[to].ID, at: to, listed: true})
		return
	}
	if to < 0 || to >= len(d.found.rows) {
		d.say("That is the end of the list.")
		return
	}
	d.found.first = to / perPage * perPage
	d.leave()
	d.found.number(d, to+1)
}

// why says why the service of that id fits what is asked, or does not.
func (d *dialogue) why(id string) {
	if d.question.Empty() {
		d.say("Nothing is asked yet, so everything fits: type words or f for filters first.")
		return
	}
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	fit, reasons, err := d.deps.Explain(d.ctx, d.found.asked, id)
	if err != nil {
		d.trouble(err)
		return
	}
	sub := detail.Subject{Service: &s, Explain: true, Why: &detail.Why{Fit: fit, Reasons: reasons}}
	lines := detail.Spoken(sub)
	if r, reads := d.here().(*reading); reads && r.id == id {
		lines = lines[1:] // its name was just read
	}
	for _, line := range lines {
		d.say("%s", line)
	}
}

// nameOf returns the name of a service, or of what the shortlist remembers it as.
func (d *dialogue) nameOf(id string) string {
	if s, err := d.deps.Service(id); err == nil && s.Name != "" {
		return s.Name
	}
	for _, item := range d.deps.Shortlist.Items() {
		if item.ID == id && item.Name != "" {
			return item.Name
		}
	}
	return id
}

// chosen returns the id of the service that a command is for: that of a number,
// or without one the service being read. It says what is missing.
func (d *dialogue) chosen(c, number string) (id string, ok bool) {
	list, isNumber := numbers(number)
	if number != "" && (!isNumber || len(list) != 1) {
		return "", false
	}
	if number == "" {
		if _, lists := d.here().(*shortlist); lists && len(d.deps.Shortlist.Items()) == 0 {
			d.say("Your shortlist is empty.")
			return "", true
		}
		if r, reads := d.here().(*reading); reads {
			return r.id, true
		}
		d.say("Which one? Type %s and its number, such as: %s 2", c, c)
		return "", true
	}
	return d.numbered(list[0]), true
}

// numbered returns the id of the service of a number in the list that is read,
// "" when there is none, which it says.
func (d *dialogue) numbered(n int) string {
	_, lists := d.here().(*shortlist)
	if r, reads := d.here().(*reading); lists || reads && r.listed {
		items := d.deps.Shortlist.Items()
		if n >= 1 && n <= len(items) {
			return items[n-1].ID
		}
		d.say("There is no number %d on your shortlist.", n)
		return ""
	}
	if row := d.found.row(d, n); row != nil {
		return row.ID
	}
	return ""
}
