package typed

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fettle/internal/english"
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

// fewListed is how many services are next to none for a question of more than
// shortWords words.
const (
	fewListed  = 3
	shortWords = 3
)

// Search asks a library. One letter alone asks for all words that begin with it,
// and the last word is taken for the beginning of one when no service has all the
// words, or that one only by a slip. Else, when no service has all the words, or of
// a sentence next to none, it asks for those that tell something of a service, and
// then for some of them; what the library left out is among the readings. A
// beginning is read as "gard…". It returns the question that was answered.
func Search(ctx context.Context, ask Asks, q service.Query) (service.Result, service.Query, error) {
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
	enough, words := 1, telling(q.Words)
	if words > shortWords {
		enough = fewListed
	}
	for _, wording := range [...]service.Wording{service.TellingWords, service.SomeWords} {
		if result.Total >= enough || words < 2 {
			break
		}
		fewer := q
		fewer.Wording = wording
		again, err := ask(ctx, fewer)
		if err != nil {
			return result, q, err
		}
		// Where filters leave nothing, what to give up is counted without the words
		// that tell nothing.
		if again.Total > result.Total || result.Total == 0 && wording == service.TellingWords && LeftOut(again) != "" {
			result, q = again, fewer
		}
	}
	return result, q, nil
}

// telling counts the words that do more than tie a sentence together.
func telling(words string) int {
	n := 0
	for _, t := range tokens(words) {
		if !tie(t.text) {
			n++
		}
	}
	return n
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

// Lean reports whether Relax may have something to offer for a question and its
// answer: few services fit, or the words had to be taken otherwise.
func Lean(r service.Result, q service.Query) bool {
	return r.Fits < FewFits || q.Wording != service.AllWords
}

// Relax says what could be given up, as relax does when few services fit, and first
// of all which word could be read as a place, while there is none.
func Relax(ctx context.Context, ask Asks, relax Relaxes, find Finds, q service.Query) ([]service.Relaxation, error) {
	before, err := ask(ctx, limited(q))
	if err != nil {
		return nil, err
	}
	var offers []service.Relaxation
	if q.Wording == service.AllWords || before.Fits < FewFits {
		if offers, err = relax(ctx, q); err != nil {
			return nil, err
		}
	}
	if q.Near != nil || q.In != nil {
		return offers, nil
	}
	near, rest := placeIn(q.Words, find)
	if near == nil {
		return offers, nil
	}
	placed := limited(q)
	placed.Words, placed.Near, placed.Wording = rest, near, service.AllWords
	after, _, err := Search(ctx, ask, placed)
	if err != nil {
		return nil, err
	}
	more := service.Relaxation{Fits: after.Fits - before.Fits, Listed: after.Total - before.Total, Query: q}
	more.Gain = gain(more)
	if q.Wording != service.AllWords { // those listed are others, with other words
		more.Fits, more.Listed = after.Fits, after.Total
		more.Gain = strings.Replace(gain(more), " more", "", 1)
	}
	if more.Fits <= 0 && more.Listed <= 0 {
		return offers, nil
	}
	more.Gain = fmt.Sprintf("%s within %g miles of %s", more.Gain, placed.Radius(), near.Name)
	more.Query.Words, more.Query.Near, more.Query.Wording = rest, near, service.AllWords
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
			if !r.free(i, n) || n == 1 && (ordinary(r.tokens[i].text) || english.GivenName(r.tokens[i].text)) || len(r.span(i, n)) < 3 {
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

// LeftOut says which words a service need not have: "“likes” and “please” were
// left out, as hardly any service has all the words."; "" when it has to have all.
func LeftOut(r service.Result) string {
	var left []string
	for _, read := range r.Readings {
		if read.As == "" {
			left = append(left, read.Typed)
		}
	}
	said := ""
	switch len(left) {
	case 0:
	case 1:
		said = quoted(left) + " was left out"
	default:
		said = quoted(left) + " were left out"
	}
	switch {
	case len(r.AnyOf) > 0 && said != "":
		said = "; " + said
		fallthrough
	case len(r.AnyOf) > 0:
		said = "Hardly any service has all the words: listed are those with some of " + quoted(r.AnyOf) + ", with most of it first" + said
	case said == "":
		return ""
	default:
		said += ", as hardly any service has all the words"
	}
	return said + ` ("quotation marks" keep a word).`
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
