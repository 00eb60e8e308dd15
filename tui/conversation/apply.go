// Package conversation is the screen that goes through a guided conversation
// with a worker, one question at a time.
//
// What an answer changes in the question asked of the library is made by Apply.
// The package must not search, look anything up or keep what was answered.
package conversation

import (
	"strconv"
	"strings"

	"fettle/internal/conversation"
	"fettle/internal/service"
	"fettle/tui/question"
)

// Apply makes changes to a question.
func Apply(q *question.Question, changes []conversation.Change) {
	for i := range changes {
		if c := &changes[i]; c.Remove {
			remove(q, c)
		} else {
			add(q, c)
		}
	}
}

func add(q *question.Question, c *conversation.Change) {
	n, err := strconv.Atoi(c.ID)
	switch c.Pane {
	case service.PaneWords:
		for _, word := range strings.Fields(c.ID) {
			if !containsWord(q.Words, word) {
				q.Words = strings.TrimSpace(q.Words + " " + word)
			}
		}
	case service.PaneWhen:
		for _, w := range c.Windows {
			if !q.Has(service.PaneWhen, w.ID) {
				q.ToggleWindow(w, question.WindowLabel(w))
			}
		}
	case service.PaneAge:
		if err == nil {
			q.SetAge(n, c.Label)
		}
	case service.PaneChecked:
		if err == nil && !q.Has(c.Pane, c.ID) {
			q.SetChecked(n, c.Label)
		}
	case service.PaneWhere:
		if err == nil {
			q.SetWithin(float64(n))
		}
	default:
		if !q.Has(c.Pane, c.ID) {
			q.Toggle(c.Pane, c.ID, c.Label)
		}
	}
}

func remove(q *question.Question, c *conversation.Change) {
	switch {
	case c.Pane == service.PaneWords && c.ID == "":
		q.Words = ""
	case c.Pane == service.PaneWords:
		var kept []string
		for _, word := range strings.Fields(q.Words) {
			if !containsWord(c.ID, word) {
				kept = append(kept, word)
			}
		}
		q.Words = strings.Join(kept, " ")
	case c.Pane == service.PaneWhere:
		q.SetWithin(0)
	case c.ID == "":
		q.ClearPane(c.Pane)
	case c.Pane == service.PaneWhen:
		for _, w := range c.Windows {
			removeOption(q, c.Pane, w.ID)
		}
	default:
		removeOption(q, c.Pane, c.ID)
	}
}

func removeOption(q *question.Question, p service.Pane, id string) {
	for i, chip := range q.Chips() {
		if chip.Pane == p && chip.ID == id {
			q.Remove(i)
			return
		}
	}
}

// containsWord reports whether a text has a word, whatever its capitals.
func containsWord(text, word string) bool {
	for _, w := range strings.Fields(text) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
