package typed_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fettle/internal/service"
	"fettle/internal/typed"
)

func TestAPlaceMayBeHalfTyped(t *testing.T) {
	t.Parallel()
	look := lookup()
	for line, want := range map[string]string{
		"choir near":                "choir",
		"choir near ":               "choir near",
		"choir near bambe":          "choir | pending bambe",
		"choir near bamber bri":     "choir | pending bamber bri",
		"choir near bamber bridge":  "choir | near bamber bridge=near Bamber Bridge, Lancashire",
		"choir near lancaster free": "choir | near lancaster=near Lancaster, Lancashire | free=nothing to pay",
		"choir in pai":              "choir in pai",
		"deaf ormskirk 70":          "deaf | ormskirk=near Ormskirk, Lancashire | 70=age 70",
		"deaf ormskirk 7":           "deaf 7 | ormskirk=near Ormskirk, Lancashire",
		"deaf ormskirk 70 ":         "deaf | ormskirk=near Ormskirk, Lancashire | 70=age 70",
		"over 60":                   "over 60",
	} {
		if got := said(typed.Read(line, true, monday(), look)); got != want {
			t.Errorf("%q reads %s, want %s", line, got, want)
		}
	}
}

func TestWhatIsPublicOfALine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"He is 78 and he lives at 14 Fishergate Street Preston john.smith@example.com": "He is 78 and he lives at Preston",
		"lonely 72yo bb2": "lonely 72yo bb2", "": "", `"07700 900 123" tea`: "tea", `"a@example.org"`: "",
	} {
		if got := typed.Public(line); got != want {
			t.Errorf("of %q %q is public, want %q", line, got, want)
		}
	}
}

func TestALineMakesAQuestion(t *testing.T) {
	t.Parallel()
	r := typed.Read("lonely bb2 tue free 72yo within 2 miles", true, monday(), lookup())
	before := 40
	q := service.Query{Words: "x", Typing: true, Age: &before, When: []service.Window{{ID: "tue"}, {ID: "mon"}}}
	q = q.Choose(service.PaneCost, service.CostLow)
	got := r.Into(q)
	if got.Words != "lonely" || got.Typing || *got.Age != 72 || got.Near.Name != "BB2" || got.Within != 2 || len(got.When) != 2 {
		t.Errorf("the question is %+v", got)
	}
	if cost := got.Choices[service.PaneCost]; !slices.Equal(cost, []string{service.CostLow, service.CostFree}) {
		t.Errorf("the costs are %v", cost)
	}
	if *q.Age != 40 || len(q.Choices[service.PaneCost]) != 1 {
		t.Error("the question before was changed")
	}
	if q := typed.Read("free lone", true, monday(), lookup()).Into(service.Query{Typing: true}); !q.Typing {
		t.Error("the last word is still being typed")
	}
}

// shelf is a library of texts in which words must be found: each of them, those
// that any text has, or one.
type shelf []string

func (s shelf) ask(_ context.Context, q service.Query) (service.Result, error) {
	var r service.Result
	words := strings.Fields(q.Words)
	if q.Wording != service.AllWords {
		words = slices.DeleteFunc(words, func(w string) bool {
			stray := !slices.ContainsFunc(s, func(text string) bool { return strings.Contains(text, w) })
			if stray {
				r.Readings = append(r.Readings, service.Reading{Typed: w})
			}
			return stray
		})
	}
	if len(words) == 0 {
		words, r.Readings = strings.Fields(q.Words), nil
	}
	for _, text := range s {
		has := func(word string) bool { return strings.Contains(text, strings.Trim(word, `"`)) }
		if !slices.ContainsFunc(words, func(w string) bool { return !has(w) }) || q.Wording == service.SomeWords && slices.ContainsFunc(words, has) {
			r.Total++
			r.Fits++
			if name, ok := strings.CutPrefix(text, "name: "); ok {
				r.Hits = append(r.Hits, service.Hit{Service: &service.Service{Name: name}})
			}
		}
	}
	return r, nil
}

// begins is a library of words of which the last may be unfinished.
type begins []string

