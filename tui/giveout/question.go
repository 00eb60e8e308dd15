package giveout

import (
	"strings"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Answer is what is done with services that may bring harm.
type Answer int

// The answers, the safest first.
const (
	BeDiscreet Answer = iota
	LeaveOut
	ReadOut
	IsSafe
)

// Answers say the answers, in the order of their numbers.
func Answers() []string {
	return []string{
		"Make it discreet: a neutral title, and no word of what they do",
		"Leave them out of what I give",
		"Read them out instead: nothing is written, copied or shown",
		"It is safe: give them as they are",
	}
}

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
	return &Question{about: about, answers: []Answer{BeDiscreet, LeaveOut, ReadOut, IsSafe}}
}

// NewQuestionOfOne asks about a service by itself, of which there is no more
// discreet form and nothing that would be left.
func NewQuestionOfOne(s Sensitive) *Question {
	return &Question{about: []Sensitive{s}, answers: []Answer{ReadOut, IsSafe}}
}

// About returns the ids of the services that are asked about.
func (q *Question) About() []string {
	ids := make([]string, 0, len(q.about))
	for _, s := range q.about {
		ids = append(ids, s.ID)
	}
	return ids
}

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
	return paint.NewLine(w, t.Bar).Put(t.Key, " Is it safe for this person to have this? ").String(), -1
}

// Lines paints the services and the answers in exactly h lines.
func (q *Question) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	room := max(h-len(q.answers)-3, 1)
	names := make([]string, 0, len(q.about))
	for _, s := range q.about {
		names = append(names, s.Name+" ("+s.Kind+")")
	}
	why := paint.Wrap("Somebody else may see it, on paper or on a telephone: "+strings.Join(names, "; ")+".", max(w-2, 1))
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
		dst = append(dst, paint.NewLine(w, base).Put("", pointer+Answers()[answer]).String())
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}
