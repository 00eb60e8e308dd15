package oruk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// checkService asserts what holds for every decoded service, whatever a feed sent.
func checkService(t testing.TB, s *service.Service) {
	t.Helper()
	lines := []string{
		s.Name, s.AlternateName, s.Summary, s.Alert, s.Organisation.Name, s.Age.Words,
	}
	proses := []string{s.Description, s.Eligibility, s.Timing, s.AccessNote, s.Cost.Words, s.Organisation.Description}
	lines = append(lines, s.Languages...)
	lines = append(lines, s.Accessibility...)
	lines = append(lines, s.Audience...)
	for _, c := range s.Contacts {
		lines = append(lines, c.Name, c.Title)
		checkEmail(t, c.Email)
		checkPhones(t, c.Phones)
	}
	for _, term := range s.Terms {
		lines = append(lines, term.ID, term.Name, term.Vocabulary)
	}
	for _, o := range s.Cost.Options {
		lines = append(lines, o.Name, o.Per)
		if o.Pounds != nil && (*o.Pounds < 0 || *o.Pounds > 1e6) {
			t.Errorf("%s: a price of %v", s.ID, *o.Pounds)
		}
	}
	for _, a := range s.Areas {
		lines = append(lines, a.Name, a.Code)
		if a.Extent != "" && !json.Valid([]byte(a.Extent)) {
			t.Errorf("%s: extent %q", s.ID, a.Extent)
		}
	}
	for _, l := range s.Locations {
		lines = append(lines, l.Name, l.Address.Street, l.Address.Town, l.Address.County, l.Address.Postcode)
		lines = append(lines, l.Accessibility...)
		proses = append(proses, l.Description)
		if p := l.Point; p != nil && (p.Lat < 49 || p.Lat > 61 || p.Lon < -9 || p.Lon > 2.2) {
			t.Errorf("%s: a place at %v", s.ID, *p)
		}
	}
	for _, session := range s.Sessions {
		lines = append(lines, session.Words)
		checkSession(t, s, session)
	}
	for _, text := range lines {
		if again := clean.Line(text, 0); again != text {
			t.Errorf("%s: line %q cleans to %q", s.ID, text, again)
		}
	}
	for _, text := range proses {
		if again := clean.Prose(text, 0); again != text {
			t.Errorf("%s: text %q cleans to %q", s.ID, text, again)
		}
	}
	checkEmail(t, s.Email)
	checkEmail(t, s.Organisation.Email)
	checkURL(t, s.URL)
	checkURL(t, s.Organisation.URL)
	checkPhones(t, s.Phones)
	checkDates(t, s.Changed, s.Assured.On)
	if min, max := s.Age.Min, s.Age.Max; min != nil && (*min < 0 || *min > 120) || max != nil && (*max <= 0 || *max >= 100) || min != nil && max != nil && *min > *max {
		t.Errorf("%s: ages %v to %v", s.ID, min, max)
	}
	feed, id, found := strings.Cut(s.ID, "/")
	if !found || feed == "" || id == "" || id != s.Source.SourceID || clean.Printable(s.ID) != s.ID {
		t.Errorf("id %q", s.ID)
	}
	if !json.Valid(s.Raw) {
		t.Errorf("%s: raw record is not JSON", s.ID)
	}
	for _, how := range s.How {
		if !slices.Contains(service.Hows(), how) {
			t.Errorf("%s: how %q", s.ID, how)
		}
	}
}

func checkSession(t testing.TB, s *service.Service, session service.Session) {
	t.Helper()
	for _, c := range []service.Clock{session.From, session.To} {
		if _, ok := c.Minutes(); c != "" && !ok {
			t.Errorf("%s: clock %q", s.ID, c)
		}
	}
	checkDates(t, session.Start, session.ValidFrom, session.ValidTo)
	checkDates(t, session.Except...)
	if session.Location < 0 || session.Location > len(s.Locations) {
		t.Errorf("%s: a session at location %d of %d", s.ID, session.Location, len(s.Locations))
	}
	for _, d := range session.Days {
		if d.Day < time.Sunday || d.Day > time.Saturday || d.Nth < -5 || d.Nth > 5 || d.Nth != 0 && session.Freq != service.Monthly {
			t.Errorf("%s: day %+v in %+v", s.ID, d, session)
		}
	}
	for _, n := range session.MonthDays {
		if n == 0 || n < -31 || n > 31 || session.Freq != service.Monthly {
			t.Errorf("%s: day %d of the month in %+v", s.ID, n, session)
		}
	}
	if session.Freq == service.Weekly && len(session.Days) == 0 {
		t.Errorf("%s: weekly without a day: %+v", s.ID, session)
	}
	if session.Interval < 0 || session.Count < 0 {
		t.Errorf("%s: %+v", s.ID, session)
	}
	if session.Words == "" && session.From == "" && session.To == "" && len(session.Days)+len(session.MonthDays) == 0 && session.Freq == "" {
		t.Errorf("%s: an empty session", s.ID)
	}
}

func checkDates(t testing.TB, dates ...service.Date) {
	t.Helper()
	for _, d := range dates {
		if _, err := service.ParseDate(string(d)); d != "" && err != nil {
			t.Error(err)
		}
	}
}

func checkEmail(t testing.TB, address string) {
	t.Helper()
	if again, ok := clean.Email(address); address != "" && (!ok || again != address) {
		t.Errorf("e-mail address %q", address)
	}
}

func checkURL(t testing.TB, address string) {
	t.Helper()
	if again, ok := clean.URL(address); address != "" && (!ok || again != address) {
		t.Errorf("web address %q", address)
	}
}

func checkPhones(t testing.TB, phones []service.Phone) {
	t.Helper()
	for _, p := range phones {
		for _, text := range []string{p.Number, p.Label, p.Extension} {
			if clean.Line(text, 0) != text || p.Number == "" {
				t.Errorf("phone %+v", p)
			}
		}
	}
}
