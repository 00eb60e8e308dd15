package conversation

import (
	"slices"
	"strconv"
	"strings"

	"fettle/internal/conversation"
	"fettle/internal/service"
	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/words"
)

const (
	// besideFrom is the first width at which the services stand beside the question.
	besideFrom = 100
	// countCells is the room for the counts of an answer.
	countCells = 14
	// leastChoices is the fewest choices that are shown however low the window is.
	leastChoices = 3
	// leastServices is the fewest lines in which services are worth showing.
	leastServices = 4
)

// Head paints the line above; it has no text cursor.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " "+s.Title()+" ")
	if s.Question() != nil {
		l.Put(t.Bar, " question "+strconv.Itoa(s.Asked())+", "+s.left())
	}
	return l.String(), -1
}

// left says how many questions are still to come.
func (s *Screen) left() string {
	switch least, most := s.walk.Left(); {
	case most == 0:
		return "the last one"
	case least == most:
		return "then " + words.Number(most) + " more"
	case least == 0:
		return "then at most " + words.Number(most) + " more"
	default:
		return "then " + words.Number(least) + " to " + words.Number(most) + " more"
	}
}

// Lines paints the question and its answers in exactly h lines of w cells, and
// the services beside or below them where there is room.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	if w < besideFrom {
		return s.column(dst, w, h, t, true)
	}
	left := w * 56 / 100
	right := w - left - 2
	start := len(dst)
	dst = s.column(dst, left, h, t, false)
	services := []string{paint.NewLine(right, t.Base).Put(t.Heading, "Services so far").String()}
	if h > 1 {
		services = s.finder.Services(services, right, h-1, t)
	}
	for i := range h {
		dst[start+i] += paint.Blank(2, t.Base) + services[i]
	}
	return dst
}

// column paints everything that stands below one another.
func (s *Screen) column(dst []string, w, h int, t *theme.Theme, services bool) []string {
	start := len(dst)
	choices := s.choices()
	foot := s.foot(w, h, t)
	room := h - len(foot) - min(len(choices), leastChoices)
	dst = append(dst, s.top(w, max(room, 1), h-len(foot)-len(choices), t)...)
	s.height = max(min(len(choices), h-(len(dst)-start)-len(foot)), 0)
	s.picker.Settle(len(choices), s.height)
	s.first, s.width = len(dst)-start, w
	for i := s.picker.Top(); i < s.picker.Top()+s.height; i++ {
		dst = append(dst, s.choice(choices[i], i == s.picker.At() && !s.Writes(), w, t))
	}
	dst = append(dst, foot...)
	left := h - (len(dst) - start)
	if services && left > leastServices {
		dst = append(dst, paint.Blank(w, t.Base))
		dst = s.finder.Services(dst, w, left-1, t)
	}
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}

// part is lines that are left out together when room is short, the least
// important first.
type part struct {
	lines []string
	// matters is higher for what is left out later.
	matters int
}

// airy is what only makes a page easier to read.
const airy = 1

// top paints the last answer, the question and what is typed, in at most h
// lines, and finds where the cursor is. Blank lines go for the sake of fewer
// lines, so that all choices are seen.
func (s *Screen) top(w, h, fewer int, t *theme.Theme) []string {
	s.cursorX, s.cursorY = -1, -1
	width := min(w, layout.ReadWidth)
	blank := part{[]string{paint.Blank(w, t.Base)}, airy}
	var parts []part
	if last := s.last(); last != "" {
		parts = append(parts, part{wrapped(last, w, width, 2, t.Dim, t), 3}, blank)
	}
	parts = append(parts, part{wrapped(s.asking(), w, width, 3, t.Strong, t), 9})
	if hint := s.hint(); hint != "" {
		parts = append(parts, part{wrapped(hint, w, width, 3, t.Dim, t), 2})
	}
	if s.Typing() {
		line, x := s.field(w, t)
		s.cursorX = x
		parts = append(parts, blank, part{[]string{line}, 8})
		if s.trouble != "" {
			parts = append(parts, part{wrapped(s.trouble, w, width, 2, t.Warn, t), 7})
		}
	}
	parts = append(parts, blank)
	parts = fit(fit(parts, fewer, airy), h, most)
	var lines []string
	for _, p := range parts {
		if p.matters == 8 {
			s.cursorY = len(lines)
		}
		lines = append(lines, p.lines...)
	}
	if s.cursorY < 0 {
		s.cursorX = -1
	}
	return lines[:min(len(lines), h)]
}

// most matters more than any part.
const most = 10

// fit leaves out parts until the rest fits, the least important first and of
// these the last; those that matter more than upTo stay.
func fit(parts []part, h, upTo int) []part {
	for {
		lines, least := 0, 0
		for i, p := range parts {
			lines += len(p.lines)
			if p.matters <= parts[least].matters {
				least = i
			}
		}
		if lines <= h || len(parts) == 1 || parts[least].matters > upTo {
			return parts
		}
		parts = slices.Delete(parts, least, least+1)
	}
}

// wrapped paints a text in at most so many lines.
func wrapped(text string, w, width, most int, style paint.Style, t *theme.Theme) []string {
	var lines []string
	for _, line := range paint.Wrap(text, max(width-2, 1)) {
		if len(lines) == most {
			break
		}
		lines = append(lines, paint.NewLine(w, t.Base).Gap(1).Put(style, line).String())
	}
	return lines
}

// asking is the question in words, or that it was the last.
func (s *Screen) asking() string {
	if q := s.Question(); q != nil {
		return q.Text
	}
	return "That was the last question."
}

