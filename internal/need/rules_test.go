package need

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// write writes a rule file into a folder of the test.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestATrainerAddsRules(t *testing.T) {
	base := defaults(t)
	s := &service.Service{Name: "Bidding circle", Description: "Bring a plate."}
	if found := ids(base.Find(s).Needs); len(found) != 0 {
		t.Fatalf("the built-in rules find %v already", found)
	}
	file := write(t, "ours.txt", "\ufeff# ours\r\nneed: company\r\nsure: bidding circle,\r\n  wassail*   # local\r\n")
	more, err := Load(base, file)
	if err != nil {
		t.Fatal(err)
	}
	found := more.Find(s).Needs
	if !reflect.DeepEqual(ids(found), []string{"company"}) || found[0].Evidence[0] != (service.Evidence{Where: "name", Words: "Bidding circle"}) {
		t.Errorf("found %+v, want company from the name", found)
	}
	if got := ids(more.Find(&service.Service{Name: "Wassailing"}).Needs); !reflect.DeepEqual(got, []string{"company"}) {
		t.Errorf("a line that goes on: found %v, want company", got)
	}
	if len(base.Find(s).Needs) != 0 {
		t.Error("adding rules changed the rules they were added to")
	}
	if more.Version() == base.Version() {
		t.Error("the version is the same with more rules")
	}
}

func TestATrainerTakesARuleAway(t *testing.T) {
	s := &service.Service{Name: "Coffee morning"}
	r, err := Load(defaults(t), write(t, "ours.txt", "need: company\nwithout: coffee morning, coffee\n"))
	if err != nil {
		t.Fatal(err)
	}
	if found := ids(r.Find(s).Needs); slices.Contains(found, "company") {
		t.Errorf("found %v without the rule", found)
	}
}

func TestSynonymsOfATrainer(t *testing.T) {
	r, err := Load(defaults(t), write(t, "words.txt", "same: ginnel, snicket, alley\nplain: nithered, starved -> cold, warm space\n"))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string][]string{
		"Snickets":   {"alley", "ginnel"},
		"nithered":   {"cold", "warm space"},
		"warm-space": {"nithered", "starved"},
		"starved":    {"cold", "warm space"},
	} {
		got := r.Synonyms(word)
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("Synonyms(%q) = %v lacks %q", word, got, w)
			}
		}
	}
	if slices.Contains(r.Synonyms("nithered"), "starved") {
		t.Error("words on one side of an arrow lead to each other")
	}
}

func TestWhatPeopleSayInSeveralWords(t *testing.T) {
	r, err := Load(defaults(t), write(t, "words.txt", "said: lost his/her ... ferret, gone to ground -> pet loss\n"))
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"lost his ferret": "pet loss", "Lost her dear old ferrets": "pet loss", "gone to ground": "pet loss",
		"lost his wife": "bereavement", "my mum": "", "lost his": "", "lost ferret": "", "lost her one two three four ferret": "",
		"won't ever leave the house": "loneliness", "doesn't go out": "loneliness", "stays in his bedroom": "loneliness",
		"can’t afford": "money", "benefits stopped": "benefits", "drinks too much": "alcohol", "worn out looking after": "carers",
		"left college": "employment", "losing her sight": "sight loss", "kicked out": "homeless", "hits her": "domestic abuse",
	} {
		got := r.Synonyms(words)
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("Synonyms(%q) = %v, want %q among them", words, got, want)
		}
	}
	if slices.Contains(r.Synonyms("pet loss"), "gone to ground") {
		t.Error("what people say is looked for in records")
	}
}

func TestBuiltInSynonyms(t *testing.T) {
	r := defaults(t)
	for word, want := range map[string]string{
		"skint": "money", "Skint!": "debt", "lonely": "befriending", "memory loss": "dementia", "dementia": "memory loss",
		"dinner": "lunch club", "baby bank": "baby clothing", "befriending": "lonely", "chiropody": "podiatry", "LGBT": "lgbtq",
		"can’t pay": "debt", "hard-up": "money",
	} {
		if got := r.Synonyms(word); !slices.Contains(got, want) {
			t.Errorf("Synonyms(%q) = %v lacks %q", word, got, want)
		}
	}
	for _, word := range []string{"", "zebra", "  "} {
		if got := r.Synonyms(word); len(got) != 0 {
			t.Errorf("Synonyms(%q) = %v", word, got)
		}
	}
	r.Synonyms("skint")[0] = "changed"
	if slices.Contains(r.Synonyms("skint"), "changed") {
		t.Error("a caller changed the synonyms")
	}
}