func (b begins) ask(_ context.Context, q service.Query) (service.Result, error) {
	var r service.Result
	for _, word := range b {
		if word == q.Words || q.Typing && strings.HasPrefix(word, q.Words) {
			r.Total++
			r.Fits++
		}
	}
	if as := map[string]string{"dann": "dan", "danse": "dance"}[q.Words]; as != "" && r.Total == 0 {
		r = service.Result{Total: 1, Fits: 1, Readings: []service.Reading{{Typed: q.Words, As: as}}}
	}
	return r, nil
}

// A word that is being typed and begins nothing is taken for a whole one, as it is
// when the line is ended.
func TestAWordBeingTypedMayBeWhole(t *testing.T) {
	t.Parallel()
	for words, whole := range map[string]bool{"fell": true, "gard": false, "zumba": false} {
		ask := func(_ context.Context, q service.Query) (r service.Result, err error) {
			if q.Typing && q.Words == "gard" || !q.Typing && q.Words == "fell" {
				r = service.Result{Total: 4, Fits: 4}
			}
			return r, nil
		}
		r, q, err := typed.Search(t.Context(), ask, service.Query{Words: words, Typing: true})
		if err != nil || q.Typing == whole || whole && r.Total != 4 {
			t.Errorf("%s: %d services, typing %v, %v", words, r.Total, q.Typing, err)
		}
	}
}

func TestAWordThatIsNowhereIsTakenForABeginning(t *testing.T) {
	t.Parallel()
	lib := begins{"gardening", "garden", "d", "dance", "danny"}
	for _, tt := range []struct {
		words string
		found int
		read  string
	}{
		{"gard", 2, "gard…"},
		{"garden", 1, ""},
		{"d", 3, ""}, // one letter is always a beginning
		{"dan", 2, "dan…"},
		{"dann", 1, "dann…"}, // rather than a slip of another word
		{"danse", 1, "dance"},
		{`"gard"`, 0, ""},
		{"-gard", 0, ""},
		{"zumba", 0, ""},
	} {
		r, q, err := typed.Search(t.Context(), lib.ask, service.Query{Words: tt.words})
		read := ""
		if len(r.Readings) > 0 {
			read = r.Readings[0].As
		}
		if err != nil || r.Total != tt.found || read != tt.read || q.Words != tt.words {
			t.Errorf("%s finds %d reading %q, %v, want %d reading %q", tt.words, r.Total, read, err, tt.found, tt.read)
		}
		again, err := lib.ask(t.Context(), q)
		if err != nil || again.Total != tt.found {
			t.Errorf("%s: the question that was answered finds %d, want %d", tt.words, again.Total, tt.found)
		}
	}
}

func TestAWordingIsGivenUpOnlyWhenNextToNothingIsFound(t *testing.T) {
	t.Parallel()
	lib := shelf{"lonely people gardening together", "she likes tea", "lonely at tea", "lonely evenings", "name: men's walking-club"}
	for words, want := range map[string]struct {
		wording service.Wording
		total   int
	}{
		"lonely":                        {service.AllWords, 3},
		"she likes tea":                 {service.AllWords, 1},
		"lonely zumba":                  {service.TellingWords, 3},
		"zumba":                         {service.AllWords, 0},
		"gardening tea":                 {service.SomeWords, 3},
		"lonely gardening tea":          {service.SomeWords, 4},
		"lonely tea with she":           {service.SomeWords, 4},
		"gardening people lonely tango": {service.SomeWords, 3}, // one has all but the tango: next to nothing
		"lonely people gardening":       {service.SomeWords, 3},
	} {
		r, q, err := typed.Search(t.Context(), lib.ask, service.Query{Words: words})
		if err != nil || q.Wording != want.wording || r.Total != want.total || q.Words != words {
			t.Errorf("%q asks %q with the wording %q and finds %d, %v, want %q and %d", words, q.Words, q.Wording, r.Total, err, want.wording, want.total)
		}
	}
}

