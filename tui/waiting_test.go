package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fettle/internal/service"
)

// Keys that are pressed before the answer is there mean the answer, in their
// order.
func TestKeysWaitForTheAnswer(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 90, 24)
	d.hold = true
	d.write("club bb2")
	d.press("enter", "s", "down", "s", "l")
	d.seesNot("Shortlist: 2")
	d.release()
	d.sees("Shortlist: 2 services", "> 1  Tuesday Lunch Club  ", "  2  Tuesday Lunch Club 2  ")
}

// A letter that comes after a waiting key is that key's, not the search box's.
func TestALetterAfterAWaitingKeyIsNoText(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 90, 24)
	d.hold = true
	d.write("club")
	d.press("enter")
	d.write("o")
	d.press("/")
	d.write("s")
	d.release()
	d.sees(">Search:  clubs")
	if got := d.a.find.Question().Sort; got != service.SortName {
		t.Errorf("the order is %v", got)
	}
}

func TestKeysOfAQuestionThatFailsAreDropped(t *testing.T) {
	t.Parallel()
	var fail error
	d := newDriver(t, 90, 24, func(d *Deps) {
		search := d.Search
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			if fail != nil {
				return service.Result{}, fail
			}
			return search(ctx, q)
		}
	})
	d.hold, fail = true, errors.New("the disk is asleep")
	d.write("club")
	d.press("enter", "s")
	d.release()
	d.sees("The disk is asleep", "0 on the shortlist")
	if len(d.a.waiting) > 0 {
		t.Errorf("%d keys still wait", len(d.a.waiting))
	}
}

// Leaving and hiding never wait, and a key held down ends some time.
func TestWhatNeverWaits(t *testing.T) {
	t.Parallel()
	d := newDriver(t, 90, 24)
	d.hold = true
	d.write("club")
	d.press(strings.Fields(strings.Repeat("enter ", 2*mostWaiting))...)
	if len(d.a.waiting) != mostWaiting {
		t.Errorf("%d keys wait, want %d", len(d.a.waiting), mostWaiting)
	}
	d.press("f8")
	d.seesNot("Search:")
	d.press("ctrl+c", "ctrl+c")
	d.release()
	if !d.quit {
		t.Error("Ctrl+C twice did not leave")
	}
}
