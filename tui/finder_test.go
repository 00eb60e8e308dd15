package tui

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
)

// TestALinkWorkersJourney finds a service for somebody, from the first letter
// to the exported file, and starts the next person.
func TestALinkWorkersJourney(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.sees(">Search:", "80 services, best match first", "Data from 2 days ago", "F1 Help")
	d.write("club")
	d.sees("10 services", "Tuesday Lunch Club")
	d.press("tab")
	d.write("comp")
	d.press("space", "tab")
	d.write("72")
	d.sees("[Company and loneliness] [Age 72]", "6 fit, 4 may fit")
	d.press("tab")
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
	d.sees("Copied how to reach it.")
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
	d.press("esc")
	d.write("999")
	d.sees("An age is a number of years, 0 to 120.", "No filters yet")
	d.press("esc")
	d.write("15")
	d.sees("[Age 15]")
	d.press("enter")
	d.sees(">3 Where")
	d.press("esc", "5")
	d.write("leave")
	d.press("enter")
	d.sees("[Only what is stated]", "0 services", "> 27 more if what is not stated may be asked", "- 80 more for other ages")
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
	d.press("esc")
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
	d.sees(">[Memory loss and dementia]")
	d.press("left", "left", "left", "x")
	d.seesNot("[Company and loneliness]")
	d.sees(">[Being active]")
	d.press("X")
	d.sees("No filters yet", "All filters are gone")
	d.press("u", "u")
	d.sees("[Company and loneliness]", "[Being active]", "[Memory loss and dementia]")
	d.press("backspace")
	d.seesNot("[Memory loss and dementia]")
}

func TestTheShortlistKeepsItsOrderAndUndoes(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "down", "s", "down", "s", "l")
	ids := func() string {
		var out []string
		for _, i := range d.list.items {
			out = append(out, strings.TrimPrefix(i.ID, "example/"))
		}
		return strings.Join(out, " ")
	}
	steps := []struct{ key, want string }{
		{"]", "001 000 002"}, {"]", "001 002 000"}, {"]", "001 002 000"}, {"shift+up", "001 000 002"}, {"x", "001 002"},
		{"u", "001 000 002"}, {"u", "001 002 000"}, {"u", "001 000 002"}, {"u", "000 001 002"}, {"u", "000 001"}, {"u", "000"}, {"u", ""}, {"u", ""},
	}
	for i, step := range steps {
		d.press(step.key)
		if got := ids(); got != step.want {
			t.Fatalf("after step %d, %s, the list is %q, want %q\n%s", i, step.key, got, step.want, d.screen())
		}
	}
	d.sees("There is nothing to undo.", "Nothing is marked yet.")
}

// TestFastKeysKeepTheirOrder presses keys faster than the disk.
func TestFastKeysKeepTheirOrder(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter")
	d.hold = true
	d.press("s", "s", "s", "u", "down", "s")
	if len(d.list.items) != 0 {
		t.Fatal("something was saved before its turn")
	}
	d.seesNot("1 on the shortlist")
	d.release()
	if got := len(d.list.items); got != 1 || d.list.items[0].ID != "example/001" {
		t.Fatalf("the list is %v", d.list.items)
	}
	d.sees("1 on the shortlist")
}

func TestAFailedSaveChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("club")
	d.press("enter", "s")
	d.list.fail = errors.New("the disk is full")
	for _, key := range []string{"s", "n"} {
		d.press("down", key)
		d.sees("the disk is full.", "1 on the shortlist", "Search:  club")
	}
	// Trouble stays until Esc, whatever else is done.
	d.press("up", "down")
	d.sees("the disk is full")
	d.press("esc")
	d.seesNot("the disk is full")
	d.list.fail = nil
	d.press("u")
	d.sees("0 on the shortlist")
}

// TestLateAnswersAreDropped lets searches end in another order than they began.
func TestLateAnswersAreDropped(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.hold = true
	d.write("walk")
	d.sees("80 services")
	late := found{id: d.a.search.id - 1}
	d.release()
	d.sees("10 services")
	asked := d.a.search.id
	d.send(late)
	d.sees("10 services")
	if d.a.search.id != asked {
		t.Error("a late answer made a new question")
	}
	d.send(further{id: asked - 1, rows: nil})
	d.send(located{text: "old", near: []service.Near{{Name: "Old"}}})
	d.send(windowed{text: "old", windows: []service.Window{{ID: "old"}}})
	d.seesNot("Old")
}

