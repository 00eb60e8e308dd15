package typed

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fettle/internal/service"
)

// Asks asks a library.
type Asks func(context.Context, service.Query) (service.Result, error)

// Relaxes says what could be given up in a question.
type Relaxes func(context.Context, service.Query) ([]service.Relaxation, error)

// Finds finds a place by its text, likeliest first.
type Finds func(text string) ([]service.Near, error)

// FewFits is how many services have to fit so that nothing need be given up.
const FewFits = 3

// Search asks a library. One letter alone asks for all words that begin with it,
// and the last word is taken for the beginning of one when no service has all the
// words, or that one only by a slip. Else words that no service at all has are
// left out, but not the name of a town, which Relax offers as a place; and when no
// service has all the others, so are those that only make a sentence, such as "she
// is" and "likes". The readings say so: a beginning is read as "gard…", a word
// that was left out as "". It returns the question that was answered.
func Search(ctx context.Context, ask Asks, find Finds, q service.Query) (service.Result, service.Query, error) {
	last, alone := lastWord(q.Words)
	q.Typing = q.Typing || alone && utf8.RuneCountInString(last) == 1
	result, err := ask(ctx, q)
	if err != nil {
		return result, q, err
	}
	if last != "" && !q.Typing && (result.Total == 0 || slipped(result, last)) {
		begun := q
		begun.Typing = true
		again, err := ask(ctx, begun)
		if err != nil {
			return result, q, err
		}
		if again.Total > 0 && !slipped(again, last) {
			again.Readings = append(again.Readings, service.Reading{Typed: last, As: last + "…"})
			return again, begun, nil
		}
	}
	if result.Total > 0 {
		return result, q, nil
	}
	if words, left := withoutFillers(q.Words); len(left) > 0 {
		fewer := q
		fewer.Words = words
		again, err := ask(ctx, fewer)
		if err != nil {
			return result, q, err
		}
		if again.Total > 0 {
			return leftOut(again, left), fewer, nil
		}
	}
	left, rest, err := strays(ctx, ask, find, q)
	if err != nil || len(left) == 0 || rest == "" {
		return result, q, err
	}
	fewer := q
	fewer.Words, fewer.Typing = rest, q.Typing && strings.HasSuffix(q.Words, rest)
	again, fewer, err := Search(ctx, ask, find, fewer)
	if err != nil {
		return result, q, err
	}
	return leftOut(again, left), fewer, nil
}

// slipped reports whether another word was taken for one.
func slipped(r service.Result, word string) bool {
	return slices.ContainsFunc(r.Readings, func(read service.Reading) bool { return strings.EqualFold(read.Typed, word) })
}

// lastWord returns the last of the words as it was typed, "" when it is in
// quotation marks or to be left out, and whether it is the only one.
func lastWord(words string) (last string, alone bool) {
	all := tokens(words)
	if len(all) == 0 || all[len(all)-1].word {
		return "", false
	}
	return all[len(all)-1].raw, len(all) == 1
}

// leftOut notes the words that were left out.
func leftOut(r service.Result, words []string) service.Result {
	for _, word := range words {
		r.Readings = append(r.Readings, service.Reading{Typed: word})
	}
	return r
}

// Relax says what could be given up, as relax does, and first of all which word
// could be read as a place, while there is none.
func Relax(ctx context.Context, ask Asks, relax Relaxes, find Finds, q service.Query) ([]service.Relaxation, error) {
	offers, err := relax(ctx, q)
	if err != nil || q.Near != nil || q.In != nil {
		return offers, err
	}
	near, rest := placeIn(q.Words, find)
	if near == nil {
		return offers, nil
	}
	before, err := ask(ctx, limited(q))
	if err != nil {
		return nil, err
	}
	placed := limited(q)
	placed.Words, placed.Near = rest, near
	after, err := ask(ctx, placed)
	if err != nil {
		return nil, err
	}
	more := service.Relaxation{Fits: after.Fits - before.Fits, Listed: after.Total - before.Total, Query: q}
	if more.Fits <= 0 && more.Listed <= 0 {
		return offers, nil
	}
	more.Gain = fmt.Sprintf("%s within %g miles of %s", gain(more), placed.Radius(), near.Name)
	more.Query.Words, more.Query.Near = rest, near
	return append([]service.Relaxation{more}, offers...), nil
}

// placeIn returns the first town that words name, and the words without it.
func placeIn(words string, find Finds) (near *service.Near, rest string) {
	if find == nil {
		return nil, words
	}
	r := reader{tokens: tokens(words)}
	for i := range r.tokens {
		for n := min(mostNameWords, len(r.tokens)-i); n > 0; n-- {
			if !r.free(i, n) || n == 1 && ordinary(r.tokens[i].text) || len(r.span(i, n)) < 3 {
				continue
			}
			found, err := find(r.rawSpan(i, n))
			if err != nil || len(found) == 0 || found[0].Level != service.LevelTown {
				continue
			}
			var kept []string
			for at, t := range r.tokens {
				if at < i || at >= i+n {
					kept = append(kept, t.raw)
				}
			}
			return &found[0], strings.Join(kept, " ")
		}
	}
	return nil, words
}

