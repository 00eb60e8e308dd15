// Package styles keeps the styles that Glamour makes, as it asks for them again.
// It must not hold any of its own.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry has the styles by name. Glamour guards it with a lock of its own.
var Registry = map[string]*chroma.Style{}

// Register keeps a style and returns it.
func Register(style *chroma.Style) *chroma.Style {
	Registry[style.Name] = style
	return style
}
