package tui

import "testing"

func TestEverySearchBeginsAtHome(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24, func(d *Deps) { d.Home = "newton" })
	d.asks("Within 5 miles of Newton, Lancashire")
	d.write("club")
	d.press("enter", "X")
	d.asks("")
	d.press("n")
	d.asks("Within 5 miles of Newton, Lancashire")
	d.press("enter", "u")
	d.asks("")
	unknown := newDriver(t, 80, 24, func(d *Deps) { d.Home = "nowhere" })
	unknown.asks("")
	unknown.sees("The place in your settings can't be used: no place is called \"nowhere\"")
	// What was typed before the place is known stays as it is.
	late := newDriver(t, 80, 24)
	late.write("club")
	late.a.deps.Home = "newton"
	late.run(late.a.lookHome())
	late.asks("")
}
