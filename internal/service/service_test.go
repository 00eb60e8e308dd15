package service

import (
	"math"
	"reflect"
	"testing"
	"time"
)

func TestAgeAccepts(t *testing.T) {
	years := func(y float64) *float64 { return &y }
	for _, test := range []struct {
		age  Age
		at   int
		want Answer
	}{
		{Age{}, 40, NotStated},
		{Age{Min: years(18)}, 17, No},
		{Age{Min: years(18)}, 18, Yes},
		{Age{Max: years(11)}, 11, Yes},
		{Age{Max: years(11)}, 12, No},
		{Age{Min: years(0), Max: years(17.5)}, 17, Yes},
		{Age{Min: years(17.5)}, 17, No},
		{Age{Min: years(65), Recommended: true}, 60, NotStated},
		{Age{Min: years(65), Recommended: true}, 65, Yes},
		{Age{Max: years(4), OfChildren: true}, 28, NotStated},
		{Age{Max: years(4), OfChildren: true}, 12, No},
		{Age{Max: years(4), OfChildren: true}, 60, NotStated},
		{Age{Max: years(4), OfChildren: true}, 72, No},
		{Age{Max: years(4), OfChildren: true}, 3, Yes},
	} {
		if got := test.age.Accepts(test.at); got != test.want {
			t.Errorf("%+v at %d: %q, want %q", test.age, test.at, got, test.want)
		}
	}
}

// TestAges proves that what the record states comes before what its words say.
func TestAges(t *testing.T) {
	four, sixty := 4.0, 60.0
	stated, said := Age{Max: &four}, Age{Min: &sixty, Recommended: true, Words: "Over 60s", Origin: OriginName}
	for _, test := range []struct{ record, found, want Age }{
		{Age{}, Age{}, Age{}},
		{Age{Words: "Ask"}, Age{}, Age{Words: "Ask"}},
		{stated, said, stated},
		{Age{}, said, said},
	} {
		s := Service{Age: test.record, Found: Found{Age: test.found}}
		if got := s.Ages(); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%+v and %+v: %+v, want %+v", test.record, test.found, got, test.want)
		}
		s.Found.OfChildren = true
		if got := s.Ages().OfChildren; got != test.want.Stated() {
			t.Errorf("%+v and %+v are of children: %v", test.record, test.found, got)
		}
	}
}

func TestFromAfar(t *testing.T) {
	for _, c := range []struct {
		how  []How
		want bool
	}{{nil, false}, {[]How{ByPhone}, true}, {[]How{ByPhone, IsOnline}, true}, {[]How{AtVenue, ByPhone}, false}, {[]How{AtHome}, false}} {
		if s := (Service{How: c.how}); s.FromAfar() != c.want {
			t.Errorf("%v: %v", c.how, !c.want)
		}
	}
}

func TestClockMinutes(t *testing.T) {
	for clock, want := range map[Clock]int{"00:00": 0, "09:30": 570, "24:00": 1440} {
		if got, ok := clock.Minutes(); !ok || got != want || ClockAt(want) != clock {
			t.Errorf("%s: %d, %v", clock, got, ok)
		}
	}
	for _, clock := range []Clock{"", "9:30", "24:01", "12:60", "ab:cd", "12.30"} {
		if got, ok := clock.Minutes(); ok {
			t.Errorf("%q reads as %d", clock, got)
		}
	}
}

func TestDates(t *testing.T) {
	if _, err := ParseDate("2026-02-30"); err == nil {
		t.Error("30 February passed")
	}
	day, err := ParseDate("2026-03-28")
	if err != nil {
		t.Fatal(err)
	}
	if n, ok := day.DaysBefore("2026-03-30"); !ok || n != 2 { // over a clock change
		t.Errorf("%d days, %v", n, ok)
	}
	if _, ok := day.DaysBefore(""); ok {
		t.Error("a day before no day")
	}
	if got := DateOf(time.Date(2026, 1, 2, 23, 59, 0, 0, time.UTC)); got != "2026-01-02" {
		t.Errorf("got %s", got)
	}
}

func TestMiles(t *testing.T) {
	lancaster, preston := Point{Lat: 54.0466, Lon: -2.8007}, Point{Lat: 53.7632, Lon: -2.7031}
	if got := lancaster.Miles(preston); math.Abs(got-20) > 0.3 {
		t.Errorf("%g miles", got)
	}
	if got := preston.Miles(preston); got != 0 {
		t.Errorf("%g miles from itself", got)
	}
}

func TestChooseLeavesTheQuestionAlone(t *testing.T) {
	first := Query{}.Choose(PaneNeed, "company")
	second := first.Choose(PaneNeed).Choose(PaneCost, CostFree)
	if len(first.Choices[PaneNeed]) != 1 || len(second.Choices[PaneNeed]) != 0 || len(first.Choices[PaneCost]) != 0 {
		t.Errorf("%v, %v", first.Choices, second.Choices)
	}
	if first.Radius() != DefaultWithin || (Query{Within: 2}).Radius() != 2 {
		t.Error("the radius is wrong")
	}
}

// TestAWithheldAddressIsToldNoFiner looks for what could lead to the door of a
// refuge in all that is told of it.
func TestAWithheldAddressIsToldNoFiner(t *testing.T) {
	whole := Location{
		ID: "l1", Name: "Rose House", Description: "behind the mill", Kind: Physical,
		Address: Address{Street: "4 Mill Lane", Town: "Kendal", County: "Cumbria", Postcode: "LA9 4AA"},
		Point:   &Point{54.3, -2.7}, Level: LevelPoint, Codes: []string{"E05000001"}, Accessibility: []string{"ring at the side gate"},
	}
	if got := whole.Told(); !reflect.DeepEqual(got, whole) {
		t.Errorf("of an open address only this is told: %+v", got)
	}
	whole.Masked = true
	want := Location{ID: "l1", Kind: Physical, Masked: true, Address: Address{Town: "Kendal", County: "Cumbria", Postcode: "LA9"}}
	if got := whole.Told(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