// TestWhatIsOnlyMentionedIsAskedWithFewerWords: services that only mention all the
// words give way to those that are for what the telling words ask.
func TestWhatIsOnlyMentionedIsAskedWithFewerWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words     string
		fewer     service.Result // to the telling words
		wording   service.Wording
		questions int
	}{
		{"deaf club", service.Result{Total: 9}, service.TellingWords, 2},
		{"deaf club", service.Result{Total: 9, OnlyMentioned: true}, service.AllWords, 2},
		{"deaf club", service.Result{Total: 5}, service.AllWords, 2},
		{"deaf", service.Result{Total: 9}, service.AllWords, 1},
	} {
		questions := 0
		_, q, err := typed.Search(t.Context(), func(_ context.Context, q service.Query) (service.Result, error) {
			if questions++; q.Wording == service.AllWords {
				return service.Result{Total: 5, OnlyMentioned: true}, nil
			}
			return c.fewer, nil
		}, service.Query{Words: c.words})
		if err != nil || q.Wording != c.wording || questions != c.questions {
			t.Errorf("%s, %d: %q after %d questions, %v; want %q after %d", c.words, c.fewer.Total, q.Wording, questions, err, c.wording, c.questions)
		}
	}
}

func TestWhatWasLeftOutIsSaid(t *testing.T) {
	t.Parallel()
	const (
		why  = ", as hardly any service has all the words"
		some = "Hardly any service has all the words: listed are those with some of “skint” and “tea”, with most of it first"
		end  = ` ("quotation marks" keep a word).`
	)
	for _, tt := range []struct{ left, some, said string }{
		{"", "", ""},
		{"likes", "", "“likes” was left out" + why + end},
		{"wants likes", "", "“wants” and “likes” were left out" + why + end},
		{"", "skint tea", some + end},
		{"likes", "skint tea", some + "; “likes” was left out" + end},
	} {
		r := service.Result{Readings: []service.Reading{{Typed: "klub", As: "club"}}, AnyOf: strings.Fields(tt.some)}
		for w := range strings.FieldsSeq(tt.left) {
			r.Readings = append(r.Readings, service.Reading{Typed: w})
		}
		if got := typed.LeftOut(r); got != tt.said {
			t.Errorf("without %q and with some of %q it is said %q, want %q", tt.left, tt.some, got, tt.said)
		}
	}
}

func TestATownIsOfferedAsAWord(t *testing.T) {
	t.Parallel()
	ask := func(_ context.Context, q service.Query) (service.Result, error) {
		r := service.Result{Total: 5, Fits: 4}
		if q.Near != nil {
			r = service.Result{Total: 1, Fits: 1}
		}
		return r, nil
	}
	other := func(context.Context, service.Query) ([]service.Relaxation, error) {
		return []service.Relaxation{{Gain: "other"}}, nil
	}
	for level, want := range map[service.Level]string{
		service.LevelTown:   "other | 3 more with “Lancaster” as a word: choir \"Lancaster\"",
		service.LevelSector: "other",
		"":                  "other",
	} {
		q := service.Query{Words: "choir", Within: 3}
		if level != "" {
			q.Near = &service.Near{Name: "Lancaster, Lancashire", Level: level}
		}
		offers, err := typed.Relax(t.Context(), ask, other, q)
		got := []string{}
		for _, o := range offers {
			if o.Query.Words != "" {
				o.Gain += ": " + o.Query.Words
			}
			got = append(got, o.Gain)
		}
		if said := strings.Join(got, " | "); err != nil || said != want {
			t.Errorf("near a place of the level %q it offers %q, %v, want %q", level, said, err, want)
		}
	}
}

// FuzzRead sees that no word of a line is lost, and that what is left is not
// read a second time into more than was read at first.
func FuzzRead(f *testing.F) {
	look := lookup()
	for _, line := range []string{"lonely gardening bb2 tue 72yo free", `"72yo near" -free in in near`, "within 3 miles of la1 4yw tue at 2pm", "on every mon/tue or"} {
		f.Add(line, true)
		f.Add(line, false)
	}
	f.Fuzz(func(t *testing.T, line string, typing bool) {
		r := typed.Read(line, typing, monday(), look)
		for _, p := range r.Parts {
			if p.Typed == "" || p.As() == "" {
				t.Errorf("%q has a part read from %q as %q", line, p.Typed, p.As())
			}
		}
		if !utf8.ValidString(r.Words) {
			t.Errorf("%q leaves the words %q", line, r.Words)
		}
		if strings.Count(r.Words, `"`) > strings.Count(strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(line), `"`) {
			t.Errorf("%q leaves more quotation marks: %q", line, r.Words)
		}
		if len(strings.Fields(r.Words)) > len(strings.Fields(strings.ToValidUTF8(line, " ")))+strings.Count(line, `"`)+2*strings.Count(line, "“")+2*strings.Count(line, "”")+2*strings.Count(line, "„") {
			t.Errorf("%q leaves more words than there were: %q", line, r.Words)
		}
	})
}

