package export

import (
	"errors"
	"fmt"
	"strings"

	"rsc.io/qr"

	"fettle/internal/service"
)

// The light border around a code in modules: what the standard asks for (ISO/IEC
// 18004), and what telephones still read where the window is small.
const (
	quiet      = 4
	leastQuiet = 2
)

// QRCode is a code to be shown on a screen or printed.
type QRCode struct {
	code *qr.Code
	// border is the light border in modules.
	border int
	// Text is what the code says.
	Text string
}

// ErrNoRoom is returned when a code does not fit where it is to be shown.
var ErrNoRoom = errors.New("the window is too small for the code")

// QR returns the code of a text, at level L: a screen has no dirt. It refuses
// more than a code can hold, 2,953 bytes.
func QR(text string) (QRCode, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return QRCode{}, fmt.Errorf("make a code of %d bytes: %w", len(text), err)
	}
	return QRCode{code, quiet, text}, nil
}

// Modules returns how many modules the code has each way, its border included.
func (c QRCode) Modules() int { return c.code.Size + 2*c.border }

// Dark reports whether a module is dark, counted from the outer corner of the
// border. What is beyond the code is light.
func (c QRCode) Dark(x, y int) bool { return c.code.Black(x-c.border, y-c.border) }

// Size returns how many columns and rows of a terminal the code takes, two
// modules above each other in a cell.
func (c QRCode) Size() (columns, rows int) { return c.Modules(), (c.Modules() + 1) / 2 }

// Lines returns the code in half blocks, a drawn half being dark. They are to be
// shown dark on light whatever the theme: many scanners read no other.
func (c QRCode) Lines() []string {
	var lines []string
	for y := 0; y < c.Modules(); y += 2 {
		var b strings.Builder
		for x := range c.Modules() {
			switch top, bottom := c.Dark(x, y), c.Dark(x, y+1); {
			case top && bottom:
				b.WriteString("█")
			case top:
				b.WriteString("▀")
			case bottom:
				b.WriteString("▄")
			default:
				b.WriteByte(' ')
			}
		}
		lines = append(lines, b.String())
	}
	return lines
}

// Terminal returns the lines with their colours, black on white of the fixed 256
// colours, for a terminal that is written to directly. Each line is of upper
// half blocks with both colours set, so that no letter shape of a block matters.
func (c QRCode) Terminal() []byte {
	const black, white = 16, 231
	colour := func(dark bool) int {
		if dark {
			return black
		}
		return white
	}
	var b strings.Builder
	for y := 0; y < c.Modules(); y += 2 {
		for x := range c.Modules() {
			fmt.Fprintf(&b, "\x1b[38;5;%d;48;5;%dm▀", colour(c.Dark(x, y)), colour(c.Dark(x, y+1)))
		}
		b.WriteString("\x1b[0m\n")
	}
	return []byte(b.String())
}

// QRDial returns a code that rings the one service of a document of contacts
// only, and false for every other document and where no number can be rung.
func QRDial(d Document) (QRCode, bool) {
	if !d.Contacts || len(d.Entries) != 1 || d.Entries[0].Service == nil {
		return QRCode{}, false
	}
	code, _, ok := QRRing(d.Entries[0].Service)
	return code, ok
}

// QRRing returns a code that rings a service, and the number as it is read; false
// when none can be rung.
func QRRing(s *service.Service) (code QRCode, number string, ok bool) {
	for _, p := range phonesOf(s) {
		if href := dialHref(p.Dial, ""); href != "" {
			code, err := QR(href)
			return code, cut(oneLine(p.Number), 60), err == nil
		}
	}
	return QRCode{}, "", false
}

// QRPages returns the document as as few codes as fit one at a time into that
// many columns and rows: all services in one, else as many on each as fit, each
// said as SMS says it, or by name and number alone where that does not fit. It
// returns ErrNoRoom when one service alone is too much.
func QRPages(d Document, columns, rows int) ([]QRCode, error) {
	end := ""
	if len(d.Emergency) > 0 {
		end = inSMS(d.Emergency[0].Words())
	}
	var pages []QRCode
	var page []string
	for _, e := range d.Entries {
		line := inSMS(smsLine(e))
		next, ok := fitting(append(page[:len(page):len(page)], line), end, columns, rows)
		if ok && len(page) > 0 {
			page, pages[len(pages)-1] = append(page, line), next
			continue
		}
		if !ok {
			next, ok = fitting([]string{line}, end, columns, rows)
		}
		for _, most := range []int{40, 20} {
			if !ok {
				line = inSMS(cut(e.Heading, most) + ": " + shortWay(e.Service))
				next, ok = fitting([]string{line}, end, columns, rows)
			}
		}
		if !ok {
			return nil, fmt.Errorf("%w: %s does not fit %d columns and %d rows", ErrNoRoom, e.Heading, columns, rows)
		}
		page, pages = []string{line}, append(pages, next)
	}
	return pages, nil
}

// fitting returns the code of some lines and whether it fits.
func fitting(lines []string, end string, columns, rows int) (QRCode, bool) {
	text := strings.Join(lines, "\n")
	if end != "" {
		text += "\n" + end
	}
	code, err := QR(text)
	if err != nil {
		return QRCode{}, false
	}
	for _, code.border = range []int{quiet, leastQuiet} {
		if w, h := code.Size(); w <= columns && h <= rows {
			return code, true
		}
	}
	return code, false
}
