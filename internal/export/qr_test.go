package export

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rsc.io/qr/coding"

	"fettle/internal/service"
)

// modulesOf reads half blocks back into modules, as a camera would see them.
func modulesOf(t *testing.T, lines []string) [][]bool {
	t.Helper()
	var grid [][]bool
	for _, line := range lines {
		var top, bottom []bool
		for _, r := range line {
			top = append(top, r == '█' || r == '▀')
			bottom = append(bottom, r == '█' || r == '▄')
			if !strings.ContainsRune("█▀▄ ", r) {
				t.Fatalf("a cell %q", r)
			}
		}
		grid = append(grid, top, bottom)
	}
	return grid
}

// decodeQR reads a code of bytes at level L from its modules. The mask is found
// from the pattern beside the corner; the plan of a version says where each bit
// is, and its blocks are put in order again.
func decodeQR(t *testing.T, grid [][]bool) string {
	t.Helper()
	border := slices.IndexFunc(grid, func(row []bool) bool { return slices.Contains(row, true) })
	if border != quiet && border != leastQuiet {
		t.Fatalf("a border of %d", border)
	}
	size := len(grid[0]) - 2*border
	for i := range size + 2*border {
		for _, edge := range []bool{grid[i][0], grid[0][i], grid[border-1][i], grid[i][border-1], grid[size+border][i], grid[i][size+border]} {
			if edge {
				t.Fatal("the border is not light")
			}
		}
	}
	dark := func(x, y int) bool { return grid[y+border][x+border] }
	version := coding.Version((size - 17) / 4)
	// Bits 10 to 14 of the format stand left of the upper corner: level and mask.
	format := 0
	for x := range 5 {
		format <<= 1
		if dark(x, 8) {
			format |= 1
		}
	}
	format ^= 0b10101
	if format>>3 != 0b01 {
		t.Fatalf("the level is %02b, want that of L", format>>3)
	}
	plan, err := coding.NewPlan(version, coding.L, coding.Mask(format&7))
	if err != nil {
		t.Fatal(err)
	}
	data := make([]byte, plan.DataBytes+plan.CheckBytes)
	for y, row := range plan.Pixel {
		for x, pixel := range row {
			if role := pixel.Role(); role != coding.Data && role != coding.Check {
				continue
			}
			// The plan's own colour of a bit is what the mask makes of a zero.
			if dark(x, y) != (pixel&coding.Black != 0) {
				data[pixel.Offset()/8] |= 0x80 >> (pixel.Offset() % 8)
			}
		}
	}
	bit := 0
	read := func(n int) int {
		value := 0
		for range n {
			value = value<<1 | int(data[bit/8]>>(7-bit%8)&1)
			bit++
		}
		return value
	}
	if mode := read(4); mode != 0b0100 {
		t.Fatalf("the mode is %04b, want that of bytes", mode)
	}
	lengthBits := 8
	if version >= 10 {
		lengthBits = 16
	}
	text := make([]byte, read(lengthBits))
	for i := range text {
		text[i] = byte(read(8))
	}
	return string(text)
}

func TestCodesReadBack(t *testing.T) {
	for _, n := range []int{1, 17, 50, 100, 106, 134, 220, 425, 644, 1000, 2953} {
		text := strings.Repeat("café: 01632 960 123. ", n/10+1)[:n]
		code, err := QR(text)
		if err != nil {
			t.Fatal(err)
		}
		columns, rows := code.Size()
		lines := code.Lines()
		if len(lines) != rows || len([]rune(lines[0])) != columns {
			t.Errorf("%d bytes: %d lines of %d, said %d by %d", n, len(lines), len([]rune(lines[0])), columns, rows)
		}
		if got := decodeQR(t, modulesOf(t, lines)); got != text {
			t.Errorf("%d bytes came back as %q", n, got)
		}
	}
	if _, err := QR(strings.Repeat("a", 2954)); err == nil {
		t.Error("a code holds more than it can")
	}
}