// hint says more of the question.
func (s *Screen) hint() string {
	q := s.Question()
	if q == nil {
		return "Everything that was set can still be changed among the services. Nothing that was said is kept."
	}
	return q.Hint
}

// last says what the last answer did.
func (s *Screen) last() string {
	n := len(s.steps)
	if n == 0 {
		return s.walk.Of().About
	}
	st := s.steps[n-1]
	if st.said == "" {
		return "The last question was skipped."
	}
	text := strings.TrimSuffix(st.said, ".") + "."
	added, taken := differences(st.before, st.after), gone(st.before, st.after)
	if len(added) > 0 {
		text += " Set: " + strings.Join(added, "; ") + "."
	}
	if len(taken) > 0 {
		text += " No longer set: " + strings.Join(taken, "; ") + "."
	}
	if len(added)+len(taken) == 0 && st.changes {
		text += " That was set already."
	}
	return text
}

// gone says what the first question asks and the second does not, but for what
// another of its kind took the place of.
func gone(first, second *question.Question) []string {
	var labels []string
	for _, label := range differences(second, first) {
		replaced := slices.ContainsFunc(first.Chips(), func(c question.Chip) bool {
			only := c.Pane == service.PaneWhere || c.Pane == service.PaneAge || c.Pane == service.PaneChecked
			return c.Label == label && only && slices.ContainsFunc(second.Chips(), func(o question.Chip) bool { return o.Pane == c.Pane })
		})
		if !replaced {
			labels = append(labels, label)
		}
	}
	return labels
}

// differences says what the second question asks and the first does not.
func differences(first, second *question.Question) []string {
	var labels []string
	for _, c := range second.Chips() {
		if !slices.ContainsFunc(first.Chips(), func(o question.Chip) bool { return o.Label == c.Label }) {
			labels = append(labels, c.Label)
		}
	}
	for _, word := range strings.Fields(second.Words) {
		if !containsWord(first.Words, word) {
			labels = append(labels, "the word \""+word+"\"")
		}
	}
	if first.Within() != second.Within() && second.Place() == nil {
		labels = append(labels, "within "+words.Count(int(second.Within()), "mile", "miles"))
	}
	return labels
}

// field paints the line into which the answer is typed, and returns the cell of
// its cursor.
func (s *Screen) field(w int, t *theme.Theme) (line string, cursor int) {
	label := map[conversation.Ask]string{
		conversation.AskPlace: "Town or postcode:", conversation.AskAge: "Age in years:",
		conversation.AskTime: "Day or time:", conversation.AskWords: "Words:",
	}[s.Question().Ask]
	pointer := " "
	if s.Writes() {
		pointer = ">"
	}
	l := paint.NewLine(w, t.Base).Gap(1).Put(t.Here, pointer+label+" ").Gap(1)
	before := w - l.Room()
	text, at := s.text.Show(max(l.Room()-1, 1))
	if text == "" {
		hint := "type, then Enter"
		if held := s.held(); held != "" {
			hint = "as before: " + held
		}
		return l.Gap(1).Put(t.Dim, hint).String(), min(before, w-1)
	}
	return l.Put(t.Strong, text).String(), min(before+at, w-1)
}

// choice paints one choice with the services that it would leave.
func (s *Screen) choice(c Choice, here bool, w int, t *theme.Theme) string {
	base, style, pointer := t.Base, paint.Style(""), " "
	if c.Kind != Answer && c.Kind != Place {
		style = t.Dim
	}
	if here {
		base, style, pointer = t.Selected, "", ">"
	}
	l := paint.NewLine(w, base).Put("", pointer)
	label := s.label(c)
	if c.Kind != Answer || c.At >= len(s.counts) || w < 40 || len(s.Question().Answers[c.At].Changes) == 0 {
		return l.Put(style, label).String()
	}
	n := s.counts[c.At]
	count := words.Number(n.Fits)
	if n.MayFit > 0 {
		count += " +" + words.Number(n.MayFit)
	}
	return l.Cell(style, label, min(w-1, layout.ReadWidth)-countCells-1).CellRight(style, count, countCells).String()
}

// foot paints what is asked so far and how many services are left.
func (s *Screen) foot(w, h int, t *theme.Theme) []string {
	if h < 6 {
		return nil
	}
	found := paint.NewLine(w, t.Base).Gap(1).Put(t.Strong, s.finder.Found())
	if found.Room() > 30 && len(s.counts) > 0 {
		found.Put(t.Dim, "  (numbers: fit +may fit)")
	}
	lines := []string{found.String()}
	if h >= 10 {
		lines = append(s.chips(w, h/10, t), lines...)
	}
	if h >= 12 {
		lines = append([]string{paint.Blank(w, t.Base)}, lines...)
	}
	return lines
}

// chips paints what is asked so far in at most so many lines; what does not fit
// is counted.
func (s *Screen) chips(w, most int, t *theme.Theme) []string {
	chips := s.finder.Chips()
	if len(chips) == 0 {
		return []string{paint.NewLine(w, t.Base).Put(t.Dim, " Nothing is set yet.").String()}
	}
	const room = len(" +99 more ")
	var lines []string
	l := paint.NewLine(w, t.Base)
	for i, chip := range chips {
		text := "[" + paint.Clean(chip) + "]"
		if l.Room() < w && l.Room() < paint.Width(text)+1+room {
			if len(lines)+1 == most {
				l.Put(t.Dim, " +"+strconv.Itoa(len(chips)-i)+" more")
				break
			}
			lines = append(lines, l.String())
			l = paint.NewLine(w, t.Base)
		}
		l.Gap(1).Put(t.Chip, paint.Cut(text, l.Room()))
	}
	return append(lines, l.String())
}
