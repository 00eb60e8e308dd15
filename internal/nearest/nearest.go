// Package nearest finds the word that a mistyped one was meant for.
//
// It knows letters only: what the words are of, and what is said to the person,
// is for those who ask.
package nearest

import "strings"

// Word returns the word among some that is fewest letters away, "" when none is
// within a third of its length and one. Capitals do not count.
func Word(typed string, among []string) string {
	best, least := "", len([]rune(typed))/3+2
	for _, w := range among {
		if d := Distance(strings.ToLower(typed), strings.ToLower(w)); d < least {
			best, least = w, d
		}
	}
	return best
}

// Distance counts the letters to add, drop, change or swap with their neighbour
// to make one text of the other (Damerau and Levenshtein, each letter changed at
// most once).
func Distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	before, row, next := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(from); i++ {
		next[0] = i
		for j := 1; j <= len(to); j++ {
			cost := 1
			if from[i-1] == to[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(to)]
}
