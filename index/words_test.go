package index

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

func TestWords(t *testing.T) {
	lib := testLibrary(t, []service.Service{
		{ID: "f/name", Name: "Carers' Café and drop-in"},
		{ID: "f/text", Name: "Somewhere else", Description: "A place for the carer of somebody with dementia. Counselling by appointment."},
		{ID: "f/org", Name: "Thursday group", Organisation: service.Organisation{Name: "Lune Counselling Service"}},
		{ID: "f/town", Name: "Walking group", Locations: []service.Location{{Address: service.Address{Town: "Bamber Bridge"}}}},
		{ID: "f/need", Name: "Monday club", Found: service.Found{Needs: []service.NeedFound{{ID: "company"}}}},
	})
	for _, test := range []struct {
		words  string
		typing bool
		want   string
	}{
		{"carer", false, "f/name\nf/text\n"}, // a name before a description
		{"CARERS", false, "f/name\nf/text\n"},
		{"carer's cafe", false, "f/name\n"},
		{"drop in", false, "f/name\n"},
		{"drop-in", false, "f/name\n"},
		{"dropin", false, "f/name\n"},
		{"the counselling", false, "f/org\nf/text\n"},
		{"bamber bridge", false, "f/town\n"},
		{"lonely", false, ""},
		{"loneliness", false, "f/need\n"},
		{"walk", false, "f/town\n"},
		{"w", true, "f/town\n"},
		{"wal", true, "f/town\n"},
		{"wal", false, ""},
		{"walkin", true, "f/town\n"},
		{"counselli", true, "f/org\nf/text\n"},
		{"bamb", true, "f/town\n"},
		{"cafe car", true, "f/name\n"},
		{"cafe ", true, "f/name\n"},
		{"nonsuch", true, ""},
		{"the", false, "f/name\nf/need\nf/text\nf/org\nf/town\n"}, // nothing but a stop word asks for everything
	} {
		got := order(t, lib, service.Query{Words: test.words, Typing: test.typing, Now: testNow()})
		if test.words == "the" {
			if len(got) != len(test.want) {
				t.Errorf("%q found %q", test.words, got)
			}
		} else if got != test.want {
			t.Errorf("%q (typing %v) found %q, want %q", test.words, test.typing, got, test.want)
		}
	}
}

func TestPhrasesSlipsAndMeanings(t *testing.T) {
	records := []service.Service{
		{ID: "f/1", Name: "Memory café", Description: "Tea and songs."},
		{ID: "f/2", Name: "Dementia support", Description: "For memory and for loss, and for families."},
		{ID: "f/3", Name: "Counselling", Description: "Talk to someone after a loss of memory."},
		{ID: "f/4", Name: "Coffee morning", Description: "A morning of coffee with a dog."},
		{ID: "f/5", Name: "Morning walk", Description: "Coffee in the morning, then a walk. No dogs."},
		{ID: "f/6", Name: "Money advice", Description: "Help with debt."},
	}
	dir := t.TempDir()
	put(t, dir, records...)
	lib, err := Open(dir, Options{Synonyms: func(words string) []string {
		return map[string][]string{"memory loss": {"dementia"}, "dementia": {"memory loss"}, "skint": {"money", "debt"}, "owes it to": {"debt"}}[words]
	}})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for _, test := range []struct {
		words  string
		typing bool
		want   string
		read   string
	}{
		{`"coffee morning"`, false, "f/4\n", ""},
		{`"morning coffee"`, false, "", ""},
		{`coffee morning`, false, "f/4\nf/5\n", ""},
		{`morning -dog`, false, "", ""},
		{`morning -walk`, false, "f/4\n", ""},
		{`-"coffee morning" coffee`, false, "f/5\n", ""},
		{`"loss of memory"`, false, "f/3\n", ""},
		{`“coffee morning”`, false, "f/4\n", ""},
		{`memory loss`, false, "f/2\nf/3\n", ""},
		{`skint`, false, "f/6\n", ""},
		{`skint`, true, "f/6\n", ""},
		{`owes it to`, true, "f/6\n", ""}, // the last word may be a short one
		{`councelling`, false, "f/3\n", "counselling"},
		{`councelling`, true, "f/3\n", "counselling"},
		{`demetnia`, false, "f/2\n", "dementia"},
		{`monye`, false, "f/6\n", "money"},
		{`cofee mornin`, false, "f/4\nf/5\n", "coffee"},
		{`loas`, false, "", ""},        // up to four letters nothing is taken for a slip
		{`months`, false, "", ""},      // nor is an everyday word
		{`Morgan`, false, "", ""},      // nor a given name
		{`wounselling`, false, "", ""}, // a word begins as the one that was meant
		{`cat`, false, "", ""},
		{`xyzzyplugh`, false, "", ""},
		{`-`, false, "f/4\nf/3\nf/2\nf/1\nf/6\nf/5\n", ""},
		{`"`, true, "f/4\nf/3\nf/2\nf/1\nf/6\nf/5\n", ""},
	} {
		got, err := lib.Search(t.Context(), service.Query{Words: test.words, Typing: test.typing, Now: testNow()})
		if err != nil {
			t.Fatal(err)
		}
		list, read := "", ""
		for _, h := range got.Hits {
			list += h.Service.ID + "\n"
		}
		if len(got.Readings) > 0 {
			read = got.Readings[0].As
		}
		if list != test.want || read != test.read {
			t.Errorf("%s (typing %v) found %q reading %q, want %q reading %q", test.words, test.typing, list, read, test.want, test.read)
		}
	}
}

