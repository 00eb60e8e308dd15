package index

import (
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

func TestAccessibleReadsDenials(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Step-free throughout, with a hearing loop.", []string{service.StepFree, service.HearingLoop}},
		{"There is no wheelchair access.", nil},
		{"No car park and no hearing loop.", nil},
		{"No hearing loop, but there is a car park.", []string{service.Parking}},
		{"We don't have a car park. Blue badge bays outside.", []string{service.Parking}},
		{"Quiet room", []string{service.Quiet}},
		{"Tea and cake", nil},
	} {
		var got []string
		for _, o := range accessibleOf(&service.Service{Description: test.text}) {
			got = append(got, o.id)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q says %v, want %v", test.text, got, test.want)
		}
	}
}

func TestForWhom(t *testing.T) {
	for _, test := range []struct {
		text, circumstance string
		want               []string
	}{
		{"For men and women.", "", []string{"women", "men", "mixed"}},
		{"Women and mental health", "women-only", []string{"women"}},
		{"For women and women's families", "women-only", []string{"women"}},
		{"Men only", "men-only", []string{"men"}},
		{"A mixed group", "", []string{"women", "men", "mixed"}},
		{"A group", "", nil},
	} {
		s := service.Service{Description: test.text}
		if test.circumstance != "" {
			s.Found.Circumstances = []service.NeedFound{{ID: test.circumstance}}
		}
		var got []string
		for _, o := range forOf(&s) {
			got = append(got, o.id)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q is for %v, want %v", test.text, got, test.want)
		}
	}
}

// A hint that is no part of some words would hide them.
func TestEveryAccessibleWordHasAHint(t *testing.T) {
	for _, sign := range accessibleSigns() {
		for _, words := range sign.words {
			if !slices.ContainsFunc(sign.hints, func(hint string) bool { return strings.Contains(words, hint) }) {
				t.Errorf("no hint of %s is in %q", sign.id, words)
			}
		}
	}
}
