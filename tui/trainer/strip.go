package trainer

import (
	"strings"

	"fettle/tui/paint"
	"fettle/tui/theme"
)

// mostKeys is how many keys are remembered.
const mostKeys = 24

// stripLines is how many lines the strip would fill.
const stripLines = 4

// Hint is one thing that can be done now.
type Hint struct{ Key, Title string }

// Strip shows the keys that were pressed and what the last one did. A nil strip
// is that of a finder without a trainer: it takes everything and shows nothing.
type Strip struct {
	keys []string
	did  string
	// card is the title of the card that is being worked on; "" is none.
	card string
}

// Pressed takes a key, as a person reads it on the keyboard. Letters that are
// typed as text stay together.
func (s *Strip) Pressed(key string, text bool) {
	if s == nil {
		return
	}
	s.did = ""
	last := len(s.keys) - 1
	if text && last >= 0 && strings.HasPrefix(s.keys[last], `"`) {
		s.keys[last] = strings.TrimSuffix(s.keys[last], `"`) + key + `"`
		return
	}
	if text {
		key = `"` + key + `"`
	}
	if s.keys = append(s.keys, key); len(s.keys) > mostKeys {
		s.keys = s.keys[1:]
	}
}

// Did says what the last key does.
func (s *Strip) Did(title string) {
	if s != nil {
		s.did = title
	}
}

// Pin shows a card as the one that is being worked on; "" shows none.
func (s *Strip) Pin(title string) {
	if s != nil {
		s.card = title
	}
}

// Forget empties the strip.
func (s *Strip) Forget() {
	if s != nil {
		*s = Strip{}
	}
}

// Want returns how many lines the strip would fill.
func (s *Strip) Want() int {
	if s == nil {
		return 0
	}
	return stripLines
}

// Lines paints the strip in exactly h lines of w cells: the keys, then the card,
// then the hints, in as many as there are left.
func (s *Strip) Lines(w, h int, hints []Hint, t *theme.Theme) []string {
	if s == nil || h < 1 {
		return nil
	}
	lines := []string{s.pressed(w, t)}
	if h > 1 {
		card := s.card
		if card == "" {
			card = "none yet. F2 hands one out"
		}
		lines = append(lines, paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, "Card: ").Put("", card).String())
	}
	lines = append(lines, hintLines(w, h-len(lines), hints, t)...)
	for len(lines) < h {
		lines = append(lines, paint.Blank(w, t.Base))
	}
	return lines[:h]
}

// pressed paints the keys, the last one largest in weight, and what it did.
func (s *Strip) pressed(w int, t *theme.Theme) string {
	l := paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, "Keys: ")
	if len(s.keys) == 0 {
		return l.Put(t.Dim, "what you press is shown here").String()
	}
	last := " " + s.keys[len(s.keys)-1] + " "
	did := ""
	if s.did != "" {
		did = "  " + s.did
	}
	room := l.Room() - paint.Width(last) - paint.Width(did)
	first := len(s.keys) - 1
	for used := 0; first > 0; first-- {
		if used += paint.Width(s.keys[first-1]) + 2; used > room {
			break
		}
	}
	for _, key := range s.keys[first : len(s.keys)-1] {
		l.Put(t.Dim, key).Gap(2)
	}
	return l.Put(t.Selected, last).Put(t.Strong, did).String()
}

// hintLines paints what can be done now, a key and a whole sentence each, as
// many as fit whole.
func hintLines(w, h int, hints []Hint, t *theme.Theme) []string {
	var lines []string
	l := paint.NewLine(w, t.Base)
	for _, hint := range hints {
		key := " " + hint.Key + " "
		need := 1 + paint.Width(key) + 1 + paint.Width(hint.Title) + 1
		if need > l.Room() && l.Room() < w {
			lines = append(lines, l.String())
			l = paint.NewLine(w, t.Base)
		}
		if len(lines) >= h {
			return lines
		}
		if need <= l.Room() {
			l.Gap(1).Put(t.Chip, key).Gap(1).Put(t.Strong, hint.Title).Gap(1)
		}
	}
	if h <= 0 {
		return nil
	}
	return append(lines, l.String())
}
