package question_test

import (
	"testing"

	"fettle/internal/service"
	"fettle/tui/question"
)

func TestSomebodyDeafWrites(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		q    service.Query
		want bool
	}{
		{service.Query{}, false},
		{service.Query{Words: "Deaf, lonely"}, true},
		{service.Query{Words: "deafening noise"}, false},
		{service.Query{Choices: map[service.Pane][]string{service.PaneCircumstance: {"carer", "deaf"}}}, true},
		{service.Query{Choices: map[service.Pane][]string{service.PaneNeed: {"deaf"}}}, false},
	} {
		if got := question.Writes(&c.q); got != c.want {
			t.Errorf("%+v: %v", c.q, got)
		}
	}
}
