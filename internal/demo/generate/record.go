package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fettle/internal/demo"
	"fettle/internal/service"
)

// record is an entry after the gaps that real records have were made in it, in
// the terms that both versions can be written from.
type record struct {
	entry
	// origin is the other record of the same group when there is one, else the
	// record's own entry: both are at the same place and answer the same phone.
	origin   entry
	feed     string
	org      organisation
	town     town
	ages     ages
	sessions []session
	cost     cost
	sites    []site
	// phones and e-mail are the service's own; contact is "" when nobody is named.
	phones         []string
	contact, title string
	email, url     string
	areas          []area
	// assured and changed are days; "" is not stated.
	assured, changed service.Date
	// terms says that the feed gives terms and audiences.
	terms bool
	// paragraphs are the description.
	paragraphs []string
}

// area is an area served: a name, and a GSS code or "".
type area struct{ name, code string }

// How many records in a hundred lose a fact that the tables have, so that the shares
// that state it come near those of real feeds. Records marked "full" lose none.
const (
	loseAges     = 2
	loseSessions = 46
	loseCost     = 33
	losePhone    = 18
	losePoint    = 14
	loseTerms    = 45
	loseAccess   = 30
	loseAssured  = 7
	// saidInWords is how many of those without sessions say the time in the text.
	saidInWords = 29
)

// newRecord resolves an entry against the tables.
func newRecord(t *tables, e entry) (*record, error) {
	r := &record{entry: e, feed: e.Feed, org: t.organisations[e.Org], origin: e}
	if first, ok := t.byKey[e.Twin]; ok {
		r.origin = first
	}
	if e.Org != "" && r.org.key == "" {
		return nil, fmt.Errorf("unknown organisation %q", e.Org)
	}
	if e.Town != "" {
		town, ok := t.towns[e.Town]
		if !ok {
			return nil, fmt.Errorf("unknown town %q", e.Town)
		}
		r.town = town
		if r.feed == "" {
			r.feed = town.Feed
		}
	}
	if e.Bare {
		return r, nil
	}
	r.paragraphs = strings.Split(strings.TrimSpace(e.Text), "\n\n")
	if err := r.readFacts(); err != nil {
		return nil, err
	}
	r.setTimes()
	if err := r.setSites(t); err != nil {
		return nil, err
	}
	r.setContacts()
	r.setDates()
	r.setAreas()
	if r.loses("access", loseAccess) {
		r.Access = nil
	}
	r.terms = !r.loses("terms", loseTerms)
	return r, nil
}

// loses reports whether the record loses a fact.
func (r *record) loses(fact string, percent int) bool {
	return !r.Full && share(percent, r.Key, "loses", fact)
}

// readFacts reads ages and cost.
func (r *record) readFacts() error {
	var err error
	if !r.loses("ages", loseAges) {
		if r.ages, err = readAges(r.Ages); err != nil {
			return err
		}
	}
	if !r.loses("cost", loseCost) {
		if r.cost, err = readCost(r.Cost, r.Key); err != nil {
			return err
		}
	}
	for _, text := range r.When {
		s, err := readSession(text)
		if err != nil {
			return err
		}
		r.sessions = append(r.sessions, s)
	}
	return nil
}

// setTimes drops the sessions of some records; some of those say them in words. The
// fortnightly ones stay: there are few of them.
func (r *record) setTimes() {
	fortnightly := slices.ContainsFunc(r.sessions, func(s session) bool { return s.every > 1 })
	if len(r.sessions) == 0 || fortnightly || !r.loses("sessions", loseSessions) {
		return
	}
	if share(saidInWords, r.Key, "words") {
		said := make([]string, len(r.sessions))
		for i, s := range r.sessions {
			said[i] = s.prose(r.Key, "prose")
		}
		r.paragraphs = append(r.paragraphs, strings.Join(said, " "))
	}
	r.sessions = nil
}

// setSites finds where it happens.
func (r *record) setSites(t *tables) error {
	if r.Masked {
		r.sites = []site{withheld(r.town)}
		return nil
	}
	if r.Town == "" || !r.attendedAt("venue") {
		return nil
	}
	number := r.venueNumber()
	if number > len(r.town.Venues) {
		return fmt.Errorf("%s has no venue %d", r.Town, number)
	}
	r.sites = []site{venue(r.town, number)}
	if r.second {
		other := t.nearest(r.town)
		r.sites = append(r.sites, venue(other, 1+pick(len(other.Venues), r.Key, "second")))
	}
	for i := range r.sites {
		r.fitOut(&r.sites[i], i)
	}
	return nil
}

