package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fettle/tui"
)

// walked is one step of a walk: the action that its last key is for, "" when it
// only leads there, the keys as the page of journeys writes them, and what is
// seen after it. In the trainer's mode the strip must name the action besides.
type walked struct{ id, press, sees string }

// unnamed are the actions that the trainer's strip does not name after their
// key, each with the reason; their steps say what else is seen.
func unnamed() map[string]string {
	return map[string]string{
		"do":    "the strip names what it did",
		"hide":  "the strip is hidden with everything else",
		"reset": "the strip begins anew",
		"quit":  "the finder is gone",
	}
}

// askingWalk goes through the search box and the filters.
func askingWalk() []walked {
	return []walked{
		{"help", `F1`, "What can I do here?"},
		{"do", `"draw the screen" Enter`, "Draw the screen anew ; -What can I do here?"},
		{"redraw", `Ctrl+L`, "Search:"},
		{"mouse", `F9`, "The mouse is on"},
		{"mouse", `F9`, "The mouse is off"},
		{"filters", `Tab`, ">1 Need"},
		{"down", `Down`, "->[ ] Company"},
		{"up", `Up`, ">[ ] Company"},
		{"last", `End`, "->[ ] Company"},
		{"first", `Home`, ">[ ] Company"},
		{"page-down", `Page+Down`, "->[ ] Company"},
		{"page-up", `Page+Up`, ">[ ] Company"},
		{"choose", `Space`, "[x] Company"},
		{"next-part", `Tab`, ">2 Age"},
		{"previous-part", `Shift+Tab`, ">1 Need"},
		{"filter-where", `Esc 3`, ">3 Where"},
		{"take", `"pr5" Enter`, "Within 5 miles of PR5"},
		{"filter-when", `Esc 4`, ">4 When"},
		{"right", `Right`, ">4 When"},
		{"left", `Left`, ">4 When"},
		{"choose", `Space`, "[Mon morning]"},
		{"filter-age", `Esc 2`, ">2 Age"},
		{"filter-need", `Esc 1`, ">1 Need"},
		{"filter-more", `Esc 5`, ">5 More"},
		{"previous-filter", `Esc Left`, "]x["},
		{"next-filter", `Left Right`, "]x[Within"},
		{"remove-filter", `x`, "-[Within 5"},
		{"undo", `u`, "Undone ; [Within 5"},
		{"redo", `U`, "-[Within 5"},
		{"undo-typing", `/ Ctrl+Z`, "Undone ; [Within 5"},
		{"", `U`, "-[Within 5"},
		{"clear-filters", `X`, "All filters are gone"},
		{"search", `/`, ">Search:"},
		{"results", `"coffee" Enter`, "->Search: ; coffee ; -Ballast"},
		{"order", `o`, "by name"},
		{"", `/ " zzyzx 9yo"`, "“zzyzx” was left out ; Ctrl+G Bring more"},
		{"give-typing", `Ctrl+G`, "Taken"},
		{"", `" 9yo" Enter`, "[Age 9] ; ? Help ; g Bring more"},
		{"give-other", `G`, "g Bring more"},
		{"give", `g`, "Taken"},
		{"hide", `F8`, "Monday 23 November 2026 ; -Search:"},
		{"show", `Esc`, "Search: ; -Monday 23 November 2026"},
	}
}

// readingWalk goes through what is done with a service, and the searches.
func readingWalk() []walked {
	return []walked{
		{"results", `"coffee" Enter`, "->Search: ; Market Day ; -Ballast"},
		{"why", `w`, "each thing that was asked"},
		{"back", `Esc`, "-each thing that was asked"},
		{"open", `Enter`, "PHONE"},
		{"next-service", `Right`, "PHONE"},
		{"previous-service", `Left`, "PHONE"},
		{"contact", `p`, "|_|"},
		{"copy-phone", `Esc Esc y`, "lipboard"},
		{"copy", `c`, "lipboard"},
		{"web", `v`, "Opening http"},
		{"map", `m`, "Opening http"},
		{"dial", `k`, "Scan it to ring"},
		{"code-next", `Right`, "There is no other code"},
		{"code-before", `Left`, "There is no other code"},
		{"code-swap", `i`, "Scan it to ring"},
		{"compare", `Esc b Down b`, "What differs is bright"},
		{"mark-left", `1`, "1 on the shortlist"},
		{"mark-right", `2`, "2 on the shortlist"},
		{"mistake", `Esc r`, "What is wrong?"},
		{"copy-letter", `c`, "lipboard"},
		{"write", `Enter`, "Opening the letter"},
		{"search-save", `Esc S`, "What belongs to one person"},
		{"search-ask", `"Coffee" Enter`, "Saved: Coffee"},
		{"search-remove", `x`, "Removed: Coffee"},
		{"search-undo", `u`, "It is back"},
		{"search-ask", `Enter`, "Asked again"},
		{"searches", `f`, "Saved"},
		{"searches-typing", `Esc / Ctrl+O`, "Saved"},
	}
}

