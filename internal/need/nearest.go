package need

import "strings"

// nearest finds the entry of a list that a word was meant for: by its id with
// a few letters wrong, by a word of its label, or by the beginning of either.
func nearest(list []Need, word string) string {
	asked := wordsOf(word)
	joined := strings.Join(asked, "-")
	if joined == "" {
		return ""
	}
	best, bestCost := "", 1+len(joined)/3
	for _, n := range list {
		candidates := append([]string{n.ID, strings.Join(wordsOf(n.Label), "-")}, wordsOf(n.Label)...)
		for i, c := range candidates {
			cost := editDistance(joined, c)
			if i > 1 && (cost > 1 || len(c) < 4) {
				continue
			}
			if i <= 1 && cost > 2 && len(joined) >= 3 && strings.HasPrefix(c, joined) {
				cost = 2
			}
			if cost < bestCost {
				best, bestCost = n.ID, cost
			}
		}
	}
	return best
}

// editDistance counts the letters to add, drop, change or swap with their
// neighbour to make one word of the other.
func editDistance(a, b string) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
