package plain

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/typed"
	"fettle/tui"
	"fettle/tui/madeup"
)

// hold holds a whole conversation and returns it, lines typed and answers.
func hold(t testing.TB, deps tui.Deps, lines string) string {
	t.Helper()
	var out bytes.Buffer
	if err := Run(context.Background(), deps, Options{In: strings.NewReader(lines), Out: &out, Echo: true, Why: "Without --plain it opens the screen."}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestTranscripts holds conversations and compares them word by word. Set
// UPDATE_GOLDEN=1 to write them anew, and read them aloud.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines  []string
		change func(*tui.Deps, *madeup.Library, *madeup.Shortlist)
	}{
		"find":    {lines: []string{"club", "1", "m", "m", "next", "2", "b", "", "hurt", "u", "/", "m", "m", "p", "q"}},
		"filters": {lines: []string{"f", "1", "zebra", "company", "b", "2", "200", "72", "3", "nowhere", "settle", "5", "b", "4", "2", "1", "1", "b", "tue morning", "someday", "b", "5", "1", "free", "b", "3", "1", "b", "5", "b", "b", "x", "1", "X", "u", "b", "q"}},
		"typed":   {lines: []string{"age 72", "near newton", "1", "within 20 miles", "when tue morning", "age concern", "u", "when someone dies", "u", "within", "b", "o", "3", "near settle", "o", "2", "x 2", "x", "q"}},
		"few":     {lines: []string{"debt", "age 12", "G", "g", "u", "age 12", "other", "1", "1", "b", "b", "g 2", "g 9", "q"}},
		"list":    {lines: []string{"l", "b", "m", "s", "s 1 3 99", "s 1", "u", "l", "2", "s", "u", "next", "before", "c", "w", "v", "b", "up 2", "down 2", "down 2", "[ 1", "c 1", "w 1", "x 1", "e", "1", "1", "v", "services", "l", "v", "u", "n", "l", "u", "q"}},
		"why":     {lines: []string{"w", "club", "age 72", "w 1", "w 3", "2", "w", "q"}},
		"help":    {lines: []string{"?", "m", "?", "status", "21", "z", "g", "s 1", "shortlist of", "b", "? shortlist", "1", "? zebra", "q"}},
		"demo":    {lines: []string{"club", "1", "q"}, change: func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) { d.Demo, d.Version = true, "1.0" }},
		"return": {lines: []string{"status", "n", "u", "u"}, change: func(_ *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			l.Open.Entries = []tui.Item{{ID: "example/01", Name: "Walk"}, {ID: "example/99", Name: "Old Club"}}
			l.Before = [][]tui.Item{nil}
		}},
		"lists": {lines: []string{"lists", "n", "", "n", "Jo Smith", "Jo Smith", "b", "m", "s 1", "l", "note 1", "ask for Jo", "own note", "quiet hall", "l", "lists", "r", "walks", "k", "k", "p", "abc", "abd", "p", "abc  d", "abc  d", "k", "n",
			"benches", "lists", "2", "wrong", "lists", "1", "abc  d", "note 1", "-", "u", "U", "U", "lists", "x", "x 9", "x 1", "no", "x 1", "yes", "", "q"}},
		"talk": {lines: []string{"t", "1", "zebra", "2", "x", "settle", "before", "nowhere", "newton", "2", "", "72", "skip", "before", "services", "t", "1", "b", "t", "3", "u", "U", "near settle", "t", "2", "q"}},
		"line": {lines: []string{"garden bb2 72yo", "free", "club in newton", "2", "u", "u", "u", "U", "q"}, change: func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) {
			d.Read = func(line string, typing bool, now time.Time) typed.Reading {
				return typed.Read(line, typing, now, typed.Lookup{Place: d.Locate, Time: d.Windows})
			}
		}},
		"changed": {lines: []string{"l"}, change: func(_ *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			l.Open.Facts = tui.About{Label: "walks", Goes: fakeNow().AddDate(0, 0, 20)}
			l.Open.Entries = []tui.Item{{ID: "example/01", Name: "Walk", Note: "ask for Jo", Private: "steep", Changes: []string{"when: Fridays, was Mondays"}}}
		}},
		"shut": {lines: []string{"l", "lists", "1", "abc", "q"}, change: func(_ *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			l.Open.Facts = tui.About{ID: "walks", Label: "walks", Services: -1, Locked: true, Shut: true}
			l.Open.Passphrase = "abc"
		}},
		"give": {lines: []string{"e", "club", "s 1", "/debt", "s 1", "e", "5", "2", "m", "m", "m", "previous", "6", "1", "b", "write", "3", "copy", "1", "c", "6", "6", "mail", "4", "v", "write", "message", "whatsapp", "n", "m", "s 4", "e", "6", "1", "2", "e", "3", "1", "4", "e", "4", "1", "c 4", "services", "c 4", "C", "n", "e", "q"}},
		"update": {lines: []string{"update", "1", "changes", "1", "next", "b", "2", "x", "x 2", "x 9", "u", "u", "o", "o", "A", "o", "A", "A", "b", "garden", "D", "o", "q"}, change: func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) {
			d.Updates = &fakeUpdates{seen: map[string]bool{}}
		}},
		"searches": {lines: []string{"searches", "b", "save", "club", "age 72", "near settle", "save", "Clubs in Settle", "garden", "save", "Clubs in Settle", "Gardens", "searches", "3", "u", "age 30", "searches", "1", "searches", "x", "x 9", "x 4", "x 2", "u", "u", "b", "n", "searches", "x 1", "b", "searches", "u", "q"}},
		"compare":  {lines: []string{"compare", "m", "compare", "compare 1 9", "compare 1 1", "compare 1 3", "1", "", "b", "club", "age 72", "1", "compare", "next", "compare", "b", "compare 1", "b", "compare 2", "2", "l", "1", "compare 2", "b", "compare lunch club", "q"}},
		"notes": {lines: []string{"l", "note 1", "ask for the kitchen", "", "no", "own note 1", "steep steps", "no stairs", "", "no", "note 1", "-", "-", "no", "q"}, change: func(_ *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			l.Open.Entries, l.Fail = []tui.Item{{ID: "example/00", Name: "Lunch Club", Note: "quiet"}}, errors.New("the disk is full")
		}},
		"long-note": {lines: []string{"l", "note 1", "a note that says " + strings.Repeat("far too much ", 4), "shorter", "note 1", strings.Repeat("word ", 300), "", "l", "q"}, change: func(_ *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			l.Open.Entries = []tui.Item{{ID: "example/00", Name: "Lunch Club"}}
		}},
		"home": {lines: []string{"club", "n", "x", "u", "q"}, change: func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) { d.Home = "settle" }},
		"lost": {lines: []string{"m", "q"}, change: func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) { d.Home = "nowhere" }},
		"trainer": {lines: []string{"cards", "1", "ask", "2", "start", "club", "s 1", "status", "cards", "1", "h", "1", "cards", "1", "r", "4", "u", "cards", "2", "r", "a", "b", "reset", "l", "u", "q"}, change: func(d *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			d.Demo = true
			d.Training = &tui.Training{Cards: fakeCards(), Reset: func() error {
				l.Open.Entries, l.Before = nil, nil
				return nil
			}}
		}},
		"beside":  {lines: []string{"need", "where", "when", "2", "age", "o", "b", "f", "1", "where", "b", "b", "status", "q"}},
		"letter":  {lines: []string{"club", "r 1", "1", "1", "2", "3", "b", "b", "q"}},
		"nothing": {lines: []string{"club", "m", "1", "f", "1", "q"}, change: func(_ *tui.Deps, lib *madeup.Library, _ *madeup.Shortlist) { lib.All = nil }},
		"trouble": {lines: []string{"c 1", "m", "c 1", "v 1", "1", "c", "v", "s", "l", "e", "update", "D", "n", "u"}, change: func(d *tui.Deps, _ *madeup.Library, l *madeup.Shortlist) {
			l.Fail = errors.New("the disk is full")
			d.Copy = func(string) (string, error) { return "", errors.New("there is no clipboard") }
			d.Open = nil
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			change := c.change
			if change == nil {
				change = func(*tui.Deps, *madeup.Library, *madeup.Shortlist) {}
			}
			golden(t, name, hold(t, fake(t, change), strings.Join(c.lines, "\n")+"\n"))
		})
	}
}

// golden compares a transcript with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, []byte(got), 0o600)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; set UPDATE_GOLDEN=1 to write it", err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("%s differs (- is expected, + is said); set UPDATE_GOLDEN=1 if that is meant:\n%s", name, diff)
	}
}
