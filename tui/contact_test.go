package tui

import (
	"testing"
)

func TestHowToReachAServiceByItself(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 80, 24)
	d.press("enter", "p")
	d.sees("Tuesday Lunch Club", "| |   | |_   _|  _|    |_| |_  | |", "01632 960 000", "Where      Example Hall")
	d.seesNot("What the publisher says")
	d.press("w")
	d.sees("Nothing is asked yet")
	d.press("esc")
	if d.a.place() != inList {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
	d.press("enter", "p", "esc")
	d.sees("To join")
	if d.a.place() != inDetail {
		t.Errorf("Esc leads to the %v", d.a.place().names())
	}
}

func TestMapsAreOpened(t *testing.T) {
	t.Parallel()
	var opened string
	d := newDriver(t, 80, 24, func(d *Deps) { d.Open = func(target string) error { opened = target; return nil } })
	d.press("enter", "m")
	if opened != "https://map.example.org/example/000" {
		t.Errorf("opened %q", opened)
	}
	d = newDriver(t, 80, 24, func(d *Deps) { d.Map = nil })
	d.press("enter", "m")
	d.sees("No address is stated that a map could show.")
	d = newDriver(t, 80, 24, func(d *Deps) { d.Open = nil })
	d.press("enter", "m")
	d.sees("Nothing on this system opens a map")
}
