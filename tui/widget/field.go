package widget

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"fettle/tui/paint"
)

// Field is a line of text that a person types into.
type Field struct {
	input textinput.Model
}

// NewField returns an empty field of at most limit characters.
func NewField(limit int) Field {
	input := textinput.New()
	input.SetVirtualCursor(false)
	input.CharLimit = limit
	// The terminal's own paste arrives as text; a second way in would read the
	// clipboard inside the event loop.
	input.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	input.Focus()
	return Field{input: input}
}

// Type gives the field a key and reports whether the text changed.
func (f *Field) Type(k tea.KeyPressMsg) bool {
	before := f.input.Value()
	f.input, _ = f.input.Update(k)
	return f.input.Value() != before
}

// Edits reports whether the key is one that edits the text that is there rather
// than a letter, such as a word deleted with Alt.
func (f *Field) Edits(k tea.KeyPressMsg) bool {
	m := f.input.KeyMap
	return f.input.Value() != "" && key.Matches(k, m.WordForward, m.WordBackward, m.DeleteWordBackward, m.DeleteWordForward)
}

// Takes reports whether a key is text here, or moves or deletes in it.
func (f *Field) Takes(k tea.KeyPressMsg) bool {
	m := f.input.KeyMap
	return k.Text != "" || f.Edits(k) || key.Matches(k, m.CharacterForward, m.CharacterBackward, m.DeleteCharacterBackward,
		m.DeleteCharacterForward, m.DeleteAfterCursor, m.DeleteBeforeCursor, m.LineStart, m.LineEnd)
}

// Paste puts a text in at the cursor, on one line.
func (f *Field) Paste(text string) {
	text = strings.Join(strings.Fields(paint.Clean(text)), " ")
	f.input, _ = f.input.Update(tea.PasteMsg{Content: text})
}

// Value returns the text.
func (f *Field) Value() string { return f.input.Value() }

// Set replaces the text and puts the cursor at its end.
func (f *Field) Set(text string) {
	f.input.SetValue(text)
	f.input.CursorEnd()
}

// Left moves the cursor one character back.
func (f *Field) Left() { f.input.SetCursor(f.input.Position() - 1) }

// Right moves the cursor one character on.
func (f *Field) Right() { f.input.SetCursor(f.input.Position() + 1) }

// Show returns the part of the text that is seen in that many cells and the
// cell of the cursor, counted from 0 and below width.
func (f *Field) Show(width int) (text string, cursor int) {
	if width < 1 {
		return "", 0
	}
	runes := []rune(f.input.Value())
	pos := min(f.input.Position(), len(runes))
	start := 0
	for cursor = paint.Width(paint.Clean(string(runes[start:pos]))); cursor >= width && start < pos; {
		start++
		cursor = paint.Width(paint.Clean(string(runes[start:pos])))
	}
	end := start
	for end < len(runes) && paint.Width(paint.Clean(string(runes[start:end+1]))) <= width {
		end++
	}
	return paint.Clean(string(runes[start:end])), min(cursor, width-1)
}
