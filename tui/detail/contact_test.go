package detail

import (
	"strings"
	"testing"
)

func TestLargeFigures(t *testing.T) {
	t.Parallel()
	got := strings.Join(largeNumber("012 345 6789", 60), "\n")
	want := strings.Join([]string{
		" _       _      _       _      _   _   _   _  ",
		"| |   |  _|     _| |_| |_     |_    | |_| |_| ",
		"|_|   | |_      _|   |  _|    |_|   | |_|  _| ",
	}, "\n")
	if got != want {
		t.Errorf("the figures are\n%s\nwant\n%s", got, want)
	}
	for width := range 70 {
		for _, number := range []string{"01632 960 123", "999", "0808 157 0382", "+44 1632", "text", ""} {
			lines := largeNumber(number, width)
			for _, line := range lines {
				if len(line) > width {
					t.Fatalf("%s in %d cells takes %d", number, width, len(line))
				}
			}
			if len(lines)%3 != 0 || number == "999" && width >= 12 && len(lines) != 3 {
				t.Fatalf("%s in %d cells has %d lines", number, width, len(lines))
			}
		}
	}
}