// TestOneSearchAtATime types while a search is running: it is stopped, and only
// the newest question is asked after it.
func TestOneSearchAtATime(t *testing.T) {
	t.Parallel()
	var asked []string
	var stopped atomic.Int32
	d := newDriver(t, 80, 24, func(d *Deps) {
		search := d.Search
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			if q.Facets {
				asked = append(asked, q.Words)
			}
			if ctx.Err() != nil {
				stopped.Add(1)
			}
			return search(ctx, q)
		}
	})
	d.hold = true
	d.write("walk")
	d.release()
	if want := []string{"", "w", "walk"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	if stopped.Load() != 1 {
		t.Errorf("%d searches were stopped, want 1", stopped.Load())
	}
	d.sees("10 services")
	d.seesNot("context canceled")
}

func TestASlowSearchSaysSo(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.hold = true
	d.write("club")
	d.send(slow{id: d.a.search.id})
	d.sees("Searching 80 services...", "Walk and Talk")
	d.release()
	d.sees("10 services")
	d.send(slow{id: d.a.search.id})
	d.seesNot("Searching")
}

func TestAFailedSearchKeepsTheOldList(t *testing.T) {
	t.Parallel()
	fail := false
	d := newDriver(t, 80, 24, func(d *Deps) {
		search := d.Search
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			if fail {
				return service.Result{}, errors.New("the library can't be read: run fettle sync")
			}
			return search(ctx, q)
		}
	})
	fail = true
	d.write("c")
	d.sees("The library can't be read: run fettle sync. (Esc)", "Tuesday Lunch Club")
	fail = false
	d.write("lub")
	d.seesNot("can't be read")
	d.sees("10 services")
}

func TestTheListGoesOnToItsEnd(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "end")
	d.sees("Debt and Benefits Advice 8")
	d.press("end")
	d.sees("Carers' Coffee 10")
	if got := d.a.find.List.Len(); got != 80 {
		t.Errorf("%d of 80 services are listed", got)
	}
	d.press("pgup", "home")
	d.sees(">  Tuesday Lunch Club ")
	d.press("up")
	d.sees(">Search:")
}

func TestTheSameServiceKeepsTheKeys(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "down", "down", "down")
	d.press("2")
	d.write("99")
	d.press("esc", "esc")
	if got := d.a.find.List.Selected().Hit.Service.Name; got != "Debt and Benefits Advice" {
		t.Errorf("the keys are on %s", got)
	}
}

func TestNewerDataIsTakenUp(t *testing.T) {
	t.Parallel()
	newer := false
	d := newDriver(t, 80, 24, func(d *Deps) {
		d.Refresh = func() (bool, error) { return newer, nil }
	})
	d.send(tea.FocusMsg{})
	d.seesNot("Newer data")
	d.lib.all = d.lib.all[:5]
	newer = true
	d.send(tick{})
	d.sees("Newer data is in.", "5 services")
	d.a.deps.Refresh = func() (bool, error) { return false, errors.New("the folder is gone") }
	d.send(tea.FocusMsg{})
	d.sees("so the old is still shown: the folder is gone.", "5 services")
}

func TestAnEmptyLibrarySaysWhatToDo(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, func(d *Deps) {
		d.Search = func(context.Context, service.Query) (service.Result, error) { return service.Result{}, nil }
		d.Contents = func() service.Contents { return service.Contents{} }
	})
	d.sees("There are no services here yet.", "fettle sync", "fettle demo", "No data yet")
	d.press("enter")
	d.sees("There are no services to go to")
}

func TestFeedsThatWereNotUpdatedAreNamed(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: ". Not updated: bristol", 2: ". Not updated: 2 feeds"} {
		d := newDriver(t, 100, 24, func(d *Deps) {
			d.Contents = func() service.Contents {
				feeds := []service.FeedContents{{Name: "bristol", Trouble: "no answer"}, {Name: "leeds", Trouble: "no answer"}, {Name: "york", Synced: fakeNow()}}
				return service.Contents{Services: 80, Feeds: append(feeds[:n:n], feeds[2])}
			}
		})
		d.sees("Data from today", want)
	}
}

