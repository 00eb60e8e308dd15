package export

import (
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// photographed is a code as a camera sees it straight on: squares of some pixels.
func photographed(grid [][]bool) image.Image {
	const pixels, around = 6, 20
	size := len(grid[0])*pixels + 2*around
	picture := image.NewGray(image.Rect(0, 0, size, len(grid)*pixels+2*around))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.Gray{240}), image.Point{}, draw.Src)
	for y, row := range grid {
		for x, dark := range row {
			shade := color.Gray{240}
			if dark {
				shade = color.Gray{10}
			}
			square := image.Rect(x*pixels, y*pixels, (x+1)*pixels, (y+1)*pixels).Add(image.Pt(around, around))
			draw.Draw(picture, square, image.NewUniform(shade), image.Point{}, draw.Src)
		}
	}
	return picture
}

// scanned reads a picture with a reader that others wrote.
func scanned(t *testing.T, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	found, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"})
	if err != nil {
		t.Fatalf("no code was found: %v", err)
	}
	return found.GetText()
}

// TestAnotherReaderReadsTheCodes draws every page of codes as a picture and has
// it read by a reader of QR codes that shares nothing with the writer.
func TestAnotherReaderReadsTheCodes(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		for _, window := range [][2]int{{80, 20}, {120, 50}} {
			pages, err := QRPages(d, window[0], window[1])
			if err != nil && name != "hostile" { // whose number is an attack of 80 letters
				t.Errorf("%s, %s, %v: %v", variant, name, window, err)
			}
			for _, page := range pages {
				if got := scanned(t, photographed(modulesOf(t, page.Lines()))); got != page.Text {
					t.Errorf("%s, %s, %v: read %q, want %q", variant, name, window, got, page.Text)
				}
			}
		}
	})
}

func TestAnotherReaderReadsTheTerminalForm(t *testing.T) {
	code, _, ok := QRRing(full(1))
	if !ok {
		t.Fatal("no number to ring")
	}
	var grid [][]bool
	for line := range strings.Lines(string(code.Terminal())) {
		var top, bottom []bool
		for _, found := range regexp.MustCompile(`\x1b\[38;5;(\d+);48;5;(\d+)m▀`).FindAllStringSubmatch(line, -1) {
			top, bottom = append(top, found[1] == "16"), append(bottom, found[2] == "16")
		}
		grid = append(grid, top, bottom)
	}
	if got := scanned(t, photographed(grid)); got != "tel:+441632960123" {
		t.Errorf("read %q", got)
	}
}
