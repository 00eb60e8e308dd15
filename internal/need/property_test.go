package need

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// checkFound checks what must hold of the needs and circumstances of any record.
func checkFound(t *testing.T, s *service.Service, found service.Found) {
	t.Helper()
	checkList(t, s, found.Needs, Known)
	checkList(t, s, found.Circumstances, KnownCircumstance)
	if len(found.Needs) > mostNeeds {
		t.Errorf("%q: %d needs, want %d at most", s.Name, len(found.Needs), mostNeeds)
	}
}

func checkList(t *testing.T, s *service.Service, list []service.NeedFound, known func(string) bool) {
	t.Helper()
	seen := map[string]bool{}
	last := 1.0
	for _, f := range list {
		if !known(f.ID) || seen[f.ID] {
			t.Errorf("%q: %q is unknown or comes twice", s.Name, f.ID)
		}
		seen[f.ID] = true
		if f.Weight <= 0 || f.Weight > last {
			t.Errorf("%q: %s weighs %v after %v", s.Name, f.ID, f.Weight, last)
		}
		last = f.Weight
		if len(f.Evidence) == 0 || len(f.Evidence) > mostEvidence {
			t.Errorf("%q: %s has %d pieces of evidence", s.Name, f.ID, len(f.Evidence))
		}
		for _, e := range f.Evidence {
			if !stands(s, e) {
				t.Errorf("%q: %s is found from %q in %s, where it does not stand", s.Name, f.ID, e.Words, e.Where)
			}
		}
	}
}

// stands reports whether evidence stands in the record as it is quoted.
func stands(s *service.Service, e service.Evidence) bool {
	var texts []string
	switch e.Where {
	case partName:
		texts = []string{s.Name}
	case partSummary:
		texts = []string{s.Summary}
	case partDescription:
		texts = []string{s.Description}
	case partOrganisation:
		texts = []string{s.Organisation.Name, s.Organisation.Description}
	case partEligibility:
		texts = []string{s.Eligibility}
	case partAudience:
		texts = s.Audience
		for _, term := range s.Terms {
			texts = append(texts, term.Name)
		}
	case partTerm:
		for _, term := range s.Terms {
			texts = append(texts, term.Name, term.ID)
		}
	case partAge:
		return s.Age.Stated()
	}
	return e.Words != "" && slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, e.Words) })
}

// randomService makes a record from the words of the rules and of nothing.
func randomService(random *rand.Rand, words []string) *service.Service {
	text := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteString(words[random.IntN(len(words))])
			b.WriteString([]string{" ", " ", " ", ", ", ". ", "-", "\n\n- ", "/", " ’", " & "}[random.IntN(10)])
		}
		return b.String()
	}
	s := &service.Service{ID: "f/1", Name: text(6), Description: text(120), Eligibility: text(8)}
	s.Organisation = service.Organisation{Name: text(5), Description: text(20)}
	if random.IntN(2) == 0 {
		s.Summary = strings.TrimSpace(s.Description[:len(s.Description)/2]) + "…"
	}
	for range random.IntN(4) {
		s.Terms = append(s.Terms, service.Term{Vocabulary: "esdServiceTypes", ID: "298", Name: text(3)})
		s.Audience = append(s.Audience, []string{"Carers", "Men", "Dementia", text(2)}[random.IntN(4)])
	}
	return s
}

// vocabulary is words from the rules with some that are in none.
func vocabulary(t testing.TB) []string {
	t.Helper()
	words := []string{"zebra", "Anytown", "we", "do not offer", "held at", "not", "the", "of", "Église", "ﬀ", "😀", "\u200b", "<b>"}
	for _, line := range strings.Split(builtInRules, "\n") {
		if line != "" && line[0] != '#' {
			words = append(words, strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ':' || r == '*' })...)
		}
	}
	return words
}

func TestWhateverARecordHolds(t *testing.T) {
	r := defaults(t)
	words := vocabulary(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		s := randomService(random, words)
		before := *s
		found := r.Find(s)
		if !reflect.DeepEqual(before, *s) {
			t.Fatalf("Find changed the record %q", s.Name)
		}
		checkFound(t, s, found)
		if again := r.Find(s); !reflect.DeepEqual(found, again) {
			t.Fatalf("two answers for %q:\n%+v\n%+v", s.Name, found, again)
		}
	}
}

func TestTheOrderOfTermsAndAudienceDoesNotMatter(t *testing.T) {
	r := defaults(t)
	random := rand.New(rand.NewPCG(3, 4))
	words := vocabulary(t)
	for range 300 {
		s := randomService(random, words)
		found := r.Find(s)
		slices.Reverse(s.Terms)
		slices.Reverse(s.Audience)
		if again := r.Find(s); !reflect.DeepEqual(weights(found), weights(again)) {
			t.Fatalf("the order of the terms %v changes %v to %v", s.Terms, weights(found), weights(again))
		}
	}
}

