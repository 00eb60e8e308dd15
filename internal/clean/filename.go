package clean

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxFileName is the longest file name in characters, without its ending.
const maxFileName = 60

// FileName turns a title into the name of a file, without an ending, that every
// system takes: letters a to z, digits and hyphens, 1 to 60 of them, and none
// of the names that Windows keeps for devices.
func FileName(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(Line(s, 4*maxFileName)) {
		r = unicode.ToLower(r)
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
		case unicode.Is(unicode.M, r) || r == '\'' || r == '’':
			// Part of the word around it.
		default:
			hyphen = true
		}
	}
	name := b.String()
	if len(name) > maxFileName {
		name = strings.TrimRight(name[:maxFileName], "-")
	}
	if name == "" || isDevice(name) {
		name = strings.TrimSuffix("file-"+name, "-")
	}
	return name
}

// isDevice reports whether Windows keeps a name for a device.
func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) &&
		name[3] >= '0' && name[3] <= '9'
}
