package paint

import (
	"slices"
	"testing"
)

func TestAFlagIsNotTornApart(t *testing.T) {
	t.Parallel()
	got := Wrap("Open Fettle without --demo for real ones, drop-in", 22)
	want := []string{"Open Fettle without", "--demo for real ones,", "drop-in"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
