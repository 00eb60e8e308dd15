package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/internal/typed"
)

// TestATypedLineIsRead types a whole question and sees it followed at each key,
// then kept as filters that one key removes.
func TestATypedLineIsRead(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("club bb2")
	d.sees("(Within 5 miles of BB2)", "Read as filters: bb2.")
	d.write(" tue")
	d.sees("(Within 5 miles of BB2) (Tue)", "Read as filters: bb2, tue.", "[x] Within 5 miles")
	d.write(" 72y")
	d.sees("(Age 72)")
	d.write("o free")
	d.sees("(Within 5 miles of BB2) (Tue) (Age 72) (Free)")
	before := d.a.find.List.Len()
	d.press("enter")
	d.sees(" Search:  club\n", "[Within 5 miles of BB2] [Tue] [Age 72]x[Free]")
	d.seesNot("Read as filters", "(Tue)")
	if got := d.a.find.List.Len(); got != before || got == 0 {
		t.Errorf("Enter changed the list from %d to %d services", before, got)
	}
	d.press("x")
	d.sees("[Within 5 miles of BB2] [Tue]x[Age 72]")
	d.press("u")
	d.sees("[Free]")
}

func TestTypedFiltersGoWithTheirWords(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("club tue")
	d.sees("(Tue)")
	d.write("sday")
	d.seesNot("(Tue)")
	d.press("esc")
	d.write(`"72yo"`)
	d.seesNot("(Age 72)")
	d.press("esc")
	d.write("72yo")
	d.sees("(Age 72)")
	d.press("tab")
	d.sees("[Age 72]", "press / to type a word")
}

// TestAFastEnterKeepsWhatWasTyped presses Enter before the answer is there.
func TestAFastEnterKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("club")
	d.hold = true
	d.write(" 72yo")
	d.press("enter")
	d.release()
	d.sees("[Age 72]", " Search:  club\n")
	if got := d.a.find.Question().Words; got != "club" {
		t.Errorf("the words are %q", got)
	}
}

func TestWhatStandsAfterNearIsSaid(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("club near newt")
	d.sees("Still looking for a place called \"newt\".", "Tuesday Lunch Club")
	d.write("on")
	d.sees("(Within 5 miles of Newton, Lancashire)", "(or is it Newton, Cumbria?)")
	d.press("esc")
	d.write("club near nowhere ")
	d.sees("no place is called ")
}

// TestFillersAreLeftOutAndSaid asks in a whole sentence.
func TestFillersAreLeftOutAndSaid(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("someone wants a coffee")
	d.sees("“someone” and “wants” were left out", "Carers' Coffee")
	d.press("esc")
	d.write("coffee zumba")
	d.sees("“zumba” was left out", "Carers' Coffee")
}

// TestANumberAtTheEndIsAnAge types it last, as people do.
func TestANumberAtTheEndIsAnAge(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("club newton 72")
	d.sees("(Age 72)", "(Within 5 miles of Newton, Lancashire)")
	d.press("enter")
	d.sees("[Age 72]", "[Within 5 miles of Newton, Lancashire]")
	d.press("/")
	d.write(" 72") // once more
	d.press("enter")
	d.sees("[Age 72]")
	d.seesNot("club 72")
}

// TestWhoSomebodyIsIsLeftOut types an address of a person, keeps the filters of the
// line, and looks for it among the recent searches.
func TestWhoSomebodyIsIsLeftOut(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("club jean@example.org free")
	d.sees("Left out “jean@…”: Fettle needs no names, numbers or addresses.")
	d.press("enter")
	d.sees("[Free]", "Left out “jean@…”")
	d.seesNot("example.org free")
	d.press("/")
	d.write(" mrs smith")
	d.sees("Left out “mrs s…”")
	d.seesNot("Left out “jean@…”")
}

// TestMoreRowsAreOfTheSameQuestion scrolls to the end of a typed question.
func TestMoreRowsAreOfTheSameQuestion(t *testing.T) {
	t.Parallel()
	var asked []service.Query
	d := newDriver(t, 100, 30, func(d *Deps) {
		search := d.Search
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			asked = append(asked, q)
			q.Limit = min(q.Limit, 3)
			return search(ctx, q)
		}
		d.Read = func(line string, typing bool, now time.Time) typed.Reading {
			return typed.Read(line, typing, now, typed.Lookup{Place: fakeLocate, Time: fakeWindows})
		}
	})
	d.write("club 72yo")
	d.press("enter", "end", "w")
	for _, q := range asked[len(asked)-3:] {
		if q.Age == nil || *q.Age != 72 || strings.Contains(q.Words, "yo") {
			t.Errorf("the library was asked %+v", q)
		}
	}
}

func TestManyChipsWrapAndKeepThePlace(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 60, 24)
	d.write("bb2")
	d.press("enter", "1", "space", "down", "space", "down", "space", "down", "space", "esc")
	d.sees("[Within 5 miles of BB2] [Company and loneliness]\n [Being active] [Memory loss and dementia]\nx[Money, benefits and debt]")
	d.press("1", "down", "down", "down", "down", "space", "down", "space", "down", "space", "esc")
	d.sees("[Within 5 miles of BB2]", "x[Children's and young people's activities]", " more")
	for range 6 {
		d.press("left")
		d.sees("[Within 5 miles of BB2]", "x[", " more")
	}
}

// TestATownInTheWordsIsAPlace types the name of a town and nothing before it.
func TestATownInTheWordsIsAPlace(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 100, 30)
	d.write("walk newton")
	d.sees("(Within 5 miles of Newton, Lancashire)")
	d.press("enter")
	d.sees("[Within 5 miles of Newton, Lancashire]")
	d.press("/")
	d.write(` "newton"`)
	d.seesNot("(Within 5 miles")
}

// TestAnUnknownPlaceIsSaidAndNothingElseIsLost presses Enter behind a place that
// nobody knows.
func TestAnUnknownPlaceIsSaidAndNothingElseIsLost(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"club near zzyxton", "near zzyxton club"} {
		d := newDriver(t, 100, 30)
		d.write(line)
		d.press("enter")
		d.sees("o place is called", "zzyxton", "10 services", "Tuesday Lunch Club")
	}
}
