package conversation_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/conversation"
	"fettle/internal/service"
)

// vocabulary is a small one: tests of the package know no list of needs.
func vocabulary() *conversation.Vocabulary {
	return &conversation.Vocabulary{
		Needs: []service.Option{
			{ID: "company", Label: "Company and loneliness"}, {ID: "arts", Label: "Arts, music and hobbies"}, {ID: "money", Label: "Money, benefits and debt"},
		},
		Circumstances: []service.Option{{ID: "carer", Label: "Carer"}, {ID: "lives-alone", Label: "Lives alone"}},
		Times: func(text string) ([]service.Window, error) {
			switch text {
			case "tue-morning":
				return []service.Window{{ID: text, Day: 2, From: 360, To: 720}}, nil
			case "today":
				return []service.Window{{ID: "2026-11-22", On: "2026-11-22"}}, nil
			}
			return nil, errors.New("that is not a time")
		},
	}
}

const small = "\ufeff# A remark\r\n" + `
Conversation:  Small talk
about: For a test.
about: It has two sentences.

  question: What would help?
  hint: Ask.
  name: help
  ANSWER: Company
  add need: Company and loneliness
  add circumstance: carer, lives alone
  go to: where
  answer: Arts
  add need: Arts, music and hobbies
  remove need: company
  remove circumstance: all
  add time: tue-morning
  add miles: 3
  add age: 72
  add cost: free
  add language: Polish
  add words: tea dance
  add checked: 90
  answer: Nothing
  go to: end

question: Anything else?
go to: help
answer: Yes
answer: No
go to: where

question: Where?
name: Where
ask: Place
remove
`

