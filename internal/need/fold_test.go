package need

import (
	"reflect"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Men’s Shed":                       "mens shed",
		"drop-in":                          "drop in",
		"Café, crèche & naïve":             "cafe creche and naive",
		"50+ club":                         "50 plus club",
		"see https://a.org/coffee-morning": "see",
		"www.coffee.org tea":               "tea",
		"coffee@example.org, tea":          "tea",
		"parents/carers":                   "parents carers",
		"Straße œuvre ﬀ":                   "strasse oeuvre ﬀ",
		"soft\u00adhyphen zero\u200dwidth": "softhyphen zerowidth",
		"e\u0301cole":                      "ecole",
		"":                                 "",
		"…—!":                              "",
	} {
		if got := strings.Join(wordsOf(text), " "); got != want {
			t.Errorf("wordsOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestStems(t *testing.T) {
	for text, want := range map[string]string{
		"Groups": "group", "group's": "group", "families": "family", "churches": "church", "classes": "class", "is": "is",
		"bus": "bus", "tennis": "tennis", "50s": "50", "over-50s": "over 50", "Lunch Clubs": "lunch club", "boxes": "box",
	} {
		if got := stemsOf(text); got != want {
			t.Errorf("stemsOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWhatStandsBetweenWords(t *testing.T) {
	for text, want := range map[string][]gap{
		"a b":       {stop, space},
		"a-b":       {stop, hyphen},
		"a - b":     {stop, pause},
		"a, b":      {stop, pause},
		"a/b":       {stop, space},
		"a / b":     {stop, pause},
		"a. B":      {stop, stop},
		"1.30 b":    {stop, space, space},
		"a\nb":      {stop, stop},
		"a (b) c":   {stop, pause, pause},
		"a – b":     {stop, pause},
		"a @x.y b":  {stop, space, space, space},
		"a b@c.d e": {stop, pause},
	} {
		f := fold(text)
		var got []gap
		for _, token := range f.tokens {
			got = append(got, token.before)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestTokensPointIntoTheText(t *testing.T) {
	const text = "Ça va, l’école & Men's 50+ drop-in!"
	f := fold(text)
	want := []string{"Ça", "va", "l’école", "&", "Men's", "50", "+", "drop", "in"}
	for i, token := range f.tokens {
		if got := text[token.start:token.end]; got != want[i] {
			t.Errorf("token %d is %q, want %q", i, got, want[i])
		}
	}
}
