package typed

import (
	"slices"
	"strings"
)

// unwanted drops what somebody does not want, with the words that say so: "doesn't
// like groups", "not a group person", "hates crowds". Looked for, it would bring
// just that. Only what people are known to refuse is dropped, such as groups, sport
// and counselling. All else stays, as help is for that: what somebody lacks, can't do
// or suffers from, "doesn't go out", "no money", "hates the loneliness".
func (r *reader) unwanted() {
	for i := 0; i < len(r.tokens); i++ {
		n := r.refusal(i)
		if n == 0 {
			continue
		}
		r.noted("“" + r.typed(i, n) + "” was left out: what is not wanted is not looked for. A minus leaves out what has a word: -groups.")
		r.drop(i, n)
		if before := r.plain(i - 1); slices.Contains(ofRefusals(), before) { // "but", "who is"
			r.drop(i-1, 1)
		}
		i += n - 1
	}
}

// ofRefusals are words that lead to a refusal and say nothing without it.
func ofRefusals() []string {
	return []string{"but", "and", "hes", "shes", "im", "theyre", "who", "is", "are", "am"}
}

// plain returns a token without apostrophes, "" when it is not to be read.
func (r *reader) plain(i int) string {
	return strings.NewReplacer("'", "", "’", "", "‘", "").Replace(r.text(i))
}

// typed joins some tokens as they were typed.
func (r *reader) typed(from, n int) string {
	raw := make([]string, n)
	for i := range raw {
		raw[i] = r.tokens[from+i].raw
	}
	return strings.Trim(strings.Join(raw, " "), ".,;:!?")
}

// refusal returns how many tokens from one on refuse something, 0 for none.
func (r *reader) refusal(i int) int {
	word, next := r.plain(i), r.plain(i+1)
	not := 0 // how many tokens say "not" before a verb
	switch {
	case slices.Contains([]string{"doesnt", "dont", "didnt", "wouldnt", "never"}, word):
		not = 1
	case next == "not" && slices.Contains([]string{"does", "do", "did", "would"}, word):
		not = 2
	case slices.Contains([]string{"hates", "hate", "dislikes", "dislike", "loathes", "detests"}, word):
		return r.withThings(i, 1)
	case (word == "cant" || word == "cannot") && slices.Contains([]string{"stand", "bear", "abide"}, next):
		return r.withThings(i, 2)
	case (word == "no" || word == "not") && (r.isCompany(i+1) || r.plain(i+1) == "group"):
		return 2
	case word == "not" || word == "isnt" || word == "arent":
		return r.notOne(i)
	}
	if not == 0 {
		return 0
	}
	for slices.Contains([]string{"really", "much", "particularly", "always"}, r.plain(i+not)) {
		not++
	}
	switch r.plain(i + not) {
	case "like", "likes", "want", "enjoy", "enjoys", "fancy":
		return r.withThings(i, not+1)
	case "do", "does":
		if n := r.withThings(i, not+1); n > 0 && r.isCompany(i+n-1) {
			return n
		}
	case "drink", "drinks", "gamble", "gambles", "smoke", "smokes":
		if r.endsClause(i + not) {
			return not + 1
		}
	}
	return 0
}

// endsClause reports whether what is said ends with a token.
func (r *reader) endsClause(i int) bool {
	return ends(r.tokens[i].raw) || slices.Contains([]string{"", "and", "but", "or", "any"}, r.plain(i+1))
}

// notOne reads "not a group person", "not into sport", "not one for talking groups".
func (r *reader) notOne(i int) int {
	n := 1
	for slices.Contains([]string{"really", "much", "very", "particularly"}, r.plain(i+n)) {
		n++
	}
	switch two := r.plain(i+n) + " " + r.plain(i+n+1); {
	case r.plain(i+n) == "into":
		return r.withThings(i, n+1)
	case slices.Contains([]string{"keen on", "fond of", "interested in", "one for", "comfortable in", "happy in"}, two):
		return r.withThings(i, n+2)
	case strings.HasPrefix(two, "a ") || strings.HasPrefix(two, "much "):
		if r.plain(i+n+1) == "fan" && r.plain(i+n+2) == "of" {
			return r.withThings(i, n+3)
		}
		for k := n + 1; k <= n+mostOfOne && r.plain(i+k) != ""; k++ {
			if slices.Contains([]string{"person", "type", "joiner", "lover"}, r.plain(i+k)) && (k == n+1 || r.isRefused(i+k-1)) {
				return k + 1
			}
		}
	}
	return 0
}

// mostOfOne is how many words stand between "not a" and "person" at most.
const mostOfOne = 3

// withThings adds to the n tokens of a refusal the things that are refused, and
// others behind "or" and "and". It returns 0 where what follows is no such thing:
// "doesn't want to go out", "hates her flat".
func (r *reader) withThings(i, n int) int {
	for first := true; ; first = false {
		thing := r.thing(i + n)
		switch {
		case thing == 0 && first:
			return 0
		case thing == 0:
			return n - 1 // without the "or"
		}
		n += thing
		if ends(r.tokens[i+n-1].raw) || r.plain(i+n) != "or" && r.plain(i+n) != "and" {
			return n
		}
		n++
	}
}

// thing returns how many tokens from one on name a thing that people refuse, with
// what says of what kind it is; 0 when they name something else.
func (r *reader) thing(i int) int {
	n := 0 // up to the last thing
	for k := 0; k < mostOfThing; k++ {
		switch {
		case r.isRefused(i + k):
			n = k + 1
		case r.isCompany(i+k+1) && r.plain(i+k) != "" && r.plain(i+k) != "or" && r.plain(i+k) != "and":
		case !slices.Contains(kindsOfThings(), r.plain(i+k)):
			return n
		}
		if ends(r.tokens[i+k].raw) {
			return n
		}
	}
	return n
}

const mostOfThing = 6

// kindsOfThings are words that stand before a thing and say of what kind it is.
func kindsOfThings() []string {
	return []string{
		"a", "an", "any", "the", "big", "large", "small", "busy", "noisy", "loud", "formal", "organised", "structured", "mixed", "lots", "of", "too",
		"many", "much", "other", "new", "religious", "social", "support", "team", "self-help", "community", "coffee", "lunch", "tea", "craft", "book",
		"reading", "sitting", "in", "being", "going", "go", "join", "talk", "to", "with", "on", "church", "men's", "mens", "women's", "womens",
	}
}

// isRefused reports whether a token is a thing that people refuse.
func (r *reader) isRefused(i int) bool {
	return r.isCompany(i) || slices.Contains([]string{
		"group", "circle", "circles", "people", "strangers", "club", "meeting", "meetings", "mornings", "noise", "joining", "talking",
		"church", "churches", "religion", "sport", "sports", "gym", "gyms", "exercise", "exercising", "exercises", "yoga", "swimming", "walking", "walks", "dancing",
		"singing", "choirs", "bingo", "cards", "dominoes", "crafts", "knitting", "art", "gardening", "volunteering",
		"counselling", "counsellors", "therapy", "therapists", "befriender", "befrienders", "befriending", "charity", "charities",
		"phone", "phones", "telephone", "calls", "computer", "computers", "internet", "online", "zoom", "video",
	}, r.plain(i))
}

// isCompany reports whether a token is one of the things that people refuse for the
// company in them.
func (r *reader) isCompany(i int) bool {
	return slices.Contains([]string{"groups", "crowd", "crowds", "crowded", "classes", "clubs", "parties"}, r.plain(i))
}

// ends reports whether a token ends what is said.
func ends(raw string) bool { return strings.ContainsAny(raw[len(raw)-1:], ".,;:!?") }
