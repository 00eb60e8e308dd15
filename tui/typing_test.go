package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestPasteGoesToTheSearchBox(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "enter")
	d.send(tea.PasteMsg{Content: "lunch\r\nclub\x1b[31m"})
	d.sees(">Search:  lunch club")
}

func TestPasteAndEditingInPanesAndHelp(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "3")
	d.send(tea.PasteMsg{Content: " bb2\n"})
	d.press("enter")
	d.sees("[Within 5 miles of BB2]")
	d.press("esc", "1")
	d.write("memory loss")
	d.sees("[Memory loss and dementia]", ">1 Need  loss", ">[x] Memory loss", "[ ] Loss and bereavement")
	d.press("enter")
	d.sees("[Memory loss and dementia]")
	d.seesNot(">1 Need  loss")
	d.write("young")
	d.press("left", "left", "right", "alt+backspace")
	d.sees(">1 Need  g")
	d.press("f1")
	d.send(tea.PasteMsg{Content: "next person"})
	d.sees("type to narrow: next person", "Start the next person")
	d.press("alt+backspace")
	d.sees("type to narrow: next\n")
	d.press("f1")
	d.seesNot("What can I do here?")
}

func TestTheKeypadWorks(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	for _, code := range []rune{tea.KeyKpDown, tea.KeyKpDown, tea.KeyKpUp, tea.KeyKpEnter} {
		d.send(tea.KeyPressMsg{Code: code})
	}
	d.sees("01632 960 000")
}
