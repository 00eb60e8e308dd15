// Command licences writes internal/licences/licences.txt: the licences of
// everything that is built into the program, on any of the systems it is built
// for.
//
// It reads the modules from the module cache, so they are those that go.mod
// names. It must not decide what a licence allows: one that it does not know by
// sight is an error, so that somebody reads it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// target is the file that is written, from the root of the repository.
var target = filepath.Join("internal", "licences", "licences.txt")

func main() {
	root := flag.String("root", ".", "the root of the repository")
	flag.Parse()
	text, err := collect(context.Background(), *root)
	if err == nil {
		err = os.WriteFile(filepath.Join(*root, target), []byte(text), 0o644) //nolint:gosec // a file of the repository
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}