// A sentence that no service has all words of is answered by its words that tell
// something, or by some of them.
func TestASentenceIsAnsweredByWhatTells(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, []service.Service{
		{ID: "f/1", Name: "Bereavement café", Description: "For everybody, in spring too."},
		{ID: "f/2", Name: "Friendship group", Description: "A befriending group for everybody."},
		{ID: "f/3", Name: "Bereavement and befriending", Description: "For everybody."},
		{ID: "f/4", Name: "Spring choir", Description: "For everybody."},
	}...)
	lib, err := Open(dir, Options{Synonyms: func(words string) []string {
		return map[string][]string{"lost his wife": {"bereavement"}, "won't leave the house": {"befriending"}}[words]
	}})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	const sentence = "Jean's dad likes nothing, lost his wife in spring and won't leave the house"
	for _, test := range []struct {
		words   string
		wording service.Wording
		want    string
		left    int
	}{
		{sentence, service.AllWords, "", 0},
		{sentence, service.TellingWords, "", 4},
		{sentence, service.SomeWords, "f/3\nf/1\nf/2\n", 4},
		{sentence + ` "choir"`, service.SomeWords, "", 4},
		{"she likes bereavement xyzzy", service.TellingWords, "f/3\nf/1\n", 2},
		{"spring bereavement befriending", service.SomeWords, "f/3\nf/1\nf/4\nf/2\n", 0},
		{"lives likes", service.TellingWords, "f/3\nf/1\nf/2\nf/4\n", 2},
		{"xyzzy plugh", service.SomeWords, "", 0},
	} {
		q := service.Query{Words: test.words, Wording: test.wording, Now: testNow()}
		r, err := lib.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		left := 0
		for _, read := range r.Readings {
			if read.As == "" {
				left++
			}
		}
		if got := order(t, lib, q); got != test.want || left != test.left {
			t.Errorf("%q %s finds %q without %v, want %q without %d words", test.words, test.wording, got, r.Readings, test.want, test.left)
		}
	}
	fit, reasons, err := lib.Explain(t.Context(), service.Query{Words: sentence, Wording: service.SomeWords, Now: testNow()}, "f/2")
	if err != nil || fit != service.Fits || len(reasons) != 1 {
		t.Errorf("f/2 %s for %+v, %v", fit, reasons, err)
	}
}

