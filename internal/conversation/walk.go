package conversation

// Walk is one way through a conversation. It knows which questions were asked
// and nothing of what was answered.
type Walk struct {
	of     *Conversation
	at     int
	before []int
}

// NewWalk returns a walk at the first question.
func NewWalk(c *Conversation) *Walk { return &Walk{of: c} }

// Of returns the conversation.
func (w *Walk) Of() *Conversation { return w.of }

// Question returns the question that is asked now, nil after the last.
func (w *Walk) Question() *Question {
	if w.at == End {
		return nil
	}
	return &w.of.Questions[w.at]
}

// Number returns how many questions have been asked, the present one included.
func (w *Walk) Number() int {
	if w.at == End {
		return len(w.before)
	}
	return len(w.before) + 1
}

// Answer takes the answer of that number, from 0, goes on and returns what the
// answer changes. A number that is none does nothing.
func (w *Walk) Answer(i int) []Change {
	q := w.Question()
	if q == nil || i < 0 || i >= len(q.Answers) {
		return nil
	}
	w.step(q.Answers[i].Next)
	return q.Answers[i].Changes
}

// Pass goes on without an answer to choose: the question was skipped, or its
// answer was typed.
func (w *Walk) Pass() {
	if q := w.Question(); q != nil {
		w.step(q.Next)
	}
}

// Back goes to the question before, and reports false when there is none.
func (w *Walk) Back() bool {
	last := len(w.before) - 1
	if last < 0 {
		return false
	}
	w.at, w.before = w.before[last], w.before[:last]
	return true
}

func (w *Walk) step(to int) {
	w.before = append(w.before, w.at)
	w.at = to
}
