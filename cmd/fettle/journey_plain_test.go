//go:build !windows

package main

import (
	"os"
	"path/filepath"
	"testing"

	"fettle/internal/demo"
)

// A worker who hears the screen finds a service for a man of 72, marks two, reads
// one, puts two side by side, saves the search, locks the list, writes the page
// and leaves; and no byte but text and line ends is ever written.
func TestJourneyLineByLine(t *testing.T) {
	data := t.TempDir()
	args := []string{"demo", "--data", data, "--now", "2026-11-23T10:00"}
	w := openTypewriter(t, args...)
	w.hears("Fettle, line by line. This terminal has no screen", "made up. Do not ring", "Demo, search: ")
	w.types("lonely 72yo near bamber bridge", "is read as age 72", "near Bamber Bridge", "1. ", "Demo, services 1 to 5 of ")
	w.types("when tue morning", "Chosen: tue morning", "Demo, services 1 to ")
	w.types("f", "1. Need", "2. Age. Chosen: Age 72", "Demo, filters: ")
	w.types("5", "1. ", "Demo, more filters: ")
	w.types("b", "Demo, filters: ")
	w.types("b", "Back at the services", "Demo, services 1 to ")
	w.types("s 1 2", "Marked: ", "Your shortlist has 2 services", "Demo, services")
	w.types("1", "Phone: ", "Where: ", "It is on your shortlist", "Demo, reading ")
	w.types("m", "Demo, reading ")
	w.types("w", "each thing that was asked", "Age: yes", "Demo, reading ")
	w.presses("\x03", "Ctrl+C again leaves", "Demo, reading ")
	w.types("next", "Phone", "Demo, reading ")
	w.types("compare 1", "First: ", "Phone, second: ", "The same for both:", "Demo, side by side: ")
	w.types("b", "Back at ", "Demo, reading ")
	w.types("save", "Type a name for the search: lonely", "Demo, name: ")
	w.types("Lonely on Tuesdays", "Saved: Lonely on Tuesdays. Left out", "Demo, reading ")
	w.types("l", "has 2 services", "1. ", "2. ", "Demo, shortlist of 2: ")
	w.types("note 1", "Demo, note: ")
	w.types("ask for the kitchen", "Note saved", "Demo, shortlist of 2: ")
	w.types("lists", "Demo, shortlists: ")
	w.types("r", "Demo, name: ")
	w.types("tuesdays", "The list is called tuesdays", "Demo, shortlists: ")
	w.types("p", "Demo, new passphrase: ")
	w.types("five  quiet words", "Demo, the same again: ")
	w.types("five  quiet words", "The list is locked", "Demo, shortlists: ")
	w.types("shortlist", "Note: ask for the kitchen", "Demo, shortlist of 2: ")
	w.types("e", "1. Page to print or send", "Demo, give out as: ")
	w.types("1", "1. Write it as a file", "Demo, page to print or send: ")
	w.types("1", "Saved as ", "Demo, page to print or send: ")
	w.types("hide", "Monday 23 November 2026: ")
	w.types("back", "1. Write it as a file", "Demo, page to print or send: ")
	w.types("n", "Ready for the next person", "Demo, search: ")
	w.types("searches", "1. Lonely on Tuesdays, saved: lonely", "Demo, searches: ")
	w.types("1", "Asked again", "Demo, services 1 to ")
	w.types("\x1b[A\x1b[Bu", "Undone", "Demo, ")
	w.types("?", "1. ", "Demo, help: ")
	w.types("q", "Your shortlist is saved.")
	w.ends()
	w.reads("quiet words")

	again := openTypewriter(t, args...)
	again.hears("Demo, search: ")
	again.types("lists", "tuesdays", "Locked", "Demo, shortlists: ")
	again.types("1", "Demo, passphrase: ")
	again.types("five  quiet words", "The list is open", "Demo, shortlist of 2: ")
	again.presses("\x03", "Ctrl+C again leaves")
	again.presses("\x03", "Your shortlist is saved.")
	again.ends()
	again.reads("quiet words")
}

// Somebody who opens it for the first time answers two questions with a saved
// file, and finds its services near the place.
func TestJourneyFirstStartLineByLine(t *testing.T) {
	feeds, err := demo.Feeds("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "list.json")
	if err := os.WriteFile(file, feeds[0].Body, 0o600); err != nil {
		t.Fatal(err)
	}
	w := openTypewriter(t, "--data", t.TempDir(), "--now", "2026-11-23T10:00")
	w.hears("1 of 2. Where do you work?", "Place: ")
	w.types("burnley", "Searches will begin near Burnley", "2 of 2.", "made-up services", "Services from: ")
	w.types(file, "Every search begins near Burnley", "Search: ")
	w.types("coffee", "Within 5 miles of Burnley", "1. ")
	w.types("q", "Your shortlist is saved.")
	w.ends()
	w.reads()

	left := openTypewriter(t, "--data", t.TempDir())
	left.hears("Place: ")
	left.presses("\x03", "Ctrl+C again leaves")
	left.presses("\x03", "Nothing was set.")
	left.ends()
	left.reads()
}

// A trainer hands out a card line by line, and starts afresh for the next one.
func TestJourneyTrainingLineByLine(t *testing.T) {
	w := openTypewriter(t, "demo", "--trainer", "--data", t.TempDir(), "--now", "2026-11-23T10:00")
	w.hears("cards hands out a situation", "Demo, search: ")
	w.types("cards", "1. Mr A", "Demo, situation cards: ")
	w.types("1", "Find two or three services", "1. Start with this card", "Demo, card: ")
	w.types("hint", "A hint: ", "Demo, card: ")
	w.types("start", "cards reads the card again", "Demo, search: ")
	w.types("widowers breakfast", "1. Widowers' Breakfast", "Demo, service")
	w.types("s 1", "Your shortlist has 1 service", "Demo, service")
	w.types("cards", "It is being worked on", "Demo, situation cards: ")
	w.types("1", "Demo, card: ")
	w.types("reveal", "A good way to ask: ", "Widowers' Breakfast", "Why: ", "Demo, card: ")
	w.types("ask", "Asked as the good answer does", "1. ", "Demo, service")
	w.types("reset", "The demonstration is as new", "Demo, search: ")
	w.types("l", "Your shortlist is empty", "Demo, shortlist of 0: ")
	w.types("q", "Your shortlist is saved.")
	w.ends()
	w.reads()
}