func TestWhatIsSaidTwiceCountsOnce(t *testing.T) {
	has := func(tells, thing int) standing {
		s := standing{tells: tells, thing: thing, name: newSet(1), more: newSet(1), text: newSet(1), like: newSet(1), faint: newSet(1)}
		s.like.add(0)
		return s
	}
	a := asked{most: tellsMost, wanted: []standing{has(tellsMost, 0), has(tellsLittle, 1), has(tellsMost, 0), has(tellsMost, 3)}}
	if got := a.sum(0); got != 2*tellsMost+tellsLittle {
		t.Errorf("two things of which one is said twice, and a word, tell %d", got)
	}
}

func FuzzWords(f *testing.F) {
	dir := f.TempDir()
	err := Update(f.Context(), dir, testNow(), func(d *Draft) error {
		d.Put(service.Service{ID: "f/1", Name: "Coffee morning", Description: "A morning of coffee."})
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
	lib, err := Open(dir, Options{Synonyms: func(string) []string { return []string{"coffee", "a morning"} }})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = lib.Close() })
	for _, seed := range []string{`"coffee`, `-x "a b" c`, "\xff\xfe", "ﬁ½", "'’-–", strings.Repeat("coffee ", 100)} {
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, words string, typing bool) {
		if _, err := lib.Search(t.Context(), service.Query{Words: words, Typing: typing, Now: testNow()}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestRunsAreFoundAsBytesAre looks for short runs in random bytes of few kinds,
// so that they stand anywhere and nearly stand in many places.
func TestRunsAreFoundAsBytesAre(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	some := func(n int) []byte {
		out := make([]byte, n)
		for i := range out {
			out[i] = []byte{0, 1, 2, 0x7f, 0x80, 0x81, 0xff}[r.IntN(7)]
		}
		return out
	}
	found := 0
	for range 20_000 {
		text, run := some(r.IntN(60)), some(r.IntN(5))
		want := bytes.Index(text, run)
		if got := indexRun(text, run); got != want {
			t.Fatalf("%v in %v: at %d, want %d", run, text, got, want)
		}
		if want >= 0 {
			found++
		}
	}
	if found < 2_000 || found > 18_000 {
		t.Errorf("%d of 20,000 runs are found", found)
	}
}

// TestPhrasesAreFoundAsNumbersAre looks for phrases, with words between them or
// none, in random documents whose words take one byte or two.
func TestPhrasesAreFoundAsNumbersAre(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	number := func() uint64 { return []uint64{0, 1, 2, 127, 128, 129, 255, 256, 16_384}[r.IntN(9)] }
	found := 0
	for range 20_000 {
		var fields [3][]uint64
		p := &phrases{starts: []uint32{0, 0}}
		for i := range fields {
			p.data = binary.AppendUvarint(p.data, uint64(r.IntN(12)))
			for range p.data[len(p.data)-1] {
				fields[i] = append(fields[i], number())
				p.data = binary.AppendUvarint(p.data, fields[i][len(fields[i])-1])
			}
		}
		p.starts[1] = uint32(len(p.data))
		words := []wordAt{{number(), 0}}
		for range r.IntN(3) {
			words = append(words, wordAt{number(), words[len(words)-1].distance + 1 + r.IntN(4)/3})
		}
		run, n := runOf(words)
		for field, text := range fields {
			want := slices.ContainsFunc(startsIn(text), func(rest []uint64) bool {
				return !slices.ContainsFunc(words, func(w wordAt) bool { return w.distance >= len(rest) || rest[w.distance] != w.number })
			})
			if got := p.has(0, field, words, run, n); got != want {
				t.Fatalf("%v in field %d of %v: %v, want %v", words, field, fields, got, want)
			}
			if want {
				found++
			}
		}
	}
	if found < 2_000 || found > 40_000 {
		t.Errorf("%d of 60,000 phrases are found", found)
	}
}

// startsIn returns what is left of a text from each of its words on.
func startsIn(text []uint64) [][]uint64 {
	var out [][]uint64
	for i := range text {
		out = append(out, text[i:])
	}
	return out
}
