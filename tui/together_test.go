package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fettle/internal/service"
	"fettle/tui/detail"
)

// painted returns what the terminal is given to show.
func (d *driver) painted() string { return ansi.Strip(d.a.View().Content) }

// TestALetterComesWithItsServices types a letter: the frame stays until the answer
// and the page of the first service are there, or it takes too long.
func TestALetterComesWithItsServices(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 200, 60)
	before := d.painted()
	d.hold = true
	d.write("walk")
	if d.painted() != before {
		t.Error("the letters came without their services")
	}
	since := d.a.holding.since
	d.release()
	after := d.painted()
	if !strings.Contains(after, "10 services") || strings.Contains(after, "80 services") {
		t.Errorf("the services did not come:\n%s", after)
	}
	if a := d.a.page.Service(); a == nil || a != d.a.wholes[a.ID] {
		t.Error("the page is not that of the first service's whole record")
	}

	d.hold = true
	d.later += time.Second
	d.write("s")
	d.send(overdue{since}) // of an earlier key
	if d.painted() != after {
		t.Error("the letter came too soon")
	}
	d.send(overdue{d.a.holding.since})
	if now := d.painted(); !strings.Contains(now, "walks") {
		t.Errorf("the letter was held for too long:\n%s", now)
	}
}

// TestTheEndOfAWaitIsArranged looks at what a key asks for: one message for all
// keys whose doing is not seen yet.
func TestTheEndOfAWaitIsArranged(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 200, 60)
	d.painted()
	arranged := 0
	d.a.after = func(wait time.Duration, msg tea.Msg) tea.Cmd {
		if _, is := msg.(overdue); is && wait == heldFor {
			arranged++
		}
		return nil
	}
	d.hold = true
	d.write("wa")
	if arranged != 1 {
		t.Errorf("%d ends were arranged, want 1", arranged)
	}
	d.release()
	d.press("enter")
	d.painted()
	arranged, d.hold = 0, true
	if d.press("down"); arranged != 1 {
		t.Errorf("%d ends were arranged for the page of the next service, want 1", arranged)
	}
}

// TestHidingNeverWaits hides the screen while an answer is on its way.
func TestHidingNeverWaits(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 200, 60)
	d.painted()
	d.hold = true
	d.write("walk")
	d.press("f8")
	if now := d.painted(); strings.Contains(now, "services") {
		t.Errorf("the screen is still seen:\n%s", now)
	}
}

// TestTheFirstLettersAreMadeReady looks at what happens when the start is over.
func TestTheFirstLettersAreMadeReady(t *testing.T) {
	t.Parallel()
	ready := 0
	d := newDriver(t, 80, 24, func(d *Deps) { d.Ahead = func() { ready++ } })
	if ready != 0 {
		t.Error("the start waited for the letters")
	}
	if d.send(quiet{}); ready != 1 {
		t.Errorf("it was made ready %d times, want 1", ready)
	}
}

// TestWhatCantBeReadHoldsNothing opens a finder on records that can't be read: it
// is said, the row stands for the record, and later keys do not wait for it.
func TestWhatCantBeReadHoldsNothing(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 200, 60, func(d *Deps) {
		d.Service = func(string) (service.Service, error) {
			return service.Service{}, errors.New("the record can't be read")
		}
	})
	d.sees("The record can't be read")
	if d.a.coming() {
		t.Error("something is still waited for")
	}
	key := detail.KeyOf(d.a.page.Service(), d.a.window().Detail.W, d.a.theme)
	d.send(rendered{key: key, err: errors.New("the words can't be laid out")})
	if _, known := d.a.abouts[key]; known || d.a.coming() {
		t.Error("the words are never laid out again")
	}
}
