package shortlist

import (
	tea "charm.land/bubbletea/v2"

	"fettle/internal/typed"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Notes is the list with the notes of one service being written in their place.
// What is typed is handed out by Take; the panel keeps nothing.
type Notes struct {
	screen *Screen
	title  func(w int) string
	// ID is the service whose notes they are, Name what it is called.
	ID, Name string
	// Back says that they were brought back as they could not be saved.
	Back bool
	// fields are the note for the person and the worker's own; at is the one
	// being written, taken what Take returned last, refused says that this could
	// not be saved.
	fields  [2]widget.Field
	taken   [2]string
	refused [2]bool
	at      int
	edits   int
	// line and column are the cell of the cursor.
	line, column int
}

// NewNotes opens the notes of the service under the keys of a list, the worker's
// own first when private is set. At most limit characters are taken into one; the
// title function paints the line above.
func NewNotes(screen *Screen, private bool, limit int, title func(w int) string) *Notes {
	e := screen.Selected()
	n := &Notes{screen: screen, title: title, ID: e.ID, Name: e.Name, taken: [2]string{e.Note, e.Private}}
	for i, text := range n.taken {
		n.fields[i] = widget.NewField(max(limit, len([]rune(text))))
		n.fields[i].Set(text)
		n.taken[i] = n.fields[i].Value()
	}
	if private {
		n.at = 1
	}
	return n
}

// Head paints the line above the list.
func (n *Notes) Head(w int, _ *theme.Theme) (line string, cursor int) { return n.title(w), -1 }

// Lines paints the list with the notes in their place.
func (n *Notes) Lines(dst []string, w, h int, t *theme.Theme) []string {
	n.line = 0
	return n.screen.lines(dst, w, h, true, t, n)
}

// paint paints the two notes below their service and finds the cursor's cell.
func (n *Notes) paint(dst []string, w int, base paint.Style, t *theme.Theme) []string {
	for i, label := range [...]string{"Note for the person: ", "For you only: "} {
		l := paint.NewLine(w, base).Gap(3)
		pointer := "  "
		if i == n.at {
			pointer = "> "
		}
		l.Put(t.Key, pointer+label)
		before := w - l.Room()
		text, at := n.fields[i].Show(max(l.Room()-1, 1))
		if i == n.at {
			n.line, n.column = len(dst), min(before+at, w-1)
		}
		dst = append(dst, l.Put("", text).String())
	}
	for _, part := range paint.Wrap(n.caution(), max(w-6, 1)) {
		dst = append(dst, paint.NewLine(w, base).Gap(5).Put(t.Warn, part).String())
	}
	return dst
}

// caution says that a note looks as if it told who somebody is; "" is that none does.
// What was written is kept all the same: it may be somebody of the service.
func (n *Notes) caution() string {
	for i := range n.fields {
		if text := n.fields[i].Value(); typed.Public(text) != text {
			return "This looks like a name, a number or an address. Those of the person do not belong here: it is kept, and may be given out."
		}
	}
	return ""
}

// Cursor returns the cell of the cursor.
func (n *Notes) Cursor() (x, y int) { return n.column, n.line }

// Move goes from one note to the other.
func (n *Notes) Move(m widget.Move) {
	switch m {
	case widget.Up, widget.PageUp:
		n.at = 0
	case widget.Down, widget.PageDown:
		n.at = 1
	case widget.Home, widget.End, widget.Left, widget.Right:
	}
}

// Next goes to the other note.
func (n *Notes) Next() { n.at = 1 - n.at }

// Typing reports that letters are text.
func (n *Notes) Typing() bool { return true }

// Takes reports whether a key is text.
func (n *Notes) Takes(k tea.KeyPressMsg) bool { return n.fields[n.at].Takes(k) }

// Type gives the note a key.
func (n *Notes) Type(k tea.KeyPressMsg) {
	if n.fields[n.at].Type(k) {
		n.edits++
	}
}

// Paste gives the note what was pasted.
func (n *Notes) Paste(text string) {
	n.fields[n.at].Paste(text)
	n.edits++
}

// Edits returns how often a note was changed.
func (n *Notes) Edits() int { return n.edits }

// Clear has nothing to do: what is typed is kept.
func (n *Notes) Clear() bool { return false }

// Take returns the notes that have changed since they were taken last or could
// not be saved, nil for one that is neither.
func (n *Notes) Take() (note, private *string) {
	var out [2]*string
	for i := range n.fields {
		if text := n.fields[i].Value(); text != n.taken[i] || n.refused[i] {
			n.taken[i], n.refused[i] = text, false
			out[i] = &text
		}
	}
	return out[0], out[1]
}

// Refuse says that a note as it was taken could not be saved, the worker's own
// when private is set: it is to be taken again unless a later one was taken.
func (n *Notes) Refuse(private bool, text string) {
	i := 0
	if private {
		i = 1
	}
	if n.taken[i] == text {
		n.refused[i] = true
	}
}
