package theme_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"fettle/tui/theme"
)

// luminance is the relative luminance of "#rrggbb" (WCAG 2.2).
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	part := func(hex string) float64 {
		n, err := strconv.ParseUint(hex, 16, 8)
		if err != nil {
			t.Fatalf("%q is no colour: %v", colour, err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(colour[1:3]) + 0.7152*part(colour[3:5]) + 0.0722*part(colour[5:7])
}

// TestTextCanBeRead measures the contrast of every text with its ground: 4.5 to
// 1 at least (WCAG 2.2, 1.4.3), and 7 to 1 in high contrast (1.4.6).
func TestTextCanBeRead(t *testing.T) {
	t.Parallel()
	for name, least := range map[string]float64{"dark": 4.5, "light": 4.5, "high-contrast": 7} {
		th, err := theme.New(name)
		if err != nil {
			t.Fatal(err)
		}
		c := th.Colours()
		pairs := map[string][2]string{
			"dim": {c.Dim, c.Ground}, "accent": {c.Accent, c.Ground}, "fits": {c.Fits, c.Ground}, "may fit": {c.MayFit, c.Ground},
			"warn": {c.Warn, c.Ground}, "row": {c.RowText, c.RowGround}, "bar": {c.BarText, c.BarGround},
		}
		for what, p := range pairs {
			a, b := luminance(t, p[0]), luminance(t, p[1])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
				t.Errorf("%s: the contrast of %s is %.1f to 1, want %.1f", name, what, ratio, least)
			}
		}
	}
}

func TestNoColourHasNoColour(t *testing.T) {
	t.Parallel()
	th, err := theme.New("no-colour")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{string(th.Base), string(th.Dim), string(th.Heading), string(th.Fits), string(th.MayFit), string(th.Warn), string(th.Selected), string(th.Bar), string(th.Chip), string(th.Resting)} {
		for attribute := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(s, "\x1b["), "m"), ";") {
			if n, _ := strconv.Atoi(attribute); n >= 30 {
				t.Errorf("%q sets a colour", s)
			}
		}
	}
}

func TestThemesByName(t *testing.T) {
	t.Parallel()
	for _, name := range append(theme.Names(), "") {
		if _, err := theme.New(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := theme.New("pink"); err == nil || !strings.Contains(err.Error(), "choose auto, light, dark or high-contrast") {
		t.Errorf("an unknown theme says %v", err)
	}
}
