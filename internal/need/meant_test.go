package need

import (
	"slices"
	"testing"
)

func TestPlainWordsMeanNeeds(t *testing.T) {
	rules, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string][]string{
		"skint": {"money"}, "skin": {"money"}, "lonely": {"company"}, "evicted": {"housing"}, "hungry": {"food"}, "booze": {"addiction"},
		"forgetful": {"memory"}, "nappies": {"food", "babies"}, "Computer": {"digital"}, "swim": {"active"}, "gay": {"lgbtq"}, "job": {"work"},
		"zzz": nil, "": nil, "  ": nil, "x": nil,
	} {
		if got := rules.Meant(words); !slices.Equal(got, want) {
			t.Errorf("%q means %v, want %v", words, got, want)
		}
	}
}
