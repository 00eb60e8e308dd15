package conversation_test

import (
	"testing"

	"fettle/internal/conversation"
)

// ways returns the lengths of all ways from a question on, a question on each once:
// the plain loop that the numbers are compared with.
func ways(c *conversation.Conversation, at int, on map[int]bool) []int {
	if at == conversation.End || on[at] {
		return []int{0}
	}
	on[at] = true
	defer delete(on, at)
	q := &c.Questions[at]
	var all []int
	for _, next := range append([]int{q.Next}, nexts(q)...) {
		for _, n := range ways(c, next, on) {
			all = append(all, n+1)
		}
	}
	return all
}

func nexts(q *conversation.Question) []int {
	var all []int
	for _, a := range q.Answers {
		all = append(all, a.Next)
	}
	return all
}

func TestAConversationSaysHowLongItIs(t *testing.T) {
	t.Parallel()
	const end = conversation.End
	// The first question may skip the second; the fourth is the last.
	c := &conversation.Conversation{Questions: []conversation.Question{
		{Next: 1, Answers: []conversation.Answer{{Next: 2}, {Next: 1}}},
		{Next: 2, Answers: []conversation.Answer{{Next: end}}},
		{Next: 3},
		{Next: end},
	}}
	if least, most := c.Length(); least != 2 || most != 4 {
		t.Errorf("it has %d to %d questions, want 2 to 4", least, most)
	}
	w := conversation.NewWalk(c)
	for _, want := range [][2]int{{1, 3}, {0, 2}, {1, 1}, {0, 0}, {0, 0}} {
		if least, most := w.Left(); least != want[0] || most != want[1] {
			t.Errorf("after %d questions there are %d to %d, want %v", w.Number(), least, most, want)
		}
		w.Pass()
	}
	for at := range c.Questions {
		w := conversation.NewWalk(&conversation.Conversation{Questions: c.Questions})
		for w.Question() != &c.Questions[at] {
			w.Pass()
		}
		least, most := w.Left()
		for _, n := range ways(c, at, map[int]bool{}) {
			if n-1 < least || n-1 > most {
				t.Errorf("from question %d there is a way of %d more, not within %d to %d", at, n-1, least, most)
			}
		}
	}
}

func TestALoopIsNoEndlessConversation(t *testing.T) {
	t.Parallel()
	c := &conversation.Conversation{Questions: []conversation.Question{{Next: 1}, {Next: 0, Answers: []conversation.Answer{{Next: conversation.End}}}}}
	if least, most := c.Length(); least != 2 || most != 2 {
		t.Errorf("it has %d to %d questions, want 2", least, most)
	}
}