func TestCopyFallsBackToTheTerminal(t *testing.T) {
	t.Parallel()
	for _, native := range []func(string) (string, error){nil, func(string) (string, error) { return "", errors.New("no clipboard") }} {
		d := newDriver(t, 80, 24, func(d *Deps) { d.Copy = native })
		d.press("enter", "c")
		d.sees("Sent to your terminal's clipboard as plain text.")
	}
	var got string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Copy = func(s string) (string, error) { got = s; return "", nil } })
	d.press("enter", "c")
	want := "Tuesday Lunch Club, Rosewood Neighbours\n01632 960 000 (Office hours)\nhello@example.org\nhttps://example.org/0\nExample Hall, 1 Made Up Street, Blackburn BB2 7AA"
	if got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestPagesAreOpenedOnlyWhenTheyArePages(t *testing.T) {
	t.Parallel()
	var opened []string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Open = func(s string) error { opened = append(opened, s); return nil } })
	d.press("enter", "v")
	d.lib.all[1].URL = "file:///etc/passwd"
	d.press("/")
	d.write("w")
	d.press("ctrl+u", "enter", "home")
	d.press("down", "v")
	d.sees("The publisher states no web page for this service.")
	d.press("s", "l", "v")
	d.sees("Nothing is written yet: e gives the list out.")
	d.press("e", "enter", "esc", "esc", "v")
	if want := []string{"https://example.org/0", "/home/example/Your list.html"}; !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
}

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

func TestOrdersGoRound(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter")
	for _, want := range []string{"by name", "last checked first", "soonest first", "best match first"} {
		d.press("o")
		d.sees("80 services, " + want)
	}
	d.press("3")
	d.write("bb2")
	d.press("enter", "esc", "o")
	d.sees("nearest first")
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
	d.list.items = []Item{{ID: "example/gone", Name: "Old Club", Note: "ask for Jo"}}
	d.run(d.a.loadList())
	d.press("enter", "l")
	d.sees("Old Club", "Changed: no longer listed", "Note: ask for Jo")
	d.press("enter")
	d.sees("This service is no longer in your data.")
	d.press("x")
	d.sees("Nothing is marked yet.")
}

func TestTheBackgroundChoosesTheTheme(t *testing.T) {
	t.Parallel()
	for asked, want := range map[string]string{"": "light", "auto": "light", "dark": "dark"} {
		d := newDriver(t, 80, 24, func(d *Deps) { d.Theme = asked })
		d.a.ground(false)
		if d.a.theme.Name != want {
			t.Errorf("the theme %q on a light ground is %s, want %s", asked, d.a.theme.Name, want)
		}
	}
	d := newDriver(t, 80, 24, func(d *Deps) { d.NoColour = true })
	d.a.ground(true)
	if d.a.theme.Name != "no-colour" {
		t.Errorf("without colours the theme is %s", d.a.theme.Name)
	}
}

func TestRunRefusesWhatItCannotUse(t *testing.T) {
	t.Parallel()
	if err := Run(t.Context(), Deps{}, nil, nil, nil); err == nil || !strings.Contains(err.Error(), "not given all") {
		t.Errorf("without anything, Run says %v", err)
	}
	deps := fakeDeps(&fakeLibrary{all: fakeServices()}, &fakeList{})
	deps.Theme = "pink"
	if err := Run(t.Context(), deps, nil, nil, nil); err == nil || !strings.Contains(err.Error(), `"pink" is not a theme`) {
		t.Errorf("with a pink theme, Run says %v", err)
	}
}

// TestRunInAPipe runs the whole program on bytes instead of a terminal.
func TestRunInAPipe(t *testing.T) {
	t.Parallel()
	deps := fakeDeps(&fakeLibrary{all: fakeServices()}, &fakeList{})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	if err := Run(ctx, deps, strings.NewReader("walk\r\x03\x03"), &out, []string{"TERM=xterm-256color"}); err != nil {
		t.Fatal(err)
	}
	if ctx.Err() != nil {
		t.Fatal("Ctrl+C twice did not leave")
	}
	if !strings.Contains(out.String(), "\x1b]2;Fettle DEMO\a") {
		t.Error("the window's title was not set")
	}
}