func TestSynonymsGoBothWays(t *testing.T) {
	r := defaults(t)
	for key, words := range r.synonyms.both {
		if !slices.IsSorted(words) {
			t.Errorf("the synonyms of %q are not in order: %v", key, words)
		}
		for _, word := range words {
			back := r.Synonyms(word)
			if !slices.ContainsFunc(back, func(w string) bool { return stemsOf(w) == key }) {
				t.Errorf("%q leads to %q, which leads to %v", key, word, back)
			}
		}
	}
}

func TestErrorsSayFileLineAndFix(t *testing.T) {
	long := strings.Repeat("very ", 30) + "long"
	none, err := compileAll(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ content, want string }{
		{"need: kompany\n", `ours.txt, line 1: there is no need "kompany": did you mean "company"?`},
		{"\n# hm\ncircumstance: carers\n", `ours.txt, line 3: there is no circumstance "carers": did you mean "carer"?`},
		{"need: xqzv\n", `ours.txt, line 1: there is no need "xqzv": see the list at the top of the built-in rules`},
		{"need: company, arts\n", "ours.txt, line 1: name one need in a line, and its words in the lines after it"},
		{"sure: coffee\n", `ours.txt, line 1: "sure:" must stand under a line "need: …", "circumstance: …" or "cause: …"`},
		{"need: company\ncoffee\n", `ours.txt, line 2: "coffee" has no colon: write a key and a colon before it, or begin the line with a space when it goes on from the line above`},
		{"need: company\nShure: coffee\n", `ours.txt, line 2: "Shure" is not a key of a rule file: the keys are`},
		{"need: company\nsure:\n", `ours.txt, line 2: nothing stands after "sure:": add what it is about or take the line out`},
		{"need: company\nsure: a*\n", `ours.txt, line 2: "a*" would match too much: write at least three letters before a star`},
		{"need: company\nsure: tea,\n  cake,\n  *bun\n", `ours.txt, line 4: "*bun" can't be matched: a phrase is made of words, and a star may only end one`},
		{"need: company\nsure: ... tea\n", `ours.txt, line 2: "... tea" begins or ends with a gap: put a word there`},
		{"need: company\nsure: " + long + "\n", "is too long for a phrase: at most 10 words"},
		{"need: company\nsure: a/b/c/d/e a/b/c/d/e a/b/c/d/e\n", "has too many choices: write it as two phrases"},
		{"need: company\nwithout: no such phrase\n", `ours.txt, line 2: "no such phrase" is not a phrase of "company", so it can't be taken away: write it exactly as it stands there`},
		{"need: company\nterm: 298\n", `ours.txt, line 2: "298" is not a term: write its vocabulary and its id, such as "esdServiceTypes 298"`},
		{"need: company\nage: over 50\n", `ours.txt, line 2: "over 50" is not an age: write "from 50" or "to 18", in years from 1 to 120`},
		{"need: company\ngives-way-to: nobody\n", `ours.txt, line 2: there is no need "nobody" to give way to`},
		{"need: company\nnever-with: women-only\n", `ours.txt, line 2: "women-only" must be a circumstance and stand under one`},
		{"need: company\nasked: tea\n", `ours.txt, line 2: "asked:" must stand under a circumstance or a cause`},
		{"circumstance: carer\nstated-by: caring\n", `ours.txt, line 2: there is no need or circumstance "caring"`},
		{"cause: rain\n", `ours.txt, line 1: there is no cause "rain": see the list at the top of the built-in rules`},
		{"same: alone\n", "ours.txt, line 1: a line of words that mean the same needs two at least, with a comma between them"},
		{"plain: skint, money\n", "ours.txt, line 1: a plain line has an arrow"},
		{"plain: skint ->\n", "ours.txt, line 1: words are missing on one side of the arrow"},
		{"said: a b\n", `ours.txt, line 1: a said line has an arrow`},
		{"said: lost b* -> c\n", `ours.txt, line 1: "b*" would match too much`},
		{"said: lost bcd* -> c\n", `ours.txt, line 1: "lost bcd*" can't be a saying: write words without stars`},
		{"said: lost ... -> c\n", `ours.txt, line 1: "lost ..." can't be a saying`},
		{"said: a b c d e f g h i -> c\n", `ours.txt, line 1: "a b c d e f g h i" is too long for a saying`},
		{"said: a b -> c*\n", `ours.txt, line 1: "c*" can't be a synonym`},
		{"same: a*, b\n", `ours.txt, line 1: "a*" can't be a synonym: write words, without stars`},
		{"need: company\nsure: caf\xe9\n", "ours.txt, line 2: this line is not UTF-8 text: save the file as UTF-8"},
	} {
		_, err := Load(none, write(t, "ours.txt", c.content))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.content, err, c.want)
		}
	}
}

