package tui

import (
	"testing"
)

// TestALinkWorkersJourney finds a service for somebody, from the first letter
// to the exported file, and starts the next person.
func TestALinkWorkersJourney(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.sees(">Search:", "80 services. Type what the person needs.", "Data from 2 days ago", "F1 Help")
	d.write("club")
	d.sees("10 services", "Tuesday Lunch Club")
	d.press("tab")
	d.write("comp")
	d.press("enter", "tab")
	d.write("72")
	d.sees("Enter takes age 72")
	d.seesNot("[Age 72]")
	d.press("tab")
	d.sees("[Company and loneliness] [Age 72]", "6 fit, 4 may fit")
	d.write("bb2")
	d.press("enter", "end", "space")
	d.sees("[Within 20 miles of BB2]", "[x] Within 20 miles")
	d.press("tab")
	d.write("tue morning")
	d.press("enter", "esc")
	d.sees("[Tue morning]", "services: ")
	d.press("s", "down", "s", "down", "s")
	d.sees("3 on the shortlist")
	d.press("enter")
	d.sees("PHONE", "01632 960", "+ Fits what was asked", "Tue 24 Nov, 10:30am, in 2 days")
	d.press("c")
	d.sees("”: copied how to reach it.")
	d.press("e", "enter")
	d.sees("Saved as /home/example/Your list.html")
	d.press("esc", "esc", "n")
	d.sees(">Search:", "No filters yet", "80 services", "0 on the shortlist")
	d.press("enter", "u")
	d.sees("[Company and loneliness]", "3 on the shortlist", "Undone: starting the next person.", "Search:  club")
}

func TestCountsAndPanesTellTheTruth(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 132, 43)
	d.press("enter", "2", "end", "space")
	d.sees("[Age 80 and over]", "53 fit, 27 may fit", "[x] 80 and over")
	d.press("space")
	d.sees("No filters yet")
	d.write("PR5")
	d.sees("An age is a number of years, 0 to 120.", "No filters yet")
	d.press("esc", "2")
	d.write("999")
	d.sees("An age is a number of years, 0 to 120.", "No filters yet")
	d.press("esc", "2")
	d.write("15")
	d.press("enter")
	d.sees(">3 Where", "[Age 15]")
	d.press("esc", "5")
	d.write("leave")
	d.press("enter")
	d.sees("[Only what is stated]", "0 services", "* 27 more if what is not stated may be asked", "- 80 more for other ages")
	d.press("esc", "x")
	d.sees("[Age 15]", "27 services: 0 fit, 27 may fit")
}

func TestPlacesAreChosenWhenThereAreSeveral(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "3")
	d.write("nowhere")
	d.sees("No such place yet: keep typing")
	d.press("enter")
	d.sees("No place is called \"nowhere\": try a postcode or a town.")
	d.press("esc", "3")
	d.write("newton")
	d.sees("Newton, Lancashire", "Newton, Cumbria")
	d.press("down", "enter")
	d.sees("[Within 5 miles of Newton, Cumbria]")
	// A place taken before it was found is taken when it is.
	d.hold = true
	d.write("bb2")
	d.press("enter")
	d.release()
	d.sees("[Within 5 miles of BB2]")
	// Enter pressed once more by habit changes nothing.
	d.press("enter")
	d.sees("[Within 5 miles of BB2]", ">[x] Within 5 miles")
	d.press("up", "up", "enter")
	d.sees("[Within 1 mile of BB2]", "[x] Within 1 mile")
	// A bad time says so and keeps what was typed.
	d.press("tab")
	d.write("soon")
	d.press("enter")
	d.sees("\"soon\" is not a time that can be read", ">4 When  soon")
}

func TestChipsArePickedAndRemoved(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("tab", "space", "down", "space", "down", "space", "esc")
	d.sees("x[Memory loss and dementia]")
	d.press("left", "left", "left", "x")
	d.seesNot("[Company and loneliness]")
	d.sees("x[Being active]")
	d.press("X")
	d.sees("No filters yet", "All filters are gone")
	d.press("u", "u")
	d.sees("[Company and loneliness]", "[Being active]", "[Memory loss and dementia]")
	d.press("backspace")
	d.seesNot("[Memory loss and dementia]")
}

func TestReadingTurnsToTheNextService(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "enter", "right")
	d.sees("Walk and Talk", "01632 960 001")
	d.press("end")
	d.sees("Reference  example/001")
	d.press("left", "left")
	d.sees("01632 960 000", "That is the end of the list.")
	d.send(said{id: d.a.message.id})
	d.seesNot("That is the end of the list.")
	d.press("esc")
	d.sees(">  Tuesday Lunch Club")
}

func TestAServiceThatIsGoneIsSaidToBe(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.list.Open.Entries = []Item{{ID: "example/gone", Name: "Old Club", Note: "ask for Jo"}}
	d.run(d.a.loadList())
	d.press("enter", "l")
	d.sees("Old Club", "Changed: no longer listed", "Note for the person: ask for Jo")
	d.press("enter")
	d.sees("This service is no longer in your data.")
	d.press("x")
	d.sees("Nothing is marked yet.")
}
