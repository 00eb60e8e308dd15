package firstrun

import (
	"slices"

	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/words"
)

// question is what is said at a step.
type question struct{ text, hint, label string }

func (s *screen) question() question {
	switch s.step {
	case askPlace:
		return question{"1 of 3. Where do you work?", "A town, or the first half of a postcode. Searches begin there; it can be changed each time.", "Place:"}
	case askFeeds:
		return question{"2 of 3. Where should services come from?",
			"Councils and charities publish lists of services, called feeds. Choose with Space, or type the address of another one, or a saved file. " +
				"They are fetched now; later no network is needed.", "Address or file:"}
	case askColours:
		return question{"3 of 3. Which colours can you read best?", "This whole screen changes as you choose. No meaning hangs on a colour alone.", ""}
	case stepCount:
	}
	return question{}
}

// draw paints the whole window and finds where the text cursor is.
func (s *screen) draw(w, h int, t *theme.Theme) string {
	s.cursorX, s.cursorY = -1, -1
	if w < layout.MinWidth || h < layout.MinHeight {
		lines := paint.Wrap("Too small for Fettle: please make this window at least 30 by 8. Esc skips the questions.", w)
		lines = lines[:min(len(lines), h)]
		for i := range lines {
			lines[i] = paint.NewLine(w, t.Base).Put("", lines[i]).String()
		}
		return paint.Compose(w, h, t.Base, []paint.Part{{W: w, Lines: lines}})
	}
	head := paint.NewLine(w, t.Bar).Put(t.Key, " Welcome to Fettle ")
	if aside := " three questions; Esc skips them all"; head.Room() > len(aside) {
		head.Put(t.Bar, aside)
	}
	lines := []string{head.String()}
	lines = append(lines, s.body(w, h-2, t)...)
	for len(lines) < h-1 {
		lines = append(lines, paint.Blank(w, t.Base))
	}
	lines = append(lines[:h-1], s.footer(w, t))
	return paint.Compose(w, h, t.Base, []paint.Part{{W: w, Lines: lines}})
}

// body paints the question and what can be chosen, in at most h lines below the
// head.
func (s *screen) body(w, h int, t *theme.Theme) []string {
	q := s.question()
	width := min(w, layout.ReadWidth)
	var lines []string
	put := func(style paint.Style, text string, most int) {
		parts := paint.Wrap(text, max(width-2, 1))
		for _, part := range parts[:min(len(parts), most)] {
			lines = append(lines, paint.NewLine(w, t.Base).Gap(1).Put(style, part).String())
		}
	}
	air := h >= 14
	gap := func() {
		if air {
			lines = append(lines, paint.Blank(w, t.Base))
		}
	}
	gap()
	put(t.Strong, q.text, 2)
	if h >= 10 {
		put(t.Dim, q.hint, 4)
	}
	gap()
	if s.typing() {
		s.cursorY = len(lines) + 1
		lines = append(lines, s.field(w, q.label, t))
		if s.trouble != "" {
			put(t.Warn, s.trouble, 2)
		}
		gap()
	}
	rows := s.rows()
	s.height = max(h-len(lines), 1)
	s.picker.Settle(len(rows), s.height)
	for i := s.picker.Top(); i < min(s.picker.Top()+s.height, len(rows)); i++ {
		lines = append(lines, s.row(rows[i], i, w, t))
	}
	return lines[:min(len(lines), h)]
}

// field paints the line that is typed into.
func (s *screen) field(w int, label string, t *theme.Theme) string {
	l := paint.NewLine(w, t.Base).Gap(1).Put(t.Here, ">"+label+" ").Gap(1)
	before := w - l.Room()
	text, at := s.text.Show(max(l.Room()-1, 1))
	s.cursorX = min(before+at, w-1)
	if text == "" {
		return l.Gap(1).Put(t.Dim, "type, then Enter").String()
	}
	return l.Put(t.Strong, text).String()
}

// row paints one row.
func (s *screen) row(label string, at, w int, t *theme.Theme) string {
	base, style, dim, pointer := t.Base, paint.Style(""), t.Dim, " "
	if at == s.picker.At() {
		base, style, dim, pointer = t.Selected, "", "", ">"
	}
	l := paint.NewLine(w, base).Put("", pointer)
	if s.step != askFeeds || at == 0 {
		return l.Put(style, label).String()
	}
	feed := &s.feeds[at-1]
	box := "[ ] "
	if slices.Contains(s.choice.Feeds, feed.Key) {
		box = "[x] "
	}
	count := words.Number(feed.Services)
	if room := min(w, layout.ReadWidth) - len(count) - len(" services") - 2; room > 24 {
		return l.Cell(style, box+label, room).Put(dim, " "+count+" services").String()
	}
	return l.Put(style, box+label).String()
}

// hint is one key of the last line.
type hint struct{ key, title string }

// footer names the keys; one that does not fit is left out whole.
func (s *screen) footer(w int, t *theme.Theme) string {
	hints := []hint{{"Esc", "Skip all"}, {"Enter", "Take it"}, {"Tab", "Skip this"}}
	if s.step == askFeeds {
		hints = append(hints, hint{"Space", "Choose"})
	}
	if s.step > 0 {
		hints = append(hints, hint{"Shift+Tab", "One back"})
	}
	l := paint.NewLine(w, t.Bar)
	for _, k := range hints {
		if 1+len(k.key)+1+len(k.title) <= l.Room() {
			l.Gap(1).Put(t.Key, k.key).Gap(1).Put("", k.title).Gap(1)
		}
	}
	return l.String()
}