func TestFilesThatCantBeRead(t *testing.T) {
	if _, err := Load(defaults(t), filepath.Join(t.TempDir(), "none.txt")); err == nil || !strings.Contains(err.Error(), "read the rule file") {
		t.Errorf("a missing file: %v", err)
	}
	large := write(t, "large.txt", strings.Repeat("# much\n", maxFileBytes/7+1))
	if _, err := Load(defaults(t), large); err == nil || !strings.Contains(err.Error(), "large.txt is larger than a rule file may be") {
		t.Errorf("a large file: %v", err)
	}
}

func TestTheOrderOfRulesDoesNotMatter(t *testing.T) {
	blocks := []string{
		"need: company\nsure: coffee morning, tea party\nhint: tea\n",
		"need: food\nsure: soup run\ntext: tea\nnot: tea party\n",
		"circumstance: older-person\nsure: over 60s\nlabel: Seniors\n",
		"denies: we do not offer\n",
		"hide: soup run street\n",
	}
	a, err := compileAll([]source{{"a.txt", strings.Join(blocks, "")}})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(blocks)
	b, err := compileAll([]source{{"a.txt", strings.Join(blocks, "")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Tea party for over 60s", "Soup run and tea", "We do not offer a soup run. Coffee morning", "Soup run street tea"} {
		s := &service.Service{Name: name, Audience: []string{"Seniors"}}
		if fa, fb := a.Find(s), b.Find(s); !reflect.DeepEqual(fa, fb) {
			t.Errorf("%q: %+v, in the other order %+v", name, fa, fb)
		}
	}
}

func TestTheVersionIsThatOfTheWords(t *testing.T) {
	a := defaults(t)
	b, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if a.Version() != b.Version() || len(a.Version()) != 16 {
		t.Errorf("versions %q and %q of the same rules", a.Version(), b.Version())
	}
}

// TestEveryNeedHasRules proves that no need was forgotten: each is found from
// its own label or from one of its own phrases.
func TestEveryNeedHasRules(t *testing.T) {
	r := defaults(t)
	has := make([]bool, len(r.targets))
	for _, n := range r.ready().nodes {
		for _, e := range n.entries {
			if e.target >= 0 && e.level == levelSure {
				has[e.target] = true
			}
		}
	}
	for i, n := range r.targets {
		if !has[i] {
			t.Errorf("%q has no phrase that gives it", n.ID)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("need: company\nsure: coffee morning, befriend*\n  tea/cake party, learn ... english\n")
	f.Add("circumstance: carer\nlabel: Carers\nterm: esdServiceTypes 298\nage: from 50\nnever-with: women-only\n")
	f.Add("same: a, b\nplain: c -> d\nsaid: e ... f/g -> h\nhide: x\ndenies: y\nplace: z\n")
	f.Add("need: money\nwithout: x\n\x00\xff")
	f.Fuzz(func(t *testing.T, content string) {
		r, err := compileAll([]source{{"fuzz.txt", content}})
		if err != nil {
			if !strings.Contains(err.Error(), "fuzz.txt") {
				t.Errorf("the error names no file: %v", err)
			}
			return
		}
		s := &service.Service{Name: content, Description: content}
		checkFound(t, s, r.Find(s))
		r.Synonyms(content)
	})
}

func FuzzFind(f *testing.F) {
	f.Add("Coffee morning", "We do not offer counselling. E-mail us@example.org or see https://example.org/a-b.", "Carers", "esdServiceTypes", "298")
	f.Add("Drop-in – men’s", "held at St Mary’s Church, 50+ & over\u200d 60s\u00ad", "a>b", "", "")
	f.Add("\xff\xfe", "\u0301\u0301 +&+ ...", ">", "http://id.esd.org.uk/list/", "/")
	r := defaults(f)
	f.Fuzz(func(t *testing.T, name, description, audience, vocabulary, id string) {
		s := &service.Service{
			Name: name, Description: description, Summary: description, Eligibility: audience,
			Organisation: service.Organisation{Name: audience, Description: name},
			Audience:     []string{audience}, Terms: []service.Term{{Vocabulary: vocabulary, ID: id, Name: audience}},
		}
		checkFound(t, s, r.Find(s))
	})
}

// The built-in synonyms are read without the rules, which say none.
func TestRulesBringNoSynonyms(t *testing.T) {
	all, err := define([]source{{"rules.txt", builtInRules}, {"synonyms.txt", builtInSynonyms}})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(all.synonyms, rules.synonyms) {
		t.Error("the rules bring synonyms of their own, which searches would miss")
	}
}
