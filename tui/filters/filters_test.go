package filters_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fettle/internal/service"
	"fettle/tui/filters"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

func write(f *filters.Filters, q *question.Question, text string) filters.Effect {
	var last filters.Effect
	for _, r := range text {
		last = f.Type(tea.KeyPressMsg{Code: r, Text: string(r)}, q)
	}
	return last
}

func see(t *testing.T, f *filters.Filters, q *question.Question, w, h int) string {
	t.Helper()
	th, err := theme.New("no-colour")
	if err != nil {
		t.Fatal(err)
	}
	lines, x, y := f.Lines(nil, w, h, q, th)
	if len(lines) != h || x >= w || y >= h {
		t.Fatalf("%d lines of %d, cursor at %d,%d", len(lines), h, x, y)
	}
	for i := range lines {
		if got := ansi.StringWidth(lines[i]); got != w {
			t.Fatalf("a line of %d in panes of %d: %q", got, w, lines[i])
		}
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return strings.Join(lines, "\n")
}

func needs() []service.Option {
	return []service.Option{{ID: "a", Label: "Arts"}, {ID: "b", Label: "Babies"}, {ID: "c", Label: "Carers and caring"}}
}

func TestNeedsAreNarrowedAndChosenOnesComeFirst(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(needs(), nil)
	f.Enter(filters.Need, &q)
	write(f, &q, "AR c")
	f.Choose(&q, false)
	if !q.Has(service.PaneNeed, "c") {
		t.Fatalf("the narrowed option was not chosen: %v", q.Chips())
	}
	// The order stays while the pane is open.
	if got := see(t, f, &q, 30, 8); strings.Index(got, "Arts") > strings.Index(got, "Carers") {
		t.Errorf("the options jumped:\n%s", got)
	}
	f.Leave()
	f.Enter(filters.Need, &q)
	if got := see(t, f, &q, 30, 8); strings.Index(got, "[ ] Arts") < strings.Index(got, ">[x] Carers") {
		t.Errorf("the chosen one is not on top:\n%s", got)
	}
	write(f, &q, "zzz")
	if e := f.Choose(&q, false); e.Say == "" {
		t.Error("choosing nothing says nothing")
	}
	if !f.Clear(&q) || f.Clear(&q) {
		t.Error("the text is not emptied once")
	}
}

func TestCountsAreShownAsFitAndMayFit(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Count(map[service.Pane][]service.Option{
		service.PaneNeed: {{ID: "a", Label: "Arts", Fits: 1200, MayFit: 3}, {ID: "b", Label: "Babies", Fits: 4}},
		service.PaneWhen: {{ID: "mon-morning", Fits: 12, MayFit: 30}, {ID: "sun-evening", MayFit: 7}},
		service.PaneHow:  {{ID: "home", Label: "At home", Fits: 2}},
		service.PaneFeed: {{ID: "bristol", Label: "bristol", Fits: 9}},
	})
	f.Count(nil)
	got := see(t, f, &q, 36, 40)
	for _, want := range []string{"Arts                   1,200 +3", "Babies                        4", "12+30", "+7", "At home", "From bristol", "Leave out \"may fit\""} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the panes:\n%s", want, got)
		}
	}
}

func TestMoreHasTheRest(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Count(map[service.Pane][]service.Option{
		service.PaneCost:         {{ID: "free", Label: "Free", Fits: 1}},
		service.PaneChecked:      {{ID: "90", Label: "In the last 3 months", Fits: 1}, {ID: "x", Label: "In some time"}},
		service.PaneOrganisation: {{ID: "org", Label: "Rosewood", Fits: 2}, {ID: "none", Label: "Rosehip"}},
	})
	f.Enter(filters.More, &q)
	if got := see(t, f, &q, 40, 14); strings.Contains(got, "Rosewood") || !strings.Contains(got, "Checked in the last 3 months") {
		t.Errorf("before typing, the pane is\n%s", got)
	}
	write(f, &q, "rose")
	if got := see(t, f, &q, 40, 14); !strings.Contains(got, "By Rosewood") || strings.Contains(got, "Rosehip") {
		t.Errorf("after typing, the pane is\n%s", got)
	}
	f.Choose(&q, false)
	if got := see(t, f, &q, 40, 14); !strings.Contains(got, ">[x] By Rosewood") {
		t.Errorf("what was chosen is not held:\n%s", got)
	}
	for _, text := range []string{"3 months", "some time", "leave out"} {
		write(f, &q, text)
		if e := f.Choose(&q, false); (e.Say != "") != (text == "some time") {
			t.Errorf("choosing %q says %q", text, e.Say)
		}
		f.Clear(&q)
	}
	query := q.Query(time.Time{})
	if query.CheckedWithin != 90 || !query.StatedOnly || len(query.Choices[service.PaneOrganisation]) != 1 || len(q.Chips()) != 3 {
		t.Errorf("asked is %+v", query)
	}
}