// venueNumber returns the number of the venue: the one that the tables say, else one
// that shares a name with the service or its organisation, else any.
func (r *record) venueNumber() int {
	if r.origin.Venue > 0 {
		return r.origin.Venue
	}
	for _, name := range []string{r.origin.Name, r.org.name} {
		for i, venue := range r.town.Venues {
			venue, _, _ = strings.Cut(venue, ", ")
			if shareName(venue, name) {
				return i + 1
			}
		}
	}
	return 1 + pick(len(r.town.Venues), r.origin.Key, "venue")
}

// shareName reports whether two names have a word in common that is no everyday word.
func shareName(a, b string) bool {
	for _, word := range strings.Fields(a) {
		switch word {
		case "Centre", "Church", "House", "Community", "Rooms", "Parish", "Family", "Place", "Social", "Learning", "Court":
			continue
		}
		if len(word) > 4 && strings.Contains(b, word) {
			return true
		}
	}
	return false
}

// fitOut gives a site its accessibility, and takes the position of some away.
func (r *record) fitOut(s *site, index int) {
	if r.loses("point"+itoa(index), losePoint) {
		s.at = nil
	}
	keys := r.Acc
	if share(45, s.name, "says") {
		for _, key := range venueAccess() {
			if share(40, s.name, key) {
				keys = append(keys[:len(keys):len(keys)], key)
			}
		}
	}
	seen := map[string]bool{}
	for _, key := range keys {
		if !seen[key] {
			seen[key] = true
			s.accessibility = append(s.accessibility, oneOf(accessibilities()[key], s.name, key))
		}
	}
}

// attendedAt reports whether it is attended in a way; with none stated, at a venue.
func (e entry) attendedAt(way string) bool {
	return slices.Contains(e.How, way) || len(e.How) == 0 && way == "venue"
}

// phoneKind returns the range of a service's number: lines that are the service
// itself are free to ring.
func phoneKind(e entry) int {
	switch {
	case e.attendedAt("phone") && e.Full:
		return freephone
	case share(35, e.Key, "mobile"):
		return mobile
	default:
		return landline
	}
}

// setContacts gives phones, a person, an e-mail address and a page.
func (r *record) setContacts() {
	if !r.loses("phone", losePhone) {
		r.phones = []string{phone(phoneKind(r.origin), r.Key, r.Org, r.origin.Key)}
		if share(12, r.Key, "second phone") {
			r.phones = append(r.phones, "Office hours: "+phone(landline, r.Key, r.Org, "office"))
		}
	}
	if share(35, r.Key, "contact") {
		r.contact, r.title = person(r.Key), oneOf(titles(), r.Key, "title")
	}
	host := r.org.key + ".example.org"
	if share(72, r.Key, "email") {
		r.email = oneOf([]string{"hello", "info", "office", "enquiries"}, r.Org, "box") + "@" + host
	}
	if share(80, r.Key, "page") {
		r.url = "https://" + host + "/" + slug(r.Name)
	}
}

// setDates says when the record was checked and changed: some last month, some years
// ago, a few never.
func (r *record) setDates() {
	days := 0
	switch p := pick(100, r.Key, "assured"); {
	case r.Full && p < 85, p < 35:
		days = 5 + pick(80, r.Key, "days")
	case p < 62:
		days = 90 + pick(275, r.Key, "days")
	case p < 88:
		days = 366 + pick(540, r.Key, "days")
	default:
		days = 906 + pick(550, r.Key, "days")
	}
	r.assured = daysBefore(demo.ReferenceDay, days)
	r.changed = daysBefore(demo.ReferenceDay, days+pick(60, r.Key, "changed"))
	if r.loses("assured", loseAssured) {
		r.assured = ""
	}
}

// daysBefore returns the day so many days before another.
func daysBefore(day service.Date, days int) service.Date {
	t, _ := day.Time(time.UTC)
	return service.DateOf(t.AddDate(0, 0, -days))
}

// assurer returns the e-mail address or, else, the name of who checked the record: the
// provider itself, the directory's own people, or a public body without a name.
func (r *record) assurer() (email, body string) {
	if r.assured == "" {
		return "", ""
	}
	switch p := pick(100, r.Key, "assurer"); {
	case p < 35:
		return "office@" + r.org.key + ".example.org", r.org.name
	case p < 55:
		return "", "Council information team"
	case p < 65:
		return "", "NHS community team"
	default:
		return "checks@directory.example.org", "Directory volunteers"
	}
}

// setAreas says which areas it serves.
func (r *record) setAreas() {
	for _, name := range r.Area {
		r.areas = append(r.areas, area{name, areaCode(name)})
	}
	if len(r.areas) == 0 && r.Town != "" && (len(r.sites) == 0 || share(55, r.Key, "area")) {
		r.areas = []area{{r.town.District, r.town.Code}}
	}
}

// status returns the status, which is active unless the tables say otherwise.
func (r *record) status() string {
	if r.Status == "" {
		return "active"
	}
	return r.Status
}
