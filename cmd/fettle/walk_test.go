package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fettle/tui"
)

// walked is one step of the walk: the actions that its keys are for, the keys as
// the page of journeys writes them, and what is seen after it.
type walked struct{ ids, press, sees string }

// findingWalk goes through everything that is done while finding.
func findingWalk() []walked {
	return []walked{
		{"help", `F1`, "What can I do here?"},
		{"do redraw", `"draw the screen" Enter`, "F1 Help"},
		{"filters", `Tab`, ">1 Need"},
		{"down up last first page-down page-up", `Down Up End Home Page+Down Page+Up`, ">[ ] Company"},
		{"choose", `Space`, "[x] Company"},
		{"next-part", `Tab`, ">2 Age"},
		{"previous-part", `Shift+Tab`, ">1 Need"},
		{"filter-where", `Esc 3`, ">3 Where"},
		{"take", `"pr5" Enter`, "Within 5 miles of PR5"},
		{"filter-when", `Esc 4`, ">4 When"},
		{"right left", `Right Left Space`, "[Mon morning]"},
		{"filter-age", `Esc 2`, ">2 Age"},
		{"filter-need", `Esc 1`, ">1 Need"},
		{"filter-more", `Esc 5`, ">5 More"},
		{"previous-filter next-filter", `Esc Left Left Right`, "]>[Within"},
		{"remove-filter", `x`, "-[Within 5"},
		{"undo", `u`, "Undone"},
		{"redo", `U`, "-[Within 5"},
		{"clear-filters", `X`, "All filters are gone"},
		{"search", `/`, ">Search:"},
		{"results", `"coffee" Enter`, "services, best match first"},
		{"order", `o`, "by name"},
		{"why", `w`, "each thing that was asked"},
		{"back", `Esc`, "by name"},
		{"open", `Enter`, "PHONE"},
		{"next-service previous-service", `Right Left`, "PHONE"},
		{"contact", `p`, "|_|"},
		{"copy-phone", `Esc Esc y`, "lipboard"},
		{"copy", `c`, "lipboard"},
		{"web", `v`, "Opening http"},
		{"map", `m`, "Opening http"},
		{"compare", `b Down b`, "What differs is bright"},
		{"mark-left", `1`, "1 on the shortlist"},
		{"mark-right", `2`, "2 on the shortlist"},
		{"mistake", `Esc r`, "What is wrong?"},
		{"copy-letter", `c`, "lipboard"},
		{"write", `Enter`, "Opening the letter"},
		{"search-save", `Esc S "Coffee" Enter`, "Saved: Coffee"},
		{"search-remove", `x`, "Removed: Coffee"},
		{"search-undo", `u`, "It is back"},
		{"search-ask", `Enter`, "Asked again"},
		{"searches", `f`, "Saved"},
		{"searches-typing", `Esc / Ctrl+O`, "Saved"},
		{"hide", `F8`, "Monday 23 November 2026"},
		{"show", `Esc Esc`, "Search:"},
		{"redraw", `Ctrl+L " zzyzx"`, "which no"},
		{"give-typing", `Ctrl+G`, "Taken"},
		{"", `" 9yo zzyzx" Enter`, "which no"},
		{"give-other give", `G G g`, "Taken"},
	}
}

// keepingWalk goes through what is done with a shortlist.
func keepingWalk() []walked {
	return []walked{
		{"results", `"coffee" Enter`, "services, best"},
		{"mark", `s Down s`, "2 on the shortlist"},
		{"copy-list", `C`, "lipboard"},
		{"shortlist", `l`, "Shortlist: 2 services"},
		{"later", `]`, "Shortlist: 2"},
		{"earlier", `[`, "Shortlist: 2"},
		{"note", `t`, "ote"},
		{"other-note", `"Ask for Jo" Tab`, "Ask for Jo"},
		{"note-done", `Enter`, "Ask for Jo"},
		{"private-note", `T`, "ote"},
		{"export", `Esc e`, "Page to print or send"},
	}
}

// talkingWalk goes through conversations and the training.
func talkingWalk() []walked {
	return []walked{
		{"talk", `Enter t`, "Guided conversations"},
		{"talk-start", `Enter`, "question 1"},
		{"talk-answer", `Enter`, "question 2"},
		{"talk-back", `Left`, "question 1"},
		{"talk-skip", `Right`, "question 2"},
		{"talk-number", `1`, "question 3"},
		{"talk-see", `Tab`, "est match"},
		{"talk-typing", `/ Ctrl+T`, "question"},
		{"cards", `F2`, "cards"},
		{"card-open", `Enter`, "hint"},
		{"card-hint", `h`, "int"},
		{"card-answer", `r`, "answer"},
		{"card-ask", `a`, "services"},
		{"quit-twice", `Ctrl+C`, "Press Ctrl+C again"},
		{"reset", `Ctrl+R`, "0 on the shortlist"},
		{"next-person", `"coffee" Enter s n`, "0 on the shortlist"},
		{"quit", `Enter q`, ""},
	}
}

// TestActionsByTheirKeys walks in a real terminal through what is done while
// finding, keeping a list and talking, each action by its key.
func TestActionsByTheirKeys(t *testing.T) {
	programs := t.TempDir()
	opener := filepath.Join(programs, "xdg-open")
	if err := os.WriteFile(opener, []byte("#!/bin/sh\nexit 0\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", programs+string(os.PathListSeparator)+os.Getenv("PATH"))
	known := map[string]bool{}
	for _, k := range tui.Keys() {
		known[k.ID] = true
	}
	for name, walk := range map[string][]walked{"find": findingWalk(), "keep": keepingWalk(), "talk": talkingWalk()} {
		t.Run(name, func(t *testing.T) {
			m := openTerminal(t, 132, 43, "demo", "--trainer", "--data", t.TempDir(), "--now", "2026-11-23T10:00")
			m.sees("est match")
			for _, w := range walk {
				for id := range strings.FieldsSeq(w.ids) {
					if !known[id] {
						t.Errorf("there is no action %s", id)
					}
				}
				s, ok := readStep("|" + w.press + "|" + strings.ReplaceAll(w.sees, "|", `\|`) + "|")
				if !ok {
					t.Fatalf("the step of %s can't be read", w.ids)
				}
				m.do(s)
			}
		})
	}
}
