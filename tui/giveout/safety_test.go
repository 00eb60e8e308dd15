package giveout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/tui/giveout"
)

// TestAnAnswerDoesWhatItSays takes each answer about two of three services, and
// asks again.
func TestAnAnswerDoesWhatItSays(t *testing.T) {
	t.Parallel()
	debt, refuge := giveout.Sensitive{ID: "1", Name: "Debt Desk", Kind: "debt"}, giveout.Sensitive{ID: "2", Name: "Refuge", Kind: "abuse"}
	about := []giveout.Sensitive{debt, refuge}
	for answer, want := range map[giveout.Answer]struct {
		outcome giveout.Outcome
		choice  giveout.Choice
		asks    bool // of the same choice again
		anew    bool // of another choice for the same person
	}{
		giveout.BeDiscreet: {giveout.GoesOut, giveout.Choice{Discreet: true}, false, true},
		giveout.LeaveOut:   {giveout.GoesOut, giveout.Choice{LeftOut: []string{"1", "2"}}, false, true},
		giveout.ReadOut:    {giveout.IsRead, giveout.Choice{}, true, true},
		giveout.IsSafe:     {giveout.GoesOut, giveout.Choice{}, false, false},
	} {
		var s giveout.Safety
		var choice giveout.Choice
		if diff := cmp.Diff(about, s.Unsure(about, choice)); diff != "" {
			t.Fatal("it is not asked of all:", diff)
		}
		if got := s.Take(answer, about, []string{"1", "2", "3"}, &choice); got != want.outcome {
			t.Errorf("%s: comes to %d, want %d", answer, got, want.outcome)
		}
		if diff := cmp.Diff(want.choice, choice); diff != "" {
			t.Errorf("%s: the choice is (- want, + got)\n%s", answer, diff)
		}
		if got := len(s.Unsure(about, choice)) > 0; got != want.asks {
			t.Errorf("%s: it is asked again: %v", answer, got)
		}
		if got := len(s.Unsure(about, giveout.Choice{})) > 0; got != want.anew {
			t.Errorf("%s: it is asked of another choice: %v", answer, got)
		}
	}
}

func TestNothingMayBeLeft(t *testing.T) {
	t.Parallel()
	var s giveout.Safety
	choice := giveout.Choice{LeftOut: []string{"1", "taken off meanwhile"}}
	about := s.Unsure([]giveout.Sensitive{{ID: "1"}, {ID: "2"}}, choice)
	if got := s.Take(giveout.LeaveOut, about, []string{"1", "2"}, &choice); got != giveout.IsEmpty || len(about) != 1 {
		t.Errorf("%v left out of two, one of them before: %d", about, got)
	}
}

// TestEveryAnswerCanBeSaid holds that none is offered without words.
func TestEveryAnswerCanBeSaid(t *testing.T) {
	t.Parallel()
	said := make(map[string]bool)
	for _, a := range giveout.Answers() {
		said[a.String()] = true
	}
	if len(said) != 4 || said[""] {
		t.Errorf("the answers are %v", said)
	}
	for _, a := range giveout.AnswersOfOne() {
		if !said[a.String()] {
			t.Errorf("%q is no answer", a)
		}
	}
}
