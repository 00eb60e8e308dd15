package english

import (
	"slices"
	"strings"
	"testing"
)

func TestEverydayWordsAndNames(t *testing.T) {
	t.Parallel()
	for word, want := range map[string][2]bool{
		"spring": {true, false}, "leaving": {true, false}, "tried": {true, false}, "wont": {true, false}, "houses": {true, false}, "stopped": {true, false},
		"jean": {false, true}, "margaret": {false, true}, "james": {false, true},
		"": {}, "gardning": {}, "berevement": {}, "ousehold": {}, "a": {}, "councelling": {}, "\n": {}, " ": {},
	} {
		if got := [2]bool{Everyday(word), GivenName(word)}; got != want {
			t.Errorf("%q is an everyday word or a name: %v, want %v", word, got, want)
		}
	}
	if !Filler("likes") || Filler("gardening") {
		t.Error("what only makes a sentence is told apart wrongly")
	}
	if !Vague("support") || !Vague("groups") || Vague("gardening") || Vague("likes") || Vague("") {
		t.Error("what says only that something is a service is told apart wrongly")
	}
}

func TestTheListsAreInSmallLettersAndHaveNoWordTwice(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]string{"words.txt": words, "names.txt": names} {
		all := strings.Fields(list)
		for i, word := range all {
			if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" || slices.Contains(all[:i], word) {
				t.Errorf("%s has %q twice, or with other signs than small letters", name, word)
			}
		}
	}
}