// keepingWalk goes through what is done with a shortlist and with several.
func keepingWalk() []walked {
	return []walked{
		{"", `"market day coffee" Enter`, "Market Day Coffee Morning ; -Ballast"},
		{"mark", `s`, "1 on the shortlist"},
		{"", `/ Ctrl+U "paws and a pot" Enter`, "Paws and a Pot of Tea ; -Market Day"},
		{"mark", `s`, "2 on the shortlist"},
		{"copy-list", `C`, "lipboard"},
		{"shortlist", `l`, "Shortlist: 2 services ; > 1  Market Day"},
		{"later", `]`, "> 2  Market Day"},
		{"earlier", `[`, "> 1  Market Day"},
		{"remove", `x`, "Shortlist: 1 service"},
		{"", `u`, "Shortlist: 2 services"},
		{"note", `t`, "> Note for the person:"},
		{"other-note", `"Ask for Jo" Tab`, "Ask for Jo ; > For you only:"},
		{"note-done", `Enter`, "Ask for Jo ; -For you only:"},
		{"private-note", `T`, "> For you only:"},
		{"to-services", `Esc l`, "-Shortlist: 2 services"},
		{"lists-too", `L`, "those that are kept"},
		{"list-new", `n`, "Name of the new list:"},
		{"list-open", `"debt" Enter`, "Began the list debt."},
		{"lists", `L`, "those that are kept"},
		{"list-name", `r`, "New name of this list:"},
		{"", `" two" Enter`, "The list is called debt two."},
		{"list-keep", `k`, "The list is kept until you remove it."},
		{"list-lock", `p`, "New passphrase:"},
		{"", `"three words by chance" Enter`, "The same again:"},
		{"", `"three words by chance" Enter`, "The list is locked:"},
		{"list-remove", `x`, "Remove it for good?"},
		{"", `Enter`, "The list is gone."},
	}
}

// givingWalk goes through what is given out, with a service that may bring harm
// in the wrong hands.
func givingWalk() []walked {
	return []walked{
		{"", `"gambling helpline" Enter`, "Even Keel Gambling Helpline ; -Ballast"},
		{"", `s`, "1 on the shortlist"},
		{"export", `e`, "Page to print or send ; What it says"},
		{"give-write", `Enter`, "Is it safe for this person to have this?"},
		{"safe-answer", `End Enter`, "Saved as"},
		{"give-view", `v`, "Opening"},
		{"give-copy", `c`, "lipboard"},
		{"", `Down Down Down`, "Enter writes ; .txt ; In danger now? Call 999. ; -Website"},
		{"give-sms", `m`, "Opened as a message"},
		{"give-whatsapp", `w`, "Opened in WhatsApp"},
		{"give-choose", `End Space`, "[x] Names and numbers only"},
		{"", `Home Down`, ">(o) E-mail draft ; .eml"},
		{"give-mail", `o`, "Opened"},
		{"", `Esc`, "-Give out 1 service"},
		{"", `l`, "Shortlist: 1 service"},
		{"view-export", `v`, "Opening"},
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
		{"talk-see", `Tab`, "goes on with the conversation"},
		{"talk-typing", `/ Ctrl+T`, "Guided conversations"},
		{"cards", `F2`, "Situation cards"},
		{"card-open", `Enter`, "Mr A lives by himself"},
		{"card-hint", `h`, "There are two things here"},
		{"card-answer", `r`, "A good way to ask"},
		{"card-ask", `a`, "[Age 78] ; 25 services"},
		{"card-start", `F2 Enter`, "Card: Mr A"},
		{"quit-twice", `Ctrl+C`, "Press Ctrl+C again"},
		{"", `X / "coffee" Enter`, "->Search: ; Market Day ; -Widowers"},
		{"mark", `s`, "1 on the shortlist"},
		{"next-person", `n`, "Ready for the next person ; 0 on the shortlist"},
		{"reset", `Ctrl+R`, "0 on the shortlist ; what you press is shown here"},
		{"quit", `Enter q`, "-Fettle"},
	}
}

