package changes

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	stdsync "sync"
	"testing"
	"time"
	"unicode/utf8"

	"fettle/internal/service"
)

func say(s service.Session) string { return string(s.From) + "–" + string(s.To) }

func TestBetweenNamesEachField(t *testing.T) {
	price, eighteen := 2.5, 18.0
	cases := map[string]struct {
		change   func(*service.Service)
		old, new string
	}{
		"name":           {func(s *service.Service) { s.Name = "Lunch club" }, "", "Lunch club"},
		"other name":     {func(s *service.Service) { s.AlternateName = "Munch" }, "", "Munch"},
		"status":         {func(s *service.Service) { s.Status = service.StatusDefunct }, "", "defunct"},
		"alert":          {func(s *service.Service) { s.Alert = "Closed" }, "", "Closed"},
		"times":          {func(s *service.Service) { s.Sessions = []service.Session{{From: "10:00", To: "11:00"}} }, "", "10:00–11:00"},
		"times in words": {func(s *service.Service) { s.Timing = "Mondays" }, "", "Mondays"},
		"places": {func(s *service.Service) {
			s.Locations = []service.Location{{Name: "Hall", Address: service.Address{Town: "Vale", Postcode: "LA1 1ZZ"}}}
		}, "", "Hall, Vale, LA1 1ZZ"},
		"ways to attend": {func(s *service.Service) { s.How = []service.How{service.AtVenue, service.ByPhone} }, "", "venue, phone"},
		"areas":          {func(s *service.Service) { s.Areas = []service.Area{{Code: "E07000121"}, {Name: "Vale"}} }, "", "E07000121, Vale"},
		"ages":           {func(s *service.Service) { s.Age = service.Age{Min: &eighteen} }, "", "18 and over"},
		"who may use it": {func(s *service.Service) { s.Eligibility = "Residents" }, "", "Residents"},
		"for":            {func(s *service.Service) { s.Audience = []string{"Carers"} }, "", "Carers"},
		"cost": {func(s *service.Service) {
			s.Cost = service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: &price, Per: "per session"}}}
		}, "", "not free; £2.50 per session"},
		"way in":        {func(s *service.Service) { s.Access = []service.Access{service.DropIn} }, "", "drop-in"},
		"telephone":     {func(s *service.Service) { s.Phones = []service.Phone{{Number: "01632 960123", Extension: "4"}} }, "", "01632 960123 extension 4"},
		"e-mail":        {func(s *service.Service) { s.Email = "a@example.org" }, "", "a@example.org"},
		"web page":      {func(s *service.Service) { s.URL = "https://example.org" }, "", "https://example.org"},
		"contacts":      {func(s *service.Service) { s.Contacts = []service.Contact{{Name: "Desk", Title: "Manager"}} }, "", "Desk, Manager"},
		"languages":     {func(s *service.Service) { s.Languages = []string{"Urdu"} }, "", "Urdu"},
		"accessibility": {func(s *service.Service) { s.Accessibility = []string{"Ramp"} }, "", "Ramp"},
		"organisation":  {func(s *service.Service) { s.Organisation.Name = "Neighbours" }, "", "Neighbours"},
		"description":   {func(s *service.Service) { s.Description = "A meal." }, "", "A meal."},
		"terms":         {func(s *service.Service) { s.Terms = []service.Term{{ID: "298"}} }, "", "298"},
		"last checked":  {func(s *service.Service) { s.Assured.On = "2026-11-01" }, "", "2026-11-01"},
	}
	if n := len(fields(&service.Service{}, say)); n != len(cases) {
		t.Errorf("%d fields are compared and %d tested", n, len(cases))
	}
	for name, c := range cases {
		var now service.Service
		c.change(&now)
		if got := Between(&service.Service{}, &now, say); !slices.Equal(got, []Field{{name, c.old, c.new}}) {
			t.Errorf("%s: %+v", name, got)
		}
		if got := Between(&now, &service.Service{}, say); !slices.Equal(got, []Field{{name, c.new, c.old}}) {
			t.Errorf("%s, taken out: %+v", name, got)
		}
		if got := Between(&now, &now, say); len(got) != 0 {
			t.Errorf("%s: the same differs: %+v", name, got)
		}
	}
}

