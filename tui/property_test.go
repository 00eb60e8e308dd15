package tui

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"fettle/internal/service"
	"fettle/tui/layout"
	"fettle/tui/madeup"
)

// checkFrame fails when a frame does not fit its window, or holds a byte that
// could disturb the terminal.
func checkFrame(t *testing.T, d *driver, what string) {
	t.Helper()
	content, cursor := d.a.draw()
	lines := strings.Split(content, "\n")
	if len(lines) > d.a.h {
		t.Fatalf("%s: %d lines in a window of %d", what, len(lines), d.a.h)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > d.a.w {
			t.Fatalf("%s: line %d is %d cells wide in a window of %d: %q", what, i, w, d.a.w, line)
		}
	}
	if cursor.X >= d.a.w || cursor.X >= 0 && (cursor.Y < 0 || cursor.Y >= d.a.h) {
		t.Fatalf("%s: the cursor is at %d,%d", what, cursor.X, cursor.Y)
	}
	if bad := controlIn(content); bad != "" {
		t.Fatalf("%s: the frame holds %s", what, bad)
	}
	if d.a.w >= layout.MinWidth && d.a.h >= layout.MinHeight && !strings.Contains(lines[len(lines)-1], "Help") {
		t.Fatalf("%s: no hint of the help in the last line %q", what, lines[len(lines)-1])
	}
}

// controlIn names the first character that is neither text, a line break nor
// part of a colour sequence; "" is none.
func controlIn(content string) string {
	rest := content
	for {
		i := strings.IndexByte(rest, 0x1b)
		plain := rest
		if i >= 0 {
			plain = rest[:i]
		}
		for _, r := range plain {
			if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co)) {
				return fmt.Sprintf("%U", r)
			}
		}
		if i < 0 {
			return ""
		}
		end := strings.IndexByte(rest[i:], 'm')
		if end < 2 || strings.Trim(rest[i+2:i+end], "0123456789;:") != "" {
			return fmt.Sprintf("the sequence %q", rest[i:min(i+12, len(rest))])
		}
		rest = rest[i+end+1:]
	}
}

// TestEverySizeFits draws every main screen in every theme at sizes from 20 by
// 6 to 250 by 80.
func TestEverySizeFits(t *testing.T) {
	t.Parallel()
	looks := map[string]func(*Deps){
		"auto": func(*Deps) {}, "light": func(d *Deps) { d.Theme = "light" }, "dark": func(d *Deps) { d.Theme = "dark" },
		"high contrast": func(d *Deps) { d.Theme = "high-contrast" }, "no colour": func(d *Deps) { d.NoColour = true },
	}
	for name, look := range looks {
		for _, state := range states() {
			t.Run(name+" "+state.name, func(t *testing.T) {
				t.Parallel()
				// One look at many sizes, the others at some.
				dx, dy := 31, 17
				switch {
				case testing.Short():
					dx, dy = 47, 29
				case name == "dark":
					dx, dy = 9, 6
				}
				d := newDriver(t, 80, 24, look)
				state.keys(d)
				for w := 20; w <= 250; w += dx {
					for h := 6; h <= 80; h += dy {
						d.send(tea.WindowSizeMsg{Width: w, Height: h})
						checkFrame(t, d, fmt.Sprintf("%d by %d", w, h))
					}
				}
				for _, edge := range [][2]int{{1, 1}, {0, 0}, {29, 8}, {30, 7}, {30, 8}, {49, 8}, {50, 9}, {99, 10}, {100, 8}, {100, 9}, {5000, 3}} {
					d.send(tea.WindowSizeMsg{Width: edge[0], Height: edge[1]})
					checkFrame(t, d, fmt.Sprint(edge))
				}
			})
		}
	}
}

// TestHostileTextStaysText puts what disturbs terminals into every text of a
// record, of a place, of an error and of the contents.
func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	nasty := "A\x1b[2Jb\x1b]0;title\x07c\rd\ne\tf\u202eg\u200bh\u0085i\x9bj\U0001F468\u200d\U0001F469k\xffl\x00m*_`[x](http://e)<b>\u2028n\ufe0f\U000E0041 " + strings.Repeat("long", 60)
	lib := hostileServices(nasty)
	hostile := func(d *Deps) {
		d.Search = lib.Search
		d.Service = lib.Service
		d.Contents = func() service.Contents {
			return service.Contents{Services: 9, Feeds: []service.FeedContents{{Name: nasty, Publisher: nasty, Trouble: nasty, Synced: fakeNow()}}}
		}
		d.Locate = func(string) ([]service.Near, error) { return []service.Near{{Name: nasty}}, nil }
		d.Needs = []service.Option{{ID: "company", Label: nasty}}
	}
	for _, size := range [][2]int{{30, 8}, {40, 12}, {80, 24}, {132, 43}, {200, 60}} {
		for _, state := range states() {
			d := newDriver(t, size[0], size[1], hostile)
			state.keys(d)
			checkFrame(t, d, state.name)
			d.press("f1")
			checkFrame(t, d, state.name+" with help")
			if title := d.a.View().WindowTitle; title != "Fettle DEMO" {
				t.Errorf("the window's title is %q", title)
			}
		}
	}
}

func hostileServices(nasty string) *madeup.Library {
	all := fakeServices()[:9]
	for i := range all {
		s := &all[i]
		s.Name, s.AlternateName, s.Summary, s.Description, s.Alert, s.Eligibility = nasty, nasty, nasty, nasty+"\n\n- "+nasty+"\n## "+nasty, nasty, nasty
		s.Organisation.Name, s.Timing, s.AccessNote, s.Email, s.URL, s.Cost.Words = nasty, nasty, nasty, nasty, nasty, nasty
		s.Phones = []service.Phone{{Number: nasty, Label: nasty, Extension: nasty}}
		s.Contacts = []service.Contact{{Name: nasty, Title: nasty, Email: nasty, Phones: s.Phones}}
		s.Languages, s.Accessibility, s.Audience = []string{nasty}, []string{nasty}, []string{nasty}
		s.Locations = []service.Location{{Name: nasty, Address: service.Address{Street: nasty, Town: nasty, Postcode: nasty}, Point: &service.Point{}}}
		s.Areas, s.Assured.By, s.Source.Feed, s.Source.URL = []service.Area{{Name: nasty}}, nasty, nasty, nasty
	}
	return fakeLibrary(all)
}
