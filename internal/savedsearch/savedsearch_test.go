package savedsearch

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

func TestFromKeepsTheQuestionAndNotThePerson(t *testing.T) {
	age := 72
	cases := map[string]struct {
		q    service.Query
		want Search
		left []string
	}{
		"everything": {
			service.Query{
				Words: "lunch club", Age: &age, Within: 3, Limit: 50, Facets: true, StatedOnly: true, CheckedWithin: 90, Sort: service.SortNear, Now: time.Now(), Danger: true,
				Near:    &service.Near{Name: "BB2 4XY", Level: service.LevelUnit, Point: service.Point{Lat: 53.123456, Lon: -2.123456}},
				When:    []service.Window{{ID: "tue-morning"}, {ID: "2026-11-24", On: "2026-11-24"}},
				Choices: map[service.Pane][]string{service.PaneNeed: {"company"}, service.PaneCost: {}},
			},
			Search{
				Words: "lunch club", Place: "BB2", Within: 3, When: []string{"tue-morning"}, StatedOnly: true, CheckedWithin: 90, Sort: service.SortNear,
				Choices: map[service.Pane][]string{service.PaneNeed: {"company"}},
			},
			[]string{"the age", "the end of the postcode", "the day 2026-11-24"},
		},
		"sector":   {service.Query{Near: &service.Near{Name: "BB2 4", Level: service.LevelSector}}, Search{Place: "BB2"}, []string{"the end of the postcode"}},
		"district": {service.Query{Near: &service.Near{Name: "BB2", Level: service.LevelDistrict}}, Search{Place: "BB2"}, nil},
		"town":     {service.Query{Near: &service.Near{Name: "Bamber Bridge, Lancashire", Level: service.LevelTown}}, Search{Place: "Bamber Bridge, Lancashire"}, nil},
		"point": {service.Query{Within: 2, Sort: service.SortNear, Words: "x", Near: &service.Near{Name: "53.7,-2.4", Level: service.LevelPoint}},
			Search{Words: "x"}, []string{"the exact place"}},
		"postcode in words": {service.Query{Words: "lunch la14yw or LA1 4"}, Search{Words: "lunch la1 or LA1"}, []string{"the end of a postcode"}},
		"person in words": {service.Query{Words: "carers 72yo 01632 960123 ann@example.org 3/4/1951 aged 9 group"}, Search{Words: "carers group"},
			[]string{"numbers that may be somebody's"}},
		"area":        {service.Query{In: &service.Area{Name: "Lancaster", Code: "E07000121"}}, Search{In: &service.Area{Name: "Lancaster", Code: "E07000121"}}, nil},
		"plain words": {service.Query{Words: "under 5s U3A 12 steps"}, Search{Words: "under 5s U3A 12 steps"}, nil},
	}
	for name, c := range cases {
		c.want.Name = "Mine"
		got, left := From(" Mine\n\x07 ", c.q)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if diff := cmp.Diff(c.left, left); diff != "" {
			t.Errorf("%s leaves out:\n%s", name, diff)
		}
	}
}

func TestQueryIsTheQuestionAgain(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	locate := func(text string) ([]service.Near, error) {
		if text != "BB2" {
			return nil, errors.New("no such place")
		}
		return []service.Near{{Name: text, Level: service.LevelDistrict}, {Name: "another"}}, nil
	}
	windows := func(text string, at time.Time) ([]service.Window, error) {
		if at != now || text != "tue-morning" {
			return nil, errors.New("no such time")
		}
		return []service.Window{{ID: text, Day: time.Tuesday}}, nil
	}
	q := service.Query{
		Words: "lunch", Within: 3, CheckedWithin: 30, StatedOnly: true, Sort: service.SortName, Now: now,
		Near: &service.Near{Name: "BB2", Level: service.LevelDistrict}, When: []service.Window{{ID: "tue-morning", Day: time.Tuesday}},
		Choices: map[service.Pane][]string{service.PaneNeed: {"company"}}, In: &service.Area{Name: "Lancaster", Code: "E07000121"},
	}
	saved, left := From("Mine", q)
	again, err := saved.Query(now, locate, windows)
	if err != nil || len(left) > 0 {
		t.Fatal(err, left)
	}
	if diff := cmp.Diff(q, again); diff != "" {
		t.Error(diff)
	}
	if again.Choices[service.PaneNeed] = nil; saved.Choices[service.PaneNeed] == nil {
		t.Error("the question shares its choices with what is saved")
	}
	for _, broken := range []Search{{Name: "n", Place: "Atlantis"}, {Name: "n", When: []string{"never"}}} {
		if _, err := broken.Query(now, locate, windows); err == nil || !strings.Contains(err.Error(), `"n"`) {
			t.Errorf("%+v: the error is %v", broken, err)
		}
	}
}

// No question leaves a whole postcode, an age or a telephone number behind.
func FuzzFrom(f *testing.F) {
	f.Add("lunch LA1 4YW 72yo", "BB2 4XY", "unit")
	f.Add("call 01632 960 123 la14yw", "Near LA1 4YW", "town")
	f.Add("A00A00AA00AA", "A00 0AA0AA", "area")
	postcode := regexp.MustCompile(`(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`)
	personal := regexp.MustCompile(postcode.String() + `|\d(?:[ .()/-]{0,2}\d){4,}|\b\d{1,3} ?yo\b`)
	f.Fuzz(func(t *testing.T, words, place, level string) {
		age := 41
		saved, _ := From("n", service.Query{Words: words, Age: &age, Near: &service.Near{Name: place, Level: service.Level(level)}})
		if found := personal.FindString(saved.Words); found != "" {
			t.Errorf("%q leaves %q", words, found)
		}
		if found := postcode.FindString(saved.Place); found != "" {
			t.Errorf("the place %q leaves %q", place, found)
		}
		if _, err := json.Marshal(saved); err != nil {
			t.Error(err)
		}
	})
}

func TestAnAreaAloneIsAQuestion(t *testing.T) {
	t.Parallel()
	if (Search{In: &service.Area{Name: "Preston", Code: "E07000123"}}).Empty() || (Search{StatedOnly: true}).Empty() || !(Search{Within: 3}).Empty() {
		t.Error("a search with an area or of what is stated asks for something, a radius alone for nothing")
	}
}
