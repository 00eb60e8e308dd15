package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fettle/tui/madeup"
)

// driver plays a person at the finder: it presses keys and runs what they ask
// for at once, without a terminal and without waiting.
type driver struct {
	t    *testing.T
	a    *app
	lib  *madeup.Library
	list *madeup.Shortlist
	quit bool
	// later is how long it took to press the keys so far.
	later time.Duration
	// hold keeps the commands instead of running them.
	hold bool
	held []tea.Cmd
}

func newDriver(t *testing.T, w, h int, change ...func(*Deps)) *driver {
	t.Helper()
	d := &driver{t: t, lib: fakeLibrary(fakeServices()), list: &madeup.Shortlist{}}
	deps := fakeDeps(d.lib, d.list)
	for _, c := range change {
		c(&deps)
	}
	a, err := newApp(context.Background(), deps)
	if err != nil {
		t.Fatal(err)
	}
	a.clock = func() time.Time { return fakeNow().Add(d.later) }
	a.after = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	d.a = a
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.run(a.Init())
	return d
}

// run runs a command and everything that follows from it.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if d.hold {
		d.held = append(d.held, cmd)
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	default:
		d.send(msg)
	}
}

// release runs the commands that were held.
func (d *driver) release() {
	d.hold = false
	for len(d.held) > 0 {
		cmd := d.held[0]
		d.held = d.held[1:]
		d.run(cmd)
	}
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.a.Update(msg)
	d.run(cmd)
}

// keyOf returns the key of a name: "enter", "shift+up", "x", "X".
func keyOf(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome,
		"end": tea.KeyEnd, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1, "f2": tea.KeyF2, "f8": tea.KeyF8, "f9": tea.KeyF9,
	}
	var k tea.KeyPressMsg
	rest := name
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if after, ok := strings.CutPrefix(rest, prefix); ok && after != "" {
			k.Mod |= mod
			rest = after
		}
	}
	if code, ok := codes[rest]; ok {
		k.Code = code
		if rest == "space" && k.Mod == 0 {
			k.Text = " "
		}
		return k
	}
	k.Code = []rune(rest)[0]
	if k.Mod == 0 {
		k.Text = rest
	}
	return k
}

// press presses keys by their names, as whoever means each of them does.
func (d *driver) press(names ...string) {
	d.t.Helper()
	for _, name := range names {
		k := keyOf(name)
		if got := k.String(); got != name {
			d.t.Fatalf("the key %q reads as %q", name, got)
		}
		d.later += time.Second
		d.send(k)
	}
}

// write types a text letter by letter.
func (d *driver) write(text string) {
	for _, r := range text {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// screen returns what is seen, without colours and trailing blanks.
func (d *driver) screen() string {
	content, _ := d.a.draw()
	lines := strings.Split(ansi.Strip(content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (d *driver) sees(texts ...string) {
	d.t.Helper()
	screen := d.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			d.t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

func (d *driver) seesNot(texts ...string) {
	d.t.Helper()
	screen := d.screen()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			d.t.Fatalf("%q is on the screen:\n%s", text, screen)
		}
	}
}

// state is one main screen and the keys that lead there.
type state struct {
	name string
	keys func(*driver)
}

// states brings the finder to each of its main screens.
func states() []state {
	return append(append(talkStates(), dataStates()...), []state{
		{"start", func(*driver) {}},
		{"list", func(d *driver) { d.write("club"); d.press("enter", "s", "down") }},
		{"need", func(d *driver) { d.press("tab", "down", "space") }},
		{"age", func(d *driver) { d.press("tab", "tab"); d.write("72") }},
		{"where", func(d *driver) { d.press("enter", "3"); d.write("newton") }},
		{"miles", func(d *driver) { d.press("enter", "3"); d.write("bb2"); d.press("enter", "down") }},
		{"when", func(d *driver) { d.press("enter", "4", "down", "right", "space") }},
		{"more", func(d *driver) { d.press("enter", "5", "space") }},
		{"detail", func(d *driver) { d.press("enter", "2"); d.write("72"); d.press("enter", "esc", "down", "enter") }},
		{"compare", func(d *driver) { d.press("tab", "space", "esc", "enter", "b", "right", "b") }},
		{"mistake", func(d *driver) { d.press("enter", "r", "down") }},
		{"searches", func(d *driver) {
			d.write("club bb2")
			d.press("enter", "S")
			d.write("Clubs")
			d.press("enter", "down")
		}},
		{"contact", func(d *driver) { d.press("enter", "down", "p") }},
		{"shortlist", func(d *driver) { d.press("enter", "s", "down", "s", "l", "down") }},
		{"help", func(d *driver) { d.press("enter", "?", "down") }},
		{"nothing", func(d *driver) { d.press("tab", "space", "esc", "/"); d.write("walk") }},
		{"few", func(d *driver) {
			d.press("tab", "space", "tab")
			d.write("17")
			d.press("enter", "esc", "/")
			d.write(`klub "10"`)
			d.press("enter")
		}},
		{"why", func(d *driver) {
			d.press("tab", "down", "space", "tab")
			d.write("44")
			d.press("enter", "esc", "end", "w")
		}},
		{"misses", func(d *driver) {
			d.press("enter", "down", "s", "/")
			d.write("walk")
			d.press("tab", "space", "esc", "l", "enter")
		}},
		{"message", func(d *driver) { d.press("enter", "s", "e", "enter") }},
		{"lists", func(d *driver) { d.press("enter", "s", "L", "n"); d.write("walks") }},
		{"notes", func(d *driver) { d.press("enter", "s", "down", "s", "l", "t"); d.write("ask for Jo") }},
		{"giveout", func(d *driver) { d.press("enter", "s", "e", "down", "down", "down") }},
		{"safe", func(d *driver) {
			d.press("enter", "down", "down", "down", "s", "e", "enter")
		}},
		{"code", func(d *driver) { d.press("enter", "k") }},
	}...)
}
