package question

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// Writes reports whether a question is asked for somebody who rather writes than
// rings: who is deaf or hard of hearing, as chosen or in the words.
func Writes(q *service.Query) bool {
	if slices.Contains(q.Choices[service.PaneCircumstance], "deaf") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(q.Words)), func(word string) bool {
		return strings.Trim(word, ".,;:!?\"'") == "deaf"
	})
}
