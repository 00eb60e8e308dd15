package conversation

import (
	"fmt"
	"slices"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/nearest"
)

// Parse reads a conversation. The error has every fault of the file, each with
// the file, the line and what would be right.
func Parse(file string, text []byte, words *Vocabulary) (*Conversation, error) {
	keys := append([]string{"conversation", "about", "question", "name", "hint", "ask", "answer", "go to"}, changeKeys("add", "remove")...)
	b := builder{reader: newReader(file, text, words, keys), c: &Conversation{File: file}, names: map[string]int{}}
	for _, l := range b.lines {
		b.put(l)
	}
	b.finish()
	if len(b.faults) > 0 {
		return nil, b.err()
	}
	return b.c, nil
}

// builder makes a conversation of the lines of a file.
type builder struct {
	*reader
	c *Conversation
	// names are the questions that have one.
	names map[string]int
	// leads are the lines that lead to a question by its name.
	leads []lead
	// starts are the numbers of the lines with the questions.
	starts []int
	ended  bool
}

// lead is a "go to" of a question, or of one of its answers.
type lead struct {
	line             line
	question, answer int
}

// put takes one line.
func (b *builder) put(l line) {
	if b.c.Title == "" && l.key != "conversation" && !b.ended {
		b.ended = true
		b.faultf(l.number, "a conversation begins with its title: put a line such as \"conversation: A first conversation\" before this one")
	}
	switch l.key {
	case "conversation":
		b.once(l, &b.c.Title)
	case "question":
		b.question(l)
	case "about":
		if len(b.c.Questions) > 0 {
			b.faultf(l.number, "\"about:\" stands before the first question; \"hint:\" says more of a question")
			return
		}
		b.more(l, &b.c.About)
	default:
		if len(b.c.Questions) == 0 {
			b.faultf(l.number, "there is no question yet that \"%s:\" could belong to: begin one with \"question:\"", l.key)
			return
		}
		b.within(l, &b.c.Questions[len(b.c.Questions)-1])
	}
}

func (b *builder) question(l line) {
	if len(b.c.Questions) == maxQuestions {
		b.faultf(l.number, "there are at most %d questions in a file", maxQuestions)
	}
	b.c.Questions = append(b.c.Questions, Question{Text: b.title(l), Next: len(b.c.Questions) + 1})
	b.starts = append(b.starts, l.number)
}

// within takes a line that belongs to a question.
func (b *builder) within(l line, q *Question) {
	at := len(b.c.Questions) - 1
	switch l.key {
	case "name":
		b.name(l, at)
	case "hint":
		if len(q.Answers) > 0 {
			b.faultf(l.number, "\"hint:\" belongs to the question: put it before the answers")
			return
		}
		b.more(l, &q.Hint)
	case "ask":
		b.ask(l, q)
	case "answer":
		if len(q.Answers) == maxAnswers {
			b.faultf(l.number, "a question has at most %d answers", maxAnswers)
		}
		q.Answers = append(q.Answers, Answer{Text: b.title(l), Next: q.Next})
	case "go to":
		b.leads = append(b.leads, lead{l, at, len(q.Answers) - 1})
	default:
		changes := b.change(l)
		if len(q.Answers) == 0 {
			b.faultf(l.number, "\"%s:\" belongs to an answer: put it under one", l.key)
			return
		}
		a := &q.Answers[len(q.Answers)-1]
		a.Changes = append(a.Changes, changes...)
	}
}

func (b *builder) name(l line, at int) {
	name := strings.ToLower(l.value)
	switch name {
	case "":
		b.faultf(l.number, "nothing stands after \"name:\"")
	case endName:
		b.faultf(l.number, "no question can be named %q: \"go to: %s\" ends the conversation", endName, endName)
	default:
		if other, taken := b.names[name]; taken {
			b.faultf(l.number, "another question is named %q, on line %d: names differ", name, b.starts[other])
			return
		}
		b.names[name] = at
	}
}

func (b *builder) ask(l line, q *Question) {
	asks := make([]string, 0, len(Asks()))
	for _, a := range Asks() {
		asks = append(asks, string(a))
	}
	value := strings.ToLower(l.value)
	switch {
	case q.Ask != AskNothing:
		b.faultf(l.number, "\"ask:\" is said already: a question asks for one thing")
	case !slices.Contains(asks, value):
		hint := "ask for " + strings.Join(asks, ", ")
		if near := nearest.Word(value, asks); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		b.faultf(l.number, "%q can't be asked for: %s", clean.Short(l.value), hint)
	default:
		q.Ask = Ask(value)
	}
}

// endName is what a file calls the end of a conversation.
const endName = "end"

// finish joins the questions to one another and looks at the whole.
func (b *builder) finish() {
	if len(b.c.Questions) == 0 {
		if len(b.faults) == 0 {
			b.faultf(0, "there is no question in it: write one such as \"question: What would help most?\"")
		}
		return
	}
	last := &b.c.Questions[len(b.c.Questions)-1]
	for i := range last.Answers {
		last.Answers[i].Next = End
	}
	last.Next = End
	// Those of a question come before those of its answers, which keep their own.
	for _, own := range []bool{false, true} {
		for _, l := range b.leads {
			if (l.answer >= 0) == own {
				b.lead(l)
			}
		}
	}
	for i := range b.c.Questions {
		if q := &b.c.Questions[i]; len(q.Answers) == 0 && q.Ask == AskNothing {
			b.faultf(b.starts[i], "the question has no answer: add lines such as \"answer: Yes\", or \"ask: place\" for one that is typed")
		}
	}
	if len(b.faults) == 0 {
		b.unreached()
	}
}

// lead joins a question or an answer to the question it names.
func (b *builder) lead(l lead) {
	name := strings.ToLower(l.line.value)
	to, ok := b.names[name]
	if name == endName {
		to, ok = End, true
	}
	if !ok {
		names := []string{endName}
		for n := range b.names {
			names = append(names, n)
		}
		slices.Sort(names)
		hint := "the names are " + strings.Join(names, ", ")
		if near := nearest.Word(name, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		b.faultf(l.line.number, "no question is named %q: %s", clean.Short(l.line.value), hint)
		return
	}
	q := &b.c.Questions[l.question]
	if l.answer >= 0 {
		q.Answers[l.answer].Next = to
		return
	}
	q.Next = to
	for i := range q.Answers {
		q.Answers[i].Next = to
	}
}

// unreached finds questions that nothing leads to.
func (b *builder) unreached() {
	reached := make([]bool, len(b.c.Questions))
	var visit func(int)
	visit = func(i int) {
		if i == End || reached[i] {
			return
		}
		reached[i] = true
		q := &b.c.Questions[i]
		visit(q.Next)
		for _, a := range q.Answers {
			visit(a.Next)
		}
	}
	visit(0)
	for i, ok := range reached {
		if !ok {
			b.faultf(b.starts[i], "nothing leads to this question: give it a \"name:\" and an answer a \"go to:\", or take it out")
		}
	}
}
