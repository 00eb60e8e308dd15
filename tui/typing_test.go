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
	d.sees(">1 Need  memory loss", ">[ ] Memory loss")
	d.seesNot("[Memory loss and dementia]")
	d.press("enter")
	d.sees("[Memory loss and dementia]", ">[x] Memory loss")
	d.seesNot(">1 Need  memory")
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

// A sentence typed where the filters have the keys chooses nothing by its spaces,
// and Esc leads to the search box when the keys came from there, else to the list.
func TestASentenceTypedIntoAPaneChoosesNothing(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {132, 43}} {
		d := newDriver(t, size[0], size[1])
		d.press("tab")
		d.write("lunch being company")
		d.sees(">1 Need  lunch being company", "Nothing called that", "No filters yet")
		d.press("esc")
		d.write("lunch club")
		d.sees(">Search:  lunch club", "No filters yet", "10 services")
		d.press("tab")
		d.write("being a")
		d.press("down", "space")
		d.sees("[Being active]")
		d.press("esc")
		if at := d.a.place(); at != inList {
			t.Errorf("after a choice, Esc leads to the %v", at.names())
		}
		d.press("1")
		d.write("mem")
		d.press("esc")
		if at := d.a.place(); at != inList {
			t.Errorf("from the list, Esc leads back to the %v", at.names())
		}
	}
}
