package need

import "testing"

func TestIDsAreUniqueAndLabelled(t *testing.T) {
	if n := len(Needs()); n != 38 {
		t.Errorf("%d needs, want 38: their ids are written into saved searches", n)
	}
	if n := len(Circumstances()); n != 28 {
		t.Errorf("%d circumstances, want 28: their ids are written into saved searches", n)
	}
	for _, list := range [][]Need{Needs(), Circumstances()} {
		seen := map[string]bool{}
		for _, n := range list {
			if n.ID == "" || n.Label == "" || seen[n.ID] || seen[n.Label] {
				t.Errorf("%+v is empty or comes twice", n)
			}
			seen[n.ID], seen[n.Label] = true, true
			if Label(n.ID) != n.Label {
				t.Errorf("Label(%q) = %q, want %q", n.ID, Label(n.ID), n.Label)
			}
		}
	}
}

func TestChangingAListLeavesTheNextAlone(t *testing.T) {
	Needs()[0].ID = "changed"
	if Needs()[0].ID != "company" {
		t.Error("a caller changed the list of needs")
	}
}

func TestKnown(t *testing.T) {
	for id, want := range map[string]bool{"company": true, "carer": false, "": false, "Company": false} {
		if Known(id) != want {
			t.Errorf("Known(%q) = %v", id, !want)
		}
	}
	for id, want := range map[string]bool{"carer": true, "company": false, "women-only": true, "lgbtq": true} {
		if KnownCircumstance(id) != want {
			t.Errorf("KnownCircumstance(%q) = %v", id, !want)
		}
	}
	if got := Label("no-such-thing"); got != "no-such-thing" {
		t.Errorf("Label of an unknown id = %q", got)
	}
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{
		"company": "company", "kompany": "company", "loneliness": "company", "mentalhealth": "mental-health",
		"mental health": "mental-health", "Dementia": "memory", "benefits": "money", "debts": "money",
		"home-hlep": "home-help", "carehomes": "care-homes", "Jobs": "work", "youngpeople": "young-people",
		"animals": "nature", "volunteer": "volunteering", "LGBT": "lgbtq", "zzzzzz": "", "": "", "!?": "",
	} {
		if got := Nearest(word); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	for word, want := range map[string]string{"carers": "carer", "wheelchair": "wheelchair-user", "veterans": "veteran", "women": "women-only", "qqqq": ""} {
		if got := NearestCircumstance(word); got != want {
			t.Errorf("NearestCircumstance(%q) = %q, want %q", word, got, want)
		}
	}
}
