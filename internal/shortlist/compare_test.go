package shortlist

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

func daysOnly(s service.Session) string {
	var days []string
	for _, d := range s.Days {
		days = append(days, d.Day.String()+"s")
	}
	return strings.Join(days, " and ")
}

func TestCompare(t *testing.T) {
	pounds := func(n float64) *float64 { return &n }
	for name, tc := range map[string]struct {
		change func(*service.Service)
		want   []string
	}{
		"nothing":     {func(*service.Service) {}, nil},
		"another day": {func(s *service.Service) { s.Sessions[0].Days[0].Day = time.Tuesday }, []string{"when: Tuesdays, was Mondays"}},
		"one more day": {func(s *service.Service) {
			s.Sessions = append(s.Sessions, service.Session{Days: []service.Day{{Day: time.Friday}}})
		}, []string{"when: now says Fridays"}},
		"no times":       {func(s *service.Service) { s.Sessions = nil }, []string{"when: no longer says Mondays"}},
		"in term time":   {func(s *service.Service) { s.Sessions[0].Words = "Term time" }, []string{"when: Mondays (Term time), was Mondays"}},
		"another number": {func(s *service.Service) { s.Phones[0].Number = "01632 960 002" }, []string{"phone: 01632 960 002, was 01632 960 001"}},
		"a price": {func(s *service.Service) {
			s.Cost = service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: pounds(2.5)}}}
		}, []string{"cost: now says £2.50"}},
		"moved":             {func(s *service.Service) { s.Locations[0].Address.Street = "2 High Street" }, []string{"where: The Hall, 2 High Street, Lancaster, LA1 4YW, was The Hall, 1 High Street, Lancaster, LA1 4YW"}},
		"withheld":          {func(s *service.Service) { s.Locations[0].Masked = true }, []string{"where: no longer says The Hall, 1 High Street, Lancaster, LA1 4YW"}},
		"closed":            {func(s *service.Service) { s.Status, s.Alert = service.StatusTemporarilyClosed, "Flood" }, []string{"status: now says temporarily closed", "notice: now says Flood"}},
		"for others":        {func(s *service.Service) { s.Age.Min, s.Access = pounds(50), []service.Access{service.SelfReferral} }, []string{"way in: now says self referral", "ages: now says 50 and over"}},
		"only spaces":       {func(s *service.Service) { s.Name = "Coffee  morning 1" }, nil},
		"renamed":           {func(s *service.Service) { s.Name, s.Email = "Tea", "tea@example.org" }, []string{"name: Tea, was Coffee morning 1", "e-mail: now says tea@example.org"}},
		"changed elsewhere": {func(s *service.Service) { s.Description, s.Changed = "new words", "2026-11-22" }, nil},
	} {
		then := SnapshotOf(aService(1))
		data, err := json.Marshal(then)
		must(t, err)
		var kept Snapshot
		must(t, json.Unmarshal(data, &kept))
		now := aService(1)
		tc.change(now)
		var got []string
		for _, c := range Compare(kept, now, daysOnly) {
			got = append(got, c.Words())
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	changes := Compare(SnapshotOf(aService(1)), nil, daysOnly)
	if len(changes) != 1 || changes[0].Words() != "no longer listed" {
		t.Errorf("a service that is gone: %v", changes)
	}
}

func TestASnapshotIsNotTiedToItsRecord(t *testing.T) {
	s := aService(1)
	store := newClock().open(t, t.TempDir())
	must(t, store.Add(s))
	s.Sessions[0].From, s.Phones[0].Number = "23:00", "999"
	then := store.Current().Items[0].Then
	if then.Sessions[0].From != "10:00" || then.Phones[0].Number != "01632 960 001" {
		t.Errorf("the snapshot changed with the record: %+v", then)
	}
}
