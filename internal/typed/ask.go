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

// FewFits is how many services have to fit so that nothing need be given up.
const FewFits = 3

// Fewer services than fewListed are next to none for a question of more than
// shortWords words.
const (
	fewListed  = 3
	shortWords = 2
)

// Search asks a library. One letter alone asks for all words that begin with it,
// and the last word is taken for the beginning of one when no service has all the
// words, or that one only by a slip; and one that is being typed for a whole one when
// it begins nothing, so that nothing changes when the line is ended. Else, when no service has all the words, or of
// a sentence next to none, it asks for those that tell something of a service, and
// then for some of them; so it does too, with the words that tell something, when
// services only mention what is asked. What the library left out is among the readings. A
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
	if last != "" && q.Typing && result.Total == 0 {
		ended := q
		ended.Typing = false
		again, err := ask(ctx, ended)
		if err != nil {
			return result, q, err
		}
		if again.Total > 0 && !slipped(again, last) {
			result, q = again, ended
		}
	}
	enough, words := 1, telling(q.Words)
	if words > shortWords && !named(result, q.Words) {
		enough = fewListed
	}
	for _, wording := range [...]service.Wording{service.TellingWords, service.SomeWords} {
		onlyMentioned := result.OnlyMentioned && words > 1 && wording == service.TellingWords
		if result.Total >= enough && !onlyMentioned || words == 0 {
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
		if again.Total > result.Total && (!onlyMentioned || result.Total < enough || !again.OnlyMentioned) || result.Total == 0 && wording == service.TellingWords && LeftOut(again) != "" {
			result, q = again, fewer
		}
	}
	return result, q, nil
}

// named reports whether one of the services goes by the words, and so is the one
// that is looked for.
func named(r service.Result, words string) bool {
	return slices.ContainsFunc(r.Hits, func(h service.Hit) bool {
		name := plain(h.Service.Name)
		return !slices.ContainsFunc(tokens(words), func(t token) bool { return !tie(t.text) && !strings.Contains(name, plain(t.text)) })
	})
}

// plain folds what never matters in a name.
func plain(text string) string {
	return strings.NewReplacer("'", "", "’", "", "-", " ").Replace(strings.ToLower(text))
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

// Relax says what could be given up, as relax does when few services fit, and last
// of all how many have the name of the town as a word. Where nothing brings a service
// with all the words, it says what brings some with a part of them.
func Relax(ctx context.Context, ask Asks, relax Relaxes, q service.Query) ([]service.Relaxation, error) {
	offers, err := relax(ctx, q)
	if err == nil && len(offers) == 0 && q.Wording != service.SomeWords && telling(q.Words) > 1 {
		some := q
		some.Wording = service.SomeWords
		offers, err = relax(ctx, some)
	}
	if err != nil || q.Near == nil || q.Near.Level != service.LevelTown {
		return agesLast(offers, q), err
	}
	before, err := ask(ctx, limited(q))
	if err != nil {
		return nil, err
	}
	name, _, _ := strings.Cut(q.Near.Name, ",")
	word := q
	word.Near, word.Within, word.Words = nil, 0, strings.TrimSpace(q.Words+` "`+name+`"`)
	after, err := ask(ctx, limited(word))
	if err != nil {
		return nil, err
	}
	more := service.Relaxation{Fits: after.Fits - before.Fits, Listed: after.Total - before.Total, Query: word}
	if more.Fits > 0 || more.Listed > 0 {
		more.Gain = gain(more) + " with “" + name + "” as a word"
		offers = append(offers, more)
	}
	return agesLast(offers, q), nil
}

// agesLast puts what gives up the age behind all else: an age is a fact, and the other
// things are wishes.
func agesLast(offers []service.Relaxation, q service.Query) []service.Relaxation {
	ageless := func(r service.Relaxation) int {
		if q.Age != nil && r.Query.Age == nil {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(offers, func(x, y service.Relaxation) int { return ageless(x) - ageless(y) })
	return offers
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
