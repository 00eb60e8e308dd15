package giveout

import (
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Question asks once whether it is safe for the person to have what is given.
type Question struct {
	about   []Sensitive
	answers []Answer
	picker  widget.Picker
	// first is the line of the first answer, as painted last.
	first int
}

// NewQuestion asks about some services of a list.
func NewQuestion(about []Sensitive) *Question {
	return &Question{about: about, answers: Answers()}
}

// NewQuestionOfOne asks about a service by itself.
func NewQuestionOfOne(s Sensitive) *Question {
	return &Question{about: []Sensitive{s}, answers: AnswersOfOne()}
}

// About returns the services that are asked about.
func (q *Question) About() []Sensitive { return q.about }

// Answer returns the answer under the keys.
func (q *Question) Answer() Answer { return q.answers[q.picker.At()] }

// Move moves the keys.
func (q *Question) Move(m widget.Move) { q.picker.Move(m, len(q.answers), len(q.answers)) }

// Click puts the keys on the answer at a line.
func (q *Question) Click(_, y int) (there, again bool) {
	return q.picker.Click(y-q.first, len(q.answers), len(q.answers))
}

// Head paints the line above.
func (q *Question) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put(t.Key, " "+IsItSafe+" ").String(), -1
}

// Lines paints the services and the answers in exactly h lines.
func (q *Question) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	room := max(h-len(q.answers)-3, 1)
	why := paint.Wrap(WhyAsked(q.about), max(w-2, 1))
	for _, part := range why[:min(len(why), room)] {
		dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put("", part).String())
	}
	dst = append(dst, paint.Blank(w, t.Base))
	q.first = len(dst) - start
	for i, answer := range q.answers {
		base, pointer := t.Base, " "
		if i == q.picker.At() {
			base, pointer = t.Selected, ">"
		}
		dst = append(dst, paint.NewLine(w, base).Put("", pointer+answer.String()).String())
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}
