package tui

import (
	"testing"
	"time"
)

func TestAWordTypedOnTheListGoesToTheSearchBox(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, typed string
		sees, not   []string
	}{
		{"the first letter has nothing to do", "hous", []string{">Search:  hous", "That looked like a word"}, []string{"What its first letters"}},
		{"the second has nothing to do", "bench", []string{">Search:  bench", "Ctrl+Z takes back"}, nil},
		{"it leads over the shortlist", "lonely", []string{">Search:  lonely"}, []string{"Shortlist:"}},
		{"it begins with the next person", "new", []string{">Search:  ew", "Ready for the next person. Ctrl+Z"}, nil},
		{"a letter twice is a key twice", "hh", []string{"h does nothing here"}, []string{">Search:"}},
		{"a capital does not follow in a word", "hC", []string{"mark a service with s first"}, []string{">Search:"}},
		{"it comes as keys all at once", "suw", []string{">Search:  suw"}, nil},
		{"all letters have something to do", "sS", []string{"1 on the shortlist"}, []string{">Search:  s"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDriver(t, 80, 24)
			d.press("enter")
			d.write(c.typed)
			d.sees(c.sees...)
			d.seesNot(c.not...)
		})
	}
}

func TestKeysThatAreEachMeantAreNoWord(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "h", "j")
	d.sees("j does nothing here")
	d.press("h", "down")
	d.write("j")
	d.sees("j does nothing here") // what lies between ends a word
	d.press("up", "h")
	d.later += idleWithin + time.Millisecond
	d.write("j")
	d.sees("j does nothing here")
}

func TestAWordGoesBehindTheWordsThere(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("club")
	d.press("enter")
	d.write("garden")
	d.sees(">Search:  club garden")
}

func TestHowToTakeItBackStaysForSomeKeys(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("club")
	d.press("enter", "s", "n")
	d.write("walking")
	d.sees(">Search:  walking", "Ready for the next person. Ctrl+Z brings the last one back.")
	d.send(said{d.a.message.id}) // time does not take it away
	d.sees("Ready for the next person")
	d.write(" t")
	d.seesNot("Ready for the next person")
	d.press("enter", "u")
	d.sees("Search:  club", "1 on the shortlist")
}

func TestWhatIsSaidNextTakesThePlaceOfHowToTakeItBack(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "s", "s")
	d.sees("Taken off the shortlist: ", "u brings it back.")
	d.press("down", "s")
	d.sees("Marked: ")
	d.seesNot("Taken off")
	d.press("down", "down", "down", "down", "down", "down", "down", "down", "down")
	d.sees("Marked: ") // that goes with time
	d.send(said{d.a.message.id})
	d.seesNot("Marked: ")
}

// Whoever knows the keys presses them fast, but not as fast as a word is typed.
func TestKnownKeysInARowAreKeys(t *testing.T) {
	t.Parallel()
	for gap, word := range map[time.Duration]bool{typedWithin: true, typedWithin + 20*time.Millisecond: false} {
		d := newDriver(t, 80, 24)
		d.press("enter")
		for _, letter := range []string{"s", "l", "e"} {
			d.later += gap
			d.send(keyOf(letter))
		}
		if got := d.a.place() == inSearch; got != word || !got && d.a.place() != inGive {
			t.Errorf("every %v: the keys are in the %v", gap, d.a.place().names())
		}
	}
}

// Letters that come before the next person is on the disk are of that person.
func TestLettersAfterTheNextPersonAreKept(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.write("club")
	d.press("enter")
	d.hold = true
	d.write("new")
	d.release()
	d.sees("Ready for the next person.", ">Search:  new")
	d.press("ctrl+z")
	d.sees(" Search:  club")
}
