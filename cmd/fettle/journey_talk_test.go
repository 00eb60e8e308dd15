package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fettle/internal/demo"
)

// bothSizes runs a journey in a terminal of either usual size.
func bothSizes(t *testing.T, journey func(t *testing.T, width, height int)) {
	t.Helper()
	for _, size := range [][2]int{{80, 24}, {132, 43}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) { journey(t, size[0], size[1]) })
	}
}

// TestJourneyConversation talks a situation through, goes back once, and comes
// to services.
func TestJourneyConversation(t *testing.T) {
	bothSizes(t, func(t *testing.T, width, height int) {
		m := openTerminal(t, width, height, "demo", "--data", t.TempDir(), "--now", "2026-11-23T10:00")
		m.sees("538 services")
		m.keys("C-t", "Guided conversations", "A first conversation")
		m.keys("Enter", "What would help most just now?", "1 Company")
		m.keys("5", "Set: Caring for someone", "Where do they live?")
		m.types("kendal")
		m.keys("Enter", "How do they get about?", "Within 5 miles of Kendal")
		m.keys("Left", "Where do they live?", "[Caring for someone]")
		m.types("kendal")
		m.keys("Enter", "How do they get about?")
		m.keys("3", "Set: Within 10 miles of Kendal", "How old is the person")
		m.keys("Right", "The last question was skipped.", "When would suit them?")
		m.keys("Tab", "t goes on with the conversation", "[Within 10 miles of Kendal")
		m.keys("t", "Go on with: A first conversation")
		m.keys("Escape", "Kentfold")
		m.keys("q", "Press q again to leave.")
		m.keys("q")
		m.ended()
	})
}

// TestJourneyTraining hands out a card, looks for services, reveals the answer
// and starts afresh.
func TestJourneyTraining(t *testing.T) {
	bothSizes(t, func(t *testing.T, width, height int) {
		m := openTerminal(t, width, height, "demo", "--trainer", "--data", t.TempDir(), "--now", "2026-11-23T10:00")
		m.sees("what you press is shown here")
		m.keys("F2", "Situation cards", "1 Mr A, 78")
		m.keys("Enter", "He was a fitter.")
		m.keys("Enter", "Card: Mr A, 78, lost his wife in spring")
		m.types("widow", `Keys: F2`, "Widowers' Breakfast")
		m.keys("Enter", `"widow"`, "Go to the services")
		m.keys("s", "1 on the shortlist")
		m.keys("F2", "He was a fitter.")
		m.keys("r", "Services that a careful worker would pick", "Bay Men's Shed")
		m.keys("a", "[Age 78]", "3 fit")
		m.keys("C-r", "The demonstration is as new.", "0 on the shortlist", "538 services")
		m.keys("Enter")
		m.keys("q")
		m.ended()
	})
}

// TestJourneyFirstStart answers the three questions with a saved file, and finds
// its services near the place.
func TestJourneyFirstStart(t *testing.T) {
	feeds, err := demo.Feeds("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	bothSizes(t, func(t *testing.T, width, height int) {
		file := filepath.Join(t.TempDir(), "list.json")
		if err := os.WriteFile(file, feeds[0].Body, 0o600); err != nil {
			t.Fatal(err)
		}
		m := openTerminal(t, width, height, "--data", t.TempDir(), "--now", "2026-11-23T10:00")
		m.sees("1 of 3. Where do you work?")
		m.types("burnley")
		m.keys("Enter", "2 of 3.")
		m.types(file)
		m.keys("Enter", "3 of 3.")
		m.keys("Down")
		m.keys("Enter", "[Within 5 miles of Burnley", "Search:")
		m.keys("C-c", "Press Ctrl+C again")
		m.keys("C-c")
		m.ended()
	})
}
