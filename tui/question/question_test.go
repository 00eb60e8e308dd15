package question_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
	"fettle/tui/question"
)

func labels(q *question.Question) []string {
	var out []string
	for _, c := range q.Chips() {
		out = append(out, c.Label)
	}
	return out
}

func TestAQuestionBecomesAQuery(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	var q question.Question
	q.Words = "  garden "
	q.Toggle(service.PaneNeed, "company", "Company")
	q.SetAge(7, "Age 7")
	q.SetPlace(service.Near{Name: "LA1 4", Point: service.Point{Lat: 54, Lon: -2.8}})
	q.Toggle(service.PaneNeed, "nature", "Nature")
	q.SetAge(72, "Age 72")
	q.SetWithin(1)
	tue := service.Window{ID: "tue-morning", Day: time.Tuesday, From: 360, To: 720}
	q.ToggleWindow(tue, "Tue morning")
	q.Toggle(service.PaneCost, "free", "Free")
	q.ToggleStated()
	q.SetChecked(30, "Month")
	q.SetChecked(90, "Quarter")
	wantLabels := []string{"Company", "Age 72", "Within 1 mile of LA1 4", "Nature", "Tue morning", "Free", "Only what is stated", "Quarter"}
	if diff := cmp.Diff(wantLabels, labels(&q)); diff != "" {
		t.Errorf("the chips differ:\n%s", diff)
	}
	age := 72
	want := service.Query{
		Words: "garden", Age: &age, Near: &service.Near{Name: "LA1 4", Point: service.Point{Lat: 54, Lon: -2.8}}, Within: 1,
		When: []service.Window{tue}, StatedOnly: true, CheckedWithin: 90, Now: now,
		Choices: map[service.Pane][]string{service.PaneNeed: {"company", "nature"}, service.PaneCost: {"free"}},
	}
	if diff := cmp.Diff(want, q.Query(now)); diff != "" {
		t.Errorf("the query differs:\n%s", diff)
	}
	q.Toggle(service.PaneNeed, "company", "Company")
	q.ToggleWindow(tue, "Tue morning")
	q.ToggleStated()
	q.ClearPane(service.PaneAge)
	q.SetChecked(90, "Quarter")
	q.Remove(99)
	q.Remove(-1)
	if got := labels(&q); !slices.Equal(got, []string{"Within 1 mile of LA1 4", "Nature", "Free"}) {
		t.Errorf("what is left is %q", got)
	}
}

// TestGivingUpTakesOverTheQuery gives up one thing after the other and sees that
// the question then asks exactly that.
func TestGivingUpTakesOverTheQuery(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	var q question.Question
	q.Words = " lunch club "
	q.Toggle(service.PaneNeed, "company", "Company")
	q.Toggle(service.PaneNeed, "nature", "Nature")
	q.Toggle(service.PaneCost, "free", "Free")
	q.SetAge(72, "Age 72")
	q.SetPlace(service.Near{Name: "LA1 4", Point: service.Point{Lat: 54, Lon: -2.8}})
	q.ToggleWindow(service.Window{ID: "tue-morning", Day: time.Tuesday, From: 360, To: 720}, "Tue morning")
	q.ToggleStated()
	q.SetChecked(90, "Quarter")
	for name, give := range map[string]func(*service.Query){
		"nothing":    func(*service.Query) {},
		"a word":     func(up *service.Query) { up.Words = "club" },
		"miles":      func(up *service.Query) { up.Within = 8 },
		"the place":  func(up *service.Query) { up.Near = nil },
		"the age":    func(up *service.Query) { up.Age = nil },
		"the time":   func(up *service.Query) { up.When = nil },
		"the check":  func(up *service.Query) { up.CheckedWithin = 0 },
		"stated":     func(up *service.Query) { up.StatedOnly = false },
		"needs":      func(up *service.Query) { *up = up.Choose(service.PaneNeed) },
		"one need":   func(up *service.Query) { *up = up.Choose(service.PaneNeed, "nature") },
		"the cost":   func(up *service.Query) { *up = up.Choose(service.PaneCost) },
		"everything": func(up *service.Query) { *up = service.Query{Within: up.Within, Now: up.Now} },
	} {
		want := q.Query(now)
		give(&want)
		given := q.Clone()
		given.Give(want)
		if len(want.Choices) == 0 {
			want.Choices = nil
		}
		if diff := cmp.Diff(want, given.Query(now)); diff != "" {
			t.Errorf("giving up %s asks something else:\n%s", name, diff)
		}
	}
	if got := len(q.Chips()); got != 8 || q.Words != " lunch club " {
		t.Errorf("the question itself changed: %q with %d filters", q.Words, got)
	}
	q.Give(service.Query{Words: "club", Near: &service.Near{}, Within: 8})
	if got := labels(&q); !slices.Equal(got, []string{"Within 8 miles of LA1 4"}) {
		t.Errorf("what is left is %q", got)
	}
}