func weights(found service.Found) map[string]float64 {
	all := map[string]float64{}
	for _, list := range [][]service.NeedFound{found.Needs, found.Circumstances} {
		for _, f := range list {
			all[f.ID] += f.Weight
		}
	}
	return all
}

func TestCaseAccentsApostrophesAndHyphensDoNotMatter(t *testing.T) {
	r := defaults(t)
	for _, c := range []struct{ a, b string }{
		{"Men’s shed drop-in coffee", "mens shed drop in coffee"},
		{"MEMORY CAFÉ", "memory cafe"},
		{"Crèche and pre-school", "creche and preschool"},
		{"Carers’ groups", "carers group"},
		{"Tai-Chi for over-50s", "tai chi for over 50s"},
	} {
		a := ids(r.Find(&service.Service{Name: c.a}).Needs)
		b := ids(r.Find(&service.Service{Name: c.b}).Needs)
		if !reflect.DeepEqual(a, b) || len(a) == 0 {
			t.Errorf("%q has %v, %q has %v", c.a, a, c.b, b)
		}
	}
}

func TestALongTextIsReadInBoundedTime(t *testing.T) {
	r := defaults(t)
	for _, word := range []string{"dementia ", "do not offer ", "support ", "a", "carers and ", "drop-", "held at The "} {
		s := &service.Service{Name: word, Description: strings.Repeat(word, 200_000/len(word))}
		checkFound(t, s, r.Find(s))
	}
}

// TestTheMatcherAgreesWithAPlainLoop compares the walk over all phrases at once
// with one loop for each phrase.
func TestTheMatcherAgreesWithAPlainLoop(t *testing.T) {
	phrases := []string{"coffee morning", "coffee", "befriend*", "drop-in", "walk/walking group", "learn ... english", "AA", "e-mail*", "over 50s", "stay & play", "mai*", "mailing*", "emai*", "emails*", "emailings"}
	rules := "need: company\nsure: " + strings.Join(phrases, ", ") + "\n"
	r, err := compileAll([]source{{"test.txt", rules}})
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"coffee", "mornings", "befriending", "drop", "in", "dropin", "walk", "walking", "groups", "learn", "some", "english",
		"AA", "aa", "e", "mailing", "emails", "over", "50s", "50", "stay", "and", "play", "x"}
	gaps := []string{" ", " ", " ", "-", ", ", ". "}
	random := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(words[random.IntN(len(words))] + gaps[random.IntN(len(gaps))])
		}
		f := fold(b.String())
		got := map[[2]int]bool{}
		for _, m := range r.ready().find(&f) {
			got[[2]int{m.first, m.last}] = true
		}
		want := map[[2]int]bool{}
		for _, phrase := range phrases {
			ways, err := variants(phrase)
			if err != nil {
				t.Fatal(err)
			}
			for _, way := range ways {
				for first := range f.tokens {
					for _, next := range plainLoop(&f, way, first, true) {
						want[[2]int{first, next - 1}] = true
					}
				}
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: found %v, a plain loop %v", b.String(), got, want)
		}
	}
}

// plainLoop returns where a sequence of steps that begins at a token can end.
func plainLoop(f *folded, way []step, at int, first bool) []int {
	if len(way) == 0 {
		return []int{at}
	}
	if way[0].gap {
		var ends []int
		for skipped := 0; skipped <= maxGap && at+skipped < len(f.tokens) && f.tokens[at+skipped].before != stop; skipped++ {
			ends = append(ends, plainLoop(f, way[1:], at+skipped, true)...)
		}
		return ends
	}
	ends := []int{at}
	for i, word := range way[0].words {
		var next []int
		for _, from := range ends {
			for size := 1; size <= 2 && from+size <= len(f.tokens); size++ {
				if (!first || i > 0) && f.tokens[from].before >= pause || size == 2 && f.tokens[from+1].before != hyphen {
					continue
				}
				have := f.word(from, from+size-1)
				capitals := size == 1 && f.tokens[from].capitals
				same := string(appendStem(nil, have)) == string(appendStem(nil, word))
				if way[0].prefix && i == len(way[0].words)-1 {
					same = strings.HasPrefix(have, word)
				}
				if way[0].capitals {
					same = have == word && capitals
				}
				if same {
					next = append(next, from+size)
				}
			}
		}
		ends = next
	}
	var all []int
	for _, end := range ends {
		all = append(all, plainLoop(f, way[1:], end, false)...)
	}
	return all
}
