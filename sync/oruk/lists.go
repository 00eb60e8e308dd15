package oruk

import (
	"slices"
	"strings"
)

// distinct returns a list without repeats, in its order.
func distinct[T comparable](all []T) []T {
	var kept []T
	for _, v := range all {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// appendDistinct appends a text that is neither empty nor there already, in
// whatever case.
func appendDistinct(all []string, s string) []string {
	if s == "" || slices.ContainsFunc(all, func(t string) bool { return strings.EqualFold(t, s) }) {
		return all
	}
	return append(all, s)
}

// joinDistinct joins texts that are neither empty nor repeats.
func joinDistinct(all []string, separator string) string {
	var kept []string
	for _, s := range all {
		kept = appendDistinct(kept, s)
	}
	return strings.Join(kept, separator)
}

// joinSentences joins texts that are neither empty nor repeats, each being
// ended by a full stop if it has no stop of its own.
func joinSentences(all ...string) string {
	joined := ""
	for _, s := range all {
		switch {
		case s == "" || strings.Contains(joined, s):
		case joined == "":
			joined = s
		case strings.ContainsAny(joined[len(joined)-1:], ".!?:;"):
			joined += " " + s
		default:
			joined += ". " + s
		}
	}
	return joined
}

// inOrder returns those of the values of an order that were found.
func inOrder[T comparable](order []T, found map[T]bool) []T {
	var all []T
	for _, v := range order {
		if found[v] {
			all = append(all, v)
		}
	}
	return all
}