func TestAConversationIsRead(t *testing.T) {
	t.Parallel()
	text := strings.TrimSuffix(small, "remove\n")
	c, err := conversation.Parse("small.txt", []byte(text), vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	add := func(p service.Pane, id, label string) conversation.Change {
		return conversation.Change{Pane: p, ID: id, Label: label}
	}
	tuesday := add(service.PaneWhen, "tue-morning", "Tue-morning")
	tuesday.Windows = []service.Window{{ID: "tue-morning", Day: 2, From: 360, To: 720}}
	want := &conversation.Conversation{
		File: "small.txt", Title: "Small talk", About: "For a test. It has two sentences.",
		Questions: []conversation.Question{
			{Text: "What would help?", Hint: "Ask.", Next: 1, Answers: []conversation.Answer{
				{Text: "Company", Next: 2, Changes: []conversation.Change{
					add(service.PaneNeed, "company", "Company and loneliness"), add(service.PaneCircumstance, "carer", "Carer"),
					add(service.PaneCircumstance, "lives-alone", "Lives alone"),
				}},
				{Text: "Arts", Next: 1, Changes: []conversation.Change{
					add(service.PaneNeed, "arts", "Arts, music and hobbies"),
					{Remove: true, Pane: service.PaneNeed, ID: "company", Label: "Company and loneliness"},
					{Remove: true, Pane: service.PaneCircumstance},
					tuesday, add(service.PaneWhere, "3", "Within 3 miles"), add(service.PaneAge, "72", "Age 72"), add(service.PaneCost, "free", "Free"),
					add(service.PaneLanguage, "polish", "In Polish"), add(service.PaneWords, "tea dance", `"tea dance"`),
					add(service.PaneChecked, "90", "Checked in the last 90 days"),
				}},
				{Text: "Nothing", Next: conversation.End},
			}},
			{Text: "Anything else?", Next: 0, Answers: []conversation.Answer{{Text: "Yes", Next: 0}, {Text: "No", Next: 2}}},
			{Text: "Where?", Ask: conversation.AskPlace, Next: conversation.End},
		},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("the conversation differs:\n%s", diff)
	}
}

// TestFaultsSayWhereAndWhatIsRight writes one thing wrong at a time.
func TestFaultsSayWhereAndWhatIsRight(t *testing.T) {
	t.Parallel()
	const head = "conversation: T\nquestion: Q\n"
	for name, c := range map[string]struct{ text, want string }{
		"empty":              {"", "f.txt: there is no question in it"},
		"no title":           {"question: Q\nanswer: A\n", "f.txt, line 1: a conversation begins with its title"},
		"title twice":        {"conversation: T\nconversation: T\nquestion: Q\nanswer: A\n", "f.txt, line 2: \"conversation:\" is said already"},
		"a key slipped":      {head + "anwser: A\n", "f.txt, line 3: no line begins with \"anwser\": did you mean \"answer\"?"},
		"a key far off":      {head + "zebra: A\n", "f.txt, line 3: no line begins with \"zebra\": lines begin with conversation,"},
		"no colon":           {head + "answer A\n", "f.txt, line 3: a colon is missing after \"answer\""},
		"a remark bare":      {head + "these are answers\n", "f.txt, line 3: a line says what it is before a colon"},
		"a need slipped":     {head + "answer: A\nadd need: compny\n", "f.txt, line 4: there is no need called \"compny\": did you mean \"company\"?"},
		"a need far off":     {head + "answer: A\nadd need: zebra\n", "f.txt, line 4: there is no need called \"zebra\": write one of company, arts, money"},
		"two needs wrong":    {head + "answer: A\nadd need: arst, mony\n", "did you mean \"arts\"?\nf.txt, line 4: there is no need called \"mony\""},
		"a filter slipped":   {head + "answer: A\nadd neeed: company\n", "f.txt, line 4: no line begins with \"add neeed\": did you mean \"add need\"?"},
		"an empty filter":    {head + "answer: A\nadd need:\n", "f.txt, line 4: say which need to add"},
		"no age":             {head + "answer: A\nadd age: old\n", "f.txt, line 4: an age is whole years, 0 to 120, not \"old\""},
		"too far":            {head + "answer: A\nadd miles: 900\n", "f.txt, line 4: a distance is whole miles, 1 to 100, not \"900\""},
		"no time":            {head + "answer: A\nadd time: soon\n", "f.txt, line 4: that is not a time"},
		"a passing time":     {head + "answer: A\nadd time: today\n", "f.txt, line 4: \"today\" is another day each time"},
		"a change too soon":  {head + "add need: company\nanswer: A\n", "f.txt, line 3: \"add need:\" belongs to an answer"},
		"an answer too soon": {"conversation: T\nanswer: A\n", "f.txt, line 2: there is no question yet"},
		"about too late":     {head + "about: A\nanswer: A\n", "f.txt, line 3: \"about:\" stands before the first question"},
		"a hint too late":    {head + "answer: A\nhint: A\n", "f.txt, line 4: \"hint:\" belongs to the question"},
		"no answer":          {head + "question: R\nanswer: A\n", "f.txt, line 2: the question has no answer"},
		"nothing said":       {head + "answer:\n", "f.txt, line 3: nothing stands after \"answer:\""},
		"a wrong ask":        {head + "ask: plase\n", "f.txt, line 3: \"plase\" can't be asked for: did you mean \"place\"?"},
		"two asks":           {head + "ask: age\nask: place\n", "f.txt, line 4: \"ask:\" is said already"},
		"a lost go to":       {head + "name: one\nanswer: A\ngo to: won\n", "f.txt, line 5: no question is named \"won\": did you mean \"one\"?"},
		"a name twice":       {head + "name: one\nanswer: A\nquestion: R\nname: one\nanswer: A\n", "f.txt, line 6: another question is named \"one\", on line 2"},
		"the end's name":     {head + "name: end\nanswer: A\n", "f.txt, line 3: no question can be named \"end\""},
		"never reached":      {head + "answer: A\ngo to: end\nquestion: R\nanswer: A\n", ""},
		"skipped for good":   {head + "go to: end\nanswer: A\nquestion: R\nanswer: A\n", "f.txt, line 5: nothing leads to this question"},
		"too long":           {head + "answer: " + strings.Repeat("long ", 60) + "\n", "f.txt, line 3: it has 299 characters, at most 240"},
		"control characters": {head + "answer: A\x1b[2J\n", "f.txt, line 3: it has characters that are not plain text"},
		"no text":            {head + "answer: \xff\n", "f.txt: it is not plain text"},
		"too large":          {strings.Repeat("# much\n", 10_000), "f.txt: it is larger than 65536 bytes"},
	} {
		got, err := conversation.Parse("f.txt", []byte(c.text), vocabulary())
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: the error is %v, want %q", name, err, c.want)
		case (got == nil) == (c.want == ""):
			t.Errorf("%s: a file with a fault is taken, or a good one is not", name)
		}
	}
}

