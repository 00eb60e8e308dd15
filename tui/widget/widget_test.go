package widget_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/paint"
	"fettle/tui/widget"
)

func typed(f *widget.Field, text string) {
	for _, r := range text {
		f.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func TestFieldTakesText(t *testing.T) {
	t.Parallel()
	f := widget.NewField(12)
	typed(&f, "lonély")
	f.Type(tea.KeyPressMsg{Code: tea.KeyHome})
	typed(&f, "so ")
	f.Type(tea.KeyPressMsg{Code: tea.KeyEnd})
	f.Left()
	f.Type(tea.KeyPressMsg{Code: tea.KeyBackspace})
	f.Right()
	f.Paste("X\r\n\tY\x1b[2J and much more")
	if got, want := f.Value(), "so lonéyX Y["; got != want {
		t.Errorf("the field holds %q, want %q", got, want)
	}
	if f.Type(tea.KeyPressMsg{Code: tea.KeyLeft}) {
		t.Error("moving is said to change the text")
	}
	f.Set("done")
	if f.Value() != "done" {
		t.Errorf("the field holds %q", f.Value())
	}
}

func TestFieldShowsTheCursor(t *testing.T) {
	t.Parallel()
	f := widget.NewField(100)
	typed(&f, "a long search with 日本語 in it")
	for pos := range 31 {
		for width := range 40 {
			text, cursor := f.Show(width)
			if paint.Width(text) > width || cursor < 0 || width > 0 && cursor >= width {
				t.Fatalf("at %d, %d cells show %q with the cursor at %d", pos, width, text, cursor)
			}
		}
		f.Left()
	}
	if text, cursor := f.Show(10); text != "a long sea" || cursor != 0 {
		t.Errorf("the start shows as %q with the cursor at %d", text, cursor)
	}
}

// TestPickerAgainstPlainRules moves at random-like steps and sees that the row
// with the keys is always there and always seen.
func TestPickerAgainstPlainRules(t *testing.T) {
	t.Parallel()
	for rows := range 12 {
		for page := range 6 {
			var p widget.Picker
			for i := range 200 {
				before := p.At()
				m := widget.Move((i*7 + i/5) % 8)
				moved := p.Move(m, rows, page)
				if moved != (p.At() != before) {
					t.Fatalf("move %d says moved %v from %d to %d", m, moved, before, p.At())
				}
				if p.At() < 0 || p.At() > max(rows-1, 0) {
					t.Fatalf("%d of %d rows has the keys", p.At(), rows)
				}
				if page > 0 && (p.At() < p.Top() || p.At() >= p.Top()+page || p.Top() > max(rows-page, 0)) {
					t.Fatalf("rows from %d, page %d, do not show row %d of %d", p.Top(), page, p.At(), rows)
				}
			}
			p.Move(widget.End, rows, page)
			if rows > 0 && p.At() != rows-1 {
				t.Fatalf("the end of %d rows is %d", rows, p.At())
			}
		}
	}
}
