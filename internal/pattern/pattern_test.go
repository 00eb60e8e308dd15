package pattern

import "testing"

// TestLater asks for an expression twice, and for one that is none.
func TestLater(t *testing.T) {
	digits := Later(`\d+`)
	if one, other := digits(), digits(); one != other || one.FindString("tea at 10:30") != "10" {
		t.Errorf("%p and %p find %q, want one expression that finds 10", one, other, one.FindString("tea at 10:30"))
	}
	none := Later(`(`)
	defer func() {
		if recover() == nil {
			t.Error("an expression that is none is made")
		}
	}()
	none()
}
