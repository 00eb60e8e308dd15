package find

import (
	"slices"
	"strconv"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/question"
)

// mostChipLines is the most lines that the chosen filters take.
const mostChipLines = 3

// ChipLines returns how many lines the chosen filters want at a width.
func (s *Screen) ChipLines(w int) int {
	chips := s.shown().Chips()
	return min(max(len(packChips(chipLabels(chips), nil, w)), 1), mostChipLines)
}

func chipLabels(chips []question.Chip) []string {
	labels := make([]string, len(chips))
	for i, c := range chips {
		labels[i] = "[" + paint.Clean(c.Label) + "]"
	}
	return labels
}

// packChips deals out chips to lines of a width, in their order and without
// those that are left out. A chip wider than a line has one for itself.
func packChips(labels []string, out map[int]bool, w int) [][]int {
	var rows [][]int
	room := 0
	for i, label := range labels {
		if out[i] {
			continue
		}
		need := 1 + paint.Width(label)
		if len(rows) == 0 || need > room {
			rows = append(rows, nil)
			room = w
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], i)
		room -= need
	}
	return rows
}

// seenChips returns the chips that are seen in so many lines, by line, and how
// many are left out. The picked one is always seen, and so is the place: without
// it nobody knows what near means.
func seenChips(chips []question.Chip, picked, w, lines int) (rows [][]int, hidden int) {
	labels := chipLabels(chips)
	out := make(map[int]bool)
	rows = packChips(labels, nil, w)
	for len(rows) > lines || hidden > 0 && fullLast(rows, labels, w, hidden) {
		last := -1
		for i := range labels {
			if !out[i] && i != picked && chips[i].Pane != service.PaneWhere {
				last = i
			}
		}
		if last < 0 { // only the picked one and the place are left
			last = slices.IndexFunc(chips, func(c question.Chip) bool { return c.Pane == service.PaneWhere })
			if last < 0 || last == picked || out[last] {
				break
			}
		}
		out[last] = true
		hidden++
		rows = packChips(labels, out, w)
	}
	return rows[:min(len(rows), lines)], hidden
}

// fullLast reports whether the last line has no room to say how many are hidden.
func fullLast(rows [][]int, labels []string, w, hidden int) bool {
	if len(rows) == 0 {
		return false
	}
	used := 0
	for _, i := range rows[len(rows)-1] {
		used += 1 + paint.Width(labels[i])
	}
	return w-used < len(hiddenChips(hidden)) && len(rows[len(rows)-1]) > 1
}

// hiddenChips says how many chips are not seen.
func hiddenChips(n int) string { return " +" + strconv.Itoa(n) + " more" }

// chipLines paints the chosen filters in at most h lines, the picked one among
// them; those that are only typed so far are in round brackets.
func (s *Screen) chipLines(w, h int, look Look) []string {
	chips := s.shown().Chips()
	if len(chips) == 0 {
		return []string{s.chipHint(w, look)}
	}
	t := look.Theme
	picked := -1
	if s.focus == List && look.Keys {
		picked = s.chip
	}
	rows, hidden := seenChips(chips, max(s.chip, 0), w, h)
	lines := make([]string, 0, h)
	for y, row := range rows {
		l := paint.NewLine(w, t.Base)
		for _, i := range row {
			text, style := "["+paint.Clean(chips[i].Label)+"]", t.Chip
			if !s.question.Has(chips[i].Pane, chips[i].ID) {
				text, style = "("+paint.Clean(chips[i].Label)+")", t.Strong
			}
			if i == picked {
				l.Put(t.Selected, "x"+text) // the key that takes it away
				continue
			}
			l.Gap(1).Put(style, text)
		}
		if y == len(rows)-1 && hidden > 0 {
			l.Put(t.Dim, hiddenChips(hidden))
		}
		if hint := chipKeys(len(chips)); y == len(rows)-1 && picked >= 0 && l.Room() > len(hint) {
			l.Put(t.Dim, hint)
		}
		lines = append(lines, l.String())
	}
	return lines
}

// chipKeys says what can be done with the chosen filters where they have keys.
func chipKeys(chips int) string {
	if chips == 1 {
		return "  x removes it"
	}
	return "  x removes this one, Left and Right pick"
}

// PickChip picks the filter at a cell of h lines of chips of w cells and gives the
// keys to the list. It reports whether there is a filter that is not only typed
// so far, and whether it was picked before.
func (s *Screen) PickChip(x, y, w, h int) (picked, again bool) {
	chips := s.shown().Chips()
	rows, _ := seenChips(chips, max(s.chip, 0), w, h)
	if y < 0 || y >= len(rows) {
		return false, false
	}
	labels, end := chipLabels(chips), 0
	for _, i := range rows[y] {
		end += 1 + paint.Width(labels[i])
		if x >= end {
			continue
		}
		at := s.chipOf(&chips[i])
		if at < 0 {
			return false, false
		}
		again = s.focus == List && s.chip == at
		s.Focus(List)
		s.chip = s.chipOf(&chips[i])
		return true, again
	}
	return false, false
}

// chipOf returns the number of a chosen filter, -1 when it is none.
func (s *Screen) chipOf(c *question.Chip) int {
	return slices.IndexFunc(s.question.Chips(), func(other question.Chip) bool { return other.Pane == c.Pane && other.ID == c.ID })
}

// chipHint says how to choose filters while there are none.
func (s *Screen) chipHint(w int, look Look) string {
	hint := " No filters yet: Tab chooses need, age, where and when"
	switch {
	case s.focus == List && w < normalHint:
		hint = " No filters yet: 1 to 5"
	case s.focus == List:
		hint = " No filters yet: 1 need, 2 age, 3 where, 4 when, 5 more"
	case w < normalHint:
		hint = " No filters yet: Tab"
	}
	return paint.NewLine(w, look.Theme.Base).Put(look.Theme.Dim, hint).String()
}