func TestWhatIsWorkedOutIsNoChange(t *testing.T) {
	old := service.Service{Name: "A", Locations: []service.Location{{Address: service.Address{Postcode: "LA1 1ZZ"}}}}
	now := old
	now.Source.ChangeKey, now.Source.Fetched, now.Changed = "x", time.Now(), "2026-11-01"
	now.Found = service.Found{Needs: []service.NeedFound{{ID: "company"}}}
	now.Locations = []service.Location{{Address: service.Address{Postcode: "LA1 1ZZ"}, Point: &service.Point{Lat: 54}, Level: service.LevelUnit}}
	if got := Between(&old, &now, say); len(got) != 0 {
		t.Errorf("it is said to have changed: %+v", got)
	}
}

func TestLongTextsBeginNearTheDifference(t *testing.T) {
	long := strings.Repeat("é ", 5000)
	a, b := shorten(long+"old ending", long+"new ending")
	if !strings.HasSuffix(a, "old ending") || !strings.HasSuffix(b, "new ending") || !strings.HasPrefix(a, "…") {
		t.Errorf("%q and %q", a, b)
	}
	for _, pair := range [][2]string{{"", long}, {long, ""}, {long, "x" + long}, {long[:300], long}, {long, long[:3000]}} {
		a, b := shorten(pair[0], pair[1])
		if !utf8.ValidString(a+b) || utf8.RuneCountInString(a) > maxWords+2 || utf8.RuneCountInString(b) > maxWords+2 || a == b {
			t.Errorf("shortened to %q and %q", a, b)
		}
	}
}

func day(n int) time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).AddDate(0, 0, n) }

func change(id string) []Change {
	return []Change{{Kind: Changed, ID: id, Name: "Name of " + id, Feed: "a", Fields: []Field{{"alert", "", "Closed"}}}}
}

// said returns the days and ids of a log in one line.
func said(t *testing.T, l Log, mark string, since service.Date) string {
	t.Helper()
	days, err := l.Since(mark, since)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, d := range days {
		words = append(words, string(d.Day)+":")
		for _, c := range d.Changes {
			words = append(words, c.ID)
		}
	}
	return strings.Join(words, " ")
}

func begin(t *testing.T, l Log, from string, at time.Time, changes []Change) {
	t.Helper()
	if err := l.Begin(from, at, changes); err != nil {
		t.Fatal(err)
	}
}

func TestChangesCountOnceTheyAreInForce(t *testing.T) {
	l := Log{Dir: filepath.Join(t.TempDir(), "changes")}
	if got := said(t, l, "", ""); got != "" {
		t.Errorf("an empty log says %q", got)
	}
	begin(t, l, "1", day(0), change("x"))
	if got := said(t, l, "1", ""); got != "" {
		t.Errorf("before the update is in force it says %q", got)
	}
	if got := said(t, l, "2", ""); got != "2026-11-02: x" {
		t.Errorf("after it, it says %q", got)
	}
	// An update that was killed before it was in force is tried again.
	begin(t, l, "2", day(0), change("y"))
	begin(t, l, "2", day(0), change("y"))
	begin(t, l, "3", day(1), change("z"))
	if got := said(t, l, "4", ""); got != "2026-11-03: z 2026-11-02: x y" {
		t.Errorf("it says %q", got)
	}
	if got := said(t, l, "4", "2026-11-03"); got != "2026-11-03: z" {
		t.Errorf("since the third it says %q", got)
	}
	// One that came to nothing, and then one without changes.
	begin(t, l, "4", day(1), change("never"))
	begin(t, l, "4", day(2), nil)
	if got := said(t, l, "5", ""); got != "2026-11-03: z 2026-11-02: x y" {
		t.Errorf("it says %q", got)
	}
}

