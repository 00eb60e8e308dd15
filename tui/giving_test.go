package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

// givingDriver opens a finder with some services marked, and what it gives out.
func givingDriver(t *testing.T, w, h int, ids ...string) (*driver, *fakeGiving) {
	t.Helper()
	d := newDriver(t, w, h)
	g, ok := d.a.deps.Giving.(*fakeGiving)
	if !ok {
		t.Fatal("no made-up giving")
	}
	for _, id := range ids {
		d.list.items = append(d.list.items, Item{ID: id, Name: d.list.names[id]})
	}
	d.run(d.a.loadList())
	d.press("enter")
	return d, g
}

func (g *fakeGiving) does(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, g.did); diff != "" {
		t.Errorf("did (-want +is):\n%s", diff)
	}
	g.did = nil
}

func TestAListIsGivenOutInTheFormThatIsChosen(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 100, 30, "example/000", "example/001")
	d.press("e")
	d.sees("Give out 2 services", ">(o) Page to print or send", "Enter writes /home/example/list.html", "A remark on html.", "Tuesday Lunch Club", "  on Tuesdays")
	g.does(t)
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
	d.sees("[x] Large print", "[x] Easier words", "[ ] Discreet", ">[x] Names and numbers only", "Services that may help contacts easier large")
	d.press("enter")
	g.does(t, "write html", "copy sms", "open in sms sms", "open in mail sms", "write json contacts easier large")
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
	g.does(t, "write html", "write eml")
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
	g.does(t)
	d.press("esc")
	g.does(t)
	d.press("enter", "enter")
	d.sees("[x] Discreet", "Saved as")
	g.does(t, "write html discreet")
	d.press("esc", "c")
	g.does(t, "copy html discreet")

	d, g = givingDriver(t, 80, 24, "example/000", "example/003")
	d.press("e", "c", "down", "enter")
	d.sees("1 service, 1 left out", "Copied")
	g.does(t, "copy html without example/003")

	d, g = givingDriver(t, 80, 24, "example/003")
	d.press("e", "c", "down", "enter")
	d.sees("Nothing is left to give out.")
	d.press("e", "o", "down", "down", "enter")
	d.sees("Nothing was given out. Read it out from here")
	g.does(t)
	d.press("enter", "end", "enter", "esc", "c")
	d.sees("Copied")
	g.does(t, "write html", "copy html")
	d.press("esc", "n", "enter", "u")
	d.press("e", "c")
	d.sees("Is it safe for this person to have this?")
}

func TestCodesAreDarkOnLightAndTurned(t *testing.T) {
	t.Parallel()
	d, g := givingDriver(t, 80, 30, "example/000")
	d.press("e", "down", "down", "down", "down", "enter")
	d.sees("Scan it with a telephone 1 of 2: Enter shows the next")
	g.does(t, "codes for 80 by 26 qr")
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
	g.fail = errors.New("the disk is full")
	d.press("e")
	d.sees("The disk is full.", "This can't be given: The disk is full.")
	g.fail = nil
	d.press("esc", "down", "enter")
	d.sees("Saved as /home/example/Your list.eml")
	g.fail = errors.New("no program opens it")
	d.press("esc", "m")
	d.sees("No program opens it.")
	d.press("esc", "c")
	d.sees("Sent to your terminal's clipboard as plain text.")
	d.press("down", "down", "down")
	g.fail = nil
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
	d.sees("Scan it to ring 01632 960 000")
	d.press("esc", "k")
	d.sees("Scan it to ring 01632 960 000")
	d.press("esc", "e", "c")
	d.sees("Copied")
}
