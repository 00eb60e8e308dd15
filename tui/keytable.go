package tui

import (
	"fmt"
	"strings"
)

// KeyTable returns the table of all keys in Markdown, for the documentation.
func KeyTable() string {
	var b strings.Builder
	b.WriteString("| key | what it does | where |\n| --- | --- | --- |\n")
	for _, k := range Keys() {
		keys := make([]string, len(k.Keys))
		for i, key := range k.Keys {
			keys[i] = "`" + key + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", strings.Join(keys, " "), k.Title, strings.Join(k.Where, ", "))
	}
	return b.String()
}
