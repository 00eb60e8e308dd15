// Package theme holds the looks of the finder: a few named tokens, and one set
// of colours for each kind of screen.
//
// No colour is written down anywhere else, and no token is told apart by its
// colour alone: what it marks also has a word or a sign. The package must not
// know what is painted with it.
package theme

import (
	"fmt"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"fettle/tui/paint"
)

// Theme is one set of looks.
type Theme struct {
	// Name is "auto", "light", "dark", "high-contrast" or "no-colour".
	Name string
	// Base is the ground and the ordinary text of the whole window.
	Base paint.Style
	// Strong marks names and titles.
	Strong paint.Style
	// Dim marks what matters less; it is never faint enough to be hard to read.
	Dim paint.Style
	// Heading marks the name of a part of the screen.
	Heading paint.Style
	// Here marks the heading of the part that has the keys.
	Here paint.Style
	// Fits, MayFit and Warn mark the two fits and trouble.
	Fits, MayFit, Warn paint.Style
	// Key marks the name of a key in a hint.
	Key paint.Style
	// Phone marks a telephone number.
	Phone paint.Style
	// Selected marks the row with the keys, Resting the same row while the keys
	// are elsewhere.
	Selected, Resting paint.Style
	// Lit is added to a word that was searched for, LitRow to one on the row with
	// the keys; both underline.
	Lit, LitRow paint.Style
	// Chip marks a filter that is chosen.
	Chip paint.Style
	// Bar is the ground of the first and the last line.
	Bar paint.Style

	colours Colours
}

// Colours are the colours of a theme as "#rrggbb"; "" is the terminal's own.
type Colours struct {
	// Ground is what the colours are made for; it is painted only when Fill is set.
	Ground string
	Fill   bool
	Text   string
	Dim    string
	Accent string
	Fits   string
	MayFit string
	Warn   string
	// RowGround and RowText are the row with the keys, RestGround the resting one.
	RowGround, RowText, RestGround string
	// BarGround and BarText are the first and the last line, and the chips.
	BarGround, BarText string
}

// Colours returns the colours that the theme was made from.
func (t *Theme) Colours() Colours { return t.colours }

// Names returns the themes that a person can ask for.
func Names() []string { return []string{"auto", "light", "dark", "high-contrast"} }

// New returns the theme of that name: "light", "dark", "high-contrast",
// "no-colour", and for "" and "auto" one that is readable on any ground.
func New(name string) (*Theme, error) {
	switch name {
	case "", "auto":
		return plain("auto", "32", "", "1;31"), nil
	case "no-colour":
		return plain("no-colour", "", "", "1"), nil
	case "dark":
		return coloured("dark", dark()), nil
	case "light":
		return coloured("light", light()), nil
	case "high-contrast":
		return coloured("high-contrast", highContrast()), nil
	}
	return nil, fmt.Errorf("%q is not a theme: choose auto, light, dark or high-contrast", name)
}

func dark() Colours {
	return Colours{
		Ground: "#1c1c1c", Dim: "#b2b2b2", Accent: "#87d7ff", Fits: "#9fdf9f", MayFit: "#ffd787", Warn: "#ffaf9f",
		RowGround: "#005f87", RowText: "#ffffff", RestGround: "#3a3a3a", BarGround: "#303030", BarText: "#eeeeee",
	}
}

func light() Colours {
	return Colours{
		Ground: "#ffffff", Dim: "#4e4e4e", Accent: "#00528a", Fits: "#1b6a20", MayFit: "#744600", Warn: "#a4161a",
		RowGround: "#005f87", RowText: "#ffffff", RestGround: "#d7d7d7", BarGround: "#e4e4e4", BarText: "#1c1c1c",
	}
}

func highContrast() Colours {
	return Colours{
		Ground: "#000000", Fill: true, Text: "#ffffff", Dim: "#ffffff", Accent: "#ffff00", Fits: "#7fff7f", MayFit: "#ffff00",
		Warn: "#ffb0b0", RowGround: "#ffff00", RowText: "#000000", RestGround: "#ffffff", BarGround: "#ffffff", BarText: "#000000",
	}
}

// plain returns a theme that works on any ground: the terminal's own text,
// bold, underlined and reversed, with at most three of its own colours.
func plain(name, fits, may, warn string) *Theme {
	return &Theme{
		Name: name, Strong: sgr("1"), Heading: sgr("1"), Here: sgr("1;7"),
		Fits: sgr(fits), MayFit: sgr(may), Warn: sgr(warn), Key: sgr("1"), Phone: sgr("1"),
		Selected: sgr("7"), Resting: sgr("4"), Chip: sgr("7"), Bar: "", Lit: sgr("1;4"), LitRow: sgr("1;4"),
	}
}

func sgr(attributes string) paint.Style {
	if attributes == "" {
		return ""
	}
	return paint.Style("\x1b[" + attributes + "m")
}

// coloured makes the looks of a set of colours.
func coloured(name string, c Colours) *Theme {
	t := &Theme{
		Name: name, colours: c,
		Strong: look(c.Text, "", true), Dim: look(c.Dim, "", false), Heading: look(c.Accent, "", true),
		Here: look(c.RowText, c.RowGround, true), Fits: look(c.Fits, "", false), MayFit: look(c.MayFit, "", false),
		Warn: look(c.Warn, "", true), Key: look("", "", true), Phone: look(c.Accent, "", true),
		Selected: look(c.RowText, c.RowGround, true), Resting: look(restText(c), c.RestGround, false),
		Chip: look(c.BarText, c.BarGround, false), Bar: look(c.BarText, c.BarGround, false),
		Lit: look(c.Accent, "", true) + sgr("4"), LitRow: sgr("4"),
	}
	if c.Fill {
		t.Base = look(c.Text, c.Ground, false)
	}
	return t
}

// restText returns the text of a resting row: the terminal's own on a quiet
// ground, dark on a bright one.
func restText(c Colours) string {
	if c.Fill {
		return c.Ground
	}
	return c.BarText
}

// look returns the sequence for a text colour and a ground, "" being the
// terminal's own.
func look(text, ground string, bold bool) paint.Style {
	s := ansi.Style{}
	if bold {
		s = s.Bold()
	}
	if text != "" {
		s = s.ForegroundColor(lipgloss.Color(text))
	}
	if ground != "" {
		s = s.BackgroundColor(lipgloss.Color(ground))
	}
	if len(s) == 0 {
		return ""
	}
	return paint.Style(s.String())
}
