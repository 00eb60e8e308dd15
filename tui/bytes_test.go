package tui

import (
	"bytes"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
)

// terminal takes frames as Bubble Tea does, with the same renderer, and keeps
// what would be written.
type terminal struct {
	out   bytes.Buffer
	cells uv.ScreenBuffer
	to    *uv.TerminalRenderer
}

func newTerminal(w, h int) *terminal {
	t := &terminal{cells: uv.NewScreenBuffer(w, h)}
	t.to = uv.NewTerminalRenderer(&t.out, []string{"TERM=xterm-256color"})
	t.to.SetColorProfile(colorprofile.TrueColor)
	t.to.SetFullscreen(true)
	t.to.SetRelativeCursor(false)
	t.to.SetScrollOptim(true)
	t.to.Resize(w, h)
	return t
}

// frame shows a frame and returns how many bytes that writes.
func (t *terminal) frame(tb testing.TB, a *app) int {
	tb.Helper()
	v := a.View()
	t.cells.Clear()
	uv.NewStyledString(v.Content).Draw(t.cells, t.cells.Bounds())
	t.to.Render(t.cells.RenderBuffer)
	if v.Cursor != nil {
		t.to.MoveTo(v.Cursor.X, v.Cursor.Y)
	}
	if err := t.to.Flush(); err != nil {
		tb.Fatal(err)
	}
	defer t.out.Reset()
	return t.out.Len()
}

// TestAKeyWritesLittle guards how much is written to the terminal for one key:
// over a slow line every byte is time.
func TestAKeyWritesLittle(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 200, 60, func(d *Deps) { d.Theme = "dark" })
	screen := newTerminal(200, 60)
	screen.frame(t, d.a)
	for _, step := range []struct {
		what, key string
		most      int
	}{
		{"a letter that changes the answer", "c", 7500},
		{"a letter that changes some of it", "l", 5000},
		{"a letter that changes nothing else", "u", 100},
		{"going to the list", "enter", 1200},
		{"going down to another service", "down", 900},
		{"marking it", "s", 550},
		{"going to the search box", "/", 1400},
		{"moving the cursor", "left", 20},
		{"a key that does nothing", "f2", 0},
	} {
		d.press(step.key)
		n := screen.frame(t, d.a)
		t.Logf("%s: %d bytes", step.what, n)
		if n > step.most {
			t.Errorf("%s writes %d bytes, want at most %d", step.what, n, step.most)
		}
	}
}

// BenchmarkFlush measures what Bubble Tea does with a frame in which every row
// and count is new.
func BenchmarkFlush(b *testing.B) {
	d := newDriver(&testing.T{}, 200, 60, func(d *Deps) { d.Theme = "dark" })
	d.fill()
	screen := newTerminal(200, 60)
	one, two := countrywide(d, 1), countrywide(d, 2)
	for i := 0; b.Loop(); i++ {
		one, two = two, one
		d.a.find.Show(one)
		screen.frame(b, d.a)
	}
}
