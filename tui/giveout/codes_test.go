package giveout_test

import (
	"regexp"
	"testing"

	"fettle/tui/giveout"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// TestACodeIsPaintedSquareForSquare reads painted cells back into squares.
func TestACodeIsPaintedSquareForSquare(t *testing.T) {
	t.Parallel()
	const size = 21
	dark := func(x, y int) bool { return (x*x+3*y+x*y)%5 < 2 }
	th, err := theme.New("dark")
	if err != nil {
		t.Fatal(err)
	}
	codes := giveout.NewCodes("Scan it", []giveout.Square{{Modules: size, Dark: dark}, {Modules: 3, Dark: dark}})
	cell := regexp.MustCompile(`\x1b\[38;5;(16|231);48;5;(16|231)m▀`)
	lines := codes.Lines(nil, 40, 20, th)
	if len(lines) != 20 {
		t.Fatalf("%d lines of 20", len(lines))
	}
	for y := range (size + 1) / 2 {
		cells := cell.FindAllStringSubmatch(lines[y], -1)
		if len(cells) != size {
			t.Fatalf("line %d has %d cells, want %d", y, len(cells), size)
		}
		for x, found := range cells {
			top, bottom := found[1] == "16", found[2] == "16"
			if top != dark(x, 2*y) || bottom != (2*y+1 < size && dark(x, 2*y+1)) {
				t.Fatalf("the squares at %d,%d are painted otherwise", x, 2*y)
			}
		}
	}
	codes.Move(widget.Down)
	if got := len(cell.FindAllString(codes.Lines(nil, 40, 20, th)[0], -1)); got != 3 || codes.Turn(1) {
		t.Errorf("the second code has %d squares a line", got)
	}
}