func TestTheWeekIsWalkedAndChosen(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Enter(filters.When, &q)
	for _, m := range []widget.Move{widget.Up, widget.Left, widget.Down, widget.Right, widget.Right, widget.Right} {
		f.Move(m)
	}
	f.Choose(&q, true)
	for _, m := range []widget.Move{widget.PageDown, widget.Home} {
		f.Move(m)
	}
	f.Choose(&q, false)
	query := q.Query(time.Time{})
	want := []service.Window{{ID: "tue-evening", Day: time.Tuesday, From: 1020, To: 1380}, {ID: "sun-morning", Day: time.Sunday, From: 360, To: 720}}
	if len(query.When) != 2 || query.When[0] != want[0] || query.When[1] != want[1] {
		t.Errorf("chosen are %v, want %v", query.When, want)
	}
	f.Choose(&q, true)
	if q.Has(service.PaneWhen, "sun-morning") {
		t.Error("choosing again does not take back")
	}
	for h := 1; h < 16; h++ {
		if got := see(t, f, &q, 27, h); h > 2 && !strings.Contains(got, "Sun") {
			t.Errorf("in %d lines the day with the keys is not seen:\n%s", h, got)
		}
	}
	if e := write(f, &q, "tue 10-2"); e != (filters.Effect{}) {
		t.Errorf("typing a time asks for %v", e)
	}
	if e := f.Choose(&q, true); e.Windows != "" {
		t.Error("Space in a time is not a space")
	}
	if e := f.Choose(&q, false); e.Windows != "tue 10-2" {
		t.Errorf("Enter asks for %q", e.Windows)
	}
	if e := f.Windows("tue 10-2", []service.Window{{ID: "tue-1000-1400", Day: time.Tuesday, From: 600, To: 840}, {ID: "d", Day: time.Friday, From: 0, To: 1440, On: "2026-12-25"}}, nil, &q); e.Say != "" {
		t.Error(e.Say)
	}
	var labels []string
	for _, c := range q.Chips() {
		labels = append(labels, c.Label)
	}
	if got := strings.Join(labels, "; "); got != "Tue evening; Tue 10:00 to 14:00; Fri 25 Dec 2026" {
		t.Errorf("the chips are %s", got)
	}
}

func TestAnAgeIsTypedOrChosen(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Enter(filters.Age, &q)
	if e := f.Choose(&q, true); e.Say != "Type an age in years." {
		t.Errorf("without bands the pane says %q", e.Say)
	}
	f.Count(map[service.Pane][]service.Option{service.PaneAge: {{ID: "72", Label: "65 to 79"}, {ID: "old", Label: "Odd"}}})
	write(f, &q, "7")
	write(f, &q, "2")
	if len(q.Chips()) != 0 {
		t.Fatalf("72 is asked before it is taken: %v", q.Chips())
	}
	if e := f.Choose(&q, false); !e.Next || !q.Has(service.PaneAge, "72") || q.Chips()[0].Label != "Age 72" {
		t.Fatalf("took 72, asked %v", q.Chips())
	}
	f.Choose(&q, false)
	if len(q.Chips()) != 0 {
		t.Error("choosing the band again does not take it back")
	}
	f.Choose(&q, true)
	if q.Chips()[0].Label != "Age 65 to 79" {
		t.Errorf("the band is asked as %v", q.Chips())
	}
	f.Move(widget.Down)
	if e := f.Choose(&q, true); e.Say == "" || !q.Has(service.PaneAge, "72") {
		t.Error("an option that is no age is taken")
	}
	write(f, &q, "8")
	f.Clear(&q)
	if !q.Has(service.PaneAge, "72") {
		t.Error("Esc took the age back with the text")
	}
}

// A number typed as an age may have been meant as that of a pane.
func TestAnAgeIsTakenWhenTheKeysGoOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, label string
		says         bool
	}{{"72", "Age 72", false}, {"3", "", true}, {"230", "", true}, {"", "", false}} {
		var q question.Question
		f := filters.New(nil, nil)
		f.Enter(filters.Age, &q)
		write(f, &q, c.typed)
		moved, e := f.Step(1, &q)
		got := ""
		if chips := q.Chips(); len(chips) > 0 {
			got = chips[0].Label
		}
		if !moved || got != c.label || (e.Say != "") != c.says || f.At() != filters.Where {
			t.Errorf("%q and Tab: moved %t to %d, asks %q, says %q", c.typed, moved, f.At(), got, e.Say)
		}
	}
}

func TestANumberOpensAPaneWhereNoTextBeginsWithOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to int }{{filters.Need, filters.When}, {filters.Where, filters.When}, {filters.More, filters.More}, {filters.Age, filters.Age}} {
		var q question.Question
		f := filters.New(nil, nil)
		f.Enter(c.from, &q)
		f.Type(tea.KeyPressMsg{Code: '4', Text: "4"}, &q)
		if f.At() != c.to || len(q.Chips()) != 0 {
			t.Errorf("4 in the pane %d leads to %d, asks %v", c.from, f.At(), q.Chips())
		}
	}
	var q question.Question
	f := filters.New(nil, nil)
	f.Enter(filters.Where, &q)
	write(f, &q, "pr")
	if e := f.Type(tea.KeyPressMsg{Code: '5', Text: "5"}, &q); e.Locate != "pr5" {
		t.Errorf("the 5 of a postcode does %+v", e)
	}
}

