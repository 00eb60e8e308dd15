// Package hide is the screen that is shown while what somebody does must not be
// seen: a date and nothing else.
//
// It must not hold or name anything of the finder under it.
package hide

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Screen is the state of the screen.
type Screen struct {
	now    time.Time
	asking bool
}

// New returns the screen as it was hidden at a moment.
func New(now time.Time) *Screen { return &Screen{now: now} }

// Head paints the line above: the day.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Base).Gap(1).Put(t.Base, s.now.Format("Monday 2 January 2006")).String(), -1
}

// Lines paints nothing, but how to come back once a key was pressed.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	for i := range h {
		if i == 1 && s.asking {
			dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put(t.Dim, "Esc goes on.").String())
			continue
		}
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst
}

// Move says how to come back.
func (s *Screen) Move(widget.Move) { s.asking = true }

// Typing reports that letters do nothing else here.
func (*Screen) Typing() bool { return true }

// Takes reports whether the key is kept from doing anything: every key but Esc,
// and Ctrl+C, which leaves.
func (*Screen) Takes(k tea.KeyPressMsg) bool {
	return k.Code != tea.KeyEscape && k.String() != "ctrl+c"
}

// Type says how to come back.
func (s *Screen) Type(tea.KeyPressMsg) { s.asking = true }

// Paste does nothing with what was pasted.
func (s *Screen) Paste(string) { s.asking = true }

// Clear has nothing to empty.
func (*Screen) Clear() bool { return false }
