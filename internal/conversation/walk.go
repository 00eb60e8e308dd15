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

// Left returns how many questions come after the present one, on the shortest way
// to the end and on the longest.
func (w *Walk) Left() (least, most int) {
	if w.at == End {
		return 0, 0
	}
	least, most = w.of.from(w.at)
	return least - 1, most - 1
}

// Length returns how many questions the conversation has, on the shortest way to its
// end and on the longest. A way on which a question would come again ends there.
func (c *Conversation) Length() (least, most int) { return c.from(0) }

// from returns how many questions there are from one on, itself included.
func (c *Conversation) from(at int) (least, most int) {
	type span struct{ least, most int }
	known, onWay := make(map[int]span), make(map[int]bool)
	var walk func(at int) span
	walk = func(at int) span {
		if at == End || onWay[at] {
			return span{}
		}
		if s, ok := known[at]; ok {
			return s
		}
		onWay[at] = true
		q := &c.Questions[at]
		s := walk(q.Next)
		for i := range q.Answers {
			next := walk(q.Answers[i].Next)
			s = span{min(s.least, next.least), max(s.most, next.most)}
		}
		delete(onWay, at)
		s = span{s.least + 1, s.most + 1}
		known[at] = s
		return s
	}
	s := walk(at)
	return s.least, s.most
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
