package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"fettle/tui/madeup"
)

// givingDriver opens a finder with some services marked, and what it gives out.
func givingDriver(t *testing.T, w, h int, ids ...string) (*driver, *madeup.Giving) {
	t.Helper()
	d := newDriver(t, w, h)
	g, ok := d.a.deps.Giving.(*madeup.Giving)
	if !ok {
		t.Fatal("no made-up giving")
	}
	for _, id := range ids {
		if err := d.list.Add(id); err != nil {
			t.Fatal(err)
		}
	}
	d.run(d.a.loadList())
	d.press("enter")
	return d, g
}

func did(t *testing.T, g *madeup.Giving, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, g.Did); diff != "" {
		t.Errorf("did (-want +is):\n%s", diff)
	}
	g.Did = nil
}

func TestAListIsGivenOutInTheFormThatIsChosen(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 100, 30, "example/000", "example/001")
	d.press("e")
	d.sees("Give out 2 services", ">(o) Page to print or send", "Enter writes /home/example/list.html", "A remark on html.", "Tuesday Lunch Club", "  on Tuesdays")
	did(t, g)
	d.press("enter")
	d.sees("Saved as /home/example/Your list.html. v opens it.")
	d.press("esc", "down", "down", "down")
	d.sees("(o) Text message", "( ) Page to print", "A remark on sms.")
	d.press("c")
	d.sees("Copied, formatted and as plain text.")
	d.press("m", "o", "w")
	d.sees("WhatsApp is off.")
	for range 8 {
		d.press("down")
	}
	d.press("space", "down", "space", "down", "down", "space")
	d.sees("[x] Large print", "[x] Easier words", "[ ] Discreet", ">[x] Names and numbers only", "Services that may help, large print, easier words")
	d.press("enter")
	did(t, g, "write html", "copy sms", "open in sms sms", "open in mail sms", "write json, large print, easier words, names and numbers only")
	d.press("esc", "pgdown")
	d.sees("In danger now? Call 999.")
	d.press("pgup", "home", "space")
	d.sees("The form is chosen.", "Services that may help")
	d.press("esc")
	if at := d.a.place(); at != inList {
		t.Errorf("Esc leads to the %v", at.names())
	}
}

func TestAFileIsWrittenOnce(t *testing.T) {
	t.Parallel()
	opened := ""
	d, g := givingDriver(t, 100, 30, "example/000")
	d.a.deps.Open = func(target string) error { opened = target; return nil }
	d.press("e")
	d.hold = true
	d.press("enter", "enter") // the second before the first is done
	d.release()
	d.sees("It is written already: /home/example/Your list.html. v opens it.")
	d.press("esc")
	d.sees("It is written: /home/example/Your list.html")
	d.seesNot("Enter writes")
	d.press("enter")
	d.press("esc", "down", "enter")
	d.sees("Saved as /home/example/Your list.eml")
	did(t, g, "write html", "write eml")
	d.press("esc", "home", "v")
	if opened != "/home/example/Your list.html" {
		t.Errorf("v opens %q", opened)
	}
	d.press("end", "space")
	d.sees("Enter writes /home/example/list.html") // as names and numbers it is another file
}

func TestASensitiveServiceIsAskedAboutOnce(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 80, 24, "example/000", "example/003")
	d.press("e", "enter")
	d.sees("Is it safe for this person to have this?", "Debt and Benefits Advice", "(debt)", ">Make it discreet")
	did(t, g)
	d.press("esc")
	did(t, g)
	d.press("enter", "enter")
	d.sees("[x] Discreet", "Saved as")
	did(t, g, "write html, discreet")
	d.press("esc", "c")
	did(t, g, "copy html, discreet")

	d, g = givingDriver(t, 80, 24, "example/000", "example/003")
	d.press("e", "c", "down", "enter")
	d.sees("1 service, 1 left out", "Copied")
	did(t, g, "copy html, without example/003")

	d, g = givingDriver(t, 80, 24, "example/003")
	d.press("e", "c", "down", "enter")
	d.sees("Nothing is left to give out.")
	d.press("e", "o", "down", "down", "enter")
	d.sees("Nothing was given out. Read it out from here")
	did(t, g)
	d.press("enter", "end", "enter", "esc", "c")
	d.sees("Copied")
	did(t, g, "write html", "copy html")
	d.press("esc", "n", "enter", "u")
	d.press("e", "c")
	d.sees("Is it safe for this person to have this?")
}

func TestCodesAreDarkOnLightAndTurned(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 80, 30, "example/000")
	d.press("e", "down", "down", "down", "down", "enter")
	d.sees("Scan it with a telephone 1 of 2: Enter shows the next")
	did(t, g, "codes for 80 by 26 qr")
	content, _ := d.a.draw()
	if got := strings.Count(content, "\x1b[38;5;16;48;5;231m▀") + strings.Count(content, "\x1b[38;5;231;48;5;16m▀"); got < 21*10 {
		t.Errorf("%d cells of black and white, want at least %d", got, 21*10)
	}
	d.press("enter")
	d.sees("2 of 2")
	d.press("right")
	d.sees("There is no other code.")
	d.press("left")
	d.sees("1 of 2")
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.sees("The window is too small for this code")
	d.press("esc", "esc")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.press("k")
	d.sees("Scan it to ring 01632 960 000")
	d.press("i", "esc")

	d = newDriver(t, 80, 24, func(deps *Deps) { deps.NoColour = true })
	d.press("enter", "k")
	plain, _ := d.a.draw()
	d.press("i")
	swapped, _ := d.a.draw()
	if ansi.Strip(plain) == ansi.Strip(swapped) || !strings.Contains(plain, "▄▀▄▀") {
		t.Error("without colours the code is not drawn, or can't be swapped")
	}
}

func TestWhatCantBeGivenIsSaid(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 80, 24, "example/000")
	g.Fail = errors.New("the disk is full")
	d.press("e")
	d.sees("The disk is full.", "This can't be given: The disk is full.")
	g.Fail = nil
	d.press("esc", "down", "enter")
	d.sees("Saved as /home/example/Your list.eml")
	g.Fail = errors.New("no program opens it")
	d.press("esc", "m")
	d.sees("No program opens it.")
	d.press("esc", "c")
	d.sees("Sent to your terminal's clipboard as plain text.")
	d.press("down", "down", "down")
	g.Fail = nil
	d.press("down")
	d.press("up", "c")
	d.sees("A code can't be copied: Enter shows it.")
}

// A code that rings a service stays in the other person's telephone, so that it
// is asked about like everything else that is given.
func TestACodeThatRingsASensitiveServiceIsAskedAbout(t *testing.T) {
	t.Parallel()
	d, _ := givingDriver(t, 80, 24, "example/003")
	d.press("l", "k")
	d.sees("Is it safe for this person to have this?", "Debt and Benefits Advice", "(debt)", ">Read them out instead")
	d.seesNot("Scan it", "discreet", "Leave them out")
	d.press("enter")
	d.sees("No code is shown. p shows the number in large figures")
	d.seesNot("Scan it")
	d.press("k", "esc")
	d.seesNot("Scan it", "Is it safe")
	d.press("k", "down", "enter")
	d.sees("Scan it to ring 01632 960 003")
	d.press("esc", "k")
	d.sees("Scan it to ring 01632 960 003")
	d.press("esc", "e", "c")
	d.sees("Copied")
}
