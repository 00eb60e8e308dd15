// Package licences holds the licences of everything by others that is built
// into the program. `make licences` writes them.
//
// The package must hold nothing else; the licences of data are said by those
// who read the data.
package licences

import (
	_ "embed" // the licences are a file
	"strings"
)

//go:embed licences.txt
var text string

// List returns a line for each part by others: its name, its licence and its
// version.
func List() string {
	list, _, _ := strings.Cut(text, "\n\n")
	return list + "\n"
}

// Full returns the list, and after it the texts of all licences.
func Full() string { return text }