// ordinary reports whether a word that is the name of a town is far more often
// something else that people look for.
func ordinary(word string) bool {
	switch word {
	case "banks", "bare", "barking", "bath", "battle", "bowling", "box", "bridge", "chapel", "church", "clare", "clive", "cooling",
		"cross", "dale", "deal", "dollar", "eagle", "eye", "fence", "fleet", "ford", "grange", "grove", "hill", "hook", "hope", "hose",
		"keith", "law", "leslie", "lewis", "loans", "march", "mark", "martin", "maud", "moss", "over", "patrick", "plains", "pool",
		"probus", "quarter", "read", "reading", "rock", "ross", "rugby", "sale", "sandy", "send", "settle", "steep", "stock", "stone",
		"street", "tumble", "valley", "wall", "warden", "ware", "wash", "wells", "wing", "wool", "worth":
		return true
	}
	return false
}

// strays returns the words of a question that no service has, whatever else is
// asked, and the words without them, "" when nothing would be left to look for.
// What is in quotation marks is never one.
func strays(ctx context.Context, ask Asks, find Finds, q service.Query) (found []string, rest string, err error) {
	all := tokens(q.Words)
	if len(all) < 2 {
		return nil, "", nil
	}
	var kept []string
	telling := false
	for i, t := range all {
		if t.word {
			kept = append(kept, t.raw)
			continue
		}
		alone, err := ask(ctx, service.Query{Words: t.raw, Typing: q.Typing && i == len(all)-1, Now: q.Now, Limit: 1})
		if err != nil {
			return nil, "", err
		}
		if alone.Total == 0 {
			if near, _ := placeIn(t.raw, find); near == nil {
				found = append(found, t.raw)
				continue
			}
		}
		kept = append(kept, t.raw)
		telling = telling || !tie(t.text) && !filler(t.text)
	}
	if !telling {
		return nil, "", nil
	}
	return found, strings.Join(kept, " "), nil
}

// limited returns the question that counts and lists next to nothing.
func limited(q service.Query) service.Query {
	q.Limit, q.Offset, q.Facets = 1, 0, false
	return q
}

// gain says how much more there is: what fits where anything does.
func gain(r service.Relaxation) string {
	if r.Fits > 0 {
		return fmt.Sprintf("%d more", r.Fits)
	}
	return fmt.Sprintf("%d more that may fit", r.Listed)
}

// quoted writes words as in a sentence: “zumba” and “tango”.
func quoted(words []string) string {
	marked := make([]string, len(words))
	for i, w := range words {
		marked[i] = "“" + w + "”"
	}
	last := len(marked) - 1
	if last < 1 {
		return strings.Join(marked, "")
	}
	return strings.Join(marked[:last], ", ") + " and " + marked[last]
}

// LeftOut says which words were left out of a question: "“likes” and “please”
// were left out, as no service has all the words."; "" when none were.
func LeftOut(readings []service.Reading) string {
	var words []string
	for _, r := range readings {
		if r.As == "" {
			words = append(words, r.Typed)
		}
	}
	switch len(words) {
	case 0:
		return ""
	case 1:
		return quoted(words) + " was left out, as no service has all the words."
	}
	return quoted(words) + " were left out, as no service has all the words."
}

// withoutFillers leaves out the words that only make a sentence, unless nothing
// else is there, and returns those that a search would have looked for.
func withoutFillers(words string) (rest string, left []string) {
	var kept []string
	for _, t := range tokens(words) {
		switch {
		case t.word || !tie(t.text) && !filler(t.text):
			kept = append(kept, t.raw)
		case !tie(t.text):
			left = append(left, t.text)
		}
	}
	if len(kept) == 0 {
		return words, nil
	}
	return strings.Join(kept, " "), left
}

// tie reports whether a word only ties a sentence together: no search looks for
// it.
func tie(word string) bool {
	switch word {
	case "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her", "him", "his",
		"i", "if", "in", "is", "it", "its", "me", "my", "of", "on", "or", "our", "she", "so", "that", "the", "their", "them", "then",
		"there", "these", "they", "this", "those", "to", "too", "us", "was", "we", "were", "what", "when", "where", "which", "who",
		"with", "you", "your":
		return true
	}
	return false
}

// filler reports whether a word says nothing about a service: who somebody is to
// the one who asks, and what they want or feel.
func filler(word string) bool {
	switch word {
	case "im", "i'm", "hes", "he's", "shes", "she's", "theyre", "they're", "it's", "whos", "who's", "whose", "hers",
		"some", "any", "something", "anything", "somewhere", "anywhere", "someone", "somebody", "anyone", "anybody",
		"am", "being", "having", "do", "does", "did", "doing", "can", "cant", "can't", "cannot", "could", "would", "will", "should",
		"might", "may", "must", "about", "very", "really", "quite", "also", "just", "still", "now", "here", "more", "most", "much",
		"lot", "lots", "bit", "like", "likes", "liked", "love", "loves", "enjoy", "enjoys", "want", "wants", "wanted", "need", "needs",
		"needed", "look", "looks", "looking", "find", "finding", "seek", "seeking", "get", "gets", "getting", "got", "go", "goes",
		"going", "come", "meet", "try", "trying", "wish", "wishes", "hope", "hopes", "prefer", "prefers", "feel", "feels", "feeling",
		"live", "lives", "living", "stay", "stays", "please", "thanks", "how", "why", "near", "nearby", "around", "close", "local",
		"nice", "good", "things", "thing", "stuff", "ideas", "recommend", "recently", "lately", "currently", "since", "because", "old",
		"year", "years", "gentleman", "lady", "client", "patient", "person", "struggles", "struggling", "suffers", "suffering",
		"trouble", "problem", "problems", "issue", "issues", "difficulty", "difficulties":
		return true
	}
	return false
}
