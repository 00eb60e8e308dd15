package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// notePad is a panel with a line of text.
type notePad struct {
	text  widget.Field
	moves int
}

func (*notePad) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put("", "Note pad").String(), -1
}

func (p *notePad) Lines(dst []string, w, h int, t *theme.Theme) []string {
	dst = append(dst, paint.NewLine(w, t.Base).Put("", "text: "+p.text.Value()).String())
	for len(dst) < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:h]
}

func (*notePad) Cursor() (x, y int)             { return 6, 0 }
func (p *notePad) Move(widget.Move)             { p.moves++ }
func (*notePad) Typing() bool                   { return true }
func (p *notePad) Takes(k tea.KeyPressMsg) bool { return p.text.Takes(k) }
func (p *notePad) Type(k tea.KeyPressMsg)       { p.text.Type(k) }
func (p *notePad) Paste(text string)            { p.text.Paste(text) }
func (p *notePad) Clear() bool {
	had := p.text.Value() != ""
	p.text.Set("")
	return had
}

func TestPanelsStackAndTakeText(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter")
	pad := &notePad{text: widget.NewField(40)}
	d.a.push(inHelp, pad)
	d.write("squash? ")
	d.send(tea.PasteMsg{Content: "at 5"})
	d.sees("text: squash? at 5")
	if _, cursor := d.a.draw(); cursor.X != 6 || cursor.Y < 1 {
		t.Errorf("the cursor is at %d,%d, want it in the body", cursor.X, cursor.Y)
	}
	d.press("down")
	if pad.moves != 1 {
		t.Errorf("the panel was moved %d times, want once", pad.moves)
	}
	d.press("esc")
	if pad.text.Value() != "" || d.a.top() != pad {
		t.Error("Esc should empty the text first")
	}
	d.press("esc")
	if d.a.top() != nil || d.a.place() != inList {
		t.Errorf("after Esc the keys are in %v", d.a.place().names())
	}
}

func TestOneServiceIsReadByItself(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 132, 43)
	d.press("enter")
	other := d.lib.All[4]
	d.a.push(inHelp, &notePad{text: widget.NewField(40)})
	d.a.peek(other.ID, other.Name)
	d.send(tea.WindowSizeMsg{Width: 132, Height: 43})
	if d.a.place() != inDetail {
		t.Fatalf("the keys are in %v", d.a.place().names())
	}
	d.sees(other.Name)
	d.sees("One service. Esc goes back.")
	d.press("right")
	d.sees("opened by itself")
	d.press("s")
	if items := d.list.Items(); len(items) != 1 || items[0].ID != other.ID {
		t.Errorf("marked %v, want %s", items, other.ID)
	}
	d.press("esc")
	if _, pad := d.a.top().(*notePad); !pad {
		t.Errorf("Esc should lead back to the panel, the keys are in %v", d.a.place().names())
	}
	if strings.Contains(d.a.View().WindowTitle, other.Name) {
		t.Error("the window's title names a service")
	}
}