// An age is a fact, so to ask for other ages is what is offered last.
// Where nothing brings a service with all the words, some of them are enough.
func TestNoOfferIsNoEnd(t *testing.T) {
	t.Parallel()
	ask := func(context.Context, service.Query) (service.Result, error) { return service.Result{}, nil }
	relax := func(_ context.Context, q service.Query) (offers []service.Relaxation, err error) {
		if q.Wording == service.SomeWords {
			offers = append(offers, service.Relaxation{Gain: "1 more within 8 miles", Query: q})
		}
		return offers, nil
	}
	for words, want := range map[string]int{"copd exercise": 1, "copd": 0} {
		if offers, err := typed.Relax(t.Context(), ask, relax, service.Query{Words: words}); err != nil || len(offers) != want {
			t.Errorf("%s: %v, %v, want %d", words, offers, err, want)
		}
	}
}

func TestOtherAgesAreOfferedLast(t *testing.T) {
	t.Parallel()
	years := 78
	q := service.Query{Words: "club", Age: &years}
	ageless, wordless, free := q, q, q
	ageless.Age, wordless.Words, free.StatedOnly = nil, "", true
	relax := func(context.Context, service.Query) ([]service.Relaxation, error) {
		return []service.Relaxation{{Gain: "other ages", Query: ageless}, {Gain: "without words", Query: wordless}, {Gain: "all", Query: free}}, nil
	}
	offers, err := typed.Relax(t.Context(), nil, relax, q)
	var got []string
	for _, o := range offers {
		got = append(got, o.Gain)
	}
	if want := "without words, all, other ages"; err != nil || strings.Join(got, ", ") != want {
		t.Errorf("offered are %q, %v, want %q", got, err, want)
	}
}

// TestATownIsOfferedForASlipOfItsName asks with a word that nobody has and that is a
// letter from a town's name.
func TestATownIsOfferedForASlipOfItsName(t *testing.T) {
	t.Parallel()
	ask := func(_ context.Context, q service.Query) (service.Result, error) {
		switch {
		case q.Near != nil && q.Words == "choir":
			return service.Result{Total: 4, Fits: 3}, nil
		case strings.Contains(q.Words, "pol"):
			return service.Result{}, nil
		}
		return service.Result{Total: 9, Fits: 9}, nil
	}
	nothing := func(context.Context, service.Query) ([]service.Relaxation, error) { return nil, nil }
	meant := func(text string) []service.Near {
		if text == "blackpol" {
			return []service.Near{{Name: "Blackpool, Lancashire", Level: service.LevelTown}}
		}
		return nil
	}
	relax := typed.WithTowns(ask, nothing, meant)
	offers, err := relax(t.Context(), service.Query{Words: "choir blackpol", Wording: service.SomeWords})
	if err != nil || len(offers) != 1 || offers[0].Gain != "3 more near Blackpool, Lancashire, if “blackpol” means that" {
		t.Fatalf("offered %+v, %v", offers, err)
	}
	if q := offers[0].Query; q.Words != "choir" || q.Near.Name != "Blackpool, Lancashire" || q.Wording != service.AllWords {
		t.Errorf("it asks %+v", q)
	}
	for _, q := range []service.Query{{Words: "choir"}, {Words: `"blackpol"`}, {Words: "blackpol", Near: &service.Near{}}, {Words: "pol"}} {
		if offers, err := relax(t.Context(), q); err != nil || len(offers) != 0 {
			t.Errorf("%+v: offered %+v, %v", q, offers, err)
		}
	}
}
