// Package english knows which words are everyday English and which are given
// names, so that none of them is taken for a slip of another word or for what a
// person needs.
//
// Its lists are short and written for that purpose: they are no dictionary. It
// knows nothing of services, libraries or questions.
package english

import (
	_ "embed" // for the lists
	"strings"
)

//go:embed words.txt
var words string

//go:embed names.txt
var names string

// Everyday reports whether a word in small letters without apostrophes is an
// everyday English one: it or what it is made from stands in the list.
func Everyday(word string) bool {
	if listed(words, word) {
		return true
	}
	for _, ending := range [...]struct{ cut, put string }{
		{"s", ""}, {"es", ""}, {"ies", "y"}, {"d", ""}, {"ed", ""}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}, {"ly", ""}, {"er", ""}, {"ers", ""}, {"r", ""}, {"rs", ""},
	} {
		if base, ok := strings.CutSuffix(word, ending.cut); ok && len(base) > 2 && listed(words, base+ending.put) {
			return true
		}
	}
	return false
}

// GivenName reports whether a word in small letters is a given name that is
// usual in the United Kingdom.
func GivenName(word string) bool {
	return listed(names, strings.TrimSuffix(word, "s")) || listed(names, word)
}

// listed reports whether a list, with blanks and line breaks between its words,
// has a word.
func listed(list, word string) bool {
	for rest := list; word != ""; {
		at := strings.Index(rest, word)
		if at < 0 {
			return false
		}
		end := at + len(word)
		if (at == 0 || rest[at-1] <= ' ') && (end == len(rest) || rest[end] <= ' ') {
			return true
		}
		rest = rest[at+1:]
	}
	return false
}

// Filler reports whether a word in small letters without apostrophes says nothing
// of a service: who somebody is to the one who asks, and what they want or feel.
func Filler(word string) bool {
	switch word {
	case "im", "ive", "id", "hes", "shes", "theyre", "its", "whos", "whose", "hers", "his", "her", "him", "she", "my", "me", "our", "us", "we", "i", "you", "your",
		"some", "any", "something", "anything", "somewhere", "anywhere", "someone", "somebody", "anyone", "anybody", "has", "have", "had",
		"am", "being", "having", "do", "does", "did", "doing", "can", "cant", "cannot", "could", "would", "will", "should", "wont", "doesnt", "dont", "didnt", "isnt",
		"wasnt", "hasnt", "havent", "couldnt", "wouldnt", "might", "may", "must", "about", "very", "really", "quite", "also", "just", "still", "now",
		"here", "more", "most", "much", "too", "lot", "lots", "bit", "like", "likes", "liked", "love", "loves", "enjoy", "enjoys", "want", "wants",
		"wanted", "need", "needs", "needed", "look", "looks", "looking", "find", "finding", "seek", "seeking", "get", "gets", "getting", "got",
		"go", "goes", "going", "gone", "went", "come", "comes", "meet", "try", "trying", "wish", "wishes", "hope", "hopes", "prefer", "prefers",
		"feel", "feels", "feeling", "live", "lives", "living", "stay", "stays", "please", "thanks", "how", "why", "near", "nearby", "around",
		"close", "local", "nice", "good", "things", "thing", "stuff", "ideas", "recommend", "recently", "lately", "currently", "since",
		"because", "until", "till", "while", "after", "before", "last", "next", "again", "always", "never", "all", "day", "days", "time", "old",
		"year", "years", "month", "months", "week", "weeks", "gentleman", "lady", "man", "woman", "client", "clients", "patient", "person", "mr", "mrs", "ms", "miss",
		"struggles", "struggling", "suffers", "suffering", "trouble", "problem", "problems", "issue", "issues", "difficulty", "difficulties",
		"one", "two", "three", "four", "five", "six", "use", "used", "uses", "make", "makes", "take", "takes", "keep", "keeps", "been", "says", "said",
		"thinks", "think", "knows", "know", "lost", "left", "even", "only", "ever", "every", "out", "up", "over", "off", "with", "without", "new":
		return true
	}
	return false
}

// Vague reports whether a word in small letters says of a service only that it is
// one: "support", "group". Beside a word that says what it is for, it hardly counts.
func Vague(word string) bool {
	switch word {
	case "help", "helps", "helping", "support", "supports", "supporting", "advice", "service", "services", "information", "info", "group", "groups",
		"club", "clubs", "class", "classes", "session", "sessions", "lesson", "lessons", "activity", "activities", "scheme", "schemes",
		"project", "projects", "programme", "programmes", "team", "teams", "place", "places":
		return true
	}
	return false
}
