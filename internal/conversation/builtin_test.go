package conversation_test

import (
	"strings"
	"testing"
	"time"

	"fettle/internal/conversation"
	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

// realVocabulary is that of the program: the built-in files are read with it.
func realVocabulary() *conversation.Vocabulary {
	v := &conversation.Vocabulary{Times: func(text string) ([]service.Window, error) {
		return when.ParseWindows(text, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	}}
	for _, n := range need.Needs() {
		v.Needs = append(v.Needs, service.Option{ID: n.ID, Label: n.Label})
	}
	for _, c := range need.Circumstances() {
		v.Circumstances = append(v.Circumstances, service.Option{ID: c.ID, Label: c.Label})
	}
	return v
}

func TestBuiltInFilesAreGood(t *testing.T) {
	t.Parallel()
	s, err := conversation.BuiltIn(realVocabulary())
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Conversations) != 3 || len(s.Personas) < 6 {
		t.Errorf("there are %d conversations and %d personas", len(s.Conversations), len(s.Personas))
	}
	if len(s.Cards) != 6 {
		t.Errorf("there are %d cards, want 6", len(s.Cards))
	}
	for _, c := range s.Conversations {
		if c.About == "" {
			t.Errorf("%s does not say what it is for", c.Title)
		}
		asked := map[conversation.Ask]bool{}
		for _, q := range c.Questions {
			asked[q.Ask] = true
			changes := 0
			for _, a := range q.Answers {
				changes += len(a.Changes)
			}
			if len(q.Text) > 76 || len(q.Answers) > 9 {
				t.Errorf("%s: %q is too long, or has more answers than keys from 1 to 9", c.Title, q.Text)
			}
			if q.Ask == conversation.AskNothing && changes == 0 && q.Next == conversation.End {
				t.Errorf("%s: %q does nothing", c.Title, q.Text)
			}
		}
		if !asked[conversation.AskPlace] || !asked[conversation.AskAge] {
			t.Errorf("%s does not ask for the place and the age", c.Title)
		}
	}
}

// TestEveryWayEnds walks every answer of every built-in conversation.
func TestEveryWayEnds(t *testing.T) {
	t.Parallel()
	s, err := conversation.BuiltIn(realVocabulary())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Conversations {
		longest := 0
		var visit func(w *conversation.Walk)
		visit = func(w *conversation.Walk) {
			q := w.Question()
			longest = max(longest, w.Number())
			if q == nil || w.Number() > len(c.Questions) {
				return
			}
			ways := map[int]int{q.Next: -1}
			for i, a := range q.Answers {
				ways[a.Next] = i
			}
			for _, i := range ways {
				if i < 0 {
					w.Pass()
				} else {
					w.Answer(i)
				}
				visit(w)
				w.Back()
			}
		}
		visit(conversation.NewWalk(c))
		if longest > 9 || longest > len(c.Questions) {
			t.Errorf("%s: somebody may be asked %d questions", c.Title, longest)
		}
	}
}

func TestAFileOfTheSameTitleTakesThePlace(t *testing.T) {
	t.Parallel()
	s, err := conversation.BuiltIn(realVocabulary())
	if err != nil {
		t.Fatal(err)
	}
	v := vocabulary()
	before, personas := len(s.Conversations), len(s.Personas)
	if err := s.AddConversation("mine.txt", []byte("conversation: loneliness\nquestion: Q\nanswer: A\n"), v); err != nil {
		t.Fatal(err)
	}
	if err := s.AddConversation("bad.txt", []byte("conversation: Bad\n"), v); err == nil {
		t.Error("a file without a question is taken")
	}
	if err := s.AddConversation("new.txt", []byte("conversation: New\nquestion: Q\nanswer: A\n"), v); err != nil {
		t.Fatal(err)
	}
	if err := s.AddPersonas("p.txt", []byte("persona: newly bereaved\nadd cost: free\npersona: New\nadd cost: free\n"), v); err != nil {
		t.Fatal(err)
	}
	if err := s.AddPersonas("bad.txt", []byte("persona: x"), v); err == nil {
		t.Error("a persona without filters is taken")
	}
	var titles []string
	for _, c := range s.Conversations {
		titles = append(titles, c.Title+" of "+c.File)
	}
	got := strings.Join(titles, "; ")
	if len(s.Conversations) != before+1 || !strings.Contains(got, "loneliness of mine.txt") || strings.Contains(got, "Loneliness") {
		t.Errorf("there are now %s", got)
	}
	if len(s.Personas) != personas+1 || s.Personas[4].File != "p.txt" {
		t.Errorf("there are now %v", s.Personas)
	}
}

// TestOneBranchIsEnough follows every way through the first conversation: who
// answered what is short is not asked about their health as well.
func TestOneBranchIsEnough(t *testing.T) {
	t.Parallel()
	s, err := conversation.BuiltIn(realVocabulary())
	if err != nil {
		t.Fatal(err)
	}
	questions := s.Conversations[0].Questions
	branch := map[int]bool{}
	for _, a := range questions[0].Answers {
		branch[a.Next] = questions[a.Next].Ask != conversation.AskPlace
	}
	var follow func(at, branches int)
	follow = func(at, branches int) {
		if at == conversation.End {
			return
		}
		if branch[at] {
			if branches++; branches > 1 {
				t.Errorf("%q is asked after another question of its kind", questions[at].Text)
				return
			}
		}
		next := map[int]bool{questions[at].Next: true} // also when it is skipped
		for _, a := range questions[at].Answers {
			next[a.Next] = true
		}
		for n := range next {
			follow(n, branches)
		}
	}
	for _, a := range questions[0].Answers {
		follow(a.Next, 0)
	}
}