func TestTheTerminalFormIsTheSameCode(t *testing.T) {
	code, err := QR("tel:+441632960123")
	if err != nil {
		t.Fatal(err)
	}
	cell := regexp.MustCompile(`\x1b\[38;5;(\d+);48;5;(\d+)m▀`)
	var grid [][]bool
	for line := range strings.SplitSeq(strings.TrimSuffix(string(code.Terminal()), "\n"), "\n") {
		if rest := cell.ReplaceAllString(line, ""); rest != "\x1b[0m" {
			t.Fatalf("a line holds more than cells: %q", rest)
		}
		var top, bottom []bool
		for _, found := range cell.FindAllStringSubmatch(line, -1) {
			top, bottom = append(top, found[1] == "16"), append(bottom, found[2] == "16")
		}
		grid = append(grid, top, bottom)
	}
	if got := decodeQR(t, grid); got != "tel:+441632960123" {
		t.Errorf("read %q", got)
	}
}

func TestPagesOfCodes(t *testing.T) {
	eight := samples()[3].document(t, variants()["normal"])
	for _, size := range []struct{ columns, rows, pages int }{{200, 100, 1}, {120, 60, 1}, {100, 40, 3}, {80, 24, 8}} {
		pages, err := QRPages(eight, size.columns, size.rows)
		if err != nil {
			t.Errorf("%d by %d: %v", size.columns, size.rows, err)
			continue
		}
		all := ""
		for _, page := range pages {
			if w, h := page.Size(); w > size.columns || h > size.rows {
				t.Errorf("%d by %d: a page of %d by %d", size.columns, size.rows, w, h)
			}
			if got := decodeQR(t, modulesOf(t, page.Lines())); got != page.Text || !strings.HasSuffix(got, "Call 999.") {
				t.Errorf("a page says %q and holds %q", page.Text, got)
			}
			all += page.Text
		}
		for _, e := range eight.Entries {
			if !strings.Contains(all, strings.ReplaceAll(e.Heading, "’", "'")) {
				t.Errorf("%d by %d: %q is on no page", size.columns, size.rows, e.Heading)
			}
		}
		if len(pages) > size.pages {
			t.Errorf("%d by %d: %d pages, at most %d wanted", size.columns, size.rows, len(pages), size.pages)
		}
	}
	if pages, err := QRPages(eight, 80, 20); err != nil || len(pages) != 8 {
		t.Errorf("what a window of 80 by 24 leaves: %d pages, %v", len(pages), err)
	}
	if _, err := QRPages(eight, 30, 15); !errors.Is(err, ErrNoRoom) {
		t.Errorf("a window of 30 by 15: %v", err)
	}
	if pages, err := QRPages(samples()[0].document(t, variants()["normal"]), 80, 24); err != nil || len(pages) != 0 {
		t.Errorf("an empty list: %v, %v", pages, err)
	}
}

func TestOneServiceCanBeRung(t *testing.T) {
	for _, tc := range []struct {
		name, variant, want string
		services            []*service.Service
	}{
		{"one", "contacts", "tel:+441632960123", []*service.Service{full(1)}},
		{"not of contacts", "normal", "", []*service.Service{full(1)}},
		{"two", "contacts", "", []*service.Service{full(1), full(2)}},
		{"no number", "contacts", "", []*service.Service{{ID: "demo/0", Name: "x", Email: "x@example.org"}}},
		{"no safe number", "contacts", "", []*service.Service{hostile()}},
		{"gone", "contacts", "", []*service.Service{nil}},
	} {
		code, ok := QRDial(sample{services: tc.services}.document(t, variants()[tc.variant]))
		if code.Text != tc.want || ok != (tc.want != "") {
			t.Errorf("%s: %q, %v", tc.name, code.Text, ok)
		}
		if ok {
			if got := decodeQR(t, modulesOf(t, code.Lines())); got != tc.want {
				t.Errorf("%s: the code says %q", tc.name, got)
			}
		}
	}
}
