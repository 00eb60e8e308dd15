// Package quick writes source code. It must not change a character of it.
package quick

import "io"

// Highlight writes the source as it is, whatever its language, the form and the
// style.
func Highlight(w io.Writer, source, _, _, _ string) error {
	_, err := io.WriteString(w, source)
	return err
}