// updatingWalk goes through updates of the data and what they changed.
func updatingWalk() []walked {
	return []walked{
		{"update-too", `Ctrl+D`, "Enter brings these feeds up to date"},
		{"update-now", `Enter`, "Updating 1 of 1"},
		{"update-stop", `x`, "The update was stopped."},
		{"", `Enter`, "The data is up to date: 1 new, 1 changed"},
		{"changes", `D`, "What updates changed ; Vale Singers ; Closed for August"},
		{"changes-seen", `A`, "Nothing has changed of all services"},
		{"change-recall", `u`, "Vale Singers"},
		{"change-open", `Home Enter`, "-What updates changed"},
		{"change-seen", `Esc Space`, "-Closed for August"},
		{"update", `d`, "Update data ; -What updates changed"},
		{"", `Esc "vale" Enter`, "Search:  vale"},
		{"changes-of", `D o`, "of what fits the question"},
	}
}

// walk presses its way through the steps.
func (m *terminal) walk(steps []walked, titles map[string]string) {
	m.t.Helper()
	for _, w := range steps {
		s, ok := readStep("|" + w.press + "|" + strings.ReplaceAll(w.sees, "|", `\|`) + "|")
		if !ok {
			m.t.Fatalf("the step of %s can't be read", w.id)
		}
		if w.id != "" && m.coached && unnamed()[w.id] == "" {
			m.do(s, "  "+titles[w.id]+"\n")
			continue
		}
		m.do(s)
	}
}

// followedData returns a data folder with one feed in it that has changed since,
// and whose first answer from now on never comes.
func followedData(t *testing.T) string {
	t.Helper()
	const page = `{"total_items": 2, "total_pages": 1, "page_number": 1, "last_page": true, "contents": [%s]}`
	const service = `{"id": %q, "name": %q, "alert": %q, "contacts": [{"name": "Desk"}], "last_modified": "2026-%sT09:00:00Z"}`
	dir, data := t.TempDir(), t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("root.json", `{"version": "HSDS-UK-3.0"}`)
	write("page1.json", fmt.Sprintf(page, fmt.Sprintf(service, "a1", "Vale Lunch Club", "", "10-01")+","+fmt.Sprintf(service, "b2", "Vale Walkers", "", "10-01")))
	var silent atomic.Bool
	feed := savedFeed(dir)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if silent.CompareAndSwap(true, false) {
			<-r.Context().Done()
			return
		}
		feed.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	for _, args := range [][]string{{"feeds", "add", server.URL, "--name", "vale"}, {"sync", "--now", "2026-11-20T10:00"}} {
		if code, _, talk := fettle(t, append(args, "--data", data)...); code != exitDone {
			t.Fatalf("%s: %s", args, talk)
		}
	}
	write("page1.json", fmt.Sprintf(page, fmt.Sprintf(service, "a1", "Vale Lunch Club", "Closed for August", "11-20")+","+fmt.Sprintf(service, "c3", "Vale Singers", "", "11-20")))
	silent.Store(true)
	return data
}

// TestEveryActionByItsKey presses the key of every action there is in a real
// terminal, and sees what it does. A new action fails it until it has a step.
func TestEveryActionByItsKey(t *testing.T) {
	walks := map[string][]walked{"ask": askingWalk(), "read": readingWalk(), "keep": keepingWalk(), "give": givingWalk(), "talk": talkingWalk(), "update": updatingWalk()}
	titles := map[string]string{}
	for _, k := range tui.Keys() {
		titles[k.ID] = k.Title
	}
	pressed := map[string]bool{}
	for name, steps := range walks {
		for _, w := range steps {
			if pressed[w.id] = true; w.id != "" && titles[w.id] == "" {
				t.Errorf("%s: there is no action %s", name, w.id)
			}
		}
	}
	for id := range titles {
		if !pressed[id] {
			t.Errorf("no walk presses the key of the action %s", id)
		}
	}
	for name, steps := range walks {
		for _, size := range [][2]int{{80, 24}, {132, 43}} {
			t.Run(fmt.Sprintf("%s at %dx%d", name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				m := openTerminal(t, size[0], size[1], append(startOf(t, name), "--now", "2026-11-23T10:00")...)
				m.coached = name != "update"
				m.sees("ype what the person needs")
				m.walk(steps, titles)
			})
		}
	}
}

// startOf returns the command that a walk begins with, and makes the data ready
// that it needs.
func startOf(t *testing.T, walk string) []string {
	t.Helper()
	if walk == "update" {
		return []string{"--data", followedData(t)}
	}
	data := t.TempDir()
	if walk == "give" {
		if code, _, talk := fettle(t, "config", "set", "export.whatsapp", "true", "--data", data); code != exitDone {
			t.Fatal(talk)
		}
	}
	return []string{"demo", "--trainer", "--data", data}
}
