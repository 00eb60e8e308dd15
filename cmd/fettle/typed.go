package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/paths"
	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/internal/when"
)

// lookup is what reading a typed line needs, from the places of a library.
func lookup(finder *placeFinder) typed.Lookup {
	return typed.Lookup{Place: finder.locate, Town: finder.towns, Time: when.ParseWindows}
}

// placesOf returns what finds places by a library.
func (a *app) placesOf(p paths.Paths, lib *index.Library) *placeFinder {
	return &placeFinder{lib: lib, find: func() (*place.Finder, error) { return a.placeFinder(p, lib) }}
}

// readWords reads the words of a search as the finder reads its search box, and
// says what stands after "near" and is no place.
func (a *app) readWords(p paths.Paths, lib *index.Library, words string, now time.Time) typed.Reading {
	read := typed.Read(words, false, now, lookup(a.placesOf(p, lib)))
	for _, note := range read.Notes {
		a.sayf("%s\n", note)
	}
	if read.Trouble != nil {
		a.sayf("%s.\n", strings.TrimRight(read.Trouble.Error(), "?."))
	}
	return read
}

// over returns a question as it was read from the words, with what flags said
// instead of what the words say.
func (f searchFlags) over(cmd *cobra.Command, read, flags service.Query) service.Query {
	if flags.Age != nil {
		read.Age = flags.Age
	}
	if cmd.Flags().Changed("within") {
		read.Within = flags.Within
	}
	return read
}