// TestRevertTakesBackOneStepOnly changes a question in a step and then beside it,
// and takes the step back.
func TestRevertTakesBackOneStepOnly(t *testing.T) {
	t.Parallel()
	near := service.Near{Name: "LA1 4", Point: service.Point{Lat: 54, Lon: -2.8}}
	var before question.Question
	before.Words = "tea"
	before.Toggle(service.PaneNeed, "company", "Company")
	before.SetAge(72, "Age 72")
	after := before.Clone()
	after.Words = "tea dance"
	after.Toggle(service.PaneNeed, "company", "Company")
	after.Toggle(service.PaneNeed, "arts", "Arts")
	after.SetAge(7, "Age 7")
	after.SetPlace(near)
	after.SetWithin(2)

	q := after.Clone()
	q.Revert(&before, after)
	if got := labels(q); !slices.Equal(got, []string{"Company", "Age 72"}) || q.Words != "tea" || q.Within() != service.DefaultWithin {
		t.Errorf("taking the last step back leaves %q with %q in %g miles", got, q.Words, q.Within())
	}
	q = after.Clone()
	q.Toggle(service.PaneNeed, "arts", "Arts")
	q.Toggle(service.PaneCost, "free", "Free")
	q.SetAge(8, "Age 8")
	q.SetPlace(service.Near{Name: "BB2"})
	q.Words = "tea dance hall"
	q.SetWithin(9)
	q.Revert(&before, after)
	if got := labels(q); !slices.Equal(got, []string{"Age 8", "Within 9 miles of BB2", "Free", "Company"}) || q.Words != "tea dance hall" {
		t.Errorf("taking a step back beside others leaves %q with %q", got, q.Words)
	}
	if got := labels(after); len(got) != 3 {
		t.Errorf("the state after the step became %q", got)
	}
}

func TestCopiesStandAlone(t *testing.T) {
	t.Parallel()
	var q question.Question
	q.Toggle(service.PaneNeed, "a", "A")
	q.Toggle(service.PaneNeed, "b", "B")
	copied := q.Clone()
	q.Remove(0)
	q.SetAge(5, "Age 5")
	q.ClearChips()
	if got := labels(copied); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("the copy became %q", got)
	}
	if !q.Empty() || copied.Empty() {
		t.Error("empty is not told from asked")
	}
}

// TestKeysTellQuestionsApart sees that every single change makes another key,
// and that the order of typing does not.
func TestKeysTellQuestionsApart(t *testing.T) {
	t.Parallel()
	changes := []func(*question.Question){
		func(*question.Question) {},
		func(q *question.Question) { q.Words = "x" },
		func(q *question.Question) { q.Sort = service.SortName },
		func(q *question.Question) { q.SetAge(1, "") },
		func(q *question.Question) { q.SetAge(2, "") },
		func(q *question.Question) { q.SetPlace(service.Near{Name: "N", Point: service.Point{Lat: 1}}) },
		func(q *question.Question) { q.SetPlace(service.Near{Name: "N", Point: service.Point{Lat: 2}}) },
		func(q *question.Question) {
			q.SetPlace(service.Near{Name: "N", Point: service.Point{Lat: 2}})
			q.SetWithin(2)
		},
		func(q *question.Question) { q.Toggle(service.PaneNeed, "a", "") },
		func(q *question.Question) { q.Toggle(service.PaneHow, "a", "") },
		func(q *question.Question) { q.ToggleStated() },
		func(q *question.Question) { q.ToggleWindow(service.Window{ID: "mon"}, "") },
	}
	seen := make(map[string]int)
	for i, change := range changes {
		var q question.Question
		change(&q)
		if other, ok := seen[q.Key()]; ok {
			t.Errorf("changes %d and %d have the same key %s", other, i, q.Key())
		}
		seen[q.Key()] = i
	}
	a, b := question.Question{Words: "x "}, question.Question{Words: "x"}
	if a.Key() != b.Key() {
		t.Error("a blank at the end makes another question")
	}
}

func TestAStretchOfTheWeekIsSaid(t *testing.T) {
	t.Parallel()
	for want, w := range map[string]service.Window{
		"Tue morning":             question.DayParts()[0].Window(time.Tuesday),
		"Sun evening":             question.DayParts()[2].Window(time.Sunday),
		"Sat 10:00 to 14:00":      {Day: time.Saturday, From: 600, To: 840},
		"Mon":                     {Day: time.Monday, To: 1440},
		"Tue 24 Nov 2026":         {Day: time.Tuesday, To: 1440, On: "2026-11-24"},
		"Tue 24 Nov 2026 morning": {Day: time.Tuesday, From: 360, To: 720, On: "2026-11-24"},
	} {
		if got := question.WindowLabel(w); got != want {
			t.Errorf("said is %q, want %q", got, want)
		}
	}
	if id := question.DayParts()[1].Window(time.Wednesday).ID; id != "wed-afternoon" {
		t.Errorf("the id is %q", id)
	}
}

func TestAQuestionKeepsItsArea(t *testing.T) {
	t.Parallel()
	in := &service.Area{Name: "Preston", Code: "E07000123"}
	q := question.Of(service.Query{Words: "lunch", In: in}, func(_ service.Pane, id string) string { return id })
	if got := q.Query(time.Time{}).In; got == nil || got.Code != in.Code {
		t.Errorf("the area is %v, want %v", got, in)
	}
}