func TestManyFaultsAreCut(t *testing.T) {
	t.Parallel()
	_, err := conversation.Parse("f.txt", []byte(strings.Repeat("nonsense\n", 500)), vocabulary())
	if err == nil || strings.Count(err.Error(), "\n") != 20 || !strings.HasSuffix(err.Error(), "there is more; mend these first") {
		t.Errorf("the error is %v", err)
	}
}

func TestAWalkGoesOnAndBack(t *testing.T) {
	t.Parallel()
	c, err := conversation.Parse("small.txt", []byte(strings.TrimSuffix(small, "remove\n")), vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	w := conversation.NewWalk(c)
	if w.Back() || w.Answer(7) != nil || w.Answer(-1) != nil || w.Number() != 1 {
		t.Error("a walk moves without an answer")
	}
	if got := w.Answer(0); len(got) != 3 || w.Question().Text != "Where?" {
		t.Errorf("company leads to %v after %v", w.Question(), got)
	}
	w.Pass()
	if w.Question() != nil || w.Number() != 2 || w.Answer(0) != nil {
		t.Errorf("after the last question there is %v", w.Question())
	}
	w.Pass()
	if !w.Back() || w.Question().Text != "Where?" || !w.Back() || w.Question().Text != "What would help?" || w.Back() {
		t.Error("the way back is another")
	}
	w.Pass()
	if w.Question().Text != "Anything else?" || w.Number() != 2 || w.Of() != c {
		t.Errorf("skipping leads to %v", w.Question())
	}
	w.Answer(0)
	if w.Question().Text != "What would help?" || w.Number() != 3 {
		t.Errorf("a loop leads to %v", w.Question())
	}
}

func TestPersonasAreRead(t *testing.T) {
	t.Parallel()
	got, err := conversation.ParsePersonas("p.txt", []byte("persona: Carer at work\nabout: One.\nadd need: company\nadd circumstance: carer\npersona: Other\nadd cost: free\n"), vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	want := []conversation.Persona{
		{File: "p.txt", Name: "Carer at work", About: "One.", Changes: []conversation.Change{
			{Pane: service.PaneNeed, ID: "company", Label: "Company and loneliness"}, {Pane: service.PaneCircumstance, ID: "carer", Label: "Carer"},
		}},
		{File: "p.txt", Name: "Other", Changes: []conversation.Change{{Pane: service.PaneCost, ID: "free", Label: "Free"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the personas differ:\n%s", diff)
	}
	for text, want := range map[string]string{
		"":                               "there is no persona in it",
		"add need: company\n":            "line 1: a persona begins with its name",
		"persona: A\n":                   "line 1: the persona has no filter",
		"persona:\nadd need: company\n":  "line 1: nothing stands after \"persona:\"",
		"persona: Mrs Bell, lonely\n":    "line 1: this looks like the name of a person",
		"persona: a@b.example\n":         "line 1: this looks like an e-mail address",
		"persona: 943 476 5919\n":        "line 1: this looks like a telephone number",
		"persona: Born 1/2/1948\n":       "line 1: this looks like a telephone number or a date of birth",
		"persona: Somebody at BB2 7AA\n": "line 1: this holds a whole postcode",
		"persona: A\nremove need: money": "line 2: no line begins with \"remove need\"",
		"persona: A\nadd cost: fre\n":    "line 2: there is no cost called \"fre\": did you mean \"free\"?",
		"persona: A\nadd need: arts\npersona: a\nadd need: arts": "line 3: another persona is called \"a\"",
	} {
		if _, err := conversation.ParsePersonas("p.txt", []byte(text), vocabulary()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q", text, err, want)
		}
	}
}

func TestCardsAreRead(t *testing.T) {
	t.Parallel()
	const good = "card: C\nstory: One.\nstory: Two.\nhint: H.\nplace: Nelson\nadd need: money\npick: P\npick: Q\nwhy: W.\n"
	got, err := conversation.ParseCards("c.txt", []byte(good), vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	want := []conversation.Card{{
		File: "c.txt", Title: "C", Story: []string{"One.", "Two."}, Hint: "H.", Place: "Nelson", Picks: []string{"P", "Q"}, Why: "W.",
		Changes: []conversation.Change{{Pane: service.PaneNeed, ID: "money", Label: "Money, benefits and debt"}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the cards differ:\n%s", diff)
	}
	for text, want := range map[string]string{
		"":                                   "there is no card in it",
		"story: One.\n":                      "line 1: a card begins with its title",
		strings.Replace(good, "why", "#", 1): "line 1: the card has no line with \"why:\"",
		"card: C\nhint: H.\n":                "line 1: the card has no line with \"story:\", \"add …:\", \"pick:\", \"why:\"",
		good + strings.ToLower(good):         "line 10: another card is called \"c\"",
		good + "place: Other\n":              "line 10: \"place:\" is said already",
	} {
		if _, err := conversation.ParseCards("c.txt", []byte(text), vocabulary()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q", text, err, want)
		}
	}
}

func TestFilesAreToldApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "conversation", "# x\n\n Persona: a": "persona", "\ufeffcard: a\npersona: b": "card", "anything": "conversation",
	} {
		if got := conversation.Kind([]byte(text)); got != want {
			t.Errorf("%q is a %s, want a %s", text, got, want)
		}
	}
}

// FuzzFiles reads any bytes as each kind of file, and walks through what is
// taken: nothing may fail but with an error that names the file.
func FuzzFiles(f *testing.F) {
	f.Add([]byte(small), []byte{0, 1, 2})
	f.Add([]byte("persona: A\nadd need: arts\nadd age: 7\n"), []byte{})
	f.Add([]byte("card: C\nstory: S\nhint: H\nadd time: tue-morning\npick: P\nwhy: W\n"), []byte{9})
	f.Add([]byte("question: Q\ngo to: end\nadd need: ,,\nremove words:\n\x00:\xff"), []byte{1})
	words := vocabulary()
	f.Fuzz(func(t *testing.T, text, steps []byte) {
		c, err := conversation.Parse("f.txt", text, words)
		_, errPersonas := conversation.ParsePersonas("f.txt", text, words)
		_, errCards := conversation.ParseCards("f.txt", text, words)
		conversation.Kind(text)
		for _, err := range []error{err, errPersonas, errCards} {
			for line := range strings.Lines(errorText(err)) {
				if !strings.HasPrefix(line, "f.txt") {
					t.Fatalf("the error %q does not name the file", line)
				}
			}
		}
		if err != nil {
			return
		}
		w := conversation.NewWalk(c)
		for _, s := range steps {
			q := w.Question()
			switch {
			case s == 255:
				w.Back()
			case q == nil, int(s) >= len(q.Answers):
				w.Pass()
			default:
				w.Answer(int(s))
			}
		}
		for w.Back() {
			if w.Question() == nil {
				t.Fatal("on the way back there is no question")
			}
		}
		if w.Question() != &c.Questions[0] {
			t.Fatal("the way back does not end at the first question")
		}
	})
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
