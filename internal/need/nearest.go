package need

import (
	"strings"

	"fettle/internal/nearest"
)

// nearestOf finds the entry of a list that a word was meant for: by its id with
// a few letters wrong, by a word of its label, or by the beginning of either.
func nearestOf(list []Need, word string) string {
	asked := wordsOf(word)
	joined := strings.Join(asked, "-")
	if joined == "" {
		return ""
	}
	best, bestCost := "", 1+len(joined)/3
	for _, n := range list {
		candidates := append([]string{n.ID, strings.Join(wordsOf(n.Label), "-")}, wordsOf(n.Label)...)
		for i, c := range candidates {
			cost := nearest.Distance(joined, c)
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
