package score

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fettle/internal/need"
	"fettle/internal/service"
)

func TestReadLabels(t *testing.T) {
	labels, err := ReadLabels(strings.NewReader("# remark\n\na\tcompany\tarts,active\tcarer\t\nb\tfood,money\t\t\tparent\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Label{
		{ID: "a", Needs: []string{"company"}, MayNeeds: []string{"arts", "active"}, Circumstances: []string{"carer"}, MayCircumstances: []string{}},
		{ID: "b", Needs: []string{"food", "money"}, MayNeeds: []string{}, Circumstances: []string{}, MayCircumstances: []string{"parent"}, HeldOut: true},
	}
	if !reflect.DeepEqual(labels, want) {
		t.Errorf("read %+v, want %+v", labels, want)
	}
}

func TestLabelsThatCantBeRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# one\na\tcompany\n", "labels, line 2: a label has five columns"},
		{"a\t\t\t\t\n", "labels, line 1: a label has five columns parted by tabs, the first two filled"},
		{"a\tkompany\t\t\t\n", `labels, line 1: there is no need "kompany"`},
		{"a\tcompany\t\tcompany\t\n", `labels, line 1: there is no circumstance "company"`},
		{"a\tcompany\tx\t\t\n", `labels, line 1: there is no need "x"`},
		{strings.Repeat("x", 70_000), "read the labels"},
	} {
		if _, err := ReadLabels(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want %q", c.text, err, c.want)
		}
	}
}

// measured scores four services that the built-in rules find plain needs for.
func measured(t *testing.T) Report {
	t.Helper()
	rules, err := need.Default()
	if err != nil {
		t.Fatal(err)
	}
	services := []service.Service{
		{ID: "f/a", Name: "Coffee morning"},
		{ID: "f/b", Name: "Food bank"},
		{ID: "f/c", Name: "Zzyzx"},
		{ID: "f/d", Name: "Choir", Audience: []string{"Carers"}},
	}
	labels := []Label{
		{ID: "a", Needs: []string{"company", "arts"}},
		{ID: "b", Needs: []string{"money"}, MayCircumstances: []string{"low-income"}, HeldOut: true},
		{ID: "d", MayNeeds: []string{"arts"}, Circumstances: []string{"parent"}},
		{ID: "gone", Needs: []string{"money"}},
	}
	return Of(rules, services, labels)
}

func TestCounts(t *testing.T) {
	r := measured(t)
	if r.Services != 4 || r.WithNeed != 3 || r.Covered() != 0.75 || !slices.Equal(r.Without, []string{"Zzyzx"}) || !slices.Equal(r.Lost, []string{"gone"}) {
		t.Errorf("counted %+v", r)
	}
	if want := (Counts{Wanted: 2, Found: 1, Given: 2, Right: 2}); r.Seen.Needs != want || r.Seen.Labels != 2 {
		t.Errorf("seen: %+v of %d labels, want %+v", r.Seen.Needs, r.Seen.Labels, want)
	}
	if want := (Counts{Wanted: 1, Given: 1}); r.HeldOut.Needs != want {
		t.Errorf("held out: %+v, want %+v", r.HeldOut.Needs, want)
	}
	// The publisher's own label is not wrong, the label's parent was missed.
	if want := (Counts{Wanted: 1, Given: 1, Right: 1}); r.Seen.Circumstances != want {
		t.Errorf("circumstances: %+v, want %+v", r.Seen.Circumstances, want)
	}
	if got := *r.Seen.ByNeed["arts"]; got != (Counts{Wanted: 1, Given: 1, Right: 1}) {
		t.Errorf("arts: %+v", got)
	}
	wantGaps := []Gap{{Service: "a", Name: "Coffee morning", ID: "arts"}, {Service: "d", Name: "Choir", ID: "parent"}}
	if !reflect.DeepEqual(r.Seen.Gaps, wantGaps) {
		t.Errorf("gaps %+v, want %+v", r.Seen.Gaps, wantGaps)
	}
	if g := r.HeldOut.Gaps; len(g) != 2 || g[0].Wrong || !g[1].Wrong || g[1].ID != "food" || !slices.Contains(g[1].Words, "Food bank") {
		t.Errorf("gaps held out %+v", g)
	}
}

func TestSharesOfNothingAreWhole(t *testing.T) {
	if c := (Counts{}); c.Recall() != 1 || c.Precision() != 1 {
		t.Errorf("recall %v, precision %v", c.Recall(), c.Precision())
	}
	if c := (Counts{Wanted: 4, Found: 3, Given: 5, Right: 2}); c.Recall() != 0.75 || c.Precision() != 0.4 {
		t.Errorf("recall %v, precision %v", c.Recall(), c.Precision())
	}
}

func TestWrite(t *testing.T) {
	var b strings.Builder
	if err := measured(t).Write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		"4 services, 3 with a need (75.0 %), 1 without", `without a need: "Zzyzx"`, "1 labels have no service here: gone",
		"needs, seen", "50.0 %", "circumstances, held out", "missed arts: Coffee morning", "missed parent: Choir",
		"Gaps in the half that was seen (2), of the held-out half 2 more:",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Food bank") {
		t.Error("the report shows a gap of the held-out half")
	}
}
