package theme

import "fettle/tui/paint"

// Code returns the look of a cell of a code to be scanned whose upper and lower
// half are dark or light: an upper half block, black on white of the fixed
// colours whatever the theme.
func Code(upperDark, lowerDark bool) paint.Style {
	colour := func(dark bool) string {
		if dark {
			return "16"
		}
		return "231"
	}
	return paint.Style("\x1b[38;5;" + colour(upperDark) + ";48;5;" + colour(lowerDark) + "m")
}