// Killed between writing the day's file and the next changes, the same changes
// are settled twice and are there once.
func TestSettlingTwiceRepeatsNothing(t *testing.T) {
	l := Log{Dir: t.TempDir()}
	begin(t, l, "1", day(0), change("x"))
	pending, err := os.ReadFile(l.path(pendingFile))
	if err != nil {
		t.Fatal(err)
	}
	begin(t, l, "2", day(0), nil)
	if err := os.WriteFile(l.path(pendingFile), pending, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := said(t, l, "2", ""); got != "2026-11-02: x" {
		t.Errorf("it says %q", got)
	}
	begin(t, l, "2", day(0), change("y"))
	if got := said(t, l, "3", ""); got != "2026-11-02: x y" {
		t.Errorf("it says %q", got)
	}
}

func TestLogIsBounded(t *testing.T) {
	l := Log{Dir: t.TempDir()}
	begin(t, l, "1", day(0), change("old"))
	begin(t, l, "2", day(keepDays), change("new"))
	if got := said(t, l, "3", ""); !strings.Contains(got, "old") {
		t.Errorf("after %d days it says %q", keepDays, got)
	}
	begin(t, l, "3", day(keepDays+1), nil)
	if got := said(t, l, "3", ""); strings.Contains(got, "old") || !strings.Contains(got, "new") {
		t.Errorf("after %d days it says %q", keepDays+1, got)
	}
	l.most = 20
	many := slices.Repeat(change("x"), l.most+7)
	begin(t, l, "4", day(200), many)
	begin(t, l, "5", day(200), change("y"))
	days, err := l.Since("6", "")
	if err != nil || len(days[0].Changes) != l.most || days[0].More != 8 {
		t.Errorf("%d changes are kept, and %d more (%v)", len(days[0].Changes), days[0].More, err)
	}
	over := Day{Changes: slices.Repeat(change("x"), maxDay+7)}
	if got := (Log{}).capped(over); len(got.Changes) != maxDay || got.More != 7 {
		t.Errorf("of %d changes a day keeps %d, and %d more", len(over.Changes), len(got.Changes), got.More)
	}
}

func TestDamagedLogIsSaid(t *testing.T) {
	l := Log{Dir: t.TempDir()}
	if err := os.WriteFile(l.path("2026-11-02.json"), []byte(`{"day":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Since("", ""); err == nil || !strings.Contains(err.Error(), "move it away") {
		t.Errorf("the error is %v", err)
	}
}

func TestAcknowledged(t *testing.T) {
	l := Log{Dir: filepath.Join(t.TempDir(), "changes")}
	a, b := change("a")[0], change("b")[0]
	again := a
	again.Fields = []Field{{"alert", "Closed", ""}}
	today := service.DateOf(day(0))
	keys := []string{a.Key(today), b.Key(today), again.Key(today), a.Key(service.DateOf(day(1)))}
	if slices.Sort(keys); len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Fatalf("changes that differ have one key: %q", keys)
	}
	withRecord := a
	withRecord.Was = &service.Service{Name: "before"}
	if withRecord.Key(today) != a.Key(today) {
		t.Error("the record that is kept beside a change is part of its key")
	}
	var group stdsync.WaitGroup
	for _, key := range keys {
		group.Go(func() {
			if err := l.Acknowledge(today, key); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if err := l.Unacknowledge(today, keys[0]); err != nil {
		t.Fatal(err)
	}
	got, err := l.Acknowledged()
	if err != nil || len(got) != 3 || got[keys[0]] || !got[keys[1]] {
		t.Errorf("acknowledged are %v, %v", got, err)
	}
	// What is not kept any more needs no mark either.
	if err := l.Acknowledge(service.DateOf(day(keepDays + 1))); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Acknowledged(); err != nil || len(got) != 1 {
		t.Errorf("after %d days acknowledged are %v, %v", keepDays+1, got, err)
	}
	if got := said(t, l, "", ""); got != "" {
		t.Errorf("the marks are taken for changes: %q", got)
	}
}

func TestRecordsAreKeptUpToALimit(t *testing.T) {
	l := Log{Dir: t.TempDir()}
	many := slices.Repeat(change("x"), maxWas+3)
	for i := range many {
		many[i].Was = &service.Service{Name: "before"}
	}
	begin(t, l, "1", day(0), many)
	days, err := l.Since("2", "")
	if err != nil || len(days[0].Changes) != len(many) {
		t.Fatal(days, err)
	}
	kept := 0
	for _, c := range days[0].Changes {
		if c.Was != nil {
			kept++
		}
	}
	if kept != maxWas || many[maxWas].Was == nil {
		t.Errorf("%d records are kept", kept)
	}
}