func TestAPlaceIsLookedUp(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Enter(filters.Where, &q)
	if e := f.Choose(&q, true); !strings.HasPrefix(e.Say, "Type a postcode") {
		t.Errorf("without a place the pane says %q", e.Say)
	}
	if e := write(f, &q, "la1"); e.Locate != "la1" {
		t.Errorf("typing asks for %q", e.Locate)
	}
	if f.Places("la", []service.Near{{Name: "Late"}}, nil, &q); q.Place() != nil {
		t.Error("a late place was taken")
	}
	if e := f.Places("la1", nil, errors.New("no such place"), &q); e.Say != "" {
		t.Error("an unfinished place is scolded")
	}
	if e := f.Choose(&q, false); e.Say != "No such place." {
		t.Errorf("Enter says %q", e.Say)
	}
	f.Places("la1", nil, nil, &q)
	if e := f.Choose(&q, false); !strings.Contains(e.Say, "No place is called \"la1\"") {
		t.Errorf("Enter says %q", e.Say)
	}
	f.Places("la1", []service.Near{{Name: "LA1"}, {Name: "La Une"}}, nil, &q)
	f.Move(widget.Down)
	f.Choose(&q, false)
	if q.Place() == nil || q.Place().Name != "La Une" {
		t.Fatalf("the place is %v", q.Place())
	}
	f.Count(map[service.Pane][]service.Option{service.PaneWhere: {{ID: "1", Label: "1"}, {ID: "10", Label: "10"}, {ID: "x", Label: "x"}}})
	if got := see(t, f, &q, 30, 9); !strings.Contains(got, "Within 1 mile  ") || !strings.Contains(got, "Within 10 miles") {
		t.Errorf("the miles are not said:\n%s", got)
	}
	f.Move(widget.Down)
	f.Choose(&q, true)
	f.Move(widget.Down)
	if e := f.Choose(&q, true); q.Within() != 10 || e.Say == "" {
		t.Errorf("the miles are %g", q.Within())
	}
}

func TestNeedsAreFoundByPlainWords(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(needs(), func(words string) []string {
		return map[string][]string{"skint": {"c"}}[words]
	})
	f.Enter(filters.Need, &q)
	write(f, &q, "skint")
	f.Choose(&q, false)
	if !q.Has(service.PaneNeed, "c") || len(q.Chips()) != 1 {
		t.Errorf("chosen are %v", q.Chips())
	}
}

func TestACouncilIsChosenAfterIn(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Count(map[service.Pane][]service.Option{service.PaneArea: {
		{ID: "E07000121", Label: "Lancaster", Fits: 3}, {ID: "E06000064", Label: "Westmorland and Furness", Fits: 1},
	}})
	f.Enter(filters.Where, &q)
	if e := write(f, &q, "in Furn"); e.Locate != "" {
		t.Errorf("a council is looked up as the place %q", e.Locate)
	}
	if got := see(t, f, &q, 40, 14); !strings.Contains(got, "> Westmorland and Furness") || strings.Contains(got, "Lancaster") {
		t.Errorf("the pane is\n%s", got)
	}
	f.Choose(&q, false)
	if in := q.Query(time.Time{}).In; in == nil || in.Code != "E06000064" || q.Chips()[0].Label != "In Westmorland and Furness" {
		t.Fatalf("asked is %+v, %v", in, q.Chips())
	}
	write(f, &q, "IN lanc")
	f.Choose(&q, false)
	if in := q.Query(time.Time{}).In; in == nil || in.Code != "E07000121" || len(q.Chips()) != 1 {
		t.Errorf("asked is %+v, %v", in, q.Chips())
	}
	write(f, &q, "in nowhere")
	if e := f.Choose(&q, false); !strings.Contains(e.Say, "council called \"nowhere\"") {
		t.Errorf("Enter says %q", e.Say)
	}
	other := q.Query(time.Time{})
	other.In = nil
	if q.Give(other); len(q.Chips()) != 0 {
		t.Errorf("given up, there is still %v", q.Chips())
	}
}

// What can't be used is no beginning of what is typed next.
func TestWhatIsRefusedMakesRoom(t *testing.T) {
	t.Parallel()
	var q question.Question
	f := filters.New(nil, nil)
	f.Enter(filters.Age, &q)
	write(f, &q, "230")
	write(f, &q, "72")
	if f.Choose(&q, false); !q.Has(service.PaneAge, "72") {
		t.Errorf("after 230 and 72, asked is %v", q.Chips())
	}
	f.Enter(filters.Where, &q)
	write(f, &q, "narnia")
	f.Places("narnia", nil, nil, &q)
	f.Choose(&q, false)
	if e := write(f, &q, "p"); e.Locate != "p" {
		t.Errorf("after a place that there is not, a letter looks up %q", e.Locate)
	}
	write(f, &q, "r")
	f.Places("pr", nil, nil, &q)
	f.Choose(&q, false)
	if write(f, &q, "4"); f.At() != filters.When {
		t.Errorf("after a place that there is not, 4 leads to %d", f.At())
	}
}
